"""Logging through one redactor, so that no key, presigned query or launch token can leave."""

from __future__ import annotations

import logging
import re
import threading
from pathlib import Path

_SECRETS: set[str] = set()
_LOCK = threading.Lock()
_PATTERNS = (
    (
        re.compile(
            r"(?i)(x-api-key|authorization|proxy-authorization|cookie)(['\"]?\s*[:=]\s*['\"]?)(bearer\s+)?[^\s'\",}]+"
        ),
        r"\1\2[redacted]",
    ),
    (re.compile(r"(https?://[^\s?'\"<>]+)\?[^\s'\"<>]+"), r"\1?[redacted]"),
    (re.compile(r"(https?://)[^\s/@'\"]+@"), r"\1[redacted]@"),
    (re.compile(r"(/player/)[^\s/?'\"]+"), r"\1[redacted]"),
)


def keep_secret(value: str) -> None:
    """From now on `value` (an API key, a token) is replaced in everything that is logged."""
    if len(value) >= 6:
        with _LOCK:
            _SECRETS.add(value)


def forget_secret(value: str) -> None:
    """A key that was replaced: from now on nothing of this program holds it."""
    with _LOCK:
        _SECRETS.discard(value)


def redact(text: str) -> str:
    """`text` without known secrets, header values, URL queries, passwords in URLs and launch tokens."""
    with _LOCK:
        secrets = sorted(_SECRETS, key=len, reverse=True)
    for secret in secrets:
        text = text.replace(secret, "[redacted]")
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Formats as usual, traceback included, then redacts the whole."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _FileAtFirstRecord(logging.Handler):
    """Loads the rotating file when there is something to write: it brings sockets, which a quick start never needs."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            import logging.handlers

            self._file = logging.handlers.RotatingFileHandler(
                self._path, maxBytes=2_000_000, backupCount=3, encoding="utf-8", delay=True
            )
            # a full disk is told where it matters; a traceback for each line that is lost helps nobody
            self._file.handleError = lambda record: None  # type: ignore[method-assign]
        self._file.setFormatter(self.formatter)
        self._file.emit(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


def start_logging(folder: Path | None, *, to_stderr: bool = False, level: int = logging.INFO) -> None:
    """Logs into `folder`/allure-desktop.log (2 MB, 3 kept, private to the user) and, if asked, to stderr."""
    formatter = RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handlers: list[logging.Handler] = []
    if folder is not None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            pass  # a full or read-only disk must not stop the program; stderr still speaks
        else:
            handlers.append(_FileAtFirstRecord(folder / "allure-desktop.log"))
    if to_stderr:
        handlers.append(logging.StreamHandler())
    root = logging.getLogger()
    for handler in list(root.handlers):
        if isinstance(handler.formatter, RedactingFormatter):
            root.removeHandler(handler)
            handler.close()
    for handler in handlers:
        handler.setFormatter(formatter)
        root.addHandler(handler)
    root.setLevel(level)
    # httpx and httpcore tell whole URLs and headers at their lower levels
    for name in ("httpx", "httpcore", "hpack", "keyring", "botocore", "urllib3"):
        logging.getLogger(name).setLevel(logging.WARNING)
