"""What the results of a comparison and the items in them are called, in the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from spbe_index.core.agency import agency_key
from spbe_index.core.bridge import Group, NotAsked, Side
from spbe_index.core.result import Node, Result
from spbe_index.core.rubric import Rubric
from spbe_index.write.wording import band_label, item_names, shortened, stage_label
from spbe_index.write.words import Words, clean

#: Characters of an agency's name in a label, so that the year behind it is always seen.
_AGENCY = 40


class Named(NamedTuple):
    """One result of a series: its rubric, the short label that tells it from the others, and its items' names by code.

    Names are those of the rubric, in the reader's language; of a saved result
    whose rubric has changed since they are the result's own. `when` is the label
    without the agency.
    """

    result: Result
    rubric: Rubric
    label: str
    names: Mapping[str, str]
    when: str

    @property
    def band(self) -> str:
        """The official name of the predicate; "" without one."""
        return self.result.verdict.name if self.result.verdict else ""


def named_results(scored: Sequence[tuple[Result, Rubric]], words: Words) -> tuple[Named, ...]:
    """The results of a series in its order, each with a label of its own: the year, and what else is needed."""
    results = [result for result, _ in scored]
    labels = [str(r.year) if r.year is not None else words("terminal.year_unknown") for r in results]
    stages = [clean(stage_label(result, rubric, words)) for result, rubric in scored]
    if _repeated(labels) and len(set(stages)) > 1:
        alone = len({(r.agency, r.year) for r in results}) == 1
        labels = stages if alone else [words("compare.label.stage", year=y, stage=s) for y, s in _both(labels, stages)]
    whens = labels
    agencies = [clean(" ".join(result.agency.split())) for result in results]
    if len(agencies_in(results)) > 1 or (_repeated(labels) and len(set(agencies)) > 1):
        labels = [
            words("compare.label.agency", agency=shortened(a, _AGENCY) or words("terminal.agency_unknown"), label=label)
            for a, label in _both(agencies, labels)
        ]
    often, seen = Counter(labels), Counter[str]()
    named = []
    for place, ((result, rubric), label) in enumerate(_both(scored, labels)):
        seen[label] += 1
        both = [label, whens[place]]
        if often[label] > 1:
            both = [words("compare.label.again", label=one, number=seen[label]) for one in both]
        named.append(Named(result, rubric, both[0], item_names(result, rubric, words), both[1]))
    return tuple(named)


def agencies_in(results: Iterable[Result]) -> list[str]:
    """The agencies that these results name, each once, by what names of the same agency share."""
    return list(dict.fromkeys(agency_key(result.agency) for result in results if result.agency.strip()))


def predicate(named: Named, words: Words) -> str:
    """The predicate of a result, in English with its translation; "" without one."""
    return clean(band_label(named.band, named.rubric, words)) if named.band else ""


def group_name(group: Group, before: Named, after: Named) -> str:
    """What a group is called: by the side that has fewer indicators, by the later one where both have as many."""
    old, new = nodes_of(group.before), nodes_of(group.after)
    nodes, names = (new, after.names) if new and (not old or len(new) <= len(old)) else (old, before.names)
    return "; ".join(names[node.code] for node in nodes)


def codes_of(side: Side | NotAsked) -> str:
    """The codes of a side's indicators, e.g. `I11, I12`; "" where it has none."""
    return ", ".join(node.code for node in nodes_of(side))


def nodes_of(side: Side | NotAsked) -> tuple[Node, ...]:
    """The indicators of a side."""
    return () if isinstance(side, NotAsked) else side.nodes


def in_reading_order(groups: Iterable[Group]) -> list[Group]:
    """Groups that both instruments have, then those that are gone, then those that are new."""
    return sorted(groups, key=lambda group: 0 if group.pair.matched else 1 if group.pair.before else 2)


def _repeated(labels: Sequence[str]) -> bool:
    return len(set(labels)) < len(labels)


def _both(ones: Sequence[Any], others: Sequence[Any]) -> Iterable[tuple[Any, Any]]:
    return zip(ones, others, strict=True)
