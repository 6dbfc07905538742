"""Every fault of a rubric file: its code, its line, its key, and that all are told at once."""

# ruff: noqa: E501 (a table, read by rows)

from __future__ import annotations

from fractions import Fraction

import pytest
import yaml
from rubric_making import SMALL, line_of, problems_of, spoiled

from spbe_index.core import score
from spbe_index.load.rubric import check_rubric, strict_yaml
from spbe_index.load.rubric.strict_yaml import MAX_FAULTS

# what is wrong: (changes, code, a text on the line that is named, the key path, further particulars)
FAULTS = {
    "unknown key": ([("page: \"7\"", "pages: \"7\"")], "E303", "pages:", "tree[A1].children[I1].pages", {"suggestion": "page"}),
    "unknown key at the top": ([("years:", "tahun: 1\nyears:")], "E303", "tahun:", "tahun", {"advice": "remove"}),
    "a rule at the top": ([("years:", "gate: 1\nyears:")], "E310", "gate:", "gate", {}),
    "a rule in an item": ([("page: \"7\"", "penalty: \"7\"")], "E310", "penalty:", "tree[A1].children[I1].penalty", {}),
    "a rule in Indonesian": ([("page: \"7\"", "nilai_ambang: \"7\"")], "E310", "nilai_ambang:", "tree[A1].children[I1].nilai_ambang", {}),
    "missing key": ([("    weight: \"80\"\n", "")], "E305", "- code: A1", "tree[A1].weight", {}),
    "missing section": ([("years: {first: 2030, last: 2031}\n", "")], "E305", "schema:", "years", {}),
    "missing language": ([("{id: Isian, en: Input}", "{en: Input}")], "E305", "Input", "kinds[input].name.id", {}),
    "empty language": (
        [("{id: Isian, en: Input}", '{id: Isian, en: ""}')],
        "E304",
        "Isian",
        "kinds[input].name.en",
        {"found": ""},
    ),
    "blank language": ([("en: Input}", 'en: " "}')], "E304", "Isian", "kinds[input].name.en", {}),
    "blank at the end": ([("en: Input}", 'en: "Input "}')], "E304", "Isian", "kinds[input].name.en", {}),
    "another schema": ([("spbe-rubric/1", "spbe-rubric/2")], "E304", "schema:", "schema", {"expected": "spbe-rubric/1"}),
    "an id that is no id": ([("kecil-2030", "../kecil")], "E304", "../kecil", "id", {"expected": "id"}),
    "an id of one word": ([("kecil-2030", "kecil")], "E304", "kecil", "id", {"expected": "id"}),
    "bare number": (
        [('weight: "80"', "weight: 2.75")],
        "E318",
        "weight: 2.75",
        "tree[A1].weight",
        {"write": '"2.75"', "found": "2.75"},
    ),
    "bare whole number": ([('weight: "80"', "weight: 80")], "E318", "weight: 80", "tree[A1].weight", {"write": '"80"'}),
    "octal": ([('weight: "80"', "weight: 080")], "E304", "weight: 080", "tree[A1].weight", {"found": "080"}),
    "base sixty": ([('weight: "80"', "weight: 1:30")], "E304", "weight: 1:30", "tree[A1].weight", {"found": "1:30"}),
    "not a number": ([('weight: "80"', "weight: .nan")], "E304", "weight: .nan", "tree[A1].weight", {"found": ".nan"}),
    "a truth value for a number": ([('weight: "80"', "weight: true")], "E304", "weight: true", "tree[A1].weight", {"found": "true"}),
    "comma": ([('weight: "80"', 'weight: "80,0"')], "E304", "80,0", "tree[A1].weight", {"expected": '"2.75" | "10/3"'}),
    "digits of another script": ([('weight: "80"', "weight: ８０")], "E304", "８０", "tree[A1].weight", {}),
    "exponent": ([('weight: "80"', 'weight: "8e1"')], "E304", "8e1", "tree[A1].weight", {}),
    "divided by nothing": ([('weight: "80"', 'weight: "80/0"')], "E304", "80/0", "tree[A1].weight", {}),
    "bare date": ([('"2029-12-01"', "2029-12-01")], "E318", "2029-12-01", "regulation.signed", {"write": '"2029-12-01"'}),
    "no such day": ([('"2029-12-01"', '"2029-02-30"')], "E304", "2029-02-30", "regulation.signed", {}),
    "no as a name": ([("en: Input}", "en: no}")], "E318", "Isian", "kinds[input].name.en", {"write": '"no" | false'}),
    "no as a truth value": (
        [("from_included: true", "from_included: no")],
        "E304",
        "from_included: no",
        "scales[pecahan].levels[1].values.from_included",
        {"expected": "true | false"},
    ),
    "a list for a text": ([("id: Isian,", "id: [Isian],")], "E304", "[Isian]", "kinds[input].name.id", {"found": "[...]"}),
    "an empty list for a name": ([("id: Data,", "id: [],")], "E304", "id: [],", "tree[A1].children[I2].name.id", {"found": "[]"}),
    "a mapping for a name": ([("id: Cukup,", "id: {},")], "E304", "id: {},", "bands.list[2].name.id", {"found": "{}"}),
    "a text for a list": ([('["Kebijakan di dalam"]', "x")], "E304", "aliases: x", "tree[A1].children[I1].aliases", {}),
    "a text for a mapping": ([("formula: {source: tabel-1}", "formula: x")], "E304", "formula: x", "formula", {}),
    "a text for a level": ([("level: 1, name", 'level: "1", name')], "E304", 'level: "1"', "scales[bulat].levels[1].level", {}),
    "no children": (
        [("scale: pecahan\n", "scale: pecahan\n        children: []\n")],
        "E304",
        "children: []",
        "tree[A1].children[I2].children",
        {"expected": ">= 1"},
    ),
    "duplicate key": ([("years:", "id: lain\nyears:")], "E302", "id: lain", "id", {}),
    "a tag": ([("id: kecil-2030", "id: !!str kecil-2030")], "E317", "!!str", "id", {}),
    "years the wrong way": ([("last: 2031", "last: 2029")], "E304", "last: 2029", "years.last", {"expected": ">= 2030"}),
    "weights below": (
        [('weight: "48"', 'weight: "47.99"')],
        "E306",
        'weight: "80"',
        "tree[A1].weight",
        {"code": "A1", "expected": "80", "found": "79.99"},
    ),
    "weights of inputs": (
        [("weight: 20/3", "weight: 20/4")],
        "E306",
        'weight: "20"\n        weight_source: tabel-1\n        criteria',
        "tree[A2].children[I3].weight",
        {"expected": "20", "found": "55/3"},
    ),
    "no weight": ([('weight: "32"', 'weight: "0"')], "E304", 'weight: "0"', "tree[A1].children[I1].weight", {"expected": "> 0"}),
    "code twice": (
        [("code: I3-2, number: 3-2", "code: I3-1, number: 3-1")],
        "E309",
        "Sektor 2",
        "tree[A2].children[I3].children[I3-1].code",
        {"found": "I3-1", "first": "tree[A2].children[I3].children[I3-1].code"},
    ),
    "code of another kind": (
        [("code: I2\n", "code: A9\n")],
        "E304",
        "code: A9",
        "tree[A1].children[A9].code",
        {"expected": "I2", "found": "A9"},
    ),
    "number of another": ([('number: "2"\n        name: {id: Data', 'number: "7"\n        name: {id: Data')], "E304", "code: I2", "tree[A1].children[I2].code", {}),
    "name twice": ([("id: Data,", "id: kebijakan  Internal,")], "E309", "kebijakan  Internal", "tree[A1].children[I2].name.id", {}),
    "alias is another's name": (
        [('["Kebijakan di dalam"]', '["data"]')],
        "E309",
        "id: Data",
        "tree[A1].children[I2].name.id",
        {"first": "tree[A1].children[I1].aliases[1]"},
    ),
    "unknown scale": ([("scale: pecahan\n", "scale: lain\n")], "E308", "scale: lain", "tree[A1].children[I2].scale", {"found": "lain"}),
    "a leaf without scale": ([("        scale: pecahan\n", "")], "E305", "code: I2", "tree[A1].children[I2].scale", {}),
    "an aspect with a scale": (
        [("weight_source: tabel-1\n    children", "weight_source: tabel-1\n    scale: bulat\n    children")],
        "E303",
        "    scale: bulat",
        "tree[A1].scale",
        {},
    ),
    "a stage that covers a later one": ([("headings: [mandiri, self]", "headings: [mandiri, self], covers: [akhir]")], "E308", "akhir]", "stages[mandiri].covers[1]", {"found": "akhir"}),
    "a stage that covers one that covers": (
        [
            ('"nilai akhir"]}', '"nilai akhir"], covers: [mandiri]}\n  - {code: lain, name: {id: Lain, en: Other}, by: {id: Tim, en: Team}, source: tabel-1, headings: [lain], covers: [mandiri, akhir]}'),
        ],
        "E308",
        "akhir]}",
        "stages[lain].covers[2]",
        {"found": "akhir"},
    ),
    "unknown source": ([("formula: {source: tabel-1}", "formula: {source: tabel-9}")], "E308", "formula", "formula.source", {"found": "tabel-9"}),
    "unknown source of a weight": (
        [('weight: "48"\n        weight_source: tabel-1', 'weight: "48"\n        weight_source: tabel-7')],
        "E308",
        "tabel-7",
        "tree[A1].children[I2].weight_source",
        {},
    ),
    "a source without its page": ([("en: p. 1}, sure", 'en: p. 1}, page: "", sure')], "E304", 'page: ""', "sources.tabel-1.page", {"found": ""}),
    "a level too few": (
        [("          - {level: 3, builds_on: 2, match: all, criteria: [{id: Ditinjau., en: Reviewed.}], evidence: []}\n", "")],
        "E304",
        "- {level: 1, match: all",
        "tree[A1].children[I1].levels",
        {"expected": "1, 2, 3", "found": "1, 2"},
    ),
    "levels of an indicator with inputs": (
        [("- {level: 3, match: all", "- {level: 4, match: all")],
        "E304",
        "- {level: 1, match: all, criteria: [{id: Ada., en: Exists.}], evidence: []}\n          - {level: 2, match: all",
        "tree[A2].children[I3].levels",
        {"found": "1, 2, 4"},
    ),
    "builds on itself": (
        [("builds_on: 2", "builds_on: 3")],
        "E304",
        "builds_on: 3",
        "tree[A1].children[I1].levels[3].builds_on",
        {"expected": "< 3"},
    ),
    "match of a third kind": ([("match: any", "match: most")], "E304", "match: most", "tree[A1].children[I1].levels[2].match", {"expected": "all | any"}),
    "decided by another": ([("decided_by: exact", "decided_by: mood")], "E304", "mood", "bands.decided_by", {"expected": "exact | rounded"}),
    "points fall": ([('["50", "1.50"]', '["0", "1.50"]')], "E304", '["0", "1.50"]', "tree[A1].children[I2].external.points[2][1]", {"expected": "> 0"}),
    "values fall": ([('["50", "1.50"]', '["50", "0.50"]')], "E304", "0.50", "tree[A1].children[I2].external.points[2][2]", {}),
    "values leave the scale": ([('["100", "3.00"]', '["100", "3.01"]')], "E315", "3.01", "tree[A1].children[I2].external.points[3][2]", {"found": "3.01", "limits": "1 .. 3"}),
    "one point": ([(', ["50", "1.50"], ["100", "3.00"]', "")], "E304", "points", "tree[A1].children[I2].external.points", {}),
    "a point of three": ([('["50", "1.50"]', '["50", "1.50", "2"]')], "E304", "points", "tree[A1].children[I2].external.points[2]", {}),
    "hole between bands": (
        [('to: "2.6", to_included: false', 'to: "2.59", to_included: false')],
        "E307",
        'from: "2.6"',
        "bands.list[3].values.from",
        {"value": "2.59 .. 2.6"},
    ),
    "hole of one value": (
        [('from: "1.8", from_included: true', 'from: "1.8", from_included: false')],
        "E307",
        "id: Cukup",
        "bands.list[2].values.from",
        {"value": "1.8"},
    ),
    "overlap of one value": (
        [('to: "1.8", to_included: false', 'to: "1.8", to_included: true')],
        "E314",
        "id: Cukup",
        "bands.list[2].values.from",
        {"value": "1.8"},
    ),
    "overlap of bands": ([('from: "1.8"', 'from: "1.7"')], "E314", "id: Cukup", "bands.list[2].values.from", {"value": "1.7 .. 1.8"}),
    "bands begin late": ([('values: {from: "1", from', 'values: {from: "1.1", from')], "E307", "id: Kurang", "bands.list[1].values.from", {"value": "1 .. 1.1"}),
    "bands begin early": ([('values: {from: "1", from', 'values: {from: "0", from')], "E315", "id: Kurang", "bands.list[1].values.from", {"found": "0"}),
    "bands end early": ([('to: "3", to_included: true', 'to: "2.9", to_included: true')], "E307", 'to: "2.9"', "bands.list[3].values.to", {"value": "2.9 .. 3"}),
    "bands leave the top out": ([('to: "3", to_included: true', 'to: "3", to_included: false')], "E307", 'to: "3", to_included: false', "bands.list[3].values.to", {"value": "3"}),
    "bands end late": ([('to: "3", to_included: true', 'to: "4", to_included: true')], "E315", 'to: "4"', "bands.list[3].values.to", {}),
    "band twice": ([("id: Cukup,", "id: Kurang,")], "E309", 'from: "1.8"', "bands.list[2].name.id", {}),
    "hole in a scale": ([('to: "1.50", to_included: true', 'to: "1.50", to_included: false')], "E307", 'from: "1.50"', "scales[pecahan].levels[2].values.from", {"value": "1.5"}),
    "overlap in a scale": ([('from: "2.50", from_included: false', 'from: "2.40", from_included: false')], "E314", 'from: "2.40"', "scales[pecahan].levels[3].values.from", {"value": "2.4 .. 2.5"}),
    "values missing": ([('        values: {from: "1.50", from_included: false, to: "2.50", to_included: true}\n', "")], "E305", "  - level: 2\n", "scales[pecahan].levels[2].values", {}),
    "a scale upside down": ([('to: "3.00"\n', 'to: "0.50"\n')], "E304", 'to: "0.50"', "scales[pecahan].to", {"expected": "> 1"}),
    "a scale without a level": ([('to: "3"\n', 'to: "4"\n')], "E307", "- {level: 1, name", "scales[bulat].levels", {"value": "4"}),
    "a level outside its scale": ([('from: "1"\n', 'from: "2"\n')], "E315", "- {level: 1, name", "scales[bulat].levels[1].level", {}),
    "a number that its level does not hold": ([("  - level: 2\n", "  - level: 7\n")], "E315", "level: 7", "scales[pecahan].levels[7].level", {"found": "7", "limits": "1.5 .. 2.5"}),
    "a level twice": ([("{level: 2, name", "{level: 1, name")], "E309", "id: Dua", "scales[bulat].levels[1].level", {}),
    "an endless scale": ([('to: "3"\n', 'to: "900000000"\n')], "E312", "900000000", "scales[bulat].to", {}),
    "steps that miss the top": ([('step: "1"', 'step: "0.3"')], "E304", "step", "scales[bulat].step", {}),
    "a step of nothing": ([('step: "1"', 'step: "0"')], "E304", "step", "scales[bulat].step", {}),
    "scale twice": ([("key: pecahan", "key: bulat")], "E309", "key: bulat\n    name: {id: Pecahan", "scales[bulat].key", {}),
    "kind twice": ([("kind: input", "kind: aspect")], "E309", "Isian", "kinds[aspect].kind", {}),
    "deeper than the kinds": ([("  - {kind: input, prefix: I, name: {id: Isian, en: Input}}\n", "")], "E304", "code: I3-1", "tree[A2].children[I3].children[I3-1]", {"expected": "kinds: 2"}),
    "stage twice": ([("code: akhir", "code: mandiri")], "E309", "id: Akhir, en: Final", "stages[mandiri].code", {}),
    "heading of two stages": ([('[akhir, "nilai akhir"]', '[akhir, "MANDIRI"]')], "E309", "MANDIRI", "stages[akhir].headings[2]", {"found": "mandiri"}),
    "title of two stages": ([('[akhir, "nilai akhir"]', '[akhir], titles: ["self"]')], "E309", "titles", "stages[akhir].titles[1]", {"found": "self"}),
    "name of one stage heads another": ([("en: Final", "en: mandiri")], "E309", "en: mandiri", "stages[akhir].name.en", {"found": "mandiri"}),
    "a gate": ([("years:", "extensions: {gate: {min: 2}}\nyears:")], "E310", "extensions", "extensions.gate", {}),
    "extensions in words": ([("years:", "extensions: gerbang\nyears:")], "E310", "extensions", "extensions", {}),
    "example that is wrong": (
        [('A1: "2.55"', 'A1: "2.56"')],
        "E311",
        "A1: ",
        "examples[1].expected.A1",
        {"example": "Contoh lengkap", "code": "A1", "expected": "2.56", "found": "2.55"},
    ),
    "example with a value too few": ([("I2: \"2.25\", I3-1", "I3-1"), (', index: "2.44"', ""), ('    index_exact: "2.44"\n', ""), ("    band: Cukup\n", "")], "E311", "expected", "examples[1].expected.A1", {"found": "-"}),
    "exact example that is wrong": ([('index_exact: "2.44"', 'index_exact: "2.441"')], "E311", "2.441", "examples[1].index_exact", {"expected": "2.441", "found": "2.44"}),
    "example in another band": ([("band: Cukup", "band: Baik")], "E311", "band: Baik", "examples[1].band", {"found": "Cukup"}),
    "example in no band": ([("band: Cukup", "band: Hebat")], "E308", "band: Hebat", "examples[1].band", {}),
    "example of nothing": ([("given: {A1:", 'given: {A7: "1", A1:')], "E308", "A7", "examples[2].given.A7", {"found": "A7"}),
    "example expects nothing known": ([('expected: {A1: "2.55"', 'expected: {A8: "2.55"')], "E308", "A8", "examples[1].expected.A8", {}),
    "example off the scale": ([('I3-1: "1"', 'I3-1: "1.5"'), ('I3-2: "2"', 'I3-2: "1.5"')], "E315", "I3-1: ", "examples[1].given.I3-1", {"found": "1.5"}),
    "example of one decimal": ([('A1: "2.55"', 'A1: "2.5"')], "E304", "A1: ", "examples[1].expected.A1", {"expected": '"3.00"'}),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "where", "key", "particulars"), FAULTS.values(), ids=FAULTS.keys())
