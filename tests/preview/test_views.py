"""Two pages of one attempt: the newer plays, the older is told; and the user's own browser comes in by one link."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from allure_desktop.preview import commands as commands_module
from allure_desktop.preview import site as site_module
from allure_desktop.preview.preview import Preview
from tests.preview.conftest import LIMIT_S, Browser, Opener, kept, until


@contextmanager
def listening(browser: Browser, view: int, after: int | None = None) -> Iterator[http.client.HTTPResponse]:
    """The stream of commands, as EventSource reads it."""
    connection = http.client.HTTPConnection("127.0.0.1", browser.preview.port, timeout=LIMIT_S)
    headers = {"Host": browser.host} | ({} if after is None else {"Last-Event-ID": str(after)})
    connection.request("GET", f"/__ac/commands?view={view}", headers=headers)
    try:
        yield connection.getresponse()
    finally:
        connection.close()


def next_command(stream: http.client.HTTPResponse) -> dict[str, object]:
    while line := stream.readline():
        if line.startswith(b"data: "):
            found: dict[str, object] = json.loads(line.removeprefix(b"data: "))
            return found
    raise AssertionError("the stream has ended")


def test_commands_reach_the_page(play: Opener, course: Path) -> None:
    """In order, also those sent before it listened; one that comes back after a break hears only what is new."""
    preview, browser = play(course)
    view = browser.course()["view"]
    preview.command("open", part="item_2")
    with listening(browser, view) as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"
        assert next_command(stream) == {"name": "open", "part": "item_2"}
        preview.command("exit")
        assert next_command(stream) == {"name": "exit"}
    preview.command("rescue")
    with listening(browser, view, after=2) as stream:
        assert next_command(stream) == {"name": "rescue"}


def test_the_newer_page_takes_over(play: Opener, course: Path) -> None:
    """The older one hears that it is over, its stream ends, and what it still saves is refused."""
    preview, browser = play(course)
    old = browser.course()["view"]
    with listening(browser, old) as stream:
        new = browser.course()["view"]
        preview.command("exit")
        assert next_command(stream) == {"name": "superseded"}
        assert stream.read() in (b"\n", b"")
    late = browser.post("save", {"part": "item_1", "kept": kept(1)}, view=old)
    assert (late.status, "opened again" in late.text) == (409, True)
    assert browser.post("save", {"part": "item_1", "kept": kept(2)}, view=new).status == 204
    with listening(browser, new) as stream:
        assert next_command(stream) == {"name": "exit"}


def test_what_is_asked_between_two_pages_is_done_by_the_next(play: Opener, course: Path) -> None:
    """Before the first page, and between the end of an attempt and the page of the next: no click is lost."""
    preview, browser = play(course)
    preview.command("open", part="item_2")
    first = browser.course()["view"]
    with listening(browser, first) as stream:
        assert next_command(stream) == {"name": "open", "part": "item_2"}
        assert browser.post("done", {"n": 1}).status == 204
        preview.begin("restart", reload=False)
        preview.command("exit")
        assert next_command(stream) == {"name": "superseded"}
    with listening(browser, browser.course()["view"]) as stream:
        assert next_command(stream) == {"name": "exit"}


def test_a_page_that_goes_before_it_has_done_leaves_it_to_the_next(play: Opener, course: Path) -> None:
    """Heard is not done: the page that loads anew hears it again, until one says that it is over; once, then."""
    preview, browser = play(course)
    for page in ("the first", "the second"):
        view = browser.course()["view"]
        if page == "the first":
            preview.command("exit")
        with listening(browser, view) as stream:
            assert next_command(stream) == {"name": "exit"}
    assert browser.post("done", {"n": 1}).status == 204
    with listening(browser, browser.course()["view"]) as stream:
        preview.command("rescue")
        assert next_command(stream) == {"name": "rescue"}


def test_what_was_asked_of_an_attempt_ends_with_it(play: Opener, course: Path) -> None:
    """A restart is not left at once because the former page did not answer; nor is one reloaded much later."""
    now = [100.0]
    preview, browser = play(course)
    preview._play.commands._steady = lambda: now[0]
    browser.course()
    preview.command("exit")
    preview.begin("restart")
    with listening(browser, browser.course()["view"]) as stream:
        preview.command("suspend")
        assert next_command(stream) == {"name": "suspend"}
    now[0] += commands_module.STALE_S + 1
    with listening(browser, browser.course()["view"]) as stream:
        preview.command("rescue")
        assert next_command(stream) == {"name": "rescue"}


def test_another_attempt_reloads_the_page(play: Opener, course: Path) -> None:
    """The page that plays hears `reload` and then that it is over, whatever it makes of the first."""
    preview, browser = play(course)
    view = browser.course()["view"]
    with listening(browser, view) as stream:
        preview.begin("restart")
        assert next_command(stream) == {"name": "reload"}
        assert next_command(stream) == {"name": "superseded"}


def test_a_page_that_is_gone_is_noticed(play: Opener, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream without news says now and then that it is there, and ends when nobody reads it."""
    monkeypatch.setattr(commands_module, "PING_S", 0.01)
    preview, browser = play(course)
    view = browser.course()["view"]
    with listening(browser, view) as stream:
        assert b"still here" in b"".join(stream.readline() for _ in range(4))
        stream.close()
    until(lambda: not preview._server._http._open)


def test_streams_end_with_the_preview(play: Opener, course: Path) -> None:
    """Closing does not wait for a page that listens."""
    preview, browser = play(course)
    view = browser.course()["view"]
    with listening(browser, view) as stream:
        closing = threading.Thread(target=preview.close)
        closing.start()
        closing.join(LIMIT_S)
        assert not closing.is_alive()
        assert b"data" not in stream.read()


