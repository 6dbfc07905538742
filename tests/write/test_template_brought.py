"""What last year's workbook gives to this year's: shown and marked, never counted."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from template_making import LANGUAGES, everything, layout, made, opened, saved

from spbe_index.assess import assess, assess_file, understand_file
from spbe_index.load.rubric import load_rubric
from spbe_index.load.team import read_team
from spbe_index.write.template import template_workbook
from spbe_index.write.template.carried import Brought, brought_from
from spbe_index.write.template.layout import FIRST
from spbe_index.write.template.style import BROUGHT, INPUT
from spbe_index.write.words import Words


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    form = layout("spbe-2020")
    content = made("spbe-2020", agency="Pemerintah Kota Contoh", group="Kota", year=2023)
    return saved(tmp_path_factory.mktemp("old") / "old.xlsx", content, everything(form, 2, 2023), form)


def carried(old: Path, *, same: bool = True) -> Brought:
    understood = understand_file(old)
    return brought_from(assess(understood).result, read_team(understood.book), same_instrument=same)


def colour(cell: object) -> str:
    return cell.fill.fgColor.rgb[-6:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_old_level_is_shown_and_not_counted(old: Path, language: str, tmp_path: Path) -> None:
    content = template_workbook(load_rubric("spbe-2020"), Words(language), year=2024, brought=carried(old))
    form = layout("spbe-2020", language)
    sheet = opened(content)[form.title("levels")]
    heading = sheet[f"{form.columns['before']}4"]
    assert heading.value == {"id": "Tahun lalu (2023)", "en": "Last year (2023)"}[language]
    assert "2023" in heading.comment.text
    for leaf in form.leaves:
        row = form.rows[leaf.code]
        cells = {name: sheet[f"{letter}{row}"] for name, letter in form.columns.items()}
        assert (cells["before"].value, colour(cells["before"])) == (2, BROUGHT.fgColor.rgb[-6:])
        assert cells["before"].protection.locked
        for stage in form.rubric.stages:
            assert (cells[stage.code].value, colour(cells[stage.code])) == (None, INPUT.fgColor.rgb[-6:])
        for name, value in (
            ("target", 3),
            ("explanation", f"Sudah diterapkan ({leaf.code})."),
            ("unit", "Bidang Aptika"),
        ):
            assert (cells[name].value, colour(cells[name])) == (value, BROUGHT.fgColor.rgb[-6:])
            assert not cells[name].protection.locked
    path = tmp_path / "new.xlsx"
    path.write_bytes(content)
    result = assess_file(path).result
    assert (result.agency, result.group, result.year, result.verdict) == ("Pemerintah Kota Contoh", "Kota", 2024, None)
    assert {problem.code for problem in result.problems if problem.code[0] == "E"} == {"E211"}


def test_the_evidence_comes_along_with_a_mark(old: Path) -> None:
    content = template_workbook(load_rubric("spbe-2020"), Words("id"), brought=carried(old))
    sheet = opened(content)["Bukti Dukung"]
    rows = list(sheet.iter_rows(min_row=FIRST, max_row=FIRST + 94, max_col=9, values_only=True))
    day = datetime.datetime(2023, 2, 3)
    assert rows[0] == ("I1", 1, "Peraturan I1-1", "5/2023", day, None, "I1-1.pdf", "4-7", "dibawa dari 2023")
    assert rows[93][:3] == ("I47", 2, "Peraturan I47-2")
    assert rows[94] == (None,) * 9
    assert colour(sheet["C5"]) == BROUGHT.fgColor.rgb[-6:]
    assert colour(sheet["F5"]) == INPUT.fgColor.rgb[-6:]
    assert sheet.max_row == FIRST + 94 + 500 - 1
    guide = [cell.value for cells in opened(content)["Petunjuk"].iter_rows() for cell in cells]
    assert "biru: 2023" in guide


@pytest.mark.parametrize("language", LANGUAGES)
def test_old_answers_to_criteria_are_shown_with_their_notes_and_not_counted(language: str, tmp_path: Path) -> None:
    form = layout("spbe-2020")
    typed = everything(form) | {"criteria": {"G5": "Ya", "G6": "Tidak", "H6": "Menunggu SK"}}
    brought = carried(saved(tmp_path / "old.xlsx", made("spbe-2020", year=2023), typed, form))
    content = template_workbook(load_rubric("spbe-2020"), Words(language), year=2024, brought=brought)
    book = opened(content)
    sheet = book[layout("spbe-2020", language).title("criteria")]
    assert {cell.value for cell in sheet["G"][FIRST - 1 :]} == {None}
    last = sheet.max_column
    assert sheet.cell(FIRST - 1, last).value == {"id": "Tahun lalu (2023)", "en": "Last year (2023)"}[language]
    old = [sheet.cell(FIRST + number, last) for number in range(3)]
    assert [cell.value for cell in old] == {"id": ["Ya", "Tidak", None], "en": ["Yes", "No", None]}[language]
    assert [cell.protection.locked for cell in old] == [True] * 3
    assert [colour(cell) == BROUGHT.fgColor.rgb[-6:] for cell in old] == [True, True, False]
    assert (sheet["H6"].value, colour(sheet["H6"])) == ("Menunggu SK", BROUGHT.fgColor.rgb[-6:])
    guide = [str(cell.value) for cells in book.worksheets[0].iter_rows() for cell in cells]
    assert any({"id": "jawaban Kriteria yang lama", "en": "answers to criteria"}[language] in text for text in guide)
    (tmp_path / "new.xlsx").write_bytes(content)
    result = assess_file(tmp_path / "new.xlsx").result
    assert (result.low, result.high) == (1, 5)


def test_a_form_without_old_answers_has_no_column_for_them(old: Path) -> None:
    book = opened(template_workbook(load_rubric("spbe-2020"), Words("id"), brought=carried(old)))
    assert "Tahun lalu (2023)" not in [cell.value for cell in book["Kriteria"][FIRST - 1]]


def test_evidence_keeps_its_own_note_and_is_marked_once_however_often_it_is_brought(tmp_path: Path) -> None:
    form = layout("spbe-2020")
    typed = everything(form)
    typed["evidence"] |= {"I5": "Lihat pasal 4"}
    path = saved(tmp_path / "old.xlsx", made("spbe-2020", year=2023), typed, form)
    once = template_workbook(load_rubric("spbe-2020"), Words("id"), year=2024, brought=carried(path))
    assert [opened(once)["Bukti Dukung"][f"I{row}"].value for row in (5, 6)] == [
        "Lihat pasal 4; dibawa dari 2023",
        "dibawa dari 2023",
    ]
    (tmp_path / "once.xlsx").write_bytes(once)
    again = template_workbook(load_rubric("spbe-2020"), Words("en"), brought=carried(tmp_path / "once.xlsx"))
    assert [opened(again)["Evidence"][f"I{row}"].value for row in (5, 6)] == [
        "Lihat pasal 4; brought from 2024",
        "brought from 2024",
    ]


def test_numbers_and_pages_of_documents_are_text() -> None:
    sheet = opened(made("spbe-2020"))["Bukti Dukung"]
    assert {sheet[f"{column}{row}"].number_format for column in "DH" for row in (5, 104, 504)} == {"@"}
    assert sheet["B5"].number_format == "General"


def test_the_team_comes_along(old: Path) -> None:
    assert carried(old).team == (("Budi Santoso", "Ketua", "Diskominfo"),)
    content = template_workbook(load_rubric("spbe-2020"), Words("en"), brought=carried(old))
    sheet = opened(content)["Identity"]
    assert [sheet[f"{letter}12"].value for letter in "BCD"] == ["Budi Santoso", "Ketua", "Diskominfo"]


def test_another_instrument_brings_only_who(old: Path) -> None:
    who = carried(old, same=False)
    assert (who.agency, who.group, len(who.team)) == ("Pemerintah Kota Contoh", "Kota", 1)
    assert (who.levels, who.entries) == ({}, {})
    book = opened(template_workbook(load_rubric("pemdi-2026"), Words("id"), brought=who))
    assert book["Identitas"]["B4"].value == "Pemerintah Kota Contoh"
    assert [
        row[0] for row in book["Bukti Dukung"].iter_rows(min_row=FIRST, max_col=3, values_only=True) if any(row)
    ] == []


def test_a_wish_outdoes_what_is_brought(old: Path) -> None:
    content = template_workbook(load_rubric("spbe-2020"), Words("id"), agency="Lain", brought=carried(old))
    sheet = opened(content)["Identitas"]
    assert [(sheet[f"B{row}"].value, colour(sheet[f"B{row}"])) for row in (4, 5)] == [
        ("Lain", INPUT.fgColor.rgb[-6:]),
        ("Kota", BROUGHT.fgColor.rgb[-6:]),
    ]


def test_what_is_brought_stays_text(tmp_path: Path) -> None:
    form = layout("spbe-2020")
    typed = everything(form)
    typed["levels"][f"{form.columns['explanation']}5"] = "'=1+1"
    typed["evidence"]["C5"] = "@SUM(A1)"
    path = saved(tmp_path / "old.xlsx", made("spbe-2020", year=2023), typed, form)
    book = opened(template_workbook(load_rubric("spbe-2020"), Words("id"), brought=carried(path)))
    for sheet, address in (("Penilaian", f"{form.columns['explanation']}5"), ("Bukti Dukung", "C5")):
        assert book[sheet][address].data_type == "s"


def test_a_decimal_level_is_shown_as_it_was(tmp_path: Path) -> None:
    form = layout("pemdi-2026")
    cell = f"{form.columns['mandiri']}{form.rows['I1']}"
    path = saved(tmp_path / "old.xlsx", made("pemdi-2026", year=2026), {"levels": {cell: 3.217}}, form)
    book = opened(template_workbook(load_rubric("pemdi-2026"), Words("id"), brought=carried(path)))
    assert book["Penilaian"][f"{form.columns['before']}{form.rows['I1']}"].value == 3.217
