"""The core speaks English, also in what it keeps; here its sentences become those of the window's language.

A sentence with gaps is known by its words around them: `{host} refused the key ({status}).` is one entry of the
translations, and what stood in its gaps goes into the gaps of the other language. What is not known stays English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from allure_desktop.errors import AllureError
    from allure_desktop.uploads.rows import UploadRow

_CONTEXT = "Core"
#: how a language puts a name into quotation marks
QUOTED = "“{quoted}”"
_QUOTE = re.compile("“([^“”„]*)”")
_GAP = re.compile(r"\{\w*\}")
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[\w“„])")
_COUNTED = re.compile(r"(\d[\d.,]*) (\D.*)", re.DOTALL)
#: a sentence is found in a sentence and its parts, no deeper
_DEEPEST = 3
#: of which a message is put together at most; a hostile one has thousands
_MOST_SENTENCES = 12
#: letters around its gaps that make a sentence known
_FEWEST_LETTERS = 3


@dataclass(slots=True)
class _Gaps:
    """A text with gaps; `weight` is how much of it is not a gap."""

    text: str
    pieces: list[str]
    weight: int
    pattern: re.Pattern[str] | None = None

    def values(self, said_text: str) -> tuple[str, ...] | None:
        """What fills the gaps of that text; None where it is another one."""
        if not all(piece in said_text for piece in self.pieces):
            return None
        if self.pattern is None:  # compiling all of them at once would take 20 ms
            self.pattern = re.compile("(.*?)".join(map(re.escape, self.pieces)), re.DOTALL)
        found = self.pattern.fullmatch(said_text)
        return None if found is None else found.groups()


_known: dict[str, list[_Gaps]] = {}
_texts: Path | list[str] | None = None


def read_gaps(texts: Path | list[str] | None) -> None:
    """Which texts have gaps: a JSON file of them, read when one is first needed, or they themselves; None: English."""
    global _texts
    _texts = texts
    _known.clear()
    said.cache_clear()


@lru_cache(maxsize=4096)
def said(text: str) -> str:
    """What the core says, in the window's language."""
    if _texts is None or not text:
        return text
    words = _said(text, 0)
    marks = QCoreApplication.translate(_CONTEXT, QUOTED)
    return words if marks == QUOTED else _QUOTE.sub(lambda quote: marks.replace("{quoted}", quote[1]), words)


def said_all(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(said(text) for text in texts)


def said_error(error: AllureError) -> AllureError:
    """The same error, saying so in the window's language."""
    if _texts is not None:
        error.what, error.cause, error.remedy = said(error.what), said(error.cause), said(error.remedy)
        error.causes, error.remedies = said_all(error.causes), said_all(error.remedies)
        error.args = (error.what,)
    return error


def said_row(row: UploadRow) -> UploadRow:
    """The same row of uploads, with its message in the window's language."""
    message = row.message
    if _texts is None or not (message.what or message.cause or message.remedy):
        return row
    return replace(
        row,
        message=replace(
            message,
            what=said(message.what),
            cause=said(message.cause),
            remedy=said(message.remedy),
            causes=said_all(message.causes),
            remedies=said_all(message.remedies),
        ),
    )


def _said(text: str, depth: int) -> str:
    whole = QCoreApplication.translate(_CONTEXT, text)
    if whole != text or depth >= _DEEPEST:
        return whole
    # what is only ever said after another sentence is kept with the blank before it
    after = QCoreApplication.translate(_CONTEXT, f" {text}")
    if after != f" {text}":
        return after.strip()
    if counted := _COUNTED.fullmatch(text):  # `2 SCOs are`: the words are an entry of their own
        words = QCoreApplication.translate(_CONTEXT, counted[2])
        if words != counted[2]:
            return f"{counted[1]} {words}"
    if (filled := _filled(text, depth)) is not None:
        return filled
    if (filled := _filled(f" {text}", depth)) is not None:
        return filled.strip()
    cuts = [match.start() for match in _SENTENCE_END.finditer(text)][:_MOST_SENTENCES] if depth < 2 else []
    for cut in reversed(cuts):
        first, rest = text[:cut], text[cut + 1 :]
        words = _said(first, depth + 1)
        if words != first:
            return f"{words} {_said(rest, depth)}"
    head, colon, rest = text.partition(": ")
    if not cuts and colon and (words := _said(head, depth + 1)) != head:  # `2 files: a.js, b.js.`
        return f"{words}: {rest}"
    if cuts:
        return f"{text[: cuts[0]]} {_said(text[cuts[0] + 1 :], depth + 1)}"
    return text


def _filled(text: str, depth: int) -> str | None:
    best: _Gaps | None = None
    fills: tuple[str, ...] = ()
    for gaps in (*_candidates(text.partition(" ")[0]), *_candidates("")):
        if (best is None or gaps.weight > best.weight) and (found := gaps.values(text)) is not None:
            best, fills = gaps, found
    if best is None:
        return None
    words = QCoreApplication.translate(_CONTEXT, best.text)
    if words == best.text:
        return None
    # what fills a gap may be words of the core itself
    values = iter([_said(value, depth + 1) for value in fills])
    names = _GAP.findall(best.text)
    if len(set(names)) < len(names):  # gaps without a name keep their order
        return _GAP.sub(lambda _gap: next(values, ""), words)
    by_name = dict(zip(names, values, strict=True))
    return _GAP.sub(lambda gap: by_name.get(gap[0], ""), words)


def _candidates(first_word: str) -> list[_Gaps]:
    if not _known:
        _read()
    return _known.get(first_word, [])


def _read() -> None:
    import json

    texts = json.loads(_texts.read_text(encoding="utf-8")) if isinstance(_texts, Path) else _texts or []
    _known.setdefault("", [])
    for text in texts:
        pieces = _GAP.split(text)
        weight = sum(len(re.sub(r"[\W\d]", "", piece)) for piece in pieces)
        if weight < _FEWEST_LETTERS:
            continue  # would be found everywhere
        first = text.partition(" ")[0]
        place = "" if "{" in first else first  # '' too for what begins with a blank
        _known.setdefault(place, []).append(_Gaps(text, pieces, weight))
