"""Answers a request for a member of a ZIP, whole or in part, straight from the ZIP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from allure_desktop.preview.content import HEADERS, Shelf, mime_type, pieces, read_range
from allure_desktop.scorm.archive import Member

#: Bodies up to this size are read at once: a course is many small files.
_WHOLE_BYTES = 1024 * 1024


def member_response(shelf: Shelf, zip_path: Path, member: Member, request: Request) -> Response:
    """The member, whole or the range that was asked for. Raises ArchiveProblem before anything is sent."""
    try:
        asked = read_range(request.headers.get("range"), member.size)
    except ValueError:
        return PlainTextResponse(
            "The range lies outside of the file.",
            416,
            {**HEADERS, "Content-Range": f"bytes */{member.size}", "Accept-Ranges": "bytes"},
        )
    start, end = asked or (0, member.size)
    headers = {**HEADERS, "Accept-Ranges": "bytes", "Content-Length": str(end - start)}
    if asked:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{member.size}"
    status = 206 if asked else 200
    if end - start <= _WHOLE_BYTES:
        with shelf.lend(zip_path) as archive:
            body = b"".join(pieces(archive, member, start, end))
        headers["Content-Type"] = mime_type(member.path, body)
        return Response(b"" if request.method == "HEAD" else body, status, headers)
    headers["Content-Type"] = mime_type(member.path)
    if request.method == "HEAD":
        return Response(b"", status, headers)
    return StreamingResponse(_lent_pieces(shelf, zip_path, member, start, end), status, headers)


def _lent_pieces(shelf: Shelf, zip_path: Path, member: Member, start: int, end: int) -> Iterator[bytes]:
    with shelf.lend(zip_path) as archive:
        yield from pieces(archive, member, start, end)
