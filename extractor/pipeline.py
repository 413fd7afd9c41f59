"""The order of the steps, the only place that knows it."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from itertools import chain
from pathlib import Path
from typing import Any

from .batch import batches
from .check.judge import judge
from .choose import choose
from .dates.published import find_published
from .dates.resolve import resolve
from .facts import link_fields, to_facts
from .find import Finder
from .links.attribute import attribute
from .links.describe import describe
from .links.relate import relate
from .links.status import judge_status
from .model import KINDS, NUMBERS, Article, Document, Entity, Failure, Mention, Recipe, Recognize, Sentence
from .qualify import qualify
from .recognize import RecognizeError, Recognizer, model_files
from .regions.cues import read_cues
from .regions.former import note_former
from .regions.gazetteer import load_gazetteer
from .regions.link import link_regions
from .regions.people import without_people
from .regions.places import find_regions
from .rules import Rulebook, load_rules, rules_folder
from .segment import Segmenter
from .segment.network import MODEL, SegmentError

BATCH_CHARACTERS = 200_000
SECONDS, SLOWEST = 60, 2_000  # an article may take a minute, and more at characters a second that none comes near


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules read in a text: mentions without overlaps in order of start, and when it was published."""

    mentions: list[Mention]
    published: str | None
    published_from: str | None


class NamesWantedError(Exception):
    """Sentences that the NER model has not read yet, and must."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        super().__init__("sentences without names")
        self.sentences = sentences


@dataclass(slots=True)
class Draft:
    """An article in the making: what the rules read in it, its sentences, and the names in those that NER has read."""

    document: Document
    reading: Reading
    sentences: Sequence[Sentence] = ()
    wanted: Sequence[Sentence] = ()
    names: dict[Sentence, Sequence[Entity]] = field(default_factory=dict)


class Pipeline:
    """Reads articles.

    find → choose → link → qualify → resolve; people apart; relate → judge status → attribute → describe; facts → judge.
    """

    def __init__(self, rulebook: Rulebook, tokenizer: Path | None = None) -> None:
        if tokenizer and not tokenizer.is_file():
            raise SegmentError(f"{tokenizer}: no such tokenizer model")
        folder = rules_folder() / "gazetteer"
        self.rulebook = rulebook
        self.recipe = Recipe(
            version=importlib.metadata.version("extractor"),
            rules=rulebook.sha256,
            gazetteer=hash_of(*sorted(folder.glob("*.csv")), *sorted((rules_folder() / "reference").glob("*.toml"))),
            tokenizer=hash_of(tokenizer or MODEL),
            ner=hash_of(*model_files()),
        )
        self._tokenizer = tokenizer
        self._gazetteer = load_gazetteer(folder)
        self._cues = read_cues(rulebook.words)
        self._finder = Finder(rulebook)

    @cached_property
    def _segmenter(self) -> Segmenter:
        return Segmenter(self._tokenizer, self.rulebook)

    @cached_property
    def _recognizer(self) -> Recognizer:
        return Recognizer()

    def run(self, documents: Iterable[Document]) -> Iterator[Article | Failure]:
        """Yield each document's article with its facts, or why there is none, in the order given.

        Raises SegmentError or RecognizeError for a model that cannot be used.
        """
        if self._tokenizer:
            self._segmenter.network  # noqa: B018  a model that cannot be loaded fails here, not with each article
        for batch in batches(documents, BATCH_CHARACTERS, lambda document: len(document.text)):
            yield from self._batch(batch)

    def mentions(self, text: str, published: str | None = None) -> list[Mention]:
        """Return what the rules read in the text, furniture and ignored text included; needs no tokenizer."""
        return self.read(text, published).mentions

    def read(self, text: str, published: str | None = None) -> Reading:
        """Return what the rules read in the text and the publication date: the given one, else what the text tells.

        Raises TimeLimitError for a text that takes longer than any honest one of its length.
        """
        found = self._finder.find(text, seconds=SECONDS + len(text) / SLOWEST)
        chosen = choose([*found, *find_regions(text, self._gazetteer, self._cues)])
        linked = link_regions(text, chosen, self._cues)
        qualified = qualify(text, linked, self.rulebook)
        told, told_by = (published, "given") if published else find_published(text, found, self.rulebook)
        dated = resolve(text, qualified, told, self.rulebook)
        return Reading(note_former(dated, told, self._gazetteer), told, told_by)

    def article(self, document: Document, sentences: Sequence[Sentence]) -> Article | Failure:
        """Return a document's article with its facts, or why there is none; its sentences, with tokens, are given."""
        draft = self._draft(document)
        if isinstance(draft, Draft):
            draft.sentences = sentences
        try:
            [article] = self._finished([draft])
        except (SegmentError, RecognizeError):
            raise
        except Exception as error:  # noqa: BLE001  as in a run
            return Failure(document, str(error) or type(error).__name__)
        return article

    def _batch(self, batch: Sequence[Document]) -> Iterator[Article | Failure]:
        """Yield the articles of a batch; what the network is asked, it is asked for all of them together."""
        drafts = [self._draft(document) for document in batch]
        try:
            self._split([draft for draft in drafts if isinstance(draft, Draft)])
            yield from self._finished(drafts)
        except (SegmentError, RecognizeError):
            raise
        except Exception as error:  # noqa: BLE001  one bad article must not cost the others of its batch
            if len(batch) == 1:
                yield Failure(batch[0], str(error) or type(error).__name__)
            else:
                yield from chain.from_iterable(self._batch([document]) for document in batch)

    def _finished(self, made: Sequence[Draft | Article | Failure]) -> list[Article | Failure]:
        """Return the articles of the drafts; some are begun again once NER has read the sentences that they want."""
        while drafts := [draft for draft in made if isinstance(draft, Draft)]:
            self._read_names([draft for draft in drafts if draft.wanted])
            made = [self._finish(draft) if isinstance(draft, Draft) else draft for draft in made]
        return [article for article in made if not isinstance(article, Draft)]

    def _draft(self, document: Document) -> Draft | Failure:
        """Return what the rules read in a document."""
        try:
            return Draft(document, self.read(document.text, document.published))
        except Exception as error:  # noqa: BLE001  a run over many articles goes on
            return Failure(document, str(error) or type(error).__name__)

    def _split(self, drafts: Sequence[Draft]) -> None:
        """Give the drafts their sentences: all that may say whose a number is, or only those that hold facts."""
        stated = [[mention for mention in draft.reading.mentions if mention.kind in KINDS] for draft in drafts]
        places = [
            None if any(mention.kind in NUMBERS for mention in some) else [mention.start for mention in some]
            for some in stated
        ]
        found = self._segmenter.sentences([draft.document.text for draft in drafts], places)
        for draft, sentences in zip(drafts, found, strict=True):
            draft.sentences = sentences

    def _read_names(self, drafts: Sequence[Draft]) -> None:
        """Give the drafts the names in the sentences that they want."""
        if not drafts:
            return
        texts = [draft.document.text for draft in drafts]
        bare = [[sentence for sentence in draft.wanted if not sentence.tokens] for draft in drafts]
        sentences = [
            [sentence if sentence.tokens else tokenized[sentence] for sentence in draft.wanted]
            for draft, tokenized in zip(drafts, self._segmenter.tokenize(texts, bare), strict=True)
        ]
        for draft, names in zip(drafts, self._recognizer.recognize_all(texts, sentences), strict=True):
            draft.names.update(zip(draft.wanted, names, strict=True))
            draft.wanted = ()

    def _finish(self, draft: Draft) -> Article | Failure | Draft:
        """Return the article of a draft, or why there is none, or the draft itself with the sentences it wants."""
        try:
            return self._article(draft.document, draft.reading, draft.sentences, partial(names_in, draft.names))
        except NamesWantedError as wanting:
            return replace(draft, wanted=wanting.sentences)
        except Exception as error:  # noqa: BLE001  a run over many articles goes on
            return Failure(draft.document, str(error) or type(error).__name__)

    def _article(
        self, document: Document, reading: Reading, sentences: Sequence[Sentence], recognize: Recognize
    ) -> Article:
        """Return a document's article with its facts. Raises NamesWantedError for sentences that NER must read."""
        certain = without_people(document.text, reading.mentions, sentences, self.rulebook, recognize)
        reading = replace(reading, mentions=certain)
        linked = self._link_numbers(document.text, reading, sentences, recognize)
        sha256 = hashlib.sha256(document.text.encode("utf8", "surrogatepass")).hexdigest()
        stated = [mention for mention in reading.mentions if mention.kind in KINDS]
        facts = to_facts(document, sha256, stated, sentences, linked)
        article = Article(document, sha256, reading.published, reading.published_from, facts, self.recipe)
        return replace(article, findings=judge(article, self.rulebook))

    def _link_numbers(
        self, text: str, reading: Reading, sentences: Sequence[Sentence], recognize: Recognize
    ) -> dict[int, dict[str, Any]]:
        """Return the fields that say what each number is about, by its start."""
        if not any(mention.kind in NUMBERS for mention in reading.mentions):
            return {}
        given = text, reading.mentions, sentences, self.rulebook
        attributed = attribute(*given, recognize)  # first: it may want names, and all is begun again
        related = relate(*given)
        judged = judge_status(*given, related, reading.published)
        links = (related, judged, attributed, describe(*given))
        return {start: link_fields([step[start] for step in links], self._gazetteer) for start in related}


