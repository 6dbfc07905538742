"""What is said of a comparison: whole paragraphs in both languages, and how results are told apart."""

from __future__ import annotations

from fractions import Fraction

import making
import pytest

from spbe_index.core.bridge import NoDifference
from spbe_index.core.compare import compare, own_crosswalk, series
from spbe_index.core.crosswalk import Crosswalk
from spbe_index.core.score import score
from spbe_index.load.crosswalk import crosswalk_between
from spbe_index.load.rubric import load_rubric
from spbe_index.write.compare_names import named_results
from spbe_index.write.compare_text import comparison_text, difference_text
from spbe_index.write.compare_words import amount, comparison_sentences, crosswalk_sentences
from spbe_index.write.words import Words


def scored(name, level, year, *, stage="akhir", agency="Kota Contoh", **changed):
    rubric = load_rubric(name)
    values = {leaf.code: changed.get(leaf.code.replace("-", "_"), level) for leaf in rubric.leaves()}
    made = making.assessment(rubric, values, stages=(stage,), year=year)._replace(agency=agency)
    return score(rubric, made, stage), rubric


def said(one, other, language, walk=None):
    words = Words(language)
    before, after = named_results([one, other], words)
    ends = (before.result.rubric.id, after.result.rubric.id)
    walk = walk or (own_crosswalk(before.result, after.result) if ends[0] == ends[1] else crosswalk_between(*ends))
    comparison = compare(before.result, after.result, walk)
    return comparison_sentences(comparison, before, after, words), crosswalk_sentences(comparison, words)


def test_two_years_of_one_instrument():
    one, other = scored("spbe-2020", 3, 2022), scored("spbe-2020", 3, 2023, I12=5, I45=5, I46=4, I47=4, I1=2)
    assert said(one, other, "id") == (
        [
            "Indeks SPBE naik 0,16, dari 3,00 (2022) menjadi 3,16 (2023).",
            "Predikatnya tetap Baik.",
            "Dari 47 indikator, 4 naik, 1 turun, dan 42 tetap.",
            "Yang paling menggerakkan indeks: Layanan Publik Sektor 1 (I45) +0,0600; Peta Rencana SPBE Instansi "
            "Pusat/Pemerintah Daerah (I12) +0,0500; Layanan Publik Sektor 2 (I46) +0,0300.",
        ],
        [],
    )
    assert said(one, other, "en")[0] == [
        "The SPBE index rose by 0.16, from 3.00 (2022) to 3.16 (2023).",
        "The predicate is still Baik (Good).",
        "Of 47 indicators, 4 rose, 1 fell and 42 stayed the same.",
        "What moved the index most: Sectoral public service 1 (I45) +0.0600; SPBE roadmap (I12) +0.0500; Sectoral "
        "public service 2 (I46) +0.0300.",
    ]
    assert said(other, one, "id")[0][0] == "Indeks SPBE turun 0,16, dari 3,16 (2023) menjadi 3,00 (2022)."


def test_a_predicate_that_changed_and_an_index_that_did_not():
    assert said(scored("spbe-2020", 2, 2022), scored("spbe-2020", 3, 2023), "id")[0][1] == (
        "Predikatnya naik dari Cukup menjadi Baik."
    )
    assert said(scored("spbe-2020", 5, 2022), scored("spbe-2020", 3, 2023), "en")[0][1] == (
        "The predicate fell from Memuaskan (Excellent) to Baik (Good)."
    )
    same = said(scored("spbe-2020", 3, 2022), scored("spbe-2020", 3, 2023), "id")[0]
    assert same == [
        "Indeks SPBE tetap 3,00 (2022 dan 2023).",
        "Predikatnya tetap Baik.",
        "Dari 47 indikator, 0 naik, 0 turun, dan 47 tetap.",
    ]


def test_what_is_open_has_no_difference():
    one, other = scored("spbe-2020", 3, 2022), scored("spbe-2020", 3, 2023, I12=None, I13=4)
    assert said(one, other, "id")[0] == [
        "Indeks SPBE belum dapat dibandingkan, sebab belum semuanya terisi: 3,00 (2022), masih mungkin 2,98 sampai "
        "3,08 (2023).",
        "Dari 47 indikator, 1 naik, 0 turun, dan 45 tetap; 1 belum dapat dibandingkan.",
    ]
    across = said(scored("spbe-2018", 3, 2020), other, "en")[0]
    assert across[0].endswith("The difference is not known yet, since not everything is filled in.")
    assert across[1].startswith("Of 20 groups of corresponding indicators, 16 can be compared (")
    low = said(scored("spbe-2018", 3, 2020, I1=None), other, "id")[0]
    assert "dan 1 belum terisi." in low[1]


