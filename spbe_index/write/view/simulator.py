"""The simulator of the page: every answer as something to move, and the facts from which the page computes.

Numbers are handed over as exact text (`5/2`), so that the page can reckon in
whole numbers as this program does; the page itself holds no rule of an
instrument, only arithmetic.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from spbe_index.core.exact import decimal_text, display
from spbe_index.core.result import ROOT, Node, Open
from spbe_index.core.rubric import Interval, Scale
from spbe_index.write.view.page_model import Mover, MoverGroup, Simulator
from spbe_index.write.view.scene import Scene
from spbe_index.write.view.shapes import Radar
from spbe_index.write.view.summary import radar
from spbe_index.write.wording import band_label, edges, quotable

#: What needs no quotes.
_BARE = re.compile(r"[\w.+-]+")
#: How far left of the lowest level an answer without a value stands on a scale of decimals.
_BESIDE = Fraction(1, 4)

#: The sentences that the page speaks while levels move.
_SENTENCES = (
    *("same", "changed.one", "changed.other", "not_known", "open", "otherwise_exact", "otherwise_rounded"),
    *("command_none", "copied", "no_change"),
    *("refused_empty", "refused_number", "refused_range", "refused_decimals"),
)


def simulator(scene: Scene, options: Mapping[str, str]) -> Simulator:
    """What the simulator shows and reckons with; `options` are those with which the result was made."""
    groups = tuple(
        MoverGroup(
            code=node.code,
            title=scene.name(node),
            movers=tuple(_mover(scene, leaf) for leaf in node.walk() if leaf.entry is not None),
        )
        for node in scene.groups
    )
    return Simulator(
        kind=scene.kind_name(next((g.kind for g in scene.groups if g.code != ROOT), scene.rubric.kinds[0].key)),
        groups=groups,
        radar=_radar(scene),
        unfilled=any(mover.least != mover.low for group in groups for mover in group.movers),
        data=json.dumps(_data(scene, options), ensure_ascii=True, allow_nan=False),
    )


def _radar(scene: Scene) -> Radar | None:
    """The radar of the report with codes in place of names: there is less room."""
    whole = radar(scene)
    if whole is None:
        return None
    short = (replace(axis, name=node.code) for axis, node in zip(whole.axes, scene.groups, strict=True))
    return replace(whole, axes=tuple(short))


def _mover(scene: Scene, leaf: Node) -> Mover:
    scale = _scale(scene, leaf)
    value = None if isinstance(leaf.value, Open) else leaf.value
    beside = value is None or value < scale.low
    least = scale.low - (scale.step or _BESIDE) if beside else scale.low
    at = least if value is None or beside else value
    return Mover(
        code=leaf.code,
        label=f"{scene.official_number(leaf)}. {scene.short(leaf)}",
        low=_plain(scale.low),
        high=_plain(scale.high),
        step="0.01" if scale.step is None else _plain(scale.step),
        least=_plain(least),
        at=display(at) if scale.step is None else _plain(at),
        typed="" if beside else scene.words.number(at),
        value="" if value is None else scene.level(value, leaf.code),
        decimal=scale.step is None,
    )


def _plain(value: Any) -> str:
    return decimal_text(value) or display(value)


def _scale(scene: Scene, leaf: Node) -> Scale:
    return scene.rubric.scale(scene.items[leaf.code][0].scale)


def _command(scene: Scene, options: Mapping[str, str]) -> str:
    """The command that gives this result as it is. Files are named alone, as the page may be mailed to anybody."""
    words = scene.words
    parts = ["spbe", "simulate", f'"{_named(scene.result.provenance.file, words("simulator.file"))}"']
    for option, value in options.items():
        said = _named(re.split(r"[/\\]", value)[-1], words("simulator.rubric")) if option == "--rubric" else value
        parts += [option, said if _BARE.fullmatch(said) else f'"{said}"']
    return " ".join(parts)


def _named(file: str, other: str) -> str:
    """The name of a file as it may stand in quotes; something to put it in place of where no quotes would do."""
    return file if quotable(file) else other


def _data(scene: Scene, options: Mapping[str, str]) -> dict[str, Any]:
    words, rubric, result = scene.words, scene.rubric, scene.result
    return {
        "mark": words.decimal_mark("."),
        "decidedBy": rubric.decided_by,
        "command": _command(scene, options),
        "edges": [{"at": str(at), "included": included} for at, included in edges(rubric)],
        "leaves": [_leaf(scene, leaf) for leaf in result.leaves],
        "nodes": [
            {
                "code": node.code,
                "leaves": [leaf.code for leaf in node.walk() if leaf.entry is not None],
            }
            for node in (result.root, *scene.groups)
        ],
        "axes": [node.code for node in scene.groups],
        "root": ROOT,
        "bands": [
            {
                "name": band_label(band.name.id, rubric, words),
                "accent": scene.accent_at(place),
                **_interval(band.values),
            }
            for place, band in enumerate(rubric.bands)
        ],
        "words": {key: words(f"simulator.{key}") for key in _SENTENCES}
        | {"no_band": words("plan.simulation.no_band")}
        | {key: words(f"report.open.{key}", band="{band}", low="{low}", high="{high}") for key in ("band", "bands")},
    }


def _leaf(scene: Scene, leaf: Node) -> dict[str, Any]:
    scale = _scale(scene, leaf)
    return {
        "code": leaf.code,
        "weight": str(leaf.weight),
        "value": None if isinstance(leaf.value, Open) else str(leaf.value),
        "low": str(scale.low),
        "high": str(scale.high),
        "levels": list(_levels(scene, scale)),
    }


def _levels(scene: Scene, scale: Scale) -> Iterator[dict[str, Any]]:
    for level in scale.levels:
        yield {"name": scene.text(level.name), **_interval(level.values)}


def _interval(span: Interval) -> dict[str, Any]:
    return {
        "low": str(span.low),
        "lowIn": span.low_included,
        "high": str(span.high),
        "highIn": span.high_included,
    }
