"""A restart forgets nothing, uses the same ports, and two sandboxes never share a folder."""

from __future__ import annotations

import logging
import socket
import threading
import uuid
from pathlib import Path

import httpx
import pytest

from allure_desktop.errors import DataDirError, UsageError
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.sandbox.store import MIN_PART_BYTES
from tests.conformance.server import Server


def client(sandbox: Sandbox) -> Server:
    return Server(sandbox.url, sandbox.tenant_id, sandbox.api_key)


def test_everything_survives(tmp_path: Path, course: Path) -> None:
    """Packages, versions, an open multipart upload, a signed address, a launch and its attempt, a webhook, the ports."""
    folder = tmp_path / "data"
    with Sandbox(folder, part_size=MIN_PART_BYTES) as sandbox:
        server = client(sandbox)
        package_id = server.package(course)["package"]["package_id"]
        server.package(course, package_id=package_id)
        records, versions = server.packages(), server.versions(package_id)
        upload = server.http.post("/packages/multipart/init", json=server.who(filename="a.zip")).json()
        first, second = (
            server.http.post(
                "/packages/multipart/part-url", json={"upload_id": upload["upload_id"], "part_number": number}
            ).json()["url"]
            for number in (1, 2)
        )
        zip_type = {"Content-Type": "application/zip"}
        data = course.read_bytes() + b"\0" * (MIN_PART_BYTES - course.stat().st_size)
        etag_1 = server.bare.put(first, headers=zip_type, content=data).headers["etag"]
        session_id = str(uuid.uuid4())
        launched = server.launch(package_id, session_id).json()
        sandbox.backend.sessions.save_attempt(session_id, {"status": "passed"})
        hook = {"url": "http://127.0.0.1:9/", "secret": "s", "event_type": "package.processing.completed"}
        server.http.post("/webhooks", json={"tenant_id": server.tenant_id, **hook})
        addresses = (sandbox.url, sandbox.storage_url, sandbox.api_key, sandbox.tenant_id)
    with Sandbox(folder, part_size=MIN_PART_BYTES) as sandbox:
        assert (sandbox.url, sandbox.storage_url, sandbox.api_key, sandbox.tenant_id) == addresses
        server = client(sandbox)
        assert (server.packages(), server.versions(package_id)) == (records, versions)
        assert len(server.http.get("/webhooks").json()["webhooks"]) == 1
        assert sandbox.backend.sessions.attempt(session_id) == {"status": "passed"}
        assert server.bare.get(launched["launch_url"], follow_redirects=True).status_code == 200
        etag_2 = server.bare.put(second, headers=zip_type, content=b"end").headers["etag"]
        parts = [{"part_number": 1, "etag": etag_1}, {"part_number": 2, "etag": etag_2}]
        done = server.http.post("/packages/multipart/complete", json={"upload_id": upload["upload_id"], "parts": parts})
        assert done.json()["file_size_bytes"] == MIN_PART_BYTES + 3


def test_a_taken_port_is_left_alone(tmp_path: Path) -> None:
    """A kept port that somebody else took meanwhile: another one, kept from then on."""
    with Sandbox(tmp_path) as sandbox:
        old = sandbox.url
    with socket.create_server(("127.0.0.1", int(old.rpartition(":")[2]))), Sandbox(tmp_path) as sandbox:
        new = sandbox.url
        assert new != old
        assert httpx.get(f"{new}/api/health").status_code == 200
    with Sandbox(tmp_path) as sandbox:
        assert sandbox.url == new


