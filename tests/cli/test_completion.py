"""Shells complete commands, options and values; each is asked in the way it asks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import spbe

from spbe_index.cli.completion import SHELLS

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


def test_it_is_installed_for_the_shell_that_asks(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "Pelengkapan perintah untuk bash terpasang" in spbe("--install-completion", "bash").err
    assert "_spbe_completion" in (tmp_path / ".bash_completions" / "spbe.sh").read_text()
    assert "spbe.sh" in (tmp_path / ".bashrc").read_text()


#: What only the script of this shell has in it.
MARKS = {
    "bash": "complete -o default -F _spbe_completion spbe",
    "zsh": "#compdef spbe",
    "fish": "complete --command spbe",
    "powershell": "Register-ArgumentCompleter",
    "pwsh": "Register-ArgumentCompleter",
}


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", ["--show-completion {}", "--show-completion={}", "--lang en --show-completion {}"])
def test_the_script_is_that_of_the_shell_that_is_named(tmp_path, shell, line):
    script = asked(tmp_path, *line.format(shell).split())
    assert {name for name, mark in MARKS.items() if mark in script} >= {shell}
    assert len({MARKS[name] for name in SHELLS if MARKS[name] in script}) == 1


@pytest.mark.parametrize(("shell", "file"), [("zsh", ".zfunc/_spbe"), ("fish", ".config/fish/completions/spbe.fish")])
@pytest.mark.parametrize(("language", "said"), [("id", "terpasang"), ("en", "is installed")])
def test_it_is_installed_for_the_shell_that_is_named_and_no_other(tmp_path, monkeypatch, shell, file, language, said):
    monkeypatch.setenv("HOME", str(tmp_path))
    done = spbe("--install-completion", shell, "--lang", language)
    assert (done.code, done.out) == (0, "")
    assert shell in done.err
    assert said in done.err
    assert str(tmp_path / file) in done.err
    assert MARKS[shell] in (tmp_path / file).read_text()
    assert not (tmp_path / ".bashrc").exists()


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("--show-completion tcsh", 2, ["E404", '"tcsh"', "bash, zsh, fish, powershell, pwsh"]),
        ("--install-completion fish zsh", 2, ["E407", "zsh", "satu shell"]),
        ("--install-completion pwsh", 2, ["E896", "pwsh tidak ada di komputer ini", "--install-completion bash"]),
    ],
)
def test_a_shell_that_cannot_be_had_is_refused_in_words(tmp_path, monkeypatch, line, code, said):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))  # where there is no PowerShell
    done = spbe(*line.split())
    assert (done.code, done.out, list(tmp_path.iterdir())) == (code, "", [])
    assert all(part in done.err for part in said), done.err


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="homes are elsewhere")
def test_a_home_that_takes_no_file_is_told(tmp_path, monkeypatch):
    (tmp_path / "home").write_text("no folder")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    done = spbe("--install-completion", "fish")
    assert (done.code, "E503" in done.err) == (3, True), done.err
