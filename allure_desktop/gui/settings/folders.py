"""What folders of the program take, and their window in the system's file manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from pathlib import Path


def open_folder(folder: Path) -> None:
    """In the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def size_of(folder: Path) -> int:
    """Bytes of all files in it; call it in the background."""
    total = 0
    for path in folder.rglob("*") if folder.is_dir() else ():
        try:
            total += path.stat().st_size if path.is_file() and not path.is_symlink() else 0
        except OSError:  # gone meanwhile
            continue
    return total
