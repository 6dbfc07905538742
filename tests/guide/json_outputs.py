"""What every command says as JSON, of inputs that open the rare keys too: the ground of `docs/json_contract.py`.

All of it runs in this process and on small files, so that a test can do it each time.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pikepdf
import pytest
from rubric_making import SMALL
from sealing import inner, nearby, replaced, report, spbe, tampered

from spbe_index import printing
from spbe_index.core import optima
from spbe_index.load.rubric import load_rubric
from spbe_index.signing import new_key
from spbe_index.verifying import inside
from spbe_index.write.seal import SEAL_NAME, sealed

ROOT = Path(__file__).parents[2]
TEGAL, KEMENKO, PEMDI = (
    str(ROOT / "examples" / f"{name}.xlsx")
    for name in ("kota-tegal-2023", "kemenko-perekonomian-2021", "pemdi-2026-contoh-peraturan")
)
LIST, EARLIER = (str(ROOT / "rubrics" / "results" / f"{year}.csv") for year in (2023, 2022))
PEMDI_ID = "pemdi-2026"
OWN = str(ROOT / "rubrics" / "example" / "mutu-layanan.yaml")
SMALL_ONE = ("--rubric", "kecil.yaml")

#: A command as it is called, and what it said.
Output = tuple[str, dict[str, Any]]
Row = Sequence[Any]

EVIDENCE = [
    *("Kode", "Untuk Tingkat", "Nama Dokumen", "Nomor Dokumen", "Tanggal", "Berlaku Sampai", "Tautan", "Halaman"),
    "Catatan",
]
CRITERIA = ["Kode", "Tingkat", "Butir", "Kriteria", "Terpenuhi", "Catatan"]
LEVELS = [
    *("Kode", "Nilai Mandiri", "Nilai Akhir", "Target", "Penjelasan", "PIC", "Upaya ke tingkat 2", "Upaya"),
    "Nilai Indeks Instansi Pembina",
]

#: The command lines, each with `--format json` added; files without a folder are those of `make`.
LINES: tuple[tuple[str, ...], ...] = (
    ("score", TEGAL, "--standing", "--history", "lalu.csv"),
    ("score", "kini.csv", "--standing", "--among", "daftar.csv", "--history", "lalu.csv"),
    ("score", "kini.csv", "--standing", "--group", "Kota", "--history", "kini.csv"),
    ("score", "kosong.csv", "--standing", "--robust"),
    ("score", "puncak.csv", "--robust"),
    ("score", "dasar.csv", "--robust", "--standing", "--among", "daftar.csv"),
    ("score", PEMDI),
    ("score", "penuh.xlsx", *SMALL_ONE),
    ("score", "sebagian.xlsx", *SMALL_ONE),
    ("score", "sebagian.xlsx", *SMALL_ONE, "--unfilled", "zero"),
    ("score", "penuh.xlsx", *SMALL_ONE, "--stage", "mandiri,akhir"),
    ("score", "sebagian.xlsx", *SMALL_ONE, "--stage", "akhir,mandiri"),
    ("score", "penuh.xlsx", *SMALL_ONE, "--stage", "mandiri", "--history", "penuh.xlsx"),
    ("score", "polos.csv", "--rubric", OWN, "--robust"),
    ("explain", "penuh.xlsx", *SMALL_ONE),
    ("explain", "penuh.xlsx", *SMALL_ONE, "I1"),
    ("explain", "sebagian.xlsx", *SMALL_ONE),
    ("explain", "sebagian.xlsx", *SMALL_ONE, "--unfilled", "zero"),
    ("explain", "penuh.xlsx", "--rubric", "bebas.yaml"),
    ("explain", "polos.csv", "--rubric", OWN),
    ("explain", KEMENKO),
    ("explain", PEMDI, "I3"),
    ("check", "penuh.xlsx", *SMALL_ONE),
    ("check", "polos.csv", "--rubric", OWN),
    ("check", "sebagian.xlsx", *SMALL_ONE),
    ("inspect", "penuh.xlsx", *SMALL_ONE),
    ("inspect", "aneh.xlsx"),
    ("inspect", "surat.xlsx"),
    ("inspect", "puncak.csv"),
    ("inspect", TEGAL),
    ("compare", "2020.csv", "lalu.csv", "2026.csv"),
    ("compare", "lalu.csv", "kosong.csv"),
    ("compare", "kosong.csv", "puncak.csv"),
    ("compare", "2020.csv", "kosong.csv"),
    ("compare", "polos.csv", "polos.csv", "--rubric", OWN),
    ("plan", TEGAL, "--target", "4,2", "--horizon", "2"),
    ("plan", "penuh.xlsx", *SMALL_ONE, "--target", "Baik", "--horizon", "2", "--per-year", "0,5"),
    ("plan", "penuh.xlsx", *SMALL_ONE, "--target", "3", "--lock", "I2", "--max-raise", "1"),
    ("plan", "sebagian.xlsx", *SMALL_ONE),
    ("plan", "puncak.csv"),
    ("plan", "polos.csv", "--rubric", OWN),
    ("simulate", "penuh.xlsx", *SMALL_ONE, "--set", "I2=2,5"),
    ("simulate", "sebagian.xlsx", *SMALL_ONE, "--set", "I2=2,5"),
    ("batch", "banyak"),
    ("batch", "tingkat.csv"),
    ("rank", LIST, EARLIER),
    ("rank", LIST, "--agency", "Kota Tegal", "--by", "region"),
    ("rank", "daftar.csv", "--by", "none"),
    ("rank", "daftar.csv", "--agency", "Panitia"),
    ("rank", "lama.csv"),
    ("verify", "hasil.json"),
    ("verify", "hasil.json", "--input", "penuh.xlsx", *SMALL_ONE, "--trust", "dinas.pub.pem"),
    ("verify", "kosong.json"),
    ("verify", "polos.json"),
    ("verify", "diubah.pdf"),
    ("rubric", "list"),
    ("rubric", "show", "kecil.yaml"),
    ("rubric", "show", "bebas.yaml"),
    ("rubric", "show", PEMDI_ID),
    ("rubric", "show", "kecil.yaml", "I1"),
    ("rubric", "show", "bebas.yaml", "A1"),
    ("rubric", "check", "kecil.yaml"),
    ("rubric", "check", "rusak.yaml"),
    ("rubric", "diff", "spbe-2018", "spbe-2020"),
    ("rubric", "diff", "spbe-2020", PEMDI_ID),
    ("rubric", "diff", "spbe-2018", PEMDI_ID),
    ("rubric", "diff", "kecil.yaml", "bebas.yaml"),
    ("rubric", "diff", "kecil.yaml", "kecil.yaml"),
    ("score", "tidak-ada.xlsx"),
)
#: Reports, of which the seal counts.
REPORTS = (
    ("penuh.xlsx", *SMALL_ONE, "--evidence-dir", "bukti"),
    (
        *("kini.csv", "--stage", "mandiri", "--encoding", "utf-8", "--previous", "lalu.csv", "--history", "lalu.csv"),
        *("--plan", "Memuaskan", "--effort", "upaya.csv", "--lock", "I1", "--max-raise", "2", "--within-targets"),
        *("--only-unit", "Dinas Kominfo", "--horizon", "2", "--per-year", "99", "--among", "daftar.csv"),
        *("--group", "Kota"),
    ),
    ("lalu.csv", "--plan", "Memuaskan", "--standing", "--history", "kini.csv"),
)


def outputs() -> list[Output]:
    """Every command with its JSON, and what lies as JSON inside its reports."""
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.chdir(name)
        patch.setattr(inside, "_asked", nearby)
        patch.setattr(printing, "printed", unset)
        make(Path(name))
        said = [*map(_said, LINES), *_inside()]
        patch.setattr(optima, "MOST_STATES", 0)  # as with a plan of which there are more sets than can be counted
        return [*said, _said(("plan", TEGAL))]


def unset(_name: str, _output: str, *_view: Any, sealing: Any, **_more: Any) -> bytes:
    """A report as it is sealed, but without pages: setting them takes longer than all the rest."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for one in sealed(sealing, {"weasyprint": "1"}):
        pdf.attachments[one.name] = pikepdf.AttachedFileSpec(pdf, one.data, filename=one.name)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _said(line: tuple[str, ...]) -> Output:
    command = " ".join(line[:2] if line[0] == "rubric" else line[:1])
    said = spbe(*line, "--format", "json")
    assert said.plain, (line, said)
    return f"spbe {command}", said.plain


