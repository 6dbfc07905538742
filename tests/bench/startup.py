"""Start-up, and one workbook: beside an interpreter that only reads it, and beside pandas with openpyxl."""

from __future__ import annotations

from making import workbook
from paired import BUILD, PYTHON, SPBE, Row, in_rounds, row, shown

#: Reads every sheet and does nothing else.
BARE = """import sys; from python_calamine import load_workbook as w; b = w(sys.argv[1])
for n in b.sheet_names: b.get_sheet_by_name(n).to_python()"""
#: The home-made way: levels of a named column times weights in the code.
PANDAS = """import sys, pandas as pd
frame = pd.read_excel(sys.argv[1], engine="openpyxl", header=3)
weights = pd.Series(1.0, index=range(47))
print(round((frame["Akhir"].astype(float) * weights).sum() / weights.sum(), 2))
"""


def measure(rounds: int) -> list[Row]:
    """The lines on start-up and on one workbook."""
    small = str(workbook(BUILD / "one.xlsx", 1))
    large = str(workbook(BUILD / "large.xlsx", 2, documents=20_000))
    found = in_rounds(
        {
            "pass": [PYTHON, "-c", "pass"],
            "version": [SPBE, "--version"],
            "help": [SPBE, "--help"],
            "bare": [PYTHON, "-c", BARE, small],
            "score": [SPBE, "score", small],
            "json": [SPBE, "score", small, "--format", "json"],
            "pandas": [PYTHON, "-c", PANDAS, small],
        },
        rounds,
    )
    rows = [
        row("spbe --version", "interpreter start", found["version"], found["pass"], limit=1.5),
        row("spbe --help", "interpreter start", found["help"], found["pass"]),
        row("spbe score, 47 rows", "bare calamine read", found["score"], found["bare"], limit=5),
        row("spbe score --format json, 47 rows", "bare calamine read", found["json"], found["bare"]),
        row("spbe score, 47 rows", "pandas + openpyxl", found["score"], found["pandas"], limit=0.125),
    ]
    found = in_rounds({"bare": [PYTHON, "-c", BARE, large], "score": [SPBE, "score", large]}, max(3, rounds // 3))
    rows.append(
        row("spbe score, 20,000 lines of evidence", "bare calamine read", found["score"], found["bare"], limit=1.6)
    )
    return rows


if __name__ == "__main__":
    print(shown(measure(15)))
