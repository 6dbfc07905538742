"""Rows under a heading: what each one is about, an item of the rubric or something to be passed over."""

from collections import Counter
from collections.abc import Iterable, Set
from enum import Enum
from typing import NamedTuple

from spbe_index.core.problem import NOWHERE, Place, Problem, problem
from spbe_index.core.rubric import Text
from spbe_index.load.folding import one_line
from spbe_index.load.headings import Role
from spbe_index.load.level import is_blank
from spbe_index.load.naming import Found, Names
from spbe_index.load.numbers import Number, is_section_number
from spbe_index.load.sheets import Cell
from spbe_index.load.tables import Row, Table

_NOTHING = Found()
_SHOWN = 120


class Kind(Enum):
    """What a row is.

    ITEM is about the item `code`; GROUP heads a domain or aspect (`code`, if
    known); EITHER could be the item `code` or the aspect of the same name;
    BARE has no label, so it goes on with the row above; OTHER is a sum, a note
    or a legend; UNKNOWN has a label that nothing in the rubric fits.
    """

    ITEM = "item"
    GROUP = "group"
    EITHER = "either"
    BARE = "bare"
    OTHER = "other"
    UNKNOWN = "unknown"


class Reading(NamedTuple):
    """One row, understood.

    `place` is the cell that names it, `typed` its number and name as they stand
    there; `doubt` a word about the way it was, or was not, understood.
    """

    table: Table
    row: Row
    kind: Kind
    code: str = ""
    place: Place = NOWHERE
    label: str = ""
    typed: str = ""
    doubt: Problem | None = None


class _Label(NamedTuple):
    """The labels of a row before they are judged.

    `odd` is what stands for a number and is none the rubric knows, `typed` a number as it stands in its own column,
    `formula` a label that was never calculated.
    """

    row: Row
    number: Number | None
    section: bool
    name: str
    found: Found
    cell: Cell | None
    context: Found
    odd: str
    typed: str
    formula: Cell | None


def read_rows(tables: Iterable[Table], names: Names) -> tuple[Reading, ...]:
    """Every row of these tables, understood against one rubric, in order."""
    readings: list[Reading] = []
    for table in tables:
        labels = [_label(table, row, names) for row in table.rows]
        judge = _Judge(table, names, labels)
        for label in labels:
            readings.append(judge.reading(label))
    claimed = {reading.code for reading in readings if reading.kind is Kind.ITEM}
    return tuple(
        r._replace(kind=Kind.GROUP if r.code in claimed else Kind.ITEM) if r.kind is Kind.EITHER else r
        for r in readings
    )


def uncalculated(cell: Cell, place: Place) -> Problem:
    """E207 for a formula without a stored value where the row should say what it is about."""
    return problem("E207", place, where="label", formula=one_line(cell.text)[:_SHOWN])


def nearest_name(names: Names, label: str) -> Text | None:
    """The item that a label was probably meant for, as code and name; None when none is alike."""
    codes = names.nearest(label) if label else ()
    if len(codes) != 1:
        return None
    name = names.leaves[codes[0]].name
    return Text(f"{codes[0]} {name.id}", f"{codes[0]} {name.en}")


