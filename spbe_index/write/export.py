"""A result as csv and Markdown."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from spbe_index.core.assessment import Given, Unanswered
from spbe_index.core.exact import decimal_text, display, exact_text
from spbe_index.core.result import Node, Open, Result, below
from spbe_index.core.rubric import Rubric
from spbe_index.write.wording import (
    answer_label,
    band_label,
    level_names,
    no_index_sentence,
    otherwise_sentence,
    remarks,
    stage_label,
    unfilled_sentence,
)
from spbe_index.write.words import Words, clean

if TYPE_CHECKING:
    from spbe_index.core.standing import Among

#: Columns of the csv, in order; numbers have a decimal point in every language. `unanswered` is why an item has no
#: answer of its own (faulty, blank, missing), `counted_as` what it was then counted as (lowest, zero), `note`, in the
#: row of the index, what must be said beside the figures, and `stage` of which stage the answer is; in the row of the
#: index the stage of the whole, `terbaru` where they differ.
COLUMNS = (
    *("code", "kind", "parent", "name", "weight", "weight_exact", "value", "value_exact", "band", "answer", "cell"),
    *("unanswered", "counted_as", "note", "stage"),
)

#: What makes a spreadsheet take text for a formula, also in its full-width forms.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: such text gets a leading apostrophe.

    So does text that has one already, so that our own reader, which takes one
    away (`load.door.text`), finds each text as it was.
    """
    bare = text.lstrip("'")
    return "'" + text if bare.startswith(FORMULA_STARTS) or bare.lstrip().startswith(FORMULA_STARTS) else text


def result_csv(result: Result, rubric: Rubric, words: Words) -> str:
    """One row per node, the index first; empty value where nothing can be computed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    band = harmless(result.verdict.name) if result.verdict else ""
    assumed = result.unfilled if any(leaf.assumed for leaf in result.leaves) else ""
    note = "; ".join(remarks(result, rubric, words))
    writer.writerow((*_csv_row(result.root, "", band), "", assumed, harmless(note), harmless(result.stage)))
    for node, parent, _ in below(result.root):
        reason = node.answer.reason if isinstance(node.answer, Unanswered) else ""
        stage = node.entry.answers[0][0] if node.entry and node.answer else ""
        writer.writerow(
            (*_csv_row(node, parent, ""), reason, result.unfilled if node.assumed else "", "", harmless(stage))
        )
    return out.getvalue()


def _csv_row(node: Node, parent: str, band: str) -> tuple[str, ...]:
    value = "" if isinstance(node.value, Open) else display(node.value)
    exact = "" if isinstance(node.value, Open) else str(node.value)
    answer = exact_text(node.answer.value) if isinstance(node.answer, Given) else ""
    cell = harmless(node.answer.place.address) if node.answer else ""
    weight = decimal_text(node.weight) or display(node.weight, 6)
    return (
        node.code,
        node.kind,
        parent,
        harmless(node.name),
        weight,
        str(node.weight),
        value,
        exact,
        band,
        answer,
        cell,
    )


def result_markdown(result: Result, rubric: Rubric, words: Words, *, among: Among | None = None) -> str:
    """Heading, index and predicate, a table of all nodes, the standing if `among` tells it, and the problems."""
    agency, year = result.agency or words("terminal.agency_unknown"), result.year or words("terminal.year_unknown")
    stage = f"{words('terminal.stage')}: {stage_label(result, rubric, words)}"
    lines = [f"# {markdown_text(agency)}, {year}", ""]
    lines += [f"{markdown_text(rubric.title.of(words.language))}; {markdown_text(stage)}", ""]
    first = no_index_sentence(result, rubric, words)
    if result.verdict is not None:
        name, band = rubric.index_name.of(words.language), band_label(result.verdict.name, rubric, words)
        first = f"{name}: {words.number(result.low)}, {band}"
    lines += [f"**{markdown_text(first)}**", ""]
    for sentence in (otherwise_sentence(result, rubric, words), unfilled_sentence(result, words)):
        lines += [markdown_text(sentence), ""] if sentence else []
    head = [words(f"terminal.column.{key}") for key in ("code", "name", "weight", "value", "level", "cell")]
    lines += ["| " + " | ".join(head) + " |", "| --- | --- | ---: | ---: | --- | --- |"]
    names = {item.code: item.name.of(words.language) for item, _ in rubric.items()}
    levels = level_names(result, rubric, words)
    for node, _, _ in below(result.root):
        cell = node.answer.place.address if node.answer else ""
        value = "" if isinstance(node.value, Open) else words.number(node.value)
        row = (node.code, names[node.code], words.exact(node.weight), value, answer_label(node, levels, words), cell)
        lines.append("| " + " | ".join(markdown_text(part) for part in row) + " |")
    if among:
        from spbe_index.write.standing import standing_markdown

        lines += standing_markdown(among, words, names).splitlines()
    if result.problems:
        lines += ["", f"## {words('terminal.problems', count=len(result.problems))}", ""]
        for found in result.problems:
            message, hint = words.tell(found)
            lines.append(
                f"* {found.code} {markdown_text(found.place.address)}: {markdown_text(message)} {markdown_text(hint)}"
            )
    return "\n".join(lines) + "\n"


def markdown_text(text: str) -> str:
    """Text as a Markdown table cell: no markup of its own, one line."""
    text = clean(" ".join(text.split()))
    return "".join("\\" + c if c in "\\`*_[]<>|#~&" else c for c in text)
