"""The verbs about one package on the server: package, versions, launch, download, quotas."""

from __future__ import annotations

import argparse
import contextlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from allure_desktop.cli.command import ANSWER_IS_NO, DONE, Call, Command, no_arguments
from allure_desktop.cli.words import clock, iso, server_time, shown, size
from allure_desktop.errors import AllureError, NotFound
from allure_desktop.library import quotas

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord, VersionRecord
    from allure_desktop.connections.connection import Connection

T = TypeVar("T")


def package_record(record: PackageRecord) -> dict[str, Any]:
    """One package for `--json`: the documented fields by their documented names, and `raw` as received."""
    return {
        "package_id": record.package_id,
        "tenant_id": record.tenant_id,
        "title": record.title,
        "version": record.scorm_version,
        "scorm_version": record.scorm_version,
        "schemaversion": record.schemaversion,
        "current_revision": record.current_revision,
        "launch_url": record.launch_url,
        "original_filename": record.original_filename,
        "file_size_bytes": record.file_size_bytes,
        "sco_count": record.sco_count,
        "description": record.description,
        "duration": record.duration,
        "tags": list(record.tags),
        "custom_metadata": dict(record.custom_metadata),
        "storage_path": record.storage_path,
        "uploaded_by": record.uploaded_by,
        "created_at": record.created_at,
        "updated_at": record.updated_at,
        "raw": dict(record.raw),
    }


def version_record(record: VersionRecord, note: str) -> dict[str, Any]:
    """One version for `--json`; `note` is this computer's own."""
    return {
        "revision": record.revision,
        "created_at": record.created_at,
        "uploaded_by": record.uploaded_by,
        "original_filename": record.original_filename,
        "file_size_bytes": record.file_size_bytes,
        "sha256": record.sha256,
        "current": record.current,
        "note": note,
        "raw": dict(record.raw),
    }


def asked(call: Call, connection: Connection, ask: Callable[[], T], package_id: str = "") -> T:
    """What `ask` answers about a package (the one of this call); one that is not there is said by its name."""
    try:
        return call.patiently(ask)
    except NotFound as error:
        if error.server_code not in ("", "PACKAGE_NOT_FOUND"):
            raise
        raise NotFound(
            f"There is no package {package_id or call.args.id} in {connection.name}.",
            cause=f"The server says: {error.server_message.rstrip('.')} ({error.status})."
            if error.server_message
            else "",
            remedy="Its packages are told by: allure-desktop packages",
            host=error.host,
            status=error.status,
            server_code=error.server_code,
            server_message=error.server_message,
        ) from error


def standard_words(record: PackageRecord) -> str:
    """`1.2`, `2004 4th Edition`, or what the server says."""
    edition = record.schemaversion
    return edition if edition.startswith(record.scorm_version) and edition else record.scorm_version or edition


def version_words(revision: int | None) -> str:
    return f"v{revision}" if revision else "–"


# package


def _package_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="a package id, such as pkg_abc123")


def _package(call: Call) -> int:
    connection = call.connection()
    library = call.services.library
    show_package(call, asked(call, connection, lambda: library.package(connection.id, call.args.id, fresh=True)))
    return DONE


def show_package(call: Call, record: PackageRecord) -> None:
    """The record as the answer of a verb."""
    call.out.document(package_record(record))
    call.out.line(call.out.style(shown(record.title or record.package_id), "bold"))
    call.out.facts(
        (
            ("Package", record.package_id),
            ("SCORM", standard_words(record)),
            ("Version", version_words(record.current_revision)),
            ("SCOs", record.sco_count),
            ("File", record.original_filename),
            ("Size", size(record.file_size_bytes) if record.file_size_bytes is not None else ""),
            ("Description", record.description),
            ("Duration", record.duration),
            ("Tags", ", ".join(record.tags)),
            *((f"· {key}", json.dumps(value, ensure_ascii=False)) for key, value in record.custom_metadata.items()),
            ("Launch address", record.launch_url),
            ("Uploaded by", record.uploaded_by),
            ("Created", server_time(record.created_at) if record.created_at else ""),
            ("Changed", server_time(record.updated_at) if record.updated_at else ""),
        )
    )


# versions


def _versions(call: Call) -> int:
    connection = call.connection()
    records = asked(call, connection, lambda: call.services.library.versions(connection.id, call.args.id))
    notes = call.services.team.notes(connection.id, call.args.id)
    call.out.document([version_record(record, notes.get(record.revision, "")) for record in records])
    call.out.table(
        ("Version", "", "Size", "Uploaded", "By", "File", "Note"),
        [
            (
                version_words(record.revision),
                "Current" if record.current else "",
                size(record.file_size_bytes),
                server_time(record.created_at),
                record.uploaded_by,
                record.original_filename,
                notes.get(record.revision, ""),
            )
            for record in records
        ],
        right=(2,),
    )
    return DONE


# launch


def _launch_arguments(parser: argparse.ArgumentParser) -> None:
    _package_arguments(parser)
    parser.add_argument("--user", metavar="U", help="the learner (else a fixed preview learner)")
    parser.add_argument("--session", metavar="S", help="resume this session of an earlier launch")
    parser.add_argument("--open", action="store_true", help="hand the address to the web browser")


