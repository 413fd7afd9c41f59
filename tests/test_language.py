"""The interface in Indonesian: the catalogue is complete, and what people read comes from it; data stays as it is."""

from __future__ import annotations

import gettext
import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import regex
from test_help import commands

import translations
from extractor.cli import call, cli
from extractor.cli.translated import texts_of
from extractor.errors import UserError
from extractor.language import HOLE, LANGUAGES, _, catalogue, chosen, language, number, said, speak
from extractor.show.html import TEMPLATES
from extractor.wording import plural

OTHERS = [one for one in LANGUAGES if one != "en"]
ARTICLE = (
    "Pemkab Blora menganggarkan Rp 28,6 miliar pada 2022. Dari 200 siswa, 50 siswa atau 40 persen tidak lulus. "
    "Warga miskin naik dari 100 orang menjadi 130 orang."
)


@pytest.fixture
def indonesian() -> Iterator[None]:
    """Speak Indonesian."""
    speak("id")
    yield
    speak("en")


@pytest.fixture(scope="module")
def all_said() -> list[str]:
    """All that people are told."""
    return translations.all_said()


@pytest.mark.parametrize("other", OTHERS)
def test_the_catalogue_is_complete_and_holds_nothing_else(other: str, all_said: list[str]) -> None:
    assert list(translations.faults(translations.read(other), all_said)) == []


@pytest.mark.parametrize("other", OTHERS)
def test_it_is_compiled(other: str) -> None:
    written = {str(message.id): str(message.string) for message in translations.read(other) if message.id}
    assert catalogue(other) == written


@pytest.mark.parametrize("other", OTHERS)
def test_what_is_put_into_a_sentence_is_put_into_its_translation(other: str) -> None:
    named = regex.compile(r"\{\w+\}|`[^`A-Z]+`|--[a-z-]+|\$[A-Z_]+")
    told = catalogue(other).items()
    assert [
        text
        for text, translated in told
        if sorted(named.findall(text)) != sorted(named.findall(translated)) and "`extract" not in text
    ] == []


def test_translations_differ_from_what_they_translate() -> None:
    same = {text for text, translated in catalogue("id").items() if text == translated}
    words = {text for text in same if regex.search(r"\p{L}{3,} \p{L}{3,}", text)}
    assert words == {"kali lipat"}  # which is Indonesian in the code


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "en"),
        ([], {"LANG": "id_ID.UTF-8"}, "id"),
        ([], {"LANG": "id_ID.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "nl_NL.UTF-8"}, "en"),
        ([], {"LC_MESSAGES": "id.UTF-8", "LANG": "en_US.UTF-8"}, "id"),
        ([], {"EXTRACT_LANG": "id", "LANG": "en_US.UTF-8"}, "id"),
        ([], {"EXTRACT_LANG": "", "LANG": "id_ID.UTF-8"}, "id"),
        (["--lang", "en", "query"], {"EXTRACT_LANG": "id"}, "en"),
        (["query", "--lang=id"], {}, "id"),
        (["check", "--", "--lang"], {}, "en"),
    ],
)
def test_the_language_is_chosen(arguments: list[str], environment: dict[str, str], expected: str) -> None:
    assert chosen(arguments, environment)[0] == expected


def test_the_rest_of_the_arguments_stays() -> None:
    assert chosen(["query", "--lang", "id", "--kind", "money"], {})[1] == ["query", "--kind", "money"]


@pytest.mark.parametrize("arguments", [["--lang", "fr"], ["--lang="], ["--lang"]])
def test_a_language_that_there_is_not_is_one_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UserError, match="no language of extract"):
        chosen(arguments, {})
    assert call(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("words", [" ".join(above) for above, _command in commands()])
def test_help_is_indonesian(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["--lang", "id", *words.split(), "--help"]) == 0
    told = flat(capsys.readouterr().out)
    assert told.startswith("Penggunaan: extract")
    assert "Opsi:" in told
    assert "Tampilkan pesan ini lalu selesai." in told
    command = command_of(words)
    sentences = [text for text in texts_of(command) if " " in text and text != command.short_help]
    assert [text for text in sentences if flat(text) in told] == []
    assert [text for text in sentences if flat(catalogue("id")[text]) not in told] == []


def command_of(words: str) -> click.Command:
    """Return the command that words call."""
    return next(command for above, command in commands(cli) if " ".join(above) == words)


def flat(text: str) -> str:
    """Return a text without its line breaks."""
    return " ".join(text.replace("\b", "").split())


def test_english_is_spoken_again_after_indonesian(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["--lang", "id", "--help"]) == 0
    assert call(["--help"]) == 0
    assert language() == "en"
    assert capsys.readouterr().out.count("Usage:") == 1
    assert gettext.gettext("Usage:") == "Usage:"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["query", "--nothing"], "Tidak ada opsi '--nothing'."),
        (["query", "--kind", "x"], "Nilai untuk '--kind' salah: 'x' tidak termasuk "),
        (["check"], "Argumen 'BERKAS…' belum diberikan."),
        (["query", "--min", "x y"], "--min: “x y” bukan angka"),
        (["missing.txt"], "missing.txt: tidak ada berkas atau folder itu"),
        (["query", "--db", "missing.db"], "tidak ada basis data di missing.db; `extract BERKAS` membuatnya"),
        (["query", "--min-confidence", "x"], "'x' bukan bilangan pecahan"),
        (["query", "--min-confidence", "9"], "9.0 di luar rentang 0<=x<=1"),
        (["query", "--min"], "Opsi '--min' memerlukan argumen."),
        (["serve", "--port", "x"], "Nilai untuk '--port' salah: 'x' bukan bilangan bulat"),
    ],
)
def test_wrong_use_is_told_in_indonesian(
    arguments: list[str],
    expected: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call(["--lang", "id", *arguments]) == 2
    assert expected in capsys.readouterr().err


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("a.txt: no such file or folder", "a.txt: tidak ada berkas atau folder itu"),
        ("new: no such file or folder", "new: tidak ada berkas atau folder itu"),
        ("x.txt: has no text (as before; --retry-failed reads it again)",
         "x.txt: tidak berisi teks (seperti sebelumnya; --retry-failed membacanya lagi)"),
        ("another article differs by 2,3 persen poin", "artikel lain berbeda sebesar 2,3 persen poin"),
        ("between the levels lie 30 %; 120 instead of 130 would fit",
         "selisih kedua tingkat 30 %; 120, bukan 130, yang cocok"),
        ("the parts are 5 orang more than the total; one number has two readings",
         "bagian-bagiannya 5 orang lebih banyak dari totalnya; satu angka dapat dibaca dengan dua cara"),
        ("Kalimat yang tidak dikenal", "Kalimat yang tidak dikenal"),
        ("", ""),
    ],
)  # fmt: skip
def test_sentences_are_found_by_their_template(indonesian: None, sentence: str, expected: str) -> None:
    assert said(sentence) == expected


