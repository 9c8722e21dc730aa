"""Two people changed the same package: mine and theirs, field by field, and the user chooses."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from allure_desktop.api.answers import PackageRecord
from allure_desktop.gui.widgets import ElidedLabel, PushButton, Sheet, label


class ConflictSheet(Sheet):
    """`chosen` receives the fields of mine to be saved again; none when all of theirs stay."""

    def __init__(
        self,
        window: QWidget,
        mine: Mapping[str, Any],
        theirs: PackageRecord,
        chosen: Callable[[dict[str, Any]], None],
    ) -> None:
        super().__init__(
            window,
            QCoreApplication.translate("ConflictSheet", "Somebody else changed this package meanwhile"),
            width=560,
        )
        self.set_subtitle(self.tr("Choose for each field of “{title}” what stays.").format(title=theirs.title))
        self._mine, self._chosen = dict(mine), chosen
        self.keep_mine: dict[str, QRadioButton] = {}
        self.take_theirs: dict[str, QRadioButton] = {}
        for name, value in self._mine.items():
            self.body.addWidget(self._made_field(name, value, getattr(theirs, name)))
        self.footer.addStretch(1)
        cancel = PushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.dismiss)
        save = PushButton(self.tr("Save these"), kind="primary")
        save.clicked.connect(self._save)
        self.footer.addWidget(cancel)
        self.footer.addWidget(save)

    def _made_field(self, name: str, mine: Any, theirs: Any) -> QFrame:
        names = {
            "description": self.tr("Description"),
            "duration": self.tr("Duration"),
            "tags": self.tr("Tags"),
            "custom_metadata": self.tr("Custom metadata"),
        }
        box = QFrame()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        field = names.get(name, name)
        column.addWidget(label(field, "small-strong"))
        group = QButtonGroup(box)
        for words, value, known, checked in (
            (self.tr("Mine"), mine, self.keep_mine, True),
            (self.tr("Theirs"), theirs, self.take_theirs, False),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            button = QRadioButton(words)
            button.setAccessibleName(self.tr("{field}: {side}").format(field=field, side=words))
            button.setChecked(checked)
            group.addButton(button)
            known[name] = button
            row.addWidget(button)
            row.addWidget(ElidedLabel(_shown(value) or self.tr("(empty)"), "secondary"), 1)
            column.addLayout(row)
        return box

    def _save(self) -> None:
        kept = {name: value for name, value in self._mine.items() if self.keep_mine[name].isChecked()}
        self.dismiss()
        self._chosen(kept)


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return json.dumps(dict(value) if isinstance(value, Mapping) else value, ensure_ascii=False)
