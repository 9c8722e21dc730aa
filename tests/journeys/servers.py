"""Servers as nobody wants them: each answers every call of one kind in its own wrong way."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import trustme

from tests.scripted_server import Answer, ScriptedServer, free_port

RECORD = {
    "package_id": "pkg_fire",
    "tenant_id": "example-academy",
    "title": "Fire Safety",
    "version": "1.2",
    "launch_url": "/launch/pkg_fire",
    "current_revision": 1,
    "original_filename": "fire.zip",
    "file_size_bytes": 1200,
}
LIST, ONE, LAUNCH = (
    "GET /api/v1/packages",
    "PATCH /api/v1/packages/pkg_fire",
    "POST /api/v1/packages/pkg_fire/launch",
)
UPLOAD = "POST /api/v1/packages/upload-url"
VERSION = {"revision": 1, "created_at": "2026-01-02T03:04:05Z", "uploaded_by": "user-123", "current": True}
#: what a server answers that is as it should be, but takes no files
KEPT = {
    LIST: Answer(200, {"packages": [RECORD]}),
    "GET /api/v1/packages/pkg_fire": Answer(200, RECORD),
    "GET /api/v1/packages/pkg_fire/versions": Answer(200, {"versions": [VERSION]}),
}


def takes_files(server: ScriptedServer) -> None:
    """From now on an upload goes live."""
    ticket = {
        "presigned_url": f"{server.url}/put",
        "required_put_headers": {"Content-Type": "application/zip"},
        "storage_path": "t/course.zip",
    }
    server.routes[UPLOAD] = Answer(200, ticket)
    server.routes["PUT /put"] = Answer(200, headers={"ETag": '"of another form"'})
    server.routes["POST /api/v1/packages/process"] = Answer(200, {"manifest": {}, "package": RECORD})


@dataclass(frozen=True)
class No:
    """An answer that is a no, and what must be read about it: a piece of what happened, one of the remedy."""

    answer: Answer
    what: str
    remedy: str
    #: state and reason of an upload that met it
    upload: tuple[str, str] = ("needs_decision", "server_refused")
    acts: tuple[str, ...] = ("Show why", "Check again", "Remove from list")
    #: the same two of the band over a list that met it, where they are others
    band: tuple[str, str] | None = None


def _said(status: int, code: str, **more: object) -> Answer:
    return Answer(status, {"error": "It cannot be.", "code": code, **more})


_KEY = ("sending", "key_refused"), ("Replace key…", "Stop", "Resume")
_WAITS = ("sending", "stalled"), ("Pause", "Stop")
_WAIT = "Try again in a few minutes"

_REFUSED = ("The server refused the key of Example Academy (401).", "go on by themselves with another key")
_NO_READ = ("The key of Example Academy may not read.", "Use another key")

ANSWERS: dict[str, No] = {
    "html": No(
        Answer(200, "<!doctype html><title>Hotel Wi-Fi</title>", {"Content-Type": "text/html"}),
        "did not answer as an AllureConnect server does",
        "a login page, a proxy or a firewall",
    ),
    "401": No(_said(401, "INVALID_API_KEY"), "refused the key (401)", "Replace the key", *_KEY, band=_REFUSED),
    "403": No(
        _said(403, "INSUFFICIENT_SCOPES"), "may not do this", "Use a key with the write scope", *_KEY, band=_NO_READ
    ),
    "404": No(_said(404, "NOT_FOUND"), "does not know what was asked for (404)", "Refresh the list"),
    "409": No(_said(409, "DUPLICATE_ENTRY"), "already there or has changed (409)", "Refresh and look"),
    "413": No(_said(413, "FILE_TOO_LARGE"), "File Too Large", "Use multipart upload for large packages"),
    "422": No(_said(422, "INVALID_REQUEST"), "did not accept the request (422)", "Correct what it names"),
    "429": No(
        Answer(429, {"error": "Slow down", "code": "RATE_LIMIT_EXCEEDED"}, {"Retry-After": "900"}),
        "limits",
        "uploads go on by themselves",
        ("sending", "rate_limited"),
        ("Pause", "Stop"),
        band=("limits how often it may be asked", "read anew later"),
    ),
    "500": No(_said(500, "INTERNAL_ERROR"), "has an error of its own (500)", _WAIT, *_WAITS),
    "503": No(_said(503, "SERVICE_UNAVAILABLE"), "is not available right now (503)", _WAIT, *_WAITS),
}


@dataclass(frozen=True)
class NoWay:
    """An address that gives no answer at all; `mend` makes the way free."""

    url: str
    what: str
    remedy: str
    upload: tuple[str, str]
    acts: tuple[str, ...]
    mend: Callable[[], None] | None = None


_OFFLINE = ("sending", "offline"), ("Pause", "Stop")


@contextmanager
def nobody(_patch: pytest.MonkeyPatch) -> Iterator[NoWay]:
    """Nothing listens at the address."""
    yield NoWay(f"http://127.0.0.1:{free_port()}", "cannot be reached", "whether the server is running", *_OFFLINE)


@contextmanager
def misspelt(_patch: pytest.MonkeyPatch) -> Iterator[NoWay]:
    """No server has this name."""
    asked = socket.getaddrinfo

    def unknown(host: object, *rest: object, **named: object) -> object:
        if str(host).endswith(".example"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return asked(host, *rest, **named)  # type: ignore[arg-type]

    # this computer may have no name server at all, which is another error
    _patch.setattr(socket, "getaddrinfo", unknown)
    yield NoWay("https://acadmey.example", "There is no server named acadmey.example", "typing error", *_OFFLINE)


@contextmanager
def no_network(patch: pytest.MonkeyPatch) -> Iterator[NoWay]:
    """The cable is out, and is put back."""
    with ScriptedServer(KEPT) as server:

        def unreachable(*_asked: object, **_named: object) -> socket.socket:
            raise OSError(errno.ENETUNREACH, "Network is unreachable")

        plugged = socket.create_connection
        patch.setattr(socket, "create_connection", unreachable)
        yield NoWay(
            server.url,
            "No network",
            "Connect it to a network",
            *_OFFLINE,
            mend=lambda: patch.setattr(socket, "create_connection", plugged),
        )


@contextmanager
def strange_certificate(_patch: pytest.MonkeyPatch) -> Iterator[NoWay]:
    """Nobody whom this computer trusts vouches for it."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(tls)
    with ScriptedServer(KEPT, tls=tls) as server:
        yield NoWay(
            server.url,
            "is not trusted",
            "certificate authority must be known to this computer",
            ("needs_decision", "server_refused"),
            ("Show why", "Check again", "Remove from list"),
        )


NO_WAYS = [nobody, misspelt, no_network, strange_certificate]
