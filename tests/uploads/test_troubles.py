"""Each kind of trouble: waiting, repeating, or words, and never a second package or a part sent twice."""

from __future__ import annotations

import dataclasses
import os
from collections import Counter
from collections.abc import Callable

import pytest

from allure_desktop.api.answers import Quotas
from allure_desktop.errors import (
    AnswerLost,
    Conflict,
    DiskFull,
    InvalidScormPackage,
    KeyRefused,
    KeyringUnavailable,
    NoConnection,
    NotFound,
    ProcessingFailed,
    QuotaExceeded,
    RateLimited,
    ServerTrouble,
    Unreachable,
    UsageError,
)
from allure_desktop.settings import PARALLEL_PARTS
from allure_desktop.uploads.rows import UploadOptions, UploadRow
from tests.uploads.conftest import Place, eventually
from tests.uploads.fake_server import FakeServer, MiB, link_expired


def whole(place: Place, server: FakeServer, size: int = 25 * MiB) -> UploadRow:
    """The file must arrive whole, as one package, and no acknowledged part twice."""
    path, packages = place.file(size), len(server.packages)
    place.uploads.run()
    row = place.outcome(place.uploads.add(path, "c"))
    assert (row.state, row.message.what) == ("done", "")
    assert len(server.packages) == packages + 1
    assert path.read_bytes() in server.objects.values()
    return row


def _parts(place: Place, upload_id: int) -> list[tuple[str, str]]:
    """MD5 and ETag of each part, as the journal holds them."""
    rows = place.database.rows("SELECT md5, etag FROM parts WHERE upload_id = ?", upload_id)
    return [(row["md5"], row["etag"]) for row in rows]


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("multipart_init", Unreachable("No network.", code="server.offline")),
        ("multipart_init", ServerTrouble("503", status=503)),
        ("part_url", RateLimited("Slow down.", wait_s=0.05, status=429)),
        ("part_url", ServerTrouble("503", status=503)),
        ("put", Unreachable("The connection broke.")),
        ("put", ServerTrouble("Slow down", status=503)),
        ("put", AnswerLost("Lost.")),
        ("complete", RateLimited("Slow down.", wait_s=0.05, status=429)),
        ("complete", Unreachable("Not sent.")),
        ("complete", ServerTrouble("500", status=500)),
        ("process", RateLimited("Slow down.", wait_s=0.05, status=429)),
        ("process", Unreachable("Not sent.")),
        ("process", ServerTrouble("503", status=503)),
        ("quotas", Unreachable("Not sent.")),
    ],
)
def test_passing_trouble_passes(place: Place, server: FakeServer, call: str, fault: Exception) -> None:
    """A trouble that passes is waited out and the upload ends well, wherever it struck."""
    server.faults[call] += [fault, fault]
    whole(place, server)


def test_rate_limit_is_a_wait_with_its_end(place: Place, server: FakeServer) -> None:
    """A rate limit is told as waiting until a time, is no failed attempt, and goes on by itself."""
    server.faults["upload_url"] += [RateLimited("Slow down.", wait_s=0.6, status=429)]
    place.uploads.run()
    upload_id = place.uploads.add(place.file(1000), "c")
    row = place.until(upload_id, "rate_limited")
    assert row.state == "sending" and row.until is not None and row.until > row.since + 0.3
    row = place.outcome(upload_id)
    assert (row.outcome, row.retries) == ("done", 0)


def test_a_returned_network_ends_the_wait(place: Place, server: FakeServer) -> None:
    """An upload that would look for the network in an hour goes on as soon as it is told that there is one."""
    place.timing = dataclasses.replace(place.timing, backoff_s=3600.0, backoff_most_s=3600.0)
    place.restart()
    place.uploads.run()
    server.faults["multipart_init"].append(Unreachable("There is no network.", code="server.offline"))
    upload_id = place.uploads.add(place.file(20 * MiB), "c1")
    place.until(upload_id, "offline")
    place.uploads.network_returned()
    assert place.outcome(upload_id).state == "done"


