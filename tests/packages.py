"""Builds SCORM packages for the tests, sound ones and ones with exactly one named defect."""

from __future__ import annotations

import random
import stat
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

Content = bytes | str

XMLNS_12 = (
    'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"'
    ' xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"'
)
XMLNS_2004 = (
    'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"'
    ' xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3"'
    ' xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xmlns:lom="http://ltsc.ieee.org/xsd/LOM"'
)
SCHEMA_VERSIONS = {
    "1st": "CAM 1.3",
    "2nd": "CAM 1.3",
    "3rd": "2004 3rd Edition",
    "4th": "2004 4th Edition",
}

PADDING = "media/film.mp4"

RUNTIME_12 = """\
function findApi(w) { for (var i = 0; i < 20 && w; i++) { if (w.API) return w.API; if (w.parent === w) break; w = w.parent; }
  return window.opener && window.opener !== w ? findApi(window.opener) : null; }
var api = findApi(window);
if (api) { api.LMSInitialize(""); }
function finish() { if (api) { api.LMSSetValue("cmi.core.lesson_status", "completed"); api.LMSCommit(""); api.LMSFinish(""); } }
"""
RUNTIME_2004 = """\
function findApi(w) { for (var i = 0; i < 20 && w; i++) { if (w.API_1484_11) return w.API_1484_11; if (w.parent === w) break; w = w.parent; }
  return window.opener && window.opener !== w ? findApi(window.opener) : null; }
var api = findApi(window);
if (api) { api.Initialize(""); }
function finish() { if (api) { api.SetValue("cmi.completion_status", "completed"); api.SetValue("cmi.success_status", "passed");
  api.Commit(""); api.Terminate(""); } }
"""


@dataclass
class Sco:
    """One item with a resource of its own; `href` is the launch file, `extra` is XML put into the item."""

    identifier: str = "item_1"
    title: str = "Lesson 1"
    href: str = "index.html"
    hidden: bool = False
    extra: str = ""


@dataclass
class Draft:
    """A package about to be written: the manifest's text and every other member, in order."""

    manifest: str
    files: dict[str, Content] = field(default_factory=dict)
    manifest_name: str = "imsmanifest.xml"


Breaker = Callable[[Draft], None]


def page(title: str) -> str:
    """A launch page that looks for the API, and finishes when its button is pressed."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{escape(title)}</title>"
        "<script src='shared/runtime.js'></script></head>"
        f"<body><h1>{escape(title)}</h1><button id='finish' onclick='finish()'>Finish</button></body></html>"
    )


def lessons(scos: int | Iterable[Sco]) -> list[Sco]:
    """`3` as three lessons `index.html`, `lesson2.html`, `lesson3.html`; a list as it is."""
    if not isinstance(scos, int):
        return list(scos)
    return [Sco(f"item_{n}", f"Lesson {n}", "index.html" if n == 1 else f"lesson{n}.html") for n in range(1, scos + 1)]


def manifest_12(
    title: str = "Fire Safety Basics",
    scos: int | Iterable[Sco] = 1,
    *,
    description: str = "",
    identifier: str = "com.example.course",
    schemaversion: str = "1.2",
    listed: Iterable[str] = ("shared/runtime.js",),
) -> str:
    """The text of a SCORM 1.2 manifest."""
    lom = (
        f"<imsmd:lom><imsmd:general><imsmd:title><imsmd:langstring>{escape(title)}</imsmd:langstring></imsmd:title>"
        f"<imsmd:description><imsmd:langstring>{escape(description)}</imsmd:langstring></imsmd:description>"
        "</imsmd:general></imsmd:lom>"
        if description
        else ""
    )
    return _manifest(
        XMLNS_12, "scormtype", title, lessons(scos), identifier, schemaversion, lom, tuple(listed), sequencing=""
    )


def manifest_2004(
    title: str = "Fire Safety Basics",
    scos: int | Iterable[Sco] = 1,
    *,
    edition: str = "4th",
    description: str = "",
    identifier: str = "com.example.course",
    schemaversion: str | None = None,
    listed: Iterable[str] = ("shared/runtime.js",),
    sequencing: str = "<imsss:sequencing><imsss:controlMode choice='true' flow='true'/></imsss:sequencing>",
) -> str:
    """The text of a SCORM 2004 manifest; `edition` is `1st`, `2nd`, `3rd` or `4th`."""
    lom = (
        f"<lom:lom><lom:general><lom:title><lom:string>{escape(title)}</lom:string></lom:title>"
        f"<lom:description><lom:string>{escape(description)}</lom:string></lom:description></lom:general></lom:lom>"
        if description
        else ""
    )
    version = SCHEMA_VERSIONS[edition] if schemaversion is None else schemaversion
    return _manifest(
        XMLNS_2004, "scormType", title, lessons(scos), identifier, version, lom, tuple(listed), sequencing=sequencing
    )


def _manifest(
    xmlns: str,
    scormtype: str,
    title: str,
    scos: list[Sco],
    identifier: str,
    version: str,
    lom: str,
    listed: tuple[str, ...],
    *,
    sequencing: str,
) -> str:
    items = "".join(
        f"\n      <item identifier={quoteattr(sco.identifier)} identifierref={quoteattr('res_' + sco.identifier)}"
        f"{' isvisible=' + chr(34) + 'false' + chr(34) if sco.hidden else ''}>"
        f"<title>{escape(sco.title)}</title>{sco.extra}</item>"
        for sco in scos
    )
    shared = "".join(f"\n      <file href={quoteattr(name)}/>" for name in listed)
    resources = "".join(
        f'\n    <resource identifier={quoteattr("res_" + sco.identifier)} type="webcontent"'
        f' adlcp:{scormtype}="sco" href={quoteattr(sco.href)}>'
        f"\n      <file href={quoteattr(sco.href)}/>{shared}\n    </resource>"
        for sco in scos
    )
    schemaversion = f"<schemaversion>{escape(version)}</schemaversion>" if version else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier={quoteattr(identifier)} version="1.0" {xmlns}>
  <metadata><schema>ADL SCORM</schema>{schemaversion}{lom}</metadata>
  <organizations default="org_1">
    <organization identifier="org_1">
      <title>{escape(title)}</title>{items}{sequencing}
    </organization>
  </organizations>
  <resources>{resources}
  </resources>
</manifest>
"""


