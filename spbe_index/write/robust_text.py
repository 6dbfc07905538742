"""Safety, expectation and worth of levels as text, Markdown and plain data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from spbe_index.core.insight import Edge
from spbe_index.core.outlook import NoOutlook, Outlook
from spbe_index.core.result import Result
from spbe_index.core.result_json import number_plain
from spbe_index.core.robust import Evidenced, Loss
from spbe_index.core.rubric import Rubric
from spbe_index.core.worth import Worth
from spbe_index.write.export import markdown_text
from spbe_index.write.layout import columns
from spbe_index.write.robust_words import (
    Safety,
    chances,
    changes,
    outlook_sentences,
    safety_sentences,
    worths,
)
from spbe_index.write.wording import band_label, worth_form
from spbe_index.write.words import Words

#: What is told one after the other: a title, sentences, a table (its first row the titles; empty for none).
_Part = tuple[str, list[str], list[list[str]]]


def safety_text(safety: Safety, result: Result, rubric: Rubric, words: Words, *, width: int) -> str:
    """What is told below the table of a result."""
    lines: list[str] = []
    for title, said, table in _parts(safety, result, rubric, words):
        lines += ["", title]
        for sentence in said:
            lines += textwrap.wrap(sentence, width, initial_indent="  ", subsequent_indent="    ")
        lines += columns(table, width, wrap=(len(table[0]) - 1,), indent=2) if table else []
    return "\n".join(lines) + "\n"


def safety_markdown(safety: Safety, result: Result, rubric: Rubric, words: Words) -> str:
    """The same as Markdown."""
    lines: list[str] = []
    for title, said, table in _parts(safety, result, rubric, words):
        lines += ["", f"## {markdown_text(title)}", ""]
        lines += [f"* {markdown_text(sentence)}" for sentence in said]
        if table:
            head, *rows = table
            lines += ["", "| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
            lines += ["| " + " | ".join(map(markdown_text, row)) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _parts(safety: Safety, result: Result, rubric: Rubric, words: Words) -> Iterator[_Part]:
    band = band_label(result.verdict.name, rubric, words) if result.verdict else ""
    yield words("robust.title", band=band), safety_sentences(safety.robustness, result, rubric, words), []
    if safety.outlook:
        counted = isinstance(safety.outlook, Outlook)
        table = chances(safety.outlook, rubric, words) if isinstance(safety.outlook, Outlook) else []
        yield words("robust.outlook.title"), outlook_sentences(safety.outlook, words), table
        if counted and isinstance(safety.outlook, Outlook):
            yield words("robust.outlook.changes"), [], changes(safety.outlook, words)
    yield words(f"robust.worth.title{worth_form(rubric)}"), [], worths(safety.worth, rubric, words)


def safety_plain(safety: Safety) -> dict[str, Any]:
    """The same as plain data, which stands as `robust` in a result's JSON."""
    robust = safety.robustness
    return {
        "upper": robust and _edge(robust.upper),
        "lower": robust and _edge(robust.lower),
        "smallest": _losses(robust.smallest) if robust else [],
        "single": _losses(robust.single) if robust else [],
        "evidence": robust and _evidence(robust.evidenced),
        "outlook": _outlook(safety.outlook),
        "worth": [_worth(one) for one in safety.worth],
    }


def _edge(edge: Edge | None) -> dict[str, Any] | None:
    if edge is None:
        return None
    return {
        "band": edge.band.name.id,
        "at": number_plain(edge.at),
        "included": edge.included,
        "distance": number_plain(edge.distance),
        "moves": edge.moves,
    }


def _losses(losses: Sequence[Loss]) -> list[dict[str, Any]]:
    return [{"code": loss.node.code, "levels": loss.levels, "lost": number_plain(loss.lost)} for loss in losses]


def _evidence(evidenced: Evidenced) -> dict[str, Any]:
    return {
        "listed": evidenced.listed,
        "claimed": [leaf.code for leaf in evidenced.claimed],
        "without": [leaf.code for leaf in evidenced.without],
        "weight_claimed": number_plain(evidenced.weight_claimed),
        "weight_without": number_plain(evidenced.weight_without),
        "lowered": [{"code": one.node.code, "to": number_plain(one.value)} for one in evidenced.lowered],
        "index": number_plain(evidenced.supported),
        "band": evidenced.verdict.name,
    }


def _outlook(outlook: Outlook | NoOutlook | None) -> dict[str, Any] | None:
    """Each possible index with its ways: of `total` equally likely ways that many lead there."""
    if outlook is None:
        return None
    if isinstance(outlook, NoOutlook):
        return {"reason": outlook.reason}
    return {
        "reason": None,
        "cases": outlook.cases,
        "expected": number_plain(outlook.expected),
        "low": number_plain(outlook.low),
        "high": number_plain(outlook.high),
        "chances": [{"band": one.band.name.id, "chance": number_plain(one.chance)} for one in outlook.chances],
        "fixed": [leaf.code for leaf in outlook.fixed],
        "levels": [
            {
                "level": of_level.level,
                "cases": of_level.cases,
                "claims": of_level.claims,
                "pooled": of_level.pooled,
                "changes": [{"change": str(change), "cases": count} for change, count in of_level.changes],
            }
            for of_level in outlook.levels
        ],
        "total": str(outlook.total),
        "outcomes": [[str(outcome.value), str(outcome.ways)] for outcome in outlook.outcomes],
    }


def _worth(one: Worth) -> dict[str, Any]:
    room = None if one.room is None else number_plain(one.room)
    return {"code": one.node.code, "rank": one.rank, "level": number_plain(one.level), "room": room}
