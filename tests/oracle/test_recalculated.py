"""What a real spreadsheet computes in the template is what `spbe score` computes from it, to the last fraction."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from cases import cases
from filling import Form
from office import FILLINGS, recalculate
from python_calamine import CalamineWorkbook

from spbe_index.assess import assess_file
from spbe_index.core.exact import half_up
from spbe_index.core.result import ROOT, Node, Open, Result
from spbe_index.load.rubric import load_rubric, shipped
from spbe_index.write.template import template_workbook
from spbe_index.write.template import working as at
from spbe_index.write.template.summary import BAND, EVIDENCE, INDEX, TABLE, UNREAD
from spbe_index.write.words import Words


def number(cell: object) -> Fraction:
    assert isinstance(cell, int | float), cell
    return Fraction(cell)


class Recalculated:
    """The figures of a workbook that LibreOffice has saved."""

    def __init__(self, path: Path, form: Form) -> None:
        book = CalamineWorkbook.from_path(path)
        title = form.layout.title
        self.summary: list[list[Any]] = book.get_sheet_by_name(title("summary")).to_python(skip_empty_area=False)
        working = book.get_sheet_by_name(title("working")).to_python(skip_empty_area=False)
        self.nodes = {row[0]: row for row in working[form.layout.last :]}

    def exact(self, code: str, column: str) -> Fraction:
        """A node's sum over its divisor, both whole."""
        row = self.nodes[code]
        total, divisor = (number(row[ord(letter) - 65]) for letter in (column, at.DIVISOR))
        assert total.denominator == divisor.denominator == 1
        return total / divisor


def shown(value: Fraction) -> float:
    """A value as a cell with two decimals holds it."""
    return float(half_up(value))


def same(found: Recalculated, result: Result, form: Form) -> None:
    language = form.layout.words.language
    inner = {node.code: node for node, _, _ in walk(result.root) if node.children}
    for code, node in inner.items():
        low, high = (node.value.low, node.value.high) if isinstance(node.value, Open) else (node.value, node.value)
        assert (found.exact(code, at.TOTAL_LOW), found.exact(code, at.TOTAL_HIGH)) == (low, high), code
        if not isinstance(node.value, Open):
            assert found.exact(code, at.TOTAL) == node.value, code
    index, band = found.summary[INDEX - 1][1], found.summary[BAND - 1][1]
    if result.verdict is None:
        assert index == band == form.layout.words("template.summary.incomplete")
    else:
        assert index == shown(result.low)
        assert band.split(" (")[0] if language == "en" else band == result.verdict.name
    rows = {row[0].split()[0]: row for row in found.summary[TABLE:] if row[0]}
    assert set(rows) <= set(inner)
    for code, row in rows.items():
        value = inner[code].value
        if isinstance(value, Open):
            assert row[3:6] == ["–", shown(value.low), shown(value.high)], code
        else:
            assert row[3:6] == [shown(value)] * 3, code


def walk(node: Node, parent: str = "", depth: int = 0) -> Any:
    yield node, parent, depth
    for child in node.children:
        yield from walk(child, node.code, depth + 1)


