"""The commands as typer knows them: help pages, completion, and a sentence for every wrong use."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial
from inspect import Parameter, Signature
from typing import Annotated, Any, Literal

import typer
import typer.core
import typer.main

from spbe_index.cli.completion import completion
from spbe_index.cli.exits import DONE, WRONG_USE
from spbe_index.cli.options import EVERYWHERE, Command, Group, Option
from spbe_index.cli.pages import brief, command_page, examples, group_page
from spbe_index.cli.run import COMMANDS, call, command_named, help_key
from spbe_index.cli.session import Session
from spbe_index.cli.usage import usage_problem
from spbe_index.core.problem import SpbeError, problem
from spbe_index.write.words import Words

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


def _show_all(ctx: typer.Context, wanted: bool) -> None:
    """Every sentence of the help, which typer lays out."""
    if wanted:
        command: Any = ctx.command
        sys.stdout.write(f"{command.get_full_help(ctx)}\n")
        raise typer.Exit


_HelpAll = Annotated[
    bool, typer.Option("--help-all", is_eager=True, callback=_show_all, help="commands.option.help_all")
]


def run_typer(arguments: list[str], session: Session) -> int:
    """Parse a command line with typer and run it.

    Raises:
        SpbeError: the line is wrong; and whatever the command raises.
        KeyboardInterrupt: the user has stopped it.

    """
    answered = completion(arguments, session)
    if answered is not None:
        return answered
    try:
        command = _worded(typer.main.get_command(app), session.words)
        code = command.main(args=arguments, prog_name="spbe", standalone_mode=False, obj=session)
        return code if isinstance(code, int) else DONE
    except typer.Abort:
        raise KeyboardInterrupt from None
    except SystemExit as error:  # what answers a shell that completes a line ends itself
        return error.code if isinstance(error.code, int) else DONE
    except Exception as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.stdout.write(f"{error}\n")
            return WRONG_USE
        usage = usage_problem(error)
        if usage is None:
            raise
        raise SpbeError(usage) from error


class Commands(typer.core.TyperGroup):
    """The group of all commands; each module is imported when its command is named."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, worded in the session's language; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        command = command_named(cmd_name)
        made = _of_group(command) if isinstance(command, Group) else _of_command(command)
        return _worded(typer.main.get_command(made), ctx.find_root().obj.words, command)


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
    help_all: _HelpAll = False,
) -> None:
    """Options before the command; `--lang` is read by `run` wherever it stands."""


def _of_command(command: Command) -> typer.Typer:
    made = typer.Typer(add_completion=False)
    made.command(help=command.help)(_function(command))
    return made


def _of_group(group: Group) -> typer.Typer:
    made = typer.Typer(help=group.help, no_args_is_help=True, add_completion=False)
    made.callback()(_before_subcommand)
    for name, command in group.commands.items():
        made.command(name, help=command.help)(_function(command))
    return made


def _before_subcommand(
    lang: str = typer.Option("", "--lang", metavar="id|en", help="commands.option.lang"),
    debug: bool = typer.Option(False, "--debug", help="commands.option.debug"),
    help_all: _HelpAll = False,
) -> None:
    """Options that may stand before the name of a sub-command; `run` reads them."""


def _function(command: Command) -> Any:
    """A function with the signature from which typer takes the options of a command."""

    def function(ctx: typer.Context, help_all: bool, **given: Any) -> int:
        return call(command, ctx.obj, **given)

    defaults: dict[str, Any] = {"quiet": False, "lang": "", "debug": False, **command.defaults}
    parameters = [Parameter("ctx", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)]
    for name, option in {**command.options, **EVERYWHERE}.items():
        default = defaults.get(name, Parameter.empty)
        parameters.append(Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=_annotation(option)))
    parameters.append(Parameter("help_all", Parameter.KEYWORD_ONLY, default=False, annotation=_HelpAll))
    made: Any = function  # typer asks a function for its signature; that of this one is made here
    made.__signature__ = Signature(parameters)
    made.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return made


def _annotation(option: Option) -> Any:
    """The type of an option and what its help page says, as typer reads them."""
    kind: Any = Literal[option.choices] if option.choices else option.kind
    if option.many:
        kind = list[kind]
    if kind is not bool:
        kind = kind | None
    metavar = None if option.choices else option.metavar or None
    bounds: Any = {"min": option.least, "max": option.most} if option.kind is int else {}
    if not option.flags:
        return Annotated[kind, typer.Argument(metavar=metavar, help=option.help)]
    return Annotated[kind, typer.Option(*option.flags, metavar=metavar, **bounds, help=option.help)]


def _worded(command: Any, words: Words, table: Command | Group | None = None) -> Any:
    """The command with every help key replaced by its sentence, below it too; without a table it is `spbe` itself."""
    key = command.help
    command.help = _help(key, words)
    command.short_help = f"{brief(words(key))}."
    command.rich_markup_mode = None
    command.options_metavar = words("commands.page.options_metavar")
    for param in command.params:
        if param.name in _ADDED_OPTIONS:
            param.help = words(f"commands.option.{param.name}")
        elif (getattr(param, "help", None) or "").startswith("commands."):
            param.help = words(param.help)
    for name, child in getattr(command, "commands", {}).items():
        _worded(child, words, table.commands[name] if isinstance(table, Group) else None)
    command.make_parser = partial(_parser, command.make_parser)
    inner = command.get_help
    command.get_full_help = lambda ctx: _full_page(inner(ctx), words)
    command.get_help = lambda ctx: _page(ctx, key, table, words)
    if hasattr(command, "subcommand_metavar"):
        command.subcommand_metavar = words("commands.page.command_metavar")
    return command


def _parser(make: Callable[[Any], Any], ctx: Any) -> Any:
    """The parser of a command, made to refuse an option that stands twice: one of its values would be lost."""
    parser = make(ctx)
    parse = parser.parse_args

    def parse_args(args: list[str]) -> Any:
        parsed = parse(args)
        told_once = [one for one in parsed[2] if one.opts[0].startswith("-") and not (one.multiple or one.is_flag)]
        for one in told_once:
            if told_once.count(one) > 1:
                raise SpbeError(problem("E410", option=one.opts[0]))
        return parsed

    parser.parse_args = parse_args
    return parser


def _help(key: str, words: Words) -> str:
    """All that is said of a command before its options: what it does, examples, exit codes."""
    what, _, rest = words(key).partition("\n\n")
    shown = "\n".join(["\b", words("commands.page.example"), *(f"  {line}" for line in examples(key, words))])
    return "\n\n".join(part for part in (what, shown, rest) if part)


def _page(ctx: Any, key: str, table: Command | Group | None, words: Words) -> str:
    """The help page of one screen."""
    if isinstance(table, Command):
        return command_page(ctx.command_path, table, words)
    # The commands of `spbe` itself are told by the keys of their help alone: none of their modules is needed for that.
    below = {name: one.help for name, one in table.commands.items()} if table else {n: help_key(n) for n in COMMANDS}
    options = (f"{param.opts[0]} {param.metavar or ''}".rstrip() for param in ctx.command.params)
    return group_page(ctx.command_path, key, below, options, words)


def _full_page(text: str, words: Words) -> str:
    """A help page of typer with the parser's fixed English words put into the session's language.

    typer puts what must be given into braces, which nobody should type.
    """
    usage, line, rest = text.partition("\n")
    text = re.sub(r"\{(.+?)\}", r"\1", usage) + line + rest
    for english in _FIXED_ENGLISH:
        text = text.replace(english, words(f"commands.page.{english}"))
    return text
