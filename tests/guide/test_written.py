"""What can be said of guides and README without following them: both languages alike, links that lead somewhere, lines
within the text that the program would take."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from blocks import File, Typed, steps

from spbe_index.cli.app import Commands, app
from spbe_index.cli.completion import SHELLS
from spbe_index.cli.session import Session
from spbe_index.write.words import Words

ROOT = Path(__file__).parents[2]
GUIDES = (ROOT / "docs" / "panduan.md", ROOT / "docs" / "guide.md")
WRITTEN = (*GUIDES, ROOT / "README.md")
#: Pages that also have links, but no steps and no lines to be typed.
OTHERS = tuple(ROOT / "docs" / name for name in ("sealed.md", "json.id.md", "json.en.md"))
#: The longest half of the README: one screen.
SCREEN = 45
_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def text_of(path: Path) -> str:
    """A document without its blocks."""
    return _BLOCK.sub("", path.read_text(encoding="utf-8"))


def anchor(heading: str) -> str:
    """What a heading is called in links."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_both_guides_have_the_same_chapters_and_the_same_to_do() -> None:
    indonesian, english = (re.findall(r"^(##+) (\d*)", text_of(guide), re.MULTILINE) for guide in GUIDES)
    assert indonesian == english
    assert [number for _, number in indonesian if number] == [str(number) for number in range(1, 12)]
    done = [
        [
            (step.command.split()[:2] if step.command.startswith("spbe rubric") else step.command.split()[0])
            if isinstance(step, Typed)
            else Path(step.name).suffix
            for step in steps(guide)
            if isinstance(step, File) or not step.command.startswith("export")
        ]
        for guide in GUIDES
    ]
    assert done[0] == done[1]


def test_the_readme_is_a_screen_in_each_language() -> None:
    halves = (ROOT / "README.md").read_text(encoding="utf-8").split("\n---\n")
    assert len(halves) == 2
    assert all(len(half.strip().splitlines()) <= SCREEN for half in halves)


def test_the_readme_names_what_make_can_do_and_what_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"`make (\w+)`", text)) == {"demo", "test"} <= set(targets)
    for name in re.findall(r"`((?:spbe_index|rubrics)/[\w/.]*)[*{`]", text):
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("path", [*WRITTEN, *OTHERS], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)|<img src=\"([^\"]+)\"", text_of(path))
    for target in (one or other for one, other in links):
        name, _, part = target.partition("#")
        there = (path.parent / name).resolve() if name else path
        assert there.exists(), target
        if part:
            headings = re.findall(r"^#+ (.+)$", text_of(there), re.MULTILINE)
            assert part in {anchor(heading) for heading in headings}, target


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_lines_within_the_text_are_such_as_the_program_takes(path: Path) -> None:
    lines = [line for line in re.findall(r"`(spbe [^`]+)`", text_of(path)) if "..." not in line]
    if path in GUIDES:
        assert len(lines) > 10
    for line in lines:
        parse(shlex.split(line)[1:])


def parse(words: list[str]) -> None:
    """Let the parser have a line without running it; raises where it would be refused."""
    import typer.main

    if words[0].endswith("-completion"):  # which is answered before any parser
        assert len(words) == 2
        assert words[1] in SHELLS
        return
    command = typer.main.get_command(app)
    assert isinstance(command, Commands)
    context = command.make_context("spbe", words[:0], obj=Session(Words("id")), resilient_parsing=True)
    while words and hasattr(command, "get_command"):
        command = command.get_command(context, words[0])
        assert command is not None, words
        context, words = type(context)(command, parent=context, info_name=words[0]), words[1:]
    if words:
        command.make_context("spbe", list(words), parent=context.parent)
