"""Each fault does what its line in the help says, as often and where it was told."""

from __future__ import annotations

import hashlib
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from allure_desktop.sandbox.faults import FAULTS, Fault, Faults, parse_fault
from allure_desktop.sandbox.server import Sandbox
from tests.conformance.server import Server

TENANT_CALL = "/packages/pkg_none"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("latency", Fault("latency")),
        ("latency=0.2", Fault("latency", 0.2)),
        ("rate=200k", Fault("rate", 200_000.0)),
        ("rate=60kB/s", Fault("rate", 60_000.0)),
        ("quota=1.5M", Fault("quota", 1_500_000.0)),
        ("cut=5M@partNumber=2", Fault("cut", 5_000_000.0, "partNumber=2")),
        ("429=3@/packages", Fault("429", 3.0, "/packages")),
        ("401@/quotas", Fault("401", None, "/quotas")),
    ],
)
def test_faults_as_written(text: str, fault: Fault) -> None:
    """NAME[=VALUE][@PATH]."""
    assert parse_fault(text) == fault


@pytest.mark.parametrize("text", ["", "latencies", "latency=slow", "=3", "rate=k", "rate=1e3", "rate=2h"])
def test_what_is_no_fault(text: str) -> None:
    """Another name or a value that is no number is told in words."""
    with pytest.raises(ValueError, match="fault"):
        parse_fault(text)


def test_times_and_paths() -> None:
    """A fault strikes as often as told, where told, and can be taken back."""
    faults = Faults()
    faults.set("503", times=2)
    faults.set("401", path="/packages/*/launch")
    assert [faults.struck("503", "/a") is not None for _ in range(3)] == [True, True, False]
    assert faults.struck("401", "/api/v1/packages/pkg_1/launch")
    assert not faults.struck("401", "/api/v1/packages/pkg_1")
    faults.clear("401")
    assert not faults.struck("401", "/api/v1/packages/pkg_1/launch")
    with pytest.raises(ValueError, match="there is no fault"):
        faults.set("402")


@pytest.mark.parametrize(
    ("name", "code"), [("429", "RATE_LIMIT_EXCEEDED"), ("401", "INVALID_API_KEY"), ("503", "SERVICE_UNAVAILABLE")]
)
def test_statuses(server: Server, sandbox: Sandbox, name: str, code: str) -> None:
    """API calls answer the status with its code, the storage does not, and it ends after `times`."""
    sandbox.faults.set(name, 7, times=1)
    assert httpx.get(f"{sandbox.url}/api/health").status_code == 200
    answer = server.bare.get(f"{server.url}/api/v1/quotas", headers={"X-API-Key": server.key})
    assert (answer.status_code, answer.json()["code"]) == (int(name), code)
    assert answer.headers.get("retry-after") == (None if name == "401" else "7")
    assert server.http.get("/quotas").status_code == 200


