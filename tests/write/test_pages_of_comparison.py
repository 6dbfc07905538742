"""Pages of comparisons, standings and rankings: what they show, in whole, escaped, and never a line too far."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from reporting import OFFICIAL, result_of
from test_html import HOSTILE, Page
from years_and_lists import MEANS, compared, listed, published, setting, years

from spbe_index.core.exact import display
from spbe_index.core.problem import NOWHERE, problem
from spbe_index.core.ranking import ranking
from spbe_index.core.standing import among
from spbe_index.write.html import report_html, sheet_html
from spbe_index.write.pdf import sheet_pdf
from spbe_index.write.view import report_view
from spbe_index.write.view.comparison import comparison_view
from spbe_index.write.view.standing import rank_view, standing_view
from spbe_index.write.words import Words


def view_of(past, language="id"):
    return comparison_view(past.series, past.named, past.problems, Words(language))


def page_of(past, language="id"):
    return Page(sheet_html("compare", view_of(past, language)))


def test_within_one_instrument_index_parts_and_changed_indicators_are_shown():
    past = years(2021, 2022)
    (step,) = view_of(past).steps
    (comparison,) = past.series.steps
    assert [row.depth for row in step.changes][:3] == [0, 1, 2]
    changed = [one.before.code for one in comparison.changes if one.before.entry and one.difference]
    shown = [row.code for row in step.changes]
    assert [code for code in shown if code.startswith("I")] == changed
    parts = [code for code in shown if not code.startswith("I")]
    assert sorted(parts) == sorted(["", *(f"D{n}" for n in range(1, 5)), *(f"A{n}" for n in range(1, 9))])
    assert str(47 - len(changed)) in step.rest
    assert step.changes[0].after == display(past.named[1].result.index).replace(".", ",")
    assert step.slope is not None
    assert len(step.slope.lines) == 8
    assert step.parts == ()


def test_across_instruments_there_are_four_parts_and_every_group_once():
    past = years(2025, 2026)
    (step,) = view_of(past).steps
    assert len(step.parts) == 4
    assert step.slope is None
    assert step.changes == ()
    assert [table.alone for table in step.groups] == [False, False, True, True]
    assert sum(len(table.rows) for table in step.groups) == len(past.series.steps[0].groups)
    assert step.notes


@pytest.mark.parametrize("wanted", [(2021, 2022), (2020, 2021, 2026), tuple(range(2019, 2027))])
@pytest.mark.parametrize("language", ["id", "en"])
def test_each_instrument_has_its_own_panel_bands_and_line(wanted, language):
    past = years(*wanted, language=language)
    view = view_of(past, language)
    assert [len(panel.moments) for panel in view.trend.panels] == [
        n
        for n in (
            sum(year <= 2020 for year in wanted),
            sum(2020 < year <= 2025 for year in wanted),
            sum(year > 2025 for year in wanted),
        )
        if n
    ]
    page = page_of(past, language)
    assert not re.findall(r"\{\w*\}|None|Undefined|Fraction\(", page.text)
    assert [row.index for row in view.results] == [Words(language).number(one.result.index) for one in past.named]
    assert all(row.index in page.text for row in view.results)
    pairs = len(wanted) - 1
    within = sum(len(panel.moments) > 2 for panel in view.trend.panels)
    assert len(view.steps) == pairs + within + (pairs > 1)


def test_domains_and_aspects_of_every_year_stand_under_their_own_instrument():
    past = years(2019, 2020, 2021, 2026)
    tables = view_of(past).values
    assert [table.labels for table in tables] == [("2019", "2020"), ("2021",), ("2026",)]
    first, second, third = (past.named[place].result.root for place in (1, 2, 3))
    for table, root in zip(tables, (first, second, third), strict=True):
        inner = [node for node in root.walk() if node.kind in ("index", "domain", "aspect") or node is root]
        assert [(row[1] or "index", row[-1]) for row in table.rows] == [
            (node.code, display(node.value).replace(".", ",")) for node in inner
        ]
    assert view_of(years(2021, 2022)).values == ()
    report = report_view(past.named[-1].result, past.named[-1].rubric, Words("id"), past=past)
    assert report.comparison.values == tables
    assert tables[0].title in Page(report_html(report)).text


def test_an_index_that_is_open_is_a_range_and_nothing_is_claimed_of_it():
    past = compared([result_of(year=2021), result_of(values=[None, *OFFICIAL[1:]], year=2022)])
    view = view_of(past)
    assert view.results[1].index == "2,92..2,97"
    moment = view.trend.panels[0].moments[1]
    assert moment.low < moment.high
    assert view.steps[0].changes[0].difference == ""
    assert "None" not in page_of(past).text


def test_hostile_names_are_seen_as_texts_and_do_nothing():
    text = " ".join(HOSTILE)
    said = (problem("N801", NOWHERE, agencies=text),)
    past = compared([result_of(year=2021, agency=text), result_of(year=2022, agency=text, file=text)], problems=said)
    page = page_of(past)
    assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "base", "iframe"}
    assert HOSTILE[0] in page.text
    rows = [listed(f"{text} {n}", f"2.{n}5") for n in range(9)]
    view = rank_view(ranking(rows), Words("id"), top=3, bands={}, placed=None, remarks=[text])
    page = Page(sheet_html("rank", view))
    assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "base", "iframe"}


def test_the_page_runs_nothing_and_asks_for_nothing():
    page = page_of(years(2021, 2022))
    (policy,) = [a["content"] for t, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert not [tag for tag, _ in page.elements if tag == "script"]


def test_a_standing_shows_places_spread_medians_and_the_nearest():
    _, placed = setting()
    view = standing_view(placed, Words("id"), {"D1": "Kebijakan"}, 2)
    standing = placed.standing
    assert len(view.places) == 1 + len(standing.positions)
    assert sum(one.count for one in view.spread.bins) == standing.positions[-1].of
    assert sum(one.group_count for one in view.spread.bins) == standing.position("kind").of
    assert view.spread.own.value == standing.entry.printed
    assert view.spread.bins[0].low <= standing.positions[-1].values[0]
    assert len(view.nearest) == len(standing.nearest)
    assert sum(bool(row[0]) for row in view.nearest) == 1


@pytest.mark.parametrize("wanted", [(2021, 2022), (2021, 2022, 2023), (2020, 2022)])
def test_short_tables_stay_on_one_page_and_no_page_is_nearly_empty(wanted):
    _, placed = setting()
    past = years(*wanted)
    view = comparison_view(past.series, past.named, (), Words("id"), among=placed)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(sheet_pdf("compare", view))).pages]
    for rows in ([row[2] for row in view.standing.nearest], [row[0] for row in view.standing.places]):
        assert any(all(text in page for text in rows) for page in pages)
    assert all(row.index in pages[0] for row in view.results)
    assert view.files[0][2] in "".join(pages[0].split())
    assert min(len(page.splitlines()) for page in pages) > 10


def test_without_an_index_a_standing_says_so():
    result, _ = result_of(values=[None, *OFFICIAL[1:]])
    view = standing_view(among(result, published(), MEANS, group="Kota"), Words("id"), {}, 2)
    assert view.notes == ("Kedudukan belum dapat disebut karena indeksnya belum ada.",)
    assert view.spread is None


def test_a_ranking_shows_the_best_the_ends_and_who_moved():
    rows = [listed(f"Kota {n}", f"2.{n:02}") for n in range(1, 31)]
    earlier = [row._replace(year=2020, printed=row.printed + (n % 7) - 3) for n, row in enumerate(rows)]
    view = rank_view(ranking(rows, earlier=earlier), Words("id"), top=4, bands={}, placed=None, remarks=())
    everyone, part = view.sections
    assert [row[0] for row in everyone.rows] == ["1", "2", "3", "4"]
    assert [row[:2] for row in part.rows] == [("1", "1"), ("2", "2"), ("3", "3"), ("4", "4")]
    assert [row[0] for row in part.last] == ["27", "28", "29", "30"]
    assert "22" in part.between
    assert view.best == (("Kota", "Kota 30", "2,30", "Baik"),)
    assert view.movers[0].difference.startswith("+")
    text = Page(sheet_html("rank", view)).text
    assert "Kota 30" in text
    assert "None" not in text


def test_every_agency_of_a_list_is_on_its_page_whatever_its_kind():
    rows = [*(listed(f"Kota {n}", f"2.{n:02}") for n in range(1, 4)), listed("Yayasan", "2.50", "")]
    for by in ("group", "kind", "none"):
        view = rank_view(ranking(rows, by=by), Words("en"), top=2, bands={}, placed=None, remarks=())
        assert "Yayasan" in Page(sheet_html("rank", view)).text
    assert view.sections[0].rows[0][:2] == ("1", "Yayasan")
    *_, outside = rank_view(ranking(rows), Words("en"), top=2, bands={}, placed=None, remarks=()).sections
    assert outside.title == "Of unknown kind, with their national ranks (agencies: 1)"
    assert outside.rows[0][:2] == ("1", "Yayasan")


def test_the_report_tells_of_the_year_before_and_of_others():
    past, placed = setting()
    made, instrument = past.named[-1].result, past.named[-1].rubric
    view = report_view(made, instrument, Words("id"), past=past, among=placed)
    assert view.parts[0].before == display(past.named[0].result.index).replace(".", ",")
    assert view.parts[0].mean == "2,29"
    assert [one.name for one in view.radar.others] == ["2021", "Rerata Kota 2021"]
    assert view.strip.before is not None
    assert len(view.comparison.steps) == 1
    assert view.summary.sentences[-2] == view.comparison.steps[0].sentences[0]
    text = Page(report_html(view)).text
    for heading in ("Perbandingan dengan penilaian sebelumnya", "Posisi nasional"):
        assert text.count(heading) >= 2


def test_the_report_has_the_pages_of_the_comparison_with_every_step():
    past = years(2018, 2021, 2023)
    view = report_view(past.named[-1].result, past.named[-1].rubric, Words("id"), past=past)
    assert view.comparison.steps == view_of(past).steps
    assert view.comparison.leading == view.comparison.steps[1]
    assert view.summary.sentences[-2:] == view.comparison.leading.sentences[:2]
    assert view.parts_before == "2021"
    text = Page(report_html(view)).text
    for title in ("2018 ke 2021", "2021 ke 2023", "2018 ke 2023 (keseluruhan)"):
        assert title in text


def agencies(*wanted):
    """Assessments of these agencies and years."""
    return compared([result_of(year=year, agency=agency) for agency, year in wanted])


def test_no_line_joins_two_agencies():
    past = agencies(("Kota A", 2022), ("Kota B", 2022), ("Kota A", 2023), ("Kota B", 2023))
    view = view_of(past)
    assert [(panel.name, [moment.when for moment in panel.moments]) for panel in view.trend.panels] == [
        ("Kota A", ["2022", "2023"]),
        ("Kota B", ["2022", "2023"]),
    ]
    past = agencies(("Kota A", 2022), ("Kota B", 2023), ("Pemkot B", 2024))
    view = view_of(past)
    assert [len(panel.moments) for panel in view.trend.panels] == [1, 2]
    first, second, whole = view.steps
    assert (first.title, second.title) == ("Kota A 2022 dan Kota B 2023", "Kota B 2023 ke Pemkot B 2024")
    assert (first.slope, whole.slope) == (None, None)
    assert (second.slope.before, second.slope.after) == ("2023", "2024")
    assert view.heading == "Kota A 2022, Kota B 2023, Pemkot B 2024"
    assert "tetap" not in " ".join((*first.sentences, first.rest, first.caption))
    assert "None" not in page_of(past).text


def test_another_agency_is_never_called_the_year_before():
    past = agencies(("Kota A", 2022), ("Kota B", 2023))
    view = report_view(past.named[-1].result, past.named[-1].rubric, Words("id"), past=past)
    assert (view.parts_before, view.strip.before, view.radar.others) == ("", None, ())
    assert "lebih tinggi" in view.summary.sentences[-2] or "sama" in view.summary.sentences[-2]


def test_results_of_one_year_are_told_apart_by_their_files():
    past = compared([result_of(year=2023, file="a.xlsx"), result_of(year=2023, file="b.xlsx")])
    text = page_of(past).text
    assert "2023 (1): a.xlsx" in text
    assert "2023 (2): b.xlsx" in text


def test_figures_of_another_instrument_never_stand_in_the_same_row():
    past = years(2025, 2026)
    view = report_view(past.named[-1].result, past.named[-1].rubric, Words("id"), past=past)
    assert view.parts_before == ""
    assert view.strip.before is None
    assert view.radar.others == ()
    assert view.comparison.steps[0].parts
