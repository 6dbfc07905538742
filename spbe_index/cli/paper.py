"""What commands that write for readers share: names for files that were given none, and the PDF that needs Pango."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spbe_index.core.problem import Place, SpbeError, problem

if TYPE_CHECKING:
    from spbe_index.write.view.comparison_model import ComparisonView, RankView

#: Forms for readers: they go to a file, also when none is named.
FOR_READERS = ("pdf", "html")


def target(output: str | None, form: str, prefix: str, file: str) -> str | None:
    """Where the output goes: a form for readers to a file of the current folder, named after the input, by default."""
    if output is not None or form not in FOR_READERS:
        return output
    stem = os.path.splitext(os.path.basename(file))[0] if file != "-" else "spbe"
    return f"{prefix}-{stem}.{form}"


def ready_to_draw(output: str) -> None:
    """Make sure that PDFs can be drawn.

    Raises:
        SpbeError: E504, the libraries they are drawn with are not on this machine.

    """
    try:
        from spbe_index.write.pdf import report_pdf  # noqa: F401
    except OSError as error:
        # WeasyPrint raises this at import when Pango is not on the machine.
        raise SpbeError(problem("E504", Place(output))) from error


def sheet(template: str, view: ComparisonView | RankView, form: str, output: str) -> bytes:
    """A comparison or a ranking as PDF or HTML; `template` is its name."""
    if form == "pdf":
        ready_to_draw(output)
        from spbe_index.write.pdf import sheet_pdf

        return sheet_pdf(template, view)
    from spbe_index.write.html import sheet_html

    return sheet_html(template, view).encode("utf-8", "backslashreplace")
