"""Stages of one assessment side by side: each node's value at each stage, and what it did to the index."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from spbe_index.core.compare import Change, changes
from spbe_index.core.exact import decimal_text, display
from spbe_index.core.result import ROOT, Open, Result, Value, below
from spbe_index.core.result_json import Tell, number_plain, to_plain
from spbe_index.core.rubric import Rubric
from spbe_index.write.export import harmless, markdown_text
from spbe_index.write.terminal import in_columns, problem_lines
from spbe_index.write.wording import band_label, item_names, stage_label
from spbe_index.write.words import Words, clean

SCHEMA = "spbe-stages/1"
#: Decimals of a contribution: one level of the lightest indicator is about a hundredth of the index.
PLACES = 4


class Line(NamedTuple):
    """One node: its depth in the tree, its values stage by stage, and the change from the first stage to the last."""

    depth: int
    code: str
    name: str
    weight: Fraction
    values: tuple[Value, ...]
    change: Change


def stage_lines(results: Sequence[Result], rubric: Rubric, words: Words) -> list[Line]:
    """Every node, the index first, as it stands at each stage.

    Args:
        results: The same workbook scored at two or more stages, in the order asked for.
        rubric: Their instrument.
        words: The language of the names.

    """
    names = item_names(results[0], rubric, words)
    depths = {ROOT: 0} | {node.code: depth + 1 for node, _, depth in below(results[0].root)}
    walked = [list(result.root.walk()) for result in results]
    lines: list[Line] = []
    for change, *nodes in zip(changes(results[0], results[-1]), *walked, strict=True):
        code = change.before.code
        values = tuple(node.value for node in nodes)
        lines.append(Line(depths[code], code, names[code], change.before.weight, values, change))
    return lines


def stages_plain(results: Sequence[Result], tell: Tell) -> dict[str, Any]:
    """The stages as plain data: each result whole, and the changes from the first to the last.

    `problems` are those of all stages, each once.
    """
    plain = [to_plain(result, tell) for result in results]
    problems = [problem for one in plain for problem in one["problems"]]
    return {
        "schema": SCHEMA,
        "stages": plain,
        "changes": {
            "from": results[0].stage or None,
            "to": results[-1].stage or None,
            "nodes": [
                {
                    "code": change.before.code,
                    "difference": None if change.difference is None else number_plain(change.difference),
                    "contribution": None if change.contribution is None else number_plain(change.contribution),
                }
                for change in changes(results[0], results[-1])
            ],
        },
        "problems": [problem for place, problem in enumerate(problems) if problem not in problems[:place]],
    }


def stages_csv(results: Sequence[Result], rubric: Rubric, words: Words) -> str:
    """One row a node; numbers with a decimal point in every language, empty where a value is open."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    stages = [result.stage or f"stage{place}" for place, result in enumerate(results, start=1)]
    per_stage = [column for stage in stages for column in (stage, f"{stage}_exact")]
    writer.writerow(["code", "name", "weight", *per_stage, "difference", "difference_exact", "contribution_exact"])
    for line in stage_lines(results, rubric, words):
        values = [text for value in line.values for text in pair(None if isinstance(value, Open) else value)]
        difference, contribution = line.change.difference, line.change.contribution
        weight = decimal_text(line.weight) or display(line.weight, 6)
        writer.writerow([line.code, harmless(line.name), weight, *values, *pair(difference), *pair(contribution)[1:]])
    return out.getvalue()


def pair(value: Fraction | None) -> tuple[str, str]:
    """A number for a csv: as shown and exactly; empty where there is none."""
    return ("", "") if value is None else (display(value), str(value))


def stages_markdown(results: Sequence[Result], rubric: Rubric, words: Words) -> str:
    """What the terminal shows, as a Markdown table."""
    head, *rows = _table(results, rubric, words)
    lines = [f"* {markdown_text(line)}" for line in _headlines(results, rubric, words)]
    lines += ["", "| " + " | ".join(head) + " |", "| --- | --- |" + " ---: |" * (len(head) - 2)]
    lines += ["| " + " | ".join(markdown_text(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def stages_text(results: Sequence[Result], rubric: Rubric, words: Words, *, width: int, colour: bool) -> str:
    """Index and predicate of each stage, then every node side by side, then the problems."""
    lines = [*_headlines(results, rubric, words), ""]
    lines += in_columns(_table(results, rubric, words), width, name=1)
    problems = tuple(dict.fromkeys(found for result in results for found in result.problems))
    if problems:
        lines += ["", words("terminal.problems", count=len(problems))]
        lines += problem_lines(problems, words, colour=colour, width=width)
    return "\n".join(lines) + "\n"


def _headlines(results: Sequence[Result], rubric: Rubric, words: Words) -> Iterator[str]:
    first = results[0]
    agency = clean(first.agency) or words("terminal.agency_unknown")
    yield f"{agency}, {first.year if first.year is not None else words('terminal.year_unknown')} [{rubric.id}]"
    for result in results:
        stage = clean(stage_label(result, rubric, words))
        band = f"  {band_label(result.verdict.name, rubric, words)}" if result.verdict else ""
        yield f"{stage}: {words.value(result.index)}{band}"


def _table(results: Sequence[Result], rubric: Rubric, words: Words) -> list[list[str]]:
    return side_by_side(results, rubric, words, [clean(stage_label(result, rubric, words)) for result in results])


def side_by_side(results: Sequence[Result], rubric: Rubric, words: Words, labels: Sequence[str]) -> list[list[str]]:
    """Every node of several results of one instrument as a row of texts, below a row of titles with these labels."""
    head = [words("terminal.column.code"), words("terminal.column.name"), words("terminal.column.weight")]
    head += labels
    head += [words("terminal.column.difference"), words("terminal.column.contribution")]
    rows = [head]
    for line in stage_lines(results, rubric, words):
        code = "" if line.code == ROOT else "  " * (line.depth - 1) + line.code
        values = [words.value(value) for value in line.values]
        difference, contribution = line.change.difference, line.change.contribution
        changed = [words.signed(difference), words.signed(contribution, PLACES)]
        rows.append([code, line.name, words.exact(line.weight), *values, *changed])
    return rows
