"""A document followed from first line to last: files are written, commands typed, and what is seen is compared."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from blocks import File, Typed, steps

#: How wide the reader's window is.
WIDTH = 90
#: Seconds that one command may take.
PATIENCE = 300


def follow(document: Path, folder: Path, programs: Path, home: Path) -> list[str]:
    """Do what a document says, in this folder, and return what did not come as it says.

    Args:
        document: The Markdown file.
        folder: Where its reader sits.
        programs: The folder of the programs of the environment in which it is followed.
        home: The home of the reader.

    """
    env = {
        **{name: os.environ[name] for name in ("SYSTEMROOT", "TMPDIR") if name in os.environ},
        "PATH": os.pathsep.join([str(programs), "/usr/bin", "/bin"]),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "COLUMNS": str(WIDTH),
        "NO_COLOR": "1",
        "PYTHONUNBUFFERED": "1",
        # Nothing is fetched: all that the wheel needs is there already.
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    faults = []
    for step in steps(document):
        if isinstance(step, File):
            (folder / step.name).write_text(step.text, encoding="utf-8")
            continue
        if said := re.fullmatch(r"export (\w+)=(\S+)", step.command):  # it lasts, as in a terminal that stays open
            env[said[1]] = said[2]
            continue
        code, seen = _answered(step, folder, env) if step.answers else _run(step.command, folder, env)
        if code != step.code or not matches(step.seen, seen):
            said = "\n".join(step.seen)
            faults.append(f"{document.name}:{step.line}: $ {step.command}\n{said}\n--- but, with {code}:\n{seen}")
    return faults


def matches(expected: tuple[str, ...], seen: str) -> bool:
    """Whether what was seen is what a document says, `...` standing for what it leaves out."""
    pattern = ""
    for line in expected:
        pattern += r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line).replace(r"\.\.\.", ".*?") + r"\n"
    return re.fullmatch(pattern, seen) is not None


def _run(command: str, folder: Path, env: dict[str, str]) -> tuple[int, str]:
    """Exit code and both streams, as a terminal shows them."""
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, _lines(done.stdout)


def _answered(step: Typed, folder: Path, env: dict[str, str]) -> tuple[int, str]:
    """The same in a terminal of its own, where each question is answered as it is asked."""
    import pty  # not on Windows

    questions = [line for line in step.seen if line.endswith(":")]
    assert len(questions) == len(step.answers), step
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execve("/bin/sh", ["sh", "-c", step.command], env)
    waiting, seen = list(zip(questions, step.answers, strict=True)), b""
    while True:
        try:
            seen += os.read(terminal, 4096)
        except OSError:  # on Linux, the end of a terminal is an error
            break
        if waiting and _lines(seen).rstrip().endswith(waiting[0][0]):
            os.write(terminal, f"{waiting.pop(0)[1]}\n".encode())
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), _lines(seen)


def _lines(seen: bytes) -> str:
    """Text whose lines have no blanks at their ends, each ended."""
    lines = [line.rstrip() for line in seen.decode("utf-8").replace("\r\n", "\n").splitlines()]
    return "".join(f"{line}\n" for line in lines)