def test_offline_says_so_and_goes_on(place: Place, server: FakeServer) -> None:
    """Without a network the row says since when, and goes on when it is back."""
    down = [True]

    def fault() -> Exception | None:
        if not down[0]:
            return None
        server.faults["upload_url"].append(fault)
        return Unreachable("There is no network.", code="server.offline")

    server.faults["upload_url"].append(fault)
    place.uploads.run()
    upload_id = place.uploads.add(place.file(1000), "c")
    row = place.until(upload_id, "offline")
    assert row.message.what == "There is no network." and row.since > 0
    down[0] = False
    assert place.outcome(upload_id).outcome == "done"


def test_expired_link_is_renewed_silently(place: Place, server: FakeServer) -> None:
    """A link that expired is asked for again and counts as no failed attempt."""
    server.faults["put"] += [link_expired(), None, link_expired()]
    path = place.file(25 * MiB)
    place.uploads.run()
    row = place.outcome(place.uploads.add(path, "c"))
    assert (row.outcome, row.retries) == ("done", 0)
    assert server.calls.count("part_url") == 5 + 2
    assert list(server.objects.values()) == [path.read_bytes()]


def test_link_about_to_expire_is_not_used(place: Place, server: FakeServer) -> None:
    """A link whose time has run out before the repeat is asked for again instead of being tried."""
    server.expires_in_s = 0.0
    server.faults["put"] += [Unreachable("Broken.")]
    whole(place, server)
    assert server.calls.count("part_url") == 5 + 1


def test_expired_presigned_link_begins_anew(place: Place, server: FakeServer) -> None:
    """An expired presigned link is replaced by a new one."""
    server.faults["put"] += [link_expired()]
    place.uploads.run()
    row = place.outcome(place.uploads.add(place.file(1000), "c"))
    assert (row.outcome, server.calls.count("upload_url")) == ("done", 2)


def test_wrong_etag_sends_that_part_again(place: Place, server: FakeServer) -> None:
    """A part whose ETag is another MD5 than that of its bytes goes again, the others do not."""
    right, wrong = server.etag, [2, 2]

    def etag(number: int, data: bytes) -> str:
        if wrong and number == wrong[0]:
            wrong.pop()
            return f'"{"0" * 32}"'
        return right(number, data)

    server.etag = etag
    whole(place, server)
    assert sorted(number for _, number in server.puts) == [1, 2, 2, 2, 3, 4, 5]


def test_wrong_etag_again_and_again_fails_in_words(place: Place, server: FakeServer) -> None:
    """After three repeats of one part the upload fails and names memory, disk and proxy."""
    server.etag = lambda number, data: f'"{"0" * 32}"'
    place.settings.set(PARALLEL_PARTS, 1)
    place.uploads.run()
    row = place.outcome(place.uploads.add(place.file(25 * MiB), "c"))
    assert (row.state, row.message.code) == ("failed", "upload.spoilt")
    assert "proxy" in row.message.cause
    # others go in between: one that arrives whole would have shown that the ETags are MD5s
    assert sorted(Counter(number for _, number in server.puts).values())[-1] == 4


def test_a_bucket_whose_etags_only_look_like_md5s_takes_the_upload(place: Place, server: FakeServer) -> None:
    """S3 with SSE-KMS answers 32 digits that are no MD5, others each time: the file arrives, and the calls say why."""
    server.etag = lambda number, data: f'"{number:016x}{sum(put == number for _, put in server.puts):016x}"'
    row = whole(place, server)
    assert "no_md5" in {note.outcome for note in place.uploads.details(row.id).calls}
    assert {md5 for md5, _ in _parts(place, row.id)} == {""}


