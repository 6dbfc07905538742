"""The workbook that agencies fill: what the reader understands of it, and what may be typed where."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from template_making import LANGUAGES, RUBRICS, everything, layout, made, opened, saved

from spbe_index.assess import assess_file, examine_file, understand_file
from spbe_index.core.result import Open
from spbe_index.load.heading import read_heading, stage_words
from spbe_index.load.headings import Role
from spbe_index.load.rubric import load_rubric
from spbe_index.write.template.layout import EVIDENCE_ROWS, FIRST, HEAD, criteria_of

YEARS = {"spbe-2018": 2020, "spbe-2020": 2024, "pemdi-2026": 2026}
both = pytest.mark.parametrize("language", LANGUAGES)
every = pytest.mark.parametrize("name", RUBRICS)


@every
@both
def test_every_heading_means_what_its_column_holds(name: str, language: str) -> None:
    form = layout(name, language)
    sheet = opened(made(name, language))[form.title("levels")]
    stages = stage_words([(stage.code, stage.headings) for stage in form.rubric.stages])
    roles = {"code": Role.NUMBER, "domain": Role.DOMAIN, "aspect": Role.ASPECT, "name": Role.NAME,
             "target": Role.TARGET, "external": Role.EXTERNAL, "explanation": Role.EXPLANATION,
             "unit": Role.UNIT}  # fmt: skip
    for key, letter in form.columns.items():
        meant = read_heading(sheet[f"{letter}{HEAD}"].value, stages)
        if form.rubric.stage(key):
            assert meant is not None
            assert (meant.stage, meant.role) == (key, None)
        elif key in roles:
            assert meant is not None
            assert (meant.role, meant.stage) == (roles[key], "")
        else:
            assert meant is None, key


@every
@both
def test_an_empty_form_says_nothing_and_misses_everything(name: str, language: str, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(made(name, language))
    found = assess_file(path)
    result, form = found.result, layout(name, language)
    assert (result.agency, result.group, result.year, found.rubric.id) == ("", "", None, name)
    assert result.verdict is None
    assert isinstance(result.root.value, Open)
    assert (result.low, result.high) == (form.rubric.bands[0].values.low, 5)
    assert {problem.code for problem in result.problems} == {"E211"}
    first = form.columns[form.rubric.stages[0].code]
    cells = [problem.place.address for problem in result.problems]
    assert cells == [f"{form.title('levels')}!{first}{row}" for row in range(FIRST, form.last + 1)]


@every
@both
def test_a_filled_form_has_no_problem(name: str, language: str, tmp_path: Path) -> None:
    form, year = layout(name, language), YEARS[name]
    content = made(name, language, agency="Pemerintah Kota Contoh", group="Kota", year=year)
    path = saved(tmp_path / "form.xlsx", content, everything(form, year=year), form)
    found = examine_file(path)
    result = found.result
    assert [(p.code, p.place.address, p.args) for p in result.problems] == []
    assert (result.agency, result.group, result.year, result.low) == ("Pemerintah Kota Contoh", "Kota", year, 3)
    assert result.has_errors() is False
    leaf = result.leaves[-1]
    assert leaf.entry is not None
    assert (leaf.entry.unit, leaf.entry.explanation) == ("Bidang Aptika", f"Sudah diterapkan ({leaf.code}).")
    assert [piece.level for piece in leaf.entry.evidence] == [1, 2, 3]
    assert leaf.entry.evidence[0].link == f"{leaf.code}-1.pdf"


@every
@both
def test_the_checklist_alone_gives_levels(name: str, language: str, tmp_path: Path) -> None:
    form = layout(name, language)
    yes, no = form.words("template.yes"), form.words("template.no")
    ticks: dict[str, object] = {f"G{one.row}": yes if one.level.level <= 4 else no for one in form.criteria}
    path = saved(tmp_path / "form.xlsx", made(name, language), {"criteria": ticks}, form)
    result = assess_file(path).result
    assert {leaf.value for leaf in result.leaves} == {Fraction(4)}


@every
def test_the_checklist_has_every_criterion_once(name: str) -> None:
    form = layout(name)
    sheet = opened(made(name))[form.title("criteria")]
    rows = list(sheet.iter_rows(min_row=FIRST, max_col=6, values_only=True))
    wanted = [
        (leaf.code, leaf.name.id, level.level, f"{level.level}.{number}", criterion.id)
        for leaf in form.leaves
        for level in criteria_of(leaf, form.parents)
        for number, criterion in enumerate(level.criteria, 1)
    ]
    assert [row[:5] for row in rows] == wanted
    assert {row[5] for row in rows} == {None, "semua", "salah satu"} - (
        {"salah satu"} if name != "pemdi-2026" else set()
    )


@every
@both
def test_the_criteria_are_at_hand_where_the_level_is_typed(name: str, language: str) -> None:
    form = layout(name, language)
    sheet = opened(made(name, language))[form.title("levels")]
    for leaf in form.leaves:
        note = sheet[f"{form.columns['name']}{form.rows[leaf.code]}"].comment
        for level in criteria_of(leaf, form.parents):
            for criterion in level.criteria:
                assert criterion.of(language) in note.text
        assert note.height < 900  # pixels: more would be cut off by most screens


@every
@both
def test_what_is_computed_is_locked_and_what_is_typed_is_not(name: str, language: str) -> None:
    form = layout(name, language)
    book = opened(made(name, language))
    open_cells = {}
    for sheet in book:
        for cells in sheet.iter_rows():
            for cell in cells:
                if not cell.protection.locked:
                    assert cell.data_type != "f", (sheet.title, cell.coordinate)
                    open_cells[sheet.title] = open_cells.get(sheet.title, 0) + 1
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert sheet.title == form.title("working") or not sheet.protection.autoFilter
    stages, leaves = len(form.rubric.stages), len(form.leaves)
    convertible = sum(bool(leaf.external and leaf.external.points) for leaf in form.leaves)
    assert open_cells == {
        form.title("identity"): 4 + 8 * 3,
        form.title("levels"): leaves * (stages + 3) + convertible,
        form.title("criteria"): 2 * len(form.criteria),
        form.title("evidence"): 9 * EVIDENCE_ROWS,
    }


@every
@both
def test_every_level_is_checked_while_it_is_typed(name: str, language: str) -> None:
    form = layout(name, language)
    book = opened(made(name, language))
    levels = book[form.title("levels")]
    for leaf in form.leaves:
        for column in (*(stage.code for stage in form.rubric.stages), "target"):
            address = f"{form.columns[column]}{form.rows[leaf.code]}"
            checks = [check for check in levels.data_validations.dataValidation if address in check.sqref]
            scale = form.rubric.scale(leaf.scale)
            assert [check.type for check in checks] == ["list" if scale.step else "decimal"]
            numbers = re.findall(r"[\d.]+", f"{checks[0].formula1} {checks[0].formula2}")
            assert (Fraction(numbers[0]), Fraction(numbers[-1])) == (scale.low, scale.high)
    for sheet in book:
        for check in sheet.data_validations.dataValidation:
            assert check.prompt
            assert len(check.prompt) <= 255
            assert len(check.formula1) <= 257
            assert not check.showErrorMessage or check.error


@every
@both
def test_the_same_wishes_give_the_same_bytes(name: str, language: str) -> None:
    assert made(name, language, agency="A", year=2026) == made(name, language, agency="A", year=2026)


def test_wishes_stay_text() -> None:
    sheet = opened(made("spbe-2020", agency="=1+1", group='<b>&"', year=2024))["Identitas"]
    assert [(sheet[f"B{row}"].value, sheet[f"B{row}"].data_type) for row in (4, 5)] == [("=1+1", "s"), ('<b>&"', "s")]


@both
def test_nothing_beside_a_value_is_read_in_its_place(language: str, tmp_path: Path) -> None:
    form = layout("spbe-2020", language)
    sheet = opened(made("spbe-2020", language))[form.title("identity")]
    for row in range(4, 9):
        assert all(sheet.cell(row, column).value is None for column in (3, 4))


@both
@pytest.mark.parametrize("stage", [stage.code for stage in load_rubric("spbe-2020").stages])
def test_the_stage_chosen_on_the_form_is_understood(language: str, stage: str, tmp_path: Path) -> None:
    form = layout("spbe-2020", language)
    chosen = form.rubric.stage(stage)
    assert chosen is not None
    typed: dict[str, dict[str, object]] = {"identity": {"B7": chosen.name.of(language)}}
    path = saved(tmp_path / "form.xlsx", made("spbe-2020", language), typed, form)
    assert understand_file(path).assessment.stage_named == stage
