"""Connections are kept, chosen and removed, each with its key."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from allure_desktop.connections.api_keys import ApiKeys
from allure_desktop.connections.connection import Connection
from allure_desktop.connections.connections import Connections, login_name
from allure_desktop.database import Database
from allure_desktop.errors import NoConnection, UsageError
from allure_desktop.events import ConnectionsChanged, Event, Events

KEY = "a-key-for-the-keyring-1"


def draft(name: str = "Academy", **how: object) -> Connection:
    fields = {"base_url": "https://lms.example/api/v1", "tenant_id": " t-1 ", "uploaded_by": ""} | how
    return Connection(id="", name=name, **fields)  # type: ignore[arg-type]


def test_a_connection_is_kept_clean_and_its_key_in_the_keyring(
    connections: Connections, database: Database, heard: list[Event]
) -> None:
    """Address and fields are cleaned, who uploads is the login name, the first one is the default; all is announced."""
    assert connections.save(draft(), f" {KEY}\n") == "keyring"
    kept = connections.get("ACADEMY")
    assert (kept.base_url, kept.tenant_id, kept.uploaded_by) == ("https://lms.example", "t-1", login_name())
    assert kept.is_default and connections.default() == kept and connections.get(kept.id) == kept
    assert connections.key_for(kept) == KEY
    assert ApiKeys().get(kept.id) == KEY
    assert heard == [ConnectionsChanged()]


def test_the_key_is_in_no_file_of_ours(connections: Connections, database: Database) -> None:
    """Neither the database nor its journal holds it, and no repr shows it."""
    connections.save(draft(), KEY)
    for file in Path(database.path).parent.iterdir():
        if file.is_file():
            assert KEY.encode() not in file.read_bytes()
    assert KEY not in repr(connections.all()) + repr(connections.keys) + repr(vars(connections)["keys"])


def test_everything_survives_a_restart(connections: Connections, database: Database) -> None:
    """Each field comes back as it was, from the same file and the same keyring."""
    connections.save(
        draft(
            auth="bearer",
            colour="violet",
            is_sandbox=True,
            may_write=False,
            uploaded_by="ann",
            proxy="http://proxy.example:3128",
            ca_file="/etc/company.pem",
        ),
        KEY,
    )
    before = connections.all()
    again = Connections(database, Events(), ApiKeys())
    assert again.all() == before
    assert again.key_for(before[0]) == KEY
    assert (before[0].auth, before[0].colour, before[0].may_write, before[0].ca_file) == (
        "bearer",
        "violet",
        False,
        "/etc/company.pem",
    )


def test_a_change_keeps_the_key_unless_another_is_given(connections: Connections) -> None:
    """The dialog's key field is empty ever after; empty means: as it was."""
    connections.save(draft(), KEY)
    kept = connections.get("Academy")
    connections.save(dataclasses.replace(kept, name="Academy 2", tenant_id="t-2"), None)
    changed = connections.get(kept.id)
    assert (changed.name, changed.tenant_id, connections.key_for(changed)) == ("Academy 2", "t-2", KEY)
    connections.save(changed, "another-key-2")
    assert connections.key_for(changed) == "another-key-2" and len(connections.all()) == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"tenant_id": "  "}, "connection.tenant"),
        ({"base_url": "http://lms.example"}, "address.insecure"),
        ({"name": "academy"}, "connection.name"),
    ],
)
def test_what_cannot_be_kept_is_told(connections: Connections, change: dict[str, str], code: str) -> None:
    """A missing tenant, a bad address, a name that is taken in any case: nothing is stored."""
    connections.save(draft("Academy"), KEY)
    with pytest.raises(UsageError) as told:
        connections.save(draft(**{"name": "Other", **change}), KEY)
    assert told.value.code == code and told.value.remedy
    assert [connection.name for connection in connections.all()] == ["Academy"]


def test_one_default_at_any_time(connections: Connections) -> None:
    """Another can be made the default; when it goes, the oldest left takes its place."""
    for name in ("A", "B", "C"):
        connections.save(draft(name), KEY)
    connections.save(dataclasses.replace(connections.get("C"), is_default=True), None)
    assert [connection.name for connection in connections.all() if connection.is_default] == ["C"]
    connections.remove(connections.get("C").id)
    assert [connection.name for connection in connections.all() if connection.is_default] == ["A"]


def test_a_removed_connection_takes_its_key_along(connections: Connections) -> None:
    """Nothing is left in the keyring."""
    connections.save(draft(), KEY)
    kept = connections.get("Academy")
    connections.remove(kept.id)
    assert connections.all() == [] and connections.default() is None
    assert ApiKeys().get(kept.id) is None
    with pytest.raises(NoConnection):
        connections.get("Academy")


def test_a_missing_key_is_told(connections: Connections) -> None:
    """The connection is there, its key is not: what to do."""
    connections.save(draft(), None)
    with pytest.raises(NoConnection, match="key of Academy is missing") as told:
        connections.key_for(connections.get("Academy"))
    assert told.value.code == "connection.no-key" and "ALLURE_API_KEY" in told.value.remedy


def test_choosing_goes_by_name_then_environment_then_default(connections: Connections) -> None:
    """--connection, ALLURE_CONNECTION, the three of the environment, the default: in this order."""
    three = {"ALLURE_URL": "https://ci.example", "ALLURE_TENANT": "t-ci", "ALLURE_API_KEY": "ci-key-123"}
    connections.save(draft("A"), KEY)
    connections.save(draft("B"), "key-of-b-456")
    assert connections.choose("b", {"ALLURE_CONNECTION": "A", **three}).name == "B"
    assert connections.choose(None, {"ALLURE_CONNECTION": "b", **three}).name == "B"
    assert connections.choose(None, three).base_url == "https://ci.example"
    assert connections.choose(None, {}).name == "A"
    assert connections.key_for(connections.get("B")) == "key-of-b-456"


