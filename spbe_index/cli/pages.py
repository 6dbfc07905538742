"""Help of one screen: what a command is for, an example, and each of its options in one line.

Written from the tables that the parsers read. An option's line is the beginning
of its sentence in the catalogue; whole sentences are shown by `--help-all`.
"""

from __future__ import annotations

import itertools
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from spbe_index.cli.options import EVERYWHERE, SHARED, Command, Option
from spbe_index.write.words import Words

#: Of 80 columns one stays free: older consoles of Windows leave an empty line after one that fills them all.
WIDTH = 79
#: A space at which no line is broken.
_KEPT = "\N{NO-BREAK SPACE}"


def brief(text: str) -> str:
    """What a sentence of the catalogue says first: all before its first semicolon or full stop."""
    return re.split(r"[.;](?:\s|$)", text, maxsplit=1)[0]


def examples(help_key: str, words: Words) -> list[str]:
    """The lines that show how something is used, by the key of its help."""
    return words(f"{help_key.removesuffix('help')}example").splitlines()


def arguments(command: Command) -> Iterator[str]:
    """What a line of this command holds beside options: in brackets where it may be left out."""
    for key, option in command.options.items():
        if not option.flags:
            name = f"{option.metavar.rstrip('.')}..." if option.many else option.metavar
            yield f"[{name}]" if key in command.defaults else name


def typed(option: Option) -> str:
    """An option as it is typed, its short name first: `-o, --output FILE`."""
    return " ".join(part for part in (", ".join(sorted(option.flags, key=len)), option.metavar) if part)


def command_page(called: str, command: Command, words: Words) -> str:
    """The help of one command."""
    usage = " ".join([called, words("commands.page.options_metavar"), *arguments(command)])
    own = [option for name, option in command.options.items() if name not in SHARED]
    left = max((len(typed(option)) for option in own if not option.explained), default=0)
    lines: list[str] = []
    for explained, options in itertools.groupby(own, lambda option: option.explained):
        if explained:
            flags = _listed(option.flags[0] for option in options)
            lines += _wrapped(words(f"commands.page.explained.{explained}", options=flags), "  ")
        else:
            lines += (f"  {typed(option):{left}}  {_phrase(option, words)}" for option in options)
    common = [typed(option) for name, option in {**command.options, **EVERYWHERE}.items() if name in SHARED]
    return _page(usage, command.help, lines, common, "in_full", words)


def group_page(called: str, help_key: str, below: Mapping[str, str], common: Iterable[str], words: Words) -> str:
    """The help of what has commands below it, which are given by name with the keys of their help."""
    usage = " ".join([called, words("commands.page.options_metavar"), words("commands.page.command_metavar")])
    left = max(map(len, below))
    lines = [f"  {name:{left}}  {brief(words(key))}" for name, key in below.items()]
    return _page(usage, help_key, lines, common, "each", words)


def _page(usage: str, help_key: str, lines: list[str], common: Iterable[str], more: str, words: Words) -> str:
    """A page from its parts; `more` names the sentence that tells where there is more to read."""
    called = usage.partition(" [")[0]
    label = words("commands.page.example")
    first, *others = examples(help_key, words)
    return "\n".join(
        [
            f"{words('commands.page.Usage:')} {usage}",
            "",
            *_wrapped(words(help_key).partition("\n")[0], hanging=""),
            "",
            f"{label} {first}",
            *(f"{'':{len(label)}} {line}" for line in others),
            "",
            *lines,
            *([""] if lines else []),
            *_wrapped(words("commands.page.common", options=_listed([*common, "--help"]))),
            words(f"commands.page.{more}", command=called),
        ]
    )


def _phrase(option: Option, words: Words) -> str:
    """What an option does, in a few words, and what it may be."""
    return brief(words(option.help)) + (f": {', '.join(option.choices)}" if option.choices else "")


def _listed(options: Iterable[str]) -> str:
    """Options one after the other, so that no line ends between one and what it takes."""
    return ", ".join(option.replace(" ", _KEPT) for option in options)


def _wrapped(text: str, indent: str = "", hanging: str = "  ") -> list[str]:
    """Text in lines that fit the page."""
    broken = textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent + hanging, break_on_hyphens=False
    )
    return [line.replace(_KEPT, " ") for line in broken]
