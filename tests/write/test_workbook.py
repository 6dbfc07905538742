"""The xlsx of a result, read back by openpyxl."""

import io

import openpyxl
import pytest
from outputs import ANSWERS, HOSTILE, disputed, holed, whole
from reporting import result_of

from spbe_index.core.exact import display
from spbe_index.core.problem import Place, problem
from spbe_index.core.result import Open, below
from spbe_index.load.sheets import read_book
from spbe_index.write.words import Words
from spbe_index.write.workbook import finished, result_book


def book_of(made, language="id"):
    return openpyxl.load_workbook(io.BytesIO(finished(result_book(*made, Words(language)))))


def table_of(book):
    """The rows below the head of the values."""
    rows = list(book.worksheets[0].iter_rows())
    head = next(at for at, row in enumerate(rows) if row[0].value in ("Kode", "Code"))
    return rows[head + 1 :]


def facts_of(book):
    found = {}
    for row in book.worksheets[0].iter_rows(max_col=2):
        if row[0].value is None:
            return found
        found.setdefault(row[0].value, []).append(row[1].value)
    return found


@pytest.mark.parametrize("name", ANSWERS)
def test_values_are_numbers_and_codes_can_be_looked_up(name):
    result, _ = whole(name)
    for row, (node, _, depth) in zip(table_of(book_of(whole(name))), below(result.root), strict=True):
        assert row[0].value == node.code
        assert row[0].alignment.indent == depth
        assert row[3].value == float(display(node.value))
        assert row[4].value == str(node.value)
        assert row[6].value == (node.answer.place.address if node.answer else None)


@pytest.mark.parametrize(
    ("language", "labels"),
    [("id", ["Instansi", "Tahun", "Instrumen", "Tahap"]), ("en", ["Agency", "Year", "Instrument", "Stage"])],
)
def test_every_label_begins_with_a_capital(language, labels):
    facts = facts_of(book_of(result_of(), language))
    assert list(facts)[:4] == labels
    assert all(label[0].isupper() for label in facts)
    assert facts[labels[1]] == [2021]


def test_what_has_no_index_says_why():
    book = book_of(holed())
    facts = facts_of(book)
    assert facts["Catatan"] == [
        "Indeks SPBE belum dapat ditetapkan (1 isian keliru, 1 belum diisi, 1 tidak ada barisnya); "
        "masih mungkin 2,86 sampai 3,09"
    ]
    assert "Predikat" not in facts
    levels = {row[0].value: row[5].value for row in table_of(book)}
    assert (levels["I4"], levels["I21"], levels["I47"]) == ("belum diisi", "isian keliru", "tidak ada barisnya")
    values = {row[0].value: row[3].value for row in table_of(book)}
    assert [code for code, value in values.items() if value is None] == [
        node.code for node, _, _ in below(holed()[0].root) if isinstance(node.value, Open)
    ]


def test_what_was_assumed_and_what_the_other_rule_says_stand_in_the_sheet():
    assert "dihitung sebagai 0" in " ".join(facts_of(book_of(holed("zero")))["Catatan"])
    assert "Sangat Baik" in " ".join(facts_of(book_of(disputed()))["Catatan"])
    levels = {row[0].value: row[5].value for row in table_of(book_of(holed("zero")))}
    assert (levels["I4"], levels["I21"]) == ("belum diisi, dianggap", "isian keliru")


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_a_file_are_texts(text):
    found = (problem("E211", Place("f.xlsx", text, "D1"), indicator="I1", name=text),)
    book = book_of(result_of(agency=text, stage=text, problems=found))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    shown = facts_of(book)["Instansi"][0]
    assert shown.replace("\r\n", "\n").replace("_x000D_", "") == text.replace("\r\n", "\n") or "\ufffd" in shown


def test_problems_stand_on_their_own_sheet():
    found = (problem("E211", Place("f.xlsx", "Penilaian", "D12"), indicator="I4", name="x"),)
    sheet = book_of(result_of(problems=found), "en").worksheets[1]
    assert sheet.title == "Findings"
    assert [cell.value for cell in sheet[2]][:4] == ["E211", "ERROR", "Penilaian", "D12"]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("a\x00b\x1f", "a\ufffdb\ufffd"),
        ("\ud800x\udfff", "\ufffdx\ufffd"),
        ("\ufffe", "\ufffd"),
        ("x" * 32_767, "x" * 32_767),
        ("x" * 40_000, "x" * 32_766 + "…"),
        ("_x001B_ _x41_", "_x001B_ _x41_"),
        ("'=1", "'=1"),
    ],
    ids=range(7),
)
def test_what_a_cell_cannot_hold_is_seen_to_be_missing(tmp_path, text, held):
    found = (problem("E211", Place(text, text, text), indicator="I1", name=text),)
    path = tmp_path / "a.xlsx"
    path.write_bytes(finished(result_book(*result_of(agency=text, file=text, problems=found), Words("id"))))
    # As Excel reads it: what looks like an escape is one.
    cells = {(cell.row, cell.column): cell.text for cell in read_book(path).sheets[0].cells}
    assert cells[1, 2] == held
