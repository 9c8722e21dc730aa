"""What every rule is given: the open ZIP, its manifest, and one way to look up a reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import Literal, NamedTuple

from allure_desktop.scorm.archive import Archive, Member
from allure_desktop.scorm.manifest import Manifest, Organization, Resource
from allure_desktop.scorm.names import is_external, readings

Match = Literal["exact", "case", "encoding", "base", "missing", "external"]

# What names beyond ASCII are in, when they are not UTF-8: Western, DOS, Japanese, Chinese, Russian, Central European.
_CODE_PAGES = ("cp1252", "cp850", "cp932", "gbk", "cp1251", "cp1250")
_LOCATED_KEPT, _ODD_KEPT = 20_000, 50_000

#: an `href` as written, its base and its line
Reference = tuple[str, str, int]


class Located(NamedTuple):
    """Where a reference leads: `path` as it should be, the `member` found (None if missing or external).

    `case`, `encoding` and `base` are near misses: the member is there but for case, for the encoding of its name, or
    if its `xml:base` were left out.
    """

    match: Match
    path: str
    member: Member | None


class _Survey(NamedTuple):
    """What one look over all references tells; `odd` is None where there are too many to keep."""

    listed: bytearray
    is_odd: bytearray
    odd: list[Reference] | None


@dataclass
class Package:
    """A package under check. `manifest_member` is the entry the manifest was read from."""

    archive: Archive
    manifest: Manifest
    manifest_member: Member
    tool: str = ""
    _located: dict[tuple[str, str], Located] = field(default_factory=dict)
    _other_names: dict[str, Member] | None = None

    def references(self) -> Iterator[Reference]:
        """Every reference of resources and files, in the manifest's order."""
        for resource in self.manifest.resources:
            if resource.href:
                yield resource.href, resource.base, resource.line
            yield from resource.files.references(resource.href.strip())

    @property
    def odd_references(self) -> Iterable[Reference]:
        """Those that need a second look: not just the exact, plain path of a file that is there."""
        odd = self._survey.odd
        return odd if odd is not None else compress(self.references(), self._survey.is_odd)

    @property
    def listed(self) -> bytes:
        """For each path of the ZIP 1 if a reference is that path as it stands, else 0; of equal paths the first counts."""
        return bytes(self._survey.listed)

    @cached_property
    def _survey(self) -> _Survey:
        number_of, plain = self.archive.number_of, self.archive.has_plain_paths
        listed, is_odd = bytearray(len(self.archive.paths)), bytearray()
        odd: list[Reference] | None = []
        for reference in self.references():
            href, base, _ = reference
            number = number_of(href)
            if number >= 0:
                listed[number] = 1
            strange = not plain or number < 0 or base != ""
            is_odd.append(strange)
            if strange and odd is not None:
                odd.append(reference)
                if len(odd) > _ODD_KEPT:
                    odd = None
        return _Survey(listed, is_odd, odd)

    def locate(self, href: str, base: str) -> Located:
        """The member a reference means, right or nearly right."""
        key = (href, base)
        found = self._located.get(key)
        if found is None:
            if len(self._located) >= _LOCATED_KEPT:
                self._located.clear()
            found = self._located[key] = self._look(href, base)
        return found

    def launches(self, organization: Organization | None) -> list[Resource]:
        """The resources with an `href` that an organization's items launch, each once, in order."""
        found: dict[str, Resource] = {}
        for _, item in organization.walk() if organization is not None else ():
            resource = self.manifest.resource(item.identifierref) if item.identifierref else None
            if resource is not None and resource.href:
                found.setdefault(resource.identifier, resource)
        return list(found.values())

    def _look(self, href: str, base: str) -> Located:
        paths = readings(href, base)
        if not paths:
            external = is_external(href) or is_external(base)
            return Located("external" if external else "missing", href.strip(), None)
        for path in paths:
            member = self.archive.find(path)
            if member is not None:
                return Located("exact", path, member)
        for path in paths:
            member = self.archive.find_caseless(path)
            if member is not None:
                return Located("case", path, member)
        for path in paths:
            member = self._names_in_code_pages().get(path)
            if member is not None:
                return Located("encoding", path, member)
        for path in readings(href) if base else ():
            member = self.archive.find(path)
            if member is not None:
                return Located("base", paths[0], member)
        return Located("missing", paths[0], None)

    def _names_in_code_pages(self) -> dict[str, Member]:
        """Members whose names are in no Unicode, under every reading that makes sense."""
        if self._other_names is None:
            self._other_names = {}
            for member in self.archive.members:
                if member.encoding == "other":
                    raw = self.archive.members.stored_name(member).encode("cp437", "replace")
                    for page in _CODE_PAGES:
                        try:
                            self._other_names.setdefault(raw.decode(page).replace("\\", "/"), member)
                        except UnicodeDecodeError:
                            continue
        return self._other_names
