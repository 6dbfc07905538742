"""Where an agency stands among others, in words for a terminal and for Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from spbe_index.core.published import INDEX, PublishedMeans
from spbe_index.core.ranking import Ranked
from spbe_index.core.standing import Among, Position, Standing
from spbe_index.write.columns import aligned
from spbe_index.write.export import markdown_text
from spbe_index.write.words import Words, clean

#: A strip shows the lists' values from 0 to 5 (twice, four times, ... as far where they go beyond) in so many signs.
_SIGNS, _HIGHEST = 50, 5
_HEIGHTS = " ▁▂▃▄▅▆▇█"

Row = tuple[str, ...]


def scope_label(scope: str, name: str, words: Words) -> str:
    """What a part of the list is called: a kind, a province, or the nation."""
    if scope == "region":
        return words("standing.region", name=clean(name))
    return words(f"rank.group.{name}") if scope == "kind" else words("standing.nation")


def position_sentence(position: Position, words: Words) -> str:
    """The place in one part of the list, e.g. `Kota: peringkat 12 dari 93`; with how many share it."""
    key = "standing.place_shared" if position.shared > 1 else "standing.place"
    scope = scope_label(position.scope, position.name, words)
    return words(key, scope=scope, rank=position.rank, of=position.of, shared=position.shared)


def standing_notes(standing: Standing, words: Words) -> list[str]:
    """What must be said beside the places: another year or instrument, and whose row in the list it takes."""
    entry, own = standing.entry, standing.own
    notes: list[str] = []
    if not standing.same_year:
        known = str(entry.year) if entry.year else words("standing.year_unknown")
        notes.append(words("standing.other_year", year=standing.year, own=known))
    if not standing.same_instrument:
        listed = ", ".join(clean(rubric) for rubric in standing.rubrics)
        notes.append(words("standing.other_instrument", listed=listed, own=clean(entry.rubric)))
    if own is None:
        names = "; ".join(clean(name) for name in standing.alike)
        notes.append(words("standing.not_listed_alike", names=names) if names else words("standing.not_listed"))
    elif own != entry:
        notes.append(words("standing.own_row", name=clean(own.agency), index=words.number(own.printed)))
    return notes


def means_note(means: PublishedMeans | None, words: Words) -> str:
    """Which published means stand beside the values; "" where there are none."""
    if means is None:
        return ""
    return words("standing.means", group=means_group(means, words), year=means.year)


def means_group(means: PublishedMeans, words: Words) -> str:
    """Whose means they are, e.g. `Kota`."""
    return " + ".join(words(f"rank.group.{kind}") for kind in means.kinds) or words("standing.nation")


def standing_sentences(among: Among, words: Words) -> list[str]:
    """Each place in a sentence, and what must be said beside them."""
    standing = among.standing
    if standing is None:
        return [words("standing.none")]
    places = [position_sentence(position, words) for position in standing.positions]
    return [standing_title(standing, words), *places, *standing_notes(standing, words)]


def agency_text(standing: Standing, means: PublishedMeans | None, words: Words, *, width: int) -> str:
    """An agency of a list with its index and predicate, and where it stands."""
    entry = standing.entry
    index, band = words.number(entry.printed), band_name(entry.band, standing, words)
    first = words("standing.agency", agency=clean(entry.agency), year=entry.year, index=index, band=band).rstrip()
    lines = textwrap.wrap(first, width, break_on_hyphens=False)
    return "\n".join([*lines, "", standing_text(Among(standing, means), words, width=width)])


def standing_text(among: Among, words: Words, *, width: int) -> str:
    """Places, medians and means, the spread with the own mark, and the nearest ten."""
    standing = among.standing
    if standing is None:
        return words("standing.none") + "\n"
    lines: list[str] = []
    for note in (standing_title(standing, words), *standing_notes(standing, words), means_note(among.means, words)):
        lines += textwrap.wrap(note, width, break_on_hyphens=False)
    lines += ["", *aligned(place_rows(standing, words), width=width, flexible=0, right=(1, 2, 3))]
    values = value_rows(among, standing, words)
    lines += ["", *textwrap.wrap(words("standing.medians"), width)]
    lines += aligned(values, width=width, flexible=0, right=range(1, len(values[0])))
    for position in standing.positions:
        if position.scope in (standing.nearest_scope, "nation"):
            title = words("standing.spread", scope=scope_label(position.scope, position.name, words), of=position.of)
            lines += ["", *textwrap.wrap(title, width), *spread_lines(position.values, standing.entry.printed, words)]
    lines += ["", words("standing.nearest", scope=nearest_title(standing, words))]
    lines += aligned(nearest_rows(standing, words), width=width, flexible=2, right=(1, 3))
    return "\n".join(lines) + "\n"


def standing_markdown(among: Among, words: Words, names: Mapping[str, str]) -> str:
    """The same for Markdown.

    Args:
        among: Where the result stands.
        words: The language.
        names: Names of domains and aspects, by code.

    """
    standing = among.standing
    if standing is None:
        return f"\n## {words('standing.heading')}\n\n{markdown_text(words('standing.none'))}\n"
    lines = ["", f"## {markdown_text(standing_title(standing, words))}", ""]
    notes = [note for note in (*standing_notes(standing, words), means_note(among.means, words)) if note]
    lines += [f"* {markdown_text(note)}" for note in notes]
    lines += [*_markdown(place_rows(standing, words), 1), *_markdown(value_rows(among, standing, words, names), 1)]
    lines += ["", markdown_text(words("standing.nearest", scope=nearest_title(standing, words)))]
    head = [words(f"rank.column.{key}") for key in ("rank", "agency", "index", "band")]
    rows = [
        tuple(head),
        *((rank, f"{mark} {name}", *rest) for mark, rank, name, *rest in nearest_rows(standing, words)),
    ]
    lines += _markdown(rows, 1)
    return "\n".join(lines) + "\n"


def standing_title(standing: Standing, words: Words) -> str:
    """Which list it is, of which year, and how many agencies it holds."""
    nation = standing.positions[-1]
    return words("standing.title", year=standing.year, count=nation.of, source=clean(standing.source))


def nearest_title(standing: Standing, words: Words) -> str:
    """Among whom the nearest are looked for."""
    position = standing.position(standing.nearest_scope)
    return scope_label(standing.nearest_scope, position.name if position else "", words)


def place_rows(standing: Standing, words: Words) -> list[Row]:
    """The place in each part of the list, headings first."""
    head = tuple(words(f"standing.column.{key}") for key in ("scope", "rank", "percentile", "median"))
    return [head, *(_place(position, words) for position in standing.positions)]


def _place(position: Position, words: Words) -> Row:
    key = "standing.rank_shared" if position.shared > 1 else "standing.rank"
    median = position.median(INDEX)
    return (
        scope_label(position.scope, position.name, words),
        words(key, rank=position.rank, of=position.of, shared=position.shared),
        words("standing.percent", value=words.number(position.percentile, 1)) if position.of > 1 else "",
        "" if median is None else words.number(median),
    )


def value_rows(among: Among, standing: Standing, words: Words, names: Mapping[str, str] | None = None) -> list[Row]:
    """Index and domains: the own value, the medians, and the published mean where there is one."""
    positions = [one for one in standing.positions if one.scope in (standing.nearest_scope, "nation")]
    head = [words("standing.column.node"), words("standing.column.own")]
    head += [scope_label(one.scope, one.name, words) for one in positions]
    if among.means:
        head.append(words("standing.column.mean", year=among.means.year))
    rows = [tuple(head)]
    for code in (INDEX, *(code for code, _ in standing.entry.values)):
        # The same code means another thing in another instrument.
        comparable = standing.same_instrument or code == INDEX
        values = [standing.entry.value(code), *(one.median(code) if comparable else None for one in positions)]
        if among.means:
            values.append(among.means.value(code))
        if code != INDEX and all(value is None for value in values[1:]):
            continue  # nothing stands beside it
        label = words("standing.index") if code == INDEX else f"{code} {(names or {}).get(code, '')}".strip()
        rows.append((label, *("" if value is None else words.number(value) for value in values)))
    return rows


def nearest_rows(standing: Standing, words: Words) -> list[Row]:
    """Mark, place, name, index and predicate of each of the nearest, the agency itself marked."""
    return [_near(one, standing, words) for one in standing.nearest]


def _near(one: Ranked, standing: Standing, words: Words) -> Row:
    row = one.row
    mark = "►" if row is standing.entry else ""
    name = clean(row.agency) or words("terminal.agency_unknown")
    return (mark, str(one.rank), name, words.number(row.printed), band_name(row.band, standing, words))


def band_name(band: str, standing: Standing, words: Words) -> str:
    """A predicate as the list prints it, in English with its translation where its instrument is known."""
    english = next((known.en for known in standing.bands if known.id == band), "")
    return f"{clean(band)} ({english})" if words.language == "en" and english not in ("", band) else clean(band)


def spread_lines(values: Sequence[Fraction], own: Fraction, words: Words) -> Iterator[str]:
    """How the indices are spread from 0 upward, and below it where the own one lies."""
    top = _HIGHEST
    while max(values) > top:
        top *= 2
    counts = [0] * _SIGNS
    for value in values:
        counts[_sign(value, top)] += 1
    most = max(counts)
    yield ("  " + "".join(_HEIGHTS[-(-8 * count // most)] for count in counts)).rstrip()
    yield "  " + " " * _sign(own, top) + words("standing.mark", value=words.number(own))
    yield "  0" + "".join(f"{number * top // _HIGHEST:>{_SIGNS // _HIGHEST}}" for number in range(1, _HIGHEST + 1))


def _sign(value: Fraction, top: int) -> int:
    """Which sign of the strip a value falls in; one below nought in the first."""
    return max(0, min(_SIGNS - 1, int(value * _SIGNS / top)))


def _markdown(rows: Sequence[Row], name: int) -> list[str]:
    """A Markdown table; the columns behind the one of names are numbers."""
    head, *rest = rows
    lines = ["", "| " + " | ".join(markdown_text(cell) for cell in head) + " |"]
    lines.append("|" + " --- |" * (name + 1) + " ---: |" * (len(head) - name - 1))
    return lines + ["| " + " | ".join(markdown_text(cell) for cell in row) + " |" for row in rest]
