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


def told(folder, *sources):
    return [(found.code, dict(found.args)) for found in find_inputs([str(folder / one) for one in sources]).problems]


def test_what_is_passed_over_is_told(tmp_path):
    touch(tmp_path, "a.xlsx", "~$a.xlsx", "b/.~lock.c.ods#", "b/c.ods", ".tersembunyi.csv", ".git/d.csv")
    assert told(tmp_path, ".") == [("N126", {"count": "2", "first": str(tmp_path / "~$a.xlsx")})]
    assert told(tmp_path, "*.xlsx") == [("N126", {"count": "1", "first": str(tmp_path / "~$a.xlsx")})]
    assert found(tmp_path, "*.xlsx") == ["a.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_folders_behind_links_are_told_and_not_entered(tmp_path):
    touch(tmp_path, "a/1.csv", "jauh/2.csv")
    (tmp_path / "a" / "tautan").symlink_to(tmp_path / "jauh")
    (tmp_path / "a" / "putar").symlink_to(tmp_path / "a")
    assert found(tmp_path, "a") == ["a/1.csv"]
    assert told(tmp_path, "a") == [("N854", {"count": "2", "first": str(tmp_path / "a" / "putar")})]
    assert found(tmp_path, "a/tautan") == ["a/tautan/2.csv"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_pattern_of_any_depth_does_not_go_in_circles(tmp_path, monkeypatch):
    touch(tmp_path, "1.csv", "a/2.csv", "a/b/3.csv", "a/.git/4.csv", "c/5.csv")
    for folder in ("a", "c"):  # with two of them, going through links would take longer than anybody lives
        (tmp_path / folder / "putar").symlink_to("..")
    whole = ["1.csv", "a/2.csv", "a/b/3.csv", "c/5.csv"]
    for pattern in ("**/*.csv", "**", "**/**/*.csv", "./**/*.csv"):
        assert found(tmp_path, pattern) == whole
    assert found(tmp_path, "[ab]/**/*.csv") == found(tmp_path, "a/**") == ["a/2.csv", "a/b/3.csv"]
    assert found(tmp_path, "**/b/*.csv") == ["a/b/3.csv"]
    assert told(tmp_path, "**/*.csv") == [("N854", {"count": "2", "first": str(tmp_path / "a" / "putar")})]
    # What a sign other than `**` finds is what somebody names, and is entered once.
    assert found(tmp_path, "c/*/1.csv") == ["c/putar/1.csv"]
    monkeypatch.chdir(tmp_path)
    assert list(find_inputs(["**/*.csv"]).paths) == [os.path.normpath(one) for one in whole]


def test_a_folder_that_cannot_be_read(tmp_path, monkeypatch):
    touch(tmp_path, "a/1.csv", "a/rahasia/2.csv")
    scan = os.scandir

    def refusing(path):
        if str(path).endswith("rahasia"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert found(tmp_path, "a") == ["a/1.csv"]
    inputs = find_inputs([str(tmp_path / "a")])
    assert [(one.code, one.place.file) for one in inputs.problems] == [("E853", str(tmp_path / "a" / "rahasia"))]
    with pytest.raises(SpbeError) as caught:
        find_inputs([str(tmp_path / "a" / "rahasia")])
    assert [one.code for one in caught.value.problems] == ["E853"]


def names(*paths):
    return [os.path.relpath(name, "out").replace(os.sep, "/") for name in report_names(paths, "out")]


def test_reports_lie_as_the_files_do():
    assert names("u/kota/nilai.xlsx", "u/desa/nilai.xlsx") == ["kota/nilai.pdf", "desa/nilai.pdf"]
    assert names("u/nilai.xlsx") == ["nilai.pdf"]


def test_no_two_reports_are_alike():
    made = names("a.xlsx", "a.ods", "A.csv", "b.csv", "a.xlsx.pdf.csv")
    assert made == ["a.xlsx.pdf", "a.ods.pdf", "A.csv.pdf", "b.pdf", "a.xlsx.pdf.pdf"]
    assert len({name.casefold() for name in names("a.csv", "a.csv.csv", "a.CSV", "a.ods")}) == 4


def test_a_name_that_is_too_long_is_cut_and_stays_its_own():
    long = "Kabupaten " * 40
    made = names(f"u/a/{long}1.csv", f"u/a/{long}2.csv", f"u/b/{long}1.csv", f"u/a/{long}1.ods", "u/b/pendek.csv")
    assert len({name.casefold() for name in made}) == 5
    assert all(len(os.fsencode(os.path.basename(name))) <= 255 for name in made)
    assert [name[:12] for name in made] == ["a/Kabupaten "] * 2 + ["b/Kabupaten ", "a/Kabupaten ", "b/pendek.pdf"]
    # Each by itself: what lies beside it changes no name.
    assert names(f"u/a/{long}2.csv", "u/b/x.csv")[0] == made[1]
    both = names(*(f"u/{'é' * 200}{end}.csv" for end in "ab"))
    assert len(set(both)) == 2
    assert all(name.encode("utf-8", "strict") for name in both)
