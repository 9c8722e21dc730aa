"""Lists in every envelope, both record shapes, page after page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allure_desktop.api.client import ApiClient
from allure_desktop.api.records import package_record
from allure_desktop.errors import NotFound, NotTheApi
from tests.scripted_server import Answer, Asked, ScriptedServer

Serve = Callable[..., ScriptedServer]
ClientOf = Callable[..., ApiClient]
LIST = "GET /api/v1/packages"
ONE: dict[str, Any] = {"package_id": "p1", "title": "One"}


@pytest.mark.parametrize(
    "body",
    [
        [ONE],
        {"packages": [ONE], "next_cursor": None},
        {"items": [ONE]},
        {"data": [ONE]},
        {"results": [ONE], "next": None},
        {"data": {"packages": [ONE]}},
        {"packages": [{"packageId": "p1", "title": "One"}]},
        {"packages": [{"id": "p1", "title": "One"}, "nonsense"]},
    ],
)
def test_every_envelope_is_read(serve: Serve, client_of: ClientOf, body: Any) -> None:
    """A bare array or an object that holds it, with either spelling of the id."""
    records = client_of(serve({LIST: Answer(200, body)})).packages()
    assert [(record.package_id, record.title) for record in records] == [("p1", "One")]


def test_no_list_at_all_is_told(serve: Serve, client_of: ClientOf) -> None:
    """An object without a list is no empty library."""
    with pytest.raises(NotTheApi, match="no list of packages"):
        client_of(serve({LIST: Answer(200, {"status": "ok"})})).packages()


def test_the_legacy_record_is_read_whole() -> None:
    """The page's older record: id, scorm_version, and the rest under metadata; unknown fields stay in raw."""
    legacy = {
        "id": "pkg_abc123",
        "tenant_id": "t",
        "title": "Safety",
        "version": "1.2",
        "scorm_version": "1.2",
        "launch_url": "index.html",
        "storage_path": "t/p",
        "file_size_bytes": 5242880,
        "metadata": {"schemaversion": "1.2", "description": "About", "sco_count": 5},
        "created_at": "2025-01-15T10:30:00.000Z",
        "odd": 1,
    }
    record = package_record(legacy, "https://a.example")
    assert (record.package_id, record.scorm_version, record.schemaversion) == ("pkg_abc123", "1.2", "1.2")
    assert (record.description, record.sco_count, record.current_revision) == ("About", 5, None)
    assert record.launch_url == "https://a.example/index.html"
    assert record.raw["odd"] == 1


def test_strange_values_never_break_a_record() -> None:
    """Numbers as text, nulls, lists where text belongs: read where possible, else empty."""
    record = package_record(
        {"package_id": 7, "title": None, "tags": "x", "file_size_bytes": "12", "custom_metadata": [], "duration": {}}
    )
    assert (record.package_id, record.title, record.tags, record.file_size_bytes) == ("7", "", (), 12)
    assert (dict(record.custom_metadata), record.duration) == ({}, "")


def test_next_cursor_is_followed(serve: Serve, client_of: ClientOf) -> None:
    """Cursor after cursor until none comes; a package shown twice counts once."""
    bodies = {
        "": {"packages": [{"package_id": "a"}], "next_cursor": "c1"},
        "c1": {"packages": [{"package_id": "a"}, {"package_id": "b"}], "nextCursor": "c2"},
        "c2": {"packages": [{"package_id": "c"}], "next_cursor": None},
    }
    server = serve({LIST: lambda asked: Answer(200, bodies[asked.query.get("cursor", "")])})
    assert [record.package_id for record in client_of(server).packages()] == ["a", "b", "c"]
    assert all(asked.query["tenant_id"] == "tenant-1" for asked in server.asked)


def test_a_next_address_gives_its_query_only(serve: Serve, client_of: ClientOf) -> None:
    """`next` may name another host: the request, and the key, stay on our own."""
    elsewhere = serve()

    def answer(asked: Asked) -> Answer:
        if "page" in asked.query:
            return Answer(200, {"results": [{"id": "b"}], "next": None})
        return Answer(200, {"results": [{"id": "a"}], "next": f"{elsewhere.url}/api/v1/packages?page=2"})

    assert [record.package_id for record in client_of(serve({LIST: answer})).packages()] == ["a", "b"]
    assert elsewhere.asked == []


def test_a_link_header_is_followed(serve: Serve, client_of: ClientOf) -> None:
    """Link: rel=next, also when it is not the first of its links."""

    def answer(asked: Asked) -> Answer:
        if asked.query.get("after") == "1":
            return Answer(200, [{"id": "b"}])
        return Answer(200, [{"id": "a"}], {"Link": '</x?after=0>; rel="prev", </api/v1/packages?after=1>; rel="next"'})

    assert [record.package_id for record in client_of(serve({LIST: answer})).packages()] == ["a", "b"]


def declared(*names: str, maximum: int = 2) -> dict[str, Any]:
    parameters = [{"name": name, "in": "query", "schema": {"type": "integer", "maximum": maximum}} for name in names]
    return {"paths": {"/api/v1/packages": {"get": {"parameters": parameters}}}}


@pytest.mark.parametrize("names", [("page", "limit"), ("offset", "limit"), ("page", "per_page")])
def test_declared_counting_is_used(serve: Serve, client_of: ClientOf, names: tuple[str, str]) -> None:
    """page or offset, as the OpenAPI document names them, until a page is not full."""
    everything = [{"id": str(number)} for number in range(5)]

    def answer(asked: Asked) -> Answer:
        size = int(asked.query[names[1]])
        start = int(asked.query.get("offset", "0")) or (int(asked.query.get("page", "1")) - 1) * size
        return Answer(200, everything[start : start + size])

    server = serve({LIST: answer})
    records = client_of(server, load_document=lambda: declared(*names)).packages()
    assert [record.package_id for record in records] == ["0", "1", "2", "3", "4"]
    assert len(server.asked) == 3