def test_a_connection_from_the_environment_is_stored_nowhere(connections: Connections, database: Database) -> None:
    """It works for this run, its id stays the same at a resume, and neither it nor its key is kept."""
    environ = {"ALLURE_URL": "ci.example/api/v1", "ALLURE_TENANT": "t-ci", "ALLURE_API_KEY": " ci-key-789\n"}
    chosen = connections.choose(None, environ)
    assert chosen.transient and chosen.uploaded_by == login_name()
    assert connections.key_for(chosen) == "ci-key-789" and connections.get(chosen.id) == chosen
    assert connections.choose(None, environ | {"ALLURE_UPLOADED_BY": "robot"}).uploaded_by == "robot"
    assert connections.all() == [] and ApiKeys().get(chosen.id) is None
    later = Connections(database, Events(), ApiKeys())
    with pytest.raises(NoConnection, match="came from the environment") as told:
        later.get(chosen.id)
    assert "ALLURE_URL, ALLURE_TENANT, ALLURE_API_KEY" in told.value.remedy
    assert later.choose(None, environ).id == chosen.id


def test_a_key_alone_in_the_environment_is_for_the_chosen_connection(connections: Connections) -> None:
    """ALLURE_API_KEY replaces the kept key for this run only."""
    connections.save(draft(), KEY)
    chosen = connections.choose(None, {"ALLURE_API_KEY": "for-this-run-1"})
    assert connections.key_for(chosen) == "for-this-run-1"
    assert ApiKeys().get(chosen.id) == KEY


def test_a_key_meant_for_another_server_is_not_used(connections: Connections) -> None:
    """With an address of its own the environment's key never goes to a connection chosen by name."""
    connections.save(draft(), KEY)
    environ = {"ALLURE_URL": "https://ci.example", "ALLURE_TENANT": "t", "ALLURE_API_KEY": "ci-key-123"}
    assert connections.key_for(connections.choose("Academy", environ)) == KEY


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, "no connection to a server yet"),
        ({"ALLURE_URL": "https://ci.example", "ALLURE_API_KEY": "x"}, "ALLURE_TENANT is not set"),
        ({"ALLURE_TENANT": "t"}, "ALLURE_URL and ALLURE_API_KEY are not set"),
        ({"ALLURE_URL": "http://ci.example", "ALLURE_TENANT": "t", "ALLURE_API_KEY": "k"}, "without encryption"),
        ({"ALLURE_CONNECTION": "nowhere"}, "no connection named nowhere"),
    ],
)
def test_no_connection_is_told_with_its_remedy(connections: Connections, environ: dict[str, str], words: str) -> None:
    """None at all, half of the environment, a bad address, an unknown name."""
    with pytest.raises(NoConnection, match=words) as told:
        connections.choose(None, environ)
    assert told.value.remedy and told.value.exit_code == 3


def test_what_the_test_found_is_kept(connections: Connections) -> None:
    """Whether the key may write."""
    connections.save(draft(), KEY)
    connections.set_may_write(connections.get("Academy").id, True)
    assert connections.get("Academy").may_write is True


def test_a_kept_key_is_told_to_no_other_server(connections: Connections) -> None:
    """With another address the key is asked for again, and why; with it the connection moves."""
    connections.save(draft(), KEY)
    (kept,) = connections.all()
    moved = dataclasses.replace(kept, base_url="https://elsewhere.example")
    with pytest.raises(UsageError) as told:
        connections.save(moved, None)
    assert told.value.code == "connection.other-server"
    assert "lms.example" in told.value.cause and "elsewhere.example" in told.value.remedy
    assert connections.get(kept.id) == kept and connections.key_for(kept) == KEY
    connections.save(moved, "another-key-2")
    assert connections.key_for(connections.get(kept.id)) == "another-key-2"
    with pytest.raises(NoConnection) as moved_away:
        connections.key_for(kept)
    assert moved_away.value.code == "connection.moved"
    connections.save(dataclasses.replace(moved, base_url="elsewhere.example/api/v1", tenant_id="t-2"), None)


def test_a_proxys_password_is_in_the_keyring_alone(connections: Connections, database: Database) -> None:
    """It is put together for the wire, kept while the proxy stays, told to no other proxy, and goes with it."""
    password = "tr%40in-station-9"
    connections.save(draft(proxy=f"http://ann:{password}@proxy.example:3128"), KEY)
    (kept,) = connections.all()
    assert kept.proxy == "http://ann@proxy.example:3128"
    assert connections.proxy_for(kept) == f"http://ann:{password}@proxy.example:3128"
    connections.save(dataclasses.replace(kept, name="Other"), None)
    assert password in connections.proxy_for(connections.get(kept.id))
    for file in Path(database.path).parent.iterdir():
        assert not file.is_file() or password.encode() not in file.read_bytes()
    strange = dataclasses.replace(kept, proxy="http://ann@other.example:3128")
    assert connections.proxy_for(strange) == strange.proxy
    connections.save(strange, None)
    connections.save(kept, None)
    assert connections.proxy_for(kept) == kept.proxy
    connections.save(draft("Second", proxy=f"http://ann:{password}@proxy.example:3128"), KEY)
    second = connections.get("Second")
    connections.remove(second.id)
    assert ApiKeys().get(f"{second.id} proxy") is None
