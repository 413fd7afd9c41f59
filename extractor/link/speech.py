"""Words of speech beside a name: who speaks, and on which side the statement stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from ..layout import Layout
from ..model import Entity, Mention, Sentence
from ..patterns import Lists, compiled
from ..rules import Rulebook
from .names import Names, Places, Speaker, read_names, read_run, read_source
from .people import is_doubtful, is_known, told_by_model

SITE = r"[a-z\d-]+(?:\.[a-z\d-]+)*\.(?:com|id|net|org|io|fyi|today|co|tv|gov)(?![\w])"
ENDS = r"(?-i:(?![\p{L}\p{N}_-])|(?<=\p{Ll})(?=\p{Lu}))"  # a word does; news glues: `mengutipReuters`
SITE_AT = regex.compile(SITE)
LOOK_BACK = 260  # characters before a verb in which its subject stands


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of `rules/attribution.toml`, compiled."""

    speech: Lists
    pronoun: regex.Pattern[str]
    ends_subject: regex.Pattern[str]
    remark: regex.Pattern[str]
    back: regex.Pattern[str]
    stand_in: regex.Pattern[str]
    small: regex.Pattern[str]
    end: regex.Pattern[str]
    going_on: regex.Pattern[str]
    names: Names


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of speech with its speaker, at `start` to `end`; `speaker` is None where it goes on with the last one.

    `side` tells where the statement stands: `before` the cue, `after` it, or on `both` sides.
    """

    start: int
    end: int
    side: str
    speaker: Speaker | None
    run: tuple[int, int] = (0, 0)  # the capitalised words that name the speaker
    form: str = "taken up"  # what stands there: a group of the pattern of words of speech


@cache
def read_cues(rulebook: Rulebook) -> Cues:
    """Compile the words."""
    words = rulebook.patterns
    pronoun = words["speech_pronoun"]
    amid = rf"{words['speech_amid']}(?=\s(?:(?-i:\p{{Lu}})|{pronoun}(?!\w)))"
    speech = "|".join(
        (
            rf"(?P<behind>(?:(?<=[\"”'’,.?!;]\s?,?\s?)|(?<=^|\n)){words['speech_after']}(?P<nya>nya)?|{amid})",
            cited(words),
            rf"(?P<active>{words['speech_before']}|(?P<deed>{words['speech_person']}))",
            rf"(?P<title>(?-i:{words['speech_title']}))",
            rf"(?P<source>{words['speech_source']}(?P<his>nya)?)",
            rf"(?P<his_own>{words['speech_own']})",
        )
    )
    return Cues(
        Lists({"speech": compiled(rf"(?<![\w-])(?:{speech}){ENDS}")}),
        compiled(rf"(?<!\w){pronoun}(?!\w)"),
        compiled(rf"[\s,]+(?:{words['speech_filler']}[\s,]*+){{0,4}}$"),
        compiled(rf",?\s(?:{words['speech_remark']})\s"),
        compiled(rf"\s*(?:{words['speech_back']})\s+$"),
        compiled(
            rf"(?<!\p{{L}})(?:{words['speech_stand_in']})\s(?:[^\s,]+\s){{0,7}}(?:itu|tersebut|ini)\s"
            rf"(?:{words['speech_filler']}\s){{0,2}}$",
        ),
        compiled(rf"(?-i:(?:(?!{words['speech_remark']}\s)[\p{{Ll}}-]+,?\s){{1,7}}(?=\p{{Lu}}))"),
        compiled(rf"\W*(?:{words['speech_end']})(?!\w)"),
        compiled(rf"(?<!\w)(?:{pronoun})(?!\w)"),
        read_names(rulebook),
    )


def cited(words: Mapping[str, str]) -> str:
    """Return the pattern of what stands before a source that is cited: `dikutip dari laman resmi`, `data`.

    Behind a word of citing anything may say what sort of document it is: `berdasarkan data pasar spot Bloomberg`.
    """
    document = rf"{words['speech_document']}{ENDS}"
    of = rf"{words['speech_document_of']}{ENDS}"
    lead = rf"(?:(?P<cited>{words['speech_cite']})|{words['speech_based']}|menurut(?=\s{document}))"
    led = rf"{lead}{ENDS}(?:\s{of})?(?:(?:\s{document})+(?:\s(?-i:\p{{Ll}})[\p{{Ll}}-]++){{0,4}}?)?"
    kinds = rf"(?:\s{words['speech_document_kind']}{ENDS})*(?:\s{of})?"
    return rf"(?P<cite>(?:(?P<led>{led})|{document}(?:\s{document})*){kinds})(?=\s?(?-i:\p{{Lu}}|{SITE}))"


def find_cues(layout: Layout, mentions: Sequence[Mention], words: Cues) -> list[Cue]:
    """Return the words of speech beside which somebody is named, or taken up, in order, as rules alone read them."""
    places = Places(mentions)
    matches = words.speech.find(layout.pieces)["speech"]
    return [cue for match in matches if (cue := read_cue(layout.text, match, layout.starts, places, words))]


def doubtful_sentences(layout: Layout, cues: Sequence[Cue]) -> list[Sentence]:
    """Return the sentences of cues whose speaker the NER model must look at."""
    runs = [cue.run for cue in cues if cue.run[1] and is_doubtful(layout, cue.run, cue.speaker)]
    return [layout.sentences[number] for number in sorted({layout.sentence(start) for start, _ in runs})]


def corrected(layout: Layout, cues: Sequence[Cue], entities: Sequence[Entity], names: Names) -> list[Cue]:
    """Return the cues with the people and bodies that the NER model reads in them; those that name nobody left out."""
    told = [replace(cue, speaker=told_by_model(layout, cue, entities, names)) if cue.run[1] else cue for cue in cues]
    return [cue for cue in told if cue.speaker or not cue.run[1]]


def read_cue(text: str, match: regex.Match[str], starts: Sequence[int], places: Places, words: Cues) -> Cue | None:
    """Return the cue that a word of speech makes, None where nobody is named beside it."""
    if match["nya"] or match["his"] or match["his_own"]:
        return Cue(match.start(), match.end(), "before" if match["nya"] else "both", None)
    if match["active"] or match["title"]:
        begins = max(starts[max(0, bisect_right(starts, match.start()) - 1)], match.start() - LOOK_BACK)
        return subject_cue(text, match, begins, places, words)
    if match["cite"]:
        return source_cue(text, match, places, words)
    return named_cue(text, match, starts, places, words)


def named_cue(text: str, match: regex.Match[str], starts: Sequence[int], places: Places, words: Cues) -> Cue | None:
    """Return the cue of a verb or preposition with its speaker behind it; `Kata Budi, …` opens a sentence."""
    opens = starts[max(0, bisect_right(starts, match.start()) - 1)] == match.start()
    side = "before" if match["behind"] and not opens else "both"
    at = match.end() + text[match.end() : match.end() + 1].isspace()
    if pronoun := words.pronoun.match(text, at):
        return Cue(match.start(), pronoun.end(), side, None)
    run = words.names.at.match(text, at) or words.names.at.match(text, skip_small(text, at, words))
    if not run:
        return None
    speaker = read_run(text, run.start(), run.end(), words.names, places, last=False)
    return Cue(match.start(), run.end(), side, speaker, run.span(), "behind" if match["behind"] else "source")


def source_cue(text: str, match: regex.Match[str], places: Places, words: Cues) -> Cue | None:
    """Return the cue of a source that is cited: `dikutip dari laman BPS`, mostly a body."""
    at = match.end() + text[match.end() : match.end() + 1].isspace()
    before = text[: match.start()].rstrip(" ")[-1:]
    if site := SITE_AT.match(text, at):
        return Cue(match.start(), site.end(), "both", Speaker(site[0], person=False), (0, 0), "cite")
    run = words.names.at.match(text, at)
    if not run or (match[0].rsplit(" ", 1)[-1][0].isupper() and before not in '\n.“"'):
        return None  # `Badan Data Nasional`
    speaker = read_run(text, run.start(), run.end(), words.names, places, last=False)
    if speaker is None or (speaker.person and speaker.role is None):  # `mengutip Bloomberg`, `data Harga Pangan`
        speaker = read_source(text, run.start(), run.end(), words.names, places) if match["led"] else None
    form = "cite" if match["cited"] else "based" if match["led"] else "document"
    return Cue(match.start(), run.end(), "both", speaker, run.span(), form)


def skip_small(text: str, at: int, words: Cues) -> int:
    """Return where a name can begin behind words in small letters: `kata kepala desa Budi`, `kata peternak, Budi`."""
    small = words.small.match(text, at)
    return small.end() if small else at


def subject_cue(text: str, match: regex.Match[str], begins: int, places: Places, words: Cues) -> Cue | None:
    """Return the cue of a verb with its speaker before it."""
    clause = text[begins : match.start()]
    filler = words.ends_subject.search(clause)
    end = begins + (filler.start() if filler else len(clause))
    for pronoun in words.pronoun.finditer(text, max(begins, end - 20), end):
        if pronoun.end() == end:
            return Cue(pronoun.start(), match.end(), "after", None)
    if words.stand_in.search(text, begins, match.start()):
        return Cue(match.start(), match.end(), "after", None, form="stand in")
    found = subject_read(text, begins, end, places, words)
    if found is None:
        return None
    run, speaker = found
    return Cue(run[0], match.end(), "after", speaker, run, "deed" if match["deed"] else "active")


def subject_read(
    text: str, begins: int, end: int, places: Places, words: Cues
) -> tuple[tuple[int, int], Speaker | None] | None:
    """Return the capitalised run that ends where the clause does, remarks and dates between left out, and its reading.

    A remark belongs to who stands before it (`Budi di Blora`), unless that is an office or only opens the sentence
    (`Pedagang di Pasar Jepon, Budi, mengatakan`).
    """
    runs = subject_runs(text, begins, end, places, words)
    read = [(run, read_run(text, *run, words.names, places, last=run[0] > begins)) for run in runs]
    if len(read) > 1:
        (first, speaker), (_, other) = read[0], read[1]
        named = (
            speaker and speaker.person and (" " in speaker.name or first[0] > begins or is_known(text, speaker.name))
        )
        if not named and other and other.person:
            return read[1]
    return read[0] if read else None


def subject_runs(text: str, begins: int, end: int, places: Places, words: Cues) -> list[tuple[int, int]]:
    """Return the runs that reach to the end of the clause: with remarks left out, then the one right before it."""
    runs = [run.span() for run in words.names.run.finditer(text, begins, end)]
    led = [start for _, stop in runs if (remark := words.remark.match(text, stop)) for start in (remark.end(),)]
    reach = []
    for start, stop in reversed(runs):
        stop = start + len(text[start : places.date(start, stop)].rstrip(" ,("))
        if stop > start and reaches(text, stop, end, places, words):
            reach.append((start, stop, any(at <= start for at in led)))
    first = [(start, stop) for start, stop, aside in reach if not aside][:1]
    beside = [(start, stop) for start, stop, aside in reach[:1] if not first or (aside and "," in text[start:stop])]
    return first + beside


def reaches(text: str, stop: int, end: int, places: Places, words: Cues) -> bool:
    """Whether only a date or a remark stands between a name and the verb."""
    between = text[stop : places.date(stop, end)]
    return not between.strip(" ,(.") or words.remark.match(text, stop) is not None
