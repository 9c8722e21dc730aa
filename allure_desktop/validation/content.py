"""Follows a course from its launch pages through what they link, reading pages and scripts as text, running nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from itertools import islice
from typing import NamedTuple

from allure_desktop.scorm.archive import ArchiveProblem, Member
from allure_desktop.scorm.manifest import Resource
from allure_desktop.scorm.names import resolve
from allure_desktop.validation.package import Package
from allure_desktop.validation.page_facts import (
    PAGE_ENDINGS,
    SCRIPT_ENDINGS,
    STYLE_ENDINGS,
    PageFacts,
    page_facts,
)

READ_OF_EACH_BYTES = 2 * 1024**2
READ_IN_ALL_BYTES = 48 * 1024**2
MOST_FILES = 2_000
MOST_STEPS = 200_000
_READABLE = PAGE_ENDINGS + SCRIPT_ENDINGS + STYLE_ENDINGS


class Reach(NamedTuple):
    """The files a launch page leads to, itself first, and whether that is surely all of them.

    `missing` are scripts that its pages run and that are not in the ZIP, as paths.
    """

    start: Member
    files: tuple[tuple[Member, PageFacts], ...]
    sure: bool
    missing: tuple[str, ...] = ()

    @property
    def page(self) -> PageFacts:
        return self.files[0][1]


class Course:
    """The readable content of one package, each file read once, with a limit on all together."""

    def __init__(self, package: Package, cancelled: Callable[[], bool] | None = None) -> None:
        self.package = package
        self._cancelled = cancelled
        self._facts: dict[str, PageFacts] = {}
        self._left_bytes = READ_IN_ALL_BYTES
        self._steps = 0
        self._all: list[Member] | None = None
        self._reaches: dict[str, Reach] = {}
        #: paths that the manifest lists and the ZIP lacks: a finding of their own
        self.told_missing = frozenset(
            found.path
            for found in (package.locate(href, base) for href, base, _ in islice(package.odd_references, MOST_STEPS))
            if found.member is None
        )

    def launched(self) -> list[tuple[Resource, Member]]:
        """The resources that items of the default organization launch and that are in the ZIP."""
        found = []
        for resource in self.package.launches(self.package.manifest.default_organization):
            member = self.package.locate(resource.href, resource.base).member
            if member is not None:
                found.append((resource, member))
        return found

    def reach(self, start: Member) -> Reach:
        """What a launch page leads to."""
        known = self._reaches.get(start.path)
        if known is None:
            known = self._reaches[start.path] = self._walk(start)
        return known

    def everything(self) -> list[tuple[Member, PageFacts]]:
        """Every file that some launch page leads to, each once."""
        found: dict[str, tuple[Member, PageFacts]] = {}
        for _, start in self.launched():
            for member, facts in self.reach(start).files:
                found.setdefault(member.path, (member, facts))
        return list(found.values())

    def find(self, href: str, places: Iterable[str]) -> Member | None:
        """The member a reference means from one of these folders."""
        for place in places:
            path = resolve(href, place)
            if path is not None:
                member = self.package.archive.find(path) or self.package.archive.find_caseless(path)
                if member is not None:
                    return member
        return None

    def _walk(self, start: Member) -> Reach:
        home = _folder(start.path)
        seen = {start.path}
        waiting = deque([start])
        files: list[tuple[Member, PageFacts]] = []
        missing: list[str] = []
        sure, widened = True, False
        while waiting:
            if self._cancelled is not None and self._cancelled():
                waiting.clear()
                sure = False
                break
            member = waiting.popleft()
            facts = self._read(member)
            self._steps += 1
            if facts is None or len(files) >= MOST_FILES or self._steps > MOST_STEPS:
                sure = False
                continue
            files.append((member, facts))
            sure = sure and facts.whole and not facts.script.packed
            folder = _folder(member.path)
            places = (folder, home, "")
            located = {href: self.package.locate(href, folder) for href in facts.links}
            missing += [located[href].path for href in facts.own_scripts if located[href].match == "missing"]
            new = [found.member for found in located.values()]
            new += [self.find(href, places) for href in facts.guesses]
            if facts.script.loads_more and not widened:
                # names put together while it runs: any page or script of the package may be meant
                widened = True
                new += self._everything_readable()
            for found in new:
                if found is not None and found.path not in seen and found.path.lower().endswith(_READABLE):
                    seen.add(found.path)
                    waiting.append(found)
        return Reach(start, tuple(files) or ((start, PageFacts()),), sure and bool(files), tuple(missing))

    def _everything_readable(self) -> list[Member]:
        if self._all is None:
            endings = PAGE_ENDINGS + SCRIPT_ENDINGS
            self._all = [m for m in self.package.archive.members if not m.is_dir and m.path.lower().endswith(endings)]
        return self._all

    def _read(self, member: Member) -> PageFacts | None:
        facts = self._facts.get(member.path)
        if facts is not None:
            return facts
        if self._left_bytes <= 0:
            return None
        try:
            data = self._beginning(member)
        except ArchiveProblem:
            return None  # told as damage
        self._left_bytes -= len(data)
        facts = self._facts[member.path] = page_facts(member.path, data, whole=len(data) >= member.size)
        return facts

    def _beginning(self, member: Member) -> bytes:
        pieces, length = [], 0
        for piece in self.package.archive.stream(member):
            pieces.append(piece)
            length += len(piece)
            if length >= READ_OF_EACH_BYTES:
                break
        return b"".join(pieces)[:READ_OF_EACH_BYTES]


def _folder(path: str) -> str:
    return path.rpartition("/")[0] + "/" if "/" in path else ""