def scorm12(
    path: Path,
    *,
    title: str = "Fire Safety Basics",
    scos: int | Iterable[Sco] = 1,
    files: Mapping[str, Content] | None = None,
    size_bytes: int | None = None,
    description: str = "",
    identifier: str = "com.example.course",
    broken: str | Breaker | None = None,
) -> Path:
    """Writes a SCORM 1.2 package and returns `path`.

    `files` adds members (or replaces pages); `size_bytes` pads to about that size with one stored member;
    `broken` is the code of the one finding the package shall have (see `BREAKERS`), or what is done to the draft.
    """
    lesson_list = lessons(scos)
    text = manifest_12(title, lesson_list, description=description, identifier=identifier)
    return _write(path, text, RUNTIME_12, lesson_list, files, size_bytes, broken)


def scorm2004(
    path: Path,
    edition: str = "4th",
    *,
    title: str = "Fire Safety Basics",
    scos: int | Iterable[Sco] = 1,
    files: Mapping[str, Content] | None = None,
    size_bytes: int | None = None,
    description: str = "",
    identifier: str = "com.example.course",
    broken: str | Breaker | None = None,
) -> Path:
    """Writes a SCORM 2004 package (`edition`: `1st` to `4th`); the rest as `scorm12`."""
    lesson_list = lessons(scos)
    text = manifest_2004(title, lesson_list, edition=edition, description=description, identifier=identifier)
    return _write(path, text, RUNTIME_2004, lesson_list, files, size_bytes, broken)


def _write(
    path: Path,
    manifest: str,
    runtime: str,
    scos: list[Sco],
    files: Mapping[str, Content] | None,
    size_bytes: int | None,
    broken: str | Breaker | None,
) -> Path:
    schema = "imscp_rootv1p1p2.xsd" if runtime is RUNTIME_12 else "imscp_v1p1.xsd"
    draft = Draft(manifest, {schema: '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>'})
    draft.files.update((sco.href, page(sco.title)) for sco in scos)
    draft.files["shared/runtime.js"] = runtime
    draft.files.update(files or {})
    if size_bytes is not None:
        with_listed(PADDING, b"")(draft)
        del draft.files[PADDING]
    if isinstance(broken, str):
        BREAKERS[broken](draft)
    elif broken is not None:
        broken(draft)
    write_zip(path, {draft.manifest_name: draft.manifest, **draft.files}, size_bytes=size_bytes)
    if isinstance(broken, str) and broken in SPOILERS:
        SPOILERS[broken](path)
    return path


