"""An instrument as text and as plain data: what `spbe rubric list` and `show` print."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from spbe_index.core.rubric import Interval, Item, Rubric, Text
from spbe_index.core.rubric_json import interval_plain, source_plain, text_plain
from spbe_index.write.citation import citation
from spbe_index.write.layout import columns
from spbe_index.write.words import Words


def list_plain(rubrics: Sequence[Rubric]) -> list[dict[str, Any]]:
    """One object per instrument: id, titles, years, counts per floor, how many answers it takes, digest."""
    return [
        {
            "id": rubric.id,
            "title": text_plain(rubric.title),
            "first_year": rubric.first_year,
            "last_year": rubric.last_year,
            "items": {kind.key: _count(rubric, kind.key) for kind in rubric.kinds},
            "answers": len(rubric.leaves()),
            "sha256": rubric.sha256,
        }
        for rubric in rubrics
    ]


def list_table(rubrics: Sequence[Rubric], words: Words, width: int) -> str:
    """One row per instrument; its title runs on below itself where the line ends."""
    rows = []
    for rubric in rubrics:
        counts = [_counted(_count(rubric, kind.key), kind.name, words) for kind in rubric.kinds if kind.key != "input"]
        if _count(rubric, "input"):
            # Only a few indicators take several answers; what people want to know is how many there are in all.
            counts.append(words("terminal.rubric.answers", count=len(rubric.leaves())))
        rows.append([rubric.id, _years(rubric, words), f"{rubric.title.of(words.language)} ({', '.join(counts)})"])
    return "\n".join(columns(rows, width, wrap=(2,)))


def _counted(count: int, name: Text, words: Words) -> str:
    """So many of a kind: `8 aspek`, and in English `8 aspects`."""
    noun = name.of(words.language).lower()
    if words.language == "en" and count != 1:
        noun = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{count} {noun}"


def rubric_plain(rubric: Rubric) -> dict[str, Any]:
    """The whole instrument: identity, bands, scales and the tree with every criterion."""
    return {
        **list_plain([rubric])[0],
        "regulation": text_plain(rubric.regulation.number),
        "formula_source": source_plain(rubric.source(rubric.formula_source)),
        "decided_by": rubric.decided_by,
        "bands_source": source_plain(rubric.source(rubric.bands_source)),
        "bands": [{"name": text_plain(band.name), "values": interval_plain(band.values)} for band in rubric.bands],
        "scales": [
            {
                "key": scale.key,
                "source": source_plain(rubric.source(scale.source)),
                "from": str(scale.low),
                "to": str(scale.high),
                "step": scale.step and str(scale.step),
                "levels": [{"level": level.number, "name": text_plain(level.name)} for level in scale.levels],
            }
            for scale in rubric.scales
        ],
        "tree": [item_plain(rubric, item, None) for item in rubric.tree],
    }


def item_plain(rubric: Rubric, item: Item, parent: Item | None) -> dict[str, Any]:
    """One item with its criteria, sources, and everything below it."""
    judged, names = _judged_by(item, parent), _level_names(rubric, item)
    return {
        "code": item.code,
        "kind": item.kind,
        "name": text_plain(item.name),
        "weight": str(item.weight),
        "weight_source": source_plain(rubric.source(item.weight_source)),
        "scale": item.scale or None,
        "criteria_of": judged.code if judged.levels else None,
        "levels": [
            {
                "level": level.level,
                "name": text_plain(names[level.level]),
                "builds_on": level.builds_on,
                "match": level.match,
                "criteria": [text_plain(text) for text in level.criteria],
                "evidence": [text_plain(text) for text in level.evidence],
            }
            for level in judged.levels
        ],
        "criteria_source": source_plain(rubric.source(judged.criteria_source)),
        "page": judged.page or None,
        "note": text_plain(item.note) if item.note.id else None,
        "children": [item_plain(rubric, child, item) for child in item.children],
    }


def rubric_table(rubric: Rubric, words: Words, width: int) -> str:
    """Identity, bands, and the tree with weights."""
    return "\n".join(line for lead, text in _rubric_parts(rubric, words) for line in paragraph(lead, text, width))


def _rubric_parts(rubric: Rubric, words: Words) -> Iterator[tuple[str, str]]:
    """Every paragraph with what stands before its first line."""
    language = words.language
    yield "", f"{rubric.title.of(language)} [{rubric.id}]"
    yield "", f"{rubric.regulation.number.of(language)} ({_years(rubric, words)})"
    yield "", words("terminal.rubric.formula", source=citation(rubric.source(rubric.formula_source), words))
    yield "", ""
    yield "", words(f"terminal.rubric.decided_by.{rubric.decided_by}")
    for band in reversed(rubric.bands):
        yield f"  {interval(band.values, words):<22} ", band.name.of(language)
    yield "  ", f"({citation(rubric.source(rubric.bands_source), words)})"
    yield "", ""
    floors = {kind.key: depth for depth, kind in enumerate(rubric.kinds)}
    for item, _ in rubric.items():
        lead = f"{'  ' * floors[item.kind] + item.code:<14} {words.exact(item.weight):>6} %  "
        yield lead, item.name.of(language)
    if rubric.defects:
        yield "", ""
        yield "", words("terminal.rubric.defects")
        yield from (("  * ", defect.of(language)) for defect in rubric.defects)


def find_item(rubric: Rubric, wanted: str) -> tuple[Item, Item | None] | None:
    """The item of this code with its parent; a bare number is that of an indicator or input, as workbooks write it."""
    wanted = wanted.strip().upper()
    pairs = list(rubric.items())
    by_code = [pair for pair in pairs if pair[0].code == wanted]
    by_number = [(item, parent) for item, parent in pairs if item.number == wanted and (item.scale or item.levels)]
    return next(iter(by_code or by_number), None)


def item_text(rubric: Rubric, item: Item, parent: Item | None, words: Words, width: int) -> str:
    """One item: name, weight and source, then each level with criteria and evidence."""
    lines = [line for lead, text in _item_parts(rubric, item, parent, words) for line in paragraph(lead, text, width)]
    return "\n".join(lines)


def _item_parts(rubric: Rubric, item: Item, parent: Item | None, words: Words) -> Iterator[tuple[str, str]]:
    """Every paragraph with what stands before its first line."""
    language = words.language
    yield "", f"{item.code}  {item.name.of(language)}"
    cited = citation(rubric.source(item.weight_source), words)
    yield "", words("terminal.rubric.weight", weight=words.exact(item.weight), source=cited)
    judged, names = _judged_by(item, parent), _level_names(rubric, item)
    if judged is not item:
        yield "", words("terminal.rubric.criteria_of", code=judged.code, name=judged.name.of(language))
    if judged.levels:
        cited = citation(rubric.source(judged.criteria_source), words, judged.page)
        yield "", words("terminal.rubric.criteria", source=cited)
    if item.note.id:
        yield "", words("terminal.rubric.note", note=item.note.of(language))
    for child in item.children:
        yield f"  {child.code}  ", f"{words.exact(child.weight)} %  {child.name.of(language)}"
    for level in judged.levels:
        yield "", ""
        yield "", words("terminal.rubric.level", level=level.level, name=names[level.level].of(language))
        if level.builds_on is not None:
            yield "  ", words("terminal.rubric.builds_on", level=level.builds_on)
        if len(level.criteria) > 1:
            yield "  ", words(f"terminal.rubric.match.{level.match}")
        yield from (("  - ", text.of(language)) for text in level.criteria)
        yield from (("  > ", words("terminal.rubric.evidence", text=text.of(language))) for text in level.evidence)


def paragraph(lead: str, text: str, width: int, *, deeper: int = 0) -> list[str]:
    """A paragraph in lines, of which the following ones stand below the text of the first, or so much `deeper`."""
    hanging = " " * (len(lead) + deeper)
    lines = textwrap.wrap(text, width, initial_indent=lead, subsequent_indent=hanging, break_on_hyphens=False)
    return lines or [lead.rstrip()]


def _judged_by(item: Item, parent: Item | None) -> Item:
    """Whose criteria an item is judged by: its own, or those of its indicator for an input without any."""
    return parent if parent and parent.levels and not item.levels else item


def _level_names(rubric: Rubric, item: Item) -> dict[int, Text]:
    """The levels that an item, or the inputs it is made of, can be on; none for what only adds others up."""
    scale = item.scale or (item.children[0].scale if item.levels else "")
    return {level.number: level.name for level in rubric.scale(scale).levels} if scale else {}


def interval(values: Interval, words: Words, value: str = "x") -> str:
    """A stretch of values with its edges in signs, e.g. `2,6 ≤ x < 3,5`, or with a value that lies in it."""
    left = "≤" if values.low_included else "<"
    right = "≤" if values.high_included else "<"
    return f"{words.exact(values.low)} {left} {value} {right} {words.exact(values.high)}"


def _years(rubric: Rubric, words: Words) -> str:
    if rubric.last_year is None:
        return words("terminal.rubric.since", year=rubric.first_year)
    return f"{rubric.first_year}-{rubric.last_year}"


def _count(rubric: Rubric, kind: str) -> int:
    return sum(item.kind == kind for item, _ in rubric.items())
