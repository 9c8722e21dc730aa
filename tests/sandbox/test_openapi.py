"""The OpenAPI document is true: what it declares works, and nothing works that it does not declare."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

from starlette.routing import Route

from allure_desktop.sandbox.api_server import api_app
from allure_desktop.sandbox.server import Sandbox
from tests.conformance.server import Server


def test_routes_and_document_are_the_same(server: Server, sandbox: Sandbox) -> None:
    """Each route is declared, each declaration has its route."""
    routes = {
        (route.path.replace(":path", ""), method)
        for route in api_app(sandbox.backend).routes
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}
    }
    declared = {(path, method.upper()) for path, calls in server.document["paths"].items() for method in calls}
    assert routes == declared


def test_every_call_works_and_answers_as_declared(server: Server, course: Path, sandbox: Sandbox) -> None:
    """Each declared call succeeds at least once; the client holds status and body against the document."""
    tenant = {"tenant_id": server.tenant_id}
    done: set[tuple[str, str]] = set()

    def call(method: str, declared: str, path: str = "", **more: object) -> dict[str, object]:
        done.add((method, declared))
        answer = server.http.request(method, server.url + (path or declared), **more)  # type: ignore[arg-type]
        assert answer.is_success, answer.text
        kind = answer.headers.get("content-type", "")
        body: dict[str, object] = answer.json() if kind == "application/json" else {}
        return body

    base = "/api/v1/packages"
    call("GET", "/api/health")
    call("GET", "/api/docs/openapi")
    asked = server.who(filename="a.zip", file_size=course.stat().st_size)
    call("POST", f"{base}/upload-url", json=asked)
    begun = call("POST", f"{base}/multipart/init", json=asked)
    upload = {"upload_id": begun["upload_id"]}
    link = call("POST", f"{base}/multipart/part-url", json={**upload, "part_number": 1})
    zip_type = {"Content-Type": "application/zip"}
    etag = server.bare.put(str(link["url"]), headers=zip_type, content=course.read_bytes()).headers["etag"]
    parts = call("GET", base + "/multipart/{upload_id}/parts", f"{base}/multipart/{begun['upload_id']}/parts")["parts"]
    assert parts == [{"part_number": 1, "etag": etag, "size_bytes": course.stat().st_size}]
    call("POST", f"{base}/multipart/complete", json={**upload, "parts": [{"part_number": 1, "etag": etag}]})
    wanted = server.who(storage_path=begun["storage_path"], original_filename="a.zip")
    call("POST", f"{base}/process", json=wanted)
    call("GET", base + "/process/{upload_id}", f"{base}/process/{begun['upload_id']}")
    package = server.packages()[0]
    one, this = base + "/{package_id}", f"{base}/{package['package_id']}"
    call("GET", base, params=tenant)
    call("GET", one, this)
    call("PATCH", one, this, json={**tenant, "tags": ["a"]})
    call("GET", f"{one}/versions", f"{this}/versions", params=tenant)
    call("GET", f"{one}/download", f"{this}/download")
    call("GET", "/api/v1/content/{package_id}/{path}", package["launch_url"])
    call("POST", f"{one}/launch", f"{this}/launch", json={"user_id": "u", "session_id": str(uuid.uuid4())})
    call("GET", "/api/v1/quotas", params=tenant)
    hooks = "/api/v1/webhooks"
    hook = {"url": "http://127.0.0.1:9/", "secret": "s", "event_type": "package.processing.completed"}
    added = call("POST", hooks, json={**tenant, **hook})
    call("GET", hooks)
    call("GET", hooks + "/{webhook_id}/deliveries", f"{hooks}/{added['webhook_id']}/deliveries")
    call("DELETE", hooks + "/{webhook_id}", f"{hooks}/{added['webhook_id']}")
    call("DELETE", one, this)
    declared = {(method.upper(), path) for path, calls in server.document["paths"].items() for method in calls}
    assert done == declared


def test_references_lead_somewhere_and_names_are_single(server: Server) -> None:
    """Every $ref has its schema, every path parameter is described, every operationId is one."""
    text = server.bare.get(f"{server.url}/api/docs/openapi").text
    schemas = server.document["components"]["schemas"]
    assert set(re.findall(r'"#/components/schemas/(\w+)"', text)) <= set(schemas)
    names = []
    for path, calls in server.document["paths"].items():
        for operation in calls.values():
            names.append(operation["operationId"])
            described = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
            assert described == set(re.findall(r"{(\w+)}", path))
    assert len(names) == len(set(names))


def test_what_clients_look_for_is_declared(server: Server) -> None:
    """file_size at init, paging, locking and both ways of authentication can be found in the document."""
    paths, schemes = server.document["paths"], server.document["components"]["securitySchemes"]
    init = paths["/api/v1/packages/multipart/init"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert "file_size" in init["properties"] and "file_size" not in init["required"]
    assert {one["name"] for one in paths["/api/v1/packages"]["get"]["parameters"]} == {
        "tenant_id",
        "limit",
        "cursor",
        "If-None-Match",
    }
    patch = paths["/api/v1/packages/{package_id}"]["patch"]
    assert "If-Match" in [one["name"] for one in patch["parameters"]]
    assert {(one["type"], one.get("name", one.get("scheme"))) for one in schemes.values()} == {
        ("apiKey", "X-API-Key"),
        ("http", "bearer"),
    }
