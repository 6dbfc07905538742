"""What a plan must keep to, as people ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from spbe_index.assess import Assessed
from spbe_index.core.problem import SpbeError, problem
from spbe_index.load.sheets import Limits

if TYPE_CHECKING:
    from spbe_index.core.planned import Horizon
    from spbe_index.core.raises import Terms


class Wishes(NamedTuple):
    """The options of a plan as they were typed."""

    effort: str | None = None
    lock: Sequence[str] = ()
    max_raise: int | None = None
    only_unit: str | None = None
    within_targets: bool = False
    horizon: int | None = None
    per_year: str | None = None

    def years(self) -> Horizon | None:
        """The years to spread a plan over.

        Raises:
            SpbeError: E829 an effort a year without years, E404 one that is no number.

        """
        from spbe_index.core.planned import Horizon

        if self.per_year is None:
            return Horizon(self.horizon) if self.horizon else None
        from spbe_index.load.efforts import read_cost

        ceiling = read_cost(self.per_year)
        if ceiling is None:
            raise SpbeError(problem("E404", option="--per-year", found=self.per_year[:40], allowed="number"))
        if self.horizon is None:
            raise SpbeError(
                problem(
                    "E829", option="--per-year", other="--horizon", fault="needs", advice="needs", example="horizon"
                )
            )
        return Horizon(self.horizon, ceiling)

    def terms(self, assessed: Assessed, limits: Limits, encoding: str | None) -> Terms:
        """What the plan must keep to.

        Raises:
            SpbeError: An item or unit that there is not, or an effort file that cannot be used.

        """
        from spbe_index.core.assessment import Effort
        from spbe_index.core.raises import Terms
        from spbe_index.load.wishes import leaves_meant, unit_meant

        rubric = assessed.rubric
        locked = frozenset(code for text in self.lock for code in leaves_meant(rubric, text))
        unit = unit_meant(assessed.result, self.only_unit) if self.only_unit is not None else ""
        efforts: dict[str, tuple[Effort, ...]] = {}
        if self.effort is not None:
            from spbe_index.load.effort_file import read_effort_file

            efforts = read_effort_file(self.effort, rubric, limits=limits, encoding=encoding)
        return Terms(locked, self.max_raise, unit, self.within_targets, None, efforts)
