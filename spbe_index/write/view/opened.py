"""One figure opened: the weighted mean with the numbers in it, its weight and what it adds to the index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from spbe_index.core.exact import SHOWN_PLACES, decimal_text, half_up
from spbe_index.core.explain import Figure, Mean
from spbe_index.core.result import Open, Value
from spbe_index.write.citation import citation
from spbe_index.write.view.facts import Fact
from spbe_index.write.view.opened_answer import answer_facts, answer_listings, answer_notices, level_gist
from spbe_index.write.view.opened_model import Anchors, Opened
from spbe_index.write.view.scene import Scene, clean


def anchor(code: str) -> str:
    """Where the explanation of a figure stands on a page."""
    return f"asal-{code}"


def opened(scene: Scene, figure: Figure, whole: Fraction, *, elsewhere: Anchors = None, depth: int = 0) -> Opened:
    """A figure below the index, with all that is below it.

    Args:
        scene: The result in one language.
        figure: What `explain` gave.
        whole: The weight of the whole.
        elsewhere: What the page says already.
        depth: 0 for the figure that was asked for, which is open from the beginning.

    """
    node, reading = figure.node, figure.reading
    value = scene.number(node.value)
    gist = scene.words(
        "explain.gist", weight=scene.percent(node.weight), contribution=scene.contribution(figure.contribution)
    )
    if reading:
        value = value if isinstance(node.value, Open) else scene.level(node.value, node.code)
        gist = level_gist(scene, reading)
    return Opened(
        anchor=anchor(node.code),
        code=node.code,
        name=scene.short(node),
        value=value,
        gist=gist,
        formula=formula(scene, node.code, figure.mean, node.value) if figure.mean else (),
        order=order(scene, figure.mean) if figure.mean else "",
        notices=answer_notices(scene, node, reading) if reading else (),
        facts=(
            *_own_facts(scene, figure, whole),
            *(answer_facts(scene, figure, reading, elsewhere) if reading else ()),
        ),
        listings=answer_listings(scene, node, reading, elsewhere) if reading else (),
        shown=depth == 0 and elsewhere is None,
        parts=tuple(opened(scene, part, whole, elsewhere=elsewhere, depth=depth + 1) for part in figure.parts),
    )


def above(scene: Scene, figure: Figure, whole: Fraction, below: Opened) -> Opened:
    """A figure above the one that was asked for: its own part in the index, and of its parts only the way down."""
    alone = opened(scene, figure._replace(parts=()), whole)
    return replace(alone, parts=(below,))


def formula(scene: Scene, name: str, mean: Mean, value: Value) -> tuple[str, ...]:
    """A weighted mean line by line; while something is open, that of the least and that of the greatest value."""
    if not isinstance(value, Open):
        return tuple(_lines(scene, name, mean, None))
    lines: list[str] = []
    for end, key in enumerate(("least", "most")):
        lines += [scene.words(f"explain.{key}"), *_lines(scene, name, mean, end)]
    return tuple(lines)


def order(scene: Scene, mean: Mean) -> str:
    """Which parts the numbers of a formula are of."""
    return scene.words("explain.order", codes=", ".join(term.code for term in mean.terms))


def exactly(scene: Scene, value: Fraction) -> str:
    """A value in full: a decimal and, where that has more places than are shown, its ratio; else a ratio, and about."""
    decimal = decimal_text(value)
    if decimal is None:
        return scene.words("explain.about", ratio=value, decimal=scene.fine(value))
    shown = scene.words.exact(value)
    return scene.words("explain.ratio", decimal=shown, ratio=value) if _is_long(decimal) else shown


def plainly(scene: Scene, value: Fraction) -> str:
    """A value in full without the ratio of one that has a finite decimal."""
    return scene.words.exact(value) if decimal_text(value) else exactly(scene, value)


def span(scene: Scene, value: Value) -> str:
    """A value in full, or the two between which it lies."""
    if not isinstance(value, Open):
        return plainly(scene, value)
    return scene.words("explain.span", low=plainly(scene, value.low), high=plainly(scene, value.high))


def contribution(scene: Scene, figure: Figure, whole: Fraction) -> str:
    """What a figure adds to the index, as weight times value over the whole."""
    weight, value = scene.words.exact(figure.node.weight), figure.node.value
    if isinstance(value, Open) or isinstance(figure.contribution, Open):
        return span(scene, figure.contribution)
    product = f"{weight} × {scene.words.exact(value)} ÷ {scene.words.exact(whole)}"
    return f"{product} = {plainly(scene, figure.contribution)}"


def _lines(scene: Scene, name: str, mean: Mean, end: int | None) -> Iterator[str]:
    """The lines of one computation: the parts, their products, their sum, the value."""

    def at(value: Value) -> Fraction:
        return value[end or 0] if isinstance(value, Open) else value

    exact = scene.words.exact
    terms = " + ".join(f"{exact(term.weight)} × {exact(at(term.value))}" for term in mean.terms)
    products = " + ".join(exact(at(term.product)) for term in mean.terms)
    total, divisor = exact(at(mean.total)), exact(mean.divisor)
    yield f"{name} = ({terms}) ÷ {divisor}"
    if len(mean.terms) > 1:
        yield f"= ({products}) ÷ {divisor}"
    yield f"= {total} ÷ {divisor}"
    yield f"= {exactly(scene, at(mean.total) / mean.divisor)}"


def _is_long(decimal: str) -> bool:
    return len(decimal.partition(".")[2]) > SHOWN_PLACES


def _own_facts(scene: Scene, figure: Figure, whole: Fraction) -> Iterator[Fact]:
    """Weight with its source, what the figure adds to the index, and a value that is shown rounded."""
    words, node, item = scene.words, figure.node, figure.item
    source = scene.rubric.source(item.weight_source) if item else None
    share = words("explain.weight", weight=words.exact(node.weight), whole=words.exact(whole))
    yield Fact(words("explain.fact.weight"), share, clean(citation(source, words)))
    yield Fact(words("explain.fact.contribution"), contribution(scene, figure, whole))
    if figure.mean and not isinstance(node.value, Open) and half_up(node.value) != node.value:
        said = words("explain.rounded", exact=exactly(scene, node.value), shown=scene.number(node.value))
        yield Fact(words("explain.fact.value"), said)
