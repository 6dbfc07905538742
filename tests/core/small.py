"""A small rubric for tests: one domain of two aspects, a third part with repeated inputs, thirds as weights."""

from __future__ import annotations

from fractions import Fraction

from spbe_index.core.rubric import (
    Band,
    External,
    Interval,
    Item,
    Kind,
    Level,
    LevelCriteria,
    Regulation,
    Rubric,
    Scale,
    Source,
    Stage,
    Text,
)


def text(word: str) -> Text:
    return Text(word, word.upper())


def span(low: str, high: str, *, closed: str = "[)") -> Interval:
    return Interval(Fraction(low), closed[0] == "[", Fraction(high), closed[1] == "]")


def leaf(code: str, kind: str, weight: str, **more: object) -> Item:
    return Item(code, kind, code[1:], text(code.lower()), Fraction(weight), "s", scale="whole", **more)


def small_rubric(**changes: object) -> Rubric:
    levels = tuple(
        Level(n, text(f"level {n}"), text(f"meaning {n}"), span(str(n), str(n), closed="[]")) for n in range(1, 6)
    )
    criteria = tuple(LevelCriteria(n, n - 1 or None, "all", (text(f"criterion {n}"),), ()) for n in range(1, 6))
    services = tuple(leaf(f"I4-{n}", "input", "10") for n in (1, 2, 3))
    tree = (
        Item(
            "D1", "domain", "1", text("d1"), Fraction(70), "s",
            (
                Item("A1", "aspect", "1", text("a1"), Fraction(40), "s",
                     (leaf("I1", "indicator", "20", levels=criteria), leaf("I2", "indicator", "20"))),
                Item("A2", "aspect", "2", text("a2"), Fraction(30), "s", (leaf("I3", "indicator", "30"),)),
            ),
        ),
        Item("D2", "domain", "2", text("d2"), Fraction(30), "s",
             (Item("A3", "aspect", "3", text("a3"), Fraction(30), "s",
                   (Item("I4", "indicator", "4", text("i4"), Fraction(30), "s", services),)),)),
    )  # fmt: skip
    fields: dict[str, object] = {
        "id": "small",
        "title": text("small"),
        "index_name": text("index"),
        "regulation": Regulation(text("number"), text("about"), "", "", "", "", ()),
        "first_year": 2000,
        "last_year": None,
        "kinds": tuple(
            Kind(k, p, text(k)) for k, p in (("domain", "D"), ("aspect", "A"), ("indicator", "I"), ("input", "I"))
        ),
        "scales": (Scale("whole", text("whole"), "s", Fraction(1), Fraction(5), Fraction(1), levels),),
        "bands": (
            Band(text("low"), text(""), span("1", "2.6")),
            Band(text("high"), text(""), span("2.6", "5", closed="[]")),
        ),
        "bands_source": "s",
        "decided_by": "exact",
        "formula_source": "s",
        "stages": tuple(Stage(c, text(c), text(""), "s", (c,)) for c in ("mandiri", "akhir")),
        "sources": (("s", Source(text("somewhere"), "high", text(""))),),
        "defects": (),
        "examples": (),
        "tree": tree,
        "sha256": "f" * 64,
    }
    return Rubric(**(fields | changes))


def external() -> External:
    points = ((Fraction(0), Fraction(1)), (Fraction(50), Fraction(2)), (Fraction(100), Fraction(5)))
    return External(text("other index"), "owner", points, "s", "1")
