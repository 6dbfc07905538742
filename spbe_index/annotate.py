"""A workbook in, the same workbook with its problems marked out: what `spbe check --annotate` hands back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from shutil import copyfileobj
from tempfile import TemporaryFile
from time import monotonic

from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.load.answer import last_said, refusal_of, too_large, why_dead
from spbe_index.load.limited import Outcome, run
from spbe_index.load.sheets import DEFAULT_LIMITS, FINDINGS_MARK, Limits, open_file, shown_name
from spbe_index.marking import DONE
from spbe_index.write.words import Words

_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

#: What the marking child runs. Only the standard library and this package are found.
_PROGRAM = """import sys
sys.path.append(sys.argv[4])
from spbe_index.marking.child import main
main(int(sys.argv[2]), int(sys.argv[3]))
"""


def annotate(
    path: str | os.PathLike[str],
    problems: Iterable[Problem],
    words: Words,
    *,
    output: str = "",
    sha256: str = "",
    limits: Limits = DEFAULT_LIMITS,
) -> bytes:
    """The bytes of the same xlsx or xlsm workbook with its problems marked, commented and listed.

    A faulty cell gets a fill and a border by its worst severity and one comment
    with all its messages and hints; a cell under a merge is commented where the
    merge shows. A sheet at the end, `Temuan` or `Findings`, lists every problem
    with a link to its cell. Nothing else changes, and the new file scores the
    same as the old one. What an earlier call put in is replaced.

        assessed = assess_file(path)
        sha256 = assessed.result.provenance.sha256
        content = annotate(path, assessed.result.problems, words, output=output, sha256=sha256)
        deliver(content, output, force=force, inputs=(path,))

    Args:
        path: The workbook that was read; it is read again.
        problems: What to mark, in the order of the list. One without sheet or cell is only listed.
        words: The language of comments and list.
        output: The file it is for, whose name must end as Excel asks of this kind of workbook; "" or "-" for none.
        sha256: Digest of the bytes the problems were found in; nothing is marked in any others. "" for no check.
        limits: Memory and time the marking process may use.

    Raises:
        SpbeError: E701 it is no xlsx or xlsm, E702 it has changed since it was
            read, E703 it is standard input, E506 the name of the output ends
            otherwise; or it cannot be read, see `read_book`.
        OSError: There is no room for a copy of it.

    """
    name = os.fspath(path)
    shown = shown_name(name)
    if name == "-":
        raise SpbeError(problem("E703", Place("-")))
    until = monotonic() + limits.seconds
    request = json.dumps(
        {
            "sha256": sha256,
            "name": "" if output == "-" else os.path.basename(output),
            "mark": FINDINGS_MARK,
            "findings": [_finding(found, words) for found in problems],
            "wording": _wording(words),
        }
    ).encode("ascii")
    with open_file(name, shown) as workbook, TemporaryFile() as given:
        given.write(len(request).to_bytes(8, "big") + request)
        copyfileobj(workbook, given)
        given.seek(0)
        try:
            outcome = run(given, limits.memory_mb, limits.seconds, until, _ROOT, program=_PROGRAM)
        except OSError as error:
            raise SpbeError(problem("E110", Place(shown), detail=type(error).__name__)) from error
    return _marked(outcome, shown, output, limits)


def _finding(found: Problem, words: Words) -> tuple[str, ...]:
    """The fields of `marking.findings.Finding`."""
    severity = found.severity.value
    place = found.place
    return severity, words(f"terminal.severity.{severity}"), found.code, place.sheet, place.cell, *words.tell(found)


def _wording(words: Words) -> tuple[str | list[str], ...]:
    """The fields of `marking.findings.Wording`."""
    name = words("terminal.sheet.problems")
    headings = [words(f"annotation.{key}") for key in ("number", "severity", "code", "place", "message", "hint")]
    about, none, more = (words(f"annotation.{key}") for key in ("about", "none", "more"))
    return name, f"{words('annotation.title')} {FINDINGS_MARK}", about, none, more, headings


def _marked(outcome: Outcome, shown: str, target: str, limits: Limits) -> bytes:
    """The new workbook that the process wrote.

    Raises:
        SpbeError: It wrote none: E701, E702, E506, as for `annotate`; E101, E102, E103, E106, E107, E118, the
            workbook is refused; E104, E105, E110, it takes more than `limits` allow, or ends the process.

    """
    output = outcome.output
    if outcome.status == 0 and not outcome.late and output.startswith(DONE + b"PK\3\4"):
        return output[len(DONE) :]
    said = {} if output.startswith(DONE) else last_said(output)
    if outcome.status != 0 or outcome.late:
        raise SpbeError(why_dead(outcome, said, shown, limits))
    if said.get("memory") is True:
        raise SpbeError(too_large(shown, limits))
    if "refused" in said:
        refused = refusal_of(said["refused"], shown)
        raise SpbeError(refused._replace(place=Place(target)) if refused.code == "E506" else refused)
    raise SpbeError(problem("E110", Place(shown), detail="answer"))
