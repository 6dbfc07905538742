"""One command line in a process of its own, and everything about its end that is not as documented."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

#: What may come of any file: done, done with findings, wrong use, a file's fault, a rubric's fault.
DOCUMENTED = (0, 1, 2, 3, 4)
EXAMPLE = Path(__file__).parents[2] / "examples" / "kemenko-perekonomian-2021.xlsx"
_CODE = re.compile(rb"\b[EWN]\d{3}\b")
_FAULT = re.compile(rb"Traceback|(?:GALAT|ERROR) E901")


class Line(NamedTuple):
    """A command line. Of its words `{file}` is the file that was spoilt, `{example}` an honest workbook beside it.

    `{out}` is how names of outputs begin.

    `often` says how often it is taken, beside others.
    """

    words: tuple[str, ...]
    often: int = 1

    @property
    def output(self) -> str:
        """The file it writes, as it stands in the line; "" for none."""
        return next((word for word in self.words if "{out}" in word), "")

    @property
    def is_json(self) -> bool:
        """Whether it prints JSON, whatever becomes of it."""
        return "json" in self.words and not self.output

    @property
    def is_text(self) -> bool:
        """Whether it prints for a terminal."""
        return "--format" not in self.words


def line(text: str, often: int = 1) -> Line:
    return Line(tuple(text.split()), often)


class Ended(NamedTuple):
    """How a process ended: its exit code (minus a signal's number), and whether it had to be stopped.

    `left` are processes that it started and that outlive it.
    """

    code: int
    out: bytes
    err: bytes
    late: bool
    left: tuple[int, ...] = ()


def run(words: list[str], folder: Path, seconds: float, *, where: Path | None = None) -> Ended:
    """Run `spbe` in a child that is forked off, which takes no time to start, with a session of its own.

    Args:
        words: Its command line.
        folder: Where its output goes, and in `tmp` its temporary files.
        seconds: When it is stopped.
        where: The folder it runs in, when that is another.

    """
    pid = os.fork()
    if not pid:
        _child(words, folder, where or folder)
    until = time.monotonic() + seconds
    found = status = 0
    while not found and time.monotonic() < until:
        found, status = os.waitpid(pid, os.WNOHANG)
        time.sleep(0 if found else 0.002)
    late = not found
    if late:
        os.kill(pid, signal.SIGKILL)
        status = os.waitpid(pid, 0)[1]
    left = tuple(_of_session(pid))
    if left and not late:  # one that is about to end has its time
        time.sleep(0.5)
        left = tuple(_of_session(pid))
    for one in left:
        os.kill(one, signal.SIGKILL)
    out, err = ((folder / name).read_bytes() for name in ("stdout", "stderr"))
    return Ended(os.waitstatus_to_exitcode(status), out, err, late, left)


def _child(words: list[str], folder: Path, where: Path) -> None:
    try:
        os.setsid()
        for name, handle, flags in (
            (os.devnull, 0, os.O_RDONLY),
            (folder / "stdout", 1, os.O_WRONLY | os.O_CREAT),
            (folder / "stderr", 2, os.O_WRONLY | os.O_CREAT),
        ):
            os.dup2(os.open(name, flags), handle)
        sys.stdin = open(0)  # noqa: SIM115  as long as the process lives
        sys.stdout, sys.stderr = (open(handle, "w", encoding="utf-8") for handle in (1, 2))  # noqa: SIM115
        os.environ |= {"TMPDIR": str(folder / "tmp"), "SPBE_LANG": "id", "COLUMNS": "80"}
        tempfile.tempdir = None
        os.chdir(where)
        sys.argv = ["spbe", *words]
        from spbe_index.cli.main import main

        main()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(99)


def _of_session(session: int) -> Iterator[int]:
    """The processes of a session that have not ended, on Linux."""
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, *fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == session and state != "Z":
            yield int(entry.parent.name)


def faults(one: Line, data: bytes, name: str, folder: Path, seconds: float) -> tuple[list[str], Ended]:
    """What is wrong with how a command ends on a file with this content; and that end.

    Args:
        one: The command line.
        data: The content of the file.
        name: Its name.
        folder: An empty folder that may be filled.
        seconds: How long it may take.

    """
    (folder / "tmp").mkdir()
    file = folder / name
    file.write_bytes(data)
    meant = {"{file}": name, "{example}": str(EXAMPLE)}
    words = [meant.get(word, word).replace("{out}", "keluar") for word in one.words]
    ended = run(words, folder, seconds)
    found = list(_of_end(one, ended))
    if ended.left and not ended.late:
        found.append("a process is left")
    if hashlib.sha256(file.read_bytes()).digest() != hashlib.sha256(data).digest():
        found.append("the input has changed")
    output = one.output.replace("{out}", "keluar")
    there = {path.name for path in folder.iterdir()} - {"tmp", name, "stdout", "stderr"}
    if ended.code not in (0, 1) and there:
        found.append(f"left behind: {sorted(there)}")
    if ended.code in (0, 1) and output and there != {output}:
        found.append(f"written: {sorted(there)}")
    if left := sorted(path.name for path in (folder / "tmp").iterdir()):
        found.append(f"temporary files: {left}")
    return found, ended


def _of_end(one: Line, ended: Ended) -> Iterator[str]:
    """What is wrong with an exit code and with what was printed."""
    if ended.late:
        yield "hang"
        return
    if ended.code not in DOCUMENTED:
        yield f"exit {ended.code}"
    if _FAULT.search(ended.err) or _FAULT.search(ended.out):
        yield f"fault: {_last_line(ended.err)}"
    if ended.code in (2, 3, 4) and not (_CODE.search(ended.err) or (one.is_json and _CODE.search(ended.out))):
        yield f"exit {ended.code} without a problem of the catalogue"
    if one.is_json and ended.code != 2:
        try:
            plain = json.loads(ended.out)
        except ValueError as error:
            yield f"no JSON: {error}"
        else:
            if not (isinstance(plain, dict) and isinstance(plain.get("problems"), list)):
                yield "JSON without problems"
    if one.is_text and (
        odd := {sign for sign in ended.out.decode("utf-8", "replace") if not sign.isprintable()} - {"\n"}
    ):
        yield f"not escaped: {sorted(map(ascii, odd))[:5]}"


def _last_line(text: bytes) -> str:
    lines = text.decode("utf-8", "replace").strip().splitlines() or [""]
    told = next((line for line in lines if "E901" in line), lines[-1])
    return told[:200]


def emptied(folder: Path) -> Path:
    """A folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
