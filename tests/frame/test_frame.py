"""What `score_frame` takes and gives: wide tables, names of columns, odd values, edges of bands, ties."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from engines import ENGINES, into, rows_of

from spbe_index import SpbeError, load_rubric, score_frame
from spbe_index.core.exact import display, half_up
from spbe_index.core.scaled import from_plain, scaled
from spbe_index.core.score import band_name, evaluate, verdict

RUBRIC = load_rubric("spbe-2020")
CODES = [leaf.code for leaf in RUBRIC.leaves()]


def long(levels, **more):
    return pa.table({"agency": ["A"] * len(levels), "indicator": CODES[: len(levels)], "level": levels, **more})


@pytest.mark.parametrize("engine", ENGINES)
def test_a_wide_table_without_years(engine):
    columns = {"agency": ["A", "B"], **{code.lower(): [3, 4] for code in CODES}, "I1": [3, None], "I60": [None, 2]}
    del columns["i1"]
    found = {row["agency"]: row for row in rows_of(score_frame(into(engine, pa.table(columns)), "spbe-2020"))}
    assert (found["A"]["index_exact"], found["A"]["complete"], found["A"]["unknown"]) == ("3", True, 0)
    assert (found["B"]["index"], found["B"]["unfilled"], found["B"]["unknown"], found["B"]["D2"]) == (None, 1, 1, 4.0)
    assert "year" not in found["A"]


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_by_other_names_and_agencies_of_any_type(engine):
    table = pa.table({"id": [7] * 47, "tahun": [2023] * 47, "kode": list(range(1, 48)), "nilai": [5.0] * 47})
    given = into(engine, table)
    out = score_frame(given, RUBRIC, agency="id", year="tahun", indicator="kode", level="nilai")
    assert type(out) is type(given)
    (row,) = rows_of(out)
    assert (row["id"], row["tahun"], row["index"], row["band"]) == (7, 2023, 5.0, "Memuaskan")


@pytest.mark.parametrize("engine", ENGINES)
def test_truth_values_are_no_levels(engine):
    (row,) = rows_of(score_frame(into(engine, long([True] * 46 + [None])), RUBRIC))
    assert (row["invalid"], row["unfilled"], row["answered"]) == (46, 1, 0)


def test_a_wide_relation_of_a_connection_of_its_own():
    """DuckDB turns a wide relation through its default connection, which does not know those of others."""
    wide = pa.table({"agency": ["A", "B"], **{code: [3, 4] for code in CODES}})
    with duckdb.connect() as connection:
        connection.register("wide", wide)
        found = rows_of(score_frame(connection.sql("from wide"), "spbe-2020"))
    assert sorted((row["agency"], row["index_exact"]) for row in found) == [("A", "3"), ("B", "4")]


def test_a_pandas_column_of_mixed_values():
    levels = [3, 3.0, "3", "3,00", Decimal("3"), None, float("nan"), True, "x", pd.Timestamp(2023, 4, 3)]
    frame = pd.DataFrame({"agency": "A", "indicator": CODES[:10], "level": pd.Series(levels, dtype=object)})
    (row,) = rows_of(score_frame(frame, RUBRIC))
    assert (row["answered"], row["invalid"], row["unfilled"]) == (5, 3, 39)


def test_a_lazy_frame_is_not_computed():
    out = score_frame(pl.LazyFrame({"agency": ["A"], "indicator": ["I1"], "level": [3]}), RUBRIC)
    assert isinstance(out, pl.LazyFrame)


@pytest.mark.parametrize("engine", ENGINES)
def test_agencies_and_indicators_without_a_name(engine):
    table = pa.table({"agency": [None, "A"], "indicator": pa.array(["I1", None]), "level": [3, 3]})
    found = {row["agency"]: row for row in rows_of(score_frame(into(engine, table), RUBRIC))}
    assert (found[None]["answered"], found["A"]["unknown"]) == (1, 1)


@pytest.mark.parametrize(
    ("columns", "what"),
    [({"level": [1]}, "agency"), ({"agency": ["A"], "indicator": ["I1"]}, "level"), ({"agency": ["A"]}, "indicator")],
)
def test_a_column_that_is_missing(columns, what):
    with pytest.raises(SpbeError) as caught:
        score_frame(pa.table(columns), RUBRIC)
    assert caught.value.problems[0].code == "E841"
    assert dict(caught.value.problems[0].args)["what"] == what


def test_a_wrong_word_and_no_frame():
    with pytest.raises(ValueError, match="refuse, lowest, zero"):
        score_frame(long([3]), RUBRIC, unfilled="guess")
    with pytest.raises(TypeError):
        score_frame([1, 2], RUBRIC)
    with pytest.raises(TypeError, match="its id or path, not NoneType"):
        score_frame(long([3]), None)
    with pytest.raises(SpbeError):
        score_frame(long([3]), "spbe-1999")


@pytest.mark.parametrize("rule", ["exact", "rounded"])
@pytest.mark.parametrize("name", ["spbe-2018", "spbe-2020", "pemdi-2026"])
def test_bands_and_roundings_of_every_sum(name, rule):
    """Every sum of whole levels that can come out, its band at each edge and its decimals at each tie."""
    rubric = load_rubric(name)._replace(decided_by=rule)
    whole = scaled(rubric)
    node = whole.index
    least = min(leaf.low for leaf in whole.leaves)
    edges = {edge for band in rubric.bands for edge in (band.values.low, band.values.high)}
    near = {int(edge * node.bottom) + off for edge in edges for off in range(-5 * 10**4, 5 * 10**4, 997)}
    step = 1 if whole.per == 1 else 99_991
    for top in sorted({*range(node.total(least), node.total(5 * whole.per) + 1, step), *near}):
        value = Fraction(top, node.bottom)
        if not node.total(least) <= top <= node.total(5 * whole.per):
            continue
        assert Fraction(node.hundredths(top), 100) == half_up(value)
        decides = node.hundredths(top) if whole.rounded else top
        (band,) = [one.name for one in whole.steps if one.least <= decides <= one.most]
        assert band == verdict(rubric.bands, rule, value).name


def test_an_instrument_in_whole_numbers_and_back():
    for name in ("spbe-2018", "spbe-2020", "pemdi-2026"):
        rubric = load_rubric(name)
        whole = scaled(rubric)
        assert from_plain([list(part) if isinstance(part, tuple) else part for part in whole]) == whole
        values = {leaf.code: Fraction(1 + place % 5) for place, leaf in enumerate(rubric.leaves())}
        found = evaluate(rubric.tree, values)
        for node in whole.nodes:
            top = sum(share * value * whole.per for share, value in zip(node.shares, values.values(), strict=True))
            assert found[node.code] == Fraction(top) / node.bottom
            common = 1
            for prime, power in node.powers():
                common *= prime if top % power == 0 else 1
            assert (Fraction(top) / node.bottom).denominator * common == node.bottom


def test_a_tie_is_rounded_up_and_shown_as_the_nearest_double():
    # 34 x 3 and 13 x 4 is 3.2825 and 3.285 comes of one level of 2.75 percent less.
    levels = [3] * 47
    (row,) = rows_of(score_frame(long(levels), RUBRIC))
    assert row["index"] == 3.0
    assert display(half_up(Fraction(6570, 2000))) == "3.29"
    assert scaled(RUBRIC).index.hundredths(6570) == 329


def test_below_all_bands_it_is_the_first():
    (row,) = rows_of(score_frame(long([1]), RUBRIC, unfilled="zero"))
    assert (row["band"], row["index"], row["complete"]) == (band_name(RUBRIC.bands, Fraction(0)), 0.01, False)


@pytest.mark.parametrize("engine", ENGINES)
def test_indicators_in_a_column_of_binary_numbers(engine):
    """As pandas makes it of a column of numbers with blanks in it: 3.0 is 3, 35.1 an input, NaN no indicator."""
    rubric = load_rubric("pemdi-2026")
    inputs = [leaf.number for leaf in rubric.leaves()]
    names = [float(number.replace("-", ".")) for number in inputs]
    columns = {
        "agency": ["A"] * (len(names) + 2),
        "indicator": [*names, float("nan"), None],
        "level": [3.0] * len(names) + [float("nan"), 2.0],
    }
    (row,) = rows_of(score_frame(into(engine, pa.table(columns)), rubric))
    assert (row["answered"], row["unknown"], row["index_exact"]) == (len(names), 1, "3")
    text = pa.table({**columns, "indicator": [*map(str, names), "nan", ""]})
    assert rows_of(score_frame(into(engine, text), rubric)) == [row]


def test_a_csv_with_blanks_as_pandas_reads_it(tmp_path):
    lines = [f"Kota A,2023,{number},{level}" for number, level in zip(range(1, 48), [3] * 46 + [""], strict=True)]
    (tmp_path / "t.csv").write_text("\n".join(["agency,year,indicator,level", *lines, ",,,"]), encoding="utf-8")
    frame = pd.read_csv(tmp_path / "t.csv")
    assert frame["indicator"].dtype == frame["level"].dtype == "float64"
    first, other = score_frame(frame, RUBRIC).sort_values("answered", ascending=False).to_dict("records")
    assert (first["agency"], first["year"], first["answered"], first["unfilled"]) == ("Kota A", 2023, 46, 1)
    assert pd.isna(other["agency"])


@pytest.mark.parametrize("engine", ENGINES)
def test_agencies_and_years_without_a_name_are_one(engine):
    names = pa.table(
        {"agency": [None, "", " \u00a0"], "year": [None, float("nan"), None], "indicator": [1, 2, 3], "level": [3] * 3}
    )
    (row,) = rows_of(score_frame(into(engine, names), RUBRIC))
    assert (row["agency"], row["year"], row["answered"]) == (None, None, 3)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["index", "band", "D1", "answered"])
def test_a_key_that_is_named_like_a_result(engine, name):
    for keys in ({"agency": name}, {"year": name}):
        columns = {name: ["A"], "other": ["B"], "indicator": ["I1"], "level": [3]}
        with pytest.raises(SpbeError) as caught:
            score_frame(into(engine, pa.table(columns)), RUBRIC, **{"agency": "other", **keys})
        assert [found.code for found in caught.value.problems] == ["E851"]


def test_every_column_that_comes_out_is_refused_as_a_key():
    (row,) = rows_of(score_frame(long([3]), RUBRIC))
    for name in list(row)[1:]:
        with pytest.raises(SpbeError):
            score_frame(long([3]), RUBRIC, agency=name)


@pytest.mark.parametrize("engine", ENGINES)
def test_two_columns_of_one_indicator(engine):
    with pytest.raises(SpbeError) as caught:
        score_frame(into(engine, pa.table({"agency": ["A"], "I1": [1], "I2": [2], "1": [3]})), RUBRIC)
    (found,) = caught.value.problems
    assert (found.code, dict(found.args)["first"], dict(found.args)["second"]) == ("E846", "I1", "1")


def test_columns_that_are_named_by_numbers():
    frame = pd.DataFrame({"agency": ["A"], **{number: [3] for number in range(1, 48)}})
    (row,) = rows_of(score_frame(frame, RUBRIC))
    assert row["index_exact"] == "3"
