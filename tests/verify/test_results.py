"""What `spbe verify` says of results saved as JSON, alone and beside their workbook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sealing import spbe, verify, workbook

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "kota-tegal-2023.xlsx"


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A saved result with everything that it can hold."""
    path = tmp_path_factory.mktemp("hasil") / "hasil.json"
    assert spbe("score", EXAMPLE, "--format", "json", "--standing", "--robust", "-o", path).code == 0
    return path


def changed(path, change):
    """A copy with its data changed."""
    plain = json.loads(path.read_text(encoding="utf-8"))
    change(plain)
    copy = path.with_name("diubah.json")
    copy.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    return copy


def node(plain, code):
    return next(one for one in plain["nodes"] if one["code"] == code)


def test_a_result_is_the_same_alone_and_beside_its_workbook(saved):
    said = verify(saved)
    assert (said.code, said.verdict, said.state("workbook")) == (0, "same", "skipped")
    said = verify(saved, "--input", EXAMPLE)
    assert (said.code, said.verdict, said.codes) == (0, "same", [])


def test_a_workbook_that_is_not_there_is_named_as_it_was_given(saved, tmp_path):
    said = verify(saved, "--input", tmp_path / "lain.xlsx")
    assert [(one["code"], one["file"]) for one in said.plain["problems"]] == [("E108", "lain.xlsx")]


def test_how_the_json_is_laid_out_is_no_difference(saved):
    assert verify(changed(saved, lambda plain: None)).verdict == "same"


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("example", ["kemenko-perekonomian-2021.xlsx", "pemdi-2026-contoh-peraturan.xlsx"])
def test_results_of_every_example_are_the_same_in_both_languages(example, language, tmp_path):
    path, made = ROOT / "examples" / example, tmp_path / "hasil.json"
    spbe("--lang", language, "score", path, "--format", "json", "-o", made)
    assert verify(made, "--input", path).verdict == "same"


CHANGES = {
    "level": (lambda plain: node(plain, "I12").update(answer="5"), "nodes[I12].value.exact"),
    "weight": (lambda plain: node(plain, "I12").update(weight="3"), "nodes[I12].weight"),
    "value": (lambda plain: node(plain, "D2")["value"].update(exact="7/2"), "nodes[D2].value.exact"),
    "digit": (lambda plain: node(plain, "D2")["value"].update(display="3.99"), "nodes[D2].value.display"),
    "name": (lambda plain: node(plain, "I12").update(name="Lain"), "nodes[I12].name"),
    "index": (lambda plain: plain["index"].update(decimal="3.77"), "index.decimal"),
    "band": (lambda plain: plain["band"].update(name="Memuaskan"), "band.name"),
    "complete": (lambda plain: plain.update(complete=False), "complete"),
    "sentence": (lambda plain: plain["problems"][0].update(message="Semua baik."), "problems["),
    "place": (lambda plain: plain["standing"]["positions"][1].update(rank=1), "standing.positions[2].rank"),
    "safety": (lambda plain: plain["robust"]["worth"][0].update(code="I1"), "robust.worth"),
    "more": (lambda plain: plain.update(catatan="resmi"), "catatan"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_thing_that_was_changed_is_named(saved, name):
    change, where = CHANGES[name]
    said = verify(changed(saved, change))
    assert (said.code, said.verdict) == (1, "differs")
    assert any(one["args"]["where"].startswith(where) for one in said.of("E873")), said.plain["problems"]


def test_a_changed_weight_is_named_alone(saved):
    change, where = CHANGES["weight"]
    said = verify(changed(saved, change))
    assert [(one["args"]["where"], one["args"]["said"], one["args"]["meant"]) for one in said.of("E873")] == [
        (where, "3", "5/2")
    ]
    told = " ".join(spbe("verify", saved.with_name("diubah.json")).out.split())
    assert "Bobot (nodes[I12].weight): tertulis 3, hitungan ulang 5/2." in told


def test_a_workbook_with_one_other_level_is_named_by_its_cell(tmp_path):
    for name, value in (("lama", 3), ("baru", 2)):
        workbook(tmp_path / f"{name}.xlsx", I1=value)
    (tmp_path / "kecil.yaml").write_text(_small(), encoding="utf-8")
    made = tmp_path / "hasil.json"
    assert (
        spbe("score", tmp_path / "lama.xlsx", "--rubric", tmp_path / "kecil.yaml", "-f", "json", "-o", made).code == 0
    )
    said = verify(made, "--rubric", tmp_path / "kecil.yaml", "--input", tmp_path / "baru.xlsx")
    (found,) = said.of("E874")
    assert (said.code, found["cell"], found["args"]["was"], found["args"]["found"]) == (1, "B4", "3", "2")
    same = verify(made, "--rubric", tmp_path / "kecil.yaml", "--input", tmp_path / "lama.xlsx")
    assert (same.code, same.verdict, same.codes) == (0, "same", [])
    alone = verify(made)
    assert (alone.code, alone.verdict, [one["args"]["what"] for one in alone.of("N871")]) == (
        0,
        "alike",
        ["rubric"],
    )


def _small():
    from rubric_making import SMALL

    return SMALL


def test_an_incomplete_result_counted_as_the_lowest_is_the_same(tmp_path):
    book = workbook(tmp_path / "penilaian.xlsx", I1=None)
    (tmp_path / "kecil.yaml").write_text(_small(), encoding="utf-8")
    for unfilled in ("refuse", "lowest", "zero"):
        made = tmp_path / f"{unfilled}.json"
        spbe("score", book, "--rubric", tmp_path / "kecil.yaml", "--unfilled", unfilled, "-f", "json", "-o", made)
        said = verify(made, "--rubric", tmp_path / "kecil.yaml", "--input", book)
        assert (said.verdict, said.codes) == ("same", [])


def test_a_stage_that_was_asked_for_is_found_again(tmp_path):
    (tmp_path / "kecil.yaml").write_text(_small(), encoding="utf-8")
    book = tmp_path / "penilaian.csv"
    rows = ["Tahun;2030", "No;Mandiri;Akhir", "I1;2;3", "I2;2,00;2,25", "I3-1;1;1", "I3-2;1;2", "I3-3;3;3"]
    book.write_text("\n".join(rows), encoding="utf-8")
    made = tmp_path / "mandiri.json"
    spbe("score", book, "--rubric", tmp_path / "kecil.yaml", "--stage", "mandiri", "-f", "json", "-o", made)
    said = verify(made, "--rubric", tmp_path / "kecil.yaml", "--input", book)
    assert (said.verdict, said.codes) == ("same", [])


@pytest.mark.parametrize(
    ("content", "code", "exit_code"),
    [(b"", "E870", 3), (b"halo", "E870", 3), (b"{", "E801", 3), (b'{"schema": "x"}', "E802", 3)],
)
def test_what_is_no_result_is_one_problem(tmp_path, content, code, exit_code):
    path = tmp_path / "hasil.json"
    path.write_bytes(content)
    said = verify(path)
    assert (said.code, said.codes) == (exit_code, [code])


def test_a_result_without_its_parts_is_a_difference(saved):
    said = verify(changed(saved, lambda plain: plain.pop("nodes")))
    assert (said.code, said.verdict, said.codes) == (1, "differs", ["E803"])


def test_a_result_of_another_version_is_held_against_its_figures(saved):
    said = verify(changed(saved, lambda plain: plain["provenance"].update(program="spbe 0.0.1")))
    assert (said.code, said.verdict) == (0, "same")
    assert "sentences" in [one["args"]["what"] for one in said.of("N871")]
