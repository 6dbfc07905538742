"""Build the example workbooks of examples/, the same bytes every time.

Run from anywhere: ``python tests/examples/build.py [FOLDER]`` (default: examples/ of the repository).
"""

import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WRITTEN = datetime(2026, 1, 1)

# Names of PermenPANRB 59/2020, Annex, Tables 7-9 and the questionnaire (pp. 17-20, 30-77):
# domain, aspects, and the indicators in number order, without the words "Tingkat Kematangan" that open every one.
SPBE_2020: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    (
        "Kebijakan Internal SPBE",
        (
            (
                "Kebijakan Internal Tata Kelola SPBE",
                (
                    "Kebijakan Internal Arsitektur SPBE Instansi Pusat/Pemerintah Daerah",
                    "Kebijakan Internal Peta Rencana SPBE Instansi Pusat/Pemerintah Daerah",
                    "Kebijakan Internal Manajemen Data",
                    "Kebijakan Internal Pembangunan Aplikasi SPBE",
                    "Kebijakan Internal Layanan Pusat Data",
                    "Kebijakan Internal Layanan Jaringan Intra Instansi Pusat/Pemerintah Daerah",
                    "Kebijakan Internal Penggunaan Sistem Penghubung Layanan Instansi Pusat/Pemerintah Daerah",
                    "Kebijakan Internal Manajemen Keamanan Informasi",
                    "Kebijakan Internal Audit TIK",
                    "Kebijakan Internal Tim Koordinasi SPBE Instansi Pusat/Pemerintah Daerah",
                ),
            ),
        ),
    ),
    (
        "Tata Kelola SPBE",
        (
            (
                "Perencanaan Strategis SPBE",
                (
                    "Arsitektur SPBE Instansi Pusat/Pemerintah Daerah",
                    "Peta Rencana SPBE Instansi Pusat/Pemerintah Daerah",
                    "Keterpaduan Rencana dan Anggaran SPBE",
                    "Inovasi Proses Bisnis SPBE",
                ),
            ),
            (
                "Teknologi Informasi dan Komunikasi",
                (
                    "Pembangunan Aplikasi SPBE",
                    "Layanan Pusat Data",
                    "Layanan Jaringan Intra Instansi Pusat/Pemerintah Daerah",
                    "Penggunaan Sistem Penghubung Layanan Instansi Pusat/Pemerintah Daerah",
                ),
            ),
            (
                "Penyelenggara SPBE",
                (
                    "Pelaksanaan Tim Koordinasi SPBE Instansi Pusat/Pemerintah Daerah",
                    "Kolaborasi Penerapan SPBE",
                ),
            ),
        ),
    ),
    (
        "Manajemen SPBE",
        (
            (
                "Penerapan Manajemen SPBE",
                (
                    "Penerapan Manajemen Risiko SPBE",
                    "Penerapan Manajemen Keamanan Informasi",
                    "Penerapan Manajemen Data",
                    "Penerapan Manajemen Aset TIK",
                    "Penerapan Kompetensi Sumber Daya Manusia",
                    "Penerapan Manajemen Pengetahuan",
                    "Penerapan Manajemen Perubahan",
                    "Penerapan Manajemen Layanan SPBE",
                ),
            ),
            (
                "Pelaksanaan Audit TIK",
                (
                    "Pelaksanaan Audit Infrastruktur SPBE",
                    "Pelaksanaan Audit Aplikasi SPBE",
                    "Pelaksanaan Audit Keamanan SPBE",
                ),
            ),
        ),
    ),
    (
        "Layanan SPBE",
        (
            (
                "Layanan Administrasi Pemerintahan Berbasis Elektronik",
                (
                    "Layanan Perencanaan",
                    "Layanan Penganggaran",
                    "Layanan Keuangan",
                    "Layanan Pengadaan Barang dan Jasa",
                    "Layanan Kepegawaian",
                    "Layanan Kearsipan Dinamis",
                    "Layanan Pengelolaan Barang Milik Negara/Daerah",
                    "Layanan Pengawasan Internal Pemerintah",
                    "Layanan Akuntabilitas Kinerja Organisasi",
                    "Layanan Kinerja Pegawai",
                ),
            ),
            (
                "Layanan Publik Berbasis Elektronik",
                (
                    "Layanan Pengaduan Pelayanan Publik",
                    "Layanan Data Terbuka",
                    "Jaringan Dokumentasi dan Informasi Hukum (JDIH)",
                    "Layanan Publik Sektor 1",
                    "Layanan Publik Sektor 2",
                    "Layanan Publik Sektor 3",
                ),
            ),
        ),
    ),
)

