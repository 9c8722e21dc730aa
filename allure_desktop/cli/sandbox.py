"""The verb `sandbox`: a SCORM server of one's own, in the foreground until interrupted."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

from allure_desktop import logs, paths
from allure_desktop.cli.command import DONE, Call, Command
from allure_desktop.errors import UsageError

_HEADING = "faults (may be repeated; PATH is a part of the address, * stands for anything):"


def _arguments(parser: argparse.ArgumentParser) -> None:
    from allure_desktop.sandbox.faults import FAULTS

    parser.add_argument("--port", metavar="P", type=int, default=0, help="of the API (else the last one used)")
    parser.add_argument("--storage-port", metavar="P", type=int, default=0, help="of the storage and the player")
    parser.add_argument("--data", metavar="DIR", help="where it keeps everything (else in the data directory)")
    parser.add_argument(
        "--storage", metavar="URL", help="s3://BUCKET?endpoint=http://HOST:PORT[&region=R]: keep files there"
    )
    parser.add_argument("--storage-address", metavar="URL", help="where senders find the storage, behind a proxy, say")
    parser.add_argument("--rate-limit", metavar="N/min", help="calls allowed to a tenant, such as 10/min")
    parser.add_argument("--fault", metavar="FAULT", action="append", default=[], help="NAME[=VALUE][@PATH], see below")
    parser.add_argument("--legacy-records", action="store_true", help="answer with the older shape of package records")
    parser.add_argument("--until-stdin-ends", action="store_true", help="end with the program that started it")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    told = "\n".join(f"  {name:<13}{words}" for name, words in FAULTS.items())
    parser.epilog = f"{_HEADING}\n{told}\n\nThe API key is ALLURE_SANDBOX_KEY, else a random one kept in DIR. S3's are AWS_ACCESS_KEY_ID,\nAWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_REGION."


def _run(call: Call) -> int:
    """Serves until SIGINT, SIGTERM or, when asked for, the end of stdin."""
    # here: the other verbs need no server
    from allure_desktop.sandbox.server import Sandbox, announced

    args = call.args
    for name, port in (("--port", args.port), ("--storage-port", args.storage_port)):
        if not 0 <= port <= 65535:
            raise UsageError(f"{name} {port} is no port.", remedy="Give a number from 1 to 65535.")
    logs.start_logging(None, to_stderr=True, level=logging.WARNING)
    try:
        sandbox = Sandbox(
            Path(args.data).absolute() if args.data else paths.data_dir(args.data_dir).sandbox,
            port=args.port,
            storage_port=args.storage_port,
            storage=args.storage,
            storage_address=args.storage_address,
            api_key=os.environ.get("ALLURE_SANDBOX_KEY", "").strip() or None,
            rate_limit=args.rate_limit,
            faults=args.fault,
            legacy_records=args.legacy_records,
        )
    except ValueError as error:
        words = str(error)
        raise UsageError(f"{words[0].upper()}{words[1:]}.", remedy="See: allure-desktop sandbox --help") from error
    ended = _ended(args.until_stdin_ends)
    with sandbox:
        call.out.event(announced(sandbox))
        call.out.line(f"The sandbox runs at {sandbox.url} (storage: {sandbox.storage_url}).")
        call.out.facts([("Tenant", sandbox.tenant_id), ("API key", sandbox.api_key), ("Folder", sandbox.data_dir)])
        call.out.line("Ctrl+C ends it; what it holds is kept.")
        ended.wait()
    return DONE


def _ended(with_stdin: bool) -> threading.Event:
    """Set by a signal that asks to end, or by the end of stdin."""
    ended = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)

    def watch() -> None:
        while sys.stdin.buffer.read(4096):
            pass
        ended.set()

    if with_stdin:
        threading.Thread(target=watch, name="sandbox-stdin", daemon=True).start()
    return ended


COMMANDS = {"sandbox": Command(_arguments, _run)}
