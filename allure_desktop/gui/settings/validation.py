"""Settings of the check: the system packages are checked for, and how severe each finding is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.widgets import PushButton, label, line
from allure_desktop.settings import VALIDATION_SEVERITIES, VALIDATION_TARGET

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext

_UNCHANGED = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding: its stable code, its title, and its severity where nobody changes it."""

    code: str
    title: str
    severity: str
    fixed: bool


@dataclass(frozen=True, slots=True)
class TargetChoice:
    """A system: who says how it behaves, and where it differs from the table of findings."""

    name: str
    source: str
    severities: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ValidationValues:
    """What is kept now, and what there is to choose from."""

    target: str
    severities: dict[str, str]
    targets: tuple[TargetChoice, ...]
    rules: tuple[Rule, ...]


def read_validation(context: GuiContext) -> ValidationValues:
    """Reads settings, targets and rules; call it in the background."""
    from allure_desktop.validation.catalogue import KINDS
    from allure_desktop.validation.policy import FIXED, target, target_names

    kept = context.services.settings
    found = (target(name) for name in target_names())
    return ValidationValues(
        kept.get(VALIDATION_TARGET),
        kept.get(VALIDATION_SEVERITIES),
        tuple(TargetChoice(one.name, one.source, one.severity) for one in found),
        tuple(Rule(code, kind.title, kind.severity, code in FIXED) for code, kind in KINDS.items()),
    )


class RuleRow(QFrame):
    """One kind of finding with its severity; `chosen(code, severity)`, '' for the default."""

    chosen = Signal(str, str)

    def __init__(self, rule: Rule, default: str, now: str) -> None:
        super().__init__()
        self.rule = rule
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 8, 6)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(rule.title, "medium", wrap=True))
        code = label(rule.code, "small-muted")
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(code)
        row.addLayout(words, 1)
        self.box = QComboBox()
        self.box.setAccessibleName(f"{rule.title} ({rule.code})")
        self.box.setMinimumWidth(theme.active().scaled(150))
        if rule.fixed:
            self.box.addItem(self.tr("Always a problem"), _UNCHANGED)
            self.box.setEnabled(False)
            self.box.setToolTip(self.tr("No system can open such a file."))
        else:
            self._fill(default, now)
            self.box.currentIndexChanged.connect(
                lambda _place: self.chosen.emit(rule.code, str(self.box.currentData()))
            )
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignVCenter)

    def _fill(self, default: str, now: str) -> None:
        words = {
            "error": self.tr("Problem"),
            "warning": self.tr("Warning"),
            "note": self.tr("Note"),
            "off": self.tr("Not told"),
        }
        self.box.addItem(self.tr("{severity} (default)").format(severity=words[default]), _UNCHANGED)
        for severity, text in words.items():
            if severity != default:
                self.box.addItem(text, severity)
        self.box.setCurrentIndex(max(0, self.box.findData(now)))

    def set_default(self, default: str, now: str) -> None:
        """Another target has another default."""
        if self.rule.fixed:
            return
        self.box.blockSignals(True)
        self.box.clear()
        self._fill(default, now)
        self.box.blockSignals(False)

    def matches(self, text: str) -> bool:
        wanted = text.casefold().split()
        here = f"{self.rule.title} {self.rule.code} {self.box.currentText()}".casefold()
        return all(word in here for word in wanted)


class ValidationSettings(QWidget):
    """Keeps each change at once, and has the reports of Uploads judged anew."""

    def __init__(self, context: GuiContext, values: ValidationValues) -> None:
        super().__init__()
        self._context = context
        self._values = values
        self._severities = dict(values.severities)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._target_row())
        self.source = label("", "small-muted", wrap=True)
        column.addWidget(self.source)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search findings"))
        self.search.setAccessibleName(self.tr("Search findings"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        bar.addWidget(self.search, 1)
        self.reset = PushButton("")
        self.reset.clicked.connect(lambda _checked=False: self.reset_all())
        bar.addWidget(self.reset)
        column.addLayout(bar)
        column.addWidget(self._list(), 1)
        self._tell()

    def _target_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(self.tr("Packages are checked for"), "secondary"))
        self.target = QComboBox()
        self.target.setAccessibleName(self.tr("Packages are checked for"))
        for one in self._values.targets:
            self.target.addItem(one.name, one.name)
        self.target.setCurrentIndex(max(0, self.target.findData(self._values.target)))
        self.target.currentIndexChanged.connect(lambda _place: self._choose_target())
        row.addWidget(self.target, 1)
        return row

    def _list(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("pane", "clear")
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.rows: list[RuleRow] = []
        for rule in self._values.rules:
            row = RuleRow(rule, self._default(rule), self._severities.get(rule.code, _UNCHANGED))
            row.chosen.connect(self._choose)
            rows.addWidget(row)
            self.rows.append(row)
        self.nothing = label(self.tr("No finding matches."), "secondary")
        self.nothing.hide()
        rows.addWidget(self.nothing)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("Findings"))
        area.setWidget(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        framed = QWidget()
        column = QVBoxLayout(framed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        column.addWidget(area, 1)
        return framed

    def _chosen_target(self) -> TargetChoice | None:
        return next((one for one in self._values.targets if one.name == self.target.currentData()), None)

    def _default(self, rule: Rule) -> str:
        chosen = self._chosen_target()
        return chosen.severities.get(rule.code, rule.severity) if chosen is not None else rule.severity

    def _tell(self) -> None:
        chosen = self._chosen_target()
        self.source.setText(self.tr("Source: {source}").format(source=chosen.source) if chosen is not None else "")
        count = len(self._severities)
        self.reset.setEnabled(count > 0)
        self.reset.set_text(
            self.tr("Reset 1 change") if count == 1 else self.tr("Reset {count} changes").format(count=count)
        )

    def _filter(self, text: str) -> None:
        for row in self.rows:
            row.setVisible(row.matches(text))
        self.nothing.setVisible(not any(row.isVisibleTo(self) for row in self.rows))

    # --- changes -----------------------------------------------------------------------------------------------------

    def _choose_target(self) -> None:
        for row in self.rows:
            row.set_default(self._default(row.rule), self._severities.get(row.rule.code, _UNCHANGED))
        self._tell()
        self._keep()

    def _choose(self, code: str, severity: str) -> None:
        if severity:
            self._severities[code] = severity
        else:
            self._severities.pop(code, None)
        self._tell()
        self._keep()

    def reset_all(self) -> None:
        """Every severity as the target has it."""
        self._severities.clear()
        for row in self.rows:
            row.set_default(self._default(row.rule), _UNCHANGED)
        self._tell()
        self._keep()

    def _keep(self) -> None:
        services, target, severities = self._context.services, str(self.target.currentData()), dict(self._severities)

        def work() -> None:
            if services.settings.get(VALIDATION_TARGET) != target:
                services.settings.set(VALIDATION_TARGET, target)
            services.settings.set(VALIDATION_SEVERITIES, severities)
            services.judge_again()

        self._context.background.run(work, owner=self._context)
