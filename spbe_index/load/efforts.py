"""What a step to a higher level costs, as a cell under its heading says it: a number for every step, or one a step.

The written rule. One number holds for every step; several, set apart by
semicolons or lines, are those of the next step, the one after it, and so on, of
which the last holds for all that follow. A level in the heading (`Upaya ke
tingkat 4`) makes the number that of the step to this level. Numbers have a
decimal comma or point; behind `Rp`, marks before groups of three digits only
group. Typed text such as `1.250` may be either and is refused rather than
guessed at. A number below 0 is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from spbe_index.core.assessment import Effort
from spbe_index.core.problem import Place
from spbe_index.load.folding import fold, one_line
from spbe_index.load.level import is_blank, read_number
from spbe_index.load.sheets import Cell

_RUPIAH = r"(?i)rp\.?\s*(\d{1,3}(?:[.,]\d{3})*|\d+)(?:[.,]\d{1,2})?(?:,-)?"
#: 1250 to one, 1.25 to the other.
_DOUBTFUL = r"[1-9]\d{0,2}[.,]\d{3}"
_LEVEL = r"\b\d\b"


def read_cost(text: str) -> Fraction | None:
    """A number of 0 or more, also as an amount of rupiah; None when the text is anything else."""
    if match := re.fullmatch(_RUPIAH, one_line(text)):
        return Fraction(re.sub(r"[.,]", "", match[1]))
    cost = None if is_doubtful(text) else read_number(text)
    return cost if cost is not None and cost >= 0 else None


def is_doubtful(text: str) -> bool:
    """Whether the one mark of a number may set apart thousands as well as decimals."""
    return re.fullmatch(_DOUBTFUL, one_line(text)) is not None


def read_efforts(
    cell: Cell, heading: Cell, place: Place, *, level: int | None = None, step: int | None = None
) -> tuple[Effort, ...] | None:
    """The efforts that a cell holds under its heading; none for a blank one, None where it holds something else.

    `level` or `step` is what other cells of the row say that it is for; it is
    then one number.
    """
    if is_blank(cell.text):
        return ()
    level = heading_level(heading) or level
    single = level is not None or step is not None
    efforts = []
    for place_in_list, part in enumerate(_parts(cell.text), start=1):
        cost = read_cost(part) if cell.kind == "text" else read_number(part) if cell.kind == "number" else None
        if cost is None or cost < 0 or (single and place_in_list > 1):
            return None
        efforts.append(Effort(cost, place, level, step or place_in_list))
    return tuple(efforts)


def heading_level(heading: Cell) -> int | None:
    """The level that a heading names; a year is none."""
    found = re.findall(_LEVEL, fold(heading.text))
    return int(found[0]) if len(found) == 1 else None


def _parts(text: str) -> Iterator[str]:
    return (part for line in text.splitlines() for part in line.split(";") if part.strip())
