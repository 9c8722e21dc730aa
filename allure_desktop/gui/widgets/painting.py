"""How tiles, tags, bars and marks are painted, the same in widgets and in the rows of a table."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from allure_desktop.gui import theme
from allure_desktop.plain_text import one_line


def initials(title: str) -> str:
    """One or two letters for a title's tile: `Fire Safety` is FS, `GDPR for…` is GD."""
    words = [word for word in "".join(c if c.isalnum() else " " for c in title).split() if word]
    if not words:
        return "–"
    if len(words) == 1 or (words[0].isupper() and len(words[0]) > 2):
        return words[0][:2].upper()
    return (words[0][0] + words[1][0]).upper()


def tile(painter: QPainter, rect: QRect, title: str, colour: str = "") -> None:
    """A rounded square with the title's initials; `colour` names a hue, else the title's own."""
    tokens = theme.active().tokens
    hue = tokens.hue(colour) if colour else tokens.hue_for(title)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(hue.text)) if tokens.framed else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(hue.soft))
    painter.drawRoundedRect(QRectF(rect), 7, 7)
    font = theme.active().font(0.92 if rect.height() < 40 else 1.15, 600)
    font.setPixelSize(min(font.pixelSize(), round(rect.height() * 0.42)))
    painter.setFont(font)
    painter.setPen(QColor(hue.text))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(title))
    painter.restore()


def tag_width(word: str, font: QFont) -> int:
    return QFontMetrics(font).horizontalAdvance(word) + 14


def tag(painter: QPainter, rect: QRect, word: str, font: QFont, *, text: str = "", soft: str = "") -> None:
    """A word on its own soft colour; `text` and `soft` override the hue of the word."""
    tokens = theme.active().tokens
    hue = tokens.hue_for(word)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(text or hue.text)) if tokens.framed else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(soft or hue.soft))
    painter.drawRoundedRect(QRectF(rect), 5, 5)
    painter.setFont(font)
    painter.setPen(QColor(text or hue.text))
    elided = QFontMetrics(font).elidedText(one_line(word[:200]), Qt.TextElideMode.ElideRight, rect.width() - 10)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, elided)
    painter.restore()


def bar(
    painter: QPainter, rect: QRect, share: float, token: str, *, striped: bool = False, track: str = "track"
) -> None:
    """A round progress bar: `share` of `rect` (0 to 1) in `token` on the track; stripes where the end is unknown."""
    tokens = theme.active().tokens
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = rect.height() / 2
    painter.setPen(QPen(tokens.colour("text")) if tokens.framed else Qt.PenStyle.NoPen)
    painter.setBrush(tokens.colour(track))
    painter.drawRoundedRect(QRectF(rect), radius, radius)
    width = rect.width() * min(1.0, max(0.0, share))
    if width > 0:
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(rect.x(), rect.y(), max(width, rect.height()), rect.height()), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setClipPath(clip)
        colour = tokens.colour(token)
        painter.fillRect(rect, colour)
        if striped:
            light = QColor(tokens.surface)
            light.setAlphaF(0.45)
            painter.setPen(QPen(light, rect.height() * 0.6))
            step = rect.height() * 1.6
            x = float(rect.x() - rect.height())
            while x < rect.x() + width + rect.height():
                painter.drawLine(QPointF(x, rect.bottom() + 2), QPointF(x + rect.height() + 2, rect.top() - 1))
                x += step
    painter.restore()


def focus_ring(painter: QPainter, rect: QRect, radius: int = 4) -> None:
    """The 2 px ring of what has the focus."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.active().tokens.colour("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()