# Laporan Hasil Evaluasi SPBE Tahun 2021 of the coordinating ministry: the final level of indicators 1-47.
KEMENKO_LEVELS = (
    *(3, 3, 3, 3, 3, 3, 3, 3, 3, 3),
    *(2, 2, 5, 4),
    *(3, 3, 3, 3),
    *(3, 2),
    *(1, 1, 1, 1, 1, 1, 1, 1),
    *(1, 1, 1),
    *(4, 4, 4, 4, 4, 4, 3, 3, 4, 5),
    *(4, 3, 2, 4, 3, 3),
)
# Where that report words a name otherwise than the questionnaire.
KEMENKO_DOMAINS = {"Kebijakan Internal SPBE": "Kebijakan SPBE"}
KEMENKO_ASPECTS = {"Pelaksanaan Audit TIK": "Audit TIK"}
KEMENKO_NAMES = {
    13: "Rencana dan Anggaran SPBE",
    19: "Tim Koordinasi SPBE",
    44: "Layanan Jaringan Dokumentasi dan Informasi Hukum (JDIH)",
}

# Chosen, not official: sums 46, 36, 29, and 37 + 27 give the published domain indices of 2023.
TEGAL_LEVELS: tuple[int | str, ...] = (
    *(5, "Level 4", 5, 4, "4,00", 5, 4, "5 - Optimum", 5, 5),
    *(3, 3, "Level 4", 4),
    *(4, "4 - Terpadu dan Terukur", 4, 3),
    *(4, "3"),
    *(3, 3, "3 - Terdefinisi", 3, 3, 3, "Tingkat 2", 3),
    *(2, "2", 2),
    *(4, 4, "4,00", 4, 4, 4, 3, "3 - Transaksi", 4, 3),
    *(5, "4", 4, "Level 5", 5, 4),
)
TEGAL_DOMAINS = ("4.60", "3.60", "2.64", "4.02")

# PermenPANRB 8/2026, Annex, Table 1 (pp. 10-11) and Table 3 (p. 38): aspect, its weight, its index in Table 3, and its
# indicators with weight and value. The values are chosen to give the index of Table 3; str: typed with a decimal comma.
PEMDI: tuple[tuple[str, str, str, tuple[tuple[str, str, Decimal | str], ...]], ...] = (
    (
        "Tata Kelola dan Manajemen",
        "10",
        "2.60",
        (
            ("Tingkat Kematangan Tata Kelola Pemdi", "5", "2,50"),
            ("Tingkat Kematangan Manajemen Layanan Digital Pemerintah", "5", Decimal("2.7")),
        ),
    ),
    (
        "Penyelenggara",
        "10",
        "3.50",
        (
            ("Tingkat Kematangan Sumber Daya Manusia Pemdi", "5", Decimal("3.25")),
            ("Tingkat Kematangan Kolaborasi Pemdi", "5", "3,75"),
        ),
    ),
    (
        "Data",
        "15",
        "1.20",
        (
            ("Tingkat Kematangan Tata Kelola Data", "5", "1,20"),
            ("Tingkat Kematangan Penyelenggaraan Informasi Geospasial", "3", Decimal("1")),
            ("Tingkat Kematangan Pembangunan Statistik", "3", Decimal("1")),
            ("Tingkat Kematangan Pelindungan Data Pribadi", "4", Decimal("1.5")),
        ),
    ),
    (
        "Keamanan Pemdi",
        "15",
        "3.50",
        (
            (
                "Tingkat Kematangan Pelaksanaan Audit Keamanan Pemdi dan Teknologi Pemdi",
                "4",
                Decimal("3.5"),
            ),
            ("Tingkat Kematangan Keamanan Pemdi", "4", "3,75"),
            ("Tingkat Kematangan Penerapan Kriptografi untuk Keamanan Data", "3", Decimal("3.5")),
            ("Tingkat Kematangan Kapabilitas Penanganan Insiden Siber", "4", Decimal("3.25")),
        ),
    ),
    (
        "Teknologi Pemdi",
        "10",
        "2.50",
        (
            ("Tingkat Kematangan Aplikasi Pemdi", "5", Decimal("2.3")),
            ("Tingkat Kematangan Infrastruktur Pemdi", "5", "2,7"),
        ),
    ),
    (
        "Keterpaduan Layanan Digital Pemerintah",
        "15",
        "2.40",
        (
            ("Keterpaduan Proses Bisnis Pemdi Lintas Unit dan Instansi", "4", Decimal("2.2")),
            ("Integrasi Aplikasi", "4", "2,35"),
            ("Portal Layanan Digital Pemerintah", "4", Decimal("2.65")),
            ("Interoperabilitas Data", "3", Decimal("2.4")),
        ),
    ),
    (
        "Kepuasan Pengguna Layanan Digital Pemerintah",
        "25",
        "3.50",
        (
            ("Fasilitas Dukungan Pengguna Layanan Digital Pemerintah", "10", "3,20"),
            ("Tingkat Pengelolaan Kepuasan Pengguna Layanan Digital Pemerintah", "15", Decimal("3.7")),
        ),
    ),
)

