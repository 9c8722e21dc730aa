"""The same window as the window's own tests: real rooms, and a sandbox to connect to."""

from __future__ import annotations

from tests.gui.window.conftest import connected, connection, open_window, sandbox, services
from tests.window_watch import watched_gui_thread

__all__ = ["connected", "connection", "open_window", "sandbox", "services", "watched_gui_thread"]
