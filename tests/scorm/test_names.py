"""Names of members and references to them become the same paths."""

from __future__ import annotations

import pytest

from allure_desktop.scorm.names import compose, is_external, normalise, readings, resolve


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("index.html", "index.html"),
        ("a/b/", "a/b"),
        ("./a//b.html", "a/b.html"),
        ("a\\b\\c.html", "a/b/c.html"),
        ("/a/b.html", "a/b.html"),
        ("C:\\course\\b.html", "course/b.html"),
        ("a/../../b.html", "a/../../b.html"),
        ("Vo\u0302o.html", "V\u00f4o.html"),
        ("a:b.html", "a:b.html"),
        ("", ""),
    ],
)
def test_normalise(name: str, path: str) -> None:
    """A stored name becomes a path with forward slashes that never hides a climb."""
    assert normalise(name) == path


@pytest.mark.parametrize(
    ("href", "base", "path"),
    [
        ("index.html", "", "index.html"),
        (" index.html ", "", "index.html"),
        ("index.html?a=1#top", "", "index.html"),
        ("my%20page.html", "", "my page.html"),
        ("%C3%BCber.html", "", "über.html"),
        ("%FCber.html", "", "über.html"),
        ("a\\b.html", "", "a/b.html"),
        ("b.html", "a/", "a/b.html"),
        ("b.html", "a", "b.html"),
        ("../b.html", "a/", "b.html"),
        ("/b.html", "a/", "b.html"),
        ("./a/./b.html", "", "a/b.html"),
        ("../b.html", "", None),
        ("", "a/", None),
        ("#top", "", None),
        ("https://example.com/a.html", "", None),
        ("//example.com/a.html", "", None),
        ("a.html", "https://example.com/", None),
    ],
)
def test_resolve(href: str, base: str, path: str | None) -> None:
    """A reference means one path in the package, or none."""
    assert resolve(href, base) == path


@pytest.mark.parametrize(
    ("outer", "inner", "composed"),
    [
        ("", "a/", "a/"),
        ("a/", "", "a/"),
        ("a/", "b/", "a/b/"),
        ("a/x", "b/", "a/b/"),
        ("a", "b/", "b/"),
        ("a/", "/b/", "/b/"),
        ("a/", "https://example.com/", "https://example.com/"),
    ],
)
def test_compose(outer: str, inner: str, composed: str) -> None:
    """Two values of xml:base compose as RFC 3986 has it."""
    assert compose(outer, inner) == composed


@pytest.mark.parametrize(
    ("href", "external"),
    [
        ("https://example.com", True),
        ("HTTP://example.com", True),
        ("mailto:a@example.com", True),
        ("//example.com", True),
        ("C:\\a.html", False),
        ("a/b.html", False),
        ("a:b", False),
    ],
)
def test_is_external(href: str, external: bool) -> None:
    """A scheme or another host leads out of the package; a drive letter does not."""
    assert is_external(href) is external


def test_readings_of_names_with_signs() -> None:
    """Percent signs, `#` and a base without its slash are tried after the right reading."""
    assert readings("a%20b.js") == ["a b.js", "a%20b.js"]
    assert readings("part#1.js")[0] == "part"
    assert "part#1.js" in readings("part#1.js")
    assert readings("b.js", "a") == ["b.js", "a/b.js"]
