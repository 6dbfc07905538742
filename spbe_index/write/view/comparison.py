"""A series of results -> what is shown of it: the trend, and step by step what moved the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from spbe_index.core.bridge import Group, NoDifference, NotAsked, Parts, Side
from spbe_index.core.compare import Change, Comparison, Series
from spbe_index.core.problem import Problem
from spbe_index.core.result import ROOT, Open, Value, below
from spbe_index.core.rubric import Rubric
from spbe_index.core.standing import Among
from spbe_index.write.compare_export import pairs_of
from spbe_index.write.compare_names import Named, agencies_in, codes_of, group_name, predicate
from spbe_index.write.compare_words import comparison_sentences, crosswalk_sentences, of_agencies, step_heading
from spbe_index.write.stages import PLACES
from spbe_index.write.view.comparison_model import (
    ChangeRow,
    ComparisonView,
    GroupRow,
    GroupTable,
    PartRow,
    ResultRow,
    Step,
)
from spbe_index.write.view.scene import NO_BAND, accent_at, clean
from spbe_index.write.view.shapes import Moment, Panel, Shift, Slope, SlopeLine, Stripe, Trend
from spbe_index.write.view.standing import standing_view
from spbe_index.write.view.years import own_values
from spbe_index.write.wording import remarks, shortened, stage_label
from spbe_index.write.words import Words

NAME_LIMIT = 120
_TITLE_LIMIT = 110


def comparison_view(
    series: Series, named: Sequence[Named], problems: Iterable[Problem], words: Words, *, among: Among | None = None
) -> ComparisonView:
    """What a comparison shows, in the language of `words`.

    Args:
        series: The results in order, and how they compare.
        named: The same results with their labels and names.
        problems: What must be said of putting them side by side.
        words: The language.
        among: Where the last of them stands in a published list.

    """
    agencies = list(dict.fromkeys(clean(one.result.agency) for one in named if one.result.agency))
    who = "; ".join(agencies) or words("report.cover.agency_unknown")
    title = words("compare.title", agencies=shortened(who, _TITLE_LIMIT))
    last = named[-1]
    return ComparisonView(
        words=words,
        accent=_accent(last.rubric, last.band),
        title=title,
        heading=", ".join(one.label for one in named)
        if len(agencies_in(one.result for one in named)) > 1
        else words("compare.heading_of", first=named[0].label, last=last.label),
        results=tuple(_result(one, words) for one in named),
        remarks=tuple(_remarks(named, problems, words)),
        trend=trend(named, words),
        values=own_values(named, words),
        steps=steps(series, named, words),
        standing=standing_view(among, words, last.names, _accent(last.rubric, last.band)) if among else None,
        files=tuple((one.label, clean(one.result.provenance.file), one.result.provenance.sha256) for one in named),
    )


def steps(series: Series, named: Sequence[Named], words: Words) -> tuple[Step, ...]:
    """Every step of a series, and the whole way, of each instrument and of all, where there is more than one step."""
    return tuple(
        _step(comparison, before, after, words, number, whole=number > len(series.steps))
        for number, (comparison, before, after) in enumerate(pairs_of(series, named), 1)
    )


def trend(named: Sequence[Named], words: Words) -> Trend:
    """The indices in order, each agency and each of its instruments before bands of its own."""
    panels: list[Panel] = []
    agencies = agencies_in(one.result for one in named)
    several = len(agencies) > 1
    for run in _runs(named, agencies):
        rubric = run[-1].rubric
        panels.append(
            Panel(
                name=_panel_name(run[-1], named, words, several=several),
                stripes=stripes(rubric, words),
                moments=tuple(_moment(one, words) for one in run),
            )
        )
    low = min(one.rubric.bands[0].values.low for one in named)
    high = max(one.rubric.bands[-1].values.high for one in named)
    told = "; ".join(f"{one.label}: {words.value(one.result.index)} {predicate(one, words)}" for one in named)
    title = words("compare.chart.trend_apart" if several else "compare.chart.trend")
    return Trend(title, told, min(low, *(one.result.low for one in named)), high, tuple(panels))


def _runs(named: Sequence[Named], agencies: Sequence[str]) -> Iterator[list[Named]]:
    """Results that a line may join: of one agency, those that follow each other in one instrument.

    Results that name no agency are of the only one there is, or stand by themselves.
    """
    own = agencies if len(agencies) == 1 else [*agencies, ""]
    for agency in own or [""]:
        of_agency = [one for one in named if len(own) < 2 or agencies_in([one.result]) == ([agency] if agency else [])]
        for _, run in groupby(of_agency, key=lambda one: one.rubric.id):
            yield list(run)


def _panel_name(last: Named, named: Sequence[Named], words: Words, *, several: bool) -> str:
    """The instrument; where there are several agencies the agency, with the instrument where there are several."""
    title = clean(last.rubric.title.of(words.language))
    if not several:
        return title
    agency = shortened(clean(last.result.agency), NAME_LIMIT) or words("terminal.agency_unknown")
    return agency if len({one.rubric.id for one in named}) == 1 else f"{agency}: {title}"


def stripes(rubric: Rubric, words: Words) -> tuple[Stripe, ...]:
    """The bands of an instrument as what stands behind a chart."""
    return tuple(
        Stripe(
            band.values.low, band.values.high, clean(band.name.of(words.language)), accent_at(place, len(rubric.bands))
        )
        for place, band in enumerate(rubric.bands)
    )


def _accent(rubric: Rubric, band: str) -> int:
    names = [one.name.id for one in rubric.bands]
    return accent_at(names.index(band), len(names)) if band in names else NO_BAND


def _moment(one: Named, words: Words) -> Moment:
    result = one.result
    return Moment(one.when, result.low, result.high, words.value(result.index), _accent(one.rubric, one.band))


def _result(one: Named, words: Words) -> ResultRow:
    return ResultRow(
        label=one.label,
        agency=clean(one.result.agency) or words("report.cover.agency_unknown"),
        stage=clean(stage_label(one.result, one.rubric, words)),
        instrument=clean(one.rubric.title.of(words.language)),
        index=words.value(one.result.index),
        band=predicate(one, words) or "-",
    )


def _remarks(named: Sequence[Named], problems: Iterable[Problem], words: Words) -> Iterator[str]:
    for found in problems:
        yield " ".join(clean(part) for part in words.tell(found) if part)
    for one in named:
        for remark in remarks(one.result, one.rubric, words):
            yield f"{one.label}: {clean(remark)}"


def _step(comparison: Comparison, before: Named, after: Named, words: Words, number: int, *, whole: bool) -> Step:
    most = _most(comparison)
    changes = tuple(_changes(comparison, before, words, most)) if comparison.changes else ()
    leaves = [group for group in comparison.groups if isinstance(group.difference, Fraction)]
    still = sum(not group.difference for group in leaves)
    return Step(
        anchor=f"langkah-{number}",
        title=step_heading(comparison, before, after, words, whole=whole),
        before=before.label,
        after=after.label,
        sentences=tuple(clean(text) for text in comparison_sentences(comparison, before, after, words)),
        notes=tuple(clean(text) for text in crosswalk_sentences(comparison, words)),
        slope=_slope(comparison, before, after, words) if comparison.changes and comparison.one_agency else None,
        changes=changes,
        caption=words(of_agencies("caption.changes", comparison)),
        rest=words(of_agencies("rest", comparison), count=still) if changes and still else "",
        parts=() if comparison.changes else tuple(_parts(comparison, words)),
        groups=() if comparison.changes else tuple(_groups(comparison, before, after, words, most)),
    )


def _most(comparison: Comparison) -> Fraction:
    """The greatest effect of a group, either way: where the bars of the changes end."""
    return max(
        (abs(group.parts.total) for group in comparison.groups if isinstance(group.parts, Parts)),
        default=Fraction(0),
    )


def _changes(comparison: Comparison, named: Named, words: Words, most: Fraction) -> Iterator[ChangeRow]:
    """The index and its parts, and of the answers those that changed."""
    depths = {node.code: depth + 1 for node, _, depth in below(comparison.before.root)}
    wide = max((abs(one.contribution) for one in comparison.changes if one.contribution is not None), default=most)
    for change in comparison.changes:
        inner = bool(change.before.children) and any(child.children for child in change.before.children)
        aspect = bool(change.before.children) and not inner
        if not (inner or aspect) and change.difference == 0:
            continue
        yield _change(change, named, words, depths.get(change.before.code, 0), most if change.before.entry else wide)


def _change(change: Change, named: Named, words: Words, depth: int, most: Fraction) -> ChangeRow:
    code, difference = change.before.code, change.difference
    contribution = words.signed(change.contribution, PLACES)
    name = shortened(clean(named.names[code]), NAME_LIMIT)
    return ChangeRow(
        depth=depth,
        code="" if code == ROOT else code,
        name=name,
        before=words.value(change.before.value),
        after=words.value(change.after.value),
        difference=words.signed(difference),
        contribution=contribution,
        turn="up" if (difference or 0) > 0 else "down" if difference else "",
        shift=_shift(name, change.contribution, contribution, most, words),
    )


def _shift(name: str, value: Fraction | None, shown: str, most: Fraction, words: Words) -> Shift:
    return Shift(words("compare.chart.shift", name=name, value=shown or "-"), value or Fraction(0), most)


def _slope(comparison: Comparison, before: Named, after: Named, words: Words) -> Slope | None:
    """The aspects before and after; None where fewer than two are known on both sides."""
    lines: list[SlopeLine] = []
    for change in comparison.changes:
        node = change.before
        if not node.children or any(child.children and child.kind != "indicator" for child in node.children):
            continue
        if node.kind == "indicator" or isinstance(node.value, Open) or isinstance(change.after.value, Open):
            continue
        shown = (words.number(node.value), words.number(change.after.value))
        lines.append(SlopeLine(clean(before.names[node.code]), node.value, change.after.value, *shown, node.code))
    if len(lines) < 2:
        return None
    told = "; ".join(
        words("compare.chart.line", name=line.name, before=line.before_label, after=line.after_label) for line in lines
    )
    ends = [end for line in lines for end in (line.before, line.after)]
    low, high = Fraction(min(ends) // 1), Fraction(-(-max(ends) // 1))
    high = max(high, low + 1)
    title = words("compare.chart.slope", first=before.label, last=after.label)
    return Slope(title, told, before.when, after.when, low, high, tuple(lines))


def _parts(comparison: Comparison, words: Words) -> Iterator[PartRow]:
    parts = comparison.parts
    if isinstance(parts, NoDifference):
        return
    most = max(abs(part) for part in parts)
    for key, value in parts._asdict().items():
        name, amount = words(f"compare.column.{key}"), words.signed(value, PLACES)
        yield PartRow(name, words(f"compare.meaning.{key}"), amount, _shift(name, value, amount, most, words))


def _groups(comparison: Comparison, before: Named, after: Named, words: Words, most: Fraction) -> Iterator[GroupTable]:
    kinds: dict[str, list[Group]] = {"compared": [], "low": [], "dropped": [], "new": []}
    for group in comparison.groups:
        reason = group.difference.reason if isinstance(group.difference, NoDifference) else "compared"
        kinds["compared" if reason == "open" else reason].append(group)
    for kind, groups in kinds.items():
        if groups:
            title = words(f"compare.groups.{kind}", first=before.label, last=after.label, count=len(groups))
            yield GroupTable(
                title, kind in ("dropped", "new"), tuple(_group(group, before, after, words, most) for group in groups)
            )


def _group(group: Group, before: Named, after: Named, words: Words, most: Fraction) -> GroupRow:
    difference = group.difference
    total = group.parts.total if isinstance(group.parts, Parts) else None
    contribution = words.signed(total, PLACES)
    name = shortened(clean(group_name(group, before, after)), NAME_LIMIT)
    shown = (
        words(f"compare.no_difference.{difference.reason}")
        if isinstance(difference, NoDifference)
        else words.signed(difference)
    )
    return GroupRow(
        before_codes=codes_of(group.before),
        after_codes=codes_of(group.after),
        name=name,
        before=_mean(group.before, words),
        after=_mean(group.after, words),
        difference=shown,
        contribution=contribution,
        shift=_shift(name, total, contribution, most, words),
        note=shortened(clean(group.pair.note.of(words.language)), 200),
    )


def _mean(side: Side | NotAsked, words: Words) -> str:
    value: Value | None = None if isinstance(side, NotAsked) else side.value
    return "" if value is None else words.value(value)
