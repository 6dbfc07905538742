"""What commands that write for readers share: names for files that were given none, and the PDF that needs Pango."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

from spbe_index.core.problem import Place, SpbeError, problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from spbe_index.write.view.comparison_model import ComparisonView, RankView

#: Forms for readers: they go to a file, also when none is named.
FOR_READERS = ("pdf", "html")


def target(output: str | None, form: str, prefix: str, file: str) -> str | None:
    """Where the output goes: a form for readers to a file of the current folder, named after the input, by default."""
    if output is not None or form not in FOR_READERS:
        return output
    stem = os.path.splitext(os.path.basename(file))[0] if file != "-" else "spbe"
    return f"{prefix}-{stem}.{form}"


def printer(name: str, output: str) -> Callable[..., bytes]:
    """One of the functions of `write.pdf`, by name.

    Raises:
        SpbeError: E504, the libraries it draws with are not on this machine.

    """
    try:
        made: Callable[..., bytes] = getattr(import_module("spbe_index.write.pdf"), name)
    except OSError as error:
        # WeasyPrint raises this at import when Pango is not on the machine.
        raise SpbeError(problem("E504", Place(output))) from error
    return made


def sheet(template: str, view: ComparisonView | RankView, form: str, output: str) -> bytes:
    """A comparison or a ranking as PDF or HTML; `template` is its name."""
    if form == "pdf":
        return printer("sheet_pdf", output)(template, view)
    from spbe_index.write.html import sheet_html

    return sheet_html(template, view).encode("utf-8", "backslashreplace")
