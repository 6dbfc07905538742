import io
import logging
import os
import re
import socket
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import ContentStream
from reporting import DECIMALS, OFFICIAL, Recording, result_of

from spbe_index.assess import assess_file
from spbe_index.core.problem import Place, problem
from spbe_index.load.sheets import Limits
from spbe_index.safety import safety_of
from spbe_index.write import pdf
from spbe_index.write.pdf import report_pdf
from spbe_index.write.view import report_view
from spbe_index.write.words import Words

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd>",
    "<object data=file:///etc/passwd>",
    "<link rel=attachment href=file:///etc/passwd>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<base href=file:///etc/>",
    "</style><style>@import 'file:///etc/passwd';</style>",
    "<p style=background:url(file:///etc/passwd)>",
    "<svg><image href=file:///etc/passwd /></svg>",
    "{{ 7 * 7 }}",
    "مرحبا",
]


def png():
    """A plain picture."""
    width, height = 40, 30

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x20\x40\x80" * width for _ in range(height))
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Rendered:
    """A report as a reader of the file finds it."""

    def __init__(self, made, language="id", logo=None):
        records = []
        handler = logging.Handler()
        handler.emit = records.append
        logging.getLogger("weasyprint").addHandler(handler)
        fetcher = pdf.PackagedOnly(logo)
        try:
            self.data = pdf.render(report_view(*made, Recording(language)), fetcher, logo=logo)
        finally:
            logging.getLogger("weasyprint").removeHandler(handler)
        self.refused = fetcher.refused
        self.log = [record.getMessage() for record in records]
        self.file = pypdf.PdfReader(io.BytesIO(self.data))
        self.pages = [page.extract_text() for page in self.file.pages]
        self.text = " ".join(" ".join(self.pages).split())


@pytest.fixture(scope="module")
def official():
    made = result_of(agency="Kementerian Koordinator Bidang Perekonomian", unit="Bappeda", evidence=("Laporan.pdf",))
    return Rendered(made, logo=png())


@pytest.fixture(scope="module")
def english():
    values = [None if i in (3, 20) else v for i, v in enumerate(OFFICIAL)]
    problems = (problem("E211", Place("f", "Penilaian", "D12"), indicator="I4", name="x"),)
    return Rendered(result_of(values=values, problems=problems, unit="u" * 300, stage="mandiri"), "en")


@pytest.fixture(scope="module")
def hostile():
    problems = tuple(problem("E211", Place("f", "S", "D1"), name=text) for text in HOSTILE)
    few = lambda row: [*HOSTILE, "w" * 32_767] if row % 20 == 0 else ()  # noqa: E731
    made = result_of(
        agency=HOSTILE[0], unit=HOSTILE[1], evidence=few, problems=problems, file=HOSTILE[3], stage=HOSTILE[5]
    )
    return Rendered(made)


def test_the_pages_are_as_many_as_readers_expect(official, english):
    assert 10 <= len(official.pages) <= 16
    assert 10 <= len(english.pages) <= 16
    assert len(Rendered(result_of("pemdi-2026", DECIMALS, year=2026, stage="mandiri")).pages) <= 12


def test_a_report_with_much_evidence_is_no_book():
    titles = ("Peraturan Menteri Koordinator Nomor 7 Tahun 2020 tentang SPBE.pdf", "SK Tim Koordinasi Nomor 12.pdf")
    rendered = Rendered(result_of(unit="Bappeda", evidence=lambda row: titles[: 1 + row % 2]))
    assert "70 bukti diserahkan untuk 47 dari 47 isian." in rendered.text
    assert len(rendered.pages) <= 16


def test_a_long_agency_name_is_whole_words_in_the_header():
    agency = "Dinas Komunikasi, Informatika, Statistik, dan Persandian Kabupaten Kepulauan Siau Tagulandang Biaro Utara"
    whole = Rendered(result_of("pemdi-2026", DECIMALS, year=2026, agency=agency))
    assert all(f"{agency}, 2026" in " ".join(page.split()) for page in whole.pages[1:])
    cut = Rendered(result_of("pemdi-2026", DECIMALS, year=2026, agency=f"{agency} dan Sekitarnya"))
    assert all("Tagulandang Biaro Utara dan…, 2026" in " ".join(page.split()) for page in cut.pages[1:])


def test_no_page_is_nearly_empty(official):
    assert min(len(page) for page in official.pages) > 150
    assert all(len(page) > 900 for page in official.pages[1:-1])


