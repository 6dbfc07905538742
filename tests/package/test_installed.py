"""The package as people install it: what wheel and sdist hold, and that it runs from wherever it lies, as whoever."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from wheels import built, copied, pip

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "kemenko-perekonomian-2021.xlsx"
#: A folder as offices have them.
FOLDER = "Program Kantor – Café"
NOBODY = 65534


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("roda"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An interpreter with the wheel and what it needs, in a folder that nobody may write to."""
    base = tmp_path_factory.mktemp("pasang")
    for folder in (base, *base.parents[:2]):
        folder.chmod(0o755)
    place = base / FOLDER
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    found = next(path for path in (place / "bin" / "python", place / "Scripts" / "python.exe") if path.exists())
    locked = ("--require-hashes", "-q", "-r", ROOT / "requirements.txt")
    pip("--python", found, "install", *locked, folder=base)
    pip("--python", found, "install", "--no-deps", "-q", wheel, folder=base)
    (base / EXAMPLE.name).write_bytes(EXAMPLE.read_bytes())
    _write(place, allowed=False)
    yield found
    _write(place, allowed=True)


def _listed(place: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_mtime_ns for path in place.rglob("*")}


def _write(place: Path, *, allowed: bool) -> None:
    for path in (place, *place.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | 0o200 if allowed else path.stat().st_mode & ~0o222)


def run(python: Path, home: Path, *words: object, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """`spbe`, by somebody who may write nowhere but at home."""
    home.mkdir(exist_ok=True)
    plain = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    who = _anybody(python)
    if who:
        os.chown(home, NOBODY, NOBODY)
    program = python.with_name("spbe.exe" if os.name == "nt" else "spbe")
    environment = {**plain, "HOME": str(home), "TMPDIR": str(home), "TEMP": str(home), **variables}
    return subprocess.run(
        [program, *map(str, words)], cwd=home, env=environment, capture_output=True, check=False, **who
    )


@cache
def _anybody(python: Path) -> dict[str, object]:
    """Root may write anywhere, so somebody else runs it; root itself only where others do not reach this Python."""
    who: dict[str, object] = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    try:
        subprocess.run([python, "-c", ""], check=True, capture_output=True, **who)
    except (OSError, subprocess.CalledProcessError):
        return {}
    return who


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for folder in (tmp_path, *tmp_path.parents[:3]):
        if folder.stat().st_uid == os.getuid():
            folder.chmod(folder.stat().st_mode | 0o055)
    return tmp_path / "rumah"


def test_it_runs_where_it_cannot_write_in_a_folder_of_any_name(python: Path, home: Path) -> None:
    book = python.parents[2] / EXAMPLE.name
    before = _listed(python.parents[1])
    done = run(python, home, "score", book, "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b'"exact": "1179/400"' in done.stdout
    done = run(python, home, "report", book, "-o", "laporan tahunan é.pdf", PYTHONUTF8="1")
    assert done.returncode == 0, done.stderr
    assert (home / "laporan tahunan é.pdf").read_bytes().startswith(b"%PDF-")
    done = run(python, home, "verify", "laporan tahunan é.pdf", PYTHONUTF8="1")
    assert done.returncode == 0, done.stdout
    assert {path.name for path in home.iterdir()} == {"laporan tahunan é.pdf"}
    assert _listed(python.parents[1]) == before


@pytest.mark.parametrize("variables", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {}])
def test_in_the_plainest_locale_all_is_said_and_nothing_fails(
    python: Path, home: Path, variables: dict[str, str]
) -> None:
    book = python.parents[2] / EXAMPLE.name
    for words, said in ((("score", book), b"2,95"), (("check", book), b"Baik"), (("explain", book, "I12"), b"hlm. 42")):
        done = run(python, home, *words, **variables)
        assert (done.returncode, said in done.stdout) == (0, True), done.stderr
        assert b"Traceback" not in done.stderr


def test_as_a_module_it_is_the_same_program(python: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [python, "-I", "-m", "spbe_index", "--version"], cwd=tmp_path, capture_output=True, check=True
    )
    assert done.stdout.startswith(b"spbe ")


def test_type_checkers_see_the_public_names(wheel: Path, tmp_path: Path) -> None:
    """From outside the package, as strictly as they can be."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    (tmp_path / "pakai.py").write_text(
        "import spbe_index\nversion: int = spbe_index.__version__\nspbe_index.score_frame([], 5)\n",
        encoding="utf-8",
    )
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-incremental",
        "--follow-imports=silent",
        "--config-file",
        os.devnull,
        "pakai.py",
    ]
    environment = {**os.environ, "MYPYPATH": str(tmp_path / "site")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert 'pakai.py:2: error: Incompatible types in assignment (expression has type "str"' in done.stdout
    assert 'pakai.py:3: error: Argument 2 to "score_frame" has incompatible type "int"' in done.stdout
    assert "untyped" not in done.stdout


def test_the_wheel_holds_all_that_is_needed_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "spbe_index", "rubrics"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if tracked.returncode == 0:
        wanted = {f"spbe_index/{name}" if name.startswith("rubrics/") else name for name in tracked.stdout.split()}
        compiled = {f"spbe_index/compiled/{path.stem}.json" for path in (ROOT / "rubrics").glob("*.yaml")}
        compiled.add("spbe_index/compiled/index.json")
        assert {name for name in names if ".dist-info/" not in name} == wanted | compiled
    assert "spbe_index/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_sdist_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    copy = copied(tmp_path)
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path], cwd=copy, check=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "buka", filter="data")
    (inside,) = (tmp_path / "buka").iterdir()
    pip("wheel", ".", "--no-deps", "--no-build-isolation", "-q", "-w", tmp_path, folder=inside)
    (again,) = tmp_path.glob("*.whl")
    assert _contents(again) == _contents(wheel)


def _contents(wheel: Path) -> dict[str, str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
