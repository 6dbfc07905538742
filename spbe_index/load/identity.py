"""Whose assessment it is: agency, kind of agency, year, stage and instrument, as the workbook itself says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from spbe_index.core.problem import NOWHERE, Place
from spbe_index.load.folding import fold, one_line, phrases
from spbe_index.load.heading import StageWords, stage_words
from spbe_index.load.headings import Role
from spbe_index.load.level import unreadable
from spbe_index.load.level_columns import latest_year
from spbe_index.load.rubric.shelf import Shelved, in_force, shelf
from spbe_index.load.sheets import Book, Cell, Sheet
from spbe_index.load.tables import Table, find_tables
from spbe_index.load.titles import (
    agency_in,
    instrument_in,
    instrument_of_titles,
    is_instrument,
    tells_years,
    year_in,
    year_of_title,
)

#: Labels by what stands behind them, in the next cell or after a colon.
LABELS: dict[str, str] = {
    "agency": """
        nama instansi | instansi | nama agency | agency | agency name | nama lembaga | nama kementerian lembaga
        kementerian lembaga | nama kementerian | nama pemerintah daerah | pemerintah daerah | nama daerah | nama ippd
        instansi pusat pemerintah daerah | nama instansi pusat pemerintah daerah | nama organisasi | organization
        organisation | nama k l d | nama k l | nama pemda | instansi pemerintah | nama instansi pemerintah
    """,
    "group": "kelompok | kelompok instansi | jenis instansi | kategori instansi | group | agency group | agency kind",
    "year": """
        tahun | tahun penilaian | tahun evaluasi | tahun anggaran | periode | periode penilaian | tahun pemantauan
        tahun pelaksanaan | year | assessment year | periode evaluasi | tahun spbe | tahun pemdi
    """,
    "stage": "tahap | tahapan | tahap penilaian | tahap evaluasi | stage | assessment stage | jenis penilaian",
    "remark": "perhatian | peringatan | attention | warning | disclaimer",
    "rubric": "instrumen | rubrik | instrument | rubric",
    "regulation": """
        dasar | dasar hukum | dasar penilaian | instrumen penilaian | peraturan | dasar peraturan | pedoman | regulation
    """,
}
#: Sheets on which an agency says who it is: what they say outdoes what other sheets say, such as a guide.
IDENTITY_SHEETS = frozenset(phrases("identitas|identitas instansi|identity|agency identity|identitas dan tim"))
#: Rows looked at on a sheet without a table, and titles longer than a line.
_ROWS = 60
_LONGEST_TITLE = 160

_LABELS = {phrase: key for key, listed in LABELS.items() for phrase in phrases(listed)}


class Claim(NamedTuple):
    """What stands behind a label or in a title, its cell, and whether it is on a sheet that is there to say it.

    `label` is folded, and empty for a title; `stored` is false for an error or a
    formula without a stored value, of which there is only the text.
    """

    text: str
    place: Place
    meant: bool
    label: str = ""
    stored: bool = True

    @property
    def value(self) -> str:
        """The text, where it is what the workbook says."""
        return self.text if self.stored else ""


class Identity(NamedTuple):
    """What the workbook says of itself: texts "" and year None where it says nothing.

    `stage` is a stage's code, `rubric` an instrument's id, which need not exist.
    `claims` are the cells behind labels, by what the label means; that of the
    year is the one that was read or, where none could be, the first. `further`
    are other cells that say the same thing or another: later labels, titles with
    years (under "year") or stages ("title"), and names of sheets with stages
    ("sheet"), which only tell the stage of levels whose column does not.
    `places` are the cells (or sheets) that each thing was read from, by the
    names of the fields; the heading of a column where only that tells the year.
    """

    agency: str
    group: str
    year: int | None
    stage: str
    rubric: str
    claims: Mapping[str, Claim] = {}
    further: tuple[tuple[str, Claim], ...] = ()
    places: Mapping[str, Place] = {}

    def place(self, key: str, file: str) -> Place:
        """The cell that says something, or the file."""
        return self.claims[key].place if key in self.claims else Place(file)


def identify(book: Book) -> Identity:
    """Read labels and titles of the visible sheets, above their tables.

    A label outdoes a title, the sheet of identity any other, an earlier cell a later one, and any of them the years
    of level columns. The file's name is not asked. What stages and regulations are called the shipped instruments say.
    """
    known = {name: shelved for name, shelved in shelf().items() if shelved}
    tables = find_tables(book, _words(tuple(known.values())))
    starts: dict[str, int] = {}
    for table in tables:
        starts.setdefault(table.sheet.name, table.first_row)
    claims: dict[str, Claim] = {}
    further: list[tuple[str, Claim]] = []
    lines: list[Claim] = []
    visible = (sheet for sheet in book.sheets if sheet.visible)
    for sheet in sorted(visible, key=lambda sheet: fold(sheet.name) not in IDENTITY_SHEETS):
        end = starts.get(sheet.name, _ROWS)
        stands = fold(sheet.name) in IDENTITY_SHEETS or sheet.name in starts
        for key, claim in _labels(book.file, sheet, end, stands):
            known_claim = claims.setdefault(key, claim)
            if key == "year" and year_in(known_claim.value) is None and year_in(claim.value) is not None:
                claims[key] = claim
            elif claim is not known_claim:
                further.append((key, claim))
        lines += _titles(book.file, sheet, end, stands)
    names = dict.fromkeys(table.sheet.name for table in tables)
    sheets = [Claim(name, Place(book.file, name), True) for name in names]
    agency, agency_at = _agency(claims, lines)
    year, year_at = _year(claims, lines, tables)
    rubric, rubric_at = _instrument(claims, lines, known)
    likely = rubric if rubric in known else in_force(known, year) if year else None
    meant = (known[likely],) if likely else tuple(known.values())
    in_titles = _words(meant, in_titles=True)
    bare = {
        table.sheet.name for table in tables if any(not column.stage for column in table.by_role(Role.LEVEL, Role.MET))
    }
    labels = {claim.place for _, claim in (*claims.items(), *further)}
    behind_label = [claims["stage"]] if "stage" in claims else []
    stage, stage_at = _stage((behind_label, lines, sheets), (_words(meant), in_titles, in_titles))
    group = claims.get("group")
    group_at = group.place if group and group.value else NOWHERE
    read = {"agency": agency_at, "group": group_at, "year": year_at, "stage": stage_at, "rubric": rubric_at}
    return Identity(
        agency=agency,
        group=group.value if group else "",
        year=year,
        stage=stage,
        rubric=rubric,
        claims=claims,
        further=(
            *further,
            *(("year", line) for line in lines if not _is_labelled(line.text) and tells_years(line.text)),
            *(
                ("title", line)
                for line in lines
                if line.meant and line.place not in labels and in_titles.named(line.text)
            ),
            *(("sheet", claim) for claim in sheets if claim.text in bare and in_titles.named(claim.text)),
        ),
        places={key: place for key, place in read.items() if place != NOWHERE},
    )


@lru_cache(32)
def _words(instruments: tuple[Shelved, ...], *, in_titles: bool = False) -> StageWords:
    """What stages are called in these instruments; where they disagree on a word, the newest is right."""
    meaning: dict[str, str] = {}
    for shelved in sorted(instruments, key=lambda one: -one.first_year):
        for stage in shelved.stages:
            for phrase in stage.titles if in_titles else (*stage.headings, *stage.titles):
                meaning.setdefault(fold(phrase), stage.code)
    return stage_words((code, (phrase,)) for phrase, code in meaning.items())


def claims_away(book: Book) -> Iterator[Claim]:
    """The first thing that each hidden sheet of identity says, which nobody reads there."""
    for sheet in book.sheets:
        if not sheet.visible and fold(sheet.name) in IDENTITY_SHEETS:
            for _, claim in islice(_labels(book.file, sheet, _ROWS, True), 1):
                yield claim


def _cells_above(sheet: Sheet, end: int) -> Iterator[Cell]:
    for cell in sheet.cells:
        if cell.row >= end:
            return
        yield cell


def _labels(file: str, sheet: Sheet, end: int, meant: bool) -> Iterator[tuple[str, Claim]]:
    """What stands behind the labels of a sheet, row by row."""
    rows: dict[int, list[Cell]] = {}
    for cell in _cells_above(sheet, end):
        rows.setdefault(cell.row, []).append(cell)
    for cells in rows.values():
        for position, cell in enumerate(cells):
            head, colon, tail = one_line(cell.text).partition(":")
            key = _LABELS.get(fold(head))
            if key is None or len(head) > 60:
                continue
            value, at = (tail.strip(), cell) if colon and tail.strip() else _next(cells[position + 1 :], cell)
            if value:
                stored = not unreadable(at)
                yield key, Claim(value, Place(file, sheet.name, at.name), meant, fold(head), stored)


def _next(cells: list[Cell], label: Cell) -> tuple[str, Cell]:
    """The value to the right of a label, past a lone colon; empty when what stands there is the next label."""
    for cell in cells:
        if cell.kind == "formula":
            return cell.text or "=", cell
        text = one_line(cell.text).lstrip(":").strip()
        if text:
            return ("" if fold(text.partition(":")[0]) in _LABELS else text), cell
    return "", label


def _titles(file: str, sheet: Sheet, end: int, meant: bool) -> Iterator[Claim]:
    """The lines of text above the table, one for each line of a cell, in the order of the sheet."""
    for cell in _cells_above(sheet, end):
        if cell.kind == "text" and len(cell.text) <= 2 * _LONGEST_TITLE:
            for line in cell.text.splitlines():
                if (text := one_line(line)) and len(text) <= _LONGEST_TITLE:
                    yield Claim(text, Place(file, sheet.name, cell.name), meant)


def _agency(claims: Mapping[str, Claim], lines: list[Claim]) -> tuple[str, Place]:
    """The agency behind its label, else the first line that is one; and its cell."""
    claim = claims.get("agency")
    if claim and claim.value:
        return claim.value, claim.place
    named = ((agency_in(line.text), line.place) for line in lines)
    return next((pair for pair in named if pair[0]), ("", NOWHERE))


def _year(claims: Mapping[str, Claim], lines: list[Claim], tables: Sequence[Table]) -> tuple[int | None, Place]:
    """The year behind its label, else that of the first title with one, else of the columns of levels; and its cell."""
    claim = claims.get("year")
    if claim and (year := year_in(claim.value)):
        return year, claim.place
    told = ((year_of_title(line.text), line.place) for line in lines)
    return next((pair for pair in told if pair[0]), None) or latest_year(tables)


def _stage(groups: Iterable[Sequence[Claim]], words: Iterable[StageWords]) -> tuple[str, Place]:
    """The one stage named by the first of several groups that name any, and where; empty when it names several."""
    for group, known in zip(groups, words, strict=True):
        naming = [(known.named(claim.value), claim) for claim in group if len(claim.value) <= _LONGEST_TITLE]
        named = {code for codes, _ in naming for code in codes}
        if named:
            named.discard("")
            code = named.pop() if len(named) == 1 else ""
            return code, next((claim.place for codes, claim in naming if code and code in codes), NOWHERE)
    return "", NOWHERE


def _instrument(claims: Mapping[str, Claim], lines: list[Claim], known: Mapping[str, Shelved]) -> tuple[str, Place]:
    """The instrument by its own label, else by that of its regulation, else by a title; and its cell.

    Only behind a label that means an instrument is an unknown id, or a regulation that none is of, taken for one;
    elsewhere it is just a word.
    """
    own, basis = claims.get("rubric"), claims.get("regulation")
    if own and (named := one_line(own.value)):
        found = instrument_in(named, known)
        if found or is_instrument(named, known):
            return found or named.casefold(), own.place
    if basis and (found := instrument_in(basis.value, known)):
        return found, basis.place
    found = instrument_of_titles(" | ".join(line.text for line in lines), known)
    return found, next((line.place for line in lines if found and instrument_in(line.text, known) == found), NOWHERE)


def _is_labelled(line: str) -> bool:
    """Whether a line begins with a label."""
    return fold(line.partition(":")[0]) in _LABELS
