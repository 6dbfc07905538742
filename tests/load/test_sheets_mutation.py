"""Broken copies of honest files: a book or a problem, never anything else."""

import io
import zipfile

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from old_workbooks import xls
from reading import codes
from workbooks import ods, ods_table, package, rows, wide, xlsb, xlsb_cell, xlsb_row, xlsx

from spbe_index.core.problem import SpbeError
from spbe_index.load.sheets import read_book

STRINGS = ' count="1" uniqueCount="1"><si><t>teks</t></si>'
SHEET = rows(("A1", ' t="s"><v>0</v>'), ("B2", ' t="e"><v>#REF!</v>'), ("C3", "><f>A1</f>"), ("D4", "><v>3.75</v>"))
FILES = {
    "a.xlsx": xlsx(SHEET + '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>', strings=STRINGS),
    "a.xlsb": xlsb(xlsb_row(0) + xlsb_cell(6, 0, wide("teks")) + xlsb_cell(3, 1, b"\x17")),
    "a.xls": xls(),
    "a.ods": ods(
        ods_table('<table:table-cell office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>')
    ),
    "a.csv": 'Kode;Catatan\nI1;"baik; lengkap"\n'.encode("utf-16"),
}
CODES = {f"E{number}" for number in (*range(101, 108), 110, *range(118, 123))}


def unpackage(content):
    """The members of a zip file, or nothing for another file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile:
        return {}


@st.composite
def broken(draw):
    """A file's name and its bytes: cut off, with bytes changed, or with a member of the zip file so."""
    name = draw(st.sampled_from(sorted(FILES)))
    content = FILES[name]
    members = unpackage(content)
    inside = draw(st.sampled_from([None, *sorted(members)])) if members else None
    target = bytearray(members[inside] if inside else content)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, max(0, len(target) - 1)))
        if target:
            target[place] = draw(st.sampled_from([0, 0x22, 0x3C, 0x7F, 0x80, 0xFF]) | st.integers(0, 255))
    if draw(st.booleans()):
        del target[draw(st.integers(0, len(target))) :]
    if inside:
        return name, package(members | {inside: bytes(target)})
    return name, bytes(target)


@seed(20260403)
@settings(max_examples=250, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(broken())
def test_broken_files_give_a_book_or_a_problem(tmp_path_factory, mutated):
    name, content = mutated
    path = tmp_path_factory.getbasetemp() / f"broken-{name}"
    path.write_bytes(content)
    try:
        book = read_book(path)
    except SpbeError as error:
        (fault,) = error.problems
        assert fault.code in CODES
        assert fault.place.file == str(path)
    else:
        assert book.sheets
        assert all(code[0] in "WN" for code in codes(book))


def test_the_honest_files_are_read(tmp_path):
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
        assert codes(read_book(tmp_path / name)) == []
