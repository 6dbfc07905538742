import re
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import spbe_index.write
from spbe_index.write import charts
from spbe_index.write.charts import svg
from spbe_index.write.view.shapes import Axis, Bar, Dots, Radar, Segment, Strip

TEMPLATES = Path(spbe_index.write.__file__).parent / "templates"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>&\"'{{ x }}</svg>"


def strip(mark="3", high=None, names=("low", "high"), translation=""):
    edges = [Fraction(3), Fraction(5)]
    segments = tuple(
        Segment(edge, str(edge), name, translation, accent, accent == 4)
        for edge, name, accent in zip(edges, names, (0, 4), strict=True)
    )
    at, to = Fraction(mark), Fraction(high or mark)
    return Strip("title", "told", Fraction(1), "1", segments, at, str(at), to, str(to))


def radar(*values, name="axis"):
    axes = tuple(Axis(f"{name} {i}", None if v is None else Fraction(v), str(v)) for i, v in enumerate(values))
    return Radar("title", "told", 5, axes, 2)


def drawn(markup):
    return ET.fromstring(str(markup))


def texts(root):
    return [node.text for node in root.iter(f"{SVG}text")]


EVERY = [
    charts.strip_svg(strip()),
    charts.strip_svg(strip(high="4")),
    charts.ladder_svg(strip()),
    charts.ladder_svg(strip(high="4")),
    charts.radar_svg(radar(1, 2, 3)),
    charts.bar_svg(Bar("title", Fraction(2), Fraction(2), Fraction(5), 1)),
    charts.dots_svg(Dots("title", 2, 5, True, 0)),
]


@pytest.mark.parametrize("markup", EVERY)
def test_each_chart_is_an_image_with_a_name(markup):
    root = drawn(markup)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text.startswith("title")
    assert root.get("aria-label") == root.find(f"{SVG}title").text
    assert not root.findall(f".//{SVG}image")
    assert "href" not in str(markup)


def test_a_radar_of_open_values_hides_the_outline_that_has_no_points():
    (area,) = [node for node in drawn(charts.radar_svg(radar(1, None, 3))).iter() if node.get("class") == "area"]
    assert (area.get("points"), area.get("display")) == ("", "none")
    (area,) = [node for node in drawn(charts.radar_svg(radar(1, 2, 3))).iter() if node.get("class") == "area"]
    assert area.get("points")
    assert area.get("display") is None


def test_texts_are_escaped_wherever_they_stand():
    hostile = strip(names=(HOSTILE, HOSTILE), translation=HOSTILE)
    shapes = [
        charts.strip_svg(hostile),
        charts.ladder_svg(hostile),
        charts.radar_svg(Radar(HOSTILE, HOSTILE, 5, (Axis(HOSTILE, Fraction(1), HOSTILE),) * 3, 0)),
        charts.bar_svg(Bar(HOSTILE, Fraction(1), Fraction(1), Fraction(5), 0)),
        charts.dots_svg(Dots(HOSTILE, 1, 5, True, 0)),
    ]
    for markup in shapes[2:]:
        assert HOSTILE in drawn(markup).get("aria-label")
    for markup in shapes:
        root = drawn(markup)
        assert not root.findall(f".//{SVG}script")
    assert all(HOSTILE in texts(drawn(markup)) for markup in shapes[:2])


def test_the_mark_stands_where_the_index_is_between_the_edges():
    root = drawn(charts.strip_svg(strip(mark="4")))
    left, right = [float(r.get("x")) for r in root.iter(f"{SVG}rect")]
    width = float(list(root.iter(f"{SVG}rect"))[1].get("width")) + 1.6
    tip = next(p.get("d") for p in root.iter(f"{SVG}path"))
    at = float(re.match(r"M([\d.]+)", tip)[1])
    assert at == pytest.approx(right - 0.8 + width / 2, abs=0.11)
    assert left < at
    assert texts(root) == ["1", "low", "3", "high", "5", "4"]


def test_a_range_is_a_bracket_with_both_ends_labelled_apart():
    wide, close = drawn(charts.strip_svg(strip("2", "4"))), drawn(charts.strip_svg(strip("2", "2.1")))
    assert {"2", "4"} <= set(texts(wide))
    ends = [float(t.get("x")) for t in list(close.iter(f"{SVG}text"))[-2:]]
    assert ends[1] - ends[0] > 44


def test_the_ladder_has_the_highest_band_on_top_and_the_mark_beside_its_band():
    root = drawn(charts.ladder_svg(strip(mark="4")))
    low, high = list(root.iter(f"{SVG}rect"))
    top, tall = float(high.get("y")), float(high.get("height"))
    assert top + tall < float(low.get("y"))
    tip = float(re.search(r" ([\d.]+) l", next(p.get("d") for p in root.iter(f"{SVG}path")))[1])
    assert tip == pytest.approx(top + tall / 2, abs=0.11)
    assert texts(root) == ["1", "low", "3", "high", "5", "4"]


