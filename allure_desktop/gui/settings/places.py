"""Where each setting stands in the settings sheet, so that it can be found by its name."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

GENERAL, APPEARANCE, UPLOADS, VALIDATION = "general", "appearance", "uploads", "validation"
PREVIEW, STORAGE, SANDBOX, ABOUT = "preview", "storage", "sandbox", "about"


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
        (APPEARANCE, _tr("Appearance")),
        (UPLOADS, _tr("Uploads")),
        (VALIDATION, _tr("Validation")),
        (PREVIEW, _tr("Preview")),
        (STORAGE, _tr("Storage")),
        (SANDBOX, _tr("Sandbox")),
        (ABOUT, _tr("About & diagnostics")),
    )


def places() -> tuple[Place, ...]:
    """All settings, in the order of the sheet."""
    words = dict(parts())
    rows = (
        ("notifications", _tr("Notifications about uploads"), GENERAL, "notifications"),
        ("colours", _tr("Colours: light or dark"), APPEARANCE, "scheme"),
        ("contrast", _tr("Contrast"), APPEARANCE, "contrast"),
        ("text-size", _tr("Text size"), APPEARANCE, "text_size"),
        ("rows", _tr("Rows: comfortable or compact"), APPEARANCE, "rows"),
        ("motion", _tr("Less motion"), APPEARANCE, "motion"),
        ("language", _tr("Language"), APPEARANCE, "language"),
        ("at-once", _tr("Upload at once when the check is clean"), UPLOADS, "at_once"),
        ("files", _tr("Files uploaded at once"), UPLOADS, "files"),
        ("parts", _tr("Parts uploaded at once"), UPLOADS, "parts"),
        ("limit", _tr("Upload limit"), UPLOADS, "limit"),
        ("parts-from", _tr("In parts, so that they resume, above"), UPLOADS, "parts_from"),
        ("on-close", _tr("Closing while uploading"), UPLOADS, "on_close"),
        ("sleep", _tr("Sleep while uploading"), UPLOADS, "keep_awake"),
        ("target", _tr("Packages are checked for"), VALIDATION, "target"),
        ("severities", _tr("Severity of findings"), VALIDATION, "search"),
        ("profile", _tr("Preview behaves like"), PREVIEW, "profile"),
        ("size", _tr("Size of the course in the preview"), PREVIEW, "course_size"),
        ("network", _tr("Network of the preview: offline or online"), PREVIEW, "network"),
        ("advance", _tr("The next part follows by itself"), PREVIEW, "advance"),
        ("learner", _tr("Learner of the preview: name, id, language"), PREVIEW, "name"),
        ("copies", _tr("Keep copies of versions"), STORAGE, "keep_copies"),
        ("copies-limit", _tr("Kept copies take at most"), STORAGE, "limit"),
        ("copies-shared", _tr("Folder of the team"), STORAGE, "shared"),
        ("clear-films", _tr("Films converted for the preview"), STORAGE, "clear_films"),
        ("sandbox-start", _tr("Start the sandbox with the program"), SANDBOX, "at_start"),
        ("sandbox-place", _tr("Folder of the sandbox"), SANDBOX, "open"),
        ("sandbox-clear", _tr("Clear the sandbox's data"), SANDBOX, "clear"),
        ("support", _tr("Diagnostics: copy for support"), ABOUT, "found"),
        ("logs", _tr("Log folder"), ABOUT, "logs"),
        ("changes", _tr("What has changed"), ABOUT, "changes"),
        ("licences", _tr("Licences"), ABOUT, "licences"),
    )
    return tuple(Place(id, text, part, words[part], field) for id, text, part, field in rows)
