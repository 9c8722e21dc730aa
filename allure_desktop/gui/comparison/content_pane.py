"""Below the files: what differs in the selected one, as lines, as pictures, or as sizes and checksums."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from allure_desktop.comparison.side import Side
from allure_desktop.comparison.text_diff import TextDiff, diff, laid_out
from allure_desktop.gui import icons
from allure_desktop.gui.comparison.diff_view import DiffView
from allure_desktop.gui.comparison.files_view import icon_of
from allure_desktop.gui.comparison.swipe_view import SwipeView, read_image
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import ElidedLabel, IconButton, label, line
from allure_desktop.scorm.manifest import MANIFEST_NAME

if TYPE_CHECKING:
    from allure_desktop.gui.comparison.file_tree import Node
    from allure_desktop.gui.context import GuiContext

_LONGEST_TEXT_BYTES = 2_000_000
_LONGEST_IMAGE_BYTES = 40_000_000
_PICTURES = ("png", "jpg", "jpeg", "gif", "webp", "bmp")

Image = tuple[QImage, QSize]


class Content(NamedTuple):
    """What can be shown of a file: lines, or two pictures, or neither with the words why."""

    lines: TextDiff | None = None
    pictures: tuple[Image, Image] | None = None
    words: str = ""


def read_content(old: Side, new: Side, before: str, after: str) -> Content:
    """The content of a file on both sides; '' names none. For the background: opens both ZIPs."""
    if MANIFEST_NAME in (before, after) and old.manifest and new.manifest:
        return Content(diff(laid_out(old.manifest), laid_out(new.manifest)))
    picture = (after or before).rpartition(".")[2].casefold() in _PICTURES
    limit = _LONGEST_IMAGE_BYTES if picture else _LONGEST_TEXT_BYTES
    one, other = (side.content(name, limit) if name else b"" for side, name in ((old, before), (new, after)))
    if one is None or other is None:
        return Content()
    if picture:
        images = read_image(one), read_image(other)
        return Content(pictures=(images[0], images[1])) if images[0] and images[1] else Content()
    texts = _text(one), _text(other)
    return Content(diff(texts[0], texts[1])) if texts[0] is not None and texts[1] is not None else Content()


def _text(data: bytes) -> str | None:
    """None for what is no text."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:8_192]:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # a text of an older tool has a letter in a hundred that is no ASCII, a picture has most
        strange = sum(byte > 126 or byte < 9 for byte in data[:8_192])
        return data.decode("cp1252", "replace") if strange * 5 < len(data[:8_192]) else None


class DiffPane(QWidget):
    """A text's name, the lines seen, the changes with up and down, and the lines."""

    view: DiffView

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        head.setProperty("pane", "window")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        self._icon = QLabel()
        row.addWidget(self._icon)
        self.name = ElidedLabel("", "strong", mode=Qt.TextElideMode.ElideMiddle)
        self.lines = label("", "small")
        row.addWidget(self.name, 1)
        row.addWidget(self.lines)
        row.addSpacing(8)
        self.place = label("", "small")
        row.addWidget(self.place)
        self.up = IconButton("chevron-up", self.tr("Change before"))
        self.up.clicked.connect(lambda: self.view.go_to(self.view.change - 1))
        self.down = IconButton("chevron-down", self.tr("Next change"))
        self.down.clicked.connect(lambda: self.view.go_to(self.view.change + 1))
        row.addWidget(self.up)
        row.addWidget(self.down)
        column.addWidget(head)
        column.addWidget(line())
        self.view = DiffView()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.swipe = SwipeView()
        self.stack.addWidget(self.swipe)
        self.words = label("", "secondary", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setContentsMargins(24, 16, 24, 16)
        self.stack.addWidget(self.words)
        column.addWidget(self.stack, 1)
        self.view.moved.connect(self._tell)
        self._tell()

    def _named(self, name: str) -> None:
        icons.put(self._icon, icon_of(name) if name else "info")
        self.name.set_text(name)

    def show_lines(self, name: str, lines: TextDiff) -> None:
        """Two texts."""
        self._named(name)
        self.stack.setCurrentWidget(self.view)
        self.view.show_diff(lines)
        self._tell()

    def show_pictures(self, name: str, before: Image, after: Image) -> None:
        """Two pictures over each other."""
        self._named(name)
        self.swipe.show_images(before, after)
        self.stack.setCurrentWidget(self.swipe)
        self._tell()

    def show_words(self, name: str, words: str) -> None:
        """Nothing but words."""
        self._named(name)
        self.words.setText(words)
        self.stack.setCurrentWidget(self.words)
        self._tell()

    def _tell(self) -> None:
        lines = self.stack.currentWidget() is self.view
        count, at = len(self.view.diff.changes), self.view.change
        first, last = self.view.lines_seen
        self.lines.setText(
            self.tr("lines {first}–{last} of {count}").format(
                first=figures.number(first), last=figures.number(last), count=figures.number(len(self.view.diff.rows))
            )
            if lines and last
            else ""
        )
        self.place.setText(
            self.tr("Change {number} of {count}").format(number=at + 1, count=count)
            if count
            else self.tr("No difference")
        )
        self.place.setVisible(lines)
        for button, can in ((self.up, at > 0), (self.down, at + 1 < count)):
            button.setVisible(lines)
            button.setEnabled(can)


class ContentPane(DiffPane):
    """Shows a file of the tree; reads it in the background, the latest one wins."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._wanted: Node | None = None
        self.show_words("", self.tr("Select a file to see what changed in it."))

    def show_file(self, node: Node | None, old: Side | None, new: Side | None) -> None:
        """A file of both sides, or the words for a folder and for none."""
        self._wanted = node
        if node is None or old is None or new is None or node.is_folder:
            name = node.path if node is not None else ""
            self.show_words(name, self.tr("Select a file to see what changed in it."))
            return
        before = (node.was or node.path) if node.before is not None else ""
        after = node.path if node.after is not None else ""

        def done(content: Content) -> None:
            if self._wanted is not node:
                return
            if content.lines is not None:
                self.show_lines(node.path, content.lines)
            elif content.pictures is not None:
                self.show_pictures(node.path, *content.pictures)
            else:
                self.show_words(node.path, self._facts(node))

        def failed(error: Exception) -> None:
            if self._wanted is node:
                self.show_words(node.path, f"{error}\n\n{self._facts(node)}")

        self._context.background.run(lambda: read_content(old, new, before, after), done, failed, self)

    def _facts(self, node: Node) -> str:
        """Sizes and checksums, and why there is no more."""
        parts = []
        for words, facts in ((self.tr("Before"), node.before), (self.tr("Now"), node.after)):
            if facts is None:
                parts.append(self.tr("{side}: not there").format(side=words))
            else:
                text = self.tr("{side}: {size} ({bytes} bytes), CRC-32 {crc}")
                told = figures.size(facts[0]), figures.number(facts[0]), f"{facts[1]:08X}"
                parts.append(text.format(side=words, size=told[0], bytes=told[1], crc=told[2]))
        if node.before is not None and node.after is not None and node.before == node.after:
            parts.append(self.tr("The content is the same."))
        else:
            parts.append(
                self.tr(
                    "The contents cannot be shown side by side: they are no text or picture, too large, or not both on this computer."
                )
            )
        return "\n".join(parts)
