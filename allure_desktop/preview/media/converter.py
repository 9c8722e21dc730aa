"""Makes films of a package playable for a web view that knows neither H.264 nor AAC."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import threading
from collections.abc import Callable
from pathlib import Path

from allure_desktop.preview.media.slot_cache import SlotCache
from allure_desktop.preview.media.span import Span
from allure_desktop.preview.media.virtual_film import VirtualFilm
from allure_desktop.preview.media.work import HEAD, ConversionFailed, Job, Work
from allure_desktop.preview.rendition import Unconverted

#: part of a slot's name on the disk: raised when the same film comes out differently
_OPTIONS_VERSION = 1


class Converter:
    """One for the program, with one child process. Safe for several threads; nothing happens before the first film."""

    def __init__(self, folder: Path, cache: SlotCache | None = None) -> None:
        """Converted parts are kept in `folder`."""
        self._work = Work(cache or SlotCache(folder))
        self._lock = threading.Lock()
        self._films: dict[Span, VirtualFilm | str] = {}

    @property
    def unavailable(self) -> str:
        """Why nothing can be converted on this computer, or ''."""
        if importlib.util.find_spec("av") is None:
            return "the library that converts it (PyAV) is not installed"
        return self._work.broken

    @property
    def process_id(self) -> int | None:
        """The converting process, while there is one."""
        return self._work.process_id

    def warm(self) -> None:
        """Starts the process, so that the first film does not wait for it."""
        if not self.unavailable:
            self._work.warm()

    def film(self, span: Span, crc32: int, gone: Callable[[], bool] = lambda: False) -> VirtualFilm:
        """What a member is for the web view; the first time this waits for the process to look at it.

        Raises Unconverted, and ReaderGone once `gone()` is true.
        """
        with self._lock:
            known = self._films.get(span)
        if known is None:
            if self.unavailable:
                raise Unconverted(self.unavailable)
            known = self._look(span, crc32, gone)
            with self._lock:
                known = self._films.setdefault(span, known)
        if isinstance(known, str):
            raise Unconverted(known)
        return known

    def release(self, path: str | Path) -> None:
        """Nothing of this package is played any more: the process lets go of it."""
        with self._lock:
            for span in [span for span in self._films if span.path == str(path)]:
                del self._films[span]
        self._work.release(str(path))

    def close(self) -> None:
        """Ends the process; whoever still reads gets an error."""
        self._work.close()

    def _look(self, span: Span, crc32: int, gone: Callable[[], bool]) -> VirtualFilm | str:
        job = self._work.job(span)
        with self._work.wanted(job, HEAD, self._work.stamp()) as want:
            try:
                told, _done = self._work.wait(want, 0, gone)
            except ConversionFailed as failure:
                if not self._work.knows(job):  # closed meanwhile, which says nothing of the film
                    raise Unconverted(want.problem) from failure
                return want.problem
        facts, _, head = told.partition(b"\n")
        about = json.loads(facts)
        return self._made(job, crc32, about, head)

    def _made(self, job: Job, crc32: int, about: dict[str, object], head: bytes) -> VirtualFilm:
        # the head stands for how the film is cut: with other slots those on the disk are of no use
        cut = hashlib.sha256(head).hexdigest()[:16]
        job.key = f"{crc32:08x}-{job.span.size:x}-{_OPTIONS_VERSION:x}-{cut}"
        return VirtualFilm(
            self._work, job, head, int(str(about["slots"])), int(str(about["slot_bytes"])), str(about["type"])
        )
