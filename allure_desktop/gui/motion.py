"""Whether things may move: the user has told the system, or the settings of this program."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

_chosen: list[str] = ["system"]


def choose_motion(motion: str) -> None:
    """`system` or `less`, from now on."""
    _chosen[0] = motion


def reduced_motion() -> bool:
    """Whether the user asked for less motion; where Qt cannot tell what the system says, only the settings count."""
    if _chosen[0] == "less":
        return True
    ask = getattr(QGuiApplication.styleHints().accessibility(), "motionPreference", None)
    return ask is not None and "Reduced" in str(ask())
