"""Figures, times and lines as people read them."""

from __future__ import annotations

import io
import time

import pytest

from allure_desktop.cli import words
from allure_desktop.cli.output import Output


@pytest.mark.parametrize(
    ("size_bytes", "told"),
    [
        (None, "–"),
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (84_200_000, "84.2 MB"),
        (999_960, "1.0 MB"),
        (1_180_000_000, "1.18 GB"),
        (10 * 2**40, "11.00 TB"),
    ],
)
def test_sizes_are_decimal(size_bytes: int | None, told: str) -> None:
    """As the server counts."""
    assert words.size(size_bytes) == told


@pytest.mark.parametrize(
    ("duration_s", "told"), [(0.84, "0.8 s"), (12.3, "12 s"), (60, "1 min"), (185, "3 min 5 s"), (7440, "2 h 4 min")]
)
def test_durations(duration_s: float, told: str) -> None:
    """In the largest fitting units."""
    assert words.duration(duration_s) == told


def test_times_are_relative_for_a_day() -> None:
    """Then the date; what is no time stays as it came."""
    now = time.time()
    assert (words.ago(now), words.ago(now - 720), words.ago(now - 7300)) == ("just now", "12 min ago", "2 h ago")
    assert words.ago(0).startswith("19") and words.server_time("whenever") == "whenever"
    assert words.parsed_time("2025-01-15T10:30:00.000Z") == words.parsed_time("2025-01-15T10:30:00") == 1736937000
    assert words.iso(1736937000) == "2025-01-15T10:30:00Z" and words.iso(None) is None


@pytest.mark.parametrize(
    ("text", "bytes_per_s"),
    [
        ("2MB/s", 2_000_000),
        ("500k", 500_000),
        ("1.5 MB", 1_500_000),
        ("1,5MB/s", 1_500_000),
        ("800", 800),
        ("1G", 10**9),
    ],
)
def test_rates(text: str, bytes_per_s: int) -> None:
    """As people write them."""
    assert words.rate(text) == bytes_per_s


@pytest.mark.parametrize("text", ["", "fast", "0", "-1MB", "2 MB/min", "NaN"])
def test_what_is_no_rate(text: str) -> None:
    """Refused, not guessed."""
    with pytest.raises(ValueError, match=r".*"):
        words.rate(text)


def test_nothing_moves_the_cursor() -> None:
    """Control characters, also those that turn the writing direction, are written out."""
    assert words.shown("a\nb\x1b[2J\u202ec\u2028") == "a\\nb\\x1b[2J\\u202ec\\u2028"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_tables_fit_and_align(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wide characters take two columns; on a terminal the widest column gives way and no line is too long."""
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    rows = [("pkg_1", "日本語のコース" * 4, "1.0 MB"), ("pkg_2", "short", "20.0 MB")]
    for stream in (io.StringIO(), _Terminal()):
        Output(False, stream).table(("Package", "Title", "Size"), rows, right=(2,))
        lines = stream.getvalue().splitlines()
        assert len({words.width(line) for line in lines[1:]}) == 1
        assert "\x1b" not in stream.getvalue()
    assert all(words.width(line) <= 40 for line in lines) and "…" in lines[1]


def test_colours_only_on_a_terminal_that_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR, a file and a dumb terminal get none."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert Output(False, _Terminal()).style("x", "red") == "\x1b[31mx\x1b[0m"
    assert Output(False, io.StringIO()).style("x", "red") == "x"
    assert Output(True, _Terminal()).style("x", "red") == "x"
    monkeypatch.setenv("NO_COLOR", "1")
    assert Output(False, _Terminal()).style("x", "red") == "x"
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert Output(False, _Terminal()).style("x", "red") == "x"
