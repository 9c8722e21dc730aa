"""Each documented call: what goes out, what is made of what comes back."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from allure_desktop.api.client import ApiClient
from allure_desktop.errors import NotOffered, NotTheApi
from tests.scripted_server import Answer, Asked, ScriptedServer

Serve = Callable[..., ScriptedServer]
ClientOf = Callable[..., ApiClient]
API = "/api/v1"


def test_upload_url_sends_who_and_size_and_gives_the_ticket(serve: Serve, client_of: ClientOf) -> None:
    """The presigned address, its headers and the storage path come from the page's answer."""
    answer = {
        "presigned_url": "https://storage.example/x?sig=1",
        "required_put_headers": {"Content-Type": "application/zip"},
        "storage_path": "t/1.zip",
    }
    server = serve({f"POST {API}/packages/upload-url": Answer(200, answer)})
    ticket = client_of(server).upload_url("ä b.zip", 12)
    assert (ticket.url, dict(ticket.required_headers), ticket.storage_path) == (
        answer["presigned_url"],
        answer["required_put_headers"],
        "t/1.zip",
    )
    assert server.asked[0].json() == {
        "tenant_id": "tenant-1",
        "uploaded_by": "ann",
        "filename": "ä b.zip",
        "file_size": 12,
    }
    assert "sig" not in repr(ticket)


def test_the_key_goes_by_the_header_of_the_connection(serve: Serve, client_of: ClientOf) -> None:
    """X-API-Key by default, Authorization: Bearer where chosen, never both, and no cookie ever."""
    server = serve({f"GET {API}/packages": Answer(200, [], {"Set-Cookie": "a=b; Path=/"})})
    with_header, with_bearer = client_of(server), client_of(server, auth="bearer")
    with_header.packages()
    with_header.packages()
    with_bearer.packages()
    first, second, third = (asked.headers for asked in server.asked)
    assert first["x-api-key"] == "test-key-that-nobody-may-see"
    assert "authorization" not in first
    assert third["authorization"] == "Bearer test-key-that-nobody-may-see"
    assert "x-api-key" not in third
    assert "cookie" not in second


def test_multipart_tells_the_size_only_where_it_is_declared(serve: Serve, client_of: ClientOf) -> None:
    """file_size goes along with init exactly when the OpenAPI document lists it, behind a $ref too."""
    answer = {"upload_id": "u1", "storage_path": "t/1.zip", "part_size": 5242880, "total_parts": 20}
    schema = {"properties": {"filename": {}, "file_size": {"type": "integer"}}}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Init"}}}
    document = {
        "paths": {"/api/v1/packages/multipart/init": {"post": {"requestBody": {"content": content}}}},
        "components": {"schemas": {"Init": schema}},
    }
    server = serve({f"POST {API}/packages/multipart/init": Answer(200, answer)})
    ticket = client_of(server).multipart_init("a.zip", 99)
    client_of(server, load_document=lambda: document).multipart_init("a.zip", 99)
    assert (ticket.upload_id, ticket.part_size, ticket.total_parts) == ("u1", 5242880, 20)
    assert [asked.json().get("file_size") for asked in server.asked] == [None, 99]


def test_a_part_address_keeps_its_lifetime(serve: Serve, client_of: ClientOf) -> None:
    """part-url gives the address and the seconds it is good for."""
    server = serve(
        {
            f"POST {API}/packages/multipart/part-url": Answer(
                200, {"part_number": 3, "url": "https://s/x", "expires_in": 90}
            )
        }
    )
    part = client_of(server).part_url("u1", 3)
    assert (part.part_number, part.url, part.expires_in_s) == (3, "https://s/x", 90.0)
    assert server.asked[0].json() == {"upload_id": "u1", "part_number": 3}


