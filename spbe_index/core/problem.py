"""Faults as values: what is wrong, where, and how bad.

A fault in a cell is a `Problem`, returned beside whatever could still be
understood. A fault that leaves nothing to work with is an `SpbeError`, which
carries problems. The sentences belonging to a code live in the language
catalogues (`write/locale/`), keyed by the code; this module knows none.
"""

from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    """How bad a problem is.

    `ERROR`: the result is incomplete or wrong until it is mended.
    `WARNING`: the result stands, but a careful reader would look again.
    `NOTE`: something the program decided or noticed and says aloud.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_SEVERITY = {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTE}


class Place(NamedTuple):
    """Where something stands: file, sheet and cell, each named as Excel names it.

    Empty text means "not applicable" (a file has no sheet, a sheet no cell).
    For a rubric file `cell` is `line:column`.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def address(self) -> str:
        """Sheet and cell as people write them, e.g. `Penilaian!D17`; empty when unknown."""
        return f"{self.sheet}!{self.cell}" if self.sheet and self.cell else self.cell or self.sheet


NOWHERE = Place()


class Problem(NamedTuple):
    """One fault: its code, its place, and the particulars its sentence needs.

    `args` are (name, text) pairs that fill the sentence of the code; they are
    data (a cell's text, an indicator's code), never sentences.
    """

    code: str
    place: Place = NOWHERE
    args: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """Read off the first letter of the code: E, W or N."""
        return _SEVERITY[self.code[0]]


def problem(code: str, place: Place = NOWHERE, **args: object) -> Problem:
    """Make a `Problem`, turning the particulars into text."""
    return Problem(code, place, tuple((name, str(value)) for name, value in args.items()))


class SpbeError(Exception):
    """Nothing can be done with this input; `problems` say why. Never empty.

    As text it tells codes, places and particulars, for whoever meets it in Python; sentences are in `write`.
    """

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(map(_bare, problems)))
        self.problems = problems


def _bare(told: Problem) -> str:
    """A problem without sentences: `E841 (what: agency, found: Instansi, Tahun)`."""
    where = " ".join(part for part in (told.code, told.place.file, told.place.address) if part)
    particulars = ", ".join(f"{name}: {value}" for name, value in told.args if value)
    return f"{where} ({particulars})" if particulars else where
