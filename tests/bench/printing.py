"""200 reports by two workers, beside one warm process that sets one such page 200 times. Takes a quarter of an hour."""

from __future__ import annotations

import tempfile

from making import folder
from paired import BUILD, PYTHON, SPBE, Row, Spent, in_rounds, row, shown, spent
from reports import BARE, PAGE

MANY = 200


def measure(rounds: int) -> list[Row]:
    """The line on many reports."""
    paths = folder(MANY)

    def batch() -> Spent:
        with tempfile.TemporaryDirectory() as home:
            command = [SPBE, "batch", *paths, "-o", f"{home}/t.csv", "--reports", f"{home}/r", "--jobs", "2", "-q"]
            return spent(command)

    example = str(BUILD / "one-of-many.html")
    spent([PYTHON, "-c", PAGE, paths[0], example])
    found = in_rounds(
        {"ours": batch, "bare": [PYTHON, "-c", BARE, example, str(MANY), str(BUILD / "report.pdf")]}, rounds
    )
    return [
        row(
            "spbe batch --reports, 200, 2 workers",
            "one warm WeasyPrint, 200 times",
            found["ours"],
            found["bare"],
            clock="wall",
            limit=0.65,
        )
    ]


if __name__ == "__main__":
    print(shown(measure(1)))
