"""Every text of the window can be translated, and what is translated fits its English."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.translations import ts_file
from tests.translations.extraction import extract

_GAP = re.compile(r"\{\w*\}|%n")


def test_every_marked_text_can_be_read_by_the_tool() -> None:
    """No call for a translation hides its context or text, or is made before a language was chosen."""
    assert extract().faults == []


def test_what_hides_a_text_is_told(tmp_path: Path) -> None:
    """A text that is put together, one without a context, and one read at import are faults with their place."""
    (tmp_path / "gui").mkdir()
    (tmp_path / "gui/window.py").write_text(
        'WORDS = translate("Window", "Too early")\n'
        "class Window:\n"
        "    def show(self, other):\n"
        '        self.tr("Open " + self.name)\n'
        '        other.tr("Close")\n'
        '        self.tr("Close the window")\n'
    )
    found = extract(tmp_path)
    assert [fault.partition(": ")[0] for fault in found.faults] == [f"gui/window.py:{line}" for line in (1, 4, 5)]
    assert list(found.texts) == [("Window", "Close the window")]


def test_the_sentences_of_the_core_are_found_with_their_gaps(tmp_path: Path) -> None:
    """What an error or a finding says is a text; docstrings, statements and words for programmers are none."""
    (tmp_path / "api").mkdir()
    (tmp_path / "api/calls.py").write_text(
        '"""Makes a call and waits for it."""\n'
        'SQL = "SELECT name FROM calls"\n'
        "def call(host, reply):\n"
        "    if not reply:\n"
        '        raise ValueError("call it with a reply")\n'
        '    log.info("the call was made")\n'
        '    return Refusal(f"{host} refused the key ({reply.status}).", cause="The key has expired.")\n'
    )
    sentences = {source for _context, source in extract(tmp_path).texts}
    assert sentences == {"The key has expired.", "{host} refused the key ({status})."}


def test_german_has_the_gaps_of_the_english() -> None:
    """What the program puts into a sentence is in the German one too, once as often, and nothing else is."""
    wrong = [
        f"{source!r} → {form!r}"
        for (_context, source), forms in ts_file.read().items()
        for form in forms
        if Counter(_GAP.findall(form)) != Counter(_GAP.findall(source))
    ]
    assert wrong == []


def test_german_keeps_what_surrounds_a_sentence() -> None:
    """Blanks at the ends, an ellipsis and a colon at the end are the same: they are part of how a text is shown."""
    wrong = []
    for (_context, source), forms in ts_file.read().items():
        for form in forms:
            ends = (source[: len(source) - len(source.lstrip())], source[len(source.rstrip()) :])
            if ends != (form[: len(form) - len(form.lstrip())], form[len(form.rstrip()) :]):
                wrong.append(f"{source!r} → {form!r}: blanks")
            wrong += [f"{source!r} → {form!r}" for mark in ("…", ":") if source.endswith(mark) != form.endswith(mark)]
            if source.count("&") != form.count("&"):
                wrong.append(f"{source!r} → {form!r}: mnemonic")
    assert wrong == []


def test_every_text_has_its_german() -> None:
    """What the source says and the file of translations has not is named, with its place: `make translations` helps."""
    known = ts_file.read()
    missing = [f"{text.places[0]}: {text.source!r}" for key, text in extract().texts.items() if key not in known]
    assert not missing, "\n".join(["without German in resources/i18n/allure_de.ts:", *missing])


def test_nothing_is_kept_that_nobody_says() -> None:
    """A text that the source no longer has is dropped from the file: `make translations` does it."""
    assert sorted(set(ts_file.read()) - set(extract().texts)) == []
