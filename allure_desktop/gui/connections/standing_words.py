"""How a connection is, in a few words: the same in the sidebar, in the switcher and in the list of all connections."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from allure_desktop.errors import Forbidden, KeyRefused, KeyringUnavailable, NoConnection, RateLimited
from allure_desktop.gui.uploads import figures

if TYPE_CHECKING:
    from allure_desktop.gui.context import Standing

translate = QCoreApplication.translate


class StandingWords(NamedTuple):
    """An icon, the token of its colour, and the words beside it."""

    icon: str
    token: str
    words: str


def concerns_connection(error: Exception | None) -> bool:
    """It is the connection itself that needs a hand: its key, its tenant, its keyring."""
    return isinstance(error, KeyRefused | Forbidden | NoConnection | KeyringUnavailable)


def standing_words(standing: Standing, now_s: float) -> StandingWords:
    """What is told of a connection. `now_s` is Unix time."""
    error = standing.error
    if isinstance(error, KeyringUnavailable):
        return StandingWords("key-round", "warning", translate("Connections", "The keyring does not answer"))
    if isinstance(error, NoConnection):
        return StandingWords("key-round", "warning", translate("Connections", "Key missing"))
    if isinstance(error, RateLimited):
        return StandingWords("hourglass", "info", translate("Connections", "Online, speed limited"))
    if isinstance(error, Forbidden) and error.code == "key.tenant-mismatch":
        return StandingWords("key-round", "warning", translate("Connections", "Key of another tenant"))
    if isinstance(error, Forbidden):
        return StandingWords("key-round", "warning", translate("Connections", "The key may not read"))
    if standing.state == "offline":
        clock = figures.clock(standing.since, now_s)
        words = translate("Connections", "Offline since {time}").format(time=clock)
        return StandingWords("wifi-off", "info", words)
    if standing.state == "refused":
        return StandingWords("key-round", "warning", translate("Connections", "Key refused"))
    if standing.state == "online":
        return StandingWords("circle-check", "success", translate("Connections", "Online"))
    return StandingWords("circle", "text3", translate("Connections", "Not asked yet"))
