"""Settings of the check: the system packages are checked for, and how severe each finding is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from allure_desktop.gui.core_words import said
from allure_desktop.gui.settings.rules import Rule, RulesModel, RulesView
from allure_desktop.gui.widgets import PushButton, label, line
from allure_desktop.settings import VALIDATION_SEVERITIES, VALIDATION_TARGET

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext


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
        tuple(Rule(code, said(kind.title), kind.severity, code in FIXED) for code, kind in KINDS.items()),
    )


class ValidationSettings(QWidget):
    """Keeps each change at once, and has the reports of Uploads judged anew."""

    def __init__(self, context: GuiContext, values: ValidationValues) -> None:
        super().__init__()
        self._context = context
        self._values = values
        #: what differs from the defaults; the list below changes it
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
        self.model = RulesModel(self._values.rules, self._default, self._severities, self)
        self.model.chosen.connect(self._changed)
        self.list = RulesView(self.model)
        self.nothing = label(self.tr("No finding matches."), "secondary")
        self.nothing.hide()
        framed = QWidget()
        column = QVBoxLayout(framed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
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
        words = {0: self.tr("Reset all"), 1: self.tr("Reset 1 change")}
        self.reset.set_text(words.get(count) or self.tr("Reset {count} changes").format(count=count))

    def _filter(self, text: str) -> None:
        self.model.set_filter(text)
        self.nothing.setVisible(not self.model.rowCount())

    # --- changes -----------------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        self._tell()
        self._keep()

    def _choose_target(self) -> None:
        self.model.defaults_changed()
        self._changed()

    def reset_all(self) -> None:
        """Every severity as the target has it."""
        self._severities.clear()
        self.model.defaults_changed()
        self._changed()

    def _keep(self) -> None:
        services, target, severities = self._context.services, str(self.target.currentData()), dict(self._severities)

        def work() -> None:
            if services.settings.get(VALIDATION_TARGET) != target:
                services.settings.set(VALIDATION_TARGET, target)
            services.settings.set(VALIDATION_SEVERITIES, severities)
            services.judge_again()

        self._context.background.run(work, owner=self._context)
