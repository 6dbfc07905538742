"""Files with tables of levels: what is one, how it may be written, and what is told when it cannot be read."""

from __future__ import annotations

import datetime
import os

import pandas
import pyarrow as pa
import pyarrow.parquet
import pytest

from spbe_index import SpbeError, load_rubric
from spbe_index.levels import TABLE_LIMITS, is_level_table, score_levels
from spbe_index.levels.names import Names

CODES = [leaf.code for leaf in load_rubric("spbe-2020").leaves()]
WIDE = "Instansi,Tahun," + ",".join(CODES) + "\n"


def long_csv(*changes, head="Instansi;Tahun;Indikator;Tingkat", agency="Kota Tegal", year="2023"):
    rows = [f"{agency};{year};{code};3" for code in CODES]
    return "\n".join([head, *rows, *changes]) + "\n"


def scored(tmp_path, text, name="t.csv", encoding="utf-8", **options):
    (tmp_path / name).write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return score_levels(tmp_path / name, **options).table.to_pylist()


def refused(tmp_path, content, **options):
    with pytest.raises(SpbeError) as caught:
        scored(tmp_path, content, **options)
    return caught.value.problems[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(
    "head",
    ["Instansi;Tahun;Indikator;Tingkat", "AGENCY;year;Indicator;LEVEL", "Nama Instansi;Tahun Penilaian;Kode;Nilai"],
)
def test_headings_and_encodings(tmp_path, head, encoding):
    (row,) = scored(tmp_path, long_csv(head=head, agency="Kabupaten Érà"), encoding=encoding)
    assert (row["agency"], row["year"], row["rubric"]) == ("Kabupaten Érà", 2023, "spbe-2020")
    assert (row["index"], row["index_exact"], row["band"], row["D3"]) == (3.0, "3", "Baik", 3.0)
    assert (row["status"], row["message"], row["errors"], row["warnings"]) == ("scored", "", 0, 0)


def test_the_columns_in_their_order(tmp_path):
    (row,) = scored(tmp_path, long_csv(), shown="nasional.csv")
    first = "file agency group year stage rubric index index_exact band complete errors warnings status message"
    counts = "answered unfilled invalid repeated unknown"
    assert list(row)[:21] == [*first.split(), *counts.split(), "D1", "A1"]
    assert row["file"] == "nasional.csv"


def test_a_wide_table(tmp_path):
    text = WIDE + "Kota Tegal,2023," + ",".join(["4"] * 47) + "\nKota Solo,2023," + ",".join(["4"] * 46) + ",\n"
    tegal, solo = scored(tmp_path, text)
    assert (tegal["index_exact"], tegal["band"]) == ("4", "Sangat Baik")
    assert (solo["status"], solo["unfilled"], solo["index"], solo["D1"]) == ("incomplete", 1, None, 4.0)
    assert solo["message"] == "Belum ada indeks: 1 butir kosong, 0 tidak sah."


def test_groups_and_stages(tmp_path):
    head = "Instansi;Kelompok;Tahun;Tahap;Indikator;Tingkat"
    rows = [
        f"Kota Tegal;Kota;2023;{stage};{code};{level}"
        for stage, level in (("mandiri", 4), ("akhir", 3))
        for code in CODES
    ]
    found = scored(tmp_path, "\n".join([head, *rows]), language="en")
    assert [(row["group"], row["stage"], row["index"]) for row in found] == [
        ("Kota", "mandiri", 4.0),
        ("Kota", "akhir", 3.0),
    ]


def test_what_contradicts_what_is_repeated_and_what_is_unknown(tmp_path):
    more = ["Kota Tegal;2023;I1;4", "Kota Tegal;2023;I2;3", "Kota Tegal;2023;I60;3", "Kota Tegal;2023;Jumlah;"]
    (row,) = scored(tmp_path, long_csv(*more), language="en")
    assert {name: row[name] for name in ("answered", "unfilled", "invalid", "repeated", "unknown")} == {
        "answered": 46, "unfilled": 0, "invalid": 1, "repeated": 1, "unknown": 1,
    }  # fmt: skip
    assert (row["errors"], row["warnings"], row["status"]) == (2, 1, "incomplete")
    assert row["message"] == "No index yet: 0 items blank, 1 invalid; levels of no indicator of its instrument: 1."


def test_without_a_year_the_only_instrument_that_fits(tmp_path):
    (row,) = scored(tmp_path, long_csv(year=""))
    assert (row["rubric"], row["year"], row["status"]) == ("spbe-2020", None, "scored")


def test_no_instrument_is_told_and_not_guessed(tmp_path):
    row, other = scored(tmp_path, "Instansi,Tahun,Indikator,Tingkat\nA,,I1,3\nA,,I2,3\nB,2023,I1,3\n")
    assert (row["status"], row["index"], row["rubric"], row["errors"]) == ("failed", None, None, 1)
    assert row["message"] == (
        "Tahun dan indikatornya tidak menunjukkan satu instrumen: isi tahunnya, atau pakai --rubric "
        "(spbe-2018, spbe-2020, pemdi-2026)."
    )
    assert other["status"] == "incomplete"


def test_a_year_that_is_not_the_instruments(tmp_path):
    (row,) = scored(tmp_path, long_csv(year="2018"), rubric="spbe-2020")
    assert (row["status"], row["warnings"]) == ("scored", 1)


def test_numbers_as_agencies_and_odd_types(tmp_path):
    count = len(CODES)
    day = datetime.date(2023, 1, 1)
    columns = {"agency": [7] * count + [None] * count, "year": [2023.0] * 2 * count, "indicator": CODES * 2}
    for level, invalid in (
        ([3] * 2 * count, 0),
        ([True] * 2 * count, 47),
        ([day] * 2 * count, 47),
        ([400] * 2 * count, 47),
    ):
        pa.parquet.write_table(pa.table({**columns, "level": level}), tmp_path / "t.parquet")
        first, second = score_levels(tmp_path / "t.parquet").table.to_pylist()
        assert (first["agency"], second["agency"]) == ("7", "")
        assert (first["invalid"], first["year"]) == (invalid, 2023)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E107"),
        (b"PAR1 and nothing more", "E103"),
        (b"PAR1" + bytes(50) + b"PAR1", "E103"),
        (b"\0\1\2\3", "E101"),
        ("Instansi,Nilai\nA,3\n", "E841"),
        ("Nomor,Indikator,Tingkat\n1,I1,3\n", "E841"),
        ("Instansi,Indikator\nA,I1\n", "E841"),
        ("Instansi,Tahun,Indikator,Tingkat\n", "E850"),
        ("Instansi,Indikator,Tingkat\n,,\n\n,,\n", "E850"),
        ("Instansi,Tahap,Indikator,Tingkat\n" + "".join(f"A,t{n},I1,3\n" for n in range(1002)), "E118"),
    ],
)
def test_what_cannot_be_read(tmp_path, content, code):
    assert refused(tmp_path, content).code == code


