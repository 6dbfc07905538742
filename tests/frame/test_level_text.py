"""Text tables of levels as people have them: titles above, notes below, odd lines; and what is told of a bad one."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet
import pytest

from spbe_index import SpbeError, load_rubric
from spbe_index.levels import is_level_table, score_levels
from spbe_index.load.level_head import read_head
from spbe_index.load.level_tables import TABLE_HEADINGS
from spbe_index.load.table_columns import columns_of

CODES = [leaf.code for leaf in load_rubric("spbe-2020").leaves()]
HEAD = "Nama Instansi;Tahun;Kode Indikator;Tingkat Kematangan"
ROWS = [f"Kota Tegal;2023;{code};3" for code in CODES]


def scored(tmp_path, *lines, encoding="utf-8", end="\r\n", **options):
    """What comes of a table with these lines: its first row, and the codes and particulars that were told."""
    (tmp_path / "t.csv").write_bytes(end.join([*lines, ""]).encode(encoding))
    table, problems = score_levels(tmp_path / "t.csv", **options)
    return table.to_pylist(), [(found.code, dict(found.args)) for found in problems]


def refused(tmp_path, *lines, **options):
    with pytest.raises(SpbeError) as caught:
        scored(tmp_path, *lines, **options)
    (found,) = caught.value.problems
    return found.code, found.place.cell, dict(found.args)


def whole(rows):
    (row,) = rows
    return (row["agency"], row["year"], row["index_exact"], row["status"]) == ("Kota Tegal", 2023, "3", "scored")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "above",
    [
        [],
        ["sep=;"],
        ["", ""],
        ["REKAPITULASI PENILAIAN SPBE", "Kementerian PANRB; Jakarta", ""],
        ["Rekap;;;", ";;;", "Tahun 2024;;;"],
        ['"Rekap', 'dua baris";;;'],
        ["Judul yang memuat, koma, dan koma"],
    ],
)
def test_lines_above_the_headings(tmp_path, above, end):
    rows, told = scored(tmp_path, *above, HEAD, *ROWS, end=end)
    assert whole(rows)
    assert told == []


def test_headings_over_two_lines_and_numbers_of_columns(tmp_path):
    levels = ";".join(["3"] * 47)
    numbers = ";".join(map(str, range(1, 48)))
    columns = ";".join(f"({number})" for number in range(1, 50))
    above = ["Hasil Tahun 2023", f'No;"Nama\nInstansi";Tingkat Kematangan Indikator{";" * 46}', f";;{numbers}", columns]
    rows, told = scored(tmp_path, *above, f"1;Kota Tegal;{levels}")
    assert whole(rows)
    assert told == []


def test_the_year_of_the_title_is_that_of_a_table_without_years(tmp_path):
    short = [line.replace(";2023;", ";") for line in ROWS]
    title = "Rekap SPBE Tahun 2023 menurut Peraturan Nomor 59 Tahun 2020"
    rows, _ = scored(tmp_path, title, HEAD.replace(";Tahun", ""), *short)
    assert whole(rows)
    rows, _ = scored(
        tmp_path, title, HEAD.replace(";Tahun", ";Tahap"), *(line.replace("2023", "akhir") for line in ROWS)
    )
    assert (rows[0]["year"], rows[0]["stage"]) == (2023, "akhir")
    rows, _ = scored(tmp_path, "Rekap 2021", HEAD, *ROWS)
    assert whole(rows)


def test_what_lacks_a_column_is_told_with_its_row(tmp_path):
    code, cell, args = refused(tmp_path, "Rekap", "", "Instansi;Indikator;Nilai Mandiri", "A;I1;3")
    assert (code, cell, args["what"], args["found"]) == ("E841", "A3", "level", "Instansi, Indikator, Nilai Mandiri")
    assert is_level_table(tmp_path / "t.csv")


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("Instansi;I12;I13;I12", ("2", "I12", "4", "I12", "I12")),
        ("Instansi;I12;I13;Indikator 12", ("2", "I12", "4", "Indikator 12", "I12")),
        ("agency;agency;indicator;level", ("1", "agency", "2", "agency", "agency")),
        ("agency;Nama Instansi;indicator;level", ("1", "agency", "2", "Nama Instansi", "agency")),
        ("Instansi;Tahun;Indikator;Tingkat;Tahun", ("2", "Tahun", "5", "Tahun", "year")),
        ("Instansi;Indikator;Tingkat;Tingkat", ("3", "Tingkat", "4", "Tingkat", "level")),
    ],
)
def test_two_columns_that_hold_the_same(tmp_path, head, told):
    code, cell, args = refused(tmp_path, "Rekap", head, ";".join(["3"] * (head.count(";") + 1)))
    assert (code, cell) == ("E846", "A2")
    assert tuple(args[name] for name in ("one", "first", "two", "second", "what")) == told
    columns = [pa.array(["3"])] * (head.count(";") + 1)
    pa.parquet.write_table(pa.Table.from_arrays(columns, names=head.split(";")), tmp_path / "t.parquet")
    with pytest.raises(SpbeError) as caught:
        score_levels(tmp_path / "t.parquet")
    assert caught.value.problems[0].code == "E846"


def test_of_a_code_and_a_name_the_better_is_read(tmp_path):
    head = "Kode Instansi;Nama Instansi;Tahun;Kode Indikator;Indikator;Bobot;Tingkat Kematangan;Nilai"
    lines = [f"33.76;Kota Tegal;2023;{code};Tata kelola;2,5;3;7,5" for code in CODES]
    rows, told = scored(tmp_path, head, *lines)
    assert whole(rows)
    assert told == [("N849", {"count": "2", "found": "Kode Instansi, Nilai"})]


def test_beside_a_column_for_each_indicator_other_codes_and_values_say_nothing(tmp_path):
    head = "Kode;Instansi;Tahun;" + ";".join(CODES) + ";Nilai;Predikat;Ketrngan"
    rows, told = scored(tmp_path, head, "7;Kota Tegal;2023;" + ";".join(["3"] * 47) + ";3;Baik;x")
    assert whole(rows)
    assert told == [("N849", {"count": "2", "found": "Nilai, Ketrngan"})]


@pytest.mark.parametrize("encoding", ["utf-16-le", "mac-roman", "cp1252", "utf-8"])
def test_an_encoding_that_is_told(tmp_path, encoding):
    text = "\n".join([HEAD, *(line.replace("Tegal", "Tégal") for line in ROWS)])
    (tmp_path / "t.csv").write_bytes(text.encode(encoding))
    assert is_level_table(tmp_path / "t.csv", encoding=encoding)
    table, problems = score_levels(tmp_path / "t.csv", encoding=encoding)
    assert (table.column("agency").to_pylist(), problems) == (["Kota Tégal"], ())


def test_lines_that_are_not_utf8_wherever_they_stand(tmp_path):
    far = [f"Kota Aman {number};2023;I1;3" for number in range(9000)]
    for lines, line in ((["Kota Tégal;2023;I1;3", *ROWS], "2"), ([*far, "Kota Tégal;2023;I1;3"], "9002")):
        rows, told = scored(tmp_path, HEAD, *lines, encoding="cp1252")
        assert "Kota Tégal" in [row["agency"] for row in rows]
        assert told == [("W114", {"line": line})]


def test_an_encoding_that_does_not_fit(tmp_path):
    far = [f"Kota Aman {number};2023;I1;3" for number in range(9000)]
    (tmp_path / "t.csv").write_bytes("\n".join([HEAD, *far, "Kota Tégal;2023;I1;3"]).encode("cp1252"))
    for asked, code, line in (
        ("utf-8", "E122", "9002"),
        ("utf-16", "E122", "1"),
        ("klingon", "E121", ""),
        ("hex", "E121", ""),
    ):
        with pytest.raises(SpbeError) as caught:
            score_levels(tmp_path / "t.csv", encoding=asked)
        (found,) = caught.value.problems
        assert (found.code, dict(found.args).get("line", "")) == (code, line)
        assert is_level_table(tmp_path / "t.csv", encoding=asked)


def test_a_quote_that_is_not_closed(tmp_path):
    assert refused(tmp_path, HEAD, *ROWS, '"Kota Solo;2023;I1;3', "Kota Jambi;2023;I2;3")[::2] == (
        "E119",
        {"line": "49"},
    )
    assert refused(tmp_path, HEAD, '"Kota Solo;2023;I1;3', *ROWS * 200)[::2] == ("E119", {"line": "2"})
    assert refused(tmp_path, HEAD, *ROWS, 'Kota Solo;2023;I1;"3')[::2] == ("E119", {"line": "49"})


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("far", [1, 2, 30])
def test_rows_between_two_quotes_that_are_not_closed(tmp_path, far, end):
    """The second quote closes the first, and what stands between is one cell: of a column that is read or not."""
    notes = [f"{line};catatan" for line in ROWS]
    notes[5] = notes[5].replace("catatan", '"catatan')
    notes[5 + far] += '"'
    assert refused(tmp_path, HEAD + ";Catatan", *notes, end=end)[::2] == ("E119", {"line": "7"})
    names = [*ROWS]
    names[5] = '"' + names[5]
    names[5 + far] = names[5 + far].replace("Tegal;", 'Tegal";')
    assert refused(tmp_path, HEAD, *names, end=end)[::2] == ("E119", {"line": "7"})


def test_notes_over_several_lines(tmp_path):
    lines = [f'{line};"catatan; satu\n\ndua; tiga, empat\n"' for line in ROWS]
    rows, told = scored(tmp_path, HEAD + ";Catatan", *lines, "", "", end="\n")
    assert whole(rows)
    assert told == []


def test_quotes_within_a_cell_are_signs_like_others(tmp_path):
    assert whole(scored(tmp_path, HEAD + ";Catatan", *(line + ';layar 15" itu' for line in ROWS))[0])


def test_cells_over_several_lines(tmp_path):
    rows, told = scored(
        tmp_path, "Nama Instansi;Tahun;Indikator;Tingkat", *(f'"Kota\nTegal"{line[10:]}' for line in ROWS)
    )
    assert whole(rows)
    assert told == []


@pytest.mark.parametrize("length", [32_768, 3_000_000])
def test_a_cell_beyond_measure(tmp_path, length):
    code, cell, args = refused(tmp_path, HEAD, *ROWS, f"{'x' * length};2023;I1;3", *ROWS)
    assert (code, cell, args["what"]) == ("E118", "A49", "characters")


def test_lines_with_more_cells_than_columns(tmp_path):
    lines = ("Kota, Solo;2023;I1;3;x", "Kota, Solo;2023;I2;3;x", ";2023;I1;3;x;y")
    rows, told = scored(tmp_path, HEAD, *ROWS, *lines, rubric="spbe-2020", language="en")
    assert [(row["agency"], row["year"], row["status"], row["message"], row["errors"]) for row in rows] == [
        ("Kota Tegal", 2023, "scored", "", 0),
        ("Kota, Solo", None, "failed", "Line 49 has 5 cells, but there are 4 columns.", 1),
        ("", None, "failed", "Line 51 has 6 cells, but there are 4 columns.", 1),
    ]
    surplus = [("E847", {"line": line, "found": found, "expected": "4"}) for line, found in (("49", "5"), ("51", "6"))]
    assert told == [("W859", {"count": "1"}), *surplus]
    assert len(refused(tmp_path, HEAD, *ROWS[:2], *lines)[2]) == 3


def test_row_names_that_nothing_heads_are_not_taken_for_agencies(tmp_path):
    assert refused(tmp_path, HEAD, *(f"{at};{line}" for at, line in enumerate(ROWS)))[::2] == (
        "E847",
        {"line": "2", "found": "5", "expected": "4"},
    )


@pytest.mark.parametrize("more", [";", ";;;"])
def test_empty_cells_behind_the_last_say_nothing(tmp_path, more):
    for lines in (
        [HEAD, *(line + more for line in ROWS)],
        [HEAD + more, *ROWS],
        [HEAD, *ROWS[:9], *(r + more for r in ROWS[9:])],
    ):
        rows, told = scored(tmp_path, *lines)
        assert whole(rows)
        assert told == []


def test_lines_that_lack_cells_at_their_end(tmp_path):
    """Excel leaves out separators behind the last filled cell."""
    rows, told = scored(
        tmp_path, HEAD, *ROWS, *(f"Kota Solo;2023;{code}" for code in CODES), "Sumber: PANRB", "Jakarta"
    )
    assert (rows[1]["agency"], rows[1]["unfilled"]) == ("Kota Solo", 47)
    assert [code for code, _ in told] == ["W117"] * 5 + ["W123", "N848"]
    assert told[0][1] == {"line": "49", "found": "3", "expected": "4"}
    assert told[5:] == [("W123", {"count": "42"}), ("N848", {"count": "2", "found": "Sumber: PANRB, Jakarta"})]


def test_rows_that_are_of_nobody(tmp_path):
    rows, _ = scored(tmp_path, HEAD, *ROWS, ";;;", "", "Sumber: PANRB;;;", "KEMENTERIAN;2023;;", ";2023;I1;", ";;I1;-")
    assert [row["agency"] for row in rows] == ["Kota Tegal", "KEMENTERIAN"]
    wide = "Instansi;Tahun;" + ";".join(CODES)
    rows, _ = scored(tmp_path, wide, *(name + ";" * 47 for name in ("Sumber: PANRB;", "Kota Solo;2023", ";2023")))
    assert [row["agency"] for row in rows] == ["Kota Solo"]
    with pytest.raises(SpbeError) as caught:
        scored(tmp_path, "Instansi;" + ";".join(CODES), "Kota Solo" + ";" * 47, ";" * 47)
    assert caught.value.problems[0].code == "E850"


def test_agencies_without_a_name_are_one(tmp_path):
    names = pa.array([None, "", " ", "\u00a0", "Kota Tegal"])
    columns = {"agency": names, "indicator": ["I1", "I2", "I3", "I4", "I5"], "level": [3] * 5}
    for form in (names, names.dictionary_encode(), names.cast(pa.large_string())):
        for block in (1, 2, 100):
            pa.parquet.write_table(pa.table(columns | {"agency": form}), tmp_path / "t.parquet")
            rows = score_levels(tmp_path / "t.parquet", "spbe-2020", block_rows=block).table.to_pylist()
            assert [(row["agency"], row["answered"]) for row in rows] == [("", 4), ("Kota Tegal", 1)]
    pa.parquet.write_table(pa.table(columns | {"agency": [None, None, 7, 7, 8]}), tmp_path / "t.parquet")
    rows = score_levels(tmp_path / "t.parquet", "spbe-2020", block_rows=2).table.to_pylist()
    assert [(row["agency"], row["answered"]) for row in rows] == [("", 2), ("7", 2), ("8", 1)]


@pytest.mark.parametrize("indicators", [[float(code[1:]) for code in CODES], [f"{code[1:]},0" for code in CODES]])
def test_numbers_of_indicators_that_were_kept_as_decimals(tmp_path, indicators):
    columns = {"agency": ["Kota Tegal"] * 47, "year": [2023] * 47, "indicator": indicators, "level": ["3"] * 47}
    pa.parquet.write_table(pa.table(columns), tmp_path / "t.parquet")
    assert whole(score_levels(tmp_path / "t.parquet").table.to_pylist())


def test_indicators_by_their_names_and_by_number_and_name(tmp_path):
    leaves = load_rubric("spbe-2020").leaves()
    names = [f"{leaf.number}. {leaf.name.id.upper()}" if int(leaf.number) % 2 else leaf.name.id for leaf in leaves]
    names[0] = "I1 - Peraturan bupati (baru)"
    for asked in (None, "spbe-2020"):
        rows, told = scored(tmp_path, HEAD, *(f'Kota Tegal;2023;"{name}";3' for name in names), rubric=asked)
        assert whole(rows)
        assert told == []


def test_names_that_are_no_indicators(tmp_path):
    first, second = (leaf.name.id for leaf in load_rubric("spbe-2020").leaves()[:2])
    more = [f"2. {first}", "Jumlah", "I99", "Kebijakan Internal", f"{first} dan {second}"]
    rows, told = scored(tmp_path, HEAD, *ROWS, *(f"Kota Tegal;2023;{name};3" for name in more))
    assert (rows[0]["unknown"], rows[0]["repeated"]) == (5, 0)
    found = ", ".join(sorted(name[:60] for name in more))
    assert told == [("N857", {"count": "5", "found": found, "example": "I1"})]


def test_every_heading_is_written_as_it_is_read():
    for role, lists in TABLE_HEADINGS.items():
        for listed in lists:
            for phrase in (part.strip() for part in listed.replace("\n", "|").split("|")):
                if phrase and phrase not in ("nama", "name"):
                    beside = {"agency": ["I1"], "level": ["agency", "indicator"], "indicator": ["agency", "level"]}
                    headings = [phrase.upper(), *beside.get(role, ["agency", "I1", "I2"])]
                    assert columns_of(headings).roles[role] == 0, phrase


def test_the_head_of_a_table_that_is_longer_than_what_is_looked_at():
    head = read_head(("Judul\n" + HEAD + "\n" + "é" * 40_000).encode()[: 1 << 16])
    assert (head.encoding, head.row, head.lines) == ("utf-8-sig", 2, 2)


@pytest.mark.parametrize(
    ("head", "roles"),
    [
        ("No;Nama K/L/D;Tahun Penilaian;No. Indikator;Nilai Tingkat Kematangan (1-5)", "agency year indicator level"),
        ("K/L/Pemda;Tahun Evaluasi;Kode Ind.;Level Kematangan 2023", "agency year indicator level"),
        ("Unit Kerja;Tahun;Indikator SPBE;Hasil Penilaian", "agency year indicator level"),
        ("Kabupaten/Kota;Kelompok Instansi;Tahapan;Indikator ke-;Skor", "agency group stage indicator level"),
        ("KODE INSTANSI;THN;INDIKATOR;NILAI", "agency year indicator level"),
        ("Agency;Assessment Year;Indicator ID;Maturity Level", "agency year indicator level"),
        ("Perangkat Daerah;Ind. 1;Indikator ke-2;I-03;IND_4;05;indikator 6", "agency 1 2 3 4 5 6"),
    ],
)
def test_headings_of_the_field(head, roles):
    columns = columns_of(head.split(";"))
    assert columns.lacks == ""
    assert sorted([*columns.roles, *columns.keys]) == sorted(roles.split())
