"""What is wrong with a manifest's XML, in the words of somebody who makes courses and no XML."""

from __future__ import annotations

from collections.abc import Callable
from html.entities import name2codepoint

from allure_desktop.scorm.xml_faults import Fault
from allure_desktop.validation.catalogue import shown

_EXPORT = "Export the package again from the authoring tool and upload that file."
_CORRECT = "If imsmanifest.xml was edited by hand, correct it there; else export the package again."
_LONGEST_NAME = 60


def fault_in_words(fault: Fault) -> tuple[str, str]:
    """What was met with its usual cause, and the remedy."""
    found = _WORDS.get(fault.kind)
    names = tuple(shown(name, _LONGEST_NAME) for name in fault.names)
    words, remedy = found(names) if found is not None else _ANY
    near = f" The place: “{shown(fault.near)}”." if fault.near and fault.kind in _WITH_PLACE else ""
    return words + near, remedy


_ANY = ("It breaks a rule of XML. Usually it was edited by hand, or damaged on its way.", _CORRECT)
#: what cannot be found by its name
_WITH_PLACE = (
    *("", "bare-ampersand", "stray-less-than", "open-quote", "no-quotes", "no-space", "forbidden-character"),
    *("bad-number", "open-tag", "no-element", "more-follows", "hyphens-in-comment", "stray-section-end"),
)
_Names = tuple[str, ...]


def _wrong_end_tag(names: _Names) -> tuple[str, str]:
    begun, line, ended = names or ("…", "?", "…")
    return (
        f"<{begun}>, which begins on line {line}, is closed by </{ended}>. Usually a line was changed or cut out by hand.",
        f"Close it with </{begun}>, or export the package again.",
    )


def _cut_off(names: _Names) -> tuple[str, str]:
    begun, line = names or ("…", "?")
    return (
        f"It ends in the middle: <{begun}>, which begins on line {line}, is never closed. "
        "Usually the export or the copying was interrupted, or the disk was full.",
        _EXPORT,
    )


def _unknown_entity(names: _Names) -> tuple[str, str]:
    name = names[0] if names else "…"
    number = name2codepoint.get(name)
    instead = (
        f"Write “&#{number};” or the character itself instead." if number else "Write the character itself instead."
    )
    return (f"“&{name};” is known to web pages and not to XML. Usually it came in with a pasted text.", instead)


def _unknown_prefix(names: _Names) -> tuple[str, str]:
    prefix = names[0] if names else "…"
    address = "http://www.w3.org/2001/XMLSchema-instance" if prefix == "xsi" else "…"
    return (
        f"Names that begin with “{prefix}:” are used, but nothing says what “{prefix}” stands for. "
        "Usually a part was copied from another manifest.",
        f'Add xmlns:{prefix}="{address}" to <manifest>'
        + (", or export again." if prefix == "xsi" else " as the other manifest has it, or export again."),
    )


def _forbidden(names: _Names) -> tuple[str, str]:
    number = int(names[0], 0) if names else None
    if number == 0:
        return (
            "It holds NUL characters, which no XML may. Usually it was saved as UTF-16 without saying so, or damaged.",
            "Save imsmanifest.xml as UTF-8, or export the package again.",
        )
    which = "" if number is None else f" (number {number})"
    return (
        f"It holds a character that XML forbids{which}; it cannot be seen. Usually it was pasted into a title or description.",
        "Type that title or description anew in the authoring tool, and export again.",
    )


def _said(words: str, remedy: str = _CORRECT) -> Callable[[_Names], tuple[str, str]]:
    return lambda _names: (words, remedy)


_WORDS: dict[str, Callable[[_Names], tuple[str, str]]] = {
    "bare-ampersand": _said(
        "A bare “&” stands in it; XML needs “&amp;” for that. Usually it was typed in a title or stands in an address.",
        "Write each bare “&” as “&amp;”.",
    ),
    "stray-less-than": _said(
        "A “<” stands where no element begins. Usually it was typed in a title, or a tag before it is not finished.",
        "Write it as “&lt;” or leave it out, and export again.",
    ),
    "wrong-end-tag": _wrong_end_tag,
    "cut-off": _cut_off,
    "open-quote": _said(
        "A value in quotes is not closed. Usually a quotation mark was lost, or a “<” typed in a value."
    ),
    "no-quotes": _said(
        "A value has no straight quotation marks. Usually a word processor made curly ones of them.",
        'Write it as name="value", with straight quotation marks.',
    ),
    "no-value": lambda names: (f"“{names[0] if names else '…'}” is named in an element and given no value.", _CORRECT),
    "no-space": _said("Two parts of an element stand together without a space. Usually it was edited by hand."),
    "twice": lambda names: (
        f"“{names[0] if names else '…'}” is given twice in one element. Usually a line was copied by hand.",
        "Delete one of the two, or export the package again.",
    ),
    "unknown-entity": _unknown_entity,
    "unknown-prefix": _unknown_prefix,
    "more-follows": _said(
        "Something follows after its last element. Usually two files were joined, or an element was closed too early."
    ),
    "empty": _said("It is empty. Usually the export was interrupted, or the disk was full.", _EXPORT),
    "no-element": _said(
        "It begins as no XML does. Usually another file was saved by this name, or it was damaged.", _EXPORT
    ),
    "web-page": _said(
        "It is a web page. Usually a page with an error or a login was saved instead of the manifest.", _EXPORT
    ),
    "forbidden-character": _forbidden,
    "bad-number": _said("A “&#…;” holds no number of a character. Usually it was edited by hand."),
    "open-section": _said("A <![CDATA[ section has no end. Usually the file was cut off or edited by hand."),
    "open-comment": _said("A comment (<!-- …) has no end. Usually the file was cut off or edited by hand."),
    "hyphens-in-comment": _said(
        "A comment holds two hyphens in a row, which XML does not allow.", "Take them or the comment out."
    ),
    "open-instruction": _said("A <? … has no end. Usually the file was cut off, or a server's program was saved."),
    "late-declaration": _said(
        "Its line <?xml …?> is not the very first thing. Usually a blank or an empty line stands before it.",
        "Delete what stands before <?xml.",
    ),
    "open-tag": _said("A tag is not finished by “>”. Usually it was edited by hand, or the file was cut off."),
    "stray-section-end": _said("“]]>” stands in a text, where XML does not allow it.", "Write “]]&gt;” instead."),
    "absurd": _said(
        "It is nested deeper than 256 elements, or a single value is longer than 10 MB: no LMS reads that.", _EXPORT
    ),
    "not-as-marked": _said(
        "Its first bytes say UTF-16 or UTF-32, and the rest is not. Usually it was damaged.", _EXPORT
    ),
}