def test_fault(changes: list[tuple[str, str]], code: str, where: str, key: str, particulars: dict[str, str]) -> None:
    text = spoiled(*changes)
    found = [problem for problem in problems_of(text) if problem.code == code and dict(problem.args)["key"] == key]
    assert found, problems_of(text)
    args = dict(found[0].args)
    assert int(found[0].place.cell.split(":")[0]) == line_of(text, where)
    assert {name: args[name] for name in particulars} == particulars


def test_to_repeat_oneself_is_no_ambiguity() -> None:
    text = spoiled(
        ("[mandiri, self]", "[mandiri, Mandiri, self-test, self test]"), ("Kebijakan di dalam", "KEBIJAKAN internal")
    )
    assert problems_of(text) == ()


def test_the_small_rubric_is_sound() -> None:
    assert problems_of(SMALL) == ()


def test_all_faults_of_a_file_are_told_at_once_and_in_its_order() -> None:
    text = spoiled(
        ("en: Input}", 'en: ""}'),
        ("formula: {source: tabel-1}", "formula: {source: tabel-9, sourse: x}"),
        ('to: "1.8", to_included: false', 'to: "1.8", to_included: true'),
        ("code: akhir", "code: mandiri"),
        ('A1: "2.55"', 'A1: "2.56"'),
        ('weight: "48"', "weight: 47.5"),
        ('page: "9"', "page: 9"),
    )
    found = [(problem.code, dict(problem.args)["key"]) for problem in problems_of(text)]
    assert found == [
        ("E304", "kinds[input].name.en"),
        ("E308", "formula.source"),
        ("E303", "formula.sourse"),
        ("E314", "bands.list[2].values.from"),
        ("E309", "stages[mandiri].code"),
        ("E311", "examples[1].expected.A1"),
        ("E311", "examples[1].index_exact"),
        ("E306", "tree[A1].weight"),
        ("E318", "tree[A1].children[I2].weight"),
        ("E318", "tree[A1].children[I2].external.page"),
    ]


