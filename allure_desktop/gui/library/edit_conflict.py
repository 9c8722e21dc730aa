"""Two people changed the same package: mine and theirs, field by field, and the user chooses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from allure_desktop.gui.library.metadata_values import text_of
from allure_desktop.gui.widgets import ElidedLabel, PushButton, Sheet, label
from allure_desktop.library.details import Missing

if TYPE_CHECKING:
    from allure_desktop.library.details import Difference, EditConflict

#: so many fields stand below one another without scrolling
_WITHOUT_SCROLLING = 4


class ConflictSheet(Sheet):
    """`chosen` receives the changes to send to what is there now; none when all of theirs stay."""

    def __init__(self, window: QWidget, conflict: EditConflict, chosen: Callable[[dict[str, Any]], None]) -> None:
        many = len(conflict.both) > _WITHOUT_SCROLLING
        super().__init__(
            window,
            QCoreApplication.translate("ConflictSheet", "Somebody else changed this package meanwhile"),
            width=600,
            height=560 if many else 0,
        )
        title = conflict.theirs.title
        others = self.tr("Your other changes do not collide and are saved with this.") if conflict.ready else ""
        self.set_subtitle(
            self.tr("Choose for each field of “{title}” what stays.").format(title=title)
            + (f" {others}" * bool(others))
        )
        self._conflict, self._chosen = conflict, chosen
        self.keep_mine: dict[str, QRadioButton] = {}
        self.take_theirs: dict[str, QRadioButton] = {}
        self.take_both: dict[str, QRadioButton] = {}
        if many:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            inner = QWidget()
            inner.setProperty("pane", "clear")
            fields = QVBoxLayout(inner)
            fields.setContentsMargins(0, 0, 8, 0)
            fields.setSpacing(12)
            area.setWidget(inner)
            self.body.addWidget(area, 1)
        else:
            fields = self.body
        for difference in conflict.both:
            fields.addWidget(self._made_field(difference))
        if many:
            fields.addStretch(1)
        self.footer.addStretch(1)
        cancel = PushButton(self.tr("Cancel"))
        cancel.setToolTip(self.tr("Nothing is saved; what you typed stays"))
        cancel.clicked.connect(self.dismiss)
        self.save_button = PushButton(self.tr("Save these"), kind="primary")
        self.save_button.clicked.connect(self._save)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.save_button)

    def _made_field(self, difference: Difference) -> QFrame:
        names = {
            "description": self.tr("Description"),
            "duration": self.tr("Duration"),
            "tags": self.tr("Tags"),
            "custom_metadata": self.tr("Custom metadata"),
        }
        field = names.get(difference.name) or self.tr("Custom metadata: {key}").format(key=difference.key)
        box = QFrame()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(field, "small-strong"))
        if not isinstance(difference.was, Missing) or difference.key is not None:
            before = self._shown(difference.was)
            column.addWidget(ElidedLabel(self.tr("Before: {value}").format(value=before), "small-muted"))
        group = QButtonGroup(box)
        sides = [
            (self.tr("Mine"), difference.mine, self.keep_mine),
            (self.tr("Theirs"), difference.theirs, self.take_theirs),
        ]
        if difference.both is not None:
            sides.append((self.tr("Both"), difference.both, self.take_both))
        for place, (words, value, known) in enumerate(sides):
            row = QHBoxLayout()
            row.setSpacing(8)
            button = QRadioButton(words)
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(self.tr("Theirs")) + 48)
            shown = self._shown(value)
            button.setAccessibleName(self.tr("{field}: {side}, {value}").format(field=field, side=words, value=shown))
            button.setChecked(place == 0)
            group.addButton(button)
            known[difference.name] = button
            row.addWidget(button)
            row.addWidget(ElidedLabel(shown, "secondary"), 1)
            column.addLayout(row)
        return box

    def _shown(self, value: Any) -> str:
        if isinstance(value, Missing):
            return self.tr("(not there)")
        if isinstance(value, (list, tuple)) and all(isinstance(entry, str) for entry in value):
            text = ", ".join(value)
        else:
            text = text_of(value)
        return (text if len(text) <= 2000 else f"{text[:2000]}…") or self.tr("(empty)")

    def _save(self) -> None:
        values: dict[str, Any] = {}
        for difference in self._conflict.both:
            name = difference.name
            if self.keep_mine[name].isChecked():
                values[name] = difference.mine
            elif name in self.take_both and self.take_both[name].isChecked():
                values[name] = difference.both
        self.dismiss()
        self._chosen(self._conflict.chosen(values))
