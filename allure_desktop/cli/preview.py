"""The verb `preview`: plays a package on this computer; with `--serve` for a browser or a test driver of one's own."""

from __future__ import annotations

import argparse
import signal
import threading
from pathlib import Path
from types import FrameType

from allure_desktop.cli.command import ANSWER_IS_NO, DONE, Call, Command
from allure_desktop.errors import LocalFileError, UsageError


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="ZIP", help="the package to play")
    parser.add_argument("--serve", action="store_true", help="serve it on this computer until interrupted")
    parser.add_argument("--port", metavar="P", type=int, default=0, help="with --serve: the port (else any free one)")
    parser.add_argument("--restart", action="store_true", help="begin a new attempt, else the last one goes on")
    parser.add_argument(
        "--expect", metavar="STATUS", help="play it unseen and wait for: completed, passed, failed or incomplete"
    )
    parser.add_argument("--timeout", metavar="T", default="60s", help="with --expect: how long to wait (60s)")
    parser.add_argument("--profile", metavar="NAME", default="", help="the LMS to behave like (strict, tolerant …)")
    parser.add_argument(
        "--auto-advance", action="store_true", help="a SCORM 1.2 part that ends by itself is followed by the next"
    )
    parser.add_argument("--online", action="store_true", help="let the course reach the network")


def _run(call: Call) -> int:
    """Opens the window, serves until SIGINT or SIGTERM, or plays unseen until the outcome or the time is there."""
    args = call.args
    if args.expect is not None:
        return _expect(call)
    if not args.serve:
        return _in_window(call)
    if not 0 <= args.port <= 65535:
        raise UsageError(f"--port {args.port} is no port.", remedy="Give a number from 1 to 65535.")
    from allure_desktop.preview.options import PreviewOptions

    options = PreviewOptions(
        start="restart" if args.restart else "resume",
        network="online" if args.online else "offline",
        profile=args.profile,
        auto_advance=args.auto_advance or None,
        port=args.port,
    )
    ended = _ended()
    with call.services.previews.open(args.file, options) as preview:
        call.out.event({"url": preview.url, "host": preview.host, "port": preview.port})
        call.out.line(f"“{preview.title}” (SCORM {preview.standard}) plays at {preview.url}")
        call.out.line(
            f"Programs that cannot find that name connect to 127.0.0.1:{preview.port} with that name as Host."
        )
        call.out.line("Ctrl+C ends it; the attempt is kept.")
        ended.wait()
    return DONE


def _in_window(call: Call) -> int:
    """Plays it in the window, where a window can be opened."""
    args = call.args
    if call.open_preview is None or call.out.as_json:
        raise UsageError("The preview needs --serve here.", remedy=f"Run: allure-desktop preview {args.file} --serve")
    for name in ("port", "restart", "profile", "auto_advance", "online"):
        if getattr(args, name):
            option = f"--{name.replace('_', '-')}"
            raise UsageError(
                f"{option} says how a preview begins that has no window.",
                remedy=f"Add --serve or --expect, or leave {option} out: the window has it in its menus.",
            )
    if not Path(args.file).is_file():
        raise LocalFileError(f"{args.file} is not there.", remedy="Give the path of a ZIP.", subject=args.file)
    return call.open_preview(args.data_dir, [str(Path(args.file).absolute())])


def _expect(call: Call) -> int:
    """Plays the course unseen; exit code 0 when it reached the outcome, 1 when not."""
    from allure_desktop.preview.expected import expectation, seconds
    from allure_desktop.preview.options import PreviewOptions

    args = call.args
    expected, timeout_s = expectation(args.expect), seconds(args.timeout)
    if call.wait_for_outcome is None:
        raise UsageError("This program cannot play a course unseen.", remedy="Run: allure-desktop preview … --expect")
    options = PreviewOptions(
        start="restart",
        network="online" if args.online else "offline",
        profile=args.profile,
        auto_advance=args.auto_advance or None,
    )
    with call.services.previews.open(args.file, options) as preview:
        why_not = call.wait_for_outcome(preview, expected, timeout_s)
        summary = preview.summary()
        call.out.document(
            {
                "expected": expected.status,
                "met": not why_not,
                "why_not": why_not,
                "status": summary.status,
                "score": summary.score,
                "seconds": summary.seconds,
                "headline": summary.headline,
                "complaints": [
                    {"code": said.code, "severity": said.severity, "title": said.title, "change": said.change}
                    for said, _first, _times in summary.complaints
                ],
                "calls": len(preview.calls),
            }
        )
        call.out.line(summary.headline)
        if why_not:
            call.out.line(f"Expected: {expected.status}. It is {summary.status}: {why_not}.")
        for said, _first, times in summary.complaints:
            call.out.line(f"  {said.severity}: {said.title}{f' ({times} times)' if times > 1 else ''}. {said.change}")
    return ANSWER_IS_NO if why_not else DONE


def _ended() -> threading.Event:
    """Set by a signal that asks to end."""
    ended = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    return ended


COMMANDS = {"preview": Command(_arguments, _run)}