THIN = Side(style="thin", color="808080")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
RULE = Border(bottom=Side(style="double", color="000000"))
HEAD = PatternFill("solid", fgColor="D9E2EC")
BAND = PatternFill("solid", fgColor="F0F4F8")
WARN = PatternFill("solid", fgColor="FFF4CC")

Value = str | int | Decimal | None


def put(
    sheet: Worksheet,
    area: str,
    value: Value,
    *,
    size: int = 10,
    bold: bool = False,
    italic: bool = False,
    across: str = "left",
    down: str = "center",
    grid: bool = False,
    fill: PatternFill | None = None,
    number: str = "General",
) -> None:
    """Write `value` at the first cell of `area`, merge the area if it has more, and style it."""
    cells = sheet[area] if ":" in area else ((sheet[area],),)
    cells[0][0].value = value
    for row in cells:
        for cell in row:
            cell.font = Font(name="Arial", size=size, bold=bold, italic=italic)
            indent = 1 if grid and across != "center" else 0
            cell.alignment = Alignment(horizontal=across, vertical=down, wrap_text=True, indent=indent)
            if grid:
                cell.border = GRID
            if fill:
                cell.fill = fill
    cells[0][0].number_format = number
    if ":" in area:
        sheet.merge_cells(area)


def page(sheet: Worksheet, widths: dict[str, float], area: str, heading: str, frozen: str) -> None:
    """Set column widths, the A4 portrait page, the printed area and the repeated heading rows."""
    for column, width in widths.items():
        sheet.column_dimensions[column].width = width
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = frozen or None
    sheet.print_area = area
    if heading:
        sheet.print_title_rows = heading
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_PORTRAIT
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    sheet.oddFooter.right.text = "Halaman &P dari &N"