def test_two_agencies_are_held_against_each_other_and_no_time_passes_between_them():
    one, other = scored("spbe-2020", 3, 2022), scored("spbe-2020", 4, 2023, agency="Kota Lain", I12=2)
    sentences = said(one, other, "id")[0]
    assert sentences[:3] == [
        "Indeks SPBE Kota Lain 2023 lebih tinggi 0,95 daripada Kota Contoh 2022: 3,95 dibanding 3,00.",
        "Predikat Kota Lain 2023 lebih tinggi: Sangat Baik dibanding Baik.",
        "Dari 47 indikator, 46 lebih tinggi, 1 lebih rendah, dan 0 sama.",
    ]
    assert sentences[3].startswith("Yang paling membedakan kedua indeks: ")
    english = said(other, one, "en")[0]
    assert (
        english[0] == "The SPBE index of Kota Contoh 2022 is 0.95 lower than that of Kota Lain 2023: 3.00 against 3.95."
    )
    assert (
        english[1] == "The predicate of Kota Contoh 2022 is the lower one: Baik (Good) against Sangat Baik (Very good)."
    )
    assert english[2] == "Of 47 indicators, 1 are higher, 46 lower and 0 the same."
    alike = said(one, scored("spbe-2020", 3, 2022, agency="Kota Lain"), "en")[0]
    assert alike[:2] == [
        "The SPBE index of Kota Contoh 2022 and of Kota Lain 2022 is the same, 3.00.",
        "The predicate of both is Baik (Good).",
    ]
    across = [*said(scored("spbe-2018", 2, 2020), other, "id")[0], *said(one, other, "id")[0], *alike, *english]
    moving = ("naik", "turun", "tetap", "rose", "fell", "still", "stayed", "moved")
    assert not [said for said in across if any(f" {word} " in f" {said} " for word in moving)]


def test_one_agency_written_in_two_ways_is_one():
    one, other = scored("spbe-2020", 3, 2022, agency="Pemkot Tegal"), scored("spbe-2020", 3, 2023, agency="KOTA TEGAL")
    assert said(one, other, "id")[0][0] == "Indeks SPBE tetap 3,00 (2022 dan 2023)."


def test_a_difference_that_the_printed_indices_do_not_show_is_explained():
    one, other = scored("spbe-2020", 3, 2022, I1=4), scored("spbe-2020", 3, 2023, I12=4)
    rounded = "Selisih ini dihitung sebelum indeks dibulatkan."
    assert said(one, other, "id")[0][0] == f"Indeks SPBE naik 0,01, dari 3,01 (2022) menjadi 3,03 (2023). {rounded}"
    assert rounded not in said(scored("spbe-2020", 3, 2022), other, "id")[0][0]


def test_two_instruments_and_what_the_difference_consists_of():
    one, other = scored("spbe-2018", 2, 2020), scored("spbe-2020", 3, 2021)
    sentences, about = said(one, other, "id")
    assert sentences == [
        "2020: Indeks SPBE 2,00 menurut Evaluasi SPBE (PermenPANRB 5/2018). 2021: Indeks SPBE 3,00 menurut Evaluasi "
        "SPBE (PermenPANRB 59/2020). Selisihnya +1,00.",
        "Predikatnya Cukup (2020) dan Baik (2021), masing-masing menurut instrumennya sendiri.",
        "Dari 20 kelompok indikator yang sepadan, 16 dapat dibandingkan nilainya (16 naik, 0 turun, 0 tetap) dan 4 "
        "diukur dengan cara lain sehingga nilainya tidak dibandingkan.",
        "15 indikator hanya dinilai pada 2020 dan 22 hanya pada 2021.",
        "Yang paling menggerakkan indeks: Layanan Publik Instansi Pemerintah (I35 → I45, I46, I47) +0,0950; Layanan "
        "Manajemen Kinerja (I30 → I40, I41) +0,0525; Rencana Induk SPBE Instansi Pemerintah (I20 → I11, I12) +0,0450.",
        sentences[5],
        "Tiap bagian dihitung terhadap nilai tengah kedua indeks, 2,50: indikator baru menaikkan indeks bila nilainya "
        "di atas itu dan menurunkannya bila di bawahnya.",
    ]
    assert sentences[5].startswith("Selisih itu tersusun dari empat bagian: tingkat +0,")
    assert "bukan padanan resmi" in about[0]
    assert "tidak boleh ditarik sebagai satu garis" in about[1]
    english, about = said(one, other, "en")
    assert english[3] == "Indicators assessed only in 2020: 15; only in 2021: 22."
    assert "not official" in about[0]


