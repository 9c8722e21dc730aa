"""A Secret Service that is stopped, killed and started anew in the middle: nobody waits for it for long."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend

from allure_desktop.connections.api_keys import ApiKeys
from allure_desktop.errors import KeyringUnavailable

ROOT = Path(__file__).parents[2]

SCRIPT = textwrap.dedent(
    '''
    import os, signal, subprocess, time
    import jeepney
    from jeepney.io.blocking import open_dbus_connection
    from allure_desktop.connections.api_keys import ApiKeys
    from allure_desktop.errors import KeyringUnavailable

    def owner():
        """The process of the session's Secret Service, 0 where there is none."""
        bus = open_dbus_connection()
        name = "org.freedesktop.DBus"
        address = jeepney.DBusAddress("/org/freedesktop/DBus", name, name)
        asked = jeepney.new_method_call(address, "GetConnectionUnixProcessID", "s", ("org.freedesktop.secrets",))
        answer = bus.send_and_get_reply(asked)
        bus.close()
        return answer.body[0] if answer.header.message_type is jeepney.MessageType.method_return else 0

    def refused(question):
        try:
            question()
        except KeyringUnavailable as problem:
            return problem
        raise AssertionError("it answered")

    def until(there):
        end = time.monotonic() + 25
        while not there():
            assert time.monotonic() < end
            time.sleep(0.05)

    changes = []
    keys = ApiKeys(patience_s=1.0)
    keys.on_change = lambda: changes.append(str(keys.problem))
    assert keys.set("c", "the-first-key") == "keyring"
    pid = owner()
    # stopped: one waits for its patience, whoever comes then is told at once
    os.kill(pid, signal.SIGSTOP)
    assert "does not answer" in refused(lambda: keys.get("other")).what
    begun = time.monotonic()
    assert all(refused(lambda: keys.get("other")).code == "keyring.locked" for _ in range(20))
    assert time.monotonic() - begun < 5
    assert keys.get("c") == "the-first-key"
    assert keys.set("c", "the-second-key") == "this run only" and keys.get("c") == "the-second-key"
    # it goes on: the late answer is enough, and what waited moves into it
    os.kill(pid, signal.SIGCONT)
    until(lambda: keys.problem is None)
    assert keys.try_again() is None and keys.place("c") == "keyring"
    assert ApiKeys().get("c") == "the-second-key"
    # killed: the bus may start another one, which is locked and asks on a screen where nobody answers
    os.kill(pid, signal.SIGKILL)
    until(lambda: owner() != pid)
    problem = refused(lambda: ApiKeys(patience_s=2).get("c"))
    assert problem.code.startswith("keyring.") and problem.remedy, repr(problem)
    assert keys.set("d", "the-third-key") == "this run only"
    # one that is open takes its place: "Try again" is enough
    daemon = subprocess.Popen(
        ["gnome-keyring-daemon", "--replace", "--unlock", "--foreground", "--components=secrets"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    daemon.stdin.write(b"only for this session")
    daemon.stdin.close()
    until(lambda: keys.try_again() is None)
    assert keys.place("d") == "keyring" and ApiKeys().get("d") == "the-third-key"
    assert any("does not answer" in words for words in changes) and changes[-1] == "None"
    daemon.terminate()
    daemon.wait()
    print("all of it")
    '''
)


def test_a_real_secret_service_that_is_stopped_killed_and_started_anew(tmp_path: Path) -> None:
    """In a session of its own: stopped it delays one caller and nobody else, gone it is told, back it is used."""
    environ = {name: value for name, value in os.environ.items() if name != "ALLURE_SESSION_INSIDE"}
    (tmp_path / "script.py").write_text(SCRIPT)
    done = subprocess.run(
        [str(ROOT / ".ci" / "session"), sys.executable, str(tmp_path / "script.py")],
        cwd=ROOT,
        # not below tmp_path: a socket's path has to be short
        env=environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=150,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all of it" in done.stdout


class Hanging(KeyringBackend):
    """Answers only while it is let."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.free = threading.Event()
        self.free.set()
        self.kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        self.free.wait(60)
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.free.wait(60)
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.free.wait(60)
        self.kept.pop(username, None)


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    before, backend = keyring.get_keyring(), Hanging()
    keyring.set_keyring(backend)
    yield backend
    backend.free.set()
    keyring.set_keyring(before)


def _at_once(count: int, act: Callable[[], Any]) -> list[BaseException]:
    """What so many threads met that did it together."""
    met: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as error:
            met.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return met


def test_many_who_ask_together_do_not_wait_one_after_the_other(hanging: Hanging) -> None:
    """Eight threads of a window would be without hands for minutes: all are told within one patience."""
    hanging.free.clear()
    keys = ApiKeys(patience_s=0.5)
    begun = time.monotonic()
    met = _at_once(8, lambda: keys.get("c"))
    assert len(met) == 8 and all(isinstance(error, KeyringUnavailable) for error in met)
    assert time.monotonic() - begun < 20


def test_a_prompt_that_is_answered_late_is_enough(hanging: Hanging) -> None:
    """Nobody presses anything: the answer comes, the problem is over, and that is told."""
    told = threading.Event()
    keys = ApiKeys(patience_s=0.05)
    hanging.free.clear()
    with pytest.raises(KeyringUnavailable):
        keys.get("c")
    keys.on_change = told.set
    hanging.kept["c"] = "the-key"
    hanging.free.set()
    assert told.wait(20) and keys.problem is None
    assert keys.get("c") == "the-key"


def test_a_replaced_key_is_held_nowhere_any_more(hanging: Hanging) -> None:
    """Neither in the keyring, nor in memory, nor among what the log looks for."""
    from allure_desktop import logs

    keys = ApiKeys()
    keys.set("c", "the-old-secret-key")
    assert "the-old-secret-key" in logs._SECRETS
    keys.set("c", "the-new-secret-key")
    assert hanging.kept == {"c": "the-new-secret-key"}
    assert "the-old-secret-key" not in repr(vars(keys)) and "the-old-secret-key" not in logs._SECRETS
    # the same one again stays known to the log
    keys.set("c", "the-new-secret-key")
    assert "the-new-secret-key" in logs._SECRETS
