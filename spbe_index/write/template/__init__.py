"""The workbook that an agency fills: guide, identity, levels, checklist, evidence and a live summary."""

from __future__ import annotations

import io

from openpyxl import Workbook

from spbe_index.core.rubric import Rubric
from spbe_index.write.template.carried import Brought
from spbe_index.write.template.criteria import write_criteria
from spbe_index.write.template.evidence import write_evidence
from spbe_index.write.template.guide import write_guide
from spbe_index.write.template.identity import write_identity
from spbe_index.write.template.layout import lay_out
from spbe_index.write.template.levels import write_levels
from spbe_index.write.template.summary import write_summary
from spbe_index.write.template.working import write_working
from spbe_index.write.words import Words
from spbe_index.write.workbook import timeless

SHEETS = ("guide", "identity", "levels", "criteria", "evidence", "summary", "working")
NOTHING = Brought()


def template_workbook(
    rubric: Rubric,
    words: Words,
    *,
    agency: str = "",
    group: str = "",
    year: int | None = None,
    brought: Brought = NOTHING,
    rubric_file: str = "",
) -> bytes:
    """The bytes of the xlsx file; the same wishes give the same bytes.

    Args:
        rubric: The instrument it is for.
        words: The language of the form.
        agency: Who is assessed, "" to be filled in; outdoes what is brought.
        group: The kind of agency, "" to be filled in; outdoes what is brought.
        year: The year of the assessment.
        brought: What comes from an earlier workbook.
        rubric_file: The name of the rubric's file, which commands are given; "" for an instrument that ships.

    Raises:
        SpbeError: E601, the rubric's weights are too fine for the formulas of a spreadsheet.

    """
    layout = lay_out(rubric, words)
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {name: book.create_sheet(layout.title(name)) for name in SHEETS}
    working = write_working(sheets["working"], layout)
    write_guide(sheets["guide"], layout, brought, rubric_file)
    write_identity(sheets["identity"], layout, agency, group, year, brought)
    write_levels(sheets["levels"], layout, working, brought)
    write_criteria(sheets["criteria"], layout, brought)
    write_evidence(sheets["evidence"], layout, brought)
    write_summary(sheets["summary"], layout, working, len(brought.evidence()))
    sheets["working"].sheet_state = "hidden"
    sheets["working"].protection.sheet = True
    book.calculation.fullCalcOnLoad = True
    book.properties.creator = "spbe"
    book.properties.title = rubric.title.of(words.language)
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())
