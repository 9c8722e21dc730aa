"""`Check again when the file changes`: the loop of export, check and correction."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from allure_desktop.gui.uploads.acts import Act
from allure_desktop.gui.uploads.performer import Performer
from allure_desktop.gui.uploads.row_source import rows_of
from allure_desktop.gui.validation.watching import watcher_of
from allure_desktop.uploads.rows import UploadOptions
from tests.gui.validation.conftest import Bench, close, stage_of
from tests.packages import scorm12


def test_a_replaced_file_is_checked_again_and_its_verdict_told(bench: Bench, tmp_path: Path) -> None:
    """An authoring tool writes beside and renames: the new content is checked when it is whole, and waits."""
    path = scorm12(tmp_path / "course.zip", broken="manifest.launch-file-missing")
    bench.add(path)
    Performer(bench.stage.context, bench.stage.window).perform(bench.upload_id, Act.WATCH)
    assert bench.row(lambda row: row.watched).state == "needs_decision"
    assert "Stop watching the file" in [action.text() for action in bench.panel.menu.actions()]
    bench.until(lambda: watcher_of(bench.stage.context).looks_after(bench.upload_id))
    scorm12(tmp_path / "export.tmp").replace(path)
    bench.row(lambda row: row.state == "held")
    bench.until(lambda: any(words.startswith("course.zip changed: Sound") for words in bench.toasts))
    path.write_bytes(b"no zip any more")
    bench.row(lambda row: row.state == "needs_decision")
    bench.until(lambda: any("The server would refuse this file" in words for words in bench.toasts))


def test_a_new_export_takes_the_place_of_the_mended_copy(bench: Bench, tmp_path: Path) -> None:
    """The user's own file is what is watched, also while a copy of it is used."""
    path = scorm12(tmp_path / "course.zip", broken="zip.manifest-in-subfolder")
    bench.add(path)
    bench.services.uploads.watch(bench.upload_id, True)
    bench.services.mend(bench.upload_id, ["zip.manifest-in-subfolder"])
    bench.row(lambda row: row.mended is not None and row.state == "held")
    watcher = watcher_of(bench.stage.context)
    bench.until(lambda: watcher.looks_after(bench.upload_id))
    scorm12(path, title="Another Export")
    row = bench.row(lambda row: row.title == "Another Export" and row.state == "held")
    assert (row.path, row.mended) == (str(path), None)


def test_a_watched_folder_is_packed_and_checked_again(bench: Bench, tmp_path: Path) -> None:
    """What changes in the folder of a course, however deep, counts as its file."""
    folder = tmp_path / "my-course"
    with zipfile.ZipFile(scorm12(tmp_path / "x.zip", files={"deep/a.js": "1"})) as archive:
        archive.extractall(folder)
    packed = bench.services.packed_folders.pack(folder)
    bench.add(packed, UploadOptions(folder=str(folder)))
    Performer(bench.stage.context, bench.stage.window).perform(bench.upload_id, Act.WATCH)
    bench.until(lambda: watcher_of(bench.stage.context).looks_after(bench.upload_id))
    (folder / "deep" / "b.js").write_text("2")
    (folder / "index.html").unlink()
    bench.row(lambda row: row.state == "needs_decision")
    bench.until(lambda: any(words.startswith("my-course changed: Would not start") for words in bench.toasts))
    with zipfile.ZipFile(packed) as archive:
        assert "deep/b.js" in archive.namelist() and "index.html" not in archive.namelist()


@pytest.mark.parametrize("mended", [False, True], ids=["own-file", "mended-copy"])
def test_a_file_that_changed_while_the_program_was_closed_is_checked_at_the_next_start(
    bench: Bench, tmp_path: Path, mended: bool
) -> None:
    """Watching is kept over a restart, and what was exported meanwhile counts; what did not change is left alone."""
    path = scorm12(tmp_path / "course.zip", broken="zip.manifest-in-subfolder")
    same = scorm12(tmp_path / "same.zip", broken="zip.manifest-in-subfolder")
    bench.add(same)
    bench.services.uploads.watch(bench.upload_id, True)
    untouched = bench.upload_id
    bench.add(path)
    bench.services.uploads.watch(bench.upload_id, True)
    if mended:
        bench.services.mend(bench.upload_id, ["zip.manifest-in-subfolder"])
        bench.row(lambda row: row.mended is not None and row.state == "held")
    close(bench.stage)
    scorm12(path, title="Exported in the Evening")
    with stage_of(tmp_path) as stage:
        stage.services.uploads.recover()
        source = rows_of(stage.context)
        watcher = watcher_of(stage.context)

        def checked() -> bool:
            row = source.row(bench.upload_id)
            return row is not None and row.state == "held" and row.title == "Exported in the Evening"

        bench.until(checked)
        bench.until(lambda: stage.context.background.idle and watcher.looks_after(bench.upload_id))
        row, other = source.row(bench.upload_id), source.row(untouched)
        assert row is not None
        assert other is not None
        assert (row.path, row.mended, row.watched) == (str(path), None, True)
        assert (other.state, other.updated_at < row.updated_at) == ("needs_decision", True)
