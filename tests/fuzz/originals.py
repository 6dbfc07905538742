"""The honest files that are spoilt, by kind: small, but with everything in them that the program looks at."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

TESTS = Path(__file__).parents[1]
sys.path += [str(TESTS / name) for name in ("load", "layouts", "laws", "inspecting", "doctor", "annotate", "core")]

from layouts import LAYOUTS  # noqa: E402
from marked_books import as_excel_writes, by_openpyxl, by_xlsxwriter  # noqa: E402
from odd_files import FILES, LEAVES, UNREADABLE, full, lines  # noqa: E402
from old_workbooks import xls  # noqa: E402
from packages import settled  # noqa: E402
from rubric_making import SMALL  # noqa: E402
from tables import write_ods  # noqa: E402
from whole_book import filled_template, sound_book  # noqa: E402
from workbooks import record, wide, xlsb, xlsb_cell, xlsb_row  # noqa: E402

ROOT = TESTS.parent
EXAMPLES = ROOT / "examples"
#: Of the names of odd files: those that say what is spoilt anyway.
_WRONG = (*UNREADABLE, "daftar panjang.csv", "gabungan raya.xlsx", "jauh.xlsx", "sebenarnya csv.xlsx")
HEAD = [
    "No",
    "Indikator",
    "Nilai Mandiri",
    "Nilai Akhir",
    "Target",
    "Penjelasan",
    "PIC",
    "Bukti Dukung",
    "Tanggal",
    "Upaya",
]
EVIDENCE = ["Kode", "Untuk Tingkat", "Nama Dokumen", "Nomor Dokumen", "Tanggal", "Berlaku Sampai", "Halaman"]
CHECKLIST = ["Kode", "Tingkat", "Butir", "Kriteria", "Terpenuhi", "Catatan"]


def _saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def assessment() -> bytes:
    """One workbook with all that `check --annotate` must take care of, and with faults of many kinds."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Penilaian")
        bold = book.add_format({"bold": True, "bg_color": "#FFFF00", "border": 1})
        sheet.write_row(0, 0, ["Nama Instansi", "Pemerintah Kota Contoh"])
        sheet.write_row(1, 0, ["Tahun", 2023, "Perhatian", "tingkat sementara"])
        sheet.write_row(3, 0, HEAD, bold)
        for row, leaf in enumerate(LEAVES[:12], start=4):
            given = (3, "lima", "", 9, "=A1", 3.5, "3", 2, 4, 1, 5, "Level 3")[row - 4]
            sheet.write_row(
                row, 0, [int(leaf.number), leaf.name.id, given, 2, 4, "ada", "Dinas", "SK 1; SK 2", "17/08/2023", 2]
            )
        sheet.write_formula("C17", "=SUM(C5:C16)", None, 30)
        sheet.merge_range("A20:B21", "catatan")
        sheet.write_comment("C5", "komentar", {"author": "Sari"})
        sheet.data_validation("C5:D16", {"validate": "list", "source": ["1", "2", "3", "4", "5"]})
        sheet.conditional_format("C5:C16", {"type": "cell", "criteria": ">", "value": 4, "format": bold})
        sheet.set_column("J:J", 10, None, {"hidden": True})
        sheet.set_row(8, 15, None, {"hidden": True})
        sheet.insert_textbox("L4", "kotak")
        listed = book.add_worksheet("Bukti Dukung")
        listed.write_row(0, 0, EVIDENCE)
        checked = book.add_worksheet("Kriteria")
        checked.write_row(0, 0, CHECKLIST)
        for row, leaf in enumerate(LEAVES[:6], start=1):
            listed.write_row(row, 0, [leaf.code, 2, f"SK {row}", f"{row}/2022", "2022-01-02", "2024-01-02", row])
            criterion = leaf.levels[0].criteria[0].id
            checked.write_row(row, 0, [leaf.code, 1, "1.1", criterion, ("Ya", "Tidak", "")[row % 3], "lihat"])
        book.add_worksheet("Sembunyi").hide()
        book.define_name("Tingkat", "=Penilaian!$C$5:$C$16")
    return settled(out.getvalue())


