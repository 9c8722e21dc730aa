"""The folder of a course, given where a ZIP is meant: packed as it should be for as long as it is looked at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from allure_desktop.errors import LocalFileError


@contextmanager
def as_zip(path: str) -> Iterator[str]:
    """The path itself; of a folder a ZIP that is gone at the end. Raises LocalFileError, as `validation.folder.pack`."""
    if not is_folder(path):
        yield path
        return
    from allure_desktop.validation.folder import packed

    must_be_a_course(path)
    with packed(path) as archive:
        yield str(archive)


def is_folder(path: str) -> bool:
    """False for whatever may not even be looked at: that is told by whoever opens it."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises for a place that may not be looked at


def must_be_a_course(folder: str) -> None:
    """Says so with the path as it was given. Raises LocalFileError (`file.directory`)."""
    from allure_desktop.validation.folder import is_package_folder

    if not is_package_folder(folder):
        raise LocalFileError(
            f"{folder} is not the folder of a course.",
            cause="There is no imsmanifest.xml in it.",
            remedy="Give the folder that holds imsmanifest.xml, or a ZIP.",
            subject=folder,
            code="file.directory",
        )
