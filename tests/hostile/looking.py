"""What a reader of each form of output finds in it, and whether anything in it is more than a text."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdf
from markdown_it import MarkdownIt
from payloads import SEEN

#: Beginnings that a spreadsheet takes for a formula, told without the help of what guards against them.
LIVE = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
FIGURE = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:/\d+)?")
#: A text within a formula.
_LITERAL = re.compile('"(?:[^"]|"")*"')
VOID = {"meta", "img", "col", "br", "link", "input"}


class Page(HTMLParser):
    """Elements with the names of their attributes, every attribute's value, and the text outside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.values: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self._words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []
        self.text = " ".join("".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.values += [(name, value or "") for name, value in attrs]
        self._words.append(" ")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        self._words.append(" ")

    def handle_data(self, data: str) -> None:
        if "script" in self._open:
            self.scripts.append(data)
        elif "style" not in self._open:
            self._words.append(data)


def check_html(path: Path) -> str:
    """The page runs one script of ours at most, asks for nothing, and what it was given is text in it."""
    text = path.read_text(encoding="utf-8")
    page = Page(text)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"iframe", "object", "embed", "base", "link", "form", "img", "video", "audio", "applet", "frame"}
    assert sum(tag == "style" for tag, _ in page.elements) == 1
    names = {name for _, attributes in page.elements for name in attributes}
    assert not [name for name in names if name.startswith("on") or name in ("style", "srcdoc", "action", "formaction")]
    for name, value in page.values:
        if name in ("href", "src", "xlink:href", "poster", "data"):
            assert value.startswith("#")
    assert len(page.scripts) in (0, 2)
    if page.scripts:
        json.loads(page.scripts[0])
        assert "tanda15" not in page.scripts[1]
    assert [value[:18] for name, value in page.values if "default-src" in value] == ["default-src 'none'"]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    return page.text


def check_pdf(path: Path) -> str:
    """It holds no action, script, address or file but those it is made of, and what it was given is text in it."""
    file = pypdf.PdfReader(path)
    assert {re.sub(r"\d+|-[\w-]+", "", name) for name in file.attachments} <= {
        "hasil.json",
        "instrumen.yaml",
        "segel.json",
    }
    for number in range(1, len(file.xref[0]) + 1 if file.xref else 1):
        _no_action(file.get_object(pypdf.generic.IndirectObject(number, 0, file)))
    for page in file.pages:
        for note in page.get("/Annots") or ():
            link = note.get_object()
            assert link["/Subtype"] == "/Link"
            assert "/Dest" in link
            _no_action(link)
    _no_action(file.trailer["/Root"].get_object())
    if shutil.which("pdftotext"):
        command = ["pdftotext", "-raw", str(path), "-"]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    return "\n".join(page.extract_text() for page in file.pages)


def _no_action(found: Any) -> None:
    if isinstance(found, dict):
        keys = {"/JS", "/JavaScript", "/OpenAction", "/AA", "/URI", "/Launch", "/EmbeddedFile", "/EF", "/A"}
        assert not keys & {str(key) for key in found}, found


def check_csv(path: Path) -> str:
    """No cell is a formula; every record has the fields of the first."""
    text = path.read_bytes().decode("utf-8")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(line) for line in lines}) == 1
    for line in lines:
        for cell in line:
            assert FIGURE.fullmatch(cell) or not LIVE.match(cell), cell
    return text


def formulas(path: Path) -> list[str]:
    """Every formula in a cell of a workbook, without the texts in it."""
    sheets = (root for name, root in _parts(path) if name.startswith("xl/worksheets/"))
    return sorted(
        _LITERAL.sub('""', one.text or "") for root in sheets for one in root.iter() if one.tag.endswith("}f")
    )


def check_xlsx(path: Path, *, formulas_of: Path | None = None) -> str:
    """Formulas are those of a harmless workbook, nothing leads out, names of sheets are what Excel takes."""
    assert formulas(path) == (formulas(formulas_of) if formulas_of else [])
    words = []
    for name, root in _parts(path):
        for one in root.iter():
            local = one.tag.rpartition("}")[2]
            assert one.get("TargetMode") != "External"
            assert local not in ("oleObject", "control", "webPublishItem", "externalReference", "ddeLink")
            if local == "hyperlink":
                assert formulas_of or "location" in one.attrib
                assert not any(key.endswith("}id") for key in one.attrib)
            if local in ("f", "formula", "formula1", "formula2"):
                assert not SEEN.search(_LITERAL.sub("", one.text or ""))
            words += [one.text or ""] if local in ("t", "v") else []
        if name == "xl/workbook.xml":
            sheets = [one.get("name", "") for one in root.iter() if one.tag.endswith("}sheet")]
            assert len({sheet.casefold() for sheet in sheets}) == len(sheets)
            assert all(0 < len(sheet) <= 31 and not re.search(r"[\[\]:*?/\\\x00-\x1f]", sheet) for sheet in sheets)
    return "\n".join(words)


def _parts(path: Path) -> list[tuple[str, ElementTree.Element]]:
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if "external" in name.lower() or "vba" in name.lower()]
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return [(name, ElementTree.fromstring(archive.read(name))) for name in names]


def check_json(path: Path) -> str:
    """Strict JSON, in UTF-8."""
    text = path.read_bytes().decode("utf-8")

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    return "\n".join(_strings(json.loads(text, parse_constant=refuse)))


def _strings(plain: Any) -> list[str]:
    if isinstance(plain, dict):
        return [text for key, value in plain.items() for text in (key, *_strings(value))]
    if isinstance(plain, list):
        return [text for value in plain for text in _strings(value)]
    return [plain] if isinstance(plain, str) else []


def check_markdown(path: Path) -> str:
    """Rendered by a reader that lets HTML through it shows headings, lists, tables, text and code, and nothing else."""
    text = path.read_bytes().decode("utf-8")
    page = Page(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text))
    kinds = {tag for tag, _ in page.elements}
    kinds_allowed = "h1 h2 h3 h4 h5 h6 p ul ol li table thead tbody tr th td strong em code pre"
    assert kinds <= set(kinds_allowed.split())
    assert all(set(attributes) <= {"style"} for _, attributes in page.elements)  # how a column is set
    check_terminal(text)
    return page.text


def check_terminal(text: str) -> str:
    """Nothing steers the terminal: every character but the ends of lines is one that is printed."""
    odd = {character for character in text if not character.isprintable() and character != "\n"}
    assert not odd
    return text


def check_text(path: Path) -> str:
    """A file that may be shown on a terminal."""
    return check_terminal(path.read_bytes().decode("utf-8"))


CHECKS = {
    "html": check_html,
    "pdf": check_pdf,
    "csv": check_csv,
    "xlsx": check_xlsx,
    "json": check_json,
    "md": check_markdown,
    "txt": check_text,
    "text": check_text,
}
