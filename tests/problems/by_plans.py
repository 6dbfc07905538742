"""Codes of plans: targets, indicators, levels and units as people write them, tables of efforts, earlier years."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from raising import HEAD, Raise, full, printed, saved, table, typed, year

from spbe_index.core.problem import Problem

EXAMPLE = "examples/kota-tegal-2023.xlsx"


def with_efforts(text: str) -> Raise:
    """A plan is made with this table of efforts."""

    def look(folder: Path) -> Iterable[Problem]:
        (folder / "upaya.csv").write_text(text, encoding="utf-8")
        return typed("plan", EXAMPLE, "--effort", "{}/upaya.csv")(folder)

    return look


def incomplete(folder: Path) -> Iterable[Problem]:
    path = saved(folder / "penilaian.xlsx", year(), HEAD, *full(I12=None))
    return printed("plan", str(path))


def history(folder: Path) -> Iterable[Problem]:
    path = saved(folder / "lalu.xlsx", year(), HEAD, *full())
    return printed("score", EXAMPLE, "--history", str(path))


RAISED: dict[str, Raise] = {
    "E820": typed("plan", EXAMPLE, "--target", "Memuaskn"),
    "E821": typed("plan", EXAMPLE, "--target", "6"),
    "E822": typed("plan", EXAMPLE, "--lock", "I99"),
    "E823": typed("simulate", EXAMPLE, "--set", "I12=9"),
    "E824": typed("simulate", EXAMPLE, "--set", "I12"),
    "E825": typed("plan", EXAMPLE, "--only-unit", "Diskominfo"),
    "E826": incomplete,
    "E827": with_efforts("a,b\n1,2\n"),
    "E828": with_efforts("Kode,Upaya\nI1,-2\n"),
    "E880": typed("explain", EXAMPLE, "layanan jaringan"),
    "E829": typed("plan", EXAMPLE, "--per-year", "3"),
    "W820": table(year(), [*HEAD, "Upaya"], *([*row, "banyak" if row[0] == "12" else 1] for row in full())),
    "W821": history,
}
