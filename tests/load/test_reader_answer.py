"""What the reading process says is checked before it is believed."""

import json

import pytest
from reading import args, read, refused
from workbooks import rows, xlsx

from spbe_index.load import limited
from spbe_index.load.sheets import Cell

PLAIN = xlsx(rows(("A1", "><v>3</v>")))


@pytest.fixture
def child(monkeypatch):
    """Run other programs in the place of the reader."""
    return lambda program: monkeypatch.setattr(limited, "PROGRAM", program)


SHEET = {
    "name": "S",
    "visible": True,
    "positions": [0, 5],
    "kinds": "nt",
    "texts": ["3", "ya"],
    "merged": [[1, 1, 2, 2]],
    "hidden_rows": [0],
    "hidden_columns": [[1, 2]],
    "choices": [["B2:B3 D4", '"1,2,3"']],
    "locked": True,
    "unlisted": False,
}
ANSWER = {
    "format": "xlsx",
    "reader": "calamine",
    "sha256": "0" * 64,
    "said": [["N115", {}]],
    "encoding": "",
    "delimiter": "",
    "locked": True,
    "sheets": [SHEET],
}


def says(answer):
    return f"print({json.dumps(answer)!r})"


def test_a_right_answer_is_believed(tmp_path, child):
    child(says({"book": ANSWER}))
    book = read(tmp_path, "a.xlsx", PLAIN)
    sheet = book.sheets[0]
    assert sheet.cells == (Cell(1, 1, "number", "3"), Cell(1, 6, "text", "ya"))
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.merged) == ({1}, {2, 3}, ((1, 1, 2, 2),))
    assert sheet.choices == (("B2:B3 D4", '"1,2,3"'),)


@pytest.mark.parametrize(
    "change",
    [
        {"positions": [5, 0]},
        {"positions": [0, 0]},
        {"positions": [0]},
        {"positions": [-1, 5]},
        {"positions": [0, 1 << 40]},
        {"positions": [0, 5.0]},
        {"positions": [0, True]},
        {"positions": "ab"},
        {"kinds": "nx"},
        {"kinds": None},
        {"texts": ["3", 4]},
        {"texts": ["3", None]},
        {"texts": "ya"[:1]},
        {"name": 3},
        {"visible": "yes"},
        {"merged": [[1, 2]]},
        {"merged": [["a", 1, 2, 2]]},
        {"hidden_rows": [-1]},
        {"hidden_columns": [[0, 1 << 60]]},
        {"hidden_columns": [[0]]},
        {"choices": [["B2"]]},
        {"choices": [["B2", 3]]},
        {"locked": 1},
        {"unlisted": None},
    ],
)
def test_wrong_sheets_are_not_believed(tmp_path, child, change):
    child(says({"book": ANSWER | {"sheets": [SHEET | change]}}))
    fault = refused(tmp_path, "a.xlsx", PLAIN)
    assert (fault.code, args(fault)) == ("E110", {"detail": "answer"})


@pytest.mark.parametrize(
    "answer",
    [
        {},
        [],
        "book",
        {"book": None},
        {"book": ANSWER | {"format": "exe"}},
        {"book": ANSWER | {"sha256": "0" * 63 + "Z"}},
        {"book": ANSWER | {"sha256": 5}},
        {"book": ANSWER | {"reader": None}},
        {"book": ANSWER | {"said": [["E101", {}]]}},
        {"book": ANSWER | {"said": [["N115", {"a": 1}]]}},
        {"book": ANSWER | {"said": 3}},
        {"book": ANSWER | {"said": [["N999", {}]]}},
        {"refused": {"code": "E201", "sheet": "", "cell": "", "particulars": {}}},
        {"refused": {"code": "E999", "sheet": "", "cell": "", "particulars": {}}},
        {"refused": {"code": "W101", "sheet": "", "cell": "", "particulars": {}}},
        {"refused": {"code": "E101", "sheet": 1, "cell": "", "particulars": {}}},
        {"refused": {"code": "E101"}},
        {"refused": None},
    ],
)
def test_wrong_answers_are_not_believed(tmp_path, child, answer):
    child(says(answer))
    fault = refused(tmp_path, "a.xlsx", PLAIN)
    assert (fault.code, args(fault)) == ("E110", {"detail": "answer"})


@pytest.mark.parametrize("output", ["", "not json", "[" * 100_000, "{", "\\xff"])
def test_no_answer(tmp_path, child, output):
    child(f"print({output!r}) if {len(output)} < 9 else print('[' * {len(output)})")
    assert args(refused(tmp_path, "a.xlsx", PLAIN)) == {"detail": "answer"}


def test_an_endless_answer_is_cut_off(tmp_path, child, monkeypatch):
    monkeypatch.setattr(limited, "MAX_ANSWER", 1_000_000)
    monkeypatch.setattr("spbe_index.load.answer.MAX_ANSWER", 1_000_000)
    child("while True: print('x' * 100000)")
    assert refused(tmp_path, "a.xlsx", PLAIN).code == "E110"
