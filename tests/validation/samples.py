"""Ways to make a package with one defect, for the tables of samples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.packages import BREAKERS, Breaker, Content, Draft, Sco, manifest_12, replace, scorm12, scorm2004, write_zip

Sample = Callable[[Path], Path]
"""Writes a package into the folder and returns its path."""

NAME = "course.zip"


def named(code: str) -> tuple[Sample, ...]:
    """The builder's own defect of that name, in both standards."""
    if code not in BREAKERS:
        return ()
    return (
        lambda folder: scorm12(folder / NAME, broken=code),
        lambda folder: scorm2004(folder / NAME, broken=code),
    )


def course(change: Breaker, *, scos: int = 1, name: str = NAME) -> Sample:
    """A SCORM 1.2 package with a change."""
    return lambda folder: scorm12(folder / name, scos=scos, broken=change)


def course_2004(change: Breaker, *, edition: str = "4th") -> Sample:
    """A SCORM 2004 package with a change."""
    return lambda folder: scorm2004(folder / NAME, edition, broken=change)


def with_item(sco: Sco) -> Sample:
    """A SCORM 1.2 package of this one item."""
    return lambda folder: scorm12(folder / NAME, scos=[sco])


def with_item_2004(sco: Sco) -> Sample:
    """A SCORM 2004 package of this one item."""
    return lambda folder: scorm2004(folder / NAME, scos=[sco])


def members(contents: Mapping[str, Content], name: str = NAME) -> Sample:
    """A ZIP of just these members."""
    return lambda folder: write_zip(folder / name, contents)


def data(content: bytes, name: str = NAME) -> Sample:
    """A file of these very bytes."""

    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


def patched(sample: Sample, change: Callable[[bytearray], None]) -> Sample:
    """A sample whose bytes are changed afterwards."""

    def write(folder: Path) -> Path:
        path = sample(folder)
        content = bytearray(path.read_bytes())
        change(content)
        path.write_bytes(content)
        return path

    return write


def in_headers(old: bytes, new: bytes) -> Callable[[bytearray], None]:
    """Changes a name of the same length wherever it stands plain, that is in both headers."""
    assert len(old) == len(new)

    def change(content: bytearray) -> None:
        content[:] = content.replace(old, new)

    return change


def both(first: Breaker, second: Breaker) -> Breaker:
    """One change after the other."""

    def change(draft: Draft) -> None:
        first(draft)
        second(draft)

    return change


def stored_as(old: str, new: str) -> Breaker:
    """The member has another name than the manifest gives it."""

    def change(draft: Draft) -> None:
        draft.files[new] = draft.files.pop(old)

    return change


def everywhere(old: str, new: str, written: str | None = None) -> Breaker:
    """The member and every mention of it in manifest and pages are renamed; there it may be `written` otherwise."""

    def change(draft: Draft) -> None:
        for name, content in draft.files.items():
            if isinstance(content, str):
                draft.files[name] = content.replace(old, written or new)
        draft.files[new] = draft.files.pop(old)
        draft.manifest = draft.manifest.replace(old, written or new)

    return change


def without(name: str) -> Breaker:
    """The member is left out."""

    def change(draft: Draft) -> None:
        del draft.files[name]

    return change


def manifest_called(name: str) -> Breaker:
    def change(draft: Draft) -> None:
        draft.manifest_name = name

    return change


def before(mark: str, new: str) -> Breaker:
    """Puts something before the first occurrence of a mark in the manifest."""
    return replace(mark, new + mark)


def without_items(draft: Draft) -> None:
    start = draft.manifest.index("<item")
    draft.manifest = draft.manifest[:start] + draft.manifest[draft.manifest.index("</organization>") :]


def unchanged(_draft: Draft) -> None:
    """What matters is the file, not what is in it."""


def encoded(declared: str, real: str) -> Sample:
    """A manifest with an umlaut that is declared as one encoding and written in another."""
    text = manifest_12("Übung").replace('encoding="UTF-8"', f'encoding="{declared}"')
    files: dict[str, Content] = {"imsmanifest.xml": text.encode(real), "imscp_rootv1p1p2.xsd": "<schema/>"}
    return members({**files, "index.html": "x", "shared/runtime.js": "x"})
