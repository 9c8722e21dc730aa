"""Loads QtWebEngine when the first page is shown: 200 MB that a start without a launch does not pay for."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from allure_desktop.gui.web_view.errors import unavailable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from allure_desktop.gui.web_view.course_view import CourseView
    from allure_desktop.gui.web_view.preview_view import PreviewView

_EARLY_CLICKS = "--allow-pre-commit-input"


def prepare() -> None:
    """What the engine reads when it is loaded.

    Clicks count from the first moment: it would drop them until the page itself, which only frames the course, has
    painted something. And only for root (containers, tests), which it refuses to run for, no sandbox.
    """
    flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    if _EARLY_CLICKS not in flags:
        os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = f"{flags} {_EARLY_CLICKS}".strip()
    if sys.platform == "linux" and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"


def course_view(parent: QWidget | None = None) -> CourseView:
    """A view with a profile of its own, off the record.

    Raises WebViewUnavailable when the engine is missing. Never called before the application object exists.
    """
    prepare()
    try:
        from allure_desktop.gui.web_view.course_view import CourseView
    except ImportError as cause:
        raise unavailable(cause) from cause
    return CourseView(parent)


def preview_view(authority: str, address: str, *, online: bool) -> PreviewView:
    """A view for a preview whose player page is `address` on `authority` (host:port).

    Raises WebViewUnavailable when the engine is missing.
    """
    prepare()
    try:
        from allure_desktop.gui.web_view.preview_view import PreviewView
    except ImportError as cause:
        raise unavailable(cause) from cause
    return PreviewView(authority, address, online=online)
