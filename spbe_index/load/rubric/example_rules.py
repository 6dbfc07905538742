"""Rules of a rubric's worked examples: what they cite exists, and they recompute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from spbe_index.core.exact import display, half_up, weighted_mean
from spbe_index.core.rubric import Band, Example, Item
from spbe_index.load.rubric.build import Plain, build_bands, build_examples, build_scales, build_tree
from spbe_index.load.rubric.document import Fault, Path
from spbe_index.load.rubric.tree_rules import item_paths, shown, span


def example_faults(data: Plain) -> Iterator[Fault]:
    """Every worked example that cites an unknown code, gives an impossible answer or does not recompute."""
    tree, bands = build_tree(data), build_bands(data)
    items = {item.code: item for item, _ in item_paths(tree)}
    scales = {scale.key: scale for scale in build_scales(data) if scale.step is None or scale.step > 0}
    if any(item.weight <= 0 for item in items.values()):
        return  # said already; a mean of such weights means nothing
    for n, example in enumerate(build_examples(data)):
        path: Path = ("examples", n)
        yield from _unknown(example, path, items, bands)
        for code, value in example.given:
            scale = scales.get(items[code].scale) if code in items else None
            if scale and not scale.allows(value):
                limits = span(scale.low, scale.high)
                yield Fault("E315", (*path, "given", code), {"found": shown(value), "limits": limits})
        whole = Item("index", "", "", example.name, Fraction(100), "", tuple(tree))
        yield from _differences(example, path, {**items, "index": whole}, data["bands"]["decided_by"], bands)


def _unknown(example: Example, path: Path, items: dict[str, Item], bands: Sequence[Band]) -> Iterator[Fault]:
    for code, _ in example.given:
        if code not in items:
            yield Fault("E308", (*path, "given", code), {"found": code}, on_key=True)
    for code, _ in example.expected:
        if code != "index" and code not in items:
            yield Fault("E308", (*path, "expected", code), {"found": code}, on_key=True)
    if example.band and example.band not in [band.name.id for band in bands]:
        yield Fault("E308", (*path, "band"), {"found": example.band})


def _differences(
    example: Example, path: Path, items: dict[str, Item], decided_by: str, bands: Sequence[Band]
) -> Iterator[Fault]:
    given = dict(example.given)
    index = _value(items["index"], given)
    checks = [
        ((*path, "expected", code), code, text, _printed(_value(items[code], given)))
        for code, text in example.expected
        if code in items
    ]
    if example.index_exact is not None:
        found = "-" if index is None else shown(index)
        checks.append(((*path, "index_exact"), "index", shown(example.index_exact), found))
    if example.band:
        deciding = None if index is None else half_up(index) if decided_by == "rounded" else index
        names = [band.name.id for band in bands if deciding is not None and deciding in band.values]
        checks.append(((*path, "band"), "band", example.band, ", ".join(names) or "-"))
    for where, code, expected, found in checks:
        if expected != found:
            args = {"example": example.name.id, "code": code, "expected": expected, "found": found}
            yield Fault("E311", where, args)


def _value(item: Item, given: dict[str, Fraction]) -> Fraction | None:
    """Compute the value of an item: as given, else the mean of its children; None when one is not given."""
    if item.code in given:
        return given[item.code]
    pairs = [(child.weight, _value(child, given)) for child in item.children]
    known = [(weight, value) for weight, value in pairs if value is not None]
    return weighted_mean(known) if pairs and len(known) == len(pairs) else None


def _printed(value: Fraction | None) -> str:
    return "-" if value is None else display(value)