def test_without_any_paging_one_page_is_all(serve: Serve, client_of: ClientOf) -> None:
    """Nothing shown, nothing declared: a second request is not made."""
    server = serve({LIST: Answer(200, [ONE])})
    client_of(server).packages()
    assert len(server.asked) == 1


def test_a_cursor_that_never_ends_ends(serve: Serve, client_of: ClientOf) -> None:
    """A server that shows the same cursor again and again does not keep us forever."""
    server = serve({LIST: Answer(200, {"packages": [ONE], "next_cursor": "same"})})
    assert len(client_of(server).packages()) == 1
    assert len(server.asked) == 2


def test_half_characters_take_nothing_else_along(serve: Serve, client_of: ClientOf) -> None:
    """A title with half a surrogate pair, or in another encoding, is shown with a mark; the rest of the list stays."""
    text = b'[{"id": "a", "title": "half \\ud800"}, {"id": "b", "title": "caf\xe9 \\ud83d\\ude00 \\\\ud800"}]'
    found = client_of(serve({LIST: Answer(200, text, {"Content-Type": "application/json"})})).packages()
    assert [record.title for record in found] == ["half \ufffd", "caf\ufffd 😀 \\ud800"]


def test_half_characters_stay_beside_what_is_nested_too_deep(serve: Serve, client_of: ClientOf) -> None:
    """Each is mended in its own way, whichever comes first: neither takes the other along."""
    deep = '{"id": "deep", "custom_metadata": ' + '{"a":[' * 500 + "1" + "]}" * 500 + "}"
    half = '{"id": "half", "title": "half \\ud800"}'
    for pair in ((deep, half), (half, deep)):
        text = f'{{"packages": [{", ".join(pair)}]}}'.encode()
        found = client_of(serve({LIST: Answer(200, text, {"Content-Type": "application/json"})})).packages()
        assert {record.package_id: record.title for record in found} == {"deep": "", "half": "half \ufffd"}
        assert found.left_out == 0


def test_what_is_no_package_is_counted(serve: Serve, client_of: ClientOf) -> None:
    """Entries that are no record or have no id; a package that comes twice is no defect."""
    body = [
        {"id": "a"},
        {"id": "a"},
        None,
        5,
        "x",
        {},
        {"title": "no id"},
        {"id": {"b": 1}},
        {"id": "c", "launch_url": "http://[::1"},
    ]
    found = client_of(serve({LIST: Answer(200, body)})).packages()
    assert ([record.package_id for record in found], found.left_out) == (["a", "c"], 6)
    assert found[1].launch_url == ""


def test_versions_with_half_of_their_fields(serve: Serve, client_of: ClientOf) -> None:
    """Each revision once; one without a number is shown while it tells anything, and what tells nothing is none."""
    body = {"versions": [{"revision": 1}, {"revision": "v2", "by": 1}, {"revision": 2}, None, {}, {"created_at": "x"}]}
    found = client_of(serve({"GET /api/v1/packages/p/versions": Answer(200, body)})).versions("p")
    assert [version.revision for version in found] == [2, 1, 0]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "smb://host/share", "http://[::1"])
def test_a_launch_leads_to_the_web_alone(serve: Serve, client_of: ClientOf, address: str) -> None:
    """Other addresses would be handed to programs of this computer."""
    route = "POST /api/v1/packages/p/launch"
    with pytest.raises(NotTheApi):
        client_of(serve({route: Answer(200, {"launch_url": address})})).launch("p", "user", "session")


@pytest.mark.parametrize("package_id", ["a/b", "..", "../../x", "a?b#c", "ü ", "%2e%2e"])
def test_ids_of_any_kind_are_one_step_of_the_address(serve: Serve, client_of: ClientOf, package_id: str) -> None:
    """None of them leads to another call of the server."""
    server = serve()
    with pytest.raises(NotFound):
        client_of(server).package(package_id)
    (asked,) = server.asked
    assert asked.path.startswith("/api/v1/packages/")
    assert "/" not in asked.path.removeprefix("/api/v1/packages/")
    assert asked.path.removeprefix("/api/v1/packages/") not in ("", ".", "..")


_VALUES = st.sampled_from(
    [None, "", 0, 7, -1, 2**63, 1.5, True, "text", "v3", [], ["a", 1], ["a", "b"], {}, {"title": "inner", "n": 1}]
)
_FIELDS = [
    *("package_id", "tenant_id", "title", "scorm_version", "version", "schemaversion", "current_revision"),
    *("launch_url", "original_filename", "file_size_bytes", "sco_count", "description", "duration", "tags"),
    *("custom_metadata", "storage_path", "uploaded_by", "created_at", "updated_at"),
]
_INNER = st.dictionaries(st.sampled_from([*_FIELDS, "schemaVersion"]), _VALUES, max_size=6)


@given(st.dictionaries(st.sampled_from(_FIELDS), _VALUES, max_size=8), st.one_of(_VALUES, _INNER))
def test_a_record_to_the_letter_is_read_as_any_other(raw: dict[str, Any], metadata: Any) -> None:
    """Whatever its fields hold: one more name, which holds nothing, sends it the long way to the same values."""
    raw = {**raw, "metadata": metadata}
    long_way = package_record({**raw, "schema_version": None}, "https://a.example")
    assert repr(package_record(raw, "https://a.example")) == repr(replace(long_way, raw=raw))
