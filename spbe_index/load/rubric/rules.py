"""Rules of a rubric file beyond its shape, apart from the tree: scales, bands, stages, sources.

Each rule takes the plain data and yields faults. A rule runs only when the
sections it reads have the right shape, so one wrong key does not hide the
faults elsewhere in the file.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction

from spbe_index.core.exact import exact_text, weighted_mean
from spbe_index.core.rubric import Interval, Scale
from spbe_index.load.rubric.build import Plain, build_bands, build_scales, build_tree
from spbe_index.load.rubric.document import Fault, Path
from spbe_index.load.rubric.example_rules import example_faults
from spbe_index.load.rubric.tree_rules import distinct, leaf_paths, repeated, span, tree_faults

Rule = Callable[[Plain], Iterator[Fault]]

_SOURCE_KEYS = {"source", "weight_source", "criteria_source"}
_MAX_STEPS = 100  # of a scale; keeps the checking of a hostile file cheap


def rule_faults(data: Plain, broken: set[str]) -> Iterator[Fault]:
    """Everything in which `data` breaks a rule; rules about a `broken` section are left out."""
    for rule, sections in _RULES:
        if not broken.intersection(sections):
            yield from rule(data)


def _extensions(data: Plain) -> Iterator[Fault]:
    """Gates, penalties and the like change the result: never averaged silently."""
    content = data.get("extensions")
    if content in (None, "", [], {}):
        return
    keys = [("extensions", key) for key in content] if isinstance(content, dict) else [("extensions",)]
    yield from (Fault("E310", path, on_key=True) for path in keys)


def _dates(data: Plain) -> Iterator[Fault]:
    for name in ("signed", "promulgated", "in_force"):
        text = data["regulation"].get(name)
        if text is None:
            continue
        try:
            date.fromisoformat(text)
        except ValueError:
            yield Fault("E304", ("regulation", name), {"expected": '"2020-09-02"', "found": text})


def _years(data: Plain) -> Iterator[Fault]:
    first, last = data["years"]["first"], data["years"].get("last")
    if last is not None and last < first:
        yield Fault("E304", ("years", "last"), {"expected": f">= {first}", "found": last})


def _names(data: Plain) -> Iterator[Fault]:
    """Keys and codes by which one part of the file cites another."""
    yield from repeated((kind["kind"], ("kinds", n, "kind")) for n, kind in enumerate(data["kinds"]))


def _sources(data: Plain) -> Iterator[Fault]:
    """Every source that is cited anywhere exists."""
    known = data.get("sources", {})
    pending: list[tuple[Path, object]] = [((), data)]
    while pending:
        path, node = pending.pop()
        if isinstance(node, dict):
            for key, value in node.items():
                if key in _SOURCE_KEYS and isinstance(value, str) and value not in known:
                    yield Fault("E308", (*path, key), {"found": value})
                pending.append(((*path, key), value))
        elif isinstance(node, list):
            pending.extend(((*path, n), value) for n, value in enumerate(node))


def _scales(data: Plain) -> Iterator[Fault]:
    yield from repeated((scale["key"], ("scales", n, "key")) for n, scale in enumerate(data["scales"]))
    for n, (plain, scale) in enumerate(zip(data["scales"], build_scales(data), strict=True)):
        path: Path = ("scales", n)
        if scale.low >= scale.high:
            yield Fault("E304", (*path, "to"), {"expected": f"> {exact_text(scale.low)}", "found": plain["to"]})
        elif scale.high - scale.low > _MAX_STEPS:
            yield Fault("E312", (*path, "to"), {"limit": _MAX_STEPS, "what": "levels"})
        else:
            yield from _levels(path, plain, scale)


def _levels(path: Path, plain: Plain, scale: Scale) -> Iterator[Fault]:
    step = scale.step
    width = scale.high - scale.low
    if step is not None and (step <= 0 or width % step):
        yield Fault("E304", (*path, "step"), {"expected": f"{exact_text(width)} / n", "found": plain["step"]})
    path = (*path, "levels")
    numbers = [level.number for level in scale.levels]
    yield from repeated((number, (*path, n, "level")) for n, number in enumerate(numbers))
    if numbers != sorted(numbers):
        yield Fault("E304", path, {"expected": _listed(sorted(numbers)), "found": _listed(numbers)})
    whole = step == 1 and scale.low.denominator == 1
    stated = ["values" in level for level in plain["levels"]]
    if whole and not any(stated):
        wanted = range(math.ceil(scale.low), math.floor(scale.high) + 1)
        yield from (Fault("E307", path, {"value": number}) for number in wanted if number not in numbers)
        for n, number in enumerate(numbers):
            if number not in wanted:
                yield Fault("E315", (*path, n, "level"), {"found": number, "limits": span(scale.low, scale.high)})
        return
    yield from (Fault("E305", (*path, n, "values")) for n, has in enumerate(stated) if not has)
    if all(stated):
        for n, level in enumerate(scale.levels):
            # A level that is named, or met by its checklist, counts as its number.
            if Fraction(level.number) not in level.values:
                limits = span(level.values.low, level.values.high)
                yield Fault("E315", (*path, n, "level"), {"found": level.number, "limits": limits})
        stretches = [((*path, n, "values"), level.values) for n, level in enumerate(scale.levels)]
        yield from coverage(stretches, scale.low, scale.high)


def _bands(data: Plain) -> Iterator[Fault]:
    """Check that the bands cover every index there can be, each value once."""
    named = enumerate(data["bands"]["list"])
    yield from repeated((band["name"]["id"], ("bands", "list", n, "name", "id")) for n, band in named)
    scales = {scale.key: scale for scale in build_scales(data)}
    leaves = [item for item, _ in leaf_paths(build_tree(data))]
    if any(leaf.scale not in scales or leaf.weight <= 0 for leaf in leaves):
        return  # said by the rules of the tree; the limits of the index are not known
    low = weighted_mean((leaf.weight, scales[leaf.scale].low) for leaf in leaves)
    high = weighted_mean((leaf.weight, scales[leaf.scale].high) for leaf in leaves)
    stretches = [(("bands", "list", n, "values"), band.values) for n, band in enumerate(build_bands(data))]
    yield from coverage(stretches, low, high)


def coverage(stretches: Iterable[tuple[Path, Interval]], low: Fraction, high: Fraction) -> Iterator[Fault]:
    """Faults unless the stretches, in order, hold every value from `low` to `high` exactly once."""
    edge, included = low, False  # everything below `edge` is covered, and `edge` itself if `included`
    path: Path = ()
    for n, (path, stretch) in enumerate(stretches):
        start, end = stretch.low, stretch.high
        if start > end or (start == end and not (stretch.low_included and stretch.high_included)):
            yield Fault("E304", (*path, "to"), {"expected": f"> {exact_text(start)}", "found": exact_text(end)})
        if n == 0 and start < low:
            yield Fault("E315", (*path, "from"), {"found": exact_text(start), "limits": span(low, high)})
        elif start < edge or (start == edge and included and stretch.low_included):
            yield Fault("E314", (*path, "from"), {"value": exact_text(start) if start == edge else span(start, edge)})
        elif start > edge or not (included or stretch.low_included):
            yield Fault("E307", (*path, "from"), {"value": exact_text(edge) if start == edge else span(edge, start)})
        edge, included = end, stretch.high_included
    if edge > high:
        yield Fault("E315", (*path, "to"), {"found": exact_text(edge), "limits": span(low, high)})
    elif edge < high or not included:
        yield Fault("E307", (*path, "to"), {"value": exact_text(high) if edge == high else span(edge, high)})


def _stages(data: Plain) -> Iterator[Fault]:
    stages = data.get("stages", [])
    yield from repeated((stage["code"], ("stages", n, "code")) for n, stage in enumerate(stages))
    yield from repeated(entry for n, stage in enumerate(stages) for entry in distinct(_stage_words(n, stage)))
    for n, stage in enumerate(stages):
        before = {earlier["code"] for earlier in stages[:n] if not earlier.get("covers")}
        for m, code in enumerate(stage.get("covers", ())):
            if code not in before:
                yield Fault("E308", ("stages", n, "covers", m), {"found": code})


def _stage_words(n: int, stage: Plain) -> Iterator[tuple[str, Path]]:
    """Everything a stage is called, with its place: no other stage may be called so."""
    yield from ((text, ("stages", n, "name", language)) for language, text in stage["name"].items())
    for key in ("headings", "titles"):
        yield from ((words, ("stages", n, key, m)) for m, words in enumerate(stage.get(key, ())))


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


_RULES: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (_extensions, ()),
    (_dates, ("regulation",)),
    (_years, ("years",)),
    (_names, ("kinds",)),
    (_sources, ("sources",)),
    (_scales, ("scales",)),
    (_bands, ("bands", "scales", "kinds", "tree")),
    (_stages, ("stages",)),
    (tree_faults, ("kinds", "scales", "tree")),
    (example_faults, ("bands", "kinds", "scales", "tree", "examples")),
)
