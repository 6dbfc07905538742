"""Which instrument a workbook is scored by."""

from __future__ import annotations

from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.core.rubric import Rubric
from spbe_index.load.assessment import no_table
from spbe_index.load.claims import unread_claims
from spbe_index.load.folding import fold, one_line
from spbe_index.load.heading import stage_words, words_of
from spbe_index.load.headings import Role
from spbe_index.load.identity import Identity
from spbe_index.load.naming import Names, names_of
from spbe_index.load.rows import Kind, Reading, read_rows
from spbe_index.load.rubric import is_shipped, load_rubric, rubric_for_year, shipped
from spbe_index.load.sheets import Book
from spbe_index.load.tables import find_tables

#: An instrument fits a workbook when it knows this part of the rows with answers, and no other knows half as many.
_KNOWN = 0.6
_OTHERS = 0.5
#: So many rows more than any other instrument has are no accident.
_MORE = 3
_SHOWN = 60


class Fits:
    """How well instruments fit one workbook, each looked at once, however often it is asked."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[str, tuple[int, int, bool]] = {}

    def of(self, rubric: Rubric) -> tuple[int, int, bool]:
        """How many labelled rows the rubric knows as indicators, of how many, and whether it is all its indicators."""
        if rubric.sha256 not in self._known:
            self._known[rubric.sha256] = _fit(self._book, rubric)
        return self._known[rubric.sha256]


def choose_rubric(
    book: Book, identity: Identity, wanted: Rubric | str | None, also: str | None = None, fits: Fits | None = None
) -> tuple[Rubric, tuple[Problem, ...]]:
    """The rubric to use, and a note when nobody named it.

    In this order: what the user asks for (id or path), what the workbook says,
    the instrument of its year, the only one its indicators fit (N213, or W226
    where the workbook names a year that no instrument is for), the only one of
    which they are all (W292).

    Args:
        book: What was read.
        identity: What it says of itself.
        wanted: The instrument to use, or its id or path, whatever the workbook says.
        also: The id or path of one that the workbook may name, beside the shipped ones.
        fits: How well instruments fit it, where somebody else wants to know that too.

    Raises:
        SpbeError: E214 the workbook names an instrument that does not exist, or
            none or several fit; E201 it has no table at all; E207 its rows
            are named by formulas that were never calculated; or the rubric
            asked for cannot be loaded (E313, E316, E3xx).

    """
    if wanted is not None:
        return _in_its_years(load_rubric(wanted), identity, book)
    if identity.rubric:
        if also is not None and (own := load_rubric(also)).id == identity.rubric:
            return _in_its_years(own, identity, book)
        # Only ids are looked up: a workbook must not be able to name a file.
        if not is_shipped(identity.rubric):
            said = identity.claims["rubric"].text if "rubric" in identity.claims else identity.rubric
            raise _undecided(identity.place("rubric", book.file), "unknown", [said], shipped())
        return _in_its_years(load_rubric(identity.rubric), identity, book)
    if identity.year is not None and (of_year := rubric_for_year(identity.year)):
        return load_rubric(of_year), ()
    choices = shipped()
    fitting, others = _fitting(book, [load_rubric(choice) for choice in choices], fits or Fits(book))
    if len(fitting) != 1:
        cause = "several" if fitting else "none"
        undecided = _undecided(Place(book.file), cause, [rubric.id for rubric in fitting], choices)
        raise SpbeError(*undecided.problems, *unread_claims(identity))
    if identity.year is not None:
        return _in_its_years(fitting[0], identity, book)
    (found,) = fitting
    claimed = "unusable" if any(unread_claims(identity)) else "none"
    about = {"rubric": found.id, **found.title.particulars("title"), "said": claimed}
    if others:
        return found, (problem("W292", Place(book.file), **about, others=", ".join(others)),)
    return found, (problem("N213", Place(book.file), **about),)


def better_fit(
    book: Book,
    identity: Identity,
    wanted: Rubric | str | None,
    rubric: Rubric,
    misread: tuple[Problem, ...],
    fits: Fits | None = None,
) -> tuple[Problem, ...]:
    """W232 where rows that the rubric does not know (E210 in `misread`) are those of another shipped one."""
    if sum(found.code == "E210" for found in misread) < _MORE:
        return ()
    fits = fits or Fits(book)
    known, rows, _ = fits.of(rubric)
    others = [other for other in map(load_rubric, shipped()) if other.id != rubric.id]
    best, rows_then, better = max(((*fits.of(other)[:2], other.id) for other in others), default=(0, 0, ""))
    if best < known + _MORE:
        return ()
    cause = chosen_by(identity, wanted, rubric)
    year = str(identity.year or "")
    place = _cell_with(book, year) if cause == "year" else Place(book.file)
    return (
        problem(
            "W232",
            place,
            better=better,
            fits=best,
            rows=max(rows, rows_then),
            rubric=rubric.id,
            known=known,
            cause=cause,
            year=year,
        ),
    )


def other_named(
    book: Book, identity: Identity, wanted: Rubric | str | None, rubric: Rubric, fits: Fits
) -> tuple[Problem, ...]:
    """W297 where the instrument asked for knows few rows of a workbook that names another one."""
    if wanted is None or identity.rubric in ("", rubric.id):
        return ()
    known, rows, _ = fits.of(rubric)
    if rows and known > _OTHERS * rows:
        return ()
    place = identity.place("rubric", book.file)
    return (problem("W297", place, found=identity.rubric[:_SHOWN], rubric=rubric.id),)


def instead(
    book: Book, identity: Identity, wanted: Rubric | str | None, fits: Fits
) -> tuple[Rubric, tuple[Problem, ...]] | None:
    """The shipped rubric that a workbook names instead of the one asked for, and N298, where few rows are of that.

    Several workbooks that are compared may be of several instruments, of which only one need be asked for.
    """
    if wanted is None or not is_shipped(identity.rubric):
        return None
    asked = load_rubric(wanted)
    if not other_named(book, identity, wanted, asked, fits):
        return None
    found, why = _in_its_years(load_rubric(identity.rubric), identity, book)
    place = identity.place("rubric", book.file)
    return found, (*why, problem("N298", place, rubric=found.id, asked=asked.id))


def chosen_by(identity: Identity, wanted: Rubric | str | None, rubric: Rubric) -> str:
    """Why a rubric is the one used: "wanted" by the user, "named" in the workbook, of its "year", or for its "rows"."""
    if wanted is not None:
        return "wanted"
    if identity.rubric:
        return "named"
    return "year" if identity.year is not None and rubric_for_year(identity.year) == rubric.id else "rows"


def _cell_with(book: Book, year: str) -> Place:
    """The first visible cell that is a year, else the first that says it; the file where none does."""
    said = [
        (cell.text.strip() != year, Place(book.file, sheet.name, cell.name))
        for sheet in book.sheets
        for cell in (sheet.cells if sheet.visible else ())
        if year in cell.text
    ]
    return min(said, key=lambda pair: pair[0])[1] if said else Place(book.file)


def stage_meant(rubric: Rubric, wanted: str) -> str:
    """The code of the stage that somebody asks for by its code, its name or any word that heads its column.

    Anything else is given back as it is, for `choose_stage` to judge.
    """
    words = stage_words((s.code, (s.code, *s.headings)) for s in rubric.stages)
    code, rest = words.find(fold(wanted))
    return code if code and not rest else one_line(wanted).casefold()


def _in_its_years(rubric: Rubric, identity: Identity, book: Book) -> tuple[Rubric, tuple[Problem, ...]]:
    """W226 where the workbook's year is not one of the instrument's."""
    year = identity.year
    last = rubric.last_year
    if year is None or (rubric.first_year <= year and (last is None or year <= last)):
        return rubric, ()
    args = {"first": rubric.first_year, "years": "since" if last is None else "span", "last": last or ""}
    return rubric, (problem("W226", _cell_with(book, str(year)), year=year, rubric=rubric.id, **args),)


def _undecided(place: Place, cause: str, found: list[str], choices: tuple[str, ...]) -> SpbeError:
    advice = "name" if cause == "unknown" else "year"
    args = {"cause": cause, "found": ", ".join(found), "choices": ", ".join(choices), "advice": advice}
    return SpbeError(problem("E214", place, **args))


def _fitting(book: Book, rubrics: list[Rubric], looking: Fits) -> tuple[list[Rubric], list[str]]:
    """The rubrics that may be meant: the one that knows the rows best by far, else those that know every row.

    Where one was chosen because the rows are all of its indicators, the ids of others that know every row as well.

    Raises:
        SpbeError: E201, no table with levels under any rubric's stages; E207, its rows are named by formulas that
            were never calculated.

    """
    fits = [looking.of(rubric) for rubric in rubrics]
    if not any(rows for _, rows, _ in fits):
        unlabelled = [
            r.doubt for r in _readings(book, rubrics[0], names_of(rubrics[0])) if r.kind is Kind.UNKNOWN and r.doubt
        ]
        stages = stage_words([(s.code, s.headings) for rubric in rubrics for s in rubric.stages])
        raise SpbeError(*unlabelled) if unlabelled else no_table(book, stages)
    best = max(known for known, _, _ in fits)
    ahead = [
        rubric
        for rubric, (known, rows, _) in zip(rubrics, fits, strict=True)
        if rows and known >= _KNOWN * rows and known > 0
    ]
    if len(ahead) == 1:
        return ahead, []
    clear = [
        rubric
        for rubric, (known, _, _) in zip(rubrics, fits, strict=True)
        if known == best and rubric in ahead and sum(k > _OTHERS * best for k, _, _ in fits) == 1
    ]
    if clear:
        return clear, []
    # Numbers alone fit several instruments; one whose indicators are all there, and nothing else, is meant.
    whole = [rubric for rubric, (known, rows, whole) in zip(rubrics, fits, strict=True) if whole and known == rows]
    if len(whole) == 1:
        every = [rubric for rubric, (known, rows, _) in zip(rubrics, fits, strict=True) if known == rows]
        return whole, [rubric.id for rubric in every if rubric is not whole[0]]
    # Rows that only one instrument has: number 40 cannot be meant where there are 35.
    best, second = sorted((known for known, _, _ in fits), reverse=True)[:2]
    far = [rubric for rubric, (known, _, _) in zip(rubrics, fits, strict=True) if known == best and rubric in ahead]
    return (far if best >= second + _MORE else ahead), []


def _fit(book: Book, rubric: Rubric) -> tuple[int, int, bool]:
    names = names_of(rubric)
    readings = _readings(book, rubric, names)
    known = {reading.code for reading in readings if reading.kind is Kind.ITEM}
    unknown = sum(
        reading.kind is Kind.UNKNOWN
        and not reading.doubt
        and any(column.number in reading.row.cells for column in reading.table.by_role(Role.LEVEL, Role.MET))
        for reading in readings
    )
    return len(known), len(known) + unknown, known == names.leaves.keys()


def _readings(book: Book, rubric: Rubric, names: Names) -> tuple[Reading, ...]:
    tables = find_tables(book, words_of(rubric))
    answered = [table for table in tables if table.by_role(Role.LEVEL)]
    # Where nothing but a checklist answers, its rows tell of which instrument they are.
    return read_rows(answered or [table for table in tables if table.by_role(Role.MET)], names)
