"""Rules about where the manifest is, and about it as a document."""

from __future__ import annotations

from collections.abc import Iterator

from allure_desktop.scorm.archive import Archive, ArchiveProblem, Member
from allure_desktop.scorm.manifest import MANIFEST_NAME, Manifest
from allure_desktop.scorm.manifest_reader import CP_NAMESPACES
from allure_desktop.scorm.xml_text import ManifestProblem
from allure_desktop.validation.catalogue import finding, shown
from allure_desktop.validation.finding import Finding
from allure_desktop.validation.package import Package
from allure_desktop.validation.rules.archive import PROJECT_FILES, is_junk, project_file
from allure_desktop.validation.xml_words import fault_in_words

KNOWN_VERSIONS = {"1.2", "cam 1.3", "2004 2nd edition", "2004 3rd edition", "2004 4th edition"}


def find_manifest(archive: Archive) -> Member | Finding:
    """The manifest at the top of the ZIP (in any case), or the finding that says why there is none."""
    exact = archive.find(MANIFEST_NAME)
    if exact is not None:
        return exact
    other_case = archive.find_caseless(MANIFEST_NAME)
    if other_case is not None:
        return other_case
    files = [m for m in archive.members if not m.is_dir and not is_junk(m.path)]
    nested = [m for m in files if m.path.lower().endswith("/" + MANIFEST_NAME)]
    if nested:
        return _in_subfolder(nested, files)
    if not files:
        return finding("zip.unreadable", "There is no file in the ZIP.", title="The ZIP is empty")
    if len(files) == 1 and files[0].path.lower().endswith(".zip"):
        name = files[0].name
        inner_is_zip = _starts_as_zip(archive, files[0])
        return finding("zip.nested", f"All it holds is {shown(name)}.", member=name, repairable=inner_is_zip)
    if archive.path.suffix.lower() in PROJECT_FILES:
        return project_file(archive.path.suffix)
    return finding("zip.no-manifest", "There is no imsmanifest.xml in the ZIP. " + _looks_like(files))


def _starts_as_zip(archive: Archive, member: Member) -> bool:
    try:
        return next(archive.stream(member), b"").startswith(b"PK\x03\x04")
    except ArchiveProblem:
        return False


def _in_subfolder(nested: list[Member], files: list[Member]) -> Finding:
    nearest = min(nested, key=lambda m: m.path.count("/"))
    folder = nearest.path.rpartition("/")[0] + "/"
    others = f" ({len(nested)} manifests in all)" if len(nested) > 1 else ""
    return finding(
        "zip.manifest-in-subfolder",
        f"imsmanifest.xml lies in “{shown(folder)}” and not at the top{others}.",
        member=nearest.name,
        repairable=all(m.path.startswith(folder) for m in files),
    )


def _looks_like(files: list[Member]) -> str:
    paths = {m.path.lower() for m in files}
    names = {path.rpartition("/")[2] for path in paths}
    endings = {path.rpartition(".")[2] for path in paths}
    if "cmi5.xml" in names:
        return "It looks like a cmi5 course (cmi5.xml)."
    if "tincan.xml" in names:
        return "It looks like an xAPI (Tin Can) course (tincan.xml)."
    if not endings.isdisjoint({"au", "crs", "cst", "des"}):
        return "It looks like an AICC course."
    if "h5p.json" in names:
        return "It looks like an H5P file (h5p.json)."
    if "moodle_backup.xml" in names:
        return "It looks like a Moodle backup."
    if "contentv3.xml" in names or ("content.xml" in paths and "content.xsd" in paths):
        return "It looks like an eXeLearning project; export it as SCORM."
    if "story/story.xml" in paths:
        return "It looks like an Articulate Storyline project; publish it for LMS."
    if "[content_types].xml" in paths:
        return "It looks like an Office document."
    if "index.html" in names or "index.htm" in names or "story.html" in names:
        return "It looks like a web export, not one for an LMS."
    return "It does not look like a course."


