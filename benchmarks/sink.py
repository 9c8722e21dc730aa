"""A server that costs next to nothing, so that only its clients are measured: takes parts and throws them away.

It speaks just enough of the API for an upload: python -m benchmarks.sink [--md5] [--part-size BYTES] [--faults SHARE].
Prints {"url"} and answers GET /figures: what came since the last POST /reset.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import Any

_PIECE = 1 << 20


@dataclass
class Figures:
    """What has come in: `put_bytes` of bodies of PUTs, also of those that were cut; `api_calls` by path."""

    put_bytes: int = 0
    puts: int = 0
    api_calls: dict[str, int] = field(default_factory=dict)
    last_byte_at: float = 0.0


class Sink:
    """Threads, one a connection; bodies are read by the kernel and dropped there."""

    def __init__(self, *, md5: bool, part_size: int, faults: float) -> None:
        self._md5 = md5
        self._part_size = part_size
        self._faults = faults
        self._chance = random.Random(7)
        self._lock = threading.Lock()
        self.figures = Figures()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def serve(self) -> None:
        while True:
            connected, _ = self._listener.accept()
            threading.Thread(target=self._talk, args=(connected,), daemon=True).start()

    def _talk(self, connected: socket.socket) -> None:
        pending = b""
        buffer = bytearray(_PIECE)
        try:
            with connected:
                while True:
                    while b"\r\n\r\n" not in pending:
                        more = connected.recv(65536)
                        if not more:
                            return
                        pending += more
                    head, _, pending = pending.partition(b"\r\n\r\n")
                    method, path, length = _read_head(head)
                    if b"100-continue" in head:
                        connected.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                    body, pending = pending[:length], pending[length:]
                    if method == "PUT":
                        connected.sendall(self._take(connected, body, length, buffer))
                        continue
                    while len(body) < length:
                        body += connected.recv(length - len(body))
                    connected.sendall(self._answer(method, path, body))
        except OSError:
            return

    def _take(self, connected: socket.socket, body: bytes, length: int, buffer: bytearray) -> bytes:
        digest = hashlib.md5(body, usedforsecurity=False) if self._md5 else None
        left = length - len(body)
        taken = len(body)
        refuse = self._faults > 0 and self._chance.random() < self._faults
        try:
            while left > 0:
                # MSG_TRUNC drops the bytes without copying them here
                flags = 0 if digest else socket.MSG_TRUNC
                got = connected.recv_into(buffer, min(left, _PIECE), flags)
                if got == 0:
                    raise ConnectionResetError
                if digest is not None:
                    digest.update(memoryview(buffer)[:got])
                left -= got
                taken += got
                if refuse and taken * 2 > length:
                    raise ConnectionResetError
        finally:
            with self._lock:
                self.figures.put_bytes += taken
                self.figures.last_byte_at = time.time()
        with self._lock:
            self.figures.puts += 1
        etag = digest.hexdigest() if digest else "opaque-1"
        return f'HTTP/1.1 200 OK\r\nETag: "{etag}"\r\nContent-Length: 0\r\n\r\n'.encode()

    def _answer(self, method: str, path: str, body: bytes) -> bytes:
        path = path.split("?")[0]
        if path == "/figures":
            return _reply(200, self.figures.__dict__)
        if path == "/reset":
            self.figures = Figures()
            return _reply(200, {})
        with self._lock:
            self.figures.api_calls[f"{method} {path}"] = self.figures.api_calls.get(f"{method} {path}", 0) + 1
            refuse = self._faults > 0 and self._chance.random() < self._faults
        if refuse:
            return _reply(503, {"error": "Not just now", "code": "SERVICE_UNAVAILABLE"})
        asked = json.loads(body) if body else {}
        put = f"{self.url}/bucket/course.zip"
        package = {"package_id": "p1", "title": "Course", "launch_url": "/l", "version": "1.2", "current_revision": 1}
        answers: dict[str, dict[str, Any]] = {
            "/api/v1/packages/upload-url": {"presigned_url": put, "required_put_headers": {}, "storage_path": "s"},
            "/api/v1/packages/multipart/init": {
                "upload_id": "u",
                "storage_path": "s",
                "part_size": self._part_size,
                "total_parts": 1,
            },
            "/api/v1/packages/multipart/part-url": {
                "part_number": asked.get("part_number"),
                "url": f"{put}?partNumber={asked.get('part_number')}",
                "expires_in": 3600,
            },
            "/api/v1/packages/multipart/complete": {"ok": True},
            "/api/v1/packages/process": {"manifest": {"title": "Course"}, "package": package},
            "/api/v1/packages": {"packages": []},
        }
        if path in answers:
            return _reply(200, answers[path])
        return _reply(404, {"error": "No such thing", "code": "NOT_FOUND"})


def _read_head(head: bytes) -> tuple[str, str, int]:
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return method, path, int(headers.get("content-length", "0"))


def _reply(status: int, body: Any) -> bytes:
    text = json.dumps(body).encode()
    return (
        f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n"
    ).encode() + text


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--md5", action="store_true", help="answer with the MD5 as the ETag, as S3 does")
    parser.add_argument("--part-size", type=int, default=16 << 20)
    parser.add_argument("--faults", type=float, default=0.0, help="share of calls and parts that fail")
    asked = parser.parse_args()
    sink = Sink(md5=asked.md5, part_size=asked.part_size, faults=asked.faults)
    print(json.dumps({"url": sink.url}), flush=True)
    sink.serve()


if __name__ == "__main__":
    main()
