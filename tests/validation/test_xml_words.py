"""What is wrong with the XML of a manifest is said in words that an author understands."""

from __future__ import annotations

from pathlib import Path

import pytest

from allure_desktop.validation.validator import validate
from tests.packages import scorm12, write_zip


def broken(path: Path, text: str | bytes) -> tuple[str, str]:
    """Message and remedy of the only finding."""
    write_zip(path, {"imsmanifest.xml": text})
    (found,) = validate(path).findings
    assert found.code == "manifest.not-well-formed"
    return found.message, found.remedy


@pytest.mark.parametrize(
    ("text", "words", "remedy"),
    [
        ("<m>\n<item></itme></m>", "<item>, which begins on line 2, is closed by </itme>.", "Close it with </item>"),
        ("<m>\n<item>", "ends in the middle: <item>, which begins on line 2", "Export the package again"),
        ("<m>&nbsp;</m>", "“&nbsp;” is known to web pages and not to XML", "Write “&#160;”"),
        ('<m><r adlcp:a="b"/></m>', "nothing says what “adlcp” stands for", 'xmlns:adlcp="…"'),
        ("<m><t>R & D</t></m>", "The place: “<m><t>R & D</t></m>”.", "“&amp;”"),
        ("<m>\x0b</m>", "a character that XML forbids (number 11)", "Type that title"),
        ("", "It is empty.", "Export the package again"),
    ],
)
def test_the_words(tmp_path: Path, text: str, words: str, remedy: str) -> None:
    """What was met, the usual cause and the remedy come first; the parser's own sentence is the last detail."""
    told, mended = broken(tmp_path / "a.zip", text)
    assert words in told and remedy in mended and "Usually" in told
    assert told.index("The XML parser's own words:") > told.index("Usually")


def test_names_cannot_make_it_endless(tmp_path: Path) -> None:
    """Names and places of any length and kind stay short and printable."""
    told, _ = broken(tmp_path / "a.zip", f"<m><{'x' * 5_000}></b></m>")
    assert len(told) < 1_000 and told.isprintable()
    told, _ = broken(tmp_path / "b.zip", "<m>\u202egpj.exe & </m>")
    assert "\u202e" not in told


def test_a_sound_package_has_none(tmp_path: Path) -> None:
    """The counter-proof."""
    assert not validate(scorm12(tmp_path / "a.zip")).findings
