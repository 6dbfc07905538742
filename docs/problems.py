"""Write `problems.id.md` and `problems.en.md`: every code with its meaning, its sentence and its remedy.

Run with `make docs`. All of it comes from the catalogue of sentences; a test holds the files to it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

HERE = Path(__file__).parent
LOCALE = HERE.parent / "spbe_index" / "write" / "locale"

#: By language: title, what the page says of itself, names of the hundreds, labels of sentence and remedy.
PAGE = {
    "id": (
        "Kode masalah",
        "Setiap masalah yang disebut `spbe` punya kode: E kesalahan, W peringatan, N catatan. Di bawah ini artinya,"
        " kalimatnya (bagian dalam ‹ › diisi dari berkas; [ / ] memisahkan pilihan), dan apa yang dapat dilakukan."
        " Halaman ini dibuat dari katalog kalimat dengan `make docs`; jangan diubah di sini.",
        {
            "1": "Berkas",
            "2": "Isi buku kerja",
            "3": "Berkas instrumen",
            "4": "Pemakaian",
            "5": "Keluaran",
            "6": "Templat",
            "7": "Penandaan",
            "8": "Perbandingan, daftar hasil, dan rencana",
            "9": "Program",
        },
        "Kalimat",
        "Yang dapat dilakukan",
    ),
    "en": (
        "Problem codes",
        "Every problem that `spbe` tells of has a code: E error, W warning, N note. Below are its meaning, its"
        " sentence (what stands in ‹ › comes from the file; [ / ] separates alternatives), and what to do."
        " This page is made from the catalogue of sentences by `make docs`; do not edit it here.",
        {
            "1": "Files",
            "2": "Contents of a workbook",
            "3": "Rubric files",
            "4": "Use",
            "5": "Output",
            "6": "Template",
            "7": "Marking",
            "8": "Comparing, lists of results, and plans",
            "9": "The program",
        },
        "Sentence",
        "What to do",
    ),
}


def page(language: str) -> str:
    """The document in one language."""
    catalogue: dict[str, str] = json.loads((LOCALE / language / "problems.json").read_text(encoding="utf-8"))
    title, about, hundreds, sentence, remedy = PAGE[language]
    lines = [f"# {title}", "", about]
    codes = sorted({key.partition(".")[0] for key in catalogue}, key=lambda code: (code[1:], code))
    hundred = ""
    for code in codes:
        if code[1] != hundred:
            hundred = code[1]
            lines += ["", f"## {hundreds[hundred]}"]
        told, hint = (_shown(code, catalogue[f"{code}.{part}"], catalogue) for part in ("message", "hint"))
        lines += ["", f"### {code}", "", catalogue[f"{code}.meaning"], "", f"* {sentence}: {told}"]
        lines += [f"* {remedy}: {hint}"]
    return "\n".join(lines) + "\n"


def _shown(code: str, text: str, catalogue: dict[str, str]) -> str:
    """A sentence with its particulars in ‹ ›, or with all the phrases that may stand in their place."""

    def put(match: re.Match[str]) -> str:
        name = match[1]
        phrases = [_shown(code, phrase, {}) for key, phrase in catalogue.items() if key.startswith(f"{code}.{name}.")]
        return f"[{' / '.join(dict.fromkeys(phrases))}]" if phrases else f"‹{name}›"

    return re.sub(r"{(\w+)(?::\w+)?}", put, text)


def main() -> None:
    """Write both."""
    for language in PAGE:
        (HERE / f"problems.{language}.md").write_text(page(language), encoding="utf-8")


if __name__ == "__main__":
    main()
