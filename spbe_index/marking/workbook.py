"""The workbook's own part: its sheets, and one more at the end."""

from __future__ import annotations

from typing import NamedTuple

from spbe_index.marking.markup import Edits, Element, escape, parse
from spbe_index.marking.package import Package

_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LONGEST_NAME = 31
#: What stands before the defined names.
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")


class Sheet(NamedTuple):
    """A sheet's name and the name of its part; "" when it is no worksheet."""

    name: str
    part: str


def sheets_of(package: Package) -> list[Sheet]:
    """The sheets that the workbook lists, in its order."""
    parts = {found.id: found.target for found in package.relations(package.main) if found.kind == "worksheet"}
    listed = _listed(parse(package.read(package.main), package.main))
    return [Sheet(found.get("name"), parts.get(found.get("id"), "")) for found in listed]


def _listed(root: Element) -> list[Element]:
    found = root.child("sheets")
    return [child for child in found.children if child.local == "sheet"] if found else []


def part_of_kind(package: Package, kind: str) -> str:
    """The workbook's part of this kind, e.g. "styles"; "" when it has none."""
    targets = (found.target for found in package.relations(package.main) if found.kind == kind)
    return next((target for target in targets if target in package), "")


def add_part(package: Package, owner: str, name: str, kind: str, data: bytes) -> str:
    """Add a part of spreadsheet markup that another part refers to; returns the id of the relation."""
    package.put(name, data)
    package.declare(name, f"{_OFFICE}.{kind}+xml")
    return package.relate(owner, kind, name)


def add_sheet(package: Package, name: str, data: bytes, repeated_row: int) -> None:
    """Add a worksheet after the last one; one of its rows is printed at the head of each page."""
    part = package.free_name("xl/worksheets/sheet", ".xml")
    relation = add_part(package, package.main, part, "worksheet", data)
    main = package.read(package.main)
    root = parse(main, package.main)
    listed = _listed(root)
    free = _free_name(name, {found.get("name").lower() for found in listed})
    numbers = [int(found.get("sheetId")) for found in listed if found.get("sheetId").isdecimal()]
    p = root.prefix.encode()
    reference = reference_attribute(root, package.relation_base, relation)
    edits = Edits(main)
    sheets = root.child("sheets")
    words = (p, escape(free), max(numbers, default=0) + 1, reference)
    if sheets:
        edits.append(sheets, b'<%ssheet name="%s" sheetId="%d" %s/>' % words)
    place = f"{quoted(free)}!${repeated_row}:${repeated_row}"
    title = b'<%sdefinedName name="_xlnm.Print_Titles" localSheetId="%d">%s</%sdefinedName>' % (
        p, len(listed), escape(place), p
    )  # fmt: skip
    names = root.child("definedNames")
    if names:
        edits.append(names, title)
    else:
        after = max((child.end for child in root.children if child.local in _BEFORE_NAMES), default=root.inside)
        edits.insert(after, b"<%sdefinedNames>%s</%sdefinedNames>" % (p, title, p))
    package.put(package.main, edits.result())


def quoted(sheet: str) -> str:
    """A sheet's name as formulas and links write it."""
    return "'" + sheet.replace("'", "''") + "'"


def reference_attribute(root: Element, space: str, relation: str) -> bytes:
    """`r:id` naming a relation, with the prefix that the root has for it, or one declared on the spot."""
    known = [name.partition(":")[2] for name, value in root.attributes.items() if value == space and ":" in name]
    if known:
        return b'%s:id="%s"' % (known[0].encode(), relation.encode())
    return b'xmlns:r="%s" r:id="%s"' % (space.encode(), relation.encode())


def _free_name(name: str, taken: set[str]) -> str:
    """The name, or with the first number under which no sheet goes."""
    free, number = name, 1
    while free.lower() in taken:
        number += 1
        free = f"{name[: _LONGEST_NAME - len(str(number)) - 1]} {number}"
    return free
