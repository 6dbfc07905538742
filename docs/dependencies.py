"""Write `dependencies.md`: every package that an installed `spbe` brings along, what for, its version and its licence.

Run with `make docs`. Names and versions are those of `requirements.txt`, licences what each package says of itself; a
test holds the page to both.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
LOCK = HERE.parent / "requirements.txt"
OURS = "spbe-index"

#: What the packages that `pyproject.toml` names are here for; the others came with one of them.
PURPOSE = {
    "typer": "commands and help",
    "python-calamine": "reads workbooks",
    "xlrd": "reads xls",
    "openpyxl": "writes workbooks; second reader of xlsx",
    "defusedxml": "guards that reader",
    "pyyaml": "reads rubrics",
    "pydantic": "holds rubrics and seals to their form",
    "jinja2": "pages of the report",
    "weasyprint": "sets them as PDF",
    "pypdf": "reads sealed reports",
    "cryptography": "signatures",
    "pillow": "looks at the logo",
    "narwhals": "any dataframe engine",
    "numpy": "counts of long tables",
    "pandas": "dataframes",
    "pyarrow": "reads parquet and long text tables",
}
#: Licences of packages that only other systems have.
ELSEWHERE = {"brotlicffi": "MIT", "colorama": "BSD-3-Clause"}

PAGE = """# Paket yang dipakai — packages in use

Yang terpasang bersama `spbe`, dengan versi yang dikunci `requirements.txt` dan lisensinya menurut paket itu sendiri.
`spbe` berlisensi MIT. Huruf laporan (Source Sans 3) berlisensi SIL OFL 1.1. Halaman ini dibuat dengan `make docs`.

What is installed with `spbe`, in the versions that `requirements.txt` locks, each with its licence by its own account.
`spbe` itself is under the MIT licence, the typeface of reports (Source Sans 3) under the SIL OFL 1.1. This page is made
by `make docs`.

| package | version | licence | for |
| --- | --- | --- | --- |
"""


class Package(NamedTuple):
    """A package of the lock file; `versions` are several where systems or Pythons differ."""

    name: str
    versions: tuple[str, ...]
    licence: str
    purpose: str


def page() -> str:
    """The whole page."""
    rows = (f"| {one.name} | {', '.join(one.versions)} | {one.licence} | {one.purpose} |" for one in packages())
    return PAGE + "\n".join(rows) + "\n"


def packages() -> Iterator[Package]:
    """Every package that running `spbe` needs, on some system; those that only build it are left out."""
    locked: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", LOCK.read_text(encoding="utf-8"), re.M):
        locked.setdefault(name, []).append(version)
    needed = _needed()
    for name in sorted(set(locked) & needed):
        yield Package(name, tuple(locked[name]), _licence(name), PURPOSE.get(name, ""))


def _needed() -> set[str]:
    """The names of what is needed, and of what that needs in turn."""
    found: set[str] = set()
    ahead = [OURS]
    while ahead:
        name = ahead.pop()
        try:
            asked = metadata.requires(name) or []
        except metadata.PackageNotFoundError:  # of another system
            continue
        for one in asked:
            # WeasyPrint asks for fonttools with an extra of it; those of others are nothing we use.
            if "extra ==" in one.partition(";")[2] and name != "fonttools":
                continue
            other = _plain(re.match(r"[\w.-]+", one)[0])
            if other not in found:
                found.add(other)
                ahead.append(other)
    return found


def _licence(name: str) -> str:
    """What a package says of its licence: as an expression, in words, or by the list of the index."""
    if name in ELSEWHERE:
        return ELSEWHERE[name]
    said = metadata.metadata(name)
    words = said.get("License-Expression") or ""
    listed = [one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or () if one.startswith("License ::")]
    short = (said.get("License") or "").strip()
    return words or ", ".join(listed) or (short if "\n" not in short else short.partition("\n")[0])


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    """Write the page."""
    (HERE / "dependencies.md").write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
