"""Looks at the files of watched rows on a thread of its own, and has a changed one checked when it is whole."""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QFileSystemWatcher, QObject, Qt, QThread, QTimer, Signal, Slot

from allure_desktop.errors import AllureError
from allure_desktop.gui.uploads.row_source import rows_of
from allure_desktop.gui.validation.report_text import verdict

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.uploads.rows import UploadRow

#: a file counts as whole when two looks so far apart see the same
LOOK_MS = 700
#: the system does not tell what happens on network drives
SLOW_LOOK_MS = 10_000
CLOSE_MS = 2_000
#: of one folder; what changes deeper is seen by the slow look
_MOST_FOLDERS = 500

_WATCHED_STATES = ("validating", "needs_decision", "held", "failed")
Identity = tuple[int, int, int]
#: where the file is, and as what it was checked last
Watched = tuple[str, Identity | None]


@dataclass
class _File:
    """One watched file: as it was taken last, as it was seen last."""

    path: str
    taken: Identity | None
    seen: Identity | None = None


class _Eyes(QObject):
    """Lives on the thread: every look at the disk is made here."""

    changed = Signal(int)
    #: these rows' files are looked at from now on
    looking = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._files: dict[int, _File] = {}
        self._watcher: QFileSystemWatcher | None = None

    @Slot(object)
    def look_after(self, wanted: dict[int, Watched]) -> None:
        """Files by row; what is new here is taken as it was last checked, else as it is now."""
        if self._watcher is None:
            self._watcher = QFileSystemWatcher(self)
            self._watcher.fileChanged.connect(self._stirred)
            self._watcher.directoryChanged.connect(self._stirred)
            self._soon = QTimer(self)
            self._soon.setInterval(LOOK_MS)
            self._soon.timeout.connect(self._look)
            self._slow = QTimer(self)
            self._slow.setInterval(SLOW_LOOK_MS)
            self._slow.timeout.connect(self._stirred)
        for row_id in set(self._files) - set(wanted):
            del self._files[row_id]
        missed = False
        for row_id, (path, checked_as) in wanted.items():
            known = self._files.get(row_id)
            if known is None or known.path != path:
                now = _identity(path)
                # an inode is no proof of a change: some network drives give another one each time
                changed = now is not None and checked_as is not None and now[:2] != checked_as[:2]
                self._files[row_id] = _File(path, checked_as if changed else now)
                missed = missed or changed
        self._watch_paths()
        if missed:
            self._stirred()
        if self._files:
            self._slow.start()
        else:
            self._slow.stop()
            self._soon.stop()
        self.looking.emit(frozenset(self._files))

    def _watch_paths(self) -> None:
        assert self._watcher is not None
        # the folder tells of a file that is replaced by another one, the file of one that is written in place
        wanted = {file.path for file in self._files.values() if Path(file.path).exists()}
        wanted |= {str(Path(file.path).parent) for file in self._files.values()}
        for file in self._files.values():
            wanted.update(itertools.islice(_folders_in(file.path), _MOST_FOLDERS))
        now = {*self._watcher.files(), *self._watcher.directories()}
        if now - wanted:
            self._watcher.removePaths(sorted(now - wanted))
        if wanted - now:
            self._watcher.addPaths(sorted(wanted - now))

    @Slot()
    def _stirred(self) -> None:
        if self._files and not self._soon.isActive():
            self._soon.start()
            self._look()

    @Slot()
    def _look(self) -> None:
        restless = False
        for row_id, file in list(self._files.items()):
            now = _identity(file.path)
            if now is None or now == file.taken:
                file.seen = None
                continue
            if now == file.seen and now[0]:
                file.taken, file.seen = now, None
                self.changed.emit(row_id)
            else:
                file.seen = now
                restless = True
        self._watch_paths()
        if not restless:
            self._soon.stop()


def _identity(path: str) -> Identity | None:
    """Of a folder what is in it, taken together: bytes, the newest change, how many."""
    try:
        told = os.stat(path)  # noqa: PTH116 - no Path for each look
        if not stat.S_ISDIR(told.st_mode):
            return told.st_size, told.st_mtime_ns, told.st_ino
        size = newest = count = 0
        for place, folders, files in os.walk(path):
            for name in (*folders, *files):
                told = os.stat(os.path.join(place, name))  # noqa: PTH116, PTH118
                size += told.st_size
                newest, count = max(newest, told.st_mtime_ns), count + 1
    except OSError:
        return None
    return size, newest, count


def _folders_in(path: str) -> Iterator[str]:
    """The folder itself and those in it; nothing for a file."""
    return (place for place, _folders, _files in os.walk(path))


