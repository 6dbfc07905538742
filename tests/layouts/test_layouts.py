"""The same answers, however they are laid out, give the same result, and no complaint about the layout."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from answered import lines
from layouts import LAYOUTS, OTHER_INSTRUMENT, WITH_EVIDENCE, Page
from tables import FORMATS

from spbe_index.assess import assess_file
from spbe_index.core.assessment import Given
from spbe_index.core.problem import Severity
from spbe_index.core.result import Result

#: What may be said about a layout in a warning: the column or the numbers in it are odd indeed.
ODD: dict[str, set[str]] = {}
ONE_SHEET = [name for name, made in LAYOUTS.items() if len(made()) == 1 and not next(iter(made().values())).merged
             and not next(iter(made().values())).hidden_columns]  # fmt: skip


def save(pages: dict[str, Page], path: Path) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, page in pages.items():
        sheet = book.create_sheet(name)
        for row, values in enumerate(page.rows, start=1):
            for column, value in enumerate(values, start=1):
                sheet.cell(row, column, value)
        for cells in page.merged:
            sheet.merge_cells(cells)
        for letter in page.hidden_columns:
            sheet.column_dimensions[letter].hidden = True
    book.save(path)
    return path


def expected(by: str) -> dict[str, Fraction]:
    return {line.code: Fraction(line.level) for line in lines(by)}


def answers(result: Result) -> dict[str, Fraction]:
    return {leaf.code: leaf.answer.value for leaf in result.leaves if isinstance(leaf.answer, Given)}


def values(result: Result) -> dict[str, object]:
    return {node.code: node.value for node in result.root.walk()}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """The values of every node by the plainest layout of each instrument."""
    folder = tmp_path_factory.mktemp("plain")
    names = {
        "spbe-2020": "number, name, level",
        "spbe-2018": "parts as 35-1",
        "pemdi-2026": "decimals with commas as text",
    }
    return {by: values(assess_file(save(LAYOUTS[name](), folder / f"{by}.xlsx")).result) for by, name in names.items()}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_same_answers_give_the_same_result(name: str, tmp_path: Path, plain: dict[str, dict[str, object]]) -> None:
    by = OTHER_INSTRUMENT.get(name, "spbe-2020")
    result = assess_file(save(LAYOUTS[name](), tmp_path / "a.xlsx")).result
    assert result.rubric.id == by
    assert answers(result) == expected(by)
    assert values(result) == plain[by]
    complaints = {found.code for found in result.problems if found.severity is not Severity.NOTE}
    assert complaints == ODD.get(name, set())
    if name in WITH_EVIDENCE:
        found = {leaf.code: {e.text for e in leaf.entry.evidence} for leaf in result.leaves if leaf.entry}
        assert found == {line.code: set(line.evidence) for line in lines()}


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "xlsx"])
@pytest.mark.parametrize("name", ONE_SHEET)
def test_and_in_every_format(name: str, form: str, tmp_path: Path, plain: dict[str, dict[str, object]]) -> None:
    by = OTHER_INSTRUMENT.get(name, "spbe-2020")
    ending, write = FORMATS[form]
    (page,) = LAYOUTS[name]().values()
    write(page.rows, tmp_path / f"a.{ending}")
    result = assess_file(tmp_path / f"a.{ending}").result
    assert answers(result) == expected(by)
    assert values(result) == plain[by]


def test_there_are_enough_layouts() -> None:
    assert len(LAYOUTS) >= 30
    assert len(ONE_SHEET) >= 15
