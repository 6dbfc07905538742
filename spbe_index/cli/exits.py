"""The exit codes, which other programs rely on."""

from __future__ import annotations

from spbe_index.core.problem import Problem

DONE, FINDINGS, WRONG_USE, FILE_FAULT, RUBRIC_FAULT, PROGRAM_FAULT, INTERRUPTED = 0, 1, 2, 3, 4, 70, 130

#: By the hundred of a problem's code: E1xx files, E2xx contents, E3xx rubrics, E4xx use, E5xx output, E6xx template,
#: E7xx marking, E8xx other years, lists, plans and verifying, E9xx the program.
_BY_HUNDRED = {
    "1": FILE_FAULT,
    "2": FILE_FAULT,
    "3": RUBRIC_FAULT,
    "4": WRONG_USE,
    "5": FILE_FAULT,
    "6": WRONG_USE,
    "7": FILE_FAULT,
    "8": FILE_FAULT,
    "9": PROGRAM_FAULT,
}


#: Codes of another kind than their hundred: a rubric file that is not there or cannot be read is a file's fault, not
#: the rubric's; an instrument, an agency, a group or a standing that cannot be had is asked for wrongly, and so is a
#: target, an item, a level, a unit, a treatment of blanks or a shell that is not there; a crosswalk and the prefixes of
#: codes belong to the rubrics.
_APART = {
    **dict.fromkeys(("E313", "E316"), FILE_FAULT),
    **dict.fromkeys(
        ("E805", "E806", "E809", "E816", "E817", "E818", "E819", "E849", "E862", "E865", "E868"), WRONG_USE
    ),
    **dict.fromkeys(
        ("E820", "E821", "E822", "E823", "E824", "E825", "E826", "E829", "E880", "E882", "E895", "E896"), WRONG_USE
    ),
    **dict.fromkeys(("E807", "E808", "E897"), RUBRIC_FAULT),
}


def exit_code(problem: Problem) -> int:
    """The exit code when this problem left nothing to do."""
    return _APART.get(problem.code) or _BY_HUNDRED[problem.code[1]]
