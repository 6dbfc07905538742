"""What holds for the source as a whole: arrows down, both languages, light start-up."""

from __future__ import annotations

import json
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "spbe_index"
LOCALE = PACKAGE / "write" / "locale"
EXAMPLE = ROOT / "examples" / "kemenko-perekonomian-2021.xlsx"
CATALOGUES = sorted(path.stem for path in (LOCALE / "id").glob("*.json"))


def sentences(language, catalogue):
    return json.loads((LOCALE / language / f"{catalogue}.json").read_text(encoding="utf-8"))


def test_imports_point_down():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_each_sentence_exists_in_both_languages_with_the_same_particulars(catalogue):
    indonesian, english = sentences("id", catalogue), sentences("en", catalogue)
    assert indonesian.keys() == english.keys()
    for key, sentence in indonesian.items():
        assert particulars(sentence) == particulars(english[key]), key
        assert bool(sentence.strip()) == bool(english[key].strip()), key


def particulars(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_both_languages_have_the_same_catalogues():
    assert sorted(path.stem for path in (LOCALE / "en").glob("*.json")) == CATALOGUES


def source_text():
    return {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*") if path.suffix in {".py", ".html"}}


def test_every_problem_code_raised_has_its_sentences_and_none_is_left_over():
    raised = set()
    for path, text in source_text().items():
        if path.suffix == ".py":
            raised |= set(re.findall(r'"([EWN]\d{3})"', text))
    told = {key.split(".")[0] for key in sentences("id", "problems")}
    assert raised == told
    for code in told:
        for part in ("meaning", "message", "hint"):
            assert f"{code}.{part}" in sentences("id", "problems")


def test_every_sentence_asked_for_in_the_source_is_in_a_catalogue():
    asked = "|".join(name for name in CATALOGUES if name != "problems")  # those go by their codes
    for path, text in source_text().items():
        said = rf"""["']({asked})\.([\w.]+)["'](?! ~)"""
        for catalogue, rest in re.findall(said, text):
            # What is counted has a form for one and one for more.
            assert {rest, f"{rest}.one"} & sentences("id", catalogue).keys(), (path.name, catalogue, rest)


def modules_loaded_by(*arguments, first=""):
    """What the program prints, and the modules it has loaded just before its process ends."""
    code = (
        f"import os, sys\n{first}"
        "def end(code):\n"
        "    sys.stderr.write('MODULES ' + ' '.join(sys.modules)); sys.stderr.flush(); leave(code)\n"
        "leave, os._exit = os._exit, end\n"
        "sys.argv[0] = 'spbe'\n"
        "from spbe_index.cli.main import main\n"
        "end(main())"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout, set(done.stderr.partition("MODULES ")[2].split())


HEAVY = {"pandas", "numpy", "pyarrow", "narwhals"} | {
    "openpyxl",
    "jinja2",
    "weasyprint",
    "pydantic",
    "yaml",
    "rich",
    "xlrd",
}


@pytest.mark.parametrize(
    "arguments",
    [
        ["score", str(EXAMPLE)],
        ["score", str(EXAMPLE), "--robust"],
        ["inspect", str(EXAMPLE)],
        ["plan", str(EXAMPLE), "--target", "Memuaskan"],
        ["simulate", str(EXAMPLE), "--set", "I12=5"],
        ["--version"],
        ["--help"],
        ["score", "--help"],
    ],
)
def test_nothing_heavy_is_loaded(arguments):
    out, loaded = modules_loaded_by(*arguments)
    assert out
    assert "spbe_index" in loaded
    assert not HEAVY & loaded


def test_the_test_of_what_is_loaded_bites():
    _, loaded = modules_loaded_by("rubric", "schema")
    assert {"pydantic", "spbe_index.cli.app"} <= loaded


def test_the_version_loads_nothing_at_all():
    # Of a Python whose zip reader is an older one a sentence is said as well.
    _, loaded = modules_loaded_by("--version", first="sys.version_info = (3, 13, 10)\n")
    assert not {"typer", "json", "spbe_index.core.result"} & loaded


def test_the_version_is_the_one_of_the_package():
    import spbe_index

    assert f'version = "{spbe_index.__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_no_address_or_path_of_a_machine_in_the_lock_files():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "--index-url" not in text
