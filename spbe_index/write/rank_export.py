"""A ranked list as plain data and csv; numbers are real ones in every language."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from spbe_index.core.exact import display
from spbe_index.core.problem import Problem
from spbe_index.core.published import PublishedMeans
from spbe_index.core.ranking import Move, Ranked, Ranking
from spbe_index.core.result_json import number_plain, problem_plain
from spbe_index.core.standing import Standing
from spbe_index.write.export import harmless
from spbe_index.write.standing_plain import ranked_plain, standing_plain
from spbe_index.write.words import Words

SCHEMA = "spbe-rank/1"

#: Columns of the csv before those of the domains: `rank` is the place in the `section`, `rank_nation` in the list.
COLUMNS = ("section", "rank", "shared", "rank_nation", "agency", "group", "kind", "region", "year", "rubric")
FIGURES = ("index", "index_exact", "predicate")
MOVED = ("earlier_year", "earlier_index", "difference", "difference_exact")


def ranking_plain(
    ranking: Ranking,
    words: Words,
    *,
    source: str,
    problems: Sequence[Problem],
    standing: Standing | None = None,
    means: PublishedMeans | None = None,
) -> dict[str, Any]:
    """The contract `spbe-rank/1`: every agency with its places, and what was wrong with the table.

    Args:
        ranking: The ranked list.
        words: The language of the problems' sentences.
        source: The name of the table.
        problems: What was wrong with it.
        standing: Where the agency stands that was asked for.
        means: The published means of its kind.

    """
    movement = ranking.movement
    return {
        "schema": SCHEMA,
        "source": source,
        "year": ranking.year,
        "rubrics": list(ranking.rubrics),
        "by": ranking.by,
        "count": len(ranking.overall),
        "bands": [{"band": name or None, "count": count} for name, count in ranking.bands],
        "best": [{"group": part.name, "agencies": [row.agency for row in part.best]} for part in ranking.best],
        "sections": [
            {"name": part.name or None, "count": len(part.ranked), "rows": [ranked_plain(one) for one in part.ranked]}
            for part in ranking.sections
        ],
        "movement": movement
        and {
            "year": movement.year,
            "known": movement.known,
            "apart": movement.apart,
            "moves": [_move_plain(move) for move in movement.moves],
        },
        "agency": standing and standing_plain(standing, means),
        "problems": [problem_plain(found, words.tell) for found in problems],
    }


def _move_plain(move: Move) -> dict[str, Any]:
    return {
        "agency": move.now.agency,
        "earlier": display(move.earlier.printed),
        "now": display(move.now.printed),
        "difference": number_plain(move.difference),
        "of_exact": move.exact,
    }


def ranking_csv(ranking: Ranking, *, only: str = "") -> str:
    """One row an agency, part by part; a decimal point in every language, empty where nothing is known.

    Args:
        ranking: The ranked list.
        only: The key of the one agency that is wanted.

    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    codes = value_codes(ranking)
    moved = {move.now.key: move for move in ranking.movement.moves} if ranking.movement else {}
    writer.writerow((*COLUMNS, *codes, *FIGURES, *(MOVED if ranking.movement else ())))
    national = {id(one.row): one.rank for one in ranking.overall}
    for name, one in placed(ranking):
        row = one.row
        if only and row.key != only:
            continue
        values = (row.value(code) for code in codes)
        part = None if name is None else harmless(name)
        cells = [part, one.rank if name is not None else "", one.shared if name is not None else "", national[id(row)]]
        cells += [harmless(text) for text in (row.agency, row.group, row.kind, row.region)]
        cells += [row.year, harmless(row.rubric), *("" if value is None else display(value) for value in values)]
        cells += [display(row.printed), "" if row.exact is None else str(row.exact), harmless(row.band)]
        if ranking.movement:
            cells += _moved_cells(moved.get(row.key))
        writer.writerow(["" if cell is None else cell for cell in cells])
    return out.getvalue()


def _moved_cells(move: Move | None) -> list[str | int]:
    if move is None:
        return ["", "", "", ""]
    exact = str(move.difference) if move.exact else ""
    return [move.earlier.year, display(move.earlier.printed), display(move.difference), exact]


def placed(ranking: Ranking) -> Iterable[tuple[str | None, Ranked]]:
    """Every agency with the part it is ranked in; last, with None, those that are in no part."""
    seen: set[int] = set()
    for part in ranking.sections:
        for one in part.ranked:
            seen.add(id(one.row))
            yield part.name, one
    for one in ranking.overall:
        if id(one.row) not in seen:
            yield None, one


def value_codes(ranking: Ranking) -> list[str]:
    """The codes of the domains and aspects that any row has, in the order in which they first occur."""
    return list(dict.fromkeys(code for one in ranking.overall for code, _ in one.row.values))
