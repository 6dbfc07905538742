"""Codes of files that are no readable workbook, and of what is odd about the file itself."""

from __future__ import annotations

import errno
import os
from typing import Any, NoReturn

from old_workbooks import xls
from raising import Raise, found_in, opened, patched, typed
from workbooks import ole, package, rows, xlsx, xlsx_parts

from spbe_index.load import limited
from spbe_index.load.sheets import Limits

PLAIN = xlsx(rows(("A1", "><v>3</v>")))
SMALL = ("A1", "><v>1</v>")
STRINGS = f' count="1" uniqueCount="1"><si><t>{"x" * 32_000}</t></si>'
ROW = "<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>"
LARGE = xlsx(f"<sheetData>{ROW * 15}</sheetData>", strings=STRINGS)
ODD = xlsx_parts(rows(SMALL)) | {"xl/vbaProject.bin": "macro", "xl/externalLinks/externalLink1.xml": "<externalLink/>"}
NEVER_CALCULATED = xlsx_parts(rows(("B2", "><f>A1*2</f><v>0</v>"), ("C3", "><f>A1*3</f><v>0</v>")))
NEVER_CALCULATED["xl/workbook.xml"] = NEVER_CALCULATED["xl/workbook.xml"].replace(
    "</workbook>", '<calcPr fullCalcOnLoad="1"/></workbook>'
)


def forbidden(*_: Any, **__: Any) -> NoReturn:
    raise OSError(errno.EACCES, "Permission denied")


RAISED: dict[str, Raise] = {
    "E101": opened("penilaian.xlsx", b"%PDF-1.7\n"),
    "E102": opened("penilaian.xlsx", ole("EncryptedPackage")),
    "E103": opened("penilaian.xlsx", PLAIN[:-30]),
    "E104": opened("penilaian.xlsx", LARGE, limits=Limits(memory_mb=70)),
    "E105": patched(limited, "PROGRAM", "while True: pass", opened("penilaian.xlsx", PLAIN, limits=Limits(seconds=1))),
    "E106": opened("penilaian.xls", "<html><table></table></html>"),
    "E107": opened("penilaian.xlsx", b""),
    "E108": lambda folder: found_in(folder / "tidak ada.xlsx"),
    "E109": patched(os, "open", forbidden, lambda folder: found_in(folder / "penilaian.xlsx")),
    "E110": patched(limited, "PROGRAM", "raise SystemExit(3)", opened("penilaian.xlsx", PLAIN)),
    "W111": opened("penilaian.csv", PLAIN),
    "W112": patched(
        limited,
        "PROGRAM",
        limited.PROGRAM.replace("main(int", "import xlrd\nxlrd.open_workbook = None\nmain(int"),
        opened("penilaian.xls", xls()),
    ),
    "N113": opened("penilaian.xlsx", xlsx(rows(SMALL, ("XFD1048576", "><v>2</v>")))),
    "W114": opened("penilaian.csv", b"a,b\n1,\xe9\n"),
    "N115": opened("penilaian.xlsm", package(ODD)),
    "N116": opened("penilaian.xlsm", package(ODD)),
    "E117": lambda folder: (
        (folder / "a.png").write_bytes(b"x")
        and typed("report", "examples/kemenko-perekonomian-2021.xlsx", "--logo", "{}/a.png", "-o", "{}/a.html")(folder)
    ),
    "W117": opened("penilaian.csv", "a,b,c\n1,2\n"),
    "E118": opened("penilaian.csv", "x" * 40_000),
    "E119": opened("penilaian.csv", 'a,b\n3,"x'),
    "E120": opened("penilaian.csv", "a;b,c\n1;2,3\n"),
    "E121": opened("penilaian.csv", "a,b\n", encoding="klingon"),
    "E122": opened("penilaian.csv", b"a\n\xe9\n", encoding="utf-8"),
    "W123": opened("penilaian.csv", "a,b\n" * 2000 + "a,b,c\n" * 1060),
    "W124": opened("penilaian.xlsx", package(NEVER_CALCULATED)),
    "E127": opened("~$penilaian.xlsx", b"\x04Dewi" + b" " * 160),
    "E130": lambda folder: found_in("examples/kemenko-perekonomian-2021.xlsx", evidence_dir=str(folder / "tidak ada")),
}
