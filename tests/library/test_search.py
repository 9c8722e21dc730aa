"""Finding and ordering packages in a list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allure_desktop.library.search import SORT_FIELDS, search
from tests.library.conftest import record

RECORDS = [
    record("pkg_a", title="Übung: Brandschutz", tags=("Safety", "two words"), current_revision=4),
    record("pkg_b", title="Data protection", scorm_version="2004", schemaversion="2004 4th Edition", tags=("safety",)),
    record("pkg_c", title="Welcome", description="First day", original_filename="welcome_v2.zip", current_revision=12),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "abc"),
        ("ubung", "a"),
        ("ÜBUNG brand", "a"),
        ("brand nothing", ""),
        ("pkg_b", "b"),
        ("first", "c"),
        ("welcome_v2", "c"),
        ("tag:safety", "ab"),
        ('tag:"two words"', "a"),
        ("tag:saf", ""),
        ("is:1.2", "ac"),
        ("is:2004", "b"),
        ('is:"4th edition"', "b"),
        ("version:>3", "ac"),
        ("version:>=12", "c"),
        ("version:v4", "a"),
        ("version:<4 tag:safety", "b"),
        ("version:many", ""),
        ("tag:safety data", "b"),
        ('"first day"', "c"),
        ('"day first"', ""),
    ],
)
def test_words_and_tokens(text: str, found: str) -> None:
    """Every word must occur, without case and accents; every token must hold; others are words."""
    assert "".join(r.package_id[-1] for r in search(RECORDS, text)) == found


def test_a_tag_beside_the_text() -> None:
    """`tag` is the whole tag, whatever its case."""
    assert [r.package_id for r in search(RECORDS, "", tag="SAFETY")] == ["pkg_a", "pkg_b"]


def test_every_field_sorts_both_ways() -> None:
    """Names of ours and documented names; a minus turns the order round; an unknown one is an error."""
    for name in SORT_FIELDS:
        forth = [SORT_FIELDS[name](r) for r in search(RECORDS, sort=name)]
        back = [SORT_FIELDS[name](r) for r in search(RECORDS, sort=f"-{name}")]
        assert forth == sorted(forth) and back == sorted(back, reverse=True)
    assert search(RECORDS, sort="current_revision") == search(RECORDS, sort="version")
    with pytest.raises(ValueError, match="colour"):
        search(RECORDS, sort="colour")


@given(st.text())
def test_every_title_finds_its_package(title: str) -> None:
    """Whatever it is written in: quoted it finds its package, unquoted it never fails."""
    one = record(title=title)
    search([one], title)
    assert search([one], f'"{title.replace(chr(34), "")}') == [one] or '"' in title
