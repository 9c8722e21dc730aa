"""Packs the folder of a course as a ZIP should be: the manifest first, no junk, and nothing compressed to no use."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from allure_desktop.errors import DiskFull, LocalFileError
from allure_desktop.scorm.manifest import MANIFEST_NAME
from allure_desktop.validation.rules.archive import is_junk
from allure_desktop.validation.validator import Cancelled

#: compressed already; a system that serves them straight out of the ZIP can then jump in them
STORED_ENDINGS = (
    *(".mp4", ".m4v", ".webm", ".mov", ".ogv", ".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".flac"),
    *(".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".woff", ".woff2", ".zip", ".gz", ".br", ".pdf"),
)
_BLOCK_BYTES = 1024 * 1024


def is_package_folder(path: str | Path) -> bool:
    """A folder with a manifest at its top."""
    return (Path(path) / MANIFEST_NAME).is_file()


def pack(
    folder: str | Path,
    target: str | Path,
    *,
    compressed: bool = True,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Writes the folder's files to the ZIP `target`, whole or not at all, and returns it.

    The manifest comes first, the rest in the order of names; what operating systems and version control leave behind is
    left out, links are not followed out of the folder, films, sounds and pictures are stored. Names are in NFC, dates
    those of the files: the same folder gives the same bytes. `progress(done, total)` is told in bytes. Raises
    LocalFileError (`file.directory` without a manifest, `file.unreadable`, `file.unwritable`), DiskFull, Cancelled.
    """
    root, target = Path(folder).resolve(), Path(target)
    if not is_package_folder(root):
        raise LocalFileError(
            f"The folder “{root.name}” is no course.",
            cause=f"There is no {MANIFEST_NAME} in it.",
            remedy=f"Choose the folder that holds {MANIFEST_NAME}, or a ZIP.",
            subject=str(folder),
            code="file.directory",
        )
    made = target.absolute().parent / f".{target.stem[:40]}.{secrets.token_hex(4)}.zip"
    try:
        files = _in_order(root, target, made)
        _write(root, files, made, compressed, progress, cancelled)
        made.replace(target)
    except (OSError, UnicodeEncodeError) as error:
        raise _unpackable(root, target, error) from error
    finally:
        with contextlib.suppress(OSError):
            made.unlink()
    return target


@contextmanager
def packed(folder: str | Path) -> Iterator[Path]:
    """A temporary ZIP of the folder, gone at the end; nothing is compressed: only what is in it counts.

    Raises LocalFileError for what cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="allure-folder.") as place:
        name = Path(folder).resolve().name or "folder"
        yield pack(folder, Path(place) / f"{name}.zip", compressed=False)


def _in_order(root: Path, *left_out: Path) -> list[Path]:
    """The files, the manifest first; whatever is being written into the folder itself is none of them."""
    unwanted = {path.absolute() for path in left_out}
    files = [path for path in _files(root) if path not in unwanted and not is_junk(path.relative_to(root).as_posix())]
    return sorted(files, key=lambda path: (path != root / MANIFEST_NAME, path.relative_to(root).as_posix()))


def _write(
    root: Path,
    files: list[Path],
    made: Path,
    compressed: bool,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> None:
    done, total = 0, sum(path.stat().st_size for path in files)
    with zipfile.ZipFile(made, "x", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for path in files:
            name = unicodedata.normalize("NFC", path.relative_to(root).as_posix())
            info = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
            plain = not compressed or name.lower().endswith(STORED_ENDINGS)
            info.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            with path.open("rb") as source, archive.open(info, "w", force_zip64=info.file_size > 1 << 31) as member:
                while block := source.read(_BLOCK_BYTES):
                    if cancelled is not None and cancelled():
                        raise Cancelled
                    member.write(block)
                    done += len(block)
                    if progress is not None:
                        progress(min(done, total), total)


def _unpackable(root: Path, target: Path, error: OSError | UnicodeEncodeError) -> LocalFileError | DiskFull:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(
            "This computer's disk is full.",
            cause=f"There is no room for a ZIP of {root.name}.",
            remedy="Free some space and try again.",
            subject=str(target),
        )
    place = getattr(error, "filename", None)
    unwritable = place is not None and Path(os.fsdecode(place)).parent == target.absolute().parent
    return LocalFileError(
        f"The folder {root.name} cannot be packed.",
        cause=f"{place or root}: {getattr(error, 'strerror', None) or 'a name that no ZIP can hold'}.",
        remedy="Check who may read its files, and that the disk has room for a copy.",
        subject=str(root),
        code="file.unwritable" if unwritable else "file.unreadable",
    )


def _files(root: Path) -> Iterator[Path]:
    def fail(error: OSError) -> None:
        raise error

    for place, folders, files in os.walk(root, onerror=fail):
        folders.sort()
        for name in sorted(files):
            file = Path(place, name)
            if file.is_file() and file.resolve().is_relative_to(root):
                yield file
