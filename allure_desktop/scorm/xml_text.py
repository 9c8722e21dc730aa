"""Turns the manifest's bytes into an element tree, whatever encoding they claim or have, resolving nothing."""

from __future__ import annotations

import codecs
import re
from typing import Any, NamedTuple, Protocol

from lxml import etree

from allure_desktop.scorm.manifest import Doctype
from allure_desktop.scorm.xml_faults import Fault, fault_of, sentence_of

LARGEST_MANIFEST_BYTES = 32 * 1024**2

_PIECE_BYTES = 64 * 1024
_BOMB_FROM_BYTES = 1024**2
_MOST_MARKS = 600_000  # "<" of tags that begin or end, and "=" of attributes: some 60 MiB of tree
_ATTRIBUTES_OF_ONE = 8
# Nothing else: `collect_ids=False`, say, would make libxml2 load an external DTD.
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "dtd_validation": False,
}
_DECLARATION = re.compile(rb"\s*<\?xml[^>]{0,300}?\?>")
_DECLARED = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._\-]+)["']""")
_DOCTYPE_HEAD = re.compile(rb"""(?:[^"'\[>]|"[^"]*"|'[^']*')*""")
_BARE_AMPERSAND = re.compile(rb"&(?!#[0-9]+;|#x[0-9A-Fa-f]+;|[A-Za-z_:][\w:.\-]*;)")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class ManifestProblem(Exception):
    """The manifest cannot be read.

    `code` is `not-well-formed`, `doctype` or `too-large`; `line` and `column` are 1-based, None if unknown;
    `repairable` when nothing but bare `&` stands in the way. `fault` says what is not well-formed, `message` is the
    parser's own sentence about it.
    """

    def __init__(
        self,
        code: str,
        message: str,
        line: int | None = None,
        column: int | None = None,
        *,
        repairable: bool = False,
        fault: Fault | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line
        self.column = column
        self.repairable = repairable
        self.fault = fault or Fault()


class XmlText(NamedTuple):
    """`root` with comments kept; `encoding_problem` as in Manifest; `doctype` if harmless, else it is refused."""

    root: etree._Element
    encoding_problem: str
    doctype: Doctype | None


class Taker(Protocol):
    """Takes elements of some local names out of the tree as soon as they are complete."""

    tags: tuple[str, ...]

    def begin(self) -> None:
        """The document is parsed (again) from its start."""

    def take(self, element: etree._Element, /) -> bool:
        """Whether the element is no longer needed."""


def parse(data: bytes, taker: Taker) -> XmlText:
    """Parses a manifest; what the taker does not take is in the tree. Raises ManifestProblem.

    Entities, DTDs, the network and huge trees are off. The encoding is the BOM's, else the declared one, else UTF-8,
    else Windows-1252. Source: XML 1.0 appendix F; SCORM CAM 3.2.
    """
    if len(data) > LARGEST_MANIFEST_BYTES:
        raise ManifestProblem("too-large", f"The manifest has {len(data):,} bytes.")
    data, problem = _as_readable(data)
    doctype = _doctype(data)
    if doctype is not None and doctype.harmful:
        raise ManifestProblem("doctype", "The document type declares entities or has an internal subset.", doctype.line)
    _refuse_bombs(data, taker.tags)
    try:
        root = _tree(data, taker)
    except etree.XMLSyntaxError as error:
        if problem or not _is_encoding_error(error):
            raise _problem(error, data) from error
        root, problem = _tree_or_problem(_recoded(data), taker), _not_as_declared(data)
    if doctype is None and root.getroottree().docinfo.internalDTD is not None:
        # In an encoding that the walk over the prolog cannot read.
        raise ManifestProblem("doctype", "The document type is declared in an unusual encoding.")
    return XmlText(root, problem, doctype)


def _refuse_bombs(data: bytes, taken: tuple[str, ...]) -> None:
    """A tree takes up to thirty times as much memory as its text, so what is not taken out of it has a limit too.

    Counts elements, comments and attributes roughly, in documents long enough to hold too many.
    """
    if len(data) < _BOMB_FROM_BYTES:
        return
    names = "|".join((*taken, "title", "dependency")).encode()
    known = re.compile(rb"<(?:[\w.-]+:)?(?:" + names + rb")\b[^<>]*")
    marks = data.count(b"<") + data.count(b"=")
    for one in known.finditer(data):
        marks -= 2 + min(one.group().count(b"="), _ATTRIBUTES_OF_ONE)
    if marks > _MOST_MARKS:
        raise ManifestProblem("too-large", f"It has about {marks:,} elements and attributes beside items and files.")


def with_escaped_ampersands(data: bytes) -> tuple[bytes, int]:
    """The data with each bare `&` written as `&amp;`, and how many there were."""
    return _BARE_AMPERSAND.subn(b"&amp;", data)


def as_utf8(data: bytes) -> bytes:
    """The document as UTF-8 that declares itself so, whatever it was and said; nothing else is changed.

    Raises ManifestProblem where not even its mark tells the truth about its encoding.
    """
    readable, problem = _as_readable(data)
    if not problem:  # declared and plausible, but not true
        readable = _recoded(data)
    return b'<?xml version="1.0" encoding="UTF-8"?>' + (b"" if readable.startswith(b"\n") else b"\n") + readable


def _tree(data: bytes, taker: Taker) -> etree._Element:
    """The tree without what is taken. An element goes when the next one is complete: the parser is past it then."""
    taker.begin()
    tags = tuple(f"{{*}}{tag}" for tag in taker.tags)
    parser: Any = etree.XMLPullParser(("end",), tag=tags, **_SAFE)
    waiting: etree._Element | None = None
    try:
        for at in range(0, len(data), _PIECE_BYTES):
            parser.feed(data[at : at + _PIECE_BYTES])
            for _, element in parser.read_events():
                if waiting is not None:
                    _removed(waiting)
                waiting = element if taker.take(element) else None
        root: etree._Element = parser.close()
    except etree.XMLSyntaxError:
        # Where it is parsed in pieces not every error is told with its words; without pieces, and any tree, it is.
        nothing: Any = _Nothing()
        etree.fromstring(data, etree.XMLParser(target=nothing, **_SAFE))
        raise
    return root


class _Nothing:
    """Makes nothing of a document."""

    def start(self, _tag: str, _attributes: object, /) -> None:
        pass

    def close(self) -> None:
        pass


def _removed(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


class _Everything:
    """Takes what may be many, to no use: for a look whether the document can be parsed at all."""

    tags: tuple[str, ...] = ("item", "file", "resource")

    def begin(self) -> None:
        pass

    def take(self, _element: etree._Element, /) -> bool:
        return True


def _tree_or_problem(data: bytes, taker: Taker) -> etree._Element:
    try:
        return _tree(data, taker)
    except etree.XMLSyntaxError as error:
        raise _problem(error, data) from error


def _problem(error: etree.XMLSyntaxError, data: bytes) -> ManifestProblem:
    line, column = error.position
    return ManifestProblem(
        "not-well-formed",
        sentence_of(error),
        line or None,
        column or None,
        repairable=_only_ampersands_are_wrong(data),
        fault=fault_of(error, data),
    )


def _only_ampersands_are_wrong(data: bytes) -> bool:
    mended, count = _BARE_AMPERSAND.subn(b"&amp;", data)
    if not count:
        return False
    try:
        _tree(mended, _Everything())
    except etree.XMLSyntaxError:
        return False
    return True


def _as_readable(data: bytes) -> tuple[bytes, str]:
    """The data in an encoding the parser will take, and what was wrong with the declared one."""
    declared = _declared(data)
    for bom, encoding in _BOMS:  # before UTF-16, since its mark begins as UTF-32's does
        if data.startswith(bom):
            return _from_bom(data, len(bom), encoding)
    if declared.startswith(("utf-16", "utf16", "ucs-2", "utf-32")):
        # The declaration could be read as ASCII, so it is not true.
        return _recoded(data), f"It says it is {declared.upper()} and is not."
    if declared and not _is_known(declared):
        return _recoded(data), f"It says its encoding is “{declared}”, which does not exist."
    return data, ""


def _from_bom(data: bytes, bom_length: int, encoding: str) -> tuple[bytes, str]:
    try:
        if encoding == "utf-8":
            _decode_in_pieces(data)
            data = data[bom_length:]
        else:
            data = data.decode(encoding).removeprefix("\ufeff").encode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _recoded(data[bom_length:]), "It starts as UTF-8 and is not."
        words = f"It starts as {encoding.upper()} and is not."
        raise ManifestProblem("not-well-formed", words, 1, 1, fault=Fault("not-as-marked")) from error
    declared = _declared(data)
    known = declared.replace("utf8", "utf-8")
    problem = "" if encoding.startswith(known[:6]) else f"It starts as {encoding.upper()} and says it is {declared}."
    return _without_declaration(data), problem


def _decode_in_pieces(data: bytes) -> None:
    """Raises UnicodeDecodeError if it is not UTF-8; the text as a whole might take four times as much memory."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for at in range(0, len(data), _BOMB_FROM_BYTES):
        decoder.decode(data[at : at + _BOMB_FROM_BYTES])
    decoder.decode(b"", final=True)


def _declared(data: bytes) -> str:
    """The declared encoding in lower case, '' if there is none."""
    declaration = _DECLARATION.match(data)
    found = _DECLARED.search(declaration.group()) if declaration else None
    return found.group(1).decode().lower() if found else ""


def _recoded(data: bytes) -> bytes:
    """UTF-8 if it is, else Windows-1252 (the usual truth), without a declaration."""
    try:
        _decode_in_pieces(data)
    except UnicodeDecodeError:
        data = data.decode("cp1252", "replace").encode("utf-8")
    return _without_declaration(data)


def _without_declaration(data: bytes) -> bytes:
    """Takes the declaration away and keeps its line breaks, so that line numbers stay."""
    found = _DECLARATION.match(data)
    if found is None:
        return data
    return b"\n" * found.group().count(b"\n") + data[found.end() :]


def _is_known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _is_encoding_error(error: etree.XMLSyntaxError) -> bool:
    words = str(error.msg or "").lower()
    return "encod" in words or "not proper utf-8" in words or "conversion failed" in words


def _not_as_declared(data: bytes) -> str:
    return f"It says it is {_declared(data).upper() or 'UTF-8 (by saying nothing)'} and is not."


def _doctype(data: bytes) -> Doctype | None:
    """Walks over the prolog; what stands in comments and in the body is none."""
    at = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    while True:
        while data[at : at + 1].isspace():
            at += 1
        ending = b"?>" if data.startswith(b"<?", at) else b"-->" if data.startswith(b"<!--", at) else b""
        if not ending:
            break
        end = data.find(ending, at)
        if end < 0:
            return None
        at = end + len(ending)
    if data[at : at + 9].upper() != b"<!DOCTYPE":
        return None
    head = _DOCTYPE_HEAD.match(data, at + 9)
    harmful = head is None or data[head.end() : head.end() + 1] != b">"
    return Doctype(data.count(b"\n", 0, at) + 1, harmful)
