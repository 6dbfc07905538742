"""What a careful reader of the workbook would ask: levels against checklist and evidence, documents against the year.

Nothing here changes an index. Each judgement is a warning or a note with the
cell it is about. "Today" is told by the caller, since the core knows no clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from spbe_index.core.assessment import Assessment, Entry, Evidence, Given
from spbe_index.core.checklist import first_unmet, supported
from spbe_index.core.problem import Place, Problem, problem
from spbe_index.core.rubric import Item, LevelCriteria, Rubric, Scale
from spbe_index.core.stage import stage_answers

#: A document that serves more than this share of all indicators is worth a look: does it prove so much?
MANY = Fraction(1, 4)
_SHOWN = 60


def examine(rubric: Rubric, assessment: Assessment, stage: str, *, today: str = "") -> tuple[Problem, ...]:
    """Everything worth asking about the answers of one stage, in rubric order.

    Args:
        rubric: The instrument.
        assessment: What was handed in.
        stage: Which answers count, as `stage.choose_stage` gave it.
        today: ISO text of the day, for documents dated after it; "" asks nothing of the kind.

    Returns:
        W245 and N246 (level and checklist disagree), W254 and W255 (evidence is
        missing), W256 to W261 (dates), W262 (one document for everything), N263
        (no evidence at all).

    """
    answers = stage_answers(rubric, assessment, stage)
    found: list[Problem] = []
    any_evidence = any(entry.evidence for entry in assessment.entries)
    for item, parent in rubric.items():
        if item.children:
            continue
        entry = next(entry for entry in assessment.entries if entry.code == item.code)
        _, answer = answers[item.code]
        if isinstance(answer, Given):
            scale = rubric.scale(item.scale)
            found += _against_checklist(item, parent, scale, entry, answer)
            if any_evidence and answer.converted_from is None:
                found += _against_evidence(scale, entry, answer)
        for evidence in entry.evidence:
            found += _dates(entry.code, evidence, assessment.year, today)
    if not any_evidence:
        found.append(problem("N263", Place(assessment.provenance.file)))
    return (*found, *_much_used(assessment))


def _against_checklist(item: Item, parent: Item | None, scale: Scale, entry: Entry, answer: Given) -> Iterator[Problem]:
    levels: tuple[LevelCriteria, ...] = item.levels or (parent.levels if parent else ())
    held = supported(levels, entry.ticks)
    if held is None:
        return
    claimed = scale.level_of(answer.value).number
    if claimed > held.level and (unmet := first_unmet(levels, entry.ticks, claimed)):
        cells = {(tick.level, tick.number): tick.place.address for tick in entry.ticks}
        yield problem(
            "W245",
            answer.place,
            indicator=item.code,
            claimed=claimed,
            supported=held.level,
            level=unmet.level,
            number=unmet.number,
            cell=cells.get((unmet.level, unmet.number), entry.ticks[0].place.sheet),
        )
    elif claimed < held.level:
        yield problem("N246", answer.place, indicator=item.code, claimed=claimed, supported=held.level)


def _against_evidence(scale: Scale, entry: Entry, answer: Given) -> Iterator[Problem]:
    """A level above the lowest needs evidence, and so does each level on the way up to it."""
    floor = scale.levels[0].number
    claimed = scale.level_of(answer.value).number
    if claimed == floor:
        return
    if not entry.evidence:
        yield problem("W254", answer.place, indicator=entry.code, claimed=claimed)
        return
    shown_for = {evidence.level for evidence in entry.evidence if evidence.level is not None}
    # A document that names no level may show any of them.
    if shown_for and all(evidence.level is not None for evidence in entry.evidence):
        missing = [level for level in range(floor + 1, max(claimed, *shown_for) + 1) if level not in shown_for]
        if missing:
            listed = ", ".join(map(str, missing))
            yield problem("W255", answer.place, indicator=entry.code, claimed=claimed, missing=listed, first=missing[0])


def _dates(code: str, evidence: Evidence, year: int | None, today: str) -> Iterator[Problem]:
    """What is odd in the dates of one document; ISO texts compare as the days they are."""
    about = {"indicator": code, "title": _short(evidence.text)}
    begun, until = evidence.date, evidence.valid_until
    if begun and until and until < begun:
        yield problem("W261", evidence.place, **about, date=begun, until=until)
        return
    if begun and today and begun > today:
        yield problem("W260", evidence.place, **about, date=begun, today=today)
    elif begun and year is not None and begun > f"{year}-12-31":
        yield problem("W256", evidence.place, **about, date=begun, year=year)
    elif begun and year is not None and begun < f"{year}-01-01" and not until:
        yield problem("N257", evidence.place, **about, date=begun, year=year)
    if until and year is not None and until < f"{year}-01-01":
        yield problem("W258", evidence.place, **about, date=until, year=year)
    elif until and year is not None and until < f"{year}-12-31":
        yield problem("N259", evidence.place, **about, date=until, year=year)


def _much_used(assessment: Assessment) -> Iterator[Problem]:
    """W262 for a document, told by its file or else its title, that stands for more than its share of indicators."""
    users: dict[str, dict[str, Evidence]] = {}
    for entry in assessment.entries:
        for evidence in entry.evidence:
            users.setdefault(" ".join((evidence.link or evidence.text).casefold().split()), {})[entry.code] = evidence
    for used in users.values():
        if len(used) > MANY * len(assessment.entries):
            yield _one_for_all(used)


def _one_for_all(used: Mapping[str, Evidence]) -> Problem:
    first = next(iter(used.values()))
    return problem("W262", first.place, title=_short(first.text), count=len(used), indicators=", ".join(used))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "\u2026"