def test_another_form_of_etag_is_accepted(place: Place, server: FakeServer) -> None:
    """An ETag that is no MD5 is taken as it comes and given back verbatim."""
    right, server.etag = server.etag, lambda number, data: f'"v1-{number}"'
    assert {md5 for md5, _ in _parts(place, whole(place, server).id)} == {""}
    # such a storage costs no hashing, until its ETags are MD5s
    server.etag = right
    parts = _parts(place, whole(place, server).id)
    assert parts and all(etag == f'"{md5}"' for md5, etag in parts)
    whole(place, server)
    wrong = [3]
    server.etag = lambda number, data: f'"{"0" * 32}"' if wrong and wrong.pop() else right(number, data)
    retries = whole(place, server).retries
    assert retries == 1


def test_part_without_etag_is_told(place: Place, server: FakeServer) -> None:
    """A storage that confirms a part without ETag is an error in words."""
    server.etag = lambda number, data: ""
    place.uploads.run()
    row = place.outcome(place.uploads.add(place.file(25 * MiB), "c"))
    assert row.reason == "server_refused" and "ETag" in row.message.what


@pytest.mark.parametrize("problem", [KeyRefused("The key is refused.", status=401), KeyringUnavailable("Locked.")])
def test_refused_key_waits_for_another(place: Place, server: FakeServer, problem: Exception) -> None:
    """A refused key, or one that cannot be read, stops the upload with everything kept until it is replaced."""
    path = place.file(25 * MiB)
    place.settings.set(PARALLEL_PARTS, 1)

    def refuse() -> None:
        place.key_problem = problem

    server.faults["put"] = [None, refuse]
    place.uploads.run()
    upload_id = place.uploads.add(path, "c")
    row = place.until(upload_id, "key_refused")
    assert (row.state, row.needs_attention, row.parts_done) == ("sending", True, 2)
    place.key_problem = None
    place.uploads.resume(upload_id)
    assert place.outcome(upload_id).outcome == "done"
    assert len(server.puts) == 5


def test_changed_file_is_never_mixed(place: Place, server: FakeServer) -> None:
    """A file that changes while its parts go stops before anything false is put together, and starts anew."""
    path = place.file(25 * MiB)
    other = place.file(24 * MiB, "other.zip", 2)
    place.settings.set(PARALLEL_PARTS, 1)
    server.faults["put"] = [None, None, lambda: other.replace(path)]
    place.uploads.run()
    upload_id = place.uploads.add(path, "c")
    row = place.outcome(upload_id)
    assert (row.state, row.reason, row.message.code) == ("sending", "file_changed", "file.changed")
    assert server.objects == {}
    place.uploads.start_again(upload_id)
    row = place.outcome(upload_id)
    assert (row.outcome, row.total_bytes) == ("done", 24 * MiB)
    assert list(server.objects.values()) == [path.read_bytes()]


def test_touched_file_with_the_same_content_goes_on(place: Place, server: FakeServer) -> None:
    """A file whose date alone changed between two runs goes on with its parts kept."""
    path = place.file(25 * MiB)
    place.settings.set(PARALLEL_PARTS, 1)
    server.faults["put"] = [None, None, KeyRefused("No.", status=401)]
    place.uploads.run()
    upload_id = place.uploads.add(path, "c")
    place.until(upload_id, "key_refused")
    os.utime(path, ns=(1, 1))
    place.uploads.resume(upload_id)
    assert place.outcome(upload_id).outcome == "done"
    assert server.calls.count("multipart_init") == 1
    assert list(server.objects.values()) == [path.read_bytes()]


def test_missing_file_waits_for_its_disk(place: Place, server: FakeServer) -> None:
    """A file that is gone is waited for, and the upload goes on when it is back."""
    path = place.file(25 * MiB)
    away = path.with_suffix(".away")
    place.settings.set(PARALLEL_PARTS, 1)
    server.faults["put"] = [None, lambda: path.replace(away)]
    place.uploads.run()
    upload_id = place.uploads.add(path, "c")
    assert place.until(upload_id, "file_missing").message.code == "file.missing"
    away.replace(path)
    eventually(lambda: place.uploads.row(upload_id).state == "done")
    assert list(server.objects.values()) == [path.read_bytes()]


