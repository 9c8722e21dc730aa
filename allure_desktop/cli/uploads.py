"""The verbs about uploads: upload, uploads, resume, pause, cancel, forget."""

from __future__ import annotations

import argparse
import contextlib
import os
import stat
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from allure_desktop.cli.command import DONE, INTERRUPTED, Call, Command, no_arguments
from allure_desktop.cli.folders import is_folder, must_be_a_course
from allure_desktop.cli.validation import bar
from allure_desktop.cli.words import ago, clock, rate, shown, size
from allure_desktop.errors import AllureError, LocalFileError, NoConnection, UsageError
from allure_desktop.settings import LIMIT_BYTES_PER_S, PARALLEL_PARTS, PARALLEL_UPLOADS

if TYPE_CHECKING:
    from allure_desktop.cli.following import Follower
    from allure_desktop.connections.connection import Connection
    from allure_desktop.uploads.rows import UploadRow


#: A process that carries an upload hears what others ask within a second.
_HEARD_WITHIN_S = 3.0


def _speed_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--parallel",
        metavar="N",
        type=int,
        help="N files at once, N parts over all of them (1 to 16; else one file, 4 parts)",
    )
    parser.add_argument("--limit", metavar="RATE", help="such as 2MB/s or 500kB/s, over all files")


def _upload_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="ZIP-or-FOLDER")
    parser.add_argument("--package", metavar="ID", help="a new version of this package")
    parser.add_argument(
        "--match", action="store_true", help="match each ZIP (also those in folders) to its package and show the plan"
    )
    parser.add_argument("--yes", action="store_true", help="with --match: upload as planned")
    parser.add_argument("--validate-only", action="store_true", help="let the server check it; nothing becomes visible")
    parser.add_argument("--no-validation", action="store_true", help="leave out the check on this computer")
    parser.add_argument("--tag", metavar="T", action="append", default=[], help="may be repeated")
    parser.add_argument("--description", metavar="T", default="", help="else what the manifest says")
    parser.add_argument("--duration", metavar="D", default="", help="such as PT45M or 45m; else what the manifest says")
    _speed_arguments(parser)


def _set_speed(call: Call) -> None:
    """For this call alone; the window's own limits stay."""
    settings, parallel = call.services.settings, call.args.parallel
    settings.override(PARALLEL_UPLOADS, 1)
    if parallel is not None:
        if not 1 <= parallel <= 16:
            raise UsageError(f"--parallel {parallel} is not possible.", remedy="Give a number from 1 to 16.")
        settings.override(PARALLEL_UPLOADS, min(parallel, 8))
        settings.override(PARALLEL_PARTS, parallel)
    if call.args.limit is not None:
        try:
            settings.override(LIMIT_BYTES_PER_S, rate(call.args.limit))
        except ValueError:
            raise UsageError(
                f"--limit {call.args.limit} is no speed.", remedy="Write it like 2MB/s or 500kB/s."
            ) from None


def _upload(call: Call) -> int:
    from allure_desktop.uploads.rows import UploadOptions

    args = call.args
    if args.package and len(args.paths) > 1:
        raise UsageError(
            "--package names one package, but several files were given.", remedy="Upload its new version alone."
        )
    if args.yes and not args.match:
        raise UsageError("--yes belongs to --match.", remedy="See: allure-desktop upload --help")
    connection = call.connection()
    call.services.connections.key_for(connection)  # without one, say so before anything is queued
    _set_speed(call)
    if args.match:
        from allure_desktop.cli.matching import match_and_upload

        return match_and_upload(call, connection, _carried)
    options = UploadOptions(
        validate_only=args.validate_only,
        no_validation=args.no_validation,
        tags=tuple(dict.fromkeys(args.tag)),
        description=args.description,
        duration=args.duration,
    )

    def begin(follower: Follower) -> None:
        for path in args.paths:
            try:
                file = _file_to_upload(call, path)
                how = replace(options, folder=str(Path(path).absolute())) if is_folder(path) else options
                # asked before it is one itself
                before = () if args.package else call.services.uploads.proposals(connection.id, how.folder or file)
                upload_id = call.services.uploads.add(file, connection.id, package_id=args.package, options=how)
            except AllureError as error:
                follower.fail(None, path, error)
            else:
                follower.begin(upload_id, path, before=before)

    return _carried(call, begin)


