"""Where one agency stands in a list."""

from __future__ import annotations

from fractions import Fraction

import making
import pytest
from lists import listed
from small import small_rubric

from spbe_index.core.published import Published, PublishedMeans
from spbe_index.core.score import score
from spbe_index.core.standing import NEAREST, among, median, stand, standing_of

MEANS = (PublishedMeans(2023, "small", "Kota", ("kota",), (("index", Fraction(3)),)),)


def result(level: int | None = 3, *, year: int | None = 2023, agency: str = "Kota Contoh", group: str = "Kota"):
    rubric = small_rubric()
    values = {leaf.code: level for leaf in rubric.leaves()}
    return score(rubric, making.assessment(rubric, values, year=year)._replace(agency=agency, group=group), "")


def cities(count: int = 4, **more: object) -> Published:
    rows = [listed(f"Kota {n}", f"{n}.00", rubric="small", region="Bali", **more) for n in range(1, count + 1)]
    return Published("a.csv", tuple(rows))


def test_a_result_stands_in_its_kind_and_in_the_nation():
    rows = (*cities().rows, listed("Dewan", "5.00", kind="lns", rubric="small"))
    found = standing_of(result(), Published("a.csv", rows))
    assert found is not None
    assert [(p.scope, p.name, p.rank, p.shared, p.of, p.below) for p in found.positions] == [
        ("kind", "kota", 2, 2, 5, 2),
        ("nation", "", 3, 2, 6, 2),
    ]
    kind = found.position("kind")
    assert kind is not None
    assert kind.percentile == 50
    assert kind.values == (1, 2, 3, 3, 4)
    assert kind.median("index") == Fraction("2.5")
    assert found.position("region") is None
    assert (found.own, found.same_year, found.same_instrument) == (None, True, True)
    assert found.nearest_scope == "kind"
    assert found.entry.band == "high"
    assert [code for code, _ in found.entry.values] == ["D1", "A1", "A2", "D2", "A3"]
    assert {value for _, value in found.entry.values} == {3}


def test_it_takes_the_place_of_its_own_row_and_has_its_province():
    rows = (*cities().rows, listed("Pemkot Contoh", "1.00", rubric="small", region="Aceh", group="Daerah di Aceh"))
    found = standing_of(result(5, group=""), Published("a.csv", rows))
    assert found is not None
    assert found.own == rows[-1]
    assert (found.entry.kind, found.entry.region, found.entry.group) == ("kota", "Aceh", "Daerah di Aceh")
    assert [(p.scope, p.rank, p.of) for p in found.positions] == [("kind", 1, 5), ("region", 1, 1), ("nation", 1, 5)]
    assert [p.percentile for p in found.positions] == [100, 100, 100]


def test_a_row_of_the_list_stands_where_it_is_ranked():
    rows = cities(12).rows
    found = stand(rows[0], Published("a.csv", rows))
    assert found.own == found.entry == rows[0]
    assert found.positions[0].rank == 12
    assert len(found.nearest) == NEAREST + 1
    assert found.nearest[-1].row is found.entry
    middle = stand(rows[6], Published("a.csv", rows))
    assert [one.rank for one in middle.nearest] == list(range(1, 12))


def test_another_year_or_instrument_is_told():
    found = standing_of(result(year=2024), Published("a.csv", (*cities(2).rows, *cities(3, year=2022).rows)))
    assert found is not None
    assert (found.year, found.same_year, found.positions[0].of) == (2023, False, 3)
    old = standing_of(result(year=2022), Published("a.csv", (*cities(2).rows, *cities(3, year=2022).rows)))
    assert old is not None
    assert (old.year, old.same_year, old.positions[0].of) == (2022, True, 4)
    other = standing_of(result(year=None), Published("a.csv", (listed("Kota 1", "3.00"),)))
    assert other is not None
    assert (other.entry.year, other.same_instrument) == (0, False)


def test_without_a_kind_or_a_name_there_is_only_the_nation():
    found = standing_of(result(agency="", group=""), cities())
    assert found is not None
    assert ([p.scope for p in found.positions], found.nearest_scope, found.own) == (["nation"], "nation", None)


def test_a_kind_that_the_list_lacks_has_no_medians():
    found = standing_of(result(), cities(), group="LPNK")
    assert found is not None
    kind = found.positions[0]
    assert (kind.name, kind.of, kind.medians, kind.median("index")) == ("lpnk", 1, (), None)


def test_a_median_is_told_only_where_every_row_has_the_value():
    first = listed("Kota 1", "3.00", values=(("D1", Fraction(3)), ("D2", Fraction(2))))
    second = listed("Kota 2", "2.00", values=(("D1", Fraction(2)),))
    found = stand(first, Published("a.csv", (first, second)))
    assert found.positions[0].medians == (("index", Fraction("2.5")), ("D1", Fraction("2.5")))


def test_no_index_no_standing_but_the_means():
    open_result = result(None)
    assert standing_of(open_result, cities()) is None
    found = among(open_result, cities(), MEANS)
    assert (found.standing, found.means) == (None, MEANS[0])
    assert among(open_result, cities(), MEANS, group="LPNK").means is None
    whole = among(result(), cities(), MEANS)
    assert whole.standing is not None
    assert whole.means == MEANS[0]


def test_there_is_no_median_of_nothing():
    with pytest.raises(IndexError):
        median([])


def test_the_kind_that_is_named_counts_before_that_of_the_own_row_and_its_means_are_taken():
    towns = (*MEANS, MEANS[0]._replace(group="LPNK", kinds=("lpnk",)))
    found = among(result(), cities(), towns, group="LPNK")
    assert found.standing is not None
    assert [p.name for p in found.standing.positions] == ["lpnk", ""]
    assert found.means == towns[1]


def test_without_a_kind_of_its_own_a_result_has_that_of_its_row_and_the_means_of_it():
    board = listed("Dewan", "3.00", kind="lns", rubric="small")
    means = (*MEANS, MEANS[0]._replace(group="LNS", kinds=("lns",)))
    found = among(result(agency="Dewan", group=""), Published("a.csv", (board,)), means)
    assert found.means == means[1]
    own = stand(board._replace(kind="kota"), Published("a.csv", (board,)))
    assert own.entry.kind == "kota"


def test_names_like_it_are_offered_where_it_is_not_in_the_list_itself():
    rows = (listed("Kota Tegal", "3.00"), listed("Kota Batam", "2.00"))
    found = stand(listed("Kota Tegl", "3.00"), Published("a.csv", rows))
    assert (found.source, found.own, found.alike) == ("a.csv", None, ("Kota Tegal",))
    assert stand(rows[0], Published("a.csv", rows)).alike == ()
    nameless = listed("", "3.00")
    assert stand(nameless, Published("a.csv", (nameless, listed("x", "1.00")))).alike == ()
    assert stand(nameless, Published("a.csv", (nameless,))).own is None


def test_in_the_middle_of_a_long_list_five_stand_on_either_side():
    rows = cities(30).rows
    assert [one.rank for one in stand(rows[14], Published("a.csv", rows)).nearest] == list(range(11, 22))
