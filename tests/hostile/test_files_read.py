"""Files that come from anybody: what is read, what is refused and how that is said, and what reading never does."""

from __future__ import annotations

import json
import os
import random
import sys
import zlib
from pathlib import Path

import pytest
from old_workbooks import xls
from reading import cells, codes, read, refused
from running import EXAMPLES, spbe
from shapes import SHEET, STRINGS, Swollen, swollen_xlsx
from workbooks import HEAD, MAIN, ods, ods_table, ole, package, rows, xlsb, xlsb_cell, xlsb_row, xlsx, xlsx_parts

from spbe_index.core.problem import SpbeError
from spbe_index.load import limited
from spbe_index.load.answer import REFUSALS
from spbe_index.load.door import zipped
from spbe_index.load.door.prolog import Prolog
from spbe_index.load.door.refusal import MAX_INFLATED, RefusedError
from spbe_index.load.door.zipped import Zip
from spbe_index.load.sheets import read_book

PLAIN = xlsx(rows(("A1", "><v>3</v>")))

#: The kinds of failure, each with a file that fails so and the code that tells it, whatever the format.
KINDS = {
    "no spreadsheet": ("surat.xlsx", b"%PDF-1.7\n", "E101"),
    "encrypted": ("sandi.xlsx", ole("EncryptedPackage"), "E102"),
    "damaged": ("rusak.xlsx", PLAIN[:-30], "E103"),
    "too large": ("besar.csv", b"x" * 40_000, "E118"),
    "unsupported": ("halaman.xls", b"<html><table></table></html>", "E106"),
    "empty": ("kosong.xlsx", b"", "E107"),
    "not found": ("tidak ada.xlsx", None, "E108"),
    "not readable": ("folder.xlsx", "folder", "E109"),
    "lock file": ("~$buku.xlsx", b"\x04Dewi" + b" " * 160, "E127"),
    "quote never closed": ("kutip.csv", b'a,b\n3,"x', "E119"),
    "delimiter in doubt": ("ragu.csv", b"a;b,c\n1;2,3\n", "E120"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_failure_is_told_with_file_code_and_what_to_do(tmp_path: Path, kind: str) -> None:
    name, content, code = KINDS[kind]
    path = tmp_path / name
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    done = spbe("score", path, "--format", "json")
    (told,) = json.loads(done.out)["problems"]
    assert (done.code, told["code"], told["file"]) == (3, code, name)
    assert told["message"].endswith(".")
    assert told["hint"]
    assert done.err.startswith(f"GALAT {code} {name}: ")
    assert "Traceback" not in done.err


def test_too_slow_and_a_reader_that_dies_are_kinds_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_bytes(PLAIN)
    for program, code in (("while True: pass", "E105"), ("import os; os.abort()", "E110")):
        monkeypatch.setattr(limited, "PROGRAM", program)
        with pytest.raises(SpbeError) as caught:
            read_book(tmp_path / "a.xlsx", limits=read_book.__kwdefaults__["limits"]._replace(seconds=1))
        assert [found.code for found in caught.value.problems] == [code]


def test_the_list_of_refusals_is_closed_and_documented() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "problems.en.md").read_text(encoding="utf-8")
    assert {code for _, _, code in KINDS.values()} - {"E108", "E109", "E127"} < REFUSALS
    assert all(f"\n### {code}\n" in documented for code in REFUSALS)


# How much a file may swell.


@pytest.mark.parametrize(("megabytes", "ratio"), [(57, 121), (112, 140)])
def test_honest_parts_that_swell_much_are_let_through(megabytes: int, ratio: int) -> None:
    """Parts as large and as well packed as the largest that offices have been seen to mail."""
    noise = random.Random(1).randbytes(1_000_000 // ratio - 1_100).replace(b"<", b"x").replace(b"&", b"y")
    piece = noise + b" " * (1_000_000 - len(noise))
    start, end = f'{HEAD}<worksheet xmlns="{MAIN}">'.encode(), b"<sheetData/></worksheet>"
    member = Swollen(start, piece, megabytes, end)
    content = bytearray(swollen_xlsx(SHEET, member))
    whole = zlib.crc32(end, zlib.crc32(piece * megabytes, zlib.crc32(start)))
    for place in (content.find(b"PK\3\4\x14\0\0\0\x08\0") + 14, content.rfind(b"PK\1\2") + 16):
        content[place : place + 4] = whole.to_bytes(4, "little")
    assert 0.8 * ratio < member.size / len(member.data) < 1.2 * ratio
    Zip(bytes(content)).check(Prolog)


def test_all_parts_together_are_limited_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_INFLATED == 300_000_000
    monkeypatch.setattr(zipped, "MAX_INFLATED", 3_000_000)
    noise = random.Random(1).randbytes(1_000_000)
    pictures: dict[str, str | bytes] = {f"xl/media/gambar{number}.png": noise for number in range(3)}
    with pytest.raises(RefusedError) as caught:
        Zip(package({**xlsx_parts(""), **pictures})).check(Prolog)
    assert (caught.value.code, caught.value.particulars) == ("E118", {"limit": "3", "what": "inflated"})


# Document types, in whatever encoding.

SECRET = "rahasia-yang-tidak-boleh-terbaca"


@pytest.mark.parametrize("encoding", ["utf-7", "utf-32-be", "utf-32-le", "utf-16", "utf-8-sig", "latin-1"])
@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml"])
def test_no_encoding_expands_an_entity(tmp_path: Path, encoding: str, part: str) -> None:
    """Those that the parser does not know are damaged; in no case does the entity's text come out."""
    secret = tmp_path / "rahasia.txt"
    secret.write_text(SECRET, encoding="utf-8")
    parts = xlsx_parts(rows(("A1", ' t="s"><v>0</v>')), strings=' uniqueCount="1"><si><t>&e;</t></si>')
    named = {"utf-8-sig": "utf-8", "utf-32-be": "utf-32", "utf-32-le": "utf-32"}.get(encoding, encoding)
    head = f'<?xml version="1.0" encoding="{named}"?><!DOCTYPE w [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    body = (head + parts[part].removeprefix(HEAD)).encode(encoding)
    content = package({**parts, part: body})
    (tmp_path / "a.xlsx").write_bytes(content)
    try:
        found = str(read_book(tmp_path / "a.xlsx"))
    except SpbeError as error:
        found = error.problems[0].code
    assert found in ("E103", "E106") or (SECRET not in found and "Penilaian" in found)


def test_without_defusedxml_openpyxl_is_not_even_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = limited.PROGRAM.replace("main(int", 'sys.modules["defusedxml"] = None\nmain(int')
    monkeypatch.setattr(limited, "PROGRAM", program)
    fault = refused(tmp_path, "a.xlsx", xlsx(rows(("A1", "><v>1</v>"), ("XFD1048576", "><v>2</v>"))))
    assert fault.code == "E110"
    assert "defusedxml" in dict(fault.args)["detail"]


# What reading never does.

#: Ends the reader at whatever reaches beyond the file it was given: the network, other programs, files to be written.
WATCHED = """
def watch(event, given):
    writes = event == "open" and isinstance(given[1], str) and set(given[1]) & set("wax+")
    if writes or event.split(".")[0] in ("socket", "subprocess", "urllib", "ftplib", "smtplib", "winreg") or event in (
        "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.remove", "os.rename", "os.mkdir", "os.link"
    ):
        import os
        os._exit(77)
sys.addaudithook(watch)
"""
LINKS = xlsx_parts(rows(("A1", "><f>[1]Lain!A1</f><v>3</v>"), ("B2", ' t="e"><v>#REF!</v>'))) | {
    "xl/vbaProject.bin": "macro",
    "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>',
    "xl/externalLinks/_rels/externalLink1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/'
    '2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/externalLinkPath" Target="http://127.0.0.1:9/buku.xlsx" TargetMode="External"/></Relationships>',
}
FAR = ("XFD1048576", "><v>2</v>")
READ = {
    "macros and links.xlsm": package(LINKS),
    "by the second reader.xlsx": xlsx(rows(("A1", "><v>1</v>"), FAR)),
    "old.xls": xls(),
    "binary.xlsb": xlsb(xlsb_row(0) + xlsb_cell(2, 0, (3 << 2 | 2).to_bytes(4, "little"))),
    "open.ods": ods(ods_table('<table:table-cell office:value-type="float" office:value="3"/>')),
    "text.csv": b"a;b\n1;2\n",
}


@pytest.mark.parametrize("name", READ)
def test_reading_reaches_for_nothing_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    folder.joinpath(name).write_bytes(READ[name])
    monkeypatch.setattr(limited, "PROGRAM", limited.PROGRAM.replace("main(int", f"{WATCHED}main(int"))
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    book = read_book(folder / name)
    assert book.sheets[0].cells
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert [code for code in codes(book) if code != "N113"] == (["N115", "N116"] if name.endswith("xlsm") else [])


def test_the_watch_bites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for act in ("import socket; socket.socket()", "open('/tmp/tidak-boleh', 'w')", "import os; os.system('true')"):
        monkeypatch.setattr(limited, "PROGRAM", limited.PROGRAM.replace("main(int", f"{WATCHED}{act}\nmain(int"))
        assert dict(refused(tmp_path, "a.xlsx", PLAIN).args) == {"detail": "exit 77"}
        monkeypatch.undo()


# What cells are called.

BEHIND_BLANKS = {
    "a.xlsx": xlsx(rows(("C3", "><v>3</v>"))),
    "b.xlsx": xlsx(rows(("C3", "><v>3</v>"), FAR)),
    "a.xls": xls(),
    "a.xlsb": xlsb(xlsb_row(2) + xlsb_cell(2, 2, (3 << 2 | 2).to_bytes(4, "little"))),
    "a.ods": ods(
        ods_table('<table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="float" '
                  'office:value="3"/>').replace("<table:table-row>", '<table:table-row table:number-rows-repeated="2"/>'
                                                "<table:table-row>")
    ),
    "a.csv": ",,\n,,\n,,3\n",
}  # fmt: skip


@pytest.mark.parametrize("name", BEHIND_BLANKS)
def test_blank_rows_and_columns_in_front_shift_no_address(tmp_path: Path, name: str) -> None:
    found = cells(read(tmp_path, name, BEHIND_BLANKS[name]))
    assert next(iter(found)) == "C3"


# Workbooks in which nothing can be seen.


def test_a_workbook_of_hidden_sheets_is_a_finding_and_no_zero(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(EXAMPLES / "kemenko-perekonomian-2021.xlsx")
    shown = book.create_sheet("Sampul", 0)
    shown["A1"] = "Sampul"
    for sheet in book.worksheets[1:]:
        sheet.sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    done = spbe("score", tmp_path / "a.xlsx", "--format", "json")
    plain = json.loads(done.out)
    assert done.code == 3
    assert "index" not in plain
    assert plain["problems"][0]["severity"] == "error"


@pytest.mark.skipif(sys.platform == "win32", reason="addresses of POSIX")
def test_no_fault_of_the_program_leaves_as_a_traceback_unless_asked_for(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, {root!r})\n"
        "import spbe_index.cli.score as score\n"
        "class PanicException(BaseException): pass\n"
        "def panic(*_, **__): raise {kind}('x')\n"
        "score.understand_file = panic\n"
        "from spbe_index.cli.main import main\n"
        "sys.argv[1:] = ['score', 'a.xlsx', *{more!r}]\n"
        "main()\n"
    )
    import subprocess

    for kind in ("PanicException", "RecursionError", "MemoryError", "SystemExit", "OSError"):
        for more in ([], ["--debug"]):
            program = code.format(root=str(EXAMPLES.parent), kind=kind, more=more)
            done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
            if more and kind != "SystemExit":
                assert "Traceback" in done.stderr
            elif not more:
                assert (done.returncode, "Traceback" in done.stderr) == (3 if kind == "OSError" else 70, False)
                assert ("E511: " if kind == "OSError" else "E901: ") in done.stderr
    assert os.listdir(tmp_path) == []
