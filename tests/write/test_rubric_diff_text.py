"""What differs between two instruments in words and as plain data: every kind of difference, in both languages."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from rubric_editing import item_of, with_item
from small import external, leaf, small_rubric, span, text

from spbe_index.core.crosswalk import Crosswalk, Pair
from spbe_index.core.rubric import Band, Level, LevelCriteria, Text
from spbe_index.core.rubric_diff import rubric_diff
from spbe_index.write.rubric_diff_plain import diff_plain
from spbe_index.write.rubric_diff_text import diff_text
from spbe_index.write.words import LANGUAGES, Words

SMALL = small_rubric()
(SCALE,) = SMALL.scales
LOW, HIGH = SMALL.bands
FIRST, *OTHERS = item_of(SMALL, "I1").levels


def said(after, language="id", before=SMALL, walk=None, width=100):
    """What is said of the instrument after, without the lines that name both."""
    lines = diff_text(rubric_diff(before, after, walk), (), Words(language), width, colour=False).splitlines()
    return lines[lines.index("") + 1 :]


def item(code="I1", **changes):
    """What is said of one changed item, below its heading."""
    lines = said(with_item(SMALL, code, **changes))
    return [line.strip() for line in lines[lines.index("  Berubah") + 2 :]]


def demanded(**changes):
    return item(levels=(FIRST._replace(**changes), *OTHERS))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": text("x")}, "judul: small → x"),
        ({"index_name": text("x")}, "nama indeks: index → x"),
        ({"regulation": SMALL.regulation._replace(number=text("x"))}, "peraturan: number → x"),
        ({"regulation": SMALL.regulation._replace(about=text("x"))}, "tentang: about → x"),
        ({"regulation": SMALL.regulation._replace(signed="2020-08-17")}, "ditetapkan: tidak disebut → 17 Agustus 2020"),
        (
            {"regulation": SMALL.regulation._replace(promulgated="2020-08-17")},
            "diundangkan: tidak disebut → 17 Agustus 2020",
        ),
        (
            {"regulation": SMALL.regulation._replace(in_force="2020-08-17")},
            "mulai berlaku: tidak disebut → 17 Agustus 2020",
        ),
        ({"regulation": SMALL.regulation._replace(gazette="BN 1")}, "berita negara: tidak disebut → BN 1"),
        ({"first_year": 2001}, "tahun pertama: 2000 → 2001"),
        ({"last_year": 2001}, "tahun terakhir: masih berlaku → 2001"),
        ({"title": Text("small", "x")}, "judul (bahasa Inggris): SMALL → x"),
    ],
)
def test_the_identity_is_told_fact_by_fact(changes, told):
    assert said(SMALL._replace(**changes)) == ["Identitas", f"  {told}"]


def test_scales_are_told_with_their_levels():
    first, second, *others = SCALE.levels
    extra = Level(6, text("enam"), text(""), span("5.5", "6", closed="(]"))
    changed = (second._replace(name=text("dua"), summary=text("arti"), values=span("1.5", "2", closed="(]")), *others)
    scale = SCALE._replace(name=text("skala"), low=Fraction(2), high=Fraction(6), step=None, levels=(*changed, extra))
    assert said(SMALL._replace(scales=(scale,))) == [
        "Skala",
        "  skala [whole]",
        "    nama: whole → skala",
        "    nilai terendah: 1 → 2",
        "    nilai tertinggi: 5 → 6",
        "    langkah: 1 → nilai desimal apa pun",
        "    tingkat 1, dihapus: level 1",
        "    tingkat 2, nama: level 2 → dua",
        "    tingkat 2, keterangan: meaning 2 → arti",
        "    tingkat 2, nilai: 2 ≤ x ≤ 2 → 1,5 < x ≤ 2",
        "    tingkat 6, ditambahkan: enam",
    ]
    other = SCALE._replace(key="lain", levels=(first, extra))
    assert said(SMALL._replace(scales=(SCALE, other)))[1:] == [
        "  whole [lain]",
        "    ditambahkan: 1 sampai 5; tingkat 1 level 1, 6 enam (5,5 < x ≤ 6)",
    ]
    assert said(SMALL, before=SMALL._replace(scales=(SCALE, other)))[2].startswith("    dihapus: 1 sampai 5;")


def test_predicates_are_told_from_the_highest():
    bands = (LOW._replace(values=span("1", "3.5")), Band(text("puncak"), text("x"), span("3.5", "5", closed="(]")))
    assert said(SMALL._replace(bands=bands, decided_by="rounded")) == [
        "Predikat",
        "  penentu predikat: nilai tepat → nilai yang dibulatkan dua desimal",
        "  puncak, ditambahkan: 3,5 < x ≤ 5",
        "  high, dihapus: 2,6 ≤ x ≤ 5",
        "  low, nilai: 1 ≤ x < 2,6 → 1 ≤ x < 3,5",
    ]
    assert said(SMALL._replace(bands=(LOW._replace(alias=text("x")), HIGH)))[1:] == [
        "  low, sebutan lain: tidak ada → x"
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"number": "7"}, ["nomor: 1 → 7"]),
        ({"kind": "aspect"}, ["lantai: indicator → aspect"]),
        ({"name": text("baru")}, ["nama semula: i1"]),
        ({"name": Text("i1", "new")}, ["nama (bahasa Inggris): I1 → new"]),
        ({"weight": Fraction(61, 3)}, ["bobot: 20 % → 61/3 % (+1/3 poin persen)"]),
        ({"weight": Fraction("19.5")}, ["bobot: 20 % → 19,5 % (-0,5 poin persen)"]),
        ({"scale": ""}, ["skala: whole [whole] → tidak ada"]),
        ({"note": text("x"), "page": "3"}, ["berbeda pula: catatan, sumber"]),
        ({"scope": (text("x"),), "aliases": ("x",)}, ["berbeda pula: cakupan, nama lain"]),
        ({"external": external()}, ["berbeda pula: indeks lain dan konversinya"]),
    ],
)
def test_an_item_is_told_fact_by_fact(changes, told):
    assert item(**changes) == told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"match": "any"}, ["kriteria tingkat 1, yang harus terpenuhi: semua kriteria → salah satu kriteria"]),
        ({"builds_on": 3}, ["kriteria tingkat 1, tingkat yang harus terpenuhi lebih dahulu: tidak ada → 3"]),
        ({"criteria": (text("criterion satu"),)}, ["kriteria tingkat 1:", "- criterion 1", "+ criterion satu"]),
        ({"criteria": (Text("criterion 1", "one"),)}, ["kriteria tingkat 1:", "- CRITERION 1", "+ one"]),
        ({"evidence": (text("surat"),)}, ["bukti tingkat 1:", "+ surat"]),
        ({"criteria": ()}, ["kriteria tingkat 1:", "- criterion 1"]),
    ],
)
def test_criteria_and_evidence_are_told_word_for_word(changes, told):
    assert demanded(**changes) == told


def test_order_is_told_at_the_parent():
    assert item("A1", children=item_of(SMALL, "A1").children[::-1]) == ["berbeda pula: urutan"]
    both = LevelCriteria(1, None, "all", (text("a b"), text("c d")), ())
    before = with_item(SMALL, "I1", levels=(both,))
    after = with_item(SMALL, "I1", levels=(both._replace(criteria=both.criteria[::-1]),))
    assert said(after, before=before)[-1].strip() == "berbeda pula: urutan kriteria atau bukti"


def test_moved_added_and_removed_items_are_told_with_their_names():
    gone = with_item(SMALL, "A1", children=(leaf("I9", "indicator", "10/3"),))
    moved = with_item(gone, "A2", children=(item_of(SMALL, "I2"), *item_of(SMALL, "A2").children))
    assert said(moved) == [
        "Butir",
        "  1 ditambahkan, 1 dihapus, 1 berubah.",
        "  Yang berubah: induk 1.",
        "",
        "  Ditambahkan",
        "    I9  10/3 %  I9",
        "",
        "  Dihapus",
        "    I1  20 %  I1",
        "",
        "  Berubah",
        "    I2  I2",
        "      induk: A1 a1 → A2 a2",
    ]


def test_what_else_differs_is_named():
    after = SMALL._replace(
        kinds=SMALL.kinds[:3],
        stages=(),
        sources=(),
        examples=(text("x"),),
        defects=(text("x"),),
        regulation=SMALL.regulation._replace(notes=(text("x"),)),
        tree=SMALL.tree[::-1],
    )
    assert said(after) == [
        "Lain-lain",
        "  Berbeda pula: lantai, tahap penilaian, sumber, contoh hitung, cacat cetak dan catatannya, catatan",
        "  peraturan, urutan.",
    ]


def test_where_nothing_differs_that_is_said():
    assert said(SMALL) == ["Tidak ada perbedaan."]
    assert said(SMALL, "en") == ["There is no difference."]
    assert said(SMALL._replace(id="other")) == ["Tidak ada perbedaan selain id."]


def crossed():
    """An instrument in which questions of the small one were split, merged, regrouped, renumbered and dropped."""
    after = with_item(
        SMALL._replace(id="next"), "I1", name=text("baru"), levels=(FIRST._replace(criteria=()), *OTHERS[2:])
    )
    walk = Crosswalk(
        "small",
        "next",
        (
            Pair(("I1",), ("I1",), "low", text("catatan.")),
            Pair(("I2",), ("I2", "I3"), "partly"),
            Pair(("I4-1", "I4-2"), ("I4-1", "I4-3"), "full"),
            Pair(("I3", "I4-3"), ("I4-2",), "low"),
        ),
        note=text("analisis"),
    )
    return after, walk


def test_what_was_paired_by_a_crosswalk_is_told_with_how_far_it_may_be_compared():
    after, walk = crossed()
    lines = said(after, walk=walk)
    assert lines[lines.index("  Berubah") + 1 :] == [
        "    I1  Baru",
        "      nama semula: i1",
        "      keterbandingan: rendah. catatan.",
        "      kriteria berbeda pada tingkat 1-3",
        "    I2 → I2, I3  I2",
        "      dipecah menjadi: I2 I2; I3 I3",
        "      bobot: 20 % → 50 % (+30 poin persen)",
        "      keterbandingan: sebagian.",
        "    I3, I4-3 → I4-2  I4-2",
        "      digabung dari: I3 I3; I4-3 I4-3",
        "      bobot: 40 % → 10 % (-30 poin persen)",
        "      keterbandingan: rendah.",
        "    I4-1, I4-2 → I4-1, I4-3  I4-1; I4-3",
        "      semula: I4-1 I4-1; I4-2 I4-2",
        "      kini: I4-1 I4-1; I4-3 I4-3",
        "      keterbandingan: penuh.",
        "",
        "  Bunyi kriteria dan bukti: spbe rubric show next KODE; seluruhnya ada pada --format json.",
    ]


def test_levels_that_do_not_follow_one_another_are_told_apart():
    changed = (FIRST._replace(criteria=()), OTHERS[0], *OTHERS[2:])
    after = with_item(SMALL._replace(id="next"), "I1", levels=changed)
    walk = Crosswalk("small", "next", (Pair(("I1",), ("I1",), "full"),))
    assert "      kriteria berbeda pada tingkat 1, 3" in said(after, walk=walk)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sides_are_named_with_how_items_were_paired(language):
    after, walk = crossed()
    whole = diff_text(rubric_diff(SMALL, after, walk), (), Words(language), 100, colour=False)
    assert ("analisis" if language == "id" else "ANALISIS") in whole
    edited = diff_text(rubric_diff(SMALL, with_item(SMALL, "I1", page="9")), (), Words(language), 100, colour=False)
    assert ("menurut kodenya" if language == "id" else "by their codes") in edited


def test_plain_data_hold_every_figure_exact_and_null_for_what_is_not_there():
    third = with_item(
        SMALL, "I1", weight=Fraction(61, 3), name=text("x"), levels=(FIRST._replace(criteria=()), *OTHERS)
    )
    after = third._replace(id="x", scales=(), bands=(LOW._replace(values=span("1", "2")), HIGH), last_year=2001)
    plain = json.loads(json.dumps(diff_plain(rubric_diff(SMALL, after))))
    assert (plain["schema"], plain["differs"], plain["crosswalk"]) == ("spbe-rubric-diff/1", True, None)
    assert plain["after"] == {"id": "x", "title": "small", "sha256": "e" * 64}
    assert plain["identity"] == [{"what": "last_year", "before": None, "after": 2001}]
    (scale,), (band,), (found,) = plain["scales"], plain["bands"], plain["items"]
    assert (scale["key"], scale["after"], scale["before"]["step"]) == ("whole", None, "1")
    assert scale["before"]["levels"][0]["values"]["to"] == "1"
    edge = {"from": "1", "from_included": True, "to": "13/5", "to_included": False}
    assert band["facts"] == [{"what": "values", "before": edge, "after": edge | {"to": "2"}}]
    assert found["changes"] == ["name", "weight", "criteria"]
    assert found["facts"][1] == {"what": "weight", "before": "20", "after": "61/3", "difference": "1/3"}
    assert found["before"] == [{"code": "I1", "kind": "indicator", "name": {"id": "i1", "en": "I1"}, "weight": "20"}]
    gone = {"before": {"id": "criterion 1", "en": "CRITERION 1"}, "after": None}
    assert found["levels"] == [{"level": 1, "facts": [], "criteria": [gone], "evidence": []}]
    assert (found["comparable"], found["note"], found["near"]) == (None, None, [])


def test_plain_data_tell_of_the_crosswalk():
    after, walk = crossed()
    plain = diff_plain(rubric_diff(SMALL, after, walk))
    assert plain["crosswalk"] == {"via": [], "note": {"id": "analisis", "en": "ANALISIS"}}
    (one,) = (item for item in plain["items"] if item["changes"][0] == "name")
    assert (one["comparable"], one["note"]["id"]) == ("low", "catatan.")


def test_plain_data_hold_levels_and_other_names():
    levels = (SCALE.levels[0]._replace(name=text("n")), *SCALE.levels[1:4])
    after = SMALL._replace(scales=(SCALE._replace(levels=levels),), bands=(LOW._replace(alias=text("x")), HIGH))
    plain = diff_plain(rubric_diff(SMALL, after))
    first, last = plain["scales"][0]["levels"]
    assert first["facts"] == [
        {"what": "name", "before": {"id": "level 1", "en": "LEVEL 1"}, "after": {"id": "n", "en": "N"}}
    ]
    assert (last["level"], last["before"]["name"]["id"], last["after"]) == (5, "level 5", None)
    assert plain["bands"][0]["facts"] == [{"what": "alias", "before": None, "after": {"id": "x", "en": "X"}}]
