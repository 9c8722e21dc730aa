"""What becomes of each file of a lot, in words: its check, its package, the reason, and whether it is uploaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from allure_desktop.composition.lots import Decision, Planned
from allure_desktop.gui.core_words import said
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.validation.report_text import verdict

if TYPE_CHECKING:
    from allure_desktop.library.matching import Fit

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user said for a row: `fit` a package, None a new one; `on` None leaves it to the rule."""

    chosen: bool = False
    fit: Fit | None = None
    unchanged: bool = False
    on: bool | None = None


@dataclass(frozen=True, slots=True)
class LotLine:
    """A planned row with the user's wish laid over it."""

    planned: Planned
    wish: Wish = Wish()

    @property
    def id(self) -> int:
        return self.planned.row.id

    @property
    def state(self) -> tuple[object, ...]:
        """Two lines with the same state read the same; reports are long, and are not compared."""
        row = self.planned.row
        return row.id, row.updated_at, row.state, row.reason, self.planned.match, self.wish

    @property
    def urgency(self) -> int:
        """Where it stands in the list: to be decided, new versions, new packages, faulty, unchanged."""
        if self.planned.faulty:
            return 3
        if self.open:
            return 0
        return 4 if self.unchanged else 1 if self.fit is not None else 2

    @property
    def fit(self) -> Fit | None:
        """The package it becomes a version of; None: a new one, or not decided."""
        match = self.planned.match
        return self.wish.fit if self.wish.chosen else match.choice if match is not None else None

    @property
    def open(self) -> bool:
        """Several packages fit, and none is chosen."""
        match = self.planned.match
        return match is not None and match.open and not self.wish.chosen

    @property
    def unchanged(self) -> bool:
        """It is the current version of its package already."""
        if self.wish.chosen:
            return self.wish.unchanged
        return self.planned.match is not None and self.planned.match.unchanged is not None

    @property
    def can_go(self) -> bool:
        """It may be ticked."""
        return self.planned.checked and not self.planned.faulty and not self.open and self.planned.match is not None

    @property
    def on(self) -> bool:
        """It is uploaded with the others."""
        if not self.can_go:
            return False
        return self.wish.on if self.wish.on is not None else not self.unchanged

    @property
    def decision(self) -> Decision:
        fit = self.fit
        return Decision(self.id, fit.package_id if fit else None, fit.current_revision if fit else None)

    # words

    @property
    def check(self) -> tuple[str, str, str]:
        """Icon, token of its colour, and words of the check."""
        row = self.planned.row
        if not self.planned.checked:
            return "loader", "text3", translate("Lot", "Checking…")
        if row.state == "failed" or row.report is None:
            return "octagon-alert", "danger", said(row.message.what) or translate("Lot", "It cannot be read")
        told = verdict(row.report)
        icons = {"danger": "octagon-alert", "warning": "triangle-alert", "success": "circle-check"}
        words = translate("Lot", "Sound") if told.tone == "success" else told.counts.split(" · ")[0]
        return icons[told.tone], told.tone, words

    @property
    def becomes(self) -> str:
        """`Version 13 of “GDPR”`, `New package`, or what is to be decided first."""
        if self.planned.match is None:
            return ""
        if self.open:
            return translate("Lot", "Choose a package…")
        fit = self.fit
        if fit is None:
            return translate("Lot", "New package")
        if self.unchanged and fit.current_revision is not None:
            words = translate("Lot", "Nothing changed · version {number} of “{title}”")
            return words.format(number=fit.current_revision, title=fit.title)
        if fit.current_revision is None:
            return translate("Lot", "New version of “{title}”").format(title=fit.title)
        words = translate("Lot", "Version {number} of “{title}”")
        return words.format(number=fit.current_revision + 1, title=fit.title)

    @property
    def reason(self) -> str:
        """Why it is thought so."""
        match = self.planned.match
        if self.planned.faulty:
            return translate("Lot", "Mend it in Uploads first")
        if match is None:
            return ""
        if self.wish.chosen:
            return translate("Lot", "You chose it")
        if match.rivals:
            words = translate("Lot", "Also fits: {file}")
            return words.format(file=match.rivals[0])
        if self.open:
            return translate("Lot", "{count} packages fit").format(count=figures.number(len(match.fits)))
        return why_words(match.choice) if match.choice is not None else translate("Lot", "No package fits")


def why_words(fit: Fit) -> str:
    """The reason of a fit."""
    return {
        "chosen": translate("Lot", "Chosen for this path before"),
        "content": translate("Lot", "The same content is there"),
        "path": translate("Lot", "Uploaded from this path before"),
        "identifier": translate("Lot", "Same manifest identifier, and a like course"),
        "file": translate("Lot", "Same file name"),
    }[fit.why]


def summary(lines: Sequence[LotLine]) -> str:
    """`31 new versions, 6 new packages · 2 unchanged · 1 with problems · 3 to be decided`."""
    going = [line for line in lines if line.on]
    versions = sum(line.fit is not None for line in going)
    counted = (
        (versions, translate("Lot", "1 new version"), translate("Lot", "{count} new versions")),
        (len(going) - versions, translate("Lot", "1 new package"), translate("Lot", "{count} new packages")),
        (
            sum(line.unchanged and not line.on for line in lines),
            translate("Lot", "1 unchanged"),
            translate("Lot", "{count} unchanged"),
        ),
        (
            sum(line.planned.faulty for line in lines),
            translate("Lot", "1 with problems"),
            translate("Lot", "{count} with problems"),
        ),
        (
            sum(line.open and not line.planned.faulty for line in lines),
            translate("Lot", "1 to be decided"),
            translate("Lot", "{count} to be decided"),
        ),
    )
    parts = [(one if n == 1 else many).format(count=figures.number(n)) for n, one, many in counted if n]
    return " · ".join(parts)
