"""What `spbe inspect` shows: what the reader saw of a file, as text for a terminal and as data for JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from spbe_index.core.inspection import (
    NOT_UNDERSTOOD,
    PASSED_OVER,
    UNKNOWN,
    Chosen,
    HeadingSeen,
    Inspection,
    SheetSeen,
    Some,
    TableSeen,
    Understood,
)
from spbe_index.core.result_json import problem_plain
from spbe_index.write.layout import columns
from spbe_index.write.terminal import problem_lines
from spbe_index.write.words import Words, clean

SCHEMA = "spbe-inspect/1"
#: So many sheets, tables and problems stand in the text; the data holds more.
_MOST_SHEETS, _MOST_TABLES, _MOST_PROBLEMS = 40, 30, 40
#: Delimiters that are told by a word.
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
#: What is told of each sheet below it, where there is any.
_ODD = ("errors", "uncalculated", "hidden_rows", "hidden_columns", "under_merges")


def inspection_plain(seen: Inspection, words: Words) -> dict[str, Any]:
    """The whole inspection as plain data, for JSON."""
    chosen, understood = seen.chosen, seen.understood
    return {
        "schema": SCHEMA,
        "file": seen.file,
        "format": seen.format,
        "reader": seen.reader,
        "second_reader": seen.second,
        "sha256": seen.sha256,
        "encoding": seen.encoding or None,
        "delimiter": seen.delimiter or None,
        "locked": seen.locked,
        "scorable": understood is not None,
        "sheets": [_sheet_plain(sheet) for sheet in seen.sheets],
        "tables": [_table_plain(table) for table in seen.tables],
        "more_tables": seen.more_tables,
        "identity": [
            {"what": one.what, "text": one.text, "used": one.used, "sheet": one.place.sheet, "cell": one.place.cell}
            for one in seen.said
        ],
        "rubric": chosen and _chosen_plain(chosen, words),
        "fits": [{**fit._asdict(), "title": fit.title.of(words.language)} for fit in seen.fits],
        "understood": understood and _understood_plain(understood),
        "problems": [problem_plain(found, words.tell) for found in seen.problems],
    }


def _sheet_plain(sheet: SheetSeen) -> dict[str, Any]:
    some = {key: getattr(sheet, key)._asdict() for key in _ODD}
    return {**sheet._asdict(), **some, "reach": sheet.reach or None}


def _table_plain(table: TableSeen) -> dict[str, Any]:
    headings = [
        {**heading._asdict(), "holds": heading.holds or None, "stage": heading.stage or None}
        for heading in table.headings
    ]
    plain = table._asdict() | {"headings": headings, "more_headings": table.more}
    return {"sheet": table.place.sheet, "cell": table.place.cell} | {
        key: value for key, value in plain.items() if key not in ("place", "more")
    }


def _chosen_plain(chosen: Chosen, words: Words) -> dict[str, Any]:
    at = {"sheet": chosen.place.sheet or None, "cell": chosen.place.cell or None}
    return {"id": chosen.rubric, "title": chosen.title.of(words.language), "why": chosen.why, **at}


def _understood_plain(understood: Understood) -> dict[str, Any]:
    answered = [{"stage": stage or None, "count": count} for stage, count in understood.answered]
    return {**understood._asdict(), "answered": answered}


def inspection_text(seen: Inspection, words: Words, *, width: int, colour: bool) -> str:
    """The whole inspection as text."""
    page = _Page(seen, words, width, colour)
    parts = [page.file(), page.sheets(), page.identity(), page.instrument(), *page.tables(), page.outcome()]
    if seen.problems:
        told = problem_lines(seen.problems[:_MOST_PROBLEMS], words, colour=colour, width=width)
        parts.append([*told, *page.left_out(len(seen.problems) - _MOST_PROBLEMS)])
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


class _Page:
    """The parts of the text, each as its lines."""

    def __init__(self, seen: Inspection, words: Words, width: int, colour: bool) -> None:
        self._seen = seen
        self._words = words
        self._width = width
        self._colour = colour
        stages = seen.chosen.stages if seen.chosen else ()
        self._stages = {code: name.of(words.language) for code, name in stages}

    def file(self) -> list[str]:
        """What the file is and who read it."""
        seen, words = self._seen, self._words
        reader = words(f"inspect.reader.{'second' if seen.second else 'usual'}", reader=seen.reader)
        lines = [
            *self._bold(clean(seen.file)),
            *self._wrapped(words("inspect.format", format=seen.format, reader=reader)),
        ]
        if seen.encoding:
            name = _DELIMITERS.get(seen.delimiter)
            delimiter = words(f"inspect.delimiter.{name}") if name else clean(seen.delimiter)
            lines += self._wrapped(words("inspect.text", encoding=seen.encoding, delimiter=delimiter))
        if seen.locked:
            lines += self._wrapped(words("inspect.locked"))
        return [*lines, f"  SHA-256 {seen.sha256}"]

    def sheets(self) -> list[str]:
        """The table of sheets, and below it what is odd in them."""
        words, shown = self._words, self._seen.sheets[:_MOST_SHEETS]
        rows = [
            (
                clean(sheet.name),
                words(f"inspect.state.{sheet.state}") + (f", {words('inspect.sheet_locked')}" if sheet.locked else ""),
                sheet.reach or "-",
                words.whole(sheet.cells),
                ", ".join(words(f"inspect.kind.{kind}") for kind in sheet.holds) or "-",
            )
            for sheet in shown
        ]
        lines = self._bold(words.counted("inspect.sheets", len(self._seen.sheets)))
        lines += self._columns(("sheet", "state", "reach", "cells", "holds"), rows, right=(3,), wrap=(0, 1, 4))
        lines += self.left_out(len(self._seen.sheets) - len(shown))
        for sheet in shown:
            for sentence in self._odd(sheet):
                lines += self._wrapped(f"{clean(sheet.name)}: {sentence}")
        return [*lines, *self._wrapped(words("inspect.still_read"))] if any(one.locked for one in shown) else lines

    def identity(self) -> list[str]:
        """What the file says of itself, with the cells."""
        words = self._words
        rows = [
            (
                words(f"inspect.said.{one.what}"),
                clean(self._stages.get(one.text, one.text) if one.what == "stage" else one.text),
                clean(one.place.address) + ("" if one.used else f" {words('inspect.unused')}"),
            )
            for one in self._seen.said
        ]
        told = columns(rows, self._width, wrap=(1, 2), indent=2) if rows else [f"  {words('inspect.nothing')}"]
        return [*self._bold(words("inspect.identity")), *told]

    def instrument(self) -> list[str]:
        """Which instrument is used and why, and how well each fits."""
        words, chosen = self._words, self._seen.chosen
        if chosen is None:
            lines = self._bold(words("inspect.no_instrument"))
        else:
            where = f" ({clean(chosen.place.address)})" if chosen.place.address else ""
            about = {"title": chosen.title.of(words.language), "why": words(f"inspect.why.{chosen.why}") + where}
            lines = self._bold(words("inspect.instrument", id=chosen.rubric, **about))
        if not any(fit.rows for fit in self._seen.fits):
            return lines
        rows = [
            (
                fit.rubric,
                words("inspect.known", known=words.whole(fit.known), rows=words.whole(fit.rows)),
                words.whole(fit.items),
            )
            for fit in self._seen.fits
        ]
        return [*lines, *self._columns(("instrument", "known", "items"), rows, right=(2,), wrap=(0, 1))]

    def tables(self) -> Iterator[list[str]]:
        """Each table with its headings."""
        seen = self._seen
        if not seen.tables:
            yield self._bold(self._words("inspect.no_table"))
        for table in seen.tables[:_MOST_TABLES]:
            rows = [(one.cell, clean(one.text), self._meaning(one, table)) for one in table.headings]
            yield [
                *self._bold(self._about(table)),
                *self._columns(("cell", "heading", "meaning"), rows, wrap=(1, 2)),
                *self.left_out(table.more),
            ]
        if more := self.left_out(len(seen.tables[_MOST_TABLES:]) + seen.more_tables):
            yield more

    def outcome(self) -> list[str]:
        """Whether anything can be scored, and how much was found."""
        words, found = self._words, self._seen.understood
        if found is None:
            return self._bold(words("inspect.not_scorable"))
        lines = self._bold(words("inspect.scorable", found=found.found, items=found.items))
        for stage, count in found.answered:
            name = self._stages.get(stage, stage) or words("inspect.no_stage")
            lines += self._wrapped(words("inspect.answered", stage=clean(name), count=count, items=found.items))
        beside = {"documents": words.whole(found.documents), "criteria": words.whole(found.criteria)}
        lines += self._wrapped(words("inspect.beside", **beside))
        if self._seen.problems:
            lines += self._wrapped(words("inspect.problems", count=len(self._seen.problems)))
        return lines

    def left_out(self, count: int) -> list[str]:
        """That so many more are not shown."""
        return [f"  {self._words('inspect.more', count=self._words.whole(count))}"] if count > 0 else []

    def _odd(self, sheet: SheetSeen) -> Iterator[str]:
        """What somebody should know of a sheet."""
        for key in _ODD:
            some: Some = getattr(sheet, key)
            if some.total:
                listed = ", ".join(some.first) + (", …" if some.total > len(some.first) else "")
                yield self._words.counted(f"inspect.odd.{key}", some.total, listed=listed)
        if sheet.hidden_cells:
            yield self._words.counted("inspect.odd.hidden_cells", sheet.hidden_cells)

    def _about(self, table: TableSeen) -> str:
        """Where a table is, what it is, and how much of it is understood."""
        words = self._words
        said = [words(f"inspect.table.{table.kind}"), words.counted("inspect.rows", table.rows)]
        if table.read:
            said.append(words.counted("inspect.indicators", table.indicators))
            if table.unknown:
                said.append(words.counted("inspect.unknown_rows", table.unknown))
        elif table.kind != UNKNOWN:
            said.append(words("inspect.not_read"))
        return f"{clean(table.place.address)}: {'; '.join(said)}"

    def _meaning(self, heading: HeadingSeen, table: TableSeen) -> str:
        """What a column is read as."""
        words = self._words
        if heading.use == NOT_UNDERSTOOD:
            said = words("inspect.not_understood")
        else:
            said = words(f"inspect.holds.{heading.holds}")
            if heading.stage:
                said += f", {self._stages.get(heading.stage, heading.stage)}"
            if heading.year is not None:
                said += f", {heading.year}"
            if table.read and heading.use == PASSED_OVER:
                said = words("inspect.passed_over", holds=said)
        return words("inspect.hidden", holds=said) if heading.hidden else said

    def _columns(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), wrap: Sequence[int]
    ) -> list[str]:
        titles = tuple(self._words(f"inspect.column.{key}") for key in head)
        return columns([titles, *rows], self._width, right=right, wrap=wrap, indent=2)

    def _bold(self, text: str) -> list[str]:
        lines = textwrap.wrap(text, self._width, break_on_hyphens=False) or [""]
        return [f"\x1b[1m{line}\x1b[0m" if self._colour else line for line in lines]

    def _wrapped(self, text: str) -> list[str]:
        return textwrap.wrap(text, self._width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
