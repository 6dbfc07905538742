"""Whose assessment it is: agency, kind of agency, year, stage and instrument, as the workbook itself says."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from spbe_index.core.problem import Place
from spbe_index.load.folding import fold, one_line, phrases
from spbe_index.load.heading import StageWords, stage_words
from spbe_index.load.headings import Role
from spbe_index.load.level import unreadable
from spbe_index.load.level_columns import latest_year
from spbe_index.load.rubric.shelf import Shelved, in_force, shelf
from spbe_index.load.sheets import Book, Cell, Sheet
from spbe_index.load.tables import find_tables

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
#: How a line of a letterhead begins that is an agency's name.
AGENCY_STARTS = phrases("""
    pemerintah kota | pemerintah kabupaten | pemerintah provinsi | pemerintah daerah | pemerintah aceh | kementerian
    badan | lembaga | komisi | dewan | mahkamah | sekretariat | kejaksaan | kepolisian | pemkot | pemkab | pemprov
    arsip nasional | perpustakaan nasional | bank indonesia | majelis | ombudsman | pusat pelaporan
""")
#: Sheets on which an agency says who it is: what they say outdoes what other sheets say, such as a guide.
IDENTITY_SHEETS = frozenset(phrases("identitas|identitas instansi|identity|agency identity|identitas dan tim"))
#: Words one of which stands beside the year in a title.
_TITLE_WORDS = frozenset(phrases("tahun|spbe|penilaian|pemdi|evaluasi|pemantauan|assessment|year|indeks|index"))
_YEAR_WORDS = frozenset(("tahun", "year"))
#: Not the whole part of a decimal: 2023.5 is no year.
_YEAR = r"(?<!\d)20\d\d(?!\d)(?![.,]\d)"
#: Before a bare number, which then is no year.
_MINUS = ("-", "\u2212")
_TRAILING_YEAR = r"(?i)[\s,-]*(?:tahun\s*)?20\d\d$"
_REGULATION = r"(?i)(?<!\d)(\d{1,3})\s*(?:/|tahun|th\.?|of)\s*(20\d\d)"
_ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+"
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
    """

    agency: str
    group: str
    year: int | None
    stage: str
    rubric: str
    claims: Mapping[str, Claim] = {}
    further: tuple[tuple[str, Claim], ...] = ()

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
    labelled = {key: claim.value for key, claim in claims.items()}
    titles = [line.text for line in lines]
    sheet_names = [table.sheet.name for table in tables]
    year = year_in(labelled.get("year", "")) or _title_year(titles) or latest_year(tables)
    rubric = _instrument(labelled, titles, known)
    likely = rubric if rubric in known else in_force(known, year) if year else None
    meant = (known[likely],) if likely else tuple(known.values())
    in_titles = _words(meant, in_titles=True)
    bare = {
        table.sheet.name for table in tables if any(not column.stage for column in table.by_role(Role.LEVEL, Role.MET))
    }
    labels = {claim.place for _, claim in (*claims.items(), *further)}
    sheets = [Claim(name, Place(book.file, name), True) for name in dict.fromkeys(sheet_names) if name in bare]
    return Identity(
        agency=labelled.get("agency") or _agency(titles),
        group=labelled.get("group", ""),
        year=year,
        stage=_stage(([labelled.get("stage", "")], titles, sheet_names), (_words(meant), in_titles, in_titles)),
        rubric=rubric,
        claims=claims,
        further=(
            *further,
            *(("year", line) for line in lines if _tells_years(line.text)),
            *(
                ("title", line)
                for line in lines
                if line.meant and line.place not in labels and in_titles.named(line.text)
            ),
            *(("sheet", claim) for claim in sheets if in_titles.named(claim.text)),
        ),
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


def _agency(titles: list[str]) -> str:
    """The first title line that begins as agencies' names do and says nothing of an assessment or an indicator."""
    for line in titles:
        title = re.sub(_TRAILING_YEAR, "", line)
        folded = fold(title)
        if any(folded.startswith(start + " ") for start in AGENCY_STARTS) and not _TITLE_WORDS & set(folded.split()):
            return title
    return ""


def year_in(text: str) -> int | None:
    """The one year that a text names; None when it names none, or several."""
    if text[:1] in _MINUS and text[1:].isdigit():
        return None
    years = {int(year) for year in re.findall(_YEAR, text)} if "20" in text else set()
    return years.pop() if len(years) == 1 else None


def _title_year(titles: list[str]) -> int | None:
    """The year of the first title that has one beside a word of assessment, regulations' years left aside."""
    for title in titles:
        text = _without_regulations(title)
        if _TITLE_WORDS & set(fold(text).split()) and (year := year_in(text)):
            return year
    return None


def _tells_years(title: str) -> bool:
    """Whether a title says outright of which year it is, or of which years."""
    text = _without_regulations(title)
    words = fold(text).split()
    labelled = fold(title.partition(":")[0]) in _LABELS
    return not labelled and "20" in text and bool(_YEAR_WORDS & set(words)) and bool(re.search(_YEAR, text))


def _without_regulations(title: str) -> str:
    """A title without the years of regulations, also of those in the id of an instrument."""
    if re.fullmatch(_ID, title.casefold()):
        return ""
    return re.sub(_REGULATION, " ", title) if _names_regulation(title) else title


def _names_regulation(text: str) -> bool:
    words = set(fold(text).split())
    return bool(words & {"permenpanrb", "permenpan", "peraturan", "permen", "perpres", "regulation", "nomor", "no"})


def _stage(texts: Iterable[list[str]], words: Iterable[StageWords]) -> str:
    """The one stage named by the first of several groups of texts that name any; empty when it names several."""
    for group, known in zip(texts, words, strict=True):
        named = {code for text in group if len(text) <= _LONGEST_TITLE for code in known.named(text)}
        if named:
            named.discard("")
            return named.pop() if len(named) == 1 else ""
    return ""


def _instrument(labelled: dict[str, str], titles: list[str], known: Mapping[str, Shelved]) -> str:
    """The instrument by its own label, else by that of its regulation, else by a title.

    Only behind a label that means an instrument is an unknown id, or a regulation that none is of, taken for one;
    elsewhere it is just a word.
    """
    named = one_line(labelled.get("rubric", ""))
    if named:
        found = instrument_in(named, known)
        if found or _is_instrument(named, known):
            return found or named.casefold()
    basis = one_line(labelled.get("regulation", ""))
    title = " | ".join(titles)
    return instrument_in(basis, known) or (_by_regulation(title, known) if _names_regulation(title) else "")


def instrument_in(text: str, known: Mapping[str, Shelved]) -> str:
    """The one instrument that a text names, by its id or by its regulation; empty when none or several."""
    folded = one_line(text).casefold()
    return folded if folded in known else _by_regulation(folded, known)


def _is_instrument(text: str, known: Mapping[str, Shelved]) -> bool:
    """Whether a text that names no instrument we know can mean only one that we do not: by its id or regulation."""
    numbered = set(re.findall(_REGULATION, text))
    ours = {number for shelved in known.values() for number in re.findall(_REGULATION, shelved.regulation)}
    return bool(re.fullmatch(_ID, text.casefold())) or (bool(numbered) and numbered.isdisjoint(ours))


def _by_regulation(text: str, known: Mapping[str, Shelved]) -> str:
    """The instrument that a text names by number and year of its regulation; empty when none or several."""
    said = set(re.findall(_REGULATION, text))
    named = [name for name, shelved in known.items() if said & set(re.findall(_REGULATION, shelved.regulation))]
    return named[0] if len(named) == 1 else ""
