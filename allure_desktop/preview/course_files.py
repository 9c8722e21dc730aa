"""The files of a course, each answered straight from the ZIP and noted in the request log."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote_to_bytes

from allure_desktop.errors import AllureError
from allure_desktop.preview.content import mime_type, read_range
from allure_desktop.preview.refusals import No
from allure_desktop.preview.rendition import CONVERTED, Converter, Rendition, Unconverted
from allure_desktop.preview.requests import Request, kind_of, shortened
from allure_desktop.preview.server import Answer, Incoming
from allure_desktop.preview.source import Source
from allure_desktop.scorm.archive import ArchiveProblem, Member

#: an address with more folders is nobody's
_MOST_FOLDERS = 12


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
        if self._source.state() == "changed":
            raise _changed()
        try:
            member = self._source.find(name)
            if member is None:
                raise self._missing(name)
            return self._member(member, request, headers, converts, begun)
        except ArchiveProblem as problem:
            if self._source.state(at_once=True) == "changed":
                raise _changed() from problem
            raise No(500, "A file of this course is damaged", problem.message) from problem
        except AllureError as error:
            raise No(500, "The course cannot be read", str(error)) from error

    def at_top(self, name: str) -> str | None:
        """The path of the member that an address from the top of a server means, also where it begins with folders of
        the author's own server; None if there is none."""
        parts = name.lstrip("/").split("/")
        try:
            found = (self._source.find("/".join(parts[n:])) for n in range(min(len(parts), _MOST_FOLDERS)))
            return next((member.path for member in found if member is not None), None)
        except (ArchiveProblem, AllureError):
            return None

    def _missing(self, name: str) -> No:
        near = self._source.near(name) or ""
        words = f"The package has no file “{shortened(name)}”."
        if near:
            words += f" It has “{near}”: upper and lower case differ."
        return No(404, "A file of this course is missing", words, near=near)

    def _member(
        self, member: Member, request: Incoming, headers: Mapping[str, str], converts: bool, begun: float
    ) -> Answer:
        told, words = dict(headers), ""
        if converts and member.path.rpartition(".")[2].lower() in CONVERTED:
            try:
                return self._rendition(self._converted(member, request), request, told, begun)
            except Unconverted as why:
                words = f"Served as it is in the package: {why}."
        size = member.size
        status, start, end = _range(request, size, told)
        first, rest = b"", iter(())  # type: bytes, Iterator[bytes]
        if request.method != "HEAD":
            rest = self._source.read(member, start, end)
            first = next(rest, b"")  # what is damaged at once becomes a page that says so
            if len(first) == end - start:
                rest = _checked(rest)
        told["Content-Type"] = mime_type(member.path, bytes(first[:64]))
        sending = _Sending(self._note, request, status, told["Content-Type"], begun, words)
        return Answer(status, told, sending.body(first, rest), end - start, sending.done)

    def _converted(self, member: Member, request: Incoming) -> Rendition:
        """What stands in for a film. Raises Unconverted."""
        if self._converter is None:
            raise Unconverted("there is nothing to convert it with")
        if member.encrypted:
            raise Unconverted("it is encrypted")
        return self._converter.film(self._source.span(member), member.crc32, request.gone)

    def _rendition(self, film: Rendition, request: Incoming, told: dict[str, str], begun: float) -> Answer:
        told["Content-Type"], told["ETag"] = film.content_type, film.etag
        status, start, end = _range(request, film.size, told)
        sending = _Sending(self._note, request, status, film.content_type, begun, "Converted for this view.")
        first, rest = b"", iter(())  # type: bytes, Iterator[bytes]
        if request.method != "HEAD":
            rest = film.read(start, end, request.gone)
            first = next(rest, b"")  # what cannot be converted at all becomes an answer that says so
        return Answer(status, told, sending.flow(first, rest), end - start, sending.done, flows=True)


def _range(request: Incoming, size: int, told: dict[str, str]) -> tuple[int, int, int]:
    """Status, first and last-plus-one byte of what is asked for; adds the headers to `told`. Raises No (416)."""
    told["Accept-Ranges"] = "bytes"
    try:
        asked = read_range(request.headers.get("Range"), size)
    except ValueError:
        outside = {"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"}
        raise No(416, "Outside of the file", "The range lies outside of the file.", headers=outside) from None
    if not asked:
        return 200, 0, size
    told["Content-Range"] = f"bytes {asked[0]}-{asked[1] - 1}/{size}"
    return 206, *asked


def _changed() -> No:
    words = "The package was changed while it plays. Close the preview and open it again."
    return No(500, "The course cannot be read any more", words)


def _checked(rest: Iterator[bytes]) -> Iterator[bytes]:
    """All bytes are there: the checksum is compared now, before they go out."""
    for _more in rest:
        break
    return iter(())


class _Sending:
    """One answer on its way; notes what became of it."""

    def __init__(
        self,
        note: Callable[[Request], None],
        request: Incoming,
        status: int,
        content_type: str,
        begun: float,
        words: str = "",
    ) -> None:
        self._note = note
        self._request = request
        self._status = status
        self._kind = kind_of(request.headers.get("Sec-Fetch-Dest", ""), content_type)
        self._begun = begun
        self._words = words
        self._failed = False
        self._may_let_go = False

    def flow(self, first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
        """The pieces, each as soon as it is there. Players let go of films all the time: nothing to be told."""
        self._may_let_go = True
        try:
            yield first
            yield from rest
        except AllureError as error:
            self._words, self._failed = f"{error} The answer was cut off.", True
            raise

    def body(self, first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
        """The pieces, each sent only when the next is there: the last one waits until the checksum is compared."""
        try:
            for piece in rest:
                yield first
                first = piece
        except ArchiveProblem as problem:
            self._words, self._failed = f"{problem.message} The answer was cut off.", True
            raise
        except AllureError as error:
            self._words, self._failed = f"{error} The answer was cut off.", True
            raise
        yield first

    def done(self, sent_bytes: int, whole: bool) -> None:
        let_go = "" if whole or self._failed or self._may_let_go else "The course let go before it had all of it."
        words = " ".join(part for part in (self._words, let_go) if part)
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
