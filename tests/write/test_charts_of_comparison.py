"""The charts over time, among others and on the way up."""

from __future__ import annotations

import dataclasses
import itertools
import re
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from test_charts import HOSTILE, SVG, contrast, drawn, texts

from spbe_index.write import charts
from spbe_index.write.charts import svg
from spbe_index.write.view.plan import round_ticks
from spbe_index.write.view.shapes import (
    Bin,
    Climb,
    Mark,
    Moment,
    Panel,
    Shift,
    Slope,
    SlopeLine,
    Spread,
    Stripe,
    Trend,
)

F = Fraction
STRIPES = (Stripe(F(1), F(3), "low", 0), Stripe(F(3), F(5), "high", 4))


def moment(when, value, high=None):
    return Moment(str(when), F(value), F(high or value), str(value), 1)


def trend(*panels):
    made = tuple(Panel(f"instrument {i}", STRIPES, tuple(moments)) for i, moments in enumerate(panels))
    return Trend("title", "told", F(0), F(5), made)


def slope(*pairs, name="aspect"):
    lines = tuple(SlopeLine(f"{name} {i}", F(a), F(b), str(a), str(b)) for i, (a, b) in enumerate(pairs))
    return Slope("title", "told", "2022", "2023", F(1), F(5), lines)


def spread(own="3.76", label="own"):
    bins = tuple(Bin(F(i), F(i + 1), 10 * i, i) for i in range(1, 5))
    medians = (Mark(F("2.7"), "all"), Mark(F(3), "group"))
    return Spread("title", "told", F(1), F(5), bins, Mark(F(own), label), medians, "everyone", "the group", 3)


def climb(*points, chosen=None):
    ticks = tuple(Mark(F(n), str(n)) for n in round_ticks(F(points[0][0]), F(points[-1][0])))
    pairs = tuple((F(a), F(b)) for a, b in points)
    return Climb("title", "told", F(1), F(5), STRIPES, pairs, chosen, "plan", "effort", ticks)


def lines(root):
    return [p.get("points").split() for p in root.iter(f"{SVG}polyline")]


@pytest.mark.parametrize(
    "markup",
    [
        charts.trend_svg(trend([moment(2020, 2)], [moment(2021, 3), moment(2022, 4)])),
        charts.slope_svg(slope((1, 2), (3, 2), (4, 4))),
        charts.spread_svg(spread()),
        charts.climb_svg(climb((0, 3), (1, 4), chosen=(F(1), F(4)))),
        charts.change_svg(Shift("title", F(1), F(2))),
    ],
)
def test_each_is_an_image_with_a_name(markup):
    root = drawn(markup)
    assert root.get("role") == "img"
    assert root.get("aria-label").startswith("title")
    assert "href" not in str(markup)


def test_no_line_leads_from_one_instrument_to_another():
    root = drawn(charts.trend_svg(trend([moment(2019, 2), moment(2020, 3)], [moment(2021, 3), moment(2022, 4)])))
    found = lines(root)
    assert [len(points) for points in found] == [2, 2]
    ends = [[float(point.split(",")[0]) for point in points] for points in found]
    assert ends[0][1] < ends[1][0]
    single = drawn(charts.trend_svg(trend([moment(2020, 3)], [moment(2021, 3)], [moment(2026, 3)])))
    assert lines(single) == []
    assert len(list(single.iter(f"{SVG}circle"))) == 3


def test_a_year_without_an_index_is_a_range_and_breaks_the_line():
    root = drawn(charts.trend_svg(trend([moment(2020, 2), moment(2021, 2, 4), moment(2022, 3)])))
    assert lines(root) == []
    assert len(list(root.iter(f"{SVG}circle"))) == 2


def test_eight_years_and_their_figures_stand_apart():
    root = drawn(charts.trend_svg(trend([moment(2016 + i, F(20 + i, 10)) for i in range(8)])))
    years = [float(t.get("x")) for t in root.iter(f"{SVG}text") if (t.text or "").startswith("20")]
    assert len(years) == 8
    assert min(b - a for a, b in itertools.pairwise(years)) > 40


def test_the_higher_index_stands_higher():
    (points,) = lines(drawn(charts.trend_svg(trend([moment(2021, 2), moment(2022, 4)]))))
    assert float(points[0].split(",")[1]) > float(points[1].split(",")[1])


def test_rise_fall_and_neither_differ_in_shape():
    root = drawn(charts.slope_svg(slope((1, 2), (3, 2), (4, 4))))
    drawn_lines = [line for line in root.iter(f"{SVG}line") if line.get("stroke-width")]
    looks = [(line.get("stroke-width"), line.get("stroke-dasharray")) for line in drawn_lines]
    assert looks == [("2.6", None), ("2.2", "6 4"), ("1.2", None)]


