"""The storage origin: signed PUTs as S3 takes them, and the player's pages."""

from __future__ import annotations

import logging
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from allure_desktop.sandbox.file_store import FileStore, Incoming
from allure_desktop.sandbox.front import refusal_response
from allure_desktop.sandbox.operations import Backend
from allure_desktop.sandbox.signing import BUCKET, StorageRefusal, check
from allure_desktop.sandbox.store import MAX_PART_BYTES, Upload

log = logging.getLogger(__name__)


def storage_app(backend: Backend, files: FileStore | None) -> Starlette:
    """The ASGI application of the storage origin; without `files` the bytes go to a storage elsewhere."""
    # here: the player's page and run-time are read when the sandbox starts, not when it is imported
    from allure_desktop.sandbox import player

    puts = []
    if files is not None:
        taking = _Taking(backend, files)
        puts = [Route(f"/{BUCKET}/{{storage_path:path}}", taking.put, methods=["PUT"])]
    return Starlette(
        routes=[*puts, *player.routes(backend.sessions, backend.shelf)],
        exception_handlers={HTTPException: _not_allowed},
    )


class _Taking:
    """Takes signed PUTs into files."""

    def __init__(self, backend: Backend, files: FileStore) -> None:
        self._backend = backend
        self._files = files

    async def put(self, request: Request) -> Response:
        try:
            upload, given = await run_in_threadpool(self._allowed, request)
            body = await self._received(request)
            try:
                etag = await run_in_threadpool(self._kept, upload, given, body)
            finally:
                body.drop()
        except StorageRefusal as refusal:
            if "expect" not in request.headers:
                await _drain(request)
            return refusal_response(refusal)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        except OSError as error:
            log.warning("The sandbox cannot store: %s", error)
            words = f"Please try again later: {error.strerror}"
            return refusal_response(StorageRefusal(503, "ServiceUnavailable", words))
        if self._backend.faults.struck("wrong-etag", _target(request)):
            etag = f'"{etag.strip(chr(34))[::-1]}"'
        return Response(headers={"ETag": etag})

    def _allowed(self, request: Request) -> tuple[Upload, dict[str, str]]:
        path = request.scope["raw_path"].decode("latin-1")
        headers = {name.lower(): value for name, value in request.headers.items()}
        given = check(self._files.secret, "PUT", path, request.url.query, headers, self._backend.clock())
        if self._backend.faults.struck("expired", _target(request), with_value=False):
            raise StorageRefusal(403, "AccessDenied", "Request has expired")
        storage_path = unquote(path.removeprefix(f"/{BUCKET}/"))
        upload = self._backend.storage.open_upload(storage_path, given.get("uploadId"))
        length = headers.get("content-length", "")
        if not length.isdigit():
            raise StorageRefusal(411, "MissingContentLength", "You must provide the Content-Length HTTP header.")
        if "x-size" in given and int(given["x-size"]) != int(length):
            words = "Content-Length is not the size the address was signed for."
            raise StorageRefusal(403, "SignatureDoesNotMatch", words)
        if int(length) > MAX_PART_BYTES:
            raise StorageRefusal(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.")
        return upload, given

    async def _received(self, request: Request) -> Incoming:
        """The whole body in a file. A connection that breaks leaves nothing behind."""
        body = self._files.incoming()
        try:
            async for block in request.stream():
                body.write(block)
        except BaseException:
            body.drop()
            raise
        return body

    def _kept(self, upload: Upload, given: dict[str, str], body: Incoming) -> str:
        etag = body.finish()
        if "partNumber" in given:
            self._files.keep_part(upload, int(given["partNumber"]), body, etag)
        else:
            self._backend.storage.adopt(upload, self._files.take(body))
        return etag


def _target(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}"


async def _drain(request: Request) -> None:
    """Reads on: a client that still sends would not see an early refusal."""
    try:
        async for _ in request.stream():
            pass
    except (ClientDisconnect, RuntimeError):
        pass  # it went away, or everything was read before


async def _not_allowed(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 405:
        return refusal_response(StorageRefusal(405, "MethodNotAllowed", "The specified method is not allowed here."))
    return refusal_response(StorageRefusal(status, "NoSuchKey", "The specified key does not exist."))