def test_complete_sends_etags_verbatim_in_the_order_of_their_numbers(serve: Serve, client_of: ClientOf) -> None:
    """The quotes of an ETag belong to it, and an empty answer is a good one."""
    server = serve({f"POST {API}/packages/multipart/complete": Answer(200)})
    client_of(server).complete("u1", [(2, '"b"'), (1, '"a"')])
    assert server.asked[0].json() == {
        "upload_id": "u1",
        "parts": [{"part_number": 1, "etag": '"a"'}, {"part_number": 2, "etag": '"b"'}],
    }


PROCESSED: dict[str, Any] = {
    "upload_id": "770e8400",
    "manifest": {
        "title": "Safety",
        "version": "1.2",
        "launch_url": "index_lms.html",
        "sco_count": 12,
        "duration": "PT45M",
    },
    "file_size_bytes": 5242880,
    "storage_path": "t/course.zip",
    "package": {
        "package_id": "pkg_abc123",
        "title": "Safety",
        "launch_url": "/api/v1/content/x/index_lms.html",
        "version": "1.2",
        "current_revision": 1,
    },
}


def test_process_reads_the_page_s_answer(serve: Serve, client_of: ClientOf) -> None:
    """Manifest, package and revision are read; the relative launch address is made absolute."""
    server = serve({f"POST {API}/packages/process": Answer(200, PROCESSED)})
    answer = client_of(server).process("t/course.zip", "course.zip", package_id="pkg_abc123")
    assert not answer.pending and answer.package is not None and answer.manifest is not None
    assert (answer.package.package_id, answer.package.current_revision) == ("pkg_abc123", 1)
    assert answer.package.launch_url == f"{server.url}/api/v1/content/x/index_lms.html"
    assert (answer.manifest.sco_count, answer.manifest.duration, answer.upload_id) == (12, "PT45M", "770e8400")
    assert server.asked[0].json()["package_id"] == "pkg_abc123"
    assert "validate_only" not in server.asked[0].json()


@pytest.mark.parametrize(
    "answer", [Answer(202, {"upload_id": "u"}), Answer(202), Answer(200, {**PROCESSED, "package": None})]
)
def test_processing_that_goes_on_is_pending(serve: Serve, client_of: ClientOf, answer: Answer) -> None:
    """202, or an answer without the package, means that the server is still at work."""
    server = serve({f"POST {API}/packages/process": answer})
    assert client_of(server).process("t/course.zip", "course.zip").pending


def test_validation_alone_shows_a_manifest_and_no_package(serve: Serve, client_of: ClientOf) -> None:
    """With validate_only nothing is pending, and no package is expected."""
    body = {"validation_only": True, "manifest": PROCESSED["manifest"], "file_size_bytes": 1, "storage_path": "t/c.zip"}
    server = serve({f"POST {API}/packages/process": Answer(200, body)})
    answer = client_of(server).process("t/c.zip", "c.zip", validate_only=True)
    assert answer.validation_only and not answer.pending and answer.package is None
    assert server.asked[0].json()["validate_only"] is True


def test_patch_sends_the_tenant_and_only_the_changes(serve: Serve, client_of: ClientOf) -> None:
    """PATCH carries tenant_id and the changed fields, and gives the new record."""
    server = serve(
        {f"PATCH {API}/packages/pkg_1": Answer(200, {"package": {"package_id": "pkg_1", "tags": ["a", "b"]}})}
    )
    record = client_of(server).update_package("pkg_1", {"tags": ["a", "b"]})
    assert record.tags == ("a", "b")
    assert server.asked[0].json() == {"tenant_id": "tenant-1", "tags": ["a", "b"]}


def test_a_patch_without_an_answer_is_read_back(serve: Serve, client_of: ClientOf) -> None:
    """204 after PATCH: the record is asked for."""
    server = serve(
        {
            f"PATCH {API}/packages/pkg_1": Answer(204),
            f"GET {API}/packages/pkg_1": Answer(200, {"packageId": "pkg_1", "description": "new"}),
        }
    )
    assert client_of(server).update_package("pkg_1", {"description": "new"}).description == "new"


