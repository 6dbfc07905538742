"""What headings say, and where heading rows are seen and not seen."""

from __future__ import annotations

import pytest
from book_making import Line, book, rubric, sheet

from spbe_index.core.checklist import NO, YES
from spbe_index.load import ledger, level, naming, team, titles
from spbe_index.load.folding import fold
from spbe_index.load.folding import phrases as listed_phrases
from spbe_index.load.heading import Heading, read_heading, stage_words, words_of
from spbe_index.load.headings import (
    DENYING_BEFORE,
    DENYING_BEHIND,
    FILLERS,
    HARMLESS,
    HEADINGS,
    SECOND_CHOICE,
    TURNING,
    Role,
)
from spbe_index.load.identity import LABELS
from spbe_index.load.level import ABSENCE, LEVEL_WORDS, NUMERALS
from spbe_index.load.rubric import load_rubric
from spbe_index.load.tables import find_tables
from spbe_index.load.titles import AGENCY_STARTS

STAGES = stage_words([(stage.code, stage.headings) for stage in rubric().stages])


def phrases(role: Role) -> list[str]:
    return [phrase.strip() for phrase in HEADINGS[role].replace("\n", "|").split("|") if phrase.strip()]


@pytest.mark.parametrize("role", Role)
def test_every_heading_of_the_list_is_understood_however_it_is_typed(role: Role) -> None:
    for phrase in phrases(role):
        for typed in (phrase, phrase.upper(), f"  {phrase.title()} : ", phrase.replace(" ", "\n"), f"{phrase}*"):
            heading = read_heading(typed)
            assert heading, typed
            assert heading.role is role, typed


def test_no_heading_stands_under_two_roles() -> None:
    listed = [phrase for role in Role for phrase in phrases(role)]
    assert sorted(listed) == sorted(set(listed))
    assert all(fold(phrase) == phrase for phrase in listed)
    assert set(listed) >= SECOND_CHOICE


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Penilaian Mandiri", Heading(None, "mandiri")),
        ("Tingkat Kematangan\n(Mandiri)", Heading(Role.LEVEL, "mandiri")),
        ("Nilai Tingkat Kematangan Hasil Penilaian Mandiri Tahun 2021", Heading(Role.LEVEL, "mandiri", 2021)),
        ("Capaian 2022", Heading(Role.LEVEL, "", 2022)),
        ("2022", Heading(None, "", 2022)),
        ("Nilai (1-5)", Heading(Role.LEVEL)),
        ("Nilai (diisi angka saja)", Heading(Role.LEVEL)),
        ("Nilai (wajib diisi)", Heading(Role.LEVEL)),
        ("Level (0-5)", Heading(Role.LEVEL)),
        ("Tingkat (skala 1 s.d. 5, tahun 2023)", Heading(Role.LEVEL, "", 2023)),
        ("Nilai (Tingkat Kematangan)", Heading(Role.LEVEL)),
        ("Nilai (Indikator 1-47)", Heading(Role.LEVEL)),
        ("Bobot (%)", Heading(Role.WEIGHT)),
        ("Tingkat (oleh Asesor Internal)", Heading(Role.LEVEL, "mandiri")),
        ("Bukti Dukung (tautan Drive)", Heading(Role.EVIDENCE)),
        ("Tingkat Kematangan (Target)", Heading(Role.TARGET)),
        ("Target 2025", Heading(Role.TARGET, "", 2025)),
        ("Target Nilai Akhir", Heading(Role.TARGET, "akhir")),
        ("Penjelasan Penilaian Mandiri", Heading(Role.EXPLANATION, "mandiri")),
        ("Catatan Verifikasi", Heading(Role.EXPLANATION, "dokumen")),
        ("Bukti Dukung Mandiri", Heading(Role.EVIDENCE, "mandiri")),
        ("Dokumen", Heading(Role.EVIDENCE, "dokumen", either=True)),
        ("Dokumen Pendukung", Heading(Role.EVIDENCE)),
        ("No", Heading(Role.NUMBER, second=True)),
        ("Indikator", Heading(Role.NAME)),
    ],
)
def test_stage_year_and_role_are_told_apart(text: str, heading: Heading) -> None:
    assert read_heading(text, STAGES) == heading


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "-", "47", "Nilai (Bobot x Level)", "Gap", "Selisih Nilai", "Rata-rata Nilai",
        "Nilai Tahun Lalu", "Paraf", "Nilai (harapan)", "Nilai (maksimal)", "Tingkat (tahun depan)", "Level (rencana)",
        "Tingkat (prediksi)", "Nilai (ideal)", "Nilai (pesaing)", "Nilai (belum akhir)", "Nilai (bukan final)",
        "Nilai (sebelum verifikasi)", "Nilai (Mandiri dan Eksternal)", "Mandiri (belum)", "Nilai (tidak diisi)",
        "Mandiri dan Eksternal", "Nilai Indeks Asal (perkiraan)", "Terpenuhi (rencana)",
        "Tingkat Kematangan Layanan Pusat Data", "Kepala Dinas", "PENILAIAN MANDIRI SPBE KOTA CONTOH",
        "Nilai " * 40, "x" * 5000, "Capaian (%)", "Nilai (%)", "Capaian %", "Realisasi %", "Penilaian (%)",
        "Capaian [%]",
        "Nilai (0-100)", "Skor (skala 100)", "% Capaian", "Nilai (\uff05)", "Mandiri (%)", "Target (%)",
        "Nilai 2023 (0-100)",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_no_heading(text: str) -> None:
    assert read_heading(text, STAGES) is None


