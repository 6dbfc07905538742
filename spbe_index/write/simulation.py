"""A result as if some answers were others, beside the result as it is, in every form (`spbe-simulate/1`)."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from spbe_index.core.compare import changes
from spbe_index.core.exact import exact_text
from spbe_index.core.result import ROOT, Open, Result, Value
from spbe_index.core.result_json import number_plain, to_plain, value_plain
from spbe_index.core.rubric import Rubric
from spbe_index.write.export import harmless, markdown_text
from spbe_index.write.layout import columns
from spbe_index.write.stages import PLACES, pair, stage_lines
from spbe_index.write.terminal import heading_lines, problem_lines
from spbe_index.write.wording import band_label, bands_still_possible, index_label
from spbe_index.write.words import Words

SCHEMA = "spbe-simulate/1"


def settings_label(values: Mapping[str, Fraction], words: Words) -> str:
    """What is supposed, as it could be typed: `I12=4, I40=5`."""
    return ", ".join(f"{code}={words.exact(value)}" for code, value in values.items())


def simulation_plain(before: Result, after: Result, values: Mapping[str, Fraction], words: Words) -> dict[str, Any]:
    """Both results whole, what was supposed, and every node that changes; `problems` are those of the one supposed."""
    return {
        "schema": SCHEMA,
        "set": [{"code": code, "to": exact_text(value)} for code, value in values.items()],
        "before": to_plain(before, words.tell),
        "after": to_plain(after, words.tell),
        "changes": [
            {
                "code": change.before.code,
                "before": value_plain(change.before.value),
                "after": value_plain(change.after.value),
                "difference": None if change.difference is None else number_plain(change.difference),
                "contribution": None if change.contribution is None else number_plain(change.contribution),
            }
            for change in changes(before, after)
            if change.before.value != change.after.value
        ],
        "problems": to_plain(after, words.tell)["problems"],
    }


def simulation_csv(before: Result, after: Result, rubric: Rubric, words: Words) -> str:
    """One row a node, changed or not; numbers with a decimal point in every language, empty where a value is open."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    titles = [f"{name}{suffix}" for name in ("before", "after", "difference") for suffix in ("", "_exact")]
    writer.writerow(["code", "name", *titles, "contribution_exact"])
    for line in stage_lines([before, after], rubric, words):
        values = [text for value in line.values for text in pair(None if isinstance(value, Open) else value)]
        contribution = pair(line.change.contribution)[1]
        writer.writerow([line.code, harmless(line.name), *values, *pair(line.change.difference), contribution])
    return out.getvalue()


def simulation_text(
    before: Result,
    after: Result,
    values: Mapping[str, Fraction],
    rubric: Rubric,
    words: Words,
    *,
    width: int,
    colour: bool,
) -> str:
    """Where the agency stands, what the supposed answers make of it, the nodes that change, and the problems."""
    lines = [*heading_lines(before, rubric, words, width=width, colour=colour), ""]
    for said in _sentences(before, after, values, rubric, words):
        lines += textwrap.wrap(said, width, subsequent_indent="  ")
    head, *rows = _table(before, after, rubric, words)
    if rows:
        lines += ["", *columns([head, *rows], width, right=(2, 3, 4, 5), wrap=(1,))]
    if after.problems:
        lines += ["", words("terminal.problems", count=len(after.problems))]
        lines += problem_lines(after.problems, words, colour=colour, width=width)
    return "\n".join(lines) + "\n"


def simulation_markdown(
    before: Result, after: Result, values: Mapping[str, Fraction], rubric: Rubric, words: Words
) -> str:
    """What the terminal shows, as Markdown."""
    agency, year = before.agency or words("terminal.agency_unknown"), before.year or words("terminal.year_unknown")
    lines = [f"# {markdown_text(agency)}, {year}", ""]
    lines += [f"* {markdown_text(said)}" for said in _sentences(before, after, values, rubric, words)]
    head, *rows = _table(before, after, rubric, words)
    if rows:
        lines += ["", "| " + " | ".join(head) + " |", "| --- | --- | ---: | ---: | ---: | ---: |"]
        lines += ["| " + " | ".join(map(markdown_text, row)) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _sentences(
    before: Result, after: Result, values: Mapping[str, Fraction], rubric: Rubric, words: Words
) -> Iterator[str]:
    yield words("plan.simulation.title", settings=settings_label(values, words))
    yield words(
        "plan.simulation.line",
        name=rubric.index_name.of(words.language),
        before=_index(before, rubric, words),
        after=_index(after, rubric, words),
        band_before=_band(before, rubric, words),
        band_after=_band(after, rubric, words),
        difference=_moved(before.index, after.index, words),
    )


def _moved(before: Value, after: Value, words: Words) -> str:
    """How far the index moved; of a range, how far its ends did."""
    if before == after:
        return words("plan.simulation.same")
    if isinstance(before, Open) and isinstance(after, Open):
        low, high = after.low - before.low, after.high - before.high
        if low == high:
            return words("plan.simulation.both_ends", difference=words.signed(low, PLACES))
        ends = {"low": words.signed(low, PLACES), "high": words.signed(high, PLACES)}
        return words(f"plan.simulation.{'low_end' if not high else 'high_end' if not low else 'ends'}", **ends)
    if isinstance(before, Open) or isinstance(after, Open):
        return words("plan.simulation.not_known")
    return words.signed(after - before, PLACES)


def _table(before: Result, after: Result, rubric: Rubric, words: Words) -> Iterator[list[str]]:
    """The nodes that change, under their titles."""
    titles = [words(f"terminal.column.{key}") for key in ("code", "name")]
    titles += [words("plan.simulation.as_is"), words("plan.simulation.as_if")]
    yield [*titles, words("terminal.column.difference"), words("terminal.column.contribution")]
    for line in stage_lines([before, after], rubric, words):
        old, new = line.values
        if old != new:
            code = "" if line.code == ROOT else "  " * (line.depth - 1) + line.code
            changed = [words.signed(line.change.difference), words.signed(line.change.contribution, PLACES)]
            yield [code, line.name, words.value(old), words.value(new), *changed]


def _index(result: Result, rubric: Rubric, words: Words) -> str:
    index = result.index
    return words.value(index) if isinstance(index, Open) else index_label(index, rubric, words)


def _band(result: Result, rubric: Rubric, words: Words) -> str:
    if result.verdict:
        return band_label(result.verdict.name, rubric, words)
    lowest, highest = bands_still_possible(result, rubric, words)
    return words("plan.simulation.sure_band" if lowest == highest else "plan.simulation.no_band", band=lowest)


def simulation_workbook(before: Result, after: Result, rubric: Rubric, words: Words) -> bytes:
    """Both results side by side as an xlsx file."""
    from spbe_index.write.workbook import stages_workbook

    labels = [words("plan.simulation.as_is"), words("plan.simulation.as_if")]
    return stages_workbook([before, after], rubric, words, labels)