def test_versions_come_newest_first_with_one_current(serve: Serve, client_of: ClientOf) -> None:
    """Whatever the server's order, and although no record says which one is live."""
    server = serve(
        {
            f"GET {API}/packages/p/versions": Answer(
                200, {"versions": [{"revision": 1}, {"revision": 3}, {"revision": 2}]}
            )
        }
    )
    versions = client_of(server).versions("p")
    assert [(version.revision, version.current) for version in versions] == [(3, True), (2, False), (1, False)]
    assert server.asked[0].query == {"tenant_id": "tenant-1"}


def test_an_id_from_outside_stays_one_step_of_the_path(serve: Serve, client_of: ClientOf) -> None:
    """An id with slashes, a query or dots cannot lead to another call."""
    server = serve()
    for odd in ("../quotas", "a?b=c", ".."):
        with pytest.raises(Exception, match="404"):
            client_of(server).package(odd)
    assert [asked.path for asked in server.asked] == [
        f"{API}/packages/..%2Fquotas",
        f"{API}/packages/a%3Fb%3Dc",
        f"{API}/packages/%2E%2E",
    ]


@pytest.mark.parametrize("name", ["launch_url", "launchUrl"])
def test_launch_gives_an_absolute_secret_address_and_its_end(serve: Serve, client_of: ClientOf, name: str) -> None:
    """A relative address is resolved, the lifetime becomes a time, and the address is not in the repr."""
    server = serve(
        {f"POST {API}/packages/p/launch": Answer(200, {name: "/player/S?token=t", "expires_in_seconds": 600})}
    )
    launch = client_of(server).launch("p", "ann", "s-1")
    assert launch.launch_url == f"{server.url}/player/S?token=t"
    assert launch.session_id == "s-1" and launch.expires_at is not None
    assert "token" not in repr(launch)
    assert server.asked[0].json() == {"user_id": "ann", "session_id": "s-1"}


def test_an_answer_without_what_was_asked_for_is_told(serve: Serve, client_of: ClientOf) -> None:
    """A field that must be there and is not: the error names it and the host."""
    server = serve({f"POST {API}/packages/upload-url": Answer(200, {"storage_path": "x"})})
    with pytest.raises(NotTheApi, match="presigned_url") as told:
        client_of(server).upload_url("a.zip", 1)
    assert f"127.0.0.1:{server.port}" in str(told.value)


def test_server_time_is_the_server_s_own(serve: Serve, client_of: ClientOf) -> None:
    """The clock of the last Date header, not this computer's."""
    server = serve({f"GET {API}/packages": Answer(200, [])})
    client = client_of(server)
    assert client.server_time() is None
    client.packages()
    assert client.server_time() is not None


def test_each_request_is_told_of(serve: Serve, client_of: ClientOf) -> None:
    """`on_call` hears method and path of everything that goes out."""
    heard: list[str] = []
    server = serve({f"GET {API}/packages": Answer(200, [])})
    client_of(server, on_call=heard.append).packages()
    assert heard == ["GET /packages"]


def document_of(*operations: tuple[str, str]) -> dict[str, Any]:
    """An OpenAPI document that declares these (method, path)."""
    paths: dict[str, Any] = {}
    for method, path in operations:
        paths.setdefault(path, {})[method] = {"responses": {}}
    return {"openapi": "3.1.0", "paths": paths}


def test_what_is_not_declared_is_refused_without_a_call(serve: Serve, client_of: ClientOf) -> None:
    """Deleting, downloading and quotas are not tried on a server whose document leaves them out."""
    server = serve()
    client = client_of(server, load_document=lambda: document_of(("get", "/api/v1/packages")))
    with pytest.raises(NotOffered, match="does not offer deleting packages"):
        client.delete_package("p")
    with pytest.raises(NotOffered):
        client.download("p", io.BytesIO())
    with pytest.raises(NotOffered):
        client.abort_upload("u")
    assert client.quotas() is None
    assert server.asked == []


