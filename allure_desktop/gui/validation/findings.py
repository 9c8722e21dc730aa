"""The findings of a report, worst first, each with its place, why it matters, what to do, and what can be done here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from allure_desktop.gui import icons
from allure_desktop.gui.core_words import said
from allure_desktop.gui.validation.place_label import PlaceLabel
from allure_desktop.gui.validation.report_text import in_order, where
from allure_desktop.gui.widgets import PushButton, label, line
from allure_desktop.plain_text import breakable, one_line

#: widgets cost time; a broken course can have thousands of findings of one kind
SHOWN_AT_ONCE = 40

_ICONS = {"error": ("octagon-alert", "danger"), "warning": ("triangle-alert", "warning"), "note": ("info", "info")}
_FIXED_ICON = ("circle-check", "success")


class FindingItem(QFrame):
    """One finding; focusable, so that it can be read with the keyboard alone. `fixed` ones stay, ticked."""

    def __init__(self, finding: Mapping[str, Any], *, fixed: bool = False) -> None:
        super().__init__()
        self.finding = finding
        self.fix: PushButton | None = None
        self.show_place: PushButton | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("pane", "finding")
        word, (icon, token) = self._mark(str(finding["severity"]), fixed)
        spoken = [word, said(str(finding["title"])), where(finding)]
        spoken += [] if fixed else [said(str(finding.get(part) or "")) for part in ("message", "remedy")]
        self.setAccessibleName(". ".join(str(part).rstrip(".") for part in spoken if part))
        row = QHBoxLayout(self)
        # two pixels are the ring of the focus
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(10)
        mark = QLabel()
        icons.put(mark, icon, token)
        mark.setAccessibleName(word)
        mark.setToolTip(word)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self._words = QVBoxLayout()
        self._words.setSpacing(3)
        self._tell(finding, fixed)
        row.addLayout(self._words, 1)

    def _mark(self, severity: str, fixed: bool) -> tuple[str, tuple[str, str]]:
        if fixed:
            return self.tr("Fixed"), _FIXED_ICON
        word = {"error": self.tr("Problem"), "warning": self.tr("Warning")}.get(severity, self.tr("Note"))
        return word, _ICONS.get(severity, _ICONS["note"])

    def _tell(self, finding: Mapping[str, Any], fixed: bool) -> None:
        self._words.addWidget(label(breakable(one_line(said(str(finding["title"])))), "strong", wrap=True))
        place = where(finding)
        if fixed:
            self._words.addWidget(label(self.tr("Fixed in the copy"), "small", tone="success"))
            return
        if place:
            self._words.addWidget(PlaceLabel(place))
        if finding.get("message"):
            self._words.addWidget(
                _selectable(label(breakable(one_line(said(str(finding["message"])))), "small", wrap=True))
            )
        if finding.get("remedy"):
            self._words.addWidget(
                _selectable(label(breakable(one_line(said(str(finding["remedy"])))), "small-plain", wrap=True))
            )

    def offer(self, fix: Callable[[], object] | None, show: Callable[[], object] | None) -> None:
        """Buttons below the words: mend it here, show where it is."""
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 5, 0, 0)
        buttons.setSpacing(8)
        title = one_line(said(str(self.finding["title"])))
        if fix is not None:
            self.fix = PushButton(self.tr("Fix"), icon="wand-sparkles", small=True)
            self.fix.setAccessibleDescription(title)
            self.fix.clicked.connect(lambda _checked=False: fix())
            buttons.addWidget(self.fix)
        if show is not None:
            self.show_place = PushButton(self._show_words(), small=True)
            self.show_place.setAccessibleDescription(title)
            self.show_place.clicked.connect(lambda _checked=False: show())
            buttons.addWidget(self.show_place)
        buttons.addStretch(1)
        self._words.addLayout(buttons)

    def _show_words(self) -> str:
        number = self.finding.get("line")
        if number:
            return self.tr("Show line {number}").format(number=number)
        if is_in_manifest(self.finding):
            return self.tr("Show in manifest")
        return self.tr("Show file")


def is_in_manifest(finding: Mapping[str, Any]) -> bool:
    """Whether the place of a finding is the manifest; else it is a file, or none."""
    member = str(finding.get("member") or "").replace("\\", "/").lower()
    return bool(finding.get("line")) or member.rpartition("/")[2] == "imsmanifest.xml"


def _key(finding: Mapping[str, Any]) -> str:
    return f"{finding.get('code')} {finding.get('member')} {finding.get('line')}"


def _selectable(made: QLabel) -> QLabel:
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class FindingsView(QScrollArea):
    """Scrolls through `extra` widgets, what was fixed, and the findings of one report.

    `fix_wanted(code)`, `show_wanted(finding)`: a button of a finding was pressed.
    """

    fix_wanted = Signal(str)
    show_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Findings"))
        self._findings: list[Mapping[str, Any]] = []
        self._fixed: Sequence[Mapping[str, Any]] = ()
        self._limit = SHOWN_AT_ONCE
        self._empty = ""
        self._can_fix = self._can_show = False
        self._extra: Callable[[], Sequence[QWidget]] = tuple
        self._below: Callable[[], Sequence[QWidget]] = tuple
        #: the finding that had the focus when it was built anew, its place, and what of it
        self._kept: tuple[str, int, str] | None = None

    @property
    def items(self) -> list[FindingItem]:
        """The findings on the screen, top to bottom."""
        holder = self.widget()
        return holder.findChildren(FindingItem) if holder is not None else []

    def show_report(
        self,
        report: Mapping[str, Any] | None,
        empty: str,
        extra: Callable[[], Sequence[QWidget]] = tuple,
        *,
        below: Callable[[], Sequence[QWidget]] = tuple,
        fixed: Sequence[Mapping[str, Any]] = (),
        can_fix: bool = False,
        can_show: bool = False,
    ) -> None:
        """`empty` is said where there is no finding; what `extra` makes comes before the findings, what `below` makes after them.

        `can_fix` and `can_show`: whether findings have their buttons.
        """
        self._findings = in_order(report) if report is not None else []
        self._fixed = fixed
        self._can_fix, self._can_show = can_fix, can_show
        self._limit = SHOWN_AT_ONCE
        self._empty = empty
        self._extra, self._below = extra, below
        self._build()

    def rebuild(self) -> None:
        """What `extra` or `below` makes is another; the place on the screen stays."""
        at = self.verticalScrollBar().value()
        self._build()
        self.verticalScrollBar().setValue(at)

    def focus_first_fix(self) -> bool:
        """The first thing that can be mended has the focus; False when nothing can."""
        item = next((one for one in self.items if one.fix is not None), None)
        if item is None or item.fix is None:
            return False
        item.fix.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(item)
        return True

    def take_focus(self) -> None:
        """The first finding has the focus, or will have it: where nothing can be set off by another key."""
        self._kept = "", 0, "item"
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._give_focus()

    def _note_focus(self) -> None:
        """What is built anew loses the focus to whatever comes next, which may be the button that uploads."""
        focused = QApplication.focusWidget()
        holder = self.widget()
        if focused is None or holder is None or not holder.isAncestorOf(focused):
            return
        items = self.items
        at = next((n for n, item in enumerate(items) if item is focused or item.isAncestorOf(focused)), 0)
        item = items[at] if items else None
        role = (
            "item"
            if item is None
            else "fix"
            if focused is item.fix
            else "show"
            if focused is item.show_place
            else "item"
        )
        self._kept = (_key(item.finding) if item is not None else ""), at, role
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_focus(self) -> None:
        """Back to the same finding, else to what is in its place; waits where there is none yet."""
        items = self.items
        if self._kept is None or not items:
            return
        key, at, role = self._kept
        self._kept = None
        if not self.hasFocus():
            return  # somebody went elsewhere meanwhile
        same = next((item for item in items if _key(item.finding) == key), None)
        found = same or items[min(at, len(items) - 1)]
        button = {"fix": found.fix, "show": found.show_place}.get(role) if same is not None else None
        (button or found).setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(found)

    def _build(self) -> None:
        self._note_focus()
        holder = QWidget()
        holder.setProperty("pane", "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in self._extra():
            column.addWidget(widget)
        for finding in self._fixed[:SHOWN_AT_ONCE]:
            column.addWidget(FindingItem(finding, fixed=True))
            column.addWidget(line())
        for finding in self._findings[: self._limit]:
            column.addWidget(self._item(finding))
            column.addWidget(line())
        rest = len(self._findings) - self._limit
        if rest > 0:
            more = PushButton(self.tr("Show {count} more").format(count=min(rest, SHOWN_AT_ONCE * 5)))
            more.clicked.connect(self._show_more)
            holding = QHBoxLayout()
            holding.setContentsMargins(16, 12, 16, 12)
            holding.addWidget(more)
            holding.addStretch(1)
            column.addLayout(holding)
        if not self._findings and self._empty:
            nothing = label(self._empty, "secondary", wrap=True)
            nothing.setContentsMargins(16, 16, 16, 16)
            nothing.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            column.addWidget(nothing)
        for number, widget in enumerate(self._below()):
            if number == 0 and not self._findings:
                column.addWidget(line())
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(holder)
        self._give_focus()

    def _item(self, finding: Mapping[str, Any]) -> FindingItem:
        made = FindingItem(finding)
        fix: Callable[[], object] | None = None
        show: Callable[[], object] | None = None
        if self._can_fix and finding.get("repairable"):
            fix = partial(self.fix_wanted.emit, str(finding["code"]))
        if self._can_show and (finding.get("member") or finding.get("line")):
            show = partial(self.show_wanted.emit, finding)
        if fix is not None or show is not None:
            made.offer(fix, show)
        return made

    def _show_more(self) -> None:
        self._limit += SHOWN_AT_ONCE * 5
        self.rebuild()
