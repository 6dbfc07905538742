"""Packages (xlsx, ods, xlsb) with members lost, doubled, renamed or lied about, and XML changed where it matters."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from random import Random
from xml.sax.saxutils import escape, quoteattr

import nasty
from records import of_records

_TAG = re.compile(rb"<[^<>]*>")
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)=("[^"]*"|'[^']*')""")
_TEXT = re.compile(rb"(<(?:\w+:)?(?:t|v|f|p|formula1|definedName)(?: [^<>]*)?>)([^<]*)(</)")
#: Elements that may be lost, doubled or moved as a whole, in sheets, workbooks, comments and drawings of both families.
_WHOLE = re.compile(
    rb"<((?:\w+:)?(?:c|row|col|cols|si|sheet|sheetData|mergeCell|mergeCells|dataValidation|comment|author|cfRule|xf"
    rb"|sheetProtection|Relationship|Override|table-cell|table-row|table|table-column|p|shape|anchor|definedName))"
    rb"(?: [^<>]*)?(?:/>|>.*?</\1>)",
    re.DOTALL,
)
_TELLING = r"sheet\d|content\.xml|sharedStrings|workbook\.|comments|drawing"
_ENCODINGS = ("latin-1", "utf-7", "cp037", "x", "UTF-16", "utf-32")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def members_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: list[tuple[str, bytes]], *, stored: bool = False, note: bytes = b"") -> bytes:
    """A package of these members, also of two of one name; the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        archive.comment = note
        for name, content in members:
            # As `writestr` does, which warns of a name that is there already.
            info = zipfile.ZipInfo(name or "_", _EPOCH)
            info.compress_type = archive.compression
            archive.NameToInfo.pop(info.filename, None)
            archive.writestr(info, content)
    return out.getvalue()


def settled(data: bytes) -> bytes:
    """The same package without the time at which it was made."""
    stamp = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?")
    members = members_of(data).items()
    return packed(
        [(name, stamp.sub(b"2024-01-01T00:00:00Z", part) if "docProps" in name else part) for name, part in members]
    )


def of_package(data: bytes, chance: Random) -> bytes:
    """A package, changed in one way or two."""
    members = list(members_of(data).items())
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if members:
            _change(members, chance)
    result = packed(
        members,
        stored=chance.random() < 0.1,
        note=chance.randbytes(chance.choice((5, 70))) if chance.random() < 0.05 else b"",
    )
    return _lied(result, chance) if chance.random() < 0.15 else result


def _change(members: list[tuple[str, bytes]], chance: Random) -> None:
    """One change of one member; those that hold cells are changed more often than others."""
    weights = [5 if re.search(_TELLING, name) else 1 for name, _ in members]
    at = chance.choices(range(len(members)), weights)[0]
    name, content = members[at]
    what = chance.random()
    if what < 0.04:
        del members[at]
    elif what < 0.06:
        members.append((chance.choice((name, name.upper(), "/" + name, name.replace("/", "\\"), name + "x")), content))
    elif what < 0.08:
        other = chance.randrange(len(members))
        members[at], members[other] = (name, members[other][1]), (members[other][0], content)
    elif what < 0.09:
        members[at] = (name, content + b" " * chance.choice((1_000, 2_000_000)))
    elif what < 0.10:
        members[at] = (chance.choice((name.upper(), "../" + name, name[:-1], "\u202e" + name)), content)
    elif what < 0.16:
        members[at] = (name, nasty.spoilt(content, chance))
    elif name.endswith(".bin"):
        members[at] = (name, of_records(content, chance, wide=True))
    else:
        members[at] = (name, of_xml(content, chance))


def of_xml(content: bytes, chance: Random) -> bytes:
    """XML with a few of its attributes, texts or elements changed; most of it is still well-formed."""
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        content = chance.choices((_attribute, _text, _whole, _element, _form), (20, 24, 16, 4, 1))[0](content, chance)
    return content


def _attribute(content: bytes, chance: Random) -> bytes:
    found = list(_ATTRIBUTE.finditer(content))
    if not found:
        return content
    match = chance.choice(found)
    what = chance.random()
    if what < 0.15:
        return content[: match.start()] + content[match.end() :]
    if what < 0.25:
        return content[: match.end()] + b" " + match[0] + content[match.end() :]
    new = chance.choice(found)[2] if what < 0.4 else quoteattr(_printable(nasty.value(chance))).encode()
    return content[: match.start(2)] + new + content[match.end(2) :]


def _text(content: bytes, chance: Random) -> bytes:
    found = list(_TEXT.finditer(content))
    if not found:
        return _element(content, chance)
    match = chance.choice(found)
    new = chance.choice(found)[2] if chance.random() < 0.3 else escape(_printable(nasty.value(chance))).encode()
    return content[: match.start(2)] + new + content[match.end(2) :]


def _whole(content: bytes, chance: Random) -> bytes:
    """A whole element lost, doubled, put in the place of another or before it."""
    found = [match.span() for match in _WHOLE.finditer(content)]
    if not found:
        return _attribute(content, chance)
    (first, last), (begin, end) = chance.choice(found), chance.choice(found)
    what = chance.randrange(4)
    if what == 0:
        return content[:first] + content[last:]
    if what == 1:
        return content[:last] + content[first:last] * chance.choice((1, 1, 3, 40)) + content[last:]
    if what == 2:
        return content[:first] + content[begin:end] + content[last:]
    return content[:first] + content[begin:end] + content[first:]


def _element(content: bytes, chance: Random) -> bytes:
    """A tag lost, doubled, moved, renamed or opened many times; or everything between two tags."""
    tags = list(_TAG.finditer(content))
    if len(tags) < 2:
        return content
    one, other = sorted((chance.choice(tags), chance.choice(tags)), key=lambda tag: tag.start())
    piece = content[one.start() : other.end()]
    what = chance.randrange(8)
    if what == 0:
        return content[: one.start()] + content[one.end() :]
    if what == 1:
        return content[: one.end()] + one[0] + content[one.end() :]
    if what == 2:
        return content[: one.start()] + content[other.end() :]
    if what == 3 and len(piece) < 20_000:
        return content[: other.end()] + piece * chance.choice((1, 2, 30)) + content[other.end() :]
    if what == 4:
        return content[: one.start()] + other[0] + content[one.end() :]
    if what == 5:
        name = one[0].strip(b"</>").split()[:1] or [b"a"]
        deep = chance.choice((3, 300, 3_000))
        return (
            content[: one.start()]
            + (b"<" + name[0] + b">") * deep
            + (b"</" + name[0] + b">") * deep
            + content[one.start() :]
        )
    if what == 6:
        extra = chance.choice(
            (b"<!-- x -->", b"<?php x ?>", b"<![CDATA[3]]>", b"&#x0;", b"&lol;", b"&#65;", b"<x:y/>", b"</row>")
        )
        return content[: one.end()] + extra + content[one.end() :]
    return content[: one.start()] + one[0].replace(b"<", b"<z:", 1) + content[one.end() :]


def _form(content: bytes, chance: Random) -> bytes:
    """The same in another encoding, with a document type, with a mark before it, or cut off."""
    what = chance.randrange(6)
    head, _, rest = content.partition(b"?>") if content.startswith(b"<?xml") else (b"", b"", content)
    text = rest.decode("utf-8", "replace")
    if what == 0:
        return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")
    if what == 1:
        return f'<?xml version="1.0" encoding="{chance.choice(_ENCODINGS)}"?>{text}'.encode()
    if what == 2:
        return head + b"?><!DOCTYPE a [<!ENTITY b 'c'>]>" + rest
    if what == 3:
        return chance.choice((b"\xef\xbb\xbf", b"\n", b"\0", b"\xff\xfe")) + content
    if what == 4:
        return content[: chance.randint(0, len(content))]
    return text.encode("utf-8", "replace").replace(b"\n", b"\r\n").replace(b"><", b">\n \t<")


def _printable(text: str) -> str:
    """A text as XML may hold it, mostly: of what it may not hold at all something is left."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")


def _lied(data: bytes, chance: Random) -> bytes:
    """A package whose directory, headers or end say what is not so, or that has something before or behind it."""
    target = bytearray(data)
    records = [match.start() for match in re.finditer(b"PK\1\2", data)]
    what = chance.randrange(7)
    if what == 0:
        return chance.randbytes(chance.choice((1, 512))) + data
    if what == 1:
        return data + chance.randbytes(chance.choice((1, 70_000)))
    if what == 2:
        return nasty.spoilt(data, chance, 3)
    if not records:
        return data
    at = chance.choice(records)
    place, size = chance.choice(((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (42, 4)))
    if what == 3:
        at, place, size = data.rfind(b"PK\5\6"), *chance.choice(((8, 2), (10, 2), (12, 4), (16, 4), (20, 2)))
    elif what == 4:
        at = struct.unpack_from("<I", data, at + 42)[0]
        place, size = chance.choice(((6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2)))
    limit = 1 << (8 * size)
    new = chance.choice((0, 1, limit - 1, limit // 2, chance.randrange(limit)))
    target[at + place : at + place + size] = new.to_bytes(size, "little")
    return bytes(target)
