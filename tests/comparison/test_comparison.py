"""What two packages differ in, and what learners may lose by it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from allure_desktop.comparison.inventory import from_record, manifest_text, take
from allure_desktop.comparison.zip_comparison import Comparison, compare, compare_files
from allure_desktop.errors import LocalFileError
from tests.packages import Content, Sco, replace, scorm12, scorm2004, write_zip

ONE, TWO, THREE = (Sco(name, name.title(), f"{name}.html") for name in ("one", "two", "three"))
MASTERY = "<adlcp:masteryscore>{}</adlcp:masteryscore>"


def changed(folder: Path, before: list[Sco], after: list[Sco], **how: str) -> Comparison:
    old = scorm12(folder / "old.zip", scos=before)
    return compare_files(old, scorm12(folder / "new.zip", scos=after, **how))  # type: ignore[arg-type]


def kinds(comparison: Comparison) -> list[tuple[str, str]]:
    return [((pair.after or pair.before).identifier, pair.kind) for pair in comparison.pairs]  # type: ignore[union-attr]


def test_the_same_file_is_the_same(tmp_path: Path) -> None:
    """Nothing differs, nothing is at risk."""
    comparison = changed(tmp_path, [ONE, TWO], [ONE, TWO])
    assert comparison.same and not comparison.files and not comparison.facts
    assert comparison.as_record() == {
        "same": True,
        "files": {"added": [], "removed": [], "changed": [], "moved": []},
        "scos": {"added": [], "removed": [], "renamed": []},
        "facts": [],
        "progress_risk": "none",
        "reasons": [],
    }


def test_files(tmp_path: Path) -> None:
    """Added, removed, changed and moved files are told apart by size and CRC-32; two equal ones are no move."""
    before: dict[str, Content] = {"a.txt": "a", "b.txt": "b", "old/c.txt": "c", "d1.txt": "d", "d2.txt": "d"}
    after: dict[str, Content] = {"a.txt": "a", "b.txt": "B", "new/c.txt": "c", "e1.txt": "d", "e2.txt": "d"}
    old = scorm12(tmp_path / "old.zip", files=before)
    comparison = compare_files(old, scorm12(tmp_path / "new.zip", files=after))
    assert comparison.files.changed == ("b.txt",)
    assert comparison.files.moved == (("old/c.txt", "new/c.txt"),)
    assert (comparison.files.added, comparison.files.removed) == (("e1.txt", "e2.txt"), ("d1.txt", "d2.txt"))
    assert comparison.risk.level == "none" and not comparison.same


def test_the_fewest_items_have_moved(tmp_path: Path) -> None:
    """Of three whose first one went to the end, only that one has moved; one between others moves nobody."""
    assert kinds(changed(tmp_path, [ONE, TWO, THREE], [TWO, THREE, ONE])) == [
        ("two", "same"),
        ("three", "same"),
        ("one", "moved"),
    ]
    assert kinds(changed(tmp_path, [ONE, THREE], [ONE, TWO, THREE])) == [
        ("one", "same"),
        ("two", "added"),
        ("three", "same"),
    ]


@pytest.mark.parametrize(
    ("after", "level", "told"),
    [
        ([TWO, ONE], "none", [("two", "moved"), ("one", "same")]),
        ([ONE], "likely", [("one", "same"), ("two", "removed")]),
        ([ONE, TWO, THREE], "possible", [("one", "same"), ("two", "same"), ("three", "added")]),
        ([ONE, Sco("zwei", "Two", "two.html")], "likely", [("one", "same"), ("zwei", "renamed")]),
        ([ONE, Sco("two", "Zwei", "two.html")], "none", [("one", "same"), ("two", "changed")]),
        ([Sco("one", "One", "first.html"), TWO], "none", [("one", "changed"), ("two", "same")]),
        (
            [Sco("one", "One", "one.html", extra=MASTERY.format(80)), TWO],
            "possible",
            [("one", "changed"), ("two", "same")],
        ),
    ],
    ids=["order", "removed", "added", "renamed", "title", "launch file", "mastery score"],
)
def test_structure_and_risk(after: list[Sco], level: str, told: list[tuple[str, str]], tmp_path: Path) -> None:
    """Who is who is found by identifier, else by launch file; what systems keep progress under decides the risk."""
    comparison = changed(tmp_path, [ONE, TWO], after)
    assert kinds(comparison) == told
    assert comparison.risk.level == level
    assert bool(comparison.risk.reasons) is (level != "none")


def test_renamed_identifiers_are_named(tmp_path: Path) -> None:
    """The record pairs the old identifier with the new one, and the reason says both."""
    comparison = changed(tmp_path, [ONE, TWO], [ONE, Sco("zwei", "Two", "two.html")])
    scos = comparison.as_record()["scos"]
    assert scos == {"added": [], "removed": [], "renamed": [{"from": "two", "to": "zwei"}]}
    assert "two is now zwei" in comparison.risk.reasons[0]


def test_another_scorm_version(tmp_path: Path) -> None:
    """The other SCORM keeps status and scores in other elements; another edition is milder."""
    old = scorm12(tmp_path / "old.zip")
    new = scorm2004(tmp_path / "new.zip")
    assert compare_files(old, new).risk.level == "likely"
    third = scorm2004(tmp_path / "third.zip", "3rd")
    assert compare_files(third, new).risk.level == "possible"


@pytest.mark.parametrize(
    "change",
    [
        replace("choice='true'", "choice='false'"),
        replace("com.example.course", "com.example.other"),
        replace("<title>Lesson 1</title>", "<title>Lesson 1</title><adlcp:dataFromLMS>a=1</adlcp:dataFromLMS>"),
        replace(
            "<title>Lesson 1</title>", "<title>Lesson 1</title><adlcp:completionThreshold minProgressMeasure='0.5'/>"
        ),
    ],
    ids=["sequencing", "course identifier", "launch data", "completion threshold"],
)
def test_what_may_matter(change: Callable[..., None], tmp_path: Path) -> None:
    """Rules, thresholds and data that the course starts with may matter to learners under way."""
    comparison = compare_files(scorm2004(tmp_path / "a.zip"), scorm2004(tmp_path / "b.zip", broken=change))
    assert comparison.risk.level == "possible" and len(comparison.risk.reasons) == 1
    assert len(comparison.facts) == 1


def test_indentation_is_no_change_of_sequencing(tmp_path: Path) -> None:
    """The same rules in other white space are the same rules."""
    spread = replace(
        "<imsss:controlMode choice='true' flow='true'/>", "\n  <imsss:controlMode flow='true' choice='true'/>\n"
    )
    comparison = compare_files(scorm2004(tmp_path / "a.zip"), scorm2004(tmp_path / "b.zip", broken=spread))
    assert comparison.facts == () and comparison.files.changed == ("imsmanifest.xml",)


def test_a_kept_inventory_does_as_well(tmp_path: Path) -> None:
    """What was kept as JSON compares like the file it was taken of."""
    old, new = scorm12(tmp_path / "a.zip", scos=3), scorm12(tmp_path / "b.zip", scos=2)
    kept = from_record(json.loads(json.dumps(take(old).as_record())))
    assert kept == take(old)
    assert compare(kept, take(new)) == compare_files(old, new)


def test_a_manifest_that_cannot_be_read(tmp_path: Path) -> None:
    """Files are compared all the same; the risk is possible, and the reason says why no more is known."""
    bad = scorm12(tmp_path / "bad.zip", broken="manifest.not-well-formed")
    comparison = compare_files(bad, scorm12(tmp_path / "good.zip"))
    assert comparison.files.changed == ("imsmanifest.xml",)
    assert comparison.risk.level == "possible" and "older" in comparison.risk.reasons[0]


def test_a_zipped_folder_is_compared_too(tmp_path: Path) -> None:
    """A manifest that lies too deep still tells the structure."""
    deep = scorm12(tmp_path / "deep.zip", broken="zip.manifest-in-subfolder")
    assert [item.launch for item in take(deep).items] == ["course/index.html"]


def test_what_is_no_zip(tmp_path: Path) -> None:
    """An error in words, for either side."""
    (tmp_path / "a.zip").write_text("no zip")
    good = scorm12(tmp_path / "b.zip")
    for old, new in ((tmp_path / "a.zip", good), (good, tmp_path / "a.zip"), (good, tmp_path / "gone.zip")):
        with pytest.raises(LocalFileError):
            compare_files(old, new)


def test_manifest_text(tmp_path: Path) -> None:
    """The manifest's text for a comparison line by line; '' where there is none."""
    assert "<title>Lesson 1</title>" in manifest_text(scorm12(tmp_path / "a.zip"))
    assert manifest_text(write_zip(tmp_path / "b.zip", {"a": "b"})) == ""
