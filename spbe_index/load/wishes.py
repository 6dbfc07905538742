"""What people write on a command line for a target, an indicator, a level or a unit, to what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from spbe_index.core.assessment import Given
from spbe_index.core.problem import NOWHERE, SpbeError, problem
from spbe_index.core.result import Result
from spbe_index.core.rubric import Band, Rubric
from spbe_index.core.target import Target, band_target, index_target
from spbe_index.core.units import units
from spbe_index.load.folding import fold
from spbe_index.load.level import allowed, read_level, read_number
from spbe_index.load.naming import Names, names_of
from spbe_index.load.sheets import Cell

#: How alike a word must be to be offered for one that is not known.
_ALIKE = 0.6
_SHOWN = 60


def target_meant(rubric: Rubric, text: str) -> Target:
    """A number (`4.2`, `4,2`) or a predicate: its official name, its alias or their English, in any case.

    Raises:
        SpbeError: E820 no such predicate, with the nearest; E821 no index can be that number.

    """
    value = read_number(text)
    low, high = rubric.bands[0].values.low, rubric.bands[-1].values.high
    if value is not None:
        if not low <= value <= high:
            raise SpbeError(problem("E821", NOWHERE, found=text.strip()[:_SHOWN], low=low, high=high))
        return index_target(value)
    meant: dict[str, Band] = {}
    for band in rubric.bands:
        for name in (band.name.id, band.name.en, band.alias.id, band.alias.en):
            for part in (name, *name.split("/")):
                meant.setdefault(fold(part), band)
    if fold(text) in meant and fold(text):
        return band_target(rubric, meant[fold(text)])
    near = [meant[name].name.id for name in _alike(fold(text), [name for name in meant if name])]
    choices = ", ".join(band.name.id for band in rubric.bands)
    raise SpbeError(problem("E820", NOWHERE, found=text[:_SHOWN], **_advice(near), choices=choices))


def leaves_meant(rubric: Rubric, text: str) -> tuple[str, ...]:
    """The answerable items behind codes as people write them: `I12`, `12`, `i12`, `I35-1`, `35-1`, several with commas.

    A domain, an aspect, or an indicator with several answers means all below it.

    Raises:
        SpbeError: E822, one of them is no item of the rubric, with the nearest.

    """
    names = names_of(rubric)
    found: list[str] = []
    for word in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        code = item_meant(names, word)
        if not code:
            near = _alike(word.upper(), [*names.items])
            raise SpbeError(problem("E822", NOWHERE, found=word[:_SHOWN], rubric=rubric.id, **_advice(near)))
        found += [leaf for leaf in names.leaves if leaf == code or leaf in names.under(code)]
    return tuple(dict.fromkeys(found))


def item_meant(names: Names, word: str) -> str:
    """The code of the item of any floor that one word names, as `I12`, `12`, `d2` or `35-1`; "" when it names none."""
    if word.upper() in names.items:
        return word.upper()
    number = names.number(word)
    return names.by_number.get(number.number, "") if number else ""


def levels_meant(rubric: Rubric, settings: Iterable[str]) -> dict[str, Fraction]:
    """The values that settings such as `I12=4` (or several, `I12=4, I3=2,5`) suppose, by code, in the order given.

    Raises:
        SpbeError: E822 no such item; E823 its scale does not have this level;
            E824 a setting that is none, or two for one item.

    """
    scales = {leaf.code: rubric.scale(leaf.scale) for leaf in rubric.leaves()}
    values: dict[str, Fraction] = {}
    for setting in (part for text in settings for part in re.split(r"[,;]\s*(?=[^=,;]+=)", text)):
        item, mark, level = setting.partition("=")
        codes = leaves_meant(rubric, item)
        if not mark or not codes:
            raise SpbeError(problem("E824", NOWHERE, found=setting[:_SHOWN], fault="form"))
        for code in codes:
            answer = read_level(Cell(1, 1, "text", level.strip()), scales[code], code, NOWHERE)
            if not isinstance(answer, Given):
                about = {"indicator": code, "found": level.strip()[:_SHOWN], "rubric": rubric.id}
                raise SpbeError(problem("E823", NOWHERE, **about, **allowed(scales[code])))
            if values.setdefault(code, answer.value) != answer.value:
                raise SpbeError(problem("E824", NOWHERE, found=code, fault="twice"))
    return values


def unit_meant(result: Result, text: str) -> str:
    """A responsible unit of the workbook, in any case.

    Raises:
        SpbeError: E825, the workbook names no such unit, with the nearest.

    """
    known = {fold(unit.name): unit.name for unit in units(result) if unit.name}
    if name := known.get(fold(text)):
        return name
    near = [known[name] for name in _alike(fold(text), [*known])]
    choices = ", ".join(known.values())
    shown = choices if len(choices) <= 5 * _SHOWN else choices[: 5 * _SHOWN] + "\u2026"
    raise SpbeError(problem("E825", NOWHERE, found=text[:_SHOWN], **_advice(near, none=not known), choices=shown))


def _advice(near: Sequence[str], *, none: bool = False) -> dict[str, str]:
    nearest = ", ".join(dict.fromkeys(near))
    return {"advice": "none" if none else "nearest" if nearest else "list", "nearest": nearest}


def _alike(word: str, known: Sequence[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(word, known, n=3, cutoff=_ALIKE)
