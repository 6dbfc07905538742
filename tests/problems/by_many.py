"""Codes of many files at once: folders and patterns, and a run that goes on with another."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from raising import HEAD, Raise, full, patched, saved, typed, year

from spbe_index.core.problem import Problem
from spbe_index.write import batch_table


def two_kinds(folder: Path) -> Iterable[Problem]:
    """A folder with a workbook and a file that is none."""
    saved(folder / "penilaian.xlsx", year(), HEAD, *full())
    (folder / "surat.pdf").write_bytes(b"%PDF-1.7")
    return typed("batch", "{}")(folder)


def open_in_excel(folder: Path) -> Iterable[Problem]:
    """A folder with a workbook that is open."""
    saved(folder / "penilaian.xlsx", year(), HEAD, *full())
    (folder / "~$penilaian.xlsx").write_bytes(b"\x04Dewi" + b" " * 160)
    return typed("batch", "{}")(folder)


def empty_folder(folder: Path) -> Iterable[Problem]:
    (folder / "kosong").mkdir()
    return typed("batch", "{}/kosong")(folder)


def other_journal(folder: Path) -> Iterable[Problem]:
    saved(folder / "penilaian.xlsx", year(), HEAD, *full())
    (folder / "hasil.csv.resume").write_text("bukan catatan\n", encoding="utf-8")
    return typed("batch", "{}/penilaian.xlsx", "-o", "{}/hasil.csv", "--resume")(folder)


def table_among_workbooks(folder: Path) -> Iterable[Problem]:
    (folder / "tingkat.csv").write_text("Instansi,Tahun,Indikator,Tingkat\nKota A,2023,I1,3\n", encoding="utf-8")
    saved(folder / "penilaian.xlsx", year(), HEAD, *full())
    return typed("batch", "{}")(folder)


def left_by_another(folder: Path) -> Iterable[Problem]:
    saved(folder / "penilaian.xlsx", year(), HEAD, *full())
    (folder / "hasil.csv.resume").write_bytes(b"")
    return typed("batch", "{}/penilaian.xlsx", "-o", "{}/hasil.csv")(folder)


def table_with_stage(folder: Path) -> Iterable[Problem]:
    (folder / "tingkat.csv").write_text("Instansi,Tahun,Indikator,Tingkat\nKota A,2023,I1,3\n", encoding="utf-8")
    return typed("batch", "{}/tingkat.csv", "--stage", "akhir")(folder)


def hardly_any_memory(folder: Path) -> Iterable[Problem]:
    saved(folder / "penilaian.xlsx", year(), HEAD, *full())
    return typed("batch", "{}/penilaian.xlsx", "--reader-memory", "64")(folder)


def too_many(folder: Path) -> Iterable[Problem]:
    """As with a million files, on a sheet with room for one row."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch_table, "_ROWS_OF_SHEET", 1)
        return typed("batch", "penilaian.xlsx", "-o", "{}/hasil.xlsx")(folder)


def closed_folder(folder: Path) -> Iterable[Problem]:
    """As for somebody who may not read it."""
    saved(folder / "penilaian.xlsx", year(), HEAD, *full())
    (folder / "rahasia").mkdir()
    scan = os.scandir

    def refusing(path: Any) -> Any:
        if str(path).endswith("rahasia"):
            raise PermissionError(13, "", str(path))
        return scan(path)

    return patched(os, "scandir", refusing, typed("batch", "{}"))(folder)


def linked_folder(folder: Path) -> Iterable[Problem]:
    """As where a folder is a link, which not every system lets everybody make."""
    saved(folder / "penilaian.xlsx", year(), HEAD, *full())
    (folder / "2022").mkdir()
    return patched(os.path, "islink", lambda path: str(path).endswith("2022"), typed("batch", "{}"))(folder)


def no_room_to_print(folder: Path) -> Iterable[Problem]:
    """A temporary folder that is not there, as one that cannot be written to."""
    printing = typed("report", "examples/kemenko-perekonomian-2021.xlsx", "-o", "{}/laporan.pdf")
    return patched(tempfile, "tempdir", str(folder / "sementara"), printing)(folder)


def several_sheets(folder: Path) -> Iterable[Problem]:
    rows = [["Instansi", "Tahun", "I1", "I2"], ["Kota Tegal", 2023, 3, 3], ["Kota Solo", 2023, 3, 3]]
    saved(folder / "rekap.xlsx", *rows, **{"Tahun 2022": rows})
    return typed("batch", "{}/rekap.xlsx")(folder)


RAISED: dict[str, Raise] = {
    "E849": hardly_any_memory,
    "N126": open_in_excel,
    "E852": no_room_to_print,
    "E853": closed_folder,
    "N854": linked_folder,
    "N856": several_sheets,
    "E860": empty_folder,
    "N861": two_kinds,
    "E862": typed("batch", "penilaian.xlsx", "--resume"),
    "E863": other_journal,
    "E864": too_many,
    "E865": table_with_stage,
    "E866": left_by_another,
    "E867": table_among_workbooks,
    "E868": typed("batch", "-"),
}
