"""Makes text of unknown origin (file names, what a server says) fit for one line on a screen."""

from __future__ import annotations

import re

#: control characters, line ends, marks that turn the direction of what follows, halves of characters
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


#: a word that is longer than this does not fit in a narrow column
_LONGEST_WORD = 24
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD},}}")
_PIECES = re.compile(rf"[^/_.,;:&?=+-]{{1,{_LONGEST_WORD}}}[/_.,;:&?=+-]*|[/_.,;:&?=+-]+")


def breakable(text: str) -> str:
    """Long paths and names with places (U+200B) where a line may break: labels break at spaces alone."""
    return _LONG_WORD.sub(lambda found: "\u200b".join(_PIECES.findall(found.group())), text)


_TAG = re.compile(r"<(?=[A-Za-z!/?])")
_LONGEST_HINT = 2_000


def hint(text: str) -> str:
    """`text` of unknown origin as a tooltip: Qt takes what looks like markup for markup, so no tag may begin in it.

    Each line as `one_line` has it; what is longer than anybody reads is cut.
    """
    told = "\n".join(one_line(line) for line in text[: _LONGEST_HINT + 1].split("\n"))
    told = _TAG.sub("<\u200b", told)
    return told if len(text) <= _LONGEST_HINT else f"{told[:_LONGEST_HINT]}…"


def one_line(text: object) -> str:
    """`text` with what would break a line, a terminal or a label as visible escapes: `two\\nlines.zip`."""
    return _UNFIT.sub(lambda found: found.group().encode("unicode_escape").decode(), str(text))
