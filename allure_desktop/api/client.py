"""The documented calls of the AllureConnect SCORM API as functions that give values and raise our errors."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Literal

import httpx

from allure_desktop.api import json_body, records, refusals
from allure_desktop.api.answers import (
    Launch,
    MultipartTicket,
    PackageRecord,
    Packages,
    PartUrl,
    ProcessAnswer,
    Quotas,
    StoredPart,
    UploadTicket,
    VersionRecord,
)
from allure_desktop.api.calls import Calls
from allure_desktop.api.declared import Declared, filled, step
from allure_desktop.api.download import Download, Progress
from allure_desktop.api.paging import KnownPage, Page, pages
from allure_desktop.api.rate_limit import RateBudget
from allure_desktop.api.server_features import ServerFeatures
from allure_desktop.api.storage_address import check_address, check_headers
from allure_desktop.api.transport import Reply, Transport
from allure_desktop.api.webhooks import WebhookCalls
from allure_desktop.errors import (
    Forbidden,
    Invalid,
    KeyRefused,
    NotFound,
    NotOffered,
)

#: Processing takes 10 s to 30 min by size (api.md, "processing").
PROCESS_READ_S = 35 * 60.0
COMPLETE_READ_S = 5 * 60.0


class ApiClient:
    """One tenant on one server. Thread-safe. Raises only errors.ServerError and its kind.

    `key()` is asked for each request. `budget` is asked before each request: without room the call is not made and
    RateLimited tells how long to wait. `on_call("POST /packages/process")` is told of each request that goes out,
    `on_refused()` when the server does not take the key: whether there is another one by now.
    `load_document`/`keep_document` hold the server's OpenAPI document between runs ({}: the server has none).
    """

    def __init__(
        self,
        base_url: str,
        tenant_id: str,
        uploaded_by: str,
        key: Callable[[], str],
        auth: Literal["x-api-key", "bearer"] = "x-api-key",
        *,
        budget: RateBudget | None = None,
        http: httpx.Client | None = None,
        on_call: Callable[[str], None] | None = None,
        on_refused: Callable[[], bool] | None = None,
        load_document: Callable[[], Mapping[str, Any] | None] | None = None,
        keep_document: Callable[[Mapping[str, Any]], None] | None = None,
        proxy: str = "",
        ca_file: str = "",
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.tenant_id = tenant_id
        self.uploaded_by = uploaded_by
        self._transport = Transport(self.base_url, auth, key, http=http, proxy=proxy, ca_file=ca_file)
        self._calls = Calls(self._transport, budget, on_call, on_refused)
        self._declared = Declared(self._calls, load_document, keep_document)
        #: webhooks, where the server declares them
        self.hooks = WebhookCalls(self._calls, self._declared, tenant_id)
        self._no_quotas = False
        self._key = key

    def __repr__(self) -> str:
        return f"ApiClient({self.host}, tenant {self.tenant_id})"

    @property
    def host(self) -> str:
        """The server as named in words: host, and port where it is not the usual one."""
        return self._transport.host

    def close(self) -> None:
        """Ends calls under way at once; later ones fail."""
        self._calls.close()

    def server_time(self) -> float | None:
        """What the server's clock shows now (Unix seconds), None before its first answer."""
        return self._transport.server_time()

    def clock_ahead_s(self) -> float:
        """How far the server's clock is ahead of this computer's, in seconds (behind: below 0); 0 while unknown."""
        there = self.server_time()
        return 0.0 if there is None else there - time.time()

    def certificate_ends(self) -> float | None:
        """Until when the server's certificate is valid (Unix seconds); None without one, or where nobody tells."""
        return self._transport.certificate_ends()

    # Uploading

    def upload_url(self, filename: str, file_size: int) -> UploadTicket:
        """`POST /packages/upload-url`: where one PUT may put the file (`file_size` in bytes)."""
        _, answer = self._calls.change(
            "/packages/upload-url", {**self._who(), "filename": filename, "file_size": file_size}
        )
        headers = records.inner(answer, "required_put_headers", "required_headers", "headers")
        named = {str(name): str(value) for name, value in headers.items()}
        url = self._address(self._calls.required(answer, "presigned_url", "upload_url", "url"))
        return UploadTicket(
            url=url,
            required_headers=check_headers(named, url, file_size, self.base_url, self._key()),
            storage_path=self._calls.required(answer, "storage_path"),
        )

    def multipart_init(self, filename: str, file_size: int) -> MultipartTicket:
        """`POST /packages/multipart/init`; the size is told only to servers that declare it."""
        body: dict[str, Any] = {**self._who(), "filename": filename}
        if self.features().file_size_in_init:
            body["file_size"] = file_size
        _, answer = self._calls.change("/packages/multipart/init", body)
        part_size = records.whole(answer, "part_size", "chunk_size")
        if not part_size or part_size < 1:
            raise refusals.not_the_api(self.host, "Its answer names no part size.")
        return MultipartTicket(
            upload_id=self._calls.required(answer, "upload_id"),
            storage_path=self._calls.required(answer, "storage_path"),
            part_size=part_size,
            total_parts=records.whole(answer, "total_parts"),
        )

    def part_url(self, upload_id: str, part_number: int) -> PartUrl:
        """`POST /packages/multipart/part-url` for one part (from 1)."""
        body = {"upload_id": upload_id, "part_number": part_number}
        _, answer = self._calls.change("/packages/multipart/part-url", body)
        lasts = records.whole(answer, "expires_in", "expires_in_seconds")
        return PartUrl(
            part_number=part_number,
            url=self._address(self._calls.required(answer, "url", "presigned_url", "upload_url")),
            expires_in_s=3600.0 if lasts is None else max(float(lasts), 1.0),
        )

    def complete(self, upload_id: str, parts: Sequence[tuple[int, str]]) -> None:
        """`POST /packages/multipart/complete` with (number, ETag verbatim) of each part.

        Raises AnswerLost when it may have taken effect (connection lost after sending, 502, 504, time-out).
        """
        body = {
            "upload_id": upload_id,
            "parts": [{"part_number": number, "etag": etag} for number, etag in sorted(parts)],
        }
        self._calls.change("/packages/multipart/complete", body, read_timeout_s=COMPLETE_READ_S, once=True)

    def process(
        self,
        storage_path: str,
        original_filename: str,
        *,
        validate_only: bool = False,
        package_id: str | None = None,
    ) -> ProcessAnswer:
        """`POST /packages/process`; waits up to 35 minutes. With `package_id`: a new version of that package.

        Raises AnswerLost when it may have taken effect (connection lost after sending, 502, 504, time-out).
        """
        body: dict[str, Any] = {**self._who(), "storage_path": storage_path, "original_filename": original_filename}
        if validate_only:
            body["validate_only"] = True
        if package_id is not None:
            body["package_id"] = package_id
        status, answer = self._calls.change("/packages/process", body, read_timeout_s=PROCESS_READ_S, once=True)
        return records.process_answer(answer, status=status, validate_only=validate_only, base_url=self.base_url)

    def abort_upload(self, upload_id: str) -> None:
        """Lets the server drop an unfinished multipart upload. Raises NotOffered unless it declares how."""
        method, path = self.features().abort_upload or self._declared.refuse("dropping unfinished uploads")
        body = None if "{" in path else {"upload_id": upload_id}
        self._calls.send(method, filled(path, upload_id), body=body)

    def uploaded_parts(self, upload_id: str) -> list[tuple[int, StoredPart]]:
        """The parts that the server has, by number. Raises NotOffered unless it declares how to ask."""
        _, path = self.features().list_parts or self._declared.refuse("listing uploaded parts")
        params = None if "{" in path else {"upload_id": upload_id}
        found = records.listed(self._calls.read(filled(path, upload_id), params).json()) or []
        numbered = ((records.whole(part, "part_number"), records.text(part, "etag", "e_tag")) for part in found)
        return sorted(((n, StoredPart(etag)) for n, etag in numbered if n is not None), key=lambda part: part[0])

    # The library

    def packages(self) -> Packages:
        """All packages of the tenant, over all pages."""
        found: list[PackageRecord] = []
        entries = 0
        for page in self.package_pages():
            raws = (json_body.mapping_of(entry) for entry in page.entries or ())
            read = (records.package_record(raw, self.base_url) for raw in raws if raw is not None)
            found += (record for record in read if record.package_id)
            entries += len(page.entries or ())
        packages = Packages(records.unique(found))
        packages.left_out = entries - len(found)
        return packages

    def package_pages(
        self,
        known: Callable[[str], KnownPage | None] = lambda request: None,
        resume: Mapping[str, str] | None = None,
    ) -> Iterator[Page]:
        """`GET /packages` page by page, each asked for while the one before is worked on.

        `known(request)` gives the validators of a page that was read before; `resume` the parameters to begin with.
        Raises NotTheApi for a page that is no list.
        """
        for page in pages(self._package_page, {"tenant_id": self.tenant_id}, self.features().paging, known, resume):
            if page.entries is None:
                raise refusals.not_the_api(self.host, "Its answer holds no list of packages.")
            yield page

    def first_records(self, tenant_id: str | None = None) -> list[PackageRecord]:
        """One page of `GET /packages`, for testing a key; '' asks without a tenant, None with the client's own."""
        asked = self.tenant_id if tenant_id is None else tenant_id
        reply = self._package_page({"tenant_id": asked} if asked else {})
        return [records.package_record(raw, self.base_url) for raw in self._listed(reply.json(), "packages")]

    def may_write(self) -> bool:
        """Whether the key may upload, by an empty `upload-url` request: nothing comes into being (decision 14).

        Raises whatever says neither yes nor no.
        """
        try:
            self._calls.send("POST", "/packages/upload-url", body={})
        except Forbidden:
            return False
        except Invalid:
            return True
        return True

    def package(self, package_id: str) -> PackageRecord:
        """`GET /packages/{id}`."""
        return self._record(self._calls.read(f"/packages/{step(package_id)}").json())

    def update_package(
        self, package_id: str, changes: Mapping[str, Any], expected_updated_at: str = ""
    ) -> PackageRecord:
        """`PATCH /packages/{id}` with any of description, duration, tags, custom_metadata.

        `expected_updated_at` is told to servers that declare it (`features().edit_expects`). Raises Conflict (server.version-conflict) when somebody else changed it meanwhile.
        """
        path = f"/packages/{step(package_id)}"
        expected = {"expected_updated_at": expected_updated_at} if expected_updated_at else {}
        answer = self._calls.send("PATCH", path, body={"tenant_id": self.tenant_id, **changes, **expected}).json()
        return self.package(package_id) if answer is None else self._record(answer)

    def versions(self, package_id: str) -> list[VersionRecord]:
        """`GET /packages/{id}/versions`, newest first."""
        params = {"tenant_id": self.tenant_id}
        answer = self._calls.read(f"/packages/{step(package_id)}/versions", params).json()
        self._listed(answer, "versions")
        return records.version_records(answer)

    def launch(self, package_id: str, user_id: str, session_id: str) -> Launch:
        """`POST /packages/{id}/launch`: counts as a launch. The address is a secret: never stored, never logged."""
        body = {"user_id": user_id, "session_id": session_id}
        _, answer = self._calls.change(f"/packages/{step(package_id)}/launch", body)
        launch = records.launch_answer(answer, base_url=self.base_url, session_id=session_id, now=time.time())
        if launch is None:
            raise refusals.not_the_api(self.host, "Its answer has no launch address.")
        if not launch.launch_url.lower().startswith(("http://", "https://")):
            # it is handed to a web browser, which hands other schemes to programs of this computer
            raise refusals.not_the_api(self.host, "Its launch address is none of the web.")
        return launch

    # What only some servers offer

    def openapi(self) -> dict[str, Any] | None:
        """`GET /api/docs/openapi`, None where the server has none."""
        return self._declared.openapi()

    def features(self) -> ServerFeatures:
        """What the server declares; asked once, kept by `keep_document`. Never raises: unknown is 'documented only'."""
        return self._declared.features()

    def quotas(self) -> Quotas | None:
        """`GET /quotas`, None where the server does not offer it (asked once to see when nothing is declared)."""
        features = self.features()
        if self._no_quotas or not (features.quotas or features.documented_only):
            return None
        try:
            return records.quotas_answer(
                records.single(self._calls.read("/quotas", {"tenant_id": self.tenant_id}).json())
            )
        except (NotFound, KeyRefused, Forbidden, NotOffered):
            self._no_quotas = True
            return None

    def delete_package(self, package_id: str) -> None:
        """`DELETE /packages/{id}`. Raises NotOffered unless the server declares it."""
        if not self.features().delete_package:
            self._declared.refuse("deleting packages")
        self._calls.send("DELETE", f"/packages/{step(package_id)}", params={"tenant_id": self.tenant_id})

    def download(
        self,
        package_id: str,
        target: BinaryIO,
        revision: int | None = None,
        progress: Progress | None = None,
        **how: Any,
    ) -> None:
        """Writes the package's ZIP (of one revision) to `target`; `progress(done_bytes, total_bytes)`.

        `how`: `start_bytes`, `validator`, `opened` of `api.download.Download`, to go on with what was broken off.
        Raises NotOffered unless the server declares it, and LocalFileError when `target` cannot be written.
        """
        features = self.features()
        path, params = f"/packages/{step(package_id)}/download", {"tenant_id": self.tenant_id}
        if revision is None:
            if not features.download:
                self._declared.refuse("downloading packages")
        elif "{" in features.download_revision:
            path = filled(features.download_revision, package_id, str(revision))
        elif features.download_revision:
            params[features.download_revision] = str(revision)
        else:
            self._declared.refuse("downloading one revision")
        self._calls.send("GET", path, params=params, sink=Download(target, progress, **how))

    def _address(self, url: str) -> str:
        """Raises NotTheApi for an address that no file may be sent to."""
        return check_address(url, self.base_url, self._key())

    def _who(self) -> dict[str, Any]:
        return {"tenant_id": self.tenant_id, "uploaded_by": self.uploaded_by}

    def _package_page(self, params: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Reply:
        return self._calls.read("/packages", params, headers=headers)

    def _listed(self, answer: Any, what: str) -> list[Mapping[str, Any]]:
        raws = records.listed(answer)
        if raws is None:
            raise refusals.not_the_api(self.host, f"Its answer holds no list of {what}.")
        return raws

    def _record(self, answer: Any) -> PackageRecord:
        record = records.package_record(records.single(answer), self.base_url)
        if not record.package_id:
            raise refusals.not_the_api(self.host, "Its answer holds no package.")
        return record
