"""A version comes from the server whole and checked, goes on where it was broken off, and is never in memory."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from allure_desktop.api.client import ApiClient
from allure_desktop.api.download import Download, Opened
from allure_desktop.errors import LocalFileError, NotOffered, RateLimited, Unreachable
from allure_desktop.library import download as downloads
from allure_desktop.library.download import DownloadStopped, Expected, download
from allure_desktop.sandbox.server import Sandbox
from tests.packages import scorm12
from tests.scripted_server import Answer, Asked, ScriptedServer


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return scorm12(tmp_path / "fire.zip", size_bytes=5_000_000)


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    with Sandbox(tmp_path / "sandbox", port=0, storage_port=0) as server:
        yield server


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[ApiClient]:
    made = ApiClient(sandbox.url, sandbox.tenant_id, "me", lambda: sandbox.api_key)
    yield made
    made.close()


@pytest.fixture
def package_id(client: ApiClient, course: Path) -> str:
    import httpx

    ticket = client.upload_url(course.name, course.stat().st_size)
    httpx.put(ticket.url, headers=dict(ticket.required_headers), content=course.read_bytes()).raise_for_status()
    answer = client.process(ticket.storage_path, course.name)
    assert answer.package is not None
    return answer.package.package_id


class Counting:
    """Passes a download on and notes where each answer began; breaks it off after so many bytes."""

    def __init__(self, client: ApiClient, break_after: int) -> None:
        self._client = client
        self.host = client.host
        self.break_after = break_after
        self.starts: list[int] = []

    def download(self, package_id: str, target: BinaryIO, **how: Any) -> None:
        tell, limit = how["opened"], self.break_after

        def opened(told: Opened) -> None:
            self.starts.append(told.start_bytes)
            tell(told)

        class Breaking:
            done = 0

            def write(self, piece: bytes) -> int:
                self.done += len(piece)
                if limit and self.done > limit:
                    raise Unreachable("cut", host="server")
                return target.write(piece)

        self._client.download(package_id, Breaking(), **{**how, "opened": opened})  # type: ignore[arg-type]


def test_a_broken_line_is_gone_on_with(
    client: ApiClient, package_id: str, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each try asks for the rest alone, and what arrives in the end is the file, byte for byte."""
    monkeypatch.setattr(downloads, "_FIRST_WAIT_S", 0.0)
    line = Counting(client, 2_000_000)
    expected = Expected(course.stat().st_size, hashlib.sha256(course.read_bytes()).hexdigest())
    target = tmp_path / "got.zip"
    done = download(line, package_id, target, revision=1, expected=expected)  # type: ignore[arg-type]
    assert target.read_bytes() == course.read_bytes()
    assert done.sha256 == expected.sha256
    assert line.starts[0] == 0
    assert all(later > earlier for earlier, later in zip(line.starts, line.starts[1:], strict=False))
    assert len(line.starts) > 2


