"""Every colour and measure of the window as tokens, and their live switch between light, dark and more contrast."""

from __future__ import annotations

import zlib
from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from allure_desktop.gui import fonts, icons
from allure_desktop.gui.style_sheet import style_sheet

Scheme = Literal["system", "light", "dark"]

#: The names of the hues, in the order of `Tokens.hues`; a connection's colour is one of them.
HUES = ("blue", "green", "amber", "pink", "cyan", "violet")


class Hue(NamedTuple):
    """A tile's or tag's colours: text on soft."""

    text: str
    soft: str


# no dataclass: to make one of 30 fields takes 3 ms of each start
class Tokens(NamedTuple):
    """One scheme's colours as `#RRGGBB`; the contrast of each pair used is held by a test."""

    dark: bool
    window: str
    surface: str
    raised: str
    subtle: str
    hover: str
    selected: str
    border: str
    border_strong: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_fill: str
    accent_fill_hover: str
    on_accent: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    info: str
    info_soft: str
    progress: str
    process: str
    track: str
    shade: str
    hues: tuple[Hue, ...]
    #: more contrast: fills vanish, frames speak instead
    framed: bool = False

    @property
    def focus(self) -> str:
        return self.accent

    @property
    def accent_soft(self) -> str:
        return self.selected

    def colour(self, token: str) -> QColor:
        """The colour of a token's name; a name that is no token is taken as a colour itself."""
        value = getattr(self, token, token)
        return QColor(value)

    def hue(self, name: str) -> Hue:
        """The hue called `name` (blue, green, amber, pink, cyan, violet); blue for any other."""
        return self.hues[HUES.index(name)] if name in HUES else self.hues[0]

    def hue_for(self, word: str) -> Hue:
        """The hue that belongs to a title or tag: the same word has the same hue on every computer."""
        return self.hues[zlib.crc32(word.casefold().encode()) % len(self.hues)]


LIGHT = Tokens(
    dark=False,
    window="#F4F5F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    subtle="#F0F2F6",
    hover="#EEF1F7",
    selected="#E4EAFE",
    border="#E0E3EA",
    border_strong="#868EA0",
    text="#171A21",
    text2="#4E5666",
    text3="#616A7B",
    accent="#3353D1",
    accent_fill="#3353D1",
    accent_fill_hover="#2A47BA",
    on_accent="#FFFFFF",
    success="#11703A",
    success_soft="#E2F4E9",
    warning="#875100",
    warning_soft="#FCEFD7",
    danger="#B3212A",
    danger_soft="#FCE8E9",
    info="#1B5AA8",
    info_soft="#E3EFFB",
    progress="#3353D1",
    process="#7A4FD0",
    track="#DFE3EC",
    shade="#59000000",
    hues=(
        Hue("#3353D1", "#E4EAFE"),
        Hue("#11703A", "#E2F4E9"),
        Hue("#875100", "#FCEFD7"),
        Hue("#8A2A6B", "#FBE6F3"),
        Hue("#0F6674", "#DDF3F6"),
        Hue("#5B3BB0", "#ECE5FC"),
    ),
)

DARK = Tokens(
    dark=True,
    window="#14161B",
    surface="#1A1D23",
    raised="#22262E",
    subtle="#21252D",
    hover="#23272F",
    selected="#28325A",
    border="#2D323C",
    border_strong="#757E91",
    text="#E9EBF1",
    text2="#AEB5C4",
    text3="#959DAE",
    accent="#94AAFF",
    accent_fill="#4562DC",
    accent_fill_hover="#3B57CC",
    on_accent="#FFFFFF",
    success="#63CC90",
    success_soft="#16301F",
    warning="#EBB44F",
    warning_soft="#36290F",
    danger="#FF9292",
    danger_soft="#421D20",
    info="#83BAF7",
    info_soft="#16293F",
    progress="#6F8AF5",
    process="#B18CF5",
    track="#333945",
    shade="#A6000000",
    hues=(
        Hue("#A9BAFF", "#28325A"),
        Hue("#7FDBA6", "#17331F"),
        Hue("#EEC06A", "#3A2C10"),
        Hue("#F2A1D4", "#40203A"),
        Hue("#74D3E0", "#12323A"),
        Hue("#C2A8FA", "#30244F"),
    ),
)


def _framed(
    base: Tokens, paper: str, ink: str, accent: str, *, success: str, warning: str, danger: str, info: str
) -> Tokens:
    """The more-contrast variant: one paper, one ink, frames instead of fills."""
    return base._replace(
        window=paper,
        surface=paper,
        raised=paper,
        subtle=paper,
        hover=paper,
        selected=paper,
        border=ink,
        border_strong=ink,
        text=ink,
        text2=ink,
        text3=ink,
        accent=accent,
        accent_fill=accent,
        accent_fill_hover=accent,
        on_accent=paper,
        success_soft=paper,
        warning_soft=paper,
        danger_soft=paper,
        info_soft=paper,
        progress=accent,
        process=accent,
        track=paper,
        hues=tuple(Hue(ink, paper) for _ in HUES),
        framed=True,
        success=success,
        warning=warning,
        danger=danger,
        info=info,
    )


