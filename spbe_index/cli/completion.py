"""`spbe --install-completion` and `--show-completion`: completion for the shell in use or a named one.

typer knows both options too, but takes no name of a shell and answers in English; so a line that begins with one of
them is answered here.
"""

from __future__ import annotations

import sys
from pathlib import Path

from spbe_index.cli.exits import DONE
from spbe_index.cli.output import unwritable
from spbe_index.cli.session import Session
from spbe_index.core.problem import NOWHERE, Problem, SpbeError, problem

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
_SHOW, _INSTALL = "--show-completion", "--install-completion"
_NAMES = {"prog_name": "spbe", "complete_var": "_SPBE_COMPLETE"}
_LANG = "--lang"


def completion(arguments: list[str], session: Session) -> int | None:
    """Show or install what a line asks for; None for a line that asks for neither.

    Raises:
        SpbeError: E404 there is no such shell, E407 more than one is named; E896 none is named and the one in use is
            not known, or it is not on this machine; E503 what is installed cannot be written.

    """
    option, *named = _words(arguments) or [""]
    if option not in (_SHOW, _INSTALL):
        return None
    if len(named) > 1:
        raise SpbeError(problem("E407", found=named[1][:60], advice="shell"))
    shell = named[0].lower() if named else _in_use(option)
    if shell not in SHELLS:
        raise SpbeError(problem("E404", NOWHERE, option=option, found=shell[:60], allowed=", ".join(SHELLS)))
    if option == _SHOW:
        from typer._completion_shared import get_completion_script

        sys.stdout.write(f"{get_completion_script(shell=shell, **_NAMES)}\n")
        return DONE
    from typer._completion_shared import install

    try:
        _, path = install(shell, **_NAMES)
    except OSError as error:
        if error.filename == shell:  # PowerShell is asked itself where it keeps its profile
            raise SpbeError(_no_shell(option, "absent", shell)) from None
        raise unwritable(str(error.filename or Path.home()), error) from error
    session.say("commands.completion.installed", shell=shell, file=path)
    return DONE


def _words(arguments: list[str]) -> list[str]:
    """The words of a line without `--lang` and its language, an option and its value apart."""
    words = [part for word in arguments for part in (word.split("=", 1) if word.startswith("--") else [word])]
    if _LANG in words:
        place = words.index(_LANG)
        del words[place : place + 2]
    return words


def _in_use(option: str) -> str:
    """The shell that runs this program.

    Raises:
        SpbeError: E896, it cannot be told.

    """
    from typer._completion_shared import _get_shell_name

    shell = _get_shell_name()
    if shell not in SHELLS:
        raise SpbeError(_no_shell(option, "unknown", shell or ""))
    return shell


def _no_shell(option: str, fault: str, shell: str) -> Problem:
    return problem("E896", NOWHERE, option=option, fault=fault, shell=shell, allowed=", ".join(SHELLS))
