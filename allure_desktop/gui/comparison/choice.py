"""What can stand on a side of the comparison, and how the sides are read in the background."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from allure_desktop.gui.library import package_words
from allure_desktop.gui.uploads import figures

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord, VersionRecord
    from allure_desktop.comparison.side import Side
    from allure_desktop.comparison.zip_comparison import Comparison
    from allure_desktop.composition import Services
    from allure_desktop.uploads.rows import UploadRow

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """A version of the package that the comparison is about."""

    revision: int


@dataclass(frozen=True, slots=True)
class FileChoice:
    """A ZIP on this computer; `upload_id` where it is a row of Uploads."""

    path: str
    upload_id: int | None = None


Choice = VersionChoice | FileChoice


@dataclass(frozen=True, slots=True)
class Subject:
    """The package that is compared; without a connection two files are."""

    connection_id: str | None = None
    package_id: str = ""
    title: str = ""
    current_revision: int | None = None


NO_PACKAGE = Subject()


def subject_of(connection_id: str | None, package: PackageRecord) -> Subject:
    """The subject that a package of a connection is."""
    return Subject(connection_id, package.package_id, package.title or package.package_id, package.current_revision)


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice in words: `title`, and `facts` of where it is, when it was made and by whom."""

    choice: Choice
    title: str
    facts: str
    icon: str
    #: False for a version of which nothing is known here
    known: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """Both sides as they were read; a side is None where nothing is known of it or nothing is chosen."""

    subject: Subject
    left: Offer | None
    right: Offer | None
    old: Side | None
    new: Side | None
    comparison: Comparison | None
    offers: tuple[Offer, ...]
    #: the upload that the right side is, if it can become the next version now
    upload: UploadRow | None


def read(services: Services, subject: Subject, left: Choice | None, right: Choice | None) -> Reading:
    """Reads both sides and compares them. Raises LocalFileError, NoConnection, DataDirError."""
    fresh = _fresh(services, subject)
    rows = services.uploads.rows()
    versions = _versions(services, fresh)
    known = _known(services, fresh)
    offers = [_version_offer(record, record.revision in known) for record in versions]
    offers += [_row_offer(row, fresh) for row in rows if _may_be(row, fresh)]
    of = {record.revision: record for record in versions}
    old, new = (_side(services, fresh, choice, of) for choice in (left, right))
    comparison = services.comparisons.compare(old, new) if old is not None and new is not None else None
    upload = None
    if isinstance(right, FileChoice) and right.upload_id is not None:
        upload = next((row for row in rows if row.id == right.upload_id and _waits(row)), None)
    return Reading(fresh, _offer(left, offers), _offer(right, offers), old, new, comparison, tuple(offers), upload)


def _fresh(services: Services, subject: Subject) -> Subject:
    if subject.connection_id is None:
        return subject
    record = services.library.cached_package(subject.connection_id, subject.package_id)
    return subject if record is None else subject_of(subject.connection_id, record)


def _versions(services: Services, subject: Subject) -> list[VersionRecord]:
    if subject.connection_id is None:
        return []
    return services.library.cached_versions(subject.connection_id, subject.package_id)


def _known(services: Services, subject: Subject) -> set[int]:
    """The versions of which something is known here: what they consist of, or their file."""
    if subject.connection_id is None:
        return set()
    where = subject.connection_id, subject.package_id
    copies = services.version_copies.of_package(*where, look_afar=False)
    return {*services.comparisons.known(*where), *(revision for revision, copy in copies.items() if copy.where)}


def _side(services: Services, subject: Subject, choice: Choice | None, of: dict[int, VersionRecord]) -> Side | None:
    if isinstance(choice, FileChoice):
        return services.comparisons.of_file(choice.path)
    if choice is None or subject.connection_id is None:
        return None
    record = of.get(choice.revision)
    return services.comparisons.of_version(
        subject.connection_id, subject.package_id, choice.revision, record.sha256 if record is not None else ""
    )


def _may_be(row: UploadRow, subject: Subject) -> bool:
    """A file on its way that is, or may be, a version of this package."""
    return row.state != "done" and (not subject.package_id or row.package_id in (None, subject.package_id))


def _waits(row: UploadRow) -> bool:
    """The user's word makes it go on as a new version."""
    return row.state == "held" or (row.state == "needs_decision" and row.reason in ("new_version", "version_conflict"))


def _offer(choice: Choice | None, offers: list[Offer]) -> Offer | None:
    if choice is None:
        return None
    for offer in offers:
        if offer.choice == choice:
            return offer
    if isinstance(choice, VersionChoice):
        title = translate("Comparison", "Version {number}").format(number=choice.revision)
        return Offer(choice, title, translate("Comparison", "On the server"), "cloud", known=False)
    return file_offer(choice)


def _version_offer(record: VersionRecord, known: bool) -> Offer:
    facts = [translate("Comparison", "On the server"), package_words.when_long(record.created_at), record.uploaded_by]
    if not known:
        facts.append(translate("Comparison", "no local copy"))
    title = translate("Comparison", "Version {number}").format(number=record.revision)
    return Offer(VersionChoice(record.revision), title, " · ".join(f for f in facts if f), "cloud", known)


def _row_offer(row: UploadRow, subject: Subject) -> Offer:
    offer = file_offer(FileChoice(row.path, row.id))
    if row.package_id and row.package_id == subject.package_id and subject.current_revision is not None:
        words = translate("Comparison", "would be version {number}").format(number=subject.current_revision + 1)
        return Offer(offer.choice, offer.title, f"{offer.facts} · {words}", offer.icon)
    return offer


def file_offer(choice: FileChoice) -> Offer:
    """A ZIP with when it was saved; touches the disk."""
    folder = Path(choice.path).parent.name
    of_a_row = choice.upload_id is not None or not folder
    here = translate("Comparison", "This computer")
    facts = [here if of_a_row else translate("Comparison", "This computer, in {folder}").format(folder=folder)]
    try:
        saved = datetime.fromtimestamp(Path(choice.path).stat().st_mtime).astimezone()
        facts.append(translate("Comparison", "saved {when}").format(when=package_words.when_long(saved.isoformat())))
    except (OSError, OverflowError, ValueError):
        facts.append(translate("Comparison", "not there any more"))
    return Offer(choice, Path(choice.path).name, " · ".join(facts), "file-archive")


def size_of(side: Side) -> str:
    """The ZIP's size in words, '' where it is not known."""
    return "" if side.size_bytes is None else figures.size(side.size_bytes)
