"""The verbs about connections: tested by real calls first, the key in the keyring or nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import trustme

from allure_desktop.sandbox.server import Sandbox
from tests.cli.conftest import Answer

Calling = Callable[..., Answer]


@pytest.fixture
def connect(call: Calling, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Connects to the sandbox with a key on standard input."""

    def connecting(name: str, *more: str, key: str = sandbox.api_key, **changed: Any) -> Answer:
        monkeypatch.setattr("sys.stdin", StringIO(f"  {key}\r\n"))
        facts = {"url": sandbox.url, "tenant": sandbox.tenant_id, **changed}
        return call("connect", "--name", name, "--url", facts["url"], "--tenant", facts["tenant"], "--key-stdin", *more)

    return connecting


def test_a_connection_by_its_documented_fields(connect: Callable[..., Answer], call: Calling) -> None:
    """The record, the list and its removal agree; the first one is the default, --default moves it."""
    record = connect("Academy", "--uploaded-by", "user-7", "--auth", "bearer", "--json").json
    assert set(record) == {"name", "url", "tenant_id", "auth", "uploaded_by", "may_write", "default"}
    assert (record["auth"], record["uploaded_by"], record["default"]) == ("bearer", "user-7", True)
    assert connect("Second", "--json").json["default"] is False
    assert connect("Third", "--default", "--json").json["default"] is True
    assert [c["default"] for c in call("connections", "--json").json] == [False, False, True]
    assert call("packages", "--connection", "academy").code == 0
    assert call("--connection", "nobody", "packages").code == 3
    assert [c["name"] for c in call("disconnect", "Third", "--json").json] == ["Third"]
    assert [c["default"] for c in call("connections", "--json").json] == [True, False]
    for name in ("Academy", "Second"):
        call("disconnect", name)
    assert "No connections" in call("connections").out
    assert call("disconnect", "Academy").code == 3


def test_the_same_name_changes_the_connection(connect: Callable[..., Answer], call: Calling) -> None:
    """One entry, the new values, still the default; its upload name stays when it is not given."""
    connect("Academy", "--uploaded-by", "user-7")
    record = connect("ACADEMY", "--auth", "bearer", "--json").json
    assert (record["name"], record["auth"], record["uploaded_by"]) == ("ACADEMY", "bearer", "user-7")
    assert len(call("connections", "--json").json) == 1 and call("packages").code == 0
    call("disconnect", "academy")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"key": "sk_wrong_key"}, "key.refused"),
        ({"tenant": "11111111-2222-4333-8444-555555555555"}, "key.tenant-mismatch"),
        ({"url": "http://127.0.0.1:9"}, "server.unreachable"),
    ],
)
def test_what_fails_its_test_is_not_stored(
    connect: Callable[..., Answer], call: Calling, changed: dict[str, str], code: str
) -> None:
    """Exit 3 with the step that failed, its remedy, and nothing kept."""
    answer = connect("Academy", "--json", **changed)
    assert answer.code == 3 and answer.json["code"] == code and answer.json["remedy"]
    assert call("connections", "--json").json == []


@pytest.mark.parametrize("changed", [{"url": "ftp://x"}, {"url": ""}, {"tenant": " "}, {"key": " "}])
def test_what_makes_no_sense_is_wrong_usage(connect: Callable[..., Answer], changed: dict[str, str]) -> None:
    """Exit 2 before any call."""
    assert connect("Academy", **changed).code == 2


def test_a_server_in_trouble_proves_nothing(connect: Callable[..., Answer], call: Calling, sandbox: Sandbox) -> None:
    """503 is neither yes nor no: not stored, and said."""
    sandbox.faults.set("503")
    answer = connect("Academy", "--json")
    assert answer.code == 3 and call("connections", "--json").json == []


