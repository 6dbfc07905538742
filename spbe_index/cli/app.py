"""Finds the command, its language and its exit code; turns every fault into sentences."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import typer
import typer.core
import typer.main

from spbe_index.cli.exits import DONE, INTERRUPTED, WRONG_USE, exit_code
from spbe_index.cli.session import Session
from spbe_index.cli.usage import usage_problem
from spbe_index.core.problem import Problem, SpbeError, problem
from spbe_index.write.words import DEFAULT_LANGUAGE, LANGUAGES, Words

#: Every command and the module below `spbe_index.cli` that holds its `app`, in the order of the help page.
COMMANDS = {"score": "score", "report": "report", "check": "check", "template": "template", "rubric": "rubric"}

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
#: Options that typer adds by itself, with the keys of their sentences.
_ADDED_OPTIONS = {"install_completion", "show_completion"}


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


def _show_version(wanted: bool) -> None:
    if wanted:
        from spbe_index import __version__

        sys.stdout.write(f"spbe {__version__}\n")
        raise typer.Exit


@app.callback()
def _spbe(
    lang: str = typer.Option("", "--lang", metavar="id|en", help="commands.option.lang"),
    version: bool = typer.Option(
        False, "--version", is_eager=True, callback=_show_version, help="commands.option.version"
    ),
) -> None:
    """Options before the command; `--lang` is read by `run` wherever it stands."""


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code; no exception leaves unless `--debug` asks for it."""
    _make_output_safe()
    asked = _asked_language(arguments)
    session = Session(Words(_language(asked)), debug="--debug" in arguments)
    try:
        if asked not in (None, *LANGUAGES):
            raise SpbeError(problem("E404", option="--lang", found=asked, allowed=", ".join(LANGUAGES)))
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
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.stdout.write(f"{error}\n")
            return WRONG_USE
        usage = usage_problem(error, tuple(COMMANDS))
        if usage is not None:
            return _failed(session, (usage,))
        if session.debug:
            raise
        return _failed(session, (problem("E901", kind=type(error).__name__, detail=str(error)[:200]),))


def _failed(session: Session, problems: tuple[Problem, ...]) -> int:
    """Say why nothing could be done, in the form asked for, and give the exit code."""
    code = exit_code(problems[0])
    if session.machine and code != WRONG_USE:
        from spbe_index.core.result_json import problem_plain
        from spbe_index.write.json_text import json_text

        plain = {"schema": "spbe-problems/1", "problems": [problem_plain(p, session.words.tell) for p in problems]}
        sys.stdout.buffer.write(json_text(plain))
        sys.stdout.flush()
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


def _language(asked: str | None) -> str:
    for wish in (asked, os.environ.get("SPBE_LANG", "")):
        if wish in LANGUAGES:
            return wish
    return DEFAULT_LANGUAGE


def _make_output_safe() -> None:
    """Never fail for a stream that is closed, or a character that its encoding lacks (which is then shown escaped)."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  open as long as we run
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _worded(command: Any, words: Words) -> Any:
    """The command with every help key replaced by its sentence, below it too."""
    command.help = words(command.help) if command.help else None
    command.rich_markup_mode = None
    command.options_metavar = words("commands.page.options_metavar")
    for param in command.params:
        if param.name in _ADDED_OPTIONS:
            param.help = words(f"commands.option.{param.name}")
        elif (getattr(param, "help", None) or "").startswith("commands."):
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
