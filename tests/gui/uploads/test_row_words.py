"""The table of the Uploads page: what each state and reason says and offers."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable
from typing import Any

import pytest

from allure_desktop.gui.uploads import figures
from allure_desktop.gui.uploads.acts import Act, act
from allure_desktop.gui.uploads.row_words import Section, row_words
from allure_desktop.uploads.rows import Message, Progress, Reason, State, UploadOptions, UploadRow
from tests.gui.uploads.conftest import NOW_S, finding, report

MB = 1_000_000
TOTAL = 1180 * MB
SENDING: dict[str, Any] = {"state": "sending", "total_bytes": TOTAL, "sent_bytes": 720 * MB}


def sampled(**fields: Any) -> Progress:
    plain = Progress(1, 720 * MB, 22 * MB, TOTAL, 141, 225, 900_000.0, 480.0)
    return dataclasses.replace(plain, **fields)


# row fields, progress, uploads ahead → section, icon, colour, sentence, acts
TABLE: list[tuple[dict[str, Any], Progress | None, int, Section, str, str, str, tuple[Act, ...]]] = [
    (
        {"state": "validating"},
        sampled(checked_bytes=214 * MB, unpacked_bytes=1480 * MB),
        0,
        Section.PROGRESS,
        "scan-search",
        "accent",
        "Checking 214 MB of 1.48 GB",
        (Act.CANCEL,),
    ),
    ({"state": "validating"}, None, 0, Section.PROGRESS, "scan-search", "accent", "Checking the file", (Act.CANCEL,)),
    (
        {"state": "needs_decision", "reason": "errors", "report": report(errors=2)},
        None,
        0,
        Section.ATTENTION,
        "octagon-alert",
        "danger",
        "Not uploaded: 2 problems would stop it in an LMS",
        (Act.SHOW, Act.CHECK_AGAIN, Act.UPLOAD_ANYWAY, Act.SERVER_CHECK),
    ),
    (
        {"state": "needs_decision", "reason": "errors", "report": report(errors=1)},
        None,
        0,
        Section.ATTENTION,
        "octagon-alert",
        "danger",
        "Not uploaded: 1 problem would stop it in an LMS",
        (Act.SHOW, Act.CHECK_AGAIN, Act.UPLOAD_ANYWAY, Act.SERVER_CHECK),
    ),
    (
        {"state": "needs_decision", "reason": "errors", "report": report(errors=2), "connection_id": None},
        None,
        0,
        Section.ATTENTION,
        "octagon-alert",
        "danger",
        "2 problems would stop it in an LMS",
        (Act.SHOW, Act.CHECK_AGAIN),
    ),
    (
        {
            "state": "needs_decision",
            "reason": "new_version",
            "package_id": "pkg_abc",
            "revision_before": 12,
            "message": Message(what="Looks like a new version of “GDPR” (uploaded from this path before)."),
        },
        None,
        0,
        Section.ATTENTION,
        "git-branch",
        "warning",
        "Looks like a new version of “GDPR” (uploaded from this path before)",
        (Act.AS_VERSION, Act.AS_NEW, Act.COMPARE),
    ),
    (
        {
            "state": "needs_decision",
            "reason": "version_conflict",
            "message": Message(what="Version 13 was uploaded by user-77 while yours waited"),
        },
        None,
        0,
        Section.ATTENTION,
        "git-branch",
        "warning",
        "Version 13 was uploaded by user-77 while yours waited",
        (Act.COMPARE, Act.AS_VERSION, Act.STOP),
    ),
    (
        {
            "state": "needs_decision",
            "reason": "server_refused",
            "message": Message(what="The server refused it: “Invalid SCORM Package”."),
        },
        None,
        0,
        Section.ATTENTION,
        "octagon-alert",
        "danger",
        "The server refused it: “Invalid SCORM Package”.",
        (Act.SHOW, Act.CHECK_AGAIN, Act.REMOVE),
    ),
    (
        {"state": "needs_decision", "reason": "unknown_outcome"},
        None,
        0,
        Section.ATTENTION,
        "circle-help",
        "warning",
        "The server's answer was lost, and it does not tell more",
        (Act.SHOW, Act.SHOW_IN_LIBRARY, Act.REMOVE),
    ),
    (
        {"state": "held", "report": report()},
        None,
        0,
        Section.READY,
        "circle-pause",
        "text2",
        "Checked, ready to upload",
        (Act.UPLOAD, Act.SERVER_CHECK, Act.CHECK_AGAIN, Act.REMOVE),
    ),
    (
        {"state": "held", "report": report(warnings=2)},
        None,
        0,
        Section.READY,
        "triangle-alert",
        "warning",
        "Ready, 2 warnings",
        (Act.UPLOAD, Act.SERVER_CHECK, Act.CHECK_AGAIN, Act.REMOVE),
    ),
    (
        {"state": "held", "reason": "by_user", "report": report(), "total_bytes": 100, "sent_bytes": 61},
        None,
        0,
        Section.READY,
        "circle-pause",
        "text2",
        "Stopped at 61 %. The uploaded parts are kept",
        (Act.UPLOAD, Act.SERVER_CHECK, Act.CHECK_AGAIN, Act.REMOVE),
    ),
    (
        {"state": "held", "report": report(errors=1)},
        None,
        0,
        Section.READY,
        "triangle-alert",
        "warning",
        "Stopped. The check found problems",
        (Act.SHOW, Act.UPLOAD_ANYWAY, Act.REMOVE),
    ),
    (
        {"state": "held"},
        None,
        0,
        Section.READY,
        "circle-pause",
        "text2",
        "Ready to upload, not checked",
        (Act.UPLOAD, Act.SERVER_CHECK, Act.CHECK_AGAIN, Act.REMOVE),
    ),
    (
        {"state": "queued", "reason": "turn"},
        None,
        2,
        Section.WAITING,
        "list-ordered",
        "text2",
        "Waiting: 2 uploads ahead",
        (Act.UPLOAD_FIRST, Act.STOP),
    ),
    ({"state": "queued"}, None, 0, Section.WAITING, "list-ordered", "text2", "Waiting for its turn", (Act.STOP,)),
    (
        SENDING,
        sampled(),
        0,
        Section.PROGRESS,
        "arrow-up",
        "accent",
        "Uploading 742 MB of 1.18 GB · 900 kB/s · about 8 min",
        (Act.PAUSE, Act.STOP),
    ),
    (
        {**SENDING, "reason": "rate_limited", "until": NOW_S + 60},
        sampled(),
        0,
        Section.PROGRESS,
        "hourglass",
        "info",
        f"The server limits speed: continues at {figures.clock(NOW_S + 60, NOW_S)}",
        (Act.PAUSE, Act.STOP),
    ),
    (
        {**SENDING, "reason": "offline", "since": NOW_S - 600},
        None,
        0,
        Section.PROGRESS,
        "wifi-off",
        "info",
        f"No network since {figures.clock(NOW_S - 600, NOW_S)}. Goes on by itself",
        (Act.PAUSE, Act.STOP),
    ),
    (
        {**SENDING, "reason": "stalled", "since": NOW_S - 40, "retries": 3},
        None,
        0,
        Section.PROGRESS,
        "activity",
        "warning",
        "No bytes for 40 s. Trying a new connection (attempt 3)",
        (Act.PAUSE, Act.STOP),
    ),
    (
        {**SENDING, "reason": "stalled", "since": NOW_S, "retries": 1},
        sampled(silent_s=31.0),
        0,
        Section.PROGRESS,
        "activity",
        "warning",
        "No bytes for 31 s. Trying a new connection (attempt 1)",
        (Act.PAUSE, Act.STOP),
    ),
    (
        {
            **SENDING,
            "reason": "stalled",
            "retries": 3,
            "message": Message("server.trouble", "academy.example is not available right now (503)."),
        },
        None,
        0,
        Section.PROGRESS,
        "activity",
        "warning",
        "academy.example is not available right now (503). Trying again by itself (attempt 3)",
        (Act.PAUSE, Act.STOP),
    ),
    (
        {
            **SENDING,
            "reason": "offline",
            "since": NOW_S - 600,
            "message": Message("server.unreachable", "academy.example cannot be reached."),
        },
        None,
        0,
        Section.PROGRESS,
        "wifi-off",
        "info",
        f"academy.example cannot be reached. Goes on by itself, waiting since {figures.clock(NOW_S - 600, NOW_S)}",
        (Act.PAUSE, Act.STOP),
    ),
    (
        {**SENDING, "reason": "file_changed"},
        None,
        0,
        Section.ATTENTION,
        "file-warning",
        "danger",
        f"The file changed on disk at {figures.clock(NOW_S, NOW_S)}. The uploaded parts no longer match",
        (Act.START_AGAIN, Act.STOP),
    ),
    (
        {**SENDING, "reason": "file_missing", "message": Message(what="The disk “USB-A” is gone.")},
        None,
        0,
        Section.ATTENTION,
        "file-x",
        "danger",
        "The disk “USB-A” is gone. Goes on by itself once it is back",
        (Act.LOCATE, Act.STOP),
    ),
    (
        {**SENDING, "reason": "key_refused"},
        None,
        0,
        Section.ATTENTION,
        "key-round",
        "warning",
        "Stopped at 61 %: the server refused the key (401). Nothing is lost",
        (Act.REPLACE_KEY, Act.STOP, Act.RESUME),
    ),
    (
        {
            **SENDING,
            "reason": "key_refused",
            "message": Message("key.tenant-mismatch", "The key belongs to another tenant."),
        },
        None,
        0,
        Section.ATTENTION,
        "key-round",
        "warning",
        "The key belongs to another tenant. Stopped at 61 %, nothing is lost",
        (Act.REPLACE_KEY, Act.STOP, Act.RESUME),
    ),
    (
        {**SENDING, "reason": "paused"},
        None,
        0,
        Section.PROGRESS,
        "circle-pause",
        "text2",
        "Paused at 61 %. Nothing is lost",
        (Act.RESUME, Act.STOP),
    ),
    (
        {**SENDING, "state": "processing", "reason": "paused"},
        None,
        0,
        Section.PROGRESS,
        "circle-pause",
        "text2",
        "Everything is uploaded. Not watched at the moment",
        (Act.RESUME,),
    ),
    (
        {**SENDING, "reason": "disk_full"},
        None,
        0,
        Section.ATTENTION,
        "hard-drive",
        "danger",
        "This computer's disk is full. The upload goes on by itself once there is room",
        (Act.STOP,),
    ),
    (
        {**SENDING, "reason": "quota", "message": Message(what="The tenant has 1.2 GB left, this needs 2.3 GB")},
        None,
        0,
        Section.ATTENTION,
        "database",
        "danger",
        "The tenant has 1.2 GB left, this needs 2.3 GB",
        (Act.SHOW, Act.RESUME, Act.STOP),
    ),
    (
        {**SENDING, "state": "completing"},
        None,
        0,
        Section.PROGRESS,
        "loader",
        "accent",
        "All parts are there. Putting them together",
        (),
    ),
    (
        {**SENDING, "state": "server_validating"},
        None,
        0,
        Section.PROGRESS,
        "shield-check",
        "process",
        "The server checks it; nothing becomes visible yet",
        (Act.STOP_WATCHING,),
    ),
    (
        {**SENDING, "state": "processing", "since": NOW_S - 72},
        None,
        0,
        Section.PROGRESS,
        "cog",
        "process",
        "All there. The server is unpacking it · 1 min 12 s so far",
        (Act.STOP_WATCHING,),
    ),
    (
        {**SENDING, "state": "processing", "reason": "answer_lost"},
        None,
        0,
        Section.PROGRESS,
        "circle-help",
        "warning",
        "The server's answer was lost. Looking whether it arrived (no second copy is made)",
        (),
    ),
    (
        {"state": "done", "updated_at": NOW_S - 720, "revision": 7},
        None,
        0,
        Section.TODAY,
        "circle-check",
        "success",
        "Live on AllureConnect · 12 min ago",
        (Act.SHOW_IN_LIBRARY, Act.REMOVE),
    ),
    (
        {"state": "held", "options": UploadOptions(validate_only=True), "server_report": {"title": "GDPR"}},
        None,
        0,
        Section.READY,
        "shield-check",
        "success",
        "The server checked it and would accept it. Nothing is visible yet",
        (Act.UPLOAD, Act.CHECK_AGAIN, Act.REMOVE),
    ),
    (
        {"state": "failed", "reason": "server_refused", "message": Message(what="The tenant's storage is full.")},
        None,
        0,
        Section.ATTENTION,
        "octagon-alert",
        "danger",
        "The tenant's storage is full.",
        (Act.SHOW, Act.CHECK_AGAIN, Act.REMOVE),
    ),
]


def _name(case: tuple[Any, ...]) -> str:
    return "-".join(str(case[0].get(key)) for key in ("state", "reason") if case[0].get(key))


@pytest.mark.parametrize("case", TABLE, ids=[_name(case) for case in TABLE])
def test_each_line_of_the_table(
    case: tuple[dict[str, Any], Progress | None, int, Section, str, str, str, tuple[Act, ...]],
    make_row: Callable[..., UploadRow],
) -> None:
    """Every state and reason has its section, icon, colour, sentence and acts, as the interface page says."""
    fields, progress, ahead, section, icon, tone, sentence, acts = case
    words = row_words(make_row(**fields), progress, NOW_S, ahead=ahead)
    assert words.sentence == sentence
    assert (words.section, words.icon, words.tone) == (section, icon, tone)
    assert tuple(one.act for one in words.acts if one.act not in (Act.WATCH, Act.PREVIEW)) == acts
    missing = fields.get("reason") == "file_missing"
    assert (Act.PREVIEW in {one.act for one in words.acts}) is not missing


@pytest.mark.parametrize("state", typing.get_args(State))
@pytest.mark.parametrize("reason", typing.get_args(Reason))
def test_no_pair_of_state_and_reason_is_speechless(
    state: State, reason: Reason, make_row: Callable[..., UploadRow]
) -> None:
    """Whatever pair the engine writes, the row has an icon and a sentence, and its spoken form holds both."""
    words = row_words(make_row(state=state, reason=reason, total_bytes=10, sent_bytes=5), None, NOW_S)
    assert words.icon and words.sentence
    assert words.sentence in words.spoken and "GDPR for Customer Support" in words.spoken


def test_the_table_names_every_state_and_reason() -> None:
    """A state or a reason that the engine gains must get its line here before it can be shown."""
    assert {case[0]["state"] for case in TABLE} == set(typing.get_args(State))
    plain = {"", "slow", "by_user", "turn"}
    assert {case[0].get("reason", "") for case in TABLE} | plain == set(typing.get_args(Reason))


def test_full_upload_bar_is_not_called_done(make_row: Callable[..., UploadRow]) -> None:
    """All bytes sent leaves the process bar ahead and the words `Uploading`."""
    words = row_words(make_row(**{**SENDING, "sent_bytes": TOTAL}), None, NOW_S)
    assert words.bars is not None
    assert words.bars.upload == 1.0 and words.bars.process == "ahead"
    assert words.sentence.startswith("Uploading")


def test_bytes_in_flight_never_exceed_the_file(make_row: Callable[..., UploadRow]) -> None:
    """A sample taken while a part is acknowledged twice over stays within the bar."""
    words = row_words(make_row(**SENDING), sampled(sent_bytes=TOTAL - 1, in_flight_bytes=50 * MB), NOW_S)
    assert words.bars is not None and words.bars.upload == 1.0


def test_waiting_bar_has_its_own_colour_and_keeps_the_bytes(make_row: Callable[..., UploadRow]) -> None:
    """A rate-limited row tells what is there and when the rest will be, in grey, not in red."""
    row = make_row(**{**SENDING, "reason": "rate_limited", "until": NOW_S + 5})
    words = row_words(row, sampled(in_flight_bytes=0, eta_s=35 * 60.0), NOW_S)
    assert words.bars is not None and words.bars.tone == "waiting"
    assert words.bars.beside == "720 MB of 1.18 GB · about 35 min"


def test_processing_is_striped_and_the_percent_is_in_words_for_screen_readers(
    make_row: Callable[..., UploadRow],
) -> None:
    """The second bar runs only while the server works; exact bytes are spoken."""
    words = row_words(make_row(**{**SENDING, "state": "processing"}), None, NOW_S)
    assert words.bars is not None and words.bars.process == "running"
    assert "100 % uploaded, 1,180,000,000 of 1,180,000,000 bytes" in words.spoken


def test_kinds(make_row: Callable[..., UploadRow]) -> None:
    """New package, new version with its number, a file without a server, and what became of it."""
    assert row_words(make_row(total_bytes=38_700_000), None, NOW_S).kind == "New package  ·  38.7 MB"
    newer = make_row(is_new_version=True, revision_before=12, state="sending")
    assert row_words(newer, None, NOW_S).kind == "New version (v13)"
    assert row_words(make_row(connection_id=None, base_url=""), None, NOW_S).kind == "On this computer only"
    live = make_row(state="done", revision=7, total_bytes=84_200_000, seconds=94.0)
    assert row_words(live, None, NOW_S).kind == "Version 7  ·  84.2 MB in 1 min 34 s"


def test_finished_yesterday_is_earlier(make_row: Callable[..., UploadRow]) -> None:
    """The day of the calendar decides, not 24 hours."""
    assert row_words(make_row(state="done", updated_at=NOW_S - 86_400), None, NOW_S).section is Section.EARLIER


def test_a_title_is_missing_until_the_check_knows_it(make_row: Callable[..., UploadRow]) -> None:
    """The file's name stands for the title."""
    assert row_words(make_row(title=""), None, NOW_S).spoken.startswith("gdpr-support-en.zip")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (18_400, "18.4 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (84_200_000, "84.2 MB"),
        (412_000_000, "412 MB"),
        (1_180_000_000, "1.18 GB"),
        (11_000_000_000, "11.0 GB"),
    ],
)
def test_sizes(count: int, words: str) -> None:
    """Decimal units, three digits, never `1000 kB`."""
    assert figures.size(count) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3, "less than 1 min"),
        (65, "about 2 min"),
        (480, "about 8 min"),
        (7900, "about 2 h 10 min"),
        (40_000, "about 11 h"),
    ],
)
def test_guesses_are_rounded(seconds: float, words: str) -> None:
    """No false exactness."""
    assert figures.about(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "less than 1 s"), (9, "9 s"), (72, "1 min 12 s"), (7500, "2 h 5 min")]
)
def test_spans(seconds: float, words: str) -> None:
    """How long something took."""
    assert figures.span(seconds) == words


