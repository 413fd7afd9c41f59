"""The order of the steps, the only place that knows it."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import chain
from pathlib import Path

from .batch import batches
from .check.run import judge
from .choose import choose
from .dates.published import find_published
from .dates.resolve import resolve
from .draft import Draft, NamesWantedError
from .facts import link_fields, to_facts
from .find import Finder
from .limits import BATCH_CHARACTERS, seconds_for
from .link.indicator import describe
from .link.region import relate
from .link.speaker import attribute
from .link.status import judge_status
from .model import KINDS, Article, Document, Failure, Mention, Recipe, Sentence
from .patterns.wordlists import Pieces
from .qualify import qualify
from .recognize import RecognizeError, Recognizer, model_files
from .regions.cues import read_cues
from .regions.find import find_regions
from .regions.gazetteer import load_gazetteer
from .regions.persons import without_people
from .regions.resolve import link_regions
from .regions.splits import note_former
from .rules import Rulebook, load_rules, rules_folder
from .segment import Segmenter
from .segment.network import MODEL, SegmentError

Step = Callable[[Draft], None]


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

    def read(self, text: str, published: str | None = None) -> Draft:
        """Return what the rules read in the text and the publication date: the given one, else what the text tells.

        Raises TimeLimitError for a text that takes longer than any honest one of its length.
        """
        draft = Draft(Document(text, published=published))
        for step in self._reading:
            step(draft)
        return draft

    def read_all(self, documents: Iterable[Document]) -> list[Draft]:
        """Return what the rules read in the documents; needs no tokenizer.

        Each step is taken for all of them before the next: what it looks up is then at the processor's hand.
        """
        drafts = [Draft(document) for document in documents]
        for step in self._reading:
            self._each(step, drafts)
        return drafts

    def article(self, document: Document, sentences: Sequence[Sentence]) -> Article | Failure:
        """Return a document's article with its facts, or why there is none; its sentences, with tokens, are given."""
        [draft] = self.read_all([document])
        draft.sentences = sentences
        try:
            self._state([draft])
        except (SegmentError, RecognizeError):
            raise
        except Exception as error:  # noqa: BLE001  as in a run
            return Failure(document, reason(error))
        return draft.outcome()

    def _batch(self, batch: Sequence[Document]) -> Iterable[Article | Failure]:
        """Return the articles of a batch; what the networks are asked, they are asked for all of them together."""
        drafts = self.read_all(batch)
        try:
            self._split([draft for draft in drafts if not draft.failure])
            self._state(drafts)
        except (SegmentError, RecognizeError):
            raise
        except Exception as error:  # noqa: BLE001  one bad article must not cost the others of its batch
            if len(batch) == 1:
                return [Failure(batch[0], reason(error))]
            return chain.from_iterable(self._batch([document]) for document in batch)
        return [draft.outcome() for draft in drafts]

    def _state(self, drafts: Sequence[Draft]) -> None:
        """Take the drafts from their sentences to their articles."""
        self._each(self._set_people_apart, drafts)
        numbered = [draft for draft in drafts if draft.has_numbers]
        for step in (self._relate, self._judge_status, self._attribute, self._describe):
            self._each(step, numbered)
        self._each(self._finish, drafts)

    def _each(self, step: Step, drafts: Sequence[Draft]) -> None:
        """Take the drafts a step on; those that want names once NER has read the sentences they want, of all at once.

        A draft that a step fails on keeps the reason, and is taken no further.
        """
        while drafts:
            wanting: list[tuple[Draft, Sequence[Sentence]]] = []
            for draft in drafts:
                try:
                    if not draft.failure:
                        step(draft)
                except NamesWantedError as names:
                    wanting.append((draft, names.sentences))
                except Exception as error:  # noqa: BLE001  a run over many articles goes on
                    draft.failure = reason(error)
            self._read_names(wanting)
            drafts = [draft for draft, _ in wanting]

    # ---- what the rules read

    @property
    def _reading(self) -> Sequence[Step]:
        return self._find, self._place, self._date

    def _find(self, draft: Draft) -> None:
        draft.found = self._finder.find(draft.text, seconds=seconds_for(len(draft.text)))

    def _place(self, draft: Draft) -> None:
        chosen = choose([*draft.found, *find_regions(draft.text, self._gazetteer, self._cues)])
        draft.mentions = link_regions(draft.text, chosen, self._cues)

    def _date(self, draft: Draft) -> None:
        told = draft.document.published
        draft.published, draft.published_from = (
            (told, "given") if told else find_published(draft.text, draft.found, self.rulebook)
        )
        qualified = qualify(draft.text, draft.mentions, self.rulebook)
        dated = resolve(draft.text, qualified, draft.published, self.rulebook)
        draft.mentions = note_former(dated, draft.published, self._gazetteer)

    # ---- what the networks read

    def _split(self, drafts: Sequence[Draft]) -> None:
        """Give the drafts their sentences: all that may say whose a number is, or only those that hold facts."""
        places = [
            None if draft.has_numbers else [mention.start for mention in draft.mentions if mention.kind in KINDS]
            for draft in drafts
        ]
        found = self._segmenter.sentences([draft.text for draft in drafts], places)
        for draft, sentences in zip(drafts, found, strict=True):
            draft.sentences = sentences

    def _read_names(self, wanted: Sequence[tuple[Draft, Sequence[Sentence]]]) -> None:
        """Give each draft the names in the sentences that it wants."""
        if not wanted:
            return
        texts = [draft.text for draft, _ in wanted]
        bare = [[sentence for sentence in sentences if not sentence.tokens] for _, sentences in wanted]
        tokenized = [
            [sentence if sentence.tokens else tokens[sentence] for sentence in sentences]
            for (_, sentences), tokens in zip(wanted, self._segmenter.tokenize(texts, bare), strict=True)
        ]
        names = self._recognizer.recognize_all(texts, tokenized)
        for (draft, sentences), found in zip(wanted, names, strict=True):
            draft.names.update(zip(sentences, found, strict=True))

    # ---- what the article states

    def _set_people_apart(self, draft: Draft) -> None:
        given = draft.text, draft.mentions, draft.sentences, self.rulebook
        draft.mentions = without_people(*given, draft.recognize)

    def _relate(self, draft: Draft) -> None:
        draft.pieces = Pieces(draft.text)
        draft.links = [relate(draft.pieces, draft.mentions, draft.sentences, self.rulebook)]

    def _judge_status(self, draft: Draft) -> None:
        given = draft.text, draft.mentions, draft.sentences, self.rulebook
        draft.links.append(judge_status(*given, draft.links[0], draft.published))

    def _attribute(self, draft: Draft) -> None:
        given = draft.pieces, draft.mentions, draft.sentences, self.rulebook
        draft.links.append(attribute(*given, draft.recognize))

    def _describe(self, draft: Draft) -> None:
        draft.links.append(describe(draft.pieces, draft.mentions, draft.sentences, self.rulebook))

    def _finish(self, draft: Draft) -> None:
        starts = draft.links[0] if draft.links else ()
        linked = {start: link_fields([step[start] for step in draft.links], self._gazetteer) for start in starts}
        sha256 = hashlib.sha256(draft.text.encode("utf8", "surrogatepass")).hexdigest()
        stated = [mention for mention in draft.mentions if mention.kind in KINDS]
        facts = to_facts(draft.document, sha256, stated, draft.sentences, linked)
        article = Article(draft.document, sha256, draft.published, draft.published_from, facts, self.recipe)
        draft.article = replace(article, findings=judge(article, self.rulebook))


def reason(error: Exception) -> str:
    """Return why there is no article, in one sentence."""
    return str(error) or type(error).__name__


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
