"""Every payload in every field that takes a text, through every command and each of its forms: none does anything."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from looking import CHECKS, check_terminal, check_xlsx, formulas
from payloads import IN_RUBRICS, PAYLOADS, SEEN, hostile_rubric, name_of_file, save
from rubric_making import SMALL
from scenes import Scene

from spbe_index.cli.run import run
from spbe_index.core import result_json
from spbe_index.write.view.scene import clean

ALL = {found[0] for text in PAYLOADS if (found := SEEN.search(text))}


def essence(text: str) -> str:
    """The text without blanks and signs that nobody sees, full-width forms made plain: evidence is kept so."""
    return unicodedata.normalize("NFKC", re.sub("[\\s\ufffd]", "", text))


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def test_there_are_enough_and_each_can_be_told(tmp_path: Path) -> None:
    assert len(PAYLOADS) >= 30
    assert len(ALL) == len(PAYLOADS)
    assert len(IN_RUBRICS) > 25
    text = hostile_rubric(tmp_path).read_text(encoding="utf-8")
    assert all(text.count(found) >= 1 for found in {SEEN.findall(one)[0] for one in IN_RUBRICS})


@pytest.mark.parametrize("form", ["txt", "json", "csv", "xlsx", "md"])
def test_scores_plans_and_suppositions(scene: Scene, form: str) -> None:
    unfilled = ("--unfilled", "lowest")
    # Its findings quote every document; a csv has no room for findings, which are then told on standard error.
    assert scene.seen(form, "score", scene.new, *unfilled, "--standing") == (set() if form == "csv" else ALL)
    assert scene.seen(form, "score", scene.own, "--rubric", scene.rubric)
    assert scene.seen(form, "plan", scene.own, "--rubric", scene.rubric, "--target", "2.9")
    assert scene.seen(form, "simulate", scene.own, "--rubric", scene.rubric, "--set", "I1=3")
    scene.seen(form, "plan", scene.new, *unfilled, "--target", "4.9")
    scene.seen(form, "simulate", scene.new, "--set", "I1=5")


@pytest.mark.parametrize("form", ["txt", "json", "csv", "xlsx", "html"])
def test_comparisons_and_rankings(scene: Scene, form: str) -> None:
    assert scene.seen(form, "compare", scene.old, scene.new, "--standing")
    for by in ("group", "region"):
        seen = scene.seen(form, "rank", scene.list, "--by", by, "--top", 40)
        assert seen == ALL or (form in ("txt", "html") and by == "group" and len(seen) > 10)
    assert scene.seen(form, "rank", scene.list, "--agency", PAYLOADS[8])


@pytest.mark.parametrize("form", ["txt", "json", "md", "html"])
def test_explanations(scene: Scene, form: str) -> None:
    seen = scene.seen(form, "explain", scene.new, "--unfilled", "lowest")
    assert len(seen) > len(ALL) - 4
    assert scene.seen(form, "explain", scene.own, "--rubric", scene.rubric)


@pytest.mark.parametrize("form", ["txt", "json"])
def test_what_the_reader_saw(scene: Scene, form: str) -> None:
    for path in (scene.new, scene.own, scene.list):
        assert scene.seen(form, "inspect", path)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_tables_of_batches(scene: Scene, form: str) -> None:
    folder = scene.folder / "banyak"
    folder.mkdir()
    for place, text in enumerate(PAYLOADS):
        levels = [[number, text if number == 3 else 3] for number in range(1, 48)]
        sheet = [["Nama Instansi", text], ["Tahun", 2023], ["No", "Tingkat"], *levels]
        if place % 10:
            with (folder / f"a{name_of_file(text)}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(sheet)
        else:
            save(folder / f"a{name_of_file(text)}.xlsx", [("Penilaian", sheet)])
    (folder / "\x1b]8;;http:--evil.example\x07tanda40.pdf").touch()
    assert scene.seen(form, "batch", folder, "--jobs", 1) >= ALL


def test_findings_of_a_check_and_their_marks(scene: Scene) -> None:
    for form in ("txt", "json"):
        assert scene.seen(form, "check", scene.new) == ALL
        assert scene.seen(form, "check", scene.own, "--rubric", scene.rubric)
    marked = scene.out / "ditandai.xlsx"
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        assert run(["check", str(scene.new), "--annotate", str(marked)]) == 1
    assert set(SEEN.findall(check_xlsx(marked))) == ALL
    with zipfile.ZipFile(marked) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    assert any(set(SEEN.findall(text)) for name, text in parts.items() if "comments" in name)


def test_a_form_brings_everything_along_as_text(scene: Scene) -> None:
    harmless = {text: f"teks {SEEN.findall(text)[0]}" for text in PAYLOADS}
    plain = openpyxl.load_workbook(scene.new)
    for sheet in plain.worksheets:
        sheet.title = f"Lembar {sheet.title[:0]}{plain.worksheets.index(sheet)}"
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and SEEN.search(cell.value):
                    cell.value, cell.data_type = f"teks {SEEN.findall(cell.value)[0]}", "s"
    plain.save(scene.folder / "polos.xlsx")
    base = scene.made("xlsx", "template", "--from", scene.folder / "polos.xlsx", "--agency", harmless[PAYLOADS[0]])
    made = scene.made("xlsx", "template", "--from", scene.new, "--agency", PAYLOADS[0], "--group", PAYLOADS[2])
    assert set(SEEN.findall(check_xlsx(made, formulas_of=base))) == ALL
    assert len(formulas(base)) > 1_000
    (scene.folder / "kecil.yaml").write_text(SMALL, encoding="utf-8")
    small = scene.made("xlsx", "template", "--rubric", scene.folder / "kecil.yaml")
    own = scene.made("xlsx", "template", "--rubric", scene.rubric, "--agency", PAYLOADS[1])
    names = {SEEN.findall(text)[0] for text in IN_RUBRICS}
    assert len(names & set(SEEN.findall(check_xlsx(own, formulas_of=small)))) > 15


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_reports(scene: Scene, form: str) -> None:
    more = ["--previous", scene.old, "--plan", "4.9", "--standing"] if form == "html" else []
    text = CHECKS[form](scene.made(form, "report", scene.new, "--unfilled", "lowest", *more))
    assert set(SEEN.findall(text)) == ALL
    for payload in PAYLOADS:
        assert essence(clean(payload)).lstrip("-") in essence(text), payload
    assert "PALSU" not in text
    rubric = CHECKS[form](scene.made(form, "report", scene.own, "--rubric", scene.rubric, "--plan", "2.9"))
    missing = [text for text in IN_RUBRICS if essence(text) not in essence(rubric)]
    assert len(missing) < 5, missing


def test_pages_of_comparisons_and_rankings_on_paper(scene: Scene) -> None:
    assert scene.seen("pdf", "rank", scene.list, "--by", "region", "--top", 40) == ALL
    assert scene.seen("pdf", "compare", scene.old, scene.new, "--standing")


def test_what_is_shown_of_a_rubric(scene: Scene, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    odd = scene.folder / "odd\x1b[31m\x9b.yaml"
    odd.write_text('schema: "\\e]8;;x\\e\\\\ \\u202e"\n"x\\e": 1\n', encoding="utf-8")
    for arguments, codes in (
        (("show", scene.rubric), {0}),
        (("show", scene.rubric, "I1"), {0}),
        (("check", scene.rubric), {0}),
        (("check", odd), {4}),
        (("show", odd), {4}),
    ):
        assert run(["rubric", *map(str, arguments)]) in codes
        out, err = capsysbinary.readouterr()
        check_terminal(out.decode("utf-8") + err.decode("utf-8"))


# The same texts where each alone is an agency, a stage, a file, a sheet, and the name of a band.


@pytest.mark.parametrize("text", PAYLOADS, ids=sorted(ALL))
def test_each_alone_in_every_form_of_a_result(tmp_path: Path, text: str) -> None:
    import reporting

    from spbe_index.core.problem import Place, problem
    from spbe_index.write.export import result_csv, result_markdown
    from spbe_index.write.json_text import json_text
    from spbe_index.write.terminal import problem_lines, result_table
    from spbe_index.write.words import Words
    from spbe_index.write.workbook import finished, result_book

    found = (problem("E211", Place(text, text, "D1"), indicator="I1", name=text),)
    rubric = reporting.rubric("spbe-2020")
    if text in IN_RUBRICS:
        band = reporting.change(rubric.bands[2], name=reporting.change(rubric.bands[2].name, id=text))
        rubric = reporting.change(rubric, bands=(*rubric.bands[:2], band, *rubric.bands[3:]))
    result, rubric = reporting.result_of(by=rubric, agency=text, stage=text, file=text, unit=text, problems=found)
    words = Words("id")
    made: dict[str, Any] = {
        "csv": result_csv(result, rubric, words),
        "md": result_markdown(result, rubric, words),
        "txt": result_table(result, rubric, words, width=100, colour=False)
        + "\n".join(problem_lines(found, words, colour=False)),
        "json": json_text(result_json.to_plain(result, words.tell)),
        "xlsx": finished(result_book(result, rubric, words)),
    }
    for form, content in made.items():
        path = tmp_path / f"a.{form}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        assert SEEN.findall(text)[0] in CHECKS[form](path), form
    plain = json.loads(made["json"])
    assert plain["agency"] == text
    schema = Path(result_json.__file__).with_name("spbe-result-1.schema.json")
    jsonschema.validate(plain, json.loads(schema.read_text(encoding="utf-8")))
