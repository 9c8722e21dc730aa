"""Two pictures over each other with a handle between: left of it the old one, right of it the new one."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.widgets import label

#: Larger pictures are read smaller: no screen shows more.
_LONGEST_SIDE = 3_000
STEPS = 1_000


def read_image(data: bytes) -> tuple[QImage, QSize] | None:
    """A picture and its own size; None if it cannot be read. For any thread."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _LONGEST_SIDE:
        reader.setScaledSize(size.scaled(_LONGEST_SIDE, _LONGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else (image, size if size.isValid() else image.size())


class SwipeView(QWidget):
    """The handle follows the pointer and a slider below, which keys move."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        self.picture = _Picture(self)
        column.addWidget(self.picture, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.before = label("", "small")
        self.after = label("", "small")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(STEPS // 10)
        self.slider.setSingleStep(STEPS // 50)
        self.slider.setAccessibleName(self.tr("Between the picture before and the one now"))
        self.slider.valueChanged.connect(self.picture.set_share)
        self.picture.dragged.append(self.slider.setValue)
        for widget, stretch in ((self.before, 0), (self.slider, 1), (self.after, 0)):
            row.addWidget(widget, stretch)
        column.addLayout(row)

    def show_images(self, before: tuple[QImage, QSize], after: tuple[QImage, QSize]) -> None:
        """Both pictures, the handle in their middle."""
        self.picture.show_images(before[0], after[0])
        words = self.tr("{side}: {width} × {height}")
        for made, side, size in ((self.before, self.tr("Before"), before[1]), (self.after, self.tr("Now"), after[1])):
            made.setText(words.format(side=side, width=size.width(), height=size.height()))
        self.slider.setValue(STEPS // 2)


class _Picture(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.dragged: list[object] = []
        self._before = self._after = QImage()
        self._share = STEPS // 2
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setAccessibleName(self.tr("Picture before and now"))

    def show_images(self, before: QImage, after: QImage) -> None:
        self._before, self._after = before, after
        self.update()

    def set_share(self, share: int) -> None:
        self._share = share
        self.update()

    def _box(self) -> QRect:
        size = self._before.size().expandedTo(self._after.size())
        fitted = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        if fitted.width() > size.width():
            fitted = size
        return QRect((self.width() - fitted.width()) // 2, (self.height() - fitted.height()) // 2, *fitted.toTuple())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 60)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        box = self._box()
        share = (event.position().x() - box.x()) / max(1, box.width())
        for tell in self.dragged:
            tell(round(min(1.0, max(0.0, share)) * STEPS))  # type: ignore[operator]

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.active().tokens
        painter = QPainter(self)
        box = self._box()
        if self._before.isNull() or self._after.isNull() or box.isEmpty():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(box, tokens.colour("subtle"))
        x = box.x() + round(box.width() * self._share / STEPS)
        for image, left, right in ((self._before, box.x(), x), (self._after, x, box.right() + 1)):
            painter.save()
            painter.setClipRect(QRect(left, box.y(), right - left, box.height()))
            size = image.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRect(box.x(), box.y(), size.width(), size.height()), image)
            painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.colour("accent"), 2))
        painter.drawLine(x, box.y(), x, box.bottom())
        painter.setBrush(tokens.colour("raised"))
        painter.drawEllipse(QRectF(x - 7, box.center().y() - 7, 14, 14))