def _carried(call: Call, begin: Callable[[Follower], None]) -> int:
    """Begins rows, works until each has ended, and says how to go on when interrupted."""
    from allure_desktop.cli.following import Follower
    from allure_desktop.cli.upload_printers import printer_for

    printer = printer_for(call.out)
    follower = Follower(call.services, printer)
    try:
        begin(follower)
        call.services.uploads.run()
        follower.follow()
    except KeyboardInterrupt:
        with contextlib.suppress(AllureError):
            ids = follower.interrupt()
            again = " ".join(map(str, ids))
            call.out.aside(f"Interrupted. Everything is kept. Go on with: allure-desktop resume {again}")
        return INTERRUPTED
    finally:
        printer.close()
    call.services.packed_folders.clear()
    return follower.exit_code()


def _file_to_upload(call: Call, path: str) -> str:
    """The file itself, as an absolute path; of a folder the ZIP that it is packed to, kept until its upload is over.

    Raises LocalFileError, DiskFull.
    """
    if not is_folder(path):
        _must_be_readable(path)
        return str(Path(path).absolute())
    must_be_a_course(path)
    file = call.services.packed_folders.pack(path, bar(call.out, path))
    call.out.status("")
    call.out.line(f"Packed the folder {shown(path)}: {size(file.stat().st_size)}, imsmanifest.xml first.")
    return str(file)


