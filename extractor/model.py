"""The values that travel through the pipeline: frozen, hashable, typed, and free of any foreign library."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from .frozen import Frozen, frozen

Kind = Literal["region", "count", "percent", "money", "quantity", "date"]
KINDS: tuple[Kind, ...] = ("region", "count", "percent", "money", "quantity", "date")
NUMBERS: tuple[Kind, ...] = ("count", "percent", "money", "quantity")

DECLINED = "declined"

Approx = Literal["about", "over", "under"]
Verdict = Literal["agrees", "contradicts", "unclear"]
VERDICTS: tuple[Verdict, ...] = ("contradicts", "unclear", "agrees")  # what needs looking at first
Alternative = Mapping[str, Any]  # {field: value …, "reason": str}


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the article, as offsets in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the article, as offsets in characters, with its tokens."""

    start: int
    end: int
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A name that the NER model reads in a text, in characters: `label` is PER, ORG or LOC."""

    start: int
    end: int
    label: str


def fields_of(value: Any) -> dict[str, Any]:
    """Return the fields of one of the values below by name, in order, each as it is."""
    return {name: getattr(value, name) for name in value.__slots__}


@dataclass(frozen=True, slots=True)
class Base:
    """The unit in which all amounts of one measure are kept for comparison, and how many of it one unit is."""

    unit: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Amount:
    """What a number says. `low` and `high` are equal for a plain number, None where the text leaves them open.

    `unit` is an ISO 4217 currency, `%`, `pp`, the people word, the symbol of a measure (`ha`) or the noun of a thing;
    `per` a rate's base (`month`, `person`, `kg`); `base` what a measure's unit is worth (`t` is 1000 `kg`).
    """

    low: Decimal | None
    high: Decimal | None
    unit: str | None = None
    approx: Approx | None = None
    per: str | None = None
    alternatives: tuple[Alternative, ...] = ()
    base: Base | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "alternatives", tuple(map(frozen, self.alternatives)))


@dataclass(frozen=True, slots=True)
class Relative:
    """A time told by its distance from an anchor, in `unit`s: day to year, or one of three.

    `weekday`: such a day, `occurrence`: such a month or day of a year; `count` 0 is the one that fits (a weekday on
    or before the anchor), -1 the last before, 1 the next after. `row`: the `count`-th week of the period itself.
    The anchor is the publication date, or `before`: the date that the text named last.
    """

    unit: str
    count: int
    anchor: Literal["published", "before"] = "published"


@dataclass(frozen=True, slots=True)
class When:
    """What a calendar expression says: its EDTF `period`, or the parts from which the article's date makes one.

    A `period` with `XXXX` for the year is completed by `weekday` (Monday 0), `relative` and the publication date;
    `weekday` with a relative week is that day of the week.
    """

    period: str | None
    mod: str | None = None
    weekday: int | None = None
    relative: Relative | None = None
    alternatives: tuple[Alternative, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "alternatives", tuple(map(frozen, self.alternatives)))


@dataclass(frozen=True, slots=True)
class Place:
    """A region that a name stands for: Kemendagri code, official name, level."""

    code: str | None
    name: str
    level: str
    alternatives: tuple[Alternative, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "alternatives", tuple(map(frozen, self.alternatives)))


Value = Amount | When | Place


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that a rule reads as a value.

    `kind` is a fact's kind, or `ignore` or `furniture`, which claim text and state nothing, or `declined`: a rule's
    pattern matches there, but what it matches has no value.
    """

    rule: str
    kind: str
    start: int
    end: int
    value: Value | None
    priority: int = 0

    def read_as(self, value: Value | None) -> Mention:
        """Return the mention with another value."""
        return Mention(self.rule, self.kind, self.start, self.end, value, self.priority)


