"""A parquet or text table, opened: its columns by what they hold, and its rows in blocks."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from spbe_index.levels.below import AgainError, Below
from spbe_index.levels.records import Asides, Passed, Said, records
from spbe_index.load.answer_codes import SHIPPED, AnswerCodes
from spbe_index.load.door.refusal import MAX_TEXT, RefusedError, too_large
from spbe_index.load.door.values import address
from spbe_index.load.heading import read_heading
from spbe_index.load.headings import Role
from spbe_index.load.level_head import HEAD_BYTES, Head, read_head
from spbe_index.load.level_tables import PARQUET
from spbe_index.load.list_headings import read_list_heading
from spbe_index.load.table_columns import columns_of, heads_names, settled, twice_told

#: Bytes of text in a block, for each row asked for, and at least: no record may be longer.
_ROW_BYTES, _LEAST_BYTES = 32, 1 << 12
#: Records that are read carefully at once.
_RECORDS = 1 << 16
#: The column that tells of rows whose cells are not told apart.
FAULT = "fault"
#: The first column, where it is not read for what it holds.
LABEL = "label"
#: The column of names beside that of codes of indicators, which is looked at for contradictions alone.
BESIDE = "beside"
#: So many headings that nobody understands are named.
_NAMED = 5
#: Of headings of lists and workbooks, those that may stand in a table of levels as well and say nothing of one.
_IDLE_IN_LISTS = ("other", "kind", "region", "band", "index_exact")
_IDLE = (Role.NUMBER, Role.NAME, Role.DOMAIN, Role.ASPECT, Role.WEIGHT, Role.EXPLANATION, Role.EVIDENCE, Role.DATE)


class Source:
    """A table on disk.

    `columns` are those that are read, `year` is what a title above them says of
    all rows (where no column says more), `said` what is noticed: its codes and
    particulars, `passed` the lines that are no rows, once they are read. `rubrics` are the
    instruments by whose names headings may go, `codes` those of their answers, `not_utf8` and `careful` are what an
    earlier reading has found, see `below.AgainError`.
    """

    def __init__(
        self,
        file: IO[bytes],
        encoding: str = "",
        *,
        rubrics: Sequence[str] = (),
        codes: AnswerCodes = SHIPPED,
        not_utf8: int = 0,
        careful: bool = False,
    ) -> None:
        self.said: Said = []
        self.passed = Passed()
        self.year: int | None = None
        self._file = file
        self._careful = careful
        self._head: Head | None = None
        self._nested: tuple[bool, ...] = ()
        start = file.read(HEAD_BYTES)
        file.seek(0)
        if not start:
            raise RefusedError("E107")
        if start.startswith(PARQUET):
            schema = pa.parquet.read_schema(file)
            self._headings = tuple(map(str, schema.names))
            self.columns = columns_of(self._headings, codes)
            self._nested = tuple(map(pa.types.is_nested, schema.types))
        else:
            self._head = read_head(start, encoding, not_utf8=not_utf8, codes=codes)
            self._headings, self.columns = self._head.headings, self._head.columns
            self.year = None if "year" in self.columns.roles else self._head.year
            if self._head.not_utf8:
                self.said.append(("W114", {"line": str(self._head.not_utf8)}))
        self.columns = settled(self.columns, self._headings, rubrics)
        self._refuse_columns()
        self._say_unread()
        self.year = self.columns.of_year or self.year
        self.watch(self.passed)

    def watch(self, passed: Passed) -> None:
        """Let titles of another year be looked for where no column tells the year of each row."""
        if "year" not in self.columns.roles and not self.columns.years:
            passed.watch(self.year)

    def heading_of(self, key: str) -> str:
        """What heads the column of one of the keys of `columns`."""
        return self._headings[self.columns.keys[key]]

    def headings_of(self, names: Iterable[str]) -> dict[str, str]:
        """What heads the columns of a block that are read for what they hold."""
        places = self.columns.roles | self.columns.keys
        return {name: self._headings[places[name]] for name in names if name in places}

    def blocks(self, rows: int) -> Iterator[Any]:
        """The rows as record batches of about so many, their columns by role, key, FAULT or LABEL; texts dictionaries.

        Raises:
            AgainError: they must be read in another way.
            RefusedError: E103, E118, E119, E122, E847, they cannot be read; E898, a title among them names another
                year.

        """
        named = self.columns.roles | self.columns.keys
        # Who sums up writes so in the first column, and often merges it with that of the agencies.
        if self._head and 0 not in named.values():
            named[LABEL] = 0
        if (beside := self._beside()) is not None:
            named[BESIDE] = beside
        places = list(named.values())
        if self._head is None:
            blocks = self._parquet(rows, named)
        elif self._careful:
            named = {**named, FAULT: len(self._headings)}
            found = records(self._file, self._head, self.said, self.passed)
            blocks = _carefully(found, min(rows, _RECORDS), list(named.values()))
        else:
            blocks = self._quickly(self._head, rows, places)
        for block in blocks:
            yield pa.RecordBatch.from_arrays(block.columns, list(named))

    def _beside(self) -> int | None:
        """The place of a column with the names of the indicators whose codes stand in another; None without one."""
        read = self.columns.roles.values()
        if "indicator" not in self.columns.roles:
            return None
        found = (
            place for place, text in enumerate(self._headings) if place and place not in read and heads_names(text)
        )
        return next(found, None)

    def _parquet(self, rows: int, names: Mapping[str, int]) -> Iterator[Any]:
        self._file.seek(0)
        wanted = [self._headings[place] for place in names.values()]
        texts = [self._headings[place] for name, place in self.columns.roles.items() if name != "year"]
        texts += [self._headings[place] for place in self.columns.keys.values()]
        parquet = pa.parquet.ParquetFile(self._file, read_dictionary=texts)
        for batch in parquet.iter_batches(batch_size=rows, columns=wanted):
            block = batch.select(wanted)
            if any(_longest(column) > MAX_TEXT for column in block.columns):
                raise too_large(MAX_TEXT, "characters")
            columns = [_plain(column, role) for column, role in zip(block.columns, names, strict=True)]
            yield pa.RecordBatch.from_arrays(columns, wanted)

    def _quickly(self, head: Head, rows: int, places: list[int]) -> Iterator[Any]:
        """Blocks of a regular text table."""
        below = Below(self._file, head)
        names = [str(place) for place in range(len(head.headings))]
        wanted = [names[place] for place in places]
        asides = Asides(head, self.passed)
        uneven, seen = False, 0

        def skip(row: Any) -> str:
            nonlocal uneven, seen
            seen += 1
            long = len(row.text) > MAX_TEXT
            uneven |= long or not asides.take(next(csv.reader([row.text], delimiter=head.separator), []))
            uneven |= bool(self.passed.of_another_year)  # whether rows follow is told by the careful reading
            return "skip"

        read = pa.csv.ReadOptions(column_names=names, block_size=max(rows * _ROW_BYTES, _LEAST_BYTES))
        parse = pa.csv.ParseOptions(delimiter=head.separator, newlines_in_values=True, invalid_row_handler=skip)
        texts = dict.fromkeys(wanted, pa.dictionary(pa.int32(), pa.string()))
        convert = pa.csv.ConvertOptions(column_types=texts, include_columns=wanted)
        try:
            for block in pa.csv.open_csv(below, read, parse, convert):
                if uneven or any(map(_is_odd, block.columns)):
                    raise AgainError
                seen += block.num_rows
                yield block
        except pa.ArrowInvalid:
            raise AgainError from None
        # Where a record takes several lines, a quote may have swallowed rows up to the next one.
        if uneven or below.quotes % 2 or (below.quotes and below.lines > seen):
            raise AgainError

    def _refuse_columns(self) -> None:
        """Refuse a table whose columns are not told apart.

        Raises:
            RefusedError: E841, there are none of agencies, or of indicators and levels; E846, two hold the same;
                E848, a heading may mean two things; E858, a column holds lists.

        """
        cell = address(self._head.row - 1, 0) if self._head else ""
        if self.columns.doubt:
            raise RefusedError("E848", cell=cell, **self.columns.doubt)
        if what := self.columns.lacks:
            found, first = ", ".join(filter(None, self._headings))[:200], ", ".join(self.columns.codes.first)
            raise RefusedError("E841", cell=cell, what=what, found=found, codes=first)
        for one, two, what in self.columns.twice:
            told = twice_told(self._headings, one, two, what, self.columns.codes)
            raise RefusedError("E846", cell=cell, **told)
        for place in (*self.columns.roles.values(), *self.columns.keys.values()):
            if self._nested and self._nested[place]:
                raise RefusedError("E858", column=self._headings[place][:60])

    def _say_unread(self) -> None:
        read = {*self.columns.roles.values(), *self.columns.keys.values()}
        others = [text for place, text in enumerate(self._headings) if place not in read and not self._is_idle(text)]
        if others:
            named = ", ".join(text[:60] for text in others[:_NAMED])
            self.said.append(("N849", {"count": str(len(others)), "found": named}))

    def _is_idle(self, heading: str) -> bool:
        """Whether a heading is understood, and of no use for levels: a running number, a name, a remark."""
        said = read_heading(heading)
        if SHIPPED.key_of(heading) and not set(SHIPPED.prefixes) <= set(self.columns.codes.prefixes):
            return False  # an answer of an instrument that ships with the program, where another is at hand
        return not heading or read_list_heading(heading) in _IDLE_IN_LISTS or (said is not None and said.role in _IDLE)


def _carefully(found: Iterable[list[str]], rows: int, places: list[int]) -> Iterator[Any]:
    """Blocks of records."""
    found = iter(found)
    while some := list(islice(found, rows)):
        columns = [pa.array([record[place] for record in some], pa.string()).dictionary_encode() for place in places]
        yield pa.RecordBatch.from_arrays(columns, list(map(str, places)))


def _plain(column: Any, name: str) -> Any:
    """A column with null for NaN; of years, with the years of its days."""
    if pa.types.is_floating(column.type) and column.type != pa.float16():
        return pc.if_else(pc.is_nan(column), None, column)
    if name == "year" and (pa.types.is_date(column.type) or pa.types.is_timestamp(column.type)):
        return pc.year(column)
    return column


def _is_odd(column: Any) -> bool:
    """Whether a text column has cells over several lines, as behind a quote that nobody closed, or beyond measure."""
    return _longest(column) > MAX_TEXT or bool(pc.any(pc.match_substring(column.dictionary, "\n")).as_py())


def _longest(column: Any) -> int:
    """Characters of the longest text in a column; 0 for other columns."""
    texts = column.dictionary if pa.types.is_dictionary(column.type) else column
    if not (pa.types.is_string(texts.type) or pa.types.is_large_string(texts.type)):
        return 0
    return pc.max(pc.utf8_length(texts)).as_py() or 0