def test_the_key_may_come_from_the_environment(
    call: Calling, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ALLURE_API_KEY without --key-stdin; without either, exit 2 and why no option takes it."""
    arguments = ("connect", "--name", "Academy", "--url", sandbox.url, "--tenant", sandbox.tenant_id)
    monkeypatch.setattr("sys.stdin", StringIO(""))
    answer = call(*arguments)
    assert answer.code == 2 and "--key-stdin" in answer.err
    monkeypatch.setenv("ALLURE_API_KEY", sandbox.api_key)
    assert call(*arguments).code == 0
    monkeypatch.delenv("ALLURE_API_KEY")
    assert call("packages").code == 0
    call("disconnect", "Academy")


def test_without_a_keyring_nothing_is_stored(
    process: Calling, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 3 with the way that needs no keyring."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    arguments = ("--name", "Academy", "--url", sandbox.url, "--tenant", sandbox.tenant_id, "--key-stdin", "--json")
    answer = process("connect", *arguments, stdin=sandbox.api_key)
    assert answer.code == 3 and answer.json["code"] == "keyring.none" and "ALLURE_API_KEY" in answer.json["remedy"]
    assert process("connections", "--json").json == []


def test_connections_are_handed_on_without_keys(
    connect: Callable[..., Answer], call: Calling, sandbox: Sandbox, tmp_path: Path
) -> None:
    """Exported by one, taken in by another; what is there already is told and stays; each needs its key then."""
    connect("Academy")
    file = tmp_path / "connections.json"
    assert call("connections", "--export", str(file), "--json").json == {"file": str(file), "connections": 1}
    assert sandbox.api_key not in file.read_text()
    again = call("connect", "--import", str(file), "--json").json
    assert [(one["name"], one["added"]) for one in again] == [("Academy", False)]
    call("disconnect", "Academy")
    assert [(one["name"], one["added"]) for one in call("connect", "--import", str(file), "--json").json] == [
        ("Academy", True)
    ]
    without_key = call("packages")
    assert without_key.code == 3 and "key" in without_key.err
    connect("Academy")
    assert call("packages").code == 0
    call("disconnect", "Academy")


def test_a_strange_file_of_connections(call: Calling, tmp_path: Path) -> None:
    """A file that is none is a wrong use in words, a missing one is exit 4; connect alone says what it needs."""
    (tmp_path / "strange.json").write_bytes(b'{"connections": [{"url": "https://evil.example"}]}')
    strange = call("connect", "--import", str(tmp_path / "strange.json"))
    assert strange.code == 2 and "no file of connections" in strange.err
    assert call("connect", "--import", str(tmp_path / "gone.json")).code == 4
    assert call("connect", "--import", "x.json", "--name", "A").code == 2
    alone = call("connect")
    assert alone.code == 2 and "--name, --url, --tenant" in alone.err
    assert "No connections" in call("connections").out


def test_a_proxy_by_its_address_and_its_password_by_the_environment(
    connect: Callable[..., Answer], call: Calling, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The password is asked for nowhere on the command line and kept in the keyring; the rest is a fact like others."""
    refused = connect("Academy", "--proxy", "http://ann:hidden-word@proxy.example:3128")
    assert refused.code == 2 and "ALLURE_PROXY_PASSWORD" in refused.err and "hidden-word" not in refused.err
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "own.pem")
    monkeypatch.setenv("ALLURE_PROXY_PASSWORD", "hidden-word")
    more = ("--proxy", "http://ann@proxy.example:3128", "--ca-file", str(tmp_path / "own.pem"))
    assert connect("Academy", *more).code == 0
    call("connections", "--export", str(tmp_path / "out.json"))
    entry = json.loads((tmp_path / "out.json").read_text())["connections"][0]
    assert (entry["proxy"], entry["ca_file"]) == ("http://ann@proxy.example:3128", str(tmp_path / "own.pem"))
    ours = [file for file in (tmp_path / "data").rglob("*") if file.is_file()]
    assert not any(b"hidden-word" in file.read_bytes() for file in ours)
    # said again without: it stays; '' takes it away
    connect("Academy", "--proxy", "")
    call("connections", "--export", str(tmp_path / "out.json"))
    assert "proxy" not in json.loads((tmp_path / "out.json").read_text())["connections"][0]
    call("disconnect", "Academy")
