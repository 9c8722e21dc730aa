"""What a server declares is bounded, believed for a while and asked for again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from allure_desktop.api.calls import Calls
from allure_desktop.api.client import ApiClient
from allure_desktop.api.declared import ASKED_AGAIN_S, BELIEVED_S, LONGEST_BYTES, Declared
from allure_desktop.api.server_features import read_features
from allure_desktop.api.transport import Transport
from tests.scripted_server import Answer, ScriptedServer

OPENAPI = "GET /api/docs/openapi"
Serve = Callable[..., ScriptedServer]


def document(*paths: tuple[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for method, path in paths:
        found.setdefault(path, {})[method] = {"responses": {}}
    return {"openapi": "3.1.0", "paths": found}


DELETE = document(("delete", "/api/v1/packages/{id}"))
QUOTAS = document(("get", "/api/v1/quotas"))


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def declared_of(server: ScriptedServer, clock: Clock, kept: list[Any]) -> Declared:
    calls = Calls(Transport(server.url, "x-api-key", lambda: "key-123456"), None, None)
    return Declared(calls, lambda: None, kept.append, clock)


def test_it_is_asked_for_again_after_a_while(serve: Serve) -> None:
    """A server that was updated offers more, a program that runs for days finds out; until then nobody asks twice."""
    kept: list[Any] = []
    server, clock = serve({OPENAPI: [Answer(200, DELETE), Answer(200, QUOTAS)]}), Clock()
    declared = declared_of(server, clock, kept)
    assert [declared.features().delete_package for _ in range(3)] == [True] * 3
    clock.now += BELIEVED_S - 1
    assert declared.features().delete_package and len(server.asked) == 1
    clock.now += 2
    found = declared.features()
    assert found.quotas and not found.delete_package and len(server.asked) == 2
    assert kept == [DELETE, QUOTAS]


def test_what_was_known_holds_while_the_server_does_not_answer(serve: Serve) -> None:
    """No button vanishes because of a bad minute, and it is not asked at every step meanwhile."""
    server, clock = serve({OPENAPI: [Answer(200, DELETE), *[Answer(503)] * 3, Answer(200, QUOTAS)]}), Clock()
    declared = declared_of(server, clock, [])
    declared.features()
    clock.now += BELIEVED_S + 1
    assert declared.features().delete_package
    asked = len(server.asked)
    assert declared.features().delete_package and len(server.asked) == asked
    clock.now += ASKED_AGAIN_S + 1
    assert declared.features().quotas


def test_a_document_of_fifty_megabytes_is_none(serve: Serve, client_of: Callable[..., ApiClient]) -> None:
    """It is left off after eight; the documented calls work, and it is not asked for again with each of them."""
    text = json.dumps({**DELETE, "info": {"description": "x" * (LONGEST_BYTES + 1)}})
    server = serve({OPENAPI: Answer(200, text.encode()), "GET /api/v1/packages": Answer(200, [{"id": "p"}])})
    client = client_of(server, load_document=lambda: None)
    assert client.features().documented_only and len(client.packages()) == 1
    assert len(server.calls(OPENAPI)) == 1


def _tree(depth: int) -> dict[str, Any]:
    made: dict[str, Any] = {"properties": {"deep": {}}}
    for _ in range(depth):
        made = {"allOf": [made]}
    return made


ITSELF = {"allOf": [{"$ref": "#/components/schemas/Self"}] * 50, "properties": {"file_size": {}}}


@pytest.mark.parametrize(
    "lie",
    [
        {"paths": {f"/api/v1/x/{n}": {"get": {}} for n in range(200_000)}},
        {"paths": {"/api/v1/packages": {"get": {"parameters": [{"$ref": "#/a"}] * 1000}}}, "a": {"$ref": "#/a"}},
        {"paths": {"/api/v1/packages": {"get": {"parameters": [
            {"in": "query", "name": "limit", "schema": {"maximum": 1e308 * 10}}]}}}},
        {"paths": {"/api/v1/packages": {"get": {"parameters": [{"in": "query", "name": "limit", "schema": {"maximum": True}}]}}}},
        {"paths": {"/api/v1/packages": "get", "/api/v1/quotas": {"get": []}, 7: None}},
        {"paths": {"/api/v1/packages/multipart/init": {"post": {"requestBody": {"content": {
            "application/json": {"schema": _tree(5000)}}}}}}},
        {"paths": {"/api/v1/packages/multipart/init": {"post": {"requestBody": {"content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Self"}}}}}}},
         "components": {"schemas": {"Self": ITSELF}}},
    ],
    ids=["paths", "references", "endless", "truth", "shapes", "depth", "itself"],
)  # fmt: skip
def test_a_document_full_of_lies_ends(lie: dict[str, Any]) -> None:
    """Endless, crooked, or holding itself fifty times: read in moments, and what is no promise counts as none."""
    begun = time.process_time()
    found = read_features(lie)
    assert time.process_time() - begun < 20
    assert not found.delete_package and not found.quotas
    assert 1 <= found.paging.per_page <= 1000


def test_a_promise_among_lies_is_found() -> None:
    """A schema that holds itself still tells its own fields."""
    schema = {"$ref": "#/components/schemas/Self"}
    body = {"content": {"application/json": {"schema": schema}}}
    found = read_features(
        {
            "paths": {"/v1/packages/multipart/init": {"post": {"requestBody": body}}},
            "components": {"schemas": {"Self": ITSELF}},
        }
    )
    assert found.file_size_in_init