def entered(preview: Preview) -> tuple[Browser, str]:
    """The user's own browser after it followed a link, and its cookie."""
    link = urlsplit(preview.browser_url())
    browser = Browser(preview, link.hostname)
    answer = browser.ask(link.path)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    return browser, answer.headers["set-cookie"].partition(";")[0]


def test_the_link_works_once(play: Opener, course: Path) -> None:
    """It becomes a cookie that scripts cannot read; a second browser is turned away, the first may come again."""
    preview, _ = play(course)
    link = urlsplit(preview.browser_url())
    assert link.hostname == preview.browser_host != preview.host
    browser = Browser(preview, link.hostname)
    answer = browser.ask(link.path, Sec_Fetch_Site="none", Sec_Fetch_Mode="navigate")
    assert answer.status == 303
    assert {"HttpOnly", "SameSite=Strict"} <= set(answer.headers["set-cookie"].split("; "))
    cookie = answer.headers["set-cookie"].partition(";")[0]
    assert browser.ask("/", Cookie=f"theme=dark; {cookie}").status == 200
    assert browser.file("index.html", Cookie=cookie).status == 200
    assert browser.ask(link.path).status == 403
    assert browser.ask(link.path, Cookie=cookie).status == 303
    for wrong in ("", "ac=", "ac=guessed", cookie.replace("ac=", "bc="), f"{cookie}x"):
        assert browser.ask("/", Cookie=wrong).status == 403
    assert browser.ask("/__ac/course").status == 403
    assert browser.post("save", {}).status == 403


def test_a_link_that_waits_too_long(play: Opener, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends by itself."""
    monkeypatch.setattr(site_module, "_LINK_LASTS_S", -1.0)
    preview, _ = play(course)
    link = urlsplit(preview.browser_url())
    assert Browser(preview, link.hostname).ask(link.path).status == 403


def test_the_link_is_in_no_log(play: Opener, course: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Neither used, nor used again, nor asked of a wrong name does it appear in the request log or the program's."""
    preview, view = play(course)
    with caplog.at_level(0):
        link = urlsplit(preview.browser_url())
        for host in (link.hostname, None, "127.0.0.1"):
            Browser(preview, host).ask(link.path)
            Browser(preview, host).ask(link.path)
    secret = link.path.rpartition("/")[2]
    assert secret not in caplog.text
    assert not any(secret in f"{one.path} {one.note}" for one in preview.requests.all())
    assert view.course()["view"] == 1


def test_the_browser_plays_the_same_attempt(play: Opener, course: Path) -> None:
    """The embedded page is asked to commit first; then the browser's page goes on and the embedded one is told."""
    preview, embedded = play(course)
    view = embedded.course()["view"]
    with listening(embedded, view) as stream:
        browser, cookie = entered(preview)
        assert next_command(stream) == {"name": "rescue"}
        assert embedded.post("save", {"part": "item_1", "kept": kept(1)}).status == 204
        told = browser.ask("/__ac/course", Cookie=cookie).json
        assert told["attempt"]["parts"]["item_1"]["n"] == 1
        assert next_command(stream) == {"name": "superseded"}


def test_calls_of_any_page_are_logged(play: Opener, course: Path) -> None:
    """In order, with the place in the script; what came too fast is one record that says how many."""
    preview, browser = play(course)
    heard: list[str] = []
    preview.listen(heard.append)
    browser.course()
    where = {"url": "pkg/shared/runtime.js", "line": 5, "column": 30}
    call = {"n": 1, "at": 1_000, "ms": 5, "part": "item_1", "name": "LMSSetValue", "answer": "false", "error": "405"}
    full = {**call, "args": ["cmi.core.lesson_status", "complete"], "diagnostic": "Wrong word", "where": where}
    dropped = {"n": 9, "at": 2_000, "ms": 6, "part": "item_1", "name": "", "dropped": 4321}
    assert browser.post("log", {"calls": [full, dropped]}).status == 204
    first, second = preview.calls.all()
    assert (first.element, first.value, first.error, first.diagnostic) == (
        "cmi.core.lesson_status",
        "complete",
        "405",
        "Wrong word",
    )
    assert first.where is not None
    assert (first.where.url, first.where.line) == ("pkg/shared/runtime.js", 5)
    assert (second.name, "4,321" in second.diagnostic) == ("", True)
    assert heard == ["calls"]
    assert preview.calls.since(1) == (1, [second])


def test_the_call_log_is_bounded() -> None:
    """By number and by characters; positions go on, and a reader that is late begins with the oldest kept."""
    from allure_desktop.preview.call import Call
    from allure_desktop.preview.calls import CallLog

    def call(n: int, size: int = 0) -> Call:
        return Call(n, 0.0, 0.0, "p", "LMSSetValue", ("cmi.suspend_data", "x" * size), "true")

    log = CallLog(most=3, most_characters=1000)
    log.add([call(n) for n in range(1, 6)])
    assert (log.first, log.end, [one.n for one in log.all()]) == (2, 5, [3, 4, 5])
    log.add([call(6, 2000)])
    assert [one.n for one in log.all()] == [6]
    log.clear()
    assert (len(log), log.first, log.end) == (0, 6, 6)


def test_a_listener_that_fails_harms_nobody(play: Opener, course: Path) -> None:
    """The others hear, the page gets its answer; and one that was taken away hears no more."""
    preview, browser = play(course)
    heard: list[str] = []

    def broken(_kind: str) -> None:
        raise RuntimeError("broken")

    preview.listen(broken)
    end = preview.listen(heard.append)
    browser.course()
    assert browser.post("current", {"part": "item_1"}).status == 204
    end()
    assert browser.post("current", {"part": "item_2"}).status == 204
    assert heard == ["attempt"]
