"""Connections as a file to hand on: everything but keys and passwords, and nothing of a strange file is believed."""

from __future__ import annotations

import json
import os
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from allure_desktop.connections.address import clean_address, split_password
from allure_desktop.connections.connection import COLOURS, Connection
from allure_desktop.connections.connections import Connections
from allure_desktop.errors import DiskFull, LocalFileError, UsageError

FORMAT = "allureconnect-desktop-connections"
VERSION = 1
LONGEST_BYTES = 1_000_000
MOST_CONNECTIONS = 200
LONGEST_FIELD = 300


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: the new connections, and those that are here already."""

    added: list[Connection] = field(default_factory=list)
    known: list[Connection] = field(default_factory=list)


def exported(connections: Iterable[Connection]) -> dict[str, Any]:
    """The document of these connections; a sandbox is this computer's own and is left out.

    Shape: `{"format", "version", "connections": [{"name", "url", "tenant_id", "auth", "uploaded_by", "colour",
    "default", "proxy"?, "ca_file"?}]}`. It never holds a key, nor a proxy's password.
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "connections": [_entry(one) for one in connections if not one.is_sandbox and not one.transient],
    }


def _entry(connection: Connection) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": connection.name,
        "url": connection.base_url,
        "tenant_id": connection.tenant_id,
        "auth": connection.auth,
        "uploaded_by": connection.uploaded_by,
        "colour": connection.colour,
        "default": connection.is_default,
    }
    if connection.proxy:
        entry["proxy"] = split_password(connection.proxy)[0]
    if connection.ca_file:
        entry["ca_file"] = connection.ca_file
    return entry


def write(path: str | os.PathLike[str], connections: Iterable[Connection]) -> int:
    """Writes the file whole or not at all; returns how many connections are in it.

    Raises LocalFileError (file.unwritable, file.directory), DiskFull.
    """
    target, document = Path(path), exported(connections)
    if target.is_dir():
        raise _unwritable(target, "It is a folder.", "file.directory")
    partial = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        partial.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        if error.errno == 28:  # ENOSPC
            raise DiskFull("This computer's disk is full.", remedy="Make room and export again.") from error
        raise _unwritable(target, f"{error.strerror or error}.", "file.unwritable") from error
    return len(document["connections"])


def _unwritable(path: Path, cause: str, code: str) -> LocalFileError:
    return LocalFileError(
        f"{path} cannot be written.", cause=cause, remedy="Choose another place.", subject=str(path), code=code
    )


def read(path: str | os.PathLike[str]) -> list[Connection]:
    """The connections of a file, as drafts without an id: each field is checked, what is unknown is left out.

    Raises LocalFileError where it cannot be read, UsageError (connections.file) for what is no such file, and for
    an entry that cannot be a connection: it is named by its number.
    """
    place = Path(path)
    try:
        with place.open("rb") as file:
            data = file.read(LONGEST_BYTES + 1)
    except OSError as error:
        raise LocalFileError(
            f"{place} cannot be read.",
            cause=f"{error.strerror or error}.",
            remedy="Choose the file that was exported.",
            subject=str(place),
            code="file.missing" if isinstance(error, FileNotFoundError) else "file.unreadable",
        ) from error
    return parsed(data, place.name)


def parsed(data: bytes, name: str = "The file") -> list[Connection]:
    """As `read`, of bytes."""
    if len(data) > LONGEST_BYTES:
        raise _no_file(name, "It is larger than a file of connections can be (1 MB).")
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _no_file(name, "It is not JSON.") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise _no_file(name, "It does not say that it is one.")
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= VERSION:
        raise _no_file(name, "A newer version of this program wrote it.")
    entries = document.get("connections")
    if not isinstance(entries, list):
        raise _no_file(name, "It has no list of connections.")
    if len(entries) > MOST_CONNECTIONS:
        raise _no_file(name, f"It has more than {MOST_CONNECTIONS} connections.")
    return [_draft(entry, number, name) for number, entry in enumerate(entries, 1)]


def _draft(entry: Any, number: int, name: str) -> Connection:
    if not isinstance(entry, dict):
        raise _no_file(name, f"Connection {number} is no object.")
    try:
        base_url = clean_address(_text(entry, "url"))
    except UsageError as error:
        raise _no_file(name, f"Connection {number}: {error.what}") from error
    tenant_id = _text(entry, "tenant_id")
    if not tenant_id:
        raise _no_file(name, f"Connection {number} has no tenant id.")
    colour = _text(entry, "colour")
    return Connection(
        id="",
        name=_text(entry, "name") or urlsplit(base_url).netloc,
        base_url=base_url,
        tenant_id=tenant_id,
        # who uploads from this computer is not who exported the file
        uploaded_by="",
        auth="bearer" if entry.get("auth") == "bearer" else "x-api-key",
        colour=colour if colour in COLOURS else COLOURS[0],
        proxy=split_password(_text(entry, "proxy"))[0],
        ca_file=_text(entry, "ca_file"),
    )


def _text(entry: dict[str, Any], name: str) -> str:
    """A field as one line of harmless text, '' where it is none; what is too long is no field of ours."""
    value = entry.get(name)
    if not isinstance(value, str) or len(value) > LONGEST_FIELD:
        return ""
    # no control characters, no marks that turn the direction of what is shown
    shown = "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs") else " " for c in value)
    return " ".join(shown.split())


def _no_file(name: str, cause: str) -> UsageError:
    return UsageError(
        f"{name} is no file of connections.",
        cause=cause,
        remedy="Choose a file that was exported by this program.",
        subject=name,
        code="connections.file",
    )


def compared(connections: Connections, found: Iterable[Connection]) -> Taken:
    """Which of these would be new: server and tenant make a connection, whatever it is called."""
    here = {(one.base_url, one.tenant_id): one for one in connections.all()}
    taken = Taken()
    for draft in found:
        same = here.get((draft.base_url, draft.tenant_id))
        if same is None:
            here[(draft.base_url, draft.tenant_id)] = draft
            taken.added.append(draft)
        else:
            taken.known.append(same)
    return taken


def take_in(connections: Connections, found: Iterable[Connection]) -> Taken:
    """Adds those that are not here yet, without a key; a name that is taken gets a number. Raises UsageError."""
    taken = compared(connections, found)
    names = {one.name.casefold() for one in connections.all()}
    added = []
    for draft in taken.added:
        named = replace(draft, name=_free_name(draft.name, names))
        names.add(named.name.casefold())
        connections.save(named, None)
        added.append(connections.get(named.name))
    return Taken(added, taken.known)


def _free_name(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted} ({number})"
    return name
