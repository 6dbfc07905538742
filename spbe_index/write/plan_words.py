"""What is said of a plan, in the words that every output uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from spbe_index.core.exact import half_up
from spbe_index.core.planned import Plan, Reach
from spbe_index.core.raises import USUAL, Raise
from spbe_index.core.rubric import Rubric
from spbe_index.core.score import verdict
from spbe_index.core.target import Target
from spbe_index.write.wording import band_label, shared_prefix, without_prefix
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
    before = {"name": name, "before": words.number(plan.before), "band": index_band(plan.before, rubric, words)}
    if not plan.reached or plan.cost is None:
        return _unreachable(plan, target, rubric, words)
    if not plan.steps:
        return [words("plan.there", target=target, **before)]
    count = len({step.move.node.code for step in plan.steps})
    cost = words.exact(plan.cost)
    said = [words("plan.way", target=target, steps=len(plan.steps), count=count, cost=cost, **before)]
    after, band = words.number(plan.after), band_label(plan.verdict.name, rubric, words)
    said.append(words("plan.after", name=name, after=after, band=band))
    if plan.sets is None:
        said.append(words("plan.cheapest.unknown"))
    elif plan.sets == 1:
        said.append(words("plan.cheapest.one"))
    else:
        said.append(words("plan.cheapest.many", count=words.whole(plan.sets - 1)))
    if all(step.move.cost == USUAL for step in plan.steps):
        said.append(words("plan.usual"))
    if any(step.move.end.denominator > 1 for step in plan.steps):
        said.append(words("plan.decimals"))
    if plan.spread:
        years, ceiling = plan.spread.years, words.exact(plan.spread.ceiling)
        whole = words.exact(plan.spread.whole)
        said.append(words(f"plan.spread.{plan.spread.outcome}", years=years, ceiling=ceiling, sum=whole, cost=cost))
    return said


def index_band(index: Fraction, rubric: Rubric, words: Words) -> str:
    """The predicate of an index."""
    return band_label(verdict(rubric.bands, rubric.decided_by, index).name, rubric, words)


def step_name(move: Raise, rubric: Rubric, words: Words) -> str:
    """The name of the indicator that a step raises, without what all names begin with."""
    names = {item.code: item.name.of(words.language) for item, _ in rubric.items()}
    return without_prefix(names[move.node.code], shared_prefix(rubric, words.language))


def value_text(value: Fraction, words: Words) -> str:
    """A value that a step begins or ends at: a whole level as such, else with two decimals where that is exact."""
    return words.number(value) if value.denominator > 1 and half_up(value) == value else words.exact(value)


def asked(move: Raise, rubric: Rubric, words: Words) -> tuple[list[str], list[str]]:
    """What the level of a step asks for, criteria and evidence, each a list of sentences."""
    language = words.language
    if move.now == move.next:
        return [words("plan.asked.end")], []
    criteria = move.criteria
    wanted = [text.of(language) for text in criteria.criteria] if criteria else []
    if criteria and len(wanted) > 1:
        wanted.insert(0, words(f"plan.asked.{criteria.match}"))
    if not wanted:
        wanted = [words("plan.asked.none")]
    if move.external:
        external = next(item.external for item in rubric.leaves() if item.code == move.node.code)
        owner = f" ({external.name.of(language)}, {external.owner})" if external else ""
        wanted.append(words("plan.external", owner=owner))
    return wanted, [text.of(language) for text in criteria.evidence] if criteria else []


def telling_points(plan: Plan) -> list[Reach]:
    """The points of the frontier worth showing: both ends, the first of each predicate, the plan's, some between."""
    points = plan.frontier
    shown = {0, len(points) - 1, *(n * (len(points) - 1) // _POINTS for n in range(_POINTS))}
    shown |= {n for n in range(1, len(points)) if points[n].band != points[n - 1].band}
    shown |= {n for n, point in enumerate(points) if point.cost == plan.cost}
    return [points[n] for n in sorted(shown)]


def alternatives(plan: Plan, words: Words) -> Iterator[str]:
    """Each other set of equal effort, told by what it takes in place of what."""
    chosen = [step.move for step in plan.steps]
    for number, other in enumerate(plan.alternatives, start=1):
        added = _moves([move for move in other.moves if move not in chosen], words)
        dropped = _moves([move for move in chosen if move not in other.moves], words)
        key = "alternative" if added and dropped else "alternative.more" if added else "alternative.less"
        after = words.number(other.after)
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
    band, cost = band_label(highest.band.name.id, rubric, words), words.exact(highest.cost)
    said = [words("plan.unreachable", target=target, highest=words.number(highest.reached), band=band, cost=cost)]
    for obstacle in plan.obstacles:
        said.append(words(f"plan.obstacle.{obstacle.reason}", highest=words.number(obstacle.highest)))
    return said
