"""How safe a result's predicate is, and what earlier years let expect of the external round."""

from __future__ import annotations

from collections.abc import Sequence

from spbe_index.assess import Assessed, earlier_cases
from spbe_index.core.outlook import Case, outlook
from spbe_index.core.robust import robustness
from spbe_index.core.worth import worth
from spbe_index.load.sheets import Limits
from spbe_index.write.robust_words import Safety


def safety_of(
    assessed: Assessed, history: Sequence[str] = (), *, rubric: str | None, limits: Limits
) -> tuple[Assessed, Safety]:
    """How safe the predicate is; beside it the result with what is to be said of the earlier years.

    Args:
        assessed: The scored assessment.
        history: Workbooks of earlier years that hold first and last stage; none asks nothing of the kind.
        rubric: Id or path of the instrument, as for `understand_file`.
        limits: Memory and time the reading process may use.

    Raises:
        SpbeError: A workbook cannot be read or understood.

    """
    if not history:
        return assessed, safety_from(assessed, None)
    known, assessed = known_cases(assessed, history, rubric=rubric, limits=limits)
    return assessed, safety_from(assessed, known)


def known_cases(
    assessed: Assessed, history: Sequence[str], *, rubric: str | None, limits: Limits
) -> tuple[tuple[Case, ...], Assessed]:
    """What earlier years tell, and the result with what is to be said of them; arguments as for `safety_of`."""
    known, unused = earlier_cases(history, assessed, rubric=rubric, limits=limits)
    result = assessed.result
    return known, assessed._replace(result=result._replace(problems=(*result.problems, *unused)))


def safety_from(assessed: Assessed, known: Sequence[Case] | None) -> Safety:
    """How safe the predicate is; `known` are the cases of earlier years, None where nobody asked for them."""
    result, rubric = assessed.result, assessed.rubric
    expected = None if known is None else outlook(rubric, result, known)
    return Safety(robustness(rubric, result), expected, worth(rubric, result))
