"""Each S3 server once in a run: its tests share a group, so that one worker has them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.s3.servers import KINDS, Nanio, SeaweedFs

#: For the parameter of a fixture: one worker runs all tests of a server, and only that worker starts it.
S3_SERVERS = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in KINDS]

Servers = Callable[[str], SeaweedFs | Nanio]


@pytest.fixture(scope="session")
def s3_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Gives the server of a name, started when first asked for."""
    running: dict[str, SeaweedFs | Nanio] = {}

    def server(name: str) -> SeaweedFs | Nanio:
        if name not in running:
            running[name] = KINDS[name](tmp_path_factory.mktemp(name))
        return running[name]

    yield server
    for one in running.values():
        one.stop()
