"""The wheel on every Python at hand, with the newest dependencies and, on the oldest Python, with the lowest allowed.

    python tests/package/matrix.py        (make matrix)

Each gets an environment of its own and does the yearly job there: score, check, explain, report, verify, rank, a batch,
a table of levels by the Python API. Pythons are looked for by their names (`python3.12`) and below `PYTHONS`, a list of
folders of interpreters.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from wheels import ROOT, built, pip

EXAMPLE = ROOT / "examples" / "kemenko-perekonomian-2021.xlsx"
OLDEST, NEWEST = 11, 15
JOB = (
    (0, "score {book} --format json -o hasil.json"),
    (0, "check {book} --annotate ditandai.xlsx"),
    (0, "explain {book} I12 -o asal.html"),
    (0, "report {book} -o laporan.pdf --plan Memuaskan --standing"),
    (0, "verify laporan.pdf"),
    (0, "verify hasil.json --input {book}"),
    (0, 'rank 2023 --agency "Kota Tegal" -o peringkat.xlsx'),
    (0, "batch {book} -o semua.parquet --reports laporan"),
    (0, "template isian.xlsx --year 2026"),
    (1, "score isian.xlsx"),
)
API = """
import pandas, spbe_index
table = pandas.DataFrame({"agency": ["Kota Satu"], **{f"I{n}": [3] for n in range(1, 48)}})
assert spbe_index.score_frame(table, "spbe-2020")["index_exact"].tolist() == ["3"]
print(spbe_index.__version__)
"""


def pythons() -> Iterator[str]:
    """The interpreters at hand, one of each minor version from the oldest allowed on."""
    folders = [Path(folder) for folder in os.environ.get("PYTHONS", "").split(os.pathsep) if folder]
    for minor in range(OLDEST, NEWEST):
        name = f"python3.{minor}"
        found = [shutil.which(name), *(str(path) for folder in folders for path in folder.glob(f"**/bin/{name}"))]
        for path in filter(None, found):
            if subprocess.run([path, "-V"], capture_output=True, check=False).returncode == 0:
                yield path
                break


def lowest() -> str:
    """What `pyproject.toml` asks for at the least, as constraints."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    return "\n".join(re.sub(r">=([\w.]+).*", r"==\1", one) for one in asked) + "\n"


def tried(python: str, wheel: Path, folder: Path, constraints: str) -> list[str]:
    """What goes wrong in an environment of this Python."""
    subprocess.run([python, "-m", "venv", "--without-pip", folder / "env"], check=True)
    own = folder / "env" / "bin" / "python"
    (folder / "least.txt").write_text(constraints, encoding="utf-8")
    pip("--python", own, "install", "-q", "-c", folder / "least.txt", wheel, folder=folder)
    faults = []
    for code, line in JOB:
        words = [word.format(book=EXAMPLE) for word in shlex.split(line)]
        done = subprocess.run([own, "-I", "-m", "spbe_index", *words], cwd=folder, capture_output=True, check=False)
        if done.returncode != code:
            faults.append(f"spbe {line}: {done.returncode}\n{done.stderr.decode('utf-8', 'replace')}")
    done = subprocess.run([own, "-I", "-c", API], cwd=folder, capture_output=True, check=False)
    if done.returncode:
        faults.append(done.stderr.decode("utf-8", "replace"))
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "--python", own, "list", "--format", "json"], capture_output=True, check=True
    )
    with_ = {one["name"].lower(): one["version"] for one in json.loads(listed.stdout)}
    names = ("typer", "python-calamine", "openpyxl", "pydantic", "weasyprint", "pandas", "numpy", "pyarrow", "narwhals")
    print(f"{python}: {', '.join(f'{name} {with_[name]}' for name in names)}", flush=True)
    return faults


def main() -> int:
    """Try all, tell what went wrong, and end with 1 when anything did."""
    wrong = count = 0
    with tempfile.TemporaryDirectory(prefix="spbe-matrix-") as place:
        wheel = built(Path(place))
        found = list(pythons())
        for number, (python, constraints) in enumerate([(found[0], lowest()), *((one, "") for one in found)]):
            folder = Path(place) / str(number)
            folder.mkdir()
            count += 1
            for fault in tried(python, wheel, folder, constraints):
                wrong += 1
                print(f"  {fault}", flush=True)
    print(f"{count} environments: {wrong} faults", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
