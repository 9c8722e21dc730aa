"""The table of findings: severity, one-line title, remedy, the specification's section, whether a repair mends it."""

from __future__ import annotations

from typing import NamedTuple

from allure_desktop.validation.finding import Finding, Severity


class Kind(NamedTuple):
    """What every finding of one code has in common."""

    severity: Severity
    title: str
    remedy: str
    section: str = ""
    repairable: bool = False


_REEXPORT = "Export the package again from the authoring tool and upload that file."
_ZIP = "PKWARE APPNOTE"
_PIF = "SCORM 1.2 CAM 2.3.1 · 2004 CAM 3.4.3"
_CP = "SCORM 1.2 CAM 2.3.2 · 2004 CAM 3.4.1"
_ITEM = "SCORM 1.2 CAM 2.3.2.5 · 2004 CAM 3.4.1.7"
_RESOURCE = "SCORM 1.2 CAM 2.3.2.6 · 2004 CAM 3.4.1.19"
_BASE = "2004 CAM 3.4.2.1 · RFC 3986"

KINDS: dict[str, Kind] = {
    # The archive
    "zip.unreadable": Kind("error", "The file is not a readable ZIP", _REEXPORT, _PIF),
    "zip.corrupt-member": Kind(
        "error", "A file in the ZIP is damaged", "Copy or download the file again, or export it again.", _ZIP
    ),
    "zip.manifest-in-subfolder": Kind(
        "error",
        "The folder was zipped, not its contents",
        "Open the folder, select everything in it and zip that, so that imsmanifest.xml lies at the top.",
        _PIF,
        repairable=True,
    ),
    "zip.no-manifest": Kind(
        "error",
        "There is no imsmanifest.xml",
        "In the authoring tool, publish for LMS and choose SCORM 1.2 or SCORM 2004.",
        _PIF,
    ),
    "zip.nested": Kind("error", "The ZIP holds just another ZIP", "Send the inner ZIP.", _PIF, repairable=True),
    "zip.manifest-case": Kind(
        "error", "The manifest's name is in the wrong case", "Rename it to imsmanifest.xml.", _PIF, repairable=True
    ),
    "zip.backslash-names": Kind(
        "warning",
        "Names in the ZIP use backslashes",
        "Zip the contents again with another program; names in a ZIP have forward slashes.",
        "APPNOTE 4.4.17.1",
        repairable=True,
    ),
    "zip.absolute-name": Kind(
        "error",
        "Names in the ZIP begin at a drive or root",
        "Zip the contents again, without full paths.",
        "APPNOTE 4.4.17.1",
        repairable=True,
    ),
    "zip.traversal": Kind(
        "error", "A name in the ZIP leads out of the package", "Remove that entry and zip again.", "APPNOTE 4.4.17.1"
    ),
    "zip.encrypted": Kind("error", "The ZIP is encrypted", "Zip the contents again without a password.", "APPNOTE 6"),
    "zip.compression": Kind(
        "warning",
        "Many systems cannot unpack it",
        "Zip the contents again with “Deflate” (7-Zip: method Deflate; Windows Explorer changes method above 2 GB).",
        "APPNOTE 4.4.5",
        repairable=True,
    ),
    "zip.name-encoding": Kind(
        "warning",
        "Names beyond ASCII are not stored as UTF-8",
        "Zip the contents again with a program that writes UTF-8 names, or use plain letters in file names.",
        "APPNOTE appendix D",
        repairable=True,
    ),
    "zip.name-characters": Kind(
        "warning", "A name breaks in URLs or on Windows", "Rename the file and publish again.", "RFC 3986"
    ),
    "zip.path-length": Kind("warning", "A path is too long", "Shorten folder and file names and publish again."),
    "zip.junk": Kind(
        "note",
        "Files of the operating system are in the ZIP",
        "They do no harm; leave them out to make the package smaller.",
        repairable=True,
    ),
    "zip.duplicate-name": Kind(
        "warning", "Two files have the same name", "Rename one of them, or remove the one that is not meant.", _ZIP
    ),
    "zip.bomb": Kind(
        "error", "It would unpack to an absurd size", "Remove the file named, or export the package again.", ""
    ),
    "zip.too-large": Kind(
        "error", "The file is over 10 GiB", "Compress its films, or split the course into several packages.", ""
    ),
    "zip.extension": Kind(
        "warning", "The file's name does not end in .zip", "Rename it so that it ends in .zip.", _PIF
    ),
    "zip.active-content": Kind(
        "warning",
        "Server pages are in the package",
        "Remove them: a package runs in the browser alone, and several systems refuse such files.",
    ),
    # The manifest as a document
    "manifest.not-well-formed": Kind(
        "error", "The manifest cannot be read: its XML is broken", _REEXPORT, "SCORM 1.2 CAM 2.3.2 · XML 1.0"
    ),
    "manifest.encoding": Kind(
        "warning",
        "The manifest's encoding is not the one it declares",
        "Save imsmanifest.xml as UTF-8 and declare UTF-8 in its first line.",
        "XML 1.0 4.3.3",
        repairable=True,
    ),
    "manifest.doctype": Kind(
        "error",
        "The manifest declares a document type",
        "Delete the <!DOCTYPE …> declaration; SCORM manifests have none.",
        "XML 1.0 2.8",
    ),
    "manifest.too-large": Kind("error", "The manifest is over 32 MiB", _REEXPORT),
    "manifest.root": Kind(
        "error", "It is not a SCORM manifest", "Publish for SCORM again; the first element has to be <manifest>.", _CP
    ),
    "manifest.schemaversion": Kind(
        "warning",
        "The manifest does not say which SCORM it is",
        "Write <schemaversion>1.2</schemaversion>, or 2004 3rd Edition or 2004 4th Edition, into <metadata>.",
        "SCORM 1.2 CAM 2.3.2.2 · 2004 CAM 3.4.1.3",
    ),
    "manifest.standard-mismatch": Kind(
        "warning",
        "The manifest contradicts itself about the SCORM version",
        "Publish again for one version; some systems believe the one, some the other.",
        "SCORM 1.2 CAM 2.3.2.2 · 2004 CAM 3.4.1.3",
    ),
    # Organizations, items, resources
    "manifest.no-organization": Kind(
        "warning",
        "Most systems show nothing",
        "Publish again as a course: the manifest needs an <organization> with an <item>.",
        _CP,
    ),
    "manifest.default-organization": Kind(
        "warning",
        "The default organization does not exist",
        "Let <organizations default=…> name an organization's identifier.",
        "2004 CAM 3.4.1.6",
    ),
    "manifest.multiple-organizations": Kind(
        "note", "There are several organizations", "Most systems show the default one alone.", "2004 CAM 3.4.1.6"
    ),
    "manifest.unknown-resource": Kind(
        "error",
        "An item refers to a resource that does not exist",
        "Let its identifierref name a resource's identifier, or publish again.",
        _ITEM,
    ),
    "manifest.item-structure": Kind(
        "warning",
        "An item cannot work where it stands",
        "Give each item without children a resource, and (in SCORM 2004) none to an item with children.",
        _ITEM,
    ),
    "manifest.duplicate-identifier": Kind(
        "warning", "An identifier stands twice", "Give each item and resource an identifier of its own.", _CP
    ),
    "manifest.bad-identifier": Kind(
        "warning",
        "An identifier is no XML ID",
        "Begin identifiers with a letter or underscore and use letters, digits, “.”, “-” and “_” alone.",
        "XML Schema 3.3.8 (ID)",
    ),
    "manifest.nothing-to-launch": Kind(
        "error",
        "There is nothing to launch",
        "Publish again: an item has to refer to a resource with an href.",
        _ITEM,
    ),
    "manifest.scormtype": Kind(
        "warning",
        "A launched resource is not marked as SCO or asset",
        "Write adlcp:scormtype (SCORM 1.2) or adlcp:scormType (2004) with “sco” or “asset”.",
        _RESOURCE,
    ),
    # References to files
    "manifest.launch-file-missing": Kind(
        "error", "A launch file is missing", "Publish again, and zip everything the tool wrote.", _RESOURCE
    ),
    "manifest.file-missing": Kind(
        "warning", "A listed file is missing", "Publish again, or remove it from the manifest.", _RESOURCE
    ),
    "manifest.case-mismatch": Kind(
        "error",
        "A file's name differs in upper and lower case",
        "Give the file the very name the manifest uses; on most servers the two are different files.",
        _RESOURCE,
        repairable=True,
    ),
    "manifest.href-form": Kind(
        "warning", "A reference is no relative URL", "Write it relative to the manifest, with forward slashes.", _BASE
    ),
    "manifest.external-href": Kind(
        "warning",
        "The content lives elsewhere",
        "Put the files into the package; from another server most content cannot reach the LMS.",
        _RESOURCE,
    ),
    "manifest.unlisted-files": Kind("note", "Files are listed in no resource", "Most systems serve them all the same."),
    "manifest.missing-metadata": Kind(
        "note", "A metadata file is missing", "It does not keep the course from running.", "2004 CAM 3.4.1.4"
    ),
    "manifest.schema-files": Kind(
        "note",
        "Schema files (XSD) are not in the package",
        "Some systems warn “cvc-elt.1”; that is safe to ignore.",
        "2004 CAM 3.4.3",
    ),
    "manifest.title": Kind(
        "warning", "The course has no proper title", "Give the course a title and publish again.", _ITEM
    ),
    "manifest.mastery-score": Kind(
        "warning",
        "A passing score is out of range",
        "Use 0 to 100 for adlcp:masteryscore, -1 to 1 for minNormalizedMeasure, 0 to 1 for a completion threshold.",
        "SCORM 1.2 CAM 2.3.2.5.1 · 2004 SN 3.10",
    ),
    "manifest.submanifest": Kind(
        "note", "A manifest stands inside the manifest", "Most systems ignore it.", "2004 CAM 3.4.1.2"
    ),
    "manifest.orphan-resource": Kind(
        "note", "A SCO is used by no item", "Learners never meet it; add an item for it or leave it out.", _RESOURCE
    ),
    "manifest.sequencing": Kind(
        "warning", "A sequencing rule cannot work", "Correct the rule in the authoring tool.", "2004 SN 3"
    ),
    "manifest.structure-changed": Kind(
        "warning",
        "The new version has another structure",
        "Keep the identifiers of items and resources when you publish a new version, or upload it as a new package.",
        "SCORM 1.2 RTE 3.4 · 2004 RTE 2.1",
    ),
    "manifest.default-identifier": Kind(
        "note",
        "The course has its tool's default identifier",
        "Give it one of its own; some systems take two courses with the same identifier for one.",
        _CP,
    ),
    # The system it is meant for
    "target.standard": Kind(
        "warning", "The chosen system does not read this version of SCORM", "Publish for a version that it reads."
    ),
    # Pages and scripts, read as text
    "content.no-api-call": Kind(
        "warning",
        "A SCO never speaks to the LMS",
        "Publish again for SCORM; a page without tracking is an asset (adlcp:scormtype=“asset”).",
        "SCORM 1.2 RTE 3.3 · 2004 RTE 3.3",
    ),
    "content.api-mismatch": Kind(
        "warning",
        "The scripts are those of the other SCORM version",
        "Publish again for the version that the manifest declares; the LMS offers that version's API alone.",
        "SCORM 1.2 RTE 3.3.1 · 2004 RTE 3.3.1",
    ),
    "content.never-completes": Kind(
        "warning",
        "Nothing reports that a learner has finished",
        "In the authoring tool, choose what completes the course (pages seen, or a quiz passed) and publish again.",
        "SCORM 1.2 RTE 3.4.4 · 2004 RTE 4.2.4",
    ),
    "content.insecure-url": Kind(
        "warning",
        "Pages load something over http",
        "Put the files into the package, or load them over https; browsers block http inside a page on https.",
        "W3C Mixed Content",
    ),
    "content.remote": Kind(
        "note",
        "The content lives on another server",
        "It needs that server to be reachable for each learner, and a licence that lasts.",
    ),
    "content.flash": Kind(
        "warning",
        "Flash is embedded",
        "Publish again as HTML5; browsers have not played Flash since 2021.",
    ),
    "content.media-format": Kind(
        "warning",
        "A film or sound is in a format that no browser plays",
        "Convert it to MP4 (H.264 and AAC), WebM or MP3 and publish again.",
        "HTML Standard 4.8.11",
    ),
}


def finding(
    code: str,
    message: str,
    *,
    severity: Severity | None = None,
    title: str = "",
    remedy: str = "",
    member: str = "",
    line: int | None = None,
    column: int | None = None,
    repairable: bool | None = None,
) -> Finding:
    """A finding of a known code; what is not given is as the table has it."""
    kind = KINDS[code]
    return Finding(
        code=code,
        severity=severity or kind.severity,
        title=title or kind.title,
        message=message,
        remedy=remedy or kind.remedy,
        section=kind.section,
        member=member,
        line=line or None,
        column=column or None,
        repairable=kind.repairable if repairable is None else repairable,
    )


def shown(name: str, longest: int = 200) -> str:
    """A name fit for one line of text: control characters written out, the middle of a very long one left out."""
    if name.isprintable() and len(name) <= longest:
        return name  # as nearly all are
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)
    return text if len(text) <= longest else f"{text[: longest // 2]}…{text[-longest // 2 :]}"


def enumerated(names: list[str], most: int = 3) -> str:
    """The first few names, and how many more there are."""
    text = ", ".join(shown(name) for name in names[:most])
    return text if len(names) <= most else f"{text} and {len(names) - most:,} more"
