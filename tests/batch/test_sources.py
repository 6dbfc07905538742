"""Which files a batch is about, and what their reports are called."""

import os

import pytest

from spbe_index.batch.reports import report_names
from spbe_index.batch.sources import find_inputs
from spbe_index.core.problem import SpbeError


def touch(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def found(folder, *sources, **more):
    paths = find_inputs([str(folder / source) for source in sources], **more).paths
    return [os.path.relpath(path, folder).replace(os.sep, "/") for path in paths]


def test_a_folder_with_what_lies_below_it(tmp_path):
    touch(tmp_path, "b.xlsx", "a.csv", "z/c.ods", "c/d.XLS", "~$b.xlsx", ".x.csv", ".git/e.csv", "catatan.pdf")
    assert found(tmp_path, ".") == ["a.csv", "b.xlsx", "c/d.XLS", "z/c.ods"]


def test_other_files_are_counted(tmp_path):
    touch(tmp_path, "a.csv", "b.pdf", "c/d.docx")
    (problem,) = find_inputs([str(tmp_path)]).problems
    assert (problem.code, dict(problem.args)["count"]) == ("N861", "2")


@pytest.mark.parametrize("source", [".", "*"])
def test_workbooks_that_are_open_are_told(tmp_path, source):
    touch(tmp_path, "a.xlsx", "~$a.xlsx", ".~lock.a.xlsx#", ".sembunyi.xlsx")
    inputs = find_inputs([str(tmp_path / source)])
    assert [os.path.basename(path) for path in inputs.paths] == ["a.xlsx"]
    (said,) = inputs.problems
    # A pattern does not find what is hidden, and that is how LibreOffice names its own.
    assert (said.code, dict(said.args)["count"]) == ("N126", "2" if source == "." else "1")


def test_patterns_files_and_each_file_once(tmp_path):
    touch(tmp_path, "1.csv", "2.csv", "x/3.csv", "x/y/4.csv")
    assert found(tmp_path, "2.csv", "*.csv") == ["2.csv", "1.csv"]
    assert found(tmp_path, "**/*.csv") == ["1.csv", "2.csv", "x/3.csv", "x/y/4.csv"]
    assert found(tmp_path, "tidak-ada.xlsx", "1.csv", "./1.csv") == ["tidak-ada.xlsx", "1.csv"]


def test_a_file_whose_name_looks_like_a_pattern(tmp_path):
    touch(tmp_path, "nilai[1].csv")
    assert found(tmp_path, "nilai[1].csv") == ["nilai[1].csv"]


def test_the_output_is_no_input(tmp_path):
    touch(tmp_path, "a.csv", "hasil.csv")
    assert found(tmp_path, ".", without=[str(tmp_path / "hasil.csv")]) == ["a.csv"]


@pytest.mark.parametrize("source", ["kosong", "*.ods"])
def test_nothing_at_all(tmp_path, source):
    (tmp_path / "kosong").mkdir()
    with pytest.raises(SpbeError) as caught:
        find_inputs([str(tmp_path / source)])
    assert caught.value.problems[0].code == "E860"


def test_an_empty_folder_beside_others_is_told(tmp_path):
    touch(tmp_path, "a.csv")
    (tmp_path / "kosong").mkdir()
    inputs = find_inputs([str(tmp_path / "kosong"), str(tmp_path / "a.csv")])
    assert len(inputs.paths) == 1
    assert [found.code for found in inputs.problems] == ["E860"]


def names(*paths):
    return [os.path.relpath(name, "out").replace(os.sep, "/") for name in report_names(paths, "out")]


def test_reports_lie_as_the_files_do():
    assert names("u/kota/nilai.xlsx", "u/desa/nilai.xlsx") == ["kota/nilai.pdf", "desa/nilai.pdf"]
    assert names("u/nilai.xlsx") == ["nilai.pdf"]


def test_no_two_reports_are_alike():
    made = names("a.xlsx", "a.ods", "A.csv", "b.csv", "a.xlsx.pdf.csv")
    assert made == ["a.xlsx.pdf", "a.ods.pdf", "A.csv.pdf", "b.pdf", "a.xlsx.pdf.pdf"]
    assert len({name.casefold() for name in names("a.csv", "a.csv.csv", "a.CSV", "a.ods")}) == 4