@pytest.mark.parametrize("rubric", [None, "spbe-2020"])
@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_a_year_that_is_none_costs_its_own_agency_alone(tmp_path, form, rubric):
    bad = {2: "2O23", 4: "kemarin"}
    rows = [{"Instansi": f"Kota {n}", "Tahun": bad.get(n, "2023"), **dict.fromkeys(CODES, 3)} for n in range(6)]
    frame = pandas.DataFrame(rows)
    path = tmp_path / f"t.{form}"
    if form == "xlsx":
        frame.to_excel(path, index=False)
    elif form == "csv":
        frame.to_csv(path, index=False)
    else:
        frame.to_parquet(path)
    table, told = score_levels(path, rubric, language="en", block_rows=2)
    found = [(row["agency"], row["year"], row["index_exact"], row["status"]) for row in table.to_pylist()]
    assert found == [
        (f"Kota {n}", None, None, "failed") if n in bad else (f"Kota {n}", 2023, "3", "scored") for n in range(6)
    ]
    assert table.column("message")[2].as_py() == "The column of years holds 2O23, which is no year, in a row of Kota 2."
    assert table.column("errors").to_pylist() == [0, 0, 1, 0, 1, 0]
    assert [(one.code, dict(one.args)) for one in told] == [
        ("E842", {"found": year, "agency": f"Kota {n}"}) for n, year in bad.items()
    ]


def test_a_file_that_is_not_there():
    with pytest.raises(SpbeError) as caught:
        score_levels("tidak ada.parquet")
    assert caught.value.problems[0].code == "E108"


@pytest.mark.skipif(os.name != "posix", reason="a limit that this system does not have")
def test_limits_on_memory_and_time(tmp_path):
    assert refused(tmp_path, long_csv(), limits=TABLE_LIMITS._replace(memory_mb=200)).code == "E849"
    assert refused(tmp_path, long_csv(), limits=TABLE_LIMITS._replace(seconds=0)).code == "E105"


def test_a_process_that_dies_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("spbe_index.levels._PROGRAM", "import os\nos.abort()")
    assert refused(tmp_path, long_csv()).code == "E110"
    monkeypatch.setattr("spbe_index.levels._PROGRAM", "print('scored'); print('nonsense')")
    assert refused(tmp_path, long_csv()).code == "E110"


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        ("Instansi,Tahun,Indikator,Tingkat", True),
        ("agency;year;indicator;level", True),
        ("INSTANSI\tI1\tI2", True),
        ("No,Indikator,Tingkat", False),
        ("Kode,Nama,Tingkat", False),
        ("Instansi,Indeks,Predikat", False),
        ("", False),
    ],
)
def test_what_is_such_a_table(tmp_path, head, is_one):
    (tmp_path / "t.csv").write_text(head, encoding="utf-8")
    assert is_level_table(tmp_path / "t.csv") is is_one


def test_a_workbook_is_none_and_parquet_is(tmp_path):
    assert not is_level_table("examples/kemenko-perekonomian-2021.xlsx")
    pa.parquet.write_table(pa.table({"a": [1]}), tmp_path / "t.parquet")
    assert is_level_table(tmp_path / "t.parquet")


def test_names_keep_their_places_in_any_order():
    names, known = Names(), {}
    for part in (["b", "c"], ["c", "d"], ["a ", "d"], ["a", "e", "b"], ["e", "f"], ["f", "g"]):
        places = names.places(pa.array(part)).tolist()
        assert places == [known.setdefault(name.strip(), len(known)) for name in part]
    assert names.nameless() == names.nameless() == len(known)
    assert names.places(pa.array(["z"])).tolist() == [len(known) + 1]
    assert names.all().to_pylist() == [*known, "", "z"]
