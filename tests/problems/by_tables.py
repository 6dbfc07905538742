"""Codes of tables of levels."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from raising import Raise

from spbe_index.core.problem import Problem, SpbeError
from spbe_index.core.scaled import scaled
from spbe_index.levels import score_levels
from spbe_index.levels.scoring import Sentences
from spbe_index.load.rubric import load_rubric, shipped
from spbe_index.write.words import Words


def table(text: str) -> Raise:
    """A csv table of levels is scored."""

    def look(folder: Path) -> tuple[Problem, ...]:
        (folder / "tingkat.csv").write_text(text, encoding="utf-8")
        try:
            score_levels(folder / "tingkat.csv", shown="tingkat.csv")
        except SpbeError as error:
            return error.problems
        return ()

    return look


def too_fine(_: Path) -> tuple[Problem, ...]:
    """An instrument whose scale has steps of a thousand-million-millionth."""
    rubric = load_rubric("spbe-2020")
    scales = tuple(scale._replace(step=Fraction(1, 10**15)) for scale in rubric.scales)
    try:
        scaled(rubric._replace(scales=scales))
    except SpbeError as error:
        return error.problems
    return ()


class Heard(Words):
    """Keeps what it is to tell."""

    def __init__(self) -> None:
        super().__init__("id")
        self.problems: list[Problem] = []

    def tell(self, problem: Problem) -> tuple[str, str]:
        self.problems.append(problem)
        return super().tell(problem)


def message(mark: int) -> Raise:
    """A row of the results says why it has no index."""

    def look(_: Path) -> list[Problem]:
        heard = Heard()
        Sentences(heard, list(shipped())).of(mark, 10)
        return heard.problems

    return look


RAISED: dict[str, Raise] = {
    "E841": table("Nomor,Isian\n1,3\n"),
    "E842": table("Instansi,Tahun,Indikator,Tingkat\nKota Tegal,kemarin,I1,3\n"),
    "E843": too_fine,
    "E844": message(-2),
    "E845": message(31),
}
