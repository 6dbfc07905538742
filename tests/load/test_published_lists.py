"""Tables of results: every heading and shape that is understood, and a cell for whatever is not."""

from __future__ import annotations

from fractions import Fraction

import openpyxl
import pytest

from spbe_index.core.problem import SpbeError
from spbe_index.load.folding import fold, phrases
from spbe_index.load.list_headings import LIST_HEADINGS, NODE_CODE, read_list_heading
from spbe_index.load.published import read_published
from spbe_index.load.rubric import schema
from spbe_index.load.sheets import Limits
from spbe_index.load.titles import RUBRIC_ID


def written(tmp_path, *rows, name="daftar.xlsx", before=None):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Daftar"
    for row in rows:
        sheet.append(list(row))
    if before:
        before(book)
    path = tmp_path / name
    book.save(path)
    return path


def understood(tmp_path, *rows, **more):
    found, problems = read_published(written(tmp_path, *rows, **more))
    return found.rows, [(problem.code, problem.place.cell) for problem in problems]


HEAD = ["Tahun", "Instansi", "Kelompok", "D1", "D2", "Indeks SPBE", "Predikat"]


def test_an_indonesian_table(tmp_path):
    rows, problems = understood(
        tmp_path,
        ["Hasil Evaluasi SPBE"],
        [],
        ["No", *HEAD],
        [1, 2023, "Pemkot Tegal", "Kota", "4,60", 3.6, "3,76", "Sangat Baik"],
        [2, 2023, "Badan Pusat Statistik", "LPNK", 4.2, "-", 4.17, "Sangat Baik"],
        ["", "", "Keterangan: daftar contoh"],
    )
    assert problems == []
    tegal, bps = rows
    assert (tegal.agency, tegal.year, tegal.rubric, tegal.kind) == ("Pemkot Tegal", 2023, "spbe-2020", "kota")
    assert (tegal.printed, tegal.exact, tegal.band) == (Fraction("3.76"), None, "Sangat Baik")
    assert tegal.values == (("D1", Fraction("4.6")), ("D2", Fraction("3.6")))
    assert bps.values == (("D1", Fraction("4.2")),)
    assert tegal.place.cell == "C4"


def test_the_table_of_many_files(tmp_path):
    head = "file,agency,group,year,stage,rubric,index,index_exact,band,complete,errors,warnings,status,message"
    path = tmp_path / "hasil.csv"
    path.write_text(
        f"{head},D1,A1,I1,I35-2\n"
        "a.xlsx,Kota A,Kota,2023,akhir,spbe-2020,2.95,1179/400,Baik,true,0,0,scored,,3.00,3.00,3,3\n"
        "b.xlsx,Kota B,Kota,2023,akhir,spbe-2020,,,,false,1,0,incomplete,belum diisi,,,,\n",
        encoding="utf-8",
    )
    found, problems = read_published(path)
    (row,) = found.rows
    assert (row.exact, row.values) == (Fraction(1179, 400), (("D1", Fraction(3)), ("A1", Fraction(3))))
    assert [(problem.code, problem.place.cell) for problem in problems] == [("W811", "B3")]


def test_groups_in_rows_of_their_own_two_heading_rows_and_a_year_in_the_title(tmp_path):
    rows, problems = understood(
        tmp_path,
        ["Keputusan Menteri Nomor 13 Tahun 2024"],
        ["Hasil Evaluasi SPBE Tahun 2023"],
        ["No", "Instansi", "Domain", "", "Indeks", "Predikat"],
        ["", "", "Domain 1", "Domain 2", "", ""],
        ["A", "Kementerian"],
        [1, "Kementerian Agama", 3, 4, 3.58, "Sangat Baik"],
        ["B", "Pemerintah Daerah di Bali"],
        [1, "Pemerintah Kab. Badung", 3, 4, 3.5, "Sangat Baik"],
    )
    assert problems == []
    assert [(row.kind, row.region, row.year) for row in rows] == [
        ("kementerian", "", 2023),
        ("kabupaten", "Bali", 2023),
    ]
    assert rows[0].values == (("D1", Fraction(3)), ("D2", Fraction(4)))


def test_an_index_of_more_decimals_is_an_exact_one(tmp_path):
    rows, problems = understood(
        tmp_path, ["Tahun", "Instansi", "Indeks"], [2023, "Kota A", 3.7605], [2023, "Kota B", 3.5]
    )
    assert problems == []
    assert [(row.printed, row.exact) for row in rows] == [
        (Fraction("3.76"), Fraction("3.7605")),
        (Fraction("3.50"), None),
    ]


