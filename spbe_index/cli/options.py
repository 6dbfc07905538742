"""What a command takes: options and arguments as plain values, those that several commands share written once.

A command is a function and a table of these. Two parsers read the table: typer,
which knows help pages, completion and every way to be wrong, and `quick`, which
knows only how to be right, at a third of the time. The defaults are those of the
function.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from spbe_index.load.sheets import Limits


class Option(NamedTuple):
    """One option, or an argument where it has no `flags`.

    `help` is the key of its sentence in the catalogue of commands. `kind` is
    str, int or bool (a switch); `choices` are the only values a text may have,
    `least` and `most` the bounds of a number. One that may be given `many` times
    arrives as a list. One that only refines another is `explained` on the help page
    of the command named here, and only mentioned on this one's.
    """

    help: str
    flags: tuple[str, ...] = ()
    metavar: str = ""
    kind: type = str
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int = 1_000_000
    many: bool = False
    explained: str = ""


class Command(NamedTuple):
    """A command: what it runs (a session first, then its options by name) and the options it takes."""

    run: Callable[..., int]
    help: str
    options: Mapping[str, Option]

    @property
    def defaults(self) -> Mapping[str, object]:
        """What the function takes for options that are not given; one without a default must be given."""
        return self.run.__kwdefaults__ or {}


class Group(NamedTuple):
    """Commands under one word, by name."""

    help: str
    commands: Mapping[str, Command]


FILE = Option("commands.option.file", metavar="FILE")
RUBRIC = Option("commands.option.rubric", ("--rubric",), "ID|PATH")
STAGE = Option("commands.option.stage", ("--stage",), "STAGE")
UNFILLED = Option("commands.option.unfilled", ("--unfilled",), "RULE", choices=("refuse", "lowest", "zero"))
EVIDENCE_DIR = Option("commands.option.evidence_dir", ("--evidence-dir",), "FOLDER")
OUTPUT = Option("commands.option.output", ("--output", "-o"), "FILE")
QUIET = Option("commands.option.quiet", ("--quiet", "-q"), kind=bool)
FORCE = Option("commands.option.force", ("--force",), kind=bool)
SIGN = Option("commands.option.sign", ("--sign",), "KEY")
LANG = Option("commands.option.lang", ("--lang",), "id|en")
DEBUG = Option("commands.option.debug", ("--debug",), kind=bool)

#: Whether and in which list an assessment is placed.
AMONG = {
    "standing": Option("commands.option.standing", ("--standing",), kind=bool),
    "among": Option("commands.option.among", ("--among",), "TABLE"),
    "group": Option("commands.option.group", ("--group",), "NAME"),
}
#: How the files given are read.
READING = {
    "encoding": Option("commands.option.encoding", ("--encoding",), "NAME"),
    "reader_memory": Option("commands.option.reader_memory", ("--reader-memory",), "MB", int, least=64),
    "reader_seconds": Option("commands.option.reader_seconds", ("--reader-seconds",), "S", int, least=1),
}
#: What every command takes last; `run` looks for these two itself, wherever they stand.
EVERYWHERE = {"lang": LANG, "debug": DEBUG}
#: What most commands take; help pages name these together at their end.
SHARED = ("force", *READING, "quiet", *EVERYWHERE)

DEFAULT_MEMORY = Limits().memory_mb
DEFAULT_SECONDS = Limits().seconds


def form(*choices: str) -> Option:
    """The option that chooses among these forms of output."""
    return Option("commands.option.format", ("--format", "-f"), "FORM", choices=choices)
