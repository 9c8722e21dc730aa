"""The files of a course, each answered straight from the ZIP and noted in the request log."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote_to_bytes

from allure_desktop.errors import AllureError
from allure_desktop.preview.content import mime_type, read_range
from allure_desktop.preview.refusals import No
from allure_desktop.preview.rendition import CONVERTED, Converter, MediaSource
from allure_desktop.preview.requests import Request, kind_of, shortened
from allure_desktop.preview.server import Answer, Incoming
from allure_desktop.preview.source import Source
from allure_desktop.scorm.archive import ArchiveProblem, Member

_STORED = 0


class CourseFiles:
    """Answers with members of one package; `note` receives each request when it is over."""

    def __init__(self, source: Source, note: Callable[[Request], None], converter: Converter | None = None) -> None:
        self._source = source
        self._note = note
        self._converter = converter

    def answer(self, name: str, request: Incoming, headers: Mapping[str, str], *, converts: bool) -> Answer:
        """The member at the decoded path `name`; `converts` says that this view plays no H.264. Raises No."""
        begun = time.monotonic()
        if request.method == "POST":
            raise No(405, "A package takes nothing", "The course posts to a file of its package; no LMS answers that.")
        member = self._source.find(name)
        if member is None:
            raise self._missing(name)
        if self._source.state() == "changed":
            words = "The package was changed while it plays. Close the preview and open it again."
            raise No(500, "The course cannot be read any more", words)
        try:
            return self._member(member, request, headers, converts, begun)
        except ArchiveProblem as problem:
            raise No(500, "A file of this course is damaged", problem.message) from problem
        except AllureError as error:
            raise No(500, "The course cannot be read", str(error)) from error

    def find(self, name: str) -> Member | None:
        """The member at a decoded path."""
        return self._source.find(name)

    def _missing(self, name: str) -> No:
        near = self._source.near(name) or ""
        words = f"The package has no file “{shortened(name)}”."
        if near:
            words += f" It has “{near}”: upper and lower case differ."
        return No(404, "A file of this course is missing", words, near=near)

    def _member(
        self, member: Member, request: Incoming, headers: Mapping[str, str], converts: bool, begun: float
    ) -> Answer:
        size, content_type, read = self._readable(member, converts)
        told = {**headers, "Accept-Ranges": "bytes"}
        status, start, end = 200, 0, size
        try:
            asked = read_range(request.headers.get("Range"), size)
        except ValueError:
            outside = {"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"}
            raise No(416, "Outside of the file", "The range lies outside of the file.", headers=outside) from None
        if asked:
            status, (start, end) = 206, asked
            told["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
        first, rest = b"", iter(())  # type: bytes, Iterator[bytes]
        if request.method != "HEAD":
            rest = read(start, end)
            first = next(rest, b"")  # what is damaged at once becomes a page that says so
            if len(first) == end - start:
                rest = _checked(rest)
        told["Content-Type"] = content_type or mime_type(member.path, bytes(first[:64]))
        sending = _Sending(self._note, request, status, told["Content-Type"], begun)
        return Answer(status, told, sending.body(first, rest), end - start, sending.done)

    def _readable(self, member: Member, converts: bool) -> tuple[int, str, Callable[[int, int], Iterator[bytes]]]:
        """Size, type ('' = by name and content) and bytes: of the member, or of what stands in for it."""

        def read(start: int, end: int) -> Iterator[bytes]:
            return self._source.read(member, start, end)

        ending = member.path.rpartition(".")[2].lower()
        if self._converter is not None and converts and ending in CONVERTED:
            at = None
            if member.method == _STORED and not member.encrypted:
                at = self._source.archive.raw_span(member)[0]
            key = f"{member.crc32:08x}-{member.size}"
            source = MediaSource(key, member.path, member.size, self._source.path, at, read)
            rendition = self._converter.open(source)
            if rendition is not None:
                return rendition.size, rendition.content_type, rendition.read
        return member.size, "" if "." not in member.path.rpartition("/")[2] else mime_type(member.path), read


def _checked(rest: Iterator[bytes]) -> Iterator[bytes]:
    """All bytes are there: the checksum is compared now, before they go out."""
    for _more in rest:
        break
    return iter(())


class _Sending:
    """One answer on its way; notes what became of it."""

    def __init__(
        self, note: Callable[[Request], None], request: Incoming, status: int, content_type: str, begun: float
    ) -> None:
        self._note = note
        self._request = request
        self._status = status
        self._kind = kind_of(request.headers.get("Sec-Fetch-Dest", ""), content_type)
        self._begun = begun
        self._words = ""

    def body(self, first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
        """The pieces, each sent only when the next is there: the last one waits until the checksum is compared."""
        try:
            for piece in rest:
                yield first
                first = piece
        except ArchiveProblem as problem:
            self._words = f"{problem.message} The answer was cut off."
            raise
        except AllureError as error:
            self._words = f"{error} The answer was cut off."
            raise
        yield first

    def done(self, sent_bytes: int, whole: bool) -> None:
        words = self._words or ("" if whole else "The course let go before it had all of it.")
        self._note(
            Request(
                at=time.time(),
                method=self._request.method,
                path=shortened(self._request.target),
                status=self._status,
                size_bytes=sent_bytes,
                ms=(time.monotonic() - self._begun) * 1000,
                kind=self._kind,
                note=words,
            )
        )


def decoded(path: str) -> str:
    """A path of a URL as text. Raises No (400) when it is no UTF-8."""
    try:
        return unquote_to_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        raise No(400, "Not understood", "The address is no UTF-8.") from None
