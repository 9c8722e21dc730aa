"""Packs the folder of a package, so that it can be checked as the ZIP that it would become."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from allure_desktop.errors import LocalFileError
from allure_desktop.scorm.manifest import MANIFEST_NAME


def is_package_folder(path: str | Path) -> bool:
    """A folder with a manifest at its top."""
    return (Path(path) / MANIFEST_NAME).is_file()


@contextmanager
def packed(folder: str | Path) -> Iterator[Path]:
    """A temporary ZIP of the folder's files, gone at the end; links are not followed out of it.

    Nothing is compressed: only what is in the ZIP counts. Raises LocalFileError for what cannot be read.
    """
    root = Path(folder).resolve()
    with tempfile.TemporaryDirectory(prefix="allure-folder.") as place:
        target = Path(place) / f"{root.name or 'folder'}.zip"
        try:
            with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, strict_timestamps=False) as archive:
                for file in _files(root):
                    archive.write(file, file.relative_to(root).as_posix())
        except (OSError, UnicodeEncodeError) as error:
            name = getattr(error, "filename", None) or root
            raise LocalFileError(
                f"The folder {root.name} cannot be packed.",
                cause=f"{name}: {getattr(error, 'strerror', None) or 'a name that no ZIP can hold'}.",
                remedy="Check who may read its files, and that the disk has room for a copy.",
                subject=str(folder),
                code="file.unreadable",
            ) from error
        yield target


def _files(root: Path) -> Iterator[Path]:
    def fail(error: OSError) -> None:
        raise error

    for place, folders, files in os.walk(root, onerror=fail):
        folders.sort()
        for name in sorted(files):
            file = Path(place, name)
            if file.is_file() and file.resolve().is_relative_to(root):
                yield file
