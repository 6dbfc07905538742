"""Everything of the page can be reached, seen and set: by key and by mouse, on a screen and on a phone."""

from __future__ import annotations

from fractions import Fraction

import pytest
from browser import opened
from filled import written
from reporting import DECIMALS, OFFICIAL, result_of
from years_and_lists import planned

from spbe_index.write.html import report_html
from spbe_index.write.view import report_view
from spbe_index.write.words import Words


@pytest.mark.parametrize(("name", "values"), [("spbe-2020", OFFICIAL), ("pemdi-2026", DECIMALS)])
def test_what_is_not_answered_stands_beside_the_scale_and_is_set_to_its_lowest_by_key_and_mouse(
    browser, tmp_path, name, values
):
    result, rubric = result_of(name, [None, *values[1:]])
    lowest, _ = result_of(name, [1, *values[1:]])
    words = Words("id")
    with opened(browser, written(tmp_path / "open.html", result, rubric)) as page:
        slider = page.tab.locator("#move-I1")
        waiting = page.text("#simulated-index")
        assert "Isian yang belum diisi berada di kiri tingkat terendah." in page.text(".simulator-page .intro")
        assert slider.get_attribute("aria-valuetext") == "belum diisi"
        slider.focus()
        page.tab.keyboard.press("ArrowRight")
        assert page.text("#simulated-index") == words.number(lowest.index)
        assert slider.get_attribute("aria-valuetext").startswith("1")
        assert page.tab.input_value("#simulated-command").endswith(" --set I1=1")
        assert page.text("#simulated-difference") == "belum diketahui selama masih ada yang belum diisi"
        page.tab.keyboard.press("Home")
        assert page.text("#simulated-index") == waiting
        assert slider.get_attribute("aria-valuetext") == "belum diisi"
        # By mouse: where the lowest level stands, between the end of the slider and the next level.
        box = slider.bounding_box()
        share = (1 - float(slider.get_attribute("min"))) / (5 - float(slider.get_attribute("min")))
        page.tab.mouse.click(box["x"] + 8 + share * (box["width"] - 16), box["y"] + box["height"] / 2)
        assert page.text("#simulated-index") == words.number(lowest.index)
        page.tab.click("#simulated-reset")
        assert page.text("#simulated-index") == waiting
        if name == "pemdi-2026":
            field = page.tab.locator("[data-code=I1] input[type=text]")
            assert field.input_value() == ""
            field.fill("1")
            field.press("Tab")
            assert page.text("#simulated-index") == words.number(lowest.index)
        assert page.said == []


def test_what_counts_as_nought_can_be_set_to_the_lowest_level(browser, tmp_path):
    result, rubric = result_of("spbe-2020", [None, *OFFICIAL[1:]], unfilled="zero")
    with opened(browser, written(tmp_path / "open.html", result, rubric)) as page:
        before = page.text("#simulated-index")
        page.tab.locator("#move-I1").focus()
        page.tab.keyboard.press("ArrowRight")
        assert page.text("#simulated-count") == "1 isian diubah"
        assert page.text("#simulated-index") > before


def test_a_small_difference_is_not_shown_as_none_and_one_is_said_as_one(browser, pages):
    with opened(browser, pages["pemdi-2026", "en"]) as page:
        page.tab.locator("#move-I20").focus()
        page.tab.keyboard.press("ArrowRight")
        figure = page.text("#simulated-difference")
        assert figure.startswith("+0.00")
        assert Fraction(figure) > 0
        assert page.text("#simulated-count") == "1 answer changed"


@pytest.mark.parametrize("width", [1300, 390])
@pytest.mark.parametrize("name", ["spbe-2020", "pemdi-2026"])
@pytest.mark.parametrize("key", ["Shift+Tab", "Tab"])
def test_what_has_the_focus_is_never_under_a_bar(browser, pages, name, width, key):
    covered = """() => {
        const it = document.activeElement.getBoundingClientRect();
        const meets = (bar) => bar.top < it.bottom && bar.bottom > it.top && bar.left < it.right && bar.right > it.left;
        const bars = [...document.querySelectorAll("nav.sections, .simulated")];
        return it.top < 0 || it.bottom > innerHeight || bars.some((bar) => meets(bar.getBoundingClientRect()));
    }"""
    with opened(browser, pages[name, "id"], width=width) as page:
        inputs = page.tab.locator(".movers input")
        count = inputs.count()
        (inputs.last if key == "Shift+Tab" else inputs.first).focus()
        for _ in range(count - 1):
            page.tab.keyboard.press(key)
            focused = page.tab.evaluate("document.activeElement.closest('.mover')?.dataset.code")
            assert focused
            assert not page.tab.evaluate(covered), focused


def test_the_chart_of_a_plan_is_whole_on_a_phone(browser, tmp_path):
    made, rubric = result_of("spbe-2020", OFFICIAL)
    file = tmp_path / "rencana.html"
    file.write_text(report_html(report_view(made, rubric, Words("en"), plan=planned())), encoding="utf-8")
    for width, shown in ((390, ".narrow"), (1200, ".wide")):
        with opened(browser, file, width=width) as page:
            charts = page.tab.locator(".plan svg.climb:visible")
            assert charts.count() == 1
            assert page.tab.locator(f".plan {shown} svg.climb").is_visible()
            box = charts.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            inside = charts.evaluate("""svg => {
                const all = svg.getBoundingClientRect();
                const boxes = [...svg.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
                return boxes.every((it) => it.left >= all.left - 1 && it.right <= all.right + 1);
            }""")
            assert inside
