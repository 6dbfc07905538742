"""An instrument as text and as plain data: what `spbe rubric list` and `show` print."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from spbe_index.core.rubric import Interval, Item, Rubric, Source, Text
from spbe_index.write.words import Words


def list_plain(rubrics: Sequence[Rubric]) -> list[dict[str, Any]]:
    """One object per instrument: id, titles, years, counts per floor, digest."""
    return [
        {
            "id": rubric.id,
            "title": _both(rubric.title),
            "first_year": rubric.first_year,
            "last_year": rubric.last_year,
            "items": {kind.key: _count(rubric, kind.key) for kind in rubric.kinds},
            "sha256": rubric.sha256,
        }
        for rubric in rubrics
    ]


def list_table(rubrics: Sequence[Rubric], words: Words) -> str:
    """One line per instrument."""
    lines = []
    for rubric in rubrics:
        counts = ", ".join(
            f"{_count(rubric, kind.key)} {kind.name.of(words.language).lower()}" for kind in rubric.kinds
        )
        lines.append(f"{rubric.id:<12} {_years(rubric, words):<14} {rubric.title.of(words.language)} ({counts})")
    return "\n".join(lines)


def rubric_plain(rubric: Rubric) -> dict[str, Any]:
    """The whole instrument: identity, bands, scales and the tree with every criterion."""
    return {
        **list_plain([rubric])[0],
        "regulation": _both(rubric.regulation.number),
        "decided_by": rubric.decided_by,
        "bands": [{"name": _both(band.name), "values": _edges(band.values)} for band in rubric.bands],
        "scales": [
            {
                "key": scale.key,
                "from": str(scale.low),
                "to": str(scale.high),
                "step": scale.step and str(scale.step),
                "levels": [{"level": level.number, "name": _both(level.name)} for level in scale.levels],
            }
            for scale in rubric.scales
        ],
        "tree": [item_plain(rubric, item) for item in rubric.tree],
    }


def item_plain(rubric: Rubric, item: Item) -> dict[str, Any]:
    """One item with its criteria, sources, and everything below it."""
    return {
        "code": item.code,
        "kind": item.kind,
        "name": _both(item.name),
        "weight": str(item.weight),
        "weight_source": _source_plain(rubric.source(item.weight_source)),
        "scale": item.scale or None,
        "levels": [
            {
                "level": level.level,
                "builds_on": level.builds_on,
                "match": level.match,
                "criteria": [_both(text) for text in level.criteria],
                "evidence": [_both(text) for text in level.evidence],
            }
            for level in item.levels
        ],
        "criteria_source": _source_plain(rubric.source(item.criteria_source)) if item.criteria_source else None,
        "page": item.page or None,
        "note": _both(item.note) if item.note.id else None,
        "children": [item_plain(rubric, child) for child in item.children],
    }


def rubric_table(rubric: Rubric, words: Words, width: int) -> str:
    """Identity, bands, and the tree with weights."""
    language = words.language
    lines = [
        f"{rubric.title.of(language)} [{rubric.id}]",
        f"{rubric.regulation.number.of(language)} ({_years(rubric, words)})",
    ]
    lines += ["", words(f"terminal.rubric.decided_by.{rubric.decided_by}")]
    lines += [f"  {interval(band.values, words):<22} {band.name.of(language)}" for band in reversed(rubric.bands)]
    lines.append(f"  ({_cite(rubric.source(rubric.bands_source), words)})")
    lines.append("")
    floors = {kind.key: depth for depth, kind in enumerate(rubric.kinds)}
    for item, _ in rubric.items():
        head = "  " * floors[item.kind] + item.code
        lines.append(
            f"{head:<14} {words.exact(item.weight):>6} %  {textwrap.shorten(item.name.of(language), width - 26)}"
        )
    if rubric.defects:
        lines += ["", words("terminal.rubric.defects")]
        for defect in rubric.defects:
            lines += textwrap.wrap(defect.of(language), width, initial_indent="  * ", subsequent_indent="    ")
    return "\n".join(lines)


def item_text(rubric: Rubric, item: Item, words: Words, width: int) -> str:
    """One item: name, weight and source, then each level with criteria and evidence."""
    return "\n".join(_item_lines(rubric, item, words, width))


def _item_lines(rubric: Rubric, item: Item, words: Words, width: int) -> Iterator[str]:
    language = words.language
    yield f"{item.code}  {item.name.of(language)}"
    source = _cite(rubric.source(item.weight_source), words)
    yield words("terminal.rubric.weight", weight=words.exact(item.weight), source=source)
    if item.criteria_source:
        page = words("terminal.rubric.page", page=item.page) if item.page else ""
        yield words("terminal.rubric.criteria", source=_cite(rubric.source(item.criteria_source), words) + page)
    if item.note.id:
        yield from textwrap.wrap(words("terminal.rubric.note", note=item.note.of(language)), width)
    for child in item.children:
        yield f"  {child.code}  {words.exact(child.weight)} %  {child.name.of(language)}"
    for level in item.levels:
        yield ""
        yield words("terminal.rubric.level", level=level.level)
        if level.builds_on is not None:
            yield "  " + words("terminal.rubric.builds_on", level=level.builds_on)
        if len(level.criteria) > 1:
            yield "  " + words(f"terminal.rubric.match.{level.match}")
        for text in level.criteria:
            yield from textwrap.wrap(text.of(language), width, initial_indent="  - ", subsequent_indent="    ")
        for text in level.evidence:
            line = words("terminal.rubric.evidence", text=text.of(language))
            yield from textwrap.wrap(line, width, initial_indent="  > ", subsequent_indent="    ")


def interval(values: Interval, words: Words) -> str:
    """A stretch of values with its edges in signs, e.g. `2,6 ≤ x < 3,5`."""
    left = "≤" if values.low_included else "<"
    right = "≤" if values.high_included else "<"
    return f"{words.exact(values.low)} {left} x {right} {words.exact(values.high)}"


def _cite(source: Source, words: Words) -> str:
    sure = "" if source.sure == "high" else ", " + words(f"terminal.rubric.sure.{source.sure}")
    return source.where.of(words.language) + sure


def _years(rubric: Rubric, words: Words) -> str:
    if rubric.last_year is None:
        return words("terminal.rubric.since", year=rubric.first_year)
    return f"{rubric.first_year}-{rubric.last_year}"


def _count(rubric: Rubric, kind: str) -> int:
    return sum(item.kind == kind for item, _ in rubric.items())


def _both(text: Text) -> dict[str, str]:
    return {"id": text.id, "en": text.en}


def _source_plain(source: Source) -> dict[str, Any]:
    return {"where": _both(source.where), "sure": source.sure, "note": _both(source.note) if source.note.id else None}


def _edges(values: Interval) -> dict[str, Any]:
    return {
        "from": str(values.low),
        "from_included": values.low_included,
        "to": str(values.high),
        "to_included": values.high_included,
    }
