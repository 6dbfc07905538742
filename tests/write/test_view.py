import dataclasses
import json
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
import small
from reporting import DECIMALS, OFFICIAL, Recording, change, result_of, rubric
from years_and_lists import planned, safety, setting

import spbe_index.write
from spbe_index.core.assessment import Evidence
from spbe_index.core.problem import Place, problem
from spbe_index.core.result import Proof
from spbe_index.core.rubric import External, Kind, Text
from spbe_index.core.seal import EFFORT, INPUT, LIST, LOGO, PREVIOUS, RESULT, RUBRIC, STAGE, Asked
from spbe_index.write.html import report_html
from spbe_index.write.seal import Piece, Sealing, sealed
from spbe_index.write.view import report_view
from spbe_index.write.view.scene import NO_BAND, Scene, clean
from spbe_index.write.words import LANGUAGES, Words

CATALOGUE = Path(spbe_index.write.__file__).parent / "locale" / "id" / "report.json"
ROLES = (RESULT, RUBRIC, INPUT, STAGE, PREVIOUS, LOGO, EFFORT, LIST)
HOLED = [None if i in (3, 20, 46) else v for i, v in enumerate(OFFICIAL)]


def view_of(*made, language="id"):
    return report_view(*made, Words(language))


def every_text(value):
    """All texts inside a view."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from every_text(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name == "data":  # JSON, whose sentences are filled by the page
                continue
            yield from every_text(getattr(value, field.name))


def small_result(values, **changes):
    return result_of(by=small.small_rubric(**changes), values=values, stage="mandiri")


def test_the_summary_of_the_official_result_in_indonesian():
    summary = view_of(*result_of(agency="Kemenko Perekonomian")).summary
    assert summary.sentences == (
        "Indeks SPBE Kemenko Perekonomian tahun 2021 adalah 2,95 dengan predikat Baik.",
        "Predikat Sangat Baik dimulai pada 3,50. Indeks masih kurang 0,5525, setara dengan sedikitnya 20 kenaikan "
        "satu tingkat pada indikator berbobot terbesar.",
        "Indeks berada 0,3475 di atas batas bawah predikat Baik (2,60); predikat ini baru dapat hilang setelah "
        "sedikitnya 12 penurunan satu tingkat.",
    )
    assert summary.notices == ()
    assert [(p.name, p.weight, p.value) for p in summary.parts] == [
        ("Kebijakan Internal SPBE", "13,00", "3,00"),
        ("Tata Kelola SPBE", "25,00", "3,00"),
        ("Manajemen SPBE", "16,50", "1,00"),
        ("Layanan SPBE", "45,50", "3,61"),
    ]
    assert [s.figure for s in summary.strongest] == ["3,90", "3,25", "3,17"]
    assert [s.figure for s in summary.weakest] == ["1,00", "1,00", "2,50"]
    first = summary.next_steps[0]
    assert first.name == "Indikator 44, Jaringan Dokumentasi dan Informasi Hukum (JDIH)"
    assert (first.rise, first.gain) == ("dari tingkat 2 ke tingkat 3 (Transaksi)", "+0,03 pada indeks")
    assert len(summary.next_steps) == 3


def test_the_summary_in_english():
    summary = view_of(*result_of(), language="en").summary
    assert summary.sentences[0] == "The SPBE index of Kota Contoh for 2021 is 2.95, with the predicate Baik (Good)."
    assert (
        "The index is 0.5525 short of it; closing the gap takes at least 20 rises of one level"
        in (summary.sentences[1])
    )
    assert summary.next_steps[0].gain == "+0.03 on the index"


def test_an_edge_out_of_reach_is_told_without_a_number_of_moves():
    beyond = change(small.small_rubric().bands[1], name=small.text("beyond"), values=small.span("5", "6", closed="(]"))
    view = view_of(*small_result([4] * 6, bands=(*small.small_rubric().bands, beyond)))
    assert view.summary.sentences[1] == (
        "Predikat beyond diberikan untuk indeks di atas 5,00. Indeks harus naik lebih dari 1,00."
    )


def test_no_part_is_called_strongest_or_weakest_while_an_open_answer_may_change_it():
    certain = view_of(*result_of(values=[5] * 10 + OFFICIAL[10:46] + [None])).summary
    assert [named.figure for named in certain.strongest][:1] == ["5,00"]
    assert certain.compared.startswith("Yang disebut hanya yang pasti")
    open_all = view_of(*result_of(values=[None] * 47)).summary
    assert (open_all.strongest, open_all.weakest) == ((), ())
    assert open_all.compared.startswith("Selama masih ada isian yang terbuka")
    assert view_of(*result_of()).summary.compared == ""
    assert view_of(*result_of(values=[3] * 47)).summary.compared == "Semua bagian bernilai sama."


def test_what_the_workbook_warns_of_stands_on_the_cover_and_in_the_summary():
    warned = problem("N293", Place("f", "Domain 1", "A4"), remark="bukan tingkat resmi.")
    view = view_of(*result_of(problems=(warned,)))
    assert [text for text in view.cover.notices if "bukan tingkat resmi." in text]
    assert view.summary.notices == view.cover.notices


def test_parts_that_tie_with_the_last_one_named_are_told():
    tied = view_of(*result_of(values=[3] * 18 + [2] * 29), language="en").summary
    assert [named.figure for named in tied.weakest] == ["2.00", "2.00", "2.00"]
    assert (tied.strongest_tied, tied.weakest_tied) == ("", "2 others also have 2.00.")
    both = view_of(*result_of(values=[3] * 20 + [2] * 27)).summary
    assert (both.strongest_tied, both.weakest_tied) == (
        "1 lainnya juga bernilai 3,00.",
        "1 lainnya juga bernilai 2,00.",
    )
    none = view_of(*result_of()).summary
    assert (none.strongest_tied, none.weakest_tied) == ("", "")


def test_that_criteria_are_cut_never_stands_on_a_line_of_its_own():
    view = view_of(*result_of("pemdi-2026", DECIMALS, year=2026, stage="mandiri"))
    cut = [row.meaning for group in view.groups for row in group.rows if row.meaning.endswith("…")]
    assert cut
    assert all(text.endswith("\u00a0…") for text in cut)


def test_contributions_as_printed_add_up_to_the_exact_index():
    view = view_of(*result_of())
    assert view.values_intro.startswith("Nilai tepat indeks adalah 2,9475;")
    for depth in (1, 2):
        shown = [Fraction(p.contribution.replace(",", ".")) for p in view.parts if p.depth == depth]
        assert sum(shown) == Fraction("2.9475")
    assert [p.code for p in view.parts][:4] == ["", "D1", "A1", "D2"]


def test_what_has_no_index_says_so_with_the_range_and_what_is_missing():
    view = view_of(*result_of(values=HOLED, reasons=("blank", "missing", "faulty")))
    assert (view.cover.value, view.cover.band, view.accent) == ("", "", NO_BAND)
    assert view.cover.waiting == "Indeks masih dapat menjadi 2,86 sampai 3,09."
    assert view.cover.notices == (
        "3 dari 47 isian belum bernilai.",
        "Salah isi atau tidak terbaca (1): I21.",
        "Belum diisi (1): I4.",
        "Tidak ada barisnya (1): I47.",
    )
    assert view.cover.notices == view.summary.notices
    assert view.summary.sentences[0] == "Indeks SPBE Kota Contoh tahun 2021 belum dapat ditetapkan."
    assert view.summary.sentences[2] == "Apa pun isiannya, predikatnya akan Baik."
    assert view.parts[0].value == "2,86–3,09"
    assert view.radar.axes[0].value is None
    row = view.groups[0].rows[3]
    assert (row.level, row.dots.known, row.meaning) == ("belum diisi", False, "")
    assert "4" not in [step.number for step in view.steps.rows]


def test_the_bands_that_are_still_possible():
    sentences = view_of(*result_of(values=[None] * 47), language="en").summary.sentences
    assert sentences[2] == "The predicate can still become anything from Kurang (Poor) to Memuaskan (Excellent)."


@pytest.mark.parametrize(
    ("unfilled", "said", "value"), [("lowest", "nilai terendah", "2,86"), ("zero", "dihitung sebagai 0", "2,80")]
)
def test_assumed_answers_are_said_on_cover_and_summary(unfilled, said, value):
    view = view_of(*result_of(values=HOLED, unfilled=unfilled))
    for notices in (view.cover.notices, view.summary.notices):
        assert any(said in sentence for sentence in notices)
        assert any("3 isian tanpa nilai (3 belum diisi)" in sentence for sentence in notices)
        shown = "nilai terendah" if unfilled == "lowest" else "0"
        assert notices[1:] == (f"Tanpa isian, dihitung sebagai {shown} (3): I4, I21, I47.",)
    assert view.cover.value == value
    row = view.groups[0].rows[3]
    assert row.level == ("belum diisi, dihitung 1" if unfilled == "lowest" else "belum diisi, dihitung 0")
    assert not row.dots.known
    assert unfilled == "lowest" or "0 → 1" in [step.rise for step in view.steps.rows]
    assert said in view.method.unfilled


def test_a_faulty_answer_is_never_assumed_and_stands_apart_from_those_that_are():
    made = result_of(values=HOLED, unfilled="zero", reasons=("blank", "missing", "faulty"))
    notices = view_of(*made).cover.notices
    assert notices[0].startswith("Atas permintaan, 2 isian tanpa nilai (1 belum diisi, 1 tidak ada barisnya) dihitung")
    assert notices[1:] == (
        "Tanpa isian, dihitung sebagai 0 (2): I4, I47.",
        "1 dari 47 isian belum bernilai.",
        "Salah isi atau tidak terbaca (1): I21.",
    )


def test_where_the_two_rules_disagree_it_is_said_on_cover_and_summary():
    instrument = rubric("spbe-2020")
    edge = change(instrument.bands[2], values=change(instrument.bands[2].values, high=Fraction("2.948")))
    above = change(instrument.bands[3], values=change(instrument.bands[3].values, low=Fraction("2.948")))
    bands = (*instrument.bands[:2], edge, above, instrument.bands[4])
    view = view_of(*result_of(by=change(instrument, bands=bands)))
    assert view.cover.band == "Baik"
    for notices in (view.cover.notices, view.summary.notices):
        assert any("Sangat Baik" in sentence for sentence in notices)


@pytest.mark.parametrize(
    ("stage", "name", "standing"),
    [
        ("mandiri", "Penilaian Mandiri", "Tahap 1 dari 5: belum nilai akhir."),
        ("visitasi", "Penilaian Visitasi", "Tahap 4 dari 5: belum nilai akhir."),
        ("eksternal", "Penilaian Eksternal", "Mencakup tahap 2 sampai 4 dari 5: belum nilai akhir."),
        ("akhir", "Nilai Akhir", "Tahap terakhir dari 5 tahap."),
        ("", "Tahap tidak disebut", "Buku kerja tidak menyebut"),
        ("lain", "lain", "Tahap ini tidak ada dalam prosedur instrumen."),
    ],
)
def test_the_stage_is_unmistakable(stage, name, standing):
    cover = view_of(*result_of(stage=stage)).cover
    assert cover.stage == name
    assert cover.stage_standing.startswith(standing)


def test_unknown_agency_and_year_are_said():
    view = view_of(*result_of(agency="", year=None))
    assert (view.cover.agency, view.cover.year) == ("Instansi tidak disebut", "Tahun tidak disebut")
    assert view.running == "Instansi tidak disebut"


def test_long_texts_are_cut_visibly():
    view = view_of(*result_of(agency="a" * 900, unit="u" * 300, evidence=("e" * 32_767,)))
    assert view.cover.agency == "a" * 400 + "… (+500 karakter)"
    assert view.running == "a" * 109 + "…, 2021"
    assert view.groups[0].rows[0].unit == "unit: " + "u" * 80 + "… (+220 karakter)"
    assert view.evidence[0].pieces[0].title == "e" * 400 + "… (+32367 karakter)"


def test_names_are_cut_between_words():
    agency = "Dinas Komunikasi, Informatika, Statistik, dan Persandian Kabupaten Contoh di Provinsi yang Jauh " * 5
    view = view_of(*result_of(agency=agency))
    assert view.running.endswith("yang Jauh Dinas…, 2021")
    assert len(view.running) <= 116
    assert view.cover.agency.endswith("yang Jauh Dinas… (+90 karakter)")


def test_pieces_of_evidence_of_one_cell_name_it_once():
    made = result_of(evidence=("a", "b", "c"))
    result, instrument = made
    pieces = view_of(*made).evidence[0].pieces
    assert [(piece.title, piece.cell) for piece in pieces] == [("a", ""), ("b", ""), ("c", "Penilaian!F9")]
    elsewhere = change(result.leaves[0].entry.evidence[0], place=Place("f", "Bukti", "B2"))
    entry = change(result.leaves[0].entry, evidence=(elsewhere, *result.leaves[0].entry.evidence[1:]))
    leaves = {"I1": change(result.leaves[0], entry=entry)}
    changed = change(result, root=replanted(result.root, leaves))
    pieces = view_of(changed, instrument).evidence[0].pieces
    assert [piece.cell for piece in pieces] == ["Bukti!B2", "", "Penilaian!F9"]


def replanted(node, leaves):
    """The tree with some leaves in the place of others of their code."""
    if node.code in leaves:
        return leaves[node.code]
    return change(node, children=tuple(replanted(child, leaves) for child in node.children))


def test_texts_are_one_printable_line():
    assert clean(" a\n\tb  c ") == "a b c"
    assert clean("x\x00y\x1b\u202ez\ud800") == "x\ufffdy\ufffd\ufffdz\ufffd"
    assert clean("مرحبا 👩‍💻 é") == "مرحبا 👩‍💻 é"
    view = view_of(*result_of(agency="\ud800\x07", unit="\u202e", evidence=("\x1b[31m",), file="\x00.xlsx"))
    "".join(every_text(view)).encode("utf-8")


def test_an_instrument_without_domains_shows_its_aspects():
    view = view_of(*result_of("pemdi-2026", DECIMALS, year=2026, stage="mandiri"))
    assert view.summary.parts_title == "Nilai tiap aspek"
    assert [p.depth for p in view.parts] == [0] + [1] * 7
    assert len(view.groups) == len(view.radar.axes) == 7
    assert view.groups[0].rows[1].level == "2,35 Membangun"
    assert view.groups[0].rows[1].dots.level == 2
    assert "di atas 3,50. Indeks harus naik lebih dari 0,6586" in view.summary.sentences[1]
    assert "6 kenaikan 1,00 poin" in view.summary.sentences[1]
    assert not view.steps.with_evidence
    assert "naik sampai nilai terkecil tingkat berikutnya" in view.steps.intro
    assert view.guide_intro.startswith("Jawaban tiap indikator adalah satu nilai dari 1,00 sampai 5,00;")
    first = view.summary.next_steps[0]
    row = view.steps.rows[0]
    now, reaches = (Fraction(text.replace(",", ".")) for text in row.rise.split(" → "))
    # What it says is next begins there, not beyond: 1.51, 2.51, 3.51, 4.01, or the end of the scale.
    assert now < reaches
    assert reaches in [Fraction(n, 100) for n in (151, 251, 351, 401, 500)]
    assert first.rise.startswith(f"dari nilai {row.rise.replace(' → ', ' menjadi ')} (tingkat berikutnya ")
    assert view_of(*result_of()).guide_intro.startswith("Jawaban tiap indikator adalah satu tingkat kematangan.")
    assert [fact.text for fact in view.method.bands][-1] == "1,00 sampai dengan 1,50"


def test_an_indicator_answered_several_times_shows_each_answer_under_its_name():
    view = view_of(*result_of("spbe-2018", [2] * 37, year=2019))
    rows = view.groups[-1].rows
    assert [row.number for row in rows] == ["32", "33", "34", "35-1", "35-2", "35-3"]
    assert rows[3].name.endswith(": Layanan Publik 1")
    assert rows[3].meaning.startswith("Pengguna dan sistem layanan publik")
    assert rows[3].facts == "bobot 3,33 %"
    assert (view.strip.low, view.strip.low_edge) == (0, "0,00")


def test_a_flat_instrument_is_one_group():
    flat = small.small_rubric(
        kinds=(Kind("indicator", "I", small.text("indicator")),),
        tree=(small.leaf("I1", "indicator", "40"), small.leaf("I2", "indicator", "60")),
    )
    view = view_of(*result_of(by=flat, values=[1, 2]))
    assert [group.title for group in view.groups] == ["index"]
    assert (view.radar, view.summary.parts, len(view.parts)) == (None, (), 1)
    assert view.method.formulas == ("index = jumlah (bobot × nilai) setiap indicator ÷ 100",)


@pytest.mark.parametrize(
    ("count", "accents"),
    [(1, [0]), (2, [0, 4]), (3, [0, 2, 4]), (5, [0, 1, 2, 3, 4]), (9, [0, 1, 1, 2, 2, 3, 3, 4, 4])],
)
def test_any_number_of_bands_shares_the_five_colours(count, accents):
    band = small.small_rubric().bands[0]
    edges = [Fraction(1) + Fraction(4 * i, count) for i in range(count + 1)]
    bands = tuple(
        change(band, name=small.text(f"b{i}"), values=small.span(str(low), str(high), closed="[]"))
        for i, (low, high) in enumerate(pairwise(edges))
    )
    scene = Scene(*small_result([1] * 6, bands=bands), Words("id"))
    shown = [scene.accent_at(i) for i in range(count)]
    assert (shown[0], shown == sorted(shown), len(set(shown))) == (0, True, min(count, 5))
    assert count == 9 or shown == accents


def test_the_step_table_says_target_any_and_missing_criteria():
    made, instrument = small_result([1, 2, 3, 4, 4, 5])
    first = instrument.tree[0].children[0].children[0]
    either = change(first, levels=tuple(change(level, match="any") for level in first.levels))
    aspect = change(instrument.tree[0].children[0], children=(either, instrument.tree[0].children[0].children[1]))
    domain = change(instrument.tree[0], children=(aspect, instrument.tree[0].children[1]))
    view = view_of(made, change(instrument, tree=(domain, instrument.tree[1])))
    rows = {row.number: row for row in view.steps.rows}
    assert (rows["1"].lead, rows["1"].criteria) == ("Salah satu dari:", ("criterion 2",))
    assert rows["2"].criteria == ("Rubrik tidak memuat kriteria tingkat ini.",)
    assert {row.target for row in view.steps.rows} == {""}
    view = view_of(*result_of(target=4))
    assert {row.target for row in view.steps.rows} == {"target 4"}
    assert len(view.steps.rows) == sum(level < 4 for level in OFFICIAL)


def test_where_no_step_is_left_it_is_said_why():
    assert view_of(*result_of(values=[5] * 47)).steps.intro.startswith("Semua indikator yang terisi sudah")
    assert view_of(*result_of(values=[None] * 47)).steps.intro.startswith("Belum ada indikator yang terisi")


def test_strengths_and_weaknesses_stand_under_their_aspect():
    group = view_of(*result_of()).groups[1]
    assert [(n.name, n.figure) for n in group.strengths] == [
        ("13. Keterpaduan Rencana dan Anggaran SPBE", "5"),
        ("14. Inovasi Proses Bisnis SPBE", "4"),
    ]
    assert [n.figure for n in group.weaknesses] == ["2", "2"]


def test_words_that_begin_every_name_are_said_once():
    view = view_of(*result_of())
    assert view.groups[0].rows[0].name.startswith("Kebijakan Internal Arsitektur SPBE")
    assert any("Tingkat Kematangan" in sentence for sentence in view.indicators_intro)
    english = view_of(*result_of(), language="en")
    assert len(english.indicators_intro) == 2


def test_long_lists_say_how_much_is_left_out():
    many = tuple(problem("E211", Place("f", "S", f"A{i}"), indicator=f"I{i}", name=f"n{i}") for i in range(400))
    view = view_of(*result_of(evidence=lambda row: [f"b{i}" for i in range(100)] if row == 0 else (), problems=many))
    assert len(view.findings) == 300
    assert "100 temuan lagi tidak dicetak" in view.findings_note
    assert len(view.evidence[0].pieces) == 60
    assert view.evidence[0].more == "dan 40 bukti lagi dalam buku kerja"
    assert view.evidence[0].long


def test_codes_in_a_sentence_are_limited():
    scene = Scene(*result_of(values=[None] * 47), Words("id"))
    assert scene.codes(scene.result.leaves, limit=2) == "I1, I2, dan 45 lagi"


def test_sources_of_the_regulation_are_told_once_each_with_their_doubts():
    view = view_of(*result_of("spbe-2018", [2] * 37, year=2019, stage="eksternal"))
    texts = [fact.text for fact in view.method.sources]
    assert len(texts) == len(set(texts))
    assert any(fact.note.startswith("Keyakinan rendah.") for fact in view.method.sources)
    assert view_of(*result_of()).method.regulation_dates == (
        "Ditetapkan 2 September 2020; diundangkan 4 September 2020; berlaku 1 Januari 2021; BNRI 2020 Nomor 994"
    )


def test_no_text_holds_an_unfilled_place():
    for language in LANGUAGES:
        for made in (result_of(), result_of(values=HOLED), result_of("pemdi-2026", DECIMALS)):
            assert not [text for text in every_text(view_of(*made, language=language)) if "{" in text]


def test_the_same_input_gives_the_same_view():
    words = Words("id")
    assert report_view(*result_of(), words) == report_view(*result_of(), words)


def scenes_that_say_everything():
    """Results which between them need every sentence of the catalogue."""
    near = [5, 3, 2, 1, 1, 1]  # 2.50: one rise, by a level of 10 percent, reaches 2.60
    just = [5, 3, 2, 1, 1, 2]  # 2.60: one fall loses it
    yield result_of(
        evidence=("bukti",), problems=(problem("E211", indicator="I1", name="n"),), unit="Bappeda", target=4
    )
    yield result_of(stage="mandiri", values=[5] * 46 + [None], reasons=("faulty",))
    yield result_of(stage="lain", agency="", year=None, values=[None] * 47, reasons=("blank", "missing", "faulty"))
    yield result_of(stage="", values=HOLED, unfilled="lowest")
    yield result_of(stage="eksternal")
    yield result_of(values=HOLED, unfilled="zero", evidence=lambda row: ["e" * 999] * 70 if row == 1 else ())
    yield result_of(values=[5] * 47, evidence=lambda row: ["satu"] if row == 1 else ())
    yield result_of(
        "spbe-2018", [3] * 37, stage="mandiri", year=2019, problems=(problem("W999"), problem("N999")) * 200
    )
    yield result_of("pemdi-2026", DECIMALS, year=2026, stage="mandiri", converted="62.5")
    yield result_of("pemdi-2026", [Fraction("4.6")] * 20, year=2026, stage="mandiri")
    yield small_result(near)
    yield result_of(by=small.small_rubric(stages=()), values=near, stage="")
    yield small_result(just)
    yield small_result([1] * 6, decided_by="rounded")
    made, instrument = small_result([3] * 6)
    leaf = change(instrument.tree[0].children[1].children[0], external=External(Text("x", "x"), "o", (), "s", ""))
    aspect = change(instrument.tree[0].children[1], children=(leaf,))
    domain = change(instrument.tree[0], children=(instrument.tree[0].children[0], aspect))
    yield made, change(instrument, tree=(domain, instrument.tree[1]))
    scale = change(instrument.scales[0], step=None)
    one = change(instrument.bands[0], values=small.span("1", "2.6", closed="[)"))
    two = change(instrument.bands[1], values=small.span("2.6", "4", closed="[]"))
    three = change(instrument.bands[1], name=small.text("top"), values=small.span("4", "5", closed="()"))
    for values in (near, just):
        yield small_result(values, scales=(scale,), bands=(one, two, three))
    first = instrument.tree[0].children[0].children[0]
    either = change(first, levels=tuple(change(level, match="any") for level in first.levels))
    aspect = change(instrument.tree[0].children[0], children=(either, instrument.tree[0].children[0].children[1]))
    domain = change(instrument.tree[0], children=(aspect, instrument.tree[0].children[1]))
    yield made, change(instrument, tree=(domain, instrument.tree[1]))
    yield result_of(values=[None] * 47 + [None] * 30, by=wide_rubric())


def wide_rubric():
    """A flat instrument of more items than a sentence lists."""
    tree = tuple(small.leaf(f"I{i}", "indicator", "1") for i in range(1, 78))
    return small.small_rubric(kinds=(Kind("indicator", "I", small.text("indicator")),), tree=tree)


def with_evidence(node, evidence, *, lacking):
    """The tree with this evidence everywhere but at the first indicators; at as many after them a level lacks it."""
    if node.entry:
        number = int(node.code[1:])
        shown = Proof((), (2, 3)) if number <= lacking else Proof((3,), (2,) if number <= 2 * lacking else ())
        given = () if number <= lacking else tuple(evidence)
        return node._replace(entry=node.entry._replace(evidence=given), proof=shown)
    return node._replace(children=tuple(with_evidence(child, evidence, lacking=lacking) for child in node.children))


def without_unit(result):
    """The result with its first indicator nobody's."""

    def visit(node):
        if node.code == "I1":
            return node._replace(entry=node.entry._replace(unit=""))
        return node._replace(children=tuple(visit(child) for child in node.children))

    return result._replace(root=visit(result.root))


