"""Cells of one sheet on their way out: their kinds, their text, and the limits on both."""

from .refusal import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT, MAX_TOTAL_TEXT, too_large

#: One letter for each kind of cell in the answer.
TEXT, NUMBER, BOOLEAN, DATE, ERROR, FORMULA = "t", "n", "b", "d", "e", "f"

#: A position is row * COLUMNS + column, both counted from 0.
COLUMNS = MAX_COLUMNS

#: (first row, first column, last row, last column), counted from 1, both ends included.
Range = tuple[int, int, int, int]


class Totals:
    """What all sheets of a file hold together, against the limits on a file."""

    def __init__(self) -> None:
        self.cells = 0
        self.text = 0


class Found:
    """One sheet as it was read: cells by position, and what is known about its rows and columns.

    The cells a library returned stand in three lists side by side. `certain`
    holds, by position, what is known better: errors and formulas without value.
    """

    def __init__(self, name: str, *, visible: bool = True) -> None:
        self.name = name
        self.visible = visible
        self.positions: list[int] = []
        self.kinds: list[str] = []
        self.texts: list[str] = []
        self.certain: dict[int, tuple[str, str]] = {}
        self.merged: list[Range] = []
        self.hidden_rows: set[int] = set()  # counted from 0
        self.hidden_columns: list[tuple[int, int]] = []  # counted from 0, both ends included
        #: drop-downs: the cells they stand in and what they offer, both as the file writes them
        self.choices: list[tuple[str, str]] = []
        #: its cells cannot be changed without unprotecting it; it is hidden so that Excel does not offer to show it
        self.locked = self.unlisted = False
        #: formulas of the sheet, and how many of them have a stored value of exactly 0
        self.formulas = self.zeros = 0

    def clear(self) -> None:
        """Forget the cells of a library that failed half-way."""
        self.positions, self.kinds, self.texts = [], [], []

    def put(self, row: int, column: int, kind: str, text: str) -> None:
        """Add a cell; row and column count from 0.

        Raises:
            RefusedError: E118 when the cell passes a limit on the shape.

        """
        if row >= MAX_ROWS:
            raise too_large(MAX_ROWS, "rows", sheet=self.name)
        if column >= MAX_COLUMNS:
            raise too_large(MAX_COLUMNS, "columns", sheet=self.name)
        if len(self.positions) >= MAX_CELLS:
            raise too_large(MAX_CELLS, "cells", sheet=self.name)
        self.positions.append(row * COLUMNS + column)
        self.kinds.append(kind)
        self.texts.append(text)

    def put_value(self, row: int, column: int, value: object) -> None:
        """Add what a library returned for a cell; nothing for a blank one."""
        shown = plain(value)
        if shown is not None:
            self.put(row, column, *shown)

    def know(self, row: int, column: int, kind: str, text: str) -> None:
        """Note a cell that the library will not tell, or not rightly; row and column count from 0."""
        self.certain[row * COLUMNS + column] = (kind, text)

    def hidden_rows_used(self) -> list[int]:
        """The hidden rows that hold a cell, counted from 0."""
        if not self.hidden_rows:
            return []
        return sorted(self.hidden_rows & {position // COLUMNS for position in self.positions})

    def settle(self, totals: Totals) -> None:
        """Bring the cells into order, with what is certain, and hold them against the limits.

        Raises:
            RefusedError: E118 when a text or the whole file passes a limit.

        """
        if self.certain:
            cells = dict(zip(self.positions, zip(self.kinds, self.texts, strict=True), strict=True))
            cells.update(self.certain)
            self.positions = sorted(cells)
            self.kinds = [cells[position][0] for position in self.positions]
            self.texts = [cells[position][1] for position in self.positions]
        sizes = list(map(len, self.texts))
        if sizes and max(sizes) > MAX_TEXT:
            place = address(*divmod(self.positions[sizes.index(max(sizes))], COLUMNS))
            raise too_large(MAX_TEXT, "characters", sheet=self.name, cell=place)
        totals.cells += len(sizes)
        totals.text += sum(sizes)
        if totals.cells > MAX_CELLS:
            raise too_large(MAX_CELLS, "cells")
        if totals.text > MAX_TOTAL_TEXT:
            raise too_large(MAX_TOTAL_TEXT, "text")


def plain(value: object) -> tuple[str, str] | None:
    """Kind and text of a Python value as the libraries return it; None for a blank."""
    kind = value.__class__
    if kind is str:
        return (TEXT, value) if value else None  # type: ignore[return-value]  # its class was looked at
    if kind is float:
        return number(value)  # type: ignore[arg-type]  # likewise
    if value is None:
        return None
    if kind is bool:
        return (BOOLEAN, "TRUE" if value else "FALSE")
    if kind is int:
        return (NUMBER, str(value))
    if hasattr(value, "isoformat"):
        text = value.isoformat()
        return (DATE, text.removesuffix("T00:00:00"))
    if hasattr(value, "total_seconds"):
        return (DATE, duration(value.total_seconds()))
    return (TEXT, str(value)) if str(value) else None


def number(value: float) -> tuple[str, str]:
    """A stored binary number as the decimal that was meant.

    The rule, the same for every format (`load.level.read_number` has it for text): what lies within 1e-9 of a whole
    number is that number, so 2.9999999996 is 3; everything else counts with its 15 significant digits, which are all
    that Excel shows, so 3.7500000000000004 is 3.75 and 3.123456789012 stays as it is. Written without exponent and
    without a needless ".0". What is no number becomes Excel's error #NUM!.
    """
    if value - value != 0:  # infinite, or not a number
        return (ERROR, "#NUM!")
    if -1e15 < value < 1e15 and abs(value - (whole := round(value))) <= 1e-9:
        return (NUMBER, str(whole))
    text = f"{value:.15g}"
    return (NUMBER, _without_exponent(text) if "e" in text else text)


def _without_exponent(text: str) -> str:
    mantissa, _, exponent = text.partition("e")
    sign = "-" if mantissa.startswith("-") else ""
    before, _, after = mantissa.removeprefix("-").partition(".")
    digits, point = before + after, len(before) + int(exponent)
    if point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    return sign + digits + "0" * (point - len(digits))


def duration(seconds: float) -> str:
    """A span of time in ISO 8601, in hours, minutes and whole seconds: PT26H3M0S."""
    whole = round(abs(seconds))
    sign = "-" if seconds < 0 else ""
    return f"{sign}PT{whole // 3600}H{whole // 60 % 60}M{whole % 60}S"


def letters(column: int) -> str:
    """Excel's name of a column counted from 0: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """Excel's name of a cell, row and column counted from 0."""
    return f"{letters(column)}{row + 1}"


def column_of(name: str) -> int:
    """Column counted from 0 by its letters in either case; -1 when they are no column's."""
    column = 0
    for letter in name.upper():
        if not "A" <= letter <= "Z" or column > MAX_COLUMNS:
            return -1
        column = column * 26 + ord(letter) - 64
    return column - 1