@pytest.mark.parametrize(("language", "fillings"), [("id", FILLINGS), ("en", max(7, FILLINGS // 3))])
@pytest.mark.parametrize("name", shipped())
def test_libreoffice_computes_what_spbe_scores(name: str, language: str, fillings: int, tmp_path: Path) -> None:
    rubric = load_rubric(name)
    form = Form(template_workbook(rubric, Words(language)), rubric, language)
    files, kinds = [], Counter[str]()
    for place, case in enumerate(cases(form, fillings, name)):
        files.append(tmp_path / f"{place}.xlsx")
        files[-1].write_bytes(form.filled(case.cells))
        kinds[case.kind] += 1
    assert min(kinds["edge"], kinds["beside"]) >= fillings // 7 > 0
    assert (kinds["tie"] > 0) is (name != "spbe-2018")
    for made, file in zip(recalculate(files, tmp_path / "made"), files, strict=True):
        result = assess_file(file).result
        same(Recalculated(made, form), result, form)


#: Ways to say yes and no that are pasted over the drop-downs, and ways to say nothing in the cell of a later stage.
SAID = (("Ya", "Tidak"), ("Yes", "No"), ("\u2713", "\u2717"), ("1", "0"), (1, 0), ("Sudah", "Belum"), ("Ya ", " TIDAK"))
NOTHING = ("\u2013", " ", "-  ", "\u2014", "\u00a0")


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_form_understands_what_is_pasted_over_its_drop_downs(language: str, tmp_path: Path) -> None:
    rubric = load_rubric("spbe-2020")
    form = Form(template_workbook(rubric, Words(language)), rubric, language)
    files = []
    for place, said in enumerate(SAID):
        ticks: dict[str, Any] = {f"G{one.row}": said[one.level.level > 3] for one in form.layout.criteria}
        files.append(tmp_path / f"{place}.xlsx")
        files[-1].write_bytes(form.filled({"criteria": ticks}))
    for nothing in NOTHING:
        levels: dict[str, Any] = {f"E{row}": 3 for row in form.layout.rows.values()} | {"J7": nothing, "F9": nothing}
        files.append(tmp_path / f"{len(files)}.xlsx")
        files[-1].write_bytes(form.filled({"levels": levels}))
    for made, file in zip(recalculate(files, tmp_path / "made"), files, strict=True):
        result = assess_file(file).result
        assert result.low == result.high == 3, file
        same(Recalculated(made, form), result, form)


def test_the_summary_tells_what_its_lines_are_and_which_levels_it_cannot_count(tmp_path: Path) -> None:
    rubric = load_rubric("spbe-2020")
    form = Form(template_workbook(rubric, Words("id")), rubric, "id")
    full: dict[str, Any] = {f"E{row}": 3 for row in form.layout.rows.values()}
    files = []
    for name, typed in (("full", full), ("empty", {}), ("words", full | {"E5": "Level 3", "E6": "III", "E7": "4"})):
        files.append(tmp_path / f"{name}.xlsx")
        files[-1].write_bytes(form.filled({"levels": typed}))
    whole, empty, words = (Recalculated(made, form).summary for made in recalculate(files, tmp_path / "made"))
    assert whole[TABLE - 1][8:10] == ["(tidak ada rentang lagi)", "Hasil"]
    assert {tuple(row[8:10]) for row in whole[TABLE : TABLE + 8]} == {(3.0, 3.0)}
    assert empty[TABLE - 1][8:10] == ["Tertinggi", "Terendah"]
    assert {tuple(row[8:10]) for row in empty[TABLE : TABLE + 8]} == {(5.0, 1.0)}
    assert words[UNREAD - 1][0].startswith("2 isian tingkat bukan angka")
    assert [found[UNREAD - 1][0] for found in (whole, empty)] == ["", ""]
    assert assess_file(files[2]).result.complete


def test_the_summary_counts_a_document_by_its_title_or_its_file(tmp_path: Path) -> None:
    rubric = load_rubric("spbe-2020")
    form = Form(template_workbook(rubric, Words("id")), rubric, "id")
    listed = {
        "A5": "I1",
        "C5": "Peraturan",
        "A6": "I1",
        "G6": "a.pdf",
        "A7": "I2",
        "C7": "SK",
        "G7": "b.pdf",
        "A8": "I3",
    }
    file = tmp_path / "listed.xlsx"
    file.write_bytes(form.filled({"evidence": listed}))
    (made,) = recalculate([file], tmp_path / "made")
    assert Recalculated(made, form).summary[EVIDENCE - 1][1] == 3
    assert sum(len(leaf.entry.evidence) for leaf in assess_file(file).result.leaves if leaf.entry) == 3


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", shipped())
def test_an_empty_template_holds_no_error(name: str, language: str, tmp_path: Path) -> None:
    rubric = load_rubric(name)
    file = tmp_path / "empty.xlsx"
    file.write_bytes(template_workbook(rubric, Words(language)))
    (made,) = recalculate([file], tmp_path / "made")
    book = CalamineWorkbook.from_path(made)
    cells = [cell for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python() for cell in row]
    assert len(cells) > 1000
    assert [cell for cell in cells if isinstance(cell, str) and cell.startswith("#")] == []
    again = assess_file(made).result
    assert (again.verdict, again.low, again.high) == (None, assess_file(file).result.low, rubric.bands[-1].values.high)
    assert again.root.code == ROOT
