"""`preview ZIP` as a program of its own, and what is there again when it was killed in the middle of a sequenced course."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.gui.preview.courses import forklift
from tests.packages import Draft, Sco, scorm2004

pytestmark = pytest.mark.xdist_group("web engine")
LONGEST_S = 60.0


@contextmanager
def program(data: Path, path: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """`preview ZIP`; killed at the end if it still runs."""
    command = [sys.executable, "-m", "allure_desktop", "preview", str(path), "--data-dir", str(data), *options]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "ALLURE_UI_FONT": "inter"}
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def eventually(what: Callable[[], object]) -> None:
    """Until it is so."""
    end = time.monotonic() + LONGEST_S
    while not what():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


def windows(title: str) -> list[str]:
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title], capture_output=True, text=True)
    return found.stdout.split()


def test_the_verb_opens_the_window_and_a_second_one_is_handed_over(tmp_path: Path) -> None:
    """The course's window is there; started again with another file, the running program shows that one as well."""
    first, second = forklift(tmp_path), scorm2004(tmp_path / "second.zip", title="Another Course")
    with program(tmp_path / "data", first) as running:
        eventually(lambda: windows("Warehouse Forklift Operation"))
        with program(tmp_path / "data", second) as handing:
            assert handing.wait(LONGEST_S) == 0
        eventually(lambda: windows("Another Course"))
        assert running.poll() is None


def test_options_of_a_preview_without_a_window_are_not_passed_over(tmp_path: Path) -> None:
    """`--online` without `--serve`: nothing opens, and the words say where the window has it."""
    with program(tmp_path / "data", forklift(tmp_path), "--online") as refused:
        _, errors = refused.communicate(timeout=LONGEST_S)
    assert refused.returncode == 2 and "--online" in errors and "menus" in errors


# --- a course of several levels, killed in the middle of its deepest part ---------------------------------------------

FLOW = "<imsss:sequencing><imsss:controlMode choice='true' flow='true'/></imsss:sequencing>"
KNOWS = (
    "<imsss:objectives><imsss:primaryObjective objectiveID='knows'><imsss:mapInfo targetObjectiveID='shared.knows'"
    " readSatisfiedStatus='true' writeSatisfiedStatus='true' readNormalizedMeasure='true' writeNormalizedMeasure='true'/>"
    "</imsss:primaryObjective></imsss:objectives>"
)
READS = (
    "<imsss:objectives><imsss:primaryObjective objectiveID='own'/><imsss:objective objectiveID='entry'>"
    "<imsss:mapInfo targetObjectiveID='shared.knows' readSatisfiedStatus='true' readNormalizedMeasure='true'/>"
    "</imsss:objective></imsss:objectives>"
)
MAY_BE_SKIPPED = (
    "<adlseq:rollupConsiderations requiredForSatisfied='ifNotSkipped' requiredForCompleted='ifNotSkipped'/>"
)


def rules(action: str, condition: str) -> str:
    return (
        "<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions>"
        f"<imsss:ruleCondition referencedObjective='entry' {condition}/></imsss:ruleConditions>"
        f"<imsss:ruleAction action='{action}'/></imsss:preConditionRule></imsss:sequencingRules>"
    )


def sequencing(inner: str) -> str:
    return f"<imsss:sequencing>{inner}</imsss:sequencing>"


#: Each page reports as the script says for its part, and asks for what follows.
DRIVER = """\
const api = parent.API_1484_11, part = document.title;
api.Initialize('');
const get = (e) => api.GetValue(e), set = (e, v) => api.SetValue(e, v);
const past = get('cmi.location');
const seen = [past, get('cmi.entry'), get('cmi.objectives.1.success_status'), get('cmi.objectives.1.score.scaled')].join('|');
function leave(request) { set('cmi.exit', 'normal'); set('adl.nav.request', request); api.Terminate(''); }
if (part === 'a1') { set('cmi.success_status', 'passed'); set('cmi.score.scaled', '0.75'); set('cmi.completion_status', 'completed'); leave('continue'); }
else if (part === 'b2' && !past) { set('cmi.location', 'halfway'); set('cmi.suspend_data', seen); set('cmi.completion_status', 'incomplete'); api.Commit(''); }
else { set('cmi.suspend_data', seen); set('cmi.completion_status', 'completed'); set('cmi.success_status', 'passed'); leave(part === 'b3' ? 'exitAll' : 'continue'); }
"""