def _launch(call: Call) -> int:
    args = call.args
    connection = call.connection()
    library = call.services.library
    launch = asked(
        call, connection, lambda: library.launch(connection.id, args.id, user_id=args.user, session_id=args.session)
    )
    ends = iso(launch.expires_at)
    # the answer comes first: a launch that was counted must not be lost with a browser that does not start
    call.out.document({"launch_url": launch.launch_url, "session_id": launch.session_id, "expires_at": ends})
    opened = _opened(launch.launch_url) if args.open else None
    counts = f"This counts as one launch in {shown(connection.name)}."
    if call.out.as_json:
        call.out.aside(counts)
    else:
        call.out.line(counts if opened is None else f"{counts} It is open in the web browser." if opened else counts)
        call.out.facts(
            (
                ("Address", "" if opened else launch.launch_url),
                ("Session", launch.session_id),
                ("Link ends", clock(launch.expires_at) if launch.expires_at is not None else ""),
            )
        )
    if opened is False:
        call.out.complain(
            AllureError(
                "No web browser could be started.",
                remedy="Open the address above by hand; it is already a launch.",
                code="browser.none",
            )
        )
        return ANSWER_IS_NO
    return DONE


def _opened(url: str) -> bool:
    """Whether a web browser took the address; what it prints goes nowhere near our answer."""
    import webbrowser

    try:
        return webbrowser.open(url)
    except webbrowser.Error:
        return False


# download, quotas


def _download_arguments(parser: argparse.ArgumentParser) -> None:
    _package_arguments(parser)
    parser.add_argument("--version", metavar="N", type=int, help="an earlier version (else the current one)")
    parser.add_argument("--output", metavar="F", required=True, help="the file to write")


def _keep_copy(call: Call, connection: Connection, target: Path, sha256: str) -> None:
    """As the window does with what it downloads; what was asked for is there without it."""
    services, args = call.services, call.args
    records = services.library.cached_versions(connection.id, args.id)
    wanted = next(
        (one for one in records if (one.current if args.version is None else one.revision == args.version)), None
    )
    if wanted is not None and not connection.transient:
        with contextlib.suppress(AllureError, OSError):
            if services.copies.keep(target, sha256):
                services.version_copies.downloaded(
                    connection.id, args.id, wanted.revision, sha256, wanted.original_filename
                )


def _download(call: Call) -> int:
    args = call.args
    target = Path(args.output).expanduser().absolute()
    connection = call.connection()
    library = call.services.library
    told_at = 0.0

    def progress(done_bytes: int, total_bytes: int | None) -> None:
        nonlocal told_at
        if (now := time.monotonic()) - told_at >= 0.1:
            told_at = now
            of = f" of {size(total_bytes)}" if total_bytes is not None else ""
            call.out.status(f"Downloading {shown(target.name)}: {size(done_bytes)}{of}")

    done = asked(
        call,
        connection,
        lambda: library.download(connection.id, args.id, target, revision=args.version, progress=progress),
    )
    _keep_copy(call, connection, target, done.sha256)
    call.out.document(
        {
            "package_id": args.id,
            "version": args.version,
            "output": str(target),
            "size_bytes": done.size_bytes,
            "sha256": done.sha256,
            "resumed_bytes": done.resumed_bytes,
        }
    )
    call.out.line(f"{size(done.size_bytes)} written to {shown(target)}")
    if done.resumed_bytes:
        call.out.line(f"{size(done.resumed_bytes)} of it had arrived before.")
    return DONE


def _quotas(call: Call) -> int:
    connection = call.connection()
    told = call.patiently(lambda: call.services.library.quotas_or_say_so(connection.id))
    packages_left = _left(told.package_limit, told.packages_used)
    bytes_left = _left(told.storage_limit_bytes, told.storage_used_bytes)
    call.out.document(
        {
            "package_quota": {"limit": told.package_limit, "used": told.packages_used, "remaining": packages_left},
            "storage_quota": {
                "limit_bytes": told.storage_limit_bytes,
                "used_bytes": told.storage_used_bytes,
                "remaining_bytes": bytes_left,
            },
        }
    )
    figures = [
        (
            "Packages",
            *(("–" if n is None else f"{n:,}") for n in (told.packages_used, packages_left, told.package_limit)),
        ),
        ("Storage", *(size(n) for n in (told.storage_used_bytes, bytes_left, told.storage_limit_bytes))),
    ]
    call.out.table(("", "Used", "Left", "Limit"), figures, right=(1, 2, 3))
    for name, used, limit in (
        ("packages", told.packages_used, told.package_limit),
        ("storage", told.storage_used_bytes, told.storage_limit_bytes),
    ):
        share = quotas.share(used, limit)
        if share is not None and share >= quotas.NEARLY_FULL:
            call.out.aside(f"{share:.0%} of the {name} are used. When it is full the server refuses uploads.")
    return DONE


def _left(limit: int | None, used: int | None) -> int | None:
    return None if limit is None or used is None else max(0, limit - used)


COMMANDS = {
    "package": Command(_package_arguments, _package),
    "versions": Command(_package_arguments, _versions),
    "launch": Command(_launch_arguments, _launch),
    "download": Command(_download_arguments, _download),
    "quotas": Command(no_arguments, _quotas),
}
