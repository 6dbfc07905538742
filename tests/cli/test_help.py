"""Help of one screen: every page fits, each option has its line, and each example does what it shows."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from running import ROOT, spbe

from spbe_index.cli.options import EVERYWHERE, SHARED, Group
from spbe_index.cli.pages import WIDTH, brief, examples, typed
from spbe_index.cli.quick import quick
from spbe_index.cli.run import COMMANDS, command_named, help_key, run
from spbe_index.load.rubric import load_rubric
from spbe_index.write.words import LANGUAGES, Words

#: A terminal of Windows opens with 30 rows: one for the line that was typed, one for the next.
SCREEN = 28
LEAVES = load_rubric("spbe-2020").leaves()

ALL = {name: command_named(name) for name in COMMANDS}
GROUPS = {name: group for name, group in ALL.items() if isinstance(group, Group)}
PLAIN = {name: command for name, command in ALL.items() if name not in GROUPS} | {
    f"{name} {below}": command for name, group in GROUPS.items() for below, command in group.commands.items()
}
HELPS = {"": "commands.spbe.help"} | {name: command.help for name, command in {**ALL, **PLAIN}.items()}


def page(name, language, capsys, option="--help"):
    assert run([*name.split(), option, "--lang", language]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    return told.out.splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HELPS)
def test_every_page_is_a_screen_with_an_example(name, language, capsys):
    lines, words = page(name, language, capsys), Words(language)
    assert len(lines) <= SCREEN
    assert max(map(len, lines)) <= WIDTH
    assert lines[0].startswith(f"{words('commands.page.Usage:')} spbe {name}".rstrip() + " [")
    told = words(HELPS[name]).partition("\n")[0]
    assert " ".join(lines[2:4]).rstrip() == told
    shown = examples(HELPS[name], words)
    assert f"{words('commands.page.example')} {shown[0]}" in lines
    assert {line.strip() for line in lines} >= set(shown[1:])
    assert all(line.startswith(f"spbe {name}".rstrip() + " ") or line == f"spbe {name}" for line in shown)
    assert "commands." not in "".join(lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PLAIN)
def test_each_option_has_one_line_with_the_beginning_of_its_sentence(name, language, capsys):
    lines, words, command = page(name, language, capsys), Words(language), PLAIN[name]
    own = {key: option for key, option in command.options.items() if key not in SHARED}
    for option in own.values():
        where = page(option.explained, language, capsys) if option.explained else lines
        (line,) = (line for line in where if line.startswith(f"  {typed(option)}  "))
        choices = ", ".join(option.choices)
        phrase = line.removeprefix(f"  {typed(option)}").strip().removesuffix(choices).removesuffix(": ")
        assert choices in line
        assert words(option.help).startswith(phrase)
        assert words(option.help).removeprefix(phrase)[:1] in (".", ";")
        assert any((option.flags or (option.metavar,))[0] in line for line in lines)
    closing = " ".join(" ".join(lines[-4:]).split())
    shared = {**command.options, **EVERYWHERE}.items()
    assert all(typed(option) in closing for key, option in shared if key in SHARED)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["", *GROUPS])
def test_each_command_has_one_line_of_whole_words(name, language, capsys):
    lines, words = page(name, language, capsys), Words(language)
    for below, command in (GROUPS[name].commands if name else ALL).items():
        line = next(line for line in lines if line.startswith(f"  {below} "))
        phrase = line.removeprefix(f"  {below}").strip()
        assert words(command.help).startswith(phrase)
        assert words(command.help).removeprefix(phrase)[:1] in (".", ";")


def test_the_list_of_commands_needs_none_of_their_modules():
    assert {name: help_key(name) for name in COMMANDS} == {name: command.help for name, command in ALL.items()}
    code = "import sys; from spbe_index.cli.run import run; run(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "spbe_index.cli.app" in loaded
    assert not loaded & {f"spbe_index.cli.{name}" for name in COMMANDS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_beginning_ends_in_an_abbreviation_or_within_brackets(language):
    asked = {*HELPS.values(), *(option.help for command in PLAIN.values() for option in command.options.values())}
    for key in asked:
        phrase = brief(Words(language)(key))
        assert not phrase.endswith(("e.g", "i.e", "mis", "dll")), key
        assert phrase.count("(") == phrase.count(")"), key
        assert phrase.count('"') % 2 == 0, key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PLAIN)
def test_whole_sentences_are_shown_on_demand(name, language, capsys):
    words, command = Words(language), PLAIN[name]
    told = " ".join(" ".join(page(name, language, capsys, "--help-all")).split()).replace("- ", "-")
    for sentence in (*words(command.help).split("\n\n"), *(words(o.help) for o in command.options.values())):
        assert " ".join(sentence.split()).replace("- ", "-") in told
    assert all(line in told for line in examples(command.help, words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_in_full(language, capsys):
    told = " ".join(" ".join(page("", language, capsys, "--help-all")).split())
    assert all(f"{name} {brief(Words(language)(command.help))}." in told for name, command in ALL.items())


#: Files that the examples name.
NAMES = {
    "id": {"workbook": "penilaian", "folder": "penilaian", "report": "laporan.pdf", "levels": "tingkat-nasional.csv",
           "list": "hasil.xlsx", "key": "kunci", "rubric": "rubrik.yaml"},
    "en": {"workbook": "assessment", "folder": "assessments", "report": "report.pdf", "levels": "national-levels.csv",
           "list": "results.xlsx", "key": "key", "rubric": "rubric.yaml"},
}  # fmt: skip


def write_workbook(path: Path, year: int) -> None:
    """Every indicator with a level of its own and one that was confirmed."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Penilaian"
    for line in (["Instansi", "Kota Tegal"], ["Tahun", year], []):
        sheet.append(line)
    sheet.append(["No", "Indikator", "Penilaian Mandiri", "Nilai Akhir"])
    for leaf in LEAVES:
        sheet.append([int(leaf.number), leaf.name.id, 3, 2 + int(leaf.number) % 2])
    path.parent.mkdir(exist_ok=True)
    book.save(path)


