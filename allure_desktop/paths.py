"""Where the program's files live."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from allure_desktop.errors import DataDirError


@dataclass(frozen=True, slots=True)
class DataDir:
    """Everything the program stores lies below `root`; files are private to the user."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "allure.sqlite3"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def work(self) -> Path:
        """Packed folders and other intermediate files."""
        return self.root / "work"

    @property
    def films(self) -> Path:
        """Parts of films as they were converted for the preview; may be deleted at any time."""
        return self.root / "films"

    @property
    def copies(self) -> Path:
        """Copies of versions by their SHA-256."""
        return self.root / "copies"

    @property
    def sandbox(self) -> Path:
        """The built-in sandbox's storage."""
        return self.root / "sandbox"

    def make(self) -> DataDir:
        """Creates the folders, 0700.

        Raises DataDirError when that is not possible.
        """
        try:
            for folder in (self.root, self.logs, self.work):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise DataDirError(
                f"The program's folder {self.root} cannot be used.",
                cause=f"{error.strerror or error}.",
                remedy="Make it writable, or choose another with --data-dir.",
                subject=str(self.root),
                code="data.unwritable",
            ) from error
        return self


def data_dir(chosen: str | os.PathLike[str] | None = None) -> DataDir:
    """The data directory: `chosen`, else ALLURE_DATA_DIR, else the platform's own place."""
    value = chosen or os.environ.get("ALLURE_DATA_DIR")
    if value:
        return DataDir(Path(value).expanduser().absolute())
    import platformdirs  # here: a check of a ZIP never needs it

    return DataDir(Path(platformdirs.user_data_dir("AllureConnect Desktop", appauthor=False)))


@lru_cache(maxsize=1)
def resources() -> Path:
    """The folder `resources/`: inside a packaged program, or beside main.py."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) / "resources" if bundle else Path(__file__).resolve().parent.parent / "resources"


def changes() -> Path:
    """The list of changes, for users: beside `resources/`, also inside a packaged program."""
    return resources().parent / "CHANGELOG.md"


def generated(name: str) -> Path:
    """An asset taken at build time (run-time, icons, font).

    Raises DataDirError, naming the set-up step, when it is missing.
    """
    path = resources() / "generated" / name
    if not path.exists():
        raise DataDirError(
            f"The asset {name} is missing.",
            cause="The set-up that takes it from npm has not run.",
            remedy="Run: make setup",
            subject=name,
            code="setup.asset-missing",
        )
    return path
