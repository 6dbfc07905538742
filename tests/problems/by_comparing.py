"""Codes of comparisons and explanations: saved results, their instruments, crosswalks, and what is apart."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from raising import HEAD, Raise, full, patched, saved, typed, year

import spbe_index.gather
from spbe_index.assess import assess_file
from spbe_index.core.problem import Problem
from spbe_index.core.result_json import to_plain
from spbe_index.load.crosswalk import check_crosswalk

EXAMPLE = "examples/kemenko-perekonomian-2021.xlsx"


def compared(change: Callable[[dict[str, Any]], object] = lambda _: None, **told: Any) -> Raise:
    """A saved result, changed, beside the workbook that it was made of."""

    def look(folder: Path) -> Iterable[Problem]:
        plain = to_plain(assess_file(EXAMPLE).result, lambda _: ("", "")) | told
        change(plain)
        (folder / "hasil.json").write_text(json.dumps(plain), encoding="utf-8")
        return typed("compare", EXAMPLE, "{}/hasil.json", "--format", "csv")(folder)

    return look


def explained(change: Callable[[dict[str, Any]], object], *words: str) -> Raise:
    """A saved result, changed, is explained."""

    def look(folder: Path) -> Iterable[Problem]:
        plain = to_plain(assess_file(EXAMPLE).result, lambda _: ("", ""))
        change(plain)
        (folder / "hasil.json").write_text(json.dumps(plain), encoding="utf-8")
        return typed("explain", "{}/hasil.json", *words)(folder)

    return look


def broken(folder: Path) -> Iterable[Problem]:
    (folder / "hasil.json").write_text('{"schema": ', encoding="utf-8")
    return typed("compare", EXAMPLE, "{}/hasil.json", "--format", "csv")(folder)


def other_version(plain: dict[str, Any]) -> None:
    plain["rubric"]["sha256"] = "0" * 64


def other_rule(plain: dict[str, Any]) -> None:
    """Of another version in which another rule decided the predicate."""
    other_version(plain)
    plain["band"]["decided_by"] = "rounded"


def other_instrument(plain: dict[str, Any]) -> None:
    plain["rubric"] |= {"id": "lain-2030", "sha256": "0" * 64}


def workbooks(*words: str, told: int = 2026) -> Raise:
    """The example beside a workbook of another year."""

    def look(folder: Path) -> Iterable[Problem]:
        rows = [year(told)] if told else []
        saved(folder / "penilaian.xlsx", *rows, ["Instrumen", "pemdi-2026"], HEAD, *full("pemdi-2026"))
        return typed("compare", EXAMPLE, "{}/penilaian.xlsx", "--format", "csv", *words)(folder)

    return look


def crosswalk(old: str, new: str) -> Raise:
    def look(folder: Path) -> Iterable[Problem]:
        text = Path("rubrics/crosswalks/spbe-2018--spbe-2020.yaml").read_text(encoding="utf-8")
        (folder / "padanan.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
        return check_crosswalk(str(folder / "padanan.yaml"))[1]

    return look


def through(folder: Path) -> Iterable[Problem]:
    """From the first instrument to the third."""
    for by, of_year in (("spbe-2018", 2019), ("pemdi-2026", 2026)):
        saved(folder / f"{by}.xlsx", year(of_year), ["Instrumen", by], HEAD, *full(by))
    return typed("compare", "{}/spbe-2018.xlsx", "{}/pemdi-2026.xlsx", "--format", "csv")(folder)


RAISED: dict[str, Raise] = {
    "E801": broken,
    "E802": compared(schema="spbe-stages/1"),
    "E803": compared(complete=False),
    "E804": compared(more="[" * 1_000, index={"exact": "1" * 100}),
    "E805": compared(other_instrument),
    "E806": typed("compare", EXAMPLE),
    "E807": crosswalk("from: [I1]", "from: [I1, I99]"),
    "E808": crosswalk("from: [I1]", "from: [I2]"),
    "E809": typed("report", EXAMPLE, "--previous", "examples/kota-tegal-2023.xlsx", "-o", "{}/laporan.html"),
    "N801": compared(agency="Kota Lain", year=2022),
    "N802": compared(),
    "W803": compared(other_version),
    "N804": through,
    "W805": patched(spbe_index.gather, "crosswalk_between", lambda *_: None, workbooks()),
    "N806": workbooks(told=0),
    "E881": explained(other_rule),
    "E882": explained(lambda _: None, "--unfilled", "zero"),
    "W880": explained(other_version),
}
