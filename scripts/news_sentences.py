"""Make sentences in news' manner, with their tokens, from the templates and words of tokenizer_augment.toml.

Most of the text of a made sentence is a treebank sentence; the templates put around it what the treebanks lack:
datelines, titles and degrees, sums of money, quotations of several sentences, ends after a name or an acronym.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from conllu import Surface, surface

TEMPLATES = Path(__file__).with_name("tokenizer_augment.toml")
APART = re.compile(r"(?<=[A-Za-z.])\.(?=\s|\.|$)|(?<=[a-z])/(?=\w)")
SLOT = re.compile(r"\{(\w+|\d+\.\.\d+)\}")
# One token of press text as UD cuts it: `Rp42,03` and `90%` are two, `40-50` three, `No.`, `S.E.` and `ke-13` one.
TOKEN = re.compile(
    r"""[\w-]+(?:\.[\w-]+)*\.(?:co\.id|com|co|id|net)\b      # an address
      | (?:[A-Z][a-zA-Z]{0,2}\.){2,} | a\.n\. | s\.d\.        # S.E. S.Pd.
      | (?:[A-Z][a-zA-Z]{0,2}\.)+[A-Z][A-Za-z]{0,2}\b         # S.Sos, without its last stop
      # an abbreviation of one word
      | (?:Rp|No|Kab|Kec|Kel|Prov|Jl|Hj?|KH|Drs?|Dra|drg?|Ir|Prof|Ust|Tb|Kol|Letkol|Brigjen|AKP|Kompol|Sdr|Tn|Ny|Bpk
        |Lt|Telp|Fax|Plt|Pjs?|PT|CV|UD|pk|dkk|Jan|Feb|Mar|Apr|Jun|Jul|Agt|Sept|Okt|Nov|Des|[A-Z])\.(?=[ \d])
      | ^\d+\.(?=\ )                                          # the number of a list
      | \d{1,2}-\d{1,2}-\d{4} | \d+(?:/\w+)+ | \d+-an\b
      | \d+(?:[.:,]\d+)* | US\$ | Rp(?=\d) | ,-(?!\w)
      | [^\W\d_][\w]*(?:[-'’/&.]\w+)*
      | \.{2,} | -{2,} | \S""",
    re.VERBOSE,
)


def generate(draw: random.Random, sources: Sequence[Surface]) -> list[Surface]:
    """Return as many sentences as the file asks for, with the press's tokens; `sources` lend their clauses."""
    return [tokenize(text) for text in _written(draw, sources, lambda group: group != "encyclopaedia")]


def generate_encyclopaedia(draw: random.Random, sources: Sequence[Surface]) -> list[Surface]:
    """Return sentences of abbreviations and marks with GSD's tokens: `Dr.`, `jiwa/km2` and `...` are cut apart."""
    groups = ("abbreviations", "encyclopaedia")
    return [tokenize(text, apart=True) for text in _written(draw, sources, groups.__contains__)]


def _written(draw: random.Random, sources: Sequence[Surface], wanted: Callable[[str], bool]) -> list[str]:
    """Fill the templates of the groups wanted, as often as the file asks."""
    file = tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))
    slots = file["words"] | file["phrases"] | {"clause": _clauses(sources)}
    plans = [plan for name, group in file["templates"].items() if wanted(name) for plan in group]
    filled = [_fill(draw, slots, template) for count, template in plans for _ in range(count)]
    return [part for text in filled for part in re.sub(r" ([,.;?!])", r"\1", text).split(" || ")]


def _clauses(sources: Sequence[Surface]) -> list[str]:
    """Return treebank sentences of one clause or more without their full stop, to be said by somebody else."""
    plain = re.compile(r"[A-Z][^.?!\"“”:'`]{20,140}[a-z]\.")
    return [sentence.text[:-1] for sentence in sources if plain.fullmatch(sentence.text)]


def _fill(draw: random.Random, slots: dict[str, list[str]], template: str) -> str:
    """Return the template with each slot drawn; a value takes the capitals of its slot."""

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name[0].isdigit():
            return str(draw.randint(*map(int, name.split(".."))))
        text = _fill(draw, slots, draw.choice(slots[name.lower()]))
        if name == "clause" and not text[1].isupper():
            return text[0].lower() + text[1:]
        return text.upper() if name.isupper() else text[0].upper() + text[1:] if name[0].isupper() else text

    return SLOT.sub(value, template)


def tokenize(text: str, *, apart: bool = False) -> Surface:
    """Return text and labels of a sentence; `apart` cuts a token at each full stop and slash that is not a number's."""
    spans = [match.span() for match in TOKEN.finditer(text)]
    ends = {end for _, end in spans}
    if apart:
        words = [match.span() for match in APART.finditer(text)]
        ends |= {place for a, b in words for place in (a, b)}
    starts = sorted({start for start, _ in spans} | {end for end in ends if text[end : end + 1].strip()})
    return surface([(text[a:b], text[b : b + 1] == " ") for a, b in zip(starts, sorted(ends - {0}), strict=True)])
