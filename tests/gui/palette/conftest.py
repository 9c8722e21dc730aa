"""The window and the server of the other window tests."""

from __future__ import annotations

from tests.gui.window.conftest import connected, connection, open_window, sandbox, services

__all__ = ["connected", "connection", "open_window", "sandbox", "services"]