def test_each_template_is_found_with_what_is_put_in(indonesian: None) -> None:
    """A sentence made by a template reads as its translation, whatever other templates there are."""
    for text, translated in catalogue("id").items():
        if HOLE.search(text) and len(HOLE.sub("", text)) > 12:
            filled, expected = (HOLE.sub(lambda hole: f"X{hole[1]}", one) for one in (text, translated))
            assert said(filled) == expected


def test_numbers_are_written_one_way(indonesian: None) -> None:
    assert (number(1449), plural(1449, "fact"), _("value")) == ("1.449", "1.449 fakta", "nilai")


@pytest.mark.stanza
def test_an_article_is_checked_in_indonesian(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "berita.txt").write_text(ARTICLE, encoding="utf8")
    assert call(["--lang", "id", "check", str(tmp_path / "berita.txt")]) == 0
    told = capsys.readouterr()
    assert regex.search(r"putusan +posisi +dalam teks +hitungan", told.out)
    assert "✗ bertentangan" in told.out
    assert "40 persen dari 200 adalah 79–81" in told.out
    assert "tanggal terbit tidak diketahui" in told.out
    assert told.err == "1 artikel: 1 temuan: 1 bertentangan\n"


@pytest.mark.stanza
def test_facts_are_told_in_indonesian_and_data_is_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "berita.txt").write_text(ARTICLE, encoding="utf8")
    call(["--lang", "id", "run", str(tmp_path / "berita.txt"), "--no-store"])
    told = capsys.readouterr()
    assert regex.search(r"posisi +teks +nilai +tentang", told.out)
    assert "anggaran" in told.out
    assert "tidak disimpan" in told.err
    for form in ("jsonl", "csv"):
        data = []
        for spoken in LANGUAGES:
            call(["--lang", spoken, "run", str(tmp_path / "berita.txt"), "--no-store", "--format", form])
            data.append(capsys.readouterr().out)
        assert data[0] == data[1]
    call(["--lang", "id", "check", str(tmp_path / "berita.txt"), "--format", "jsonl"])
    assert [one["verdict"] for one in json.loads(capsys.readouterr().out)["findings"]] == ["contradicts"]


@pytest.mark.parametrize("words", [["--kind", "uang"], ["--indicator", "anggaran"], ["--min", "1 miliar"]])
@pytest.mark.stanza
def test_a_store_is_asked_in_indonesian(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "berita.txt").write_text(ARTICLE, encoding="utf8")
    assert call(["run", "berita.txt", "-q"]) == 0
    assert call(["query", *words, "--format", "jsonl"]) == 0
    [fact] = json.loads(capsys.readouterr().out.splitlines()[0])["facts"]
    assert (fact["text"], fact["indicator"]) == ("Rp 28,6 miliar", "budget")
    assert call(["indicators", "--lang", "id"]) == 0
    assert regex.search(r"budget +anggaran +✓ +✓", capsys.readouterr().out)


@pytest.mark.stanza
def test_a_report_is_indonesian(tmp_path: Path) -> None:
    (tmp_path / "berita.txt").write_text(ARTICLE, encoding="utf8")
    assert call(["--lang", "id", "check", str(tmp_path / "berita.txt"), "-o", str(tmp_path / "report.html")]) == 0
    page = (tmp_path / "report.html").read_text(encoding="utf8")
    assert '<html lang="id">' in page
    shown = regex.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", page, flags=regex.DOTALL)
    assert all(
        word in shown for word in ("bertentangan", "40 persen dari 200 adalah 79–81", "Salin untuk lembar kerja")
    )
    labels = {
        text for template in TEMPLATES.glob("*.html") for text in translations.LABEL.findall(template.read_text())
    }
    english = {"contradicts", "speaker", "money", *labels} - {"finding"}
    assert [word for word in english if regex.search(rf"(?<![\w.-]){regex.escape(word)}(?![\w.-])", shown)] == []
