"""What a workbook says of itself and cannot be used, or does not fit what is filled in."""

from __future__ import annotations

from collections.abc import Iterator

from spbe_index.core.assessment import Assessment
from spbe_index.core.problem import Problem, problem
from spbe_index.core.rubric import Rubric
from spbe_index.core.stage import stages_in_use
from spbe_index.load.folding import fold
from spbe_index.load.identity import IDENTITY_SHEETS, Identity, year_in

_SHOWN = 60


def doubtful_claims(identity: Identity, rubric: Rubric, assessment: Assessment) -> Iterator[Problem]:
    """W273 for a year that cannot be read, W275 for a stage nobody knows, N274 for one that is not the stage filled in.

    Labels stand on many sheets; only where they are there to say it is their word taken amiss.
    """
    year, stage = identity.claims.get("year"), identity.claims.get("stage")
    if year and year.meant and year_in(year.text) is None:
        yield problem("W273", year.place, found=year.text[:_SHOWN])
    if not stage or not stage.meant:
        return
    names = {one.code: one.name.id for one in rubric.stages}
    if identity.stage not in names:
        if fold(stage.place.sheet) in IDENTITY_SHEETS:  # elsewhere "Jenis Penilaian" may mean anything
            yield problem("W275", stage.place, found=stage.text[:_SHOWN], choices=", ".join(names.values()))
        return
    filled = stages_in_use(rubric, assessment)
    if filled and "" not in filled and identity.stage not in filled:
        listed = ", ".join(names.get(code, code) for code in filled)
        yield problem("N274", stage.place, claimed=names[identity.stage], filled=listed)
