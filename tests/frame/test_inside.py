"""What stands between the rows of a table and is none of them: headings that come again, titles of another year."""

from __future__ import annotations

import pytest

from spbe_index import SpbeError, load_rubric
from spbe_index.levels import score_levels

CODES = [leaf.code for leaf in load_rubric("spbe-2020").leaves()]
HEAD = f"No;OPD;{';'.join(CODES)}"
FIRST, SECOND = (f"{at};Dinas {name};{';'.join([level] * 47)}" for at, name, level in ((1, "A", "3"), (2, "B", "4")))


def scored(tmp_path, *lines):
    path = tmp_path / "t.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    table, told = score_levels(path, "spbe-2020")
    return [(row["agency"], row["year"], row["index_exact"]) for row in table.to_pylist()], [
        (one.code, dict(one.args)) for one in told
    ]


def refused(tmp_path, *lines):
    with pytest.raises(SpbeError) as caught:
        scored(tmp_path, *lines)
    (told,) = caught.value.problems
    return told.code, dict(told.args)


def test_the_same_headings_once_more_are_passed_over(tmp_path):
    found, told = scored(tmp_path, HEAD, FIRST, HEAD, SECOND, HEAD.upper())
    assert found == [("Dinas A", None, "3"), ("Dinas B", None, "4")]
    assert told == [("N898", {"count": "2"})]


def test_those_of_a_long_table_are_no_indicator(tmp_path):
    rows = [f"Kota A,{code},3" for code in CODES]
    found, told = scored(tmp_path, "Instansi,Indikator,Nilai", *rows, "Instansi,Indikator,Nilai")
    assert found == [("Kota A", None, "3")]
    assert told == [("N898", {"count": "1"})]


@pytest.mark.parametrize(
    "other",
    [
        f"No;OPD;{';'.join(reversed(CODES))}",
        f"No;OPD;{';'.join(str(number) for number in range(1, 48))}",
        f"No;Nama Instansi;{';'.join(['Kebijakan'] * 47)}",
    ],
)
def test_other_headings_are_refused(tmp_path, other):
    """Read on, levels would stand under the wrong indicators."""
    code, about = refused(tmp_path, HEAD, FIRST, other, SECOND)
    assert (code, about["cause"]) == ("E898", "headings")
    assert about["found"].startswith(", ".join(other.split(";")[1:4]))


def test_columns_that_changed_places_are_refused(tmp_path):
    rows = [f"Kota A,{code},3" for code in CODES]
    swapped = ["Indikator,Instansi,Nilai", *(f"{code},Kota B,3" for code in CODES)]
    assert refused(tmp_path, "Instansi,Indikator,Nilai", *rows, *swapped)[0] == "E898"


@pytest.mark.parametrize("cells", ["", ";".join(["2.5"] * 47), ";".join(["3"] * 47)])
def test_a_group_of_agencies_may_be_called_as_a_heading_is(tmp_path, cells):
    """The title of a section, or a row that somebody made for all agencies of a kind."""
    found, _ = scored(tmp_path, HEAD, FIRST, f";Kementerian/Lembaga;{cells}", SECOND)
    assert [row for row in found if row[0].startswith("Dinas")] == [("Dinas A", None, "3"), ("Dinas B", None, "4")]


def test_so_may_one_in_a_long_table(tmp_path):
    rows = [f"{name},{group},{code},3" for name, group in (("Kota A", "Kota"), ("Kab/Kota", "Semua")) for code in CODES]
    found, told = scored(tmp_path, "Instansi,Kelompok,Indikator,Nilai", *rows, "Kementerian/Lembaga,Pusat,,")
    assert found[:2] == [("Kota A", None, "3"), ("Kab/Kota", None, "3")]
    assert not any(code == "E898" for code, _ in told)


@pytest.mark.parametrize(
    "title", ["Rekap Tahun 2024", "Rekap Tahun 2024;" + ";" * 47, ";Tahun 2024;" + ";" * 46, "2024"]
)
@pytest.mark.parametrize("above", [["Rekap Tahun 2023"], []])
def test_a_title_of_another_year_is_refused(tmp_path, above, title):
    code, about = refused(tmp_path, *above, HEAD, FIRST, title, SECOND)
    assert (code, about["cause"]) == ("E898", "year")
    assert "2024" in about["found"]


@pytest.mark.parametrize(
    "lines",
    [
        (FIRST, SECOND, "Rekap Tahun 2024"),
        (FIRST, "Rekap Tahun 2023", SECOND),
        (FIRST, "Sesuai Permen PANRB Nomor 59 Tahun 2020", SECOND),
        (FIRST, "A. Kementerian", SECOND, '"Jakarta, 2 Januari 2024"', "Data per tahun 2024"),
    ],
)
def test_a_note_is_no_title_of_another_year(tmp_path, lines):
    found, told = scored(tmp_path, "Rekap Tahun 2023", HEAD, *lines)
    assert found == [("Dinas A", 2023, "3"), ("Dinas B", 2023, "4")]
    assert [code for code, _ in told] == ["N848"]


def test_where_a_column_tells_the_year_a_title_says_nothing(tmp_path):
    lines = [
        "OPD;Tahun;" + ";".join(CODES),
        FIRST[2:].replace("A;", "A;2023;"),
        "Tahun 2024",
        SECOND[2:].replace("B;", "B;2024;"),
    ]
    assert scored(tmp_path, *lines)[0] == [("Dinas A", 2023, "3"), ("Dinas B", 2024, "4")]
