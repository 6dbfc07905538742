"""Chances in words, and columns that give way."""

from __future__ import annotations

from fractions import Fraction

import pytest
from reporting import result_of

from spbe_index.core.robust import robustness
from spbe_index.write.layout import columns
from spbe_index.write.robust_words import percent, safety_sentences
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


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, ["at least 1 raise by one level.", "At least 1 loss of one level costs the predicate."]),
        (2, ["at least 2 raises by one level.", "At least 2 losses of one level cost the predicate."]),
        (None, ["it is not reached", "even with every indicator at the bottom it stays."]),
    ],
)
def test_one_is_said_as_one(count, told):
    made, instrument = result_of()
    found = robustness(instrument, made)
    edges = {"upper": found.upper._replace(moves=count), "lower": found.lower._replace(moves=count)}
    said = safety_sentences(found._replace(**edges), made, instrument, Words("en"))
    assert told[0] in said[0]
    assert said[1].endswith(told[1])


def test_an_open_edge_on_a_scale_without_steps_is_said_as_on_the_first_pages():
    made, instrument = result_of("pemdi-2026", ["2.80"] * 20, year=2026)
    found = robustness(instrument, made)
    said = safety_sentences(found, made, instrument, Words("id"))
    assert said[0].startswith("Ke Sangat Baik indeks harus naik lebih dari 0,70: paling sedikit ")
    assert said[0].endswith(" kenaikan 1,00 poin.")
    assert "jarak indeks ke batas itu 0,30" in said[1]
    assert "penurunan 1,00 poin" in said[1]
    assert not any("tingkat" in sentence for sentence in said[:4])
    at_top = safety_sentences(found._replace(upper=found.upper._replace(moves=None)), made, instrument, Words("en"))
    assert at_top[0].startswith("To reach Sangat Baik (Very good) the index must rise by more than 0.70; it does not")
