"""The API origin: from a request to one declared operation, with key, limit, scope and shape checked in this order."""

from __future__ import annotations

import errno
import json
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from allure_desktop.errors import AllureError
from allure_desktop.sandbox.front import problem_response
from allure_desktop.sandbox.keys import Key
from allure_desktop.sandbox.operations import Backend, Call, Operation, Reply, read_query
from allure_desktop.sandbox.problems import Problem, invalid_request
from allure_desktop.sandbox.routes import OPERATIONS
from allure_desktop.sandbox.shapes import complaint

log = logging.getLogger(__name__)

#: 10,000 parts with their ETags are some 700 kB.
MAX_BODY_BYTES = 4 * 2**20


def api_app(backend: Backend, operations: Iterable[Operation] = OPERATIONS) -> Starlette:
    """The ASGI application of the API origin."""
    by_path: dict[str, dict[str, Operation]] = {}
    for operation in operations:
        by_path.setdefault(operation.path, {})[operation.method] = operation
    # a fixed path before one with a parameter in the same place
    paths = sorted(by_path, key=lambda path: (path.count("{"), path))
    routes = [
        Route(path.replace("{path}", "{path:path}"), _endpoint(backend, by_path[path]), methods=list(by_path[path]))
        for path in paths
    ]
    return Starlette(routes=routes, exception_handlers={HTTPException: _no_such_call})


def _endpoint(backend: Backend, operations: Mapping[str, Operation]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        operation = operations.get(request.method) or operations["GET"]  # HEAD is answered like GET
        headers: dict[str, str] = {}
        try:
            raw = await _body(request)
            reply = await run_in_threadpool(_answer, backend, operation, request, raw, headers)
            return await run_in_threadpool(_response, request, reply, headers)
        except Problem as problem:
            problem.headers = {**headers, **problem.headers}
            return problem_response(problem)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        except Exception as error:
            return problem_response(_trouble(error, headers))

    return endpoint


def _answer(backend: Backend, operation: Operation, request: Request, raw: bytes, headers: dict[str, str]) -> Reply:
    key = None
    if operation.scope is not None:
        key = _key(backend, request)
        headers.update(backend.rate_limit.take(key.tenant_id))
        if not key.may(operation.scope):
            raise Problem(
                403,
                f"The API key lacks the {operation.scope} scope",
                "INSUFFICIENT_SCOPES",
                {"required_scope": operation.scope, "scopes": sorted(key.scopes)},
            )
    call = Call(
        backend,
        request.url.path,
        key,
        request.path_params,
        read_query(operation, request.query_params),
        {name.lower(): value for name, value in request.headers.items()},
        _read_body(operation, raw),
    )
    return operation.handle(call)


def _key(backend: Backend, request: Request) -> Key:
    given = request.headers.get("x-api-key", "")
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if not given and scheme.lower() == "bearer":
        given = bearer.strip()
    if not given:
        raise Problem(
            401,
            "An API key is needed: X-API-Key: KEY, or Authorization: Bearer KEY",
            "UNAUTHORIZED",
            headers={"WWW-Authenticate": "Bearer"},
        )
    key = backend.keys.find(given)
    if key is None:
        raise Problem(401, "The API key is not valid", "INVALID_API_KEY")
    if key.expires_at is not None and key.expires_at <= backend.clock():
        raise Problem(401, "The API key has expired", "EXPIRED_API_KEY")
    return key


async def _body(request: Request) -> bytes:
    raw = b""
    async for block in request.stream():
        raw += block
        if len(raw) > MAX_BODY_BYTES:
            raise Problem(413, "The request body is too large", "INVALID_REQUEST", {"limit_bytes": MAX_BODY_BYTES})
    return raw


def _read_body(operation: Operation, raw: bytes) -> Mapping[str, Any]:
    if operation.body is None:
        return {}
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        raise invalid_request("The body is not JSON") from None
    if words := complaint(body, operation.body):
        raise invalid_request(words, field=words.split(" ", 1)[0])
    found: Mapping[str, Any] = body
    return found


def _trouble(error: Exception, headers: Mapping[str, str]) -> Problem:
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    if full or isinstance(error, AllureError | sqlite3.Error):
        log.warning("The sandbox cannot store: %s", error)
        return Problem(503, "The storage is not available", "STORAGE_UNAVAILABLE", {"reason": str(error)}, headers)
    log.exception("The sandbox failed on a call")
    return Problem(500, "Internal error", "INTERNAL_ERROR", {"reason": type(error).__name__}, headers)


def _response(request: Request, reply: Reply, headers: Mapping[str, str]) -> Response:
    if reply.respond is not None:
        response = reply.respond(request)
        response.headers.update(headers)
        return response
    all_headers = {**headers, **reply.headers}
    if reply.file is not None:
        return FileResponse(
            reply.file, reply.status, all_headers, media_type="application/zip", filename=reply.filename
        )
    if reply.status in (204, 304):
        return Response(status_code=reply.status, headers=all_headers)
    return JSONResponse(reply.body, reply.status, all_headers)


async def _no_such_call(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = "There is no such call with this method" if status == 405 else "There is no such call"
    code = "METHOD_NOT_ALLOWED" if status == 405 else "NOT_FOUND"
    headers = error.headers if isinstance(error, HTTPException) else None
    return problem_response(Problem(status, words, code, headers=headers))
