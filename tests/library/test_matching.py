"""Many files find their packages by the surest reason, and nothing is preselected where it is not sure."""

from __future__ import annotations

from allure_desktop.library.matching import Fit, Wanted, match, plain_name
from tests.library.conftest import record


def fit(package_id: str, why: str = "path", revision: int | None = 12) -> Fit:
    return Fit(package_id, package_id, revision, why)  # type: ignore[arg-type]


PACKAGES = [
    record("pkg_gdpr", original_filename="gdpr-support-en.zip", current_revision=12, title="GDPR"),
    record("pkg_fire", original_filename="Fire_Safety_v3.zip", current_revision=3, title="Fire"),
    record("pkg_a", original_filename="welcome.zip"),
    record("pkg_b", original_filename="Welcome (final).zip"),
]


def test_a_file_name_is_enough_where_one_package_has_it() -> None:
    """Versions and *final* in a name do not matter; a name that no package has makes a new one."""
    gdpr, fire, other = match(
        [Wanted("GDPR-support-en_v13.zip"), Wanted("fire safety.zip"), Wanted("new.zip")], PACKAGES
    )
    assert gdpr.choice is not None and (gdpr.choice.package_id, gdpr.choice.why) == ("pkg_gdpr", "file")
    assert fire.choice is not None and fire.choice.package_id == "pkg_fire"
    assert other.choice is None and not other.open and other.fits == ()


def test_nothing_is_preselected_where_two_fit() -> None:
    """Two packages have this file name: both are offered, none is chosen."""
    (one,) = match([Wanted("welcome.zip")], PACKAGES)
    assert one.choice is None and one.open
    assert {fit.package_id for fit in one.fits} == {"pkg_a", "pkg_b"}


def test_what_is_remembered_beats_what_is_guessed() -> None:
    """The path's package wins over the name's; the same content over both; each package is offered once."""
    (one,) = match([Wanted("welcome.zip", known=(fit("pkg_fire"), fit("pkg_a", "identifier")))], PACKAGES)
    assert one.choice is not None and (one.choice.package_id, one.choice.why) == ("pkg_fire", "path")
    assert [found.package_id for found in one.fits] == ["pkg_fire", "pkg_a", "pkg_b"]
    (two,) = match([Wanted("x.zip", known=(fit("pkg_fire"),), same_as=(("pkg_gdpr", 4),))], PACKAGES)
    assert two.choice is not None and (two.choice.package_id, two.choice.why) == ("pkg_gdpr", "content")
    assert two.unchanged is None  # version 4 is not the current one: this is a way back


def test_the_current_content_is_no_new_version() -> None:
    """By what was noted here, or by the SHA-256 that the server tells."""
    noted, told = match(
        [Wanted("gdpr-support-en.zip", same_as=(("pkg_gdpr", 12),)), Wanted("fire safety.zip")],
        PACKAGES,
        lambda package_id: "abc" if package_id == "pkg_fire" else "",
        {1: "abc"},
    )
    assert (noted.unchanged, told.unchanged) == (12, 3)


def test_a_new_package_by_choice_stays_one() -> None:
    """The user said so for this path: the name proposes nothing any more, but it can still be chosen."""
    (one,) = match([Wanted("gdpr-support-en.zip", new=True)], PACKAGES)
    assert one.choice is None and not one.open
    assert [found.package_id for found in one.fits] == ["pkg_gdpr"]


def test_two_files_for_one_package_are_not_both_preselected() -> None:
    """Each names the other and waits for a choice; a remembered one keeps its package and the guess gives way."""
    both = match([Wanted("gdpr-support-en.zip"), Wanted("gdpr_support_en_v2.zip")], PACKAGES)
    assert all(one.choice is None and one.open for one in both)
    assert both[0].rivals == ("gdpr_support_en_v2.zip",)
    sure, guess = match([Wanted("course.zip", known=(fit("pkg_gdpr"),)), Wanted("gdpr-support-en.zip")], PACKAGES)
    assert sure.choice is not None and sure.choice.package_id == "pkg_gdpr"
    assert guess.choice is None and guess.open and guess.rivals == ("course.zip",)


def test_a_name_of_export_words_alone_is_still_a_name() -> None:
    """`final v2.zip` is not the same as every other name without words of its own."""
    assert plain_name("final v2.zip") == "final v2"
    assert plain_name("GDPR_v13 (final).zip") == "gdpr"
    assert plain_name("Übung-3.zip") == "übung"
