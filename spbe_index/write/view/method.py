"""Method and legal basis: formulas, bands, rules, and where each part of the instrument stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spbe_index.core.rubric import Band
from spbe_index.write.citation import place
from spbe_index.write.view.facts import Fact
from spbe_index.write.view.model import Method
from spbe_index.write.view.scene import Scene, clean
from spbe_index.write.wording import band_label

_BAND_KEYS = {
    (True, False): "from_below",
    (True, True): "from_to",
    (False, True): "above_to",
    (False, False): "above_below",
}


def method(scene: Scene) -> Method:
    """The chapter on how the figures came about."""
    words, rubric, result = scene.words, scene.rubric, scene.result
    return Method(
        formulas=tuple(_formulas(scene)),
        rounding=words("report.method.rounding"),
        bands=tuple(_band(scene, band) for band in reversed(rubric.bands)),
        deciding=words(f"report.method.deciding.{rubric.decided_by}"),
        unfilled=words(f"report.method.unfilled.{'complete' if result.complete else result.unfilled}"),
        regulation=words(
            "report.method.regulation.act",
            number=scene.text(rubric.regulation.number),
            about=scene.text(rubric.regulation.about),
        ),
        regulation_dates="; ".join(_dates(scene)),
        regulation_notes=tuple(scene.text(note) for note in rubric.regulation.notes),
        sources=_sources(scene),
        defects=tuple(scene.text(defect) for defect in rubric.defects),
    )


def _formulas(scene: Scene) -> Iterator[str]:
    """One formula per floor, from the lowest to the index."""
    words, kinds = scene.words, scene.rubric.kinds
    for upper, lower in reversed(list(pairwise(kinds))):
        key = "formula_inputs" if lower.key == "input" else "formula"
        yield words(f"report.method.{key}", part=scene.kind_name(upper.key), child=scene.kind_name(lower.key))
    yield words("report.method.formula_index", index=scene.index_name, child=scene.kind_name(kinds[0].key))


def _band(scene: Scene, band: Band) -> Fact:
    span = band.values
    key = _BAND_KEYS[span.low_included, span.high_included]
    text = scene.words(
        f"report.method.band.{key}", low=scene.words.number(span.low), high=scene.words.number(span.high)
    )
    return Fact(band_label(band.name.id, scene.rubric, scene.words), text, scene.text(band.alias))


def _dates(scene: Scene) -> Iterator[str]:
    """When the regulation was signed, promulgated and came into force, and where it is printed."""
    act = scene.rubric.regulation
    for key, iso in (("signed", act.signed), ("promulgated", act.promulgated), ("in_force", act.in_force)):
        if iso:
            yield scene.words(f"report.method.regulation.{key}", date=_date(scene, iso))
    if act.gazette:
        yield clean(act.gazette)


def _date(scene: Scene, iso: str) -> str:
    year, month, day = iso.split("-")
    name = scene.words(f"report.month.{int(month)}")
    return scene.words("report.method.date", day=int(day), month=name, year=year)


def _sources(scene: Scene) -> tuple[Fact, ...]:
    """Where each part of the instrument stands in the regulation; a source that is not sure says so and why."""
    labels: dict[str, list[str]] = {}
    for label, key in _cited(scene):
        known = labels.setdefault(key, [])
        if key and label not in known:
            known.append(label)
    return tuple(_source(scene, key, known) for key, known in labels.items() if known)


def _source(scene: Scene, key: str, labels: list[str]) -> Fact:
    source, note = scene.rubric.source(key), ""
    if source and source.sure != "high":
        note = scene.words(f"report.method.sure.{source.sure}", note=scene.text(source.note)).strip()
    return Fact("; ".join(labels), clean(place(source, scene.words)), note)


def _cited(scene: Scene) -> Iterator[tuple[str, str]]:
    """What rests on which source: pairs of a label and a source's key."""
    words, rubric = scene.words, scene.rubric
    items = [item for item, _ in rubric.items()]
    for kind in rubric.kinds:
        label = words("report.method.source.weights", kind=scene.kind_name(kind.key))
        yield from ((label, item.weight_source) for item in items if item.kind == kind.key)
    for scale in rubric.scales:
        yield words("report.method.source.scale", name=scene.text(scale.name)), scale.source
    yield words("report.method.source.formula"), rubric.formula_source
    yield words("report.method.source.bands"), rubric.bands_source
    yield from ((words("report.method.source.criteria"), item.criteria_source) for item in items)
    for item in items:
        if item.external:
            label = words("report.method.source.external", name=scene.text(item.external.name))
            yield label, item.external.source
    stage = rubric.stage(scene.result.stage)
    if stage:
        yield words("report.method.source.stage", name=scene.text(stage.name)), stage.source
