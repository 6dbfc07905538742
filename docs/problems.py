"""Write `problems.id.md` and `problems.en.md`: every code with its meaning, its sentence, its remedy, and an example.

Run with `make docs`. The sentences come from the catalogue, the examples from the tables of `tests/problems`, by which
the program itself raises each code; a test holds the files to both.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from spbe_index.core.problem import Problem
from spbe_index.write.terminal import problem_lines
from spbe_index.write.words import Words

HERE = Path(__file__).parent
ROOT = HERE.parent
LOCALE = ROOT / "spbe_index" / "write" / "locale"
#: Where the tables that raise every code are found, with what they are written with.
TABLES = [str(ROOT / "tests" / folder) for folder in ("problems", "load", "core", "laws", "verify")]
#: Columns of the example.
WIDTH = 110

#: By language: title, what the page says of itself, names of the hundreds, labels of sentence, remedy and example.
PAGE = {
    "id": (
        "Kode masalah",
        "Setiap masalah yang disebut `spbe` punya kode: E kesalahan, W peringatan, N catatan. Di bawah ini artinya,"
        " kalimatnya (bagian dalam ‹ › diisi dari berkas; [ / ] memisahkan pilihan), apa yang dapat dilakukan, dan satu"
        " contoh seperti yang ditampilkan program: berkas, sel, kalimat, lalu sarannya."
        " Halaman ini dibuat dengan `make docs`; jangan diubah di sini.",
        {
            "1": "Berkas",
            "2": "Isi buku kerja",
            "3": "Berkas instrumen",
            "4": "Pemakaian",
            "5": "Keluaran",
            "6": "Templat",
            "7": "Penandaan",
            "8": "Perbandingan, daftar hasil, rencana, dan pemeriksaan",
            "9": "Program",
        },
        "Kalimat",
        "Yang dapat dilakukan",
        "Contoh",
    ),
    "en": (
        "Problem codes",
        "Every problem that `spbe` tells of has a code: E error, W warning, N note. Below are its meaning, its"
        " sentence (what stands in ‹ › comes from the file; [ / ] separates alternatives), what to do, and an example"
        " as the program shows it: file, cell, sentence, then its advice."
        " This page is made by `make docs`; do not edit it here.",
        {
            "1": "Files",
            "2": "Contents of a workbook",
            "3": "Rubric files",
            "4": "Use",
            "5": "Output",
            "6": "Template",
            "7": "Marking",
            "8": "Comparing, lists of results, plans, and verifying",
            "9": "The program",
        },
        "Sentence",
        "What to do",
        "Example",
    ),
}


@cache
def catalogue(language: str) -> dict[str, str]:
    """The sentences of one language."""
    found: dict[str, str] = json.loads((LOCALE / language / "problems.json").read_text(encoding="utf-8"))
    return found


def opening(language: str) -> str:
    """What stands above the codes."""
    return f"# {PAGE[language][0]}\n\n{PAGE[language][1]}\n"


def section(code: str, example: Problem, language: str) -> list[str]:
    """What the page says of a code, below its heading."""
    known = catalogue(language)
    _, _, _, sentence, remedy, shown = PAGE[language]
    told, hint = (_shown(code, known[f"{code}.{part}"], known) for part in ("message", "hint"))
    printed = problem_lines([example], Words(language), colour=False, width=WIDTH)
    lines = [known[f"{code}.meaning"], "", f"* {sentence}: {told}", f"* {remedy}: {hint}", f"* {shown}:", ""]
    return [*lines, *(f"      {line}".rstrip() for line in printed)]


def page(language: str, examples: dict[str, Problem]) -> str:
    """The document in one language."""
    hundreds = PAGE[language][2]
    text, hundred = opening(language), ""
    for code in codes():
        if code[1] != hundred:
            hundred = code[1]
            text += f"\n## {hundreds[hundred]}\n"
        text += "\n".join(["", f"### {code}", "", *section(code, examples[code], language), ""])
    return text


def codes() -> list[str]:
    """All codes of the catalogue, in order."""
    return sorted({key.partition(".")[0] for key in catalogue("id")}, key=lambda code: (code[1:], code))


def _shown(code: str, text: str, known: dict[str, str]) -> str:
    """A sentence with its particulars in ‹ ›, or with all the phrases that may stand in their place."""

    def put(match: re.Match[str]) -> str:
        name = match[1]
        phrases = [_shown(code, phrase, {}) for key, phrase in known.items() if key.startswith(f"{code}.{name}.")]
        return f"[{' / '.join(dict.fromkeys(phrases))}]" if phrases else f"‹{name}›"

    return re.sub(r"{(\w+)(?::\w+)?}", put, text)


def _examples() -> Iterator[tuple[str, Problem]]:
    """The first problem that each code's row in the tables leads to."""
    sys.path[:0] = TABLES
    from raised import raised

    os.chdir(ROOT)
    for code in codes():
        with TemporaryDirectory() as folder:
            yield code, raised(code, Path(folder))[0]


def main() -> None:
    """Write both."""
    examples = dict(_examples())
    for language in PAGE:
        (HERE / f"problems.{language}.md").write_text(page(language, examples), encoding="utf-8")


if __name__ == "__main__":
    main()
