"""How much processor time `spbe check` takes for a workbook that is filled to the brim.

47 indicators, all criteria answered, 500 lines of evidence with everything that
a line can say; beside an interpreter that only reads the workbook.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
from paired import BUILD, PYTHON, SPBE, Row, in_rounds, row, shown
from startup import BARE

from spbe_index.load.rubric import load_rubric

LEDGER = ["Kode", "Untuk Tingkat", "Nama Dokumen", "Nomor Dokumen", "Tanggal", "Berlaku Sampai", "Berkas atau Tautan",
          "Halaman", "Catatan"]  # fmt: skip


def full_workbook(path: Path) -> None:
    """The workbook, level 3 everywhere."""
    rubric = load_rubric("spbe-2020")
    book = openpyxl.Workbook()
    levels = book.worksheets[0]
    levels.title = "Penilaian"
    levels.append(["Tahun", 2023])
    levels.append(["Kode", "Indikator", "Penilaian Mandiri", "Target", "Penjelasan", "PIC"])
    criteria = book.create_sheet("Kriteria")
    criteria.append(["Kode", "Indikator", "Tingkat", "Butir", "Kriteria", "Terpenuhi", "Catatan"])
    ledger = book.create_sheet("Bukti Dukung")
    ledger.append(LEDGER)
    for leaf in rubric.leaves():
        levels.append([leaf.code, leaf.name.id, 3, 4, "Sudah berjalan di semua unit.", "Dinas Kominfo"])
        for level in leaf.levels:
            for number, text in enumerate(level.criteria, start=1):
                met = "Ya" if level.level <= 3 else "Tidak"
                criteria.append([leaf.code, leaf.name.id, level.level, f"{level.level}.{number}", text.id, met, ""])
    codes = [leaf.code for leaf in rubric.leaves()]
    for line in range(500):
        code, level = codes[line % len(codes)], 2 + line // len(codes) % 2
        file = f"{code}/{line}.pdf"
        ledger.append([code, level, f"Laporan {line}", f"{line}/2023", date(2023, 3, 1), None, file, "1-12", "asli"])
    book.save(path)


def measure(rounds: int) -> list[Row]:
    """The line on the doctor, which may take one second of processor time."""
    path = BUILD / "full.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    full_workbook(path)
    found = in_rounds({"bare": [PYTHON, "-c", BARE, str(path)], "check": [SPBE, "check", str(path)]}, rounds)
    return [row("spbe check, 47 indicators, 500 documents", "bare calamine read", found["check"], found["bare"])]


if __name__ == "__main__":
    print(shown(measure(7)))
