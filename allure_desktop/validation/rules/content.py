"""Rules about what pages and scripts would do, told from their text alone; nothing is run."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from allure_desktop.scorm.archive import Member
from allure_desktop.scorm.manifest import Resource
from allure_desktop.validation.catalogue import enumerated, finding, shown
from allure_desktop.validation.content import Course, Reach
from allure_desktop.validation.finding import Finding
from allure_desktop.validation.page_facts import MEDIA_NO_BROWSER_PLAYS, PageFacts, is_elsewhere

_MOST_HOSTS = 100
# Films in a frame are a part of a page, not a course that lives elsewhere.
_FILM_HOSTS = (
    "youtube.com",
    "youtube-nocookie.com",
    "youtu.be",
    "vimeo.com",
    "wistia.net",
    "loom.com",
    "dailymotion.com",
)
_NO_PAGES = (".pdf", ".mp4", ".webm", ".mp3", ".jpg", ".jpeg", ".png", ".gif", ".doc", ".docx", ".ppt", ".pptx", ".txt")


def api_calls(course: Course) -> Iterator[Finding]:
    """`content.no-api-call`, `content.remote`, `content.api-mismatch` and `content.never-completes` of each SCO."""
    silent: list[str] = []
    lost: list[tuple[str, str]] = []
    never: list[str] = []
    mismatched: dict[str, list[str]] = {}
    remote: list[str] = []
    for start, reach in _scos(course):
        if start.path.lower().endswith(_NO_PAGES):
            silent.append(start.name)
            continue
        if not reach.page.is_page:
            continue  # no page that could be judged
        scripts = [facts.script for _, facts in reach.files]
        if not any(s.looks_up or s.api_12 or s.api_2004 for s in scripts):
            if _comes_from_elsewhere(reach):
                remote.append(start.name)
            elif any(path in course.told_missing for path in reach.missing):
                continue  # the script that would call is missing, and that has been told
            elif reach.missing:
                lost.append((start.name, reach.missing[0]))
            elif reach.sure:
                silent.append(start.name)
            continue
        other = _other_api(course, reach)
        if other:
            mismatched.setdefault(other, []).append(start.name)
        elif reach.sure and not any(s.status or s.ends for s in scripts):
            never.append(start.name)
    if silent:
        yield _of("content.no-api-call", silent, "no script looks for the LMS (the SCORM API)")
    for name, path in lost[:1]:
        yield finding(
            "content.no-api-call",
            f"{shown(name)}: no script looks for the LMS (the SCORM API); {shown(path)}, which it runs, is not in the ZIP.",
            remedy="Publish again, and zip everything the tool wrote.",
            member=name,
        )
    for other, names in mismatched.items():
        yield _of("content.api-mismatch", names, f"the scripts speak {other} and nothing else")
    if never:
        yield _of(
            "content.never-completes", never, "a status or an end of the session could not be found in any script"
        )
    if remote:
        hosts = sorted({host for name in remote for host in _hosts_of_start(course, name)})
        yield _of("content.remote", remote, f"the content comes from {enumerated(hosts)}")


def _scos(course: Course) -> Iterator[tuple[Member, Reach]]:
    seen: set[str] = set()
    for resource, member in course.launched():
        if resource.is_sco and member.path not in seen:
            seen.add(member.path)
            yield member, course.reach(member)


def _of(code: str, names: list[str], what: str) -> Finding:
    start = shown(names[0]) if len(names) == 1 else f"{len(names):,} SCOs ({enumerated(names)})"
    return finding(code, f"{start}: {what}.", member=names[0])


def _comes_from_elsewhere(reach: Reach) -> bool:
    return any(True for _ in _elsewhere(reach))


def _elsewhere(reach: Reach) -> Iterator[str]:
    for _, facts in reach.files:
        urls = (*facts.frames, *facts.scripts)
        yield from (url for url in urls if is_elsewhere(url) and not _host(url).endswith(_FILM_HOSTS))


def _hosts_of_start(course: Course, name: str) -> Iterator[str]:
    for start, reach in _scos(course):
        if start.name == name:
            yield from (_host(url) for url in _elsewhere(reach))


def _other_api(course: Course, reach: Reach) -> str:
    """The other version's name, if its API is the only one known to the scripts; '' otherwise."""
    manifest = course.package.manifest
    if (
        not reach.sure
        or not manifest.standard
        or (manifest.says and manifest.looks and manifest.says != manifest.looks)
    ):
        return ""
    knows_12 = any(facts.script.api_12 for _, facts in reach.files)
    knows_2004 = any(facts.script.api_2004 for _, facts in reach.files)
    if manifest.is_2004 and knows_12 and not knows_2004:
        return "SCORM 1.2 (API, LMSInitialize …)"
    if not manifest.is_2004 and knows_2004 and not knows_12:
        return "SCORM 2004 (API_1484_11, Initialize …)"
    return ""


