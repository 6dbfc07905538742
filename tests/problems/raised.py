"""Every code of the catalogue with how it is raised, and the problem that is then told, the same on every machine."""

from __future__ import annotations

from pathlib import Path

import by_checks
import by_comparing
import by_contents
import by_files
import by_lists
import by_many
import by_plans
import by_rubrics
import by_tables
import by_use
import by_verifying

from spbe_index.core.problem import Place, Problem

TABLES = (
    *(by_files, by_contents, by_checks, by_comparing, by_lists, by_many, by_plans, by_rubrics, by_tables, by_use),
    by_verifying,
)
RAISED = {code: raised for table in TABLES for code, raised in table.RAISED.items()}


def raised(code: str, folder: Path) -> list[Problem]:
    """The problems of this code that its row in the tables leads to, without the name of the folder."""
    return [_placeless(found, folder) for found in RAISED[code](folder) if found.code == code]


def _placeless(found: Problem, folder: Path) -> Problem:
    def without(text: str) -> str:
        return text.replace(f"{folder}/", "").replace(f"{folder}\\", "")

    args = tuple((name, without(text)) for name, text in found.args)
    return Problem(found.code, Place(*map(without, found.place)), args)
