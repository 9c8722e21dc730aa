"""The words of a launch."""

from __future__ import annotations

import pytest

from allure_desktop.gui.launch.words import has_ended, shortened, time_left, trouble


@pytest.mark.parametrize(
    ("expires_at", "words"),
    [
        (None, ""),
        (1581.0, "link ends in 9:41"),
        (1000.0 + 7205, "link ends in 2:00:05"),
        (1000.0, "link has ended"),
        (900.0, "link has ended"),
    ],
)
def test_how_long_the_link_lasts(expires_at: float | None, words: str) -> None:
    """Minutes and seconds; nothing where the server does not say."""
    assert time_left(expires_at, 1000.0) == words
    assert has_ended(expires_at, 1000.0) == (words == "link has ended")


@pytest.mark.parametrize("kind", ["failed", "certificate", "blank", "crashed"])
def test_every_trouble_has_cause_and_remedy(kind: str) -> None:
    """What happened, why, and what helps, none of them empty."""
    told = trouble(kind, "net::ERR_NAME")
    assert told.what and told.cause and told.remedy


def test_ids_are_shortened_in_the_middle() -> None:
    """Begin and end suffice to compare."""
    assert shortened("6f1c0000-0000-4000-8000-000000000e09") == "6f1c…e09"
    assert shortened("short") == "short"
