"""Sends one part: to a link that lasts, piece by piece under the limit, and proven by the storage's ETag."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from allure_desktop.api.answers import PartUrl
from allure_desktop.api.client import ApiClient
from allure_desktop.api.storage import LinkExpired, StorageClient
from allure_desktop.errors import AllureError, NotTheApi
from allure_desktop.uploads.bandwidth import Bandwidth, Stride
from allure_desktop.uploads.cargo import Cargo, Flight, Result
from allure_desktop.uploads.env import Clock, Env
from allure_desktop.uploads.etags import md5_in
from allure_desktop.uploads.journal import Entry, SentPart
from allure_desktop.uploads.parts import part_span
from allure_desktop.uploads.progress import Meter
from allure_desktop.uploads.rows import Message
from allure_desktop.uploads.source_file import SourceFile, changed
from allure_desktop.uploads.transfer import Answered, Do, LinkGone, Spoilt

log = logging.getLogger(__name__)

#: A link with less left is asked for again before it is used.
_LINK_RESERVE_S = 60.0


class LetGoError(Exception):
    """Raised inside a body whose part was let go."""


class Sender:
    """Sends parts of any upload; keeps only what storages' ETags have shown. Thread-safe."""

    def __init__(
        self,
        bandwidth: Bandwidth,
        *,
        api_for: Callable[[str], ApiClient],
        storage_for: Callable[[str], StorageClient],
        env: Env,
        clock: Clock,
    ) -> None:
        self._bandwidth = bandwidth
        self._api_for = api_for
        self._storage_for = storage_for
        self._env = env
        self._clock = clock
        #: storages whose ETags are MD5s; hashing for others would cost three times the sending, for nothing
        self._with_md5: set[str] = set()
        #: storages whose ETags only look like MD5s
        self._foreign: set[str] = set()

    def part(self, entry: Entry, cargo: Cargo, do: Do) -> Result:
        """One part there, or sent in vain. Raises whatever the API, the storage and the file say."""
        flight, number = cargo.flights[do.generation, do.number], do.number
        offset, length = part_span(number, entry.file_size or 0, entry.part_size or 0)
        there = self._there(entry, cargo, flight, number)
        if there is not None:
            answered = Answered(self._clock.now(), do.generation, "part", number)
            return Result(answered, part=there, calls=flight.calls)
        url, headers = self._link(entry, cargo, number, flight)
        storage = self._storage_for(entry.connection_id or "")
        host = urlsplit(url).netloc
        etags = cargo.etags
        hashes = host in self._with_md5 and not etags.foreign
        digest = hashlib.md5(usedforsecurity=False) if hashes else None
        stride = Stride(self._bandwidth, self._env.steady, cargo.piece_bytes)
        with SourceFile(entry.path, self._env.disk) as file:
            identity = entry.identity
            if identity is None:
                raise changed(entry.path)
            file.expect(identity)
            body = self._metered(file.pieces(offset, length, digest, stride), cargo.meter, flight, number)
            stored = storage.put(url, headers, body, length, on_socket=flight.on_socket)
            looks_like_md5 = md5_in(stored.etag) is not None
            # only its answer shows that hashing proves something
            if looks_like_md5 and digest is None and not etags.foreign:
                digest = hashlib.md5(usedforsecurity=False)
                for _ in file.pieces(offset, length, digest):
                    if flight.dropped:
                        raise LetGoError
            file.expect(identity)
        cargo.piece_bytes = stride.piece_bytes
        cargo.meter.landed(number)
        cargo.links.pop((entry.server_upload_id, number), None)
        now, md5 = self._clock.now(), digest.hexdigest() if digest is not None else ""
        verdict = etags.judge(number, stored.etag, md5, foreign_before=host in self._foreign)
        if verdict == "whole":
            self._with_md5.add(host)
            self._foreign.discard(host)
        elif verdict == "foreign":
            self._with_md5.discard(host)
            self._foreign.add(host)
            log.warning("The ETags of %s look like MD5s and are none: parts are not proven by them", host)
        elif stored.etag and not looks_like_md5:
            self._with_md5.discard(host)
        if verdict == "spoilt":
            spoilt = Spoilt(now, do.generation, number, _spoilt(entry.file, number))
            return Result(spoilt, calls=flight.calls, retries=1)
        if not stored.etag and entry.method == "multipart":
            raise NotTheApi(
                "The storage confirmed a part without its ETag.",
                cause="Without it the parts cannot be put together.",
                remedy="A proxy may take it away; tell the operator of the server.",
            )
        # without its MD5 where the ETag proves nothing: so the journal tells the next process what they are
        part = SentPart(number, offset, length, md5 if verdict == "whole" else "", stored.etag)
        answered = Answered(now, do.generation, "part", number, verdict="no_md5" if verdict == "foreign" else "")
        return Result(answered, part=part, calls=flight.calls)

    def ask_for_unknown(self, entry: Entry, cargo: Cargo) -> int:
        """Asks, before the first part goes, which ones an earlier process has sent; how many calls that took."""
        if not cargo.unknown:
            return 0
        there, calls = self._listed(entry)
        cargo.said_there = {number: etag for number, etag in there.items() if number in cargo.unknown}
        cargo.unknown.clear()
        return calls

    def _listed(self, entry: Entry) -> tuple[dict[int, str], int]:
        """The ETags of the parts that the server has, where it declares how to ask, and how many calls that took.

        Whatever keeps it from answering is no trouble: a part is sent then, as if nobody could be asked.
        """
        try:
            api = self._api_for(entry.connection_id or "")
            if entry.server_upload_id is None or api.features().list_parts is None:
                return {}, 0
            return {number: part.etag for number, part in api.uploaded_parts(entry.server_upload_id)}, 1
        except AllureError as error:
            log.info("Which parts of upload %d are there could not be asked for: %s", entry.id, error.what)
            return {}, 1

    def _there(self, entry: Entry, cargo: Cargo, flight: Flight, number: int) -> SentPart | None:
        """The part as it is there, if its ETag proves that these are the file's bytes; None: it has to be sent."""
        etag = cargo.said_there.pop(number, "")
        if number in cargo.doubtful:
            # asked for itself alone: what others were told may be older than its last sending
            cargo.doubtful.discard(number)
            there, calls = self._listed(entry)
            flight.calls += calls
            etag = there.get(number, "")
        told, identity = md5_in(etag), entry.identity
        if told is None or cargo.etags.foreign or identity is None:
            return None
        offset, length = part_span(number, entry.file_size or 0, entry.part_size or 0)
        digest = hashlib.md5(usedforsecurity=False)
        with SourceFile(entry.path, self._env.disk) as file:
            file.expect(identity)
            for _ in file.pieces(offset, length, digest):
                if flight.dropped:
                    raise LetGoError
            file.expect(identity)
        if told != digest.hexdigest():
            return None
        cargo.etags.judge(number, etag, told)
        return SentPart(number, offset, length, told, etag)

    def link_gone(self, entry: Entry, cargo: Cargo, do: Do) -> LinkGone:
        """The storage refused a link: it is asked for again, and whether it was young is told."""
        _, until, asked_at = cargo.links.pop((entry.server_upload_id, do.number), (None, 0.0, 0.0))
        fresh = self._env.steady() < min(until, asked_at + _LINK_RESERVE_S)
        return LinkGone(self._clock.now(), do.generation, do.number, fresh, self._env.dice())

    def _link(self, entry: Entry, cargo: Cargo, number: int, flight: Flight) -> tuple[str, dict[str, str]]:
        """Where to put a part: URL and headers. A link that would not last is asked for again."""
        if entry.method == "presigned":
            if cargo.ticket is None or cargo.ticket.storage_path != entry.storage_path:
                raise LinkExpired("The link for this upload is gone.")
            return cargo.ticket.url, dict(cargo.ticket.required_headers)
        known = cargo.links.get((entry.server_upload_id, number))
        if known is None or self._env.steady() >= known[1]:
            known = self._mint(entry, number, flight)
        if self._env.steady() >= known[1] and self._env.steady() - known[2] > 1:
            # the answer came so late, over a sleep of the machine say, that it is of no use any more
            known = self._mint(entry, number, flight)
        cargo.links[entry.server_upload_id, number] = known
        return known[0].url, {"Content-Type": "application/zip"}

    def _mint(self, entry: Entry, number: int, flight: Flight) -> tuple[PartUrl, float, float]:
        """A link, until when it is to be used, and since when it may be good."""
        flight.calls += 1
        asked_at = self._env.steady()  # its time may run from here, however late the answer comes
        link = self._api_for(entry.connection_id or "").part_url(entry.server_upload_id or "", number)
        reserve = min(_LINK_RESERVE_S, link.expires_in_s / 2)
        return link, asked_at + link.expires_in_s - reserve, asked_at

    def _metered(self, pieces: Iterator[bytes], meter: Meter, flight: Flight, number: int) -> Iterator[bytes]:
        for piece in pieces:
            self._bandwidth.take(len(piece), flight.was_dropped)
            if flight.dropped:
                raise LetGoError
            yield piece
            meter.moved(number, len(piece), self._env.steady())


def _spoilt(file: str, number: int) -> Message:
    return Message(
        code="upload.spoilt",
        what=f"Part {number} of {file} arrives with other bytes than were read, again and again.",
        cause="This computer's memory or disk, or a proxy on the way, changes them.",
        remedy="Try another network, and check the computer's memory. Resume sends only what is missing.",
    )
