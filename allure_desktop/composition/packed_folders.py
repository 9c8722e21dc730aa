"""Joins folders and uploads: the folder of a course goes up as a ZIP of its name, packed anew when it is checked again."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allure_desktop.uploads.queue import Uploads
    from allure_desktop.uploads.removal import Removed

#: what no upload uses may be one that is just about to be begun elsewhere; a day later it is not
_LEFT_BEHIND_S = 24 * 3600.0


class PackedFolders:
    """Each packed file lies in a folder of its own below `work`, so that it can have the name of what it was made of."""

    def __init__(self, uploads: Callable[[], Uploads], work: Path) -> None:
        self._uploads = uploads
        self._place = work.absolute() / "packed"

    def pack(self, folder: str | Path, progress: Callable[[int, int], None] | None = None) -> Path:
        """Packs a folder and returns the ZIP, which is kept for as long as its upload may go on.

        Raises LocalFileError (`file.directory` without a manifest) and DiskFull.
        """
        from allure_desktop.validation.folder import pack

        place = self._place / secrets.token_hex(6)
        place.mkdir(mode=0o700, parents=True)
        try:
            return pack(folder, place / f"{Path(folder).resolve().name or 'course'}.zip", progress=progress)
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise

    def check_again(self, upload_id: int) -> None:
        """Checks an upload's file as it is now, of a folder what is in that now.

        Raises LocalFileError (the folder is gone, or no course any more) and DiskFull, where the packed file stays as it
        was; UsageError when there is no such upload.
        """
        self._pack_again(upload_id)
        self._uploads().check_again(upload_id)

    def check_changed(self, upload_id: int) -> None:
        """Checks what has changed, the user's own file or folder, and waits. Raises as `check_again`."""
        self._pack_again(upload_id)
        self._uploads().check_changed(upload_id)

    def forget(self, upload_id: int) -> bool:
        """Takes an upload off the list; whether it was that of a folder, whose packed file is gone with it.

        Raises UsageError while the server may be making it live.
        """
        return self.take_off(upload_id)[0]

    def take_off(self, upload_id: int) -> tuple[bool, Removed | None]:
        """As `forget`; with what `bring_back` needs, None where it cannot be brought back."""
        row = self._uploads().row(upload_id)
        removed = self._uploads().forget(upload_id)
        if not self._holds(row.original):
            return False, removed
        shutil.rmtree(Path(row.original).parent, ignore_errors=True)
        return True, removed

    def bring_back(self, removed: Removed) -> None:
        """Puts an upload back on the list; that of a folder is packed and checked again.

        Raises LocalFileError (the folder is gone; the row is there again all the same) and DiskFull.
        """
        self._uploads().bring_back(removed)
        row = self._uploads().row(removed.upload_id)
        if row.state != "done" and row.options.folder and self._holds(row.original):
            self.check_again(row.id)

    def _pack_again(self, upload_id: int) -> None:
        row = self._uploads().row(upload_id)
        if row.options.folder and self._holds(row.original):
            from allure_desktop.validation.folder import pack

            Path(row.original).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            pack(row.options.folder, row.original)

    def clear(self) -> None:
        """Removes the packed files whose uploads are over, and those of a day ago that no upload knows any more."""
        if not self._place.is_dir():
            return
        by_path = {path: row for row in self._uploads().rows() for path in (row.path, row.original)}
        for place in self._place.iterdir():
            with contextlib.suppress(OSError):
                known = [by_path[str(file)] for file in place.iterdir() if str(file) in by_path]
                # one that was only checked there may become a package yet
                over = bool(known) and all(row.state == "done" and row.package_id is not None for row in known)
                if over or (not known and place.stat().st_mtime < time.time() - _LEFT_BEHIND_S):
                    shutil.rmtree(place)

    def _holds(self, path: str | Path) -> bool:
        return Path(path).parent.parent == self._place