def test_a_later_run_goes_on(
    client: ApiClient, package_id: str, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was stopped lies beside the target and is gone on with; afterwards nothing is left but the file."""
    folder = tmp_path / "to"
    folder.mkdir()
    target = folder / "got.zip"
    stop = threading.Event()
    with pytest.raises(DownloadStopped):
        download(
            client,
            package_id,
            target,
            progress=lambda done, _all: stop.set() if done > 1_500_000 else None,
            stopped=stop,
        )
    assert not target.exists()
    had = (folder / ".got.zip.part").stat().st_size
    assert had > 1_500_000
    done = download(client, package_id, target)
    assert done.resumed_bytes == had
    assert target.read_bytes() == course.read_bytes()
    assert list(folder.iterdir()) == [target]


def test_another_version_by_now_begins_anew(client: ApiClient, package_id: str, course: Path, tmp_path: Path) -> None:
    """The beginning of another file is never mixed into this one: the server says that it is another, and all is sent."""
    target = tmp_path / "got.zip"
    (tmp_path / ".got.zip.part").write_bytes(b"x" * 1000)
    note = f'{{"package_id": "{package_id}", "revision": null, "validator": "\\"other\\"", "host": "{client.host}"}}'
    (tmp_path / ".got.zip.part.json").write_text(note)
    done = download(client, package_id, target)
    assert done.resumed_bytes == 0
    assert target.read_bytes() == course.read_bytes()


def test_what_is_not_the_version_is_thrown_away(
    client: ApiClient, package_id: str, course: Path, tmp_path: Path
) -> None:
    """Another size or SHA-256 than the server tells replaces nothing and leaves nothing."""
    target = tmp_path / "got.zip"
    target.write_bytes(b"old")
    for expected in (Expected(course.stat().st_size, "0" * 64), Expected(1)):
        with pytest.raises(LocalFileError) as caught:
            download(client, package_id, target, expected=expected)
        assert caught.value.code == "file.changed"
    assert target.read_bytes() == b"old"
    assert not list(tmp_path.glob(".got.zip*"))


def test_a_rate_limit_is_waited_for(tmp_path: Path) -> None:
    """The server's limit is no failure: it is waited for as long as it says, and then gone on."""

    class Limited:
        host = "server"
        asked = 0

        def download(self, package_id: str, target: BinaryIO, **how: Any) -> None:
            self.asked += 1
            if self.asked < 3:
                raise RateLimited("slow", wait_s=0.01)
            how["opened"](Opened(0, 3, ""))
            target.write(b"ZIP")

    line = Limited()
    assert download(line, "p", tmp_path / "x.zip").size_bytes == 3  # type: ignore[arg-type]
    assert line.asked == 3


def test_two_at_once_do_not_write_into_one_file(client: ApiClient, package_id: str, tmp_path: Path) -> None:
    """While one downloads to a file another is told so."""
    target = tmp_path / "got.zip"
    caught: list[LocalFileError] = []

    def meanwhile(_done: int, _all: int | None) -> None:
        if not caught:
            with pytest.raises(LocalFileError) as told:
                download(client, package_id, target)
            caught.append(told.value)

    download(client, package_id, target, progress=meanwhile)
    assert "already" in caught[0].cause


def test_a_server_without_the_call_is_not_asked(tmp_path: Path) -> None:
    """Where the document declares no download the answer is NotOffered, and nothing is left beside the target."""
    with ScriptedServer({"GET /api/docs/openapi": Answer(200, {"openapi": "3.1.0", "paths": {}})}) as server:
        client = ApiClient(server.url, "t", "me", lambda: "key")
        with pytest.raises(NotOffered):
            download(client, "p", tmp_path / "x.zip")
        client.close()
    assert list(tmp_path.iterdir()) == []


def test_only_the_rest_is_asked_for_with_its_proof() -> None:
    """Range goes out with If-Range, so that another file is sent whole; without a proof nothing is resumed."""

    class Nowhere:
        def write(self, piece: bytes) -> int:
            return len(piece)

    target: Any = Nowhere()
    asked = Download(target, start_bytes=10, validator='"abc"').request_headers
    assert (asked["Range"], asked["If-Range"]) == ("bytes=10-", '"abc"')
    assert "Range" not in Download(target, start_bytes=10).request_headers


def test_a_redirect_to_the_storage_gets_no_key(tmp_path: Path) -> None:
    """The file may lie on another origin: it is asked there for the rest alone, and never told the key."""
    document: dict[str, Any] = {"paths": {"/api/v1/packages/{id}/download": {"get": {"parameters": []}}}}
    content = b"0123456789"

    def stored(asked: Asked) -> Answer:
        start = int(asked.headers.get("range", "bytes=0-")[6:-1])
        told = {"ETag": '"v1"', "Content-Range": f"bytes {start}-9/10"}
        return Answer(206 if start else 200, content[start:], told)

    with (
        ScriptedServer({"GET /bucket/file.zip": stored}) as storage,
        ScriptedServer(
            {
                "GET /api/docs/openapi": Answer(200, document),
                "GET /api/v1/packages/p/download": Answer(302, None, {"Location": f"{storage.url}/bucket/file.zip"}),
            }
        ) as server,
    ):
        client = ApiClient(server.url, "t", "me", lambda: "secret-key")
        (tmp_path / ".x.zip.part").write_bytes(b"0123")
        note = f'{{"package_id": "p", "revision": null, "validator": "\\"v1\\"", "host": "{client.host}"}}'
        (tmp_path / ".x.zip.part.json").write_text(note)
        done = download(client, "p", tmp_path / "x.zip")
        client.close()
    assert (tmp_path / "x.zip").read_bytes() == content
    assert done.resumed_bytes == 4
    (asked,) = storage.asked
    assert asked.headers["range"] == "bytes=4-"
    assert not any("secret-key" in value for value in asked.headers.values())
    assert server.calls("GET /api/v1/packages/p/download")[0].headers["x-api-key"] == "secret-key"
