"""The lists in docs/ that are made from the program are those that `make docs` would make now."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path

import pytest

from spbe_index.cli.options import Group
from spbe_index.cli.run import COMMANDS, command_named
from spbe_index.load.headings import HEADINGS
from spbe_index.load.level_tables import TABLE_HEADINGS
from spbe_index.load.list_headings import LIST_HEADINGS
from spbe_index.write.words import LANGUAGES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_options_are_fresh_and_whole(language: str) -> None:
    written = (DOCS / f"options.{language}.md").read_text(encoding="utf-8")
    assert written == runpy.run_path(str(DOCS / "options.py"))["page"](language), "run: make docs"
    for name in COMMANDS:
        command = command_named(name)
        inner = command.commands if isinstance(command, Group) else {"": command}
        for word, one in inner.items():
            section = written.partition(f"\n## {f'spbe {name} {word}'.strip()}\n")[2].partition("\n## ")[0]
            assert section
            assert all(flag in section for option in one.options.values() for flag in option.flags)


def test_the_headings_are_fresh_and_whole() -> None:
    written = (DOCS / "headings.md").read_text(encoding="utf-8")
    assert written == runpy.run_path(str(DOCS / "headings.py"))["page"](), "run: make docs"
    books, _, rest = written.partition("\n## Tabel tingkat")
    tables, _, lists = rest.partition("\n## Daftar hasil")
    for section, lists_of in (
        (books, [*HEADINGS.values()]),
        (tables, [text for ranks in TABLE_HEADINGS.values() for text in ranks]),
        (lists, [*LIST_HEADINGS.values()]),
    ):
        words = " ".join(lists_of).replace("|", " ").split()
        assert words
        assert all(word in section for word in words)


def test_the_dependencies_are_fresh_and_whole() -> None:
    module = runpy.run_path(str(DOCS / "dependencies.py"))
    assert (DOCS / "dependencies.md").read_text(encoding="utf-8") == module["page"](), "run: make docs"
    asked = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {re.match(r"[\w-]+", one)[0].lower() for one in asked} == set(module["PURPOSE"])
    assert all(one.licence for one in module["packages"]())
