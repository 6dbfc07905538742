"""Files of every odd kind that somebody may try: honest, strange, damaged, and none that is a workbook at all."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import openpyxl
import xlsxwriter
import xlwt
from openpyxl.workbook.protection import WorkbookProtection
from workbooks import HEAD, MAIN, ods, ods_table, ole, package, record, rows, wide, xlsb, xlsb_cell, xlsb_row, xlsx
from workbooks import xlsx_parts as parts

from spbe_index.load.rubric import load_rubric

LEAVES = tuple(load_rubric("spbe-2020").leaves())
TITLES = ["No", "Indikator", "Tingkat"]
YEAR = ["Tahun", 2023]
#: How to make each file, by its name.
FILES: dict[str, Callable[[], bytes]] = {}
Make = Callable[[], bytes]


def file(name: str) -> Callable[[Make], Make]:
    def keep(make: Make) -> Make:
        FILES[name] = make
        return make

    return keep


def full(level: Any = 3) -> list[list[Any]]:
    return [[leaf.number, leaf.name.id, level] for leaf in LEAVES]


def book(*lines: Sequence[Any], name: str = "Penilaian", then: Callable[[Any, Any], None] | None = None) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = name
    for line in lines:
        sheet.append(list(line))
    if then:
        then(made, sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
    return out.getvalue()


def lines(separator: str, of: Iterable[Sequence[Any]]) -> str:
    return "".join(separator.join(map(str, line)) + "\r\n" for line in of)


def plain(name: str, data: bytes) -> None:
    FILES[name] = lambda: data


@file("anggaran.xlsx")
def _budget() -> bytes:
    head = ["No", "Uraian", "Volume", "Harga Satuan", "Jumlah"]
    items = [[i, f"Barang {i}", i, 15_000, f"=C{i + 3}*D{i + 3}"] for i in range(1, 30)]
    return book(["RENCANA ANGGARAN BIAYA 2024"], [], head, *items, name="RAB")


@file("kosong.xlsx")
def _empty() -> bytes:
    return book()


@file("satu sel.xlsx")
def _one_cell() -> bytes:
    return book(["halo"])


@file("surat.xlsx")
def _letter() -> bytes:
    return book(["Kepada Yth."], ["Kepala Dinas Kominfo"], [], ["Dengan hormat,"], ["Bersama ini kami sampaikan"])


@file("lengkap.xlsx")
def _whole() -> bytes:
    return book(["Nama Instansi", "Pemerintah Kota Contoh"], YEAR, TITLES, *full())


@file("tanpa tahun.xlsx")
def _without_year() -> bytes:
    return book(TITLES, *full())


@file("nomor saja.xlsx")
def _numbers() -> bytes:
    return book(["No", "Nilai"], *([number, 3] for number in range(1, 31)))


@file("instrumen asing.xlsx")
def _foreign() -> bytes:
    return book(["Instrumen", "spbe-2030"], TITLES, *full())


@file("judul asing.xlsx")
def _headings() -> bytes:
    return book(YEAR, ["Ref", "Butir Penilaian", "Skor Akhir Tim"], *full())


@file("melintang.xlsx")
def _across() -> bytes:
    return book(YEAR, ["Indikator", *(leaf.name.id for leaf in LEAVES)], ["Tingkat", *[3] * 47])


@file("banyak instansi.xlsx")
def _agencies() -> bytes:
    return book(YEAR, ["Indikator", "Dinas A", "Dinas B"], *([leaf.name.id, 1, 2] for leaf in LEAVES))


@file("pivot.xlsx")
def _pivot() -> bytes:
    return book(["Row Labels", "Sum of Nilai"], *([leaf.name.id, 3] for leaf in LEAVES), ["Grand Total", 141])


@file("tanggal.xlsx")
def _dates() -> bytes:
    return book(YEAR, TITLES, *([leaf.number, leaf.name.id, datetime.date(2024, 3, 4)] for leaf in LEAVES))


@file("galat dan rumus.xlsx")
def _errors() -> bytes:
    return book(YEAR, TITLES, *([x.number, x.name.id, "=1+2" if n % 2 else "#REF!"] for n, x in enumerate(LEAVES)))


@file("dua baris judul.xlsx")
def _two_heads() -> bytes:
    def merge(_: Any, sheet: Any) -> None:
        sheet.merge_cells("C2:D2")

    heads = [["No", "Indikator", "Tingkat Kematangan", None, "Bobot", "Tautan"], [None, None, "Mandiri", "Akhir"]]
    return book(YEAR, *heads, *([*line[:2], 2, 3, 1, "http://a/b"] for line in full()), then=merge)


@file("tersembunyi.xlsx")
def _hidden() -> bytes:
    def hide(made: Any, sheet: Any) -> None:
        sheet.column_dimensions["C"].hidden = True
        for row in range(5, 10):
            sheet.row_dimensions[row].hidden = True
        for state in ("hidden", "veryHidden"):
            other = made.create_sheet(state)
            other.sheet_state = state
            for line in (TITLES, *full(2)):
                other.append(line)

    return book(YEAR, [*TITLES, "Nilai Akhir"], *([*line, 2] for line in full()), then=hide)


@file("terkunci.xlsx")
def _locked() -> bytes:
    def lock(made: Any, sheet: Any) -> None:
        sheet.protection.sheet = True
        sheet.protection.set_password("rahasia")
        made.security = WorkbookProtection(workbookPassword="rahasia", lockStructure=True)

    return book(YEAR, TITLES, *full(), then=lock)


@file("gabungan.xlsx")
def _merged() -> bytes:
    merges = b'<mergeCells><mergeCell ref="C3:C10"/><mergeCell ref="A12:C14"/></mergeCells>'
    part = "xl/worksheets/sheet1.xml"
    return with_part(book(YEAR, TITLES, *full()), part, lambda x: x.replace(b"</sheetData>", b"</sheetData>" + merges))


@file("gabungan raya.xlsx")
def _merges() -> bytes:
    ranges = "".join(f'<mergeCell ref="A{number}:XFD1048576"/>' for number in range(1, 2000))
    cells = rows(*((f"A{number}", "><v>1</v>") for number in range(1, 1000)))
    return xlsx(f"{cells}<mergeCells>{ranges}</mergeCells>")


@file("makro dan tautan.xlsm")
def _macros() -> bytes:
    more = {"xl/vbaProject.bin": "x", "xl/externalLinks/externalLink1.xml": f'{HEAD}<externalLink xmlns="{MAIN}"/>'}
    return package(parts(rows(("A1", "><v>1</v>"))) | more)


@file("jauh.xlsx")
def _far() -> bytes:
    return xlsx(rows(("A1", "><v>1</v>"), ("XFD1048576", "><v>2</v>")))


@file("grafik.xlsx")
def _chart() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("Data")
        for number, line in enumerate([["Indikator", "Nilai"], *([x.name.id, 3] for x in LEAVES)]):
            sheet.write_row(number, 0, line)
        chart = made.add_chart({"type": "bar"})
        chart.add_series({"values": "=Data!$B$2:$B$48"})
        made.add_chartsheet("Grafik").set_chart(chart)
    return out.getvalue()


@file("lebar.xlsx")
def _wide() -> bytes:
    return book([f"Kolom {number}" for number in range(300)], *([number] * 300 for number in range(4)))


@file("banyak lembar.xlsx")
def _sheets() -> bytes:
    def more(made: Any, _: Any) -> None:
        for number in range(60):
            made.create_sheet(f"Lembar {number}").append(TITLES)

    return book(TITLES, then=more)


@file("judul saja.xlsx")
def _only_headings() -> bytes:
    return book(*([*TITLES, "Bukti"] for _ in range(400)))


@file("emoji.xlsx")
def _emoji() -> bytes:
    return book(YEAR, ["№", "Indikator 😀", "Tingkat 📈"], *full(), name="📊 Nilai")


@file("panjang.xlsx")
def _long() -> bytes:
    return book(["Nama Instansi", "Pemerintah " + "Kota " * 200], YEAR, [*TITLES, "K" * 3000], *full(), name="x" * 31)


@file("nama\x1b[31m.ods")
def _escapes() -> bytes:
    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    head, line = map(cell, ("No", "Indikator", "Nilai\u202eilaiN")), map(cell, ("1", "a", "3"))
    return ods(ods_table("".join(head), "".join(line), name="A\u202eB\u0085C&#x9;D"))


@file("terkunci.xls")
def _old() -> bytes:
    made = xlwt.Workbook()
    made.protect = True
    sheet = made.add_sheet("Penilaian")
    sheet.protect = True
    for y, line in enumerate([YEAR, TITLES, *full()]):
        for x, value in enumerate(line):
            sheet.write(y, x, value)
    made.add_sheet("Dalam").visibility = 2
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@file("biner.xlsb")
def _binary() -> bytes:
    head = b"".join(xlsb_cell(6, column, wide(title)) for column, title in enumerate(TITLES))
    locked = record(535, b"\0\0" + b"\1\0\0\0" * 16)
    return xlsb(xlsb_row(0) + head + xlsb_row(1, hidden=True) + xlsb_cell(3, 1, b"\x17"), after=locked, state=2)


@file("daftar panjang.csv")
def _endless() -> bytes:
    return lines(",", [TITLES, *([number, "a", 3] for number in range(20_000))]).encode()


FILES["sebenarnya xlsx.csv"] = _budget
plain("sebenarnya csv.xlsx", lines(";", [TITLES, [1, "a", 3], [2, "b", 4]]).encode())
plain("utf-16.csv", lines("\t", [YEAR, TITLES, *full()]).encode("utf-16"))
plain("garis.txt", lines("|", [YEAR, TITLES, *full()]).encode())
plain("diumumkan.csv", ("sep=^\r\n" + lines("^", [YEAR, TITLES, *full()])).encode("utf-8-sig"))
plain("windows.csv", "No;Indikator;Catatan é\n1;a;é\n".encode("cp1252"))
plain("satu kolom.csv", b"halo\ndunia\nlagi\n")
plain("bergerigi.csv", ("No,Nilai\n" + "\n".join("1,2,3,4"[: n % 7 + 1] for n in range(90))).encode())
plain("data.json", b'{"a": 1,\n "b": [1, 2, 3]}\n')
plain("kutip.csv", b'No;Nilai\n1;"3\n2;4\n')
plain("biner.csv", bytes(range(256)) * 10)
plain("nol.xlsx", b"")
plain("laman.xls", b"<html><table><tr><td>1</td></tr></table></html>")
plain("laporan.xlsx", b"%PDF-1.7\nx")
FILES["sandi.xlsx"] = lambda: ole("EncryptedPackage")
plain("arsip.xlsx", package({"a.txt": "teks"}))
FILES["terpotong.xlsx"] = lambda: _whole()[:4000]

#: Those that cannot be read, with the code that says why.
UNREADABLE = {
    "kosong.xlsx": "E107",
    "kutip.csv": "E119",
    "biner.csv": "E101",
    "data.json": "E101",
    "nol.xlsx": "E107",
    "laman.xls": "E106",
    "laporan.xlsx": "E101",
    "sandi.xlsx": "E102",
    "arsip.xlsx": "E101",
    "terpotong.xlsx": "E103",
}
