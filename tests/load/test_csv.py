"""Text tables: encodings, delimiters, quotes, limits."""

import time

import pytest
from reading import args, cells, codes, read, refused

TABLE = "Kode;Nilai;Catatan\nI1;3,5;baik\nI2;4;\n"
CELLS = {
    "A1": ("text", "Kode"),
    "B1": ("text", "Nilai"),
    "C1": ("text", "Catatan"),
    "A2": ("text", "I1"),
    "B2": ("text", "3,5"),
    "C2": ("text", "baik"),
    "A3": ("text", "I2"),
    "B3": ("text", "4"),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "ascii"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path, encoding, end):
    content = TABLE.replace("\n", end).encode(encoding)
    book = read(tmp_path, "penilaian 2025.csv", content)
    assert (cells(book), codes(book)) == (CELLS, [])
    assert (book.format, book.sheets[0].name) == ("csv", "penilaian 2025")


def test_big_endian_utf16(tmp_path):
    assert cells(read(tmp_path, "a.csv", b"\xfe\xff" + TABLE.encode("utf-16-be"))) == CELLS


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_text_that_is_not_utf8_is_said_to_be_cp1252(tmp_path, end):
    book = read(tmp_path, "a.csv", b"Kode;Catatan" + end + b"I1;baik" + end + b"I2;\x93dikutip\x94 \x96 ya" + end)
    assert (codes(book), args(book.problems[0])) == (["W114"], {"line": "3"})
    assert cells(book)["B3"] == ("text", "“dikutip” – ya")


def test_a_named_encoding_wins(tmp_path):
    content = "Kode;Catatan\nI1;é\n".encode("cp850")
    assert cells(read(tmp_path, "a.csv", content, encoding="cp850"))["B2"] == ("text", "é")
    bom = TABLE.encode("utf-8-sig")
    assert cells(read(tmp_path, "b.csv", bom, encoding="utf-8")) == CELLS
    assert cells(read(tmp_path, "c.csv", TABLE.encode("utf-16-le"), encoding="utf-16-le")) == CELLS
    fault = refused(tmp_path, "d.csv", content, encoding="utf-8")
    assert (fault.code, args(fault)) == ("E122", {"encoding": "utf-8", "line": "2"})


@pytest.mark.parametrize("encoding", ["tidak ada", "zlib", "rot13", "x" * 500, "nul\0"])
def test_an_unknown_encoding(tmp_path, encoding):
    assert refused(tmp_path, "a.csv", TABLE, encoding=encoding).code == "E121"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path, delimiter):
    content = delimiter.join(("Kode", "Nilai", '"a, b; c | d\te"')) + "\n" + delimiter.join(("I1", "3", "x")) + "\n"
    found = cells(read(tmp_path, "a.csv", content))
    assert found["C1"] == ("text", "a, b; c | d\te")
    assert found["B2"] == ("text", "3")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_announced_delimiter_is_no_row(tmp_path, end):
    book = read(tmp_path, "a.csv", f"sep=|{end}a,b|c{end}1,2|3{end}")
    assert cells(book) == {
        "A1": ("text", "a,b"),
        "B1": ("text", "c"),
        "A2": ("text", "1,2"),
        "B2": ("text", "3"),
    }


def test_one_column(tmp_path):
    book = read(tmp_path, "a.csv", "Nilai\n3\n4\n")
    assert (cells(book), codes(book)) == ({"A1": ("text", "Nilai"), "A2": ("text", "3"), "A3": ("text", "4")}, [])
    prose = "Catatan\nbaik\nlengkap, sesuai\nada\n"
    assert cells(read(tmp_path, "b.csv", '"' + prose.replace("\n", '"\n"')[:-1]))["A3"] == ("text", "lengkap, sesuai")


def test_commas_of_decimals_do_not_win(tmp_path):
    content = "".join(f"I{n};{n},5;{n},25\n" for n in range(1, 48))
    assert cells(read(tmp_path, "a.csv", "Kode;Nilai;Bobot\n" + content))["B2"] == ("text", "1,5")


def test_a_tie_names_both(tmp_path):
    fault = refused(tmp_path, "a.csv", "a;b,c\n1;2,3\n")
    assert (fault.code, args(fault)) == ("E120", {"first": ",", "second": ";"})


def test_quotes_line_breaks_and_blank_records(tmp_path):
    content = 'a,b\n"dua\nbaris","kata ""itu"""\n\n , x \n'
    book = read(tmp_path, "a.csv", content)
    assert cells(book) == {
        "A1": ("text", "a"),
        "B1": ("text", "b"),
        "A2": ("text", "dua\nbaris"),
        "B2": ("text", 'kata "itu"'),
        "A4": ("text", " "),
        "B4": ("text", " x "),
    }
    assert codes(book) == []


def test_ragged_records_are_told_by_line(tmp_path):
    book = read(tmp_path, "a.csv", 'a,b,c\n"1\n1",2,3\n1,2\n1,2,3,4\n')
    assert [(fault.code, fault.place.address, args(fault)) for fault in book.problems] == [
        ("W117", "a!A3", {"line": "4", "found": "2", "expected": "3"}),
        ("W117", "a!A4", {"line": "5", "found": "4", "expected": "3"}),
    ]


def test_empty_fields_behind_the_last_are_nothing(tmp_path):
    assert codes(read(tmp_path, "a.csv", "a,b\n1,2\n1,2,,\n3,4\n")) == []


def test_many_ragged_records_are_counted(tmp_path):
    book = read(tmp_path, "a.csv", "a,b\n" * 2000 + "a,b,c\n" * 1060)
    assert codes(book) == ["W117"] * 1000 + ["W123"]
    assert args(book.problems[-1]) == {"count": "60"}


@pytest.mark.parametrize("rest", ["x", "x\n" * 30_000, "x,y\n" * 5])
def test_a_quote_that_is_never_closed(tmp_path, rest):
    fault = refused(tmp_path, "a.csv", 'a,b\n1,2\n3,"' + rest)
    assert (fault.code, args(fault)) == ("E119", {"line": "3"})


@pytest.mark.parametrize("size", [32_768, 131_073, 1_000_000])
def test_a_field_that_is_too_long(tmp_path, size):
    fault = refused(tmp_path, "a.csv", f"a,b\n1,2\n3,{'x' * size}\n4,5\n")
    assert (fault.code, fault.place.sheet, args(fault)) == ("E118", "a", {"limit": "32767", "what": "characters"})
    assert fault.place.address == "a!B3"


def test_the_longest_field_is_read(tmp_path):
    assert cells(read(tmp_path, "a.csv", f"a,b\n1,{'x' * 32_767}\n"))["B2"] == ("text", "x" * 32_767)


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", ",,\n,,\n", "sep=;\n"])
def test_nothing_in_it(tmp_path, content):
    assert refused(tmp_path, "a.csv", content).code == "E107"


def test_too_many_columns_and_rows(tmp_path):
    assert refused(tmp_path, "a.csv", "," * 16_384 + "x\n").code == "E118"
    assert refused(tmp_path, "b.csv", "1\n" * 1_048_577).code == "E118"


def test_a_hostile_text_is_no_slower_than_its_size(tmp_path):
    before = time.monotonic()
    read(tmp_path, "a.csv", "a,b\n" + '"",""\n' * 50_000 + "1,2\n")
    assert time.monotonic() - before < 5
