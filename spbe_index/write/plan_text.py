"""A plan as plain text for a terminal, and as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from spbe_index.core.planned import Plan, Step
from spbe_index.core.result import Result
from spbe_index.core.rubric import Rubric
from spbe_index.write.export import markdown_text
from spbe_index.write.layout import columns, laid_out
from spbe_index.write.plan_words import (
    GAIN_PLACES,
    alternatives,
    asked,
    points_note,
    reached,
    step_name,
    step_title,
    summary,
    telling_points,
    value_text,
)
from spbe_index.write.terminal import heading_lines, problem_lines
from spbe_index.write.wording import band_label
from spbe_index.write.words import Words, clean

#: The columns of names and units, which give way on a narrow terminal.
_NAME, _UNIT = 2, 7
#: What the column of units keeps where there is no room for names.
_NARROW = 8


def plan_text(plan: Plan | None, result: Result, rubric: Rubric, words: Words, *, width: int, colour: bool) -> str:
    """Where the agency stands, the plan in sentences, its steps, what they ask for, other ways, and the problems.

    `plan` is None where there is no index to start from.
    """
    lines = [*heading_lines(result, rubric, words, width=width, colour=colour), ""]
    if plan is None:
        lines += textwrap.wrap(words("plan.incomplete"), width)
    else:
        for part in _parts(plan, rubric, words, width):
            lines += [*part, ""]
        lines.pop()
    if result.problems:
        lines += ["", words("terminal.problems", count=len(result.problems))]
        lines += problem_lines(result.problems, words, colour=colour, width=width)
    return "\n".join(lines) + "\n"


def _parts(plan: Plan, rubric: Rubric, words: Words, width: int) -> Iterator[list[str]]:
    yield [line for said in summary(plan, rubric, words) for line in textwrap.wrap(said, width, subsequent_indent="  ")]
    if plan.steps:
        yield from _steps(plan, rubric, words, width)
        asked_for = [line for step in enumerate(plan.steps, 1) for line in _asked(*step, rubric, words, width)]
        yield [words("plan.asked"), *asked_for]
    if plan.alternatives:
        others = (line for said in alternatives(plan, rubric, words) for line in _hanging(said, width, 2, 5))
        yield [words("plan.alternatives"), *others]
    points = columns(_points(plan, rubric, words), width, right=(0, 1), indent=2)
    note = _hanging(points_note(plan, words), width, 2, 2)
    yield [words("plan.frontier"), *points, *note]


def _steps(plan: Plan, rubric: Rubric, words: Words, width: int) -> Iterator[list[str]]:
    """The table of steps, year by year if the plan is spread."""
    table = [*_table(plan, rubric, words)]
    first, *blocks = laid_out(table, width, right=(0, 4, 5, 6), wrap=(_NAME, _UNIT))
    if max(len(line) for block in (first, *blocks) for line in block) > width:
        # Names stand with what is asked as well, so that they are what a narrow terminal does without.
        table = [[*row[:_NAME], *row[_NAME + 1 :]] for row in table]
        first, *blocks = laid_out(table, width, right=(0, 3, 4, 5), wrap=(_UNIT - 1,), least=_NARROW)
    if not plan.by_year:
        yield [line for block in (first, *blocks) for line in block]
    for year in plan.by_year:
        cost, after = words.effort(year.cost), reached(year.index_after, plan, rubric, words)
        own, blocks = blocks[: len(year.steps)], blocks[len(year.steps) :]
        said = words("plan.year", year=year.number, cost=cost, after=after)
        yield [said, *(first if own else ()), *(line for block in own for line in block)]


def _points(plan: Plan, rubric: Rubric, words: Words) -> list[list[str]]:
    head = [words(f"plan.column.{key}") for key in ("cost", "index_after", "band")]
    return [head] + [
        [
            words.effort(point.cost),
            reached(point.reached, plan, rubric, words),
            band_label(point.band.name.id, rubric, words),
        ]
        for point in telling_points(plan)
    ]


def _table(plan: Plan, rubric: Rubric, words: Words) -> Iterator[list[str]]:
    keys = ("number", "code", "name", "move", "gain", "cost", "index_after", "unit")
    with_units = any(_unit(step) for step in plan.steps)
    yield [words(f"plan.column.{key}") for key in keys][: None if with_units else -1]
    for number, step in enumerate(plan.steps, start=1):
        move = step.move
        row = [
            str(number),
            move.node.code,
            step_name(move, rubric, words),
            f"{value_text(move.start, words)} → {value_text(move.end, words)}",
            words.signed(move.gain, GAIN_PLACES),
            words.effort(move.cost),
            reached(step.index_after, plan, rubric, words),
            clean(_unit(step)),
        ]
        yield row[: None if with_units else -1]


def _asked(number: int, step: Step, rubric: Rubric, words: Words, width: int) -> Iterator[str]:
    yield from _hanging(step_title(number, step.move, rubric, words), width, 2, 6)
    of_step = asked(step.move, rubric, words)
    for text in of_step.leads:
        yield from _hanging(text, width, 6, 8)
    for text in of_step.criteria:
        yield from _hanging(f"- {text}", width, 6, 8)
    for text in of_step.evidence:
        yield from _hanging("> " + words("plan.asked.evidence", text=text), width, 6, 8)


def _unit(step: Step) -> str:
    return " ".join(step.move.node.entry.unit.split()) if step.move.node.entry else ""


def _hanging(text: str, width: int, first: int, rest: int) -> list[str]:
    lead, hang = " " * first, " " * rest
    return textwrap.wrap(text, width, initial_indent=lead, subsequent_indent=hang, break_on_hyphens=False)


def plan_markdown(plan: Plan | None, result: Result, rubric: Rubric, words: Words) -> str:
    """What the terminal shows, as Markdown."""
    agency, year = result.agency or words("terminal.agency_unknown"), result.year or words("terminal.year_unknown")
    lines = [f"# {words('plan.title')}: {markdown_text(agency)}, {year}", ""]
    said = summary(plan, rubric, words) if plan else [words("plan.incomplete")]
    lines += [f"* {markdown_text(sentence)}" for sentence in said]
    if plan and plan.steps:
        head, *rows = _table(plan, rubric, words)
        with_years = any(step.year for step in plan.steps)
        if with_years:
            head.insert(0, words("plan.column.year"))
            rows = [[str(step.year), *row] for step, row in zip(plan.steps, rows, strict=True)]
        lines += ["", f"## {words('plan.steps')}", "", *_markdown_table(head, rows)]
        lines += ["", f"## {words('plan.asked')}"]
        for number, step in enumerate(plan.steps, start=1):
            of_step = asked(step.move, rubric, words)
            lines += ["", f"### {markdown_text(step_title(number, step.move, rubric, words))}", ""]
            lines += [f"* {markdown_text(text)}" for text in of_step.wanted]
            lines += [f"* {markdown_text(words('plan.asked.evidence', text=text))}" for text in of_step.evidence]
    if plan and plan.alternatives:
        lines += ["", f"## {words('plan.alternatives')}", ""]
        lines += [markdown_text(sentence) for sentence in alternatives(plan, rubric, words)]
    if plan:
        head, *rows = _points(plan, rubric, words)
        lines += ["", f"## {words('plan.frontier')}", "", *_markdown_table(head, rows)]
        lines += ["", markdown_text(note)] if (note := points_note(plan, words)) else []
    if result.problems:
        lines += ["", f"## {words('terminal.problems', count=len(result.problems))}", ""]
        for found in result.problems:
            message, hint = words.tell(found)
            lines.append(f"* {found.code} {markdown_text(message)} {markdown_text(hint)}")
    return "\n".join(lines) + "\n"


def _markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(map(markdown_text, head)) + " |"
    yield "| " + " | ".join("---" for _ in head) + " |"
    yield from ("| " + " | ".join(map(markdown_text, row)) + " |" for row in rows)