def _inside() -> Iterator[Output]:
    """The result and the seal of each report."""
    for line in REPORTS:
        said = spbe("report", *line, "-o", "laporan.pdf", "--force")
        assert said.code == 0, said.err
        with pikepdf.open("laporan.pdf") as pdf:
            for name in ("hasil.json", SEAL_NAME):
                yield "spbe report", json.loads(inner(pdf, name).read_bytes())


def make(folder: Path) -> None:
    """All files that the lines name."""
    _tables(folder)
    _rubrics(folder)
    _books(folder)
    for name in ("bukti", "banyak"):
        (folder / name).mkdir()
    (folder / "bukti" / "sk.pdf").write_bytes(b"%PDF-1.7")
    (folder / "banyak" / "rusak.xlsx").write_bytes(b"PK\3\4")
    for name in ("kini.csv", "kosong.csv"):
        (folder / "banyak" / name).write_bytes((folder / name).read_bytes())
    private, public, _ = new_key(None)
    (folder / "dinas.pem").write_bytes(private)
    (folder / "dinas.pem").chmod(0o600)
    (folder / "dinas.pub.pem").write_bytes(public)
    spbe("score", "penuh.xlsx", *SMALL_ONE, "-o", "hasil.json", "--sign", "dinas.pem")
    spbe("score", "kosong.csv", "-o", "kosong.json")
    spbe("score", "polos.csv", "--rubric", OWN, "-o", "polos.json")
    tampered(report(folder, year=2031), replaced("hasil.json", b"result/1", b"result/9"))


