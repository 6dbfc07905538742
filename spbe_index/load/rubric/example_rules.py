"""Rules of a rubric's worked examples: what they cite exists, and they recompute by the arithmetic that scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spbe_index.core.exact import display, exact_text
from spbe_index.core.result import ROOT
from spbe_index.core.rubric import Band, Example, Item
from spbe_index.core.score import evaluate, verdict
from spbe_index.load.rubric.build import Plain, build_bands, build_examples, build_scales, build_tree
from spbe_index.load.rubric.document import Fault, Path
from spbe_index.load.rubric.tree_rules import item_paths, span


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
                yield Fault("E315", (*path, "given", code), {"found": exact_text(value), "limits": limits})
        yield from _differences(example, path, tree, bands, data["bands"]["decided_by"])


def _unknown(example: Example, path: Path, items: dict[str, Item], bands: Sequence[Band]) -> Iterator[Fault]:
    for code, _ in example.given:
        if code not in items:
            yield Fault("E308", (*path, "given", code), {"found": code}, on_key=True)
    for code, _ in example.expected:
        if code != ROOT and code not in items:
            yield Fault("E308", (*path, "expected", code), {"found": code}, on_key=True)
    if example.band and example.band not in [band.name.id for band in bands]:
        yield Fault("E308", (*path, "band"), {"found": example.band})


def _differences(
    example: Example, path: Path, tree: Sequence[Item], bands: Sequence[Band], decided_by: str
) -> Iterator[Fault]:
    """What is printed in the regulation and does not come out; a code that does not exist is said by `_unknown`."""
    found = evaluate(tree, dict(example.given))
    codes = {ROOT} | {item.code for item, _ in item_paths(tree)}
    checks = [
        ((*path, "expected", code), code, text, display(found[code]) if code in found else "-")
        for code, text in example.expected
        if code in codes
    ]
    index = found.get(ROOT)
    if example.index_exact is not None:
        exact = "-" if index is None else exact_text(index)
        checks.append(((*path, "index_exact"), ROOT, exact_text(example.index_exact), exact))
    if example.band:
        name = "-" if index is None else verdict(bands, decided_by, index).name
        checks.append(((*path, "band"), "band", example.band, name))
    for where, code, expected, computed in checks:
        if expected != computed:
            args = {"example": example.name.id, "code": code, "expected": expected, "found": computed}
            yield Fault("E311", where, args)
