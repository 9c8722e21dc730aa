"""Keeps API keys in the operating system's keyring, and for this run only where none answers; never on the disk."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from allure_desktop.errors import KeyringUnavailable
from allure_desktop.logs import forget_secret, keep_secret

T = TypeVar("T")
KeyPlace = Literal["keyring", "this run only"]

SERVICE = "AllureConnect Desktop"
#: A person may have to type a password into the keyring's own prompt.
PATIENCE_S = 30.0
#: Whoever asks while another question is open waits no longer than this: the window has other things to do.
BRIEFLY_S = 2.0
#: How long a key that was read is believed: another process may replace it.
_BELIEVED_S = 60.0
_HOW_TO = (
    "The key is kept until you quit. To have it kept, set up a keyring (on Linux a Secret Service such as "
    "gnome-keyring or KWallet), then try again."
)


class ApiKeys:
    """Thread-safe. No call waits longer than `patience_s` for the keyring, whatever hangs behind it.

    Only one question waits so long: meanwhile others give up after a moment, and after that at once, until the hanging
    one is answered or somebody tries again. `problem` tells why the keyring is not used; None while it works or has not
    been asked yet. `on_change` is called when that becomes another.
    """

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self.problem: KeyringUnavailable | None = None
        self.on_change: Callable[[], None] = lambda: None
        self._patience_s = patience_s
        #: the question that is open, and whether somebody still waits for it
        self._open: threading.Thread | None = None
        self._given_up = False
        self._lock = threading.Lock()
        self._this_run: dict[str, str] = {}
        #: of these, the ones that would be in the keyring if one answered
        self._to_keep: set[str] = set()
        self._believed: dict[str, tuple[float, str]] = {}

    def __repr__(self) -> str:
        return "ApiKeys()"

    def get(self, connection_id: str) -> str | None:
        """The key of a connection, None where none is kept.

        Raises KeyringUnavailable when it may be in a keyring that does not answer.
        """
        with self._lock:
            if connection_id in self._this_run:
                return self._this_run[connection_id]
            read_at, key = self._believed.get(connection_id, (0.0, ""))
            if key and time.monotonic() - read_at < _BELIEVED_S:
                return key
        found: str | None = self._asked(lambda keyring: keyring.get_password(SERVICE, connection_id))
        with self._lock:
            if found:
                keep_secret(found)
                self._believed[connection_id] = (time.monotonic(), found)
            else:
                self._believed.pop(connection_id, None)
        return found or None

    def set(self, connection_id: str, key: str) -> KeyPlace:
        """Keeps a key and tells where: in the keyring, or for this run only (`problem` tells why).

        What was kept before is held nowhere in this program any more.
        """
        with self._lock:
            old = {self._this_run.get(connection_id, ""), self._believed.pop(connection_id, (0.0, ""))[1]} - {key, ""}
        for replaced in old:
            forget_secret(replaced)
        keep_secret(key)
        try:
            self._asked(lambda keyring: keyring.set_password(SERVICE, connection_id, key))
        except KeyringUnavailable:
            self.use_for_this_run(connection_id, key)
            with self._lock:
                self._to_keep.add(connection_id)
            return "this run only"
        with self._lock:
            self._this_run.pop(connection_id, None)
            self._to_keep.discard(connection_id)
            self._believed[connection_id] = (time.monotonic(), key)
        return "keyring"

    def doubt(self, connection_id: str) -> bool:
        """The server did not take the key: asks the keyring anew, and says whether there is another one by now."""
        with self._lock:
            _, old = self._believed.pop(connection_id, (0.0, ""))
        try:
            return bool(old) and self.get(connection_id) not in (None, old)
        except KeyringUnavailable:
            return False

    def use_for_this_run(self, connection_id: str, key: str) -> None:
        """A key that is stored nowhere (from the environment, say); it goes before the kept one."""
        keep_secret(key)
        with self._lock:
            self._this_run[connection_id] = key

    def delete(self, connection_id: str) -> None:
        """Forgets a key everywhere.

        Raises KeyringUnavailable when it may still be in a keyring that does not answer.
        """
        with self._lock:
            self._this_run.pop(connection_id, None)
            self._believed.pop(connection_id, None)
            never_kept = connection_id in self._to_keep
            self._to_keep.discard(connection_id)
        try:
            self._asked(lambda keyring: _deleted(keyring, connection_id))
        except KeyringUnavailable:
            if not never_kept:
                raise

    def place(self, connection_id: str) -> KeyPlace | None:
        """Where the key of a connection is, None where there is none. Raises KeyringUnavailable."""
        with self._lock:
            if connection_id in self._this_run:
                return "this run only"
        return "keyring" if self.get(connection_id) else None

    def try_again(self) -> KeyringUnavailable | None:
        """Asks the keyring anew and moves into it what waits for one; what is still wrong, or None.

        Keys from the environment do not wait for one: they are stored nowhere.
        """
        with self._lock:
            waiting = {connection_id: self._this_run[connection_id] for connection_id in self._to_keep}
        if not waiting:
            try:
                self._asked(lambda keyring: keyring.get_password(SERVICE, "is anybody there"), anew=True)
            except KeyringUnavailable as problem:
                return problem
        with self._lock:
            self._open = None  # what hangs there is left behind
        for connection_id, key in waiting.items():
            if self.set(connection_id, key) != "keyring":
                break
        return self.problem

    def back_end(self) -> str:
        """Which keyring answers, for a support text. Raises KeyringUnavailable."""

        def named(keyring: Any) -> str:
            return f"{type(keyring).__module__}.{type(keyring).__qualname__}"

        return self._asked(named)

    def _asked(self, question: Callable[[Any], T], *, anew: bool = False) -> T:
        """What the keyring says, within the patience. Raises KeyringUnavailable, and keeps it as `problem`."""
        answer: list[T] = []
        trouble: list[BaseException] = []

        def ask() -> None:
            try:
                answer.append(question(_keyring()))
            except BaseException as error:
                trouble.append(error)
            self._answered(None if answer else _told(trouble[0]))

        # D-Bus calls have no end of their own that we could set, so a thread that hangs is left behind
        thread = threading.Thread(target=ask, name="keyring", daemon=True)
        self._begin(thread, anew)
        thread.join(self._patience_s)
        if answer:
            return answer[0]
        if trouble:
            raise _told(trouble[0]) from trouble[0]
        problem = _hanging(self._patience_s)
        with self._lock:
            if self._open is thread:
                self._given_up = True
        self._change(problem)
        raise problem

    def _begin(self, thread: threading.Thread, anew: bool) -> None:
        """Starts a question when no other is open. Raises KeyringUnavailable while the keyring hangs on another."""
        end = time.monotonic() + min(BRIEFLY_S, self._patience_s)
        while True:
            with self._lock:
                before, given_up = self._open, self._given_up
                if before is None or anew:
                    self._open, self._given_up = thread, False
                    thread.start()
                    return
            before.join(0.0 if given_up else max(0.0, end - time.monotonic()))
            if before.is_alive():
                raise self.problem or _being_asked()

    def _answered(self, problem: KeyringUnavailable | None) -> None:
        """Called by the thread of a question, also when nobody waits for it any more: a prompt was answered late."""
        with self._lock:
            if self._open is not threading.current_thread():
                return
            self._open = None
        self._change(problem)

    def _change(self, problem: KeyringUnavailable | None) -> None:
        before, self.problem = self.problem, problem
        if str(before) != str(problem):
            self.on_change()


def _keyring() -> Any:
    """The keyring's back end. Raises KeyringUnavailable where it is none that hides what it keeps."""
    import keyring  # here: it looks through everything that is installed
    from keyring import core
    from keyring.backend import KeyringBackend

    backend: Any = keyring.get_keyring()
    if not _is_safe(backend) and core.load_env() is None and core.load_config() is None:
        # nobody chose this one; the library looks only once, but a keyring may have been started since
        viable = (kind for kind in KeyringBackend.get_viable_backends() if _is_safe(kind))
        best = max(viable, key=lambda kind: float(kind.priority), default=None)
        if best is not None:
            backend = best()
            keyring.set_keyring(backend)
    if not _is_safe(backend):
        raise _none("No keyring answers.", "No Secret Service is running, nor anything else that keeps keys safe.")
    return backend