def test_labels_of_equal_values_do_not_lie_upon_each_other():
    root = drawn(charts.slope_svg(slope(*[(3, 3)] * 12)))
    heights = sorted({float(t.get("y")) for t in root.iter(f"{SVG}text") if "aspect" in t.text})
    assert len(heights) == 12
    assert min(b - a for a, b in itertools.pairwise(heights)) >= 16.9
    assert float(root.get("viewBox").split()[3]) > heights[-1]


def test_apart_keeps_order_and_moves_only_what_is_close_and_as_little_as_can_be():
    assert svg.apart([5.0, 5.0, 30.0], 10) == [0.0, 10.0, 30.0]
    assert svg.apart([30.0, 5.0], 10) == [30.0, 5.0]
    assert svg.apart([5.0, 5.0, 12.0], 10, low=0) == [0.0, 10.0, 20.0]
    assert svg.apart([95.0, 100.0], 10, high=100) == [90.0, 100.0]
    assert svg.apart([], 10) == []


def test_labels_stand_beside_their_own_dots_with_a_line_to_them():
    """Eight aspects close together, in the middle of the scale: their labels go up as far as down."""
    values = [(F(290 + 3 * n, 100), F(310 - 2 * n, 100)) for n in range(8)]
    root = drawn(charts.slope_svg(slope(*values)))
    leaders = [path.get("d") for path in root.iter(f"{SVG}path") if path.get("class") == "leader"]
    assert len(leaders) == 16
    dots = {(c.get("cx"), c.get("cy")) for c in root.iter(f"{SVG}circle")}
    labels = [t for t in root.iter(f"{SVG}text") if t.get("class") in ("before", "after")]
    ends = set()
    for path in leaders:
        start, end = (point.split() for point in path.removeprefix("M").split(" L"))
        assert tuple(start) in dots
        ends.add(float(end[1]))
        assert abs(float(end[0]) - float(start[0])) < 30
    assert {round(float(t.get("y")) - 4, 1) for t in labels} == ends
    for part in ("before", "after"):
        heights = [float(t.get("y")) - 4 for t in labels if t.get("class") == part]
        own = [float(c.get("cy")) for c in root.iter(f"{SVG}circle")][part == "after" :: 2]
        shifts = [at - dot for at, dot in zip(heights, own, strict=True)]
        assert abs(sum(shifts)) < 1


def test_names_of_aspects_are_whole_where_there_is_room():
    name = "Layanan Administrasi Pemerintahan Berbasis Elektronik"
    shown = texts(drawn(charts.slope_svg(slope((1, 2), (3, 2), name=name))))
    assert {f"{name} 0", f"{name} 1"} <= set(shown)


def test_a_point_at_the_top_of_the_scale_is_clear_of_the_title():
    root = drawn(charts.trend_svg(trend([moment(2021, 5)])))
    (dot,) = root.iter(f"{SVG}circle")
    title = next(t for t in root.iter(f"{SVG}text") if t.text == "instrument 0")
    assert float(dot.get("cy")) - 5 - float(title.get("y")) >= 8


def test_the_year_of_a_long_label_is_never_cut():
    long = [Moment(f"{year}, Penilaian Interviu", F(2), F(2), "2", 1) for year in range(2016, 2024)]
    shown = texts(drawn(charts.trend_svg(trend(long))))
    assert {str(year) for year in range(2016, 2024)} <= set(shown)


def test_the_group_stands_before_all_and_the_own_mark_above():
    root = drawn(charts.spread_svg(spread()))
    bars = [(r.get("fill"), float(r.get("height"))) for r in root.iter(f"{SVG}rect")]
    assert [height for fill, height in bars if fill == svg.RULE][:4] == [32.5, 65.0, 97.5, 130.0]
    assert bars[1][0] == svg.ACCENTS[3]
    assert {"own", "all", "group", "everyone", "the group", "1", "2", "3", "4", "5"} <= set(texts(root))


@pytest.mark.parametrize("medians", [("2.7", "3"), ("1.1", "1.2"), ("4.8", "4.9"), ("3", "3"), ("1.05", "4.9")])
def test_no_median_line_crosses_a_label_or_a_number(medians):
    one, other = (Mark(F(value), f"median of a group with a name {value}") for value in medians)
    made = dataclasses.replace(spread(), medians=(one, other))
    root = drawn(charts.spread_svg(made))
    labels = [(t.text, float(t.get("x")), float(t.get("y")), t.get("text-anchor")) for t in root.iter(f"{SVG}text")]
    assert {"1", "2", "3", "4", "5"} <= {text for text, *_ in labels}
    lines = [p.get("d") for p in root.iter(f"{SVG}path") if p.get("stroke-dasharray")]
    assert len(lines) == 2
    for line in lines:
        strokes = [(float(x), float(a), float(b)) for x, a, b in re.findall(r"M([\d.]+) ([\d.]+) V([\d.]+)", line)]
        for x, begin, end in strokes:
            for text, at, base, anchor in labels:
                wide = 0.5 * 11.5 * len(text)
                left = at - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
                across = left < x < left + wide and begin < base - 2 and end > base - 8
                assert not across, (text, line)


