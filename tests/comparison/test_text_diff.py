"""Texts line by line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from allure_desktop.comparison.text_diff import diff, laid_out

LINES = st.lists(st.sampled_from(["a", "b", "c", "<item id='1'>", ""]), max_size=30).map("\n".join)


def test_a_changed_line_is_paired_and_its_words_marked() -> None:
    """Only what differs within the line is marked; the lines around it are the same."""
    told = diff('<a>\n<item id="quiz_b">\n</a>', '<a>\n<item id="final">\n</a>')
    assert [row.kind for row in told.rows] == ["same", "changed", "same"]
    row = told.rows[1]
    assert [row.before[start:end] for start, end in row.before_marks] == ["quiz_b"]
    assert [row.after[start:end] for start, end in row.after_marks] == ["final"]
    assert told.changes == ((1, 1),)


def test_lines_that_came_and_went() -> None:
    """Each with its number on its own side; two changes apart from each other are two."""
    told = diff("a\nb\nc\nd", "a\nc\nd\ne")
    assert [(row.kind, row.before_number, row.after_number) for row in told.rows] == [
        ("same", 1, 1),
        ("removed", 2, 0),
        ("same", 3, 2),
        ("same", 4, 3),
        ("added", 0, 4),
    ]
    assert told.changes == ((1, 1), (4, 4))


def test_line_ends_are_no_difference() -> None:
    """A manifest saved on another system is the same text."""
    assert diff("a\r\nb\r\n", "a\nb").changes == ()


def test_long_texts_with_nothing_in_common_are_replaced_whole() -> None:
    """No pair of lines is looked at when there are too many: 20,000 by 20,000 would take minutes."""
    old = "\n".join(f"x{n % 7}" for n in range(20_000))
    new = "\n".join(f"y{n % 7}" for n in range(20_000))
    assert diff(old, new).changes == ((0, 19_999),)


@given(LINES, LINES)
def test_both_texts_are_in_the_rows(before: str, after: str) -> None:
    """Whatever is compared: the rows hold every line of either side once, in order, and same rows are the same."""
    told = diff(before, after)
    assert [row.before for row in told.rows if row.before_number] == before.splitlines()
    assert [row.after for row in told.rows if row.after_number] == after.splitlines()
    assert all(
        (row.kind == "same") == (row.before_number > 0 < row.after_number and row.before == row.after)
        for row in told.rows
        if row.before_number and row.after_number
    )
    covered = {n for first, last in told.changes for n in range(first, last + 1)}
    assert covered == {n for n, row in enumerate(told.rows) if row.kind != "same"}


def test_a_manifest_without_line_breaks_is_laid_out() -> None:
    """One element a line; one that has lines stays as it is."""
    packed = "<manifest>" + "<item><title>One</title></item>" * 40 + "</manifest>"
    assert laid_out(packed).count("\n") == packed.count("><")
    tidy = packed.replace("><", ">\n<")
    assert laid_out(tidy) == tidy
