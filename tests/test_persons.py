"""What the NER model changes: speakers behind bodies and wrong names, people who are called like regions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from linked import sentences_of

from extractor.layout import Layout
from extractor.link import speech
from extractor.link.speaker import attribute
from extractor.link.speech import find_cues, read_cues
from extractor.model import Entity, Links, Sentence
from extractor.pipeline import load_pipeline
from extractor.regions.persons import doubtful_sentences, without_people

Reader = Callable[[Sequence[Sentence]], list[Entity]]


def reader(text: str, *people: str, label: str = "PER") -> Reader:
    """Return a model that reads just these names, and only in the sentences that it is given."""
    found = [Entity(text.index(name), text.index(name) + len(name), label) for name in people]

    def recognize(sentences: Sequence[Sentence]) -> list[Entity]:
        return [e for e in found if any(s.start <= e.start and e.end <= s.end for s in sentences)]

    return recognize


@pytest.mark.parametrize(
    ("text", "person", "speaker", "role"),
    [
        # A body with a person in it: a second name in brackets hides the person from the rules.
        (
            "Menteri Sosial (Mensos), Laksmi Utari (Bu Ami) menyebut ada 40 warga.",
            "Laksmi Utari",
            "Laksmi Utari",
            "Menteri Sosial (Mensos)",
        ),
        # An office with commas: its second part looks like a name.
        (
            "“Ada 40 warga,” kata Direktur Manajemen Risiko, Kepatuhan, dan Aset Bank Jaya, Wilis Saptono.",
            "Wilis Saptono",
            "Wilis Saptono",
            "Direktur Manajemen Risiko",
        ),
        # The model takes the title with the name.
        (
            "Presiden Satria Wirawan (Satria) menyebut ada 40 warga.",
            "Presiden Satria Wirawan",
            "Satria Wirawan",
            "Presiden",
        ),
    ],
)
def test_the_person_that_the_model_reads(text: str, person: str, speaker: str, role: str) -> None:
    links = linked(text, reader(text, person))
    assert (links.speaker, links.speaker_role) == (speaker, role)


@pytest.mark.parametrize(
    ("text", "people", "speaker"),
    [
        # Where both see the same person, or the model only a part, the rules have the whole name.
        ("Bupati Pati Harjo Slamet mengatakan ada 40 warga.", ["Harjo Slamet"], "Harjo Slamet"),
        ("Bupati Pati Harjo Slamet mengatakan ada 40 warga.", ["Slamet"], "Harjo Slamet"),
        # What stands before the rules' name is no better one.
        ("Camat Jepon, Harjo Slamet mengatakan ada 40 warga.", ["Jepon"], "Harjo Slamet"),
        # An office alone is nobody, and so is a degree behind the name.
        ("Polres Pati menyebut ada 40 warga.", ["Polres"], "Polres Pati"),
        ("“Ada 40 warga,” kata ahli gizi Harjo Slamet, MARS, FISQ.", ["FISQ"], "Harjo Slamet"),
        ("Pemerintah Prancis menyebut ada 40 warga.", ["Prancis"], "Pemerintah Prancis"),
        ("Badan Pusat Statistik mencatat 40 warga.", [], "Badan Pusat Statistik"),
    ],
)
def test_the_rules_keep_what_they_know(text: str, people: list[str], speaker: str) -> None:
    links = linked(text, reader(text, *people))
    assert links.speaker == speaker
    assert not links.linked_by["speaker"].endswith(".ner")


def linked(text: str, recognize: Reader) -> Links:
    pipeline = load_pipeline()
    mentions = pipeline.mentions(text, "2024-05-01")
    layout = Layout(text, sentences_of(text))
    cues = find_cues(layout, mentions, read_cues(pipeline.rulebook))
    entities = recognize(speech.doubtful_sentences(layout, cues))
    links = attribute(layout, mentions, pipeline.rulebook, cues, entities)
    return next(link for start, link in links.items() if text.startswith("40", start))


@pytest.mark.parametrize(
    ("text", "people", "regions"),
    [
        ("Anggota DPR Aria Bima hadir.", ["Aria Bima"], []),
        ("Korban bernama Bima dirawat di Kota Bima.", ["Bima"], ["Kota Bima"]),
        ("Mereka tiba di Bima.", [], ["Bima"]),
        ("Mereka tiba di Bima dan Sumbawa.", ["Sumbawa"], ["Bima", "Sumbawa"]),  # Sumbawa is nobody's name
        ("Pemkab Bima menyiapkan beras.", ["Bima"], ["Bima"]),  # a body's region whatever the model reads
        ("Itu disebut kataKapolrestabes Medan kemarin di Medan.", ["kataKapolrestabes Medan"], ["Medan", "Medan"]),
    ],
)
def test_people_called_like_regions(text: str, people: list[str], regions: list[str]) -> None:
    pipeline = load_pipeline()
    layout, mentions = Layout(text, sentences_of(text)), pipeline.mentions(text)
    entities = reader(text, *people)(doubtful_sentences(layout, mentions, pipeline.rulebook))
    found = without_people(layout, mentions, entities, pipeline.rulebook)
    assert [text[m.start : m.end] for m in found if m.kind == "region"] == regions


def test_only_sentences_in_doubt_are_read() -> None:
    text = "Bupati Blora meresmikan pasar. Warga bernama Bima hadir. Mereka tiba di Blora."
    pipeline = load_pipeline()
    layout, mentions = Layout(text, sentences_of(text)), pipeline.mentions(text)
    read = [text[s.start : s.end] for s in doubtful_sentences(layout, mentions, pipeline.rulebook)]
    assert read in ([], ["Warga bernama Bima hadir."])