def write_zip(
    path: Path, members: Mapping[str, Content] | Iterable[tuple[str, Content]], *, size_bytes: int | None = None
) -> Path:
    """Writes members in order, deflated, with fixed dates; a name that ends in `/` is a folder entry."""
    pairs = members.items() if isinstance(members, Mapping) else members
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in pairs:
            target.writestr(member_info(name), content, zipfile.ZIP_DEFLATED)
        if size_bytes is not None:
            _pad(target, size_bytes)
    return path


def member_info(name: str, *, mode: int = 0o644) -> zipfile.ZipInfo:
    """A directory entry with a fixed date, so that the same members give the same bytes."""
    info = zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6))
    info.filename = name  # ZipInfo changes separators and cuts at NUL; a builder of bad packages must not
    kind = stat.S_IFDIR if name.endswith("/") else stat.S_IFREG
    info.external_attr = (kind | mode) << 16
    return info


def _pad(target: zipfile.ZipFile, size_bytes: int) -> None:
    block = random.Random(7).randbytes(1 << 20)
    assert target.fp is not None
    left = max(1, size_bytes - target.fp.tell() - 600)
    info = member_info(PADDING)
    info.compress_type = zipfile.ZIP_STORED
    with target.open(info, "w", force_zip64=left > (1 << 31)) as member:
        while left > 0:
            member.write(block[:left])
            left -= len(block)


def replace(old: str, new: str) -> Breaker:
    def change(draft: Draft) -> None:
        assert old in draft.manifest, f"{old!r} is not in the manifest"
        draft.manifest = draft.manifest.replace(old, new, 1)

    return change


def _in_subfolder(draft: Draft) -> None:
    draft.manifest_name = "course/imsmanifest.xml"
    draft.files = {f"course/{name}": content for name, content in draft.files.items()}


def _without_manifest(draft: Draft) -> None:
    draft.manifest_name = "notes.xml"
    draft.manifest = "<notes/>"


def _without_launch_file(draft: Draft) -> None:
    del draft.files["index.html"]


def _launch_file_in_other_case(draft: Draft) -> None:
    draft.files["Index.html"] = draft.files.pop("index.html")


def _without_listed_file(draft: Draft) -> None:
    del draft.files["shared/runtime.js"]


def with_member(name: str, content: Content = b"") -> Breaker:
    def change(draft: Draft) -> None:
        draft.files[name] = content

    return change


def with_listed(name: str, content: Content) -> Breaker:
    def change(draft: Draft) -> None:
        draft.files[name] = content
        draft.manifest = draft.manifest.replace("</resource>", f'<file href="{name}"/></resource>', 1)

    return change


def _unchanged(_draft: Draft) -> None:
    """The defect is made in the finished file."""


def _spoil_member(path: Path) -> None:
    """Flips bits in the data of the last member, so that its CRC no longer fits."""
    with zipfile.ZipFile(path) as archive:
        info = archive.infolist()[-1]
    data = bytearray(path.read_bytes())
    start = info.header_offset + 30 + len(info.filename.encode())
    data[start + info.compress_size // 2] ^= 0xFF
    path.write_bytes(data)


def _cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _mark_encrypted(path: Path) -> None:
    """Sets the encryption bit of every member, locally and in the directory."""
    data = bytearray(path.read_bytes())
    for signature, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + flag] |= 1
            at = data.find(signature, at + 4)
    path.write_bytes(data)


BREAKERS: dict[str, Breaker] = {
    "zip.unreadable": _unchanged,
    "zip.corrupt-member": _unchanged,
    "zip.encrypted": _unchanged,
    "zip.manifest-in-subfolder": _in_subfolder,
    "zip.no-manifest": _without_manifest,
    "zip.traversal": with_member("../outside.txt", "out"),
    "zip.bomb": with_listed("media/zeros.bin", bytes(101_000_000)),
    "zip.junk": with_member("__MACOSX/._index.html", "x"),
    "manifest.not-well-formed": replace("</organization>", "</organisation>"),
    "manifest.doctype": replace("<manifest ", '<!DOCTYPE manifest [<!ENTITY a "b">]>\n<manifest '),
    "manifest.unknown-resource": replace('identifierref="res_item_1"', 'identifierref="res_elsewhere"'),
    "manifest.nothing-to-launch": replace(' href="index.html">', ">"),
    "manifest.launch-file-missing": _without_launch_file,
    "manifest.case-mismatch": _launch_file_in_other_case,
    "manifest.file-missing": _without_listed_file,
    "manifest.schemaversion": replace("<schemaversion>", "<schemaversion>x"),
}
SPOILERS: dict[str, Callable[[Path], None]] = {
    "zip.unreadable": _cut,
    "zip.corrupt-member": _spoil_member,
    "zip.encrypted": _mark_encrypted,
}