def test_a_broken_section_does_not_hide_the_faults_of_another() -> None:
    text = spoiled(("headings: [mandiri, self]", "headings: x"), ('weight: "48"', 'weight: "47"'))
    assert {problem.code for problem in problems_of(text)} >= {"E304", "E306"}


@pytest.mark.parametrize(
    "content", ["", "[]", "teks", "5", "- a", "{}", "a: b", "tree: [1]", "schema: [", "\x00", "sources: 1"]
)
def test_what_is_no_rubric_at_all(content: str) -> None:
    assert problems_of(content)


def test_weights_of_a_hostile_file_are_refused_before_they_are_added() -> None:
    """Thousands of unlike denominators would make every sum a number of many thousand digits."""
    leaf = "      - {code: I%d, number: '%d', name: {id: Nama %d, en: Name}, weight: 1/%d, weight_source: tabel-1, scale: bulat}\n"
    many = "".join(leaf % (n, n, n, 900_000_001 + 2 * n) for n in range(4, 4000))
    text = spoiled(("      - code: I2\n", many + "      - code: I2\n"))
    found = problems_of(text)
    assert ("E312", str(10**15)) in [(problem.code, dict(problem.args).get("limit")) for problem in found]


def test_faults_without_end_are_cut_off() -> None:
    text = SMALL + "".join(f"x{n}: [{{}}]\n" for n in range(20_000))
    assert len(problems_of(text)) == MAX_FAULTS


