"""The verbs that change what is on the server: edit and delete, for one package or several."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from allure_desktop.cli.command import ANSWER_IS_NO, DONE, Call, Command
from allure_desktop.cli.library import asked, package_record, show_package
from allure_desktop.cli.words import count, shown
from allure_desktop.errors import AllureError, UsageError

if TYPE_CHECKING:
    from allure_desktop.connections.connection import Connection
    from allure_desktop.library.bulk import Wish


def _ids(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", metavar="ID", nargs="+", help="a package id, such as pkg_abc123; or several")


def _edit_arguments(parser: argparse.ArgumentParser) -> None:
    _ids(parser)
    parser.add_argument("--description", metavar="T")
    parser.add_argument("--duration", metavar="D", help="such as 45m or PT45M")
    parser.add_argument("--tag", metavar="T", action="append", default=[], help="add a tag; may be repeated")
    parser.add_argument("--untag", metavar="T", action="append", default=[], help="remove a tag; may be repeated")
    parser.add_argument(
        "--metadata", metavar="K=JSON", action="append", default=[], help="""such as level='"advanced"' or hours=3"""
    )
    parser.add_argument(
        "--unset",
        metavar="FIELD",
        action="append",
        default=[],
        help="empty a field: description, duration, tags, custom_metadata, custom_metadata.KEY",
    )


def _edit(call: Call) -> int:
    from allure_desktop.library.bulk import Wish

    args = call.args
    wish = Wish(
        args.description,
        args.duration,
        tuple(args.tag),
        tuple(args.untag),
        dict(_metadata(text) for text in args.metadata),
        tuple(args.unset),
    )
    if not wish.any:
        raise UsageError("Nothing to change was given.", remedy="See: allure-desktop edit --help")
    connection = call.connection()
    ids = list(dict.fromkeys(args.ids))
    if len(ids) > 1:
        return _each(call, ids, lambda package_id: _edited(call, connection, package_id, wish))
    record = _edited(call, connection, ids[0], wish)
    if record is None:
        call.out.line("Nothing to change: it is like that already.")
        record = call.patiently(lambda: call.services.library.package(connection.id, ids[0]))
    show_package(call, record)
    return DONE


def _edited(call: Call, connection: Connection, package_id: str, wish: Wish) -> Any:
    """The package after the change, None where it was like that already."""
    library = call.services.library
    record = asked(call, connection, lambda: library.package(connection.id, package_id, fresh=True), package_id)
    changes = wish.changes(record)
    if not changes:
        return None
    return asked(call, connection, lambda: library.edit(connection.id, package_id, changes, record), package_id)


def _each(call: Call, ids: list[str], act: Callable[[str], Any], done: str = "changed") -> int:
    """Every package has its result; one that fails does not stop the others. The exit code says whether one did."""
    answers: list[dict[str, Any]] = []
    failed = 0
    for package_id in ids:
        try:
            record = act(package_id)
        except UsageError:
            raise
        except AllureError as error:
            failed += 1
            call.out.complain(error)
            told = {"code": error.code, "message": error.message, "remedy": error.remedy}
            answers.append({"package_id": package_id, "status": "failed", **told})
            continue
        status = "unchanged" if record is None else done
        package = {} if record is None or record is True else {"package": package_record(record)}
        answers.append({"package_id": package_id, "status": status, **package})
        call.out.line(f"{shown(package_id)}: {'it is like that already' if record is None else done}")
    call.out.document(answers)
    if failed:
        call.out.line(f"{count(len(ids) - failed, 'package')} {done} or like that already, {failed:,} not.")
    return ANSWER_IS_NO if failed else DONE


def _metadata(text: str) -> tuple[str, Any]:
    key, equals, value = text.partition("=")
    if not key or not equals:
        raise UsageError(f"--metadata {text} is no K=JSON.", remedy="""Write, for example: --metadata hours=3""")
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        raise UsageError(
            f"The value of --metadata {key} is no JSON.",
            cause=f"{shown(value) or 'Nothing'} was given.",
            remedy=f"""A text stands in quotes: --metadata '{key}="{shown(value)}"'""",
        ) from None
    from allure_desktop.json_values import decode

    return key, decode(value)


# delete


def _delete_arguments(parser: argparse.ArgumentParser) -> None:
    _ids(parser)
    parser.add_argument("--yes", action="store_true", help="yes, with all versions; it cannot be undone")


def _delete(call: Call) -> int:
    ids = list(dict.fromkeys(call.args.ids))
    if not call.args.yes:
        several = len(ids) > 1
        raise UsageError(
            f"{', '.join(ids[:5])}{' …' if len(ids) > 5 else ''} {'were' if several else 'was'} not deleted.",
            cause="A package is deleted with all its versions, and that cannot be undone.",
            remedy="If that is meant, add --yes.",
        )
    connection = call.connection()
    library = call.services.library

    def deleted(package_id: str) -> bool:
        asked(call, connection, lambda: library.delete(connection.id, package_id), package_id)
        return True

    if len(ids) > 1:
        return _each(call, ids, deleted, "deleted")
    deleted(ids[0])
    call.out.document({"package_id": ids[0], "deleted": True})
    call.out.line(f"{shown(ids[0])} is deleted with all its versions.")
    return DONE


COMMANDS = {
    "edit": Command(_edit_arguments, _edit),
    "delete": Command(_delete_arguments, _delete),
}