def assets_that_call(course: Course) -> Iterator[Finding]:
    """`manifest.scormtype`, the other way round: an asset whose own page speaks to the LMS."""
    seen: set[str] = set()
    found: list[tuple[Resource, Member]] = []
    for resource, member in course.launched():
        if resource.scorm_type.lower() == "asset" and member.path not in seen:
            seen.add(member.path)
            own = course.reach(member).page
            if (own.script.api_12 or own.script.api_2004) and own.script.ends:
                found.append((resource, member))
    if found:
        names = [member.name for _, member in found]
        verb = "calls" if len(names) == 1 else "call"
        yield finding(
            "manifest.scormtype",
            f"Marked as asset, but {enumerated(names)} {verb} the LMS, which keeps nothing for an asset.",
            title="An asset speaks to the LMS",
            remedy="Mark it as “sco”, or publish again.",
            member=course.package.manifest_member.name,
            line=found[0][0].line,
        )


def insecure_urls(course: Course) -> Iterator[Finding]:
    """`content.insecure-url`: what a page of an LMS on https may not load."""
    found: list[tuple[Member, str]] = []
    for member, facts in course.everything():
        loaded = (*facts.remote, *facts.frames)
        found += [(member, url) for url in loaded if url.startswith("http://") and not _is_here(_host(url))]
    if found:
        urls = list(dict.fromkeys(url for _, url in found))
        pages = list(dict.fromkeys(member.name for member, _ in found))
        where = shown(pages[0]) if len(pages) == 1 else f"{shown(pages[0])} and {len(pages) - 1:,} more"
        verb = "loads" if len(pages) == 1 else "load"
        yield finding("content.insecure-url", f"{where} {verb} {enumerated(urls)}.", member=pages[0])


def flash(course: Course) -> Iterator[Finding]:
    """`content.flash`: an error where a launch page offers nothing else."""
    pages: list[str] = []
    alone: list[str] = []
    starts = {member.path: member for _, member in course.launched()}
    for start in starts.values():
        if start.path.lower().endswith(".swf"):
            alone.append(start.name)
    for member, facts in course.everything():
        if not _embeds_own_flash(course, member, facts):
            continue
        if member.path in starts and facts.only_flash:
            alone.append(member.name)
        elif not facts.offers_else:
            pages.append(member.name)
    if alone:
        yield finding(
            "content.flash",
            f"{enumerated(alone)}: nothing but a Flash film (.swf), which no browser plays any more.",
            severity="error",
            member=alone[0],
        )
    elif pages:
        yield finding("content.flash", f"{enumerated(pages)}: a Flash film (.swf) is embedded.", member=pages[0])


def _embeds_own_flash(course: Course, member: Member, facts: PageFacts) -> bool:
    place = member.path.rpartition("/")[0]
    places = (place + "/" if place else "", "")
    return any(is_elsewhere(url) or course.find(url, places) is not None for url in facts.flash)


def media_formats(course: Course) -> Iterator[Finding]:
    """`content.media-format`: films and sounds that are embedded and that no browser plays."""
    found: list[tuple[str, str]] = []
    for member, facts in course.everything():
        found += [(member.name, url) for url in facts.media]
    for _, member in course.launched():
        if member.path.lower().endswith(MEDIA_NO_BROWSER_PLAYS):
            found.append((member.name, member.name))
    if found:
        names = list(dict.fromkeys(name for _, name in found))
        yield finding("content.media-format", f"{shown(found[0][0])} embeds {enumerated(names)}.", member=found[0][0])


def external_hosts(course: Course) -> tuple[str, ...]:
    """The hosts that pages and scripts load something from, sorted; at most a hundred."""
    found: set[str] = set()
    for _, facts in course.everything():
        found.update(_host(url) for url in (*facts.remote, *facts.frames, *facts.scripts))
    return tuple(sorted(host for host in found if host and not _is_here(host)))[:_MOST_HOSTS]


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _is_here(host: str) -> bool:
    return not host or host in ("localhost", "::1") or host.startswith("127.") or "." not in host


RULES = (api_calls, assets_that_call, insecure_urls, flash, media_formats)
