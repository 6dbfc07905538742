"""Who is assessed, when, at which stage, by which instrument and by whom."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from spbe_index.write.template.carried import Brought
from spbe_index.write.template.layout import TEAM_ROWS, Layout
from spbe_index.write.template.style import GREY, INK, NAVY, fillable, finish, fixed, title, told
from spbe_index.write.workbook import put

#: The rows of the labels; the values stand beside them in column B.
AGENCY, GROUP, YEAR, STAGE, RUBRIC = 4, 5, 6, 7, 8
_TEAM = 11


def write_identity(sheet: Any, layout: Layout, agency: str, group: str, year: int | None, brought: Brought) -> None:
    """Fill the sheet. Nothing may stand to the right of a value: where it is empty, that would be read in its place."""
    words, rubric = layout.words, layout.rubric
    title(sheet, layout.title("identity"), words("template.identity.lead"))
    for letter, width in zip("ABCD", (26.0, 56.0, 30.0, 34.0), strict=True):
        sheet.column_dimensions[letter].width = width
    values = {
        AGENCY: ("agency", agency or brought.agency, not agency and bool(brought.agency)),
        GROUP: ("group", group or brought.group, not group and bool(brought.group)),
        YEAR: ("year", year, False),
        **({STAGE: ("stage", None, False)} if rubric.stages else {}),
    }
    for row, (key, value, old) in values.items():
        _label(sheet, row, words(f"template.identity.{key}"))
        _value(fillable(sheet, row, 2, value or None, brought=old))
    _label(sheet, RUBRIC, words("template.identity.rubric"))
    _value(fixed(sheet, RUBRIC, 2, rubric.id))
    _validate(sheet, layout)
    put(sheet, _TEAM - 1, 1, words("template.identity.team_title")).font = Font(
        name="Calibri", size=13, bold=True, color=NAVY
    )
    sheet.cell(_TEAM - 1, 1).alignment = Alignment(vertical="center")
    for column, key in enumerate(("member", "person", "position", "unit"), 1):
        cell = put(sheet, _TEAM, column, words(f"template.identity.{key}"))
        cell.font = Font(name="Calibri", size=10, italic=True, color=GREY)
    for number in range(max(TEAM_ROWS, len(brought.team))):
        row = _TEAM + 1 + number
        _label(sheet, row, words("template.identity.member_of", number=number + 1))
        member = brought.team[number] if number < len(brought.team) else ()
        for place in range(3):
            text = member[place] if place < len(member) else ""
            _value(fillable(sheet, row, 2 + place, text or None, brought=bool(text)))
        sheet.row_dimensions[row].height = 20
    finish(sheet, words, wide=False, insert_rows=True)


def _label(sheet: Any, row: int, text: str) -> None:
    cell = fixed(sheet, row, 1, text)
    cell.font = Font(name="Calibri", size=11, bold=True, color=INK)
    cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)
    sheet.row_dimensions[row].height = 22


def _value(cell: Any) -> None:
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)


def _validate(sheet: Any, layout: Layout) -> None:
    words, rubric = layout.words, layout.rubric
    last = "" if rubric.last_year is None else str(rubric.last_year)
    year = DataValidation(type="whole", operator="between", formula1=str(rubric.first_year), formula2=last or "2999")
    span = f"{rubric.first_year}-{last}" if last else words("template.since", year=rubric.first_year)
    year.allow_blank = True
    told(year, words("template.identity.year"), words("template.input.year", years=span),
         words("template.refused.year", years=span), stops=False)  # fmt: skip
    names = [stage.name.of(words.language) for stage in rubric.stages]
    listed = '"' + ",".join(names).replace('"', '""') + '"'
    stage = DataValidation(type="list", formula1=listed, allow_blank=True)
    told(stage, words("template.identity.stage"), words("template.input.stage"), words("template.refused.stage"))
    agency = DataValidation(type="textLength", operator="lessThan", formula1="200", allow_blank=True)
    told(agency, words("template.identity.agency"), words("template.input.agency"))
    group = DataValidation(type="textLength", operator="lessThan", formula1="100", allow_blank=True)
    told(group, words("template.identity.group"), words("template.input.group"))
    for check, row in ((agency, AGENCY), (group, GROUP), (year, YEAR), *([(stage, STAGE)] if rubric.stages else [])):
        check.add(f"B{row}")
        # A list in a validation is at most 255 characters; a longer one would have to be repaired, and a name with a
        # comma would be offered in two halves.
        if check.type != "list" or (len(listed) <= 255 and not any("," in name for name in names)):
            sheet.add_data_validation(check)
