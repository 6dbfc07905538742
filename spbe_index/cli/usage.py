"""What the parser of the command line objects to, as problems in both languages."""

from __future__ import annotations

import os
from typing import Any

from spbe_index.cli.options import Command
from spbe_index.core.problem import NOWHERE, Problem, problem

#: So much of what was typed is repeated.
_SHOWN = 60
#: So alike must what was typed be to what is meant, from 0 to 1.
_ALIKE = 0.65


def usage_problem(error: Exception) -> Problem | None:
    """A parser error as a problem, or None for any other exception.

    The parser's own classes are private to typer, so they are told by name, and
    what it found by the quotes and brackets of its English sentence.
    """
    names = {cls.__name__ for cls in type(error).__mro__}
    if "UsageError" not in names:
        return None
    details: Any = error
    if "NoSuchOption" in names:
        return _no_option(details.option_name, details.ctx)
    if "MissingParameter" in names:
        name = _name(details.param)
        what = f"... {name} {details.param.metavar}" if name.startswith("-") else name
        return problem("E403", name=name, command=_command(details), what=what)
    if "BadParameter" in names:
        param = details.param
        found = _between(details.message, "'", "'") or details.message.split(" ", 1)[0]
        return problem("E404", NOWHERE, option=_name(param), found=found[:_SHOWN], **_allowed(param, found))
    if "BadOptionUsage" in names:
        fault = "without" if "requires" in details.message else "with"
        return problem("E408", option=details.option_name, fault=fault)
    if details.message.startswith("No such command"):
        return _no_command(_between(details.message, "'", "'"), details.ctx)
    if details.message.startswith("Missing command"):
        return problem("E403", name="COMMAND", command=_command(details), what="COMMAND")
    if "extra argument" in details.message:
        return problem("E407", found=details.message.rpartition("(")[2].rstrip(")."), advice="quotes")
    return problem("E406", detail=details.message)


#: Options looked for where there are none, by what is meant instead: it has a sentence of its own.
_MEANT = {("rank", "--group"), ("rank", "--year")}


def _no_option(found: str, ctx: Any) -> Problem:
    """E401 with what may be meant: an option that is spelled much like it, or where the one of that name belongs."""
    from difflib import get_close_matches

    from spbe_index.cli.run import COMMANDS, command_named

    command, path = (ctx.info_name or "", ctx.command_path) if ctx else ("", "spbe")
    if (command, found) in _MEANT:
        return problem("E401", option=found, advice=f"{command}{found}")
    params = ctx.command.params if ctx else ()
    own = {flag.strip("-"): flag for param in params for flag in param.opts if flag.startswith("--")}
    # Without the dashes, which all of them share: --by is nothing like --year.
    if nearest := [own[name] for name in get_close_matches(found.strip("-"), own, n=2, cutoff=_ALIKE)]:
        return problem("E401", option=found, advice="nearest", nearest=", ".join(nearest))
    given = {name: command_named(name) for name in COMMANDS}
    elsewhere = [
        f"spbe {name}"
        for name, one in given.items()
        if isinstance(one, Command) and any(found in option.flags for option in one.options.values())
    ]
    if elsewhere:
        return problem("E401", option=found, advice="elsewhere", nearest=", ".join(elsewhere), command=path)
    if files := _files_of(found):
        return problem("E401", option=found, advice="file", nearest=files[0])
    return problem("E401", option=found, advice="list")


def _no_command(found: str, ctx: Any) -> Problem:
    """E405 with what may be meant: a command that is spelled much like it, or a file that no command stands before."""
    from difflib import get_close_matches

    commands = ctx.command.list_commands(ctx)
    nearest = get_close_matches(found.lower(), commands, n=2)
    advice = "nearest" if nearest else "file" if os.path.splitext(found)[1] and ctx.parent is None else "list"
    named = {"found": found[:_SHOWN], "advice": advice, "nearest": ", ".join(nearest), "commands": ", ".join(commands)}
    return problem("E405", NOWHERE, **named, command=ctx.command_path, file=_quoted(found))


def _files_of(found: str) -> list[str]:
    """Files here whose name begins with a hyphen and what was taken for an option, as they must be typed."""
    try:
        names = sorted(os.listdir())
    except OSError:
        return []
    return [_quoted(os.path.join(".", name)) for name in names if name.startswith(found)]


def _quoted(path: str) -> str:
    """A file as it is typed: in quotes where there is a blank in its name."""
    return f'"{path}"' if " " in path else path


def _command(error: Any) -> str:
    """The command that objects, as it was called: `spbe rubric show`."""
    return error.ctx.command_path if error.ctx else "spbe"


def _name(param: Any) -> str:
    """An option by its spelling, an argument as the help page writes it."""
    return str(param.opts[0]) if param.opts[0].startswith("-") else str(param.metavar or param.name.upper())


def _allowed(param: Any, found: str) -> dict[str, object]:
    """The values an option takes: those to choose from, or whole numbers and the least of them.

    The most is told to who has asked for more.
    """
    if choices := getattr(param.type, "choices", None):
        return {"allowed": ", ".join(map(str, choices))}
    least, most = getattr(param.type, "min", None), getattr(param.type, "max", None)
    if most is not None and found.isdecimal() and len(found) >= len(str(most)):
        return {"allowed": "between", "least": least or 0, "most": most}
    return {"allowed": "number"} if least is None else {"allowed": "least", "least": least}


def _between(text: str, left: str, right: str) -> str:
    return text.partition(left)[2].partition(right)[0]
