"""The language that people are spoken to in: English, as it stands in the code, or Indonesian, from a catalogue.

Sentences are written once, in English, where they arise. Labels are marked there, `_("value")`; whole sentences
(errors, reasons of findings) are not: `said` finds them in the catalogue by the template that they were made from,
`{0}: no such file or folder`. scripts/translations.py lists all of both kinds, and a test asks that each is translated.
Data (JSON, columns, codes) are the same in every language.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path

import regex

from .errors import UserError

LANGUAGES = ("en", "id")
LOCALE = Path(__file__).parent / "locale"
DOMAIN = "messages"  # the name under which click looks for its own sentences, too
HOLE = regex.compile(r"\{(\d+)\}")
JOINTS = ("; ", ": ", " or ")  # between clauses and choices

_language = "en"


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the language, and the arguments without `--lang`: as they say, else $EXTRACT_LANG, else the locale.

    Raises UserError for a language that there is not.

    >>> chosen(["query", "--lang", "id"], {}), chosen([], {"LANG": "id_ID.UTF-8"})
    (('id', ['query']), ('id', []))
    """
    rest = list(arguments)
    told = environment.get("EXTRACT_LANG") or None
    for at, argument in enumerate(rest[: rest.index("--")] if "--" in rest else rest):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            told = value if equals else "".join(rest[at + 1 : at + 2])
            del rest[at : at + (1 if equals else 2)]
            break
    if told is not None and told not in LANGUAGES:
        raise UserError(f"--lang: “{told}” is no language of extract: it speaks {' and '.join(LANGUAGES)}")
    return told or of_locale(environment), rest


def of_locale(environment: Mapping[str, str]) -> str:
    """Return the language of the locale, English where it is none of ours."""
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), "")
    word = regex.split("[_.@-]", locale)[0].lower()
    return word if word in LANGUAGES else "en"


def speak(language: str) -> None:
    """Speak a language from now on, click's own sentences included."""
    global _language  # noqa: PLW0603  a process speaks one language
    _language = language
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, LOCALE)


def language() -> str:
    """Return the language that is spoken."""
    return _language


@cache
def catalogue(language_: str) -> Mapping[str, str]:
    """Return the catalogue of a language: what stands in the code to what is said."""
    found = gettext.translation(DOMAIN, LOCALE, [language_], fallback=True)
    return {key: text for key, text in getattr(found, "_catalog", {}).items() if isinstance(key, str) and key}


def _(text: str) -> str:
    """Return a label in the language that is spoken.

    >>> _("value")
    'value'
    """
    return text if _language == "en" else catalogue(_language).get(text, text)


def said(sentence: str) -> str:
    """Return a sentence in the language that is spoken, what it was made of put in; as it is where none fits.

    What was put in is translated too where it is words, and no single one: that may be a name of a file or of a person.
    """
    if _language == "en" or " " not in sentence.strip():
        return sentence
    known = catalogue(_language)
    if sentence in known:
        return known[sentence]
    for pattern, order, translated in templates(_language):
        if match := pattern.fullmatch(sentence):
            return filled(translated, dict(zip(order, match.groups(), strict=True)))
    joint = next((joint for joint in JOINTS if joint in sentence), None)
    return catalogue(_language).get(joint, joint).join(map(said, sentence.split(joint))) if joint else sentence


def filled(template: str, parts: Mapping[str, str]) -> str:
    """Return a template with its parts, each in the language that is spoken."""
    return HOLE.sub(lambda hole: said(parts[hole[1]]), template)


@cache
def templates(language_: str) -> Sequence[tuple[regex.Pattern[str], Sequence[str], str]]:
    """Return the patterns of the catalogue's templates, the order of their holes and translations, longest first."""
    found = []
    for text, translated in catalogue(language_).items():
        if HOLE.search(text):
            literal = HOLE.sub("", text)
            pieces = (regex.escape(piece) for piece in HOLE.split(text)[::2])
            pattern = regex.compile("(.*?)".join(pieces), regex.DOTALL)
            found.append((len(literal), pattern, HOLE.findall(text), translated))
    return [entry[1:] for entry in sorted(found, key=lambda entry: -entry[0])]


def in_data(word: str, names: Collection[str]) -> str:
    """Return which of the names in data a word is, in any language; the word itself where it is none.

    >>> in_data("Uang", ["money", "date"]), in_data("date", ["money", "date"]), in_data("loan", ["money"])
    ('money', 'date', 'loan')
    """
    known = {catalogue(spoken).get(name, name).lower(): name for spoken in LANGUAGES for name in names}
    return word if word in names else known.get(word.lower(), word)


def number(count: int) -> str:
    """Return a whole number as the language writes it.

    >>> number(1449)
    '1,449'
    """
    written = f"{count:,}"
    return written if _language == "en" else written.replace(",", ".")