@dataclass(frozen=True, slots=True)
class Links:
    """What a number is about; None where the article does not say. `linked_by` names the rule behind each link.

    `region` is a Kemendagri code (province, kabupaten or kota; `ID` the whole country), `period` EDTF. `confidence` is
    the chance that value, region, period and status are all right, `confidence_by` that of each link.
    """

    region: str | None = None
    period: str | None = None
    period_mod: str | None = None
    status: str | None = None
    change: str | None = None
    per: str | None = None
    indicator: str | None = None
    subject: str | None = None
    subject_start: int | None = None
    subject_end: int | None = None
    speaker: str | None = None
    speaker_role: str | None = None
    speaker_kind: str | None = None
    confidence: float | None = None
    confidence_by: Mapping[str, float] = Frozen()
    linked_by: Mapping[str, str] = Frozen()
    alternatives: tuple[Alternative, ...] = ()

    def __post_init__(self) -> None:
        for name in ("linked_by", "confidence_by"):
            object.__setattr__(self, name, frozen(getattr(self, name)))
        object.__setattr__(self, "alternatives", tuple(map(frozen, self.alternatives)))


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the article states, at one exact place: `article.text[start:end] == text`. Unknown is None.

    The fields are the project's vocabulary: JSON keys, CSV columns, SQL columns and query filters alike.
    """

    id: str
    kind: Kind
    text: str
    start: int
    end: int
    sentence: str
    low: Decimal | None = None
    high: Decimal | None = None
    approx: str | None = None
    unit: str | None = None
    base_low: Decimal | None = None
    base_high: Decimal | None = None
    base_unit: str | None = None
    per: str | None = None
    indicator: str | None = None
    subject: str | None = None
    subject_start: int | None = None
    subject_end: int | None = None
    region: str | None = None
    region_name: str | None = None
    region_level: str | None = None
    period: str | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    period_mod: str | None = None
    status: str | None = None
    change: str | None = None
    speaker: str | None = None
    speaker_role: str | None = None
    speaker_kind: str | None = None
    confidence: float | None = None
    confidence_by: Mapping[str, float] = Frozen()
    rule: str | None = None
    linked_by: Mapping[str, str] = Frozen()
    alternatives: tuple[Alternative, ...] = ()

    def __post_init__(self) -> None:
        for name in ("linked_by", "confidence_by"):
            object.__setattr__(self, name, frozen(getattr(self, name)))
        object.__setattr__(self, "alternatives", tuple(map(frozen, self.alternatives)))

    def to_dict(self) -> dict[str, Any]:
        """Return the fields in order, values as they are (Decimal, date)."""
        return fields_of(self)

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Fact:
        """Return the fact of `to_dict`, or of its JSON: numbers may be floats or Decimals, days ISO dates."""
        places = ("start", "end", "subject_start", "subject_end")
        values = dict(fields) | {name: int(fields[name]) for name in places if fields.get(name) is not None}
        values |= sure_of(fields)
        for name in ("low", "high", "base_low", "base_high"):
            amount = values.get(name)
            values[name] = Decimal(str(amount)) if isinstance(amount, (int, float)) else amount
        for name in ("period_start", "period_end"):
            day = values.get(name)
            values[name] = dt.date.fromisoformat(day) if isinstance(day, str) else day
        return cls(**values | {"alternatives": tuple(values.get("alternatives", ()))})


def sure_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of confidence as floats, whatever numbers JSON or a database gave."""
    sure, by = fields.get("confidence"), fields.get("confidence_by") or {}
    return {
        "confidence": None if sure is None else float(sure),
        "confidence_by": {name: float(each) for name, each in by.items()},
    }


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of some facts: whether they hold together, with the sum written out.

    `type` is the check and what it looked at (`calendar.weekday`), `formula` the sum as a person would redo it,
    `reason` one sentence. `spans` are the places in the text that it rests on, in order, as (start, end) in characters;
    `facts` the ids of the facts there. `source` names what the article was held against, where that is not itself.
    """

    type: str
    verdict: Verdict
    formula: str
    reason: str
    spans: tuple[tuple[int, int], ...]
    facts: tuple[str, ...] = ()
    source: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the fields in order."""
        return fields_of(self)

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Finding:
        """Return the finding of `to_dict`, or of its JSON."""
        spans = tuple((int(start), int(end)) for start, end in fields["spans"])
        return cls(**{**fields, "spans": spans, "facts": tuple(fields["facts"])})


