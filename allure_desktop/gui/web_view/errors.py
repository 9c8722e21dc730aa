"""Why the web view cannot show a page, in the words of the error family."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from allure_desktop.errors import AllureError

translate = QCoreApplication.translate


class WebViewUnavailable(AllureError):
    """QtWebEngine is missing or cannot start on this computer."""

    code = "web-view.unavailable"


def unavailable(cause: Exception) -> WebViewUnavailable:
    """The error for an import that failed; names the library that is missing."""
    return WebViewUnavailable(
        translate("WebView", "The embedded web view is not available on this computer."),
        cause=translate("WebView", "It could not be loaded: {cause}.").format(cause=str(cause).rstrip(".")),
        remedy=translate("WebView", "Open the course in your browser instead."),
    )
