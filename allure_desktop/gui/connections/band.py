"""The bands over every page that concern a connection: a keyring that does not answer, a key that is not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from allure_desktop.errors import Forbidden, KeyringUnavailable, NoConnection, Refusal
from allure_desktop.gui.connections.standing_words import concerns_connection
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import Band

if TYPE_CHECKING:
    from allure_desktop.connections.connection import Connection
    from allure_desktop.gui.context import GuiContext, Standing

translate = QCoreApplication.translate
#: A clock that is off by less disturbs nobody, in seconds.
CLOCK_S = 600.0


class KeyringBand(QWidget):
    """Hidden while the keyring works; `look` asks how it is."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._had_problem = False
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 0)
        self.band = Band()
        column.addWidget(self.band)
        self.hide()
        context.core_events.connections_changed.connect(self.look)

    def look(self) -> None:
        """Shows or hides itself by what the keys' room says."""
        services = self._context.services
        self._context.background.run(lambda: services.connections.keys.problem, self._told, owner=self)

    def _told(self, problem: KeyringUnavailable | None) -> None:
        self.setVisible(problem is not None)
        if problem is not None:
            rest = " ".join(part for part in (problem.cause, problem.remedy) if part)
            buttons = ((self.tr("How to set one up"), self._explain), (self.tr("Try again"), self._try_again))
            self.band.tell("warning", problem.what, rest, buttons)
        elif self._had_problem:
            self._goes_on()
        self._had_problem = problem is not None

    def _goes_on(self) -> None:
        """It answers again: what waited for it does not wait for a click."""
        services = self._context.services
        self._context.background.run(services.go_on_with_keyring, owner=self)
        self._context.actions.trigger("refresh")

    def _try_again(self) -> None:
        services = self._context.services

        def work() -> KeyringUnavailable | None:
            return services.connections.keys.try_again()

        self._context.background.run(work, self._told, owner=self)

    def _explain(self) -> None:
        from allure_desktop.gui.connections.keyring_sheet import KeyringSheet

        KeyringSheet(self._context, self._try_again).open()


class BandWords(NamedTuple):
    """What the band of a connection says; `kind` tells bands apart that were put away by hand."""

    kind: str
    tone: str
    title: str
    text: str


def clock_words(ahead_s: float) -> BandWords | None:
    """Where this computer's clock and the server's (`ahead_s` seconds ahead of it) do not agree."""
    if abs(ahead_s) < CLOCK_S:
        return None
    span = figures.about_days(abs(ahead_s))
    if ahead_s > 0:
        title = translate("Connections", "This computer's clock is {span} behind the server's.").format(span=span)
    else:
        title = translate("Connections", "This computer's clock is {span} ahead of the server's.").format(span=span)
    text = translate(
        "Connections",
        "Set it right: certificates are judged by it. Uploads and ages go by the server's clock meanwhile.",
    )
    return BandWords("clock", "warning", title, text)


def band_words(connection: Connection, standing: Standing, ahead_s: float = 0.0) -> BandWords | None:
    """What must be said of a connection over every page, None where nothing must. Source: interface.md 5."""
    error, name = standing.error, connection.name
    if isinstance(error, KeyringUnavailable):
        return None  # the keyring's own band says it
    kept = translate(
        "Connections", "Uploads to it wait where they are; nothing is lost. They go on by themselves with another key."
    )
    if isinstance(error, NoConnection):
        title = translate("Connections", "The key of {name} is missing.").format(name=name)
        text = translate("Connections", "It is not in this computer's keyring. Enter it, and everything goes on.")
        return BandWords("missing", "warning", title, text)
    if isinstance(error, Forbidden) and error.code == "key.tenant-mismatch":
        title = translate("Connections", "The key of {name} belongs to another tenant.").format(name=name)
        text = translate("Connections", "It is not for tenant {id}. {kept}").format(id=connection.tenant_id, kept=kept)
        return BandWords("tenant", "warning", title, text)
    if isinstance(error, Forbidden) and error.code == "key.missing-scope":
        title = translate("Connections", "The key of {name} may not read.").format(name=name)
        text = translate("Connections", "It lacks the read scope, so there is no list of packages. Use another key.")
        return BandWords("scope", "warning", title, text)
    if concerns_connection(error) and isinstance(error, Refusal):
        title = translate("Connections", "The server refused the key of {name} ({status}).").format(
            name=name, status=error.status or 401
        )
        return BandWords("refused", "warning", title, " ".join(part for part in (error.cause, kept) if part))
    if standing.state == "refused":
        title = translate("Connections", "The server refused the key of {name}.").format(name=name)
        return BandWords("refused", "warning", title, kept)
    if connection.may_write is False:
        title = translate("Connections", "The key of {name} may read, but not upload.").format(name=name)
        text = translate(
            "Connections", "Everything can be looked at. To upload or change something, use a key with the write scope."
        )
        return BandWords("read-only", "info", title, text)
    return clock_words(ahead_s)


class ConnectionBand(QWidget):
    """Of the connection that is shown. What concerns its rights can be put away until the next start."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._put_away: set[tuple[str, str]] = set()
        self._ahead_s: dict[str, float] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 0)
        self.band = Band()
        column.addWidget(self.band)
        self.hide()
        context.connections_read.connect(self.tell)
        context.current_connection_changed.connect(self.tell)
        context.reachability_changed.connect(self.tell)

    def tell(self, *_changed: object) -> None:
        """Reads how the connection is."""
        connection = self._context.current_connection
        words = None
        if connection is not None:
            ahead_s = self._ahead_s.get(connection.id, 0.0)
            words = band_words(connection, self._context.standing(connection.id), ahead_s)
        if connection is None or words is None or (connection.id, words.kind) in self._put_away:
            self.hide()
            return
        id, kind = connection.id, words.kind
        replace = (self.tr("Replace key…"), lambda: self._context.replace_key(id))
        if kind == "clock":
            again = (self.tr("Try again"), lambda: self._context.actions.trigger("refresh"))
            buttons = ((self.tr("Hide"), lambda: self._hide(id, kind)), again)
        elif kind == "read-only":
            buttons = ((self.tr("Hide"), lambda: self._hide(id, kind)), replace)
        elif kind == "tenant":
            change = (self.tr("Change the tenant…"), lambda: self._context.edit_connection(id))
            buttons = (change, replace)
        else:
            buttons = ((self.tr("Try again"), lambda: self._context.actions.trigger("refresh")), replace)
        self.band.tell(words.tone, words.title, words.text, buttons)
        self.show()

    def look_at_clock(self) -> None:
        """After an answer of the server: its Date tells how far this computer's clock is off."""
        connection_id, library = self._context.current_connection_id, self._context.services
        if connection_id is None:
            return

        def told(ahead_s: float) -> None:
            if abs(ahead_s - self._ahead_s.get(connection_id, 0.0)) > 1:
                self._ahead_s[connection_id] = ahead_s
                self.tell()

        self._context.background.run(
            lambda: library.library.clock_ahead_s(connection_id), told, lambda _error: None, self
        )

    def _hide(self, connection_id: str, kind: str) -> None:
        self._put_away.add((connection_id, kind))
        self.tell()