def test_503_at_the_storage_is_s3s(server: Server, sandbox: Sandbox, course: Path) -> None:
    """With a path of the storage the answer is SlowDown, and the PUT may be repeated."""
    sandbox.faults.set("503", path="sandbox-bucket", times=1)
    asked = server.who(filename="a.zip", file_size=course.stat().st_size)
    ticket = server.http.post("/packages/upload-url", json=asked).json()
    answers = [
        server.bare.put(ticket["presigned_url"], headers=ticket["required_put_headers"], content=course.read_bytes())
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [503, 200]
    assert "<Code>SlowDown</Code>" in answers[0].text


def test_expired_once(server: Server, sandbox: Sandbox, course: Path) -> None:
    """`expired` without a value: the storage says so although the address is good."""
    sandbox.faults.set("expired", times=1)
    with pytest.raises(httpx.HTTPStatusError, match="403"):
        server.stored(course)
    assert server.stored(course)


def test_expired_with_a_value_shortens_the_life(server: Server, sandbox: Sandbox) -> None:
    """`expired=2`: new addresses live two seconds, and expires_in says so."""
    sandbox.faults.set("expired", 2)
    upload = server.http.post("/packages/multipart/init", json=server.who(filename="a.zip")).json()["upload_id"]
    link = server.http.post("/packages/multipart/part-url", json={"upload_id": upload, "part_number": 1}).json()
    assert link["expires_in"] == 2
    assert "X-Amz-Expires=2&" in link["url"]


def test_wrong_etag(server: Server, sandbox: Sandbox) -> None:
    """The answer names another MD5 than the bytes have; complete takes only the true one."""
    sandbox.faults.set("wrong-etag", path="partNumber=1", times=1)
    upload = server.http.post("/packages/multipart/init", json=server.who(filename="a.zip")).json()["upload_id"]
    link = server.http.post("/packages/multipart/part-url", json={"upload_id": upload, "part_number": 1}).json()
    zip_type = {"Content-Type": "application/zip"}
    wrong, right = (server.bare.put(link["url"], headers=zip_type, content=b"abc").headers["etag"] for _ in range(2))
    assert wrong != right == f'"{hashlib.md5(b"abc").hexdigest()}"'
    for etag, status in ((wrong, 400), (right, 200)):
        parts = {"upload_id": upload, "parts": [{"part_number": 1, "etag": etag}]}
        assert server.http.post("/packages/multipart/complete", json=parts).status_code == status


def test_cut(server: Server, sandbox: Sandbox) -> None:
    """The connection drops after so many bytes of a body, and nothing is stored."""
    sandbox.faults.set("cut", 100_000, times=1)
    asked = server.who(filename="a.zip", file_size=3_000_000)
    ticket = server.http.post("/packages/upload-url", json=asked).json()
    headers = ticket["required_put_headers"]
    with pytest.raises(httpx.TransportError):
        server.bare.put(ticket["presigned_url"], headers=headers, content=b"x" * 3_000_000)
    assert sandbox.requests.wait_for(lambda all_: all_[-1].finished)
    assert not list((sandbox.data_dir / "objects").iterdir())
    assert server.bare.put(ticket["presigned_url"], headers=headers, content=b"x" * 3_000_000).is_success


@pytest.mark.parametrize("call", ["process", "complete"])
def test_lost_answer(server: Server, sandbox: Sandbox, course: Path, call: str) -> None:
    """The work is done, the answer never comes; it strikes complete and process unless another path is named."""
    upload = server.http.post("/packages/multipart/init", json=server.who(filename="a.zip")).json()
    link = server.http.post(
        "/packages/multipart/part-url", json={"upload_id": upload["upload_id"], "part_number": 1}
    ).json()
    zip_type = {"Content-Type": "application/zip"}
    etag = server.bare.put(link["url"], headers=zip_type, content=course.read_bytes()).headers["etag"]
    parts = {"upload_id": upload["upload_id"], "parts": [{"part_number": 1, "etag": etag}]}
    sandbox.faults.set("lost-answer", path=call, times=1)
    if call == "complete":
        with pytest.raises(httpx.RemoteProtocolError):
            server.http.post("/packages/multipart/complete", json=parts)
        assert server.process(upload["storage_path"]).status_code == 200
    else:
        server.http.post("/packages/multipart/complete", json=parts)
        with pytest.raises(httpx.RemoteProtocolError):
            server.process(upload["storage_path"])
    assert len(server.packages()) == 1
    assert server.process(upload["storage_path"]).status_code == 404


def test_latency_and_rate_make_it_slower(server: Server, sandbox: Sandbox, course: Path) -> None:
    """Both take at least the time they must; how much more is the machine's affair."""
    sandbox.faults.set("latency", 0.2, path="/quotas")
    began = time.monotonic()
    assert server.http.get("/quotas").status_code == 200
    assert time.monotonic() - began >= 0.2
    sandbox.faults.set("rate", 4 * course.stat().st_size)
    began = time.monotonic()
    server.stored(course)
    assert time.monotonic() - began >= 0.2


def test_rate_is_shared(server: Server, sandbox: Sandbox) -> None:
    """Two connections together are no faster than one."""
    sandbox.faults.set("rate", 200_000)
    asked = server.who(filename="a.zip", file_size=100_000)
    tickets = [server.http.post("/packages/upload-url", json=asked).json() for _ in range(2)]

    def put(ticket: dict[str, Any]) -> int:
        content = bytes(100_000)
        return httpx.put(ticket["presigned_url"], headers=ticket["required_put_headers"], content=content).status_code

    began = time.monotonic()
    with ThreadPoolExecutor(2) as both:
        assert list(both.map(put, tickets)) == [200, 200]
    assert time.monotonic() - began >= 0.9


def test_stall(server: Server, sandbox: Sandbox) -> None:
    """Bytes no longer go out and nobody says why; once it is taken back the same sending goes on."""
    sandbox.faults.set("stall", 50_000)
    asked = server.who(filename="a.zip", file_size=3_000_000)
    tickets = [server.http.post("/packages/upload-url", json=asked).json() for _ in range(2)]
    put = {"content": bytes(3_000_000), "headers": tickets[0]["required_put_headers"]}
    with pytest.raises(httpx.WriteTimeout):
        httpx.put(tickets[0]["presigned_url"], timeout=httpx.Timeout(20, write=0.3), **put)
    put["headers"] = tickets[1]["required_put_headers"]
    with ThreadPoolExecutor(1) as aside:
        answer = aside.submit(httpx.put, tickets[1]["presigned_url"], timeout=30, **put)
        assert sandbox.requests.wait_for(lambda seen: sum(one.body_bytes >= 50_000 for one in seen) == 2)
        sandbox.faults.clear("stall")
        assert answer.result().status_code == 200


def test_away(server: Server, sandbox: Sandbox) -> None:
    """No answer from either origin, as often as told."""
    sandbox.faults.set("away", times=2)
    for url in (sandbox.url, sandbox.storage_url):
        with pytest.raises(httpx.TransportError):
            httpx.get(url)
    assert httpx.get(f"{sandbox.url}/api/health").status_code == 200


def test_quota(server: Server, sandbox: Sandbox, course: Path) -> None:
    """So much room is told, and no more is given, whatever is there already."""
    server.process(server.stored(course))
    sandbox.faults.set("quota", 100)
    assert server.http.get("/quotas").json()["storage_quota"]["remaining_bytes"] == 100
    asked = server.who(filename="a.zip", file_size=101)
    assert server.http.post("/packages/upload-url", json=asked).json()["error"] == "Quota Exceeded"
    assert server.http.post("/packages/upload-url", json={**asked, "file_size": 100}).status_code == 200


def test_rival(server: Server, sandbox: Sandbox, course: Path) -> None:
    """One version of somebody else's, only while another is about to be processed; the package stays whole."""
    sandbox.faults.set("rival")
    package_id = server.process(server.stored(course)).json()["package"]["package_id"]
    assert server.http.get(f"/packages/{package_id}").json()["current_revision"] == 1
    stored = server.stored(course)
    looks = [server.http.get(f"/packages/{package_id}").json()["current_revision"] for _ in range(2)]
    assert looks == [2, 2]
    assert [version["uploaded_by"] for version in server.versions(package_id)] == [
        "user-77",
        server.who()["uploaded_by"],
    ]
    assert server.process(stored, package_id=package_id).json()["package"]["current_revision"] == 3


def test_fail_process(server: Server, sandbox: Sandbox, course: Path) -> None:
    """Refused in the page's words; asked again, the same file goes live."""
    sandbox.faults.set("fail-process", times=1)
    stored = server.stored(course)
    refused = server.process(stored)
    assert (refused.status_code, refused.json()["error"]) == (500, "Package Processing Failed")
    assert server.process(stored).status_code == 200


def test_slow_process(server: Server, sandbox: Sandbox, course: Path) -> None:
    """process takes its time and then answers as always."""
    sandbox.faults.set("slow-process", 0.2)
    stored = server.stored(course)
    began = time.monotonic()
    assert server.process(stored).status_code == 200
    assert time.monotonic() - began >= 0.2


def test_async(server: Server, sandbox: Sandbox, course: Path) -> None:
    """process answers 202 without a package; the package comes later, by itself and once."""
    sandbox.faults.set("async", 0.1)
    stored = server.stored(course)
    answer = server.process(stored)
    assert (answer.status_code, "package" in answer.json()) == (202, False)
    assert server.process(stored).status_code == 409
    status = f"/packages/process/{answer.json()['upload_id']}"
    while (told := server.http.get(status).json())["status"] == "processing":
        pass
    assert told["result"]["package"]["package_id"] == server.packages()[0]["package_id"]
    assert len(server.packages()) == 1


def test_async_tells_a_refusal_later(server: Server, sandbox: Sandbox, tmp_path: Path) -> None:
    """A bad package is refused in the background, in the same words."""
    from tests.packages import scorm12

    sandbox.faults.set("async", 0.05)
    answer = server.process(server.stored(scorm12(tmp_path / "bad.zip", broken="zip.no-manifest")))
    assert answer.status_code == 202
    status = f"/packages/process/{answer.json()['upload_id']}"
    while (told := server.http.get(status).json())["status"] == "processing":
        pass
    assert (told["status"], told["error"]["error"]) == ("failed", "Invalid SCORM Package")
    assert server.packages() == []


def test_every_fault_has_its_words() -> None:
    """The list is known here, no more and no less."""
    assert (
        " ".join(FAULTS)
        == "latency rate 429 401 503 expired wrong-etag cut stall away quota rival lost-answer fail-process slow-process async"
    )
