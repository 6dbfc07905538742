"""The sheet where the levels are typed: one row an indicator, one column a stage."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import column_index_from_string

from spbe_index.core.exact import decimal_text, display
from spbe_index.core.result import ROOT
from spbe_index.core.rubric import Item, Scale
from spbe_index.write.template import working as at
from spbe_index.write.template.carried import Brought
from spbe_index.write.template.layout import FIRST, HEAD, Layout, criteria_of
from spbe_index.write.template.style import (
    NAVY,
    alert,
    as_brought,
    computed,
    fillable,
    finish,
    fit_height,
    fixed,
    headings,
    level_validation,
    lines,
    link_to,
    rule_between,
    title,
    told,
)

_WIDTHS = {
    "code": 8.0,
    "domain": 14.0,
    "aspect": 18.0,
    "name": 40.0,
    "target": 9.0,
    "external": 10.0,
    "explanation": 42.0,
    "unit": 18.0,
}
_STAGE_WIDTH = 11.0
_HELPER_WIDTH = 10.0
#: The note that shows the criteria: so wide, in pixels, and so many characters a line.
_NOTE_PIXELS, _NOTE_CHARACTERS, _NOTE_LINE = 640, 100, 17


def write_levels(sheet: Any, layout: Layout, working: at.Working, brought: Brought) -> None:
    """Fill the sheet."""
    words = layout.words
    title(sheet, layout.title("levels"), words("template.levels.lead"))
    progress = sheet[f"{layout.columns['target']}1"]
    done, count = working.node(ROOT, at.DONE), working.node(ROOT, at.COUNT)
    progress.value = "=" + words("template.levels.progress", done=done, count=count)
    progress.font = Font(name="Calibri", size=12, bold=True, color=NAVY)
    names = {name: _heading(layout, name) for name in layout.columns}
    if brought.levels and brought.from_year:
        names["before"] = words("template.heading.before_of", year=brought.from_year)
    widths = [_width(layout, name) for name in names]
    headings(sheet, HEAD, list(names.values()), widths)
    if brought.levels:
        year = brought.from_year or words("template.brought.earlier")
        note = Comment(words("template.brought.levels", year=year), "spbe", width=320, height=90)
        sheet[f"{layout.columns['before']}{HEAD}"].comment = note
    above: Item | None = None
    for leaf in layout.leaves:
        _write_row(sheet, layout, working, leaf, brought)
        group = layout.ancestor(leaf, layout.groups[-1]) if layout.groups else None
        if above is not None and group is not above:
            rule_between(sheet, layout.rows[leaf.code], len(names))
        above = group
    _validate(sheet, layout)
    supported, counts = layout.columns["supported"], layout.columns["counts"]
    cells = f"{counts}{FIRST}:{counts}{layout.last}"
    alert(sheet, cells, f'OR({counts}{FIRST}="?",AND(ISNUMBER({supported}{FIRST}),ISNUMBER({counts}{FIRST}),'
          f"{counts}{FIRST}>{supported}{FIRST}))")  # fmt: skip
    first_stage = column_index_from_string(layout.columns["name"]) + 1
    sheet.freeze_panes = sheet.cell(FIRST, first_stage)
    sheet.auto_filter.ref = f"A{HEAD}:{layout.columns['counts']}{layout.last}"
    finish(sheet, words, wide=True, heading_row=HEAD)


def _heading(layout: Layout, name: str) -> str:
    """A heading that the reader understands, or one of a helper column that it leaves alone."""
    rubric, words = layout.rubric, layout.words
    stage = rubric.stage(name)
    if stage:
        return stage.name.of(words.language)
    if name in layout.groups:
        return rubric.kind(name).name.of(words.language)
    return words(f"template.heading.{name}")


def _width(layout: Layout, name: str) -> float:
    if name in layout.stages:
        return _STAGE_WIDTH
    return _WIDTHS.get(name, 16.0 if name in layout.groups else _HELPER_WIDTH)


def _write_row(sheet: Any, layout: Layout, working: at.Working, leaf: Item, brought: Brought) -> None:
    row, words = layout.rows[leaf.code], layout.words
    scale = layout.rubric.scale(leaf.scale)
    number = {name: column_index_from_string(letter) for name, letter in layout.columns.items()}
    texts: list[tuple[str, float]] = []
    code = fixed(sheet, row, number["code"], leaf.code)
    _link_to_criteria(code, layout, leaf)
    for kind in layout.groups:
        group = layout.ancestor(leaf, kind)
        texts.append((group.name.of(words.language) if group else "", _width(layout, kind)))
        fixed(sheet, row, number[kind], texts[-1][0])
    texts.append((leaf.name.of(words.language), _WIDTHS["name"]))
    name = fixed(sheet, row, number["name"], texts[-1][0])
    if levels := criteria_of(leaf, layout.parents):
        name.comment = _note(criteria_text(layout, leaf) if levels else "")
    for stage in layout.stages:
        fillable(sheet, row, number[stage], centred=True).number_format = _format(scale)
    entry = brought.entries.get(leaf.code)
    target = getattr(entry.target, "value", None) if entry else None
    cell = fillable(sheet, row, number["target"], centred=True, brought=target is not None)
    cell.value, cell.number_format = spreadsheet_number(target), _format(scale)
    explanation, unit = (entry.explanation, entry.unit) if entry else ("", "")
    texts += [(explanation, _WIDTHS["explanation"]), (unit, _WIDTHS["unit"])]
    fillable(sheet, row, number["explanation"], explanation or None, brought=bool(explanation))
    fillable(sheet, row, number["unit"], unit or None, brought=bool(unit))
    if "external" in number:
        if leaf.external and leaf.external.points:
            fillable(sheet, row, number["external"], centred=True).number_format = "0.00####"
        else:
            computed(sheet, row, number["external"], "")
    before = computed(sheet, row, number["before"], "")
    before.value, before.number_format = spreadsheet_number(brought.levels.get(leaf.code)), _format(scale)
    if before.value is not None:
        as_brought(before)
    supported = working.leaf(leaf.code, at.SUPPORTED)
    computed(sheet, row, number["supported"], f"={supported}").number_format = "0"
    value = working.leaf(leaf.code, at.VALUE)
    counts = computed(sheet, row, number["counts"], f"=IF(ISNUMBER({value}),{value}/{layout.units.value},{value})")
    counts.number_format, counts.font = _format(scale), Font(name="Calibri", size=11, bold=True)
    fit_height(sheet, row, texts)


def spreadsheet_number(value: Fraction | None) -> int | float | None:
    """A number as a spreadsheet stores it; a decimal comes back from there as the same decimal."""
    if value is None:
        return None
    if value.denominator == 1:
        return value.numerator
    return float(decimal_text(value) or display(value, 6))


def _format(scale: Scale) -> str:
    return "0.00####" if scale.step is None else "General"


def _link_to_criteria(cell: Any, layout: Layout, leaf: Item) -> None:
    row = next((one.row for one in layout.criteria if one.leaf is leaf), None)
    if row:
        link_to(cell, layout.at("criteria", f"E{row}"))
        cell.font = Font(name="Calibri", size=11, color="0B5394", underline="single")


def criteria_text(layout: Layout, leaf: Item) -> str:
    """The criteria of every level, to be read while the level is typed."""
    words, scale = layout.words, layout.rubric.scale(leaf.scale)
    names = {level.number: level.name.of(words.language) for level in scale.levels}
    said = []
    if leaf.external:
        key = "converted" if leaf.external.points else "unconverted"
        said.append(words(f"template.note.{key}", name=leaf.external.name.of(words.language)))
    for level in criteria_of(leaf, layout.parents):
        any_one = level.match == "any" and len(level.criteria) > 1
        rule = f" ({words('template.rule.any')})" if any_one else ""
        said.append(f"{level.level} – {names.get(level.level, '')}{rule}")
        said += [f"  • {criterion.of(words.language)}" for criterion in level.criteria]
    return "\n".join(said)


def _note(text: str) -> Comment:
    height = 12 + _NOTE_LINE * lines(text, _NOTE_CHARACTERS)
    return Comment(text, "spbe", width=_NOTE_PIXELS, height=height)


def _validate(sheet: Any, layout: Layout) -> None:
    words = layout.words
    by_scale = {scale.key: level_validation(scale, words) for scale in layout.rubric.scales}
    stages = [layout.columns[stage] for stage in layout.stages]
    for leaf in layout.leaves:
        row = layout.rows[leaf.code]
        check = by_scale[leaf.scale]
        check.add(f"{stages[0]}{row}:{stages[-1]}{row}")
        check.add(f"{layout.columns['target']}{row}")
        if leaf.external and (points := leaf.external.points):
            low, high = (decimal_text(edge) or display(edge, 6) for edge in (points[0][0], points[-1][0]))
            sheet.add_data_validation(
                _external_validation(f"{layout.columns['external']}{row}", low, high, leaf, layout)
            )
    for check in by_scale.values():
        if check.sqref:
            sheet.add_data_validation(check)


def _external_validation(cell: str, low: str, high: str, leaf: Item, layout: Layout) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    words = layout.words
    check = DataValidation(type="decimal", operator="between", formula1=low, formula2=high, allow_blank=True)
    check.add(cell)
    name = leaf.external.name.of(words.language) if leaf.external else ""
    edges = {"low": words.decimal_mark(low), "high": words.decimal_mark(high)}
    told(check, words("template.heading.external"), words("template.input.external", name=name, **edges),
         words("template.refused.decimal", **edges))  # fmt: skip
    return check
