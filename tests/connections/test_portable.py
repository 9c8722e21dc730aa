"""Connections as a file: nothing secret in it, and nothing of a strange file is believed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from allure_desktop.connections.connection import Connection
from allure_desktop.connections.connections import Connections, login_name
from allure_desktop.connections.portable import exported, parsed, read, take_in, write
from allure_desktop.errors import LocalFileError, NoConnection, UsageError

KEY = "a-key-that-no-file-may-hold"
PASSWORD = "a-word-for-the-proxy-alone"


def draft(name: str, tenant_id: str = "t-1", **more: Any) -> Connection:
    fields: dict[str, Any] = {"base_url": "https://lms.example", "uploaded_by": "ann"} | more
    return Connection("", name, tenant_id=tenant_id, **fields)


def document(*entries: object, **more: object) -> bytes:
    return json.dumps(
        {"format": "allureconnect-desktop-connections", "version": 1, "connections": entries, **more}
    ).encode()


def test_a_file_takes_everything_but_the_secrets(connections: Connections, tmp_path: Path) -> None:
    """What a colleague needs comes over; the key and the proxy's password are nowhere in the file, nor is the sandbox."""
    connections.save(
        draft(
            "Academy", auth="bearer", colour="pink", proxy=f"http://me:{PASSWORD}@proxy.example:3128", ca_file="/ca.pem"
        ),
        KEY,
    )
    connections.save(draft("Sandbox", "t-9", base_url="http://127.0.0.1:9", is_sandbox=True), KEY)
    assert write(tmp_path / "out.json", connections.all()) == 1
    text = (tmp_path / "out.json").read_text()
    assert KEY not in text and PASSWORD not in text
    (found,) = read(tmp_path / "out.json")
    assert (found.name, found.base_url, found.tenant_id, found.auth) == (
        "Academy",
        "https://lms.example",
        "t-1",
        "bearer",
    )
    assert (found.colour, found.proxy, found.ca_file) == ("pink", "http://me@proxy.example:3128", "/ca.pem")
    assert list(tmp_path.glob("*.part")) == []


def test_what_is_here_already_is_recognised(connections: Connections) -> None:
    """Server and tenant make a connection: under another name, or with a path behind its address, it is the same one."""
    connections.save(draft("Academy"), KEY)
    before = connections.all()
    taken = take_in(
        connections,
        parsed(
            document(
                {"name": "School", "url": "https://LMS.example/api/v1/packages", "tenant_id": "t-1", "auth": "bearer"},
                {"name": "academy", "url": "https://lms.example", "tenant_id": "t-2"},
                {"name": "Twice", "url": "https://lms.example", "tenant_id": "t-2"},
            )
        ),
    )
    assert [one.name for one in taken.known] == ["Academy", "academy"] and connections.all()[:1] == before
    assert [(one.name, one.tenant_id, one.uploaded_by) for one in taken.added] == [("academy (2)", "t-2", login_name())]
    with pytest.raises(NoConnection, match="key"):
        connections.key_for(taken.added[0])
    connections.remove(taken.added[0].id)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not JSON"),
        (b"PK\x03\x04", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b" " * 1_000_001, "larger"),
        (b'{"connections": []}', "does not say"),
        (document(version=2), "newer"),
        (document(version=True), "newer"),
        (json.dumps({"format": "allureconnect-desktop-connections", "version": 1, "connections": {}}).encode(), "list"),
        (document(*[{}] * 201), "more than 200"),
        (document("x"), "Connection 1 is no object"),
        (document({"url": "https://lms.example", "tenant_id": "t"}, {"url": "http://lms.example"}), "Connection 2"),
        (document({"url": "javascript://lms.example/%0aalert(1)", "tenant_id": "t"}), "Connection 1"),
        (document({"url": "https://lms.example", "tenant_id": ["t"]}), "no tenant id"),
        (document({"url": "https://lms.example", "tenant_id": "x" * 301}), "no tenant id"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(data: bytes, words: str) -> None:
    """Whatever it is, it is told what it is not, and which entry cannot be."""
    with pytest.raises(UsageError) as caught:
        parsed(data, "strange.json")
    assert (
        caught.value.code == "connections.file" and "strange.json" in str(caught.value) and words in str(caught.value)
    )


def test_fields_of_a_strange_file_are_made_harmless() -> None:
    """Marks that turn text, line ends and passwords are left out; kinds and colours are among those there are."""
    (found,) = parsed(
        document(
            {
                "name": "Aca\u202edemy\n\x1b[31m<b>",
                "url": "https://user:word@lms.example/x",
                "tenant_id": " t-1 ",
                "auth": "basic",
                "colour": "url(x)",
                "uploaded_by": "boss",
                "proxy": "http://me:word@proxy.example:1",
                "key": "sk",
                "id": "another",
            }
        )
    )
    assert found == Connection(
        "", "Aca demy [31m<b>", "https://lms.example", "t-1", "", colour="blue", proxy="http://me@proxy.example:1"
    )


def test_a_file_that_cannot_be_read_or_written(tmp_path: Path, connections: Connections) -> None:
    """A missing file and a folder are errors of the local file, with its name."""
    with pytest.raises(LocalFileError, match=r"gone\.json"):
        read(tmp_path / "gone.json")
    with pytest.raises(LocalFileError):
        write(tmp_path, connections.all())
    with pytest.raises(LocalFileError):
        write(tmp_path / "no" / "folder.json", connections.all())


def test_nothing_of_the_environment_is_exported() -> None:
    """A connection of one call is nobody's to hand on."""
    assert exported([draft("Env", transient=True)])["connections"] == []


def test_the_order_is_the_users(connections: Connections) -> None:
    """As they were added at first, then as they were put; a later one comes last, and the default one is told apart."""
    for number in range(3):
        connections.save(draft(f"C{number}", f"t-{number}"), None)
    ids = [one.id for one in connections.all()]
    connections.put_in_order([ids[2], ids[0], ids[1]])
    connections.save(draft("C3", "t-3"), None)
    assert [one.name for one in connections.all()] == ["C2", "C0", "C1", "C3"]
    connections.set_default(ids[1])
    assert [one.name for one in connections.all() if one.is_default] == ["C1"]
    default = connections.default()
    assert default is not None and default.name == "C1"