def test_the_own_label_stays_on_the_paper():
    for own in ("1", "5"):
        root = drawn(charts.spread_svg(spread(own, "Kota Tegal 3,76")))
        at = next(float(t.get("x")) for t in root.iter(f"{SVG}text") if t.text == "Kota Tegal 3,76")
        assert 60 <= at <= svg.WIDTH - 60


def test_effort_is_a_staircase_with_round_numbers_below():
    root = drawn(charts.climb_svg(climb((0, 3), (7, F("3.5")), (59, 4))))
    ((*points,),) = lines(root)
    assert len(points) == 5
    assert {"0", "10", "50"} <= set(texts(root))
    assert drawn(charts.climb_svg(climb((0, 3)))) is not None


@pytest.mark.parametrize("narrow", [False, True])
def test_labels_below_the_staircase_stand_apart_and_everything_is_on_the_paper(narrow):
    points = ((0, 3), (4_000_000_000, 4))
    ticks = tuple(Mark(F(n), f"{n:,}") for n in round_ticks(F(0), F(4_000_000_000)))
    made = Climb("t", "d", F(1), F(5), STRIPES, points, (F(4_000_000_000), F(4)), "effort 4,000,000,000: 4", "e", ticks)
    root = drawn(charts.climb_svg(made, narrow=narrow))
    wide = float(root.get("viewBox").split()[2])
    assert wide == (360 if narrow else svg.WIDTH)
    half = 0.54 * 11.5 * len("4,000,000,000") / 2
    places = [float(t.get("x")) for t in root.iter(f"{SVG}text") if "," in t.text and t.text[:1].isdigit()]
    assert len(places) >= 2
    assert all(one - other > 2 * half for other, one in pairwise(places[1:]))
    (chosen,) = [t for t in root.iter(f"{SVG}text") if t.text.startswith("effort")]
    reach = 0.54 * float(chosen.get("font-size")) * len(chosen.text)
    at = float(chosen.get("x"))
    assert at + reach <= wide if chosen.get("text-anchor") == "start" else at - reach >= 0


@pytest.mark.parametrize("value", [F(5), F(-5), F(1, 1000), F(-1, 1000), F(0)])
def test_a_change_leans_to_its_side(value):
    root = drawn(charts.change_svg(Shift("t", value, F(5))))
    bars = [(float(r.get("x")), float(r.get("width"))) for r in root.iter(f"{SVG}rect")]
    if not value:
        assert bars == []
    elif value > 0:
        assert bars[0][0] == 100
        assert bars[0][1] <= 96
    else:
        assert bars[0][0] + bars[0][1] < 100
    assert drawn(charts.change_svg(Shift("t", F(0), F(0)))) is not None


def test_hostile_texts_are_escaped():
    mark = Mark(F(2), HOSTILE)
    pictures = [
        charts.trend_svg(
            Trend(HOSTILE, HOSTILE, F(0), F(5), (Panel(HOSTILE, (Stripe(F(0), F(5), HOSTILE, 0),), (moment(1, 1),)),))
        ),
        charts.slope_svg(
            Slope("t", "d", HOSTILE, HOSTILE, F(1), F(5), (SlopeLine(HOSTILE, F(1), F(2), HOSTILE, "b"),))
        ),
        charts.spread_svg(Spread("t", "d", F(1), F(5), (), mark, (mark,), HOSTILE, HOSTILE, 0)),
        charts.climb_svg(
            Climb("t", "d", F(1), F(5), STRIPES, ((F(0), F(1)),), (F(0), F(1)), HOSTILE, HOSTILE, (mark,))
        ),
        charts.change_svg(Shift(HOSTILE, F(1), F(1))),
    ]
    for markup in pictures:
        assert not ET.fromstring(str(markup)).findall(f".//{SVG}script")


def test_names_of_bands_and_changes_can_be_read_and_told_apart_in_grey():
    for tint in svg.TINTS:
        assert contrast(svg.SOFT, tint) >= 4.5
    assert contrast(svg.RISE, "#ffffff") >= 4.5
    assert contrast(svg.FALL, "#ffffff") >= 3
    assert contrast(svg.RISE, svg.FALL) >= 1.3
