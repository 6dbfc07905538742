"""What is said of a predicate's safety, of what to expect, and of what a level is worth."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.exact import display, half_up
from spbe_index.core.insight import Edge
from spbe_index.core.outlook import FEW, NoOutlook, Outlook
from spbe_index.core.result import Result
from spbe_index.core.robust import Evidenced, Loss, Robustness
from spbe_index.core.rubric import Rubric
from spbe_index.core.worth import Worth
from spbe_index.write.wording import band_label, move_unit, worth_form
from spbe_index.write.words import Words

#: Decimals of what one level does to the index.
PLACES = 4
#: So many indicators are named; there may be more.
_NAMED = 12


class Safety(NamedTuple):
    """Everything that is told together: safety, what to expect (None where nobody asked), what a level is worth."""

    robustness: Robustness | None
    outlook: Outlook | NoOutlook | None
    worth: tuple[Worth, ...]


def safety_sentences(safety: Robustness | None, result: Result, rubric: Rubric, words: Words) -> list[str]:
    """How far the edges are, what would cost the predicate, and what the evidence supports."""
    if safety is None or result.verdict is None:
        return [words("robust.none")]
    unit, _ = move_unit(rubric, words)
    said = [_upper(safety.upper, unit, rubric, words), _lower(safety.lower, unit, words)]
    if safety.smallest:
        said.append(words("robust.smallest", losses=_losses(safety.smallest, words)))
    if safety.lower:
        codes = _listed([loss.node.code for loss in safety.single], words)
        said.append(words("robust.single", unit=unit, codes=codes) if codes else words("robust.single.none", unit=unit))
    return [*said, *_evidence(safety.evidenced, rubric, words)]


def outlook_sentences(outlook: Outlook | NoOutlook, words: Words) -> list[str]:
    """What to expect, how it was counted; or why nothing can be expected."""
    if isinstance(outlook, NoOutlook):
        return [words(f"robust.outlook.{outlook.reason}")]
    numbers = {name: words.number(getattr(outlook, name)) for name in ("expected", "low", "high")}
    said = [words.counted("robust.outlook", outlook.cases, **numbers), words("robust.outlook.rule", few=FEW)]
    if outlook.fixed:
        said.append(words.counted("robust.outlook.fixed", len(outlook.fixed)))
    return said


def chances(outlook: Outlook, rubric: Rubric, words: Words) -> list[list[str]]:
    """Predicates with their chances, the highest first, under their titles."""
    rows = [[words(f"robust.column.{key}") for key in ("band", "chance")]]
    for one in reversed(outlook.chances):
        rows.append([band_label(one.band.name.id, rubric, words), percent(one.chance, words)])
    return rows


def changes(outlook: Outlook, words: Words) -> list[list[str]]:
    """How levels changed in earlier years, under their titles."""
    rows = [[words(f"robust.column.{key}") for key in ("level", "cases", "claims", "changes")]]
    for of_level in outlook.levels:
        told = ", ".join(f"{_change(change, words)} ({count})" for change, count in of_level.changes)
        told = f"{words('robust.changes.pooled')}; {told}" if of_level.pooled and told else told
        told = told or words("robust.changes.pooled")
        rows.append([str(of_level.level), str(of_level.cases), str(of_level.claims), told])
    return rows


def worths(worth: Sequence[Worth], rubric: Rubric, words: Words) -> list[list[str]]:
    """What a level is worth, indicators of equal worth together, under their titles."""
    rows = [[words(f"robust.column.{key}") for key in ("rank", f"worth{worth_form(rubric)}", "codes")]]
    for rank in dict.fromkeys(one.rank for one in worth):
        alike = [one for one in worth if one.rank == rank]
        level = words.number(alike[0].level, PLACES)
        rows.append([str(rank), level, ", ".join(one.node.code for one in alike)])
    return rows


def percent(chance: Fraction, words: Words) -> str:
    """A chance in hundredths; one that is neither sure nor impossible never looks as if it were."""
    hundredths = half_up(chance * 100)
    if chance and not hundredths:
        return words("robust.percent.little", value=words.decimal_mark("0.01"))
    if chance < 1 and hundredths == 100:
        return words("robust.percent.nearly", value=words.decimal_mark("99.99"))
    return words("robust.percent", value=words.decimal_mark(display(hundredths)))


def _upper(edge: Edge | None, unit: str, rubric: Rubric, words: Words) -> str:
    if edge is None:
        return words("robust.upper.top")
    key = "robust.upper" if edge.included else "robust.upper_above"
    figures = {"band": band_label(edge.band.name.id, rubric, words), "distance": words.fine(edge.distance)}
    if edge.moves is None:
        return words(f"{key}.never", **figures)
    return words.counted(key, edge.moves, unit=unit, **figures)


def _lower(edge: Edge | None, unit: str, words: Words) -> str:
    if edge is None:
        return words("robust.lower.bottom")
    figures = {"at": words.number(edge.at), "distance": words.fine(edge.distance)}
    if edge.moves is None:
        return words("robust.lower.never", **figures)
    return words.counted("robust.lower", edge.moves, unit=unit, **figures)


def _losses(losses: Sequence[Loss], words: Words) -> str:
    return _listed([words("robust.loss", code=loss.node.code, levels=loss.levels) for loss in losses], words)


def _listed(told: Sequence[str], words: Words) -> str:
    """As many as a sentence bears, and how many more there are."""
    shown, more = ", ".join(told[:_NAMED]), len(told) - _NAMED
    return words("robust.more", listed=shown, count=more) if more > 0 else shown


def _evidence(evidenced: Evidenced, rubric: Rubric, words: Words) -> list[str]:
    if not evidenced.listed:
        return [words("robust.evidence.unlisted")]
    weights = {name: words.exact(half_up(getattr(evidenced, name))) for name in ("weight_without", "weight_claimed")}
    without, claimed = len(evidenced.without), len(evidenced.claimed)
    said = [words.counted("robust.evidence", without, claimed=claimed, **weights)]
    if evidenced.lowered:
        band = band_label(evidenced.verdict.name, rubric, words)
        said.append(words("robust.evidence.index", supported=words.number(evidenced.supported), band=band))
    else:
        said.append(words("robust.evidence.whole"))
    return said


def _change(change: Fraction, words: Words) -> str:
    return ("+" if change > 0 else "") + words.exact(change)
