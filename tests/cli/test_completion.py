"""Shells complete commands, options and values; each is asked in the way it asks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def asked(home, *words, **variables):
    """What `spbe` answers a shell, with nothing on standard error."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SPBE", "_SPBE"))}
    done = subprocess.run(
        [sys.executable, "-m", "spbe_index", *words],
        env={**environment, "HOME": str(home), "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_each_shell_gets_its_script(tmp_path, shell):
    script = asked(tmp_path, _SPBE_COMPLETE=f"source_{shell}")
    assert "spbe" in script
    assert f"complete_{shell.replace('pwsh', 'powershell')}" in script


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("spbe re", ["report"]),
        ("spbe score --unfi", ["--unfilled"]),
        ("spbe score --unfilled ", ["refuse", "lowest", "zero"]),
        ("spbe rubric sh", ["show"]),
        ("spbe --la", ["--lang"]),
    ],
)
def test_what_a_line_may_go_on_with(tmp_path, line, found):
    place = len(line.split(" ")) - 1
    answer = asked(tmp_path, _SPBE_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(place))
    assert answer.split() == found
    for shell in ("zsh", "fish"):
        more = {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
        answer = asked(tmp_path, _SPBE_COMPLETE=f"complete_{shell}", **more)
        assert all(word in answer for word in found)
    answer = asked(
        tmp_path,
        _SPBE_COMPLETE="complete_powershell",
        _TYPER_COMPLETE_ARGS=line,
        _TYPER_COMPLETE_WORD_TO_COMPLETE=line.split(" ")[-1],
    )
    assert [row.partition(":::")[0] for row in answer.splitlines()] == found


def test_it_is_installed_for_the_shell_that_asks(tmp_path):
    said = asked(tmp_path, "--install-completion", "bash")
    assert "bash" in said
    assert "_spbe_completion" in (tmp_path / ".bash_completions" / "spbe.sh").read_text()
    assert "spbe.sh" in (tmp_path / ".bashrc").read_text()