def _label(table: Table, row: Row, names: Names) -> _Label:
    """Gather number, name and section of a row from all its label columns."""
    numbers: list[tuple[int, Number]] = []
    spoken: list[tuple[str, Cell]] = []
    section = False
    odd = typed = ""
    first: Cell | None = None
    formula: Cell | None = None
    for column in table.by_role(Role.NUMBER, Role.NAME):
        cell = row.label(column.number)
        if cell is not None and cell.kind == "formula":
            formula = formula or cell
            continue
        if cell is None or is_blank(cell.text):
            continue
        naming = column.role is Role.NAME
        first = cell if first is None or naming else first
        number, rest = names.split(cell.text) if naming or cell.kind == "text" else (names.numbers.read(cell.text), "")
        if number is not None:
            # "Indikator 12" outdoes a code, a code a running number, and that one a number before a name.
            rank = 0 if number.explicit else (2 if column.second else 1) if not rest else 3
            numbers.append((rank, number))
            typed = typed if rest or naming else cell.text
        elif not naming and is_section_number(cell.text):
            section = True
            continue
        elif not naming and _only_signs(cell.text) and any(sign.isdigit() for sign in cell.text):
            odd = cell.text
        if rest and not (column.role is Role.NUMBER and number is None and _only_signs(rest)):
            spoken.append((rest, cell))
    found = _NOTHING
    name, named = "", first
    for text, cell in spoken:
        meant = names.find(text)
        if not name or (meant.leaves and not found.leaves):
            name, named, found = text, cell, meant
    number = min(numbers, key=lambda pair: pair[0])[1] if numbers else None
    return _Label(row, number, section, name, found, named, _context(table, row, names), odd, typed or odd, formula)


def _only_signs(text: str) -> bool:
    return not any(sign.isalpha() for sign in text)


def _context(table: Table, row: Row, names: Names) -> Found:
    """The domain or aspect that the row itself names beside its item; the aspect if both."""
    for role in (Role.ASPECT, Role.DOMAIN):
        for column in table.by_role(role):
            cell = row.label(column.number)
            if cell and (found := names.find(names.split(cell.text)[1])).inner:
                return found
    return _NOTHING