@pytest.mark.parametrize("empty", ["{}", "[]"])
def test_empty_extensions_are_none(empty: str) -> None:
    assert problems_of(SMALL + f"extensions: {empty}\n") == ()


def test_a_list_of_extensions() -> None:
    assert [problem.code for problem in problems_of(SMALL + "extensions: [gate]\n")] == ["E310"]


def test_an_empty_stretch() -> None:
    text = spoiled(
        ('from: "1.8", from_included: true', 'from: "1.8", from_included: false'), ('to: "2.6", to', 'to: "1.8", to')
    )
    assert {"E304", "E307"} <= {problem.code for problem in problems_of(text)}


def test_levels_out_of_order() -> None:
    text = spoiled(
        ("{level: 1, name: {id: Satu", "{level: 2, name: {id: Satu"),
        ("{level: 2, name: {id: Dua", "{level: 1, name: {id: Dua"),
    )
    [found] = [problem for problem in problems_of(text) if dict(problem.args)["key"] == "scales[bulat].levels"]
    assert dict(found.args) == {"key": "scales[bulat].levels", "expected": "1, 2, 3", "found": "2, 1, 3"}


@pytest.mark.parametrize("text", [SMALL, spoiled(('weight: "48"', "weight: 2.75"), ("en: Input}", "en: no}"))])
def test_either_parser_of_yaml_gives_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without libyaml Python's own parser stands in."""
    with_c = [(problem.code, problem.place.cell, problem.args) for problem in problems_of(text)]
    monkeypatch.setattr(strict_yaml, "_LOADER", yaml.SafeLoader)
    assert [(problem.code, problem.place.cell, problem.args) for problem in problems_of(text)] == with_c


