"""Writes `tests/MUTANTS.md` after a run of mutmut: the score of each file, and every survivor with why it lives.

The reasons stand in `reasons.yaml`. `files` has them by file: `of` is the function, `now` the lines as the mutant has
them (`without` where it only lacks some), one or a list, and `why`. `everywhere` has those that hold in any file:
`like` is a pattern for the lines as they were, an arrow, and the lines as they are. A survivor for which there is none
is shown as unexplained; a reason that no survivor needs is told, so that none outlives what it explains.
"""

from __future__ import annotations

import json
import re
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
HERE = Path(__file__).parent
PAGE = ROOT / "tests" / "MUTANTS.md"
#: A test failed, or went on for ever.
KILLED = ("killed", "timeout", "segfault")
UNEXPLAINED = "**Unexplained.**"


class Mutant(NamedTuple):
    """One change of one function."""

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
        was, now = ([" ".join(line[1:].split()) for line in diff if line.startswith(sign)] for sign in "-+")
        return was, now


class Reasons:
    """Why survivors live, and which of the reasons were needed."""

    def __init__(self, said: dict[str, list[dict[str, str]]]) -> None:
        self._everywhere = {one["like"]: one["why"] for one in said["everywhere"]}
        self._own = {
            (file, one["of"], kind, change): one["why"]
            for file, of_file in said["files"].items()
            for one in of_file
            for kind in ("now", "without")
            for change in _listed(one.get(kind, []))
        }
        self._needed: set[object] = set()

    def why(self, mutant: Mutant) -> str:
        """Why this one lives."""
        was, now = (" ".join(lines) for lines in mutant.lines())
        own = (mutant.file, mutant.function, *(("now", now) if now else ("without", was)))
        if own in self._own:
            self._needed.add(own)
            return self._own[own]
        for like, why in self._everywhere.items():
            if re.fullmatch(like, f"{was} → {now}"):
                self._needed.add(like)
                return why
        return UNEXPLAINED

    def idle(self) -> list[str]:
        """The reasons that no survivor needed."""
        every: list[object] = [*self._own, *self._everywhere]
        return [str(one) for one in every if one not in self._needed]


def _listed(said: str | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else said


def mutants() -> Iterator[Mutant]:
    """All mutants of the last run, file by file."""
    folder = ROOT / "mutants"
    for noted in sorted(folder.rglob("*.py.meta")):
        file = noted.relative_to(folder).as_posix().removesuffix(".meta")
        for name, code in json.loads(noted.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            function, of = parse_mutant_key(name.rpartition(".")[2].partition("__mutmut_")[0])
            yield Mutant(file, f"{of}.{function}" if of else function, status_by_exit_code[code], name)


def page(found: list[Mutant], reasons: Reasons) -> Iterator[str]:
    """The page, line by line."""
    yield from (HERE / "opening.md").read_text(encoding="utf-8").splitlines()
    yield from (
        "",
        "## Score",
        "",
        "| file | mutants | killed | survivors | score |",
        "| --- | ---: | ---: | ---: | ---: |",
    )
    rows = [(file, list(of_file)) for file, of_file in groupby(found, key=lambda one: one.file)]
    for file, of_file in (*rows, ("**all**", found)):
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
            status = "" if mutant.status == "survived" else f" ({mutant.status})"
            yield from ("", f"`{mutant.function}`{status}: {reasons.why(mutant)}", "", "```diff")
            yield from (*(f"-{line}" for line in was), *(f"+{line}" for line in now), "```")


def main() -> None:
    """Write the page, and tell of reasons that nothing needs."""
    reasons = Reasons(yaml.safe_load((HERE / "reasons.yaml").read_text(encoding="utf-8")))
    PAGE.write_text("\n".join(page(list(mutants()), reasons)) + "\n", encoding="utf-8")
    for idle in reasons.idle():
        sys.stderr.write(f"reasons.yaml: no survivor of {idle}\n")


if __name__ == "__main__":
    main()