def test_a_wanted_port_that_is_taken_is_an_error_in_words(tmp_path: Path) -> None:
    """--port means that port: nothing else is used silently, and nothing is left running."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(UsageError, match=f"Port {port} cannot be used"):
            Sandbox(tmp_path, port=port).start()
    with Sandbox(tmp_path, port=port) as sandbox:
        assert sandbox.url == f"http://127.0.0.1:{port}"


def test_one_sandbox_a_folder(tmp_path: Path) -> None:
    """A second one on the same folder is told; the first goes on; afterwards the folder is free."""
    with Sandbox(tmp_path) as first:
        with pytest.raises(DataDirError, match="already runs") as told:
            Sandbox(tmp_path).start()
        assert told.value.code == "data.locked"
        assert httpx.get(f"{first.url}/api/health").status_code == 200
    with Sandbox(tmp_path):
        pass


def test_only_this_computer_can_connect(tmp_path: Path) -> None:
    """Both ports are bound to 127.0.0.1, not to every address."""
    with Sandbox(tmp_path) as sandbox:
        for url in (sandbox.url, sandbox.storage_url):
            assert url.startswith("http://127.0.0.1:")
            with pytest.raises(OSError):
                socket.create_connection(("127.0.0.2", int(url.rpartition(":")[2])), 2).close()


def test_an_asynchronous_job_outlives_a_restart(tmp_path: Path, course: Path) -> None:
    """202 was answered: the package comes even if the server is stopped before."""
    with Sandbox(tmp_path, faults=["async=3600"]) as sandbox:
        server = client(sandbox)
        upload_id = server.process(server.stored(course)).json()["upload_id"]
        sandbox.backend.database.execute("UPDATE jobs SET due_at = 0")
    with Sandbox(tmp_path) as sandbox:
        server = client(sandbox)
        while server.http.get(f"/packages/process/{upload_id}").json()["status"] == "processing":
            pass
        assert len(server.packages()) == 1


def _sandbox_threads() -> set[threading.Thread]:
    """Those that run now; another suite's sandbox may be among them."""
    return {one for one in threading.enumerate() if one.name.startswith("sandbox-")}


def test_a_process_cut_by_the_stop_can_be_asked_again(tmp_path: Path, course: Path) -> None:
    """A stop in the middle of process: no package, the object is still there, all threads end."""
    before = _sandbox_threads()
    with Sandbox(tmp_path, faults=["slow-process=3600"]) as sandbox:
        server = client(sandbox)
        stored = server.stored(course)
        ended: list[object] = []

        def ask() -> None:
            try:
                ended.append(server.process(stored).status_code)
            except httpx.TransportError as error:
                ended.append(error)

        asking = threading.Thread(target=ask)
        asking.start()
        assert sandbox.requests.wait_for(lambda all_: all_[-1].path.endswith("/process"))
    asking.join(10)
    assert ended and ended[0] != 200
    assert _sandbox_threads() == before
    with Sandbox(tmp_path) as sandbox:
        assert client(sandbox).process(stored).status_code == 200


def test_a_stop_cuts_what_is_under_way_without_a_word(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """A request that waits and a PUT that crawls lose their connection; no thread, no log line, nothing half stored."""
    before = _sandbox_threads()
    lost: list[httpx.TransportError] = []
    with Sandbox(tmp_path, faults=["latency=3600@/quotas", "rate=1@sandbox-bucket"]) as sandbox:
        server = client(sandbox)
        ticket = server.http.post("/packages/upload-url", json=server.who(filename="a", file_size=9_000_000)).json()

        def ask() -> None:
            with pytest.raises(httpx.TransportError) as told:
                server.http.get("/quotas")
            lost.append(told.value)

        def send() -> None:
            with pytest.raises(httpx.TransportError) as told:
                headers = ticket["required_put_headers"]
                server.bare.put(ticket["presigned_url"], headers=headers, content=b"x" * 9_000_000)
            lost.append(told.value)

        asking = [threading.Thread(target=one) for one in (ask, send)]
        for thread in asking:
            thread.start()
        assert sandbox.requests.wait_for(lambda all_: any(one.body_bytes for one in all_ if one.method == "PUT"))
        assert sandbox.requests.wait_for(lambda all_: any(one.path.endswith("/quotas") for one in all_))
    for thread in asking:
        thread.join(10)
    assert len(lost) == 2
    assert _sandbox_threads() == before
    assert not list((tmp_path / "objects").iterdir()) and not list((tmp_path / "incoming").iterdir())
    # what is only for information is told where an earlier test asked for it
    assert (
        not [record for record in caplog.records if record.levelno >= logging.WARNING] and capfd.readouterr().err == ""
    )
