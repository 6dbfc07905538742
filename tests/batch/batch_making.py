"""Folders of assessments, good and bad, for the tests of batches."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl

from spbe_index.load.rubric import load_rubric

LEAVES = load_rubric("spbe-2020").leaves()


def levels(seed: int) -> list[int]:
    """A level for each indicator of 2020, by chance."""
    chance = random.Random(seed)
    return [chance.randint(1, 5) for _ in LEAVES]


def csv_text(seed: int, *, without: int = 0) -> str:
    """An assessment as csv; the first `without` levels are blank."""
    lines = [f"Instansi;Kota {seed}", "Tahun;2023", "No;Indikator;Tingkat"]
    for place, (leaf, level) in enumerate(zip(LEAVES, levels(seed), strict=True)):
        lines.append(f'{leaf.number};"{leaf.name.id}";{"" if place < without else level}')
    return "\r\n".join(lines) + "\r\n"


def save_workbook(path: Path, seed: int) -> Path:
    """An assessment as xlsx."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Instansi", f"Kota {seed}"])
    sheet.append(["Tahun", 2023])
    sheet.append(["No", "Indikator", "Tingkat"])
    for leaf, level in zip(LEAVES, levels(seed), strict=True):
        sheet.append([int(leaf.number), leaf.name.id, level])
    book.save(path)
    return path


#: Files of which nothing can be made, by name: what they hold.
BROKEN: dict[str, bytes] = {
    "kosong.xlsx": b"",
    "surat.xlsx": b"%PDF-1.7 surat",
    "rusak.xlsx": b"PK\3\4" + b"\0" * 40,
    "sandi.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "halaman.xls": b"<html><body><table><tr><td>1</td></tr></table></body></html>",
    "biner.csv": b"\0\1\2\3" * 50,
}


def fill(folder: Path, count: int, *, broken_each: int = 0) -> list[Path]:
    """So many assessments, xlsx and csv in turn, every so many of them broken; in the order of their names."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    bad = list(BROKEN.items())
    for number in range(count):
        if broken_each and number % broken_each == broken_each - 1:
            name, content = bad[number // broken_each % len(bad)]
            path = folder / f"{number:04}-{name}"
            path.write_bytes(content)
        elif number % 10 == 0:
            path = save_workbook(folder / f"{number:04}.xlsx", number)
        else:
            path = folder / f"{number:04}.csv"
            path.write_text(csv_text(number, without=number % 7 == 0), encoding="utf-8")
        paths.append(path)
    return paths
