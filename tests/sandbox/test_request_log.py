"""The log of requests tells tests who was called and whether a key went astray, and holds no secret itself."""

from __future__ import annotations

from pathlib import Path

import httpx

from allure_desktop.sandbox.server import Sandbox
from tests.conformance.server import Server


def test_calls_are_counted(server: Server, sandbox: Sandbox, course: Path) -> None:
    """Method, path, origin and status of each request, in order."""
    sandbox.requests.clear()
    server.package(course)
    assert [(seen.method, seen.origin, seen.status) for seen in sandbox.requests] == [
        ("POST", "api", 200),
        ("PUT", "storage", 200),
        ("POST", "api", 200),
    ]
    assert sandbox.requests.count("PUT", origin="storage") == 1
    assert sandbox.requests.find("PUT")[0].body_bytes == course.stat().st_size
    assert sandbox.requests.count("POST", "/process") == 1


def test_a_key_is_seen_where_it_is(server: Server, sandbox: Sandbox) -> None:
    """In either header, under another name, or in an address; and never when it is not there."""
    key, url = sandbox.api_key, f"{sandbox.storage_url}/sandbox-bucket/x"
    for headers, query, had, leaked in (
        ({}, "", False, False),
        ({"X-API-Key": key}, "", True, True),
        ({"Authorization": f"Bearer {key}"}, "", True, True),
        ({"Cookie": f"k={key}"}, "", False, True),
        ({}, f"?key={key}", False, True),
    ):
        httpx.put(url + query, headers=headers)
        seen = list(sandbox.requests)[-1]
        assert (seen.had_key, seen.leaked_key) == (had, leaked)


def test_no_secret_is_kept(server: Server, sandbox: Sandbox, course: Path) -> None:
    """Neither the key nor a signature nor a token stands in what the log holds."""
    package_id = server.package(course)["package"]["package_id"]
    url = server.launch(package_id).json()["launch_url"]
    server.bare.get(url)
    text = repr(list(sandbox.requests))
    assert sandbox.api_key not in text
    assert url.rpartition("=")[2] not in text
    assert "X-Amz-Signature" in text and "X-Amz-Signature=" not in text
