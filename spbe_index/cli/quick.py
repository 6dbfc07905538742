"""The usual command line, parsed at once.

typer takes 40 of the 90 milliseconds of `spbe score` to load. So a line that is
plainly right is understood here, from the same tables, and everything else (a
fault, `--help`, completion, joined short options) is left to typer. A law holds
the two to the same meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spbe_index.cli.options import EVERYWHERE, Command, Option


def quick(command: Command, words: Sequence[str]) -> dict[str, Any] | None:
    """The values of a command's options that the line gives, by name; None for a line that typer must look at."""
    options = {**command.options, **EVERYWHERE}
    by_flag = {flag: (name, option) for name, option in options.items() for flag in option.flags}
    arguments = [(name, option) for name, option in options.items() if not option.flags]
    given: dict[str, Any] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("-") or word == "-":
            if not arguments:
                return None
            name, option = arguments[0]
            if not option.many:
                del arguments[0]
            found: str | None = word
        else:
            flag, joined, value = word.partition("=")
            if flag not in by_flag or (joined and not flag.startswith("--")):
                return None
            name, option = by_flag[flag]
            if option.kind is bool:
                if joined:
                    return None
                given[name] = True
                continue
            found = value if joined else next(rest, None)
        if found is None or not _allowed(option, found):
            return None
        one = int(found) if option.kind is int else found
        if option.many:
            given.setdefault(name, []).append(one)
        elif name in given:
            return None
        else:
            given[name] = one
    needed = [name for name in command.options if name not in command.defaults and name != "quiet"]
    return given if all(name in given for name in needed) else None


def _allowed(option: Option, found: str) -> bool:
    """Whether a value is plainly one that this option takes."""
    if option.kind is int:
        if not (found.isascii() and found.isdigit() and len(found) <= len(str(option.most))):
            return False
        return (option.least or 0) <= int(found) <= option.most
    return found in option.choices if option.choices else found == "-" or not found.startswith("-")
