"""JSON values go back exactly as they came, whatever they are."""

from __future__ import annotations

import copy

import msgspec
import pytest

from allure_desktop import json_values
from allure_desktop.json_values import NestedText, WrittenFloat, decode, deeper_than, encode, pretty, same

DEEP = '{"a":' + "[" * 1000 + '{"x":["]",1.50]}' + "]" * 1000 + ',"b":[]}'


@pytest.mark.parametrize(
    "text",
    ["1.0", "1.10", "1E5", "1e400", "-0.0", "123456789012345678901234567890", '{"b":[true,null,"é\\n"],"a":{}}', DEEP],
)
def test_a_value_goes_back_as_it_came(text: str) -> None:
    """Numbers as they were written, big ones whole, what is nested 1,000 deep as well."""
    assert encode(decode(text)).decode() == text
    assert encode(copy.deepcopy(decode(text))).decode() == text


def test_what_is_nested_too_deep_stays_text() -> None:
    """Nothing that walks the value by itself can run out of stack; both ways in agree on that."""
    value = decode(DEEP)
    assert not deeper_than(value)
    while isinstance(value, dict | list):
        value = value["a"] if isinstance(value, dict) else value[0]
    assert isinstance(value, NestedText) and value.startswith("[[") and '"]"' in value
    hundred = "[" * 100 + "]" * 100
    assert not deeper_than(decode(hundred)) and encode(decode(hundred)).decode() == hundred


@pytest.mark.parametrize("text", ["[" * 2000, "[" * 2000 + "]" * 1999, "[" * 2000 + "]" * 2001, "", "nope"])
def test_what_is_no_json_is_refused(text: str) -> None:
    """Also when it is nested deep enough for the slow way."""
    with pytest.raises(msgspec.DecodeError):
        decode(text)


@pytest.mark.parametrize(("one", "other"), [(1, 1.0), (1, True), (0, False), ("1", 1), (WrittenFloat("1.10"), 1.1)])
def test_values_of_different_types_are_different(one: object, other: object) -> None:
    """Python takes most of these for equal; a change from one to the other must be saved."""
    assert not same({"k": one}, {"k": other}) and same({"k": one}, {"k": one})


def test_the_order_of_keys_is_no_difference() -> None:
    """Servers do not keep it."""
    assert same({"a": 1, "b": [1, 2]}, {"b": [1, 2], "a": 1}) and not same([1, 2], [2, 1])


def test_a_record_is_shown_as_it_was_written() -> None:
    """Over several lines, with numbers as the server wrote them."""
    assert pretty(decode('{"a":[1.10,{}],"b":"x"}')) == '{\n  "a": [\n    1.10,\n    {}\n  ],\n  "b": "x"\n}'
    assert json_values.decode(pretty(decode(DEEP))) is not None
