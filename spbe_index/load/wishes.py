"""What people write on a command line for a target, an indicator, a level or a unit, to what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from spbe_index.core.assessment import Given
from spbe_index.core.problem import NOWHERE, Problem, SpbeError, problem
from spbe_index.core.result import ROOT, Result
from spbe_index.core.rubric import Band, Item, Rubric
from spbe_index.core.target import Target, band_target, index_target
from spbe_index.core.units import units
from spbe_index.load.folding import fold
from spbe_index.load.level import allowed, read_level, read_number
from spbe_index.load.naming import Names, names_of
from spbe_index.load.rubric.shelf import asked_by
from spbe_index.load.sheets import Cell

#: How alike a word must be to be offered for one that is not known.
_ALIKE = 0.6
_SHOWN = 60
#: So many items are named where a name means several.
_MOST_NAMED = 5


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
            raise SpbeError(_no_item(rubric, word, near))
        found += [leaf for leaf in names.leaves if leaf == code or leaf in names.under(code)]
    return tuple(dict.fromkeys(found))


def item_meant(names: Names, word: str) -> str:
    """The code of the item of any floor that one word names, as `I12`, `12`, `d2` or `35-1`; "" when it names none."""
    if word.upper() in names.items:
        return word.upper()
    number = names.numbers.read(word)
    return names.by_number.get(number.number, "") if number else ""


def figure_meant(rubric: Rubric, text: str) -> str:
    """The code of the one figure that a code, a number or a name means: `D2`, `12`, `Aspek 3`, `Peta Rencana SPBE`.

    The index itself is `index`. A name may be shortened as long as one item only has all its words.

    Raises:
        SpbeError: E822 nothing is called so, with the nearest; E880 several items are.

    """
    names, folded = names_of(rubric), fold(text)
    if folded in ("index", "indeks", fold(rubric.index_name.id), fold(rubric.index_name.en)):
        return ROOT
    if code := item_meant(names, text.strip()) or _of_kind(rubric, folded):
        return code
    found = names.find(text)
    meant = (*found.inner, *found.leaves) or names.containing(text)
    if len(meant) == 1:
        return meant[0]
    if meant:
        about = {"found": text[:_SHOWN], "example": meant[0]}
        raise SpbeError(problem("E880", NOWHERE, **about, choices=_named(names, meant)))
    near = _alike(text.strip().upper(), [*names.items]) or [
        code
        for name in _alike(folded, [fold(item.name.id) for item in names.items.values()])
        for code, item in names.items.items()
        if fold(item.name.id) == name
    ]
    near = [_named(names, near)] if near else []
    raise SpbeError(_no_item(rubric, text, near))


def _no_item(rubric: Rubric, found: str, near: Sequence[str]) -> Problem:
    """E822, with an item of this rubric for an example."""
    leaf = _example(rubric)
    about = {"found": found[:_SHOWN], "rubric": asked_by(rubric.id), "example": leaf.code, "number": leaf.number}
    return problem("E822", NOWHERE, **about, **_advice(near))


def _example(rubric: Rubric) -> Item:
    """An answerable item for an example: the twelfth, as no domain or aspect has its number, else the last."""
    return rubric.leaves()[:12][-1]


def _setting_example(rubric: Rubric) -> str:
    """A setting that can be made: an item on the highest of its named levels but one, where it has two."""
    leaf = _example(rubric)
    return f"{leaf.code}={rubric.scale(leaf.scale).levels[-2:][0].number}"


def _of_kind(rubric: Rubric, folded: str) -> str:
    """The code of an item called by its floor and its number, as `aspek 3`; "" for anything else."""
    kinds = {(kind.key, fold(name)) for kind in rubric.kinds for name in (kind.name.id, kind.name.en)}
    return next(
        (i.code for i, _ in rubric.items() for k, n in kinds if i.kind == k and folded == f"{n} {i.number}"), ""
    )


def _named(names: Names, codes: Sequence[str]) -> str:
    """Codes with their names; an ellipsis where there are more than anybody reads."""
    said = [f"{code} ({names.items[code].name.id})" for code in codes[:_MOST_NAMED]]
    return ", ".join(said) + (", \u2026" if len(codes) > _MOST_NAMED else "")


def levels_meant(rubric: Rubric, settings: Iterable[str]) -> dict[str, Fraction]:
    """The values that settings such as `I12=4` (or several, `I12=4, I3=2,5`) suppose, by code, in the order given.

    Raises:
        SpbeError: E822 no such item; E823 its scale does not have this level;
            E824 a setting that is none, or two for one item.

    """
    scales = {leaf.code: rubric.scale(leaf.scale) for leaf in rubric.leaves()}
    values: dict[str, Fraction] = {}
    example = _setting_example(rubric)
    for setting in (part for text in settings for part in re.split(r"[,;]\s*(?=[^=,;]+=)", text)):
        item, mark, level = setting.partition("=")
        codes = leaves_meant(rubric, item) if mark else ()
        if not codes:
            raise SpbeError(problem("E824", NOWHERE, found=setting[:_SHOWN], fault="form", example=example))
        for code in codes:
            answer = read_level(Cell(1, 1, "text", level.strip()), scales[code], code, NOWHERE)
            if not isinstance(answer, Given):
                about = {"indicator": code, "found": level.strip()[:_SHOWN], "rubric": rubric.id}
                raise SpbeError(problem("E823", NOWHERE, **about, **allowed(scales[code])))
            if values.setdefault(code, answer.value) != answer.value:
                raise SpbeError(problem("E824", NOWHERE, found=code, fault="twice", example=example))
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
