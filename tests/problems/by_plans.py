"""Codes of plans: targets, indicators, levels and units as people write them, tables of efforts, earlier years."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

from raising import HEAD, Output, Raise, full, saved, table, typed, year

from spbe_index.cli.run import run

EXAMPLE = "examples/kota-tegal-2023.xlsx"


def with_efforts(text: str) -> Raise:
    """A plan is made with this table of efforts."""

    def look(folder: Path) -> set[str]:
        (folder / "upaya.csv").write_text(text, encoding="utf-8")
        return typed("plan", EXAMPLE, "--effort", "{}/upaya.csv")(folder)

    return look


def incomplete(folder: Path) -> set[str]:
    path = saved(folder / "a.xlsx", year(), HEAD, *full(I12=None))
    with contextlib.redirect_stdout(Output()) as told:
        assert run(["plan", str(path)]) == 1
    return set(re.findall(r"\b[EWN]\d{3}\b", told.getvalue()))


def history(folder: Path) -> set[str]:
    path = saved(folder / "lalu.xlsx", year(), HEAD, *full())
    with contextlib.redirect_stdout(Output()) as told, contextlib.redirect_stderr(io.StringIO()):
        run(["score", EXAMPLE, "--history", str(path)])
    return set(re.findall(r"\b[EWN]\d{3}\b", told.getvalue()))


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
    "E829": typed("plan", EXAMPLE, "--per-year", "3"),
    "W820": table(year(), [*HEAD, "Upaya"], *([*row, "banyak" if row[0] == "12" else 1] for row in full())),
    "W821": history,
}
