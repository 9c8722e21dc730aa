"""Each way a server says no becomes its own error, in words, with the page's causes and solutions."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from allure_desktop import errors, logs
from allure_desktop.api.client import ApiClient
from allure_desktop.api.refusals import refusal
from tests.scripted_server import Answer, ScriptedServer

Serve = Callable[..., ScriptedServer]
ClientOf = Callable[..., ApiClient]
PROCESS = "POST /api/v1/packages/process"


def refused_by(answer: Answer, serve: Serve, client_of: ClientOf) -> errors.ServerError:
    with pytest.raises(errors.ServerError) as told:
        client_of(serve({PROCESS: answer})).process("t/x.zip", "x.zip")
    return told.value


BY_STATUS: list[tuple[int, dict[str, Any], type[errors.ServerError], str]] = [
    (400, {"error": "filename is missing", "code": "INVALID_REQUEST"}, errors.Invalid, "server.invalid"),
    (401, {"error": "no", "code": "INVALID_API_KEY"}, errors.KeyRefused, "key.refused"),
    (403, {"error": "no", "code": "INSUFFICIENT_SCOPES"}, errors.Forbidden, "key.missing-scope"),
    (403, {"error": "no", "code": "TENANT_MISMATCH"}, errors.Forbidden, "key.tenant-mismatch"),
    (403, {"error": "no"}, errors.Forbidden, "key.forbidden"),
    (404, {"error": "no", "code": "PACKAGE_NOT_FOUND"}, errors.NotFound, "server.not-found"),
    (409, {"error": "no", "code": "VERSION_CONFLICT"}, errors.Conflict, "server.version-conflict"),
    (409, {"error": "no", "code": "DUPLICATE_ENTRY"}, errors.Conflict, "server.conflict"),
    (413, {"error": "no"}, errors.TooLarge, "package.too-large"),
    (422, {"detail": [{"loc": ["body"], "msg": "field required"}]}, errors.Invalid, "server.invalid"),
    (429, {"error": "no", "code": "RATE_LIMIT_EXCEEDED"}, errors.RateLimited, "server.rate-limited"),
    (500, {"error": "no", "code": "INTERNAL_ERROR"}, errors.ServerTrouble, "server.trouble"),
    (503, {"error": "no", "code": "STORAGE_UNAVAILABLE"}, errors.ServerTrouble, "server.trouble"),
    (418, {"error": "no"}, errors.Refusal, "server.refused"),
]


@pytest.mark.parametrize(("status", "body", "kind", "code"), BY_STATUS, ids=lambda value: str(value)[:40])
def test_every_status_has_its_error(
    serve: Serve,
    client_of: ClientOf,
    status: int,
    body: dict[str, Any],
    kind: type[errors.ServerError],
    code: str,
) -> None:
    """Class, stable code, the host by name and a remedy."""
    error = refused_by(Answer(status, body), serve, client_of)
    assert (type(error), error.code) == (kind, code)
    assert isinstance(error, errors.Refusal) and error.status == status
    assert error.host.startswith("127.0.0.1:")
    assert error.remedy and error.what.endswith(".")
    assert error.host in error.message


FOUR: list[tuple[int, dict[str, Any], type[errors.ServerError]]] = [
    (400, {"error": "Invalid SCORM Package: imsmanifest.xml is missing"}, errors.InvalidScormPackage),
    (400, {"error": {"code": "MANIFEST_NOT_FOUND", "message": "nothing there"}}, errors.InvalidScormPackage),
    (400, {"error": "x", "code": "PARSE_FAILED"}, errors.InvalidScormPackage),
    (422, {"errors": [{"message": "Unsupported SCORM version"}]}, errors.InvalidScormPackage),
    (400, {"error": "File Too Large"}, errors.TooLarge),
    (400, {"code": "file-too-large", "message": "x"}, errors.TooLarge),
    (500, {"error": "Package Processing Failed"}, errors.ProcessingFailed),
    (500, {"error": "x", "code": "PARSE_FAILED"}, errors.ProcessingFailed),
    (422, {"detail": {"message": "Corrupted ZIP file"}}, errors.ProcessingFailed),
    (403, {"error": "Quota Exceeded"}, errors.QuotaExceeded),
    (403, {"error": "x", "code": "QUOTA_EXCEEDED", "details": {"limit": 100}}, errors.QuotaExceeded),
    (409, {"message": "Package limit reached"}, errors.QuotaExceeded),
    (200, {"success": False, "error": "Invalid SCORM Package"}, errors.InvalidScormPackage),
]


@pytest.mark.parametrize(("status", "body", "kind"), FOUR, ids=lambda value: str(value)[:40])
def test_the_page_s_four_classes(
    serve: Serve, client_of: ClientOf, status: int, body: dict[str, Any], kind: type[errors.ServerError]
) -> None:
    """Found by code or by words in any nesting, even under 200, with the page's causes and solutions."""
    error = refused_by(Answer(status, body), serve, client_of)
    assert type(error) is kind
    assert error.causes == kind.causes and len(error.causes) >= 2
    assert error.remedies == kind.remedies
    assert all(remedy in str(error) for remedy in kind.remedies)