def levels(folder: Path) -> Path:
    """a1 decides a shared objective; a2 is skipped and b2 opened by it; b1 and b2 lie a level deeper than b3."""
    names = ("a1", "a2", "b1", "b2", "b3")
    own = {
        "a1": sequencing(KNOWS),
        "a2": sequencing(rules("skip", "condition='satisfied'") + READS + MAY_BE_SKIPPED),
        "b1": "",
        "b2": sequencing(rules("disabled", "condition='satisfied' operator='not'") + READS),
        "b3": "",
    }

    def nest(draft: Draft) -> None:
        start, end = draft.manifest.index("\n      <item"), draft.manifest.rindex("</item>") + len("</item>")
        items = {
            name: f"<item identifier='{name}' identifierref='res_{name}'><title>{name}</title>{own[name]}</item>"
            for name in names
        }

        def cluster(name: str, *inner: str) -> str:
            return f"<item identifier='{name}'><title>{name}</title>{''.join(inner)}{FLOW}</item>"

        deep = cluster("inner", items["b1"], items["b2"])
        tree = cluster("A", items["a1"], items["a2"]) + cluster("B", deep, items["b3"])
        draft.manifest = draft.manifest[:start] + tree + draft.manifest[end:]

    files: dict[str, str | bytes] = {
        f"{name}.html": f"<title>{name}</title><script src='d.js'></script>" for name in names
    }
    scos = [Sco(name, name, f"{name}.html") for name in names]
    return scorm2004(
        folder / "levels.zip", title="Several Levels", scos=scos, files={**files, "d.js": DRIVER}, broken=nest
    )


def kept(data: Path) -> dict[str, Any]:
    """The newest attempt as it lies on the disk: state, status, record and parts' records."""
    try:
        with sqlite3.connect(f"file:{data / 'allure.sqlite3'}?mode=ro", uri=True, timeout=20) as database:
            database.row_factory = sqlite3.Row
            row = database.execute("SELECT * FROM preview_attempts ORDER BY id DESC").fetchone()
            if row is None:
                return {}
            parts = database.execute("SELECT part, kept FROM preview_parts WHERE attempt_id = ?", (row["id"],))
            return {**dict(row), "parts": {part: json.loads(told) for part, told in parts}}
    except sqlite3.OperationalError:  # not made yet
        return {}


def at(data: Path, part: str, location: str) -> bool:
    return bool(kept(data).get("parts", {}).get(part, {}).get("cmi", {}).get("location") == location)


def test_killed_in_its_deepest_part_the_course_goes_on_there(tmp_path: Path) -> None:
    """SIGKILL of the program: the next start delivers the same part with its data, and every objective, skip and
    roll-up stands as before; the course then comes to its end."""
    data, path = tmp_path / "data", levels(tmp_path)
    with program(data, path) as first:
        eventually(lambda: at(data, "b2", "halfway"))
        first.send_signal(signal.SIGKILL)
        first.wait(LONGEST_S)
    before = kept(data)
    assert before["state"] == "open" and set(before["parts"]) == {"a1", "b1", "b2"}
    with program(data, path):
        eventually(lambda: kept(data)["state"] == "finished")
    after = kept(data)
    assert after["id"] == before["id"] and after["status"] in ("passed", "completed")
    assert set(after["parts"]) == {"a1", "b1", "b2", "b3"}, "a2 stays skipped"
    assert after["parts"]["a1"] == before["parts"]["a1"], "what is done is not asked again"
    assert after["parts"]["b2"]["cmi"]["suspend_data"] == "halfway|resume|passed|0.75"
