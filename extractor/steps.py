"""The steps from a document to an article, in order. Only this file lists them.

A step takes a draft and what the package knows (rules, gazetteer), and returns the draft with its own part filled. What
a step wants the NER model to have read, it says beforehand (`asks`), so that the model is asked once for many articles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from .audit import audit
from .check.run import judge
from .choose import choose
from .dates.published import find_published
from .dates.resolve import resolve
from .draft import Draft
from .facts import LINKED, link_fields, to_facts
from .find import Finder
from .headed import bare_numbers
from .limits import seconds_for
from .link import speech
from .link.decode import link_all
from .link.indicator import describe
from .link.region import relate
from .link.scene import Scene, set_scene
from .link.scorer import load_model
from .link.speaker import attribute
from .link.status import judge_status
from .model import KINDS, Article, Links, Recipe, Sentence
from .qualify import qualify
from .regions import persons
from .regions.cues import RegionCues, read_region_cues
from .regions.find import find_regions
from .regions.gazetteer import Gazetteer, load_gazetteer
from .regions.resolve import link_regions
from .regions.splits import note_former
from .rows import Tables
from .rules import Rulebook, rules_folder


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the steps need besides the draft: the rules, compiled, the gazetteer, and the recipe of both."""

    rulebook: Rulebook
    finder: Finder
    gazetteer: Gazetteer
    region_cues: RegionCues
    recipe: Recipe

    @classmethod
    def of(cls, rulebook: Rulebook, recipe: Recipe) -> Knowledge:
        """Return what the rules and the shipped gazetteer tell."""
        gazetteer = load_gazetteer(rules_folder() / "gazetteer")
        return cls(rulebook, Finder(rulebook), gazetteer, read_region_cues(rulebook.words), recipe)


Run = Callable[[Draft, Knowledge], Draft]
Ask = Callable[[Draft, Knowledge], Sequence[Sentence]]


Together = Callable[[Sequence[Draft], Knowledge], list[Draft]]


def nothing(_draft: Draft, _known: Knowledge) -> Sequence[Sentence]:
    """Ask nothing of the NER model."""
    return ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what it does, which sentences NER must read before, and whether it only concerns drafts with numbers."""

    run: Run
    asks: Ask = nothing
    numbers_only: bool = False
    together: Together | None = None  # what does the step for many drafts at once, where that costs less


# ---- what rules read


def find(draft: Draft, known: Knowledge) -> Draft:
    """Find all that rules read in the text, and the bare numbers that a header or caption gives a unit."""
    found = known.finder.find(draft.text, seconds=seconds_for(len(draft.text)))
    return replace(draft, found=[*found, *bare_numbers(draft.text, Tables(draft.text), known.finder.find)])


def place(draft: Draft, known: Knowledge) -> Draft:
    """Find the names of regions, choose among what overlaps, and tell which region each name stands for."""
    chosen = choose([*draft.found, *find_regions(draft.text, known.gazetteer, known.region_cues)])
    return replace(draft, mentions=link_regions(draft.text, chosen, known.region_cues))


def date(draft: Draft, known: Knowledge) -> Draft:
    """Find the publication date, and resolve the dates by it; qualify the numbers by the words around them."""
    told = draft.document.published
    day, source = (told, "given") if told else find_published(draft.text, draft.found, known.rulebook)
    qualified = qualify(draft.text, draft.mentions, known.rulebook)
    dated = resolve(draft.text, qualified, day, known.rulebook)
    mentions = note_former(dated, day, known.gazetteer)
    return replace(draft, mentions=mentions, published=day, published_from=source)


# ---- what the article states


def people_in_doubt(draft: Draft, known: Knowledge) -> Sequence[Sentence]:
    """Return the sentences with regions' names that may be people's."""
    return persons.doubtful_sentences(draft.layout, draft.mentions, known.rulebook)


def set_people_apart(draft: Draft, known: Knowledge) -> Draft:
    """Drop regions' names that are people's."""
    entities = draft.entities(people_in_doubt(draft, known))
    return replace(draft, mentions=persons.without_people(draft.layout, draft.mentions, entities, known.rulebook))


def link_region_and_period(draft: Draft, known: Knowledge) -> Draft:
    """Tell where and when each number holds."""
    return linked(draft, relate=relate(draft.layout, draft.mentions, known.rulebook))


def link_status(draft: Draft, known: Knowledge) -> Draft:
    """Tell whether each number is reached or wanted, a level or a change."""
    when = draft.links["relate"]
    return linked(draft, status=judge_status(draft.layout, draft.mentions, known.rulebook, when, draft.published))


def find_speech(draft: Draft, known: Knowledge) -> Draft:
    """Find the words of speech and who is named beside them."""
    cues = speech.find_cues(draft.layout, draft.mentions, speech.read_cues(known.rulebook))
    return replace(draft, cues=cues)


def speakers_in_doubt(draft: Draft, _known: Knowledge) -> Sequence[Sentence]:
    """Return the sentences with speakers whom rules read with doubt."""
    return speech.doubtful_sentences(draft.layout, draft.cues)


def link_speaker(draft: Draft, known: Knowledge) -> Draft:
    """Tell who says each number."""
    entities = draft.entities(speakers_in_doubt(draft, known))
    return linked(draft, speaker=attribute(draft.layout, draft.mentions, known.rulebook, draft.cues, entities))


def link_indicator(draft: Draft, known: Knowledge) -> Draft:
    """Tell what each number counts, and which indicator that is."""
    return linked(draft, indicator=describe(draft.layout, draft.mentions, known.rulebook))


def weigh_links(draft: Draft, known: Knowledge) -> Draft:
    """Choose the links of each number by what was learned from many."""
    return weigh_all([draft], known)[0]


def weigh_all(drafts: Sequence[Draft], known: Knowledge) -> list[Draft]:
    """Choose the links of all drafts' numbers; what rules told of them stays where it says who and what."""
    found = link_all([scene_of(draft, known.rulebook) for draft in drafts], load_model())
    return [
        replace(draft, links={name: told for name, told in {**draft.links, "weigh": links}.items() if name != "relate"})
        for draft, links in zip(drafts, found, strict=True)
    ]


