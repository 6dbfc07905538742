"""Chances in words, and columns that give way."""

from __future__ import annotations

from fractions import Fraction

import pytest

from spbe_index.write.layout import columns
from spbe_index.write.robust_words import percent
from spbe_index.write.words import Words


@pytest.mark.parametrize(
    ("chance", "told"),
    [
        (Fraction(0), "0,00 %"),
        (Fraction(1), "100,00 %"),
        (Fraction(1, 3), "33,33 %"),
        (Fraction(1, 10**9), "kurang dari 0,01 %"),
        (1 - Fraction(1, 10**9), "lebih dari 99,99 %"),
        (Fraction(1, 20_000), "0,01 %"),
    ],
)
def test_a_chance_that_is_neither_sure_nor_impossible_never_looks_as_if_it_were(chance, told):
    assert percent(chance, Words("id")) == told


def test_columns_give_way_where_there_is_no_room_and_no_further_than_can_be_read():
    rows = [["No", "Nama", "Upaya"], ["1", "Layanan Pengadaan Barang dan Jasa Pemerintah", "10"]]
    wide = columns(rows, 100, right=(0, 2), wrap=(1,))
    assert len(wide) == 2
    assert wide[1] == " 1  Layanan Pengadaan Barang dan Jasa Pemerintah     10"
    narrow = columns(rows, 34, right=(0, 2), wrap=(1,), indent=2)
    assert max(map(len, narrow)) <= 34
    assert " ".join(" ".join(line.split()) for line in narrow[1:]).startswith("1 Layanan Pengadaan")
    assert columns(rows, 10, wrap=(1, 7)) == columns(rows, 20, wrap=(1,))
