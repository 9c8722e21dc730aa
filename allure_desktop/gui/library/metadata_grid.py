"""Custom metadata as keys and values of any JSON type; keys are added, removed and renamed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from allure_desktop.gui.library.metadata_pair import MetadataPair
from allure_desktop.gui.widgets import PushButton, label
from allure_desktop.library import team_facts

#: Each key is half a dozen widgets: so many at once, the others on demand.
AT_ONCE = 25


class MetadataGrid(QWidget):
    """What nobody touches goes back exactly as it came, also the keys that are not shown yet."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._pairs: list[MetadataPair] = []
        self._rest: dict[str, Any] = {}
        self._gone: dict[str, Any] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column.addLayout(self._rows)
        self.more = PushButton("", kind="link")
        self.more.clicked.connect(self.show_more)
        self.more.hide()
        column.addWidget(self.more)
        self.gone = PushButton("", kind="link", icon="rotate-ccw")
        self.gone.clicked.connect(self.bring_back)
        self.gone.hide()
        column.addWidget(self.gone)
        self.trouble = label("", "small", tone="danger", wrap=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.add_button = PushButton(self.tr("Add a key"), icon="plus", small=True)
        self.add_button.clicked.connect(self.add)
        column.addWidget(self.add_button)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """What the server has."""
        while self._pairs:
            self._drop(self._pairs[0])
        self._rest = dict(values)
        self._gone = {}
        self.show_more()
        self._tell()

    def show_more(self) -> None:
        """The next keys of a long list."""
        waiting = [key for key, value in self._rest.items() if not _of_the_program(key, value)]
        for key in waiting[:AT_ONCE]:
            self._append(key, self._rest.pop(key))
        left = max(0, len(waiting) - AT_ONCE)
        self.more.set_text(self.tr("Show more keys ({count})").format(count=left))
        self.more.setVisible(bool(left))

    def put(self, values: Mapping[str, Any]) -> None:
        """Values typed earlier, shown as changes of the present ones."""
        for pair in list(self._pairs):
            if pair.name in values:
                pair.put(values[pair.name])
            else:
                self.remove(pair)
        self._gone |= {key: value for key, value in self._rest.items() if key not in values}
        self._rest = {key: values[key] for key in self._rest if key in values}
        known = {pair.name for pair in self._pairs} | set(self._rest)
        for key, value in values.items():
            if key not in known:
                self._append(key, value, new=True)
        self._changed()

    def values(self) -> dict[str, Any]:
        """Pairs without a key are left out; a value that is none of its type stands as text."""
        found: dict[str, Any] = {}
        for pair in self._pairs:
            if name := pair.name:
                try:
                    found[name] = pair.read()
                except ValueError:
                    found[name] = pair.value.text()
        return found | self._rest

    def problem(self) -> str:
        """Why this cannot be saved, '' when it can."""
        keys = [pair.name for pair in self._pairs if pair.name] + list(self._rest)
        for key in keys:
            if keys.count(key) > 1:
                return self.tr("The key “{key}” stands there twice. Rename or remove one.").format(key=key)
        for pair in self._pairs:
            try:
                pair.read()
            except ValueError as error:
                return self.tr("The value of “{key}” {problem}").format(key=pair.name or "–", problem=error)
            if not pair.name and not pair.new:
                return self.tr("A value has no key any more. Name it, or remove it.")
        return ""

    def add(self) -> None:
        """An empty pair, ready to be typed into."""
        self._append("", "", new=True).key.setFocus()

    def remove(self, pair: MetadataPair) -> None:
        """Takes a key away; it can be brought back until it is saved."""
        if not pair.new:
            self._gone[pair._key] = pair._value
        self._drop(pair)
        self.add_button.setFocus()
        self._changed()

    def bring_back(self) -> None:
        """The keys that were removed and not saved yet."""
        present = {pair.name for pair in self._pairs}
        for key, value in self._gone.items():
            if key not in present:
                self._append(key, value)
        self._gone = {}
        self.add_button.setFocus()
        self._changed()

    def _append(self, key: str, value: Any, *, new: bool = False) -> MetadataPair:
        pair = MetadataPair(key, value, new=new)
        pair.changed.connect(self._changed)
        pair.removed.connect(lambda: self.remove(pair))
        self._pairs.append(pair)
        self._rows.addWidget(pair)
        return pair

    def _drop(self, pair: MetadataPair) -> None:
        self._pairs.remove(pair)
        self._rows.removeWidget(pair)
        pair.hide()
        pair.deleteLater()

    def _changed(self) -> None:
        for pair in self._pairs:
            pair.mark()
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        names = ", ".join(self._gone)
        self.gone.set_text(self.tr("Bring back {keys}").format(keys=names if len(names) < 40 else f"{names[:38]}…"))
        self.gone.setVisible(bool(self._gone))
        problem = self.problem()
        self.trouble.setText(problem)
        self.trouble.setVisible(bool(problem))


def _of_the_program(key: str, value: Any) -> bool:
    """Facts of versions that the program keeps for a team: they stand in the timeline, and go back as they came."""
    return key == team_facts.KEY and bool(team_facts.read({key: value}))
