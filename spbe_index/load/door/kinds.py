"""What a file is, told by its bytes and never by its name."""

from .ooxml import main_part
from .refusal import RefusedError
from .zipped import Zip

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM\x00\x00", "BMP"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
)
#: So many bytes of remarks may stand above the first line of a rubric's file.
_BEFORE_SCHEMA = 1 << 14
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def kind_of(data: bytes) -> str:
    """One of "zip", "xls", "parquet" and "text".

    Raises:
        RefusedError: It is something else, named in the problem.

    """
    if not data:
        raise RefusedError("E107")
    if data[:4] in (b"PK\3\4", b"PK\5\6"):
        return "zip"
    if data[:8] == _OLE:
        return _ole_kind(data)
    if data[:2] == b"\x09\x08" or data[:4] in (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"):
        return "xls"  # the bare stream of an old Excel, without its container
    for start, name in _OTHERS:
        if data.startswith(start):
            raise RefusedError("E101", found=name)
    if data[:4] == b"PAR1":
        return "parquet"
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    _refuse_markup(start)
    _refuse_json(start)
    if b"\nschema: spbe-rubric/" in b"\n" + data[:_BEFORE_SCHEMA]:
        raise RefusedError("E101", found="rubric")
    return "text"


def _ole_kind(data: bytes) -> str:
    def holds(name: str) -> bool:
        """Whether a directory entry has this name: entries start at multiples of 128 bytes."""
        wanted = (name + "\0").encode("utf-16-le")
        at = data.find(wanted)
        while at >= 0 and at % 128:
            at = data.find(wanted, at + 1)
        return at >= 0

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise RefusedError("E102")
    if holds("Workbook") or holds("Book") or holds("WORKBOOK") or holds("BOOK"):
        return "xls"
    for name, found in (("WordDocument", "doc"), ("PowerPoint Document", "ppt"), ("VisioDocument", "vsd")):
        if holds(name):
            raise RefusedError("E101", found=found)
    if b"W\0o\0r\0k\0b\0o\0o\0k\0" in data or len(data) < 1536:
        return "xls"  # cut off or shifted: the reader will say how it is damaged
    raise RefusedError("E101", found="OLE")


def _refuse_markup(start: bytes) -> None:
    if not start.startswith(b"<"):
        return
    if b"<html" in start or b"<!doctype html" in start or b"<table" in start or start.startswith(b"<meta"):
        raise RefusedError("E106", found="HTML")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        raise RefusedError("E106", found="Excel 2003 XML")
    if b"urn:oasis:names:tc:opendocument" in start:
        raise RefusedError("E106", found="Flat OpenDocument XML")
    if start.startswith((b"<?xml", b"<!doctype", b"<svg")):
        raise RefusedError("E101", found="XML")


def _refuse_json(start: bytes) -> None:
    """Refuse what begins as JSON does, which as a table would be a few odd words; the program writes such files."""
    within = start[1:].lstrip()
    if start.startswith(b"{") and within.startswith(b'"') and b'":' in within:
        own = within.startswith((b'"schema": "spbe-', b'"schema":"spbe-'))
        raise RefusedError("E101", found="result" if own else "JSON")
    if start.startswith(b"[") and within.startswith((b"{", b"[")):
        raise RefusedError("E101", found="JSON")


def package_kind(package: Zip) -> tuple[str, str]:
    """One of "xlsx", "xlsb" and "ods", and the name of its main part.

    Raises:
        RefusedError: The zip file is something else, named in the problem, or encrypted.

    """
    names = package.members
    if "mimetype" in names:
        kind = package.read("mimetype")[:200].decode("latin-1").strip()
        if kind.startswith(_OPEN_DOCUMENT + "spreadsheet"):
            return "ods", "content.xml"
        raise RefusedError("E101", found=kind.removeprefix(_OPEN_DOCUMENT)[:60])
    if "[content_types].xml" in names:
        main = main_part(package)
        return ("xlsb" if main.lower().endswith(".bin") else "xlsx"), main
    if any(name.endswith(".iwa") for name in names):
        raise RefusedError("E106", found="Apple iWork")
    raise RefusedError("E101", found="ZIP")
