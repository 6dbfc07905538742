"""Every layout of the layout tests is seen whole: each answer found, and each filled-in cell counted."""

from __future__ import annotations

import sys
from pathlib import Path
from string import ascii_uppercase

import pytest
from book_making import book, sheet

from spbe_index.inspecting import inspect_book

sys.path.append(str(Path(__file__).parents[1] / "layouts"))
from layouts import LAYOUTS, WITH_EVIDENCE


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_is_seen(name: str) -> None:
    sheets = [
        sheet(
            *page.rows,
            name=title,
            merged=page.merged,
            hidden_columns=[ascii_uppercase.index(letter) + 1 for letter in page.hidden_columns],
        )
        for title, page in LAYOUTS[name]().items()
    ]
    seen = inspect_book(book(*sheets))
    assert seen.understood is not None
    assert seen.understood.found == seen.understood.items
    assert seen.understood.items in dict(seen.understood.answered).values()
    assert bool(seen.understood.documents) >= (name in WITH_EVIDENCE)
    assert (
        sum(table.indicators for table in seen.tables if table.read and table.kind == "levels") >= seen.understood.items
    )
    assert all(heading.text for table in seen.tables for heading in table.headings)
