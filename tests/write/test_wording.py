import pytest
import small
from outputs import holed, whole

from spbe_index.write.wording import remarks, shared_prefix, shortened, unanswered, without_prefix
from spbe_index.write.words import Words


def test_reasons_come_worst_first_and_only_those_that_are():
    found = unanswered(holed()[0].leaves)
    assert [(reason, [leaf.code for leaf in leaves]) for reason, leaves in found.items()] == [
        ("faulty", ["I21"]),
        ("blank", ["I4"]),
        ("missing", ["I47"]),
    ]
    assert unanswered(whole("spbe-2020")[0].leaves) == {}


def test_a_complete_result_needs_no_remark():
    assert remarks(*whole("spbe-2020"), Words("id")) == []
    assert len(remarks(*holed("zero"), Words("id"))) == 2


@pytest.mark.parametrize(
    ("name", "language", "prefix"),
    [("spbe-2020", "id", "Tingkat Kematangan"), ("pemdi-2026", "id", ""), ("spbe-2018", "id", "")],
)
def test_only_words_that_all_names_begin_with_are_left_out(name, language, prefix):
    assert shared_prefix(whole(name)[1], language) == prefix


def test_the_only_indicator_keeps_a_name():
    alone = small.small_rubric(tree=(small.leaf("I1", "indicator", "100"),))
    assert without_prefix("i1", shared_prefix(alone, "id")) == "I1"
    assert without_prefix("Tingkat", "Tingkat") == "Tingkat"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("Dinas Kominfo", 13, "Dinas Kominfo"),
        ("Dinas Kominfo Kota", 14, "Dinas Kominfo…"),
        ("Dinas Kominfo Kota", 13, "Dinas…"),
        ("Dinas, Badan dan Kantor", 12, "Dinas…"),
        ("Dinaskominfokota", 8, "Dinasko…"),
        ("a " + "b" * 40, 20, "a " + "b" * 17 + "…"),
    ],
)
def test_text_is_shortened_between_words_unless_one_word_is_most_of_it(text, limit, short):
    assert shortened(text, limit) == short
    assert len(shortened(text, limit)) <= limit


@pytest.mark.parametrize(("language", "one", "two"), [("en", "1 note", "2 notes"), ("id", "1 catatan", "2 catatan")])
def test_findings_are_counted_in_singular_and_plural(language, one, two):
    words = Words(language)
    assert [words.counted("terminal.check.note", count) for count in (1, 2)] == [one, two]