def roles(*lines: Line, **more) -> list[list[str]]:
    """Roles (and stages) of each table's columns, as letters and words."""
    return [
        [f"{chr(64 + c.number)} {c.role.value}{' ' + c.stage if c.stage else ''}" for c in table.columns]
        for table in find_tables(book(sheet(*lines, **more)), STAGES)
    ]


def test_a_heading_merged_over_two_columns_holds_for_both() -> None:
    lines = [["Indikator", "", "Level"], [1, "Layanan", 3]]
    assert roles(*lines, merged=["A1:B1"]) == [["A name", "B name", "C level"]]
    assert roles(*lines) == [["A name", "C level"]]


def test_sub_headings_of_the_naming_columns() -> None:
    top = ["Indikator", "", "Tingkat Kematangan"]
    assert roles(top, ["No", "Nama", ""], [1, "x", 3], merged=["A1:B1"]) == [["A number", "B name", "C level"]]


def test_groups_decide_what_values_are() -> None:
    top = ["No", "Indikator", "Target", "", "Capaian", "", "Bukti Dukung", ""]
    sub = ["", "", "Level", "2022", "Level", "Penjelasan", "SK", "SOP"]
    assert roles(top, sub, merged=["C1:D1", "E1:F1", "G1:H1"]) == [
        ["A number", "B name", "C target", "D target", "E level", "F explanation", "G evidence", "H evidence"]
    ]


def test_a_title_over_the_table_is_no_group() -> None:
    title = ["Penilaian Mandiri"]
    assert roles(title, ["No", "Indikator", "Level"], merged=["A1:C1"]) == [["A number", "B name", "C level"]]
    assert roles(title, [], ["No", "Indikator", "Level"]) == [["A number", "B name", "C level"]]


def test_rows_that_only_look_like_headings() -> None:
    assert roles(["Nama", "Budi", "Tahun", 2021]) == []
    assert roles(["Nama", "Budi", "Tahap", "Penilaian Mandiri"]) == []
    assert roles(["Level", "Keterangan"]) == []
    assert roles(["Indikator"]) == []
    head = ["No", "Indikator", "Level", "Bukti", "Unit"]
    assert len(roles(head, [1, "Nama", 3, "Link", "Diskominfo"], [2, "x", 3])) == 1


@pytest.mark.parametrize("first", [["", "Aspek 1"], ["Domain 1"], ["ASPEK 1"], ["", "Domain 2"], ["", "Indikator 1"]])
def test_a_row_that_begins_a_section_is_no_second_heading_row(first: Line) -> None:
    for head in (["No", "Indikator", "Tingkat"], ["Domain", "Indikator", "Tingkat"]):
        (table,) = find_tables(book(sheet(head, first, [1, "x", 3])), STAGES)
        assert [row.number for row in table.rows] == [2, 3]
        assert [column.role.value for column in table.columns][1:] == ["name", "level"]


def test_tables_end_where_the_next_heading_begins() -> None:
    tables = find_tables(book(sheet(["No", "Level"], [1, 3], ["No", "Nama", "Jabatan"], [1, "Budi", "Kepala"])))
    assert [[row.number for row in table.rows] for table in tables] == [[2], [4]]


def test_merges_of_any_size_cost_nothing() -> None:
    lines = [["No", "Level"], *[[n, 3] for n in range(1, 2000)]]
    merged = [f"A{top}:B{top + 1}" for top in range(2, 1990, 2)] + ["A2:Z1999"] * 300
    (table,) = find_tables(book(sheet(*lines, merged=merged)))
    assert len(table.rows) == 1999


@pytest.mark.parametrize("name", ["spbe-2018", "spbe-2020", "pemdi-2026"])
def test_levels_may_be_listed_in_brackets_by_the_names_that_the_instrument_has(name):
    instrument = load_rubric(name)
    words = words_of(instrument)
    for scale in instrument.scales:
        first, last = scale.levels[0], scale.levels[-1]
        for language in ("id", "en"):
            listed = f"{first.number} {first.name.of(language)} - {last.number} {last.name.of(language)}"
            assert read_heading(f"Nilai ({listed})", words) == Heading(Role.LEVEL), listed
    assert read_heading("Nilai (1 Mulia - 5 Agung)", words) is None


def test_every_written_phrase_is_written_as_cells_are_folded():
    lists = [*HEADINGS.values(), *LABELS.values()]
    written = [phrase for listed in lists for phrase in listed_phrases(listed)]
    written += [*HARMLESS, *DENYING_BEFORE, *DENYING_BEHIND]
    written += [*SECOND_CHOICE, *FILLERS, *TURNING, *LEVEL_WORDS, *NUMERALS, *ABSENCE, *AGENCY_STARTS]
    written += [said for said in (*YES, *NO) if said.isascii()]
    written += [*ledger._LINK_WORDS, *ledger._MONTHS, *ledger._OPEN_ENDED, *naming._NO_INDICATOR, *team.LABELS]
    written += [*level._MONTHS, *titles._TITLE_WORDS]
    assert [phrase for phrase in written if fold(phrase) != phrase] == []
    assert len(written) > 500
