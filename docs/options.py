"""Write `options.id.md` and `options.en.md`: every command with its options, from the tables that the parsers read.

Run with `make docs`; `tests/guide` holds the files to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spbe_index.cli.options import EVERYWHERE, Command, Group, Option
from spbe_index.cli.pages import arguments, examples, typed
from spbe_index.cli.run import COMMANDS, command_named
from spbe_index.write.words import LANGUAGES, Words

HERE = Path(__file__).parent

#: By language: title, what the page says of itself, and the words of the tables.
PAGE = {
    "id": {
        "title": "Semua perintah dan pilihannya",
        "about": "Setiap perintah `spbe`, masukannya, dan pilihannya; kalimatnya sama dengan"
        " `spbe PERINTAH --help-all`. Pilihan yang berlaku di semua perintah ada di bagian akhir."
        " Halaman ini dibuat dengan `make docs`; jangan diubah di sini.",
        "everywhere": "Di semua perintah",
        "head": "| masukan atau pilihan | guna |",
        "choices": "Isinya salah satu dari",
        "default": "Bawaan",
        "least": "Paling kecil",
    },
    "en": {
        "title": "All commands and their options",
        "about": "Every command of `spbe`, its arguments and its options, in the sentences of"
        " `spbe COMMAND --help-all`. Options that every command takes stand at the end."
        " This page is made by `make docs`; do not edit it here.",
        "everywhere": "In every command",
        "head": "| argument or option | what it does |",
        "choices": "One of",
        "default": "By default",
        "least": "At least",
    },
}


def page(language: str) -> str:
    """The document in one language."""
    words, own = Words(language), PAGE[language]
    lines = [f"# {own['title']}", "", own["about"]]
    for name, command in _commands():
        lines += ["", f"## {name}", "", *words(command.help).splitlines(), ""]
        lines += ["    " + " ".join([name, *arguments(command)])]
        lines += ["", words("commands.page.example"), ""]
        lines += [f"    {line}" for line in examples(command.help, words)]
        if command.options:
            lines += ["", own["head"], "| --- | --- |"]
            lines += [_row(option, command.defaults.get(key), words, own) for key, option in command.options.items()]
    lines += ["", f"## {own['everywhere']}", "", own["head"], "| --- | --- |"]
    lines += [_row(option, None, words, own) for option in EVERYWHERE.values()]
    lines += [f"| `--help-all` | {words('commands.option.help_all')} |"]
    lines += [f"| `--help` | {words('commands.page.Show this message and exit.')} |"]
    return "\n".join([*lines, f"| `--version` | {words('commands.option.version')} |", ""])


def _commands() -> Iterator[tuple[str, Command]]:
    """Every command with the words it is called by, those of a group one by one."""
    for name in COMMANDS:
        found = command_named(name)
        if isinstance(found, Group):
            yield from ((f"spbe {name} {word}", command) for word, command in found.commands.items())
        else:
            yield f"spbe {name}", found


def _row(option: Option, default: object, words: Words, own: dict[str, str]) -> str:
    """One option: how it is typed, its sentence, and what it may hold."""
    said = [words(option.help)]
    if option.choices:
        said.append(f"{own['choices']} {', '.join(f'`{choice}`' for choice in option.choices)}.")
    if option.kind is int and option.least is not None:
        said.append(f"{own['least']} {words.whole(option.least)}.")
    if option.flags and default and not option.many and option.kind is not bool:
        said.append(f"{own['default']} `{default}`.")
    return f"| `{_cell(typed(option))}` | {_cell(' '.join(said))} |"


def _cell(text: str) -> str:
    """Text that does not end its cell, in code as well."""
    return text.replace("|", r"\|")


def main() -> None:
    """Write both."""
    for language in LANGUAGES:
        (HERE / f"options.{language}.md").write_text(page(language), encoding="utf-8")


if __name__ == "__main__":
    main()
