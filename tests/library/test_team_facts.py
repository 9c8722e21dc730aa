"""Facts of versions live beside a package's other metadata, within their limit, whatever stands there."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as some

from allure_desktop.library.inventories import Changes
from allure_desktop.library.team_facts import KEY, MOST_BYTES, TeamFact, merged, read

SHA = "a" * 64


def test_what_is_written_is_read() -> None:
    """Note, file, hash and counts of a version come back; keys of others stay as they are."""
    facts = {"note": "Spelling", "file": "gdpr.zip", "sha256": SHA, "files": 151, "changes": Changes(5, 1, 2, 3, 4)}
    metadata = merged({"owner": {"id": 7}}, 6, facts)
    assert metadata["owner"] == {"id": 7}
    assert read(json.loads(json.dumps(metadata))) == {
        6: TeamFact("Spelling", "gdpr.zip", SHA, 151, Changes(5, 1, 2, 3, 4))
    }


def test_facts_of_others_stay() -> None:
    """A note for version 6 leaves what a colleague told of 5 and of 6 itself."""
    before = merged(merged({}, 5, {"note": "five"}), 6, {"file": "gdpr.zip"})
    after = merged(before, 6, {"note": "six"})
    assert read(after) == {5: TeamFact("five"), 6: TeamFact("six", "gdpr.zip")}
    assert read(merged(after, 6, {"note": ""}))[6] == TeamFact("", "gdpr.zip")


def test_the_last_fact_takes_the_key_along() -> None:
    """Without anything to tell nothing is left of us in the metadata."""
    assert merged(merged({"a": 1}, 5, {"note": "five"}), 5, {"note": ""}) == {"a": 1}


def test_the_oldest_go_when_there_is_no_room() -> None:
    """At most 8 kB, and the newest versions are what stays."""
    metadata: dict[str, object] = {"big": "x" * 20_000}
    for revision in range(1, 201):
        metadata = merged(metadata, revision, {"note": "ü" * 100, "sha256": SHA, "file": "gdpr.zip"})
    kept = read(metadata)
    assert len(json.dumps(metadata[KEY], ensure_ascii=False).encode()) <= MOST_BYTES
    assert max(kept) == 200 and min(kept) > 150 and len(kept) > 10
    assert metadata["big"] == "x" * 20_000


@given(
    some.recursive(
        some.none() | some.booleans() | some.integers() | some.text(),
        lambda inner: (
            some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5) | some.just("versions"), inner)
        ),
        max_leaves=12,
    )
)
def test_nonsense_of_others_is_no_trouble(nonsense: object) -> None:
    """Whatever stands under our key is read without an error, and gives way only where it is no facts at all."""
    for kept in (nonsense, {"versions": nonsense}, {"versions": {"7": nonsense}}):
        assert all(isinstance(fact, TeamFact) for fact in read({KEY: kept}).values())
        assert read(merged({KEY: kept}, 3, {"note": "mine"}))[3].note == "mine"