def test_missing_file_can_be_located(place: Place, server: FakeServer) -> None:
    """A file that was moved goes on from its new place."""
    path = place.file(25 * MiB)
    there = path.with_name("moved.zip")
    server.faults["put"] = [lambda: path.replace(there)]
    place.uploads.run()
    upload_id = place.uploads.add(path, "c")
    place.until(upload_id, "file_missing")
    place.uploads.locate(upload_id, there)
    row = place.outcome(upload_id)
    assert row.outcome == "done", f"{row.state} {row.reason} {row.message}"


def test_quota_is_asked_before_the_first_byte(place: Place, server: FakeServer) -> None:
    """What cannot fit is told with both figures before anything is opened or sent."""
    server.quotas = Quotas(100, 1, 10 * MiB, 9 * MiB)
    place.uploads.run()
    upload_id = place.uploads.add(place.file(2 * MiB), "c")
    row = place.outcome(upload_id)
    assert (row.reason, row.message.code) == ("quota", "quota.exceeded")
    assert row.message.what == "Quota Exceeded: the tenant has 1.0 MB left, course.zip needs 2.1 MB."
    assert row.message.causes and row.message.remedies
    assert server.transfer_calls() == []
    server.quotas = Quotas(100, 1, 100 * MiB, 9 * MiB)
    place.uploads.resume(upload_id)
    assert place.outcome(upload_id).outcome == "done"


def test_upload_that_the_server_forgot_begins_anew(place: Place, server: FakeServer) -> None:
    """An upload id that is gone leads to a clean restart, and the file arrives whole."""
    place.settings.set(PARALLEL_PARTS, 1)
    server.faults["put"] = [None, None, lambda: server.parts.clear()]
    whole(place, server)
    assert server.calls.count("multipart_init") == 2


def test_lost_answer_to_complete(place: Place, server: FakeServer) -> None:
    """A complete that took effect but lost its answer is not mistaken for a vanished upload."""
    server.lost["complete"] = [AnswerLost("Lost.")]
    whole(place, server)
    assert server.calls.count("multipart_init") == 1
    assert server.calls.count("complete") == 2


@pytest.mark.parametrize("consumes", [False, True])
def test_lost_answer_to_process_that_took_effect(place: Place, server: FakeServer, consumes: bool) -> None:
    """A lost answer to process is resolved by the package list: one package, no second process."""
    server.consumes_object = consumes
    server.lost["process"] = [AnswerLost("Lost.")]
    place.uploads.run()
    row = place.outcome(place.uploads.add(place.file(1000), "c"))
    assert (row.outcome, row.revision) == ("done", 1)
    assert server.calls.count("process") == 1
    assert list(server.packages) == [row.package_id]


def test_lost_answer_to_process_that_never_happened(place: Place, server: FakeServer) -> None:
    """Without a package, and with the object still there, it is processed again, but not before the server had time."""
    server.faults["process"] = [AnswerLost("Lost.")]
    place.uploads.run()
    upload_id = place.uploads.add(place.file(1000), "c")
    assert place.until(upload_id, "answer_lost").state == "processing"
    row = place.outcome(upload_id)
    assert row.outcome == "done"
    assert server.calls.count("process") == 2
    assert server.calls.count("packages") >= 2  # looked for at once, too
    assert server.calls.count("validate_only") == 1
    assert len(server.packages) == 1


def test_lost_answer_is_not_taken_from_another_upload(place: Place, server: FakeServer) -> None:
    """A package that another row has become is no evidence for a second upload of the same file."""
    place.uploads.run()
    path = place.file(1000)
    first = place.outcome(place.uploads.add(path, "c"))
    server.faults["process"] = [AnswerLost("Lost.")]
    second = place.outcome(place.uploads.add(path, "c"))
    assert second.outcome == "done" and second.package_id != first.package_id


