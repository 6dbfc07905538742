"""Writes `tests/MUTANTS.md` after a run of mutmut: the score of each file, and every survivor with why it lives.

The reasons stand in `reasons.yaml`: by file and function, the lines as the mutant has them (`now`, or `without` where
it has fewer), one or a list of them, and `why`. A survivor for which there is none is shown as unexplained; a reason
that no survivor needs is an error, so that the file cannot outlive what it explains.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import yaml
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from mutmut.utils.format_utils import parse_mutant_key

ROOT = Path(__file__).parents[2]
REASONS = Path(__file__).with_name("reasons.yaml")
PAGE = ROOT / "tests" / "MUTANTS.md"
#: A test failed, or went on for ever.
KILLED = ("killed", "timeout", "segfault")
UNEXPLAINED = "**Unexplained.**"


class Mutant(NamedTuple):
    """One change of one function: the lines as they were, and as they are in it."""

    file: str
    function: str
    status: str
    name: str

    @property
    def killed(self) -> bool:
        return self.status in KILLED

    def lines(self) -> tuple[list[str], list[str]]:
        """The lines that the mutant lacks, and those that it has instead."""
        diff = get_diff_for_mutant(self.name, path=self.file).splitlines()[2:]
        return tuple([" ".join(line[1:].split()) for line in diff if line.startswith(sign)] for sign in "-+")  # type: ignore[return-value]


def mutants() -> Iterator[Mutant]:
    """All mutants of the last run, file by file."""
    folder = ROOT / "mutants"
    for noted in sorted(folder.rglob("*.py.meta")):
        file = str(noted.relative_to(folder)).removesuffix(".meta")
        for name, code in json.loads(noted.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            function, of = parse_mutant_key(name.rpartition(".")[2].partition("__mutmut_")[0])
            yield Mutant(file, f"{of}.{function}" if of else function, status_by_exit_code[code], name)


def reasons() -> dict[tuple[str, str, str], str]:
    """Why a survivor lives, by file, function and change."""
    found = {}
    for file, of_file in (yaml.safe_load(REASONS.read_text(encoding="utf-8")) or {}).items():
        for one in of_file:
            for kind in ("now", "without"):
                said = one.get(kind, [])
                for change in [said] if isinstance(said, str) else said:
                    found[file, one["of"], f"{kind} {change}"] = " ".join(one["why"].split())
    return found


def change(mutant: Mutant) -> str:
    """How the reasons name a mutant of its function."""
    was, now = mutant.lines()
    return f"now {' '.join(now)}" if now else f"without {' '.join(was)}"


def page(found: list[Mutant], why: dict[tuple[str, str, str], str]) -> Iterator[str]:
    """The page, line by line."""
    yield from (ROOT / "tests" / "mutants" / "opening.md").read_text(encoding="utf-8").splitlines()
    yield from ("", "| file | mutants | killed | survive | score |", "| --- | ---: | ---: | ---: | ---: |")
    rows = [(file, list(of_file)) for file, of_file in groupby(found, key=lambda one: one.file)]
    for file, of_file in (*rows, ("all", found)):
        if of_file:
            killed = sum(one.killed for one in of_file)
            score = f"{killed * 1000 // len(of_file) / 10} %"
            yield f"| {file} | {len(of_file)} | {killed} | {len(of_file) - killed} | {score} |"
    yield from ("", "## Survivors")
    for file, of_file in rows:
        alive = [one for one in of_file if not one.killed]
        if alive:
            yield from ("", f"### {file}")
        for mutant in alive:
            was, now = mutant.lines()
            reason = why.pop((file, mutant.function, change(mutant)), UNEXPLAINED)
            status = "" if mutant.status == "survived" else f" ({mutant.status})"
            yield from ("", f"`{mutant.function}`{status}: {reason}", "", "```diff")
            yield from (*(f"-{line}" for line in was), *(f"+{line}" for line in now), "```")


def main() -> int:
    """Write the page; fails where a reason has no survivor any more."""
    why = reasons()
    PAGE.write_text("\n".join(page(list(mutants()), why)) + "\n", encoding="utf-8")
    for file, function, of in why:
        sys.stderr.write(f"{REASONS.name}: no survivor of {file} {function}: {of}\n")
    return 1 if why else 0


if __name__ == "__main__":
    sys.exit(main())
