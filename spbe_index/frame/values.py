"""Sums of whole numbers -> what people read: counts, the index rounded and exact, its band, the values of nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from spbe_index.core.exact import SHOWN_PLACES
from spbe_index.core.scaled import Ratio, Scaled
from spbe_index.frame.sums import COUNT, TOP, assumed_total

_SUM, _PART, _PLACES = "spbe__sum_", "spbe__part", "spbe__places"


def valued(sums: Any, whole: Scaled, by: Sequence[str], unfilled: str) -> Any:
    """The table that `score_frame` returns, from what `sums.summed` gave."""
    tops = sums.with_columns(
        *(_top(node, whole, unfilled).alias(_SUM + node.code) for node in whole.nodes),
        (nw.col("answered") * 0 + 10**SHOWN_PLACES).cast(nw.Float64).alias(_PLACES),
    )
    tops = tops.with_columns(_common(whole.index).alias(_PART))
    return tops.select(*by, **outputs(whole, unfilled))


def outputs(whole: Scaled, unfilled: str) -> dict[str, Any]:
    """What is told beside the keys, by the column it stands in."""
    count: Any = nw.col("answered")
    known = _known(whole.index, unfilled)
    return {
        "answered": count,
        "unfilled": nw.lit(len(whole.leaves)) - count - nw.col("invalid"),
        **{name: nw.col(name) for name in ("invalid", "repeated", "unknown")},
        "complete": count == len(whole.leaves),
        whole.index.code: _shown(whole.index, unfilled),
        "index_exact": nw.when(known).then(_fraction(whole.index)),
        "band": nw.when(known).then(_band(whole)),
        **{node.code: _shown(node, unfilled) for node in whole.nodes[1:]},
    }


def _known(node: Ratio, unfilled: str) -> Any:
    """Whether all that the node needs has a level."""
    return nw.col(COUNT + node.code) == (node.counted if unfilled == "refuse" else 0)


def _top(node: Ratio, whole: Scaled, unfilled: str) -> Any:
    """The sum of share x level; 0 while it is not known."""
    total = nw.col(TOP + node.code) + assumed_total(node, whole, unfilled)
    return nw.when(_known(node, unfilled)).then(total).otherwise(nw.lit(0))


def _shown(node: Ratio, unfilled: str) -> Any:
    """The value to two decimals: the double that is nearest to them."""
    # Divided by a column: by a constant, polars multiplies with its reciprocal, and 3.26 is 3.2600000000000002.
    value = node.hundredths(nw.col(_SUM + node.code)).cast(nw.Float64) / nw.col(_PLACES)
    return nw.when(_known(node, unfilled)).then(value)


def _common(node: Ratio) -> Any:
    """The greatest common divisor of a node's sum and its bottom, prime by prime."""
    part: Any = nw.lit(1)
    for prime, power in node.powers():
        part = part * nw.when(nw.col(_SUM + node.code) % power == 0).then(nw.lit(prime)).otherwise(nw.lit(1))
    return part


def _fraction(node: Ratio) -> Any:
    """The exact value as text, reduced as `Fraction` does it."""
    above = (nw.col(_SUM + node.code) // nw.col(_PART)).cast(nw.Int64).cast(nw.String)
    below = ((nw.col(_PART) * 0 + node.bottom) // nw.col(_PART)).cast(nw.Int64)
    ratio = nw.concat_str(above, nw.lit("/"), below.cast(nw.String))
    return nw.when(below == 1).then(above).otherwise(ratio)


def _band(whole: Scaled) -> Any:
    """The predicate, by whichever number decides it; below all bands it is the first."""
    top: Any = nw.col(_SUM + whole.index.code)
    decides = whole.index.hundredths(top) if whole.rounded else top
    name: Any = nw.lit(whole.steps[0].name)
    for step in whole.steps[1:]:
        name = nw.when((decides >= step.least) & (decides <= step.most)).then(nw.lit(step.name)).otherwise(name)
    return name
