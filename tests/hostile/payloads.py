"""Texts that do something wherever an output forgets that they are texts, and workbooks full of them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl
from rubric_making import SMALL

from spbe_index.load.rubric import load_rubric

#: Every one has a mark of its own, tanda01 and so on, by which it is found again wherever it comes out.
PAYLOADS = [
    # formulas
    '=HYPERLINK("http://evil.example/tanda01","klik")',
    "+tanda02+cmd|' /C calc'!A0",
    "-2+3+tanda03",
    "@SUM(tanda04)*cmd|' /C calc'!A0",
    "\u3000=1+tanda05",
    "＝1+tanda06",
    "'=1+tanda07",
    # HTML
    "<b onclick=alert(1)>tanda08</b>",
    "<img src=x onerror=alert('tanda09')>",
    "</td></tr></table><h1>tanda10</h1>",
    '<a href="javascript:alert(1)">tanda11</a>',
    "&lt;b&gt;tanda12&amp;&#x27;",
    # attributes
    '" onmouseover="alert(`tanda13`)',
    "' autofocus onfocus='alert(`tanda14`)",
    # script
    "<script>alert('tanda15')</script>",
    "</script><script>alert('tanda16')//",
    "javascript:alert('tanda17')",
    # style
    "</style><style>*{content:'tanda18'}",
    "x}body{display:none}/*tanda19",
    "expression(alert('tanda20'))",
    # templates
    "{{ 7*7 }}tanda21{{ self.__class__ }}",
    "{% include '/etc/passwd' %}tanda22{# c #}",
    "{agency.__class__} %s ${7*7} tanda23 {0}",
    # Markdown
    "[tanda24](javascript:alert(1))",
    "![tanda25](http://evil.example/x.png) | # judul",
    "`tanda26` *tebal* <http://evil.example> ~~x~~",
    # terminals
    "\x1b[31mtanda27\x1b[0m",
    "\x1b]8;;http://evil.example\x1b\\tanda28\x1b]8;;\x1b\\",
    "\x9b2J\x9d0;tanda29\x9c\x85",
    "tanda30\x07\x08\x7f",
    # directions
    "\u202etanda31gnp.exe\u202c",
    "\u2066tanda32\u2069\u200f\u061c",
    # PDF
    ") tanda33 Tj ET endstream endobj << /S /JavaScript /JS (app.alert(1)) >>",
    # XML
    ']]>tanda34<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;<!--',
    '</t></is></c>tanda35<c r="A1"><f>1+1</f></c><hyperlink ref="A1"/>',
    # paths
    "../../../../etc/tanda36.pdf",
    "\\\\evil.example\\bagi\\tanda37.pdf",
    "file:///etc/passwd#tanda38.pdf",
    "C:\\Windows\\tanda39.pdf",
]

#: What would fetch something, were it markup: the nine ways that lead out of a page that is set.
PROBES = [
    '<img src="{}">',
    '<object data="{}"></object>',
    '<link rel="attachment" href="{}">',
    '<base href="{}">',
    "<style>@import url('{}');</style>",
    '<link rel="stylesheet" href="{}">',
    '<p style="background:url({})">x</p>',
    '<iframe src="{}"></iframe>',
    '<svg><image href="{}"/></svg>',
    "<style>p::before{{content:url('{}') 'PALSU'}}</style>",
]

SEEN = re.compile(r"tanda\d\d")


def mark(payload: str) -> str:
    found = SEEN.search(payload)
    assert found
    return found[0]


def in_cell(text: str) -> str:
    """The text as an xlsx cell holds it: what XML cannot hold is written as Excel writes it."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", lambda found: f"_x{ord(found[0]):04X}_", text)


def name_of_file(payload: str) -> str:
    """The payload as the name of a file."""
    return payload.replace("/", "\u2215")[:80]


