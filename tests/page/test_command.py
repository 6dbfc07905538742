"""The command that the page offers, run by the program on the same workbook, gives what the page shows."""

from __future__ import annotations

import contextlib
import io
import json
import shlex

import openpyxl
import pytest
from browser import chromium, opened
from settings import settings

from spbe_index.assess import assess_file
from spbe_index.cli.run import run
from spbe_index.core.exact import decimal_text
from spbe_index.load.rubric import load_rubric
from spbe_index.write.html import report_html
from spbe_index.write.view import report_view
from spbe_index.write.words import Words

YEARS = {"spbe-2018": 2019, "spbe-2020": 2023, "pemdi-2026": 2026}


class Output(io.StringIO):
    """Standard output that takes bytes as well."""

    def __init__(self):
        super().__init__()
        self.buffer = io.BytesIO()


def simulated(command, workbook):
    """Index and predicate that `spbe simulate` gives for the page's command line."""
    program, verb, file, *sets = shlex.split(command)
    assert (program, verb, file) == ("spbe", "simulate", workbook.name)
    with contextlib.redirect_stdout(Output()) as out, contextlib.redirect_stderr(io.StringIO()):
        assert run([verb, str(workbook), *sets, "--format", "json"]) == 0
    after = json.loads(out.buffer.getvalue())["after"]
    return after["index"]["display"].replace(".", ","), after["band"]["name"]


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.mark.parametrize("name", YEARS)
def test_the_command_gives_what_the_page_shows(browser, tmp_path, name):
    rubric = load_rubric(name)
    workbook = tmp_path / "penilaian saya.xlsx"
    book = openpyxl.Workbook()
    for row in (["Tahun", YEARS[name]], ["No", "Indikator", "Nilai"]):
        book.active.append(row)
    for leaf in rubric.leaves():
        book.active.append([leaf.code, leaf.name.id, 2])
    book.save(workbook)
    made = assess_file(workbook)
    page_file = tmp_path / "laporan.html"
    page_file.write_text(report_html(report_view(made.result, made.rubric, Words("id"))), encoding="utf-8")
    with opened(browser, page_file) as page:
        for kind, values in settings(rubric, 50):
            page.move_all({code: decimal_text(value) for code, value in values.items()})
            shown = (page.text("#simulated-index"), page.text("#simulated-band"))
            assert simulated(page.tab.input_value("#simulated-command"), workbook) == shown, kind
        assert page.said == []
