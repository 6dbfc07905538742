"""The process in which files are read: what becomes of us when it dies, dawdles, swells or lies."""

import hashlib
import io
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pytest
from reading import args, cells, codes, read, refused
from workbooks import rows, xlsx

from spbe_index.core.problem import SpbeError
from spbe_index.load import limited
from spbe_index.load.sheets import Limits, read_book

BOOK = xlsx(rows(("A1", "><v>3</v>"), ("XFD99", "><v>4</v>")))
PLAIN = xlsx(rows(("A1", "><v>3</v>")))
AT = '{"at":"xlsx: calamine","after":""}'


posix = pytest.mark.skipif(os.name == "nt", reason="signals, pipes and devices of POSIX")


@pytest.fixture
def child(monkeypatch):
    """Run other programs in the place of the reader."""

    def replace(program):
        monkeypatch.setattr(limited, "PROGRAM", textwrap.dedent(program))

    return replace


@posix
@pytest.mark.parametrize(
    ("program", "detail"),
    [
        ("import os; os.abort()", "SIGABRT"),
        ("import os; os.kill(os.getpid(), 11)", "SIGSEGV"),
        ("import os; os.kill(os.getpid(), 9)", "SIGKILL"),
        ("raise SystemExit(3)", "exit 3"),
        ("raise RuntimeError('boom')", "exit 1"),
        ('print(\'{"at":"xls: xlrd"}\', flush=True); import os; os.abort()', "SIGABRT"),
    ],
)
def test_a_process_that_dies(tmp_path, child, capfd, program, detail):
    child(program)
    fault = refused(tmp_path, "a.xlsx", PLAIN)
    assert (fault.code, args(fault)) == ("E110", {"detail": detail})
    assert capfd.readouterr() == ("", "")


def test_when_one_reader_has_said_what_is_wrong_the_death_of_the_next_adds_nothing(tmp_path, child):
    child('print(\'{"at":"xls: calamine","after":"XLRDError: x"}\', flush=True); import os; os.abort()')
    fault = refused(tmp_path, "a.xls", PLAIN)
    assert (fault.code, args(fault)) == ("E103", {"detail": "XLRDError: x"})


def test_when_calamine_dies_openpyxl_reads(tmp_path, child):
    child(
        limited.PROGRAM.replace(
            "main(int",
            f"""
if not sys.argv[6]:
    print({AT!r}, flush=True)
    import os
    os.abort()
main(int""",
        )
    )
    book = read(tmp_path, "a.xlsx", PLAIN)
    assert (book.reader, codes(book), cells(book)) == ("openpyxl", ["N113"], {"A1": ("number", "3")})


@pytest.mark.parametrize("program", ["import time; time.sleep(60)", "while True: pass"])
def test_a_process_that_takes_too_long(tmp_path, child, program):
    child(program)
    before = time.monotonic()
    fault = refused(tmp_path, "a.xlsx", PLAIN, limits=Limits(seconds=1))
    assert (fault.code, args(fault)) == ("E105", {"limit": "1", "option": "--reader-seconds"})
    assert time.monotonic() - before < 5


@posix
def test_processor_time_is_limited_too(tmp_path, child):
    child(
        limited.PROGRAM.replace("main(int", "import door.child\ndoor.child.limit(1024, 1)\nwhile True: pass\nmain(int")
    )
    began = time.monotonic()
    assert refused(tmp_path, "a.xlsx", PLAIN, limits=Limits(seconds=120)).code == "E105"
    assert time.monotonic() - began < 60, "the clock has ended it, which counts waiting too"


@posix
def test_a_process_that_takes_too_much_memory(tmp_path):
    strings = f' count="1" uniqueCount="1"><si><t>{"x" * 32_000}</t></si>'
    row = "<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>"
    content = xlsx(f"<sheetData>{row * 15}</sheetData>", strings=strings)  # a few kB that stand for 48 MB of text
    fault = refused(tmp_path, "a.xlsx", content, limits=Limits(memory_mb=70))
    assert (fault.code, args(fault)) == ("E104", {"limit": "70", "option": "--reader-memory"})
    assert len(read(tmp_path, "a.xlsx", content).sheets[0].cells) == 1_500


def test_all_text_together_is_limited(tmp_path):
    strings = f' count="1" uniqueCount="1"><si><t>{"x" * 32_000}</t></si>'
    row = "<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>"
    fault = refused(tmp_path, "a.xlsx", xlsx(f"<sheetData>{row * 100}</sheetData>", strings=strings))
    assert (fault.code, args(fault)) == ("E118", {"limit": "200000000", "what": "text"})


@posix
def test_no_memory_at_all(tmp_path):
    assert refused(tmp_path, "a.xlsx", PLAIN, limits=Limits(memory_mb=1)).code in ("E104", "E110")


def test_the_reader_may_be_given_more(tmp_path):
    assert cells(read(tmp_path, "a.xlsx", PLAIN, limits=Limits(memory_mb=2048, seconds=40)))["A1"] == ("number", "3")


def test_the_digest_is_of_the_bytes_that_were_read(tmp_path):
    assert read(tmp_path, "a.xlsx", BOOK).sha256 == hashlib.sha256(BOOK).hexdigest()


def test_python_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert refused(tmp_path, "a.xlsx", PLAIN).code == "E110"


