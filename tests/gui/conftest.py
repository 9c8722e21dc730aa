"""What all window tests share: the GUI thread is watched, and Qt's own warnings fail a test."""

from __future__ import annotations

from tests.window_watch import watched_gui_thread

__all__ = ["watched_gui_thread"]
