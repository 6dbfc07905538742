"""Workers: the same outcome as a file scored by itself, whatever files lie beside it and whatever they do."""

import os

import pytest
from batch_making import BROKEN, csv_text, fill, save_workbook

from spbe_index.assess import assess_file
from spbe_index.batch import keeper as keeper_module
from spbe_index.batch import process as process_module
from spbe_index.batch.keeper import Job
from spbe_index.batch.pool import Pool
from spbe_index.batch.worker import Task
from spbe_index.core.outcome import failed, from_plain, outcome_of, to_plain
from spbe_index.core.problem import SpbeError

#: A worker that does what the names of its files say.
UNRULY = """import sys
sys.path += [path for path in sys.argv[1:] if path not in sys.path]
import os, time
from spbe_index.batch import worker
real = worker.answer
def answer(task, path, **how):
    if "mati" in path or ("sekali" in path and not how["alone"]):
        os.abort()
    if "lambat" in path:
        time.sleep(60)
    if "sibuk" in path:
        while True:
            pass
    if "bohong" in path:
        return {"sha256": "", "outcome": {"file": 3}}, b""
    if "besar" in path and not how["alone"]:
        raise MemoryError
    return real(task, path, **how)
worker.answer = answer
worker.main()
"""


def alone(path):
    """What a file scored by itself comes to."""
    try:
        return outcome_of(assess_file(str(path)).result, str(path))
    except SpbeError as error:
        return failed(error.problems, str(path))


def outcomes(paths, workers=2, task=Task()):  # noqa: B008  a value that nobody changes
    with Pool(task, [Job(str(path)) for path in paths], workers) as pool:
        return [answer.outcome for answer in pool.answers()]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_as_a_file_by_itself(tmp_path, workers):
    paths = fill(tmp_path, 60, broken_each=5)
    assert outcomes(paths, workers) == [alone(path) for path in paths]


def test_each_of_the_broken_ones(tmp_path):
    for name, content in BROKEN.items():
        (tmp_path / name).write_bytes(content)
    paths = [*(tmp_path / name for name in BROKEN), tmp_path / "tidak-ada.xlsx", tmp_path]
    found = outcomes(paths)
    assert found == [alone(path) for path in paths]
    assert {one.status for one in found} == {"failed"}


def test_the_second_reader_is_asked_in_a_process_of_its_own(tmp_path):
    book = save_workbook(tmp_path / "a.xlsx", 1)
    import openpyxl

    far = openpyxl.load_workbook(book)
    far.active["XFD1048576"] = "jauh"
    far.save(book)
    (found,) = outcomes([book])
    assert found == alone(book)
    assert found.status == "scored"


@pytest.fixture
def unruly(monkeypatch):
    monkeypatch.setattr(process_module, "_PROGRAM", UNRULY)


def made(tmp_path, *names):
    paths = []
    for number, name in enumerate(names):
        path = tmp_path / f"{number:03}-{name}.csv"
        path.write_text(csv_text(number), encoding="utf-8")
        paths.append(path)
    return paths


@pytest.mark.usefixtures("unruly")
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_file_that_brings_its_reader_down_costs_that_file_alone(tmp_path, workers):
    names = ["baik", "mati", "baik", "sekali", "baik", "baik", "bohong", "besar", "mati", "mati", "baik"]
    paths = made(tmp_path, *names)
    found = outcomes(paths, workers)
    for path, name, one in zip(paths, names, found, strict=True):
        if name in ("baik", "sekali", "besar"):
            assert one == alone(path)
        else:
            assert (one.status, one.told.code) == ("failed", "E110")
            assert dict(one.told.args) == {"detail": "SIGABRT" if name == "mati" else "answer"}


@pytest.mark.usefixtures("unruly")
@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_file_that_takes_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr(keeper_module, "_START", 1)
    paths = made(tmp_path, "baik", "lambat", "baik", "sibuk", "baik")
    found = outcomes(paths, 2, Task(seconds=2))
    assert [one.status for one in found] == ["scored", "failed", "scored", "failed", "scored"]
    assert {(one.told.code, dict(one.told.args)["limit"]) for one in found if one.told} == {("E105", "2")}


@pytest.mark.usefixtures("unruly")
def test_leaving_half_way_ends_every_process(tmp_path):
    paths = made(tmp_path, "baik", *["lambat"] * 5)
    with Pool(Task(), [Job(str(path)) for path in paths], 2) as pool:
        assert next(pool.answers()).outcome.status == "scored"
        processes = [keeper.process.running for keeper in pool._keepers]
    assert all(process.poll() is not None for process in processes)
    assert not any(keeper.thread.is_alive() for keeper in pool._keepers)


def test_a_worker_is_replaced_in_time(tmp_path, monkeypatch):
    monkeypatch.setattr(keeper_module, "_LIFE", 3)
    paths = fill(tmp_path, 20)
    assert outcomes(paths) == [alone(path) for path in paths]


def test_outcomes_out_and_in_again(tmp_path):
    for path in fill(tmp_path, 12, broken_each=4):
        one = alone(path)
        assert from_plain(to_plain(one)) == one
