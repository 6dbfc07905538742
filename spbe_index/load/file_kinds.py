"""What kind of file some bytes are, and the endings that kind goes under.

Only first and last bytes are looked at. Documents of Office and OpenOffice are
ZIP archives: what is in them is told by the list of names at their end.
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: So much of the beginning and of the end tells the kind.
HEAD, TAIL = 1024, 1 << 18


class Kind(NamedTuple):
    """A kind of file: its name, how its bytes begin (after so many others), and its endings."""

    name: str
    begins: tuple[bytes, ...]
    endings: str
    after: int = 0


_ARCHIVE = "ZIP"
#: Within a ZIP archive: the folder in which a program keeps its document, by the kind that makes it.
_FOLDERS = {b"word": "Word", b"xl": "Excel", b"ppt": "PowerPoint", b"visio": "Visio"}
_OPEN_DOCUMENT = "OpenDocument"
_ENDINGS_OF_ARCHIVES = {
    "Word": "docx docm dotx dotm",
    "Excel": "xlsx xlsm xlsb xltx xltm",
    "PowerPoint": "pptx pptm ppsx ppsm potx potm",
    "Visio": "vsdx vsdm",
    _OPEN_DOCUMENT: "odt ods odp odg ott ots otp odf",
    _ARCHIVE: "zip kmz epub jar apk pages numbers keynote 3mf mpkg xmind oxps",
}
KINDS = (
    Kind("PDF", (b"%PDF",), "pdf"),
    Kind(_ARCHIVE, (b"PK\x03\x04", b"PK\x05\x06"), ""),
    Kind("Office 97-2003", (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",), "doc xls ppt pps dot xlt pot msg vsd mpp pub wps"),
    Kind("JPEG", (b"\xff\xd8\xff",), "jpg jpeg jfif jpe"),
    Kind("PNG", (b"\x89PNG\r\n\x1a\n",), "png"),
    Kind("GIF", (b"GIF87a", b"GIF89a"), "gif"),
    Kind("TIFF", (b"II*\x00", b"MM\x00*", b"II+\x00"), "tif tiff"),
    Kind("BMP", (b"BM",), "bmp"),
    Kind("WebP", (b"WEBP",), "webp", 8),
    Kind("Photoshop", (b"8BPS",), "psd"),
    Kind("MP4", (b"ftyp",), "mp4 m4a m4v mov 3gp heic heif avif", 4),
    Kind("QuickTime", (b"moov", b"mdat", b"wide", b"free"), "mov", 4),
    Kind("AVI", (b"AVI ",), "avi", 8),
    Kind("WAV", (b"WAVE",), "wav", 8),
    Kind("Matroska", (b"\x1a\x45\xdf\xa3",), "mkv webm"),
    Kind("Windows Media", (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",), "wmv wma asf"),
    Kind("MP3", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"), "mp3"),
    Kind("Ogg", (b"OggS",), "ogg oga ogv opus"),
    Kind("FLAC", (b"fLaC",), "flac"),
    Kind("RAR", (b"Rar!\x1a\x07",), "rar"),
    Kind("7-Zip", (b"7z\xbc\xaf\x27\x1c",), "7z"),
    Kind("gzip", (b"\x1f\x8b",), "gz tgz"),
    Kind("xz", (b"\xfd7zXZ\x00",), "xz"),
    Kind("bzip2", (b"BZh",), "bz2"),
    Kind("tar", (b"ustar",), "tar", 257),
    Kind("RTF", (b"{\\rtf",), "rtf"),
    Kind("AutoCAD", (b"AC10", b"AC1."), "dwg"),
    Kind("Shapefile", (b"\x00\x00\x27\x0a",), "shp shx"),
    Kind("Access", (b"\x00\x01\x00\x00Standard ",), "mdb accdb"),
    Kind("Windows", (b"MZ",), "exe dll"),
)
#: Kinds of text: HTML also where a program has saved a table under the ending of a workbook.
_MARKUP = (("HTML", (b"<!doctype html", b"<html", b"<head"), "html htm mhtml xhtml"), ("XML", (b"<?xml",), "xml"))
#: Endings of plain text, in whatever writing, and of files whose first bytes tell nothing.
_TEXTS = frozenset(
    (
        *("txt", "csv", "tsv", "tab", "log", "md", "json", "geojson", "sql", "eml", "ics", "vcf", "yaml", "yml"),
        *("ini", "mht", "svg", "kml", "gpx", "prj", "dxf"),
    )
)
_UNTOLD = frozenset(
    (
        *("p12", "pfx", "p7m", "p7s", "p7b", "cer", "crt", "pem", "der", "asc", "sig", "dbf", "cdr", "eps", "rvt"),
        *("skp", "iso", "bpmn", "drawio", "xps", "key"),
    )
)
_MARKED_UP = frozenset(ending for _, _, endings in _MARKUP for ending in endings.split())
#: Word, Excel and PowerPoint encrypt a document with a password into the container of the old formats.
_ENCRYPTED = frozenset(("docx", "xlsx", "pptx", "docm", "xlsm", "pptm", "xlsb"))
_KINDS_OF = {ending: kind.name for kind in KINDS for ending in kind.endings.split()}
_KINDS_OF |= {ending: name for name, endings in _ENDINGS_OF_ARCHIVES.items() for ending in endings.split()}
#: A name in a cell is a file's if it has one of these; anything else may be a title or an address.
ENDINGS = frozenset(_KINDS_OF) | _TEXTS | _UNTOLD | _MARKED_UP
_NAMED = re.compile(rb"PK\x01\x02.{42}(word|xl|ppt|visio)/", re.DOTALL)
_BLANK = b"\x00\t\n\x0c\r \xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def mistaken(ending: str, head: bytes, tail: bytes) -> str:
    """The kind of file that the bytes show, when the ending says another; "?" when they show none we know.

    Args:
        ending: The ending, in small letters.
        head: At most the first `HEAD` bytes.
        tail: At most the last `TAIL` bytes.

    """
    kind = _kind(head, tail)
    if ending == "pdf" and b"%PDF" in head:
        return ""
    if kind == "Office 97-2003" and ending in _ENCRYPTED:
        return ""
    if ending in _TEXTS | _MARKED_UP | _UNTOLD and kind not in ("PDF", "RTF") and _is_text(head):
        return ""
    if ending in _TEXTS or ending in _MARKED_UP:
        return kind or ("?" if b"\x00" in head and not head.startswith(_WIDE) else "")
    if ending in _UNTOLD:
        return kind
    wanted = _KINDS_OF.get(ending, "")
    if not wanted or kind == wanted or ending in _all_endings(kind):
        return ""
    # An archive may hold anything, also what some program takes for its document.
    return "" if wanted == _ARCHIVE and kind in _ENDINGS_OF_ARCHIVES else kind or "?"


def _kind(head: bytes, tail: bytes) -> str:
    found = next((kind.name for kind in KINDS if head[kind.after :].startswith(kind.begins)), "")
    if found == _ARCHIVE:
        if head[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument"):
            return _OPEN_DOCUMENT
        named = _NAMED.search(tail)
        return _FOLDERS[named[1]] if named else _ARCHIVE
    if found:
        return found
    text = head.lstrip(_BLANK).lower()
    if text.startswith(b"%pdf"):
        return "PDF"
    return next((name for name, begins, _ in _MARKUP if text.startswith(begins)), "")


def _is_text(head: bytes) -> bool:
    """Whether these bytes are text, also text that begins as a picture or a film does, such as BM or free."""
    try:
        head.decode()
    except UnicodeDecodeError as fault:
        return fault.start > len(head) - 4 and min(head) > 8
    return min(head, default=9) > 8


def _all_endings(kind: str) -> list[str]:
    return [ending for one in KINDS if one.name == kind for ending in one.endings.split()]