LIGHT_FRAMED = _framed(
    LIGHT, "#FFFFFF", "#000000", "#0B2FC0", success="#0A5327", warning="#5F3700", danger="#8A0008", info="#0B2FC0"
)
DARK_FRAMED = _framed(
    DARK, "#000000", "#FFFFFF", "#FFE45C", success="#63CC90", warning="#EBB44F", danger="#FF9A9A", info="#9CC2FF"
)


def palette(tokens: Tokens) -> QPalette:
    """The Qt palette of a scheme, for everything that the style sheet does not name."""
    roles = {
        QPalette.ColorRole.Window: tokens.surface,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.subtle,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.Button: tokens.raised,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.BrightText: tokens.danger,
        QPalette.ColorRole.ToolTipBase: tokens.raised,
        QPalette.ColorRole.ToolTipText: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.text3,
        QPalette.ColorRole.Highlight: tokens.accent_fill,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.LinkVisited: tokens.accent,
        QPalette.ColorRole.Light: tokens.raised,
        QPalette.ColorRole.Midlight: tokens.subtle,
        QPalette.ColorRole.Mid: tokens.border,
        QPalette.ColorRole.Dark: tokens.border_strong,
        QPalette.ColorRole.Shadow: tokens.border,
        QPalette.ColorRole.Accent: tokens.accent,
    }
    made = QPalette()
    for role, value in roles.items():
        made.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text3))
    return made


_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


class Theme(QObject):
    """The active tokens and fonts of the application; `changed` tells painters to paint anew."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._text_scale = 1.0
        self._scheme = "system"
        self._more_contrast = False
        self._applying = False
        #: one style sheet is gone and the next is not there: no font is the one that will be shown
        self.bare = False
        self._base_px = fonts.install(application)
        self.tokens = LIGHT
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)
        global _active
        _active = self
        self._apply()

    @property
    def base_px(self) -> int:
        """Height of the body font in device-independent pixels."""
        return round(self._base_px * self._text_scale)

    def set_scheme(self, scheme: str) -> None:
        """Follows the system, or is light or dark from now on."""
        self._scheme = scheme
        hints = self._application.styleHints()
        hints.setColorScheme(_SCHEMES.get(scheme, Qt.ColorScheme.Unknown))
        self._apply()

    def set_contrast(self, contrast: str) -> None:
        """`more`: black on white and frames, whatever the system says; else as the system has it."""
        if self._more_contrast != (contrast == "more"):
            self._more_contrast = contrast == "more"
            self._apply()

    def set_text_scale(self, scale: float) -> None:
        """Own text size on top of the system's, 1.0 to 2.0."""
        self._text_scale = min(2.0, max(1.0, scale))
        self._apply()

    @property
    def text_scale(self) -> float:
        return self._text_scale

    def scaled(self, pixels: int) -> int:
        """What measures so many pixels beside text of the usual size: icons, tiles and targets grow with the text."""
        return round(pixels * self._text_scale)

    def font(self, factor: float = 1.0, weight: int = 400) -> QFont:
        """The interface font at `factor` of the body size; factors and weights of the type scale."""
        font = QFont(self._application.font())
        font.setPixelSize(round(self.base_px * factor))
        font.setWeight(QFont.Weight(weight))
        return font

    def code_font(self, factor: float = 0.92) -> QFont:
        """The system's fixed font, for paths and ids."""
        return fonts.fixed(round(self.base_px * factor))

    @Slot()
    def _system_changed(self) -> None:
        if not self._applying:
            self._apply()

    def _apply(self) -> None:
        self._applying = True
        hints = self._application.styleHints()
        # a platform without a theme of its own keeps saying Light, so a chosen scheme counts by itself
        dark = _SCHEMES.get(self._scheme, hints.colorScheme()) == Qt.ColorScheme.Dark
        framed = self._more_contrast or hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        if framed:
            self.tokens = DARK_FRAMED if dark else LIGHT_FRAMED
        else:
            self.tokens = DARK if dark else LIGHT
        font = self._body_font()
        if font != self._application.font():  # each widget hears of it, changed or not
            self._application.setFont(font)
        self._application.setPalette(palette(self.tokens))
        # Where one sheet replaces another, Qt goes through a widget once for each of its ancestors, which took 60 ms for
        # 270 widgets; where a sheet comes anew, once. Nothing is painted in between.
        if self._application.styleSheet():
            self.bare = True
            self._application.setStyleSheet("")
            self.bare = False
        self._application.setStyleSheet(style_sheet(self.tokens, self.base_px))
        icons.redraw()
        self._applying = False
        self.changed.emit()

    def _body_font(self) -> QFont:
        font = QFont(self._application.font())
        font.setPixelSize(self.base_px)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font


_active: Theme | None = None


def active() -> Theme:
    """The application's theme; there is one as soon as there is a window."""
    if _active is None:
        raise RuntimeError("no theme yet: Theme(application) comes first")
    return _active