def manifest_case(member: Member) -> Iterator[Finding]:
    """`zip.manifest-case`"""
    if member.path != MANIFEST_NAME:
        yield finding(
            "zip.manifest-case", f"It is called {shown(member.name)}, not imsmanifest.xml.", member=member.name
        )


def of_problem(problem: ManifestProblem, member: Member) -> Finding:
    """The finding a ManifestProblem stands for."""
    where = f" (line {problem.line}, column {problem.column})" if problem.line and problem.column else ""
    said = f"{shown(problem.message.strip(), 500).rstrip('.')}{where}."
    remedy = ""
    if problem.code == "not-well-formed":
        words, remedy = fault_in_words(problem.fault)
        said = f"{words} The XML parser's own words: {said}"
    return finding(
        f"manifest.{problem.code}",
        said,
        remedy=remedy,
        member=member.name,
        line=problem.line,
        column=problem.column,
        repairable=problem.repairable,
    )


def not_scorm(manifest: Manifest, member: Member) -> Finding | None:
    """A document that is no SCORM manifest at all: another root, or a Common Cartridge."""
    if manifest.root != "manifest":
        return finding(
            "manifest.root",
            f"Its first element is <{shown(manifest.root)}>, not <manifest>.",
            member=member.name,
            line=manifest.line,
        )
    if "imsccv1" in manifest.namespace or "common cartridge" in manifest.schema.lower():
        return finding(
            "zip.no-manifest",
            "Its imsmanifest.xml is that of a Common Cartridge, not of SCORM.",
            title="It is a Common Cartridge",
            member=member.name,
            line=manifest.line,
        )
    return None


def encoding(package: Package) -> Iterator[Finding]:
    """`manifest.encoding`"""
    if package.manifest.encoding_problem:
        yield finding(
            "manifest.encoding", package.manifest.encoding_problem, member=package.manifest_member.name, line=1
        )


def doctype(package: Package) -> Iterator[Finding]:
    """`manifest.doctype`, the harmless kind: nothing of it is ever fetched."""
    found = package.manifest.doctype
    if found is not None:
        yield finding(
            "manifest.doctype",
            "It names a DTD; some systems refuse such a manifest.",
            severity="warning",
            member=package.manifest_member.name,
            line=found.line,
        )


def namespace(package: Package) -> Iterator[Finding]:
    """`manifest.root`, the milder kind: a namespace that is not SCORM's."""
    manifest = package.manifest
    if manifest.namespace not in CP_NAMESPACES:
        words = f"The namespace “{shown(manifest.namespace)}” is not one of" if manifest.namespace else "It has none of"
        yield finding(
            "manifest.root",
            f"{words} SCORM's.",
            severity="warning",
            title="The manifest's namespace is unknown",
            remedy=f"Publish again; SCORM 1.2 uses {next(iter(CP_NAMESPACES))}.",
            member=package.manifest_member.name,
            line=manifest.line,
        )


def schemaversion(package: Package) -> Iterator[Finding]:
    """`manifest.schemaversion`: missing or odd."""
    manifest = package.manifest
    words = " ".join(manifest.schemaversion.lower().split())
    if words in KNOWN_VERSIONS:
        return
    assumed = f"SCORM {manifest.standard} was assumed" if manifest.standard else "Nothing else tells it either"
    says = f"<schemaversion> is “{shown(manifest.schemaversion)}”" if words else "There is no <schemaversion>"
    yield finding(
        "manifest.schemaversion",
        f"{says}. {assumed}.",
        member=package.manifest_member.name,
        line=manifest.schemaversion_line,
    )


def standard_mismatch(package: Package) -> Iterator[Finding]:
    """`manifest.standard-mismatch`"""
    manifest = package.manifest
    if manifest.says and manifest.looks and manifest.says != manifest.looks:
        yield finding(
            "manifest.standard-mismatch",
            f"<schemaversion> says {shown(manifest.schemaversion)}; the namespaces are those of SCORM {manifest.looks}.",
            member=package.manifest_member.name,
            line=manifest.schemaversion_line,
        )


RULES = (encoding, doctype, namespace, schemaversion, standard_mismatch)