@dataclass(frozen=True, slots=True)
class Numeral:
    """Digits or number words that state no fact: `rule` is the id of what claims them, None if nothing does."""

    text: str
    start: int
    end: int
    sentence: str
    rule: str | None

    def to_dict(self) -> dict[str, Any]:
        """Return the fields in order."""
        return fields_of(self)


@dataclass(frozen=True, slots=True)
class Document:
    """An article as read: `source` names where it came from, (source, id) is its key in the store.

    `published` is what the user or the input's metadata says, as an EDTF date, or None; `site` the outlet's name.
    """

    text: str
    id: str = "-"
    source: str = ""
    path: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read, and why, in one sentence."""

    document: Document
    reason: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an article was extracted with: the version of this package, and hashes of what it read with, if known."""

    version: str | None = None
    rules: str | None = None
    gazetteer: str | None = None
    tokenizer: str | None = None
    ner: str | None = None
    linker: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its facts in order of `start`; `published` is an EDTF date and `published_from` says whence.

    `findings` say where the facts hold together or contradict each other, in order of their first span.
    """

    document: Document
    sha256: str
    published: str | None
    published_from: str | None
    facts: tuple[Fact, ...]
    recipe: Recipe = Recipe()
    findings: tuple[Finding, ...] = ()
    numerals: tuple[Numeral, ...] = field(default=(), compare=False)  # not stored: they are there when it was just read

    @property
    def unclaimed(self) -> tuple[Numeral, ...]:
        """The numerals that are part of no fact and of nothing that a rule names."""
        return tuple(numeral for numeral in self.numerals if numeral.rule is None)

    @property
    def text(self) -> str:
        """The text that all offsets count in."""
        return self.document.text

    def to_dict(self) -> dict[str, Any]:
        """Return `{"article": {…}, "facts": [{…}]}`, the line of `run --format jsonl`."""
        return {"article": self.head(), "facts": [fact.to_dict() for fact in self.facts]}

    def checked(self) -> dict[str, Any]:
        """Return `{"article": {…}, "findings": [{…}]}`, the line of `check --format jsonl`."""
        return {"article": self.head(), "findings": [finding.to_dict() for finding in self.findings]}

    def audited(self) -> dict[str, Any]:
        """Return `{"article": {…}, "numerals": [{…}]}`, the line of `run --audit --format jsonl`."""
        return {"article": self.head(), "numerals": [numeral.to_dict() for numeral in self.numerals]}

    def head(self) -> dict[str, Any]:
        """Return what output says of the article itself."""
        doc = self.document
        head = {"id": doc.id, "path": doc.path, "title": doc.title, "published": self.published}
        return head | {"published_from": self.published_from, "sha256": self.sha256}

    @classmethod
    def from_dict(cls, line: Mapping[str, Any], text: str) -> Article:
        """Return the article of `to_dict`, `checked` or both, or of their JSON, to which the text belongs."""
        head = line["article"]
        document = Document(text, id=head["id"], path=head["path"], title=head["title"])
        facts = tuple(Fact.from_dict(fields) for fields in line.get("facts", ()))
        findings = tuple(Finding.from_dict(fields) for fields in line.get("findings", ()))
        return cls(document, head["sha256"], head["published"], head["published_from"], facts, findings=findings)

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the text with its facts marked."""
        from .show.notebook import notebook_html

        return notebook_html(self)


Result = Article | Failure  # what becomes of a document
Say = Callable[[str], None]  # tells the user something in one line


@dataclass(frozen=True, slots=True)
class Stored:
    """What a store holds of an article already, made of the same text and metadata by the same recipe.

    Reading it again would give just that: an article, here without its facts, of which `kinds` counts those of each
    kind; or its failure, with no `key`. `failed` says whether the stored article failed since.
    """

    key: int | None
    result: Article | Failure
    kinds: Mapping[str, int] = Frozen()
    failed: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", frozen(self.kinds))
