"""What `spbe score` prints, at every width people have."""

import re

import pytest
from outputs import ANSWERS, HOSTILE, disputed, holed, whole
from reporting import result_of

from spbe_index.core.problem import Place, problem
from spbe_index.core.result import below
from spbe_index.write.terminal import result_table
from spbe_index.write.wording import shared_prefix, without_prefix
from spbe_index.write.words import Words


def table(made, *, width=100, language="id", colour=False):
    return result_table(*made, Words(language), width=width, colour=colour)


def bars_of(text):
    """The bar of each code."""
    return dict(re.findall(r"^ *(\S+) .*?([█▒░]{10})", text, re.MULTILINE))


@pytest.mark.parametrize("width", [60, 80, 100, 160])
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", ANSWERS)
def test_names_are_whole_and_no_line_is_wider_than_the_terminal(name, width, language):
    result, instrument = whole(name)
    text = table(whole(name), width=width, language=language)
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text
    prefix = shared_prefix(instrument, language)
    for item, _ in instrument.items():
        for word in without_prefix(item.name.of(language), prefix).split():
            assert word in text
    codes = re.findall(r"^ *([DAI]\d+(?:-\d)?) ", text, re.MULTILINE)
    assert codes == [node.code for node, _, _ in below(result.root)]


def test_an_incomplete_assessment_fits_a_narrow_terminal_too():
    for width in (60, 100, 160):
        assert max(map(len, table(holed("zero"), width=width).splitlines()[:60])) <= width


def test_what_all_names_begin_with_is_not_repeated():
    text = table(whole("spbe-2020"), width=160)
    assert "Tingkat Kematangan" not in text
    assert re.search(r"I12 +Peta Rencana SPBE Instansi Pusat/Pemerintah Daerah +2,5 +2,00 ", text)


def test_bars_begin_at_nought_and_say_so():
    text = table(whole("spbe-2020"))
    head = next(line for line in text.splitlines() if line.startswith("Kode"))
    assert "  0        5  " in head
    bars = bars_of(text)
    assert bars["I21"] == "██░░░░░░░░"  # level 1
    assert bars["I13"] == "██████████"  # level 5
    assert bars_of(table(whole("spbe-2018")))["I1"] == "░░░░░░░░░░"  # level 0
    assert head.index("0  ") == next(line for line in text.splitlines() if "I13" in line).index("█")


def test_a_bar_is_lighter_where_an_open_value_can_still_go():
    bars = bars_of(table(holed()))
    assert bars["I4"] == "██▒▒▒▒▒▒▒▒"
    assert bars["A1"] == "██████░░░░"  # 2.80 to 3.20: less than a cell apart


def test_why_there_is_no_index_is_told_with_numbers():
    text = " ".join(table(holed()).split())
    assert "(1 isian keliru, 1 belum diisi, 1 tidak ada barisnya); masih mungkin 2,86 sampai 3,09" in text
    text = " ".join(table(holed("zero"), language="en").split())
    assert "cannot be given yet (1 faulty)" in text
    assert "2 items without a value (1 not filled, 1 without a row) are counted as 0" in text
    assert "not filled, assumed" in text


def test_the_other_rule_is_told():
    assert "menurut nilai terbulatkan 2,95 predikatnya Sangat Baik" in " ".join(table(disputed()).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_a_file_do_nothing_to_the_terminal(text):
    found = (problem("E211", Place(text, text, "D1"), indicator="I1", name=text),)
    shown = table(result_of(agency=text, stage=text, problems=found))
    assert not any(c in shown for c in "\x1b\x07\u202e\u2066\r\t\ud800")
    assert shown.count("\n") == len(shown.splitlines())


def test_colour_only_where_asked_for_and_always_ended():
    plain, coloured = table(holed()), table(holed(), colour=True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain
    assert all(line.count("\x1b[0m") * 2 == line.count("\x1b[") for line in coloured.splitlines())
