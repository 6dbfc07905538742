"""The two readers of xlsx agree: the same scores and findings, whatever the layout; each is the other's oracle."""

from __future__ import annotations

from pathlib import Path

import pytest
from layouts import LAYOUTS, OTHER_INSTRUMENT
from test_layouts import save

from spbe_index.assess import assess, understand_book
from spbe_index.core.result_json import to_plain
from spbe_index.load import limited
from spbe_index.load.rubric import load_rubric
from spbe_index.load.sheets import read_book
from spbe_index.write.template import template_workbook
from spbe_index.write.words import Words

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.xlsx"))
WORDS = Words("id")


def by_both(monkeypatch: pytest.MonkeyPatch, path: Path, rubric: str | None) -> tuple[object, object]:
    """What each reader makes of a file: its cells and merges, and the result without the name of the reader."""
    made = []
    for reader in ("calamine", "openpyxl"):
        if reader == "openpyxl":
            monkeypatch.setattr(limited, "PROGRAM", limited.PROGRAM.replace("sys.argv[6])", '"openpyxl")'))
        book = read_book(path)
        assert book.reader == reader
        plain = to_plain(assess(understand_book(book, rubric=rubric)).result, WORDS.tell)
        del plain["provenance"]["reader"]
        # That the second reader was asked is all that the two may say differently.
        plain["problems"] = [found for found in plain["problems"] if found["code"] != "N113"]
        made.append((book.sheets, plain))
    monkeypatch.undo()
    return made[0], made[1]


@pytest.mark.parametrize("name", LAYOUTS)
def test_of_every_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    first, second = by_both(monkeypatch, save(LAYOUTS[name](), tmp_path / "a.xlsx"), OTHER_INSTRUMENT.get(name))
    assert first == second


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_of_every_example(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    first, second = by_both(monkeypatch, path, None)
    assert first == second


@pytest.mark.parametrize("rubric", ["spbe-2018", "spbe-2020", "pemdi-2026"])
def test_of_every_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rubric: str) -> None:
    """Forms hold formulas that nobody has calculated, merges, hidden columns and drop-downs."""
    path = tmp_path / "formulir.xlsx"
    path.write_bytes(template_workbook(load_rubric(rubric), WORDS, agency="Kota Contoh"))
    first, second = by_both(monkeypatch, path, rubric)
    assert first == second
