"""Each shape that brings readers down, through the whole program: what it says, how long and how much it takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from shapes import SHAPES

ROOT = Path(__file__).parents[2]

#: Runs `spbe` and writes what it and the readers it has started have needed at most, in KiB.
MEASURED = """import os, resource, sys
from spbe_index.cli.run import run
code = run(sys.argv[2:])
sys.stdout.flush()
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
if os.path.exists("/proc/self/status"):  # the other figure begins with the size of the process that started this one
    own = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
peaks = [own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]
with open(sys.argv[1], "w") as file:
    print(*peaks, file=file)
sys.exit(code)
"""
#: What no user is ever to see.
LEAKS = ("Traceback", "panicked at", "thread '<unnamed>'", "memory allocation of", "E901")


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str
    #: of the program, and of its readers, in MiB
    own: float
    readers: float


def measured(folder: Path, *arguments: object) -> Run:
    command = [sys.executable, "-c", MEASURED, str(folder / "peaks"), *map(str, arguments)]
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, env=env, cwd=folder, timeout=120, check=False)
    own, readers = (int(peak) / 1024 for peak in (folder / "peaks").read_text().split())
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode(), own, readers)


@pytest.mark.skipif(os.name == "nt", reason="limits on memory are those of POSIX")
@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_ends_in_a_sentence_within_its_limits(tmp_path: Path, shape: str) -> None:
    ending, build, code = SHAPES[shape]
    content = build()
    assert len(content) < 4_200_000
    path = tmp_path / f"bentuk.{ending}"
    path.write_bytes(content)
    found = measured(tmp_path, "score", path, "--format", "json", "--reader-memory", 512)
    assert not [leak for leak in LEAKS if leak in found.err]
    told = json.loads(found.out)["problems"]
    assert told[0]["file"] == path.name
    assert told[0]["hint"]
    if code:
        assert (found.code, [one["code"] for one in told]) == (3, [code])
    else:  # read, and found to be no assessment
        assert not [one for one in told if one["severity"] == "error" and one["code"].startswith("E1")]
    assert found.own + found.readers < 512 + 200


def test_a_batch_of_all_shapes_accounts_for_each_and_scores_the_good_one(tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    for number, (ending, build, _) in enumerate(SHAPES.values()):
        (folder / f"{number:02}.{ending}").write_bytes(build())
    (folder / "baik.xlsx").write_bytes((ROOT / "examples" / "kemenko-perekonomian-2021.xlsx").read_bytes())
    (folder / "mati.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)
    found = measured(tmp_path, "batch", folder, "--format", "json", "--reader-memory", 512, "--jobs", 1)
    assert not [leak for leak in LEAKS if leak in found.err]
    by_name = {Path(row["file"]).name: row for row in json.loads(found.out)["rows"]}
    assert sorted(by_name) == sorted(path.name for path in folder.iterdir())
    assert (by_name["baik.xlsx"]["status"], by_name["baik.xlsx"]["index_exact"]) == ("scored", "1179/400")
    assert {row["status"] for name, row in by_name.items() if name != "baik.xlsx"} == {"failed"}
    assert found.code == 1
    assert f"{len(by_name)} berkas: 1 terhitung lengkap, 0 belum lengkap, {len(by_name) - 1} gagal." in found.err
    assert found.own + found.readers < 512 + 200
