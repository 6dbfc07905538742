"""Exact SPBE and Pemdi maturity indices from an agency's evidence workbook.

The public names are listed in `__all__`; everything heavy is imported when it is first used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # known to type checkers; importing `typing` would cost `spbe --version` half its time
if TYPE_CHECKING:
    from typing import Any

    from spbe_index.assess import Assessed, assess_file
    from spbe_index.core.problem import Problem, SpbeError
    from spbe_index.core.result import Open, Result
    from spbe_index.core.rubric import Rubric
    from spbe_index.frame import score_frame
    from spbe_index.load.rubric import load_rubric
    from spbe_index.load.sheets import Limits

__version__ = "0.1.0"

__all__ = [
    "Assessed",
    "Limits",
    "Open",
    "Problem",
    "Result",
    "Rubric",
    "SpbeError",
    "__version__",
    "assess_file",
    "load_rubric",
    "score_frame",
]

_HOMES = {
    "Assessed": "spbe_index.assess",
    "assess_file": "spbe_index.assess",
    "Problem": "spbe_index.core.problem",
    "SpbeError": "spbe_index.core.problem",
    "Open": "spbe_index.core.result",
    "Result": "spbe_index.core.result",
    "Rubric": "spbe_index.core.rubric",
    "load_rubric": "spbe_index.load.rubric",
    "Limits": "spbe_index.load.sheets",
    "score_frame": "spbe_index.frame",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `spbe --version` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