def name_of_sheet(payload: str) -> str:
    """The payload as the name of a sheet, in which Excel allows no `[]:*?/\\` and no apostrophe at either end."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f\x7f-\x9f]", "_", payload)[:31].strip("'")


def save(path: Path, sheets: Iterable[tuple[str, Sequence[Sequence[object]]]]) -> Path:
    """A workbook in which every text is a text, whatever it begins with."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets:
        sheet = book.create_sheet()
        sheet.title = name
        for y, line in enumerate(lines, start=1):
            for x, value in enumerate(line, start=1):
                if value is not None:
                    cell = sheet.cell(y, x, in_cell(value) if isinstance(value, str) else value)
                    if isinstance(value, str):
                        cell.data_type = "s"
    book.save(path)
    return path


HEAD = ["No", "Indikator", "Nilai Tingkat Kematangan", "Penjelasan", "PIC", "Bukti Dukung", "Tautan"]


def hostile_workbook(folder: Path, year: int, turn: int = 0, *, rubric: str = "spbe-2020") -> Path:
    """An assessment with every payload as note, unit, document and link; agency, sheets and file turn with `turn`."""
    count = len(PAYLOADS)
    lines: list[list[object]] = [["Nama Instansi", PAYLOADS[turn % count]], ["Tahun", year], [], HEAD]
    for row, leaf in enumerate(load_rubric(rubric).leaves()):
        text = [PAYLOADS[(row + turn + shift) % count] for shift in range(4)]
        # Some levels are no levels, so that problems have to quote the cell.
        low, high = load_rubric(rubric).scale(leaf.scale).low, load_rubric(rubric).scale(leaf.scale).high
        level = text[3] if row % 12 == 5 else int(low) + (row + turn) % int(high - low + 1)
        lines.append([leaf.number, leaf.name.id, level, *text[:3], text[3]])
    evidence: list[list[object]] = [["No Indikator", "Nama Dokumen", "Nomor Dokumen", "Tanggal", "Halaman", "Tautan"]]
    first = load_rubric(rubric).leaves()[0].number
    evidence += [[first, text, text, text, text, text] for text in PAYLOADS]
    name = name_of_file(PAYLOADS[(turn + 8) % count])
    sheets = [(name_of_sheet(PAYLOADS[turn % count]), lines), (name_of_sheet(PAYLOADS[(turn + 7) % count]), evidence)]
    return save(folder / f"{name} {year}.xlsx", sheets)


def hostile_list(folder: Path) -> Path:
    """A list of results in which every payload is an agency, a group and a province."""
    path = folder / f"{name_of_file(PAYLOADS[8])}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Nama Instansi", "Kelompok", "Provinsi", "Tahun", "Indeks SPBE", "Predikat"])
        for place, text in enumerate(PAYLOADS):
            writer.writerow([text, PAYLOADS[place - 1], PAYLOADS[place - 2], 2023, f"{1 + place / 20:.2f}", ""])
    return path


#: The payloads that a rubric may hold: blanks at either end and what nobody sees are refused in one.
IN_RUBRICS = [text for text in PAYLOADS if text.isprintable() and text == text.strip()]

#: Sentences of the small rubric that people read, each of which becomes a payload.
_SENTENCE = re.compile(r"\{id: ([^,{}]+), en: ([^,{}]+)\}")


def hostile_rubric(folder: Path) -> Path:
    """The small rubric with a payload for each of its sentences; those that no rubric may hold are left out."""
    turn, names = 0, {}

    def replaced(found: re.Match[str]) -> str:
        nonlocal turn
        turn += 1
        text = f"{IN_RUBRICS[turn % len(IN_RUBRICS)]} {turn}"
        names[found[1]] = quoted = "'" + text.replace("'", "''") + "'"
        return f"{{id: {quoted}, en: {quoted}}}"

    text = _SENTENCE.sub(replaced, SMALL).replace("band: Cukup", f"band: {names['Cukup']}")
    path = folder / f"{name_of_file(PAYLOADS[7])}.yaml"
    path.write_text(text, encoding="utf-8")
    return path
