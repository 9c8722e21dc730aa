"""The calls on packages and their versions."""

from __future__ import annotations

import json

from allure_desktop.preview.content import is_plain_path
from allure_desktop.sandbox import shapes
from allure_desktop.sandbox.member_response import member_response
from allure_desktop.sandbox.operations import Call, Operation, Reply
from allure_desktop.sandbox.packages import etag_of
from allure_desktop.sandbox.problems import Problem, invalid_request
from allure_desktop.sandbox.shapes import TENANT, array, nullable, record, text, whole, words

PAGE_SIZE = 100
MOST_A_PAGE = 1000
_RANGES: dict[int, tuple[str, shapes.Schema | None]] = {
    206: ("The range that was asked for", None),
    416: ("The range lies outside of the file", None),
}
_ONE = "/api/v1/packages/{package_id}"


def list_packages(call: Call) -> Reply:
    limit = call.query.get("limit", PAGE_SIZE)
    if not 1 <= limit <= MOST_A_PAGE:
        raise invalid_request(f"limit must be from 1 to {MOST_A_PAGE}", field="limit")
    known = call.headers.get("if-none-match")
    packages, cursor, etag = call.backend.packages.page(call.tenant_id, limit, call.query.get("cursor"), known)
    if packages is None:
        return Reply(status=304, headers={"ETag": etag})
    return Reply({"packages": packages, "next_cursor": cursor}, headers={"ETag": etag})


def get_package(call: Call) -> Reply:
    call.backend.packages.let_rival_upload(call.tenant_id, call.parts["package_id"])
    record_ = call.backend.packages.one(call.tenant_id, call.parts["package_id"])
    return Reply(record_, headers={"ETag": etag_of(record_)})


def patch_package(call: Call) -> Reply:
    changes = {name: value for name, value in call.body.items() if name not in ("tenant_id", "expected_updated_at")}
    record_ = call.backend.packages.change(
        call.tenant_id,
        call.parts["package_id"],
        changes,
        call.headers.get("if-match"),
        call.body.get("expected_updated_at"),
    )
    return Reply(record_, headers={"ETag": etag_of(record_)})


def delete_package(call: Call) -> Reply:
    call.backend.packages.delete(call.tenant_id, call.parts["package_id"])
    return Reply(status=204)


def list_versions(call: Call) -> Reply:
    return Reply({"versions": call.backend.packages.versions(call.tenant_id, call.parts["package_id"])})


def download(call: Call) -> Reply:
    path, filename, sha256 = call.backend.packages.file(
        call.tenant_id, call.parts["package_id"], call.query.get("revision")
    )
    return Reply(file=path, filename=filename, headers={"ETag": f'"{sha256}"'})


def content(call: Call) -> Reply:
    """A file of the current version, straight from its ZIP.

    The address stays when a new version begins elsewhere: the first version's launch file then stands for it.
    """
    backend, tenant_id, path = call.backend, call.tenant_id, call.parts["path"]
    facts = backend.packages.facts(tenant_id, call.parts["package_id"])
    zip_path, _, _ = backend.packages.file(tenant_id, facts["package_id"], None)
    launch = json.loads(facts["manifest"])["launch"].partition("?")[0].partition("#")[0]
    with backend.shelf.lend(zip_path) as archive:
        member = archive.find(path) if is_plain_path(path) else None
        if member is None and path == facts["launch_path"].partition("?")[0].partition("#")[0]:
            member = archive.find(launch)
    if member is None:
        raise Problem(404, "The package has no such file", "PACKAGE_NOT_FOUND", {"path": path})
    found = member
    return Reply(respond=lambda request: member_response(backend.shelf, zip_path, found, request))


OPERATIONS = (
    Operation(
        "GET",
        "/api/v1/packages",
        "listPackages",
        "The tenant's packages, newest first",
        list_packages,
        {
            200: ("One page; its ETag is good for If-None-Match", shapes.PACKAGE_PAGE),
            304: ("The page is as it was", None),
        },
        headers={"If-None-Match": text("The ETag of this page as last read: 304 while nothing on it has changed")},
        query={
            "tenant_id": TENANT,
            "limit": whole("Records a page", minimum=1, maximum=MOST_A_PAGE, default=PAGE_SIZE),
            "cursor": text("next_cursor of the page before"),
        },
        required_query=("tenant_id",),
        errors=(400, 403),
    ),
    Operation(
        "GET",
        _ONE,
        "getPackage",
        "One package",
        get_package,
        {200: ("The package; its ETag is good for If-Match", shapes.PACKAGE)},
        query={"tenant_id": TENANT},
        errors=(403, 404),
    ),
    Operation(
        "PATCH",
        _ONE,
        "updatePackage",
        "Changes what people write about a package",
        patch_package,
        {200: ("The changed package", shapes.PACKAGE)},
        scope="write",
        body=record(
            {"tenant_id": TENANT},
            {
                "description": nullable(text("null: the manifest's", maxLength=10_000)),
                "duration": nullable(text("null: the manifest's", maxLength=100)),
                "tags": nullable(array(words(maxLength=100), description="Replaces all tags")),
                "custom_metadata": nullable({**shapes.ANY_RECORD, "description": "Replaces the whole record"}),
                "expected_updated_at": text("updated_at as last read: 409 VERSION_CONFLICT when it is another by now"),
            },
            additionalProperties=False,
        ),
        headers={"If-Match": text("The ETag as last read: 409 VERSION_CONFLICT when it is another by now")},
        errors=(400, 403, 404, 409),
        description="Optimistic locking by If-Match or expected_updated_at; with neither the change always applies.",
    ),
    Operation(
        "DELETE",
        _ONE,
        "deletePackage",
        "Deletes a package with all its versions",
        delete_package,
        {204: ("It is gone", None)},
        scope="write",
        query={"tenant_id": TENANT},
        errors=(403, 404),
    ),
    Operation(
        "GET",
        f"{_ONE}/versions",
        "listVersions",
        "The version history, newest first",
        list_versions,
        {200: ("All revisions", record({"versions": array(shapes.VERSION)}))},
        query={"tenant_id": TENANT},
        required_query=("tenant_id",),
        errors=(400, 403, 404),
    ),
    Operation(
        "GET",
        f"{_ONE}/download",
        "downloadPackage",
        "The ZIP of a version, byte for byte as it was uploaded",
        download,
        {200: ("The ZIP; its ETag is its SHA-256", None), **_RANGES},
        query={"tenant_id": TENANT, "revision": whole("The current one when left out", minimum=1)},
        errors=(400, 403, 404, 503),
        media_type="application/zip",
    ),
    Operation(
        "GET",
        "/api/v1/content/{package_id}/{path}",
        "getContent",
        "A file of the current version; a package's launch_url points here",
        content,
        {200: ("The file", None), **_RANGES},
        errors=(403, 404, 503),
        media_type="application/octet-stream",
    ),
)
