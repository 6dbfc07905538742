"""Runs one command line: finds the language, the command and its exit code; turns every fault into sentences."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from spbe_index import __version__
from spbe_index.cli.exits import DONE, INTERRUPTED, WRONG_USE, exit_code
from spbe_index.cli.interpreter import doubts
from spbe_index.cli.options import Command, Group
from spbe_index.cli.quick import quick
from spbe_index.cli.session import Session
from spbe_index.core.problem import Problem, SpbeError, problem
from spbe_index.write.words import DEFAULT_LANGUAGE, LANGUAGES, Words

#: Every command, in the order of the help page; each is the `COMMAND` of the module of its name beside this one.
COMMANDS = (
    *("score", "explain", "report", "compare", "check", "inspect", "plan"),
    *("simulate", "template", "batch", "rank", "verify", "key", "rubric"),
)

#: By this variable a language is wished for, where `--lang` asks for none.
_LANGUAGE = "SPBE_LANG"
#: What ends the code of a language, as in `id-ID` and `en_US.UTF-8`.
_ENDS = str.maketrans("-_.@", "\n" * 4)
#: By this variable a shell asks for completions, which typer answers.
_COMPLETION = "_SPBE_COMPLETE"


def command_named(name: str) -> Command | Group:
    """The command of this name, which is one of `COMMANDS`; its module is imported now."""
    command: Command | Group = import_module(f"spbe_index.cli.{name}").COMMAND
    return command


def help_key(name: str) -> str:
    """The key of what the command of this name is for, as its `COMMAND` has it too."""
    return f"commands.{name}.help"


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code; no exception leaves unless `--debug` asks for it."""
    _make_streams_safe()
    asked = _asked_language(arguments)
    session = Session(Words(_language(asked)), debug="--debug" in arguments)
    try:
        if asked is not None and not language_meant(asked):
            raise SpbeError(problem("E404", option="--lang", found=asked, allowed=", ".join(LANGUAGES)))
        if _asks_version(arguments):
            sys.stdout.write(f"spbe {__version__}\n")
            session.report(doubts())
            return DONE
        wished = os.environ.get(_LANGUAGE, "")
        if asked is None and wished and not language_meant(wished):
            session.report([problem("N401", found=wished[:40], variable=_LANGUAGE, allowed=", ".join(LANGUAGES))])
        return _run(arguments, session)
    except SpbeError as error:
        return _failed(session, error.problems)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`spbe ... | head`); point standard output away so that closing it is quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except BaseException as error:  # also a panic of compiled code, which is no Exception
        if session.debug:
            raise
        if isinstance(error, OSError):  # no room for what is written on the way, say
            from spbe_index.load.system_error import reason

            return _failed(session, (problem("E511", detail=reason(error)),))
        return _failed(session, (problem("E901", kind=type(error).__name__, detail=str(error)[:200]),))


def _run(arguments: list[str], session: Session) -> int:
    completing = _COMPLETION in os.environ
    if arguments and arguments[0] in COMMANDS and not completing:
        command = command_named(arguments[0])
        given = quick(command, arguments[1:]) if isinstance(command, Command) else None
        if isinstance(command, Command) and given is not None:
            return call(command, session, **given)
    if completing:  # typer breaks help at the width of a terminal; PowerShell takes each line for another answer
        os.environ.setdefault("TERMINAL_WIDTH", "9999")
    from spbe_index.cli.app import run_typer

    return run_typer(arguments, session)


def call(command: Command, session: Session, **given: object) -> int:
    """Run a command with the options that were given."""
    session.quiet = bool(given.pop("quiet", False))
    for name in ("lang", "debug"):
        given.pop(name, None)
    return command.run(session, **given)


def _failed(session: Session, problems: tuple[Problem, ...]) -> int:
    """Say why nothing could be done, in the form asked for, and give the exit code."""
    code = exit_code(problems[0])
    if session.machine and code != WRONG_USE:
        from spbe_index.cli.output import deliver
        from spbe_index.core.result_json import problem_plain
        from spbe_index.write.json_text import json_text

        plain = {"schema": "spbe-problems/1", "problems": [problem_plain(p, session.words.tell) for p in problems]}
        deliver(json_text(plain), None)
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
    return language_meant(asked or "") or language_meant(os.environ.get(_LANGUAGE, "")) or DEFAULT_LANGUAGE


def language_meant(wish: str) -> str:
    """The language that a code means, in any case and with any region: `EN`, `en_US.UTF-8`, `id-ID`; "" for others."""
    code = wish.strip().translate(_ENDS).partition("\n")[0].lower()
    code = "id" if code == "in" else code  # as Indonesian was called before 1989, and still is in Java
    return code if code in LANGUAGES else ""


def _asks_version(arguments: list[str]) -> bool:
    """Whether the line asks for the version of the program, whatever else it says."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return "--version" in arguments[:end]


def _make_streams_safe() -> None:
    """Never fail for a stream that is closed, or a character that its encoding lacks (which is then shown escaped)."""
    # In the order of their numbers, so that each takes its own again and no file that is opened later gets it.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  open as long as we run
        elif mode == "w" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