@pytest.mark.parametrize(
    ("language", "unfilled", "pieces"), [("en", 1, 0), ("en", 47, 0), ("id", 5, 1), ("en", 20, 2), ("id", 47, 2)]
)
def test_the_last_page_is_never_the_seal_alone(language, unfilled, pieces):
    places = [Place("f", "Penilaian", f"D{row}") for row in range(9, 9 + unfilled)]
    made = result_of(
        values=[None] * unfilled + OFFICIAL[unfilled:],
        problems=tuple(problem("E211", place, indicator="I1", name="Nama indikator") for place in places),
        evidence=lambda row: ["Keputusan Kepala Dinas Nomor 12 Tahun 2023.pdf"] * (pieces if row % 2 else 1),
    )
    last = Rendered(made, language).pages[-1]
    assert ("Berita acara" if language == "id" else "Official record") in last
    assert len(last) > 500


@pytest.mark.parametrize("language", ["id", "en"])
def test_headings_stand_with_what_they_head_and_the_last_page_is_filled(language):
    """The example in which a heading ended one page, a heading with one line of its list another."""
    words = Words(language)
    assessed = assess_file(ROOT / "examples" / "kota-tegal-2023.xlsx")
    safety = safety_of(assessed, (), rubric=None, encoding=None, limits=Limits())[1]
    made = report_pdf(report_view(assessed.result, assessed.rubric, words, safety=safety))
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    safe = next(page for page in pages[2:] if words("report.safety") in page)
    assert words("robust.worth.title") in safe
    notes = assessed.rubric.regulation.notes
    (basis,) = [page for page in pages[2:] if notes[0].of(language)[:40] in page]
    assert notes[-1].of(language)[:40] in basis
    assert len(pages[-1]) > 1500
    assert words("report.sign") in pages[-1]


def test_the_text_can_be_read_and_has_the_numbers_of_the_language(official, english):
    assert "Indeks SPBE Kementerian Koordinator Bidang Perekonomian tahun 2021 adalah 2,95" in official.text
    assert "Nilai tepat indeks adalah 2,9475" in official.text
    assert "2.95" not in official.text
    assert "The index can still become anything from 2.92 to 3.03." in english.text
    assert "Missing" not in english.text
    for rendered in (official, english):
        assert not re.findall(r"\{\w*\}|None|Fraction\(", rendered.text)


def test_the_first_page_says_what_it_is(official, english):
    first = " ".join(official.pages[0].split())
    for part in ("LAPORAN HASIL EVALUASI", "Tahun 2021", "2,95", "Baik", "Nilai Akhir", "Tahap terakhir"):
        assert part in first
    first = " ".join(english.pages[0].split())
    for part in ("The index cannot be given yet", "Self-assessment", "not a final value", "I4, I21"):
        assert part in first
    assert "Halaman" not in official.pages[0]


def test_no_outline_is_closed_that_was_never_begun(official, english):
    for rendered in (official, english):
        for page in rendered.file.pages:
            inside = [one.get_object() for one in (page["/Resources"].get("/XObject") or {}).values()]
            begun = False
            for drawn in [page.get_contents(), *(one for one in inside if one["/Subtype"] == "/Form")]:
                for _, operator in ContentStream(drawn, rendered.file).operations:
                    begun = begun or operator in (b"m", b"re")
                    assert begun or operator not in (b"h", b"l", b"c")
                    begun = begun and operator not in (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"n")


def test_header_and_footer_name_agency_section_and_page(official):
    count = len(official.pages)
    for number, page in enumerate(official.pages[1:], 2):
        assert f"Halaman {number} dari {count}" in page
        assert "Kementerian Koordinator Bidang Perekonomian, 2021" in page
    assert "1 Ringkasan" in official.pages[2].replace("  ", " ")


def test_the_contents_give_the_pages_where_the_sections_are(official):
    contents = " ".join(official.pages[1].split())
    for number, name in enumerate(("Ringkasan", "Nilai", "Indikator"), 1):
        page = int(re.search(rf"{number} ?{name} (\d+)", contents)[1])
        assert f"{number} {name}" in " ".join(official.pages[page - 1].split())


