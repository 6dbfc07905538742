"""Workbooks to measure with: 47 indicators, 12 columns, explanations and evidence of 20 to 60 words."""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path

import xlsxwriter
from paired import BUILD

from spbe_index.load.rubric import load_rubric

LEAVES = load_rubric("spbe-2020").leaves()
HEAD = ["No", "Domain", "Aspek", "Indikator", "Target", "Mandiri", "Akhir", "Penjelasan", "Bukti Dukung", "Unit Kerja"]
LEDGER = ["Kode", "Untuk Tingkat", "Nama Dokumen", "Nomor Dokumen", "Tanggal", "Berlaku Sampai", "Berkas", "Halaman"]
_WORDS = sorted(
    {
        word
        for leaf in LEAVES
        for level in leaf.levels
        for text in level.criteria
        for word in re.findall(r"\w+", text.id)
    }
)


def workbook(path: Path, seed: int, documents: int = 0) -> Path:
    """An assessment with so many lines of evidence on a sheet of their own; made once."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    draft = path.with_suffix(".draft")
    book = xlsxwriter.Workbook(str(draft))
    sheet = book.add_worksheet("Penilaian")
    sheet.write_row(0, 0, ["Instansi", f"Kabupaten Contoh {seed}"])
    sheet.write_row(1, 0, ["Tahun", 2023])
    sheet.write_row(3, 0, [*HEAD, "Tautan", "Catatan"])
    for place, leaf in enumerate(LEAVES):
        levels = [5, chance.randint(1, 5), chance.randint(1, 5)]
        texts = [_text(chance), _text(chance), "Dinas Kominfo", f"bukti/berkas-{place}.pdf", _text(chance)]
        sheet.write_row(4 + place, 0, [int(leaf.number), "Domain", "Aspek", leaf.name.id, *levels, *texts])
    if documents:
        ledger = book.add_worksheet("Bukti Dukung")
        ledger.write_row(0, 0, [*LEDGER, "Catatan"])
        for line in range(documents):
            leaf = LEAVES[line % len(LEAVES)]
            said = [leaf.code, 2 + line % 2, f"Laporan {line}", f"{line}/2023", date(2023, 3, 1).isoformat(), ""]
            ledger.write_row(1 + line, 0, [*said, f"{leaf.code}/{line}.pdf", "1-12", _text(chance)])
    book.close()
    draft.rename(path)
    return path


def folder(count: int) -> list[str]:
    """So many different workbooks, made once."""
    where = BUILD / "workbooks"
    return [str(workbook(where / f"{number:05}.xlsx", number)) for number in range(count)]


def _text(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(20, 60)))
