"""A short, seeded run of the fuzzing in `fuzzing.py`, everything that it ever found, and that it sees what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FUZZING = HERE / "fuzzing.py"
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="cases are forked off")


def fuzzing(*words: object) -> subprocess.CompletedProcess[str]:
    """Run it in a process of its own: one that forks should have no threads, which the runner of these tests has."""
    return subprocess.run([sys.executable, FUZZING, *map(str, words)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("seed", ["satu", "dua"])
def test_spoilt_files_end_in_a_result_or_in_a_problem(seed: str, tmp_path: Path) -> None:
    done = fuzzing("--seed", seed, "--jobs", 1, "--cases", 100, "--keep", tmp_path)
    assert (done.returncode, done.stdout) == (0, f"100 cases with seed {seed}: 0 findings\n"), done.stdout + done.stderr


def test_what_was_found_stays_mended() -> None:
    kept = len(list((HERE / "fixtures").iterdir()))
    done = fuzzing("--replay")
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[0]) > 4 * kept


#: What goes wrong in the program, put in before it is run, and what must be said of it.
WRONG = {
    "raise KeyError('x')": "exit 70",
    "os.kill(os.getpid(), 11)": "exit -11",
    "os._exit(5)": "exit 5",
    "os._exit(3)": "exit 3 without a problem of the catalogue",
    "print('{', flush=True); os._exit(0)": "no JSON",
    "print('[]', flush=True); os._exit(0)": "JSON without problems",
    "time.sleep(9)": "hang",
    "open('berkas.xlsx', 'w').write('x')": "the input has changed",
    "tempfile.mkstemp()": "temporary files",
    "subprocess.Popen(['sleep', '9'])": "a process is left",
    "open('sisa', 'w').close(); os._exit(3)": "left behind",
}
PROGRAM = """
import os, subprocess, sys, tempfile, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import spbe_index.load.sheets
from watching import emptied, faults, line
honest, wrong = spbe_index.load.sheets.os.open, sys.argv[2]
def opened(name, *more):
    if name == "berkas.xlsx":
        spbe_index.load.sheets.os.open = honest
        exec(wrong)
    return honest(name, *more)
spbe_index.load.sheets.os.open = opened
data = Path(sys.argv[3]).read_bytes()
found, _ = faults(line("score {file} --format json"), data, "berkas.xlsx", emptied(Path(sys.argv[4])), 3)
print(found)
"""


@pytest.mark.parametrize("wrong", ["", *WRONG])
def test_what_goes_wrong_is_seen(wrong: str, tmp_path: Path) -> None:
    example = HERE.parents[1] / "examples" / "kemenko-perekonomian-2021.xlsx"
    command = [sys.executable, "-c", PROGRAM, HERE, wrong or "0", example, tmp_path / "x"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE.parents[1])
    if wrong:
        assert WRONG[wrong] in done.stdout, done.stdout + done.stderr
    else:
        assert done.stdout == "[]\n"


def test_a_case_is_the_same_wherever_it_runs(tmp_path: Path) -> None:
    program = (
        "import hashlib, pathlib, sys; sys.path.insert(0, sys.argv[1]); import fuzzing\n"
        "every = fuzzing.kinds(pathlib.Path(sys.argv[2]))\n"
        "for n in range(60):\n"
        "    name, data, one = fuzzing.case(every, 'x', n); print(name, one.words, hashlib.sha256(data).hexdigest())"
    )
    command = [sys.executable, "-c", program, HERE, tmp_path]
    one, other = (subprocess.run(command, capture_output=True, check=True, cwd=HERE.parents[1]).stdout for _ in "ab")
    assert one == other
    assert len(set(one.split(b"\n"))) > 55
