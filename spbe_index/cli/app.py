"""Finds the command, its language and its exit code; turns every fault into sentences."""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from typing import Any

import typer
import typer.core
import typer.main

from spbe_index.cli.session import Session
from spbe_index.core.problem import Problem, SpbeError, problem
from spbe_index.core.result import problem_plain
from spbe_index.write.words import DEFAULT_LANGUAGE, LANGUAGES, Words

#: Every command and the module below `spbe_index.cli` that holds its `app`, in the order of the help page.
COMMANDS = {"score": "score", "report": "report", "rubric": "rubric"}

DONE, FINDINGS, WRONG_USE, FILE_FAULT, RUBRIC_FAULT, PROGRAM_FAULT, INTERRUPTED = 0, 1, 2, 3, 4, 70, 130

#: Exit code by the hundred of a problem's code (E1xx files, E2xx contents, E3xx rubrics, E4xx use, E5xx output).
_EXITS = {"1": FILE_FAULT, "2": FILE_FAULT, "3": RUBRIC_FAULT, "4": WRONG_USE, "5": FILE_FAULT, "9": PROGRAM_FAULT}


#: What the parser writes into help pages in English whatever the language.
_FIXED_ENGLISH = (
    "Usage:",
    "Options:",
    "Commands:",
    "Arguments:",
    "Show this message and exit.",
    "[default: ",
    "[required]",
)


class Commands(typer.core.TyperGroup):
    """The group of all commands; each module is imported when its command is named."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, worded in the session's language; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"spbe_index.cli.{COMMANDS[cmd_name]}")
        return _worded(typer.main.get_command(module.app), ctx.find_root().obj.words)


app = typer.Typer(cls=Commands, rich_markup_mode=None, no_args_is_help=True, help="commands.spbe.help")


@app.callback()
def _spbe(
    lang: str = typer.Option("", "--lang", metavar="id|en", help="commands.option.lang"),
    version: bool = typer.Option(False, "--version", help="commands.option.version"),
) -> None:
    """Options before the command; `--lang` is read by `run` wherever it stands."""


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code; no exception leaves unless `--debug` asks for it."""
    _make_output_safe()
    session = Session(Words(_language(arguments)), debug="--debug" in arguments)
    try:
        if _asked_language(arguments) not in (None, *LANGUAGES):
            raise SpbeError(problem("E404", option="--lang", found=_asked_language(arguments), allowed="id, en"))
        command = _worded(typer.main.get_command(app), session.words)
        code = command.main(args=arguments, prog_name="spbe", standalone_mode=False, obj=session)
        return code if isinstance(code, int) else DONE
    except SpbeError as error:
        return _failed(session, error.problems)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`spbe ... | head`); point standard output away so that closing it is quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        usage = _usage_problem(error)
        if usage is not None:
            return _failed(session, (usage,))
        if getattr(type(error), "__name__", "") == "NoArgsIsHelpError":
            sys.stdout.write(f"{error}\n")
            return WRONG_USE
        if session.debug:
            raise
        return _failed(session, (problem("E901", kind=type(error).__name__, detail=str(error)[:200]),))


def _exit_code(problem: Problem) -> int:
    """A rubric file that is not there or cannot be read is a file's fault, not the rubric's."""
    return FILE_FAULT if problem.code in ("E313", "E316") else _EXITS[problem.code[1]]


def _failed(session: Session, problems: tuple[Problem, ...]) -> int:
    """Say why nothing could be done, in the form asked for, and give the exit code."""
    code = _exit_code(problems[0])
    if session.machine and code != WRONG_USE:
        plain = {"schema": "spbe-problems/1", "problems": [problem_plain(p, session.words.tell) for p in problems]}
        sys.stdout.write(json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
    session.report(problems)
    return code


def _asked_language(arguments: list[str]) -> str | None:
    """What `--lang` says, wherever it stands on the line; None when it is not there."""
    for place, word in enumerate(arguments):
        if word == "--":
            return None
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang":
            return arguments[place + 1] if place + 1 < len(arguments) else ""
    return None


def _language(arguments: list[str]) -> str:
    for wish in (_asked_language(arguments), os.environ.get("SPBE_LANG", "")):
        if wish in LANGUAGES:
            return wish
    return DEFAULT_LANGUAGE


def _make_output_safe() -> None:
    """Never fail for a character that the terminal's encoding lacks; show it escaped instead."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _usage_problem(error: Exception) -> Problem | None:
    """A parser error of the command line as a problem in both languages, or None for any other exception.

    The parser's own classes are private to typer, so they are told by name.
    """
    names = {cls.__name__ for cls in type(error).__mro__}
    if "UsageError" not in names or "NoArgsIsHelpError" in names:
        return None
    details: Any = error
    param = getattr(details, "param", None)
    name = (param.opts[0] if param.opts[0].startswith("-") else param.name.upper()) if param is not None else ""
    if "NoSuchOption" in names:
        return problem("E401", option=details.option_name, nearest=", ".join(details.possibilities or ()) or "-")
    if "MissingParameter" in names:
        return problem("E403", name=name)
    if "BadParameter" in names:
        allowed = ", ".join(map(str, getattr(param.type, "choices", ()))) if param is not None else ""
        found = details.message.split("'")[1] if "'" in details.message else details.message
        return problem("E404", option=name, found=found, allowed=allowed or "-")
    if details.message.startswith("No such command"):
        return problem("E405", found=details.message.split("'")[1], commands=", ".join(COMMANDS))
    return problem("E406", detail=details.message)


def _worded(command: Any, words: Words) -> Any:
    """The command with every help key replaced by its sentence, below it too."""
    command.help = words(command.help) if command.help else None
    command.rich_markup_mode = None
    command.options_metavar = words("commands.page.options_metavar")
    for param in command.params:
        if (getattr(param, "help", None) or "").startswith("commands."):
            param.help = words(param.help)
    for child in getattr(command, "commands", {}).values():
        _worded(child, words)
    inner = command.get_help
    command.get_help = lambda ctx: _page(inner(ctx), words)
    if hasattr(command, "subcommand_metavar"):
        command.subcommand_metavar = words("commands.page.command_metavar")
    return command


def _page(text: str, words: Words) -> str:
    """A help page with the parser's fixed English words put into the session's language."""
    for english in _FIXED_ENGLISH:
        text = text.replace(english, words(f"commands.page.{english}"))
    return text