def _tables(folder: Path) -> None:
    """Assessments as text: of an instrument's answers by number, with and without year; lists, levels and efforts."""

    def assessment(
        name: str, by: str, head: Row, answer: Callable[[int], Row], *about: Row, agency: str = "Kota Contoh"
    ) -> None:
        rows = ([leaf.number, *answer(place)] for place, leaf in enumerate(load_rubric(by).leaves()))
        _table(folder / name, ["Instansi", agency], *about, ["No", *head], *rows)

    def judged(place: int) -> Row:
        return 3 + place % 2, 3 + place % 2 - (place % 5 == 0)

    both = ["Penilaian Mandiri", "Nilai Akhir"]
    target = ["Penilaian Mandiri", "Target", "PIC"]
    of_2020 = "spbe-2020"
    assessment("lalu.csv", of_2020, both, judged, ["Kelompok", "Kota"], ["Tahun", 2022])
    assessment("kini.csv", of_2020, target, lambda place: (3 + place % 2, 5, "Dinas Kominfo"), ["Tahun", 2023])
    assessment("puncak.csv", of_2020, ["Nilai"], lambda _: (5,), ["Tahun", 2023])
    assessment("kosong.csv", of_2020, ["Nilai"], lambda place: (2 if place else "",), ["Tahun", 2023])
    assessment("dasar.csv", of_2020, ["Nilai"], lambda _: (1,), agency="Panitia")
    assessment("2020.csv", "spbe-2018", ["Nilai"], lambda _: (3,), ["Tahun", 2020])
    assessment("2026.csv", PEMDI_ID, ["Nilai"], lambda _: (2,), ["Tahun", 2026])
    _table(folder / "polos.csv", ["Kode", "Nilai"], *([f"B{number}", "2,504"] for number in range(1, 6)))
    _table(folder / "upaya.csv", ["Kode", "Upaya"], *([leaf.code, 2] for leaf in load_rubric(of_2020).leaves()))
    listed = ["Instansi", "Tahun", "Indeks"]
    _table(folder / "daftar.csv", listed, ["Kota Satu", 2023, "2,50"], ["Panitia", 2023, 2], ["Kota Dua", 2023, 6])
    _table(folder / "lama.csv", listed, ["Kota Satu", 2015, "2,50"])
    levels = [["Kota Satu", 2023, "I1", 3], ["Kota Satu", 2023, "I99", 3], ["Kota Dua", 1999, "I1", 3]]
    _table(folder / "tingkat.csv", ["Instansi", "Tahun", "Indikator", "Tingkat"], *levels)