def test_two_candidates_are_a_persons_decision(place: Place, server: FakeServer) -> None:
    """More than one fitting package: the outcome is unknown and nothing is repeated."""

    def others() -> Exception:
        server.publish("course.zip", 1000, "them")
        server.publish("course.zip", 1000, "them")
        return AnswerLost("Lost.")

    server.faults["process"] = [others]
    place.uploads.run()
    row = place.outcome(place.uploads.add(place.file(1000), "c"))
    assert (row.state, row.reason) == ("needs_decision", "unknown_outcome")
    assert server.calls.count("process") == 1


def test_vanished_object_without_a_package_is_unknown(place: Place, server: FakeServer) -> None:
    """No package and no object either: a person decides; nothing is repeated by itself."""

    def eaten() -> Exception:
        server.objects.clear()
        return AnswerLost("Lost.")

    server.faults["process"] = [eaten]
    place.uploads.run()
    upload_id = place.uploads.add(place.file(1000), "c")
    row = place.outcome(upload_id)
    assert row.reason == "unknown_outcome" and server.calls.count("process") == 1
    place.uploads.start(upload_id)
    assert place.outcome(upload_id).outcome == "done"
    assert len(server.packages) == 1


def test_accepted_work_is_polled(place: Place, server: FakeServer) -> None:
    """A 202 shows as processing until the package appears, and is never asked for a second time."""
    server.processing = "async"
    place.uploads.run()
    upload_id = place.uploads.add(place.file(1000), "c")
    eventually(lambda: server.calls.count("packages") >= 2)
    assert place.uploads.row(upload_id).state == "processing"
    server.publish("course.zip", 1000, "me")
    assert place.outcome(upload_id).outcome == "done"
    assert server.calls.count("process") == 1


def test_accepted_work_that_never_appears(place: Place, server: FakeServer) -> None:
    """Without any sign for as long as processing can take, the outcome is unknown."""
    server.processing = "async"
    place.uploads.run()
    row = place.outcome(place.uploads.add(place.file(1000), "c"))
    assert (row.reason, row.message.code) == ("unknown_outcome", "upload.unknown-outcome")


def test_new_version_in_between_is_a_conflict(place: Place, server: FakeServer) -> None:
    """Somebody else's version is told by name and number before ours is made; then it can follow."""
    package_id = server.publish("a.zip", 5, "me").package_id
    path = place.file(1000)

    def other() -> None:
        server.publish("b.zip", 6, "user-77", package_id)

    server.faults["put"] = [other]
    place.uploads.run()
    upload_id = place.uploads.add(path, "c", package_id=package_id)
    row = place.outcome(upload_id)
    assert row.reason == "version_conflict"
    assert row.message.what == "Version 2 was uploaded by user-77 while yours waited."
    assert "process" not in server.calls
    place.uploads.start(upload_id)
    row = place.outcome(upload_id)
    assert (row.outcome, row.revision) == ("done", 3)
    assert len(server.puts) == 1


def test_expected_revision_counts_from_the_moment_it_was_shown(place: Place, server: FakeServer) -> None:
    """A version that came after the person looked, but before the upload began, is a conflict as well."""
    package_id = server.publish("a.zip", 5, "me").package_id
    server.publish("b.zip", 6, "user-77", package_id)
    place.uploads.run()
    row = place.outcome(place.uploads.add(place.file(9), "c", package_id=package_id, expected_revision=1))
    assert row.reason == "version_conflict"


@pytest.mark.parametrize("took_effect", [True, False])
def test_lost_answer_to_a_new_version(place: Place, server: FakeServer, took_effect: bool) -> None:
    """A new version whose answer was lost becomes one revision, never two."""
    package_id = server.publish("a.zip", 5, "me").package_id
    (server.lost if took_effect else server.faults)["process"] = [AnswerLost("Lost.")]
    place.uploads.run()
    row = place.outcome(place.uploads.add(place.file(1000), "c", package_id=package_id))
    assert (row.outcome, row.revision) == ("done", 2)
    assert len(server.packages[package_id]) == 2


