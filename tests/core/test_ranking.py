"""Places, parts, counts by band, the best and the movers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from lists import listed

from spbe_index.core.ranking import BY, band_counts, movement, ranked, ranking, sections


def places(rows):
    return [(one.rank, one.row.agency) for one in ranked(rows)]


def test_a_tie_of_printed_values_shares_the_place_unless_all_are_exact():
    rows = [listed("C", "3.00", "2.9980"), listed("B", "3.00"), listed("A", "3.00", "3.0010"), listed("D", "2.99")]
    assert places(rows) == [(1, "A"), (1, "B"), (1, "C"), (4, "D")]
    exact = [rows[0], rows[2], rows[3], listed("E", "3.00", "2.9980"), listed("F", "3.01")]
    assert places(exact) == [(1, "F"), (2, "A"), (3, "C"), (3, "E"), (5, "D")]
    assert [one.shared for one in ranked(exact)] == [1, 1, 2, 2, 1]


def test_the_parts_of_a_list_and_who_is_in_none():
    rows = [
        listed("A", "3.00", kind="kementerian"),
        listed("B", "3.50", kind="alat-negara"),
        listed("C", "4.00", kind="lpnk"),
        listed("D", "2.00", kind="kota", region="Bali"),
        listed("E", "2.50", kind="kabupaten", region="Aceh"),
        listed("F", "5.00", kind=""),
    ]
    names = {by: [part.name for part in sections(rows, by)] for by in ("group", "kind", "region")}
    assert names == {
        "group": ["kementerian", "lembaga", "kota", "kabupaten"],
        "kind": ["kementerian", "lpnk", "lainnya", "kabupaten", "kota"],
        "region": ["Aceh", "Bali"],
    }
    assert [row.agency for row in sections(rows, "group")[1].best] == ["C"]
    assert sections([], "region") == ()


def test_predicates_are_counted_highest_first_then_unknown_ones_then_none():
    rows = [listed(str(n), "3.00", band=band) for n, band in enumerate(["Baik", "Cukup", "Baik", "Lain", ""])]
    assert band_counts(rows, ["Cukup", "Baik", "Memuaskan"]) == (("Baik", 2), ("Cukup", 1), ("Lain", 1), ("", 1))


def test_movers_are_told_by_printed_values_unless_both_are_exact():
    now = [listed("Kota A", "3.00", "2.9950"), listed("Kota B", "3.10", "3.1000"), listed("Kota C", "2.00")]
    then = [
        listed("Pemkot A", "2.00", year=2022),
        listed("Kota B", "3.00", "2.9990", year=2022),
        listed("Kota D", "1.00", year=2022),
    ]
    found = movement(now, then)
    assert (found.year, found.known, found.apart) == (2022, 2, 0)
    assert [(move.now.agency, move.difference, move.exact) for move in found.moves] == [
        ("Kota A", Fraction(1), False),
        ("Kota B", Fraction("0.101"), True),
    ]


def test_no_difference_is_drawn_across_instruments():
    found = movement([listed("A", "3.00", rubric="pemdi-2026")], [listed("A", "2.00", year=2022)])
    assert (found.moves, found.known, found.apart) == ((), 1, 1)


@pytest.mark.parametrize("by", BY)
def test_a_whole_ranking(by):
    rows = [listed("Kota A", "3.00", region="Bali"), listed("Kota B", "3.10", region="Bali")]
    found = ranking(rows, by=by, earlier=[listed("Kota A", "2.00", year=2022)] if by == "kind" else ())
    assert (found.year, found.rubrics, found.by) == (2023, ("spbe-2020",), by)
    assert [one.row.agency for part in found.sections for one in part.ranked] == ["Kota B", "Kota A"]
    assert [(part.name, part.best[0].agency) for part in found.best] == [("kota", "Kota B")]
    assert (found.movement is not None) == (by == "kind")


def test_all_of_a_ranking_of_two_kinds():
    rows = [listed("Kota A", "3.00", band="Baik"), listed("Provinsi B", "3.10", kind="provinsi", band="Cukup")]
    found = ranking(rows, by="group", bands=("Baik", "Cukup"))
    assert found.overall == ranked(rows)
    assert [(part.name, [one.rank for one in part.ranked]) for part in found.sections] == [
        ("provinsi", [1]),
        ("kota", [1]),
    ]
    assert found.bands == (("Cukup", 1), ("Baik", 1))
    assert [part.name for part in ranking(rows, by="none").sections] == [""]


def test_movers_come_by_how_far_then_by_name_with_both_their_rows():
    now = [
        listed(name, printed)
        for name, printed in (("Kota C", "3.20"), ("Kota B", "3.10"), ("Kota A", "3.20"), ("Kota D", "3.50"))
    ]
    then = [listed(row.agency, "3.00", year=2022) for row in now]
    found = movement(now, then)
    assert [move.now.agency for move in found.moves] == ["Kota D", "Kota A", "Kota C", "Kota B"]
    assert all(move.earlier in then and move.earlier.agency == move.now.agency for move in found.moves)
    exact = [row._replace(exact=row.printed) for row in (now[0], then[0])]
    assert movement(exact[:1], exact[1:]).moves[0].earlier == exact[1]


def test_rows_of_one_name_and_place_come_by_their_group():
    rows = [listed("A", "3.00", group="Z", rubric="a"), listed("A", "3.00", group="B", rubric="b")]
    assert [one.row.group for one in ranked(rows)] == ["B", "Z"]
