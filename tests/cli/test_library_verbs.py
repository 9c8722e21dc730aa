"""The verbs about what is on the server, against the real sandbox."""

from __future__ import annotations

import csv
import json
import uuid
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from allure_desktop.api.client import ApiClient
from allure_desktop.api.declared import Declared
from allure_desktop.api.paging import Page
from allure_desktop.composition import build
from allure_desktop.errors import Unreachable
from allure_desktop.library.filters import Filters
from allure_desktop.sandbox.server import Sandbox
from tests.cli.conftest import Answer
from tests.packages import scorm12

Calling = Callable[..., Answer]


@pytest.fixture
def package_id(call: Calling, connected: Sandbox, sound: Path) -> str:
    """A package of its own."""
    result = call("upload", "--json", sound).results[0]
    assert result["status"] == "done"
    return str(result["package_id"])


def test_packages_have_documented_names_and_raw(call: Calling, package_id: str) -> None:
    """A list of records; search, tag and sort narrow and order it; an unknown sort field is wrong usage."""
    call("edit", package_id, "--tag", f"only {package_id}")
    every = call("packages", "--json").json
    record = next(record for record in every if record["package_id"] == package_id)
    documented = {"title", "version", "launch_url", "current_revision", "file_size_bytes", "tags", "custom_metadata"}
    assert documented <= record.keys() and record["raw"]["package_id"] == package_id
    for more in (("--tag", f"only {package_id}"), ("--search", package_id), ("--search", f'tag:"only {package_id}"')):
        assert [found["package_id"] for found in call("packages", "--json", *more).json] == [package_id]
    assert call("packages", "--search", "no such words", "--json").json == []
    sizes = [r["file_size_bytes"] for r in call("packages", "--json", "--sort=-size").json]
    assert sizes == sorted(sizes, reverse=True)
    assert call("packages", "--sort", "colour").code == 2


