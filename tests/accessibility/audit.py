"""Finds what is wrong with a screen for those who hear it, enlarge it or read it in a longer language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from allure_desktop.gui.widgets import Chip, ElidedLabel, Sheet
from allure_desktop.gui.widgets.labels import WrappedLabel
from allure_desktop.gui.widgets.tabs import Tabs

_NAME = QAccessible.Text.Name
#: a pixel more or less is the rounding of a text's width
_SLACK = 2


def shown(root: QWidget) -> list[QWidget]:
    """Every visible widget below `root`, itself included, in no order."""
    return [root, *(widget for widget in root.findChildren(QWidget) if widget.isVisibleTo(root))]


def focusables(root: QWidget) -> list[QWidget]:
    """What Tab may come to below `root`."""
    return [
        widget
        for widget in shown(root)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and widget.focusProxy() is None
    ]


def described(widget: QWidget) -> str:
    """A widget as a developer finds it: class, name, and the first words on it."""
    above: list[str] = []
    up = widget.parentWidget()
    while up is not None and len(above) < 3:
        if not type(up).__name__.startswith("Q"):
            above.append(type(up).__name__)
        up = up.parentWidget()
    text = getattr(widget, "text", lambda: "")() if not isinstance(widget, QComboBox) else widget.currentText()
    return f"{type(widget).__name__} “{str(text or widget.accessibleName())[:60]}” in {' < '.join(above)}"


# --- names -----------------------------------------------------------------------------------------------------------


def spoken_name(widget: QWidget) -> str:
    """What a screen reader calls it."""
    interface = heard(widget)
    return interface.text(_NAME).strip() if interface is not None else ""


def heard(widget: QWidget) -> QAccessibleInterface | None:
    """What a screen reader meets; None where it meets nothing."""
    return cast("QAccessibleInterface | None", QAccessible.queryAccessibleInterface(widget))


def nameless(root: QWidget) -> list[str]:
    """Focusables without a name."""
    return [f"no name: {described(widget)}" for widget in focusables(root) if not spoken_name(widget)]


def named_twice(root: QWidget) -> list[str]:
    """Two focusables of one kind with one name in the same pane: nobody could tell them apart by ear."""
    found: dict[tuple[int, str, str], QWidget] = {}
    faults = []
    for widget in focusables(root):
        interface = heard(widget)
        if interface is None:
            continue
        # on Linux a drop-down is called by its value, and told apart by its label
        key = (id(_pane(widget)), str(interface.role()), widget.accessibleName() or interface.text(_NAME).strip())
        if key in found and key[2]:
            faults.append(f"named twice: {described(widget)}")
        found[key] = widget
    return faults


def _pane(widget: QWidget) -> QWidget:
    """The nearest named part around a widget, a sheet, or the window."""
    up = widget.parentWidget()
    while up is not None and up.parentWidget() is not None:
        if isinstance(up, Sheet) or up.accessibleName() or isinstance(up, QAbstractItemView):
            return up
        up = up.parentWidget()
    return widget.window()


def unheard_rows(root: QWidget) -> list[str]:
    """Lists and tables whose rows say nothing, or whose columns have no heads."""
    faults = []
    for view in shown(root):
        model = view.model() if isinstance(view, QAbstractItemView) and not isinstance(view, QHeaderView) else None
        if model is None or not isinstance(view, QAbstractItemView) or not model.rowCount(QModelIndex()):
            continue
        index = model.index(0, 0)
        words = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole)
        if not str(words or "").strip():
            faults.append(f"rows say nothing: {described(view)}")
        header = view.horizontalHeader() if isinstance(view, QTableView) else None
        heads = [_head(model, number) for number in range(header.count())] if header else []
        if len(heads) > 1 and not all(heads):
            faults.append(f"columns without heads {heads}: {described(view)}")
    return faults


def _head(model: QAbstractItemModel, column: int) -> str:
    for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
        if words := str(model.headerData(column, Qt.Orientation.Horizontal, role) or "").strip():
            return words
    return ""


def tree(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Everything below, as a screen reader meets it."""
    for number in range(interface.childCount()):
        child = cast("QAccessibleInterface | None", interface.child(number))
        if child is not None and child.isValid():
            yield child
            yield from tree(child)


# --- room ------------------------------------------------------------------------------------------------------------


def cramped(root: QWidget) -> list[str]:
    """Texts that have no room: cut at an edge, or elided without a tooltip that has all of it."""
    faults = []
    for widget in shown(root):
        if widget.visibleRegion().isEmpty() and not _in_scroll_area(widget):
            continue
        fault = _no_room(widget)
        if fault:
            faults.append(f"{fault}: {described(widget)}")
    return faults


