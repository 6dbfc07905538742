"""What a careful reader of the workbook would ask: levels against checklist and evidence, documents against the year.

Nothing here changes an index. Each judgement is a warning or a note with the
cell it is about. "Today" is told by the caller, since the core knows no clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from spbe_index.core.assessment import Assessment, Entry, Evidence, Given, Unanswered
from spbe_index.core.checklist import first_unmet, supported
from spbe_index.core.exact import decimal_text, display
from spbe_index.core.ledger import proof
from spbe_index.core.problem import Place, Problem, problem
from spbe_index.core.rubric import LevelCriteria, Rubric, Scale
from spbe_index.core.stage import TARGET, shown, stage_answers

#: A document that serves more than this share of all indicators is worth a look: does it prove so much?
MANY = Fraction(1, 4)
_SHOWN = 60
_LISTED = 10


def examine(rubric: Rubric, assessment: Assessment, stage: str, *, today: str = "") -> tuple[Problem, ...]:
    """Everything worth asking about the answers of one stage, item by item in rubric order.

    Args:
        rubric: The instrument.
        assessment: What was handed in.
        stage: Which answers count, as `stage.choose_stage` gave it.
        today: ISO text of the day, for documents dated after it; "" asks nothing of the kind.

    Returns:
        W245 and N246 (level and checklist disagree), W254 and W255 (evidence is
        missing), W256 to W261 (dates), N288 (no year to hold dates against), W262
        (one document for everything), N263 (no evidence at all).

    """
    answers = stage_answers(rubric, assessment, stage)
    found: list[Problem] = []
    any_evidence = any(entry.evidence for entry in assessment.entries)
    for item, parent in rubric.items():
        if item.children:
            continue
        entry = next(entry for entry in assessment.entries if entry.code == item.code)
        _, answer = answers[item.code]
        # A target is still to be reached: nobody has ticks or evidence for it.
        if isinstance(answer, Given) and stage != TARGET:
            scale = rubric.scale(item.scale)
            levels = item.levels or (parent.levels if parent else ())
            found += _against_checklist(levels, scale, entry, answer)
            if any_evidence:
                found += _against_evidence(levels, scale, entry, answer)
        for evidence in entry.evidence:
            found += _dates(entry.code, evidence, assessment.year, today)
    found += _older(assessment)
    if not any_evidence:
        place = assessment.register if assessment.register.file else Place(assessment.provenance.file)
        found.append(problem("N263", place, indicator=rubric.leaves()[0].code))
    return (*found, *_much_used(assessment))


def uncounted(rubric: Rubric, assessment: Assessment, stage: str) -> Iterator[Problem]:
    """W235 for each faulty level that does not count, since that of another stage than `stage` does."""
    counted = stage_answers(rubric, assessment, stage)
    for entry in assessment.entries:
        for of_stage, answer in entry.answers:
            if isinstance(answer, Unanswered) and answer.fault and answer != counted[entry.code][1]:
                found = dict(answer.fault.args).get("found", "")
                about = {"what": "text" if found else "none", "found": found, "stage": shown(assessment, of_stage)}
                yield problem("W235", answer.place, indicator=entry.code, **about)


def _against_checklist(levels: Sequence[LevelCriteria], scale: Scale, entry: Entry, answer: Given) -> Iterator[Problem]:
    held = supported(levels, entry.ticks)
    if held is None:
        return
    claimed = scale.level_of(answer.value).number
    if claimed > held.level and (unmet := first_unmet(levels, entry.ticks, claimed)):
        cells = {(tick.level, tick.number): tick.place.address for tick in entry.ticks}
        yield problem(
            "W245",
            answer.place,
            indicator=entry.code,
            **_claim(scale, answer),
            supported=held.level,
            level=unmet.level,
            number=unmet.number,
            cell=cells.get((unmet.level, unmet.number), entry.ticks[0].place.sheet),
            state="open" if unmet.met is None else "unmet",
        )
    elif claimed < held.level:
        about = _claim(scale, answer)
        yield problem("N246", answer.place, indicator=entry.code, **about, supported=held.level)


def _against_evidence(levels: Sequence[LevelCriteria], scale: Scale, entry: Entry, answer: Given) -> Iterator[Problem]:
    """A level above the lowest needs evidence, and so does each level that it rests on."""
    missing = proof(levels, scale, entry, answer).missing
    if not missing:
        return
    about = {"indicator": entry.code, **_claim(scale, answer)}
    if entry.evidence:
        named = any(level.builds_on is not None for level in levels)
        listed = ", ".join(map(str, missing))
        yield problem(
            "W255", answer.place, **about, missing=listed, first=missing[0], rule="named" if named else "usual"
        )
    else:
        yield problem("W254", answer.place, **about)


def _claim(scale: Scale, answer: Given) -> dict[str, object]:
    """What was answered, and the level it counts as where that is not the same."""
    level = scale.level_of(answer.value).number
    kind = "level" if answer.value == level else "between"
    return {"answer": kind, "found": decimal_text(answer.value) or display(answer.value), "claimed": level}


def _dates(code: str, evidence: Evidence, year: int | None, today: str) -> Iterator[Problem]:
    """What is odd in the dates of one document; ISO texts compare as the days they are."""
    about = {"indicator": code, "title": _short(evidence.text)}
    begun, until = evidence.date, evidence.valid_until
    beginning, ending = evidence.at(evidence.date_cell), evidence.at(evidence.until_cell)
    if begun and until and until < begun:
        yield problem("W261", ending, **about, date=begun, until=until)
        return
    if begun and today and begun > today:
        yield problem("W260", beginning, **about, date=begun, today=today)
    elif begun and year is not None and begun > f"{year}-12-31":
        yield problem("W256", beginning, **about, date=begun, year=year)
    if until and year is not None and until < f"{year}-01-01":
        yield problem("W258", ending, **about, date=until, year=year)
    elif until and year is not None and until < f"{year}-12-31":
        yield problem("N259", ending, **about, date=until, year=year)


def _older(assessment: Assessment) -> Iterator[Problem]:
    """What is odd about the dates of all documents together, told once.

    N257 for those of earlier years that do not say how long they hold, N288 where no year is known to compare with.
    """
    dated = [evidence for entry in assessment.entries for evidence in entry.evidence if evidence.date]
    year = assessment.year
    if year is None:
        if dated:
            yield problem("N288", Place(assessment.provenance.file), count=len(dated))
        return
    old = [evidence for evidence in dated if evidence.date < f"{year}-01-01" and not evidence.valid_until]
    if old:
        first = old[0]
        cells = ", ".join(evidence.at(evidence.date_cell).cell for evidence in old[:_LISTED])
        about = {"title": _short(first.text), "date": first.date, "year": year, "count": len(old)}
        listed = cells + (", \u2026" if len(old) > _LISTED else "")
        many = "one" if len(old) == 1 else "several"
        yield problem("N257", first.at(first.date_cell), **about, cells=listed, many=many)


def _much_used(assessment: Assessment) -> Iterator[Problem]:
    """W262 for a document, told by its file or else its title, that stands for more than its share of indicators."""
    users: dict[str, dict[str, Evidence]] = {}
    for entry in assessment.entries:
        for evidence in entry.evidence:
            users.setdefault(_document(evidence), {})[entry.code] = evidence
    for used in users.values():
        if len(used) > MANY * len(assessment.entries):
            yield _one_for_all(used)


def _document(evidence: Evidence) -> str:
    """What tells one document from another: its file, however its path is written, or else its title."""
    named = " ".join((evidence.link or evidence.text).casefold().split())
    return named.replace("\\", "/").removeprefix("./") if evidence.link else named


def _one_for_all(used: Mapping[str, Evidence]) -> Problem:
    first = next(iter(used.values()))
    return problem(
        "W262", first.at(first.link_cell), title=_short(first.text), count=len(used), indicators=", ".join(used)
    )


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "\u2026"
