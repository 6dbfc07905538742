"""csv and Markdown, read back as their readers read them."""

import csv
import io
import re
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from outputs import ANSWERS, HOSTILE, disputed, holed, whole
from reporting import change, result_of

from spbe_index.core.assessment import Given
from spbe_index.core.problem import Place, problem
from spbe_index.core.result import Open, below
from spbe_index.load.door.text import as_written
from spbe_index.write.export import COLUMNS, harmless, result_csv, result_markdown
from spbe_index.write.words import Words


def rows_of(made, language="id"):
    text = result_csv(*made, Words(language))
    assert text.endswith("\r\n")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(line) for line in lines} == {len(COLUMNS)}
    return list(csv.DictReader(io.StringIO(text, newline="")))


def table_of(made, language="id"):
    """The cells of the Markdown table, its head first, with escapes undone."""
    text = result_markdown(*made, Words(language))
    lines = [line for line in text.split("\n") if line.startswith("|")]
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines]
    return [[re.sub(r"\\(.)", r"\1", cell.strip()) for cell in row] for row in cells if "---" not in row[0]]


@pytest.mark.parametrize("name", ANSWERS)
def test_csv_gives_back_every_number_of_the_tree(name):
    result, _ = whole(name)
    index, *rows = rows_of(whole(name))
    assert Fraction(index["value_exact"]) == result.index
    assert index["band"] == result.verdict.name
    assert index["note"] == index["counted_as"] == index["unanswered"] == ""
    for row, (node, parent, _) in zip(rows, below(result.root), strict=True):
        assert (row["code"], row["kind"], row["parent"], row["name"]) == (node.code, node.kind, parent, node.name)
        assert Fraction(row["value_exact"]) == node.value
        assert Fraction(row["weight_exact"]) == node.weight
        assert abs(Fraction(row["value"]) - node.value) <= Fraction(1, 200)
        assert bool(row["answer"]) == isinstance(node.answer, Given)
        assert not row["answer"] or Fraction(row["answer"]) == node.answer.value


@pytest.mark.parametrize("name", ANSWERS)
def test_the_markdown_table_gives_back_codes_values_and_cells(name):
    result, instrument = whole(name)
    _, *rows = table_of(whole(name), "en")
    names = {item.code: item.name.en for item, _ in instrument.items()}
    for row, (node, _, _) in zip(rows, below(result.root), strict=True):
        assert len(row) == 6
        assert row[0] == node.code
        assert row[1] == " ".join(names[node.code].split())
        assert abs(Fraction(row[3]) - node.value) <= Fraction(1, 200)
        assert row[5] == (node.answer.place.address if node.answer else "")


def test_csv_tells_why_an_item_has_no_value():
    index, *rows = rows_of(holed())
    by_code = {row["code"]: row for row in rows}
    assert {row["code"]: row["unanswered"] for row in rows if row["unanswered"]} == {
        "I4": "blank",
        "I21": "faulty",
        "I47": "missing",
    }
    assert index["value"] == index["band"] == ""
    assert index["note"] == (
        "Indeks SPBE belum dapat ditetapkan (1 isian keliru, 1 belum diisi, 1 tidak ada barisnya); "
        "masih mungkin 2,86 sampai 3,09"
    )
    assert by_code["I4"]["value"] == by_code["I4"]["counted_as"] == by_code["A1"]["value"] == ""


@pytest.mark.parametrize(("unfilled", "value"), [("lowest", "1.00"), ("zero", "0.00")])
def test_csv_tells_what_was_assumed_without_its_terminal(unfilled, value):
    index, *rows = rows_of(holed(unfilled))
    assert {row["code"]: row["value"] for row in rows if row["counted_as"] == unfilled} == {"I4": value, "I47": value}
    assert index["counted_as"] == unfilled
    assert "2 isian tanpa nilai (1 belum diisi, 1 tidak ada barisnya) dihitung sebagai" in index["note"]
    assert next(row for row in rows if row["code"] == "I21")["value"] == ""


@pytest.mark.parametrize(("language", "said"), [("id", "menurut nilai terbulatkan 2,95"), ("en", "rounded value 2.95")])
def test_csv_and_markdown_tell_that_the_other_rule_gives_another_band(language, said):
    made = disputed()
    index = rows_of(made, language)[0]
    assert index["band"] == "Baik"
    assert said in index["note"]
    assert "Sangat Baik" in index["note"]
    assert said in result_markdown(*made, Words(language)).replace("\\", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_file_is_a_formula_or_breaks_a_row(text):
    leaves_in = Place("f.xlsx", text, "D1")
    result, instrument = result_of(
        agency=text, stage=text, file=text, problems=(problem("E211", leaves_in, indicator="I1", name=text),)
    )
    # A name in the rubric is a text like any other.
    named = change(result, root=change(result.root, name=text))
    for row in csv.reader(io.StringIO(result_csv(named, instrument, Words("id")), newline="")):
        assert len(row) == len(COLUMNS)
        assert not any(cell.lstrip(" ").startswith(tuple("=+-@＝\t\r\n")) for cell in row)
    shown = result_markdown(result, instrument, Words("id"))
    assert all(len(row) == 6 for row in table_of((result, instrument)))
    assert not any(c in shown for c in "\x1b\x07\u202e\u2066\r\ud800")
    assert not re.search(r"(?<!\\)<b>", shown)
    heading = shown.split("\n")[0]
    assert heading.startswith("# ")
    assert heading.endswith(", 2021")


def test_harmless_text_is_left_alone():
    assert [harmless(text) for text in ("Baik", "a=b", "", "I35-2")] == ["Baik", "a=b", "", "I35-2"]
    assert harmless("=1+1") == "'=1+1"


@given(st.text("'=+-@＝＋－＠ \t\r\n\u00a0a1", max_size=5))
@example("''=1")
def test_our_own_reader_finds_each_text_as_it_was(text):
    assert as_written(harmless(text)) == text


def test_an_open_value_is_empty_in_both():
    result, _ = holed()
    opened = [node.code for node, _, _ in below(result.root) if isinstance(node.value, Open)]
    assert opened == [row["code"] for row in rows_of(holed())[1:] if not row["value"]]
    assert opened == [row[0] for row in table_of(holed())[1:] if not row[3]]
    assert "**Indeks SPBE belum dapat ditetapkan (1 isian keliru" in result_markdown(*holed(), Words("id"))
