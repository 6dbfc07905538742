"""Two PDFs held against each other: what is printed, drawn, held besides, and what one has in addition."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from spbe_index.verifying.attachments import opened, refusing_damage
from spbe_index.verifying.covering import hidden_words

#: So many differences are told, and so many words of each.
_TOLD = 30
_WORDS = 12
#: Where an object tells what it is part of.
_UPWARDS = frozenset(("/Parent", "/P", "/StructParent", "/StructParents"))
#: How a stream is stored, which any program may do otherwise.
_STORED = frozenset(("/Length", "/Filter", "/DecodeParms"))
#: Parts of a document that are compared as they are; the tags are compared by themselves.
_PARTS = {"/Metadata": "metadata", "/Outlines": "bookmarks", "/OutputIntents": "colours", "/Lang": "language"}
_OWN_FONTS = "Laporan-Sans"
#: What a signature brings along, and nothing else does harm with.
_OF_SIGNATURES = frozenset(("/AcroForm", "/Perms", "/DSS", "/Extensions", "/Version"))
#: The contents, whose numbers of pages follow from how the pages fall.
_CONTENTS = 2


def held_against(found: bytes, meant: bytes, *, same_engine: bool) -> dict[str, Any]:
    """How a PDF differs from the one it is meant to be.

    Args:
        found: The one at hand.
        meant: The one it is meant to be.
        same_engine: Whether both were set by the same versions; if not, pages may be drawn otherwise without harm.

    Returns:
        `same`: byte for byte. `begins`: the meant one is its beginning, and
        something was appended. `pages`: how many it has, and how many it should.
        `words`: page, what is printed, what should be; `more` of them are not
        told. `drawn`: pages that look otherwise though they say the same.
        `parts`: what else differs. `added`: page, kind and text of each mark that
        was put on it since, and the words that one which signs lies upon. `alike`:
        whether all pages are drawn by the very same strokes.

    Raises:
        RefusedError: E870, the one at hand cannot be followed.

    """
    if found == meant:
        return {"same": True}
    with refusing_damage():
        return {"same": False, "begins": found.startswith(meant), **_differences(found, meant, same_engine)}


def _differences(found: bytes, meant: bytes, same_engine: bool) -> dict[str, Any]:
    theirs, ours = _Document(opened(found)), _Document(opened(meant))
    counts = [len(theirs.pages), len(ours.pages)]
    alike = [theirs.drawing(one) == ours.drawing(other) for one, other in zip(theirs.pages, ours.pages, strict=False)]
    alike = alike if counts[0] == counts[1] else []
    words = [] if alike and all(alike) else list(_words(theirs, ours, alike, settled=same_engine))
    told = {page for page, _, _ in words}
    return {
        "pages": counts,
        "words": words[:_TOLD],
        "more": max(0, len(words) - _TOLD),
        "drawn": [n for n, one in enumerate(alike, 1) if not one and n not in told] if same_engine else [],
        "parts": sorted(set(_parts(theirs, ours))),
        "added": list(_added(theirs, ours))[:_TOLD],
        "alike": bool(alike) and all(alike),
    }


def machine_fonts(data: bytes) -> list[str]:
    """The fonts of a PDF that are not the bundled ones, by name.

    Raises:
        RefusedError: E870, it cannot be read.

    """
    names: set[str] = set()
    for page in opened(data).pages:
        for font in (_at(_at(page, "/Resources", {}), "/Font") or {}).values():
            names.add(str(_at(font.get_object(), "/BaseFont", ""))[1:].rpartition("+")[2])
    return sorted(name[:60] for name in names if not name.startswith(_OWN_FONTS))


class _Document:
    """A PDF whose objects can be compared with those of another, however each is stored."""

    def __init__(self, reader: PdfReader) -> None:
        self.pages: list[Any] = list(reader.pages)
        self.root: Any = reader.trailer["/Root"].get_object()
        self.properties: Any = reader.trailer.get("/Info")
        self._numbers = {page.indirect_reference.idnum: n for n, page in enumerate(self.pages, 1)}
        self._known: dict[int, bytes] = {}

    def says(self) -> list[str]:
        """What it says of itself, in both places where a PDF does: title, author, subject, keywords."""
        properties = self.properties.get_object() if self.properties is not None else {}
        said = [str(_at(properties, key, "")) for key in ("/Title", "/Author", "/Subject", "/Keywords")]
        return [*said, *_described(self.root.get("/Metadata"))]

    def drawing(self, page: Any) -> bytes:
        """A digest of all that makes up the looks of a page."""
        content = page.get_contents()
        keys = (key for key in ("/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit") if key in page)
        digest = hashlib.sha256(content.get_data() if content is not None else b"")
        for key in keys:
            digest.update(self.print_of(page.raw_get(key)))
        return digest.digest()

    def marks(self, page: Any) -> list[Any]:
        """What lies on a page beside what is drawn: links, notes, signatures."""
        return [mark.get_object() for mark in _at(page, "/Annots") or ()]

    def print_of(self, value: Any) -> bytes:
        """A digest of an object and everything below it; the way up is not followed, and a page is its number."""
        if not isinstance(value, IndirectObject):
            return self._made(value)
        if value.idnum not in self._known:
            self._known[value.idnum] = self._made(value)
        return self._known[value.idnum]

    def _made(self, value: Any) -> bytes:
        digest = hashlib.sha256()
        pending: list[Any] = [value]
        seen: dict[int, int] = {}  # in the order in which they are met, so that no object can stand for another
        while pending:
            one = pending.pop()
            if isinstance(one, IndirectObject):
                if one.idnum in self._numbers:
                    digest.update(b"page %d" % self._numbers[one.idnum])
                    continue
                if one.idnum in seen:
                    digest.update(b"seen %d" % seen[one.idnum])
                    continue
                seen[one.idnum] = len(seen)
                one = one.get_object()
            if isinstance(one, DictionaryObject):
                keys = sorted(key for key in one if key not in _UPWARDS and key not in _STORED)
                digest.update(repr(keys).encode("utf-8", "backslashreplace"))
                if isinstance(one, StreamObject):
                    digest.update(one.get_data())
                pending += [one.raw_get(key) for key in reversed(keys)]
            elif isinstance(one, ArrayObject):
                digest.update(b"[%d" % len(one))
                pending += reversed(list(list.__iter__(one)))
            else:
                digest.update(repr(one).encode("utf-8", "backslashreplace"))
        return digest.digest()


def _words(theirs: _Document, ours: _Document, alike: list[bool], *, settled: bool) -> Iterator[tuple[int, str, str]]:
    """Where other words are printed than should be: page by page, or from end to end where pages fall otherwise."""
    if alike:
        for number, (same, one, other) in enumerate(zip(alike, theirs.pages, ours.pages, strict=True), 1):
            if not same:
                said = [(word, number) for word in one.extract_text().split()]
                yield from _changes(said, other.extract_text().split())
        return
    said = [(word, number) for number, page in enumerate(theirs.pages, 1) for word in page.extract_text().split()]
    for page, was, should in _changes(said, [word for one in ours.pages for word in one.extract_text().split()]):
        # On other versions pages may fall otherwise: then their numbers do, and nothing else.
        if settled or page != _CONTENTS or not (was.replace(" ", "") + should.replace(" ", "")).isdigit():
            yield page, was, should


def _changes(said: list[tuple[str, int]], meant: list[str]) -> Iterator[tuple[int, str, str]]:
    words = [word for word, _ in said]
    for kind, start, end, first, last in SequenceMatcher(None, words, meant, autojunk=False).get_opcodes():
        if kind != "equal":
            page = said[min(start, len(said) - 1)][1] if said else 1
            yield page, _cut(words[start:end]), _cut(meant[first:last])


def _cut(words: list[str]) -> str:
    text = " ".join(words[:_WORDS])
    return f"{text[:200]} …" if len(words) > _WORDS or len(text) > 200 else text


def _parts(theirs: _Document, ours: _Document) -> Iterator[str]:
    """Which parts beside the pages differ."""
    one, other = theirs.root, ours.root
    for key, name in _PARTS.items():
        if theirs.print_of(one.get(key)) != ours.print_of(other.get(key)):
            yield name
    if list(_tags(one)) != list(_tags(other)):
        yield "tags"
    if theirs.print_of(theirs.properties) != ours.print_of(ours.properties):
        yield "properties"
    if any(said and said != meant for said, meant in zip(theirs.says(), ours.says(), strict=True)):
        yield "title"  # one that a program left out misleads nobody
    for page, own in zip(theirs.pages, ours.pages, strict=False):
        if Counter(map(ours.print_of, ours.marks(own))) - Counter(map(theirs.print_of, theirs.marks(page))):
            yield "links"
        if set(page) - set(own) - {"/Annots"}:
            yield "actions"
    names = [set(root["/Names"]) if "/Names" in root else set() for root in (one, other)]
    if set(one) - set(other) - _OF_SIGNATURES or names[0] - names[1] or "/XFA" in _at(one, "/AcroForm", {}):
        yield "actions"


def _tags(root: Any) -> Iterator[tuple[str, ...]]:
    """The tags of a document in reading order, with the texts that stand for pictures."""
    pending = [root.get("/StructTreeRoot")]
    seen = 0
    while pending:
        node = pending.pop()
        node = node.get_object() if isinstance(node, IndirectObject) else node
        seen += 1
        if isinstance(node, ArrayObject):
            pending += reversed(node)
        elif isinstance(node, DictionaryObject) and seen < 1_000_000:
            yield tuple(str(node.get(key, "")) for key in ("/S", "/Alt", "/ActualText", "/Lang", "/E"))
            pending.append(node.get("/K"))


def _added(theirs: _Document, ours: _Document) -> Iterator[tuple[int, str, str, str]]:
    """Marks on pages that are not the report's own: signatures, notes, stamps; what they say, and what they hide."""
    for number, page in enumerate(theirs.pages, 1):
        own = ours.marks(ours.pages[number - 1]) if number <= len(ours.pages) else []
        known = Counter(map(ours.print_of, own))
        for mark in theirs.marks(page):
            print_of = theirs.print_of(mark)
            if known[print_of]:
                known[print_of] -= 1
            else:
                kind = _kind(mark)
                signs = kind == "signature" and number <= len(ours.pages)
                hidden = hidden_words(ours.pages[number - 1], mark["/Rect"]) if signs else ""
                yield number, kind, _said(mark), _cut(hidden.split())


