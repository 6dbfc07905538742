"""The parts of an Open XML workbook: its sheets in order, and what the package holds besides."""

from pyexpat import ExpatError

from .prolog import make_parser
from .refusal import MAX_SHEETS, RefusedError, damaged, too_large
from .zipped import Zip

_FAMILIES = {"word": "docx", "ppt": "pptx", "visio": "vsdx"}


class Part:
    """A sheet as the workbook lists it: its name, its state ("visible", "hidden", "veryHidden"), its part's name."""

    def __init__(self, name: str, state: str, part: str) -> None:
        self.name = name
        self.visible = state == "visible"
        self.unlisted = state == "veryHidden"
        self.part = part


class Workbook:
    """What the workbook's own part says."""

    def __init__(self) -> None:
        self.sheets: list[Part] = []
        #: Excel is to calculate everything when it opens the file: the stored values may be placeholders
        self.recalculates = False
        #: sheets cannot be added or moved without a password
        self.locked = False


def elements(data: bytes, what: str) -> list[tuple[str, dict[str, str]]]:
    """Every element of a small part: its name without prefix, its attributes likewise.

    Raises:
        RefusedError: E103, the part is not well-formed; E106, it declares a document type.

    """
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attributes.items()}))

    parser = make_parser(what)
    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except (ExpatError, ValueError, LookupError) as error:
        raise damaged(f"{what}: {error}") from None
    return found


def main_part(package: Zip) -> str:
    """Name of the part that holds the workbook.

    Raises:
        RefusedError: The package is another kind of document (E101) or names none (E103).

    """
    target = "xl/workbook.bin" if "xl/workbook.bin" in package else "xl/workbook.xml"
    if "_rels/.rels" in package:
        for name, attributes in elements(package.read("_rels/.rels"), "_rels/.rels"):
            if name == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
                target = attributes.get("Target", "").lstrip("/")
    family = _FAMILIES.get(target.partition("/")[0])
    if family:
        raise RefusedError("E101", found=family)
    if target not in package:
        raise damaged(f"{target}: missing")
    return target


def read_workbook(package: Zip, main: str) -> Workbook:
    """The sheets that the workbook's part lists, in its order."""
    folder, _, file = main.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels".lstrip("/")
    targets: dict[str, str] = {}
    if relations in package:
        for name, attributes in elements(package.read(relations), relations):
            if name == "Relationship" and attributes.get("Type", "").rpartition("/")[2] in (
                "worksheet",
                "xlMacrosheet",
            ):
                targets[attributes.get("Id", "")] = resolve(folder, attributes.get("Target", ""))
    workbook = Workbook()
    for name, attributes in elements(package.read(main), main):
        if name == "sheet":
            part = targets.get(attributes.get("id", ""), "")
            workbook.sheets.append(Part(attributes.get("name", ""), attributes.get("state", "visible"), part))
        elif name == "workbookProtection":
            workbook.locked = attributes.get("lockStructure", "0") in ("1", "true")
        elif name == "calcPr":
            workbook.recalculates = attributes.get("fullCalcOnLoad", "0") in ("1", "true")
    if len(workbook.sheets) > MAX_SHEETS:
        raise too_large(MAX_SHEETS, "sheets")
    return workbook


def resolve(folder: str, target: str) -> str:
    """Name of a part from a relation's target, which may be relative."""
    if target.startswith("/"):
        return target[1:]
    names = folder.split("/") if folder else []
    for name in target.split("/"):
        if name == "..":
            names = names[:-1]
        elif name != ".":
            names.append(name)
    return "/".join(names)


def notes(package: Zip) -> list[tuple[str, dict[str, str]]]:
    """N115 when the package holds macros, N116 when it links to other workbooks."""
    found: list[tuple[str, dict[str, str]]] = []
    if any(name.endswith("vbaproject.bin") for name in package.members):
        found.append(("N115", {}))
    if any("/externallinks/" in name for name in package.members):
        found.append(("N116", {}))
    return found
