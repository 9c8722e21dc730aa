"""LMS profiles are data with a source each; a wrong file is told by its name."""

from __future__ import annotations

import pytest

from allure_desktop.errors import UsageError
from allure_desktop.preview import profiles as room
from allure_desktop.preview.data_model import find


def test_every_profile_and_every_quirk_names_a_public_source() -> None:
    """Nobody has to believe us: each difference from the standard can be looked up."""
    assert [one.id for one in room.profiles()][:2] == ["strict", "tolerant"]
    for one in room.profiles():
        assert "https://" in one.source
        assert one.words
        assert all("https://" in quirk["source"] for quirk in one.quirks)


def test_limits_and_quirks_name_elements_of_the_standard() -> None:
    """A slip in an element's name would make a profile do nothing."""
    for one in room.profiles():
        for standard, limits in (one.limits or {}).items():
            assert all(find(standard, element) for element in limits)
        for quirk in one.quirks:
            assert "element" not in quirk or find(quirk["standard"], quirk["element"])


def test_the_page_gets_what_concerns_its_standard() -> None:
    """A SCORM 2004 course is not told of the quirks of 1.2."""
    moodle = room.profile("Moodle")
    assert {quirk["what"] for quirk in moodle.for_page("1.2")["quirks"]} == {"refuse-value", "error-code"}
    assert moodle.for_page("1.2")["limits"] == {"cmi.suspend_data": 4096}
    assert moodle.for_page("2004")["limits"] == {}
    assert not moodle.for_page("2004")["sequencing"]


def test_an_unknown_profile_is_refused_with_those_there_are() -> None:
    """The words list what can be chosen."""
    with pytest.raises(UsageError, match="no LMS profile") as refused:
        room.profile("Blackboard 5")
    assert "strict" in refused.value.remedy


@pytest.mark.parametrize(
    "quirk",
    [
        {"what": "explode", "source": "https://x"},
        {"what": "error-code", "from": "1", "source": "https://x"},
        {"what": "no-sequencing"},
    ],
)
def test_a_quirk_that_is_incomplete_is_told_by_its_file(quirk: dict[str, str]) -> None:
    """Unknown kinds, missing fields and missing sources are mistakes of the file."""
    with pytest.raises(ValueError, match=r"mine\.toml"):
        room._read("mine", {"name": "Mine", "words": "", "source": "", "quirk": [quirk]})
