"""YAML without surprises: what is understood, what is refused, where, and how fast."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import spbe_index
from spbe_index.core.problem import Problem
from spbe_index.load.rubric.document import Document, Fault
from spbe_index.load.rubric.strict_yaml import MAX_DEPTH, MAX_NODES, read_yaml


def read(text: str | bytes) -> Document:
    return read_yaml(text if isinstance(text, bytes) else text.encode(), "f.yaml")


def faults(text: str | bytes) -> list[Problem]:
    document = read(text)
    return [*map(document.problem, document.faults), *([document.fatal] if document.fatal else [])]


def only(text: str | bytes) -> tuple[str, str, dict[str, str]]:
    [found] = faults(text)
    return found.code, found.place.cell, dict(found.args)


def test_plain_values() -> None:
    text = (
        'a: 1\nb: -20\nc: true\nd: teks biasa\ne: "2.75"\nf: [x, {y: z}]\ng: 10/3\nh: |\n  satu\n  dua\ni: {}\nj: []\n'
    )
    document = read(text)
    assert document.fatal is None
    assert document.faults == []
    assert document.data == {
        "a": 1,
        "b": -20,
        "c": True,
        "d": "teks biasa",
        "e": "2.75",
        "f": ["x", {"y": "z"}],
        "g": "10/3",
        "h": "satu\ndua\n",
        "i": {},
        "j": [],
    }


@pytest.mark.parametrize(
    "bare",
    [
        "2.75",
        ".5",
        "1e3",
        "1.0e+3",
        ".nan",
        ".inf",
        "-.inf",
        "012",
        "0o14",
        "0x1F",
        "0b11",
        "1_000",
        "+5",
        "1:30",
        "190:20:30",
        "1:30.5",
        "2020-01-02",
        "2020-01-02T10:00:00Z",
        "no",
        "No",
        "NO",
        "yes",
        "on",
        "off",
        "True",
        "FALSE",
        "y",
        "N",
        "<<",
        "=",
        "1234567890123456789012345",
    ],
)
def test_what_yaml_would_guess_at_must_be_quoted(bare: str) -> None:
    document = read(f"a:\n  - {bare}\n")
    code, cell, args = only(f"a:\n  - {bare}\n")
    assert (code, cell, args["key"], args["found"]) == ("E318", "2:5", "a[1]", bare)
    assert args["write"].startswith(f'"{bare}"')
    assert document.data == {"a": [bare]}  # understood as the text it should have been
    assert faults(f'a:\n  - "{bare}"\n') == []


def test_truth_values_may_also_be_spelled_out() -> None:
    assert only("a: no")[2]["write"] == '"no" | false'
    assert only("a: YES")[2]["write"] == '"YES" | true'


@pytest.mark.parametrize("nothing", ["a:\n", "a: ~\n", "a: null\n", "a: Null\n"])
def test_a_key_without_value(nothing: str) -> None:
    assert only(nothing)[0] == "E305"


def test_digits_of_other_scripts_are_text() -> None:
    document = read("a: ２\nb: ٣\n")
    assert document.data == {"a": "２", "b": "٣"}


def test_a_comma_decimal_is_text() -> None:
    assert read("a: 3,0\n").data == {"a": "3,0"}


def test_duplicate_keys_at_any_depth() -> None:
    text = "a: 1\nb:\n  - {c: 1, d: 2, c: 3}\na: 2\n"
    assert [(found.code, found.place.cell, found.args) for found in faults(text)] == [
        ("E302", "3:18", (("key", "b[1].c"),)),
        ("E302", "4:1", (("key", "a"),)),
    ]
    assert read(text).data == {"a": 1, "b": [{"c": 1, "d": 2}]}


def test_a_fault_inside_the_second_of_two_equal_keys() -> None:
    assert [found.code for found in faults("a: [1]\na: [1, 2, no]\n")] == ["E302", "E318"]


def test_an_alias_may_repeat_a_key_only_as_a_duplicate() -> None:
    assert only("- &k nama\n- {*k : 1, nama: 2}\n")[0] in ("E301", "E302")


def test_merge_keys_do_not_merge() -> None:
    assert "b" not in read("a: &x {b: 1}\nc: {<<: *x}\n").data["c"]


@pytest.mark.parametrize(
    "tagged",
    [
        "a: !!python/object/apply:os.system ['true']",
        "a: !!str 5",
        "a: ! b",
        "a: !x {b: c}",
        "a: !!set {b}",
        "!!map a: b",
    ],
)
def test_tags_are_refused(tagged: str) -> None:
    assert "E317" in [found.code for found in faults(tagged)]


@pytest.mark.parametrize(
    ("text", "cell", "fault"),
    [
        ("", "1:1", "empty"),
        ("# hanya catatan\n", "1:1", "empty"),
        ("a: [1, 2\n", "2:1", "syntax"),
        ("a: b\n---\nc: d\n", "2:1", "documents"),
        ("a: 'b\n", "2:1", "syntax"),
        ("a: *b\n", "1:4", "alias"),
        ("a: &a [*a]\n", "1:8", "alias"),
        ("a: 1\n\tb: 2\n", "2:1", "syntax"),
        ("? [a, b]\n: c\n", "1:3", "key"),
        ("? {a: b}\n: c\n", "1:3", "key"),
        ("- &x [1]\n- {*x : 1}\n", "2:4", "key"),
        ("a: \x01\n", "1:4", "character"),
        (b"a: b\nc: \xff\n", "2:4", "encoding"),
        ("a: b".encode("utf-16"), "1:1", "encoding"),
    ],
)
def test_syntax(text: str | bytes, cell: str, fault: str) -> None:
    code, found, args = only(text)
    assert (code, found, args["fault"]) == ("E301", cell, fault)


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read(b"\xef\xbb\xbfa: b\n").data == {"a": "b"}


@pytest.mark.parametrize("unseen", ["\u200b", "\u202e", "\u00ad", "\ufeff", "\u2066"])
def test_characters_nobody_sees(unseen: str) -> None:
    code, cell, args = only(f"a: b{unseen}c\n")
    assert (code, cell, args["found"]) == ("E304", "1:4", f"U+{ord(unseen):04X}")


def test_an_escape_sequence_for_the_terminal() -> None:
    assert only('a: "\\e[31m"\n')[2]["found"] == "U+001B"
    assert only('"\\e": a\n')[0] == "E304"


def _bomb() -> str:
    lines = [f"a0: &a0 [{','.join(['x'] * 9)}]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (_bomb(), (MAX_NODES, "nodes")),
        ("[" * 100_000, (MAX_DEPTH, "depth")),
        ("- " * 100_000, (MAX_DEPTH, "depth")),
        ("{a: " * 100_000, (MAX_DEPTH, "depth")),
        ("- a\n" * 240_000, (MAX_NODES, "nodes")),
        ("[" + "a," * 400_000, (MAX_NODES, "nodes")),
        ("a: b\n" * 100_000, (1000, "problems")),
        ("a: " + "b " * 400_000, (10000, "characters")),
        ("#" * 1_000_001, (1000000, "bytes")),
        ("a: &a " + "[" * 30 + "]" * 30 + "\nb: " + "[" * 30 + "*a" + "]" * 30, (MAX_DEPTH, "depth")),
    ],
)
def test_what_swells_is_refused(text: str, limit: tuple[int, str]) -> None:
    content = text.encode()
    document = read_yaml(content, "f.yaml")
    assert document.fatal is not None
    told = dict(document.fatal.args)
    assert (document.fatal.code, int(told["limit"]), told["what"]) == ("E312", *limit)
    assert re.fullmatch(r"\d+:\d+", document.fatal.place.cell)


def test_the_limits_themselves_are_allowed() -> None:
    assert faults("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert faults("\n".join(["- a"] * (MAX_NODES - 1))) == []


def test_an_anchor_used_within_reason_is_fine() -> None:
    assert read("a: &x {b: [1]}\nc: *x\n").data == {"a": {"b": [1]}, "c": {"b": [1]}}


def test_places_and_paths() -> None:
    document = read("tree:\n  - code: D1\n    children:\n      - {code: A1, weight: '5'}\n")
    path = ("tree", 0, "children", 0, "weight")
    assert document.mark(path) == (4, 28)
    assert document.mark(path, on_key=True) == (4, 20)
    assert document.mark((*path[:-1], "missing")) == (4, 9)
    assert document.key_path(path) == "tree[D1].children[A1].weight"
    assert document.problem(Fault("E309", path, {"first": path[:2]})).args == (
        ("key", "tree[D1].children[A1].weight"),
        ("first", "tree[D1]"),
        ("first_line", "2"),
    )


_texts = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" \n"), max_size=20)
_data = st.recursive(
    st.booleans() | st.integers(-(10**17), 10**17) | _texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=20,
)


@given(_data)
def test_json_means_what_it_says(data: object) -> None:
    """JSON is YAML: whatever JSON can say of texts, whole numbers and truth values is read back the same."""
    document = read(json.dumps(data, ensure_ascii=False))
    assert document.fatal is None
    assert document.faults == []
    assert document.data == data


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_nothing_raises(content: bytes) -> None:
    document = read_yaml(content, "f.yaml")
    for fault in document.faults:
        document.problem(fault)


@given(st.text("[]{}:,-?&*!|>'\"#%@ \nab1~.<", max_size=60))
def test_nothing_raises_on_what_looks_like_yaml(text: str) -> None:
    faults(text)


def test_there_is_no_other_way_to_load_yaml() -> None:
    package = Path(spbe_index.__file__).parent
    loading = re.compile(r"yaml\.(\w*load\w*|compose\w*|parse|scan)\b|from yaml import|ruamel")
    found = {path.name for path in package.rglob("*.py") if loading.search(path.read_text(encoding="utf-8"))}
    assert found == set()
