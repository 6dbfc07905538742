"""A batch whose terminal is closed: what is finished is written, as when it is asked to end."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time

import pytest
from batch_making import fill
from test_batch_command import ROOT, batch

pty = pytest.importorskip("pty", reason="terminals that are closed by a signal")
#: The terminal of the program becomes that of its session, as where somebody types; and what ends it is not ignored,
#: as it is where tests are run past the end of theirs.
_OWN = """import fcntl, os, signal, sys, termios
fcntl.ioctl(2, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
os.execv(sys.executable, sys.argv[1:])
"""


@pytest.mark.parametrize("how", ["closed", "signal"])
def test_what_is_finished_is_written_and_gone_on_with(tmp_path, how):
    fill(tmp_path / "in", 200)
    out = tmp_path / "hasil.csv"
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "spbe_index", "batch", str(tmp_path / "in"), "-o", str(out), "--jobs", "1"]
    process = subprocess.Popen(
        [sys.executable, "-c", _OWN, *command],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    os.close(theirs)
    journal = tmp_path / "hasil.csv.resume"
    until = time.monotonic() + 30
    while (not journal.exists() or journal.read_bytes().count(b"\n") < 5) and time.monotonic() < until:
        time.sleep(0.02)
    if how == "signal":
        process.send_signal(signal.SIGHUP)
    else:
        os.close(ours)
    assert process.wait(timeout=30) == 130
    if how == "signal":
        os.close(ours)
    with open(out, encoding="utf-8", newline="") as file:
        assert 1 < len(list(csv.reader(file))) < 201
    assert batch(tmp_path / "in", "-o", out, "--resume")[0] == batch(tmp_path / "in")[0]
    with open(out, encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == 201
