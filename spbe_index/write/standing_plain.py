"""Where an agency stands, as plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spbe_index.core.exact import display, exact_text
from spbe_index.core.problem import Problem
from spbe_index.core.published import Listed, PublishedMeans
from spbe_index.core.ranking import Ranked
from spbe_index.core.result_json import Tell, number_plain, problem_plain
from spbe_index.core.standing import Among, Position, Standing


def among_plain(among: Among, problems: Iterable[Problem], tell: Tell) -> dict[str, Any] | None:
    """Where a result stands, as the member `standing` of its JSON; None while it has no index.

    Args:
        among: Where it stands.
        problems: What was wrong with the list.
        tell: Gives message and hint of a problem.

    """
    if among.standing is None:
        return None
    told = [problem_plain(found, tell) for found in problems]
    return {**standing_plain(among.standing, among.means), "problems": told}


def standing_plain(standing: Standing, means: PublishedMeans | None) -> dict[str, Any]:
    """Places, medians, spread and the nearest; percentiles and medians in all three forms of a number."""
    entry = standing.entry
    return {
        "list": {
            "source": standing.source,
            "year": standing.year,
            "rubrics": list(standing.rubrics),
            "same_year": standing.same_year,
            "same_instrument": standing.same_instrument,
        },
        "agency": entry.agency,
        "kind": entry.kind or None,
        "region": entry.region or None,
        "own": standing.own and listed_plain(standing.own),
        "alike": list(standing.alike),
        "positions": [_position_plain(position) for position in standing.positions],
        "nearest": [ranked_plain(one) | {"self": one.row is entry} for one in standing.nearest],
        "nearest_scope": standing.nearest_scope,
        "means": means
        and {
            "year": means.year,
            "group": means.group,
            "rubric": means.rubric,
            "values": {code: display(value) for code, value in means.values},
        },
    }


def _position_plain(position: Position) -> dict[str, Any]:
    return {
        "scope": position.scope,
        "name": position.name or None,
        "rank": position.rank,
        "shared": position.shared,
        "of": position.of,
        "below": position.below,
        "percentile": number_plain(position.percentile),
        "medians": {code: number_plain(value) for code, value in position.medians},
        "values": [display(value) for value in position.values],
    }


def ranked_plain(one: Ranked) -> dict[str, Any]:
    """An agency with its place."""
    return {"rank": one.rank, "shared": one.shared, **listed_plain(one.row)}


def listed_plain(row: Listed) -> dict[str, Any]:
    """An agency as a list has it: `index` as printed, `index_exact` where it is known."""
    return {
        "agency": row.agency,
        "group": row.group or None,
        "kind": row.kind or None,
        "region": row.region or None,
        "year": row.year or None,
        "rubric": row.rubric or None,
        "index": display(row.printed),
        "index_exact": None if row.exact is None else exact_text(row.exact),
        "band": row.band or None,
        "values": {code: display(value) for code, value in row.values},
    }