@posix
def test_files_that_are_no_files(tmp_path):
    os.mkfifo(tmp_path / "pipa.xlsx")
    before = time.monotonic()
    for name, code, detail in (
        ("pipa.xlsx", "E109", "FIFO"),
        (".", "E109", "EISDIR"),
        ("/dev/null", "E109", "device"),
        ("/dev/zero", "E109", "device"),
        ("tidak ada.xlsx", "E108", None),
        ("a\0b", "E109", "EINVAL"),
        ("n" * 300, "E109", "ENAMETOOLONG"),
        ("pipa.xlsx/a", "E109", "ENOTDIR"),
    ):
        path = str(tmp_path / name)
        with pytest.raises(SpbeError) as caught:
            read_book(path, shown="dipilih")
        (fault,) = caught.value.problems
        assert (fault.code, fault.place.file) == (code, "dipilih")
        advice = {"EISDIR": "folder", None: "list"}.get(detail, "close")
        assert (args(fault).get("detail"), args(fault)["advice"]) == (detail, advice)
    assert time.monotonic() - before < 2


@posix
@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(PLAIN)
    (tmp_path / "a.xlsx").chmod(0)
    with pytest.raises(SpbeError) as caught:
        read_book(tmp_path / "a.xlsx")
    assert args(caught.value.problems[0]) == {"detail": "EACCES", "advice": "close"}


def test_an_empty_file(tmp_path):
    assert refused(tmp_path, "a.xlsx", b"").code == "E107"


def test_a_file_that_is_too_large(tmp_path):
    with open(tmp_path / "a.csv", "wb") as file:
        file.truncate(100_000_001)
    with pytest.raises(SpbeError) as caught:
        read_book(tmp_path / "a.csv")
    (fault,) = caught.value.problems
    assert (fault.code, args(fault)) == ("E118", {"limit": "100", "what": "megabytes"})


@posix
def test_odd_names(tmp_path):
    for name in ("- dan 'kutip' \"ganda\"\nbaris.csv", os.fsdecode(b"\xff\xfe.csv"), "--help.csv"):
        book = read(tmp_path, name, "a;b\n1;2\n")
        assert len(book.sheets[0].cells) == 4
        book.sheets[0].name.encode()


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAIN)))
    book = read_book("-", shown="(masukan)")
    assert (book.file, cells(book), codes(book)) == ("(masukan)", {"A1": ("number", "3")}, [])


def test_no_standard_input(monkeypatch):
    for nothing in (None, io.TextIOWrapper(io.FileIO(os.open(os.devnull, os.O_WRONLY), "w"))):
        monkeypatch.setattr(sys, "stdin", nothing)
        with pytest.raises(SpbeError) as caught:
            read_book("-")
        assert caught.value.problems[0].code == "E109"
        if nothing is not None:
            nothing.close()


@posix
def test_an_endless_standard_input(monkeypatch):
    with open("/dev/zero") as zeros:
        monkeypatch.setattr(sys, "stdin", zeros)
        with pytest.raises(SpbeError) as caught:
            read_book("-")
    assert args(caught.value.problems[0]) == {"limit": "100", "what": "megabytes"}


def test_several_at_once(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(PLAIN)
    found = []
    threads = [threading.Thread(target=lambda: found.append(cells(read_book(tmp_path / "a.xlsx")))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [{"A1": ("number", "3")}] * 8


def test_nothing_stays_open(tmp_path):
    read(tmp_path, "a.xlsx", PLAIN)
    before = set(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else set()
    for _ in range(3):
        read(tmp_path, "a.xlsx", PLAIN)
        refused(tmp_path, "b.xlsx", b"")
    assert not before or len(set(os.listdir("/proc/self/fd"))) <= len(before)


@posix
def test_ctrl_c_ends_the_child(tmp_path):
    program = f"""
        import sys
        from spbe_index.load import limited
        from spbe_index.load.sheets import read_book
        limited.PROGRAM = "import os,time; open({str(tmp_path / "pid")!r}, 'w').write(str(os.getpid())); time.sleep(60)"
        try:
            read_book({__file__!r})
        except KeyboardInterrupt:
            sys.exit(130)
    """
    parent = subprocess.Popen([sys.executable, "-c", textwrap.dedent(program)])
    deadline = time.monotonic() + 120  # a busy machine is no fault of the program
    pid = ""
    while not pid and time.monotonic() < deadline:
        time.sleep(0.02)
        pid = (tmp_path / "pid").read_text() if (tmp_path / "pid").exists() else ""
    parent.send_signal(signal.SIGINT)
    assert parent.wait(60) == 130
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_the_start_imports_nothing_heavy():
    program = "import sys; import spbe_index.load.sheets, spbe_index.load.answer; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    assert not {"openpyxl", "numpy", "xlrd", "python_calamine", "tempfile", "zipfile", "csv", "hashlib"} & set(loaded)


def test_the_reader_imports_only_what_a_plain_workbook_needs(tmp_path, monkeypatch):
    program = limited.PROGRAM.replace("main(int", "import door.child\ndoor.child._exit = lambda _: None\nmain(int")
    program += f"open({str(tmp_path / 'loaded')!r}, 'w').write(' '.join(sys.modules))\n"
    monkeypatch.setattr(limited, "PROGRAM", program)
    read(tmp_path, "a.xlsx", PLAIN)
    loaded = set((tmp_path / "loaded").read_text().split())
    assert "python_calamine" in loaded
    assert not {"os", "re", "json", "zipfile", "csv", "openpyxl", "xlrd", "site", "hashlib", "typing", "enum"} & loaded
