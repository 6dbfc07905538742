"""Two parsers read the same tables of options: what the quick one understands, typer understands alike."""

from __future__ import annotations

import inspect
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe_index.cli import app
from spbe_index.cli.options import EVERYWHERE, Command, Group
from spbe_index.cli.quick import quick
from spbe_index.cli.run import COMMANDS, command_named
from spbe_index.cli.session import Session
from spbe_index.core.problem import SpbeError
from spbe_index.write.words import Words

PLAIN = {name: command for name in COMMANDS if isinstance(command := command_named(name), Command)}
ALL = PLAIN | {
    f"{name} {below}": command
    for name in COMMANDS
    if isinstance(group := command_named(name), Group)
    for below, command in group.commands.items()
}
WORDS = ["a.xlsx", "-", "3", "64", "0", "json", "table", "", "x=y", "-o", "--", "-5", "Kota Tegal", "tahap,akhir"]


def recorded(command, seen):
    """The same command, which only notes with what it was run."""

    def run(session, **options):
        seen.append(options)
        return 0

    run.__kwdefaults__ = dict(command.defaults)
    return command._replace(run=run)


def by_typer(name, command, line, monkeypatch):
    """What typer makes of a command line, or None when it objects to it."""
    seen = []
    monkeypatch.setattr(app, "command_named", lambda _: recorded(command, seen))
    monkeypatch.setattr(app, "call", lambda command, session, **options: command.run(session, **options))
    try:
        app.run_typer([name, *line], Session(Words("id")))
    except SpbeError:
        return None
    return seen[0] if seen else None


@st.composite
def lines(draw):
    name = draw(st.sampled_from(sorted(PLAIN)))
    options = {**PLAIN[name].options, **EVERYWHERE}
    line = []
    for _ in range(draw(st.integers(0, 6))):
        option = draw(st.sampled_from(list(options.values())))
        value = draw(st.sampled_from([*WORDS, *option.choices]))
        if option.flags:
            flag = draw(st.sampled_from([*option.flags, option.flags[0]]))
            line += draw(st.sampled_from([[flag], [flag, value], [f"{flag}={value}"], [f"{flag}{value}"]]))
        else:
            line.append(value)
    return name, line


@given(lines())
def test_what_the_quick_parser_understands_typer_understands_alike(made):
    name, line = made
    command = PLAIN[name]
    found = quick(command, line)
    if found is None:
        return
    with pytest.MonkeyPatch.context() as patch:
        known = by_typer(name, command, line, patch)
    assert known is not None, line
    switches = {"quiet": False, "lang": "", "debug": False}
    mine = {**switches, **command.defaults, **found}
    listed = {key: list(value) if isinstance(value, tuple) else value for key, value in mine.items()}
    assert listed == {key: value for key, value in known.items() if key in mine}


@pytest.mark.parametrize("name", sorted(PLAIN))
def test_the_usual_line_is_understood_at_once(name):
    command = PLAIN[name]
    needed = [option for option in command.options.values() if not option.flags]
    line = ["a.xlsx" for _ in needed]
    for option in command.options.values():
        if option.flags:
            value = option.choices[0] if option.choices else "200" if option.kind is int else "nilai"
            line += [option.flags[0]] if option.kind is bool else [option.flags[0], value]
    found = quick(command, line)
    assert found is not None
    assert set(found) == set(command.options)


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_option_is_one_of_the_function_and_every_parameter_an_option(name):
    command = ALL[name]
    parameters = set(inspect.signature(command.run).parameters) - {"session"}
    assert parameters == set(command.options) - {"quiet"}


def test_a_plain_command_line_does_without_typer():
    import subprocess

    code = (
        "import sys; from spbe_index.cli import run\n"
        "assert run.run(['score', 'tidak-ada.xlsx', '--format', 'json']) == 3\n"
        "assert 'typer' not in sys.modules\n"
        "assert run.run(['score', 'tidak-ada.xlsx', '--formt']) == 2\n"
        "assert 'typer' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
