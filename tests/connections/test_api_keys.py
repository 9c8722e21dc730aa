"""Keys in a real keyring; and what happens where there is none, it is locked, dismissed, or hangs."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from allure_desktop.connections.api_keys import SERVICE, ApiKeys
from allure_desktop.errors import KeyringUnavailable
from allure_desktop.logs import redact


@pytest.fixture
def name() -> Iterator[str]:
    """A connection id of this test's own in the session's keyring."""
    chosen = f"test-{uuid.uuid4().hex}"
    yield chosen
    ApiKeys().delete(chosen)


def test_a_key_is_kept_replaced_and_deleted(name: str) -> None:
    """In the Secret Service, under the program's name; deleting twice is no error."""
    keys = ApiKeys()
    assert keys.get(name) is None and keys.place(name) is None
    assert keys.set(name, "key-number-one") == "keyring"
    assert keyring.get_password(SERVICE, name) == "key-number-one"
    assert keys.set(name, "key-number-two") == "keyring"
    assert ApiKeys().get(name) == "key-number-two" and keys.place(name) == "keyring"
    keys.delete(name)
    keys.delete(name)
    assert ApiKeys().get(name) is None and keys.problem is None


def test_a_key_is_redacted_from_then_on(name: str) -> None:
    """Set, read or for this run only: the log never shows it."""
    ApiKeys().set(name, "log-me-not-1")
    ApiKeys().use_for_this_run(name, "log-me-not-2")
    assert "log-me-not" not in redact("a log-me-not-1 b log-me-not-2")


class Odd(KeyringBackend):
    """A back end that does what the test wants."""

    priority = 1

    def __init__(self, act: Any) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.act = act
        self.kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        self.act()
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.act()
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.act()


@pytest.fixture
def odd() -> Iterator[Odd]:
    before, backend = keyring.get_keyring(), Odd(lambda: None)
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


class PromptDismissedException(Exception):
    """Named as secretstorage names it."""


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (KeyringLocked("Failed to unlock the collection!"), "keyring.locked"),
        (PromptDismissedException("Prompt dismissed."), "keyring.dismissed"),
        (RuntimeError("D-Bus went away"), "keyring.none"),
    ],
    ids=["locked", "dismissed", "gone"],
)
def test_a_keyring_that_refuses_keeps_the_key_for_this_run(odd: Odd, trouble: Exception, code: str) -> None:
    """The key works until the quit, the problem is told, and 'Try again' moves it into the keyring."""

    def refuse() -> None:
        raise trouble

    odd.act = refuse
    keys = ApiKeys()
    assert keys.set("c", "kept-in-memory") == "this run only"
    problem = keys.problem
    assert problem is not None and problem.code == code and problem.remedy
    assert keys.get("c") == "kept-in-memory" and keys.place("c") == "this run only"
    assert keys.try_again() is not None and odd.kept == {}
    odd.act = lambda: None
    assert keys.try_again() is None
    assert odd.kept == {"c": "kept-in-memory"} and keys.place("c") == "keyring"


def test_a_key_from_the_environment_never_moves_into_the_keyring(odd: Odd) -> None:
    """It is for this run, also when a keyring comes back."""
    keys = ApiKeys()
    keys.use_for_this_run("c", "from-the-environment")
    assert keys.try_again() is None
    assert odd.kept == {} and keys.get("c") == "from-the-environment"


def test_reading_from_a_keyring_that_refuses_is_told(odd: Odd) -> None:
    """No key in memory and no keyring: an error in words, not 'there is no key'."""

    def refuse() -> None:
        raise KeyringLocked

    odd.act = refuse
    with pytest.raises(KeyringUnavailable):
        ApiKeys().get("c")
    with pytest.raises(KeyringUnavailable):
        ApiKeys().delete("c")


def test_a_keyring_that_hangs_freezes_nobody(odd: Odd) -> None:
    """After its patience the caller goes on; the key is kept for this run."""
    release = threading.Event()
    odd.act = lambda: release.wait(20)
    keys = ApiKeys(patience_s=0.05)
    assert keys.set("c", "kept-in-memory") == "this run only"
    assert keys.problem is not None and "does not answer" in keys.problem.what
    release.set()


def test_a_key_that_was_read_is_not_asked_for_each_time(odd: Odd) -> None:
    """Each request to the server asks for the key; the keyring is not asked as often."""
    asked: list[int] = []
    odd.act = lambda: asked.append(1)
    odd.kept["c"] = "read-once"
    keys = ApiKeys()
    assert [keys.get("c") for _ in range(5)] == ["read-once"] * 5
    assert len(asked) == 1


def run_alone(script: str, tmp_path: Path, *, keyring_daemon: bool) -> str:
    """What a script prints in a process whose desktop session has no display, and a keyring only if asked for."""
    environ = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS")}
    environ |= {name: str(tmp_path) for name in ("XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "HOME")}
    python = [sys.executable, "-c", textwrap.dedent(script)]
    unlock = "printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
    command = (
        ["dbus-run-session", "--", "bash", "-c", f'{unlock}; exec "$@"', "bash", *python] if keyring_daemon else python
    )
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_without_a_desktop_session_the_key_is_for_this_run(tmp_path: Path) -> None:
    """No D-Bus, no keyring (a server, a container): told, and nothing is written to the disk."""
    before = set(tmp_path.rglob("*"))
    printed = run_alone(
        """
        from allure_desktop.connections.api_keys import ApiKeys
        keys = ApiKeys()
        print(keys.set("c", "nowhere-on-disk"), keys.problem.code, keys.get("c"))
        """,
        tmp_path,
        keyring_daemon=False,
    )
    assert printed.split() == ["this", "run", "only", "keyring.none", "nowhere-on-disk"]
    assert not [
        file for file in set(tmp_path.rglob("*")) - before if file.is_file() and b"nowhere" in file.read_bytes()
    ]


def test_a_real_keyring_that_is_locked(tmp_path: Path) -> None:
    """A locked Secret Service whose prompt cannot be shown: told as locked, the key is kept for this run."""
    printed = run_alone(
        """
        import secretstorage
        from contextlib import closing
        from allure_desktop.connections.api_keys import ApiKeys
        from allure_desktop.errors import KeyringUnavailable
        print(ApiKeys().set("c", "first-key"))
        with closing(secretstorage.dbus_init()) as bus:
            secretstorage.get_default_collection(bus).lock()
        keys = ApiKeys()
        try:
            keys.get("c")
        except KeyringUnavailable as error:
            print(error.code)
        print(keys.set("c", "second-key"), keys.get("c"))
        """,
        tmp_path,
        keyring_daemon=True,
    )
    assert printed.splitlines() == ["keyring", "keyring.locked", "this run only second-key"]
