"""An instrument in whole numbers, for tables whose arithmetic knows nothing better.

Levels are counted in fractions of one (`per`), weights over their common
denominator; the value of a node is then one sum of whole numbers over another,
which is the same for every agency. So any engine that adds and divides whole
numbers gives the exact index, its two decimals and its band.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import Any, NamedTuple

from spbe_index.core.exact import SHOWN_PLACES
from spbe_index.core.problem import Place, SpbeError, problem
from spbe_index.core.result import ROOT
from spbe_index.core.rubric import Band, Interval, Item, Rubric, Scale

#: Levels of a scale without steps are taken with this many decimals; the regulations write two.
DECIMALS = 6
#: No number on the way passes this, so that engines which divide by way of doubles are exact as well.
_MOST = 2**53
_SHOWN = 10**SHOWN_PLACES


class Leaf(NamedTuple):
    """An item that is answered: its code and official number, and what is allowed, in units of one over `per`."""

    code: str
    number: str
    low: int
    high: int
    step: int


class Ratio(NamedTuple):
    """A node as a ratio: the sum of share x level over `bottom`.

    `shares` has one weight for each leaf of the instrument, in rubric order,
    0 for those that are not below the node; `counted` is how many are.
    """

    code: str
    shares: tuple[int, ...]
    bottom: int
    counted: int

    def hundredths(self, top: Any) -> Any:
        """The value in units of its last shown decimal, halves up, for a sum that is not negative.

        `top` may be a whole number or anything that reckons like one: an array or a column of them.
        """
        return (top * (2 * _SHOWN) + self.bottom) // (2 * self.bottom)

    def total(self, unit: int) -> int:
        """The sum when every leaf has the same level."""
        return sum(self.shares) * unit

    def powers(self) -> tuple[tuple[int, int], ...]:
        """(prime, power) pairs: `bottom` divided by the primes of all powers that divide a sum is reduced."""
        found, rest, prime = [], self.bottom, 2
        while rest > 1:
            if prime * prime > rest:
                prime = rest
            power = prime
            while rest % prime == 0:
                found.append((prime, power))
                rest, power = rest // prime, power * prime
            prime += 1
        return tuple(found)


class Step(NamedTuple):
    """A band by the least and the greatest whole number that earns it."""

    name: str
    least: int
    most: int


class Scaled(NamedTuple):
    """An instrument in whole numbers.

    `per` is how many units make one level; `nodes` are the whole (`index`) and
    all items with children, in rubric order. `steps` are the bands, for the sum
    of the index where the exact value decides, for its hundredths where the
    rounded one does (`rounded`); an index below all is of the first.
    """

    per: int
    leaves: tuple[Leaf, ...]
    nodes: tuple[Ratio, ...]
    steps: tuple[Step, ...]
    rounded: bool

    @property
    def index(self) -> Ratio:  # type: ignore[override]  # an instrument is no sequence, so it needs no tuple.index
        """The whole."""
        return self.nodes[0]


def scaled(rubric: Rubric) -> Scaled:
    """The instrument in whole numbers.

    Raises:
        SpbeError: E843, its weights are so fine that sums would pass the whole numbers that every engine knows.

    """
    items = rubric.leaves()
    scales = [rubric.scale(item.scale) for item in items]
    per = lcm(*(per_level(scale) for scale in scales))
    leaves = tuple(_leaf(item, scale, per) for item, scale in zip(items, scales, strict=True))
    place = {item.code: at for at, item in enumerate(items)}
    inner = [(item.code, _below(item)) for item, _ in rubric.items() if item.children]
    nodes = tuple(_ratio(code, below, place, per) for code, below in ((ROOT, items), *inner))
    highest = max(leaf.high for leaf in leaves)
    if any(2 * (_SHOWN * node.total(highest) + node.bottom) >= _MOST for node in nodes):
        raise SpbeError(problem("E843", Place(rubric.id), rubric=rubric.id))
    rounded = rubric.decided_by == "rounded"
    units = _SHOWN if rounded else nodes[0].bottom
    return Scaled(per, leaves, nodes, tuple(_step(band, units) for band in rubric.bands), rounded)


def from_plain(plain: Any) -> Scaled:
    """The instrument from the nested lists that JSON makes of it."""
    per, leaves, nodes, steps, rounded = plain
    ratios = tuple(Ratio(code, tuple(shares), bottom, counted) for code, shares, bottom, counted in nodes)
    return Scaled(per, tuple(Leaf(*leaf) for leaf in leaves), ratios, tuple(Step(*step) for step in steps), rounded)


def per_level(scale: Scale) -> int:
    """In how many parts a level is counted, so that everything the scale allows is whole."""
    parts = 10**DECIMALS if scale.step is None else scale.step.denominator
    return lcm(parts, scale.low.denominator, scale.high.denominator)


def _leaf(item: Item, scale: Scale, per: int) -> Leaf:
    step = 1 if scale.step is None else int(scale.step * per)
    return Leaf(item.code, item.number, int(scale.low * per), int(scale.high * per), step)


def _below(item: Item) -> tuple[Item, ...]:
    return tuple(leaf for child in item.children for leaf in _below(child)) if item.children else (item,)


def _ratio(code: str, below: tuple[Item, ...], place: dict[str, int], per: int) -> Ratio:
    whole = lcm(*(item.weight.denominator for item in below))
    weights = {place[item.code]: int(item.weight * whole) for item in below}
    least = gcd(*weights.values())
    shares = tuple(weights.get(at, 0) // least for at in range(len(place)))
    return Ratio(code, shares, sum(shares) * per, len(below))


def _step(band: Band, units: int) -> Step:
    least, most = _ends(band.values, units)
    return Step(band.name.id, least, most)


def _ends(values: Interval, units: int) -> tuple[int, int]:
    """The least and greatest whole number of units inside."""
    low, high = values.low * units, values.high * units
    least = _up(low) if values.low_included else _down(low) + 1
    return least, _down(high) if values.high_included else _up(high) - 1


def _down(value: Fraction) -> int:
    return value.numerator // value.denominator


def _up(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)
