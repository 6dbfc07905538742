"""An instrument held against the shipped one, or one that was given: which weight, band or word differs."""

from __future__ import annotations

from collections.abc import Iterator

from spbe_index.core.differences import differences
from spbe_index.core.problem import Place, Problem, problem
from spbe_index.core.rubric import Rubric
from spbe_index.load.rubric import is_shipped, load_rubric, rubric_source
from spbe_index.load.rubric.check import checked_data
from spbe_index.verifying.figures import shown


def rubric_differences(content: bytes, rubric: Rubric, wanted: str | None, place: Place) -> Iterator[Problem]:
    """E872 for each part of an instrument that is otherwise than in the one known by its id.

    Args:
        content: The file inside a report.
        rubric: The same as a value.
        wanted: The one to hold it against, as `load_rubric` takes it; the shipped one of its id when None.
        place: The file inside, as problems name it.

    Returns:
        The differences; N872 alone where there is none to hold it against.

    Raises:
        SpbeError: the one that was given cannot be loaded.

    """
    if wanted is None and not is_shipped(rubric.id):
        yield problem("N872", place, rubric=rubric.id)
        return
    known = load_rubric(wanted or rubric.id)
    if known.sha256 == rubric.sha256:
        return
    theirs = checked_data(content, place.cell or place.file)[0]
    ours = checked_data(rubric_source(known, wanted), known.id)[0]
    count = 0
    for one in differences(ours, theirs):
        count += 1
        yield problem("E872", place, rubric=known.id, where=one.path[:80], said=shown(one.said), known=shown(one.meant))
    if not count:
        yield problem("E872", place, rubric=known.id, where="-", said=rubric.sha256[:16], known=known.sha256[:16])