@pytest.fixture(params=LANGUAGES)
def ready(request, tmp_path, monkeypatch):
    """The language, and a folder that holds what its examples read."""
    language, names = request.param, NAMES[request.param]
    monkeypatch.setenv("SPBE_LANG", language)
    monkeypatch.setenv("SPBE_KEY_PASSPHRASE", "rahasia")
    workbook = f"{names['workbook']}.xlsx"
    for year in (2023, 2024, 2025):
        write_workbook(tmp_path / f"{year}.xlsx", year)
    shutil.copy(tmp_path / "2025.xlsx", tmp_path / workbook)
    for folder in (names["folder"], "2025"):
        write_workbook(tmp_path / folder / "kota.xlsx", 2025)
    codes = [leaf.code for leaf in LEAVES]
    table = [["instansi", "tahun", *codes], *([name, "2025", *"3" * len(codes)] for name in ("Kota Tegal", "Kota B"))]
    (tmp_path / names["levels"]).write_text("\n".join(map(",".join, table)) + "\n", encoding="utf-8")
    shutil.copy(ROOT / "rubrics" / "spbe-2020.yaml", tmp_path / names["rubric"])
    assert spbe("batch", names["levels"], "-o", names["list"], folder=tmp_path).code == 0
    assert spbe("key", "new", f"{names['key']}.pem", folder=tmp_path).code == 0
    return language, names, tmp_path


def test_every_example_runs(ready, tmp_path_factory):
    language, names, folder = ready
    lines = {line: name for name, key in HELPS.items() for line in examples(key, Words(language))}
    assert {words[1] for words in map(shlex.split, lines)} == set(COMMANDS)
    for line in lines:
        here = tmp_path_factory.mktemp("example")
        shutil.copytree(folder, here, dirs_exist_ok=True)
        words = shlex.split(line)[1:]
        if words[0] == "key" and words[1] == "new":
            for made in here.glob(f"{names['key']}*.pem"):
                made.unlink()
        elif words[0] not in GROUPS:
            assert quick(PLAIN[words[0]], words[1:]) is not None, line
        if language != "id" and (words[0] in ("report", "verify") or "--reports" in words):
            continue  # pages take seconds to set, and the English lines differ in names alone
        force = ["--force"] if "force" in getattr(ALL[words[0]], "options", {}) else []
        done = spbe(*words, *force, folder=here)
        assert done.code == 0, (line, done.err)
        assert done.out or done.err, line
        if words[0] == "report":  # which is verified further down
            shutil.copy(here / names["report"], folder)
