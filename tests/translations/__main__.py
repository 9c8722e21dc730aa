"""make translations: brings the file of translations in line with the source, and tells what has no German yet."""

from __future__ import annotations

import sys

from tests.translations import ts_file
from tests.translations.extraction import extract

SHOWN = 40


def main() -> None:
    found = extract()
    known = ts_file.read() if ts_file.GERMAN.exists() else {}
    # a sentence that is said elsewhere too, or moved from one class to another, is said alike
    elsewhere = {source: forms for (_context, source), forms in known.items()}
    german = {
        key: known.get(key) or elsewhere[key[1]]
        for key, text in found.texts.items()
        if key in known or (key[1] in elsewhere and len(elsewhere[key[1]]) == 1 + text.plural)
    }
    ts_file.write(found, german)
    missing = [text for key, text in found.texts.items() if key not in german]
    for text in missing[:SHOWN]:
        print(f"{text.places[0]}: {text.source!r}")
    print(f"{len(found.texts)} texts, {len(missing)} without German")
    for fault in found.faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if found.faults else 0)


if __name__ == "__main__":
    main()
