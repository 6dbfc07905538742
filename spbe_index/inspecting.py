"""A file in, what the reader saw of it out: also of one in which nothing can be scored."""

from __future__ import annotations

import os
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from spbe_index import assess
from spbe_index.core.assessment import Assessment, Given
from spbe_index.core.inspection import IDENTITY, SUMMARY, UNKNOWN, Chosen, Fit, Inspection, Said, TableSeen, Understood
from spbe_index.core.problem import NOWHERE, Problem, SpbeError
from spbe_index.core.rubric import Rubric
from spbe_index.load.choose import Fits, choose_rubric, chosen_by
from spbe_index.load.folding import fold, one_line
from spbe_index.load.heading import StageWords, stage_words, words_of
from spbe_index.load.identity import Identity, identify
from spbe_index.load.layout import lay_out
from spbe_index.load.rubric import load_rubric, shipped
from spbe_index.load.sheet_seen import sheet_seen
from spbe_index.load.sheets import Book, Limits, read_book, shown_name
from spbe_index.load.stated import SUMMARY_SHEETS
from spbe_index.load.table_seen import MOST_TABLES, likely_heading, tables_seen
from spbe_index.load.tables import find_tables

if TYPE_CHECKING:
    from spbe_index.load.layout import Layout

_SHOWN = 200


def inspect_file(
    path: str | os.PathLike[str],
    *,
    rubric: str | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
) -> Inspection:
    """What the reader sees of one file; arguments as for `assess.understand_file`.

    Raises:
        SpbeError: The file cannot be read, or the rubric that was asked for is invalid. What else is wrong is among
            the problems of the inspection.

    """
    book = read_book(path, shown=shown_name(path), limits=limits or Limits(), encoding=encoding)
    if rubric is not None:
        load_rubric(rubric)  # one that was asked for and is invalid is no fault of the workbook
    return inspect_book(book, rubric=rubric)


def inspect_book(book: Book, *, rubric: str | None = None) -> Inspection:
    """What is seen of a workbook that was read; see `inspect_file`."""
    identity, fits = identify(book), Fits(book)
    chosen, understood, problems = _understood(book, identity, rubric, fits)
    layout = lay_out(book, chosen, identity.year) if chosen else None
    instruments = [load_rubric(name) for name in shipped()]
    if chosen and chosen.sha256 not in {one.sha256 for one in instruments}:
        instruments.append(chosen)
    stages = words_of(chosen) if chosen else _every_stage(instruments)
    said = tuple(_said(identity))
    telling = {place.sheet for place in identity.places.values()}
    tables, more = _tables(book, layout, stages, telling)
    return Inspection(
        file=book.file,
        format=book.format,
        reader=book.reader,
        second=any(found.code == "N113" for found in book.problems),
        sha256=book.sha256,
        encoding=book.encoding,
        delimiter=book.delimiter,
        locked=book.locked,
        sheets=tuple(sheet_seen(sheet, _held(sheet.name, tables, telling)) for sheet in book.sheets),
        tables=tables,
        more_tables=more,
        said=said,
        fits=tuple(_fit(fits, one) for one in instruments),
        chosen=_chosen(chosen, chosen_by(identity, rubric, chosen), identity) if chosen else None,
        understood=_counted(understood.assessment) if understood else None,
        problems=problems,
    )


def _understood(
    book: Book, identity: Identity, wanted: str | None, fits: Fits
) -> tuple[Rubric | None, assess.Understood | None, tuple[Problem, ...]]:
    """The instrument and what it makes of the workbook, as far as either can be had, and what is to be said."""
    chosen = None
    try:
        chosen, why = choose_rubric(book, identity, wanted, fits=fits)
        understood = assess.understand_by(chosen, why, book, identity, rubric=wanted, fits=fits)
    except SpbeError as error:
        return chosen, None, tuple(dict.fromkeys((*book.problems, *error.problems)))
    return chosen, understood, understood.problems


