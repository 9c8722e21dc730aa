"""Hears from the system when its network goes and comes back."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

_Reachability = QNetworkInformation.Reachability


def load() -> QNetworkInformation | None:
    """What the system tells of its network; None where it tells nothing."""
    if not QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
        return None
    return QNetworkInformation.instance()


class NetworkWatch(QObject):
    """Says nothing before `begin`."""

    #: there is no network any more since this Unix time
    gone = Signal(float)
    #: there is one again, or another one, or the hotel's page was answered: worth trying at once
    returned = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._gone = False
        self._portal = False

    def begin(self, information: QNetworkInformation) -> None:
        """From now on tells what this one says."""
        information.reachabilityChanged.connect(self._reachability_changed)
        information.isBehindCaptivePortalChanged.connect(self._portal_changed)
        information.transportMediumChanged.connect(self._medium_changed)
        self._portal = information.isBehindCaptivePortal()
        if information.reachability() == _Reachability.Disconnected:
            self._reachability_changed(_Reachability.Disconnected)

    def _reachability_changed(self, now: QNetworkInformation.Reachability) -> None:
        if now == _Reachability.Disconnected:
            if not self._gone:
                self._gone = True
                self.gone.emit(time.time())
        elif now != _Reachability.Unknown:
            # from the local network to the whole one counts as well
            self._gone = False
            self.returned.emit()

    def _portal_changed(self, behind: bool) -> None:
        was, self._portal = self._portal, behind
        if was and not behind and not self._gone:
            self.returned.emit()

    def _medium_changed(self, _medium: object) -> None:
        if not self._gone:
            self.returned.emit()
