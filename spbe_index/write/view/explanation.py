"""An explanation worded: the index with its rounding step and its band, and under it the figures asked for."""

from __future__ import annotations

from collections.abc import Iterator

from spbe_index.core.explain import Decision, Explanation, Rounding, route
from spbe_index.core.result import ROOT, Open
from spbe_index.core.rubric import Band
from spbe_index.write.citation import citation
from spbe_index.write.instrument import interval
from spbe_index.write.view.cover import notices
from spbe_index.write.view.facts import Fact, Listing
from spbe_index.write.view.opened import above, anchor, exactly, formula, opened, order, span
from spbe_index.write.view.opened_model import Anchors, ExplanationView, Opened
from spbe_index.write.view.scene import Scene, clean
from spbe_index.write.wording import (
    band_label,
    bands_still_possible,
    no_index_sentence,
    stage_label,
)


def explanation_view(scene: Scene, explanation: Explanation, asked: str = ROOT) -> ExplanationView:
    """The explanation of one figure and all below it, with what is above it.

    Args:
        scene: The result in one language.
        explanation: What `explain` gave of it.
        asked: The code of the figure.

    Raises:
        KeyError: there is no figure of this code.

    """
    words, rubric = scene.words, scene.rubric
    title = words("explain.title", subject=scene.subject())
    if asked != ROOT:
        title = words("explain.title_of", code=asked, subject=scene.subject())
    return ExplanationView(
        words=words,
        accent=scene.accent,
        title=title,
        heading=f"{scene.text(rubric.title)} [{clean(rubric.id)}]",
        intro=explanation_intro(scene),
        facts=tuple(_about(scene)),
        whole=_with_way(scene, explanation, asked),
    )


def explanation_intro(scene: Scene) -> tuple[str, ...]:
    """How every value comes about, and of which regulation the articles and pages are."""
    words, rubric = scene.words, scene.rubric
    act = rubric.regulation
    source = clean(citation(rubric.source(rubric.formula_source), words))
    return (
        words("explain.method", source=source),
        words("explain.regulation", number=scene.text(act.number), about=scene.text(act.about)),
    )


def whole_opened(scene: Scene, explanation: Explanation, *, elsewhere: Anchors = None) -> Opened:
    """The index with everything below it."""
    figure = explanation.whole
    parts = (opened(scene, part, figure.node.weight, elsewhere=elsewhere, depth=1) for part in figure.parts)
    return _whole(scene, explanation, tuple(parts), shown=elsewhere is None)


def _with_way(scene: Scene, explanation: Explanation, asked: str) -> Opened:
    """The index, and under it only what leads to the figure that was asked for."""
    if asked == ROOT:
        return whole_opened(scene, explanation)
    way = route(explanation, asked)
    whole = explanation.whole.node.weight
    below = opened(scene, way[-1], whole)
    for figure in reversed(way[1:-1]):
        below = above(scene, figure, whole, below)
    return _whole(scene, explanation, (below,), shown=True)


def _whole(scene: Scene, explanation: Explanation, parts: tuple[Opened, ...], *, shown: bool) -> Opened:
    figure, decision = explanation.whole, explanation.decision
    node, mean = figure.node, figure.mean
    value = scene.number(node.value)
    gist = band_label(decision.band.name.id, scene.rubric, scene.words) if decision else ""
    return Opened(
        anchor=anchor(node.code),
        code="",
        name=scene.index_name,
        value=value,
        gist=gist,
        formula=formula(scene, scene.index_name, mean, node.value) if mean else (),
        order=order(scene, mean) if mean else "",
        notices=tuple(filter(None, (no_index_sentence(scene.result, scene.rubric, scene.words), *notices(scene)))),
        facts=tuple(_whole_facts(scene, explanation)),
        listings=(_bands(scene, decision),),
        shown=shown,
        parts=parts,
    )


