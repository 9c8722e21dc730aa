"""The key goes to the API's own origin only, whatever a server answers, and is seen nowhere else."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable

import pytest

from allure_desktop import logs
from allure_desktop.api.client import ApiClient
from allure_desktop.api.storage import StorageClient
from allure_desktop.errors import AllureError, KeyRefused, NotTheApi
from tests.scripted_server import Answer, Asked, ScriptedServer

Serve = Callable[..., ScriptedServer]
ClientOf = Callable[..., ApiClient]
KEY = "test-key-that-nobody-may-see"
LIST, PROCESS = "GET /api/v1/packages", "POST /api/v1/packages/process"


def carries_key(asked: Asked) -> bool:
    return any(KEY in text for text in (*asked.headers.values(), *asked.query.values(), asked.body.decode("latin-1")))


@pytest.mark.parametrize("auth", ["x-api-key", "bearer"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirected_read_leaves_the_key_behind(serve: Serve, client_of: ClientOf, auth: str, status: int) -> None:
    """Another port is another origin: it is asked, without the key."""
    elsewhere = serve({"GET /there": Answer(200, [{"id": "p"}])})
    home = serve({LIST: Answer(status, headers={"Location": f"{elsewhere.url}/there"})})
    assert len(client_of(home, auth=auth).packages()) == 1
    assert carries_key(home.asked[0])
    assert len(elsewhere.asked) == 1 and not carries_key(elsewhere.asked[0])


@pytest.mark.parametrize("auth", ["x-api-key", "bearer"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirected_change_goes_nowhere_else(serve: Serve, client_of: ClientOf, auth: str, status: int) -> None:
    """A POST is not sent on to another origin at all; the error names it and says what to do."""
    elsewhere = serve({"POST /there": Answer(200, {})})
    home = serve({PROCESS: Answer(status, headers={"Location": f"{elsewhere.url}/there"})})
    with pytest.raises(NotTheApi) as told:
        client_of(home, auth=auth).process("t/x.zip", "x.zip")
    assert elsewhere.asked == []
    assert "address" in told.value.remedy


@pytest.mark.parametrize("auth", ["x-api-key", "bearer"])
def test_the_key_does_not_come_back_with_a_detour(serve: Serve, client_of: ClientOf, auth: str) -> None:
    """Home, elsewhere, home again: the way back is our own origin, the other one saw nothing."""
    elsewhere = serve()
    home = serve({LIST: Answer(302, headers={"Location": f"{elsewhere.url}/b"}), "GET /c": Answer(200, [])})
    elsewhere.routes["GET /b"] = Answer(302, headers={"Location": f"{home.url}/c"})
    client_of(home, auth=auth).packages()
    assert not any(carries_key(asked) for asked in elsewhere.asked)


def test_a_redirect_on_the_same_origin_keeps_method_body_and_key(serve: Serve, client_of: ClientOf) -> None:
    """A server that only moves the call within itself gets the same call again."""
    body = {"manifest": {"title": "T"}, "package": {"package_id": "p"}}
    home = serve({PROCESS: Answer(308, headers={"Location": "/v2/process"}), "POST /v2/process": Answer(200, body)})
    assert client_of(home).process("t/x.zip", "x.zip").package is not None
    assert home.asked[1].json() == home.asked[0].json()
    assert carries_key(home.asked[1])


def test_five_redirects_are_followed_and_no_sixth(serve: Serve, client_of: ClientOf) -> None:
    """A loop ends with an error in words."""
    home = serve({LIST: Answer(302, headers={"Location": "/api/v1/packages"})})
    with pytest.raises(NotTheApi, match="more than 5 times"):
        client_of(home).packages()
    assert len(home.asked) == 6


@pytest.mark.parametrize("target", ["ftp://x/y", "file:///etc/passwd", "http://", "javascript:1", "http://a:b:c/"])
def test_an_odd_redirect_is_not_followed(serve: Serve, client_of: ClientOf, target: str) -> None:
    """Only http and https addresses with a host are."""
    with pytest.raises(NotTheApi):
        client_of(serve({LIST: Answer(302, headers={"Location": target})})).packages()


def test_the_storage_never_sees_the_key(serve: Serve) -> None:
    """A PUT has the headers it was told to have, and none of ours."""
    storage = serve({"PUT /x": Answer(200, headers={"ETag": '"e"'})})
    client = StorageClient()
    client.put(f"{storage.url}/x?sig=1", {"Content-Type": "application/zip", "x-amz-meta-a": "1"}, iter([b"abc"]), 3)
    client.close()
    headers = storage.asked[0].headers
    assert not {"x-api-key", "authorization", "cookie"} & headers.keys()
    assert (headers["content-type"], headers["x-amz-meta-a"], headers["content-length"]) == (
        "application/zip",
        "1",
        "3",
    )
    assert "transfer-encoding" not in headers


def test_the_key_is_in_no_text_of_ours(
    serve: Serve, client_of: ClientOf, caplog: pytest.LogCaptureFixture, tmp_path: object
) -> None:
    """Not in a repr, an error, a traceback, its locals' names or a line of the log, in either mode."""
    logs.keep_secret(KEY)
    caplog.set_level(logging.DEBUG)
    for auth in ("x-api-key", "bearer"):
        server = serve({LIST: Answer(401, {"error": f"{KEY} is not known"}), PROCESS: Answer(200, fault="drop")})
        client = client_of(server, auth=auth)
        texts = [repr(client), str(client), repr(vars(client)), repr(vars(client)["_transport"])]
        for call in (client.packages, lambda client=client: client.process("t/x.zip", "x.zip")):
            with pytest.raises(AllureError) as told:
                call()
            texts += [str(told.value), repr(told.value), str(told.value.as_record())]
            texts += traceback.format_exception(told.value)
        assert not [text for text in texts if KEY in text]
    for record in caplog.records:
        if not record.name.startswith(("httpx", "httpcore")):  # these are kept quiet; see logs.start_logging
            assert KEY not in record.getMessage()
        assert KEY not in logs.RedactingFormatter().format(record)


@pytest.mark.parametrize("key", ["", "  ", "a\nb", "schlüssel-123", "a\x00b"])
def test_a_key_that_cannot_be_one_is_told_without_a_call(serve: Serve, key: str) -> None:
    """Empty, with line ends or letters no header holds: an error in words that does not repeat it."""
    server = serve({LIST: Answer(200, [])})
    client = ApiClient(server.url, "t", "ann", lambda: key, load_document=dict)
    with pytest.raises(KeyRefused) as told:
        client.packages()
    client.close()
    assert server.asked == [] and told.value.remedy
    assert not key.strip() or key not in str(told.value)


def test_blanks_and_line_ends_around_a_key_do_not_matter(serve: Serve) -> None:
    """A key pasted with its line end works."""
    server = serve({LIST: Answer(200, [])})
    client = ApiClient(server.url, "t", "ann", lambda: "  key-1234\n", load_document=dict)
    client.packages()
    client.close()
    assert server.asked[0].headers["x-api-key"] == "key-1234"
