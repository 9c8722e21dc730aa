"""The verbs about the whole library: packages lists what is meant, export writes it into a file."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allure_desktop.cli.command import DONE, Call, Command
from allure_desktop.cli.library import package_record, standard_words, version_words
from allure_desktop.cli.words import clock, count, server_time, shown, size
from allure_desktop.errors import LocalFileError, Unreachable, UsageError

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.library.filters import Filters

_AT_ONCE = 500
#: A cell that begins so is taken for a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def _which_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--search",
        metavar="TEXT",
        default="",
        help="words of title, file, id, tags, description; is:1.2 version:>3 tag:x size:>100mb changed:<7d, -tag:x leaves out",
    )
    parser.add_argument("--tag", metavar="T", help="only packages with this tag")
    parser.add_argument("--view", metavar="NAME", help="the filters and the order of a saved view")
    parser.add_argument(
        "--sort",
        metavar="FIELD",
        help="title, file, id, scorm, version, size, scos, created, changed or who; -FIELD the other way round "
        "(write --sort=-size)",
    )


def _packages_arguments(parser: argparse.ArgumentParser) -> None:
    _which_arguments(parser)
    parser.add_argument(
        "--refresh", action="store_true", help="never show the list kept here when the server cannot be reached"
    )


def _packages(call: Call) -> int:
    connection = call.connection()
    filters = _filters(call, connection.id)
    _refresh(call, connection.id, must=call.args.refresh)
    found = list(_found(call, connection.id, filters))
    call.out.document([package_record(record) for record in found])
    if found:
        call.out.table(
            ("Package", "Title", "SCORM", "Version", "Size", "Changed", "Tags"),
            [
                (
                    record.package_id,
                    record.title,
                    standard_words(record),
                    version_words(record.current_revision),
                    size(record.file_size_bytes),
                    server_time(record.updated_at or record.created_at),
                    ", ".join(record.tags),
                )
                for record in found
            ],
            right=(4,),
        )
    every = count(call.services.library.catalogue.overview(connection.id).packages, "package")
    call.out.line(f"{len(found):,} of {every}" if filters.any else f"{every} in {shown(connection.name)}")
    return DONE


def _filters(call: Call, connection_id: str) -> Filters:
    """What the arguments ask for. Raises UsageError for a view or an order that does not exist."""
    from allure_desktop.library.filters import Filters
    from allure_desktop.library.search import SORT_FIELDS, field_of

    args = call.args
    filters = Filters(sort="")
    if args.view is not None:
        views = call.services.library.views
        view = views.named(connection_id, args.view)
        if view is None:
            known = ", ".join(f"“{one.name}”" for one in views.all(connection_id))
            raise UsageError(
                f"There is no saved view “{args.view}”.",
                remedy=f"These are there: {known}." if known else "Views are saved in the window, from any filter.",
            )
        filters = view.filters
    if args.search:
        filters = replace(filters, text=f"{filters.text} {args.search}".strip())
    if args.tag:
        filters = replace(filters, tokens=(*filters.tokens, f'tag:"{args.tag}"'))
    if args.sort:
        try:
            field_of(args.sort)
        except ValueError:
            raise UsageError(
                f"The list cannot be sorted by “{args.sort}”.", remedy=f"These can be used: {', '.join(SORT_FIELDS)}."
            ) from None
        filters = replace(filters, sort=args.sort)
    return filters


def _found(call: Call, connection_id: str, filters: Filters) -> Iterator[PackageRecord]:
    """What the filters mean, from the list that is kept; without an order as the server has it."""
    catalogue = call.services.library.catalogue
    keys = catalogue.find(connection_id, filters.question(time.time()))
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        records = catalogue.records(some)
        yield from (records[key] for key in some if key in records)


def _refresh(call: Call, connection_id: str, *, must: bool) -> None:
    """Reads the list anew; when the server cannot be reached, the kept one counts, with its age said aloud."""
    library = call.services.library
    try:
        call.patiently(lambda: library.refresh(connection_id))
    except Unreachable as error:
        as_of = library.listed_at(connection_id)
        if must or as_of is None:
            raise
        call.out.aside(f"As of {clock(as_of)}, as kept on this computer. {shown(error.message)}")
    _tell_unread(call, connection_id)


def _tell_unread(call: Call, connection_id: str) -> None:
    """Records that are no packages are said, never passed over in silence."""
    unread, told = call.services.library.unread(connection_id)
    if not unread:
        return
    call.out.aside(f"{count(unread, 'record')} of the server could not be read:")
    for one in told:
        why = "no id" if one.why == "no-id" else "no object"
        call.out.aside(f"  {why}: {shown(one.excerpt)}")
    if unread > len(told):
        call.out.aside(f"  and {unread - len(told):,} more")


# export


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    _which_arguments(parser)
    parser.add_argument("--format", choices=("csv", "json"), default="csv", help="csv (for spreadsheets) or json")
    parser.add_argument("--output", metavar="FILE", help="the file to write (else stdout)")
    parser.add_argument("--refresh", action="store_true", help="read the list from the server first")


def _export(call: Call) -> int:
    connection = call.connection()
    library, filters = call.services.library, _filters(call, connection.id)
    as_json = call.args.format == "json" or (call.out.as_json and not call.args.output)
    if call.args.refresh or library.listed_at(connection.id) is None:
        _refresh(call, connection.id, must=True)
    else:
        _tell_unread(call, connection.id)
    records = [package_record(record) for record in _found(call, connection.id, filters)]
    text = json.dumps(records, indent=2, ensure_ascii=False) + "\n" if as_json else as_csv(records)
    as_of = library.listed_at(connection.id)
    said = f"{count(len(records), 'package')} of {shown(connection.name)}, as of {clock(as_of or time.time())}"
    if call.args.output:
        target = Path(call.args.output).expanduser().absolute()
        _write(target, text, as_json)
        call.out.document({"output": str(target), "format": "json" if as_json else "csv", "packages": len(records)})
        call.out.line(f"{said}, written to {shown(target)}")
    else:
        sys.stdout.write(text)
        call.out.aside(said)
    return DONE


def _write(target: Path, text: str, as_json: bool) -> None:
    """Whole or not at all. Raises LocalFileError."""
    partial = target.with_name(f".{target.name}.partial")
    try:
        # with a mark at the beginning spreadsheets read a CSV as UTF-8
        partial.write_text(text, encoding="utf-8" if as_json else "utf-8-sig", errors="replace", newline="")
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise LocalFileError(
            f"{target} could not be written.",
            cause=f"{error.strerror or error}.",
            remedy="Choose another file with --output.",
            subject=str(target),
        ) from error


def as_csv(records: list[dict[str, Any]]) -> str:
    """The documented fields, tags with commas, a column for each key of the custom metadata; RFC 4180.

    What a spreadsheet would take for a formula begins with an apostrophe.
    """
    plain = [name for name in records[0] if name not in ("custom_metadata", "raw")] if records else ["package_id"]
    keys = sorted({key for record in records for key in record["custom_metadata"]})
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow([*plain, *(_cell(f"custom_metadata.{key}") for key in keys)])
    for record in records:
        metadata: Mapping[str, Any] = record["custom_metadata"]
        cells = [", ".join(record[name]) if name == "tags" else record[name] for name in plain]
        rows.writerow([_cell(value) for value in (*cells, *(metadata.get(key, "") for key in keys))])
    return written.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool | dict | list):
        from allure_desktop import json_values

        value = json_values.encode(value).decode()
    if isinstance(value, int | float):
        return value
    text = str(value).replace("\0", "\N{REPLACEMENT CHARACTER}")
    return f"'{text}" if text.startswith(_FORMULA) else text


COMMANDS = {
    "packages": Command(_packages_arguments, _packages),
    "export": Command(_export_arguments, _export),
}