def _whole_facts(scene: Scene, explanation: Explanation) -> Iterator[Fact]:
    """What each part adds, the rounding step, and the predicate with the rule that decides it."""
    words = scene.words
    yield Fact(words("explain.fact.contributions"), _contributions(scene, explanation))
    if explanation.rounding:
        yield Fact(words("explain.fact.rounding"), _rounded(scene, explanation.rounding))
    source = clean(citation(scene.rubric.source(scene.rubric.bands_source), words))
    if explanation.decision:
        yield Fact(words("explain.fact.band"), _decided(scene, explanation.decision), source)
    else:
        low, high = bands_still_possible(scene.result, scene.rubric, words)
        key = "one" if low == high else "more"
        yield Fact(words("explain.fact.band"), words(f"explain.band_open.{key}", low=low, high=high), source)


def _contributions(scene: Scene, explanation: Explanation) -> str:
    """What the parts add, summed: exactly the index."""
    parts, total = explanation.whole.parts, explanation.whole.node.value
    each = [f"{part.node.code} {span(scene, part.contribution)}" for part in parts]
    if isinstance(total, Open):
        return scene.words("explain.contributions_open", parts="; ".join(each), total=span(scene, total))
    return f"{' + '.join(each)} = {exactly(scene, total)}"


def _rounded(scene: Scene, rounding: Rounding) -> str:
    """Between which two neighbours the index lies, on which side of their middle, and as what it is shown."""
    words = scene.words
    key = "none"
    if rounding.below != rounding.above:
        key = "half" if rounding.exact == rounding.middle else "up" if rounding.exact > rounding.middle else "down"
    return words(
        f"explain.rounding.{key}",
        exact=exactly(scene, rounding.exact),
        below=words.number(rounding.below),
        above=words.number(rounding.above),
        middle=words.exact(rounding.middle),
        shown=words.number(rounding.shown),
    )


def _decided(scene: Scene, decision: Decision) -> str:
    """Which band, why, by which value; that the other rule says the same, where it does (else a notice says it)."""
    words, rubric = scene.words, scene.rubric
    band = band_label(decision.band.name.id, rubric, words)
    deciding = words.exact(decision.deciding)
    if decision.beneath:
        edge = words.exact(rubric.bands[0].values.low)
        first = words("explain.band.beneath", band=band, value=deciding, edge=edge)
    else:
        first = words("explain.band.within", band=band, span=interval(decision.band.values, words, deciding))
    second = words(f"report.method.deciding.{decision.decided_by}")
    same = "" if decision.otherwise else words(f"explain.band.same.{decision.decided_by}")
    return f"{first} {second} {same}".rstrip()


def _bands(scene: Scene, decision: Decision | None) -> Listing:
    """Every band with its edges, highest first; the one that was earned says so."""
    return Listing(
        scene.words("explain.bands"),
        tuple(_band(scene, band, decision) for band in reversed(scene.rubric.bands)),
    )


def _band(scene: Scene, band: Band, decision: Decision | None) -> str:
    said = f"{interval(band.values, scene.words)}: {band_label(band.name.id, scene.rubric, scene.words)}"
    if decision and band == decision.band:
        return scene.words("explain.band.here", band=said)
    return said


def _about(scene: Scene) -> Iterator[Fact]:
    """Stage and input file."""
    words, result = scene.words, scene.result
    stage = scene.rubric.stage(result.stage)
    source = clean(citation(scene.rubric.source(stage.source), words)) if stage else ""
    yield Fact(words("explain.fact.stage"), scene.cut(stage_label(result, scene.rubric, words), 120), source)
    file = scene.cut(result.provenance.file, 200)
    yield Fact(words("explain.fact.input"), file, words("report.seal.digest", digest=clean(result.provenance.sha256)))
    yield Fact(
        words("explain.fact.rubric"),
        clean(scene.rubric.id),
        words("report.seal.digest", digest=clean(scene.rubric.sha256)),
    )
