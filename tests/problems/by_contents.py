"""Codes of what a workbook says: its table, its levels, its years and stages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from raising import HEAD, Raise, found_in, full, levels, saved, table, year

from spbe_index.assess import understand_file
from spbe_index.core.problem import Problem


def hidden(book: Any) -> None:
    book.create_sheet("Penilaian Lain")
    book["Lama"].sheet_state = "hidden"


def counted_documents(book: Any) -> None:
    listed = book.create_sheet("Dokumen")
    for row in (["No", "Nama Dokumen", "Nomor", "Tanggal"], [1, "Keputusan", "1/2022", "2022-01-02"]):
        listed.append(row)


def two_columns(*headings: str, values: tuple[Any, ...] = (3, 3), number: int = 2022, **changed: Any) -> Raise:
    rows = [[*row[:2], *values] for row in full(**changed)]
    return table(year(number), ["No", "Indikator", *headings], *rows)


def stages(*pairs: tuple[Any, Any]) -> Raise:
    rows = [[*row[:2], *(pairs[n] if n < len(pairs) else pairs[-1])] for n, row in enumerate(full())]
    return table(year(), ["No", "Indikator", "Mandiri", "Akhir"], *rows)


def pemdi(code: str, level: Any, index: Any) -> Raise:
    rows = [[*row, ""] for row in full("pemdi-2026", level="2,00")]
    rows[int(code[1:]) - 1][2:] = [level, index]
    return table(year(2026), [*HEAD, "Nilai Indeks Asal"], *rows)


def text(*lines: str) -> Raise:
    def look(folder: Path) -> Iterable[Problem]:
        (folder / "penilaian.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return found_in(folder / "penilaian.csv")

    return look


def identity(*rows: list[Any]) -> Raise:
    """A whole assessment whose stages have columns, with these lines on the sheet of identity."""
    lines = [[*row[:2], 3, ""] for row in full()]
    return table(["No", "Indikator", "Mandiri", "Akhir"], *lines, more={"Identitas": [*rows]})


def named_otherwise(folder: Path) -> tuple[Problem, ...]:
    """A workbook of Pemdi that says so, looked at by another instrument."""
    path = saved(folder / "penilaian.xlsx", ["Instrumen", "pemdi-2026"], HEAD, *full("pemdi-2026"))
    return found_in(path, rubric="spbe-2020")


def compared_otherwise(folder: Path) -> tuple[Problem, ...]:
    """The same workbook beside those of the other instrument."""
    path = saved(folder / "penilaian.xlsx", ["Instrumen", "pemdi-2026"], HEAD, *full("pemdi-2026"))
    return understand_file(path, rubric="spbe-2020", compared=True).problems


def only_hidden(book: Any) -> None:
    book.create_sheet("Sampul")
    book["Penilaian"].sheet_state = "hidden"


ROWS = full()
LONG = [HEAD, *([number, "a", 3] for number in range(20_000))]
RAISED: dict[str, Raise] = {
    "E201": table(["Selamat datang"]),
    "E899": table(["Instansi", "B1", "B2"], ["Kota A", 3, 4]),
    "E890": table(*LONG),
    "W891": table(year(), HEAD, *ROWS, more={"Data": LONG}),
    "E202": levels(I3=9),
    "E203": levels(I3="bagus"),
    "E204": levels(I3="#REF!"),
    "E205": levels(I3=date(2022, 3, 4)),
    "E206": levels(I3=True),
    "E207": levels(I3="=1+2"),
    "E208": table(year(), HEAD, *ROWS, [*ROWS[2][:2], 4]),
    "E209": table(year(), HEAD, *ROWS[1:]),
    "E210": table(year(), HEAD, *ROWS, [99, "Kebersihan Kantor", 3]),
    "E211": levels(I3=None),
    "N212": stages((3, 4)),
    "N213": table(HEAD, *ROWS),
    "E214": table(["Instrumen", "tidak-ada-2030"], HEAD, *ROWS),
    "W215": table(year(), HEAD, [1, ROWS[1][1], 3], [2, ROWS[0][1], 3], *ROWS[2:]),
    "N216": pemdi("I5", "", "62,5"),
    "W217": table(year(), [*HEAD, "Target"], *([*row, "tinggi"] for row in ROWS)),
    "E218": pemdi("I1", "", "80"),
    "W219": pemdi("I6", "3,00", "2.5"),
    "W296": pemdi("I1", "3,00", "80"),
    "W220": table(year(), HEAD, *ROWS, ROWS[2]),
    "E221": two_columns("Nilai", "Skor", values=(3, 4)),
    "E222": table(year(), HEAD, *full(I4=None), then=lambda book: book["Penilaian"].merge_cells("C5:C6")),
    "W223": table(year(), HEAD, *ROWS, then=lambda book: setattr(book["Penilaian"].row_dimensions[9], "hidden", True)),
    "W224": table(year(), HEAD, *ROWS[:45], [46, "Layanan Kesehatan Terpadu", 3]),
    "W225": table(year(), HEAD, *ROWS, more={"Lama": [HEAD, *ROWS]}, then=hidden),
    "W226": table(year(2017), ["Instrumen", "spbe-2020"], HEAD, *ROWS),
    "N227": two_columns("Level", "Indeks", values=(3, 1)),
    "N228": table(
        year(),
        ["No", "Indikator", "Level", "Bobot", "Nilai"],
        *([*row[:2], 3, "", 1] for row in ROWS),
        then=lambda book: setattr(book["Penilaian"].column_dimensions["E"], "hidden", True),
    ),
    "N229": two_columns("Nilai 2022", "Nilai 2023", number=2023),
    "W230": table(year(2023), [*HEAD[:2], "Nilai 2022"], *ROWS),
    "E231": table(
        year(2019),
        HEAD,
        *(row for row in full("spbe-2018") if not str(row[0]).startswith("35")),
        [35, "Layanan Publik Instansi Pemerintah", 4],
    ),
    "W232": table(year(2022), HEAD, *full("pemdi-2026")),
    "W297": named_otherwise,
    "N298": compared_otherwise,
    "N240": stages((3, 4), (3, None)),
    "W282": table(year(), year(2023), HEAD, *ROWS),
    "N293": table(["Perhatian: tingkat belum resmi."], year(), HEAD, *ROWS),
    "N294": table(year(), HEAD, *ROWS, then=counted_documents),
    "N295": levels(I40="3 - Terdefinisi"),
    "W292": table(["No", "Tingkat"], *([number, 3] for number in range(1, 21))),
    "W283": table(["Instrumen", "SPBE lama"], year(), HEAD, *ROWS),
    "N281": table(year(), [*HEAD, "Nilai Pokja"], *([*row, 4] for row in ROWS)),
    "E280": text("Tahun,2022", "No,Tingkat", *(f"{row[0]},3,5" for row in ROWS)),
    "N271": levels(I3="3"),
    "E272": table(year(), HEAD, *ROWS, then=only_hidden),
    "W273": identity(["Instrumen", "spbe-2020"], ["Tahun", "dua ribu"]),
    "W287": identity(["Nama Instansi", "#N/A"], year()),
    "N274": identity(year(), ["Tahap", "Nilai Akhir"]),
    "W275": identity(year(), ["Tahap", "Ngawur"]),
}
