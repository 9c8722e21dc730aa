"""Shows the course at a chosen size, made smaller where the window has no room, as a page of that size."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.web_view.scaled import Scalable
from allure_desktop.gui.widgets import label

translate = QCoreApplication.translate
MARGIN = 20
GAP = 16
#: where a course does not say how large it is
USUAL = (1024, 640)
_LEAST = 0.25


class Size(NamedTuple):
    """`width` 0: as large as there is room."""

    key: str
    width: int
    height: int


SIZES = (Size("course", *USUAL), Size("1024x768", 1024, 768), Size("phone", 390, 844), Size("fit", 0, 0))


def size_of(key: str) -> Size:
    """The size of that name; the course's own for any other."""
    return next((size for size in SIZES if size.key == key), SIZES[0])


def size_name(size: Size) -> str:
    """`Course size · 1024 × 640`."""
    names = {
        "course": translate("Preview", "Course size"),
        "phone": translate("Preview", "Phone"),
        "fit": translate("Preview", "Fit the window"),
    }
    figures = f"{size.width} × {size.height}" if size.width else ""
    return " · ".join(part for part in (names.get(size.key, ""), figures) if part)


class Viewport(QWidget):
    """Centres what is put into it; the sentence stands below."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = SIZES[0]
        self._course: Scalable | None = None
        self._box = QRect()
        self._fills = False
        self.sentence = label(sentence, "small", wrap=True)
        self.sentence.setParent(self)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        theme.active().changed.connect(self.place)

    @property
    def scale(self) -> float:
        """Screen pixels of one of the course's."""
        return self._box.width() / self._size.width if self._size.width and not self._fills else 1.0

    @property
    def size_shown(self) -> Size:
        return self._size

    def put(self, course: Scalable) -> None:
        """The view that is shown here from now on."""
        self._course = course
        course.setParent(self)
        course.show()
        self.place()

    def set_size(self, size: Size) -> None:
        """Another size for the course."""
        if size != self._size:
            self._size = size
            self.place()

    def fill(self, on: bool) -> None:
        """The course takes all the room there is, as on a whole screen; or has its own size again."""
        self._fills = on
        self.sentence.setVisible(not on)
        self.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """Places course and sentence."""
        if self._fills:
            self._box = self.rect()
            if self._course is not None:
                self._course.setGeometry(self._box)
                self._course.set_scale(1.0)
            return
        words_width = max(80, self.width() - 2 * MARGIN)
        words_height = self.sentence.heightForWidth(words_width)
        below = GAP + words_height
        room = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN - below)
        size = self._size
        wide, tall = (size.width, size.height) if size.width else (max(1, room.width()), max(1, room.height()))
        scale = max(_LEAST, min(1.0, room.width() / wide, room.height() / tall)) if size.width else 1.0
        box = QRect(0, 0, max(1, round(wide * scale)), max(1, round(tall * scale)))
        box.moveCenter(room.center())
        box.moveTop(max(room.top(), box.top()))
        self._box = box
        if self._course is not None:
            self._course.setGeometry(box)
            self._course.set_scale(box.width() / size.width if size.width else 1.0)
        self.sentence.setGeometry(MARGIN, box.bottom() + 1 + GAP, words_width, words_height)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._course is None or self._fills or theme.active().tokens.dark:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(20, 25, 40, 7))
        for spread in (10, 7, 5, 3, 1):
            painter.drawRoundedRect(QRectF(self._box).adjusted(-spread, 2 - spread, spread, 3 + spread), 8, 8)