def _kind(mark: Any) -> str:
    """`signature` for one that signs the file, else the kind of mark, e.g. `FreeText`."""
    kinds = (_at(mark, "/FT"), _at(_at(mark, "/Parent", {}), "/FT"))
    acts = "/A" in mark or "/AA" in mark
    if _at(mark, "/Subtype") == "/Widget" and "/Sig" in kinds and "/ByteRange" in _value(mark) and not acts:
        return "signature"
    return str(_at(mark, "/Subtype", "/-"))[1:40]


def _said(mark: Any) -> str:
    """What a mark says: its text, or who signs."""
    return " ".join(str(_at(mark, "/Contents") or _at(_value(mark), "/Name", "")).split())[:100]


def _described(metadata: Any) -> list[str]:
    """The same of the metadata, whose dates and tools are another matter; their bytes where they cannot be followed."""
    from pypdf.errors import PyPdfError
    from pypdf.xmp import XmpInformation

    if metadata is None:
        return [""] * 5
    try:
        xmp = XmpInformation(metadata.get_object())
        fields = (xmp.dc_title, xmp.dc_creator, xmp.dc_description, xmp.dc_subject, xmp.pdf_keywords)
        return [repr(field) if field else "" for field in fields]
    except PyPdfError:
        return [repr(metadata.get_object().get_data()), *[""] * 4]


def _value(mark: Any) -> Any:
    """The value of a form field, where it is a dictionary; else an empty one."""
    value = _at(mark, "/V") or _at(_at(mark, "/Parent", {}), "/V")
    return value if isinstance(value, DictionaryObject) else {}


def _at(container: Any, key: str, default: Any = None) -> Any:
    """What stands under a key, followed to where it lies: `get` gives the way there."""
    return container[key] if key in container else default  # noqa: SIM401
