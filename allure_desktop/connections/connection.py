"""A connection as a value: server + tenant + who uploads. The key is never a part of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

AuthKind = Literal["x-api-key", "bearer"]

COLOURS = ("blue", "green", "amber", "pink", "cyan", "violet")


@dataclass(frozen=True, slots=True)
class Connection:
    """`base_url` without a slash at its end and without `/api/v1`; `may_write` None when not yet tested.

    `colour` is one of blue, green, amber, pink, cyan, violet. A `transient` one came from the environment and
    is stored nowhere. `proxy` is an address ('': the system's), stored without its password,
    `ca_file` a PEM file whose authorities are trusted too. `shares_facts`: notes, file names, hashes and counts of
    versions are kept in the packages' metadata, for colleagues.
    """

    id: str
    name: str
    base_url: str
    tenant_id: str
    uploaded_by: str
    auth: AuthKind = "x-api-key"
    colour: str = "blue"
    is_default: bool = False
    is_sandbox: bool = False
    may_write: bool | None = None
    transient: bool = False
    proxy: str = ""
    ca_file: str = ""
    shares_facts: bool = False

    def as_record(self) -> dict[str, Any]:
        """The form of `connections --json`."""
        return {
            "name": self.name,
            "url": self.base_url,
            "tenant_id": self.tenant_id,
            "auth": self.auth,
            "uploaded_by": self.uploaded_by,
            "may_write": self.may_write,
            "default": self.is_default,
        }