def identity(sheet: Worksheet, title: str, rows: Iterable[tuple[str, Value]]) -> None:
    """Fill a sheet of labels and values; a row gets the height its text needs."""
    put(sheet, "A1:B1", title, size=13, bold=True)
    sheet.row_dimensions[1].height = 24
    last = 2
    for last, (label, value) in enumerate(rows, start=3):
        put(sheet, f"A{last}", label, bold=True, grid=True, fill=BAND)
        put(sheet, f"B{last}", value, grid=True)
        sheet.row_dimensions[last].height = 18 + 13 * (len(str(value)) // 90)
    page(sheet, {"A": 22, "B": 70}, f"A1:B{last}", "", "")


def by_domain() -> Iterable[tuple[int, str, list[tuple[int, str, list[tuple[int, str]]]]]]:
    """Domains, aspects and indicators of 59/2020 with their running numbers."""
    aspect = indicator = 0
    for domain, (domain_name, aspects) in enumerate(SPBE_2020, start=1):
        numbered = []
        for aspect_name, names in aspects:
            aspect += 1
            numbered.append((aspect, aspect_name, [(indicator + n, name) for n, name in enumerate(names, start=1)]))
            indicator += len(names)
        yield domain, domain_name, numbered


def kemenko() -> Workbook:
    """Coordinating Ministry for Economic Affairs, 2021: the 47 published levels."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Penilaian"
    put(sheet, "A1:E1", "KEMENTERIAN KOORDINATOR BIDANG PEREKONOMIAN", size=14, bold=True, across="center")
    put(sheet, "A2:E2", "REPUBLIK INDONESIA", size=12, bold=True, across="center")
    for cell in sheet["A3:E3"][0]:
        cell.border = RULE
    sheet.row_dimensions[3].height = 5
    put(sheet, "A5:E5", "HASIL EVALUASI SPBE TAHUN 2021", size=12, bold=True, across="center")
    source = "Disusun ulang dari Laporan Hasil Evaluasi SPBE Tahun 2021, Kementerian PANRB"
    put(sheet, "A6:E6", source, italic=True, across="center")
    headings = ("No", "Domain", "Aspek", "Indikator", "Tingkat Kematangan\n(Nilai Akhir)")
    for column, heading in zip("ABCDE", headings, strict=True):
        put(sheet, f"{column}8", heading, bold=True, across="center", grid=True, fill=HEAD)
    sheet.row_dimensions[8].height = 42

    row = 9
    for domain, domain_name, aspects in by_domain():
        domain_row = row
        for aspect, aspect_name, indicators in aspects:
            aspect_row = row
            for number, name in indicators:
                put(sheet, f"A{row}", number, across="center", grid=True)
                text = f"Tingkat Kematangan {KEMENKO_NAMES.get(number, name)}"
                put(sheet, f"D{row}", text, grid=True)
                put(sheet, f"E{row}", KEMENKO_LEVELS[number - 1], across="center", grid=True)
                sheet.row_dimensions[row].height = 28 if len(text) > 76 else 17
                row += 1
            text = f"{aspect}. {KEMENKO_ASPECTS.get(aspect_name, aspect_name)}"
            put(sheet, f"C{aspect_row}:C{row - 1}", text, grid=True)
        text = f"{domain}. {KEMENKO_DOMAINS.get(domain_name, domain_name)}"
        put(sheet, f"B{domain_row}:B{row - 1}", text, bold=True, grid=True)

    put(sheet, f"A{row}:D{row}", "TOTAL", bold=True, across="right", grid=True, fill=BAND)
    total = f"=SUM(E9:E{row - 1})"
    put(sheet, f"E{row}", total, bold=True, across="center", grid=True, fill=BAND)
    text = "INDEKS SPBE (DITERBITKAN): BAIK"
    put(sheet, f"A{row + 1}:D{row + 1}", text, bold=True, across="right", grid=True, fill=BAND)
    put(sheet, f"E{row + 1}", Decimal("2.95"), bold=True, across="center", grid=True, fill=BAND, number="0.00")
    for extra in (row, row + 1):
        sheet.row_dimensions[extra].height = 20
    note = (
        "Catatan: tingkat kematangan seperti diterbitkan dalam laporan. Bukti dukung tidak diterbitkan, "
        "karena itu tidak ada kolom bukti dukung. Contoh untuk program spbe, bukan dokumen resmi instansi."
    )
    put(sheet, f"A{row + 3}:E{row + 3}", note, size=9, italic=True, down="top")
    sheet.row_dimensions[row + 3].height = 28
    page(sheet, {"A": 6, "B": 17, "C": 24, "D": 60, "E": 15}, f"A1:E{row + 3}", "8:8", "A9")

    identity(
        book.create_sheet("Identitas"),
        "IDENTITAS PENILAIAN",
        (
            ("Nama Instansi", "Kementerian Koordinator Bidang Perekonomian"),
            ("Kelompok", "Kementerian"),
            ("Tahun", 2021),
            ("Tahap", "Akhir"),
            ("Instrumen", "PermenPANRB 59/2020"),
            ("Sumber", "Laporan Hasil Evaluasi SPBE Tahun 2021, Kementerian PANRB: tingkat akhir 47 indikator"),
            ("Catatan", "Bukti dukung tidak diterbitkan. Contoh untuk program spbe, bukan dokumen resmi instansi."),
        ),
    )
    return book


def kota_tegal() -> Workbook:
    """Kota Tegal, 2023: the published domain indices, and levels chosen to fit them."""
    book = Workbook()
    book.remove(book.active)
    chosen = "tingkat tiap indikator dipilih agar cocok dengan indeks domain yang diterbitkan; bukan tingkat resmi."
    identity(
        book.create_sheet("Identitas"),
        "IDENTITAS",
        (
            ("Nama Instansi", "Pemerintah Kota Tegal"),
            ("Kelompok", "Kota"),
            ("Tahun", 2023),
            ("Tahap", "Akhir"),
            ("Instrumen", "PermenPANRB 59/2020"),
            ("Indeks yang terbit", "3,76 (Sangat Baik)"),
            ("Domain yang terbit", "4,60 (1); 3,60 (2); 2,64 (3); 4,02 (4)"),
            ("Sumber", "Keputusan Menteri PANRB Nomor 13 Tahun 2024: indeks dan indeks domain tahun 2023"),
            ("Perhatian", f"Tingkat per indikator tidak diterbitkan. Di sini {chosen}"),
            ("Catatan", "Contoh untuk program spbe, bukan dokumen resmi instansi."),
        ),
    )
    for domain, domain_name, aspects in by_domain():
        sheet = book.create_sheet(f"Domain {domain}")
        put(sheet, "B2:D2", "PEMERINTAH KOTA TEGAL", size=13, bold=True)
        put(sheet, "B3:D3", f"Capaian SPBE Tahun 2023, Domain {domain}: {domain_name}", size=11, bold=True)
        put(sheet, "B4:D4", f"Perhatian: {chosen}", size=9, italic=True, fill=WARN)
        sheet.row_dimensions[4].height = 28
        for column, heading in zip("BCD", ("No.", "Nama Indikator", "Capaian"), strict=True):
            put(sheet, f"{column}6", heading, bold=True, across="center", grid=True, fill=HEAD)
        sheet.row_dimensions[6].height = 22
        row = 7
        for aspect, aspect_name, indicators in aspects:
            put(sheet, f"B{row}:D{row}", f"Aspek {aspect}: {aspect_name}", bold=True, grid=True, fill=BAND)
            sheet.row_dimensions[row].height = 18
            row += 1
            for number, name in indicators:
                local = name.replace("Instansi Pusat/Pemerintah Daerah", "Pemerintah Daerah")
                put(sheet, f"B{row}", number, across="center", grid=True)
                put(sheet, f"C{row}", local.replace("Milik Negara/Daerah", "Milik Daerah"), grid=True)
                put(sheet, f"D{row}", TEGAL_LEVELS[number - 1], across="center", grid=True)
                sheet.row_dimensions[row].height = 18
                row += 1
        text = f"Indeks Domain {domain} (diterbitkan)"
        index = Decimal(TEGAL_DOMAINS[domain - 1])
        put(sheet, f"B{row}:C{row}", text, bold=True, across="right", grid=True, fill=BAND)
        put(sheet, f"D{row}", index, bold=True, across="center", grid=True, fill=BAND, number="0.00")
        sheet.row_dimensions[row].height = 18
        page(sheet, {"A": 2, "B": 6, "C": 72, "D": 26}, f"B2:D{row}", "6:6", "A7")
    return book


def pemdi() -> Workbook:
    """The worked example of PermenPANRB 8/2026, Table 3, with indicator values that give it."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Penilaian Pemdi"
    put(sheet, "A1:E1", "CONTOH PENGHITUNGAN INDEKS PEMERINTAH DIGITAL", size=13, bold=True, across="center")
    source = "Peraturan Menteri PANRB Nomor 8 Tahun 2026, Lampiran Bab II.B, Tabel 3"
    put(sheet, "A2:E2", source, across="center")
    chosen = (
        "Nilai tiap indikator dipilih agar menghasilkan indeks aspek pada Tabel 3. Peraturan tidak memuat "
        "nilai indikator untuk Tabel 3. Tabel 2 (nilai 2 dan 3, indeks aspek 1 = 2,50) adalah contoh tersendiri."
    )
    put(sheet, "A3:E3", f"Perhatian: {chosen}", size=9, italic=True, fill=WARN)
    sheet.row_dimensions[3].height = 28
    headings = ("No", "Indikator", "Bobot\n(%)", "Nilai\nKematangan", "Indeks Aspek\n(Tabel 3)")
    for place, (column, heading) in enumerate(zip("ABCDE", headings, strict=True), start=1):
        put(sheet, f"{column}5", heading, bold=True, across="center", grid=True, fill=HEAD)
        put(sheet, f"{column}6", f"({place})", size=8, across="center", grid=True, fill=HEAD)
    sheet.row_dimensions[5].height = 32
    row, number = 7, 0
    for aspect, (name, weight, index, indicators) in enumerate(PEMDI, start=1):
        put(sheet, f"A{row}:B{row}", f"Aspek {aspect}: {name}", bold=True, grid=True, fill=BAND)
        put(sheet, f"C{row}", Decimal(weight), bold=True, across="center", grid=True, fill=BAND)
        put(sheet, f"D{row}", None, grid=True, fill=BAND)
        put(sheet, f"E{row}", Decimal(index), bold=True, across="center", grid=True, fill=BAND, number="0.00")
        sheet.row_dimensions[row].height = 18
        row += 1
        for indicator, its_weight, value in indicators:
            number += 1
            put(sheet, f"A{row}", number, across="center", grid=True)
            put(sheet, f"B{row}", indicator, grid=True)
            put(sheet, f"C{row}", Decimal(its_weight), across="center", grid=True)
            put(sheet, f"D{row}", value, across="center", grid=True, number="0.00")
            put(sheet, f"E{row}", None, grid=True)
            sheet.row_dimensions[row].height = 28 if len(indicator) > 74 else 18
            row += 1
    put(sheet, f"A{row}:B{row}", "Indeks Pemdi: Baik", bold=True, across="right", grid=True, fill=BAND)
    put(sheet, f"C{row}", Decimal(100), bold=True, across="center", grid=True, fill=BAND)
    put(sheet, f"D{row}", None, grid=True, fill=BAND)
    put(sheet, f"E{row}", Decimal("2.80"), bold=True, across="center", grid=True, fill=BAND, number="0.00")
    sheet.row_dimensions[row].height = 20
    page(sheet, {"A": 6, "B": 70, "C": 10, "D": 14, "E": 15}, f"A1:E{row}", "5:6", "A7")

    identity(
        book.create_sheet("Identitas"),
        "IDENTITAS",
        (
            ("Nama Instansi", "Contoh dalam PermenPANRB 8/2026 (bukan instansi)"),
            ("Tahun", 2026),
            ("Instrumen", "PermenPANRB 8/2026"),
            ("Sumber", "Lampiran Bab II.B, Tabel 1 (bobot, hlm. 10-11) dan Tabel 3 (indeks aspek, hlm. 38)"),
            ("Perhatian", chosen),
        ),
    )
    return book


BOOKS: dict[str, tuple[Callable[[], Workbook], str]] = {
    "kemenko-perekonomian-2021.xlsx": (kemenko, "Hasil Evaluasi SPBE Tahun 2021"),
    "kota-tegal-2023.xlsx": (kota_tegal, "Capaian SPBE Tahun 2023"),
    "pemdi-2026-contoh-peraturan.xlsx": (pemdi, "Contoh Penghitungan Indeks Pemerintah Digital"),
}


def frozen(book: Workbook) -> bytes:
    """The workbook as bytes that depend on nothing but its content.

    The entries are stored rather than compressed, because compressors differ
    between machines; sums get the stored value a spreadsheet program would leave.
    """
    saved = io.BytesIO()
    book.save(saved)
    result = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_STORED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            text = source.read(name)
            if name == "docProps/core.xml":
                stamp = f">{WRITTEN:%Y-%m-%dT%H:%M:%SZ}</dcterms:modified>".encode()
                text = re.sub(rb">[^<]*</dcterms:modified>", stamp, text)
            if name == "xl/worksheets/sheet1.xml":
                total = f"</f><v>{sum(KEMENKO_LEVELS)}</v>".encode()
                text = re.sub(rb"</f><v\s*/>|</f><v></v>", total, text)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            target.writestr(entry, text)
    return result.getvalue()


def build(folder: Path) -> list[Path]:
    """Write every example workbook into `folder`."""
    written = []
    for name, (make, title) in BOOKS.items():
        book = make()
        book.properties.creator = "spbe"
        book.properties.title = title
        book.properties.created = WRITTEN
        path = folder / name
        path.write_bytes(frozen(book))
        written.append(path)
    return written


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES)
