"""The verbs about connections: connect, connections, disconnect."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import getpass
import os
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from allure_desktop.cli.command import DONE, Call, Command
from allure_desktop.cli.output import Output
from allure_desktop.cli.words import shown
from allure_desktop.errors import KeyringUnavailable, ServerError, UsageError

if TYPE_CHECKING:
    from allure_desktop.connections.connection import Connection
    from allure_desktop.connections.connection_test import Step

_MARKS = {"ok": ("✓", "green"), "no": ("✗", "red"), "skipped": ("–", "dim")}
#: The codes of the errors that a failed step stands for.
_CODES = {
    "reachable": "server.unreachable",
    "certificate": "server.certificate",
    "key": "key.refused",
    "tenant": "key.tenant-mismatch",
}


def _connect_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", metavar="N", default="", help="one that exists is changed")
    parser.add_argument("--url", metavar="U", default="", help="such as https://app.allureconnect.com")
    parser.add_argument("--tenant", metavar="T", default="", help="the tenant id")
    parser.add_argument(
        "--uploaded-by", metavar="WHO", default="", help="shown in the version history (else the login name)"
    )
    parser.add_argument("--auth", choices=("x-api-key", "bearer"), default="x-api-key")
    parser.add_argument("--key-stdin", action="store_true", help="read the API key from standard input")
    parser.add_argument("--default", action="store_true", help="use it where no other is named")
    parser.add_argument(
        "--proxy",
        metavar="URL",
        help="such as http://name@host:8080 (its password: ALLURE_PROXY_PASSWORD; '' for the system's)",
    )
    parser.add_argument("--ca-file", metavar="FILE", help="PEM file of a certificate authority that is trusted too")
    parser.add_argument(
        "--import",
        dest="import_file",
        metavar="FILE",
        default="",
        help="add the connections of an exported file instead",
    )


def _connect(call: Call) -> int:
    """Tests by real calls; only what passed is stored, and the key only in the keyring."""
    from allure_desktop.connections.connection_test import may_write, passed, test_connection

    args = call.args
    if args.import_file:
        return _import(call)
    missing = [option for option in ("name", "url", "tenant") if not getattr(args, option)]
    if missing:
        raise UsageError(
            f"connect needs {', '.join(f'--{option}' for option in missing)}.",
            remedy="Give name, url and tenant of a connection, or --import FILE.",
        )
    key = _key(args.key_stdin)
    wanted, existing = _wanted(call)
    reached = dataclasses.replace(wanted, proxy=call.services.connections.proxy_for(wanted))
    steps = test_connection(reached, key, on_step=lambda step: _print_step(call.out, step))
    if not passed(steps):
        raise _failed(steps)
    connection = dataclasses.replace(wanted, may_write=may_write(steps))
    _store(call, connection, key, is_new=existing is None)
    stored = call.services.connections.get(connection.id)
    call.out.document(stored.as_record())
    default = ", the default one" if stored.is_default else ""
    call.out.line(f"{shown(stored.name)} is stored{default}; its key is in the keyring.")
    if stored.may_write is False:
        call.out.aside("This key may read, but not upload. Use a key with the write scope to upload.")
    return DONE


def _import(call: Call) -> int:
    """Adds what is not here yet, without keys; the record of each says whether it was added."""
    from allure_desktop.connections.portable import read, take_in

    args = call.args
    others = (
        args.name,
        args.url,
        args.tenant,
        args.uploaded_by,
        args.key_stdin,
        args.default,
        args.proxy,
        args.ca_file,
    )
    if any(others):
        raise UsageError(
            "--import takes no other facts of a connection.", remedy="Leave them out; enter each key afterwards."
        )
    taken = take_in(call.services.connections, read(args.import_file))
    call.out.document(
        [{**one.as_record(), "added": True} for one in taken.added]
        + [{**one.as_record(), "added": False} for one in taken.known]
    )
    for one in taken.added:
        way = "".join(
            f", {name} {shown(value)}"
            for name, value in (("by the proxy", one.proxy), ("trusting", one.ca_file))
            if value
        )
        call.out.line(f"Added {shown(one.name)}: {one.base_url}, tenant {shown(one.tenant_id)}{way}")
    for one in taken.known:
        call.out.line(f"{shown(one.name)} is here already and stays as it is.")
    if not taken.added and not taken.known:
        call.out.line("There is no connection in this file.")
    if taken.added:
        first = taken.added[0]
        call.out.aside(
            "The file holds no keys. Give each one: allure-desktop connect "
            f"--name '{shown(first.name)}' --url {first.base_url} --tenant '{shown(first.tenant_id)}' --key-stdin"
        )
    return DONE


def _wanted(call: Call) -> tuple[Connection, Connection | None]:
    """The connection as the arguments say, and the one of that name if there is one."""
    from allure_desktop.connections.address import clean_address
    from allure_desktop.connections.connection import Connection
    from allure_desktop.connections.connections import login_name

    args = call.args
    name = " ".join(args.name.split())
    if not name:
        raise UsageError("The name of the connection is empty.", remedy="Give one with --name.")
    if not args.tenant.strip():
        raise UsageError(
            "The tenant id is empty.", remedy="Give it with --tenant; it is shown in AllureConnect's settings."
        )
    same = (kept for kept in call.services.connections.all() if kept.name.casefold() == name.casefold())
    existing = next(same, None)
    wanted = Connection(
        id=existing.id if existing else uuid.uuid4().hex,
        name=name,
        base_url=clean_address(args.url),
        tenant_id=args.tenant.strip(),
        uploaded_by=args.uploaded_by.strip() or (existing.uploaded_by if existing else login_name()),
        auth=args.auth,
        is_default=args.default or bool(existing and existing.is_default),
    )
    if existing is not None:
        kept = {field: getattr(existing, field) for field in ("colour", "is_sandbox", "proxy", "ca_file")}
        wanted = dataclasses.replace(wanted, **kept)
    if args.ca_file is not None:
        wanted = dataclasses.replace(wanted, ca_file=str(Path(args.ca_file).absolute()) if args.ca_file else "")
    if args.proxy is not None:
        wanted = dataclasses.replace(wanted, proxy=_proxy(args.proxy))
    return wanted, existing


def _proxy(address: str) -> str:
    """The address with the password of the environment. Raises UsageError for one that holds a password itself."""
    from allure_desktop.connections.address import split_password, with_password

    if split_password(address)[1]:
        raise UsageError(
            "The proxy's password stands in its address.",
            cause="Others on this computer could read it there.",
            remedy="Leave it out and give it in ALLURE_PROXY_PASSWORD; it is kept in the keyring.",
        )
    return with_password(address.strip(), os.environ.get("ALLURE_PROXY_PASSWORD", ""))


def _store(call: Call, connection: Connection, key: str, *, is_new: bool) -> None:
    """The key first: a connection whose key could not be kept would be of no use to the next call."""
    connections = call.services.connections
    if connections.keys.set(connection.id, key) != "keyring":
        problem = connections.keys.problem
        raise KeyringUnavailable(
            "The connection works, but was not stored: its key cannot be kept.",
            cause=problem.message if problem else "No keyring answers.",
            remedy="Start a keyring (a Secret Service, such as gnome-keyring), or give ALLURE_URL, ALLURE_TENANT and "
            "ALLURE_API_KEY with each call: that needs none.",
            code=problem.code if problem else "keyring.none",
        )
    try:
        connections.save(connection, key)
    except BaseException:
        if is_new:
            with contextlib.suppress(KeyringUnavailable):
                connections.keys.delete(connection.id)
        raise


def _key(from_stdin: bool) -> str:
    """The key from standard input, ALLURE_API_KEY, or a person who types it unseen. Raises UsageError without one."""
    if from_stdin:
        key = sys.stdin.readline().strip()
        if key:
            return key
        raise UsageError(
            "There is no key on standard input.", remedy="Pipe it in: … | allure-desktop connect --key-stdin …"
        )
    key = os.environ.get("ALLURE_API_KEY", "").strip()
    if not key and sys.stdin.isatty():
        key = getpass.getpass("API key (not shown): ").strip()
    if not key:
        raise UsageError(
            "The API key is missing.",
            remedy="Give it on standard input with --key-stdin, or in ALLURE_API_KEY. "
            "No option takes it: others on this computer could read it.",
        )
    return key


def _print_step(out: Output, step: Step) -> None:
    mark, colour = _MARKS[step.outcome]
    out.line(f"{out.style(mark, colour)} {shown(step.words)}")


def _failed(steps: list[Step]) -> ServerError:
    bad = next((step for step in steps if step.outcome == "no" and step.name != "write"), None)
    if bad is None:
        # nothing was refused, but nothing was proved either: a server in trouble
        unsure = next(step for step in steps if step.outcome == "skipped" and step.name in ("reachable", "key"))
        return ServerError(
            "The connection was not stored.", cause=unsure.words, remedy=unsure.remedy, code="server.trouble"
        )
    remedy = f"{bad.remedy} It may be: {bad.suggestion}" if bad.suggestion else bad.remedy
    return ServerError("The connection was not stored.", cause=bad.words, remedy=remedy, code=_CODES[bad.name])


def _connections_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--export", metavar="FILE", default="", help="write them to a file, without their keys")


def _connections(call: Call) -> int:
    every = call.services.connections.all()
    if call.args.export:
        from allure_desktop.connections.portable import write

        count = write(call.args.export, every)
        call.out.document({"file": call.args.export, "connections": count})
        call.out.line(f"{count} {'connection' if count == 1 else 'connections'} in {call.args.export}, without keys.")
        return DONE
    call.out.document([connection.as_record() for connection in every])
    if not every:
        call.out.line(
            "No connections. Add one with: allure-desktop connect --name NAME --url URL --tenant T --key-stdin"
        )
        return DONE
    may = {True: "yes", False: "no", None: "not tested"}
    call.out.table(
        ("Name", "", "Address", "Tenant", "Uploads as", "May upload"),
        [
            (c.name, "default" if c.is_default else "", c.base_url, c.tenant_id, c.uploaded_by, may[c.may_write])
            for c in every
        ],
    )
    return DONE


def _disconnect_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="as told by: allure-desktop connections")


def _disconnect(call: Call) -> int:
    services = call.services
    connection = services.connections.get(call.args.name)
    services.disconnect(connection.id)
    call.out.document([connection.as_record()])
    call.out.line(f"{shown(connection.name)} and its key are removed. What is on the server stays.")
    return DONE


COMMANDS = {
    "connect": Command(_connect_arguments, _connect),
    "connections": Command(_connections_arguments, _connections),
    "disconnect": Command(_disconnect_arguments, _disconnect),
}
