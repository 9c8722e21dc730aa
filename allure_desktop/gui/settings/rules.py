"""All kinds of findings with their severities, as a list in which each can be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from allure_desktop.gui import icons, theme
from allure_desktop.gui.widgets import painting

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

FINDING, SEVERITY = 0, 1
RULE_ROLE = Qt.ItemDataRole.UserRole
_TONES = {"error": "danger", "warning": "warning", "note": "info", "off": "text3"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding: its stable code, its title, its severity where nobody changes it; `fixed` ones stay so."""

    code: str
    title: str
    severity: str
    fixed: bool


class RulesModel(QAbstractTableModel):
    """`severities` holds what differs from the defaults and is changed here; `chosen`: it was."""

    chosen = Signal()

    def __init__(
        self,
        rules: Sequence[Rule],
        default: Callable[[Rule], str],
        severities: dict[str, str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._rules = rules
        self._shown = list(rules)
        self._default = default
        self._severities = severities

    def rule(self, index: Index) -> Rule:
        return self._shown[index.row()]

    def row_of(self, code: str) -> int:
        """The row of a kind of finding; -1 when the filter leaves it out."""
        return next((n for n, rule in enumerate(self._shown) if rule.code == code), -1)

    def set_filter(self, text: str) -> None:
        """Only rules that have all these words in title, code or severity."""
        words = text.casefold().split()
        self.beginResetModel()
        self._shown = [
            rule
            for rule in self._rules
            if all(word in f"{rule.title} {rule.code} {self._words(rule)}".casefold() for word in words)
        ]
        self.endResetModel()

    def defaults_changed(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, SEVERITY))

    def choices(self, rule: Rule) -> list[tuple[str, str]]:
        """Values and words; '' is the default."""
        default = self._default(rule)
        rest = [(value, word) for value, word in self._all().items() if value != default]
        return [("", self.tr("{severity} (default)").format(severity=self._all()[default])), *rest]

    def now(self, rule: Rule) -> str:
        """The severity that holds."""
        return "error" if rule.fixed else self._severities.get(rule.code) or self._default(rule)

    def _all(self) -> dict[str, str]:
        return {
            "error": self.tr("Problem"),
            "warning": self.tr("Warning"),
            "note": self.tr("Note"),
            "off": self.tr("Not told"),
        }

    def _words(self, rule: Rule) -> str:
        if rule.fixed:
            return self.tr("Always a problem")
        chosen = self._severities.get(rule.code, "")
        return next((word for value, word in self.choices(rule) if value == chosen), self._all()[self.now(rule)])

    # --- Qt ----------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        editable = index.isValid() and index.column() == SEVERITY and not self.rule(index).fixed
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.tr("Finding") if section == FINDING else self.tr("Severity")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        rule = self.rule(index)
        if role == RULE_ROLE:
            return rule
        if role == Qt.ItemDataRole.EditRole and index.column() == SEVERITY:
            return self._severities.get(rule.code, "")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if index.column() == SEVERITY:
                return self._words(rule)
            spoken = f"{rule.title} ({rule.code}), {self._words(rule)}"
            return spoken if role == Qt.ItemDataRole.AccessibleTextRole else rule.title
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == SEVERITY and rule.fixed:
            return self.tr("No system can open such a file.")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        rule = self.rule(index)
        if role != Qt.ItemDataRole.EditRole or rule.fixed or value == self._severities.get(rule.code, ""):
            return False
        if value:
            self._severities[rule.code] = str(value)
        else:
            self._severities.pop(rule.code, None)
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), SEVERITY))
        self.chosen.emit()
        return True


class _RuleDelegate(QStyledItemDelegate):
    """Title and code below each other; the severity as a field that opens."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        active = theme.active()
        return QSize(0, QFontMetrics(active.font(1, 500)).height() + QFontMetrics(active.font(0.92)).height() + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = theme.active().tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, tokens.colour("selected"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.colour("border"))
        rule: Rule = index.data(RULE_ROLE)
        if index.column() == FINDING:
            self._paint_words(painter, rect, rule)
        else:
            self._paint_field(painter, rect, rule, index, selected)
            if state & QStyle.StateFlag.State_HasFocus:
                painting.focus_ring(painter, rect.adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, rule: Rule) -> None:
        tokens, active = theme.active().tokens, theme.active()
        title, small = active.font(1, 500), active.font(0.92)
        room = rect.width() - 16
        metrics = QFontMetrics(title)
        painter.setFont(title)
        painter.setPen(tokens.colour("text"))
        top = rect.top() + 7 + metrics.ascent()
        painter.drawText(rect.left() + 8, top, metrics.elidedText(rule.title, Qt.TextElideMode.ElideRight, room))
        painter.setFont(small)
        painter.setPen(tokens.colour("text2"))
        painter.drawText(rect.left() + 8, top + metrics.descent() + QFontMetrics(small).ascent() + 2, rule.code)

    def _paint_field(self, painter: QPainter, rect: QRect, rule: Rule, index: Index, selected: bool) -> None:
        tokens, active = theme.active().tokens, theme.active()
        box = rect.adjusted(4, 6, -6, -8)
        model = index.model()
        assert isinstance(model, RulesModel)
        changed = bool(index.data(Qt.ItemDataRole.EditRole))
        if not rule.fixed:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens.colour("accent" if changed else "border_strong"), 1))
            painter.setBrush(tokens.colour("raised"))
            painter.drawRoundedRect(box, 6, 6)
            size = active.scaled(14)
            mark = icons.pixmap("chevron-down", "text2", size)
            painter.drawPixmap(box.right() - size - 6, box.center().y() - size // 2, mark)
        painter.setFont(active.font(1, 500 if changed else 400))
        painter.setPen(tokens.colour("text2" if rule.fixed else _TONES[model.now(rule)]))
        words = str(index.data())
        room = box.adjusted(10, 0, -10 if rule.fixed else -active.scaled(24), 0)
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model, rule = index.model(), index.data(RULE_ROLE)
        assert isinstance(model, RulesModel)
        box = QComboBox(parent)
        box.setAccessibleName(f"{rule.title} ({rule.code})")
        for value, words in model.choices(rule):
            box.addItem(words, value)
        box.activated.connect(lambda _place: self._commit(box))
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def _commit(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(4, 5, -6, -6))


class RulesView(QTableView):
    """The list; a click, Return, Space or F2 opens the severities of a row."""

    def __init__(self, model: RulesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_RuleDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(FINDING, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(SEVERITY, QHeaderView.ResizeMode.Fixed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Findings"))
        self.clicked.connect(self._open)
        self._measure()
        theme.active().changed.connect(self._measure)

    def _measure(self) -> None:
        active = theme.active()
        words = QFontMetrics(active.font(1, 500)).horizontalAdvance(
            self.tr("{severity} (default)").format(severity="Problem")
        )
        self.setColumnWidth(SEVERITY, words + active.scaled(24) + 34)
        delegate_hint = QFontMetrics(active.font(1, 500)).height() + QFontMetrics(active.font(0.92)).height() + 16
        self.verticalHeader().setDefaultSectionSize(delegate_hint)

    def _open(self, index: QModelIndex) -> None:
        if index.column() == SEVERITY and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._open(self.currentIndex().siblingAtColumn(SEVERITY))
            event.accept()
            return
        super().keyPressEvent(event)
