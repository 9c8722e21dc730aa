"""The window: everything a user sees, and the only importer of Qt."""

from __future__ import annotations

import sys


def _keep_constants() -> None:
    """Gives None, True and False references that no one can use up.

    PySide6 6.12 returns None from its calls without taking a reference, as if it were immortal, which it is only
    since Python 3.12. On 3.11 every such call takes one away, and after some ten thousand the process is ended by
    "deallocating None". (6.11 does not do so.)
    """
    import ctypes

    for constant in (None, True, False):
        ctypes.c_ssize_t.from_address(id(constant)).value += sys.maxsize >> 8


if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
    _keep_constants()