def test_what_is_declared_is_used(serve: Serve, client_of: ClientOf) -> None:
    """Deleting, a revision's download, dropping an upload and listing parts work where the document declares them."""
    document = document_of(
        ("delete", "/packages/{packageId}"),
        ("get", "/packages/{id}/download"),
        ("get", "/packages/{id}/versions/{revision}/download"),
        ("post", "/packages/multipart/abort"),
        ("get", "/packages/multipart/{upload_id}/parts"),
    )
    server = serve(
        {
            f"DELETE {API}/packages/p": Answer(204),
            f"GET {API}/packages/p/download": Answer(200, b"ZIP"),
            f"GET {API}/packages/p/versions/2/download": Answer(200, b"ZIP 2"),
            f"POST {API}/packages/multipart/abort": Answer(200, {}),
            f"GET {API}/packages/multipart/u/parts": Answer(200, {"parts": [{"part_number": 2, "etag": '"b"'}]}),
        }
    )
    client = client_of(server, load_document=lambda: document)
    client.delete_package("p")
    client.abort_upload("u")
    assert [(number, part.etag) for number, part in client.uploaded_parts("u")] == [(2, '"b"')]
    target, seen = io.BytesIO(), list[tuple[int, int | None]]()
    client.download("p", target, progress=lambda done, total: seen.append((done, total)))
    client.download("p", target, revision=2)
    assert target.getvalue() == b"ZIPZIP 2"
    assert seen == [(3, 3)]


def test_quotas_are_asked_once_to_see(serve: Serve, client_of: ClientOf) -> None:
    """Without a document quotas are tried; 404 hides them for good."""
    server = serve()
    client = client_of(server)
    assert client.quotas() is None and client.quotas() is None
    assert len(server.calls(f"GET {API}/quotas")) == 1


def test_quotas_are_read(serve: Serve, client_of: ClientOf) -> None:
    """Both quotas with their figures."""
    body = {"package_quota": {"limit": 100, "used": 7}, "storage_quota": {"limit_bytes": 50, "used_bytes": 8}}
    quotas = client_of(serve({f"GET {API}/quotas": Answer(200, body)})).quotas()
    assert quotas is not None
    assert (quotas.package_limit, quotas.packages_used) == (100, 7)
    assert (quotas.storage_limit_bytes, quotas.storage_used_bytes) == (50, 8)


def test_the_document_is_fetched_once_and_kept(serve: Serve, client_of: ClientOf) -> None:
    """One request a connection, and what came is handed over to be kept."""
    document = document_of(("delete", "/api/v1/packages/{id}"))
    kept: list[Any] = []
    server = serve({"GET /api/docs/openapi": Answer(200, document)})
    client = client_of(server, load_document=lambda: None, keep_document=kept.append)
    assert client.features().delete_package and not client.features().quotas
    assert kept == [document] and len(server.asked) == 1


def test_a_server_without_a_document_gets_the_documented_calls(serve: Serve, client_of: ClientOf) -> None:
    """404, or a web page of documentation, at the document's place: kept as 'none', nothing else is offered."""
    for answer in (Answer(404), Answer(200, "<!doctype html><title>Docs</title>", {"Content-Type": "text/html"})):
        kept: list[Any] = []
        server = serve({"GET /api/docs/openapi": answer})
        client = client_of(server, load_document=lambda: None, keep_document=kept.append)
        assert client.features().documented_only and kept == [{}]


def test_may_write_is_found_out_without_making_anything(serve: Serve, client_of: ClientOf) -> None:
    """An empty request: 403 is no, 400 and 422 are yes."""
    sent: list[Asked] = []
    for status, expected in ((403, False), (400, True), (422, True)):

        def answer(asked: Asked, status: int = status) -> Answer:
            sent.append(asked)
            return Answer(status, {"error": "x", "code": "INSUFFICIENT_SCOPES" if status == 403 else "INVALID_REQUEST"})

        assert client_of(serve({f"POST {API}/packages/upload-url": answer})).may_write() is expected
    assert [asked.json() for asked in sent] == [{}, {}, {}]
