"""Tables of levels of instruments of one's own: their answers have codes of whatever letters, and are found by them."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import openpyxl
import pandas
import pyarrow as pa
import pyarrow.parquet
import pytest
from engines import ENGINES, into, rows_of

from spbe_index import SpbeError, load_rubric, score_frame
from spbe_index.core.rubric import Rubric
from spbe_index.levels import is_level_table, score_levels
from spbe_index.write.words import Words

LEVELS = ("2.5", "3", "1.75", "4", "2", "0", "3.25")
STEPS = "{level: 1, name: {id: Satu}, summary: {id: Satu.}, values: {from: '0', from_included: true, to: '4', to_included: true}}"  # noqa: E501


class Own(NamedTuple):
    """An instrument: letters and names of its floors; its tree, with the weights of the answers."""

    kinds: tuple[tuple[str, str], ...]
    tree: dict[str, Any]

    def answers(self) -> dict[str, Fraction]:
        return {code: Fraction(weight) for code, weight in _answers(self.tree)}


#: One floor's letters; two letters, with parts that share them; parts of other letters; numbers that two floors share;
#: noughts that tell two apart; the letter of a shipped instrument's domains; and a floor above that is "Indikator".
SINGLE = Own(
    (("P", "Pilar"), ("B", "Butir")), {"P1": {"B1": 20, "B2": 40}, "P2": {"B3": 30, "B4": "9.5", "B10": "0.5"}}
)
PARTS = Own(
    (("RN", "Ranah"), ("SL", "Soal"), ("SL", "Bagian")),
    {"RN1": {"SL1": "25", "SL2": "25", "SL13": {"SL13-1": "100/3", "SL13-2": "50/3"}}},
)
OTHER_PARTS = Own(
    (("SL", "Soal"), ("KR", "Kriteria")), {"SL1": "30", "SL2": {"KR2-1": "30", "KR2-2": "20"}, "SL3": "20"}
)
SHARED = Own((("U", "Unsur"), ("B", "Butir")), {"U1": {"B1": "30", "B2": "10", "B3": "25"}, "U3": "35"})
PADDED = Own((("P", "Pilar"), ("B", "Butir")), {"P1": {"B01": "30", "B1": "45", "B0": "25"}})
DOMAINS = Own((("I", "Induk"), ("D", "Soal")), {"I1": {"D1": "30", "D2": "45", "D3": "25"}})
ABOVE = Own((("IND", "Indikator"), ("KRA", "Kriteria Antara")), {"IND1": {"KRA1": "60"}, "IND2": {"KRA2": "40"}})
OWN = {
    "single": SINGLE, "parts": PARTS, "other parts": OTHER_PARTS, "shared": SHARED, "padded": PADDED,
    "domains": DOMAINS, "above": ABOVE,
}  # fmt: skip


def _answers(tree: dict[str, Any]):
    for code, below in tree.items():
        yield from _answers(below) if isinstance(below, dict) else [(code, below)]


def _items(tree: dict[str, Any]) -> str:
    """The items as a list in YAML."""
    return f"[{', '.join(_item(code, below) for code, below in tree.items())}]"


def _item(code: str, below: Any) -> str:
    weight = sum((Fraction(one) for _, one in _answers({code: below})), Fraction(0))
    number = re.sub("^[A-Z]+", "", code)
    rest = f"children: {_items(below)}" if isinstance(below, dict) else "scale: satu"
    return f"{{code: {code}, number: '{number}', name: {{id: Hal {code} itu}}, weight: '{weight}', {rest}}}"


def written(own: Own, path) -> str:
    """The instrument as a rubric file; its path."""
    kinds = "".join(f"  - {{kind: k{at}, prefix: {p}, name: {{id: {n}}}}}\n" for at, (p, n) in enumerate(own.kinds))
    path.write_text(
        "schema: spbe-rubric/1\nid: punya-kami\ntitle: {id: Punya kami}\nindex_name: {id: Indeks}\n"
        "regulation: {number: {id: Nomor 1}, about: {id: coba}}\nyears: {first: 2020}\n"
        f"kinds:\n{kinds}scales:\n  - {{key: satu, name: {{id: Satu}}, from: '0', to: '4', levels: [{STEPS}]}}\n"
        "bands:\n  decided_by: exact\n  list:\n"
        "    - {name: {id: Ada}, values: {from: '0', from_included: true, to: '4', to_included: true}}\n"
        f"tree: {_items(own.tree)}\n",
        encoding="utf-8",
    )
    return str(path)


@pytest.fixture(params=OWN, scope="module")
def at_hand(request, tmp_path_factory) -> tuple[Own, str, Rubric, dict[str, str], str]:
    """An instrument, its file, itself, a level for each answer, and the exact index that these come to."""
    own = OWN[request.param]
    file = written(own, tmp_path_factory.mktemp("own") / "own.yaml")
    levels = dict(zip(own.answers(), LEVELS, strict=False))
    index = sum((weight * Fraction(Decimal(levels[code])) for code, weight in own.answers().items()), Fraction(0)) / 100
    return own, file, load_rubric(file), levels, str(index)


def wide(levels: dict[str, str]) -> pa.Table:
    """Kota A has all levels, Kota B the first alone."""
    first = next(iter(levels))
    cells = {code: [level, level if code == first else ""] for code, level in levels.items()}
    return pa.table({"agency": ["Kota A", "Kota B"], **cells})


def long(levels: dict[str, str]) -> pa.Table:
    """The same in rows."""
    held = wide(levels).to_pydict()
    rows = [(name, code, held[code][at]) for at, name in enumerate(held["agency"]) for code in levels]
    return pa.table(dict(zip(("agency", "indicator", "level"), map(list, zip(*rows, strict=True)), strict=True)))


def told(rows: list[dict[str, Any]]) -> dict[str, tuple[Any, ...]]:
    names = ("index_exact", "answered", "unfilled", "invalid", "unknown")
    return {row["agency"]: tuple(row[name] for name in names) for row in rows}


@pytest.mark.parametrize("shape", [wide, long])
@pytest.mark.parametrize("engine", ENGINES)
def test_in_a_frame_of_every_engine(engine, shape, at_hand):
    _, _, rubric, levels, index = at_hand
    rows = told(rows_of(score_frame(into(engine, shape(levels)), rubric)))
    assert rows == {"Kota A": (index, len(levels), 0, 0, 0), "Kota B": (None, 1, len(levels) - 1, 0, 0)}


@pytest.mark.parametrize("shape", [wide, long])
@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_in_a_file_of_every_form(tmp_path, form, shape, at_hand):
    _, file, _, levels, index = at_hand
    table = shape(levels)
    path = tmp_path / f"t.{form}"
    if form == "parquet":
        pa.parquet.write_table(table, path)
    elif form == "csv":
        table.to_pandas().to_csv(path, index=False)
    else:
        book = openpyxl.Workbook()
        for row in (table.column_names, *map(list, zip(*table.to_pydict().values(), strict=True))):
            book.active.append(row)
        book.save(path)
    assert is_level_table(path, file)
    found, problems = score_levels(path, file)
    assert told(found.to_pylist()) == {
        "Kota A": (index, len(levels), 0, 0, 0),
        "Kota B": (None, 1, len(levels) - 1, 0, 0),
    }
    assert [one.code for one in problems] == []


@pytest.mark.parametrize(
    "spelling",
    [str.lower, " {} ".format, lambda code: re.sub("([A-Z]+)", r"\1. ", code), lambda code: code.replace("-", "_")],
)
def test_codes_are_written_in_many_ways(tmp_path, spelling, at_hand):
    _, file, rubric, levels, index = at_hand
    spelt = {spelling(code): level for code, level in levels.items()}
    for shape in (wide, long):
        for engine in ("pandas", "polars", "duckdb"):
            found = told(rows_of(score_frame(into(engine, shape(spelt)), rubric)))
            assert found["Kota A"] == (index, len(levels), 0, 0, 0), (engine, shape)
        shape(spelt).to_pandas().to_csv(tmp_path / "t.csv", index=False)
        assert told(score_levels(tmp_path / "t.csv", file).table.to_pylist())["Kota A"][0] == index


@pytest.mark.parametrize(
    ("own", "form"),
    [
        (SINGLE, "{}"),
        (PARTS, "{}"),
        (OTHER_PARTS, "{}"),
        (PADDED, "{}"),
        (SINGLE, "Butir {}"),
        (SINGLE, "Nilai Butir {}"),
        (PARTS, "Indikator {}"),
    ],
)
def test_numbers_alone_and_names_of_floors(tmp_path, own, form):
    rubric = load_rubric(file := written(own, tmp_path / "own.yaml"))
    codes = list(own.answers())
    levels = {form.format(re.sub("^[A-Z]+", "", code)): LEVELS[at] for at, code in enumerate(codes)}
    expected = score_frame(wide(dict(zip(codes, LEVELS, strict=False))), rubric).to_pylist()
    for shape in (wide, long) if "Nilai" not in form else (wide,):
        assert told(score_frame(shape(levels), rubric).to_pylist()) == told(expected)
        shape(levels).to_pandas().to_csv(tmp_path / "t.csv", index=False)
        assert told(score_levels(tmp_path / "t.csv", file).table.to_pylist()) == told(expected)


def test_a_number_of_two_answers_is_neither(tmp_path):
    file = written(SHARED, tmp_path / "own.yaml")
    levels = {"1": "4", "2": "4", "3": "4", "U3": "4"}
    for shape in (wide, long):
        assert told(score_frame(shape(levels), file).to_pylist())["Kota A"] == (None, 3, 1, 0, 1)
        shape(levels).to_pandas().to_csv(tmp_path / "t.csv", index=False)
        found, problems = score_levels(tmp_path / "t.csv", file)
        assert told(found.to_pylist())["Kota A"] == (None, 3, 1, 0, 1)
        (one,) = problems
        assert (one.code, dict(one.args)["found"], dict(one.args)["example"]) == ("N857", "3", "B1")


@pytest.mark.parametrize(
    ("own", "others"),
    [
        (SINGLE, ["P1", "P2", "I1", "D1"]),
        (PARTS, ["RN1", "I2"]),
        (DOMAINS, ["I1", "A1"]),
        (ABOVE, ["IND1", "IND2", "Indikator 1"]),
    ],
)
def test_codes_of_other_floors_and_instruments_are_no_answers(tmp_path, own, others):
    file = written(own, tmp_path / "own.yaml")
    levels = dict(zip(own.answers(), LEVELS, strict=False))
    whole = told(score_frame(wide(levels), file).to_pylist())
    more = levels | dict.fromkeys(others, "4")
    assert told(score_frame(wide(more), file).to_pylist()) == whole
    wide(more).to_pandas().to_csv(tmp_path / "t.csv", index=False)
    found, problems = score_levels(tmp_path / "t.csv", file)
    assert told(found.to_pylist()) == whole
    assert [(one.code, dict(one.args)["found"]) for one in problems] == [("N849", ", ".join(others))]
    assert told(score_frame(long(more), file).to_pylist())["Kota A"] == (*whole["Kota A"][:4], len(others))


def test_years_in_headings_and_names_behind_codes(tmp_path):
    file = written(PARTS, tmp_path / "own.yaml")
    codes = list(PARTS.answers())
    heads = [f"{code}_{year}" for year in (2027, 2028) for code in codes]
    (tmp_path / "t.csv").write_text(f"Instansi,{','.join(heads)}\nA,{','.join(['2'] * 4 + ['3'] * 4)}\n", "utf-8")
    rows = score_levels(tmp_path / "t.csv", file).table.to_pylist()
    assert [(row["year"], row["index_exact"]) for row in rows] == [(2027, "2"), (2028, "3")]
    frame = pandas.DataFrame([["A", 1, 2, 3, 4]], columns=["agency", *(f"{code} - Hal {code} itu" for code in codes)])
    assert score_frame(frame, file)["answered"].tolist() == [4]
    swapped = frame.rename(columns={"SL1 - Hal SL1 itu": "SL1 - Hal SL2 itu"})
    with pytest.raises(SpbeError) as caught:
        score_frame(swapped, file)
    (one,) = caught.value.problems
    assert one.code == "E848"
    assert (dict(one.args)["one"], dict(one.args)["two"], dict(one.args)["example"]) == ("SL1", "SL2", "SL1")


def refusals(tmp_path, file: str, table: pandas.DataFrame) -> list[str]:
    """What is said by both doors, as sentences."""
    table.to_csv(tmp_path / "t.csv", index=False)
    said = []
    for door in (
        lambda: score_frame(table.rename(columns={"Instansi": "agency"}), file),
        lambda: score_levels(tmp_path / "t.csv", file),
    ):
        with pytest.raises(SpbeError) as caught:
            door()
        said += [" ".join((one.code, *Words("en").tell(one))) for one in caught.value.problems]
    return said


def test_refusals_name_codes_of_the_instrument_at_hand(tmp_path):
    file = written(PARTS, tmp_path / "own.yaml")
    for said in refusals(tmp_path, file, pandas.DataFrame({"Instansi": ["A"], "I1": [1], "I2": [2]})):
        assert said.startswith("E841")
        assert "Agency, Year, SL1, SL2, SL13-1." in said
    for said in refusals(tmp_path, file, pandas.DataFrame({"Instansi": ["A"], "SL13-1": [1], "sl13.1": [2]})):
        assert said.startswith("E846")
        assert "both hold the SL13-1" in said
    for said in refusals(tmp_path, file, pandas.DataFrame({"Instansi": ["A"], "Nilai 1": [1], "Nilai 2": [2]})):
        assert said.startswith("E848")
        assert "for example SL1, or SL1 2023" in said


def test_what_is_no_level_is_told_by_its_code_and_what_is_unknown_is_not_called_that(tmp_path):
    file = written(SINGLE, tmp_path / "own.yaml")
    codes = list(SINGLE.answers())
    rows = "".join(f"A,{code},{level}\n" for code, level in zip(codes, ["2", "9", "2", "2", "2"], strict=True))
    (tmp_path / "t.csv").write_text(f"Instansi,Indikator,Tingkat\n{rows}A,I1,3\nA,B99,3\n", encoding="utf-8")
    found, problems = score_levels(tmp_path / "t.csv", file)
    assert told(found.to_pylist())["A"] == (None, 4, 0, 1, 2)
    assert {one.code: dict(one.args)["found"] for one in problems} == {"W899": "A B2", "N857": "B99, I1"}
    rows = "".join(f"A,{code},Hal B2 itu,2\n" for code in codes[:2])
    (tmp_path / "t.csv").write_text(f"Instansi,Kode Indikator,Nama Indikator,Tingkat\n{rows}", encoding="utf-8")
    assert {one.code: dict(one.args) for one in score_levels(tmp_path / "t.csv", file).problems} == {
        "W858": {"count": "1", "key": "B1", "found": "Hal B2 itu"}
    }
