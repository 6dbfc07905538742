"""Laws of reading: the format, the order of rows and the order of columns change nothing but the names of cells."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
import tables
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from spbe_index.assess import assess_file
from spbe_index.core.result_json import from_plain, to_plain
from spbe_index.load.door.values import number
from spbe_index.load.level import read_number
from spbe_index.load.rubric import load_rubric
from spbe_index.write.words import Words

RUBRICS = {name: load_rubric(name) for name in ("spbe-2018", "spbe-2020", "pemdi-2026")}
TELL = Words("id").tell

#: What a cell may hold: levels in several spellings, blanks, and things that are no levels.
SPELLINGS = {
    "spbe-2018": (0, 1, 3, 5, "Level 2", "Tingkat 4", "3,00", "-", None, 6, "3,5", "baik"),
    "spbe-2020": (1, 2, 3, 5, "Level 2", "Tingkat 4", "3,00", "-", None, 0, 6, "3,5", "baik"),
    "pemdi-2026": (1, 2.5, 3.75, 4.25, "2,60", "1,17", "-", None, 0.5, "baik"),
}


@st.composite
def whole_tables(draw):
    """A rubric's name and a table of all its indicators with some cell for each level."""
    name = draw(st.sampled_from(sorted(RUBRICS)))
    rows = [["No", "Indikator", "Tingkat", "Bukti Dukung"]]
    for leaf in RUBRICS[name].leaves():
        level = draw(st.sampled_from(SPELLINGS[name]))
        evidence = draw(st.sampled_from([None, "SK Wali Kota 12/2023", "Notulen; Laporan reviu"]))
        rows.append([leaf.number, leaf.name.id, level, evidence])
    return name, rows


def scored(rows, path, name, writer=tables.write_xlsx):
    writer(rows, path)
    return assess_file(path, rubric=name).result


def comparable(result, *, cells=True):
    """The JSON of a result without what names the file (and, if asked, the cells)."""
    plain = to_plain(result, TELL)
    for key in ("input", "input_sha256", "reader"):
        del plain["provenance"][key]
    return _without(plain, {"file"} if cells else {"file", "cell", "row", "message", "hint", "args"})


def _without(plain, keys):
    if isinstance(plain, dict):
        return {key: _without(value, keys) for key, value in plain.items() if key not in keys}
    return [_without(item, keys) for item in plain] if isinstance(plain, list) else plain


FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(whole_tables())
def test_every_format_gives_the_same_json(tmp_path, table):
    name, table_rows = table
    # Lines beside the table are shorter than its rows, which only a csv shows.
    rows = [
        ["PENILAIAN MANDIRI"],
        ["Nama Instansi", "Kota Contoh"],
        *table_rows,
        ["Catatan: selesai"],
        ["Kepala Dinas"],
    ]
    found = {}
    for form, (ending, writer) in tables.FORMATS.items():
        result = scored(rows, tmp_path / f"{tables.SHEET}.{ending}", name, writer)
        found[form] = json.dumps(comparable(result), ensure_ascii=False)
        assert from_plain(json.loads(json.dumps(to_plain(result, TELL)))) == result
    assert all(text == found["xlsx"] for text in found.values()), {
        k: v[:3000] for k, v in found.items() if v != found["xlsx"]
    }


@FEW
@given(whole_tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(tmp_path, table, chance):
    name, (head, *body) = table
    first = scored([head, *body], tmp_path / "a.xlsx", name)
    chance.shuffle(body)
    second = scored([head, *body], tmp_path / "b.xlsx", name)
    assert without_order(first) == without_order(second)


@FEW
@given(whole_tables(), st.permutations(range(4)))
def test_the_order_of_columns_does_not_matter(tmp_path, table, order):
    name, rows = table
    first = scored(rows, tmp_path / "a.xlsx", name)
    second = scored([[row[column] for column in order] for row in rows], tmp_path / "b.xlsx", name)
    assert without_order(first) == without_order(second)


def without_order(result):
    plain = comparable(result, cells=False)
    plain["problems"] = sorted(json.dumps(problem) for problem in plain["problems"])
    return plain


@pytest.mark.parametrize("name", sorted(RUBRICS))
def test_a_table_of_nothing_but_numbers_and_levels_scores(tmp_path, name):
    rubric = RUBRICS[name]
    rows = [["No", "Tingkat"], *([leaf.number, 3] for leaf in rubric.leaves())]
    result = scored(rows, tmp_path / "sederhana.xlsx", name)
    assert result.index == 3
    assert result.complete
    assert not result.has_errors()


def long_decimals(digits):
    """Values from 1 to 5 as typed, with more digits than anyone needs, many of them next to a whole number."""
    near = st.sampled_from(["", "000000000", "999999999", "99999999", "25000000", "499999999999"])
    parts = st.tuples(st.integers(1, 4), near, st.text("0123456789", min_size=1, max_size=digits))
    return parts.map(lambda part: f"{part[0]}.{(part[1] + part[2])[: digits - 1]}")


@given(long_decimals(25))
def test_a_number_is_read_from_text_as_from_a_workbook(text):
    stored = number(float(text))[1]
    assert read_number(stored) == read_number(text) == read_number(text.replace(".", ","))
    assert abs(read_number(text) - Fraction(text)) <= Fraction(1, 10**9)


# Not shrunk: each step would read six files. openpyxl writes 16 digits, so a 17th is none of the reader's business.
@settings(FEW, phases=[Phase.generate])
@given(st.lists(long_decimals(15), min_size=20, max_size=20))
def test_a_decimal_counts_the_same_as_a_number_and_as_text(tmp_path, texts):
    head = ["No", "Tingkat"]
    typed = [head, *([number, text] for number, text in enumerate(texts, start=1))]
    stored = [head, *([number, float(text)] for number, text in enumerate(texts, start=1))]
    as_text = scored(typed, tmp_path / "a.csv", "pemdi-2026", tables.write_csv_comma)
    with_comma = [[number, text.replace(".", ",")] for number, text in typed[1:]]
    with_commas = scored([head, *with_comma], tmp_path / "b.csv", "pemdi-2026", tables.write_csv_semicolon)
    assert [leaf.value for leaf in with_commas.leaves] == [leaf.value for leaf in as_text.leaves]
    for form in ("xlsx", "xls", "ods"):
        ending, writer = tables.FORMATS[form]
        found = scored(stored, tmp_path / f"a.{ending}", "pemdi-2026", writer)
        assert [leaf.value for leaf in found.leaves] == [leaf.value for leaf in as_text.leaves]