def titles(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from titles(entry)
        else:
            yield entry.title


def test_bookmarks_title_language_and_tags(official, english):
    marks = list(titles(official.file.outline))
    assert marks[2:5] == ["1 Ringkasan", "2 Nilai", "3 Indikator"]
    assert "Aspek 8: Layanan Publik Berbasis Elektronik" in marks
    assert marks[-1] == "9 Segel"
    assert official.file.metadata.title.startswith("Laporan Hasil Evaluasi: Kementerian")
    catalogue = official.file.trailer["/Root"]
    assert catalogue["/Lang"] == "id"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert english.file.trailer["/Root"]["/Lang"] == "en"
    assert b"pdfuaid" in catalogue["/Metadata"].get_object().get_data()


def figures(node):
    found = []
    stack = [node]
    while stack:
        entry = stack.pop()
        entry = entry.get_object() if hasattr(entry, "get_object") else entry
        if isinstance(entry, list):
            stack.extend(entry)
        elif isinstance(entry, dict):
            if entry.get("/S") == "/Figure":
                found.append(entry)
            if "/K" in entry:
                stack.append(entry["/K"])
    return found


def test_each_chart_has_a_text_for_those_who_cannot_see_it(official):
    pictures = figures(official.file.trailer["/Root"]["/StructTreeRoot"])
    assert len(pictures) > 60
    assert all(picture.get("/Alt") for picture in pictures)


def test_only_the_bundled_fonts_are_inside(official):
    names = {
        font.get_object()["/BaseFont"].split("+")[-1]
        for page in official.file.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert names
    assert all(name.startswith("Laporan-Sans") for name in names)


def test_nothing_was_asked_for_but_what_is_packaged(official, english):
    for rendered in (official, english):
        assert rendered.refused == []
        assert rendered.log == []
        assert not dict(rendered.file.attachments)


def test_hostile_texts_reach_the_paper_as_texts_and_fetch_nothing(hostile):
    assert hostile.refused == []
    assert hostile.log == []
    assert not dict(hostile.file.attachments)
    assert "/EmbeddedFiles" not in str(hostile.file.trailer["/Root"].get("/Names", ""))
    squeezed = re.sub(r"\s", "", hostile.text)
    for text in HOSTILE:
        assert re.sub(r"\s", "", text) in squeezed
    assert "root:" not in hostile.text
    assert re.sub(r"\s", "", "w… (+32367 karakter)") in squeezed


def test_a_word_without_end_is_broken_into_lines(hostile):
    lines = [line for page in hostile.pages for line in page.splitlines() if "wwww" in line]
    assert len(lines) > 10
    assert max(len(line) for line in lines) < 90


def test_no_socket_is_opened(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("socket")

    monkeypatch.setattr(socket, "socket", refuse)
    made = result_of("pemdi-2026", DECIMALS, year=2026, evidence=("https://contoh.go.id/x",))
    assert pdf.report_pdf(report_view(*made, Recording("id"))).startswith(b"%PDF")


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "https://evil.example/", "data:text/css,x", "spbe:fonts/../pdf.py", "spbe:logo", "x", ""],
)
def test_the_fetcher_refuses_all_but_the_fonts(address):
    fetcher = pdf.PackagedOnly(None)
    with pytest.raises(ValueError):
        fetcher.fetch(address)
    assert fetcher.refused == [address]


def test_a_broken_logo_leaves_its_name_in_its_place():
    made = result_of("pemdi-2026", DECIMALS, year=2026)
    rendered = Rendered(made, logo=b"\x89PNG\r\n\x1a\nbroken")
    assert "Logo Kota Contoh" in rendered.pages[0]


SAME = """
import hashlib, sys
sys.path[:0] = [{here!r}, {core!r}]
from pypdf.generic import ContentStream
from reporting import DECIMALS, Recording, result_of
from spbe_index.write.pdf import report_pdf
from spbe_index.write.view import report_view
made = result_of("pemdi-2026", DECIMALS, year=2026, evidence=("a", "b"))
print(hashlib.sha256(report_pdf(report_view(*made, Recording("id")))).hexdigest())
"""


def test_two_processes_write_the_same_bytes():
    code = SAME.format(here=str(HERE), core=str(HERE.parent / "core"))
    found = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Jakarta")):
        environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
        environment |= {"PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        assert done.stderr == ""
        found.add(done.stdout)
    assert len(found) == 1


@pytest.mark.parametrize("before", [None, "12345", "soon", ""])
def test_the_clock_of_the_fonts_is_set_only_meanwhile(monkeypatch, before):
    """Whatever the user has set: the same report must come out of every machine."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if before is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", before)
    seen = []

    def fail():
        with pdf._fixed_time():
            seen.append(os.environ["SOURCE_DATE_EPOCH"])
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert seen == ["0"]
    assert os.environ.get("SOURCE_DATE_EPOCH") == before
