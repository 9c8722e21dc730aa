"""Where the parts of an upload's row stand: fonts, measures, and how sentence and acts share the width."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from allure_desktop.gui import theme
from allure_desktop.gui.uploads.acts import RowAct, painted
from allure_desktop.gui.uploads.row_words import RowWords

GUTTER = 16
TOP = 10
_SMALLEST_TARGET = 24
_LEAST_WORDS = 160


@dataclass(frozen=True)
class Fonts:
    """The fonts of a row with their measures, made once for each text size; circle and icons grow with the text."""

    title: QFont
    small: QFont
    button: QFont
    heading: QFont
    icon: int
    circle: int
    target: int
    _wrapped: dict[tuple[str, int, int], tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of_theme(cls) -> Fonts:
        active = theme.active()
        return cls(
            active.font(1, 600),
            active.font(0.92),
            active.font(0.92, 500),
            active.font(0.92, 600),
            active.scaled(16),
            active.scaled(30),
            active.scaled(28),
        )

    @property
    def text_left(self) -> int:
        return GUTTER + 3 + self.circle + 11

    def text_height(self, lines: int = 1) -> int:
        """Title and sentence."""
        return QFontMetrics(self.title).height() + 3 + lines * QFontMetrics(self.small).height()

    def row_height(self, bars: bool, lines: int = 1) -> int:
        bar = 4 + QFontMetrics(self.small).height() if bars else 0
        return self.text_height(lines) + 2 * TOP + bar + 1

    def heading_height(self) -> int:
        return QFontMetrics(self.heading).height() + 20

    def wrapped(self, text: str, width: int, most: int) -> tuple[str, ...]:
        """The text in at most so many lines; the last one ends in … where it does not fit."""
        known = self._wrapped.get((text, width, most))
        if known is None:
            if len(self._wrapped) > 1000:
                self._wrapped.clear()
            known = self._wrapped[text, width, most] = _wrap(QFontMetrics(self.small), text, width, most)
        return known


def _wrap(metrics: QFontMetrics, text: str, width: int, most: int) -> tuple[str, ...]:
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        count = 1
        while count < len(words) and metrics.horizontalAdvance(" ".join(words[: count + 1])) <= width:
            count += 1
        lines.append(metrics.elidedText(" ".join(words[:count]), Qt.TextElideMode.ElideRight, width))
        words = words[count:]
    if words or not lines:
        lines.append(metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width))
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`acts` are those that found room, with their widths; `lines` is the sentence; `whole`: nothing of it is left out.

    Acts without room are in the panel and the context menu, as all are.
    """

    acts: tuple[tuple[RowAct, int], ...]
    lines: tuple[str, ...]
    words_width: int
    whole: bool


def arranged(fonts: Fonts, words: RowWords, width: int, *, most_lines: int, beside: int = 0) -> Arrangement:
    """How a row of that width is filled: the sentence wraps, then acts give way, and only then it is cut.

    `beside` is what else stands at the right of the words.
    """
    metrics = QFontMetrics(fonts.button)
    offered = [
        (act, fonts.target if act.icon else metrics.horizontalAdvance(act.text) + 22) for act in painted(words.acts)
    ]
    sentence = " ".join(words.sentence.split())
    while True:
        taken = sum(wide + (2 if act.icon else 8) for act, wide in offered)
        room = width - fonts.text_left - beside - (11 + taken + 4 if offered else 12)
        lines = fonts.wrapped(sentence, max(room, 40), most_lines)
        whole = " ".join(lines) == sentence
        enough = whole and room >= _LEAST_WORDS
        # small icons take too little to be worth missing, and one act always stays
        if enough or len(offered) < 2 or offered[-1][0].icon:
            return Arrangement(tuple(offered), lines, room, whole)
        offered.pop()


def act_places(fonts: Fonts, arrangement: Arrangement, rect: QRect) -> list[tuple[RowAct, QRect]]:
    """The painted acts with their places in a row at `rect`, from right to left."""
    middle = rect.top() + TOP + fonts.text_height(len(arrangement.lines)) // 2
    height = max(_SMALLEST_TARGET, QFontMetrics(fonts.button).height() + 12)
    right = rect.right() - 11
    found: list[tuple[RowAct, QRect]] = []
    for act, width in reversed(arrangement.acts):
        tall = fonts.target if act.icon else height
        found.append((act, QRect(right - width + 1, middle - tall // 2, width, tall)))
        right -= width + (2 if act.icon else 8)
    return found
