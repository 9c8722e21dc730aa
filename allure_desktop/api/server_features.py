"""What a server offers beyond the documented calls, read from its OpenAPI document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

_METHODS = ("get", "post", "put", "patch", "delete")
_PAGE_SIZES = ("limit", "per_page", "page_size", "pageSize", "perPage")
_CURSORS = ("cursor", "next_cursor", "page_token", "after", "starting_after")
#: More than any API has; what a document declares beyond is not looked at.
MOST_OPERATIONS = 5_000
MOST_SCHEMAS = 500
#: what is asked for where the server does not say how many it gives, and the most that is asked for
USUAL_PER_PAGE, MOST_PER_PAGE = 100, 1000


@dataclass(frozen=True, slots=True)
class Paging:
    """The paging parameters that `GET /packages` declares, by the server's names; '' where there is none."""

    size: str = ""
    page: str = ""
    offset: str = ""
    cursor: str = ""
    per_page: int = USUAL_PER_PAGE


@dataclass(frozen=True, slots=True)
class ServerFeatures:
    """`documented_only` when the server has no OpenAPI document. Paths are below the API's root, as declared.

    `download_revision` is the query parameter that picks a revision, or the path template that does.
    """

    documented_only: bool = True
    delete_package: bool = False
    quotas: bool = False
    download: bool = False
    download_revision: str = ""
    webhooks: bool = False
    add_webhook: bool = False
    #: the path templates that remove one and tell its deliveries, '' where there is none
    remove_webhook: str = ""
    webhook_deliveries: str = ""
    webhook_events: tuple[str, ...] = ()
    file_size_in_init: bool = False
    #: a change may say which `updated_at` it was made to
    edit_expects: bool = False
    list_parts: tuple[str, str] | None = None
    abort_upload: tuple[str, str] | None = None
    paging: Paging = Paging()


def read_features(document: Mapping[str, Any] | None) -> ServerFeatures:
    """The features of an OpenAPI document (2 or 3); None or a document without paths: the documented calls only."""
    operations = dict(islice(_operations(document), MOST_OPERATIONS)) if document else {}
    if not operations:
        return ServerFeatures()
    assert document is not None
    download = _Operation.of(operations, "get", r"/packages/\{\}/download")
    by_path = _Operation.of(operations, "get", r"/packages/\{\}/(versions|revisions)/\{\}/download")
    revision = next((name for name in ("revision", "version") if download and name in download.query), "")
    init = _Operation.of(operations, "post", r"/packages/multipart/init")
    add_webhook = _Operation.of(operations, "post", r"/webhooks")
    remove_webhook = _Operation.of(operations, "delete", r"/webhooks/\{\}")
    deliveries = _Operation.of(operations, "get", r"/webhooks/\{\}/(deliveries|events|history)")
    edit = _Operation.of(operations, "patch", r"/packages/\{\}")
    packages = _Operation.of(operations, "get", r"/packages")
    return ServerFeatures(
        documented_only=False,
        delete_package=_Operation.of(operations, "delete", r"/packages/\{\}") is not None,
        quotas=_Operation.of(operations, "get", r"/quotas") is not None,
        download=download is not None,
        download_revision=revision or (by_path.path if by_path else ""),
        webhooks=_Operation.of(operations, "get", r"/webhooks") is not None,
        add_webhook=add_webhook is not None,
        remove_webhook=remove_webhook.path if remove_webhook else "",
        webhook_deliveries=deliveries.path if deliveries else "",
        webhook_events=_choices(document, add_webhook.raw, "event_type") if add_webhook else (),
        file_size_in_init=init is not None and "file_size" in _body_fields(document, init.raw),
        edit_expects=edit is not None and "expected_updated_at" in _body_fields(document, edit.raw),
        list_parts=_first(operations, (("get", r"/packages/multipart(/\{\})?/(list-)?parts(/\{\})?"),)),
        abort_upload=_first(
            operations,
            (("post", r"/packages/multipart(/\{\})?/abort"), ("delete", r"/packages/multipart(/abort)?/\{\}")),
        ),
        paging=_paging(document, packages) if packages else Paging(),
    )


