"""The player's page in one piece: style, scorm-again and its modules inside it, so that a course begins without waits."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from allure_desktop import paths

_FIRST = "player.js"
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w]+\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_STYLE = '<link rel="stylesheet" href="__ac/player.css">'
_SCRIPTS = '<script type="module" src="__ac/player.js"></script>'
_LIBRARY = '<script src="__ac/scorm-again.min.js" defer></script>'
_END = "</body>"
_DRAWN_FROM = "ready"


def player_page(course: Mapping[str, Any] | None = None) -> bytes:
    """The page as HTML, with the description of `course` inside if there is one; else the page asks for it.

    Raises DataDirError when the set-up has not run.
    """
    only_12 = course is not None and course["standard"] == "1.2"  # a quarter of the whole library: less to compile
    library = paths.generated("scorm12.min.js" if only_12 else "scorm-again.min.js")
    before, after = _joined(paths.resources() / "player", library)
    if course is None:
        return before + after
    # no "<" is left in it: neither the end of the script nor a comment can begin there
    described = json.dumps(course).replace("<", "\\u003c")
    return before + f'<script type="application/json" id="course">{described}</script>\n'.encode() + after


@lru_cache(maxsize=2)
def _joined(folder: Path, library: Path) -> tuple[bytes, bytes]:
    """The page up to where the course is described, and from there."""
    page = (folder / "player.html").read_text(encoding="utf-8")
    style = (folder / "player.css").read_text(encoding="utf-8").replace('url("', 'url("__ac/')
    # source of rel=expect: HTML standard, 4.6.7.4; other browsers draw "Opening the course" for a moment
    inside = f'<style>\n{style}</style>\n<link rel="expect" href="#{_DRAWN_FROM}" blocking="render">'
    for old, new in ((_STYLE, inside), (_LIBRARY, ""), (_SCRIPTS, "")):
        if page.count(old) != 1:
            raise ValueError(f"player.html does not have once: {old}")
        page = page.replace(old, new)
    head, body = page.rsplit(_END, 1)
    source = re.sub(r"^//# sourceMappingURL=.*$", "", library.read_text(encoding="utf-8"), flags=re.MULTILINE)
    # one script: between two the page would be drawn, and nothing of it is wanted before the part is on its way
    script = f"{_inside_html(source)}\n;{_inside_html(join_modules(folder))}"
    return (
        head.encode(),
        f'<script>{script}</script>\n<i id="{_DRAWN_FROM}" aria-hidden="true">.</i>\n{_END}{body}'.encode(),
    )


def _inside_html(script: str) -> str:
    """As it may stand in a page. In a script, both can only be within a text or a pattern, where "\\" changes nothing."""
    return re.sub(r"<(?=/script|!--|script)", "\\\\x3c", script, flags=re.IGNORECASE)


def join_modules(folder: Path, first: str = _FIRST) -> str:
    """One classic script of the module `first` and all that it imports, each before whoever imports it.

    Raises ValueError for what is not `import { a, b } from "./name.js"` and `export` before a class, function or
    constant, and for modules that import each other.
    """
    done: list[str] = []
    pieces = ['"use strict";']
    _add(folder, first, (), done, pieces)
    return "(() => {" + "\n".join(pieces) + "\n})();"


def _add(folder: Path, name: str, above: tuple[str, ...], done: list[str], pieces: list[str]) -> None:
    if name in done:
        return
    if name in above:
        raise ValueError(f"{' → '.join((*above, name))}: these modules import each other.")
    source = (folder / name).read_text(encoding="utf-8")
    for _, wanted in _IMPORT.findall(source):
        _add(folder, wanted, (*above, name), done, pieces)
    given = ", ".join(name for _, name in _EXPORT.findall(source))
    source = _IMPORT.sub(lambda found: f"const {{{found[1].replace(' as ', ': ')}}} = {_variable(found[2])};", source)
    source = _EXPORT.sub(r"\1 \2", source)
    left = _LEFT.search(source)
    if left is not None:
        raise ValueError(f"{name}: “{left[0]}” cannot be joined.")
    pieces.append(f"const {_variable(name)} = (() => {{\n{source}\nreturn {{ {given} }};\n}})();")
    done.append(name)


def _variable(name: str) -> str:
    return f"${name.removesuffix('.js')}"
