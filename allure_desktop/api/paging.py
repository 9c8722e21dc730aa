"""Follows a list from page to page, in whichever of the usual ways the server shows the next one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from allure_desktop.api.records import first, listed, text, whole
from allure_desktop.api.server_features import Paging
from allure_desktop.api.transport import Reply

_MOST_PAGES = 1000
_ENVELOPES = ("pagination", "paging", "meta", "page_info", "links", "_links")


def pages(ask: Callable[[Mapping[str, str]], Reply], start: Mapping[str, str], paging: Paging) -> Iterator[Any]:
    """Each page's answer, decoded. Source: api.md, decision 9.

    `ask(params)` brings one page. A `next` address gives its query only: the request stays on our own server.
    """
    params = dict(start)
    if paging.size:
        params[paging.size] = str(paging.per_page)
    seen: set[frozenset[tuple[str, str]]] = set()
    count = 0
    while len(seen) < _MOST_PAGES:
        seen.add(frozenset(params.items()))
        reply = ask(params)
        answer = reply.json()
        records = listed(answer)
        yield answer
        count += len(records or ())
        following = _shown(reply, answer, params, paging)
        if following is None:
            following = _counted(answer, params, paging, len(records or ()), count)
        if not following or not records or frozenset(following.items()) in seen:
            return
        params = following


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
