"""Reads the texts of the window out of the source: those marked for translation, and the sentences of the core."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from allure_desktop.gui import core_words

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "allure_desktop"

#: The context of the core's sentences: they are written in English, and translated where the window shows them.
CORE = "Core"

#: What the window never shows: other programs, the command line, words for a developer's log, and tables of names.
_NOT_SHOWN = (
    *("gui", "cli", "sandbox", "demo.py", "logs.py", "__main__.py", "licences.py", "settings.py"),
    *("database_migrations.py", "scorm/authoring.py", "scorm/xml_faults.py", "preview/player_page.py"),
)
_LOG_CALLS = ("log", "logger", "logging", "re")
_FOR_PROGRAMMERS = ("ValueError", "TypeError", "RuntimeError", "KeyError", "AssertionError", "NotImplementedError")
_STATEMENT = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|PRAGMA|BEGIN|WITH|ATTACH|VACUUM|ON CONFLICT|WHERE|NOT EXISTS|ORDER BY|AND|SET)\b"
)
#: What looks like a sentence and is none: pieces of statements, headers, names in other programs' answers.
_NONE = frozenset(
    (
        *("(steady IS NULL OR steady < ? OR steady > ?)", "server.limit {base_url} {tenant_id}", "Bearer {key}"),
        *("ApiClient({host}, tenant {tenant_id})", "bytes {asked}-{asked2}/{size}", "{state} → {state2} on {name__}"),
        *("hostname mismatch", "ip address mismatch", "not valid for", "not yet valid", "is anybody there"),
        *("exit,no message", "continue,no message", "id: {number}\ndata: {text}\n\n", "package_facts f"),
        *("not proper utf-8", "conversion failed", "is a directory", "the database is closed", "lorem ipsum"),
        *("untitled course", "course title", "new course", "insert title here", "your title here", "NOT ({clause})"),
        *(" style='padding-left: {depth}rem'", "A listener of the preview failed", "common cartridge"),
        *(
            "Calls a minute, as learnt",
            "APPNOTE appendix D",
            "size:>=10mb size:<100mb",
            "size:>=100mb size:<1gb",
            "{host}, tenant {tenant_id}",
        ),
    )
)
#: a piece of a statement
_PIECE = re.compile(r"= \?|IN \(\{| JOIN |^(AFTER|FROM) [A-Z]")
_WORDS = re.compile(r"[A-Za-z]{2,}[,;:]? [a-z“({]|[a-z0-9})”] [a-z]{2,}|^[A-Z][a-z]+ [A-Z{“]")
_NO_WORDS = re.compile(r"^[\x00-\x1f]|<[a-z!/?]|^[a-z-]+/[a-z]|; ?charset|no-|default-src|\\\\|%s|\$\{|^--|^  ")


@dataclass(slots=True)
class Text:
    """One text of the source. `plural` has `%n` and a form a number; `places` are `file:line`."""

    context: str
    source: str
    plural: bool = False
    places: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """`texts` by (context, source), in the order of the source. `faults` are calls no tool can read."""

    texts: dict[tuple[str, str], Text] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, context: str, source: str, place: str, *, plural: bool = False) -> None:
        text = self.texts.setdefault((context, source), Text(context, source))
        text.plural |= plural
        text.places.append(place)


def extract(source: Path = SOURCE) -> Found:
    """Every text below `source`."""
    found = Found()
    for path in sorted(source.rglob("*.py")):
        name = path.relative_to(source).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if name == "gui/core_words.py":
            continue  # it translates what the others say
        if name.startswith("gui/"):
            _Marked(found, name, tree).visit(tree)
        elif not name.startswith(_NOT_SHOWN):
            for line, text in _sentences(tree):
                found.add(CORE, text, f"{name}:{line}")
    if source == SOURCE:
        found.add(CORE, core_words.QUOTED, "gui/core_words.py")
    for path in sorted(source.parent.glob("resources/lms_profiles/*.toml")):
        found.add(CORE, tomllib.loads(path.read_text(encoding="utf-8"))["words"], path.name)
    return found


class _Marked(ast.NodeVisitor):
    """The calls of `self.tr`, of `translate`, and of a module's own one-line function around it."""

    def __init__(self, found: Found, name: str, tree: ast.Module) -> None:
        self._found = found
        self._name = name
        self._class = ""
        self._depth = 0
        self._short = dict(_short_forms(tree))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        outer, self._class = self._class, node.name
        self.generic_visit(node)
        self._class = outer

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name in self._short:
            return
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                self.visit(default)
        self._depth += 1
        for part in node.body:
            self.visit(part)
        self._depth -= 1

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._depth += 1
        self.generic_visit(node)
        self._depth -= 1

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        called = ast.unparse(node.func)
        place = f"{self._name}:{node.lineno}"
        if called.rpartition(".")[2] == "translate" and len(node.args) >= 2:
            context, texts = _constant(node.args[0]), node.args[1:]
        elif called in ("self.tr", "cls.tr"):
            context, texts = self._class, node.args
        elif called == "window.tr":  # of the functions beside the main window that are handed it
            context, texts = "MainWindow", node.args
        elif called in self._short:
            context, texts = self._short[called], node.args
        elif called.endswith(".tr"):
            self._found.faults.append(f"{place}: {called}() has no context of its own; use QCoreApplication.translate")
            return
        else:
            return
        source = _constant(texts[0]) if texts else None
        if not context or source is None:
            self._found.faults.append(f"{place}: context and text have to be plain strings: {ast.unparse(node)[:80]}")
        elif not self._depth:
            self._found.faults.append(f"{place}: read before a language is chosen; put it into a function")
        else:
            self._found.add(context, source, place, plural="%n" in source and len(texts) == 3)


