"""Texts of rubrics and cells are data: none is run, none is matched for ever, and none leads out of its folder."""

from __future__ import annotations

import ast
import contextlib
import os
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from book_making import HEAD as COLUMNS
from book_making import full, read, sheet
from payloads import PAYLOADS
from rubric_making import SMALL, problems_of, spoiled
from running import ROOT, spbe

import spbe_index
import spbe_index.assess
from spbe_index.core.assessment import Assessment
from spbe_index.core.problem import Problem, SpbeError
from spbe_index.load.evidence_files import look_at_files
from spbe_index.load.rubric import load_rubric
from spbe_index.load.sheets import Book, Cell, Sheet

PACKAGE = Path(spbe_index.__file__).parent
posix = pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")


@cache
def calls() -> list[tuple[str, str, ast.Call]]:
    """Every call of the package: the file it stands in, and the name that is called."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        file = path.relative_to(PACKAGE).as_posix()
        found += [(file, ast.unparse(node.func), node) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return found


def test_no_text_is_ever_run() -> None:
    """Only our own parent's request is unpickled, only our own environment makes templates, of files of ours."""
    found: dict[str, set[str]] = {}
    for file, name, _ in calls():
        if name in ("eval", "exec", "compile", "__import__") or name.endswith(
            (".from_string", "pickle.load", "pickle.loads", "marshal.loads", "jinja2.Environment", "os.system")
        ):
            found.setdefault(name, set()).add(file)
    assert found == {"pickle.load": {"printing/child.py"}, "jinja2.Environment": {"write/html.py"}}


#: Expressions put together from words, each escaped or of ours: a table of abbreviations, our own sentences, and what
#: an instrument calls its kinds.
MADE = {
    "core/agency.py: f'\\\\b{written}\\\\b'",
    "load/answer_codes.py: "
    "f'(?i)(?:{said}{_GAP}(?:ke{_GAP})?|{_GAP})(?P<number>{digits})(?P<parts>(?:[-._ ]{part}){{0,{most}}})'",
    "load/answer_codes.py: f\"(?P<said>{said}(?: ?(?:ke|no|nomor|number))? ?)?{('0*' if self._bare else '')}"
    '(?P<number>{digits})(?P<parts>(?: 0*{part}){{0,{most}}})(?: (?P<name>[^\\\\W\\\\d].*))?"',
    "load/numbers.py: self._patterns[0]",
    "load/numbers.py: self._patterns[1]",
    "write/template/evidence.py: marked",
}
MATCHING = ("compile", "match", "fullmatch", "search", "sub", "split", "findall", "finditer")


def test_every_expression_is_ours() -> None:
    """What text is matched with stands in the source: a string, or a name in capitals for one."""
    foreign = set()
    for file, name, call in calls():
        if name.rpartition(".")[0] == "re" and name.rpartition(".")[2] in MATCHING:
            names = {node.id for node in ast.walk(call.args[0]) if isinstance(node, ast.Name)}
            if not all(one.isupper() for one in names):
                foreign.add(f"{file}: {ast.unparse(call.args[0])}")
    assert foreign == MADE


def test_a_rubric_that_looks_like_a_program_is_words(tmp_path: Path) -> None:
    words = "{{ 7*7 }} ${7*7} (a+)+$ {0.__class__} %s"
    path = tmp_path / "r.yaml"
    path.write_text(spoiled(("{id: Kebijakan internal, en:", f'{{id: "{words}", en:')), encoding="utf-8")
    assert load_rubric(str(path)).leaves()[0].name.id == words
    rows = "\n".join(f"{number},{'a' * 60}!,2" for number in ("1", "2", "3-1", "3-2", "3-3"))
    (tmp_path / "p.csv").write_text(f"Tahun,2030\nNo,Indikator,Nilai\n{rows}\n", encoding="utf-8")
    done = spbe("score", tmp_path / "p.csv", "--rubric", path)
    assert words in " ".join(done.out.split())


@pytest.mark.parametrize("key", ["title", "criteria"])
def test_what_nobody_sees_is_refused_in_a_rubric(key: str) -> None:
    for text in PAYLOADS:
        if not text.isprintable() and not text.startswith("\u3000"):
            old = "Instrumen kecil" if key == "title" else "Ada."
            quoted = '"' + "".join(f"\\u{ord(c):04x}" for c in text) + '"'
            assert {found.code for found in problems_of(SMALL.replace(f"id: {old}", f"id: {quoted}", 1))} == {"E304"}


#: Pieces of which cells are made that are as long as a cell may be; the sign at the end is what no repetition expects.
PIECES = [
    *("a", "1", "(", "- ", " ", "1.", "Rp 1.", "\u0301", "I1 ", "1. a ", "; ", "3-", "\u200b ", "Tahun 2023 "),
    *("12/08/2023 ", "Indeks SPBE: "),
]


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_no_cell_is_matched_for_ever(monkeypatch: pytest.MonkeyPatch, piece: str) -> None:
    text = (piece * 32_767)[:32_766] + "!"
    head = ["No", "Indikator", "Nilai Tingkat Kematangan", "Target", "Penjelasan", "PIC", "Bukti Dukung"]
    head += ["Nomor Dokumen", "Tanggal", "Halaman", "Tautan", "Upaya", text]
    lines: list[list[str]] = [["Nama Instansi", text], ["Tahun", text], [text, text], head]
    for row, leaf in enumerate(load_rubric("spbe-2020").leaves()):
        lines.append(
            [text, leaf.name.id, "3", *[text] * 10] if row < 3
            else [leaf.number, *[text] * 12] if row < 6
            else [leaf.number, leaf.name.id, "3"]
        )  # fmt: skip
    cells = [
        Cell(y, x, "text", said) for y, line in enumerate([*lines, [text] * 13], 1) for x, said in enumerate(line, 1)
    ]
    book = Book("a.xlsx", "xlsx", "calamine", "0" * 64, (Sheet(text[:31], True, tuple(cells)),))
    monkeypatch.setattr(spbe_index.assess, "read_book", lambda *_, **__: book)
    before = time.process_time()
    with contextlib.suppress(SpbeError):
        spbe_index.assess.examine_file("a.xlsx", today="2024-01-01")
    assert time.process_time() - before < 5


