"""Many files at once: matched, reviewed, and uploaded exactly as decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from allure_desktop.composition import Services
from allure_desktop.composition.lots import Decision, Planned, zips_in
from tests.packages import scorm12
from tests.test_version_copies import LIMIT_S, until, uploaded
from tests.test_version_copies import sandbox as sandbox
from tests.test_version_copies import services as services


def planned(services: Services, ids: list[int]) -> list[Planned]:
    """The plan once every file is checked."""
    until(lambda: all(one.checked for one in services.lots.plan("c1", ids)))
    return services.lots.plan("c1", ids)


def test_a_folder_of_zips_is_matched_and_uploaded(services: Services, tmp_path: Path) -> None:
    """One by its path, one by its name, one unchanged, one new, one faulty; then exactly the decisions go up."""
    lot = tmp_path / "lot"
    lot.mkdir()
    by_path, _ = uploaded(services, scorm12(lot / "a-path.zip", title="Path"))
    by_name, _ = uploaded(services, scorm12(tmp_path / "b-name.zip", title="Name"))
    same, _ = uploaded(services, scorm12(tmp_path / "elsewhere.zip", title="Same"))
    until(lambda: services.library.cached_package("c1", same) is not None)
    scorm12(lot / "a-path.zip", title="Path", files={"new.txt": "new"})
    scorm12(lot / "b-name_v2.zip", title="Renamed since", files={"new.txt": "new"})
    (lot / "c-same.zip").write_bytes((tmp_path / "elsewhere.zip").read_bytes())
    scorm12(lot / "d-new.zip", title="Quite another")
    scorm12(lot / "e-faulty.zip", broken="manifest.launch-file-missing")
    (lot / "readme.txt").write_text("not a package")
    ids, problems = services.lots.add(zips_in([lot]), "c1")
    assert problems == []
    plan = planned(services, ids)
    assert [one.row.file[:1] for one in plan] == list("abcde")
    matches = [one.match for one in plan]
    assert [one.choice.package_id if one and one.choice else None for one in matches[:4]] == [
        by_path,
        by_name,
        same,
        None,
    ]
    assert [one.choice.why if one and one.choice else "" for one in matches[:4]] == ["path", "file", "content", ""]
    assert matches[2] is not None and matches[2].unchanged == 1
    assert plan[4].faulty and not any(one.faulty for one in plan[:4])
    assert all(row.sent_bytes == 0 for row in services.uploads.rows() if row.id in ids)
    decisions = [Decision(ids[0], by_path, 1), Decision(ids[1], by_name, 1), Decision(ids[3], None)]
    assert services.lots.begin(decisions) == []
    rows = services.uploads.wait([ids[0], ids[1], ids[3]], LIMIT_S)
    assert [(row.package_id, row.revision) for row in rows[:2]] == [(by_path, 2), (by_name, 2)]
    assert rows[2].revision == 1 and rows[2].package_id not in (by_path, by_name, same)
    services.lots.drop([ids[2]])
    assert ids[2] not in {row.id for row in services.uploads.rows()}
    assert (lot / "c-same.zip").exists()


def test_the_choice_is_remembered_for_its_path(services: Services, tmp_path: Path) -> None:
    """What was decided in the table is what the next lot proposes, and why."""
    package_id, _ = uploaded(services, scorm12(tmp_path / "one.zip", title="One"))
    ids, _ = services.lots.add([scorm12(tmp_path / "other.zip", title="Other")], "c1")
    planned(services, ids)
    services.lots.begin([Decision(ids[0], package_id, 1)])
    services.uploads.wait(ids, LIMIT_S)
    scorm12(tmp_path / "other.zip", title="Other", files={"x.txt": "x"})
    again, _ = services.lots.add([tmp_path / "other.zip"], "c1")
    (one,) = planned(services, again)
    assert one.match is not None and one.match.choice is not None
    assert (one.match.choice.package_id, one.match.choice.why) == (package_id, "path")


def test_files_and_courses_are_taken_as_they_are(tmp_path: Path) -> None:
    """Only folders that are no course are looked into, and only for ZIPs."""
    course = tmp_path / "course"
    course.mkdir()
    (course / "imsmanifest.xml").write_text("<manifest/>")
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("B.zip", "a.ZIP", "c.txt"):
        (folder / name).write_bytes(b"")
    file = tmp_path / "x.zip"
    assert zips_in([file, course, folder]) == [file, course, folder / "a.ZIP", folder / "B.zip"]


@pytest.mark.parametrize("order", [0, 1])
def test_plans_keep_the_order_given(services: Services, tmp_path: Path, order: int) -> None:
    """The table shows files as they were given, whatever is checked first."""
    paths = [scorm12(tmp_path / f"{name}.zip", title=name) for name in ("x", "y")]
    ids, _ = services.lots.add(paths[::-1] if order else paths, "c1")
    assert [one.row.file for one in services.lots.plan("c1", ids)] == (
        ["y.zip", "x.zip"] if order else ["x.zip", "y.zip"]
    )
