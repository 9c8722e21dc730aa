"""The whole window takes files: a strip for new packages, a banner that says what a release would do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from allure_desktop.gui import icons, theme
from allure_desktop.gui.lot.opening import MANY

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord


class DropPage(Protocol):
    """A page that files can be dragged over."""

    def strip_rect(self, window: QWidget) -> QRect: ...
    def drag_over(self, window: QWidget, place: QPoint, takes_rows: bool) -> PackageRecord | None: ...
    def banner_bottom(self, window: QWidget) -> int: ...
    def drag_ended(self) -> None: ...


class Strip(QWidget):
    """*New package*: where a drop makes new packages; strong while that is what a release would do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = self._text = ""
        self._strong = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def tell(self, title: str, text: str, strong: bool) -> None:
        if (title, text, strong) != (self._title, self._text, self._strong):
            self._title, self._text, self._strong = title, text, strong
            self.setAccessibleName(f"{title}. {text}")
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        active = theme.active()
        tokens = active.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.colour("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(tokens.colour("accent"), 2)
        if not self._strong:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(tokens.colour("selected" if self._strong else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        _paint_words(painter, self.rect(), "package-plus", "accent", self._title, self._text, "text", "text2")


class Banner(QWidget):
    """What a release would do, at the bottom of the list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = self._text = ""
        self._icon = "package-plus"
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def tell(self, icon: str, title: str, text: str) -> None:
        if (icon, title, text) != (self._icon, self._title, self._text):
            self._icon, self._title, self._text = icon, title, text
            self.setAccessibleName(f"{title}. {text}")
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.active().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("accent_fill"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        _paint_words(painter, self.rect(), self._icon, "on_accent", self._title, self._text, "on_accent", "on_accent")


def _paint_words(
    painter: QPainter, rect: QRect, icon: str, icon_token: str, title: str, text: str, title_token: str, text_token: str
) -> None:
    active = theme.active()
    tokens = active.tokens
    painter.drawPixmap(rect.x() + 20, rect.y() + (rect.height() - 20) // 2, icons.pixmap(icon, icon_token, 20))
    title_font, text_font = active.font(1, 600), active.font(0.92)
    first, second = QFontMetrics(title_font), QFontMetrics(text_font)
    left, width = rect.x() + 53, rect.width() - 53 - 16
    top = rect.y() + (rect.height() - first.height() - second.height() - 3) // 2
    painter.setFont(title_font)
    painter.setPen(tokens.colour(title_token))
    painter.drawText(left, top + first.ascent(), first.elidedText(title, Qt.TextElideMode.ElideRight, width))
    painter.setFont(text_font)
    painter.setPen(tokens.colour(text_token))
    shown = second.elidedText(text, Qt.TextElideMode.ElideRight, width)
    painter.drawText(left, top + first.height() + 3 + second.ascent(), shown)


class DropArea(QObject):
    """Watches the drags over a window; `dropped` and `dropped_on` say what was let go where.

    `refusal()` is '' or why nothing can be dropped now; `uploads_at_once()` whether sound files go on by themselves.
    """

    #: paths; only check them?
    dropped = Signal(list, bool)
    #: package, path
    dropped_on = Signal(object, str)
    refused = Signal(str)

    def __init__(
        self,
        window: QWidget,
        page: Callable[[], DropPage],
        refusal: Callable[[], str],
        uploads_at_once: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window, self._page = window, page
        self._refusal, self._uploads_at_once = refusal, uploads_at_once
        self._over: DropPage | None = None
        self.strip, self.banner = Strip(window), Banner(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._window:
            return False
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._drop(event)
        if isinstance(event, QDragEnterEvent | QDragMoveEvent) and event.type() in (
            QEvent.Type.DragEnter,
            QEvent.Type.DragMove,
        ):
            return self._move(event)
        if event.type() == QEvent.Type.DragLeave:
            self._end()
            return True
        return False

    def _move(self, event: QDragMoveEvent) -> bool:
        paths = paths_of(event.mimeData())
        if not paths:
            event.ignore()
            return True
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if reason := self._refusal():
            self._show(reason)
            return True
        only_check = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        target = self._drag_over(event.position().toPoint(), len(paths), only_check)
        self._tell(len(paths), target, only_check)
        return True

    def _drag_over(self, place: QPoint, files: int, only_check: bool) -> PackageRecord | None:
        page = self._page()
        if self._over is not None and self._over is not page:
            self._over.drag_ended()
        self._over = page
        return page.drag_over(self._window, place, files == 1 and not only_check)

    def _tell(self, files: int, target: PackageRecord | None, only_check: bool) -> None:
        at_once = self._uploads_at_once() and not only_check
        many = files >= MANY and not only_check
        if many:
            title = self.tr("Check and match %n file(s) to packages", "", files)
        elif at_once:
            title = self.tr("New package: check, then upload %n file(s)", "", files)
        else:
            title = self.tr("New package: only check %n file(s)", "", files)
        if many:
            text = self.tr("You review in one table what each becomes. Hold Alt: check only")
        elif files > 1:
            text = self.tr("Several files are always new packages. Hold Alt: check only")
        else:
            text = self.tr("Or drop on a package below: it becomes its next version")
        self.strip.tell(_plural(title, files), text, target is None)
        if target is not None:
            number = (target.current_revision or 0) + 1
            words = self.tr("Release: version {number} of “{title}”") if target.current_revision else ""
            words = words or self.tr("Release: a new version of “{title}”")
            self.banner.tell(
                "git-branch-plus",
                words.format(number=number, title=target.title),
                self.tr("You see what changed before anything is uploaded."),
            )
        elif many:
            words = self.tr("Release: {count} files, each to its package")
            text = self.tr("Nothing is uploaded before you have reviewed it.")
            self.banner.tell("files", words.format(count=files), text)
        else:
            words = self.tr("Release: 1 new package") if files == 1 else self.tr("Release: {count} new packages")
            text = (
                self.tr("Checked first. Sound files go on, doubtful ones wait in Uploads.")
                if at_once
                else self.tr("Checked on this computer. Nothing is uploaded until you say so.")
            )
            self.banner.tell("package-plus", words.format(count=files), text)
        self._place()

    def _show(self, reason: str) -> None:
        self.banner.tell("circle-x", reason, self.tr("Then drop the files again."))
        self._place(strip=False)

    def _place(self, *, strip: bool = True) -> None:
        page = self._page()
        area = page.strip_rect(self._window)
        self.strip.setGeometry(area)
        self.strip.setVisible(strip)
        tall = round(theme.active().base_px * 4.9)
        wide = min(round(theme.active().base_px * 36.2), area.width() - 32)
        bottom = page.banner_bottom(self._window) - 14
        place = QRect(area.center().x() - wide // 2, bottom - tall, wide, tall)
        self.banner.setGeometry(place)
        self.banner.show()
        self.strip.raise_()
        self.banner.raise_()

    def _drop(self, event: QDropEvent) -> bool:
        paths = paths_of(event.mimeData())
        if not paths:
            event.ignore()
            return True
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if reason := self._refusal():
            self._end()
            self.refused.emit(reason)
            return True
        only_check = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        target = self._drag_over(event.position().toPoint(), len(paths), only_check)
        self._end()
        if target is not None:
            self.dropped_on.emit(target, paths[0])
        else:
            self.dropped.emit(paths, only_check)
        return True

    def _end(self) -> None:
        self.strip.hide()
        self.banner.hide()
        if self._over is not None:
            self._over.drag_ended()
            self._over = None


def paths_of(mime: QMimeData) -> list[str]:
    """The local files and folders of a drag or the clipboard."""
    return [str(Path(url.toLocalFile())) for url in mime.urls() if url.isLocalFile()] if mime.hasUrls() else []


def _plural(text: str, count: int) -> str:
    """English without a translation file: `3 file(s)` is written `3 files`, `1 file(s)` as `1 file`."""
    return text.replace("(s)", "" if count == 1 else "s")