MONTHS = {f"month.{n}" for n in range(1, 13)}


def test_every_sentence_of_the_catalogue_is_used_and_every_one_used_is_there():
    used = set()
    for made, instrument in scenes_that_say_everything():
        report_html(report_view(made, instrument, Recording("id", used)), logo=b"\x89PNG")
    for raised in (1, 2):  # of one change is spoken in another way than of several
        values = [level + (row in range(raised)) for row, level in enumerate(OFFICIAL)]
        apart = [result_of(stage="mandiri", values=values)[0], result_of()[0]]
        evidence = [Evidence("a", Place("f", "s", "B2"), "1", "2023-08-17", "2024-08-17", "a.pdf", "3", 3, "0" * 64)]
        made, instrument = result_of(unit="PIC", evidence=("b",))
        made = made._replace(root=with_evidence(made.root, evidence, lacking=raised))
        report_html(report_view(made, instrument, Recording("id", used), apart=apart))
    report_html(report_view(*result_of(values=[3] * 18 + [2] * 29), Recording("id", used)))
    report_html(report_view(*result_of(values=[3] * 20 + [2] * 27), Recording("id", used)))
    made, instrument = result_of(values=[None, *OFFICIAL[1:]], unit="PIC")
    report_html(report_view(without_unit(made), instrument, Recording("id", used)))
    past, among = setting()
    report_html(report_view(past.named[-1].result, instrument, Recording("id", used), past=past, among=among))
    report_html(report_view(*result_of(), Recording("id", used), plan=planned(), safety=safety()))
    for attached in (False, True):
        report_html(report_view(*result_of(), Recording("id", used), digest="0" * 64, attached=attached))
    sealed(Sealing(tuple(Piece(role, b"", role) for role in ROLES), result_of()[0], Asked(), Recording("id", used)), {})
    known = set(json.loads(CATALOGUE.read_text(encoding="utf-8")))
    ours = {key.removeprefix("report.") for key in used if key.startswith("report.")}
    assert known - ours - MONTHS == set()
    assert ours <= known
    assert known >= MONTHS
