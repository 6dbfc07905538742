"""Stages side by side, responsible units and the ledger of evidence in the report."""

from __future__ import annotations

from fractions import Fraction

import pytest
from reporting import OFFICIAL, result_of

from spbe_index.core.assessment import Evidence
from spbe_index.core.problem import Place
from spbe_index.core.result import Proof
from spbe_index.write.html import report_html
from spbe_index.write.view import report_view
from spbe_index.write.words import Words

RAISED = [min(5, level + (row % 10 == 0)) for row, level in enumerate(OFFICIAL)]


def view_of(language="id", *, apart=(), **more):
    result, rubric = result_of(**more)
    return report_view(result, rubric, Words(language), apart=apart)


@pytest.fixture
def apart():
    return [result_of(stage="mandiri", values=RAISED)[0], result_of()[0]]


def test_a_report_of_one_stage_has_no_chapter_of_stages():
    view = view_of()
    assert view.stages is None
    assert view.units == ()
    page = report_html(view)
    assert 'id="tahap"' not in page
    assert 'id="unit"' not in page


def test_stages_show_every_part_and_the_indicators_that_changed(apart):
    view = view_of(apart=apart)
    changed = [row.code for row in view.stages.rows if row.code.startswith("I")]
    assert changed == [f"I{n}" for n in range(1, 48) if OFFICIAL[n - 1] != RAISED[n - 1]]
    assert [stage.name for stage in view.stages.stages] == ["Penilaian Mandiri", "Nilai Akhir"]
    assert view.stages.stages[1].index == "2,95"
    index = view.stages.rows[0]
    moved = apart[1].index - apart[0].index
    assert (index.depth, index.turn, index.difference) == (0, "down", Words("id").signed(moved))
    parts = [row.code for row in view.stages.rows if row.code and not row.code.startswith("I")]
    assert parts == ["D1", "A1", "D2", "A2", "A3", "A4", "D3", "A5", "A6", "D4", "A7", "A8"]
    assert f"{len(changed)} dari 47 isian berubah" in view.stages.intro
    page = report_html(view)
    assert 'id="tahap"' in page
    assert view.stages.rows[-1].name in page


def test_units_are_told_with_weight_mean_and_what_is_left():
    values = [None if row == 4 else level for row, level in enumerate(OFFICIAL)]
    (row,) = view_of("en", values=values, unit="DISKOMINFO").units
    assert (row.name, row.items, row.filled, row.weight, row.unfilled) == ("DISKOMINFO", "47", "46", "100.00", "I5")
    known = [(Fraction("1.3"), 3)]
    assert row.mean == Words("en").number((Fraction(1179, 400) * 100 - known[0][0] * known[0][1]) / (100 - known[0][0]))


def test_a_document_shows_what_is_known_of_it():
    document = Evidence(
        "Peraturan Wali Kota",
        Place("f", "Bukti Dukung", "C5"),
        number="12/2023",
        date="2023-08-17",
        valid_until="2024-12-31",
        link="perwali.pdf",
        page="4-7",
        level=3,
        sha256="0123456789abcdef" * 4,
    )
    result, rubric = result_of(evidence=lambda row: ("Laporan.pdf",) if row % 2 == 0 else ())
    leaves = {leaf.code: leaf.entry for leaf in result.leaves}
    assert leaves["I1"].evidence
    entry = leaves["I1"]._replace(evidence=(document, Evidence("Foto", Place("f", "Bukti Dukung", "C6"))))
    swapped = _with_entry(result, entry)
    view = report_view(swapped, rubric, Words("id"))
    first, second = view.evidence[0].pieces
    assert first.title == "Peraturan Wali Kota"
    assert first.details == (
        "untuk tingkat 3; nomor 12/2023; tanggal 17 Agustus 2023; berlaku sampai 31 Desember 2024; "
        "halaman 4-7; perwali.pdf; SHA-256 0123456789abcdef…"
    )
    assert (second.title, second.details, second.cell) == ("Foto", "", "Bukti Dukung!C6")
    page = report_html(view)
    assert "17 Agustus 2023" in page
    # Every second answer has no evidence; those on level 1 need none.
    without = [f"I{n}" for n in range(2, 48, 2) if OFFICIAL[n - 1] > 1]
    assert (
        view.evidence_gaps == f"{len(without)} isian di atas tingkat terendah belum punya bukti: {', '.join(without)}."
    )


def test_levels_without_evidence_are_listed_beside_those_that_have_some():
    """Level 3 is claimed, and a document shown for level 2 alone."""
    result, rubric = result_of(evidence=lambda row: ("Laporan.pdf",))
    leaf = next(leaf for leaf in result.leaves if leaf.answer.value == 3)
    documents = (Evidence("Notulen", Place("f", "Bukti Dukung", "C5"), level=2),)
    shown = leaf._replace(entry=leaf.entry._replace(evidence=documents), proof=Proof((2,), (3,)))
    view = report_view(_with_leaf(result, shown), rubric, Words("id"))
    assert view.evidence_gaps == f"1 isian punya bukti, tetapi tidak untuk setiap tingkatnya: {leaf.code} (tingkat 3)."
    assert view.evidence_gaps in report_html(view)


def test_without_any_evidence_no_gap_is_listed():
    assert view_of().evidence_gaps == ""


def _with_entry(result, entry):
    return _with_leaf(result, result.node(entry.code)._replace(entry=entry))


def _with_leaf(result, leaf):
    def swap(node):
        if node.code == leaf.code:
            return leaf
        return node._replace(children=tuple(swap(child) for child in node.children))

    return result._replace(root=swap(result.root))
