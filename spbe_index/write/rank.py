"""A ranked list in words for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from spbe_index.core.ranking import Move, Movement, Ranked, Ranking, Section
from spbe_index.write.columns import aligned
from spbe_index.write.words import Words, clean

#: From so many columns on there is room for the domains, and for the predicates of the best.
_WITH_DOMAINS, _WITH_BANDS = 100, 80
#: Called so where it is made: those that belong to no part.
OUTSIDE = "-"


def ranking_text(
    ranking: Ranking, words: Words, *, width: int, colour: bool, top: int, bands: Mapping[str, str]
) -> str:
    """The best of each group, then each part with its first and last, then who moved most.

    Args:
        ranking: The ranked list.
        words: The language.
        width: Columns of the terminal.
        colour: Whether headings stand out.
        top: How many are shown at the top and at the bottom of each part, and of the movers.
        bands: What the predicates are called in this language, by the name that is printed.

    """
    lines = [_bold(line, colour) for line in textwrap.wrap(ranking_title(ranking, words), width)]
    lines += textwrap.wrap(band_sentence(ranking, words, bands), width)
    best = [
        (
            words(f"rank.group.{part.name}"),
            clean(row.agency),
            words.number(row.printed),
            _band(row.band, bands) if width >= _WITH_BANDS else "",
        )
        for part in ranking.best
        for row in part.best
    ]
    if best:
        lines += ["", _bold(words("rank.best"), colour)]
        lines += aligned(best, width=width, flexible=1, right=(2,), indent="  ")
    national = national_ranks(ranking)
    for part in shown_parts(ranking):
        lines += ["", *(_bold(line, colour) for line in textwrap.wrap(part_title(ranking, part, words), width))]
        lines += _part(part, words, width, top, bands, national)
    if ranking.movement:
        lines += ["", *_movement(ranking, ranking.movement, words, width, colour, top)]
    return "\n".join(lines) + "\n"


def ranking_title(ranking: Ranking, words: Words) -> str:
    """Year, instrument and how many agencies are ranked."""
    rubrics = ", ".join(clean(rubric) for rubric in ranking.rubrics)
    return words("rank.title", year=ranking.year, rubrics=rubrics, count=len(ranking.overall))


def band_sentence(ranking: Ranking, words: Words, bands: Mapping[str, str]) -> str:
    """How many have which predicate, highest first."""
    counted = (f"{_band(name, bands) or words('rank.no_band')} {count}" for name, count in ranking.bands)
    return words("rank.bands", counts=", ".join(counted))


def section_label(ranking: Ranking, part: Section, words: Words) -> str:
    """What a part of the list is called."""
    if not part.name:
        return words("rank.all")
    return clean(part.name) if ranking.by == "region" else words(f"rank.group.{part.name}")


def shown_parts(ranking: Ranking) -> Iterator[Section]:
    """All agencies, then each part, then (without places) the agencies that belong to none.

    Where none belongs to any, all agencies are all that is shown.
    """
    if ranking.by != "none":
        yield Section("", ranking.overall)
    yield from ranking.sections
    inside = {id(one.row) for part in ranking.sections for one in part.ranked}
    outside = tuple(one for one in ranking.overall if id(one.row) not in inside)
    if inside and outside:
        yield Section(OUTSIDE, outside)


def national_ranks(ranking: Ranking) -> dict[int, int]:
    """The place of each row in the whole list, by its identity; none where the whole list is all that is ranked."""
    return {} if ranking.by == "none" else {id(one.row): one.rank for one in ranking.overall}


def part_title(ranking: Ranking, part: Section, words: Words) -> str:
    """The heading of a part, with how many agencies it holds."""
    if part.name == OUTSIDE:
        return words(f"rank.unplaced.{ranking.by}", count=len(part.ranked))
    return words("rank.section", name=section_label(ranking, part, words), count=len(part.ranked))


def rank_columns(national: Mapping[int, int]) -> tuple[str, ...]:
    """The headings before those of the domains, by key."""
    return ("rank", *(("nation",) if national else ()), "agency", "index", "band")


def movement_sentence(ranking: Ranking, movement: Movement, words: Words) -> str:
    """From which year the movers are told, and of how many agencies its figure is known."""
    told = words("rank.movers", year=movement.year, known=movement.known, of=len(ranking.overall))
    return f"{told} {words('rank.apart', count=movement.apart)}" if movement.apart else told


def _part(
    part: Section, words: Words, width: int, top: int, bands: Mapping[str, str], national: Mapping[int, int]
) -> list[str]:
    """The first and the last of a part; all where hardly any would be left out between them."""
    first, between, last = ends(part, top)
    codes = domain_codes(part.ranked) if width >= _WITH_DOMAINS else ()
    bands = bands if width >= _WITH_BANDS else {}  # on a narrow terminal the printed name must do
    own = {} if part.name in ("", OUTSIDE) else national  # where the only place is the national one, it is told once
    columns = rank_columns(own)
    name = columns.index("agency")
    rows = [(*(words(f"rank.column.{key}") for key in columns), *codes)]
    rows += [row_cells(one, codes, words, bands, own) for one in first]
    if between:
        told = ("…", *("" for _ in own and ("",)), words("rank.between", count=between), "", "")
        rows.append((*told, *("" for _ in codes)))
    rows += [row_cells(one, codes, words, bands, own) for one in last]
    figures = (*range(name), name + 1, *range(name + 3, name + 3 + len(codes)))
    return aligned(rows, width=width, flexible=name, right=figures, indent="  ")


def ends(part: Section, top: int) -> tuple[Sequence[Ranked], int, Sequence[Ranked]]:
    """The first and the last of a part, and how many are left out between them; all where hardly any would be."""
    shown = part.ranked
    if len(shown) <= 2 * top + 1:
        return shown, 0, ()
    return shown[:top], len(shown) - 2 * top, shown[len(shown) - top :]


def told_moves(movement: Movement, top: int) -> list[Move]:
    """The greatest rises and the greatest falls, so many of each."""
    falls = [move for move in movement.moves if move.difference < 0]
    return [*(move for move in movement.moves[:top] if move.difference > 0), *falls[max(0, len(falls) - top) :]]


def domain_codes(ranked: Sequence[Ranked]) -> tuple[str, ...]:
    """The domains that a list tells of."""
    return tuple(code for code, _ in ranked[0].row.values if code.startswith("D"))


def row_cells(
    one: Ranked, codes: Sequence[str], words: Words, bands: Mapping[str, str], national: Mapping[int, int]
) -> tuple[str, ...]:
    """Place, place in the nation if those are given, name, index, predicate and domains of one agency."""
    row = one.row
    values = (row.value(code) for code in codes)
    return (
        str(one.rank),
        *((str(national[id(row)]),) if national else ()),
        clean(row.agency),
        words.number(row.printed),
        _band(row.band, bands),
        *("" if value is None else words.number(value) for value in values),
    )


def _movement(ranking: Ranking, movement: Movement, words: Words, width: int, colour: bool, top: int) -> list[str]:
    """The greatest rises and the greatest falls."""
    lines = [_bold(line, colour) for line in textwrap.wrap(movement_sentence(ranking, movement, words), width)]
    if chosen := told_moves(movement, top):
        head = (words("rank.column.agency"), str(movement.year), str(ranking.year), words("rank.column.difference"))
        rows = [head, *(_moved(move, words) for move in chosen)]
        lines += aligned(rows, width=width, flexible=0, right=(1, 2, 3), indent="  ")
    return lines


def _moved(move: Move, words: Words) -> tuple[str, ...]:
    figures = (words.number(move.earlier.printed), words.number(move.now.printed), words.signed(move.difference))
    return (clean(move.now.agency), *figures)


def _band(name: str, bands: Mapping[str, str]) -> str:
    return bands.get(name, clean(name))


def _bold(text: str, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text
