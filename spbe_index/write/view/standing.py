"""Where an agency stands, and a ranked list -> what is shown of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from spbe_index.core.ranking import Move, Ranking, Section
from spbe_index.core.standing import Among, Position, Standing, median
from spbe_index.write.rank import (
    OUTSIDE,
    band_sentence,
    domain_codes,
    ends,
    movement_sentence,
    national_ranks,
    part_title,
    rank_columns,
    ranking_title,
    row_cells,
    shown_parts,
    told_moves,
)
from spbe_index.write.standing import (
    means_note,
    nearest_rows,
    nearest_title,
    place_rows,
    scope_label,
    standing_notes,
    standing_title,
    value_rows,
)
from spbe_index.write.view.comparison_model import Mover, RankSection, RankView, StandingView
from spbe_index.write.view.scene import NO_BAND, clean
from spbe_index.write.view.shapes import Bin, Mark, Shift, Spread
from spbe_index.write.words import Words

#: The strip counts agencies by tenths of the scale from 1 to 5, wider where a list goes beyond; more bars than this
#: would be too narrow to see, and of a scale to a million too many to draw.
_TENTH, _MOST_BINS = Fraction(1, 10), 120
#: The colour of a ranked list, which has no band of its own.
_RANK_ACCENT = 3


def standing_view(among: Among, words: Words, names: Mapping[str, str], accent: int) -> StandingView:
    """Where a result stands, in the language of `words`.

    Args:
        among: The standing and the published means of its kind.
        words: The language.
        names: Names of domains and aspects, by code.
        accent: The colour of the report.

    """
    standing = among.standing
    if standing is None:
        return StandingView("", (words("standing.none"),), (), "", (), None, "", ())
    notes = (*standing_notes(standing, words), means_note(among.means, words))
    return StandingView(
        title=clean(standing_title(standing, words)),
        notes=tuple(clean(note) for note in notes if note),
        places=tuple(place_rows(standing, words)),
        values_title=words("standing.medians"),
        values=tuple(value_rows(among, standing, words, names)),
        spread=spread(standing, words, accent),
        nearest_title=words("standing.nearest", scope=nearest_title(standing, words)),
        nearest=tuple(nearest_rows(standing, words)),
    )


def spread(standing: Standing, words: Words, accent: int) -> Spread:
    """The indices of the whole list and of the own kind, with the own one."""
    nation = standing.positions[-1]
    kind = standing.position(standing.nearest_scope)
    group = kind if kind is not None and kind is not nation else None
    marks = [_median(one, words) for one in (nation, group) if one and one.median("index") is not None]
    bins = tuple(_bins(nation.values, group.values if group else ()))
    own = standing.entry.printed
    title = words("standing.chart", year=standing.year)
    places = "; ".join(f"{one.name or words('standing.nation')}: {one.rank}/{one.of}" for one in standing.positions)
    return Spread(
        title=title,
        description=f"{words.number(own)}. {places}",
        low=bins[0].low,
        high=bins[-1].high,
        bins=bins,
        own=Mark(own, words.number(own)),
        medians=tuple(marks),
        everyone=words("standing.chart.everyone", scope=words("standing.nation"), count=nation.of),
        group=words("standing.chart.everyone", scope=scope_label(group.scope, group.name, words), count=group.of)
        if group
        else "",
        accent=accent,
    )


def _median(position: Position, words: Words) -> Mark:
    value = position.median("index") or Fraction(0)
    scope = scope_label(position.scope, position.name, words)
    return Mark(value, words("standing.chart.median", scope=scope, value=words.number(value)))


def _floor(lowest: Fraction) -> Fraction:
    return min(Fraction(1), Fraction(lowest // _TENTH) * _TENTH)


def _bins(everyone: Sequence[Fraction], group: Sequence[Fraction]) -> Iterator[Bin]:
    """Tenths of the scale (of a long one: wholes, tens) with how many lie in each; the greatest counts in the last."""
    low, high = _floor(everyone[0]), max(Fraction(5), everyone[-1])
    step = _TENTH
    while high - low > _MOST_BINS * step:
        step *= 10
    count = -(-(high - low) // step)
    counts, of_group = [0] * count, [0] * count
    for values, found in ((everyone, counts), (group, of_group)):
        for value in values:
            found[min(int((value - low) // step), count - 1)] += 1
    for place in range(count):
        yield Bin(low + place * step, low + (place + 1) * step, counts[place], of_group[place])


def rank_view(
    ranking: Ranking,
    words: Words,
    *,
    top: int,
    bands: Mapping[str, str],
    placed: Among | None,
    remarks: Sequence[str],
) -> RankView:
    """A ranked list as it is shown.

    Args:
        ranking: The list.
        words: The language.
        top: How many are shown at either end of a part.
        bands: What the predicates are called in this language, by the name that is printed.
        placed: Where the agency stands that was asked for, if one was.
        remarks: What is wrong with the list.

    """
    codes, movement = domain_codes(ranking.overall), ranking.movement
    chosen = told_moves(movement, top) if movement else []
    most = max((abs(move.difference) for move in chosen), default=Fraction(0))
    title = ranking_title(ranking, words)
    return RankView(
        words=words,
        accent=_RANK_ACCENT,
        title=title,
        heading=band_sentence(ranking, words, bands),
        best=tuple(_best(part, words, bands) for part in ranking.best for _ in part.best[:1]),
        spread=None if placed else _whole_spread(ranking, words),
        codes=codes,
        sections=tuple(
            _section(ranking, part, words, top, bands, codes, number)
            for number, part in enumerate(() if placed else shown_parts(ranking), 1)
        ),
        movers_title=movement_sentence(ranking, movement, words) if movement else "",
        movers_years=(str(movement.year), str(ranking.year)) if movement else ("", ""),
        movers=tuple(_mover(move, words, most) for move in chosen),
        standing=standing_view(placed, words, {}, _RANK_ACCENT) if placed else None,
        remarks=tuple(clean(remark) for remark in remarks),
    )


def _whole_spread(ranking: Ranking, words: Words) -> Spread:
    values = sorted(one.row.printed for one in ranking.overall)
    middle, bins = median(values), tuple(_bins(values, ()))
    shown = words("standing.chart.median", scope=words("standing.nation"), value=words.number(middle))
    return Spread(
        title=words("standing.chart", year=ranking.year),
        description=shown,
        low=bins[0].low,
        high=bins[-1].high,
        bins=bins,
        own=None,
        medians=(Mark(middle, shown),),
        everyone=words("standing.chart.everyone", scope=words("standing.nation"), count=len(values)),
        group="",
        accent=NO_BAND,
    )


def _best(part: Section, words: Words, bands: Mapping[str, str]) -> tuple[str, str, str, str]:
    names = "; ".join(clean(row.agency) for row in part.best)
    row = part.best[0]
    return words(f"rank.group.{part.name}"), names, words.number(row.printed), bands.get(row.band, clean(row.band))


def _section(
    ranking: Ranking,
    part: Section,
    words: Words,
    top: int,
    bands: Mapping[str, str],
    codes: Sequence[str],
    number: int,
) -> RankSection:
    first, between, last = ends(part, top)
    national = {} if part.name in ("", OUTSIDE) else national_ranks(ranking)
    return RankSection(
        anchor=f"bagian-{number}",
        title=part_title(ranking, part, words),
        columns=tuple((key, words(f"rank.column.{key}")) for key in rank_columns(national)),
        rows=tuple(row_cells(one, codes, words, bands, national) for one in first),
        between=words("rank.between", count=between) if between else "",
        last=tuple(row_cells(one, codes, words, bands, national) for one in last),
    )


def _mover(move: Move, words: Words, most: Fraction) -> Mover:
    shown = words.signed(move.difference)
    name = clean(move.now.agency)
    title = words("compare.chart.shift", name=name, value=shown)
    return Mover(
        name,
        words.number(move.earlier.printed),
        words.number(move.now.printed),
        shown,
        Shift(title, move.difference, most),
    )