class Watcher(QObject):
    """One for each window. A watched row whose file changes is checked again and waits; the verdict is told."""

    _wanted = Signal(object)

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context)
        self._context = context
        self._source = rows_of(context)
        self._looked_after: dict[int, Watched] = {}
        #: changed while a check ran: that one saw the file in the middle of it
        self._changed: set[int] = set()
        self._told_next: set[int] = set()
        self._seen: frozenset[int] = frozenset()
        self._thread: QThread | None = None
        self._source.rows_changed.connect(self._rows_changed)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)
        self._rows_changed()

    def close(self) -> None:
        """Ends the thread, two seconds at most."""
        if self._thread is not None:
            self._thread.quit()
            self._thread.wait(CLOSE_MS)
            self._thread = None

    def looks_after(self, upload_id: int) -> bool:
        """Whether a change of this row's file would be seen by now."""
        return upload_id in self._seen

    @Slot(object)
    def _looks(self, upload_ids: frozenset[int]) -> None:
        self._seen = upload_ids

    def set_watched(self, row: UploadRow, on: bool) -> None:
        """Begins or ends watching a row's file; kept over restarts."""
        uploads = self._context.services.uploads

        def done(_nothing: None) -> None:
            self._source.read()
            if on:
                self._context.show_toast(
                    self.tr("{file} is checked again whenever it changes. It is not uploaded by that").format(
                        file=os.path.basename(row.source)  # noqa: PTH119
                    )
                )

        self._context.background.run(lambda: uploads.watch(row.id, on), done, self._tell, self)

    @Slot()
    def _rows_changed(self) -> None:
        rows = [row for row in self._source.rows if row.watched and row.state in _WATCHED_STATES]
        wanted = {row.id: _watched(row) for row in rows if row.state != "validating"}
        # until a check is through, nobody knows what it has seen
        wanted |= {
            row.id: self._looked_after[row.id]
            for row in rows
            if row.state == "validating" and row.id in self._looked_after
        }
        if wanted != self._looked_after:
            self._looked_after = wanted
            if self._begin(bool(wanted)):
                self._wanted.emit(dict(wanted))
        for row in rows:
            if row.state == "validating":
                continue
            if row.id in self._changed:
                self._check(row.id)
            elif row.id in self._told_next:
                self._told_next.discard(row.id)
                self._tell_verdict(row)
        self._told_next &= set(wanted)
        self._changed &= set(wanted)

    def _begin(self, needed: bool) -> bool:
        if self._thread is None and needed:
            self._thread = QThread(self)
            self._eyes = _Eyes()
            self._eyes.moveToThread(self._thread)
            self._thread.finished.connect(self._eyes.deleteLater)
            self._wanted.connect(self._eyes.look_after, Qt.ConnectionType.QueuedConnection)
            self._eyes.looking.connect(self._looks, Qt.ConnectionType.QueuedConnection)
            self._eyes.changed.connect(self._file_changed, Qt.ConnectionType.QueuedConnection)
            self._thread.start()
        return self._thread is not None

    @Slot(int)
    def _file_changed(self, upload_id: int) -> None:
        row = self._source.row(upload_id)
        if row is None or upload_id not in self._looked_after:
            return
        self._changed.add(upload_id)
        if row.state != "validating":
            self._check(upload_id)

    def _check(self, upload_id: int) -> None:
        self._changed.discard(upload_id)
        services = self._context.services

        def done(_nothing: None) -> None:
            self._told_next.add(upload_id)
            self._source.read()

        self._context.background.run(lambda: services.packed_folders.check_changed(upload_id), done, self._tell, self)

    def _tell_verdict(self, row: UploadRow) -> None:
        name = os.path.basename(row.source)  # noqa: PTH119
        if row.report is None or row.state == "failed":
            self._context.show_toast(self.tr("{file} changed and could not be checked").format(file=name))
            return
        told = verdict(row.report)
        self._context.show_toast(
            self.tr("{file} changed: {verdict} ({counts})").format(file=name, verdict=told.title, counts=told.counts)
        )

    def _tell(self, error: Exception) -> None:
        words = str(error) if isinstance(error, AllureError) else self.tr("That did not work: {why}").format(why=error)
        self._context.show_toast(words)


def _watched(row: UploadRow) -> Watched:
    """Of a folder nobody knows as what it was packed: it is taken as it is now."""
    return (row.source, None) if row.options.folder else (row.original, row.original_as)


def watcher_of(context: GuiContext) -> Watcher:
    """The window's one watcher."""
    found = context.findChild(Watcher)
    return found if isinstance(found, Watcher) else Watcher(context)
