"""Codes of the careful look: checklist, evidence, its files, drop-downs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from raising import HEAD, Raise, Row, found_in, full, saved, table, year

from spbe_index.core.problem import Problem

LISTED = ["Indikator", "Bukti Dukung", "Tanggal", "Berlaku Sampai", "Untuk Tingkat", "Tautan"]
TICKED = ["Indikator", "Butir", "Terpenuhi"]


def checklist(*ticks: Row, level: Any = 3) -> Raise:
    """I12 with this level, and these rows (point, yes or no) of the checklist."""
    rows = [["I12", *tick] if len(tick) == 2 else tick for tick in ticks]
    return table(year(), HEAD, *full(I12=level), more={"Kriteria": [TICKED, *rows]})


def evidence(*rows: Row) -> Raise:
    """Rows of the list of evidence; level 3 everywhere."""
    return table(year(), HEAD, *full(), more={"Bukti": [LISTED, *rows]})


def document(begun: str, until: str = "") -> Raise:
    return evidence(["I12", "Peraturan Wali Kota", begun, until])


def files(*links: str, **there: bytes) -> Raise:
    """Evidence that names these files, in a folder that holds those."""

    def look(folder: Path) -> Iterable[Problem]:
        (folder / "bukti").mkdir()
        for name, data in there.items():
            (folder / "bukti" / f"{name}.pdf").write_bytes(data)
        rows = [[f"I{number}", f"Dokumen {number}", "", "", "", link] for number, link in enumerate(links, start=1)]
        path = saved(folder / "penilaian.xlsx", year(), HEAD, *full(), Bukti=[LISTED, *rows])
        return found_in(path, evidence_dir=str(folder / "bukti"))

    return look


def units(book: Any) -> None:
    """A drop-down of units over the column of units."""
    choices = DataValidation(type="list", formula1='"Dinas Kominfo,Bappeda,Inspektorat"')
    book["Penilaian"].add_data_validation(choices)
    choices.add("D3:D49")


def hidden_column(book: Any) -> None:
    book["Penilaian"].column_dimensions["C"].hidden = True


def covered(book: Any) -> None:
    """A merge over two levels that keeps the second one, as programs write it."""
    book["Penilaian"].merged_cells.ranges.add(CellRange("C4:C5"))


def ticks_offered(book: Any) -> None:
    """The drop-down of the form over the answers to criteria."""
    choices = DataValidation(type="list", formula1='"Ya,Tidak"')
    book["Kriteria"].add_data_validation(choices)
    choices.add("C2:C9")


UNITS = [[*row, "Dinas Kominfo"] for row in full()]
ALL_MET = [(f"{level}.{number}", "Ya") for level in (1, 2, 3, 4) for number in range(1, 9)]
RAISED: dict[str, Raise] = {
    "W233": table(year(), HEAD, *full(), then=hidden_column),
    "W234": table(year(), HEAD, *full(), then=covered),
    "W235": table(year(), ["No", "Mandiri", "Akhir"], *([*row[::2], 3] for row in full(I12="baik"))),
    "W241": checklist(("1.1", "mungkin")),
    "W242": checklist(("9.9", "Ya")),
    "E243": checklist(("1.1", ""), ("2.1", "Ya"), level=None),
    "N244": checklist(("1.1", "Ya"), ("2.1", "Tidak"), level=None),
    "W245": checklist(("1.1", "Ya"), ("2.1", "Tidak"), level=4),
    "N246": checklist(*ALL_MET, level=1),
    "W250": evidence(["I12", "Peraturan"], ["I99", "Peraturan"]),
    "W251": document("kemarin"),
    "W252": evidence(["I12", "Peraturan", "", "", 9]),
    "W253": checklist(("1.1", "Ya"), ("1.1", "Tidak")),
    "W254": evidence(["I12", "Peraturan"]),
    "W255": evidence(["I12", "Peraturan", "", "", 3]),
    "W256": document("17/08/2023"),
    "N257": document("17/08/2019"),
    "W258": document("17/08/2019", "17/08/2021"),
    "N259": document("17/08/2022", "17/10/2022"),
    "W260": document("17/08/2024"),
    "W261": document("17/08/2022", "17/08/2021"),
    "W262": evidence(*([f"I{number}", "Peraturan Wali Kota 1"] for number in range(1, 48))),
    "N263": table(year(), HEAD, *full()),
    "W264": files("tidak-ada.pdf"),
    "W265": files("a.pdf", a=b""),
    "W266": files("a.pdf", a=b"\x89PNG\r\n\x1a\n..."),
    "N267": files("a.pdf", "b.pdf", a=b"%PDF-1.7", b=b"%PDF-1.7"),
    "W268": files("../rahasia.pdf"),
    "W270": table(year(), [*HEAD, "PIC"], *([*row, "Inspektorat Daerah"] for row in full()), then=units),
    "W284": table(year(), HEAD, *full(), more={"Ringkasan": [["Indeks SPBE", 4.2], ["Predikat", "Sangat Baik"]]}),
    "W285": table(
        year(),
        HEAD,
        *full(),
        more={"Bukti": [[*LISTED, "Halaman"], ["I12", "Peraturan", "", "", "", "", date(2022, 4, 3)]]},
    ),
    "W286": table(year(), [*HEAD, "PIC"], *UNITS[:2], [*UNITS[2][:3], "#REF!"], *UNITS[3:]),
    "N288": table(
        ["Instrumen", "spbe-2020"], HEAD, *full(), more={"Bukti": [LISTED, ["I12", "Peraturan", "17/08/2019"]]}
    ),
    "W289": table(
        year(),
        HEAD,
        *full(),
        more={"Kriteria": [["Kode", "Butir", "Kriteria", "Beres?"], ["I12", "1.1", "Ada konsep.", "Ya"]]},
    ),
    "N290": table(year(), HEAD, *full(), then=ticks_offered, more={"Kriteria": [TICKED, ["I12", "1.1", "Sudah"]]}),
    "W276": evidence(["I12", "Peraturan"], ["I13", "", "17/08/2022"]),
    "W277": evidence(["I12", "Peraturan", "#VALUE!"]),
    "W278": evidence(["I12", "Peraturan", "=TODAY()"]),
}
