"""In which variants each screen is taken: schemes, sizes, text sizes, language, direction."""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

SCHEMES = ("light", "dark", "contrast", "contrast-dark")
SIZES = ("1280x800", "1920x1080")
SCALES = (1.0, 1.5, 2.0)
LANGUAGES = ("en", "de", "pseudo")


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to look at a screen."""

    scheme: str
    size: QSize
    scale: float

    @property
    def dark(self) -> bool:
        return "dark" in self.scheme

    @property
    def name(self) -> str:
        return f"{self.scheme}-{self.size.width()}-{round(self.scale * 100)}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for on the command line. `looks` False: screens are only judged, no picture is taken."""

    schemes: Sequence[str]
    sizes: Sequence[QSize]
    scales: Sequence[float]
    language: str = "en"
    right_to_left: bool = False
    audits: bool = False
    looks: bool = True
    #: a real walk over AT-SPI at each screen
    walks: bool = False
    only: Sequence[str] = ()
    folder: Path = Path("build/screenshots")

    def variants(self) -> Iterator[Variant]:
        for scale, size, scheme in itertools.product(self.scales, self.sizes, self.schemes):
            yield Variant(scheme, size, scale)

    def speak(self, application: QApplication) -> None:
        """Chooses language and direction, before the window is made."""
        from allure_desktop.gui.language import speak
        from tests.accessibility.pseudo import speak_pseudo

        if self.language == "pseudo":
            speak_pseudo(application)
        else:
            speak(self.language, application)
        if self.right_to_left:
            QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)


def plan(arguments: Sequence[str]) -> Plan:
    """Reads the command line; without options every screen is taken in every variant."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("only", nargs="*", help="parts of the names of screens")
    parser.add_argument("--schemes", default=",".join(SCHEMES[:3]), help=f"of {', '.join(SCHEMES)}")
    parser.add_argument("--sizes", default=",".join(SIZES))
    parser.add_argument("--scales", default=",".join(map(str, SCALES)), help="text sizes, 1 to 2")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--rtl", action="store_true", help="right to left")
    parser.add_argument("--audit", action="store_true", help="tells what has no name or no room on each screen")
    parser.add_argument("--walk", action="store_true", help="judges what a screen reader hears over AT-SPI, too")
    parser.add_argument("--no-pictures", action="store_true")
    parser.add_argument("--folder", type=Path, default=Path("build/screenshots"))
    given = parser.parse_args(list(arguments))
    if unknown := set(given.schemes.split(",")) - set(SCHEMES):
        parser.error(f"no scheme is called {', '.join(sorted(unknown))}")
    return Plan(
        tuple(given.schemes.split(",")),
        tuple(QSize(*map(int, size.split("x"))) for size in given.sizes.split(",")),
        tuple(map(float, given.scales.split(","))),
        given.language,
        given.rtl,
        given.audit,
        not given.no_pictures,
        given.walk,
        tuple(given.only),
        given.folder,
    )
