import re

import pytest

from aligncheck.document import Document, Segment
from aligncheck.furniture import mark_furniture, rules
from aligncheck.langdata import languages
from aligncheck.segmenters import SEGMENTERS

LANGUAGES = [language for language in languages("furniture") if language != "any"]


def furniture_of(text: str, language: str) -> list[str]:
    document = Document("a.txt", text, language)
    marked = mark_furniture(document, SEGMENTERS["rules"].segment(text, language))
    return [text[s.start : s.end] for s in marked.segments if s.furniture]


def text_of(text: str, language: str) -> list[str]:
    document = Document("a.txt", text, language)
    marked = mark_furniture(document, SEGMENTERS["rules"].segment(text, language))
    return [text[s.start : s.end] for s in marked.segments if not s.furniture]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("id", "Baca juga: Harga beras naik lagi di Surabaya"),
        ("id", "BACA JUGA : Harga beras naik lagi"),
        ("id", "Baca juga Harga beras naik lagi"),
        ("id", "Pewarta: Siti Aminah"),
        ("id", "Sumber : https://contoh.go.id/berita/1"),
        ("id", "Dilihat 1.203 kali"),
        ("id", "Silakan masukkan komentar anda!"),
        ("id", "TINGGALKAN KOMENTAR"),
        ("id", "Selasa, 3 Maret 2020"),
        ("id", "Bagikan:"),
        ("en", "Also read: Rice prices rise again"),
        ("en", "Read also: Rice prices rise again"),
        ("en", "Reporting by Jane Doe; Editing by John Smith"),
        ("en", "Translator: Jane Doe"),
        ("en", "This article was translated automatically by AI. Errors may remain."),
        ("en", "Leave a Reply"),
        ("en", "Copyright © 2024 Example News"),
        ("en", "https://example.org/a/b?c=d"),
        ("de", "facebook twitter whatsapp"),
    ],
)
def test_a_line_of_furniture_is_recognised(language, line):
    text = f"Something happened in the city today.\n{line}\nMore of it happened later."
    assert " ".join(furniture_of(text, language)) == line


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("id", "Baca juga kontrak itu dengan teliti, kata pengacara, sebab isinya berubah."),
        ("id", "Editor surat kabar itu mengatakan berita tersebut benar."),
        ("id", "Sumber air di desa itu mengering sejak bulan Juli."),
        ("id", "Ia membagikan berita itu ke teman-temannya."),
        ("id", "Sabtu, 5 Mei 2018, menjadi hari yang tidak terlupakan bagi keluarga itu."),
        ("en", "Read also the contract with care, the lawyer said."),
        ("en", "The editor of the newspaper said that the report was true."),
        ("en", "The translator waited for an hour."),
        ("en", "The machine was built in Germany and shipped to Jakarta."),
        ("en", "Share prices rose on Tuesday."),
    ],
)
def test_a_sentence_that_looks_a_little_like_furniture_is_text(language, line):
    assert furniture_of(f"{line}\nMore of it happened later.", language) == []


@pytest.mark.parametrize(
    ("language", "dateline"),
    [
        ("id", "Jakarta (ANTARA) - "),
        ("id", "Bandung, Jawa Barat (ANTARA News) – "),
        ("id", "KOMPAS.com, Jakarta - "),
        ("id", "Jakarta, kemkes.go.id – "),
        ("id", "SURABAYA - "),
        ("en", "JAKARTA (Reuters) - "),
        ("en", "Geneva – "),
    ],
)
def test_a_dateline_is_cut_from_the_sentence_after_it(language, dateline):
    sentence = "Presiden Sukarno tiba di bandara."
    assert furniture_of(dateline + sentence, language) == [dateline.strip()]
    assert text_of(dateline + sentence, language) == [sentence]


@pytest.mark.parametrize(
    "text",
    [
        "Anak-anak itu pergi ke sekolah.",
        "Presiden (kanan) - seperti biasa - datang terlambat.",
        "Kata-kata itu - menurut Rahmat - tidak benar.",
    ],
)
def test_a_dash_makes_no_dateline(text):
    assert furniture_of(text, "id") == []


def test_initials_end_a_report():
    assert furniture_of("Polisi masih mencari pelaku. (abc/de)", "id") == ["(abc/de)"]


def test_a_section_of_other_articles_ends_with_the_text():
    text = "Kebakaran itu padam pukul 22.00.\n\nBerita Terkait\n\nHarga beras naik\n\nPetani mengeluh."
    assert text_of(text, "id") == ["Kebakaran itu padam pukul 22.00."]


def test_cutting_keeps_every_character_that_is_no_space():
    text = "Jakarta (ANTARA) - Hujan turun. Banjir datang.\nPewarta: Siti Aminah\n"
    document = Document("a.txt", text, "id")
    marked = mark_furniture(document, (Segment(0, 0, 31), Segment(1, 32, 46), Segment(2, 47, 67)))
    assert "".join(marked.texts()).replace(" ", "") == re.sub(r"\s", "", text)
    assert [segment.index for segment in marked.segments] == list(range(len(marked.segments)))


@pytest.mark.parametrize("language", [*LANGUAGES, "sw"])
def test_every_rule_has_an_id_of_its_own_a_known_scope_and_a_reason(language):
    table = rules(language)
    assert len({rule.id for rule in table}) == len(table)
    for rule in table:
        assert rule.scope in ("line", "prefix", "suffix", "section"), rule.id
        assert len(rule.reason.split()) >= 4, rule.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", ["a " * 200, "Baca juga: " + "x" * 389, "A" * 400, "By " + "Aa " * 130, "(" * 400])
def test_matching_a_hostile_line_takes_no_time(language, line):
    # Each pattern is tried a thousand times; one that backtracks without bound would never come back.
    for rule in rules(language):
        for _ in range(1000):
            rule.pattern.search(line)
