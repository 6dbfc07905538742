"""Output files: whole or not at all, never over what somebody else has just made, and why not is said in words."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from contextlib import contextmanager

import pytest
from running import EXAMPLES, ROOT, spbe

from spbe_index.cli import output
from spbe_index.cli.output import deliver
from spbe_index.core.problem import SpbeError
from spbe_index.load.system_error import WORDED, reason
from spbe_index.write.words import LANGUAGES, Words

KEMENKO = EXAMPLES / "kemenko-perekonomian-2021.xlsx"
posix = pytest.mark.skipif(os.name != "posix", reason="rights and names as POSIX has them")


def no_links(source, target):
    raise OSError(errno.EPERM, "Operation not permitted")


@pytest.fixture(params=["hard links", "no hard links"])
def links(request, monkeypatch):
    if request.param == "no hard links":
        monkeypatch.setattr(os, "link", no_links)


def refused(path, **options):
    with pytest.raises(SpbeError) as caught:
        deliver("baru", str(path), **options)
    (fault,) = caught.value.problems
    return fault.code, dict(fault.args).get("detail")


@pytest.mark.usefixtures("links")
def test_a_file_appears_and_nothing_is_left_beside_it(tmp_path):
    deliver("baru", str(tmp_path / "a.csv"))
    assert [path.read_text() for path in tmp_path.iterdir()] == ["baru"]


@pytest.mark.usefixtures("links")
@pytest.mark.parametrize("kind", ["file", "dangling link"])
def test_what_appears_between_looking_and_naming_is_kept(tmp_path, monkeypatch, kind):
    path = tmp_path / "a.csv"

    def looked(*_, **__):
        path.symlink_to("tidak ada") if kind == "dangling link" else path.write_text("orang lain")

    monkeypatch.setattr(output, "refuse_early", looked)
    assert refused(path) == ("E501", None)
    assert path.is_symlink() or path.read_text() == "orang lain"
    assert len(list(tmp_path.iterdir())) == 1


def test_of_many_processes_one_writes(tmp_path):
    program = (
        "import sys; from spbe_index.cli.output import deliver; sys.stdin.read(1)\n"
        "try: deliver(sys.argv[2] * 100_000, sys.argv[1])\n"
        "except Exception: sys.exit(3)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "a.csv")]
    running = [subprocess.Popen([*command, name], stdin=subprocess.PIPE, cwd=ROOT) for name in "abcd"]
    for one in running:
        one.stdin.close()
    codes = [one.wait() for one in running]
    assert sorted(codes) == [0, 3, 3, 3]
    assert (tmp_path / "a.csv").read_text() == "abcd"[codes.index(0)] * 100_000


def test_a_claimed_name_is_given_up_when_the_file_cannot_take_it(tmp_path, monkeypatch):
    def full(source, target):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "link", no_links)
    monkeypatch.setattr(os, "replace", full)
    assert refused(tmp_path / "a.csv") == ("E503", "ENOSPC")
    assert list(tmp_path.iterdir()) == []


@posix
@pytest.mark.parametrize(
    ("name", "code", "detail"),
    [
        ("tidak/ada.csv", "E503", "ENOENT"),
        ("berkas/a.csv", "E503", "ENOTDIR"),
        ("n" * 300, "E503", "ENAMETOOLONG"),
        ("putar/a.csv", "E503", "ELOOP"),
        ("folder", "E505", None),
        ("baru/", "E505", None),
    ],
)
def test_why_not(tmp_path, name, code, detail):
    (tmp_path / "berkas").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "putar").symlink_to("putar")
    path = f"{tmp_path}/{name}"
    assert refused(path) == refused(path, force=True) == (code, detail)
    with pytest.raises(SpbeError):  # said before the long work, too
        output.refuse_early(path, force=True, inputs=())


@contextmanager
def without_rights():
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@posix
def test_a_folder_that_may_not_be_written(tmp_path):
    tmp_path.chmod(0o500)
    with without_rights():
        assert refused(tmp_path / "a.csv") == ("E503", "EACCES")
    tmp_path.chmod(0o700)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (OSError(errno.EPERM, "x"), "EACCES"),
        (OSError(errno.ENOSPC, "x"), "ENOSPC"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (OSError("x"), "OSError"),
        (ValueError("embedded null byte"), "EINVAL"),
    ],
)
def test_what_no_phrase_is_for_the_system_says(error, found):
    assert reason(error) == found


@pytest.mark.parametrize("code", ["E109", "E316", "E503", "E511"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_reason_has_words(code, language):
    for name in WORDED:
        assert Words(language)(f"problems.{code}.detail.{name}")


def test_the_reason_in_words():
    done = spbe("score", KEMENKO, "-o", "/tidak/ada/hasil.csv")
    assert (done.code, "foldernya tidak ada" in done.err) == (3, True)
    done = spbe("score", KEMENKO, "-o", "/tidak/ada/hasil.csv", "--lang", "en")
    assert (done.code, "the folder does not exist" in done.err) == (3, True)