@pytest.mark.parametrize("index", ["baik", 7, "-1", "3-4", "#N/A", True])
def test_an_index_that_is_none(tmp_path, index):
    rows, problems = understood(
        tmp_path, HEAD, [2023, "Kota A", "Kota", 3, 3, index], [2023, "Kota B", "Kota", 3, 3, 3]
    )
    assert [row.agency for row in rows] == ["Kota B"]
    assert problems == [("E811", "F2")]


def test_every_fault_of_a_list_at_once_each_with_its_cell(tmp_path):
    rows, problems = understood(
        tmp_path,
        [*HEAD, "Indeks tepat", "Warna"],
        [2023, "Kota A", "Kota", 3, 3, 3, "Baik"],
        [2023, "Pemkot A", "Kota", 3, 3, 3, "Baik"],
        ["", "Kota B", "Kota", 3, 3, 3, "Baik"],
        [2023, "", "Kota", 3, 3, 3, "Baik"],
        [2023, "Kota C", "Kota", 3, 3, "", "Baik"],
        [2023, "Perkumpulan", "", 3, 3, 3, "Baik"],
        [2023, "Kota D", "Kota", "tiga", 3, 3, "Baik", "3.1"],
        [2023, "Kota E", "Kota", 3, 3, 3, "Baik", "tiga"],
    )
    assert [row.agency for row in rows] == ["Kota A", "Perkumpulan", "Kota D", "Kota E"]
    assert problems == [
        ("N816", "I1"),
        ("E813", "B3"),
        ("E812", "B4"),
        ("E814", "F5"),
        ("W811", "B6"),
        ("W815", "B7"),
        ("W814", "H8"),
        ("W817", "D8"),
        ("W814", "H9"),
    ]


def test_two_columns_for_one_thing(tmp_path):
    head = ["Tahun", "Instansi", "Indeks 2022", "Indeks 2023"]
    rows, problems = understood(tmp_path, head, [2023, "Kota A", 2, 3])
    assert [row.printed for row in rows] == [2]
    assert problems == [("E815", "D1")]


def test_what_is_no_list_at_all(tmp_path):
    for rows, code in (
        ([["Selamat datang"]], "E810"),
        ([["Instansi", "Tahun"], ["Kota A", 2023]], "E810"),
        ([HEAD], "E810"),
        ([HEAD, [2023, "Kota A", "Kota", 3, 3, "baik"]], "E811"),
    ):
        with pytest.raises(SpbeError) as caught:
            read_published(written(tmp_path, *rows), limits=Limits())
        assert [problem.code for problem in caught.value.problems] == [code]


def test_a_hidden_sheet_is_no_list(tmp_path):
    def hide(book):
        book["Daftar"].sheet_state = "hidden"
        book.create_sheet("Lain").append(["kosong"])

    with pytest.raises(SpbeError):
        read_published(written(tmp_path, HEAD, [2023, "Kota A", "Kota", 3, 3, 3], before=hide))


def test_a_table_without_year_whose_title_names_two(tmp_path):
    rows = (["Hasil 2022 dan 2023"], ["Instansi", "Indeks"], ["Kota A", 3])
    with pytest.raises(SpbeError) as caught:
        read_published(written(tmp_path, *rows))
    assert [problem.code for problem in caught.value.problems] == ["E812"]


def test_a_year_no_instrument_is_for_and_a_rubric_of_ones_own(tmp_path):
    rows, _ = understood(
        tmp_path, ["Tahun", "Instansi", "Indeks", "Rubrik"], [2010, "Kota A", 3, ""], [2023, "Kota B", 3, "Punya-Kami"]
    )
    assert [row.rubric for row in rows] == ["", "punya-kami"]


@pytest.mark.parametrize("role", LIST_HEADINGS)
def test_headings_are_written_as_they_are_folded_and_mean_one_thing(role):
    listed = phrases(LIST_HEADINGS[role])
    assert [fold(phrase) for phrase in listed] == list(listed)
    assert {read_list_heading(phrase.upper()) for phrase in listed} == {role}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("D1", "D1"),
        ("Domain 2", "D2"),
        ("Indeks Aspek 3", "A3"),
        ("Aspect 04", "A4"),
        ("Indeks SPBE\nTahun 2023", "index"),
        ("Indeks 2023", "index"),
        ("index_exact", "index_exact"),
        ("I12", "other"),
        ("I35-2", "other"),
        ("Warna", None),
        ("x" * 90, None),
    ],
)
def test_what_a_heading_says(text, role):
    assert read_list_heading(text) == role


