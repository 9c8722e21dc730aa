"""Reads and writes the file of translations in Qt's own format, so that Qt Linguist opens it too."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from tests.translations.extraction import ROOT, Found, Text

GERMAN = ROOT / "resources/i18n/allure_de.ts"

#: (context, source) → German, a form for one and one for many where the text has `%n`
Translations = dict[tuple[str, str], tuple[str, ...]]


def read(path: Path = GERMAN) -> Translations:
    """What is translated; texts without German are left out. Raises ValueError where a text stands twice."""
    found: Translations = {}
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            key = (name, message.findtext("source") or "")
            if key in found:
                raise ValueError(f"{key[1]!r} stands twice in {name}")
            forms = message.findall("translation/numerusform") or message.findall("translation")
            words = tuple(form.text or "" for form in forms)
            if all(words):
                found[key] = words
    return found


def write(texts: Found, translations: Mapping[tuple[str, str], tuple[str, ...]], path: Path = GERMAN) -> None:
    """Every text of the source with its German, by context; what the source no longer has is dropped."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", '<TS version="2.1" language="de_DE">']
    ordered = sorted(texts.texts.values(), key=lambda text: text.context)
    for context, group in groupby(ordered, key=lambda text: text.context):
        lines += ["<context>", f"    <name>{escape(context)}</name>"]
        for text in group:
            lines += _message(text, translations.get((text.context, text.source), ()))
        lines.append("</context>")
    path.write_text("\n".join([*lines, "</TS>", ""]), encoding="utf-8")


def _message(text: Text, german: tuple[str, ...]) -> list[str]:
    numerus = ' numerus="yes"' if text.plural else ""
    state = "" if german else ' type="unfinished"'
    if text.plural:
        forms = "".join(f"<numerusform>{escape(form)}</numerusform>" for form in german or ("", ""))
    else:
        forms = escape(german[0]) if german else ""
    return [
        f"    <message{numerus}>",
        f"        <source>{escape(text.source)}</source>",
        f"        <translation{state}>{forms}</translation>",
        "    </message>",
    ]