def test_lost_version_is_not_mistaken_for_anothers(place: Place, server: FakeServer) -> None:
    """When somebody else's version appears while our answer is missing, it is not taken for ours."""
    package_id = server.publish("a.zip", 5, "me").package_id

    def other() -> Exception:
        server.publish("b.zip", 6, "user-77", package_id)
        return AnswerLost("Lost.")

    server.faults["process"] = [other]
    place.uploads.run()
    row = place.outcome(place.uploads.add(place.file(1000), "c", package_id=package_id))
    assert row.reason == "version_conflict"
    assert len(server.packages[package_id]) == 2


def test_conflict_told_by_process(place: Place, server: FakeServer) -> None:
    """A 409 of process itself is the same decision."""
    package_id = server.publish("a.zip", 5, "me").package_id
    server.faults["process"] = [Conflict("Conflict.", code="server.version-conflict", status=409)]
    place.uploads.run()
    row = place.outcome(place.uploads.add(place.file(9), "c", package_id=package_id))
    assert row.reason == "version_conflict"


def test_unknown_package_is_refused_before_anything_is_sent(place: Place, server: FakeServer) -> None:
    """A new version of a package that is not there sends nothing."""
    place.uploads.run()
    row = place.outcome(place.uploads.add(place.file(9), "c", package_id="pkg_none"))
    assert (row.reason, server.transfer_calls()) == ("server_refused", [])


def test_server_check_then_upload_sends_nothing_twice(place: Place, server: FakeServer) -> None:
    """The server's own check keeps the row ready; going on processes the same object."""
    place.uploads.run()
    upload_id = place.uploads.add(place.file(25 * MiB), "c", options=UploadOptions(validate_only=True))
    row = place.outcome(upload_id)
    assert (row.state, row.outcome, row.package_id) == ("held", "validated", None)
    assert row.server_report is not None and row.server_report["title"] == "Course"
    assert server.packages == {}
    before = len(server.puts)
    place.uploads.start(upload_id)
    row = place.outcome(upload_id)
    assert (row.outcome, len(server.puts)) == ("done", before)
    assert server.calls.count("process") == 1


def test_the_server_checks_any_upload_again_and_again(place: Place, server: FakeServer) -> None:
    """Also one with errors, also a second time; it never becomes visible by that, and goes up once."""
    place.report = {
        "sound": False,
        "title": "Fire",
        "findings": [{"severity": "error", "title": "Broken", "code": "x"}],
    }
    place.uploads.run()
    upload_id = place.uploads.add(place.file(25 * MiB), "c")
    assert place.outcome(upload_id).outcome == "refused"
    server.faults["validate_only"] = [InvalidScormPackage("Invalid SCORM Package.", status=400)]
    place.uploads.let_server_check(upload_id)
    assert place.until(upload_id, "server_refused").sent_bytes == 25 * MiB
    for _ in range(2):
        place.uploads.let_server_check(upload_id)
        row = place.outcome(upload_id)
        assert (row.outcome, row.server_report is not None) == ("validated", True)
    assert (server.calls.count("validate_only"), server.packages) == (3, {})
    place.uploads.start(upload_id)
    assert place.outcome(upload_id).outcome == "done"
    assert len(server.puts) == 5 and len(server.packages) == 1
    with pytest.raises(UsageError):
        place.uploads.let_server_check(upload_id)


def test_a_file_that_was_only_checked_gets_a_server_to_check_it(place: Place, server: FakeServer) -> None:
    """It needs to be said which; then nothing but the server's verdict comes of it."""
    place.uploads.run()
    upload_id = place.uploads.add(place.file(1000), None)
    place.until(upload_id, "held")
    with pytest.raises(NoConnection):
        place.uploads.let_server_check(upload_id)
    place.uploads.let_server_check(upload_id, connection_id="c")
    assert place.outcome(upload_id).outcome == "validated" and server.packages == {}


