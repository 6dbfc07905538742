"""Write `headings.md`: every column heading that is understood, from the lists that the reader itself goes by.

Run with `make docs`; `tests/guide` holds the file to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from spbe_index.load.folding import phrases
from spbe_index.load.headings import FILLERS, HARMLESS, HEADINGS, SECOND_CHOICE
from spbe_index.load.level_tables import TABLE_HEADINGS
from spbe_index.load.list_headings import LIST_HEADINGS
from spbe_index.load.rubric import load_rubric, shipped
from spbe_index.write.words import LANGUAGES, Words

HERE = Path(__file__).parent

#: What a column of a list of results or a table of levels holds, in both languages.
HOLDS = {
    "agency": "instansi / agency",
    "year": "tahun / year",
    "rubric": "instrumen / instrument",
    "group": "kelompok / group",
    "kind": "jenis / kind",
    "region": "provinsi / region",
    "index": "indeks / index",
    "index_exact": "indeks tepat / exact index",
    "band": "predikat / predicate",
    "other": "dikenal, tidak dipakai / known, not used",
    "stage": "tahap / stage",
    "indicator": "indikator / indicator",
    "level": "tingkat / level",
}

TITLE = """# Judul kolom yang dipahami · Column headings understood

Huruf besar dan kecil, tanda baca, dan spasi ganda tidak berpengaruh: `Nilai Tingkat Kematangan` sama dengan
`NILAI TINGKAT-KEMATANGAN`. Bila judul kolom Anda tidak ada di sini, ganti judulnya, atau lihat dengan `spbe inspect`
apa yang dibaca. Halaman ini dibuat dengan `make docs`; jangan diubah di sini.

Capitals, punctuation and double blanks make no difference. Where your heading is not listed, rename it, or let
`spbe inspect` show what is read. This page is made by `make docs`; do not edit it here.
"""
BOOKS = """
## Buku kerja satu instansi · The workbook of one agency

Tanda †: dipakai hanya bila tidak ada judul lain yang lebih jelas untuk hal yang sama.
† marks headings that are used only where no plainer one stands for the same.
"""
STAGES = """
Di samping judul itu boleh ada nama tahap, atau nama tahap saja, untuk kolom tingkatnya.
A heading may also name a stage, or be the name of a stage alone, for its column of levels.
"""
BESIDE = """
Kata-kata ini boleh ada dalam judul tanpa mengubah artinya. These words may stand in a heading without changing it:
"""
ASIDE = """
Kata-kata ini, angka, dan tahun boleh ada dalam kurung. These words, figures and years may stand in brackets:
"""
LEVELS = """
## Tabel tingkat banyak instansi · A table of the levels of many agencies

Untuk `spbe batch` dengan satu tabel. Atau satu kolom untuk tiap indikator, berjudul `I1`, `i1`, `1`, `Nilai I1`,
`Indikator 1 - ` dengan namanya, atau `I1_2023` bila tiap kolom punya tahunnya.
For `spbe batch` with one table. Or a column for each indicator, headed `I1`, `i1`, `1`, `Nilai I1`,
`Indikator 1 - ` and its name, or `I1_2023` where each column has its year.
Bila dua kolom berisi hal yang sama, yang disebut lebih dulu yang dibaca. Of two columns that hold the same, the one
named first here is read.
"""
LISTS = """
## Daftar hasil · A list of results

Untuk `spbe rank` dan `--among`. Nilai domain dan aspek: `D1`, `Domain 1`, `Indeks Aspek 2`.
For `spbe rank` and `--among`. Values of domains and aspects: `D1`, `Domain 1`, `Indeks Aspek 2`.
"""
TABLE = ("", "| isi kolom · what the column holds | judul · headings |", "| --- | --- |")


def page() -> str:
    """The document, in both languages at once."""
    lines = [TITLE + BOOKS, *TABLE[1:]]
    words = [Words(language) for language in LANGUAGES]
    for role, listed in HEADINGS.items():
        name = " / ".join(word(f"inspect.holds.{role.value}") for word in words)
        lines.append(_row(name, (f"{text}†" if text in SECOND_CHOICE else text for text in phrases(listed))))
    lines += [STAGES, "| instrumen · instrument | tahap · stages |", "| --- | --- |"]
    for rubric in (load_rubric(name) for name in shipped()):
        names = (text for stage in rubric.stages for text in (stage.name.id, *stage.headings))
        lines.append(_row(rubric.id, dict.fromkeys(name.casefold() for name in names)))
    lines += [BESIDE, _few(FILLERS), ASIDE, _few(HARMLESS), LEVELS, *TABLE[1:]]
    for what, lists in TABLE_HEADINGS.items():
        lines.append(_row(HOLDS[what], dict.fromkeys(text for listed in lists for text in phrases(listed))))
    lines += [LISTS, *TABLE[1:]]
    lines += [_row(HOLDS[what], phrases(listed)) for what, listed in LIST_HEADINGS.items()]
    return "\n".join([*lines, ""])


def _row(name: str, headings: Iterable[str]) -> str:
    return f"| {name} | {', '.join(headings)} |"


def _few(words: Iterable[str]) -> str:
    return ", ".join(sorted(words)) + "."


def main() -> None:
    """Write it."""
    (HERE / "headings.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
