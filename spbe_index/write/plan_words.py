"""What is said of a plan, in the words that every output uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_index.core.exact import half_up
from spbe_index.core.planned import Plan, Reach
from spbe_index.core.raises import Raise
from spbe_index.core.rubric import Rubric
from spbe_index.core.score import verdict
from spbe_index.core.target import Target
from spbe_index.write.wording import band_label, index_label, shared_prefix, without_prefix
from spbe_index.write.words import Words

#: Decimals of what a step adds: one level of the lightest indicator is about a hundredth of the index.
GAIN_PLACES = 4
#: So many points of the frontier are shown beside those where the predicate changes.
_POINTS = 8


def target_label(target: Target, rubric: Rubric, words: Words) -> str:
    """What was to be reached: `Memuaskan (mulai 4,20)`, or an index."""
    at = words.number(target.at) if half_up(target.at) == target.at else words.exact(target.at)
    if target.band is None:
        return words("plan.target.index", at=at)
    band = band_label(target.band.name.id, rubric, words)
    return words("plan.target.band" if target.included else "plan.target.above", band=band, at=at)


def summary(plan: Plan, rubric: Rubric, words: Words) -> list[str]:
    """The plan in a few sentences: from where to where, at what effort, whether it is the only one, in which years."""
    name, target = rubric.index_name.of(words.language), target_label(plan.target, rubric, words)
    before = {
        "name": name,
        "before": reached(plan.before, plan, rubric, words),
        "band": index_band(plan.before, rubric, words),
    }
    if not plan.reached or plan.cost is None:
        return _unreachable(plan, target, rubric, words)
    if not plan.steps:
        return [words("plan.there", target=target, **before)]
    cost = words.effort(plan.cost)
    counts = {
        "raises": words.counted("plan.raises", len(plan.steps)),
        "indicators": words.counted("plan.indicators", len({step.move.node.code for step in plan.steps})),
    }
    said = [words("plan.way", target=target, cost=cost, **counts, **before)]
    after, band = reached(plan.after, plan, rubric, words), band_label(plan.verdict.name, rubric, words)
    said.append(words("plan.after", name=name, after=after, band=band))
    if plan.sets is None:
        said.append(words("plan.cheapest.unknown"))
    elif plan.sets == 1:
        said.append(words("plan.cheapest.one"))
    else:
        said.append(words.counted("plan.cheapest.many", plan.sets - 1))
    said += _untold(plan, words)
    if any(step.move.end.denominator > 1 for step in plan.steps):
        said.append(words("plan.decimals"))
    if plan.spread:
        years, ceiling = words.counted("plan.years", plan.spread.years), words.effort(plan.spread.ceiling)
        whole = words.effort(plan.spread.whole)
        said.append(words(f"plan.spread.{plan.spread.outcome}", years=years, ceiling=ceiling, sum=whole, cost=cost))
    return said


def reached(index: Fraction, plan: Plan, rubric: Rubric, words: Words) -> str:
    """An index of a plan, never rounded to the other side of an edge or of the target."""
    return index_label(index, rubric, words, (plan.target.at, plan.target.included))


def _untold(plan: Plan, words: Words) -> list[str]:
    """What is assumed of efforts that nobody gave."""
    if not plan.told:
        return [words("plan.usual")]
    return [words.counted("plan.untold", len(plan.untold))] if plan.untold else []


def index_band(index: Fraction, rubric: Rubric, words: Words) -> str:
    """The predicate of an index."""
    return band_label(verdict(rubric.bands, rubric.decided_by, index).name, rubric, words)


def step_name(move: Raise, rubric: Rubric, words: Words) -> str:
    """The name of the indicator that a step raises, without what all names begin with."""
    names = {item.code: item.name.of(words.language) for item, _ in rubric.items()}
    return without_prefix(names[move.node.code], shared_prefix(rubric, words.language))


def step_title(number: int, move: Raise, rubric: Rubric, words: Words) -> str:
    """What heads a step: its number, its indicator, from where to where."""
    return words(
        "plan.asked.step",
        number=number,
        code=move.node.code,
        name=step_name(move, rubric, words),
        start=value_text(move.start, words),
        end=value_text(move.end, words),
        level=move.next.number,
        level_name=move.next.name.of(words.language),
    )


def value_text(value: Fraction, words: Words) -> str:
    """A value that a step begins or ends at: a whole level as such, else with two decimals where that is exact."""
    return words.number(value) if value.denominator > 1 and half_up(value) == value else words.exact(value)


class Asked(NamedTuple):
    """What a step asks for: what to know first of its criteria, these, and the evidence expected of them."""

    leads: tuple[str, ...]
    criteria: tuple[str, ...]
    evidence: tuple[str, ...]

    @property
    def wanted(self) -> tuple[str, ...]:
        """Everything but the evidence, in order."""
        return self.leads + self.criteria


def asked(move: Raise, rubric: Rubric, words: Words) -> Asked:
    """What the level of a step asks for; first of all that it is another agency which raises it."""
    language, found = words.language, move.criteria
    external = (_external(move, rubric, words),) if move.external else ()
    if move.now == move.next:
        return Asked((*external, words("plan.asked.end")), (), ())
    criteria = tuple(text.of(language) for text in found.criteria) if found else ()
    evidence = tuple(text.of(language) for text in found.evidence) if found else ()
    if not criteria:
        return Asked((*external, words("plan.asked.none")), (), evidence)
    match = (words(f"plan.asked.{found.match}"),) if found and len(criteria) > 1 else ()
    return Asked(external + match, criteria, evidence)


def _external(move: Raise, rubric: Rubric, words: Words) -> str:
    external = next(item.external for item in rubric.leaves() if item.code == move.node.code)
    owner = f" ({external.name.of(words.language)}, {external.owner})" if external else ""
    return words("plan.external", owner=owner)


def points_note(plan: Plan, words: Words) -> str:
    """That a table of the frontier is a selection, and where the rest is; "" when it is all."""
    shown, count = len(telling_points(plan)), len(plan.frontier)
    return words("plan.frontier.some", shown=shown, count=words.whole(count)) if shown < count else ""


def telling_points(plan: Plan) -> list[Reach]:
    """The points of the frontier worth showing: both ends, the first of each predicate, the plan's, some between."""
    points = plan.frontier
    shown = {0, len(points) - 1, *(n * (len(points) - 1) // _POINTS for n in range(_POINTS))}
    shown |= {n for n in range(1, len(points)) if points[n].band != points[n - 1].band}
    shown |= {n for n, point in enumerate(points) if point.cost == plan.cost}
    return [points[n] for n in sorted(shown)]


def alternatives(plan: Plan, rubric: Rubric, words: Words) -> Iterator[str]:
    """Each other set of equal effort, told by what it takes in place of what."""
    chosen = [step.move for step in plan.steps]
    for number, other in enumerate(plan.alternatives, start=1):
        added = _moves([move for move in other.moves if move not in chosen], words)
        dropped = _moves([move for move in chosen if move not in other.moves], words)
        key = "alternative" if added and dropped else "alternative.more" if added else "alternative.less"
        after = reached(other.after, plan, rubric, words)
        yield words(f"plan.{key}", number=number, added=added, dropped=dropped, after=after)


def _moves(moves: Sequence[Raise], words: Words) -> str:
    """Raises as people say them, those of one indicator as one: `I43 3 ke 5, I44 4 ke 5`."""
    ends: dict[str, tuple[Fraction, Fraction]] = {}
    for move in moves:
        start, end = ends.get(move.node.code, (move.start, move.end))
        ends[move.node.code] = min(start, move.start), max(end, move.end)
    return ", ".join(
        words("plan.move", code=code, start=value_text(start, words), end=value_text(end, words))
        for code, (start, end) in sorted(ends.items(), key=lambda pair: [m.node.code for m in moves].index(pair[0]))
    )


def _unreachable(plan: Plan, target: str, rubric: Rubric, words: Words) -> list[str]:
    highest = plan.highest
    band, cost = band_label(highest.band.name.id, rubric, words), words.effort(highest.cost)
    index = reached(highest.reached, plan, rubric, words)
    said = [words("plan.unreachable", target=target, highest=index, band=band, cost=cost)]
    for obstacle in plan.obstacles:
        index = reached(obstacle.highest, plan, rubric, words)
        said.append(words(f"plan.obstacle.{obstacle.reason}", highest=index))
    return [*said, *_untold(plan, words)]