def _rubrics(folder: Path) -> None:
    """The small rubric, one without sources, and one that is none."""
    (folder / "kecil.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "rusak.yaml").write_text(SMALL.replace('weight: "32"', 'weight: "33"', 1), encoding="utf-8")
    text = re.sub(r"^sources:\n(  .*\n)*|^formula:.*\n", "", SMALL, flags=re.MULTILINE)
    text = re.sub(r"(, )?\b(weight_source|criteria_source|source|page): (tabel-\d|\"\d\")(?=[,}\n])", "", text)
    (folder / "bebas.yaml").write_text(text, encoding="utf-8")


def _books(folder: Path) -> None:
    """Workbooks: with all that one may say, with gaps, with levels of two years, and a letter."""
    about = [["Instansi", "Kota Kecil"], ["Kelompok", "Kota"], ["Tahun", 2030], [], LEVELS]
    evidence = [EVIDENCE, ["I1", 2, "SK", "1/2029", "2029-03-02", "2031-01-01", "sk.pdf", "3", "asli"]]
    evidence.append(["I3-1", None, "Laporan", *[None] * 6])
    ticks = [CRITERIA, ["I1", 1, "1.1", "Ada.", "Ya", "lihat SK"], ["I1", 2, "2.1", "Resmi.", "Ya", None]]
    _book(
        folder / "penuh.xlsx",
        {
            "Penilaian": [
                *about,
                ["I1", 2, 3, 3, "ada", "Dinas A", 1, 2],
                ["I2", None, None, None, None, "Dinas B", None, None, 75],
                ["I3-1", 1, 1, 2, None, None, 2, 3],
                ["I3-2", 2, 2],
                ["I3-3", 3, 3],
            ],
            "Bukti Dukung": evidence,
            "Kriteria": [*ticks, ["I1", 3, "3.1", "Ditinjau.", None, None]],
        },
    )
    _book(
        folder / "sebagian.xlsx",
        {
            "Penilaian": [*about, ["I1"], ["I2", 2, "2,25", 9], ["I3-1", 1, 1], ["I3-2", "lima", "lima"]],
            "Kriteria": [*ticks, ["I1", 3, "3.1", "Ditinjau.", None, None]],
        },
    )
    letter = [["Dengan hormat"], ["Nama", "Alamat", "Telepon"], ["Budi", "Jalan", "=1+1"]]
    _book(folder / "surat.xlsx", {"Surat": letter, "Kosong": []})
    years = [["Tahun", 2023], ["No", "Indikator", "Nilai 2022", "Nilai 2023", "Warna"]]
    rows = [[int(leaf.number), leaf.name.id, 2, 3, "biru"] for leaf in load_rubric("spbe-2020").leaves()]
    _book(folder / "aneh.xlsx", {"Penilaian": [*years, *rows]})


def _book(path: Path, sheets: dict[str, list[Row]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)


def _table(path: Path, *rows: Row) -> None:
    path.write_text("\n".join(";".join(map(str, row)) for row in rows) + "\n", encoding="utf-8")