def names_in(names: Mapping[Sentence, Sequence[Entity]], sentences: Sequence[Sentence]) -> list[Entity]:
    """Return the names in the sentences. Raises NamesWantedError for those whose names are not known."""
    if wanted := [sentence for sentence in sentences if sentence not in names]:
        raise NamesWantedError(wanted)
    return [name for sentence in sentences for name in names[sentence]]


def hash_of(*paths: Path) -> str:
    """Return the SHA-256 of the files' contents, one after the other."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def load_pipeline(rules: tuple[Path, ...] = (), tokenizer: Path | None = None) -> Pipeline:
    """Return the pipeline with the shipped rules and models; `rules` adds folders, `tokenizer` names another model.

    The tokenizer is loaded when the first article is read. Raises RuleError for a rule file written wrongly.
    """
    return Pipeline(load_rules(*rules), tokenizer)


def extract(text: str, published: str | None = None, *, title: str | None = None, id: str = "-") -> Article:  # noqa: A002
    """Return the article with its facts. `published` is an EDTF date (`2024-05-12`, `2024`), or found in the text.

    Raises ValueError, with one sentence, if the text cannot be read.
    """
    [article] = load_pipeline().run([Document(text, id=id, title=title, published=published)])
    if isinstance(article, Failure):
        raise ValueError(article.reason)
    return article
