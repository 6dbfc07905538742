"""Rules of a crosswalk file beyond its shape: every answer of both instruments stands in exactly one pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from spbe_index.load.rubric import is_shipped, load_rubric, shipped
from spbe_index.load.rubric.document import Fault, Path
from spbe_index.load.rubric.tree_rules import repeated


def crosswalk_faults(data: Mapping[str, Any], broken: set[str]) -> Iterator[Fault]:
    """Everything in which the data breaks a rule; rules about a `broken` section are left out.

    Raises:
        SpbeError: one of the two instruments is invalid.

    """
    sides = ("from", "to")
    if broken.intersection((*sides, "pairs")):
        return
    unknown = [side for side in sides if not is_shipped(data[side])]
    yield from (Fault("E304", (s,), {"expected": " | ".join(shipped()), "found": data[s]}) for s in unknown)
    if data["from"] == data["to"]:
        yield Fault("E309", ("to",), {"found": data["to"], "first": ("from",)})
    pairs = data["pairs"]
    for number, pair in enumerate(pairs):
        yield from _pair(pair, ("pairs", number))
    codes = {side: {leaf.code for leaf in load_rubric(data[side]).leaves()} for side in sides if side not in unknown}
    for side, known in codes.items():
        placed = [(code, ("pairs", n, side, at)) for n, pair in enumerate(pairs) for at, code in enumerate(pair[side])]
        yield from repeated(placed)
        yield from (_unknown(code, path, data[side]) for code, path in placed if code not in known)
        missing = known - {code for code, _ in placed}
        yield from (Fault("E808", ("pairs",), {"found": c, "rubric": data[side]}) for c in sorted(missing))
    for number, pair in enumerate(pairs):
        if (other := "to" if pair["from"] else "from") in codes:
            for at, code in enumerate(pair.get("near", ())):
                if code not in codes[other]:
                    yield _unknown(code, ("pairs", number, "near", at), data[other])


def _pair(pair: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """Sides, comparability and what is near must fit together."""
    if not pair["from"] and not pair["to"]:
        yield Fault("E305", (*path, "from"))
    elif (pair["comparable"] == "none") == bool(pair["from"] and pair["to"]):
        expected = "full | partly | low" if pair["comparable"] == "none" else "none"
        yield Fault("E304", (*path, "comparable"), {"expected": expected, "found": pair["comparable"]})
    if pair["from"] and pair["to"] and pair.get("near"):
        yield Fault("E304", (*path, "near"), {"expected": "[]", "found": "[...]"})


def _unknown(code: str, path: Path, rubric: str) -> Fault:
    return Fault("E807", path, {"found": code, "rubric": rubric})