def test_without_a_crosswalk():
    one, other = scored("spbe-2018", 2, 2020), scored("pemdi-2026", 3, 2026)
    sentences, about = said(one, other, "id", Crosswalk("spbe-2018", "pemdi-2026", ()))
    assert sentences[2].startswith("Tidak ada padanan yang diketahui antara kedua instrumen")
    assert about == []


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ("1/3", "+0,3333"), ("-1/20000", "-0,0001"), ("-1/90000", "-1/90000"), ("1/100000", "+0,00001")],
)
def test_an_amount_is_never_shown_as_nothing_when_it_is_something(value, text):
    assert amount(Fraction(value), Words("id")) == text


def test_why_there_is_no_difference_is_said():
    words = Words("id")
    reasons = ("open", "low", "new", "dropped")
    assert [difference_text(NoDifference(reason), words) for reason in reasons] == [
        "belum terisi", "tak terbanding", "baru", "tidak lagi"
    ]  # fmt: skip
    assert difference_text(Fraction(-1, 2), words) == "-0,50"


@pytest.mark.parametrize(
    ("results", "labels"),
    [
        ([(2022, "akhir", "A"), (2023, "akhir", "A")], ["2022", "2023"]),
        ([(2023, "mandiri", "A"), (2023, "akhir", "A")], ["Penilaian Mandiri", "Nilai Akhir"]),
        ([(2022, "akhir", "A"), (2023, "mandiri", "A"), (2023, "akhir", "A")],
         ["2022, Nilai Akhir", "2023, Penilaian Mandiri", "2023, Nilai Akhir"]),
        ([(2023, "akhir", "A"), (2023, "akhir", "B")], ["A 2023", "B 2023"]),
        ([(2022, "akhir", "A"), (2023, "akhir", "B")], ["A 2022", "B 2023"]),
        ([(2022, "akhir", "B" * 60), (2023, "akhir", "A")], ["B" * 39 + "… 2022", "A 2023"]),
        ([(2023, "akhir", ""), (2023, "akhir", "B")], ["(instansi tidak disebut) 2023", "B 2023"]),
        ([(2023, "akhir", "A"), (2023, "akhir", "A")], ["2023 (1)", "2023 (2)"]),
        ([(2023, "akhir", "A"), (None, "akhir", "A")], ["2023", "(tahun tidak disebut)"]),
    ],
)  # fmt: skip
def test_results_have_the_shortest_labels_that_tell_them_apart(results, labels):
    made = [scored("spbe-2020", 3, year, stage=stage, agency=agency) for year, stage, agency in results]
    assert [one.label for one in named_results(made, Words("id"))] == labels


def test_a_result_of_a_rubric_that_has_changed_has_its_own_names():
    result, rubric = scored("spbe-2020", 3, 2022)
    saved = result._replace(rubric=result.rubric._replace(sha256="0" * 64))
    now, then = named_results([(result, rubric), (saved, rubric)], Words("en"))
    assert now.names["I12"] == "SPBE roadmap"
    assert then.names["I12"].startswith("Peta Rencana")
    sentences, _ = said((result, rubric), (saved, rubric), "id")
    assert sentences[1] == "Predikatnya tetap Baik."


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_the_table_of_groups_fits_the_terminal(width, language):
    words = Words(language)
    made = [scored("spbe-2018", 2, 2020), scored("spbe-2020", 3, 2021), scored("pemdi-2026", 3, 2026)]
    found = series(made, lambda one, other: crosswalk_between(one.rubric.id, other.rubric.id))
    text = comparison_text(found, named_results(made, words), (), words, width=width, colour=False)
    assert max(map(len, text.splitlines())) <= width
    folded = any(line.startswith("I1 → I10: ") for line in text.splitlines())
    assert folded == (width < 88)