def _short_forms(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(name, context) of functions such as `def _tr(text): return QCoreApplication.translate("Commands", text)`."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and len(node.body) == 1 and isinstance(node.body[0], ast.Return):
            call = node.body[0].value
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("translate") and len(call.args) == 2:
                context = _constant(call.args[0])
                if context and isinstance(call.args[1], ast.Name):
                    yield node.name, context


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, text) of what a module of the core says, with named gaps for what it puts in."""
    silent: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(id(node.value))  # a docstring
        elif isinstance(node, ast.Raise) and node.exc is not None:
            if ast.unparse(node.exc).partition("(")[0] in _FOR_PROGRAMMERS:
                silent.update(id(part) for part in ast.walk(node))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).partition(".")[0] in _LOG_CALLS:
            silent.update(id(part) for part in ast.walk(node))
        elif isinstance(node, (ast.JoinedStr, ast.arg, ast.AnnAssign)):
            parts = node.annotation if isinstance(node, ast.AnnAssign | ast.arg) else node
            if parts is not None:
                silent.update(id(part) for part in ast.walk(parts) if part is not node and not _inner(part, node))
    numbers = _number_words(tree)
    for node in ast.walk(tree):
        if id(node) in silent or not isinstance(node, (ast.Constant, ast.JoinedStr)):
            continue
        text = _template(node) if isinstance(node, ast.JoinedStr) else node.value
        if isinstance(text, str) and (id(node) in numbers or _is_text(text)):
            yield node.lineno, text


def _number_words(tree: ast.Module) -> set[int]:
    """`file` and `files` in `f"{count} {'file' if count == 1 else 'files'}"`: words for one and for many."""
    found: set[int] = set()
    for whole in ast.walk(tree):
        if isinstance(whole, ast.JoinedStr):
            for choice in ast.walk(whole):
                if isinstance(choice, ast.IfExp):
                    words = (choice.body, choice.orelse)
                    if all(re.fullmatch(r"[a-z]{3,}", _constant(word) or "") for word in words):
                        found.update(map(id, words))
    return found


def _inner(part: ast.AST, whole: ast.AST) -> bool:
    """Whether a string stands inside a gap of an f-string: `{count} {'file' if one else 'files of it'}`."""
    return isinstance(whole, ast.JoinedStr) and not any(part is piece for piece in whole.values)


def _is_text(text: str) -> bool:
    if text in _NONE or _PIECE.search(text):
        return False
    plain = re.sub(r"\{\w*\}", "{}", text)
    return bool(_WORDS.search(plain)) and not _STATEMENT.match(text) and not _NO_WORDS.search(text)


def _template(node: ast.JoinedStr) -> str:
    """An f-string with each gap named after what fills it: `{host} refused the key ({status}).`"""
    names: list[str] = []
    text = ""
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        elif isinstance(part, ast.FormattedValue):
            name = _name(part.value)
            if name in names:
                name = f"{name}{len(names) + 1}"
            names.append(name)
            text += "{" + name + "}"
    return text


def _name(value: ast.expr) -> str:
    """A short name for an expression: the last name in it."""
    named = re.findall(r"[A-Za-z]\w*", re.sub(r"'[^']*'|\"[^\"]*\"", "", ast.unparse(value)))
    if isinstance(value, ast.Call) and value.args:
        return _name(value.args[0])
    return named[-1] if named else "value"
