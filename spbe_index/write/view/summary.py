"""The summary, and the table and radar of values."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from spbe_index.core.insight import NAMED, Edge, Step, lower_edge, steps, strongest, upper_edge, weakest
from spbe_index.core.result import Node, Open
from spbe_index.write.standing import means_group
from spbe_index.write.view.cover import notices
from spbe_index.write.view.indicators import ASKS_LIMIT, some_criteria
from spbe_index.write.view.model import Comparison, Named, NextStep, Part, Summary
from spbe_index.write.view.pieces import part
from spbe_index.write.view.scene import Scene
from spbe_index.write.view.shapes import Axis, Outline, Radar
from spbe_index.write.wording import band_label, bands_still_possible, move_unit

#: A radar of fewer axes is a line.
LEAST_AXES = 3


def summary(scene: Scene, comparison: Comparison | None = None) -> Summary:
    """The one page a mayor reads."""
    words, top = scene.words, scene.result.root.children
    shown = () if scene.result.root in scene.groups else top
    strong, weak = strongest(scene.groups), weakest(scene.groups)
    return Summary(
        sentences=(*_sentences(scene), *changed(comparison)),
        notices=notices(scene),
        parts_title=words("report.summary.parts", kind=scene.kind_name(scene.rubric.kinds[0].key)),
        parts=tuple(part(scene, node, 1) for node in shown),
        strongest=tuple(_named(scene, node) for node in strong),
        weakest=tuple(_named(scene, node) for node in weak),
        strongest_tied=_tied(scene, strong),
        weakest_tied=_tied(scene, weak),
        compared=_compared(scene, named=bool(strong or weak)),
        next_steps=tuple(_next(scene, step) for step in steps(scene.rubric, scene.result)[:NAMED]),
    )


def _tied(scene: Scene, named: tuple[Node, ...]) -> str:
    """That other parts have the same value as the last one named; "" where none has."""
    same = [node for node in scene.groups if named and node.value == named[-1].value and node not in named]
    return scene.counted("summary.tied", len(same), value=scene.number(named[-1].value)) if same else ""


def _compared(scene: Scene, *, named: bool) -> str:
    """Why no part is called strongest or weakest, or only some; "" where nothing is to be said."""
    if any(isinstance(node.value, Open) for node in scene.groups):
        return scene.words("report.summary.certain" if named else "report.summary.uncertain")
    return "" if named else scene.words("report.summary.equal")


def values_intro(scene: Scene) -> str:
    """How the table of values is to be read."""
    index = scene.result.index
    if isinstance(index, Open):
        return scene.words("report.values.open")
    return scene.words("report.values.exact", exact=scene.words.exact(index))


def parts(scene: Scene) -> tuple[Part, ...]:
    """The index and everything down to the aspects."""
    found: list[Part] = []

    def visit(node: Node, depth: int) -> None:
        found.append(part(scene, node, depth))
        if node not in scene.groups:
            for child in node.children:
                visit(child, depth + 1)

    visit(scene.result.root, 0)
    return tuple(found)


def radar(scene: Scene) -> Radar | None:
    """The aspects on a radar; None where there are too few of them."""
    if len(scene.groups) < LEAST_AXES:
        return None
    axes = tuple(
        Axis(scene.name(node), None if isinstance(node.value, Open) else node.value, scene.number(node.value))
        for node in scene.groups
    )
    title = scene.words("report.values.radar", kind=scene.kind_name(scene.groups[0].kind))
    described = "; ".join(scene.words("report.chart.axis", name=axis.name, value=axis.label) for axis in axes)
    high = -(-scene.top.numerator // scene.top.denominator)
    return Radar(title, described, high, axes, scene.accent, tuple(_others(scene)))


def _others(scene: Scene) -> Iterator[Outline]:
    """What the aspects are compared with: those of the earlier assessment, and the published means."""
    if scene.before:
        values = [scene.earlier(node.code) for node in scene.groups]
        yield Outline(scene.before.label, tuple(value if isinstance(value, Fraction) else None for value in values))
    if scene.means:
        yield Outline(mean_label(scene), tuple(scene.means.value(node.code) for node in scene.groups))


def mean_label(scene: Scene) -> str:
    """What the published means are called; "" without any."""
    if scene.means is None:
        return ""
    group = means_group(scene.means, scene.words)
    return scene.words("report.values.mean", group=group, year=scene.means.year)


def changed(comparison: Comparison | None) -> tuple[str, ...]:
    """What changed since the earlier assessment, in a few sentences."""
    return comparison.leading.sentences[:2] if comparison else ()


def _sentences(scene: Scene) -> Iterator[str]:
    words, result, rubric = scene.words, scene.result, scene.rubric
    who = {"index": scene.index_name, "subject": scene.subject()}
    if result.verdict is None:
        yield words("report.summary.open", **who)
        yield words("report.open.range", low=words.number(result.low), high=words.number(result.high))
        yield _bands_still_possible(scene)
        return
    band = band_label(result.verdict.name, rubric, words)
    yield words("report.summary.index", value=words.number(result.low), band=band, **who)
    upper, lower = upper_edge(rubric, result), lower_edge(rubric, result)
    if upper is None:
        yield words("report.summary.top")
    else:
        key = "report.summary.up_from" if upper.included else "report.summary.up_above"
        yield words(key, moves=_moves(scene, "up", upper), **_edge_words(scene, upper))
    if lower is None:
        yield words("report.summary.lowest")
    else:
        yield words("report.summary.down", moves=_moves(scene, "down", lower), **_edge_words(scene, lower))


def _bands_still_possible(scene: Scene) -> str:
    lowest, highest = bands_still_possible(scene.result, scene.rubric, scene.words)
    if lowest == highest:
        return scene.words("report.open.band", band=lowest)
    return scene.words("report.open.bands", low=lowest, high=highest)


def _edge_words(scene: Scene, edge: Edge) -> dict[str, str]:
    return {
        "band": band_label(edge.band.name.id, scene.rubric, scene.words),
        "edge": scene.words.number(edge.at),
        "distance": scene.fine(edge.distance),
    }


def _moves(scene: Scene, way: str, edge: Edge) -> str:
    """How many moves cross an edge."""
    if edge.moves is None:
        return ""
    unit, points = move_unit(scene.rubric, scene.words)
    return scene.counted(f"summary.{way}_{'points' if points else 'levels'}", edge.moves, unit=unit)


def _named(scene: Scene, node: Node) -> Named:
    return Named(scene.name(node), scene.number(node.value))


def _next(scene: Scene, step: Step) -> NextStep:
    target = {"next": step.next.number, "name": scene.text(step.next.name)}
    if scene.is_decimal(step.node.code):
        figures = {"now": scene.number(step.node.value), "reaches": scene.words.number(step.reaches)}
        top = step.next is step.now
        rise = scene.words("report.steps.rise_points_top" if top else "report.steps.rise_points", **figures, **target)
    elif step.now is None:
        rise = scene.words("report.steps.rise_words_none", **target)
    else:
        rise = scene.words("report.steps.rise_words", now=step.now.number, **target)
    asks = some_criteria(scene, step.criteria, ASKS_LIMIT)
    name = scene.words("report.summary.indicator", number=scene.official_number(step.node), name=scene.short(step.node))
    return NextStep(name, rise, scene.words("report.summary.gain", gain=scene.fine(step.gain)), asks)
