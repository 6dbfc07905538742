"""XML changed by insertion: elements with the bytes they stand on, and edits of those bytes."""

from __future__ import annotations

import re
from pyexpat import ExpatError

from spbe_index.load.door.prolog import make_parser
from spbe_index.load.door.refusal import damaged

#: A start tag from its "<" to its ">": attribute values may hold a ">".
_TAG = re.compile(rb"<[^\s/>\"']+(?:\s+[^\s=/>\"']+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
_ATTRIBUTE = re.compile(rb"\s([^\s=/>\"']+)\s*=\s*(\"[^\"]*\"|'[^']*')")
#: What XML 1.0 cannot hold, not even as a reference.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Text that Excel would take for one of its own escapes of a character.
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}


def escape(text: str) -> bytes:
    """Text or an attribute's value as markup, in letters that every encoding shares."""
    legal = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
    return "".join(_ENTITIES.get(letter, letter) for letter in legal).encode("ascii", "xmlcharrefreplace")


def escape_cell(text: str) -> bytes:
    """Text of a cell or comment as markup: what looks like Excel's `_x0041_` stays what it is."""
    return escape(_ESCAPE_LIKE.sub("_x005F_", text))


def as_ascii_based(data: bytes) -> bytes:
    """A part in UTF-16 as the same part in UTF-8, so that insertions fit; any other part as it is."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:2] in (b"<\0", b"\0<"):
        codec = "utf-16" if data[:1] in (b"\xff", b"\xfe") else "utf-16-le" if data[:1] == b"<" else "utf-16-be"
        text = data.decode(codec, "replace")
        return re.sub(r"""(<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']""", r"\1", text, count=1).encode("utf-8")
    return data


def start_tag(data: bytes, at: int) -> bytes:
    """The start tag that begins at an offset a parser gave."""
    found = _TAG.match(data, at)
    if found is None:
        raise damaged(f"tag at {at}")
    return found.group()


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


class Element:
    """One element: its name as written, its attributes, and where its tags and its inside stand in the part."""

    def __init__(self, name: str, attributes: dict[str, str], start: int, tag: bytes) -> None:
        self.name = name
        self.local = local(name)
        self.attributes = attributes
        self.start = start
        self.inside = start + len(tag)  # the first byte after the start tag
        self.empty = tag.endswith(b"/>")
        self.close = self.end = self.inside  # the first byte of the end tag; the first after the element
        self.children: list[Element] = []
        self.text = ""

    @property
    def prefix(self) -> str:
        """What children of the same vocabulary are written with: "" or, e.g., "x:"."""
        return self.name[: -len(self.local)]

    def child(self, name: str) -> Element | None:
        """The first child of this local name."""
        return next((child for child in self.children if child.local == name), None)

    def get(self, name: str) -> str:
        """An attribute by its local name; "" when it is missing."""
        return next((value for key, value in self.attributes.items() if local(key) == name), "")


def parse(data: bytes, part: str) -> Element:
    """The root of a part, with everything below it.

    Raises:
        RefusedError: E103, the part is not well-formed, or its root stands in itself, so that readers differ in where
            it ends; E106, it declares a document type.

    """
    parser = make_parser(part)
    top = Element("", {}, 0, b"")
    open_elements = [top]

    def start(name: str, attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        if len(open_elements) > 1 and name == open_elements[1].name:
            raise damaged(f"{part}: {local(name)} in {local(name)}")
        element = Element(name, attributes, at, start_tag(data, at))
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def end(_: str) -> None:
        element = open_elements.pop()
        if not element.empty:
            element.close = parser.CurrentByteIndex
            element.end = data.index(b">", element.close) + 1

    def text(piece: str) -> None:
        open_elements[-1].text += piece

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        parser.Parse(data, True)
    except (ExpatError, ValueError, LookupError) as error:
        raise damaged(f"{part}: {error}") from None
    return top.children[0]


class Edits:
    """What is to change in a part. Insertions at one place stay in the order they were made."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._changes: list[tuple[int, int, bytes]] = []

    def insert(self, at: int, markup: bytes) -> None:
        """Put markup before the byte at this offset."""
        self._changes.append((at, at, markup))

    def replace(self, start: int, end: int, markup: bytes) -> None:
        """Put markup in the place of these bytes."""
        self._changes.append((start, end, markup))

    def append(self, element: Element, markup: bytes) -> None:
        """Put markup at the end of an element's inside. Once only for an element written as `<a/>`."""
        if element.empty:
            name = element.name.encode()
            self.replace(self.data.rindex(b"/", 0, element.inside), element.inside, b">" + markup + b"</" + name + b">")
        else:
            self.insert(element.close, markup)

    def set(self, start: int, name: str, value: str) -> None:
        """Give the start tag at this offset an attribute, or the one it has another value."""
        tag = start_tag(self.data, start)
        for found in _ATTRIBUTE.finditer(tag):
            if found.group(1) == name.encode():
                self.replace(start + found.start(2) + 1, start + found.end(2) - 1, escape(value))
                return
        after_name = start + len(tag.split(None, 1)[0].rstrip(b"/>"))
        self.insert(after_name, b' %s="%s"' % (name.encode(), escape(value)))

    def result(self) -> bytes:
        """The part as changed."""
        pieces, at = [], 0
        for start, end, markup in sorted(self._changes, key=lambda change: change[:2]):
            pieces += [self.data[at:start], markup]
            at = end
        return b"".join([*pieces, self.data[at:]])
