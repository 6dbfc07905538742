"""What commands that write for readers share: names for files that were given none, and how a PDF is made."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

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
    """One of the functions of `write.pdf`, by name, which does its work in a limited process; see `printing`."""
    from spbe_index.printing import printed

    return partial(printed, name, output)


def sheet(template: str, view: ComparisonView | RankView, form: str, output: str) -> bytes:
    """A comparison or a ranking as PDF or HTML; `template` is its name."""
    if form == "pdf":
        return printer("sheet_pdf", output)(template, view)
    from spbe_index.write.html import sheet_html

    return sheet_html(template, view).encode("utf-8", "backslashreplace")
