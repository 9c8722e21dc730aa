"""JSON values that go back exactly as they came: numbers as they were written, and what is nested beyond all use."""

from __future__ import annotations

import re
from typing import Any

import msgspec

#: Nobody looks deeper, and whatever walks deeper by itself may run out of stack.
MOST_DEEP = 64

_TOKEN = re.compile(r'[ \t\r\n]*([\[\]{},:]|"(?:[^"\\]|\\.)*"|[^\s\[\]{},:"]+)', re.DOTALL)

#: what stands after a backslash: anything, a pair of halves, or a half that has lost the other one
_ESCAPE = re.compile(
    r"\\(?:[^u]|u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|u)"
)


class WrittenFloat(float):
    """A number that Python would write otherwise, such as 1.10 or 1E5; `text` is how it was written."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> WrittenFloat:
        made = super().__new__(cls, text)
        made.text = text
        return made

    def __reduce__(self) -> tuple[type[WrittenFloat], tuple[str]]:
        return WrittenFloat, (self.text,)


class NestedText(str):
    """The JSON text of what lies deeper than `MOST_DEEP`: kept and sent back, never looked into."""

    __slots__ = ()


def _number(text: str) -> float:
    number = float(text)
    return number if repr(number) == text else WrittenFloat(text)


def _verbatim(value: Any) -> msgspec.Raw:
    if isinstance(value, WrittenFloat):
        return msgspec.Raw(value.text.encode())
    if isinstance(value, NestedText):
        return msgspec.Raw(value.encode())
    raise NotImplementedError


#: For values of a class: `msgspec.json.Decoder(Class, float_hook=json_values.FLOAT_HOOK)`.
FLOAT_HOOK = _number
_DECODER = msgspec.json.Decoder(float_hook=_number)
_ENCODER = msgspec.json.Encoder(enc_hook=_verbatim)
_SORTED = msgspec.json.Encoder(enc_hook=_verbatim, order="sorted")


def decode(text: bytes | str) -> Any:
    """The value of a JSON text. Raises msgspec.DecodeError for what is none."""
    try:
        value = _DECODER.decode(text)
    except RecursionError:
        return _shallow(text)
    opening: tuple[Any, Any] = ("[", "{") if isinstance(text, str) else (b"[", b"{")
    if text.count(opening[0]) + text.count(opening[1]) <= MOST_DEEP:
        return value  # too few of them to be nested too deep
    return _shallow(text) if deeper_than(value) else value


def with_whole_characters(text: bytes) -> str | None:
    """A JSON text with U+FFFD where half a character stood, as bytes or escaped; None where nothing is to be mended."""
    source = text.decode("utf-8", "replace")
    mended = _ESCAPE.sub(_whole, source)
    return mended if mended != source or "\ufffd" in source else None


def _whole(escape: re.Match[str]) -> str:
    return "\\ufffd" if escape.group("half") else escape.group()


def encode(value: Any) -> bytes:
    """The JSON text of a value, in one line."""
    return _ENCODER.encode(value)


def same(one: Any, other: Any) -> bool:
    """Whether both are the same JSON: 1, 1.0 and true are three values, the order of keys is none."""
    return _SORTED.encode(one) == _SORTED.encode(other)


def deeper_than(value: Any, limit: int = MOST_DEEP) -> bool:
    """Whether objects and lists stand in one another more than `limit` times."""
    level = [value] if type(value) in (dict, list) else []
    for _ in range(limit):
        if not level:
            return False
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) in (dict, list)
        ]
    return bool(level)


def pretty(value: Any, indent: str = "") -> str:
    """The JSON text of a value over several lines, numbers as they were written."""
    inner = indent + "  "
    if isinstance(value, dict) and value:
        pairs = (f"{inner}{encode(str(key)).decode()}: {pretty(entry, inner)}" for key, entry in value.items())
        return "{\n" + ",\n".join(pairs) + f"\n{indent}}}"
    if isinstance(value, (list, tuple)) and value:
        return "[\n" + ",\n".join(inner + pretty(entry, inner) for entry in value) + f"\n{indent}]"
    return encode(value).decode()


def _shallow(text: bytes | str) -> Any:
    """As `decode`, but what is nested too deep stays text; no recursion, however deep it is."""
    source = text if isinstance(text, str) else text.decode("utf-8", "replace")
    holder: list[Any] = []
    stack: list[tuple[Any, str | None]] = []
    into: Any = holder
    key: str | None = None
    depth, begin = 0, 0
    for found in _TOKEN.finditer(source):
        token = found.group(1)
        if token in "[{":
            depth += 1
            if depth == MOST_DEEP + 1:
                begin = found.start(1)
            elif depth <= MOST_DEEP:
                made: Any = [] if token == "[" else {}
                _put(into, key, made)
                stack.append((into, key))
                into, key = made, None
        elif token in "]}":
            depth -= 1
            if depth == MOST_DEEP:
                _put(into, key, NestedText(source[begin : found.end(1)]))
                key = None
            elif depth < MOST_DEEP:
                if not stack:
                    break
                into, key = stack.pop()[0], None
        elif depth > MOST_DEEP or token in ",:":
            continue
        elif isinstance(into, dict) and key is None:
            key = str(_DECODER.decode(token))
        else:
            _put(into, key, _DECODER.decode(token))
            key = None
    if depth or len(holder) != 1:
        raise msgspec.DecodeError("The nested JSON is cut short or malformed")
    return holder[0]


def _put(into: Any, key: str | None, value: Any) -> None:
    if isinstance(into, dict):
        into[key or ""] = value
    else:
        into.append(value)
