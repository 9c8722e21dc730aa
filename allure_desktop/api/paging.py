"""Follows a list from page to page, in whichever of the usual ways the server shows the next one."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from allure_desktop.api.records import first, text, whole
from allure_desktop.api.server_features import Paging
from allure_desktop.api.transport import NOT_MODIFIED, Reply

_MOST_PAGES = 10_000
_ENVELOPES = ("pagination", "paging", "meta", "page_info", "links", "_links")


@dataclass(frozen=True, slots=True)
class KnownPage:
    """What an earlier reading has kept of a page: its validators, and the parameters of the page after it ({}: none)."""

    etag: str
    modified: str
    following: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `request` names it; `entries` are JSON as it came, None where the answer holds no list.

    `unchanged`: the server says that it is as it was; there are no entries then. `etag` and `modified` are its
    validators, '' where it gives none; `following` are the parameters of the next page, {} at the end.
    """

    request: str
    entries: Sequence[msgspec.Raw] | None
    following: Mapping[str, str]
    etag: str = ""
    modified: str = ""
    unchanged: bool = False


Ask = Callable[[Mapping[str, str], Mapping[str, str]], Reply]


def pages(
    ask: Ask,
    start: Mapping[str, str],
    paging: Paging,
    known: Callable[[str], KnownPage | None] = lambda request: None,
    resume: Mapping[str, str] | None = None,
) -> Iterator[Page]:
    """Each page in turn; the next one is asked for while this one is being worked on. Source: api.md, decision 9.

    `ask(params, headers)` brings one page. A `next` address gives its query only: the request stays on our own server.
    `resume`: the parameters of the page to begin with, as an earlier reading has met them.
    """
    params = dict(resume or start)
    if paging.size and not resume:
        params[paging.size] = str(paging.per_page)
    seen: set[frozenset[tuple[str, str]]] = set()
    count = int(params.get(paging.offset, "0") or 0) if paging.offset else 0
    asked: Future[Reply] | None = None
    while len(seen) < _MOST_PAGES:
        seen.add(frozenset(params.items()))
        request = urlencode(sorted(params.items()))
        kept = known(request)
        reply = asked.result() if asked is not None else ask(params, _conditions(kept))
        if reply.status == NOT_MODIFIED and kept is not None:
            page = Page(request, (), kept.following, kept.etag, kept.modified, unchanged=True)
            following: Mapping[str, str] = kept.following
            ends = False
        else:
            entries, answer = reply.entries()
            on_this_page = len(entries or ())
            count += on_this_page
            shown = _shown(reply, answer, params, paging)
            if shown is None:
                shown = _counted(answer, params, paging, on_this_page, count)
            ends = not on_this_page
            following = {} if ends else shown or {}
            page = Page(
                request, entries, following, reply.headers.get("etag", ""), reply.headers.get("last-modified", "")
            )
        if not following or frozenset(following.items()) in seen:
            yield page
            return
        params = dict(following)
        asked = _ahead(ask, params, _conditions(known(urlencode(sorted(params.items())))))
        yield page


def _conditions(kept: KnownPage | None) -> dict[str, str]:
    if kept is None:
        return {}
    named = {"If-None-Match": kept.etag, "If-Modified-Since": "" if kept.etag else kept.modified}
    return {name: value for name, value in named.items() if value}


def _ahead(ask: Ask, params: Mapping[str, str], headers: Mapping[str, str]) -> Future[Reply]:
    """Asks on a thread of its own, which nobody waits for when the list is given up."""
    coming: Future[Reply] = Future()

    def bring() -> None:
        try:
            coming.set_result(ask(params, headers))
        except BaseException as error:
            coming.set_exception(error)

    threading.Thread(target=bring, name="next-page", daemon=True).start()
    return coming


def _shown(reply: Reply, answer: Any, params: Mapping[str, str], paging: Paging) -> dict[str, str] | None:
    """The next page's parameters, where the answer shows it; {} where it shows that there is none."""
    link = re.search(r'<([^>]*)>\s*;[^,]*\brel="?next"?', reply.headers.get("link", ""))
    if link:
        return _of_address(link.group(1), params)
    if not isinstance(answer, Mapping):
        return None
    places: list[Mapping[str, Any]] = [answer]
    places += [answer[name] for name in _ENVELOPES if isinstance(answer.get(name), Mapping)]
    told = False
    for place in places:
        told = told or "next" in place or "next_cursor" in place or "nextCursor" in place
        following = place.get("next")
        if isinstance(following, Mapping):
            following = following.get("href")
        cursor = text(place, "next_cursor", "next_page_token", "end_cursor")
        if isinstance(following, str) and following:
            if "?" in following or "/" in following:
                return _of_address(following, params)
            cursor = cursor or following
        if cursor and first(place, "has_more", "has_next_page") is not False:
            return {**params, (paging.cursor or "cursor"): cursor}
    return {} if told else None


def _of_address(address: str, params: Mapping[str, str]) -> dict[str, str]:
    query = dict(parse_qsl(urlsplit(address).query))
    # a server that forgets the tenant in its own next link would show nothing
    return {**{name: params[name] for name in ("tenant_id",) if name in params}, **query} if query else {}


def _counted(
    answer: Any, params: Mapping[str, str], paging: Paging, on_this_page: int, count: int
) -> dict[str, str] | None:
    """The next page's parameters by counting, where the server declares `page` or `offset`."""
    if not (paging.page or paging.offset) or not on_this_page:
        return None
    if isinstance(answer, Mapping):
        for place in (answer, *(answer.get(name) for name in _ENVELOPES)):
            if isinstance(place, Mapping):
                total = whole(place, "total", "total_count", "count")
                if first(place, "has_more", "has_next_page") is False or (total is not None and count >= total):
                    return None
    if paging.size and on_this_page < paging.per_page and not _more(answer, count):
        return None
    if paging.page:
        return {**params, paging.page: str(int(params.get(paging.page, "1")) + 1)}
    return {**params, paging.offset: str(count)}


def _more(answer: Any, count: int) -> bool:
    """The answer says itself that more follows: the server gives fewer on a page than were asked for."""
    if not isinstance(answer, Mapping):
        return False
    for place in (answer, *(answer.get(name) for name in _ENVELOPES)):
        if isinstance(place, Mapping):
            total = whole(place, "total", "total_count")
            if first(place, "has_more", "has_next_page") is True or (total is not None and count < total):
                return True
    return False
