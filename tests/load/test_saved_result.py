"""Saved results: read back as they were, or refused with a reason, whatever somebody did to the file."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from spbe_index.assess import assess_file
from spbe_index.core.problem import SpbeError
from spbe_index.core.result import Open, Proof
from spbe_index.core.result_json import to_plain
from spbe_index.load.result import is_json, read_result
from spbe_index.load.result_rules import rubric_faults
from spbe_index.load.rubric import load_rubric

EXAMPLE = Path(__file__).parents[2] / "examples" / "kemenko-perekonomian-2021.xlsx"
RESULT = assess_file(EXAMPLE).result
#: A problem with a code as no version has it.
ODD = {"code": "X1", "file": "", "sheet": "", "cell": "", "args": {}}
PLAIN = to_plain(RESULT, lambda found: (found.code, ""))


def written(folder, content):
    path = folder / "hasil.xlsx"  # what a file is called does not matter
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return str(path)


def changed(*way, to):
    """The result with one thing changed; `way` leads to it."""
    plain = json.loads(json.dumps(PLAIN))
    here = plain
    for step in way[:-1]:
        here = next(node for node in here if node["code"] == step) if isinstance(here, list) else here[step]
    if to is None:
        del here[way[-1]]
    else:
        here[way[-1]] = to
    return plain


def refused(path):
    with pytest.raises(SpbeError) as error:
        read_result(path)
    return [(problem.code, dict(problem.args)) for problem in error.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_saved_result_comes_back_as_it_was(tmp_path, encoding):
    path = written(tmp_path, json.dumps(PLAIN, indent=1).encode(encoding))
    assert is_json(path)
    assert read_result(path) == RESULT
    assert list(rubric_faults(RESULT, load_rubric("spbe-2020"))) == []


def test_a_workbook_is_no_json(tmp_path):
    assert not is_json(str(EXAMPLE))
    assert not is_json(written(tmp_path, b""))
    assert not is_json(written(tmp_path, b"{\\rtf1 Tingkat 3}"))


@pytest.mark.parametrize(
    ("content", "code", "args"),
    [
        (b'{"a": 1', "E801", {"cause": "syntax"}),
        (b'{"a": 1, "a": 2}', "E801", {"cause": "twice", "found": "a"}),
        (b'{"a": NaN}', "E801", {"cause": "number"}),
        (b'{"a": ' + b"9" * 5000 + b"}", "E801", {"cause": "number"}),
        (b'{"a": "\xff"}', "E801", {"cause": "encoding"}),
        (b"[" * 200_000, "E804", {"what": "depth"}),
        (b"[1]", "E802", {"found": "-"}),
        (b'{"schema": 3}', "E802", {"found": "-"}),
        (b'{"schema": "spbe-stages/1"}', "E802", {"found": "spbe-stages/1"}),
        (b'{"schema": "spbe-result/1"}', "E803", {"what": "missing", "where": "nodes"}),
        (b" " * 20_000_001, "E804", {"what": "bytes"}),
        (PLAIN | {"more": list(range(500_001))}, "E804", {"what": "values"}),
        (PLAIN | {"more": json.loads("[" * 30 + "]" * 30)}, "E804", {"what": "depth"}),
        (PLAIN | {"index": {"exact": "1" * 61}}, "E804", {"what": "digits"}),
        (PLAIN | {"nodes": PLAIN["nodes"] * 60}, "E803", {"what": "size"}),
        (PLAIN | {"nodes": [*PLAIN["nodes"], PLAIN["nodes"][0]]}, "E803", {"what": "twice", "where": "D1"}),
        (PLAIN | {"nodes": PLAIN["nodes"][::-1]}, "E803", {"what": "parent", "where": "I47"}),
        (PLAIN | {"nodes": "x"}, "E803", {"what": "shape"}),
        (PLAIN | {"nodes": []}, "E803", {"what": "weight", "where": "index"}),
        (changed("agency", to=5), "E803", {"what": "shape", "where": "agency"}),
        (changed("year", to=True), "E803", {"what": "shape", "where": "year"}),
        (changed("year", to=10**9), "E803", {"what": "shape", "where": "year"}),
        (changed("stages", to=["akhir", 4]), "E803", {"what": "shape", "where": "stages.1"}),
        (changed("band", to=None), "E803", {"what": "missing", "where": "band"}),
        (changed("unfilled", to="ignore"), "E803", {"what": "shape", "where": "unfilled"}),
        (changed("band", "decided_by", to="luck"), "E803", {"what": "shape", "where": "band.decided_by"}),
        (changed("index", "exact", to="3"), "E803", {"what": "value", "where": "index"}),
        (changed("index", "exact", to="three"), "E803", {"what": "shape"}),
        (changed("index", "display", to="2.99"), "E803", {"what": "written", "where": "index.display"}),
        (changed("complete", to=False), "E803", {"what": "written", "where": "complete"}),
        (changed("nodes", "I12", "weight", to="3"), "E803", {"what": "weight", "where": "A2"}),
        (changed("nodes", "I12", "weight", to="0"), "E803", {"what": "weight"}),
        (changed("nodes", "I12", "value", "exact", to="4"), "E803", {"what": "value", "where": "A2"}),
        (changed("nodes", "I12", "answer", to="4"), "E803", {"what": "value", "where": "I12"}),
        (changed("nodes", "I12", "assumed", to=True), "E803", {"what": "value", "where": "I12"}),
        (changed("nodes", "A2", "assumed", to=True), "E803", {"what": "leaf", "where": "A2"}),
        (changed("nodes", "I12", "parent", to="I11"), "E803", {"what": "weight"}),
        (changed("nodes", "I12", "evidence", to=[{"text": "x", "cell": "", "odd": 1}]), "E803", {"what": "shape"}),
        (PLAIN | {"problems": [ODD]}, "E803", {"what": "shape", "where": "problems.code"}),
    ],
)
def test_what_is_wrong_is_said(tmp_path, content, code, args):
    found = refused(written(tmp_path, content))
    assert found[0][0] == code, found
    assert any(args.items() <= said.items() for _, said in found), found
    assert len(found) <= 20


def test_an_index_that_is_open_has_no_band_and_its_answers_a_reason(tmp_path):
    answer = {"answer": None, "text": None, "unanswered": "gone", "value": None}
    plain = json.loads(json.dumps(PLAIN))
    node = next(node for node in plain["nodes"] if node["code"] == "I12")
    low, high = ({"exact": n, "decimal": n, "display": f"{n}.00"} for n in ("1", "5"))
    node.update(answer, range={"low": low, "high": high})
    assert ("E803", {"what": "leaf", "where": "I12"}) in refused(written(tmp_path, plain))
    node["unanswered"] = "blank"
    assert ("E803", {"what": "value", "where": "A2"}) in refused(written(tmp_path, plain))


def test_an_inner_node_has_no_answer_and_a_leaf_has_one(tmp_path):
    plain = json.loads(json.dumps(PLAIN))
    nodes = {node["code"]: node for node in plain["nodes"]}
    answer = {key: nodes["I12"][key] for key in nodes["I12"].keys() - nodes["A2"].keys()}
    nodes["A2"].update(answer)
    assert ("E803", {"what": "leaf", "where": "A2"}) in refused(written(tmp_path, plain))
    bare = {"code": "I99", "kind": "indicator", "parent": "D1", "name": "", "weight": "1", "range": None}
    plain = json.loads(json.dumps(PLAIN))
    plain["nodes"].append(bare | {"value": nodes["A2"]["value"]})
    assert ("E803", {"what": "leaf", "where": "I99"}) in refused(written(tmp_path, plain))


def test_a_result_must_be_of_its_instrument():
    rubric = load_rubric("spbe-2020")
    assert list(rubric_faults(RESULT, load_rubric("pemdi-2026"))) == [("instrument", "nodes")]
    low = RESULT._replace(verdict=RESULT.verdict._replace(name="Memuaskan"))
    assert list(rubric_faults(low, rubric)) == [("band", "band")]

    def beyond(node):
        children = tuple(beyond(child) for child in node.children)
        return node._replace(children=children, value=node.value if children else node.value + 5)

    above = RESULT._replace(root=beyond(RESULT.root))
    assert len(list(rubric_faults(above, rubric))) == 47
    for unfilled in ("lowest", "zero"):
        assumed = assess_file(EXAMPLE, unfilled=unfilled).result
        assert list(rubric_faults(assumed, rubric)) == []


@pytest.fixture
def settled(tmp_path):
    """Level 3 everywhere but for the first, of which a checklist says that it is 2 or more; one has evidence."""
    rubric = load_rubric("spbe-2020")
    book = openpyxl.Workbook()
    book.active.title = "Penilaian"
    for row in (["Tahun", 2023], ["No", "Indikator", "Nilai"]):
        book.active.append(row)
    for leaf in rubric.leaves():
        book.active.append([leaf.number, leaf.name.id, None if leaf.code == "I1" else 3])
    lists = {
        "Kriteria": [["Kode", "Butir", "Terpenuhi"], *(["I1", point, "Ya"] for point in ("1.1", "2.1", "2.2"))],
        "Bukti": [["Kode", "Nama Dokumen", "Untuk Tingkat"], ["I2", "Laporan", 3]],
    }
    for name, lines in lists.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    book.save(tmp_path / "a.xlsx")
    return assess_file(tmp_path / "a.xlsx").result


def test_what_a_checklist_has_settled_and_evidence_proves_comes_back_too(tmp_path, settled):
    rubric = load_rubric("spbe-2020")
    first, second = settled.leaves[:2]
    assert (first.value, first.answer.between) == (Open(Fraction(2), Fraction(5)), (2, 5))
    assert (second.proof.proven, second.proof.missing) == ((3,), (2,))
    plain = to_plain(settled, lambda found: (found.code, ""))
    assert read_result(written(tmp_path, plain)) == settled
    assert list(rubric_faults(settled, rubric)) == []


def test_a_ledger_that_does_not_follow_is_refused(tmp_path, settled):
    plain = to_plain(settled, lambda found: (found.code, ""))
    assert refused(written(tmp_path, plain | {"ledger": plain["ledger"] | {"documents": 7}})) == [
        ("E803", {"what": "written", "where": "ledger.documents"})
    ]
    nodes = [node | ({"levels_missing": []} if node["code"] == "I2" else {}) for node in plain["nodes"]]
    assert refused(written(tmp_path, plain | {"nodes": nodes}))[0][1]["what"] == "written"
    bent = _with_leaf(settled, settled.node("I2")._replace(proof=Proof((3,), ())))
    assert list(rubric_faults(bent, load_rubric("spbe-2020"))) == [("written", "I2.levels_missing")]


def test_a_range_wider_than_the_scale_or_other_than_settled_is_refused(settled):
    rubric, first = load_rubric("spbe-2020"), settled.node("I1")
    for value, between in ((Open(Fraction(2), Fraction(6)), (2, 6)), (Open(Fraction(1), Fraction(5)), (2, 5))):
        answer = first.answer._replace(between=tuple(map(Fraction, between)))
        bent = _with_leaf(settled, first._replace(value=value, answer=answer))
        assert list(rubric_faults(bent, rubric)) == [("scale", "I1")]


def test_a_result_of_an_earlier_version_lacks_the_ledger_and_is_read(tmp_path):
    later = ("ledger", "levels_proven", "levels_missing", "between")
    whole = json.loads(json.dumps(PLAIN))
    for one in (whole, *whole["nodes"], *(node["target"] for node in whole["nodes"] if "target" in node)):
        for key in later:
            one.pop(key, None)
    read = read_result(written(tmp_path, whole))
    assert (read.index, len(read.leaves)) == (RESULT.index, 47)
    assert list(rubric_faults(read, load_rubric("spbe-2020"))) == []


def _with_leaf(result, leaf):
    def swap(node):
        return leaf if node.code == leaf.code else node._replace(children=tuple(map(swap, node.children)))

    return result._replace(root=swap(result.root))
