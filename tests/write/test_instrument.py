"""Instruments as text and as plain data."""

import json
from fractions import Fraction

import pytest
import small
from outputs import ANSWERS
from reporting import change, rubric

from spbe_index.write.instrument import (
    find_item,
    interval,
    item_plain,
    item_text,
    list_plain,
    list_table,
    rubric_plain,
    rubric_table,
)
from spbe_index.write.words import Words


def nodes(tree):
    for node in tree:
        yield node
        yield from nodes(node["children"])


@pytest.mark.parametrize("name", ANSWERS)
def test_plain_data_holds_the_whole_tree_exactly(name):
    instrument = rubric(name)
    plain = json.loads(json.dumps(rubric_plain(instrument)))
    shown = list(nodes(plain["tree"]))
    for node, (item, parent) in zip(shown, instrument.items(), strict=True):
        assert (node["code"], Fraction(node["weight"])) == (item.code, item.weight)
        judged = item if item.levels or not (parent and parent.levels) else parent
        assert [level["level"] for level in node["levels"]] == [level.level for level in judged.levels]
        assert all(level["name"]["id"] and level["name"]["en"] for level in node["levels"])
    assert plain["answers"] == len(instrument.leaves()) == len(ANSWERS[name])
    assert len(plain["bands"]) == len(instrument.bands)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [60, 100, 160])
@pytest.mark.parametrize("name", ANSWERS)
def test_texts_fit_the_terminal_and_cut_nothing(name, width, language):
    instrument, words = rubric(name), Words(language)
    pages = [rubric_table(instrument, words, width)]
    pages += [item_text(instrument, item, parent, words, width) for item, parent in instrument.items()]
    for page in pages:
        assert max(map(len, page.splitlines())) <= width
        assert "[...]" not in page
    for item, _ in instrument.items():
        assert " ".join(item.name.of(language).split()[-2:]) in " ".join(pages[0].split())


def test_levels_show_their_names_criteria_and_what_they_build_on():
    instrument = rubric("spbe-2020")
    lines = item_text(instrument, *find_item(instrument, "12"), Words("en"), 100).splitlines()
    at = lines.index("Level 3 (Defined)")
    assert lines[at + 1] == "  Level 2 is met, and:"
    assert lines[at + 2].startswith("  - ")


def test_an_input_without_criteria_has_those_of_its_indicator_and_one_with_its_own_keeps_them():
    instrument, words = rubric("spbe-2018"), Words("id")
    item, parent = find_item(instrument, "35-1")
    assert item_plain(instrument, item, parent)["criteria_of"] == "I35"
    assert "Tingkat 0 (Belum Ada)" in item_text(instrument, item, parent, words, 100)
    own = change(item, levels=parent.levels[:2])
    assert item_plain(instrument, own, parent)["criteria_of"] == "I35-1"
    assert "adalah milik" not in item_text(instrument, own, parent, words, 100)


def test_a_code_wins_over_a_number_and_only_answers_are_found_by_number():
    instrument = small.small_rubric()
    assert find_item(instrument, "d1")[0].kind == "domain"
    assert find_item(instrument, "3")[0].code == "I3"
    assert find_item(instrument, "4-2")[0].code == "I4-2"
    assert find_item(instrument, "9") is None
    assert find_item(instrument, "") is None


def test_the_list_names_answers_only_where_they_are_more_than_indicators():
    lines = list_table([rubric(name) for name in ANSWERS], Words("id"), 200).splitlines()
    assert ["isian" in line for line in lines] == [True, False, False]
    assert [entry["answers"] for entry in list_plain([rubric(name) for name in ANSWERS])] == [37, 47, 20]


def test_edges_of_bands_are_written_in_signs():
    span = small.span("5/2", "7/2", closed="(]")
    assert (interval(span, Words("id")), interval(span, Words("en"))) == ("2,5 < x ≤ 3,5", "2.5 < x ≤ 3.5")
    assert interval(small.span("1", "10/3"), Words("id")) == "1 ≤ x < 10/3"
