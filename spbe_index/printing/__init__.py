"""Pages are set as PDF in a process of its own, with limited memory and time.

What sets them has no guard of its own, and what stands on them comes from files
of anybody; so, as with reading, the process that does it is one that can be done
without.
"""

from __future__ import annotations

import os
from time import monotonic
from typing import BinaryIO

from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.load.answer import last_said, signal_name
from spbe_index.load.limited import Outcome, run

#: What setting one PDF may use: address space in MB, and seconds. The longest report takes a fifth of either.
MEMORY_MB, SECONDS = 2048, 300

#: How a PDF begins, and how the process says instead that the libraries it draws with are missing.
PDF, MISSING = b"%PDF-", "missing"
#: And how, that its temporary folder has no room.
ROOM = "room"

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_PROGRAM = """import sys
sys.path[:0] = [sys.argv[4], *(path for path in sys.argv[5:] if path != sys.argv[4])]
from spbe_index.printing.child import main
main(int(sys.argv[2]), int(sys.argv[3]))
"""


def printed(name: str, output: str, *given: object, **more: object) -> bytes:
    """The PDF that a function of `write.pdf` makes of what it is given.

    Args:
        name: The function, e.g. `report_pdf`.
        output: The file it is for, as problems name it.
        given, more: Its arguments.

    Raises:
        SpbeError: E504 the libraries it draws with are not on this machine; E507, E508 it takes more memory or time
            than it may; E509 the process cannot be started or has ended otherwise; E852 the temporary folder has no
            room to work in.

    """
    outcome = _answered(output, name, given, more)
    if outcome.status == 0 and not outcome.late and outcome.output.startswith(PDF):
        return outcome.output
    raise SpbeError(_why_not(outcome, Place(output)))


def refuse_without_printer() -> None:
    """Refuse what would print report after report, where none can be printed on this machine.

    Raises:
        SpbeError: E504 the libraries it draws with are missing; E509, E852 as for `printed`.

    """
    if last_said(_answered("", "", (), {}).output).get(MISSING) is True:
        raise SpbeError(problem("E504", advice="batch"))


def _answered(output: str, *asked: object) -> Outcome:
    """What the process answers to a request: a function, what it is given, and more of it by name."""
    until = monotonic() + SECONDS
    from spbe_index.load.scratch import Scratch

    with _request(*asked) as request, Scratch() as scratch:
        try:
            return run(request, MEMORY_MB, SECONDS, until, _ROOT, program=_PROGRAM, environment=scratch.environment)
        except OSError as error:
            raise SpbeError(problem("E509", Place(output), detail=type(error).__name__)) from error


def _request(*asked: object) -> BinaryIO:
    """What the process is asked, in a file that nobody else has a name for."""
    import pickle  # what we say to a child of our own; nothing that comes from outside is ever unpickled
    from tempfile import TemporaryFile

    try:
        request: BinaryIO = TemporaryFile()  # noqa: SIM115  closed by who asked for it
        pickle.dump(asked, request)
        request.seek(0)
    except OSError as error:
        from spbe_index.load.scratch import temporary_folder

        raise SpbeError(problem("E852", Place(temporary_folder()))) from error
    return request


def _why_not(outcome: Outcome, place: Place) -> Problem:
    if outcome.late or signal_name(outcome.status) == "SIGXCPU":
        return problem("E508", place, limit=SECONDS)
    if outcome.status != 0:
        return problem("E509", place, detail=signal_name(outcome.status))
    said = last_said(outcome.output)
    if said.get("memory") is True:
        return problem("E507", place, limit=MEMORY_MB)
    if said.get(MISSING) is True:
        return problem("E504", place, advice="html")
    if said.get(ROOM) is True:
        from spbe_index.load.scratch import temporary_folder

        return problem("E852", Place(temporary_folder()))
    return problem("E509", place, detail=str(said.get("fault", "answer"))[:200])
