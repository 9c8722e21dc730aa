"""A server under test as a plain HTTP client sees it: none of the program's own client code is used."""

from __future__ import annotations

import re
import time
import uuid
from pathlib import Path
from typing import Any

import httpx

from tests.conformance.shape import misfit


class Server:
    """One server, one tenant, one key. Each answer is held against the server's own OpenAPI document, if it has one."""

    def __init__(self, url: str, tenant_id: str, key: str, *, strict: bool = True) -> None:
        self.url = url.rstrip("/")
        self.tenant_id = tenant_id
        self.key = key
        self._strict = strict
        self.bare = httpx.Client(timeout=60)
        answer = self.bare.get(f"{self.url}/api/docs/openapi")
        self.document: dict[str, Any] = answer.json() if answer.status_code == 200 else {"paths": {}}
        self.http = httpx.Client(
            base_url=f"{self.url}/api/v1",
            headers={"X-API-Key": key},
            timeout=60,
            event_hooks={"response": [self._check]},
        )
        self.made: list[str] = []

    def close(self) -> None:
        """Deletes what was made, where the server can do that."""
        if self.declares("DELETE", "/api/v1/packages/{}"):
            for package_id in self.made:
                self.http.delete(f"/packages/{package_id}", params={"tenant_id": self.tenant_id})
        self.http.close()
        self.bare.close()

    def declares(self, method: str, path: str) -> bool:
        """Whether the document lists the call; `{}` stands for any parameter."""
        return any(
            re.sub(r"\{\w+\}", "{}", declared) in (path, path.removeprefix("/api/v1")) and method.lower() in calls
            for declared, calls in self.document["paths"].items()
        )

    # --- the steps of the page

    def who(self, **more: Any) -> dict[str, Any]:
        return {"tenant_id": self.tenant_id, "uploaded_by": "conformance", **more}

    def stored(self, path: Path) -> str:
        """upload-url and PUT; the storage path."""
        asked = self.who(filename=path.name, file_size=path.stat().st_size)
        ticket = self.http.post("/packages/upload-url", json=asked).raise_for_status().json()
        self.bare.put(
            ticket["presigned_url"], headers=ticket["required_put_headers"], content=path.read_bytes()
        ).raise_for_status()
        found: str = ticket["storage_path"]
        return found

    def process(self, storage_path: str, filename: str = "course.zip", **more: Any) -> httpx.Response:
        return self.http.post(
            "/packages/process", json=self.who(storage_path=storage_path, original_filename=filename, **more)
        )

    def package(self, path: Path, **more: Any) -> dict[str, Any]:
        """Uploads and processes; the whole answer. Waits where the server processes later."""
        answer = self.process(self.stored(path), path.name, **more).raise_for_status()
        body: dict[str, Any] = answer.json()
        if answer.status_code == 202 or "package" not in body:
            body = self._later(path.name)
        if body["package"]["package_id"] not in self.made:
            self.made.append(body["package"]["package_id"])
        return body

    def _later(self, filename: str) -> dict[str, Any]:
        deadline = time.monotonic() + 1800
        while time.monotonic() < deadline:
            for record in self.packages():
                if record.get("original_filename") == filename:
                    return {"package": record, "manifest": {}}
            time.sleep(2)
        raise AssertionError(f"{filename} was never processed")

    def packages(self) -> list[dict[str, Any]]:
        """All records, over all pages."""
        found: list[dict[str, Any]] = []
        query: dict[str, Any] = {"tenant_id": self.tenant_id}
        while True:
            body = self.http.get("/packages", params=query).raise_for_status().json()
            found += body if isinstance(body, list) else body["packages"]
            if isinstance(body, list) or not body.get("next_cursor"):
                return found
            query["cursor"] = body["next_cursor"]

    def versions(self, package_id: str) -> list[dict[str, Any]]:
        body = self.http.get(f"/packages/{package_id}/versions", params={"tenant_id": self.tenant_id})
        found = body.raise_for_status().json()
        listed: list[dict[str, Any]] = found if isinstance(found, list) else found["versions"]
        return listed

    def launch(self, package_id: str, session_id: str = "", user_id: str = "learner-1") -> httpx.Response:
        asked = {"user_id": user_id, "session_id": session_id or str(uuid.uuid4())}
        return self.http.post(f"/packages/{package_id}/launch", json=asked)

    # --- the document

    def _check(self, answer: httpx.Response) -> None:
        answer.read()
        if self._strict and self.document["paths"]:
            assert not (words := self.untruth(answer)), words

    def untruth(self, answer: httpx.Response) -> str:
        """How this answer differs from what the document says of it; '' when it does not."""
        method, path = answer.request.method.lower(), answer.request.url.path
        for declared, calls in self.document["paths"].items():
            pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(declared)).replace(
                "/content/[^/]+/[^/]+", "/content/[^/]+/.+"
            )
            if re.fullmatch(pattern, path) and method in calls:
                break
        else:
            return "" if answer.status_code in (404, 405) else f"{method} {path} is not declared"
        said = calls[method]["responses"].get(str(answer.status_code))
        if said is None:
            return f"{method} {declared} does not declare {answer.status_code}: {answer.text}"
        schema = said.get("content", {}).get("application/json", {}).get("schema")
        if schema is None:
            return ""
        return misfit(answer.json(), schema, self.document, f"{method} {declared} {answer.status_code}")