def _must_be_readable(path: str) -> None:
    try:
        kind = Path(path).stat().st_mode
        if stat.S_ISREG(kind):
            with Path(path).open("rb"):
                return
    except FileNotFoundError as error:
        raise LocalFileError(
            f"{path} does not exist.", remedy="Check the path.", subject=path, code="file.missing"
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise LocalFileError(
            f"{path} cannot be read.",
            cause=f"{getattr(error, 'strerror', None) or error}.",
            remedy="Check who may read it.",
            subject=path,
            code="file.unreadable",
        ) from error
    # a pipe, say: opening it would wait for somebody to write
    raise LocalFileError(f"{path} is no file.", remedy="Give a ZIP file.", subject=path, code="file.unreadable")


# the journal


def _names(call: Call) -> dict[str, str]:
    return {connection.id: connection.name for connection in call.services.connections.all()}


def _place(row: UploadRow, names: dict[str, str]) -> str | None:
    """The connection's name; the host when it came from the environment or is gone; None for a mere check."""
    if row.connection_id is None:
        return None
    return names.get(row.connection_id) or row.base_url.partition("://")[2] or None


def _print_rows(call: Call, rows: list[UploadRow]) -> None:
    from allure_desktop.cli.upload_printers import REASONS, STATES, row_record

    names = _names(call)
    call.out.document([row_record(row, _place(row, names)) for row in rows])
    if not rows:
        call.out.line("No uploads.")
        return
    lines = []
    for row in rows:
        state = STATES.get(row.state, row.state)
        if row.reason and row.reason not in ("by_user", "turn"):
            state = REASONS.get(row.reason, row.reason)
        if row.until is not None:
            state += f", until {clock(row.until)}"
        part = f"{size(row.sent_bytes)} of {size(row.total_bytes)}" if row.sent_bytes else size(row.total_bytes)
        lines.append(
            (row.id, row.file, state, part, row.package_id or "", _place(row, names) or "", ago(row.updated_at))
        )
    call.out.table(("Id", "File", "State", "Size", "Package", "Connection", "Changed"), lines, right=(0, 3))


def _uploads(call: Call) -> int:
    _print_rows(call, call.services.uploads.rows())
    return DONE


def _id_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", type=int, metavar="ID", help="as told by: allure-desktop uploads")


def _known_row(call: Call, upload_id: int) -> UploadRow:
    for row in call.services.uploads.rows():
        if row.id == upload_id:
            return row
    raise UsageError(f"There is no upload {upload_id}.", remedy="See: allure-desktop uploads", subject=str(upload_id))


def _pause(call: Call) -> int:
    return _asked_for(call, call.services.uploads.pause)


def _cancel(call: Call) -> int:
    return _asked_for(call, call.services.uploads.stop)


def _asked_for(call: Call, ask: Callable[[int], None]) -> int:
    """Asks for something and shows the rows once each stands still; another process may have to hear it first."""
    rows = [_known_row(call, upload_id) for upload_id in dict.fromkeys(call.args.ids)]
    for row in rows:
        ask(row.id)
    latest = time.monotonic() + _HEARD_WITHIN_S
    while True:
        rows = [_known_row(call, row.id) for row in rows]
        if all(row.outcome for row in rows) or time.monotonic() > latest:
            _print_rows(call, rows)
            return DONE
        time.sleep(0.1)


def _forget(call: Call) -> int:
    rows = [_known_row(call, upload_id) for upload_id in call.args.ids]
    packed = {row.id for row in rows if call.services.packed_folders.forget(row.id)}
    from allure_desktop.cli.upload_printers import row_record

    names = _names(call)
    call.out.document([row_record(row, _place(row, names)) for row in rows])
    for row in rows:
        kept = "The folder it was packed from is" if row.id in packed else "The file itself is"
        call.out.line(f"Upload {row.id} ({shown(row.file)}) is off the list. {kept} untouched.")
    return DONE


# resume


def _resume_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", type=int, metavar="ID", help="as told by: allure-desktop uploads")
    parser.add_argument("--all", action="store_true", help="everything that was begun and is not live yet")
    _speed_arguments(parser)


def _resume(call: Call) -> int:
    args = call.args
    if bool(args.ids) == args.all:
        raise UsageError("Say what to resume: ids, or --all.", remedy="The ids are told by: allure-desktop uploads")
    _set_speed(call)
    if args.all:
        rows = [row for row in call.services.uploads.rows() if _goes_on(row)]
    else:
        rows = [_known_row(call, upload_id) for upload_id in dict.fromkeys(args.ids)]
    if not rows:
        call.out.line("Nothing to resume.")
        return DONE

    def begin(follower: Follower) -> None:
        for row in rows:
            try:
                _make_ready(call, row)
            except AllureError as error:
                follower.fail(row.id, row.path, error)
            else:
                follower.begin(row.id, resumed=True)

    return _carried(call, begin)


def _goes_on(row: UploadRow) -> bool:
    """Begun for a server and neither over, nor stopped by somebody, nor waiting for a decision."""
    if row.connection_id is None or row.state in ("done", "failed", "needs_decision"):
        return False
    return row.state != "held" or row.message.code == "paused"


def _make_ready(call: Call, row: UploadRow) -> None:
    """Lets a row go on from wherever it is. Raises what stands in its way."""
    if row.state == "done":
        return
    if row.connection_id is None:
        raise UsageError(
            f"{row.file} was only checked: it has no server to go to.", remedy="Upload it with: allure-desktop upload"
        )
    if row.state == "needs_decision" and row.reason != "server_refused":
        raise UsageError(
            f"Upload {row.id} waits for a decision. {row.message.what}",
            cause=row.message.cause,
            remedy=f"Decide in the window, or take it off the list (allure-desktop forget {row.id}) and upload it again.",
            subject=row.file,
        )
    _connection_of(call, row)
    call.services.uploads.resume(row.id)


def _connection_of(call: Call, row: UploadRow) -> Connection:
    """The row's connection with its key; one from the environment must be given again.

    Raises NoConnection.
    """
    services = call.services
    with contextlib.suppress(NoConnection):
        connection = services.connection(row.connection_id or "")
        if not connection.transient:
            services.choose(connection.name)  # a key in the environment goes before the kept one
        services.connections.key_for(connection)
        return connection
    if all(os.environ.get(name) for name in ("ALLURE_URL", "ALLURE_TENANT", "ALLURE_API_KEY")):
        chosen = services.choose(call.args.connection)
        if (chosen.base_url, chosen.tenant_id) == (row.base_url, row.tenant_id):
            return chosen
    raise NoConnection(
        f"The connection of upload {row.id} is not known here.",
        cause=f"It goes to {row.base_url}, tenant {row.tenant_id}; neither the connection nor a key is stored.",
        remedy="Give ALLURE_URL, ALLURE_TENANT and ALLURE_API_KEY again, then resume.",
        subject=row.file,
    )


COMMANDS = {
    "upload": Command(_upload_arguments, _upload),
    "uploads": Command(no_arguments, _uploads),
    "resume": Command(_resume_arguments, _resume),
    "pause": Command(_id_arguments, _pause),
    "cancel": Command(_id_arguments, _cancel),
    "forget": Command(_id_arguments, _forget),
}
