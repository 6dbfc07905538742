"""Method and legal basis: formulas, bands, rules, and where each part of the instrument stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spbe_index.core.rubric import Band
from spbe_index.write.view.model import Fact, Method
from spbe_index.write.view.scene import Scene
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
        regulation=tuple(_regulation(scene)),
        regulation_notes=tuple(scene.text(note) for note in rubric.regulation.notes),
        sources=tuple(_sources(scene)),
        defects=tuple(scene.text(defect) for defect in rubric.defects),
    )


def _formulas(scene: Scene) -> Iterator[str]:
    """One formula per floor, from the lowest to the index."""
    words, kinds = scene.words, scene.rubric.kinds
    for upper, lower in reversed(list(zip(kinds, kinds[1:], strict=False))):
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


def _regulation(scene: Scene) -> Iterator[Fact]:
    words, act = scene.words, scene.rubric.regulation
    yield Fact(scene.text(act.number), scene.text(act.about))
    for key, iso in (("signed", act.signed), ("promulgated", act.promulgated), ("in_force", act.in_force)):
        if iso:
            yield Fact(words(f"report.method.regulation.{key}"), _date(scene, iso))
    if act.gazette:
        yield Fact(words("report.method.regulation.gazette"), act.gazette)


def _date(scene: Scene, iso: str) -> str:
    year, month, day = iso.split("-")
    name = scene.words(f"report.month.{int(month)}")
    return scene.words("report.method.date", day=int(day), month=name, year=year)


def _sources(scene: Scene) -> Iterator[Fact]:
    """Where weights, scales, formulas, bands, criteria and the stage stand in the regulation."""
    words, rubric = scene.words, scene.rubric
    items = [item for item, _ in rubric.items()]
    for kind in rubric.kinds:
        keys = [item.weight_source for item in items if item.kind == kind.key]
        yield from _facts(scene, words("report.method.source.weights", kind=scene.kind_name(kind.key)), keys)
    for scale in rubric.scales:
        yield from _facts(scene, words("report.method.source.scale", name=scene.text(scale.name)), [scale.source])
    yield from _facts(scene, words("report.method.source.formula"), [rubric.formula_source])
    yield from _facts(scene, words("report.method.source.bands"), [rubric.bands_source])
    yield from _facts(scene, words("report.method.source.criteria"), [item.criteria_source for item in items])
    outside = [item.external.source for item in items if item.external]
    yield from _facts(scene, words("report.method.source.external"), outside)
    stage = rubric.stage(scene.result.stage)
    if stage:
        yield from _facts(scene, words("report.method.source.stage", name=scene.text(stage.name)), [stage.source])


def _facts(scene: Scene, label: str, keys: Iterable[str]) -> Iterator[Fact]:
    """One fact per distinct source; a source that is not sure says so and why."""
    for key in dict.fromkeys(key for key in keys if key):
        source = scene.rubric.source(key)
        note = ""
        if source.sure != "high":
            note = scene.words(f"report.method.sure.{source.sure}", note=scene.text(source.note))
        yield Fact(label, scene.text(source.where), note.strip())
