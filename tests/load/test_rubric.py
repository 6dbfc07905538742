"""Rubrics are found by id, year and path, and a compiled form never wins over an edited file."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
from book_making import book, sheet
from rubric_making import SMALL, spoiled

from spbe_index.core.problem import SpbeError
from spbe_index.core.rubric import Interval, Text
from spbe_index.load import rubric as loading
from spbe_index.load.identity import identify
from spbe_index.load.rubric import check_rubric, json_schema, load_rubric, rubric_for_year, shelf, shipped, strict_yaml
from spbe_index.load.rubric import compile as compiling

LATER = spoiled(("kecil-2030", "kecil-2032"), ("{first: 2030, last: 2031}", "{first: 2032}"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of two shipped rubrics, not yet compiled."""
    folder = tmp_path / "rubrics"
    folder.mkdir()
    (folder / "kecil-2030.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "kecil-2032.yaml").write_text(LATER, encoding="utf-8")
    monkeypatch.setattr(shelf, "_HOMES", (str(tmp_path / "absent"), str(folder)))
    monkeypatch.setattr(shelf, "COMPILED", str(tmp_path / "compiled"))
    return folder


@pytest.fixture
def not_checked(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called, the strict way is closed."""

    def refuse(*_: object) -> None:
        raise AssertionError("the YAML was read")

    return lambda: monkeypatch.setattr(loading, "_check", refuse)


def codes(raised: pytest.ExceptionInfo[SpbeError]) -> list[str]:
    return [problem.code for problem in raised.value.problems]


def test_values(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(SMALL, encoding="utf-8")
    rubric = load_rubric(str(path))
    assert rubric.id == "kecil-2030"
    assert rubric.title == Text("Instrumen kecil", "Small instrument")
    assert (rubric.first_year, rubric.last_year) == (2030, 2031)
    assert rubric.regulation.signed == "2029-12-01"
    assert (rubric.regulation.promulgated, rubric.regulation.gazette) == ("", "")
    assert rubric.regulation.notes == (Text("Catatan", "Note"),)
    assert rubric.sha256 == hashlib.sha256(SMALL.encode()).hexdigest()
    assert [item.code for item in rubric.leaves()] == ["I1", "I2", "I3-1", "I3-2", "I3-3"]
    assert [item.kind for item, _ in rubric.items()] == [
        "aspect",
        *["indicator"] * 2,
        "aspect",
        "indicator",
        *["input"] * 3,
    ]
    assert rubric.leaves()[-1].weight == Fraction(20, 3)
    whole, decimal = rubric.scales
    assert (whole.step, decimal.step) == (Fraction(1), None)
    assert whole.levels[1].values == Interval(Fraction(2), True, Fraction(2), True)
    assert decimal.level_of(Fraction("1.5")).number == 1
    assert decimal.level_of(Fraction("1.51")).number == 2
    assert rubric.source("tabel-1").note == Text("", "")
    assert rubric.source("tabel-2").note.en == "Misprint"
    assert rubric.bands[2].alias == Text("Unggul", "Leading")
    assert rubric.bands[0].alias == Text("", "")
    assert rubric.stages[1].headings == ("akhir", "nilai akhir", "Akhir", "Final")
    assert rubric.stages[1].titles == ("Akhir", "Final")
    policy, data = rubric.leaves()[:2]
    assert policy.aliases == ("Kebijakan di dalam",)
    assert [level.builds_on for level in policy.levels] == [None, 1, 2]
    assert policy.levels[1].evidence == (Text("SK", "Decree"),)
    assert (policy.page, policy.scope, policy.note.en) == ("7", (Text("Seluruh unit", "All units"),), "Take note")
    assert data.external is not None
    assert data.external.convert(Fraction(75)) == Fraction("2.25")
    assert rubric.examples[0].expected == (("A1", "2.55"), ("I3", "2.00"), ("index", "2.44"))
    assert rubric.examples[0].index_exact == Fraction("2.44")
    assert rubric.examples[1].index_exact is None


def sourceless(text: str) -> str:
    """The small rubric without a word on where anything stands."""
    text = re.sub(r"(?m)^(sources:\n(  .*\n)+|formula: .*\n| *(\w+_)?source: .*\n)", "", text)
    return re.sub(r", (\w+_)?source: [\w-]+", "", text)


def test_a_rubric_of_ones_own_need_not_say_where_things_stand(home: Path) -> None:
    text = sourceless(SMALL)
    assert "source" not in text
    assert "tabel" not in text
    path = home / "kecil-2030.yaml"
    path.write_text(text, encoding="utf-8")
    rubric, problems = check_rubric(str(path))
    assert problems == ()
    assert rubric is not None
    assert rubric.sources == ()
    assert {item.weight_source for item, _ in rubric.items()} == {""}
    assert rubric.source(rubric.formula_source) is rubric.source(rubric.bands_source) is None
    assert compiling.compile_rubrics() == ()
    assert load_rubric("kecil-2030") == rubric
    jsonschema.validate(strict_yaml.read_yaml(text.encode(), "a").data, json_schema())


def test_a_source_may_tell_its_pages(home: Path) -> None:
    path = home / "kecil-2030.yaml"
    path.write_text(spoiled(("en: p. 1}, sure", 'en: p. 1}, page: "17-18", sure')), encoding="utf-8")
    rubric = load_rubric("kecil-2030")
    assert [source.page for _, source in rubric.sources] == ["17-18", ""]


def test_by_id_compiled_or_not(home: Path, not_checked: Callable[[], None]) -> None:
    strict = load_rubric("kecil-2030")
    assert compiling.compile_rubrics() == ()
    not_checked()
    assert load_rubric("kecil-2030") == strict
    assert load_rubric(str(home / "kecil-2030.yaml")) == strict
    assert shipped() == ("kecil-2030", "kecil-2032")


def test_an_edited_file_is_honoured(home: Path) -> None:
    compiling.compile_rubrics()
    path = home / "kecil-2030.yaml"
    path.write_text(spoiled(("en: Small instrument", "en: Edited"), ("first: 2030", "first: 2029")), encoding="utf-8")
    assert load_rubric("kecil-2030").title.en == "Edited"
    assert rubric_for_year(2029) == "kecil-2030"


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"sha256": "0", "rubric": {}}', "\xff"])
def test_a_damaged_compiled_file_is_passed_over(home: Path, damage: str) -> None:
    compiling.compile_rubrics()
    for name in ("kecil-2030.json", "index.json"):
        Path(shelf.COMPILED, name).write_text(damage, encoding="latin-1")
    assert load_rubric("kecil-2030").id == "kecil-2030"
    assert rubric_for_year(2031) == "kecil-2030"


def test_compiling_keeps_only_what_is_valid(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compiling.main() == 0
    (home / "kecil-2030.yaml").write_text(spoiled(('weight: "48"', 'weight: "47"')), encoding="utf-8")
    assert compiling.main() == 4
    assert "E306 key=tree[A1].weight" in capsys.readouterr().err
    assert sorted(os.listdir(shelf.COMPILED)) == ["index.json", "kecil-2032.json"]
    with pytest.raises(SpbeError) as raised:
        load_rubric("kecil-2030")
    assert "E306" in codes(raised)


def test_compiling_gives_the_same_bytes(home: Path) -> None:
    compiling.compile_rubrics()
    first = {path.name: path.read_bytes() for path in Path(shelf.COMPILED).iterdir()}
    compiling.compile_rubrics()
    assert {path.name: path.read_bytes() for path in Path(shelf.COMPILED).iterdir()} == first


@pytest.mark.parametrize("compiled", [True, False])
def test_by_year(home: Path, compiled: bool) -> None:
    if compiled:
        compiling.compile_rubrics()
    found = [rubric_for_year(year) for year in (2029, 2030, 2031, 2032, 2999)]
    assert found == [None, "kecil-2030", "kecil-2030", "kecil-2032", "kecil-2032"]


def test_a_broken_rubric_hides_no_other(home: Path) -> None:
    (home / "kecil-2030.yaml").write_text("[", encoding="utf-8")
    assert shipped() == ("kecil-2032", "kecil-2030")
    assert (rubric_for_year(2030), rubric_for_year(2033)) == (None, "kecil-2032")


def test_no_rubrics_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shelf, "_HOMES", (str(tmp_path / "absent"),))
    assert shipped() == ()
    assert rubric_for_year(2024) is None


@pytest.mark.parametrize("name", ["kecil-2031", "", "KECIL-2030", "kecil-2030.json", "kecil-2030\x00", "rubrik"])
def test_an_unknown_id(home: Path, name: str) -> None:
    with pytest.raises(SpbeError) as raised:
        load_rubric(name)
    [problem] = raised.value.problems
    assert problem.code == "E313"
    told = dict(problem.args)
    near = {"kecil-2030", "kecil-2032"} if name.lower().startswith("kecil-203") else set()
    near -= {"kecil-2032"} if name.endswith(".json") else set()
    assert (told["found"], told["choices"]) == (name, "kecil-2030, kecil-2032")
    assert set(filter(None, told["nearest"].split(", "))) == near
    assert told["advice"] == ("nearest" if near else "list")


def test_a_rubric_that_is_not_there_is_told_with_what_is_like_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in ("tangguh.yaml", "tanggul.txt", "own/mutu.yml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    for asked, nearest in {
        "tangguh.yml": "tangguh.yaml",
        "tangguh": "tangguh.yaml",
        "own/mutu.yaml": os.path.join("own", "mutu.yml"),
        "own/jauh-sekali.yaml": "",
        "nowhere/mutu.yaml": "",
    }.items():
        with pytest.raises(SpbeError) as raised:
            load_rubric(asked)
        told = dict(raised.value.problems[0].args)
        assert (told["nearest"], told["advice"]) == (nearest, "nearest" if nearest else "list")


@pytest.mark.parametrize("code", ["I12", "i99", "D2", "12", "35-2"])
def test_a_code_in_the_place_of_a_rubric_is_told_as_one(home: Path, code: str) -> None:
    with pytest.raises(SpbeError) as raised:
        load_rubric(code)
    assert dict(raised.value.problems[0].args)["advice"] == "code"


@pytest.mark.parametrize("path", ["./kecil-2030", "absent.yaml", "absent.YML", "/absent/kecil-2030", "../kecil-2030"])
def test_a_path_that_leads_nowhere(home: Path, path: str) -> None:
    with pytest.raises(SpbeError) as raised:
        load_rubric(path)
    assert codes(raised) == ["E313"]
    assert raised.value.problems[0].place.file == path


def test_a_folder(tmp_path: Path) -> None:
    for folder in (f"{tmp_path}/", ".", ".."):
        with pytest.raises(SpbeError) as raised:
            load_rubric(folder)
        assert codes(raised) == ["E316"]


def test_a_file_that_is_there_is_meant_whatever_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rubrik kami.txt").write_text(SMALL, encoding="utf-8")
    assert load_rubric("rubrik kami.txt").id == "kecil-2030"
    Path("isian.xlsx").write_bytes(b"PK\x03\x04...")
    with pytest.raises(SpbeError) as raised:
        load_rubric("isian.xlsx")
    assert [(one.code, dict(one.args)) for one in raised.value.problems] == [("E316", {"detail": "packed"})]


def test_a_nul_in_a_path() -> None:
    with pytest.raises(SpbeError) as raised:
        load_rubric("a\x00/b.yaml")
    assert codes(raised) == ["E316"]


@pytest.mark.parametrize("content", [b"PK\x03\x04...", b"\xd0\xcf\x11\xe0...", b"%PDF-1.7"])
def test_a_workbook_in_place_of_a_rubric(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "isian.yaml").write_bytes(content)
    with pytest.raises(SpbeError) as raised:
        load_rubric(f"{tmp_path}/isian.yaml")
    assert codes(raised) == ["E316"]
    assert dict(raised.value.problems[0].args) == {"detail": "packed"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    with pytest.raises(SpbeError) as raised:
        load_rubric(str(path))
    assert codes(raised) == ["E316"]


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * 50_000_000)
    with pytest.raises(SpbeError) as raised:
        load_rubric(str(path))
    assert codes(raised) == ["E312"]


def test_all_problems_are_raised(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text(spoiled(('page: "7"', "pages: 7"), ('weight: "48"', 'weight: "47"')), encoding="utf-8")
    with pytest.raises(SpbeError) as raised:
        load_rubric(str(path))
    assert raised.value.problems == check_rubric(str(path))[1]
    assert {"E303", "E306"} <= set(codes(raised))


def test_a_compiled_rubric_needs_neither_yaml_nor_pydantic(home: Path, tmp_path: Path) -> None:
    """In a process of its own, with the package copied to a folder that is not a checkout."""
    package = tmp_path / "place" / "spbe_index"
    source = Path(loading.__file__).parent.parent.parent
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__", "compiled"))
    shutil.copytree(home, package / "rubrics")
    environment = {**os.environ, "PYTHONPATH": str(package.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    script = (
        "import sys; from spbe_index.load.rubric import load_rubric, rubric_for_year;"
        "load_rubric(rubric_for_year(2030));"
        "print(*sorted({'yaml', 'pydantic', 'difflib'} & set(sys.modules)))"
    )

    def run(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        return subprocess.run(command, env=environment, cwd=tmp_path, check=True, capture_output=True, text=True).stdout

    assert run("-c", script).split() == ["difflib", "pydantic", "yaml"]
    run("-m", "spbe_index.load.rubric.compile")
    assert run("-c", script).split() == []


def test_the_json_schema_describes_the_format() -> None:
    schema = json_schema()
    text = json.dumps(schema)
    assert "null" not in text
    assert schema["additionalProperties"] is False
    for key in ("from_included", "builds_on", "weight_source", "decided_by", "index_exact", "extensions", "schema"):
        assert f'"{key}"' in text
    assert not {"low", "high", "bands_source", "schema_name"} & set(json.loads(text)["properties"])


@pytest.mark.parametrize("form", [None, 0, "1", compiling.FORMAT + 1])
def test_a_file_compiled_in_another_form_is_passed_over(home: Path, form: object) -> None:
    compiling.compile_rubrics()
    for name in ("kecil-2030.json", "index.json"):
        path = Path(shelf.COMPILED, name)
        found = json.loads(path.read_bytes())
        assert found["format"] == compiling.FORMAT
        if name == "index.json":
            found["rubrics"]["kecil-2030"]["shelved"][0] = 1999
        else:
            found["rubric"]["title"]["en"] = "Of another version"
        path.write_text(json.dumps({**found, "format": form}), encoding="utf-8")
    assert load_rubric("kecil-2030").title.en == "Small instrument"
    assert (rubric_for_year(1999), rubric_for_year(2030)) == (None, "kecil-2030")


@pytest.mark.parametrize(
    "spoil",
    [
        {"rubric": {}},
        {"rubric": None},
        {"rubric": []},
        {"years": []},
        {"title": "text"},
        {"scales": [1]},
        {"tree": [{}]},
        {"examples": [{"name": {"id": "a", "en": "a"}, "source": "x", "given": {"I1": "abc"}}]},
        {"sources": []},
    ],
)
def test_a_malformed_compiled_rubric_is_read_from_its_yaml(home: Path, spoil: dict[str, object]) -> None:
    strict = load_rubric("kecil-2030")
    compiling.compile_rubrics()
    path = Path(shelf.COMPILED, "kecil-2030.json")
    found = json.loads(path.read_bytes())
    spoiled_rubric = spoil.get("rubric", {**found["rubric"], **spoil})
    path.write_text(json.dumps({**found, "rubric": spoiled_rubric}), encoding="utf-8")
    assert load_rubric("kecil-2030") == strict


@pytest.mark.parametrize(
    "entry",
    [
        None,
        [],
        {},
        {"sha256": "0"},
        {"sha256": "0", "shelved": ["2030", None, "", []]},
        {"sha256": "0", "shelved": [1999, None, "", [1]]},
        {"sha256": "0", "shelved": [1999, None, "", [["a", 1, 2]]]},
    ],
)
def test_a_malformed_index_is_passed_over(home: Path, entry: object) -> None:
    compiling.compile_rubrics()
    path = Path(shelf.COMPILED, "index.json")
    found = json.loads(path.read_bytes())
    for rubrics in ({**found["rubrics"], "kecil-2030": entry}, entry):
        path.write_text(json.dumps({**found, "rubrics": rubrics}), encoding="utf-8")
        assert [rubric_for_year(year) for year in (2029, 2030, 2032)] == [None, "kecil-2030", "kecil-2032"]


@pytest.mark.parametrize("state", ["compiled", "not compiled", "edited since"])
def test_a_new_instrument_is_recognised_without_code(home: Path, state: str) -> None:
    new = spoiled(
        ("{id: Peraturan 1, en: Regulation 1}", "{id: Peraturan Menteri 77 Tahun 2029, en: Regulation 77 of 2029}"),
        ("headings: [mandiri, self]", "headings: [mandiri, self, swanilai], titles: [uji sendiri]"),
    )
    if state == "edited since":
        compiling.compile_rubrics()
    (home / "kecil-2030.yaml").write_text(new, encoding="utf-8")
    if state == "compiled":
        compiling.compile_rubrics()
    head = ["No", "Indikator", "Nilai"]
    found = identify(book(sheet(["Dasar Hukum", "Permen 77/2029"], ["Tahap", "Swanilai"], head)))
    assert (found.rubric, found.stage) == ("kecil-2030", "mandiri")
    found = identify(book(sheet(["Hasil uji sendiri SPBE tahun 2030"], head)))
    assert (found.year, found.stage) == (2030, "mandiri")
    found = identify(book(sheet(["Hasil swanilai SPBE tahun 2030"], head)))
    assert found.stage == ""
