"""Settings of what the program keeps on this computer: copies of versions, the team's folder, converted films."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from allure_desktop.gui.settings.folders import size_of
from allure_desktop.gui.settings.part import Part
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import Band, NumberField, PushButton, label

if TYPE_CHECKING:
    from allure_desktop.copies.kept_copies import Usage
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.paths import DataDir

GB = 1_000_000_000


class StorageSettings(Part):
    """Reads when it is first looked at, since it looks through folders; keeps each change at once and reads anew."""

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context)
        self._usage: Usage | None = None
        column = self.column
        column.addWidget(label(self.tr("Kept copies"), "panel-title"))
        words = self.tr(
            "A copy of each version that is uploaded or downloaded stays on this computer, so that it can be played, "
            "compared, saved and uploaded again. Identical files are kept once."
        )
        column.addWidget(label(words, "secondary", wrap=True))
        self.keep_copies = QCheckBox(self.tr("Keep copies of versions"))
        self.keep_copies.toggled.connect(self._set_on)
        column.addWidget(self.keep_copies)
        self.limit = NumberField(self.tr("Kept copies take at most"), 1, 10_000, self.tr("GB"))
        self.limit.setKeyboardTracking(False)  # the copies above it go at once: only a whole number counts
        self.limit.valueChanged.connect(self._set_limit)
        column.addLayout(self._row(self.tr("Take at most"), self.limit))
        self.used = label("", "secondary", wrap=True)
        self.clear = PushButton(self.tr("Remove all copies…"), icon="trash-2")
        self.clear.clicked.connect(self._ask_clear)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.used, 1)
        row.addWidget(self.clear)
        column.addLayout(row)
        self.band = Band()
        column.addWidget(self.band)
        column.addWidget(label(self.tr("Folder of the team"), "panel-title"))
        words = self.tr(
            "Copies are put there too, and colleagues' copies are found there. It may be slow, read-only or gone at times."
        )
        column.addWidget(label(words, "secondary", wrap=True))
        self.shared = QLineEdit()
        self.shared.setAccessibleName(self.tr("Folder of the team"))
        self.shared.setPlaceholderText(self.tr("None"))
        self.shared.setAcceptDrops(False)
        self.shared.editingFinished.connect(self._set_shared)
        self.choose = PushButton(self.tr("Choose a folder…"), icon="folder-open")
        self.choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.shared, 1)
        row.addWidget(self.choose)
        column.addLayout(row)
        self.trouble = label("", "small", tone="warning", wrap=True)
        column.addWidget(self.trouble)
        column.addWidget(label(self.tr("Films"), "panel-title"))
        row = QHBoxLayout()
        row.setSpacing(12)
        self.taken = label("", "secondary", wrap=True)
        self.clear_films = PushButton(self.tr("Clear the films"), icon="trash-2")
        self.clear_films.clicked.connect(lambda: self._measure(films_away))
        row.addWidget(self.taken, 1)
        row.addWidget(self.clear_films)
        column.addLayout(row)
        column.addStretch(1)
        for field in (self.keep_copies, self.limit, self.clear, self.shared, self.choose, self.clear_films):
            field.setEnabled(False)
        self.used.setText(self.tr("Looking what is kept…"))
        context.background.run(context.services.copies.usage, self._begin, self.band.tell_error, self)
        self._measure()

    def _begin(self, usage: Usage) -> None:
        """What is kept, before anything is changed."""
        with QSignalBlocker(self.keep_copies), QSignalBlocker(self.limit):
            self.keep_copies.setChecked(usage.on)
            self.limit.setValue(max(1, round(usage.limit_bytes / GB)))
        self.shared.setText(usage.shared_folder)
        for field in (self.keep_copies, self.shared, self.choose):
            field.setEnabled(True)
        self._tell(usage)
        if self.wanted is not None:
            self.wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _measure(self, first: Callable[[DataDir], None] | None = None) -> None:
        """Tells what films and work folder take; after `first` was done."""
        place = self.context.services.data_dir

        def work() -> tuple[int, int]:
            if first is not None:
                first(place)
            return size_of(place.films), size_of(place.work)

        def told(sizes: tuple[int, int]) -> None:
            words = self.tr("Films converted for the preview: {films} · Work folder: {work}")
            self.taken.setText(words.format(films=figures.size(sizes[0]), work=figures.size(sizes[1])))
            self.clear_films.setEnabled(sizes[0] > 0)

        self.context.background.run(work, told, self.band.tell_error, self)

    @staticmethod
    def _row(name: str, field: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        head = label(name, "secondary")
        head.setBuddy(field)
        row.addWidget(head)
        row.addWidget(field)
        row.addStretch(1)
        return row

    def _tell(self, usage: Usage) -> None:
        self._usage = usage
        size = figures.size(usage.size_bytes)
        if not usage.files:
            words = self.tr("No copy is kept now.")
        elif usage.files == 1:
            words = self.tr("1 copy takes {size} now.").format(size=size)
        else:
            count = figures.number(usage.files)
            words = self.tr("{count} copies take {size} now.").format(count=count, size=size)
        self.used.setText(words)
        self.clear.setEnabled(bool(usage.files))
        self.limit.setEnabled(usage.on)
        self.trouble.setText(
            self.tr("It cannot be used now: {why}").format(why=usage.shared_problem) if usage.shared_problem else ""
        )
        self.trouble.setVisible(bool(usage.shared_problem))

    def _after(self, change: object) -> None:
        """Does it in the background, then reads anew."""
        copies = self.context.services.copies

        def work() -> Usage:
            if callable(change):
                change()
            return copies.usage()

        self.context.background.run(work, self._tell, self.band.tell_error, self)

    def _set_on(self, on: bool) -> None:
        self._after(lambda: self.context.services.copies.set_on(on))

    def _set_limit(self, gigabytes: int) -> None:
        self._after(lambda: self.context.services.copies.set_limit(gigabytes * GB))

    def _set_shared(self) -> None:
        path = self.shared.text().strip()
        if self._usage is None or path == self._usage.shared_folder:
            return
        copies = self.context.services.copies

        def change() -> None:
            copies.set_shared_folder(path)
            if (shared := copies.shared) is not None:
                shared.holding(("0" * 64,))  # a look, so that it is told at once where it cannot be used

        self._after(change)

    def _choose(self) -> None:
        dialog = QFileDialog(self.context.window, self.tr("Folder of the team"), self.shared.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, path: str) -> None:
        self.shared.setText(path)
        self._set_shared()

    def _ask_clear(self) -> None:
        if self._usage is None:
            return
        size = figures.size(self._usage.size_bytes)
        self.band.tell(
            "warning",
            self.tr("Remove {size} of copies?").format(size=size),
            self.tr("Versions that are nowhere else can then not be played or uploaded again."),
            ((self.tr("Keep them"), self.band.hide), (self.tr("Remove the copies"), self._clear)),
        )

    def _clear(self) -> None:
        self.band.hide()
        self._after(self.context.services.copies.clear)


def films_away(place: DataDir) -> None:
    """They are made anew when they are asked for."""
    for path in place.films.rglob("*") if place.films.is_dir() else ():
        if path.is_file():
            path.unlink(missing_ok=True)