def scene_of(draft: Draft, rulebook: Rulebook) -> Scene:
    """Return the article of a draft as linking sees it, with what rules alone tell of its numbers."""
    steps = [draft.links[name] for name in ("relate", "status", "indicator") if name in draft.links]
    told = {start: joined([links[start] for links in steps]) for start in (steps[0] if steps else ())}
    return set_scene(draft.layout, draft.mentions, rulebook, told, draft.document.title, draft.published)


def joined(links: Sequence[Links]) -> Links:
    """Return links that each tell some fields as one."""
    fields = {name: value for one in links for name in LINKED if (value := getattr(one, name)) is not None}
    by = {name: rule for one in links for name, rule in one.linked_by.items()}
    return Links(**fields, linked_by=by)


def linked(draft: Draft, **links: Mapping[int, Links]) -> Draft:
    """Return the draft with the links that a step of linking tells, under its name."""
    return replace(draft, links={**draft.links, **links})


def finish(draft: Draft, known: Knowledge) -> Draft:
    """Make facts and the article, and judge what holds together in it."""
    told = draft.links.values()
    starts = next(iter(told), ())
    fields = {start: link_fields([links[start] for links in told], known.gazetteer) for start in starts}
    sha256 = hashlib.sha256(draft.text.encode("utf8", "surrogatepass")).hexdigest()
    stated = [mention for mention in draft.mentions if mention.kind in KINDS]
    facts = to_facts(draft.document, sha256, stated, draft.layout, fields)
    article = Article(draft.document, sha256, draft.published, draft.published_from, facts, known.recipe)
    numerals = audit(draft.layout, draft.mentions, known.rulebook)
    return replace(draft, outcome=replace(article, findings=judge(article, known.rulebook), numerals=numerals))


READING = (Step(find), Step(place), Step(date))  # needs no sentences
STATING = (  # needs the layout by sentences
    Step(set_people_apart, asks=people_in_doubt),
    Step(link_region_and_period, numbers_only=True),
    Step(link_status, numbers_only=True),
    Step(find_speech, numbers_only=True),
    Step(link_speaker, asks=speakers_in_doubt, numbers_only=True),
    Step(link_indicator, numbers_only=True),
    Step(weigh_links, numbers_only=True, together=weigh_all),
    Step(finish),
)