def test_every_act_has_words() -> None:
    """No act is a blank button."""
    assert all(act(one).text for one in Act)


def test_a_file_can_be_watched_while_nothing_of_it_is_on_its_way(make_row: Callable[..., UploadRow]) -> None:
    """The act is there at rest, its opposite and a word on the row while it is watched, neither while it is sent."""
    at_rest = row_words(make_row(state="held"), None, NOW_S)
    assert (at_rest.acts[-1].act, at_rest.chip) == (Act.WATCH, "")
    watched = row_words(make_row(state="held", watched=True), None, NOW_S)
    assert (watched.acts[-1].act, watched.chip) == (Act.UNWATCH, "Watching the file")
    assert "Watching the file" in watched.spoken
    sent = row_words(make_row(state="sending", watched=True, total_bytes=10), None, NOW_S)
    assert not {Act.WATCH, Act.UNWATCH} & {one.act for one in sent.acts}
    assert sent.chip == ""


@pytest.mark.parametrize(
    ("fields", "others", "words"),
    [
        ({}, (), "Fix 2 and upload"),
        ({"is_new_version": True}, (), "Fix 2 and review…"),
        ({"connection_id": None}, (), "Fix 2"),
        ({}, (finding("error"),), "Fix 2"),
        ({}, ({**finding("note"), "repairable": True},), "Fix 2 and upload"),
    ],
)
def test_fixing_says_what_follows(
    fields: dict[str, Any], others: tuple[dict[str, Any], ...], words: str, make_row: Callable[..., UploadRow]
) -> None:
    """A new version is reviewed first; nothing is promised where a problem is left; notes do not count."""
    findings = [{**finding("error"), "repairable": True}, {**finding("warning"), "repairable": True}, *others]
    row = make_row(state="needs_decision", reason="errors", report={**report(), "findings": findings}, **fields)
    assert [one.text for one in row_words(row, None, NOW_S).acts if one.act is Act.FIX] == [words]


def test_a_version_in_between_names_the_number_to_come(make_row: Callable[..., UploadRow]) -> None:
    """The button says which version this file would become after somebody else's."""
    row = make_row(state="needs_decision", reason="version_conflict", revision_before=12, revision_seen=13)
    assert "Upload as version 14…" in [one.text for one in row_words(row, None, NOW_S).acts]