def _old() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Penilaian")
    for y, line in enumerate([["Tahun", 2023], ["No", "Indikator", "Tingkat"], *full()[:15]]):
        for x, value in enumerate(line):
            sheet.write(y, x, value)
    sheet.row(6).hidden = True
    sheet.write_merge(20, 21, 0, 1, "gabung")
    return _saved(book)


def _binary() -> bytes:
    def line(row: int, *values: Any) -> bytes:
        cells = (
            xlsb_cell(6, x, wide(value))
            if isinstance(value, str)
            else xlsb_cell(2, x, (value << 2 | 2).to_bytes(4, "little"))
            for x, value in enumerate(values)
        )
        return xlsb_row(row) + b"".join(cells)

    table = [
        ["Tahun", 2023],
        ["No", "Indikator", "Tingkat"],
        *([int(n), name, level] for n, name, level in full()[:15]),
    ]
    merge = record(177) + record(176, b"".join(n.to_bytes(4, "little") for n in (20, 21, 0, 1))) + record(178)
    return settled(xlsb(b"".join(line(row, *values) for row, values in enumerate(table)), after=merge))


def _open_document(folder: Path) -> bytes:
    write_ods(
        [["Tahun", 2023], ["No", "Indikator", "Tingkat", "Bukti"], *([*row, "SK"] for row in full()[:15])],
        folder / "a.ods",
    )
    return settled((folder / "a.ods").read_bytes())


def _odd(*endings: str) -> list[bytes]:
    return [FILES[name]() for name in FILES if name.endswith(endings) and name not in _WRONG]


def workbooks() -> list[bytes]:
    """Those of Excel today. What stands here twice is spoilt twice as often."""
    rich = [by_openpyxl(), by_xlsxwriter(macros=True), as_excel_writes()]
    whole = [_saved(filled_template()), _saved(sound_book("spbe-2020"))]
    packages = [assessment()] * 8 + [path.read_bytes() for path in sorted(EXAMPLES.glob("*.xlsx"))] * 3 + whole + rich
    return [settled(data) for data in packages + _odd(".xlsx", ".xlsm")]


def binaries() -> list[bytes]:
    """Those of Excel in binary Open XML."""
    return [_binary(), _binary(), *map(settled, _odd(".xlsb"))]


def olds() -> list[bytes]:
    """Those of Excel before 2007."""
    return [_old(), xls(), *_odd(".xls")]


def open_documents(folder: Path) -> list[bytes]:
    """Those of OpenOffice and LibreOffice."""
    return [_open_document(folder), *map(settled, _odd(".ods"))]


def tables() -> list[bytes]:
    """Text tables: every layout that agencies use, lists of evidence and of criteria, a list of results, efforts."""
    found = []
    for made in LAYOUTS.values():
        page = next(iter(made().values()))
        found.append(lines(",", [[_csv(value) for value in row] for row in page.rows]).encode())
    listed = [[leaf.code, 2, "SK 1", "1/2022", "2022-01-02", "2024-01-02", 3] for leaf in LEAVES]
    checked = [[leaf.code, 1, "1.1", _csv(leaf.levels[0].criteria[0].id), "Ya", ""] for leaf in LEAVES]
    efforts = [["Kode", "Upaya", "Upaya ke tingkat 4"], *([leaf.code, 2, 3] for leaf in LEAVES)]
    results = (ROOT / "rubrics" / "results" / "2023.csv").read_bytes().splitlines(keepends=True)
    more = [lines(",", rows) for rows in ([EVIDENCE, *listed], [["Tahun", 2023], CHECKLIST, *checked], efforts)]
    return [*found, *map(str.encode, more), b"".join(results[:40])]


def _csv(value: Any) -> str:
    text = "" if value is None else str(value)
    return '"' + text.replace('"', '""') + '"' if set(text) & set(',"\n') else text


def rubrics() -> list[bytes]:
    """A small one that uses every part of the form, often, and a shipped one."""
    return [SMALL.encode()] * 9 + [(ROOT / "rubrics" / "pemdi-2026.yaml").read_bytes()]


def results(run: Callable[[list[str]], int]) -> list[bytes]:
    """Saved results of the examples, as the program itself writes them."""
    found = []
    for path in sorted(EXAMPLES.glob("*.xlsx")):
        for more in ([], ["--unfilled", "lowest"]):
            out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
                run(["score", str(path), "--format", "json", *more])
            out.flush()
            found.append(out.buffer.getvalue())
    return found