# Evidence names files below one folder.


def evidence(*links: str) -> Assessment:
    rows = [["I1", "Dokumen", "1", link] for link in links]
    listed = sheet(["Kode", "Nama Dokumen", "Nomor Dokumen", "Berkas"], *rows, name="Bukti")
    return read(sheet(COLUMNS, *full()), listed)[0]


class Shelf:
    """A folder of evidence, a folder beside it that is nobody's concern, and what was opened while looking."""

    def __init__(self, folder: Path) -> None:
        self.inside, self.outside = folder / "bukti", folder / "lain"
        self.inside.mkdir()
        self.outside.mkdir()
        (self.outside / "rahasia.pdf").write_bytes(b"%PDF-1.7 rahasia")
        self.opened: list[str] = []

    def look(self, *links: str) -> tuple[Assessment, tuple[Problem, ...]]:
        watching = True

        def watch(event: str, given: tuple[object, ...]) -> None:
            if watching and event == "open" and isinstance(given[0], str):
                self.opened.append(os.path.realpath(given[0]))

        sys.addaudithook(watch)
        try:
            return look_at_files(str(self.inside), evidence(*links))
        finally:
            watching = False


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


OUT = [
    "../lain/rahasia.pdf",
    "a/../../lain/rahasia.pdf",
    "{outside}/rahasia.pdf",
    "..\\lain\\rahasia.pdf",
    "\\\\peladen\\bagi\\rahasia.pdf",
    "//peladen/bagi/rahasia.pdf",
    "C:\\lain\\rahasia.pdf",
    "C:/lain/rahasia.pdf",
    "file://{outside}/rahasia.pdf",
    "/proc/self/environ.pdf",
    "rahasia.pdf\0.pdf",
    "CON.pdf",
    "~/rahasia.pdf",
    "$HOME/rahasia.pdf",
]


@pytest.mark.parametrize("link", OUT)
def test_a_name_that_leads_out_is_told_and_nothing_out_there_is_opened(shelf: Shelf, link: str) -> None:
    named = link.replace("{outside}", str(shelf.outside))
    assessment, problems = shelf.look(named)
    assert {found.code for found in problems} <= {"W264", "W268"}
    assert not any(piece.sha256 for entry in assessment.entries for piece in entry.evidence)
    assert not [path for path in shelf.opened if "rahasia" in path or path.startswith("/proc")]


@posix
def test_links_and_pipes_within_the_folder_lead_nowhere(shelf: Shelf) -> None:
    (shelf.inside / "tautan.pdf").symlink_to(shelf.outside / "rahasia.pdf")
    (shelf.inside / "folder").symlink_to(shelf.outside)
    os.mkfifo(shelf.inside / "pipa.pdf")
    (shelf.inside / "alat.pdf").symlink_to("/dev/zero")
    before = time.monotonic()
    links = ["tautan.pdf", "folder/rahasia.pdf", "rahasia.pdf", "pipa.pdf", "alat.pdf"]
    assessment, problems = shelf.look(*links)
    assert [found.code for found in problems] == ["W264"] * len(links)
    assert not any(piece.sha256 for entry in assessment.entries for piece in entry.evidence)
    assert time.monotonic() - before < 5


def test_a_name_that_stays_inside_is_looked_at(shelf: Shelf) -> None:
    (shelf.inside / "a").mkdir()
    (shelf.inside / "a" / "sk.pdf").write_bytes(b"%PDF-1.7 sk")
    assessment, problems = shelf.look("a/sk.pdf")
    assert problems == ()
    assert any(piece.sha256 for entry in assessment.entries for piece in entry.evidence)
    assert shelf.opened == [os.path.realpath(shelf.inside / "a" / "sk.pdf")]


@posix
def test_no_option_waits_for_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipa"
    os.mkfifo(pipe)
    given = ROOT / "examples" / "kemenko-perekonomian-2021.xlsx"
    for arguments in (
        ("score", pipe),
        ("score", given, "--rubric", pipe),
        ("score", given, "--among", pipe),
        ("score", given, "--history", pipe),
        ("check", given, "--evidence-dir", pipe),
        ("report", given, "--logo", pipe, "-o", tmp_path / "a.html"),
        ("report", given, "--previous", pipe, "-o", tmp_path / "a.html"),
        ("plan", given, "--target", "4", "--effort", pipe),
        ("compare", given, pipe),
        ("rank", pipe),
        ("template", tmp_path / "a.xlsx", "--from", pipe),
        ("rubric", "check", pipe),
    ):
        done = spbe(*arguments)
        assert done.code in (2, 3), (arguments, done.err)
        assert "Traceback" not in done.err
    assert os.listdir(tmp_path) == ["pipa"]
