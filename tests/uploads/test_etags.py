"""What an ETag proves: spoilt bytes are found, and buckets whose ETags are no MD5s do not stop an upload."""

from __future__ import annotations

from allure_desktop.uploads.etags import EtagProof, md5_in

RIGHT = "0" * 32


def foreign(number: int) -> str:
    """Thirty-two hexadecimal digits that are no MD5 of anything here."""
    return f'"{number:032x}"'


def test_an_etag_is_an_md5_only_in_its_form() -> None:
    """Quoted or not; anything longer is another kind of ETag."""
    assert md5_in(f'"{RIGHT}"') == md5_in(RIGHT.upper()) == RIGHT
    assert md5_in(f'"{RIGHT}-3"') is None


def test_a_bucket_with_keys_of_its_own_is_recognised_by_answers_that_never_match_and_never_repeat() -> None:
    """The third different answer about one part shows it; from then on nothing is compared."""
    proof = EtagProof()
    assert [proof.judge(1, foreign(number), RIGHT) for number in (1, 2, 3)] == ["spoilt", "spoilt", "foreign"]
    assert proof.judge(2, foreign(9), RIGHT) == "unproven"


def test_bytes_that_are_changed_the_same_way_each_time_stay_spoilt() -> None:
    """A proxy that rewrites what it carries gives the same wrong answer again and again: that is no other kind of ETag."""
    proof = EtagProof()
    assert {proof.judge(1, foreign(7), RIGHT) for _ in range(6)} == {"spoilt"}


def test_where_one_part_has_matched_every_other_answer_is_spoilt_bytes() -> None:
    """One match proves that this storage's ETags are MD5s."""
    proof = EtagProof()
    assert proof.judge(1, RIGHT, RIGHT) == "whole"
    assert {proof.judge(2, foreign(number), RIGHT) for number in range(1, 9)} == {"spoilt"}


def test_what_the_journal_knows_counts_after_a_restart() -> None:
    """Parts that were proven, and parts whose ETags were none, are remembered with them."""
    assert EtagProof([(RIGHT, RIGHT)]).matched
    assert EtagProof([("", foreign(5))]).foreign
    assert not EtagProof([("", '"abc-2"')]).foreign


def test_a_storage_known_from_before_needs_one_answer() -> None:
    """The next upload to the same storage does not send its parts three times."""
    assert EtagProof().judge(1, foreign(1), RIGHT, foreign_before=True) == "foreign"
