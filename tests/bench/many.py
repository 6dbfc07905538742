"""Many workbooks: beside a pool that only reads them, unprotected, and beside LibreOffice; workers; memory."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from making import folder
from paired import BUILD, PYTHON, SPBE, Row, Spent, in_rounds, row, shown, spent

#: Workers that read every sheet of every file and do nothing else.
RAW = """import sys
from multiprocessing import get_context
def read(path):
    from python_calamine import load_workbook
    book = load_workbook(path)
    for name in book.sheet_names: book.get_sheet_by_name(name).to_python()
if __name__ == "__main__":
    paths = open(sys.argv[2]).read().split("\\n")
    with get_context("fork").Pool(int(sys.argv[1])) as pool:
        for _ in pool.imap(read, paths, chunksize=16): pass
"""
MANY, OFFICE, EARLY = 5_000, 200, 500


def measure(rounds: int) -> list[Row]:
    """The lines on batches; `rounds` of the large ones, for they take their time."""
    paths = folder(MANY)
    where = str(Path(paths[0]).parent)
    listed = BUILD / "workbooks.txt"
    listed.write_text("\n".join(paths), encoding="utf-8")
    raw = BUILD / "raw.py"
    raw.write_text(RAW, encoding="utf-8")
    out = str(BUILD / "many.csv")
    found = in_rounds(
        {
            "raw": [PYTHON, str(raw), "2", str(listed)],
            "two": [SPBE, "batch", where, "-o", out, "--force", "--jobs", "2", "-q"],
            "one": [SPBE, "batch", where, "-o", out, "--force", "--jobs", "1", "-q"],
        },
        rounds,
    )
    rows = [
        row(
            "spbe batch, 5,000 workbooks, 2 workers",
            "raw calamine, 2 workers",
            found["two"],
            found["raw"],
            clock="wall",
            limit=2,
        ),
        row("the same in processor time", "raw calamine, 2 workers", found["two"], found["raw"]),
        row("spbe batch, 2 workers", "spbe batch, 1 worker", found["two"], found["one"], clock="wall", limit=1 / 1.6),
        _memory(where, out),
    ]
    return rows + _office(paths[:OFFICE], max(1, rounds // 2))


def _memory(where: str, out: str) -> Row:
    """What all processes of a batch hold at its end, beside what they held at file 500."""
    process = subprocess.Popen([SPBE, "batch", where, "-o", out, "--force", "-q"], start_new_session=True)
    early = late = 0
    while process.poll() is None:
        try:
            done = Path(f"{out}.resume").read_bytes().count(b"\n") - 1
        except OSError:
            done = 0
        held = _held(process.pid)
        if EARLY <= done < 2 * EARLY:
            early = max(early, held)
        elif done >= 2 * EARLY:
            late = max(late, held)
        time.sleep(0.1)
    now = [Spent(0, late / 2**20)], [Spent(0, early / 2**20)]
    note = "MiB of all processes, not seconds"
    return row("spbe batch, memory up to file 5,000", "memory at files 500 to 1,000", *now, limit=1.2, note=note)


def _held(session: int) -> int:
    """Bytes that the processes of a session hold, what they share counted once (proportional set size)."""
    total = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if int((entry / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                    lines = (entry / "smaps_rollup").read_text().splitlines()
                    total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
            except (OSError, StopIteration, ValueError):
                continue
    return total


def _office(paths: list[str], rounds: int) -> list[Row]:
    """200 workbooks: scored, beside LibreOffice opening, recalculating and saving the same 200."""
    if not shutil.which("soffice"):
        return []
    out = str(BUILD / "some.csv")

    def convert() -> Spent:
        with tempfile.TemporaryDirectory() as home:
            command = ["soffice", f"-env:UserInstallation=file://{home}/profile", "--headless", "--convert-to", "ods"]
            return spent([*command, "--outdir", f"{home}/out", *paths])

    found = in_rounds({"ours": [SPBE, "batch", *paths, "-o", out, "--force", "-q"], "office": convert}, rounds)
    return [
        row(
            "spbe batch, 200 workbooks",
            "LibreOffice, the same 200",
            found["ours"],
            found["office"],
            clock="wall",
            limit=0.05,
        )
    ]


if __name__ == "__main__":
    print(shown(measure(3)))
