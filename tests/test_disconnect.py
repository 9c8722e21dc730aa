"""What goes with a connection that is removed, and what stays for another one to the same tenant."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from allure_desktop.composition import build
from allure_desktop.connections.connection import Connection
from allure_desktop.library.inventories import Inventories, VersionKey

ACADEMY = Connection("", "Academy", "https://academy.example", "t1", "user-1", "x-api-key", "blue", is_default=True)
KEY = VersionKey("https://academy.example", "t1", "pkg_1", 1)


def test_what_its_versions_consist_of_goes_with_the_last_connection_to_a_tenant(tmp_path: Path) -> None:
    """A second connection to the same tenant still needs it; another tenant's stays anyway."""
    services = build(tmp_path / "data")
    for name in ("Academy", "Academy too"):
        services.connections.save(replace(ACADEMY, name=name, id=name), "key")
    inventories = Inventories(services.database)
    for number, key in enumerate((KEY, KEY._replace(tenant_id="t2"))):
        inventories.hold(number, {"n": number}, path="/c.zip", file_size=1, sha256="")
        inventories.became(number, key)
    services.disconnect("Academy")
    assert inventories.kept(KEY) is not None
    services.disconnect("Academy too")
    assert inventories.kept(KEY) is None
    assert inventories.kept(KEY._replace(tenant_id="t2")) is not None
    services.close()