@dataclass(frozen=True, slots=True)
class _Operation:
    path: str
    raw: Mapping[str, Any]
    query: Mapping[str, Mapping[str, Any]]

    @staticmethod
    def of(operations: Mapping[tuple[str, str], _Operation], method: str, pattern: str) -> _Operation | None:
        for (verb, path), operation in operations.items():
            if verb == method and re.fullmatch(pattern, path):
                return operation
        return None


def _first(
    operations: Mapping[tuple[str, str], _Operation], wanted: tuple[tuple[str, str], ...]
) -> tuple[str, str] | None:
    for method, pattern in wanted:
        found = _Operation.of(operations, method, pattern)
        if found:
            return method.upper(), found.path
    return None


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], _Operation]]:
    """Each declared operation by its method and its path below `/api/v1`, parameters as `{}`."""
    paths = document.get("paths")
    if not isinstance(paths, Mapping):
        return
    for path, item in paths.items():
        if not isinstance(item, Mapping):
            continue
        below = re.sub(r"^(/api)?/v1(?=/)", "", str(path)).rstrip("/")
        for method in _METHODS:
            raw = item.get(method)
            if isinstance(raw, Mapping):
                query = dict(_query(document, item)) | dict(_query(document, raw))
                yield (method, re.sub(r"\{[^}]*\}", "{}", below)), _Operation(below, raw, query)


def _query(document: Mapping[str, Any], holder: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    parameters = holder.get("parameters")
    for entry in parameters if isinstance(parameters, list) else []:
        parameter = _resolved(document, entry)
        if parameter.get("in") == "query" and isinstance(parameter.get("name"), str):
            yield parameter["name"], parameter


def _resolved(document: Mapping[str, Any], value: Any, depth: int = 0) -> Mapping[str, Any]:
    """A schema or parameter with its `$ref` followed inside the document."""
    if not isinstance(value, Mapping):
        return {}
    reference = value.get("$ref")
    if not isinstance(reference, str) or depth > 8:
        return value
    target: Any = document
    for step in reference.removeprefix("#/").split("/"):
        target = target.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(target, Mapping) else None
    return _resolved(document, target, depth + 1)


def _body_fields(document: Mapping[str, Any], operation: Mapping[str, Any]) -> set[str]:
    """The names of the fields of a request's JSON body."""
    body = _resolved(document, operation.get("requestBody"))
    content = body.get("content")
    media = content.get("application/json") if isinstance(content, Mapping) else None
    return _fields(document, media.get("schema") if isinstance(media, Mapping) else None)


def _fields(document: Mapping[str, Any], schema: Any) -> set[str]:
    """The properties of a schema and of those that it is put together of; one that holds itself ends somewhere."""
    names: set[str] = set()
    waiting, seen = [schema], 0
    while waiting and seen < MOST_SCHEMAS:
        seen += 1
        resolved = _resolved(document, waiting.pop())
        properties = resolved.get("properties")
        if isinstance(properties, Mapping):
            names |= {str(name) for name in islice(properties, MOST_SCHEMAS)}
        for combined in ("allOf", "anyOf", "oneOf"):
            parts = resolved.get(combined)
            if isinstance(parts, list):
                waiting += parts[:MOST_SCHEMAS]
    return names


def _choices(document: Mapping[str, Any], operation: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The values that a field of a request's JSON body may have, as far as they are listed."""
    content = _resolved(document, operation.get("requestBody")).get("content")
    media = content.get("application/json") if isinstance(content, Mapping) else None
    schema = _resolved(document, media.get("schema") if isinstance(media, Mapping) else None)
    properties = schema.get("properties")
    field = _resolved(document, properties.get(name)) if isinstance(properties, Mapping) else {}
    values = field.get("enum")
    return tuple(str(value) for value in values) if isinstance(values, list) else ()


def _paging(document: Mapping[str, Any], operation: _Operation) -> Paging:
    names = operation.query
    size = next((name for name in _PAGE_SIZES if name in names), "")
    schema = _resolved(document, names[size].get("schema")) if size else {}
    maximum = schema.get("maximum")
    per_page = USUAL_PER_PAGE
    if isinstance(maximum, (int, float)) and maximum >= 1:
        # large pages: each is a call of the rate limit
        per_page = int(min(maximum, MOST_PER_PAGE))
    return Paging(
        size=size,
        page="page" if "page" in names else "",
        offset=next((name for name in ("offset", "skip") if name in names), ""),
        cursor=next((name for name in _CURSORS if name in names), ""),
        per_page=per_page,
    )
