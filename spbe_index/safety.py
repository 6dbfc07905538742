"""How safe a result's predicate is, and what earlier years let expect of the external round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spbe_index.assess import Assessed, understand_file
from spbe_index.core.outlook import Case, cases, outlook
from spbe_index.core.problem import Place, Problem, problem
from spbe_index.core.robust import robustness
from spbe_index.core.worth import worth
from spbe_index.load.sheets import Limits
from spbe_index.write.robust_words import Safety


def safety_of(
    assessed: Assessed, history: Sequence[str] = (), *, rubric: str | None, encoding: str | None, limits: Limits
) -> tuple[Assessed, Safety]:
    """How safe the predicate is; beside it the result with what is to be said of the earlier years.

    Args:
        assessed: The scored assessment.
        history: Workbooks of earlier years that hold first and last stage; none asks nothing of the kind.
        rubric: Id or path of the instrument, as for `understand_file`.
        encoding: Encoding of csv files, as for `understand_file`.
        limits: Memory and time the reading process may use.

    Raises:
        SpbeError: A workbook cannot be read or understood.

    """
    if not history:
        return assessed, safety_from(assessed, None)
    known, assessed = known_cases(assessed, history, rubric=rubric, encoding=encoding, limits=limits)
    return assessed, safety_from(assessed, known)


def known_cases(
    assessed: Assessed, history: Sequence[str], *, rubric: str | None, encoding: str | None, limits: Limits
) -> tuple[tuple[Case, ...], Assessed]:
    """What earlier years tell, and the result with what is to be said of them; arguments as for `safety_of`."""
    known, unused = earlier_cases(history, assessed, rubric=rubric, encoding=encoding, limits=limits)
    result = assessed.result
    return known, assessed._replace(result=result._replace(problems=(*result.problems, *unused)))


def earlier_cases(
    paths: Iterable[str], current: Assessed, *, rubric: str | None, encoding: str | None, limits: Limits
) -> tuple[tuple[Case, ...], tuple[Problem, ...]]:
    """What became of self-assessed levels in earlier years, from workbooks that hold first and last stage.

    Args:
        paths: The workbooks.
        current: What is scored; only workbooks of its instrument count.
        rubric: Id or path of the instrument, as for `understand_file`.
        encoding: Encoding of csv files, as for `understand_file`.
        limits: Memory and time the reading process may use.

    Returns:
        The cases of all workbooks, and W821 for each workbook that has none.

    Raises:
        SpbeError: A workbook cannot be read or understood.

    """
    found: list[Case] = []
    unused: list[Problem] = []
    for path in paths:
        earlier = understand_file(path, rubric=rubric, encoding=encoding, limits=limits)
        place = Place(earlier.book.file)
        if earlier.rubric.sha256 != current.rubric.sha256:
            unused.append(problem("W821", place, reason="rubric", other=earlier.rubric.id, rubric=current.rubric.id))
        elif not earlier.rubric.stages:
            unused.append(problem("W821", place, reason="unstaged", rubric=earlier.rubric.id))
        elif of_file := cases(earlier.rubric, earlier.assessment):
            found += of_file
        else:
            first, last = earlier.rubric.stages[0].name.id, earlier.rubric.stages[-1].name.id
            unused.append(problem("W821", place, reason="stages", first=first, last=last))
    return tuple(found), tuple(unused)


def safety_from(assessed: Assessed, known: Sequence[Case] | None) -> Safety:
    """How safe the predicate is; `known` are the cases of earlier years, None where nobody asked for them."""
    result, rubric = assessed.result, assessed.rubric
    expected = None if known is None else outlook(rubric, result, known)
    return Safety(robustness(rubric, result), expected, worth(rubric, result))
