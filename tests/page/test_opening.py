"""Each figure of a report opens its explanation: by mouse and key, with and without script, on a phone and on paper."""

from __future__ import annotations

import pypdf
import pytest
from browser import opened
from filled import EVIDENCE
from reporting import OFFICIAL, result_of

from spbe_index.core.explain import explain
from spbe_index.write.html import explanation_html
from spbe_index.write.view.explanation import explanation_view
from spbe_index.write.view.scene import Scene
from spbe_index.write.words import Words


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The page that only explains, in either language."""
    folder = tmp_path_factory.mktemp("asal-usul")
    result, rubric = result_of("spbe-2020", OFFICIAL, evidence=EVIDENCE, unit="Diskominfo")
    made = {}
    for language in ("id", "en"):
        view = explanation_view(Scene(result, rubric, Words(language)), explain(rubric, result))
        made[language] = folder / f"{language}.html"
        made[language].write_text(explanation_html(view), encoding="utf-8")
    return made


def at_top(page, anchor):
    """How far below the top of the window, or of the bar that stays there, the explanation's own line begins."""
    return page.tab.evaluate(
        """(anchor) => {
            const line = document.getElementById(anchor).closest("details").querySelector("summary");
            const bar = document.querySelector("nav.sections");
            return line.getBoundingClientRect().top - (bar ? bar.getBoundingClientRect().bottom : 0);
        }""",
        anchor,
    )


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [1200, 390])
def test_a_figure_opens_its_explanation_and_all_that_it_is_part_of(browser, pages, width, script):
    with opened(browser, pages["spbe-2020", "id"], width=width, java_script_enabled=script) as page:
        assert not page.tab.locator("#asal-I12").is_visible()
        page.tab.locator('.section.indicators a[href="#asal-I12"]').click()
        page.tab.wait_for_function(
            "!document.getElementById('asal-I12').closest('details:not([open])')"
        ) if script else None
        assert page.tab.locator("#asal-I12").is_visible()
        assert page.tab.locator("#asal-A2 > .formula").is_visible()
        assert not page.tab.locator("#asal-I13").is_visible()
        assert "2,5 × 2 ÷ 100 = 0,05" in page.text("#asal-I12")
        assert "Penilaian!D20" in page.text("#asal-I12")
        assert 0 <= at_top(page, "asal-I12") < 200
        page.tab.locator('#asal-I12 a[href="#bukti-I12"]').click()
        assert page.tab.locator("#bukti-I12").is_visible()
        page.tab.go_back()
        assert page.said == []


def test_the_index_on_the_cover_is_opened_by_key_alone(browser, pages):
    with opened(browser, pages["spbe-2020", "id"]) as page:
        page.tab.locator(".cover .origin").focus()
        page.tab.keyboard.press("Enter")
        assert page.tab.locator("#asal-index > .formula").is_visible()
        assert "2,9475 (1179/400) dibulatkan setengah ke atas menjadi 2,95" in page.text("#asal-index")
        # What comes next is inside it: the first of its parts, which a key opens and shuts.
        page.tab.keyboard.press("Tab")
        assert page.tab.evaluate("document.activeElement.innerText").startswith("D1")
        page.tab.keyboard.press("Enter")
        assert page.tab.locator("#asal-D1").is_visible()
        page.tab.keyboard.press("Enter")
        assert not page.tab.locator("#asal-D1").is_visible()
        assert page.said == []


def test_an_address_with_a_figure_opens_it(browser, pages):
    file = pages["spbe-2018", "en"]
    with opened(browser, file) as page:
        page.tab.goto(f"{file.resolve().as_uri()}#asal-I35-2")
        assert page.tab.locator("#asal-I35-2").is_visible()
        assert "page not known" in page.text("#asal-I35-2")
        for strange in ("#%", "#asal-", "#'><b>"):
            page.tab.goto(file.resolve().as_uri() + strange)
        assert page.said == []


@pytest.mark.parametrize(("language", "width"), [("id", 1200), ("en", 390)])
def test_everything_opened_can_be_used_by_everybody(browser, pages, alone, language, width):
    from axe_playwright_python.sync_playwright import Axe

    for file in (pages["pemdi-2026", language], alone[language]):
        with opened(browser, file, width=width) as page:
            page.tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            assert page.tab.evaluate("document.documentElement.scrollWidth") <= width
            found = Axe().run(page.tab, context="#asal-A4").response["violations"]
            assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found] == []
            cut = "all => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.innerText)"
            assert page.tab.locator(".opened p, .opened li, .opened dd").evaluate_all(cut) == []
            assert [url for url in page.asked if not url.startswith("data:")] == [file.resolve().as_uri()]
            assert page.said == []


def printed(page, path):
    """What the first two and the last three sheets of a print say, and how many there are."""
    page.tab.pdf(path=str(path), prefer_css_page_size=True)
    sheets = list(pypdf.PdfReader(path).pages)
    return " ".join(" ".join(sheet.extract_text() for sheet in (*sheets[:2], *sheets[-3:])).split()), len(sheets)


def test_on_paper_a_report_has_only_what_was_opened(browser, pages, tmp_path):
    file = pages["spbe-2020", "id"]
    with opened(browser, file) as page:
        shut, sheets = printed(page, tmp_path / "a.pdf")
        assert "Asal-usul setiap angka" not in shut
        page.tab.goto(f"{file.resolve().as_uri()}#asal-A4")
        text, more = printed(page, tmp_path / "b.pdf")
        assert "A4 = (2,5 × 3 + 2,5 × 2) ÷ 5" in text
        assert "D2 = (10 × 3,25 + 10 × 3 + 5 × 2,5) ÷ 25" in text
        assert "A3 = (" not in text
        assert sheets < more <= sheets + 3


def test_on_paper_an_explanation_has_everything(browser, alone, tmp_path):
    with opened(browser, alone["id"]) as page:
        text, _ = printed(page, tmp_path / "a.pdf")
    for part in (
        "Indeks SPBE = (13 × 3",
        "D1 = (13 × 3)",
        "A1 = (",
        "Penilaian!D55",
        "Peraturan Wali Kota Nomor 12 Tahun 2023",
    ):
        assert part in text
