"""`upload --match`: many ZIPs are checked, each is matched to its package, the plan is shown, and uploaded with --yes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allure_desktop.cli.command import ANSWER_IS_NO, DONE, Call
from allure_desktop.cli.words import count, size
from allure_desktop.composition.lots import Decision, Planned, zips_in
from allure_desktop.errors import LocalFileError, Unreachable, UsageError

if TYPE_CHECKING:
    from allure_desktop.cli.following import Follower
    from allure_desktop.connections.connection import Connection
    from allure_desktop.uploads.rows import UploadRow

_REASONS = {
    "chosen": "chosen for this path before",
    "content": "the same content is there",
    "path": "uploaded from this path before",
    "identifier": "same manifest identifier, and a like course",
    "file": "same file name",
}


def match_and_upload(
    call: Call, connection: Connection, carried: Callable[[Call, Callable[[Follower], None]], int]
) -> int:
    """Shows the plan; with --yes uploads what is decided. 1 where something is not: several fit, or it has problems.

    Options that concern a single upload are refused: UsageError.
    """
    args = call.args
    if args.package or args.no_validation or args.validate_only or args.tag or args.description:
        raise UsageError(
            "--match goes with none of --package, --validate-only, --no-validation, --tag, --description.",
            remedy="Each file of a lot becomes what the plan says.",
        )
    for path in args.paths:
        if not Path(path).exists():
            raise LocalFileError(f"{path} does not exist.", remedy="Check the path.", subject=path, code="file.missing")
    services = call.services
    with contextlib.suppress(Unreachable):  # the list that is kept here does as well
        call.patiently(lambda: services.library.refresh(connection.id))
    files = zips_in(args.paths)
    if not files:
        raise LocalFileError(f"There is no ZIP in {args.paths[0]}.", subject=args.paths[0], code="file.missing")
    ids, problems = services.lots.add(files, connection.id)
    try:
        plan = _checked(call, connection.id, ids)
    except BaseException:
        services.lots.drop(ids)
        raise
    records = [_record(one) for one in plan]
    going = [one for one, told in zip(plan, records, strict=True) if told["action"] in ("new_version", "new_package")]
    left = [one.row.id for one in plan if one not in going]
    open_ones = sum(told["action"] in ("undecided", "problems") for told in records) + len(problems)
    for problem in problems:
        call.out.complain(problem)
    if not args.yes:
        services.lots.drop(ids)
        call.out.document({"plan": records})
        _tell(call, records)
        call.out.line("Nothing was uploaded. Upload it as planned with: --yes")
        return ANSWER_IS_NO if open_ones else DONE
    call.out.event({"event": "plan", "files": records})
    _tell(call, records)
    services.lots.drop(left)
    code = carried(call, lambda follower: _begin(call, follower, going)) if going else DONE
    return code or (ANSWER_IS_NO if open_ones else DONE)


def _begin(call: Call, follower: Follower, going: Sequence[Planned]) -> None:
    for one in going:
        choice = one.match.choice if one.match is not None else None
        decision = Decision(
            one.row.id, choice.package_id if choice else None, choice.current_revision if choice else None
        )
        troubles = call.services.lots.begin([decision])
        if troubles:
            follower.fail(one.row.id, one.row.path, troubles[0])
        else:
            follower.begin(one.row.id, one.row.path, resumed=True)


def _checked(call: Call, connection_id: str, ids: Sequence[int]) -> list[Planned]:
    """The plan once every file is checked."""
    checked: set[int] = set()

    def told(row: UploadRow) -> None:
        if row.outcome:
            checked.add(row.id)
        call.out.status(f"Checked {len(checked)} of {len(ids)}")

    call.services.uploads.wait(ids, on_change=told)
    call.out.status("")
    return call.services.lots.plan(connection_id, ids)


def _record(one: Planned) -> dict[str, Any]:
    """One file of the plan for `--json`; `action` is new_version, new_package, unchanged, undecided or problems."""
    row, match = one.row, one.match
    choice = match.choice if match is not None else None
    findings = (row.report or {}).get("findings", ())
    severities = {finding["severity"] for finding in findings}
    action = "new_package"
    if one.faulty or match is None:
        action = "problems"
    elif match.open:
        action = "undecided"
    elif match.unchanged is not None:
        action = "unchanged"
    elif choice is not None:
        action = "new_version"
    return {
        "file": row.path,
        "size_bytes": row.total_bytes,
        "verdict": "errors" if one.faulty else "warnings" if "warning" in severities else "sound",
        "action": action,
        "package_id": choice.package_id if choice else None,
        "title": choice.title if choice else row.title,
        "revision": choice.current_revision + 1 if choice and choice.current_revision is not None else None,
        "reason": choice.why if choice else "",
        "candidates": [
            {"package_id": fit.package_id, "title": fit.title, "reason": fit.why}
            for fit in (match.fits if match is not None else ())
        ],
        "message": row.message.what if one.faulty else "",
    }


def _tell(call: Call, records: Sequence[dict[str, Any]]) -> None:
    words = {
        "new_package": "new package",
        "unchanged": "nothing changed",
        "undecided": "several packages fit",
        "problems": "has problems",
    }
    lines = []
    for told in records:
        becomes = words.get(told["action"], "")
        if told["action"] == "new_version":
            number = f"version {told['revision']}" if told["revision"] else "a new version"
            becomes = f"{number} of {told['title']}"
        why = _REASONS.get(told["reason"], told["message"])
        lines.append((Path(told["file"]).name, size(told["size_bytes"]), told["verdict"], becomes, why))
    call.out.table(("File", "Size", "Check", "Becomes", "Why"), lines, right=(1,))
    going = sum(told["action"] in ("new_version", "new_package") for told in records)
    call.out.line(f"{going} of {count(len(records), 'file')} would be uploaded." if not call.args.yes else "")