def _is_safe(backend: Any) -> bool:
    """It keeps a key, and not as plain text: neither a stand-in nor a file of `keyrings.alt`."""
    kind = backend if isinstance(backend, type) else type(backend)
    stand_ins = ("keyring.backends.fail", "keyring.backends.null", "keyring.backends.chainer")
    return kind.__module__ not in stand_ins and not kind.__module__.startswith("keyrings.alt")


def _deleted(keyring: Any, connection_id: str) -> None:
    import contextlib

    from keyring.errors import PasswordDeleteError

    with contextlib.suppress(PasswordDeleteError):  # there was none
        keyring.delete_password(SERVICE, connection_id)


def _none(what: str, cause: str) -> KeyringUnavailable:
    return KeyringUnavailable(what, cause=cause, remedy=_HOW_TO, code="keyring.none")


def _hanging(patience_s: float) -> KeyringUnavailable:
    return KeyringUnavailable(
        "The keyring does not answer.",
        cause=f"It was asked {patience_s:.0f} seconds ago; perhaps its prompt is still open.",
        remedy="Answer its prompt and try again. The key is kept until you quit.",
        code="keyring.locked",
    )


def _being_asked() -> KeyringUnavailable:
    return KeyringUnavailable(
        "The keyring is being asked.",
        cause="It has not answered yet; perhaps its prompt is open.",
        remedy="Answer its prompt and try again.",
        code="keyring.locked",
    )


def _told(error: BaseException) -> KeyringUnavailable:
    """Which of the three it is: none, locked, or the prompt was dismissed."""
    if isinstance(error, KeyringUnavailable):
        return error
    names = {type(e).__name__ for e in (error, error.__cause__, error.__context__) if e is not None}
    if "PromptDismissedException" in names or "dismissed" in str(error).lower():
        return KeyringUnavailable(
            "The keyring's prompt was dismissed.",
            cause="So the keyring stays locked.",
            remedy="Try again and answer the prompt. The key is kept until you quit.",
            code="keyring.dismissed",
        )
    if names & {"KeyringLocked", "LockedException"}:
        return KeyringUnavailable(
            "The keyring is locked.",
            cause="Its prompt was dismissed or could not be shown.",
            remedy="Unlock it and try again. The key is kept until you quit.",
            code="keyring.locked",
        )
    return _none("No keyring answers.", f"{type(error).__name__}: it cannot be used here.")
