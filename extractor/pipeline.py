"""Takes documents through the steps (steps.py) in batches; each model runs once for a whole batch."""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib.metadata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import chain
from pathlib import Path

from .batch import batches
from .dates.edtf import is_valid
from .draft import Draft
from .errors import UserError
from .layout import Layout
from .limits import BATCH_CHARACTERS
from .link.scene import Scene
from .link.scorer import MODEL as LINKER
from .model import KINDS, Article, Document, Failure, Mention, Recipe, Sentence
from .patterns import keep_new
from .recognize import RecognizeError, Recognizer, model_files
from .rules import Rulebook, load_rules, rules_folder
from .segment import Segmenter
from .segment.load import BY_STANZA, MODEL, STANZA_MODEL
from .segment.network import SegmentError
from .steps import READING, STATING, Knowledge, Step, finish, scene_of


class Pipeline:
    """Reads articles: what the rules read, then sentences and names from the models, then what the article states."""

    def __init__(self, rulebook: Rulebook, tokenizer: Path | None = None) -> None:
        if tokenizer not in (None, BY_STANZA) and not tokenizer.is_file():
            raise SegmentError(f"{tokenizer}: no such tokenizer model")
        self.rulebook = rulebook
        self.recipe = recipe_of(rulebook, STANZA_MODEL if tokenizer == BY_STANZA else tokenizer or MODEL)
        self._tokenizer = tokenizer
        self._known = Knowledge.of(rulebook, self.recipe)

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

    def mentions(self, text: str, published: str | None = None) -> Sequence[Mention]:
        """Return what the rules read in the text, furniture and ignored text included; needs no tokenizer."""
        return self.read(text, published).mentions

    def read(self, text: str, published: str | None = None) -> Draft:
        """Return what the rules read in the text and the publication date: the given one, else what the text tells.

        Raises TimeLimitError for a text that takes far longer than real articles of its length.
        """
        draft = Draft(Document(text, published=published))
        for step in READING:
            draft = step.run(draft, self._known)
        return draft

    def read_all(self, documents: Iterable[Document]) -> list[Draft]:
        """Return what the rules read in the documents; needs no tokenizer."""
        return self._take(READING, [Draft(document) for document in documents])

    def sentences(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the sentences of each text."""
        found = self._segmenter.sentences(texts, [None] * len(texts))
        return [[text[one.start : one.end] for one in some] for text, some in zip(texts, found, strict=True)]

    def article(self, document: Document, sentences: Sequence[Sentence]) -> Article | Failure:
        """Return a document's article with its facts, or why there is none; its sentences, with tokens, are given."""
        [draft] = self.read_all([document])
        try:
            [draft] = self._take(STATING, [replace(draft, layout=Layout(document.text, sentences))])
        except (SegmentError, RecognizeError):
            raise
        except Exception as error:  # noqa: BLE001  as in a run
            return Failure(document, reason(error))
        return outcome(draft)

    def scene(self, document: Document) -> Scene:
        """Return an article as linking sees it. Raises ValueError where it cannot be read."""
        drafts = self._split(self.read_all([document]))
        [draft] = self._take([step for step in STATING if step.together is None and step.run is not finish], drafts)
        if isinstance(draft.outcome, Failure):
            raise ValueError(draft.outcome.reason)
        return scene_of(draft, self.rulebook)

    def _batch(self, batch: Sequence[Document]) -> Iterable[Article | Failure]:
        """Return the articles of a batch; what the models are asked, they are asked for all of them together."""
        try:
            drafts = self._take(STATING, self._split(self.read_all(batch)))
        except (SegmentError, RecognizeError):
            raise
        except Exception as error:  # noqa: BLE001  one bad article must not cost the others of its batch
            if len(batch) == 1:
                return [Failure(batch[0], reason(error))]
            return chain.from_iterable(self._batch([document]) for document in batch)
        keep_new()
        return map(outcome, drafts)

    def _take(self, steps: Sequence[Step], drafts: Sequence[Draft]) -> list[Draft]:
        """Take the drafts through the steps, each step over all of them, so that its tables stay in the CPU cache."""
        for step in steps:
            named = self._named(step, drafts)
            drafts = self._together(named, step) if step.together else [self._ready(draft, step) for draft in named]
        return list(drafts)

    def _together(self, drafts: Sequence[Draft], step: Step) -> list[Draft]:
        """Return the drafts after a step that takes them all at once, or one by one where that fails."""
        some = [draft for draft in drafts if not is_left_out(draft, step)]
        try:
            taken = iter(step.together(some, self._known) if step.together and some else ())
        except Exception:  # noqa: BLE001  the one that fails is found
            return [self._ready(draft, step) for draft in drafts]
        return [draft if is_left_out(draft, step) else next(taken) for draft in drafts]

    def _ready(self, draft: Draft, step: Step) -> Draft:
        """Return the draft after a step; one that failed keeps the reason and is taken no further."""
        if is_left_out(draft, step):
            return draft
        try:
            return step.run(draft, self._known)
        except Exception as error:  # noqa: BLE001  a run over many articles goes on
            return replace(draft, outcome=Failure(draft.document, reason(error)))

    # ---- what the models read

    def _split(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Give the drafts their sentences: all that may say whose a number is, or only those that hold facts."""
        whole = [draft for draft in drafts if draft.outcome is None]
        places = [
            None if draft.has_numbers else [mention.start for mention in draft.mentions if mention.kind in KINDS]
            for draft in whole
        ]
        found = iter(self._segmenter.sentences([draft.text for draft in whole], places))
        return [draft if draft.outcome else replace(draft, layout=Layout(draft.text, next(found))) for draft in drafts]

    def _named(self, step: Step, drafts: Sequence[Draft]) -> Sequence[Draft]:
        """Give the drafts the names in the sentences that a step asks for and NER has not read yet."""
        asked = [self._asked(step, draft) for draft in drafts]
        wanted = [(draft, sentences) for draft, sentences in zip(drafts, asked, strict=True) if sentences]
        if not wanted:
            return drafts
        texts = [draft.text for draft, _ in wanted]
        found = self._recognizer.recognize_all(texts, self._tokenized(texts, [sentences for _, sentences in wanted]))
        names = iter(dict(zip(some, read, strict=True)) for (_, some), read in zip(wanted, found, strict=True))
        return [
            replace(draft, names={**draft.names, **next(names)}) if sentences else draft
            for draft, sentences in zip(drafts, asked, strict=True)
        ]

    def _asked(self, step: Step, draft: Draft) -> Sequence[Sentence]:
        """Return the sentences that a step asks for and NER has not read yet."""
        if is_left_out(draft, step):
            return ()
        return [sentence for sentence in step.asks(draft, self._known) if sentence not in draft.names]

    def _tokenized(self, texts: Sequence[str], sentences: Sequence[Sequence[Sentence]]) -> Sequence[Sequence[Sentence]]:
        """Return the sentences of each text with their tokens."""
        bare = [[sentence for sentence in some if not sentence.tokens] for some in sentences]
        tokens = self._segmenter.tokenize(texts, bare)
        return [
            [sentence if sentence.tokens else read[sentence] for sentence in some]
            for some, read in zip(sentences, tokens, strict=True)
        ]


def is_left_out(draft: Draft, step: Step) -> bool:
    """Whether a step leaves a draft out: it failed, or has no numbers and the step is for numbers only."""
    return draft.outcome is not None or (step.numbers_only and not draft.has_numbers)


def outcome(draft: Draft) -> Article | Failure:
    """Return the article that the steps made, or why there is none."""
    assert draft.outcome is not None  # noqa: S101  the last step fills it
    return draft.outcome


def reason(error: Exception) -> str:
    """Return why there is no article, in one sentence."""
    return str(error) or type(error).__name__


def recipe_of(rulebook: Rulebook, tokenizer: Path) -> Recipe:
    """Return what articles are extracted with: this version, these rules, the shipped gazetteer and models."""
    folder = rules_folder()
    return Recipe(
        version=importlib.metadata.version("extractor"),
        rules=rulebook.sha256,
        gazetteer=hash_of(*sorted((folder / "gazetteer").glob("*.csv")), *sorted((folder / "reference").glob("*.*"))),
        tokenizer=hash_of(tokenizer),
        ner=hash_of(*model_files()),
        linker=hash_of(LINKER),
    )


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


def extract(
    text: str,
    published: str | dt.date | None = None,
    *,
    title: str | None = None,
    id: str = "-",  # noqa: A002
) -> Article:
    """Return the article with its facts. `published` is a `date` or an EDTF date (`2024-05`), or found in the text.

    Raises UserError, with one sentence, for a text that is none or a date that is none, ValueError where it cannot be
    read.
    """
    if not isinstance(text, str):
        raise UserError(f"text: {text!r} is no text")
    day = published.isoformat()[: len("2024-05-12")] if isinstance(published, dt.date) else published
    if day is not None and not (isinstance(day, str) and is_valid(day)):
        raise UserError(f"published: {published!r} is no date such as 2024-05-12, 2024-05 or 2024")
    [article] = load_pipeline().run([Document(text, id=id, title=title, published=day)])
    if isinstance(article, Failure):
        raise ValueError(article.reason)
    return article
