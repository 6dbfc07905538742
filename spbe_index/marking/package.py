"""The package of a workbook: parts read and replaced, relations and content types added."""

from __future__ import annotations

from typing import NamedTuple

from spbe_index.load.door.ooxml import main_part, resolve
from spbe_index.load.door.prolog import Prolog
from spbe_index.load.door.zipped import Zip
from spbe_index.marking.markup import Edits, Element, as_ascii_based, escape, parse
from spbe_index.marking.rezip import rezip

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "[Content_Types].xml"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_SPACE = "http://purl.oclc.org/ooxml/spreadsheetml/main"
XML_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Relation(NamedTuple):
    """One part's tie to another: its id, the last word of its type, and the name of the other part."""

    id: str
    kind: str
    target: str


class Package:
    """A workbook's package; what is put into it shows in `result`, everything else stays as it is.

    Raises:
        RefusedError: The zip file or a part is refused; see `load.door`.

    """

    def __init__(self, data: bytes) -> None:
        self.zip = Zip(data)
        self.zip.check(Prolog)
        self._put: dict[str, tuple[str, bytes]] = {}  # by name in lower case
        self.main = main_part(self.zip)
        root = Prolog("")
        root.feed(self.read(self.main))
        spaces = [value for name, value in root.attributes.items() if name.partition(":")[0] == "xmlns"]
        self.strict = any(value.startswith("http://purl.oclc.org/ooxml/") for value in spaces)

    @property
    def relation_base(self) -> str:
        """What the types of relations begin with, and the namespace of `r:id`."""
        return _STRICT if self.strict else _TRANSITIONAL

    @property
    def space(self) -> str:
        """The namespace of its spreadsheet markup."""
        return _STRICT_SPACE if self.strict else _SPACE

    @property
    def ending(self) -> str:
        """The ending under which Excel opens it: it asks that the name and the content type agree."""
        declared = {found.get("PartName").lower(): found.get("ContentType") for found in self._types()}
        kind = declared.get(f"/{self.main}".lower(), "")
        template = ".template" in kind
        return ("xltm" if template else "xlsm") if "macroenabled" in kind.lower() else "xltx" if template else "xlsx"

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._put or name in self.zip

    def read(self, name: str) -> bytes:
        """A part as it now is."""
        if name.lower() in self._put:
            return self._put[name.lower()][1]
        return as_ascii_based(self.zip.read(name))

    def put(self, name: str, data: bytes) -> None:
        """Give a part other bytes, or add it."""
        self._put[name.lower()] = (name, data)

    def free_name(self, before: str, after: str) -> str:
        """The first numbered name that no part has, e.g. `xl/comments2.xml`."""
        number = 1
        while f"{before}{number}{after}" in self:
            number += 1
        return f"{before}{number}{after}"

    def relations(self, part: str) -> list[Relation]:
        """The ties of a part to other parts of the package."""
        file = _relations_of(part)
        if file not in self:
            return []
        folder = part.rpartition("/")[0]
        return [
            Relation(found.get("Id"), found.get("Type").rpartition("/")[2], resolve(folder, found.get("Target")))
            for found in parse(self.read(file), file).children
            if found.local == "Relationship" and found.get("TargetMode") != "External"
        ]

    def relate(self, part: str, kind: str, target: str) -> str:
        """Tie a part to another; returns the id of the new relation."""
        file = _relations_of(part)
        if file not in self:
            self.put(file, XML_HEAD + b'<Relationships xmlns="%s"></Relationships>' % _RELATIONS.encode())
        data = self.read(file)
        root = parse(data, file)
        taken = {found.get("Id") for found in root.children}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        kind_name = f"{self.relation_base}/{kind}".encode()
        edits = Edits(data)
        words = (root.prefix.encode(), number, kind_name, escape(f"/{target}"))
        edits.append(root, b'<%sRelationship Id="rId%d" Type="%s" Target="%s"/>' % words)
        self.put(file, edits.result())
        return f"rId{number}"

    def untie(self, part: str) -> None:
        """Take away all ties of a part to others."""
        if _relations_of(part) in self:
            self.put(_relations_of(part), XML_HEAD + b'<Relationships xmlns="%s"/>' % _RELATIONS.encode())

    def declare(self, part: str, kind: str) -> None:
        """Say of what content type a new part is."""
        markup = b'<%%sOverride PartName="%s" ContentType="%s"/>' % (escape(f"/{part}"), kind.encode())
        self._add_type(markup)

    def declare_ending(self, ending: str, kind: str) -> None:
        """Say of what content type parts with this ending are, where that is not said."""
        known = self._types()
        if not any(found.local == "Default" and found.get("Extension").lower() == ending for found in known):
            self._add_type(b'<%%sDefault Extension="%s" ContentType="%s"/>' % (ending.encode(), kind.encode()))

    def _types(self) -> list[Element]:
        return parse(self.read(_TYPES), _TYPES).children

    def _add_type(self, markup: bytes) -> None:
        data = self.read(_TYPES)
        root = parse(data, _TYPES)
        edits = Edits(data)
        edits.append(root, markup % root.prefix.encode())
        self.put(_TYPES, edits.result())

    def result(self) -> bytes:
        """The zip file: the members as they were, in their order, then the new ones.

        Raises:
            RefusedError: E103, what was put together is not well-formed; E106, it declares a document type.

        """
        for name, data in self._put.values():
            if not name.lower().endswith(".vml"):  # Excel itself writes some that are no XML
                parse_only(data, name)
        return rezip(self.zip, self._put)


def parse_only(data: bytes, name: str) -> None:
    """Make sure that a part is well-formed.

    Raises:
        RefusedError: E103, it is not; E106, it declares a document type.

    """
    from pyexpat import ExpatError

    from spbe_index.load.door.prolog import make_parser
    from spbe_index.load.door.refusal import damaged

    try:
        make_parser(name).Parse(data, True)
    except (ExpatError, ValueError, LookupError) as error:
        raise damaged(f"{name}: {error}") from None


def _relations_of(part: str) -> str:
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels".lstrip("/")
