"""Small pieces that several parts of the view share: bars, dots, the strip of bands, parts with their figures."""

from __future__ import annotations

from fractions import Fraction

from spbe_index.core.insight import contribution
from spbe_index.core.result import ROOT, Node, Open, Value
from spbe_index.core.rubric import Level, Scale
from spbe_index.write.view.model import Part
from spbe_index.write.view.scene import Scene
from spbe_index.write.view.shapes import Bar, Dots, Mark, Segment, Strip
from spbe_index.write.wording import band_label


def ends(value: Value) -> tuple[Fraction, Fraction]:
    """The least and the greatest a value can be."""
    return (value.low, value.high) if isinstance(value, Open) else (value, value)


def dots(scene: Scene, scale: Scale, level: Level | None, *, known: bool = True) -> Dots:
    """A level of a scale as dots; none filled for a value below the scale."""
    count, number = scale.levels[-1].number, level.number if level else 0
    title = scene.words("report.chart.dots", level=number, count=count)
    return Dots(title if known else scene.words("report.chart.dots_open"), number, count, known, scene.accent)


def part(scene: Scene, node: Node, depth: int) -> Part:
    """A node with its weight, value, contribution and bar."""
    low, high = ends(node.value)
    words, earlier = scene.words, scene.earlier(node.code)
    mean = scene.means.value(node.code) if scene.means else None
    name, value = scene.name(node), scene.number(node.value)
    title = scene.words("report.chart.bar", name=name, value=value, high=scene.words.number(scene.top))
    return Part(
        code="" if node.code == ROOT else node.code,
        name=name,
        depth=depth,
        weight=scene.words.number(node.weight),
        value=value,
        contribution=scene.contribution(contribution(node, scene.result.root)),
        before="" if earlier is None else scene.number(earlier),
        mean="" if mean is None else words.number(mean),
        bar=Bar(title, low, high, scene.top, scene.accent),
    )


def _before(scene: Scene) -> Mark | None:
    """The index of the earlier result, with its year."""
    value = scene.earlier(ROOT)
    if scene.before is None or value is None or isinstance(value, Open):
        return None
    return Mark(value, scene.words("report.chart.before", label=scene.before.label, value=scene.words.number(value)))


def strip(scene: Scene) -> Strip:
    """The bands of the instrument with the index, or the range it can still take, on them."""
    words, bands, result = scene.words, scene.rubric.bands, scene.result
    low, high = result.low, result.high
    edges = "; ".join(f"{scene.text(band.name)} {words.number(band.values.low)}" for band in bands)
    if result.verdict:
        at = {"value": words.number(low), "band": band_label(result.verdict.name, scene.rubric, words)}
        description = words("report.chart.strip_at", edges=edges, **at)
    else:
        description = words("report.chart.strip_open", edges=edges, low=words.number(low), high=words.number(high))
    return Strip(
        title=words("report.chart.strip", index=scene.index_name),
        description=description,
        low=min(bands[0].values.low, low),
        low_edge=words.number(min(bands[0].values.low, low)),
        segments=tuple(
            Segment(
                high=band.values.high,
                edge=words.number(band.values.high),
                name=band.name.id,
                translation="" if words.language == "id" or band.name.en == band.name.id else band.name.en,
                accent=scene.accent_at(position),
                current=result.verdict is not None and result.verdict.name == band.name.id,
            )
            for position, band in enumerate(bands)
        ),
        mark=low,
        mark_label=words.number(low),
        mark_high=high,
        mark_high_label=words.number(high),
        before=_before(scene),
    )
