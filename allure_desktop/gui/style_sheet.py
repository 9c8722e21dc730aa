"""The one style sheet of the application, generated from the tokens: no widget has its own."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allure_desktop.gui.theme import Tokens

#: Variants are chosen by property: `kind` of a button, `role` of a label, `tone` of a band, `pane` of a frame.
_SHEET = Template("""
QToolTip { qproperty-textFormat: PlainText; background: $raised; color: $text; border: 1px solid $border;
    padding: 4px 8px; }

QFrame[pane="window"], QWidget[pane="window"] { background: $window; }
QFrame[pane="surface"], QWidget[pane="surface"] { background: $surface; }
QFrame[drawer="true"] { border-left: 1px solid $border; }
QFrame[pane="subtle"] { background: $subtle; border-radius: 7px; }
QFrame[pane="card"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[pane="sheet"] { background: $surface; border: 1px solid $border; border-radius: 12px; }
QFrame[pane="finding"] { border: 2px solid transparent; border-radius: 7px; }
QFrame[pane="finding"]:focus { border: 2px solid $accent; }
QFrame[line="true"] { background: $border; border: none; }

QLabel { background: transparent; }
QLabel[role="page-title"] { font-size: ${page}px; font-weight: 600; }
QLabel[role="panel-title"] { font-size: ${panel}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="medium"] { font-weight: 500; }
QLabel[role="secondary"] { color: $text2; }
QLabel[role="small"] { color: $text2; font-size: ${small}px; }
QLabel[role="small-plain"] { font-size: ${small}px; }
QLabel[role="muted"] { color: $text3; }
QLabel[role="small-muted"] { color: $text3; font-size: ${small}px; }
QLabel[role="small-strong"] { font-size: ${small}px; font-weight: 600; }
QLabel[role="caption"] { color: $text3; font-size: ${caption}px; }
QLabel[role="group"] { color: $text3; font-size: ${caption}px; font-weight: 600; }
QLabel[tone="danger"] { color: $danger; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="success"] { color: $success; }
QLabel[tone="info"] { color: $info; }
QLabel[tone="accent"] { color: $accent; }

QPushButton { background: $raised; color: $text; border: 1px solid $border; border-radius: 6px;
    padding: 0 12px; min-height: ${control}px; font-weight: 500; }
QPushButton:hover, QPushButton:pressed { background: $hover; }
QPushButton:focus { border: 2px solid $accent; padding: 0 11px; min-height: ${control_focus}px; }
QPushButton:disabled { color: $text3; background: $window; }
QPushButton[kind="primary"] { background: $accent_fill; color: $on_accent; border-color: $accent_fill; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {
    background: $accent_fill_hover; border-color: $accent_fill_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $track; color: $text3; border-color: $track; }
QPushButton[kind="danger"] { color: $danger; }
QPushButton[kind="link"] { background: transparent; border: 2px solid transparent; color: $accent;
    padding: 0 2px; min-height: ${row}px; font-weight: 600; font-size: ${small}px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $accent; padding: 0 2px; min-height: ${row}px; }
QPushButton[kind="crumb"] { background: transparent; border: 2px solid transparent; color: $text2; padding: 0 4px;
    min-height: ${row}px; }
QPushButton[kind="crumb"]:hover { color: $text; text-decoration: underline; }
QPushButton[kind="crumb"]:focus { border: 2px solid $accent; padding: 0 4px; min-height: ${row}px; }
QPushButton[kind="link"][tone="danger"] { color: $danger; }
QPushButton[tight="true"] { padding: 0 8px; }
QPushButton[tight="true"]:focus { padding: 0 7px; }
QPushButton[dense="true"] { min-height: ${small_control}px; padding: 0 10px; font-size: ${small}px; }
QPushButton[dense="true"]:focus { min-height: ${small_focus}px; padding: 0 9px; }
QPushButton[kind="chip"] { background: $raised; color: $text2; border-radius: ${chip_radius}px;
    min-height: ${chip}px; padding: 0 10px; font-size: ${small}px; }
QPushButton[kind="chip"]:hover { background: $hover; }
QPushButton[kind="chip"]:focus { min-height: ${chip_focus}px; padding: 0 9px; }
QPushButton[kind="chip"][on="true"] { background: $selected; color: $accent; border-color: $accent; }
QPushButton, QToolButton, QCheckBox, QComboBox, QTabBar { outline: none; }
QPushButton::menu-indicator { image: none; width: 0; }

QToolButton { background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 2px;
    min-width: 22px; min-height: 22px; }
QToolButton[dense="true"] { min-width: 18px; min-height: 18px; padding: 1px; }
QToolButton:hover, QToolButton:pressed, QToolButton:checked { background: $hover; }
QToolButton:focus { border: 2px solid $accent; }
QToolButton::menu-indicator { image: none; width: 0; }
QLineEdit QToolButton { min-width: 0; min-height: 0; border: none; padding: 0; background: transparent; }

QListView[popup="true"] { background: $raised; color: $text; border: 1px solid $border_strong; padding: 4px; }
QListView[popup="true"]::item { padding: 5px 8px; border-radius: 5px; }
QListView[popup="true"]::item:selected { background: $selected; color: $text; }

QLineEdit, QPlainTextEdit, QTextBrowser, QSpinBox, QComboBox { background: $raised; color: $text; border: 1px solid $border_strong;
    border-radius: 6px; padding: 0 8px; min-height: ${control}px; selection-background-color: $accent_fill;
    selection-color: $on_accent; }
QLineEdit, QPlainTextEdit { placeholder-text-color: $text3; }
QPlainTextEdit, QTextBrowser { padding: 4px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextBrowser:focus, QSpinBox:focus, QComboBox:focus {
    border: 2px solid $accent; padding: 0 7px; min-height: ${control_focus}px; }
QPlainTextEdit:focus, QTextBrowser:focus { padding: 3px; }
QPlainTextEdit[code="true"], QPlainTextEdit[code="true"]:focus { background: $surface; border: none; border-radius: 0;
    border-top: 1px solid $border; padding: 0; }
QPlainTextEdit[code="true"]:focus { border-top: 2px solid $accent; }
QLineEdit[invalid="true"] { border: 1px solid $danger; }
QLineEdit[invalid="true"]:focus { border: 2px solid $danger; }
QLineEdit:disabled, QPlainTextEdit:disabled, QSpinBox:disabled { color: $text3; background: $window; }
QLineEdit:read-only { background: $subtle; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: $chevron; width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $border; selection-background-color: $selected;
    selection-color: $text; outline: none; }
QSpinBox { padding: 0; min-height: ${spin}px; }
QSpinBox:focus { padding: 0; min-height: ${spin_focus}px; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QSpinBox QLineEdit, QSpinBox QLineEdit:focus { border: none; background: transparent; padding: 0; min-height: 0; }

QCheckBox { spacing: 8px; min-height: 24px; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid $border_strong; border-radius: 4px;
    background: $raised; }
QCheckBox::indicator:checked { background: $accent_fill; border-color: $accent_fill; image: $check; }
QCheckBox::indicator:focus { border: 2px solid $accent; }

QTableView, QListView, QTreeView { background: $surface; border: none; outline: none; gridline-color: transparent;
    selection-background-color: $selected; selection-color: $text; }
QTreeView::item { padding: 5px 2px; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $text3; border: none; border-bottom: 1px solid $border;
    font-size: ${small}px; font-weight: 500; padding: 0 10px; min-height: 31px; }
QHeaderView::section:first { padding-left: 16px; }
QTableView[records="true"] QHeaderView::section { padding: 0 6px; }
QTableView[records="true"] QHeaderView::section:first { padding-left: 16px; }
QTableView[records="true"] QHeaderView::section:last { padding-right: 16px; }
QTableView[dense="true"] QHeaderView::section { padding: 0 3px; }
QHeaderView::section:hover { color: $text; }
QHeaderView::down-arrow, QHeaderView::up-arrow { width: 0; height: 0; image: none; }

QProgressBar { background: $track; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $progress; border-radius: 3px; }
QListWidget { background: $surface; border: 1px solid $border; border-radius: 6px; }
QListWidget::item { padding: 4px; }

QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $text2; border: 2px solid transparent;
    padding: 0 2px; margin-right: 10px; min-height: ${tab}px; font-weight: 500; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar:focus { outline: none; }
QTabBar::tab:selected:focus { border: 2px solid $accent; border-radius: 4px; }
QTabWidget::pane { border: none; }

QMenu { background: $raised; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 5px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $text3; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $track; border-radius: 3px; min-height: 32px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: $track; border-radius: 3px; min-width: 32px; margin: 2px; }
QScrollBar::handle:hover { background: $border_strong; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: transparent; width: 0; height: 0; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[pane="clear"] { background: transparent; }
QSplitter::handle { background: $border; }

QFrame[band="true"] { border-radius: 6px; }
QFrame[band="true"][edge="flat"] { border-radius: 0; }
QFrame[band="true"][tone="info"] { background: $info_soft; }
QFrame[band="true"][tone="warning"] { background: $warning_soft; }
QFrame[band="true"][tone="danger"] { background: $danger_soft; }
QFrame[band="true"][tone="success"] { background: $success_soft; }
$framed
""")

_FRAMED = Template("""
QFrame[band="true"], QMenu::item:selected, QPushButton[kind="chip"][on="true"] { border: 2px solid $accent; }
QPushButton[kind="primary"]:focus { border: 5px double $on_accent; padding: 0 8px; min-height: ${control_framed}px; }
""")


def style_sheet(tokens: Tokens, base_px: int) -> str:
    """The sheet for a scheme and a body font of `base_px` pixels; every height follows the font."""
    from allure_desktop.gui import icons

    values: dict[str, object] = {
        name: getattr(tokens, name) for name in tokens._fields if isinstance(getattr(tokens, name), str)
    }
    line = round(base_px * 1.25)
    control = max(24, line + 12)
    values |= {
        "page": round(base_px * 1.38),
        "panel": round(base_px * 1.15),
        "small": round(base_px * 0.92),
        "caption": round(base_px * 0.85),
        "row": line + 4,
        "control": control,
        "control_focus": control - 2,
        "spin": control - 4,
        "spin_focus": control - 6,
        "small_control": line + 8,
        "small_focus": line + 6,
        "chip": line + 10,
        "chip_focus": line + 8,
        "chip_radius": (line + 12) // 2,
        "tab": line + 20,
        "chevron": icons.sheet_url("chevron-down", tokens.text2),
        "check": icons.sheet_url("check", tokens.on_accent),
        "framed": _FRAMED.substitute(accent=tokens.accent, on_accent=tokens.on_accent, control_framed=control - 8)
        if tokens.framed
        else "",
    }
    return _SHEET.substitute(values)