def test_the_kept_list_is_shown_when_the_server_is_away(
    call: Calling, package_id: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With its age on stderr; --refresh wants the server's own and ends with 3."""
    known = call("packages", "--json").json

    def away(self: ApiClient, *_known: object) -> None:
        raise Unreachable("127.0.0.1 cannot be reached.", host="127.0.0.1")

    monkeypatch.setattr(ApiClient, "package_pages", away)
    answer = call("packages", "--json")
    assert answer.code == 0 and answer.json == known and answer.err.startswith("As of ")
    assert call("packages", "--refresh").code == 3
    monkeypatch.setenv("ALLURE_DATA_DIR", str(tmp_path / "new"))
    assert call("packages").code == 3


def test_edit_adds_removes_and_unsets(call: Calling, package_id: str) -> None:
    """Tags are added and removed one by one, metadata keeps its JSON types, unset empties; the rest stays."""
    call("edit", package_id, "--tag", "a", "--tag", "b", "--metadata", "hours=3", "--metadata", 'level="high"')
    arguments = ("--untag", "a", "--tag", "c", "--unset", "metadata.hours", "--duration", "45m")
    record = call("edit", package_id, *arguments, "--json").json
    assert (record["tags"], record["custom_metadata"], record["duration"]) == (["b", "c"], {"level": "high"}, "45m")
    record = call("edit", package_id, "--unset", "tags", "--unset", "duration", "--json").json
    assert (record["tags"], record["duration"]) == ([], "")
    answer = call("edit", package_id, "--unset", "tags")
    assert answer.code == 0 and "Nothing to change" in answer.out


@pytest.mark.parametrize(
    "more", [(), ("--metadata", "x"), ("--metadata", "x=y"), ("--metadata", "=1"), ("--unset", "title")]
)
def test_edits_that_make_no_sense(call: Calling, package_id: str, more: tuple[str, ...]) -> None:
    """Exit 2 with a remedy."""
    assert call("edit", package_id, *more).code == 2


def test_launches_are_new_unless_resumed(call: Calling, package_id: str) -> None:
    """A fresh session each time; --session resumes one; what is no session is wrong usage."""
    first, second = (call("launch", package_id, "--json").json for _ in range(2))
    assert first["session_id"] != second["session_id"] and first["expires_at"].endswith("Z")
    again = call("launch", package_id, "--session", first["session_id"], "--json").json
    assert again["session_id"] == first["session_id"]
    assert call("launch", package_id, "--session", "nonsense").code == 2
    assert str(uuid.UUID(first["session_id"])) == first["session_id"]


def test_a_launch_is_handed_to_the_browser(call: Calling, package_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """--open gives the address to the web browser and prints it for nobody; without a browser it is printed."""
    opened: list[str] = []

    def take(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", take)
    answer = call("launch", package_id, "--open")
    assert answer.code == 0 and "/player/" in opened[0] and "/player/" not in answer.out and "counts" in answer.out
    monkeypatch.setattr(webbrowser, "open", lambda url: False)
    answer = call("launch", package_id, "--open")
    assert answer.code == 1 and "/player/" in answer.out and "No web browser" in answer.err


def test_a_version_is_downloaded_whole_or_not_at_all(
    call: Calling, package_id: str, sound: Path, tmp_path: Path, connected: Sandbox
) -> None:
    """The same bytes; an answer that is cut leaves the old file as it was."""
    target = tmp_path / "got.zip"
    answer = call("download", package_id, "--output", target, "--json")
    assert answer.code == 0 and answer.json["size_bytes"] == sound.stat().st_size
    assert target.read_bytes() == sound.read_bytes()
    assert call("download", package_id, "--version", "1", "--output", target).code == 0
    assert call("download", package_id, "--version", "9", "--output", target).code == 3
    assert target.read_bytes() == sound.read_bytes()
    assert call("download", package_id, "--output", tmp_path).code == 4
    assert call("download", package_id, "--output", tmp_path / "no" / "x.zip").code == 4
    assert not list(tmp_path.glob(".*.part"))


def test_delete_wants_yes(call: Calling, package_id: str) -> None:
    """Without --yes nothing happens; with it the package is gone, and named when it is asked for."""
    assert call("delete", package_id).code == 2
    assert call("delete", package_id, "--yes", "--json").json == {"package_id": package_id, "deleted": True}
    answer = call("package", package_id)
    assert answer.code == 3 and f"There is no package {package_id}" in answer.err


def test_quotas_by_their_documented_names(call: Calling, package_id: str) -> None:
    """Figures that add up."""
    told = call("quotas", "--json").json
    assert told["package_quota"]["used"] + told["package_quota"]["remaining"] == told["package_quota"]["limit"]
    assert told["storage_quota"]["used_bytes"] > 0 and "Storage" in call("quotas").out


def test_what_the_server_does_not_declare_is_not_offered(
    call: Calling, package_id: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """delete, download and quotas end with 3 and say so, where the OpenAPI document does not have them."""
    monkeypatch.setenv("ALLURE_DATA_DIR", str(tmp_path / "fresh"))
    monkeypatch.setattr(Declared, "openapi", lambda self: {"paths": {"/api/v1/packages": {"get": {}}}})
    for argv in (("delete", package_id, "--yes"), ("download", package_id, "--output", tmp_path / "x"), ("quotas",)):
        answer = call("--json", *argv)
        assert (answer.code, answer.json["code"]) == (3, "server.not-offered")
    assert call("package", package_id).code == 0


def test_text_is_aligned_and_shows_no_control_characters(call: Calling, package_id: str) -> None:
    """Columns begin below their heads; what would move the cursor is written out."""
    call("edit", package_id, "--description", "two\nlines\x1b[31m")
    assert "two\\nlines\\x1b[31m" in call("package", package_id).out
    lines = call("packages").out.splitlines()
    column = lines[0].index("Title")
    assert all(line[column - 2 : column] == "  " for line in lines[:-1])
    assert "v1" in call("versions", package_id).out


def test_edit_changes_several_packages(call: Calling, package_id: str, connected: Sandbox, tmp_path: Path) -> None:
    """Each has its result; one that is not there does not stop the others, and the exit code tells of it."""
    other = call("upload", scorm12(tmp_path / "other.zip", title="Other"), "--json").results[0]["package_id"]
    call("edit", other, "--tag", "several")
    answer = call("edit", package_id, "pkg_gone", other, "--tag", "several", "--json")
    assert answer.code == 1
    results = [entry for entry in answer.json if "status" in entry]
    assert [(entry["package_id"], entry["status"]) for entry in results] == [
        (package_id, "changed"),
        ("pkg_gone", "failed"),
        (other, "unchanged"),
    ]
    assert "several" in results[0]["package"]["tags"] and "pkg_gone" in results[1]["message"]
    text = call("edit", package_id, other, "--untag", "several")
    assert text.code == 0 and text.out.count("changed") == 2


def test_numbers_are_sent_as_they_were_written(call: Calling, package_id: str) -> None:
    """1.0 does not become 1, and a big number keeps its digits."""
    call("edit", package_id, "--metadata", "a=1.0", "--metadata", "b=123456789012345678901234567890")
    answer = call("edit", package_id, "--metadata", "a=1", "--json")
    assert isinstance(answer.json["custom_metadata"]["a"], int)
    assert answer.json["custom_metadata"]["b"] == 123456789012345678901234567890


def test_several_packages_are_deleted_at_once(call: Calling, connected: Sandbox, tmp_path: Path) -> None:
    """Only with --yes; each has its result."""
    ids = [
        call("upload", scorm12(tmp_path / f"{n}.zip", title=f"T{n}"), "--json").results[0]["package_id"] for n in (1, 2)
    ]
    assert call("delete", *ids).code == 2
    answer = call("delete", *ids, "--yes", "--json")
    assert answer.code == 0 and [entry["status"] for entry in answer.json] == ["deleted", "deleted"]
    assert call("package", ids[0]).code == 3


def test_export_writes_the_whole_library_for_spreadsheets(call: Calling, package_id: str, tmp_path: Path) -> None:
    """A row a package and a column a field; what would be a formula is text; the file is whole or not there."""
    call("edit", package_id, "--description", "=HYPERLINK(evil)", "--metadata", 'level="+1"', "--metadata", "hours=3")
    target = tmp_path / "library.csv"
    answer = call("export", "--refresh", "--output", str(target))
    assert answer.code == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(row for row in rows if row["package_id"] == package_id)
    assert (row["description"], row["custom_metadata.level"], row["custom_metadata.hours"]) == (
        "'=HYPERLINK(evil)",
        "'+1",
        "3",
    )
    assert len(rows) == len(call("packages", "--json").json)
    assert call("export", "--output", str(tmp_path / "no" / "folder.csv")).code == 4
    assert not (tmp_path / "no").exists()


def test_export_as_json_is_what_packages_tells(call: Calling, package_id: str) -> None:
    """The same records, narrowed by the same words."""
    known = call("packages", "--search", package_id, "--json").json
    exported = call("export", "--format", "json", "--search", package_id)
    assert json.loads(exported.out) == known
    assert "1 package of" in exported.err


def test_a_saved_view_narrows_and_orders(call: Calling, package_id: str, connected: Sandbox) -> None:
    """By its name, in whichever case; one that is not there is wrong usage and names those that are."""
    with closing(build()) as services:
        services.library.views.add("Just one", Filters(text=package_id))
    assert [one["package_id"] for one in call("packages", "--view", "just ONE", "--json").json] == [package_id]
    missing = call("packages", "--view", "nothing")
    assert missing.code == 2
    assert "“Just one”" in missing.err


def test_records_that_could_not_be_read_are_said_on_stderr(
    call: Calling, package_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer on stdout is the good ones alone."""
    pages = ApiClient.package_pages

    def with_broken(self: ApiClient, *known: Any) -> Iterator[Page]:
        for page in pages(self):
            yield replace(page, entries=[*(page.entries or ()), msgspec.Raw(b'{"title": "No id"}')], etag="")

    monkeypatch.setattr(ApiClient, "package_pages", with_broken)
    answer = call("packages", "--json")
    assert package_id in [one["package_id"] for one in answer.json]
    assert "1 record of the server could not be read" in answer.err
    assert '{"title": "No id"}' in answer.err
