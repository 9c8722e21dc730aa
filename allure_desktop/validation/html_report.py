"""The report as one page: self-contained, printable, readable by a screen reader, light and dark, nothing unescaped."""

from __future__ import annotations

import errno
import html
import os
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from allure_desktop import __version__, paths
from allure_desktop.errors import DiskFull, LocalFileError
from allure_desktop.validation.catalogue import shown
from allure_desktop.validation.finding import Finding, Report, StructureItem, refused_by_servers

MOST_FILES = 5_000
_WORDS = {"error": "Problem", "warning": "Warning", "note": "Note"}
#: what a server that unpacks the file cannot get past; other errors show when a learner starts the course
_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p class="quiet">{subtitle}</p>
</header>
<main>
"""


def verdict_words(report: Report) -> str:
    """The verdict, claiming no more than a check that runs nothing can know."""
    errors = [f for f in report.findings if f.severity == "error"]
    if refused_by_servers(f.code for f in errors):
        return "The server would refuse this file"
    if errors:
        return "Would not start in an LMS"
    warnings = report.count("warning")
    if warnings:
        return f"Should run, with {_count(warnings, 'warning')}"
    return "Sound"


@dataclass(frozen=True, slots=True)
class ServerSide:
    """What a server says of a package: its name, and sentences. Apart from what was found on this computer."""

    name: str
    lines: tuple[str, ...]


def page(reports: Sequence[Report], made_at: float | None = None, server: ServerSide | None = None) -> str:
    """The HTML text of a page about one or several packages; `made_at` is a time in seconds, now by default.

    `server` is what the server says of the one package there is.
    """
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(made_at))
    title = (
        f"Check of {_text(Path(reports[0].path).name)}" if len(reports) == 1 else f"Check of {len(reports)} packages"
    )
    style = (paths.resources() / "report.css").read_text("utf-8")
    subtitle = f"{when} · AllureConnect Desktop {__version__} · nothing was run, nothing was sent"
    parts = [_HEAD.format(title=title, style=style, subtitle=subtitle)]
    for report in reports:
        parts += _article(report)
    if server is not None:
        parts += _server(server)
    parts.append(
        "</main>\n<footer><p class='quiet'>What only shows while a course runs is not in this report.</p></footer>"
    )
    parts.append("\n</body>\n</html>\n")
    return "".join(parts)


def write(reports: Sequence[Report], target: str | Path, *, server: ServerSide | None = None) -> None:
    """Writes the page whole or not at all. Raises LocalFileError and DiskFull."""
    target = Path(target)
    made = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}")
    try:
        try:
            made.write_text(page(reports, server=server), "utf-8")
            os.replace(made, target)  # noqa: PTH105 - the same, and says what it does
        finally:
            made.unlink(missing_ok=True)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(
                "This computer's disk is full.", remedy="Free some space and try again.", subject=str(target)
            ) from error
        raise LocalFileError(
            f"The report cannot be written to {target}.",
            cause=f"{error.strerror or error}.",
            remedy="Choose another place for it.",
            subject=str(target),
            code="file.unwritable",
        ) from error


def _server(server: ServerSide) -> Iterator[str]:
    yield f"<article>\n<h2>What the server says</h2>\n<p class='quiet'>{_text(server.name)}</p>\n<ul>\n"
    yield from (f"<li>{_text(one, 2_000)}</li>\n" for one in server.lines)
    yield "</ul>\n</article>\n"


def _article(report: Report) -> Iterator[str]:
    name = Path(report.path).name
    yield f"<article>\n<h2>{_text(report.title or name)}</h2>\n"
    if report.title:
        yield f"<p class='quiet'><code>{_text(name)}</code></p>\n"
    tone = {"errors": "error", "warnings": "warning", "sound": "sound"}[report.verdict]
    yield f"<p class='verdict {tone}'>{_text(verdict_words(report))} <span>· {_counts(report)}</span></p>\n"
    yield from _facts(report)
    if report.findings:
        yield "<h3>Findings</h3>\n<ul class='findings'>\n"
        for one in report.findings:
            yield from _finding(one)
        yield "</ul>\n"
    if report.structure:
        yield from _structure(report.structure)
    if report.external_hosts:
        yield "<h3>Loaded from elsewhere</h3>\n<ul>\n"
        yield from (f"<li><code>{_text(host)}</code></li>\n" for host in report.external_hosts)
        yield "</ul>\n"
    if report.files:
        yield from _files(report)
    yield "</article>\n"


def _facts(report: Report) -> Iterator[str]:
    pass_words = "every file read and compared with its checksum" if report.full else "without the byte-for-byte pass"
    pairs = (
        ("SCORM", report.standard or ""),
        ("Made with", report.tool),
        ("Checked for", report.target),
        ("Identifier", report.identifier),
        ("SCOs", f"{report.scos:,}" if report.standard else ""),
        ("Starts with", report.launch),
        ("Files", f"{report.entries:,}" if report.entries else ""),
        ("Size", f"{_size(report.size_bytes)}, unpacked {_size(report.unpacked_bytes)}"),
        ("Duration", report.duration),
        ("Checked", f"in {report.seconds:.1f} s, {pass_words}"),
    )
    yield "<dl>\n"
    yield from (f"<dt>{name}</dt><dd>{_text(value)}</dd>\n" for name, value in pairs if value)
    yield "</dl>\n"


def _finding(one: Finding) -> Iterator[str]:
    yield "<li class='finding'>\n"
    yield f"<h4><span class='tag {one.severity}'>{_WORDS[one.severity]}</span>{_text(one.title)}</h4>\n"
    where = one.member + (f":{one.line}" if one.line else "") + (f":{one.column}" if one.line and one.column else "")
    if where:
        yield f"<p><code>{_text(where)}</code></p>\n"
    yield f"<p>{_text(one.message, 2_000)}</p>\n<p><strong>What to do:</strong> {_text(one.remedy, 2_000)}</p>\n"
    small = " · ".join(
        part
        for part in (one.code, one.section, "AllureConnect Desktop can mend this" if one.repairable else "")
        if part
    )
    yield f"<p class='quiet'><small>{_text(small)}</small></p>\n</li>\n"


def _structure(items: tuple[StructureItem, ...]) -> Iterator[str]:
    yield "<h3>Structure</h3>\n<table>\n<caption>The items of the default organization, in order</caption>\n"
    yield "<thead><tr><th scope='col'>Item</th><th scope='col'>Kind</th><th scope='col'>Starts</th></tr></thead>\n<tbody>\n"
    for item in items:
        kind = "SCO" if item.is_sco else "asset" if item.launch else "heading"
        kind += ", hidden" if item.hidden else ""
        indent = f" style='padding-left: {min(item.depth, 20) * 1.25}rem'"
        name = _text(item.title or item.identifier)
        yield f"<tr><td{indent}>{name}</td><td>{kind}</td><td><code>{_text(item.launch)}</code></td></tr>\n"
    yield "</tbody>\n</table>\n"


def _files(report: Report) -> Iterator[str]:
    total = len(report.files)
    words = f"{total:,} files" if total <= MOST_FILES else f"The first {MOST_FILES:,} of {total:,} files"
    yield f"<h3>Files</h3>\n<details>\n<summary>{words}</summary>\n<table>\n<caption>In the order of the ZIP</caption>\n"
    yield "<thead><tr><th scope='col'>Name</th><th scope='col' class='number'>Size</th><th scope='col'>CRC-32</th></tr></thead>\n"
    yield "<tbody>\n"
    for file in report.files[:MOST_FILES]:
        yield f"<tr><td><code>{_text(file.name)}</code></td><td class='number'>{_size(file.size_bytes)}</td>"
        yield f"<td><code>{file.crc32:08x}</code></td></tr>\n"
    yield "</tbody>\n</table>\n</details>\n"


def _counts(report: Report) -> str:
    numbers: Iterable[tuple[int, str]] = (
        (report.count("error"), "problem"),
        (report.count("warning"), "warning"),
        (report.count("note"), "note"),
    )
    return ", ".join(_count(number, word) for number, word in numbers if number) or "nothing was found"


def _count(number: int, word: str) -> str:
    return f"1 {word}" if number == 1 else f"{number:,} {word}s"


def _size(size_bytes: int) -> str:
    value = float(size_bytes)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            break
        value /= 1000
    return f"{value:.0f} {unit}" if unit == "bytes" else f"{value:.1f} {unit}"


def _text(value: str, longest: int = 500) -> str:
    return html.escape(shown(value, longest), quote=True)
