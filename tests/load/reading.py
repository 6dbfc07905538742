"""Short ways to read bytes as a file and to say what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from spbe_index.core.problem import Problem, SpbeError
from spbe_index.load.sheets import Book, read_book


def read(folder: Path, name: str, content: bytes | str, **options: Any) -> Book:
    """The book that a file of this content makes."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_book(path, **options)


def refused(folder: Path, name: str, content: bytes | str, **options: Any) -> Problem:
    """The one problem for which a file of this content is refused; its place names the file."""
    with pytest.raises(SpbeError) as caught:
        read(folder, name, content, **options)
    (fault,) = caught.value.problems
    assert fault.place.file == str(folder / name)
    assert all("\n" not in text and len(text) <= 200 for _, text in fault.args)
    return fault


def cells(book: Book) -> dict[str, tuple[str, str]]:
    """Kind and text of every cell of the first sheet by its name."""
    return {cell.name: (cell.kind, cell.text) for cell in book.sheets[0].cells}


def codes(book: Book) -> list[str]:
    """The codes of the book's problems, in order."""
    return [found.code for found in book.problems]


def args(fault: Problem) -> dict[str, str]:
    """The particulars of a problem."""
    return dict(fault.args)
