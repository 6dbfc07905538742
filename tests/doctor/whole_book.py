"""A whole, sound workbook as an agency hands it in, ready to be spoilt: every sheet of the template, filled.

Levels are typed for the first stage. The first five indicators are at levels 1
to 5 (or as high as the scale goes), all others at 3; the checklist is answered
for the indicators of `TICKED` only, so that others can be blank for good.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from functools import cache

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from spbe_index.core.rubric import Item, LevelCriteria, Rubric
from spbe_index.load.rubric import load_rubric
from spbe_index.write.template import template_workbook
from spbe_index.write.words import Words

HEAD_ROW = 4
YEARS = {"spbe-2018": 2019, "spbe-2020": 2023, "pemdi-2026": 2026}
#: The day on which the sound workbook is looked at: after its year, before the dates of `W260`.
TODAY = {by: f"{year + 1}-06-01" for by, year in YEARS.items()}
CHECKLIST = ["Kode", "Indikator", "Tingkat", "Butir", "Kriteria", "Dihitung", "Terpenuhi", "Catatan"]
LEDGER = [
    "Kode", "Untuk Tingkat", "Nama Dokumen", "Nomor Dokumen", "Tanggal", "Berlaku Sampai", "Berkas atau Tautan",
    "Halaman", "Catatan",
]  # fmt: skip
UNITS = ["Dinas Kominfo", "Bappeda", "Inspektorat", "Sekretariat Daerah"]


@cache
def rubric(by: str) -> Rubric:
    return load_rubric(by)


@cache
def criteria(by: str) -> dict[str, tuple[LevelCriteria, ...]]:
    """The criteria that each answerable item is judged by."""
    return {item.code: item.levels or (parent.levels if parent else ()) for item, parent in rubric(by).items()
            if not item.children}  # fmt: skip


def leaves(by: str) -> tuple[Item, ...]:
    return rubric(by).leaves()


def claimed(by: str, code: str) -> int:
    """The level that the sound workbook claims."""
    place = [leaf.code for leaf in leaves(by)].index(code)
    return place + 1 if place < 5 else 3


def ticked(by: str) -> tuple[str, ...]:
    """The items whose checklist is answered: the first half."""
    codes = [leaf.code for leaf in leaves(by)]
    return tuple(codes[: len(codes) // 2])


def stage_names(by: str) -> list[str]:
    return [stage.name.id for stage in rubric(by).stages]


def sound_book(by: str) -> openpyxl.Workbook:
    """The workbook, not yet saved."""
    book = openpyxl.Workbook()
    identity = book.worksheets[0]
    identity.title = "Identitas"
    _identity(identity, by)
    _assessment(book.create_sheet("Penilaian"), by)
    _fill(book.create_sheet("Kriteria"), "Daftar Kriteria", CHECKLIST, _checklist(by))
    _fill(book.create_sheet("Bukti Dukung"), "Daftar Bukti Dukung", LEDGER, _ledger(by))
    return book


def filled_template() -> openpyxl.Workbook:
    """The real template for spbe-2020 with the same in it, at the same cells."""
    by = "spbe-2020"
    book = openpyxl.load_workbook(io.BytesIO(_template(by)))
    for sheet in sound_book(by).worksheets:
        first = HEAD_ROW if sheet.title == "Identitas" else HEAD_ROW + 1
        for row in sheet.iter_rows(min_row=first, max_col=13):
            for cell in row:
                if cell.value is not None:
                    book[sheet.title].cell(cell.row, cell.column).value = cell.value
    _list_of_units(book["Penilaian"], "M", HEAD_ROW + len(leaves(by)))
    return book


@cache
def _template(by: str) -> bytes:
    return template_workbook(rubric(by), Words("id"))


def _identity(sheet: Worksheet, by: str) -> None:
    for row in (
        ["Identitas"],
        [],
        [],
        ["Nama Instansi", "Pemerintah Kota Contoh"],
        ["Kelompok", "Pemerintah kota"],
        ["Tahun Penilaian", YEARS[by]],
        ["Tahap", stage_names(by)[0]],
        ["Instrumen", by],
    ):
        sheet.append(row)


def _assessment(sheet: Worksheet, by: str) -> None:
    head = ["Kode", "Domain", "Aspek", "Indikator", *stage_names(by), "Target", "Penjelasan", "PIC"]
    _fill(sheet, "Penilaian", head, _levels(by))
    last = HEAD_ROW + len(leaves(by))
    scale = rubric(by).scales[0]
    if scale.step is not None:
        whole = ",".join(str(level.number) for level in scale.levels)
        stages = get_column_letter(4 + len(stage_names(by)))
        _drop_down(sheet, f'"{whole}"', f"E{HEAD_ROW + 1}:{stages}{last}")
    _list_of_units(sheet, get_column_letter(len(head)), last)


def _list_of_units(sheet: Worksheet, column: str, last: int) -> None:
    """The units stand beside the table, past an empty column."""
    for row, unit in enumerate(UNITS, start=HEAD_ROW + 1):
        sheet.cell(row, 20, unit)
    offered = f"$T${HEAD_ROW + 1}:$T${HEAD_ROW + len(UNITS)}"
    _drop_down(sheet, offered, f"{column}{HEAD_ROW + 1}:{column}{last}")


def _drop_down(sheet: Worksheet, offered: str, cells: str) -> None:
    choices = DataValidation(type="list", formula1=offered)
    sheet.add_data_validation(choices)
    choices.add(cells)


def _fill(sheet: Worksheet, title: str, head: list[str], rows: Iterator[list[object]]) -> None:
    sheet.append([title])
    for row, line in enumerate([head, *rows], start=HEAD_ROW):
        for column, value in enumerate(line, start=1):
            if value is not None:
                sheet.cell(row, column, value)


def _levels(by: str) -> Iterator[list[object]]:
    above: dict[str, list[str]] = {}
    for item, parent in rubric(by).items():
        above[item.code] = [*(above[parent.code] if parent else []), item.name.id]
    blank = [None] * (len(rubric(by).stages) - 1)
    for place, leaf in enumerate(leaves(by)):
        domain, *rest = above[leaf.code]
        aspect = rest[0] if len(rest) > 1 else domain
        level = claimed(by, leaf.code)
        unit = UNITS[place % len(UNITS)]
        yield [leaf.code, domain, aspect, leaf.name.id, level, *blank, 5, "Sudah berjalan.", unit]


def _checklist(by: str) -> Iterator[list[object]]:
    for code, levels in criteria(by).items():
        name = next(leaf.name.id for leaf in leaves(by) if leaf.code == code)
        for level in levels:
            met = "Ya" if level.level <= claimed(by, code) else "Tidak"
            for number, text in enumerate(level.criteria, start=1):
                said = met if code in ticked(by) else None
                yield [code, name, str(level.level), f"{level.level}.{number}", text.id, None, said]


def _ledger(by: str) -> Iterator[list[object]]:
    floor = rubric(by).scales[0].levels[0].number
    year = YEARS[by]
    for leaf in leaves(by):
        for level in range(floor + 1, claimed(by, leaf.code) + 1):
            title = f"Laporan {leaf.code} tingkat {level}"
            number = f"{leaf.number}/{level}/{year}"
            yield [leaf.code, level, title, number, date(year, 3, level), None, f"{leaf.code}-{level}.pdf", "12", None]


@cache
def rows(by: str, sheet: str) -> dict[tuple[str, ...], int]:
    """The row of a line: by code on Penilaian, by code and point on Kriteria, by code and level on Bukti Dukung."""
    if sheet == "Penilaian":
        keys = [(leaf.code,) for leaf in leaves(by)]
    elif sheet == "Kriteria":
        keys = [(str(line[0]), str(line[3])) for line in _checklist(by)]
    else:
        keys = [(str(line[0]), str(line[1])) for line in _ledger(by)]
    return {key: row for row, key in enumerate(keys, start=HEAD_ROW + 1)}
