"""A no of the preview's server: a page for a window, a line of words for a script."""

from __future__ import annotations

import html
from collections.abc import Mapping
from string import Template

from allure_desktop import paths
from allure_desktop.preview.server import Answer, Incoming, text_answer


class No(Exception):
    """What is answered instead; `near` is the member that was probably meant."""

    def __init__(
        self, status: int, title: str, words: str, *, near: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.words = words
        self.near = near
        self.headers = dict(headers or {})


def refusal_answer(no: No, request: Incoming, headers: Mapping[str, str]) -> Answer:
    """The page or the line, by what the asking side can show."""
    headers = {**headers, **no.headers}
    if "text/html" not in request.headers.get("Accept", ""):
        return text_answer(no.status, no.words, headers)
    template = Template((paths.resources() / "player" / "message.html").read_text(encoding="utf-8"))
    page = template.substitute(title=html.escape(no.title), words=html.escape(no.words)).encode()
    return Answer(no.status, {**headers, "Content-Type": "text/html; charset=utf-8"}, (page,), len(page))