def _no_room(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return _label(widget)
    if isinstance(widget, Chip):
        return "" if widget.toolTip() else _narrow(widget, widget.sizeHint().width())
    if isinstance(widget, QPushButton):
        tells = widget.accessibleName() in widget.toolTip()  # what it shortens
        return _narrow(widget, 0 if tells else widget.sizeHint().width()) or _low(widget, widget.fontMetrics().height())
    if isinstance(widget, (QCheckBox, QToolButton)):
        words = bool(widget.text()) and not (isinstance(widget, QToolButton) and not widget.icon().isNull())
        return _narrow(widget, widget.sizeHint().width()) if words else ""
    if isinstance(widget, QTabBar):
        return _tabs(widget)
    if isinstance(widget, QLineEdit):
        return _field(widget)
    if isinstance(widget, QComboBox):
        needed = widget.fontMetrics().horizontalAdvance(widget.currentText())
        return _narrow(widget, needed + 24) if not widget.toolTip() else ""
    if isinstance(widget, QHeaderView) and widget.orientation() == Qt.Orientation.Horizontal:
        return _heads(widget)
    return _outside(widget)


def _label(label: QLabel) -> str:
    if not label.text() or label.pixmap().width():
        return ""
    room = label.contentsRect()
    if isinstance(label, ElidedLabel):
        cut = label.text() != label.full_text
        return "elided without tooltip" if cut and not label.toolTip() else _low(label, label.fontMetrics().height())
    if label.wordWrap() or isinstance(label, WrappedLabel):
        longest = max((label.fontMetrics().horizontalAdvance(word) for word in label.text().split()), default=0)
        if longest > room.width() + _SLACK and "/" not in label.text():
            return f"a word of {longest} px on {room.width()} px"
        needed = label.heightForWidth(label.width())
        return f"{needed} px of text on {label.height()} px" if needed > label.height() + _SLACK else ""
    needed = max((label.fontMetrics().horizontalAdvance(line) for line in label.text().split("\n")), default=0)
    return _narrow(label, needed, room.width()) or _low(label, label.fontMetrics().height(), room.height())


def _narrow(widget: QWidget, needed: int, room: int | None = None) -> str:
    have = widget.width() if room is None else room
    return f"{needed} px of text on {have} px" if needed > have + _SLACK else ""


def _low(widget: QWidget, needed: int, room: int | None = None) -> str:
    have = widget.height() if room is None else room
    return f"a line of {needed} px on {have} px" if needed > have + _SLACK else ""


def _tabs(bar: QTabBar) -> str:
    metrics = bar.fontMetrics()
    if isinstance(bar, Tabs):
        return ""  # it says in a tooltip what it shortens
    for number in range(bar.count()):
        if not bar.isTabVisible(number):
            continue
        if metrics.horizontalAdvance(bar.tabText(number)) > bar.tabRect(number).width() + _SLACK:
            return f"tab “{bar.tabText(number)}” is cut"
    last = bar.tabRect(bar.count() - 1)
    inside = QRect(0, 0, bar.width(), bar.height())
    return "" if not bar.count() or inside.adjusted(-16, 0, 16, 0).contains(last) else "tabs run out of the bar"


def _field(field: QLineEdit) -> str:
    if not field.placeholderText() or field.text() or field.toolTip():
        return ""
    needed = field.fontMetrics().horizontalAdvance(field.placeholderText())
    return _narrow(field, needed, field.width() - 12)


def _heads(header: QHeaderView) -> str:
    for number in range(header.count()):
        if header.isSectionHidden(number) or header.isHidden():
            continue
        text = str(header.model().headerData(number, Qt.Orientation.Horizontal) or "")
        if header.sectionSize(number) + _SLACK < header.fontMetrics().horizontalAdvance(text):
            tip = header.model().headerData(number, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
            if not tip:
                return f"head “{text}” is cut"
    return ""


def _outside(widget: QWidget) -> str:
    """A widget whose parent cuts it off, outside of what scrolls."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or _in_scroll_area(widget) or not isinstance(widget, QAbstractButton):
        return ""
    inside = parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
    return "" if inside.contains(widget.geometry()) else "cut off by what holds it"


def _in_scroll_area(widget: QWidget) -> bool:
    up = widget.parentWidget()
    while up is not None:
        if isinstance(up, (QScrollArea, QAbstractItemView)):
            return True
        up = up.parentWidget()
    return False


def audit(root: QWidget) -> list[str]:
    """Everything that is wrong with a screen as it is now."""
    top = QApplication.activePopupWidget() or root
    faults = [*nameless(top), *named_twice(top), *unheard_rows(top), *cramped(top)]
    return list(dict.fromkeys(faults))