def test_what_the_server_says_is_quoted_and_kept(serve: Serve, client_of: ClientOf) -> None:
    """Its words, its code, its details and its request id."""
    body = {"error": {"code": "VERSION_CONFLICT", "message": "revision 13 is newer", "details": {"revision": 13}}}
    error = refused_by(Answer(409, body, {"X-Request-Id": "req-7"}), serve, client_of)
    assert isinstance(error, errors.Refusal)
    assert "revision 13 is newer" in error.cause
    assert (error.server_code, error.details, error.request_id) == ("VERSION_CONFLICT", {"revision": 13}, "req-7")
    assert error.as_record()["server_message"] == "revision 13 is newer"


def test_no_secret_of_an_answer_reaches_the_words() -> None:
    """A key, a presigned query or a launch token that the server repeats is left out, and the text is clipped."""
    logs.keep_secret("sk-1234567890")
    said = "key sk-1234567890 for https://s.example/a?X-Amz-Signature=abc at /player/TOKEN123/x \x1b[31m" + "z" * 5000
    error = refusal(500, {}, json.dumps({"error": said}).encode(), "a.example")
    text = str(error) + repr(error) + str(error.as_record())
    assert not any(secret in text for secret in ("sk-1234567890", "X-Amz-Signature", "TOKEN123", "\x1b"))
    assert len(error.cause) < 400


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b'"text"', b"\xff\xfe", b'{"error": null}', b"[" * 5000, b'{"error": {"error": {}}}']
)
def test_any_body_gives_an_error_in_words(body: bytes) -> None:
    """Empty, broken, endlessly nested: the status alone is enough."""
    error = refusal(403, {}, body, "a.example")
    assert isinstance(error, errors.Forbidden) and "a.example" in str(error)


def test_a_web_page_is_no_api(serve: Serve, client_of: ClientOf) -> None:
    """A login page or a wrong address, with any success or client status: NotTheApi names host and remedy."""
    page = "<!DOCTYPE html><html><title>Sign in</title></html>"
    for status in (200, 403, 404):
        server = serve({"GET /api/v1/packages": Answer(status, page, {"Content-Type": "text/html; charset=utf-8"})})
        with pytest.raises(errors.NotTheApi, match="did not answer as an AllureConnect server does") as told:
            client_of(server).packages()
        assert f"127.0.0.1:{server.port}" in told.value.message and "address" in told.value.remedy


def test_a_proxy_s_page_keeps_its_status(serve: Serve, client_of: ClientOf) -> None:
    """nginx answers 413 and 503 with HTML: that is no wrong address."""
    assert isinstance(refusal(413, {"content-type": "text/html"}, b"<html>413</html>", "a"), errors.TooLarge)
    assert isinstance(refusal(503, {"content-type": "text/html"}, b"<html>503</html>", "a"), errors.ServerTrouble)
    assert isinstance(refusal(401, {"content-type": "text/html"}, b"<html>401</html>", "a"), errors.KeyRefused)


def test_waiting_is_told_with_its_time() -> None:
    """Retry-After in seconds or as a date, else X-RateLimit-Reset by the server's own clock, else nothing."""
    date = "Tue, 24 Nov 2026 09:00:00 GMT"
    cases: list[tuple[dict[str, str], float | None]] = [
        ({"retry-after": "32"}, 32),
        ({"retry-after": "Tue, 24 Nov 2026 09:01:00 GMT", "date": date}, 60),
        ({"x-ratelimit-reset": "1795510845", "date": date}, 45),
        ({"x-ratelimit-reset": "17"}, 17),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ]
    for headers, expected in cases:
        error = refusal(429, headers, b"{}", "a.example")
        assert isinstance(error, errors.RateLimited)
        assert error.wait_s == expected, headers
        assert error.worth_repeating


def test_what_the_server_found_is_quoted_and_its_class_is_named_once() -> None:
    """The findings in the details are the reason; a finding's own code is not the answer's, wherever it stands."""
    found = [{"code": "manifest.not-well-formed", "message": "Line 9 does not close."}]
    body = {"details": {"findings": found}, "error": "Invalid SCORM Package", "code": "PARSE_FAILED"}
    error = refusal(400, {}, json.dumps(body).encode(), "academy.example")
    assert isinstance(error, errors.InvalidScormPackage) and error.server_code == "PARSE_FAILED"
    assert error.message.count("Invalid SCORM Package") == 1
    assert "It says: Line 9 does not close." in error.message