class _Judge:
    """Judges the rows of one table, which must be known as a whole: how it counts, and which section one is in."""

    def __init__(self, table: Table, names: Names, labels: list[_Label]) -> None:
        self._table = table
        self._names = names
        self._section: Set[str] = frozenset()
        self._has_names = bool(table.by_role(Role.NAME))
        self._anew_in = self._counting(labels)
        self._sums_up = not self._has_names and self._one_row_each(labels)

    def _counting(self, labels: list[_Label]) -> str | None:
        """In which kind of item the table's numbers start anew, "" for a count through all answers, None as officially.

        Shown by the rows whose name leaves no doubt: most of their numbers must say so.
        """
        official = 0
        anew: Counter[str] = Counter()
        for label in labels:
            if label.number and len(label.found.leaves) == 1 and not label.found.inner:
                code = label.found.leaves[0]
                official += self._is_official(code, label.number)
                anew.update(k for k, place in self._names.positions(code).items() if place == label.number.number)
        kind, count = max(anew.items(), key=lambda pair: pair[1], default=("", 0))
        return kind if count > official else None

    def _one_row_each(self, labels: list[_Label]) -> bool:
        """Whether a table without names has one row an aspect or domain: then its numbers are theirs."""
        columns = self._table.by_role(Role.ASPECT, Role.DOMAIN)[-1:]
        cells = [label.row.cells.get(column.number) for column in columns for label in labels if label.number]
        texts = [one_line(cell.text).casefold() for cell in cells if cell]
        return bool(texts) and len(texts) == len(cells) == len(set(texts))

    def _is_official(self, code: str, number: Number) -> bool:
        item = self._names.items[code]
        parent = self._names.parents[code]
        of_whole = parent in self._names.divided and number.number == self._names.items[parent].number
        return number.number == item.number or of_whole

    def _fits(self, code: str, number: Number) -> bool:
        """Whether a number can be this item's: the official one or, in a table that counts anew, its place."""
        if self._anew_in is not None and self._names.positions(code).get(self._anew_in) == number.number:
            return True
        return self._is_official(code, number)

    def reading(self, label: _Label) -> Reading:
        """What one row is."""
        named_by = label.cell or label.formula
        place = self._table.place(named_by) if named_by else NOWHERE
        kind, code, doubt = self._judge(label, place)
        if kind is Kind.GROUP and code:
            self._section = self._names.under(code)
        shown = (label.name or (label.number.number if label.number else label.odd))[:_SHOWN]
        typed = one_line(f"{label.typed} {label.name}")[:_SHOWN] or one_line(shown)
        return Reading(self._table, label.row, kind, code, place, one_line(shown), typed, doubt)

    def _judge(self, label: _Label, place: Place) -> tuple[Kind, str, Problem | None]:
        leaves, inner, number = label.found.leaves, label.found.inner, label.number
        if not label.name:
            if label.formula and number is None:
                return Kind.UNKNOWN, "", uncalculated(label.formula, place)
            return *self._by_number(label), None
        if len(leaves) > 1:
            leaves = self._narrowed(leaves, label)
        if len(leaves) == 1 and inner:
            return *self._item_or_group(leaves[0], inner[0], label), None
        if len(leaves) == 1:
            return Kind.ITEM, leaves[0], self._disagreement(leaves[0], number, place)
        if inner:
            answered = self._names.by_number.get(number.number, "") if number else ""
            if answered in self._names.under(inner[0]) and inner[0] in self._names.divided:
                return Kind.ITEM, answered, None
            return Kind.GROUP, inner[0], None
        if self._names.is_no_indicator(label.name):
            return Kind.OTHER, "", None
        if label.section:
            return Kind.GROUP, "", None
        return self._misspelled(label, place)

    def _by_number(self, label: _Label) -> tuple[Kind, str]:
        """A row with a number alone. It counts where the table has no names, or counts as the regulation does."""
        if label.number is None:
            return (Kind.GROUP if label.section else Kind.UNKNOWN if label.odd else Kind.BARE), ""
        code = self._names.by_number.get(label.number.number, "")
        if self._sums_up:
            return Kind.OTHER, ""
        if not code or (self._has_names and self._anew_in is not None and not label.number.explicit):
            return Kind.UNKNOWN, ""
        return (Kind.ITEM if code in self._names.leaves else Kind.GROUP), code

    def _narrowed(self, leaves: tuple[str, ...], label: _Label) -> tuple[str, ...]:
        """The one of several items that number or section point to; none when they do not."""
        number = label.number
        numbered = tuple(code for code in leaves if number and self._fits(code, number))
        if len(numbered) == 1:
            return numbered
        section = self._names.under(label.context.inner[0]) if label.context.inner else self._section
        inside = tuple(code for code in leaves if code in section)
        return inside if len(inside) == 1 else ()

    def _item_or_group(self, leaf: str, inner: str, label: _Label) -> tuple[Kind, str]:
        """An aspect and an indicator of one name: the number tells, else whether another row is the indicator's."""
        if label.section:
            return Kind.GROUP, inner
        if label.number and self._fits(leaf, label.number):
            return Kind.ITEM, leaf
        if label.number and label.number.number == self._names.items[inner].number:
            return Kind.GROUP, inner
        return Kind.EITHER, leaf

    def _disagreement(self, code: str, number: Number | None, place: Place) -> Problem | None:
        """W215 when the number says another item than the name."""
        if number is None or self._fits(code, number):
            return None
        numbered = self._names.items.get(self._names.by_number.get(number.number, ""))
        return problem(
            "W215",
            place,
            number=number.number,
            of="other" if numbered else "none",
            **(numbered.name if numbered else Text("", "")).particulars("numbered"),
            indicator=code,
            **self._names.leaves[code].name.particulars("name"),
        )

    def _misspelled(self, label: _Label, place: Place) -> tuple[Kind, str, Problem | None]:
        """A name that is nobody's: taken for an item only when the number vouches for it."""
        names, number = self._names, label.number
        shortened = self._narrowed(names.containing(label.name), label) if number else ()
        if len(shortened) == 1 and number and self._fits(shortened[0], number):
            return Kind.ITEM, shortened[0], None
        code = names.by_number.get(number.number, "") if number else ""
        if code not in names.leaves:
            return Kind.UNKNOWN, "", None
        if names.stands_for_any(code) or code in names.nearest(label.name):
            meant = names.leaves[code].name.particulars("name")
            return (
                Kind.ITEM,
                code,
                problem("W224", place, found=one_line(label.name)[:_SHOWN], indicator=code, **meant),
            )
        return Kind.UNKNOWN, "", None
