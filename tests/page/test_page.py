"""The page in a real browser: it reckons as the program does, asks nobody for anything, and all can use it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from browser import opened
from filled import FILLED, written
from reporting import OFFICIAL, result_of
from settings import index, settings
from years_and_lists import planned, published, safety, setting, years

from spbe_index.core.exact import decimal_text
from spbe_index.core.ranking import ranking
from spbe_index.core.result import Open
from spbe_index.load.rubric import load_rubric
from spbe_index.write.html import report_html, sheet_html
from spbe_index.write.view import report_view
from spbe_index.write.view.comparison import comparison_view
from spbe_index.write.view.standing import rank_view
from spbe_index.write.wording import band_label, index_label
from spbe_index.write.words import Words


def expected(name, values, language):
    """What the program says of these answers: index, predicate and the aspects, as shown."""
    result, rubric = result_of(name, [values[leaf.code] for leaf in load_rubric(name).leaves()])
    words = Words(language)
    band = band_label(result.verdict.name, rubric, words)
    other = result.verdict.otherwise and band_label(result.verdict.otherwise, rubric, words)
    aspects = [words.number(node.value) for node in result.root.walk() if node.kind == "aspect"]
    return index_label(result.index, rubric, words), band, other, aspects


def plain(value):
    return decimal_text(value)


@pytest.mark.parametrize("name", FILLED)
@pytest.mark.parametrize("language", ["id", "en"])
def test_it_reckons_as_the_program_does(browser, pages, name, language):
    rubric = load_rubric(name)
    kinds = set()
    with opened(browser, pages[name, language]) as page:
        for kind, values in settings(rubric, 50 if language == "id" else 6):
            kinds.add(kind)
            page.move_all({code: plain(value) for code, value in values.items()})
            shown, band, other, aspects = expected(name, values, language)
            assert page.text("#simulated-index") == shown, (kind, index(rubric, values))
            assert page.text("#simulated-band") == band
            otherwise = page.text("#simulated-otherwise")
            assert (other in otherwise) if other else otherwise == ""
            figures = page.tab.locator(".simulator-page .aspects .figure").all_inner_texts()
            assert [figure.strip() for figure in figures] == aspects
        assert page.said == []
    assert "edge" in kinds
    assert "tie" in kinds or name == "spbe-2018"


def test_levels_are_raised_by_mouse_and_by_keyboard(browser, pages):
    values = dict(zip((leaf.code for leaf in load_rubric("spbe-2020").leaves()), map(Fraction, OFFICIAL), strict=True))
    with opened(browser, pages["spbe-2020", "id"]) as page:
        assert page.text("#simulated-index") == "2,95"
        assert page.text("#simulated-difference") == "sama dengan laporan"
        # By mouse: a click at the far end of the slider.
        slider = page.tab.locator("#move-I1")
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        page.tab.mouse.click(box["x"] + box["width"] - 8, box["y"] + box["height"] / 2)
        # By keyboard: one step up, and by Tab to the next one, to its end.
        page.tab.locator("#move-I11").focus()
        page.tab.keyboard.press("ArrowUp")
        page.tab.keyboard.press("Tab")
        page.tab.keyboard.press("End")
        values |= {"I1": Fraction(5), "I11": Fraction(3), "I12": Fraction(5)}
        shown, band, _, _ = expected("spbe-2020", values, "id")
        assert (page.text("#simulated-index"), page.text("#simulated-band")) == (shown, band)
        assert page.text("#simulated-difference") == "+0,13"
        assert page.text("#simulated-count") == "3 isian diubah"
        command = page.tab.input_value("#simulated-command")
        assert command == 'spbe simulate "penilaian.xlsx" --set I1=5 --set I11=3 --set I12=5'
        assert page.tab.get_attribute("#move-I11", "aria-valuetext") == "3 Terdefinisi"
        moved = page.tab.locator(".mover.moved").evaluate_all("all => all.map(one => one.dataset.code)")
        assert moved == ["I1", "I11", "I12"]
        page.tab.click("#simulated-reset")
        assert page.text("#simulated-index") == "2,95"
        assert page.tab.input_value("#simulated-command") == ""
        assert page.tab.locator(".mover.moved").count() == 0
        assert page.said == []


@pytest.mark.parametrize(("language", "mark"), [("id", ","), ("en", ".")])
def test_decimals_are_typed_with_comma_or_point(browser, pages, language, mark):
    with opened(browser, pages["pemdi-2026", language]) as page:
        field = page.tab.locator("[data-code=I20] input[type=text]")
        for typed, kept in (("3.57", "3.57"), ("3,5", "3.50"), (" 4 ", "4.00"), ("2,500", "2.50"), ("1", "1.00")):
            field.fill(typed)
            field.press("Tab")
            assert Fraction(page.tab.input_value("#move-I20")) == Fraction(kept)
            assert field.input_value() == kept.replace(".", mark)
            assert field.get_attribute("aria-invalid") == "false"
            assert page.text("#simulated-said") == ""
        assert page.said == []


def test_what_cannot_be_taken_is_refused_with_a_sentence(browser, pages):
    refused = {
        "6": '"6" di luar skala 1,00 sampai 5,00; nilainya tetap 3,50.',
        "0": '"0" di luar skala 1,00 sampai 5,00; nilainya tetap 3,50.',
        "-1": '"-1" di luar skala 1,00 sampai 5,00; nilainya tetap 3,50.',
        "3.505": '"3.505" lebih dari dua desimal; nilainya tetap 3,50.',
        "tiga": '"tiga" bukan angka; nilainya tetap 3,50.',
        "": "Kotaknya kosong; nilainya tetap 3,50.",
    }
    with opened(browser, pages["pemdi-2026", "id"]) as page:
        field = page.tab.locator("[data-code=I20] input[type=text]")
        field.fill("3,5")
        field.press("Tab")
        before = page.text("#simulated-index")
        for typed, sentence in refused.items():
            field.fill(typed)
            field.press("Tab")
            assert page.text("#simulated-said") == sentence
            assert page.text("#refused-I20") == sentence
            assert field.get_attribute("aria-invalid") == "true"
            assert field.input_value() == "3,50"
            assert page.text("#simulated-index") == before
        field.fill("4")
        assert field.get_attribute("aria-invalid") == "false"
        assert not page.tab.locator("#refused-I20").is_visible()
        assert page.said == []


def test_arrow_keys_raise_a_typed_number_by_a_step(browser, pages):
    with opened(browser, pages["pemdi-2026", "id"]) as page:
        field = page.tab.locator("[data-code=I20] input[type=text]")
        field.fill("4,98")
        for key, value in (
            *(("ArrowUp", "4,99"), ("ArrowUp", "5,00"), ("ArrowUp", "5,00"), ("ArrowDown", "4,99")),
            *(("Tab", "4,99"),),
        ):
            field.press(key)
            assert field.input_value() == value
            assert page.tab.input_value("#move-I20") == str(float(value.replace(",", "."))).removesuffix(".0")
        assert page.tab.input_value("#simulated-command").endswith("--set I20=4.99")
        assert page.said == []


def test_the_command_is_copied(browser, pages):
    with opened(browser, pages["spbe-2020", "en"], permissions=["clipboard-read", "clipboard-write"]) as page:
        page.move("I2", "5")
        page.tab.click("#simulated-copy")
        page.tab.wait_for_function("document.querySelector('#simulated-said').textContent !== ''")
        assert page.text("#simulated-said") == "Command copied."
        assert page.tab.evaluate("navigator.clipboard.readText()") == 'spbe simulate "penilaian.xlsx" --set I2=5'


def test_what_is_not_answered_stays_a_range_until_it_is_moved(browser, tmp_path):
    values = [None, *OFFICIAL[1:]]
    result, rubric = result_of("spbe-2020", values)
    with opened(browser, written(tmp_path / "open.html", result, rubric)) as page:
        assert isinstance(result.index, Open)
        words = Words("id")
        assert page.text("#simulated-index") == f"{words.number(result.low)} sampai {words.number(result.high)}"
        assert page.text("#simulated-band") == "belum ada predikat"
        assert page.text("#simulated-otherwise") == "Apa pun isiannya, predikatnya akan Baik."
        assert page.text("[data-code=I1] output") == "belum diisi"
        page.move("I1", "3")
        assert page.text("#simulated-index") == "2,95"
        assert page.text("#simulated-otherwise") == ""
        assert page.text("#simulated-band") == "Baik"
        assert page.said == []


def test_answers_that_decide_the_predicate_leave_every_one_that_is_possible(browser, tmp_path):
    result, rubric = result_of("spbe-2020", [None] * 47)
    with opened(browser, written(tmp_path / "open.html", result, rubric, "en")) as page:
        assert page.text("#simulated-band") == "no predicate yet"
        possible = "The predicate can still become anything from Kurang (Poor) to Memuaskan (Excellent)."
        assert page.text("#simulated-otherwise") == possible
        assert possible in page.text("body").replace(possible, "", 1)
        assert page.said == []


def test_indicators_are_searched_filtered_and_ordered(browser, pages):
    shown = "section.indicators tbody tr:visible"
    with opened(browser, pages["spbe-2020", "id"]) as page:
        assert page.tab.locator(shown).count() == 47
        page.tab.fill("#indicator-search", "audit tik")
        found = page.tab.locator(shown).all_inner_texts()
        assert found
        assert all("audit" in text.lower() and "tik" in text.lower() for text in found)
        assert page.text("#indicator-count") == f"{len(found)} dari 47 indikator ditampilkan"
        page.tab.fill("#indicator-search", "tidak ada yang begini")
        assert page.text("#indicator-count").startswith("Tidak ada indikator yang cocok.")
        page.tab.fill("#indicator-search", "")
        page.tab.select_option("#indicator-level", "1")
        assert page.tab.locator(shown).count() == OFFICIAL.count(1)
        page.tab.select_option("#indicator-level", "")
        page.tab.select_option("#indicator-sort", "level_down")
        levels = page.tab.locator(shown).evaluate_all("all => all.map(row => Number(row.dataset.level))")
        assert levels == sorted(OFFICIAL, reverse=True)
        page.tab.select_option("#indicator-sort", "number")
        numbers = page.tab.locator(f"{shown} td.number").all_inner_texts()
        assert [int(number) for number in numbers] == list(range(1, 48))
        assert page.said == []


@pytest.mark.parametrize("width", [1200, 390])
@pytest.mark.parametrize("name", FILLED)
def test_everybody_can_use_it_and_it_asks_nobody(browser, pages, name, width):
    from axe_playwright_python.sync_playwright import Axe

    for language in ("id", "en"):
        file = pages[name, language]
        with opened(browser, file, width=width) as page:
            page.move(load_rubric(name).leaves()[0].code, "4")
            assert page.tab.evaluate("document.documentElement.scrollWidth") <= width
            found = Axe().run(page.tab).response["violations"]
            assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found] == []
            outside = [url for url in page.asked if not url.startswith("data:") and url != file.resolve().as_uri()]
            assert outside == []
            assert page.said == []


@pytest.mark.parametrize("width", [1200, 390])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_chapter_and_every_other_page_can_be_used_too(browser, tmp_path, language, width):
    from axe_playwright_python.sync_playwright import Axe

    words, (past, placed) = Words(language), setting(language)
    made, rubric = past.named[-1].result, past.named[-1].rubric
    whole = report_view(made, rubric, words, past=past, among=placed, plan=planned(), safety=safety())
    apart = years(2020, 2021, 2026, language=language)
    others = {
        "laporan": report_html(whole),
        "beda": sheet_html("compare", comparison_view(apart.series, apart.named, (), words, among=placed)),
        "urutan": sheet_html(
            "rank", rank_view(ranking(published().rows), words, top=3, bands={}, placed=None, remarks=())
        ),
    }
    for name, text in others.items():
        file = tmp_path / f"{name}.html"
        file.write_text(text, encoding="utf-8")
        with opened(browser, file, width=width) as page:
            assert page.tab.evaluate("document.documentElement.scrollWidth") <= width, name
            if name != "laporan":
                assert page.tab.locator("h1").bounding_box()["y"] >= 16, "it starts at the very edge"
            # A chart that goes on beyond the edge says so by a shadow there.
            cut = (
                "all => all.filter(one => one.scrollWidth > one.clientWidth)"
                ".map(one => getComputedStyle(one).backgroundImage)"
            )
            shadows = page.tab.locator(".scroll").evaluate_all(cut)
            assert all("linear-gradient" in one for one in shadows)
            assert bool(shadows) == (width < 580)
            found = Axe().run(page.tab).response["violations"]
            assert [(name, fault["id"], fault["nodes"][0]["html"][:200]) for fault in found] == []
            assert [url for url in page.asked if not url.startswith("data:")] == [file.resolve().as_uri()]
            assert page.said == []


def test_it_can_be_read_without_its_script(browser, pages):
    with opened(browser, pages["spbe-2020", "id"], java_script_enabled=False) as page:
        text = page.text("body")
        assert "Simulator memerlukan JavaScript" in text
        assert "2,95" in text
        assert page.tab.locator(".simulator-page").is_hidden()
        assert page.tab.locator(".indicator-tools").is_hidden()


def test_it_prints_as_a_report(browser, pages, tmp_path):
    from pypdf import PdfReader

    with opened(browser, pages["spbe-2020", "id"]) as page:
        page.tab.select_option("#indicator-sort", "level_down")
        page.tab.pdf(path=tmp_path / "cetak.pdf", format="A4")
        assert page.said == []
    text = " ".join("".join(page.extract_text() for page in PdfReader(tmp_path / "cetak.pdf").pages).split())
    assert "2,95" in text
    assert "Kembalikan semua" not in text
    assert "Cari indikator" not in text
    assert "Simulator" not in text
    with opened(browser, pages["spbe-2020", "id"]) as page:
        page.tab.emulate_media(media="print")
        heads = page.tab.locator("h2:visible .number").all_inner_texts()
        listed = page.tab.locator(".contents > ol > li:visible .toc-number").all_inner_texts()
    assert heads == listed == [str(number + 1) for number in range(len(heads))]
    assert text.index("Kebijakan Internal Arsitektur SPBE") < text.index("Pelaksanaan Audit Keamanan")