def _every_stage(instruments: Sequence[Rubric]) -> StageWords:
    return stage_words((stage.code, stage.headings) for rubric in instruments for stage in rubric.stages)


def _tables(
    book: Book, layout: Layout | None, stages: StageWords, telling: Set[str]
) -> tuple[tuple[TableSeen, ...], int]:
    """All tables, those of hidden sheets too, and how many are left out.

    Of sheets without a table there are the likely headings, where nothing is read also those of hidden ones. `telling`
    are the sheets that say whose assessment it is.
    """
    found = layout.found if layout else find_tables(book, stages)
    away = find_tables(book, stages, visible=False)
    tables = [*tables_seen(found[:MOST_TABLES], layout), *tables_seen(away[:MOST_TABLES], None)]
    headed = {table.sheet.name for table in (*found, *away)}
    for sheet in book.sheets:
        asked = (sheet.visible or layout is None) and fold(sheet.name) not in SUMMARY_SHEETS
        if asked and sheet.name not in headed:
            likely = likely_heading(book, sheet, stages, 3 if layout or sheet.name in telling else 2)
            tables += [likely] if likely else []
    order = {sheet.name: number for number, sheet in reversed([*enumerate(book.sheets)])}
    tables.sort(key=lambda table: order[table.place.sheet])
    left_out = len(found) + len(away) - len(found[:MOST_TABLES]) - len(away[:MOST_TABLES])
    return tuple(tables[:MOST_TABLES]), left_out + len(tables[MOST_TABLES:])


def _held(sheet: str, tables: Sequence[TableSeen], telling: Set[str]) -> tuple[str, ...]:
    """What was recognised in a sheet."""
    identity = [IDENTITY] if sheet in telling else [SUMMARY] if fold(sheet) in SUMMARY_SHEETS else []
    kinds = (table.kind for table in tables if table.place.sheet == sheet and table.kind != UNKNOWN)
    return tuple(dict.fromkeys((*identity, *kinds)))


def _said(identity: Identity) -> Sequence[Said]:
    """What the workbook says of itself: first what counts, then what else stands behind labels, each thing once."""
    read = {
        "agency": identity.agency,
        "group": identity.group,
        "year": str(identity.year or ""),
        "stage": identity.stage,
        "rubric": identity.rubric,
    }
    used = [Said(what, one_line(text)[:_SHOWN], identity.places[what], True) for what, text in read.items()
            if what in identity.places]  # fmt: skip
    told = {(one.what, one.text) for one in used}
    for what, claim in (*identity.claims.items(), *identity.further):
        text = one_line(claim.text)[:_SHOWN]
        if claim.label and (what, text) not in told and claim.place != identity.places.get(what):
            told.add((what, text))
            used.append(Said(what, text, claim.place, what not in read))
    return used


def _fit(fits: Fits, rubric: Rubric) -> Fit:
    known, rows, _ = fits.of(rubric)
    return Fit(rubric.id, rubric.title, sum(1 for _ in rubric.leaves()), known, rows)


def _chosen(rubric: Rubric, why: str, identity: Identity) -> Chosen:
    telling = {"named": "rubric", "year": "year"}.get(why, "")
    stages = tuple((stage.code, stage.name) for stage in rubric.stages)
    return Chosen(rubric.id, rubric.title, why, stages, identity.places.get(telling, NOWHERE))


def _counted(assessment: Assessment) -> Understood:
    entries, stages = assessment.entries, assessment.stages
    # A column that names no stage is of the one that the workbook names.
    named = assessment.stage_named if assessment.stage_named not in stages else ""
    answered = tuple(
        (stage or named, sum(isinstance(entry.answer(stage), Given) for entry in entries)) for stage in stages
    )
    return Understood(
        items=len(entries),
        found=sum(entry.place != NOWHERE for entry in entries),
        answered=answered,
        documents=sum(len(entry.evidence) for entry in entries),
        criteria=sum(tick.met is not None for entry in entries for tick in entry.ticks),
    )
