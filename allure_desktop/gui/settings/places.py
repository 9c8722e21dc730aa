"""Where each setting stands in the settings sheet, so that it can be found by its name."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

GENERAL, VALIDATION, PREVIEW, STORAGE, ABOUT = "general", "validation", "preview", "storage", "about"


@dataclass(frozen=True, slots=True)
class Place:
    """One setting: `part` is the tab, `field` the attribute of that part which holds its widget."""

    id: str
    text: str
    part: str
    part_text: str
    field: str


def _tr(text: str) -> str:
    return QCoreApplication.translate("Settings", text)


def parts() -> tuple[tuple[str, str], ...]:
    """The tabs in their order: id and words."""
    return (
        (GENERAL, _tr("General")),
        (VALIDATION, _tr("Validation")),
        (PREVIEW, _tr("Preview")),
        (STORAGE, _tr("Storage")),
        (ABOUT, _tr("About & diagnostics")),
    )


def places() -> tuple[Place, ...]:
    """All settings, in the order of the sheet."""
    words = dict(parts())
    rows = (
        ("colours", _tr("Colours: light or dark"), GENERAL, "scheme"),
        ("contrast", _tr("Contrast"), GENERAL, "contrast"),
        ("rows", _tr("Rows: comfortable or compact"), GENERAL, "rows"),
        ("language", _tr("Language"), GENERAL, "language"),
        ("files", _tr("Files uploaded at once"), GENERAL, "files"),
        ("parts", _tr("Parts uploaded at once"), GENERAL, "parts"),
        ("limit", _tr("Upload limit"), GENERAL, "limit"),
        ("parts-from", _tr("In parts, so that they resume, above"), GENERAL, "parts_from"),
        ("on-close", _tr("Closing while uploading"), GENERAL, "on_close"),
        ("sleep", _tr("Sleep while uploading"), GENERAL, "keep_awake"),
        ("target", _tr("Packages are checked for"), VALIDATION, "target"),
        ("severities", _tr("Severity of findings"), VALIDATION, "search"),
        ("profile", _tr("Preview behaves like"), PREVIEW, "profile"),
        ("size", _tr("Size of the course in the preview"), PREVIEW, "course_size"),
        ("learner", _tr("Learner of the preview: name, id, language"), PREVIEW, "name"),
        ("copies", _tr("Keep copies of versions"), STORAGE, "keep"),
        ("copies-limit", _tr("Kept copies take at most"), STORAGE, "limit"),
        ("copies-shared", _tr("Folder of the team"), STORAGE, "shared"),
        ("clear-films", _tr("Films converted for the preview"), ABOUT, "clear_films"),
        ("support", _tr("Diagnostics: copy for support"), ABOUT, "found"),
        ("logs", _tr("Log folder"), ABOUT, "logs"),
        ("licences", _tr("Licences"), ABOUT, "licences"),
    )
    return tuple(Place(id, text, part, words[part], field) for id, text, part, field in rows)
