"""Who gets to the page, for how long, and what the others read."""

from __future__ import annotations

import re

import httpx
import pytest

from allure_desktop.sandbox.player import PLAYING_LASTS_S
from tests.player.conftest import Launch, Launches, enter, get_raw

HTML = {"accept": "text/html"}


@pytest.mark.parametrize("address", ["/player/s-1", "/player/s-1/"])
def test_launch_url_leads_to_a_page_without_the_token(client: httpx.Client, address: str) -> None:
    """The launch URL works with and without a closing slash, and the token leaves the address bar."""
    answer = client.get(address, params={"token": "t" * 32})
    assert answer.status_code == 303
    place = answer.url.join(answer.headers["location"])
    assert place.host == "127.0.0.1"
    assert "t" * 32 not in str(place)
    page = client.get(place.path, headers=HTML)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-store"


def test_page_may_be_framed_and_sets_no_cookie(client: httpx.Client, page: str) -> None:
    """Other sites frame the page without third-party cookies: nothing forbids it, nothing needs one."""
    for address in (page, page + "__ac/course", page + "pkg/prevent.html"):
        answer = client.get(address)
        assert "x-frame-options" not in answer.headers
        assert "content-security-policy" not in answer.headers
        assert "set-cookie" not in answer.headers


def test_every_address_of_the_page_is_relative(client: httpx.Client, page: str) -> None:
    """The same page serves a local preview under another root."""
    text = client.get(page).text
    assert 'src="/' not in text
    assert 'href="/' not in text
    markup = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    assert "http://" not in markup and "https://" not in markup
    for name in (
        "player.css",
        "player.js",
        "runtime.js",
        "store.js",
        "contents.js",
        "scorm-again.min.js",
        "fonts/Inter-Regular.woff2",
    ):
        assert client.get(f"{page}__ac/{name}").status_code == 200, name


@pytest.mark.parametrize("token", ["", "x", "T" * 32, "ü"])
def test_wrong_token_is_refused_in_words(client: httpx.Client, token: str) -> None:
    """A missing, wrong or strange token gives 403 and a page that says what to do."""
    answer = client.get("/player/s-1", params={"token": token}, headers=HTML)
    assert answer.status_code == 403
    assert "not valid" in answer.text
    assert "Launch the course again" in answer.text


def test_expired_link_says_so_while_an_open_page_plays_on(client: httpx.Client, launches: Launches) -> None:
    """The link ends after its time; a learner who is in the course by then is not thrown out."""
    page = enter(client)
    launches.time = 1600.0
    answer = client.get("/player/s-1", params={"token": "t" * 32}, headers=HTML)
    assert answer.status_code == 403
    assert "expired" in answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert client.get(page + "pkg/prevent.html").status_code == 200
    launches.time = 1600.0 + PLAYING_LASTS_S
    assert client.get(page + "pkg/prevent.html").status_code == 403
    assert client.post(page + "__ac/current", json={"part": "prevent"}).status_code == 403


def test_newer_launch_of_a_session_replaces_the_page_before(
    client: httpx.Client, launches: Launches, page: str
) -> None:
    """After "Launch again" the old window can no longer overwrite what the new one stores."""
    launches.launches["s-1"] = Launch(token="n" * 32)
    assert client.get(page, headers=HTML).status_code == 403
    assert client.post(page + "__ac/current", json={"part": "prevent"}).status_code == 403


def test_page_of_one_launch_does_not_open_another(client: httpx.Client, launches: Launches, page: str) -> None:
    """The path of a page is good for its own session only, also where the tokens are the same."""
    launches.launches["s-2"] = Launch(session_id="s-2")
    assert client.get(page.replace("s-1", "s-2")).status_code == 403


def test_unknown_launch_and_deleted_package_are_told_in_words(
    client: httpx.Client, launches: Launches, page: str
) -> None:
    """Both give 404 and a page, not a traceback."""
    answer = client.get("/player/nobody", params={"token": "t"}, headers=HTML)
    assert answer.status_code == 404
    assert "no such launch" in answer.text
    launches.zips.clear()
    answer = client.get(page + "pkg/prevent.html", headers=HTML)
    assert answer.status_code == 404
    assert "deleted" in answer.text


def test_words_of_the_message_page_are_escaped(client: httpx.Client, page: str) -> None:
    """An address cannot write HTML into the page that refuses it."""
    answer = client.get(page + "pkg/%3Cscript%3Ealert(1)%3C/script%3E", headers=HTML)
    assert answer.status_code == 404
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize(
    "name", ["player.py", "../player.html", "%2e%2e/demo.py", "package.json", "nothing.js", "fonts/../player.css"]
)
def test_only_the_players_own_files_are_given_out(client: httpx.Client, page: str, name: str) -> None:
    """Nothing beside the page's scripts, style and assets can be had below `__ac/`."""
    assert get_raw(client, f"{page}__ac/{name}")[0] == 404
