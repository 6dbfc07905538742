"""The command that the page offers, run by the program on the same workbook, gives what the page shows."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from browser import opened
from settings import settings

from spbe_index.assess import assess_file
from spbe_index.cli.run import run
from spbe_index.core.exact import decimal_text
from spbe_index.load.rubric import load_rubric
from spbe_index.write.html import report_html
from spbe_index.write.view import report_view
from spbe_index.write.wording import index_label
from spbe_index.write.words import Words

YEARS = {"spbe-2018": 2019, "spbe-2020": 2023, "pemdi-2026": 2026}


class Output(io.StringIO):
    """Standard output that takes bytes as well."""

    def __init__(self):
        super().__init__()
        self.buffer = io.BytesIO()


def simulated(command, folder):
    """Index and predicate that `spbe simulate` gives for the page's command line, typed in the folder of its files."""
    program, verb, *rest = shlex.split(command)
    assert (program, verb) == ("spbe", "simulate")
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(Output()) as out,
        contextlib.redirect_stderr(io.StringIO()),
    ):
        # Answers that nobody gave are a finding, whatever they count as.
        assert run([verb, *rest, "--format", "json"]) == int("--unfilled" in rest)
    after = json.loads(out.buffer.getvalue())["after"]
    instrument = load_rubric(after["rubric"]["id"])  # one's own has the same predicates
    return index_label(Fraction(after["index"]["exact"]), instrument, Words("id")), after["band"]["name"]


def workbook(path, by, head, row):
    """A workbook of an instrument's answers: what `row` gives for each behind code and name."""
    book = openpyxl.Workbook()
    for line in (["Tahun", YEARS[by]], ["No", "Indikator", *head]):
        book.active.append(line)
    for place, leaf in enumerate(load_rubric(by).leaves()):
        book.active.append([leaf.code, leaf.name.id, *row(place)])
    book.save(path)
    return path


@pytest.mark.parametrize("name", YEARS)
def test_the_command_gives_what_the_page_shows(browser, tmp_path, name):
    rubric = load_rubric(name)
    file = workbook(tmp_path / "penilaian saya.xlsx", name, ["Nilai"], lambda _: [2])
    made = assess_file(file)
    page_file = tmp_path / "laporan.html"
    page_file.write_text(report_html(report_view(made.result, made.rubric, Words("id"))), encoding="utf-8")
    with opened(browser, page_file) as page:
        for kind, values in settings(rubric, 50):
            page.move_all({code: decimal_text(value) for code, value in values.items()})
            shown = (page.text("#simulated-index"), page.text("#simulated-band"))
            assert simulated(page.tab.input_value("#simulated-command"), tmp_path) == shown, kind
        assert page.said == []


def own_rubric(folder):
    """An instrument of one's own: that of 2020 with a weight moved from one indicator to the next."""
    text = Path("rubrics/spbe-2020.yaml").read_text(encoding="utf-8")
    without_examples = re.sub(r"(?ms)^examples:.*?(?=^\w)", "", text)
    own = without_examples.replace('weight: "1.30"', 'weight: "0.30"', 1).replace('weight: "1.30"', 'weight: "2.30"', 1)
    path = folder / "rubrik kota.yaml"
    path.write_text(own, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("dua tahap.xlsx", ["--stage", "mandiri"]),
        ("dua tahap.xlsx", ["--stage", "Nilai Akhir"]),
        ("dua tahap.xlsx", []),
        ("berlubang (2023), 'baru' & lama.xlsx", ["--unfilled", "lowest"]),
        ("berlubang.xlsx", ["--unfilled", "zero"]),
        ("dua tahap.xlsx", ["--stage", "mandiri", "--rubric", "{}/rubrik kota.yaml"]),
    ],
)
def test_the_command_says_how_the_result_was_made(browser, tmp_path, name, options):
    if name.startswith("dua"):
        head, row = ["Penilaian Mandiri", "Nilai Akhir"], lambda place: [4 - place % 2, 2]
    else:
        head, row = ["Nilai"], lambda place: [None if place in (3, 20) else 3]
    file = workbook(tmp_path / name, "spbe-2020", head, row)
    own_rubric(tmp_path)
    typed = [option.replace("{}", str(tmp_path)) for option in options]
    page_file = tmp_path / "laporan.html"
    with contextlib.redirect_stderr(io.StringIO()):
        assert run(["report", str(file), "--format", "html", "-o", str(page_file), *typed]) in (0, 1)
    with opened(browser, page_file) as page:
        page.move_all({"I2": "5", "I4": "2", "I30": "4"})
        shown = (page.text("#simulated-index"), page.text("#simulated-band"))
        command = page.tab.input_value("#simulated-command")
        assert simulated(command, tmp_path) == shown
        if "--rubric" in options:
            assert ' --rubric "rubrik kota.yaml" ' in command
            assert simulated(command.replace(' --rubric "rubrik kota.yaml"', ""), tmp_path) != shown
        assert str(tmp_path) not in page_file.read_text("utf-8")
        assert page.said == []


@pytest.mark.parametrize("name", ["a $HOME.xlsx", "100%.xlsx", "`ls`.xlsx", "awas!.xlsx", "-o.xlsx", "a“b.xlsx"])
def test_a_name_that_no_quotes_would_hold_is_left_to_be_filled_in(browser, tmp_path, name):
    made = assess_file(workbook(tmp_path / name, "spbe-2020", ["Nilai"], lambda _: [2]))
    page_file = tmp_path / "laporan.html"
    page_file.write_text(report_html(report_view(made.result, made.rubric, Words("id"))), encoding="utf-8")
    with opened(browser, page_file) as page:
        page.move("I1", "3")
        assert page.tab.input_value("#simulated-command") == 'spbe simulate "BERKAS.xlsx" --set I1=3'


def test_files_are_named_without_their_folders_and_quoted_only_where_it_takes_quotes(tmp_path):
    made = assess_file(workbook(tmp_path / "a.xlsx", "spbe-2020", ["Nilai"], lambda _: [2]))
    for given, said in (
        ({"--encoding": "cp1252"}, "--encoding cp1252"),
        ({"--rubric": "spbe-2020", "--stage": "akhir"}, "--rubric spbe-2020 --stage akhir"),
        ({"--rubric": "C:\\Users\\Budi\\rubrik,2.yaml"}, '--rubric "rubrik,2.yaml"'),
        ({"--rubric": "/home/budi/100%.yaml"}, "--rubric RUBRIK.yaml"),
    ):
        view = report_view(made.result, made.rubric, Words("id"), options=given)
        assert json.loads(view.simulator.data)["command"] == f'spbe simulate "a.xlsx" {said}'
