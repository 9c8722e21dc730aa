"""A connection's own proxy and authorities serve everything of it: also the storage that its API names."""

from __future__ import annotations

import base64
import ssl
from pathlib import Path
from typing import Any

import pytest
import trustme

from allure_desktop.composition import build
from allure_desktop.connections.connection import Connection
from allure_desktop.uploads.rows import UploadOptions, UploadRow
from tests.scripted_server import Answer, ScriptedServer

KEY = "k-123456"
PACKAGE = {"package_id": "p1", "title": "Course", "launch_url": "/l", "version": "1.2", "current_revision": 1}
STORED = {"PUT /bucket/course": Answer(200, headers={"ETag": '"of another form"'})}


def api_naming(storage_url: str) -> dict[str, Answer]:
    """An API whose presigned URL leads to a storage."""
    ticket = {
        "presigned_url": f"{storage_url}/bucket/course?signed=1",
        "required_put_headers": {"Content-Type": "application/zip"},
        "storage_path": "bucket/course",
    }
    return {
        "POST /api/v1/packages/upload-url": Answer(200, ticket),
        "POST /api/v1/packages/process": Answer(200, {"manifest": {}, "package": PACKAGE}),
        "GET /api/v1/packages": Answer(200, []),
    }


def uploaded(folder: Path, api: ScriptedServer, **own: Any) -> UploadRow:
    """The row of a small file that was sent by a connection with its own way."""
    course = folder / "course.zip"
    course.write_bytes(b"what is in it does not matter here")
    services = build(folder / "data")
    try:
        connection = Connection(id="c1", name="C", base_url=api.url, tenant_id="t", uploaded_by="me", **own)
        services.connections.save(connection, KEY)
        upload = services.uploads.add(course, "c1", options=UploadOptions(no_validation=True, at_once=True))
        services.uploads.run()
        (row,) = services.uploads.wait([upload], 30)
        return row
    finally:
        services.close()


def test_the_storage_is_reached_through_the_connections_proxy(tmp_path: Path) -> None:
    """Its host is known to the proxy alone; the key is not told there. Its password reaches it, and no file of ours."""
    with ScriptedServer(STORED) as proxy, ScriptedServer(api_naming("http://storage.example")) as api:
        row = uploaded(tmp_path, api, proxy=proxy.url.replace("http://", "http://ann:hidden-word@"))
    assert (row.state, row.message.what, row.package_id) == ("done", "", "p1")
    (sent,) = proxy.calls("PUT /bucket/course")
    assert sent.headers["proxy-authorization"] == "Basic " + base64.b64encode(b"ann:hidden-word").decode()
    ours = [file for file in (tmp_path / "data").rglob("*") if file.is_file()]
    assert ours and not any(b"hidden-word" in file.read_bytes() for file in ours)
    assert sent.headers["host"] == "storage.example" and KEY not in str(sent.headers)


@pytest.mark.parametrize("trusted", [True, False])
def test_the_storage_is_trusted_by_the_connections_authorities(tmp_path: Path, trusted: bool) -> None:
    """A certificate of the company's own authority is good where the connection names it, and nowhere else."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "own.pem")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(tls)
    with ScriptedServer(STORED, tls=tls) as storage, ScriptedServer(api_naming(storage.url)) as api:
        if trusted:
            assert uploaded(tmp_path, api, ca_file=str(tmp_path / "own.pem")).state == "done"
        else:
            assert uploaded(tmp_path, api).state == "needs_decision"
        assert bool(storage.calls("PUT /bucket/course")) is trusted