REFUSALS: list[tuple[Callable[[], Exception], str, str]] = [
    (lambda: InvalidScormPackage("Invalid SCORM Package.", status=400), "needs_decision", "server_refused"),
    (lambda: ProcessingFailed("Package Processing Failed.", status=500), "failed", ""),
    (lambda: QuotaExceeded("Quota Exceeded.", status=403), "processing", "quota"),
]


@pytest.mark.parametrize(("make", "state", "reason"), REFUSALS)
def test_refusals_carry_causes_and_remedies(
    place: Place, server: FakeServer, make: Callable[[], Exception], state: str, reason: str
) -> None:
    """The page's classes come with its causes and solutions, and nothing is lost: going on processes again."""
    server.faults["process"] = [make()]
    place.uploads.run()
    upload_id = place.uploads.add(place.file(1000), "c")
    row = place.outcome(upload_id)
    assert (row.state, row.reason, row.outcome) == (state, reason, "failed")
    assert row.message.causes and row.message.remedies
    place.uploads.resume(upload_id)
    assert place.outcome(upload_id).outcome == "done"
    assert len(server.puts) == 1


def test_process_again_without_the_object_uploads_again(place: Place, server: FakeServer) -> None:
    """After a failed process the object may be gone: then the file is sent again."""

    def eaten() -> Exception:
        server.objects.clear()
        return ProcessingFailed("Package Processing Failed.", status=500)

    server.faults["process"] = [eaten]
    place.uploads.run()
    upload_id = place.uploads.add(place.file(25 * MiB), "c")
    assert place.outcome(upload_id).state == "failed"
    place.uploads.start(upload_id)
    assert place.outcome(upload_id).outcome == "done"
    assert server.calls.count("multipart_init") == 2


def test_details_that_cannot_be_set_are_told_not_failed(place: Place, server: FakeServer) -> None:
    """A PATCH that is refused leaves the package live and says so."""
    server.faults["update_package"] = [NotFound("Gone.", status=404)]
    place.uploads.run()
    row = place.outcome(place.uploads.add(place.file(9), "c", options=UploadOptions(tags=("a",))))
    assert row.outcome == "done" and row.message.what.startswith("It is live")


def test_full_disk_is_waited_for(place: Place, server: FakeServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal that cannot be written stops the sending in words; with room again it ends well, nothing doubled."""
    journal = place.uploads._journal
    add_part, full = journal.add_part, [True]

    def add(upload_id: int, part: object) -> None:
        if full[0]:
            raise DiskFull("This computer's disk is full.")
        add_part(upload_id, part)  # type: ignore[arg-type]

    monkeypatch.setattr(journal, "add_part", add)
    path = place.file(25 * MiB)
    place.uploads.run()
    upload_id = place.uploads.add(path, "c")
    row = place.until(upload_id, "disk_full")
    assert row.message.code == "disk.full" and row.needs_attention
    full[0] = False
    eventually(lambda: place.uploads.row(upload_id).state == "done")
    assert list(server.objects.values()) == [path.read_bytes()]
    assert len(server.packages) == 1


def test_too_large_and_empty_files_are_refused(place: Place, server: FakeServer) -> None:
    """A file above 10 GiB and an empty one are refused in words before anything is sent."""
    place.uploads.run()
    large = place.folder.parent / "large.zip"
    with large.open("wb") as file:
        file.truncate(10 * 2**30 + 1)
    options = UploadOptions(no_validation=True)
    row = place.outcome(place.uploads.add(large, "c", options=options))
    assert (row.outcome, row.message.code) == ("failed", "package.too-large")
    row = place.outcome(place.uploads.add(place.file(0), "c", options=options))
    assert (row.outcome, row.message.code) == ("failed", "file.empty")
    assert server.transfer_calls() == []