def test_the_ladder_fits_a_phone_with_letters_of_a_size_to_read():
    root = drawn(charts.ladder_svg(strip("2", "2.1", translation="very good")))
    width = float(root.get("viewBox").split()[2])
    assert width <= 320
    assert min(float(t.get("font-size")) for t in root.iter(f"{SVG}text")) >= 11
    ends = [float(t.get("y")) for t in list(root.iter(f"{SVG}text"))[-2:]]
    assert ends[0] - ends[1] >= 17


def test_a_translation_stands_under_the_official_name():
    root = drawn(charts.strip_svg(strip(translation="very good")))
    assert texts(root).count("very good") == 2


def test_long_band_names_shrink_into_their_segment():
    root = drawn(charts.strip_svg(strip(names=("x" * 80, "y"))))
    long = next(t for t in root.iter(f"{SVG}text") if t.text == "x" * 80)
    assert float(long.get("font-size")) * svg.CHARACTER * 80 <= 330


def test_the_radar_is_as_tall_as_what_it_shows():
    for count in range(3, 10):
        root = drawn(charts.radar_svg(radar(*range(1, count + 1))))
        height = float(root.get("viewBox").split()[3])
        lowest = max(float(t.get("y")) for t in root.iter(f"{SVG}text"))
        assert 338 <= max(lowest, 338) < height < max(lowest, 338) + 10


def test_the_radar_has_one_corner_per_axis_and_none_without_all_values():
    whole, part = drawn(charts.radar_svg(radar(1, 2, 3, 4))), drawn(charts.radar_svg(radar(1, None, 3, 4)))
    shapes = [len(p.get("points").split()) for p in whole.iter(f"{SVG}polygon")]
    assert shapes == [4] * 6
    assert len(list(part.iter(f"{SVG}polygon"))) == 6
    area = next(p for p in part.iter(f"{SVG}polygon") if p.get("class") == "area")
    assert area.get("points") == ""
    assert len(list(part.iter(f"{SVG}circle"))) == 3


def test_values_on_the_radar_are_at_their_share_of_the_radius():
    root = drawn(charts.radar_svg(radar(5, 0, 0)))
    top = next(c for c in root.iter(f"{SVG}circle"))
    outer = next(p for p in list(root.iter(f"{SVG}polygon"))[4:5]).get("points").split()[0]
    assert (float(top.get("cx")), float(top.get("cy"))) == tuple(float(n) for n in outer.split(","))


@pytest.mark.parametrize("count", [3, 4, 7, 8, 12])
def test_radar_labels_stay_inside_the_picture(count):
    root = drawn(charts.radar_svg(radar(*range(count), name="Layanan Administrasi Pemerintahan Berbasis Elektronik")))
    width, height = (float(n) for n in root.get("viewBox").split()[2:])
    for text in root.iter(f"{SVG}text"):
        x, y = float(text.get("x")), float(text.get("y"))
        reach = len(text.text) * float(text.get("font-size")) * svg.CHARACTER
        left = {"start": x, "middle": x - reach / 2, "end": x - reach}[text.get("text-anchor")]
        assert left >= 0, text.text
        assert left + reach <= width, text.text
        assert 8 <= y <= height - 2, text.text


def test_long_axis_names_are_wrapped_and_cut_visibly():
    assert svg.wrapped("one two three", 8, 3) == ["one two", "three"]
    assert svg.wrapped("a b c d e f g", 2, 3) == ["a", "b", "c…"]
    assert svg.wrapped("x" * 90, 30, 3) == ["x" * 37 + "…"]
    assert svg.wrapped("", 30, 2) == [""]


def test_a_bar_is_as_long_as_its_value_and_a_range_has_a_second_part():
    widths = [float(r.get("width")) for r in drawn(EVERY[-2]).iter(f"{SVG}rect")]
    assert widths == [200, 80]
    root = drawn(charts.bar_svg(Bar("t", Fraction(1), Fraction(4), Fraction(5), 1)))
    assert [float(r.get("width")) for r in root.iter(f"{SVG}rect")] == [200, 160, 40]


def test_dots_tell_level_and_absence_by_shape_not_only_by_colour():
    root = drawn(EVERY[-1])
    fills = [c.get("fill") for c in root.iter(f"{SVG}circle")]
    assert fills == [svg.ACCENTS[0]] * 2 + ["none"] * 3
    empty = drawn(charts.dots_svg(Dots("t", 0, 5, False, 0)))
    assert not list(empty.iter(f"{SVG}circle"))
    assert len(list(empty.iter(f"{SVG}path"))) == 5


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_colours_carry_text_and_stay_apart_in_grey():
    for accent, tint in zip(svg.ACCENTS, svg.TINTS, strict=True):
        assert contrast(accent, "#ffffff") >= 4.5
        assert contrast(svg.INK, tint) >= 7
        assert contrast(accent, tint) >= 3
        assert contrast(accent, svg.TRACK) >= 3
    assert contrast(svg.SOFT, "#ffffff") >= 4.5


def test_charts_and_style_sheet_agree_on_the_colours():
    css = (TEMPLATES / "base.css").read_text(encoding="utf-8")
    for i, (accent, tint) in enumerate(zip(svg.ACCENTS, svg.TINTS, strict=True)):
        assert f".accent-{i} {{ --accent: {accent}; --tint: {tint}; }}" in css
