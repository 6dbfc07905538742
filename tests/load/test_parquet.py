"""Parquet files as sheets: what stands in their cells, and what is told of bad ones."""

import datetime
import io
import random
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet
import pytest
from reading import cells, codes, read, refused

from spbe_index.core.problem import SpbeError


def parquet(columns, **options):
    file = io.BytesIO()
    pa.parquet.write_table(pa.table(columns), file, **options)
    return file.getvalue()


def test_cells_of_every_kind(tmp_path):
    columns = {
        "Instansi": pa.array(["Kota Tegal", None, ""]),
        "Indeks": [3.26, float("nan"), 0.1 + 0.2],
        "Tahun": [2023, None, -7],
        "": [True, None, False],
        "Tanggal": [datetime.date(2023, 4, 3), None, None],
        "Persis": [Decimal("3.20"), None, None],
        "Daftar": [[1, 2], None, []],
        "Kelompok": pa.array(["Kota", "Kota", None]).dictionary_encode(),
    }
    book = read(tmp_path, "a.parquet", parquet(columns, row_group_size=2))
    assert (book.format, book.reader, book.sheets[0].name, codes(book)) == ("parquet", "pyarrow", "a", [])
    assert cells(book) == {
        **{f"{letter}1": ("text", name) for letter, name in zip("ABCDEFGH", columns, strict=True) if name},
        "A2": ("text", "Kota Tegal"),
        "B2": ("number", "3.26"),
        "C2": ("number", "2023"),
        "D2": ("boolean", "TRUE"),
        "E2": ("date", "2023-04-03"),
        "F2": ("text", "3.20"),
        "G2": ("text", "[1, 2]"),
        "H2": ("text", "Kota"),
        "B3": ("error", "#NUM!"),
        "H3": ("text", "Kota"),
        "B4": ("number", "0.3"),
        "C4": ("number", "-7"),
        "D4": ("boolean", "FALSE"),
        "G4": ("text", "[]"),
    }


def test_another_ending_is_told(tmp_path):
    assert codes(read(tmp_path, "a.csv", parquet({"Instansi": ["A"]}))) == ["W111"]


@pytest.mark.parametrize(
    ("columns", "what"),
    [
        ({"a": pa.nulls(1_048_576, pa.string())}, "rows"),
        ({"a": pa.array(["x" * 40_000])}, "characters"),
        ({str(column): [1] * 9_000 for column in range(300)}, "cells"),
    ],
)
def test_what_is_too_large(tmp_path, columns, what):
    fault = refused(tmp_path, "a.parquet", parquet(columns))
    assert (fault.code, dict(fault.args)["what"]) == ("E118", what)


def test_what_is_no_parquet_file(tmp_path):
    whole = parquet({"Instansi": ["Kota Tegal"] * 500, "Indeks": [3.0] * 500})
    assert refused(tmp_path, "a.parquet", b"PAR1" + b"x" * 100).code == "E103"
    assert refused(tmp_path, "a.parquet", whole[:200]).code == "E103"
    luck, told = random.Random(3), set()
    for _ in range(12):
        changed = bytearray(whole)
        for _ in range(3):
            changed[luck.randrange(4, len(changed))] = luck.randrange(256)
        try:
            read(tmp_path, "a.parquet", bytes(changed))
        except SpbeError as error:
            told |= {found.code for found in error.problems}
    assert told <= {"E103", "E104", "E107", "E110", "E118"}
