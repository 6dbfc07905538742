"""The marked workbook: formats, comments and the list of findings, put into the package."""

from __future__ import annotations

from collections.abc import Sequence

from spbe_index.load.door.refusal import RefusedError
from spbe_index.marking.cells import position
from spbe_index.marking.earlier import earlier_list, remembered
from spbe_index.marking.findings import HEAD_ROW, Finding, Remembered, Wording, findings_sheet
from spbe_index.marking.on_sheet import mark_sheet
from spbe_index.marking.package import XML_HEAD, Package
from spbe_index.marking.styles import EMPTY as NO_STYLES
from spbe_index.marking.styles import Styles
from spbe_index.marking.workbook import add_part, add_sheet, part_of_kind, sheets_of

_STYLES_PART = "xl/styles.xml"  # where some readers look for it, whatever the relations say


def mark_workbook(data: bytes, findings: Sequence[Finding], wording: Wording, mark: str, name: str = "") -> bytes:
    """The same workbook with its findings marked, commented and listed; an earlier run's are replaced.

    Args:
        data: The workbook.
        findings: What to mark.
        wording: The sentences around the list.
        mark: How the title of the list ends, by which it is known.
        name: The name of the file that it is for, "" when it is for none.

    Raises:
        RefusedError: E506, that name does not end as the workbook's kind must; or the workbook is damaged or
            passes a limit.

    """
    package = Package(data)
    stem, dot, ending = name.rpartition(".")
    if name and ending.lower() != package.ending:
        right = package.ending
        raise RefusedError(
            "E506", found=name, right=right, example=f"{stem if dot and stem else name}.{right}", advice="name"
        )
    sheets = sheets_of(package)
    old_list = earlier_list(package, sheets, mark)
    memory = remembered(package, old_list) if old_list else []
    styles_part = part_of_kind(package, "styles")
    styles = Styles(
        package.read(styles_part) if styles_part else NO_STYLES.format(space=package.space).encode(), styles_part
    )
    marked: list[Remembered] = []
    done: set[str] = set()
    for sheet in sheets:
        if sheet == old_list or sheet.name in done or sheet.part not in package:
            continue
        done.add(sheet.name)
        here = [finding for finding in findings if finding.sheet == sheet.name and position(finding.cell)]
        before = {entry.cell: entry.form for entry in memory if entry.sheet == sheet.name}
        if here or old_list:
            marked += mark_sheet(package, sheet, styles, here, before if old_list else None, wording.more)
    names = [sheet.name for sheet in sheets if sheet.part]
    content = findings_sheet(findings, wording, styles, marked, package.space, names)
    if old_list:
        package.put(old_list.part, content)
        package.untie(old_list.part)  # e.g. printer settings, which the new content does not name
    else:
        add_sheet(package, wording.name, content, HEAD_ROW)
    if styles_part:
        package.put(styles_part, styles.result())
    else:
        add_part(
            package,
            package.main,
            _STYLES_PART if _STYLES_PART not in package else package.free_name("xl/styles", ".xml"),
            "styles",
            XML_HEAD + styles.result(),
        )
    return package.result()
