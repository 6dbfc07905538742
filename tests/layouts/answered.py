"""The one assessment that every layout shows: levels, evidence and units by indicator."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from spbe_index.core.rubric import Rubric
from spbe_index.load.rubric import load_rubric

YEAR = {"spbe-2018": 2019, "spbe-2020": 2023, "pemdi-2026": 2026}
ROMAN = ("0", "I", "II", "III", "IV", "V")


class Line(NamedTuple):
    """What is known of one indicator."""

    code: str
    number: str
    domain: str
    aspect: str
    name: str
    english: str
    level: int
    evidence: tuple[str, ...]
    unit: str

    @property
    def short(self) -> str:
        """The name without what all names begin with, as people write it."""
        return self.name.removeprefix("Tingkat Kematangan ")


@cache
def rubric(by: str = "spbe-2020") -> Rubric:
    return load_rubric(by)


@cache
def lines(by: str = "spbe-2020") -> tuple[Line, ...]:
    """One line an answer, in the order of the instrument."""
    above: dict[str, tuple[str, ...]] = {}
    found: list[Line] = []
    for item, parent in rubric(by).items():
        above[item.code] = (*(above[parent.code] if parent else ()), item.name.id)
        if item.children:
            continue
        place = len(found)
        domain, *rest = above[item.code]
        aspect = rest[0] if len(rest) > 1 else domain
        evidence = tuple(f"Dokumen {item.code} bagian {part}" for part in range(1, place % 3 + 1))
        unit = ("Dinas Kominfo", "Bappeda", "Inspektorat")[place % 3]
        found.append(
            Line(item.code, item.number, domain, aspect, item.name.id, item.name.en, 1 + place * 7 % 5, evidence, unit)
        )
    return tuple(found)
