"""What the core says in English is shown in the window's language."""

from __future__ import annotations

from allure_desktop.errors import KeyRefused
from allure_desktop.gui import core_words
from allure_desktop.gui.core_words import said


def test_a_sentence_with_gaps_is_found_by_the_words_around_them(words: dict[str, str]) -> None:
    """What stood in the gaps stands in the other sentence's, also in another order."""
    template = "{host} refused the key ({status})."
    words[template] = "Der Schlüssel wurde abgelehnt ({status}): {host}."
    core_words.read_gaps([template])
    assert said("api.example.org refused the key (401).") == "Der Schlüssel wurde abgelehnt (401): api.example.org."


def test_several_sentences_are_said_one_by_one(words: dict[str, str]) -> None:
    """A cause of three sentences of which one is unknown keeps that one in English."""
    words["The key has expired."] = "Der Schlüssel ist abgelaufen."
    words["It has expired."] = "Es ist abgelaufen."
    told = "The key has expired. It says: Go away. It has expired."
    assert said(told) == "Der Schlüssel ist abgelaufen. It says: Go away. Es ist abgelaufen."


def test_the_closest_of_several_sentences_is_taken(words: dict[str, str]) -> None:
    """A sentence that fits two texts with gaps is the one that leaves least to the gaps."""
    words.update(
        {"{name} has {count} bytes.": "kurz {name} {count}", "{name} has {count} bytes made of {size}.": "lang"}
    )
    core_words.read_gaps(["{name} has {count} bytes.", "{name} has {count} bytes made of {size}."])
    assert said("a.zip has 5 bytes made of 9.") == "lang"


def test_words_in_a_gap_are_said_too(words: dict[str, str]) -> None:
    """`1 file is` within a sentence is a text of its own."""
    words.update(
        {"{count} listed nowhere: {names}.": "{count} nirgends aufgeführt: {names}.", "1 file is": "1 Datei ist"}
    )
    core_words.read_gaps(["{count} listed nowhere: {names}."])
    assert said("1 file is listed nowhere: a.js.") == "1 Datei ist nirgends aufgeführt: a.js."


def test_a_number_before_known_words_stays(words: dict[str, str]) -> None:
    """`2 SCOs are gone` is told of any number of them."""
    words.update({"{count} gone: {names}.": "{count} weg: {names}.", "SCOs are": "SCOs sind"})
    core_words.read_gaps(["{count} gone: {names}."])
    assert said("2 SCOs are gone: a, b.") == "2 SCOs sind weg: a, b."


def test_what_is_counted_is_said_before_its_names(words: dict[str, str]) -> None:
    """`2 files: a, b.`, and what is only ever said after another sentence, blank and all."""
    words.update({"{count} files": "{count} Dateien", " It has another name.": " Anders heißt es."})
    core_words.read_gaps(["{count} files"])
    assert said("2 files: a, b.") == "2 Dateien: a, b."
    assert said("No such file. It has another name.") == "No such file. Anders heißt es."


def test_an_error_speaks_the_language(words: dict[str, str]) -> None:
    """What happened, cause and remedy; its code stays."""
    words.update({"The key is wrong.": "Falscher Schlüssel.", "Replace it.": "Ersetzen Sie ihn."})
    told = core_words.said_error(KeyRefused("The key is wrong.", remedy="Replace it.", code="key.refused"))
    assert str(told) == "Falscher Schlüssel. Ersetzen Sie ihn."
    assert told.code == "key.refused"


def test_an_unknown_sentence_and_hostile_ones_stay_as_they_are(words: dict[str, str]) -> None:
    """A server's own words, braces and 10,000 characters included, are shown as they came."""
    core_words.read_gaps(["{host} refused the key ({status})."])
    for told in ("Nope", "{0} {host} %s", "refused " * 1250, ". . . .", "No. " * 2500, "A: b. " * 900):
        assert said(told) == told