def test_an_unknown_key_without_a_like_one_suggests_nothing(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(spoiled(('page: "7"', 'zzzzqqqq: "7"')), encoding="utf-8")
    [found] = [problem for problem in check_rubric(str(path))[1] if problem.code == "E303"]
    assert dict(found.args) == {"advice": "remove", "suggestion": "", "key": "tree[A1].children[I1].zzzzqqqq"}


def test_examples_are_recomputed_by_the_arithmetic_that_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(score, "weighted_mean", lambda pairs: Fraction(sum(1 for _ in pairs)))
    assert {problem.code for problem in problems_of(SMALL)} == {"E311"}


@pytest.mark.parametrize(
    ("changes", "example"),
    [
        ([("kind: input, prefix: I", "kind: input, prefix: S")], "I"),  # which the codes of the floor have
        ([("Indikator, en", "Pokok, en")], "P"),  # that is taken by the inputs: the first letter of the floor's name
        ([], "B"),
    ],
)
def test_a_prefix_of_two_floors_is_told_once_and_no_code_of_theirs_is_blamed(changes, example) -> None:
    text = spoiled(("kind: indicator, prefix: I", "kind: indicator, prefix: A"), *changes)
    [clash] = [problem for problem in problems_of(text) if problem.code == "E897"]
    told = dict(clash.args)
    assert clash.place.cell.startswith(f"{line_of(text, 'kind: indicator')}:")
    assert (told["key"], told["found"], told["code"], told["example"]) == (
        "kinds[indicator].prefix",
        "A",
        "A1",
        example,
    )
    assert "I1" not in [dict(one.args).get("found") for one in problems_of(text)]


def test_a_prefix_of_two_floors_with_codes_to_it_is_told_before_the_codes_that_repeat() -> None:
    text = spoiled(("kind: indicator, prefix: I", "kind: indicator, prefix: A"), ("code: I1\n", "code: A1\n"))
    found = [problem.code for problem in problems_of(text)]
    assert found.index("E897") < found.index("E309")
