"""Fields of the connection dialog that are more than a line of text: the colour, and what few ever need."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from allure_desktop.connections.connection import COLOURS, AuthKind, Connection
from allure_desktop.gui import icons, theme
from allure_desktop.gui.widgets import IconButton, PushButton, label, painting


def labelled(name: str, field: QWidget, beside: QWidget | None = None) -> QVBoxLayout:
    """A field below its name, with a button `beside` it."""
    column = QVBoxLayout()
    column.setSpacing(4)
    head = label(name, "small-strong")
    head.setBuddy(field)
    column.addWidget(head)
    if beside is None:
        column.addWidget(field)
    else:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(field, 1)
        row.addWidget(beside)
        column.addLayout(row)
    column.addStretch(1)
    return column


def line_edit(name: str, text: str) -> QLineEdit:
    """A field for one line, named for those who do not see it; files dropped on it go to the window."""
    field = QLineEdit(text)
    field.setAccessibleName(name)
    field.setAcceptDrops(False)
    return field


def free_colour(used: set[str]) -> str:
    """One that no connection has; amber is the sandbox's."""
    return next((colour for colour in COLOURS if colour not in used | {"amber"}), "blue")


class Swatch(QAbstractButton):
    """One colour of a connection."""

    def __init__(self, colour: str, name: str) -> None:
        super().__init__()
        self.colour = colour
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(26, 26)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.active().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # the hue itself, also where more contrast takes colours away: it is what is chosen here
        plain = theme.DARK if tokens.dark else theme.LIGHT
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(plain.hue(self.colour).text))
        painter.drawEllipse(QRectF(5, 5, 16, 16))
        if self.isChecked():
            painter.setPen(QPen(tokens.colour("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(2, 2, 22, 22))
        if self.hasFocus():
            painting.focus_ring(painter, self.rect(), 6)


class ColourField(QWidget):
    """Six colours to choose from."""

    def __init__(self, now: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = {
            "blue": self.tr("Blue"),
            "green": self.tr("Green"),
            "amber": self.tr("Amber"),
            "pink": self.tr("Pink"),
            "cyan": self.tr("Cyan"),
            "violet": self.tr("Violet"),
        }
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(2)
        for colour in COLOURS:
            swatch = Swatch(colour, self.tr("Colour: {name}").format(name=names[colour]))
            swatch.setChecked(colour == now)
            self._group.addButton(swatch)
            row.addWidget(swatch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(self.tr("Colour"), "small-strong"))
        column.addLayout(row)
        column.addStretch(1)

    def colour(self) -> str:
        checked = self._group.checkedButton()
        return checked.colour if isinstance(checked, Swatch) else "blue"


class KeyHint(QWidget):
    """Where key and tenant id are found."""

    page_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        mark = QLabel()
        icons.put(mark, "info", "info", 14)
        row.addWidget(mark)
        row.addWidget(
            label(
                self.tr("In AllureConnect: Settings → API keys, for both the key and the tenant id"), "small", wrap=True
            ),
            1,
        )
        page = PushButton(self.tr("Open that page"), kind="link")
        page.clicked.connect(self.page_wanted)
        row.addWidget(page)


class AdvancedFields(QWidget):
    """Header kind, proxy, certificate authority, whether it is the default one; folded away at first."""

    changed = Signal()

    def __init__(self, connection: Connection | None, *, only: bool, parent: QWidget | None = None) -> None:
        """`only`: there is no other connection, so it is the default one anyway."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(6)
        self.button = PushButton(self.tr("Advanced"), icon="chevron-right", kind="link")
        self.button.clicked.connect(self._toggle)
        head.addWidget(self.button)
        head.addWidget(label(self.tr("header kind, proxy, certificate authority, default, team"), "small-muted"), 1)
        column.addLayout(head)
        self.fields = QWidget()
        below = QVBoxLayout(self.fields)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        below.addLayout(row)
        self._auth = QComboBox()
        self._auth.setAccessibleName(self.tr("The key is sent as"))
        self._auth.addItem("X-API-Key", "x-api-key")
        self._auth.addItem("Authorization: Bearer", "bearer")
        self._auth.setCurrentIndex(1 if connection and connection.auth == "bearer" else 0)
        self._auth.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._proxy = line_edit(self.tr("Proxy"), connection.proxy if connection else "")
        self._proxy.setPlaceholderText(self.tr("The system's"))
        self._proxy.setToolTip(self.tr("A password in it goes into the keyring"))
        self._authority = line_edit(self.tr("Certificate authority"), connection.ca_file if connection else "")
        self._authority.setPlaceholderText(self.tr("PEM file"))
        row.addLayout(labelled(self.tr("The key is sent as"), self._auth), 1)
        row.addLayout(labelled(self.tr("Proxy"), self._proxy), 1)
        row.addLayout(labelled(self.tr("Certificate authority"), self._authority, self._made_browse()), 1)
        self.default = QCheckBox(self.tr("Use this connection where none is named: on the command line, at the start"))
        is_default = only or bool(connection and connection.is_default)
        self.default.setChecked(is_default)
        # one of them is it at any time: another one is chosen at that other one
        self.default.setEnabled(not is_default)
        if is_default:
            self.default.setToolTip(self.tr("It is the default one. To change that, choose another one there."))
        below.addWidget(self.default)
        self.shares = QCheckBox(self.tr("Share notes, file names and counts of versions with my team"))
        self.shares.setToolTip(
            self.tr(
                "They are kept in the packages' custom metadata under the key allure_desktop, where everybody with "
                "a key of this tenant can read them. Other metadata stays as it is."
            )
        )
        self.shares.setChecked(bool(connection and connection.shares_facts))
        below.addWidget(self.shares)
        column.addWidget(self.fields)
        self.fields.hide()
        self._auth.currentIndexChanged.connect(lambda _index: self.changed.emit())
        for field in (self._proxy, self._authority):
            field.textEdited.connect(lambda _text: self.changed.emit())

    def _made_browse(self) -> IconButton:
        browse = IconButton("folder-open", self.tr("Choose the file of the certificate authority"))
        browse.clicked.connect(self._choose_authority)
        return browse

    def _choose_authority(self) -> None:
        dialog = QFileDialog(
            self.window(),
            self.tr("Certificate authority"),
            "",
            self.tr("Certificates (*.pem *.crt *.cer);;All files (*)"),
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(self.take_authority)
        dialog.open()

    def take_authority(self, path: str) -> None:
        """The file that was chosen."""
        self._authority.setText(path)
        self.changed.emit()

    def _toggle(self) -> None:
        shown = self.fields.isHidden()
        self.fields.setVisible(shown)
        self.button.set_icon("chevron-down" if shown else "chevron-right")

    @property
    def is_default(self) -> bool:
        return self.default.isChecked()

    @property
    def shares_facts(self) -> bool:
        return self.shares.isChecked()

    @property
    def auth(self) -> AuthKind:
        return "bearer" if self._auth.currentData() == "bearer" else "x-api-key"

    @property
    def proxy(self) -> str:
        return self._proxy.text().strip()

    @property
    def authority(self) -> str:
        return self._authority.text().strip()
