"""Whether things may move: the user has told the system."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication


def reduced_motion() -> bool:
    """Whether the user asked the system for less motion; False where Qt cannot tell."""
    ask = getattr(QGuiApplication.styleHints().accessibility(), "motionPreference", None)
    return ask is not None and "Reduced" in str(ask())
