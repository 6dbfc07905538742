"""Templates written, filled with openpyxl as a program would, and read back."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from spbe_index.core.rubric import Rubric
from spbe_index.load.rubric import load_rubric, shipped
from spbe_index.write.template import template_workbook
from spbe_index.write.template.layout import FIRST, Layout, lay_out
from spbe_index.write.words import Words

RUBRICS = shipped()
LANGUAGES = ("id", "en")


def layout(name: str, language: str = "id") -> Layout:
    return lay_out(load_rubric(name), Words(language))


def made(name: str, language: str = "id", **wishes: Any) -> bytes:
    return template_workbook(load_rubric(name), Words(language), **wishes)


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(path: Path, content: bytes, values: Mapping[str, Mapping[str, object]], form: Layout) -> Path:
    """The template with values typed, by sheet and address."""
    book = opened(content)
    for sheet, cells in values.items():
        for address, value in cells.items():
            book[form.title(sheet)][address] = value
    book.save(path)
    return path


def everything(form: Layout, level: int = 3, year: int = 2020) -> dict[str, dict[str, object]]:
    """Every indicator answered at the first stage, with evidence for each level up to its own."""
    rubric: Rubric = form.rubric
    first = form.columns[rubric.stages[0].code]
    levels: dict[str, object] = {}
    evidence: dict[str, object] = {}
    row = FIRST
    for leaf in form.leaves:
        at = form.rows[leaf.code]
        levels |= {
            f"{first}{at}": level,
            f"{form.columns['target']}{at}": level + 1,
            f"{form.columns['explanation']}{at}": f"Sudah diterapkan ({leaf.code}).",
            f"{form.columns['unit']}{at}": "Bidang Aptika",
        }
        for below in range(1, level + 1):
            evidence |= {f"A{row}": leaf.code, f"B{row}": below, f"C{row}": f"Peraturan {leaf.code}-{below}",
                         f"D{row}": f"{row}/{year}", f"E{row}": f"{year}-02-03",
                         f"G{row}": f"{leaf.code}-{below}.pdf", f"H{row}": "4-7"}  # fmt: skip
            row += 1
    who = {"B12": "Budi Santoso", "C12": "Ketua", "D12": "Diskominfo"}
    return {"levels": levels, "evidence": evidence, "identity": who}