BATCH = "file,agency,group,year,stage,rubric,index,index_exact,band,complete,errors,warnings,status,message"


def from_batch(tmp_path, *lines):
    path = tmp_path / "semua.csv"
    path.write_text("\n".join([f"{BATCH},K1,L1,S1,D1", *lines]) + "\n", encoding="utf-8")
    found, problems = read_published(path)
    return found, [(problem.code, problem.place.cell, dict(problem.args)) for problem in problems]


def test_indices_of_an_instrument_of_ones_own_go_as_high_as_they_like(tmp_path):
    found, problems = from_batch(
        tmp_path,
        "a.xlsx,RSUD A,RS,2026,,tangguh-rs,6.21,621/100,B,true,0,0,scored,,6.30,7.50,7.5,9.25",
        "b.xlsx,RSUD B,RS,2026,,tangguh-rs,97.5,195/2,A,true,0,0,scored,,6.30,7.50,7.5,-3",
    )
    assert problems == []
    assert [(row.rubric, row.exact, row.kind) for row in found.rows] == [
        ("tangguh-rs", Fraction("6.21"), ""),
        ("tangguh-rs", Fraction("97.5"), ""),
    ]
    assert found.rows[0].values == (("D1", Fraction("9.25")),)
    assert found.apart == {"tangguh-rs"}


def test_beside_national_indices_those_of_others_are_left_out_and_told(tmp_path):
    found, problems = from_batch(
        tmp_path,
        "a.xlsx,RSUD A,RS,2026,,tangguh-rs,6.21,621/100,B,true,0,0,scored,,,,,",
        "b.xlsx,Kota B,Kota,2026,,pemdi-2026,3.5,7/2,Baik,true,0,0,scored,,,,,",
        "c.xlsx,RSUD C,RS,2026,,tangguh-rs,4,4,C,true,0,0,scored,,,,,",
        "d.xlsx,RSUD A,RS,2025,,tangguh-rs,5.5,11/2,B,true,0,0,scored,,,,,",
    )
    assert [(row.agency, row.year) for row in found.rows] == [("Kota B", 2026), ("RSUD A", 2025)]
    told = {"year": "2026", "rubric": "tangguh-rs", "agency": "RSUD A", "count": "2"}
    assert problems == [("E894", "B2", told)]


def test_of_several_instruments_of_ones_own_none_is_chosen(tmp_path):
    with pytest.raises(SpbeError) as error:
        from_batch(
            tmp_path,
            "a.xlsx,RSUD A,RS,2026,,tangguh-rs,6.21,621/100,B,true,0,0,scored,,,,,",
            "b.xlsx,Kantor B,,2026,,mutu-layanan,3.5,7/2,B,true,0,0,scored,,,,,",
        )
    assert [problem.code for problem in error.value.problems] == ["E894", "E894"]


@pytest.mark.parametrize(
    ("instrument", "index", "said"),
    [
        ("", "6,21", {"E811": "beyond"}),
        ("SPBE", "6,21", {"E811": "beyond"}),
        ("2020", "37.6", {"E811": "beyond"}),
        ("PermenPANRB 59/2020", "-1", {"E811": "beyond"}),
        ("tangguh-rs", "baik", {"E811": "apart"}),
        ("spbe-2020", "baik", {"E811": "number"}),
        ("Keputusan Direktur 3/2026", "6,21", {}),
        ("tangguh-rs", "6,21", {}),
    ],
)
def test_a_table_written_by_hand_tells_an_instrument_of_its_own_by_id_or_regulation(tmp_path, instrument, index, said):
    path = written(
        tmp_path,
        ["Tahun", "Instansi", "Instrumen", "Indeks", "S1"],
        [2023, "Kota A", instrument, index, 3],
        [2023, "Kota B", instrument, 3.5, 3],
    )
    _, problems = read_published(path)
    assert {found.code: dict(found.args)["advice"] for found in problems if found.code != "N816"} == said
    assert [found.code for found in problems].count("N816") == 1


def test_a_regulation_is_the_instrument_it_brought(tmp_path):
    rows, problems = understood(
        tmp_path, ["Tahun", "Instansi", "Instrumen", "Indeks"], [2023, "Kota A", "PermenPANRB Nomor 59 Tahun 2020", 3]
    )
    assert (rows[0].rubric, problems) == ("spbe-2020", [])


def test_codes_and_ids_are_those_of_rubrics():
    assert (NODE_CODE, RUBRIC_ID) == (schema.CODE, schema.ID)
