"""Codes of tables of levels."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pyarrow as pa
from raising import Raise

from spbe_index import score_frame
from spbe_index.core.problem import Problem, SpbeError
from spbe_index.core.scaled import scaled
from spbe_index.levels import score_levels
from spbe_index.levels.sentences import Sentences
from spbe_index.load.rubric import load_rubric, shipped
from spbe_index.write.words import Words


def table(text: str) -> Raise:
    """A csv table of levels is scored."""

    def look(folder: Path) -> tuple[Problem, ...]:
        (folder / "tingkat.csv").write_text(text, encoding="utf-8")
        try:
            return score_levels(folder / "tingkat.csv", shown="tingkat.csv").problems
        except SpbeError as error:
            return error.problems

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
        Sentences(heard, list(shipped())).of(mark, 10, 3)
        return heard.problems

    return look


def key_like_a_result(_: Path) -> tuple[Problem, ...]:
    """A frame whose column of agencies is called `index`."""
    try:
        score_frame(pa.table({"index": ["Kota Tegal"], "indicator": ["I1"], "level": [3]}), "spbe-2020", agency="index")
    except SpbeError as error:
        return error.problems
    return ()


def lists_as_levels(_: Path) -> tuple[Problem, ...]:
    """A frame whose levels are lists."""
    try:
        score_frame(pa.table({"agency": ["Kota Tegal"], "indicator": ["I1"], "level": [[3]]}), "spbe-2020")
    except SpbeError as error:
        return error.problems
    return ()


LONG = "Instansi,Tahun,Indikator,Tingkat\nKota Tegal,2023,I1,3\n"

RAISED: dict[str, Raise] = {
    "E841": table("Nomor,Isian\n1,3\n"),
    "E842": table("Instansi,Tahun,Indikator,Tingkat\nKota Tegal,kemarin,I1,3\n"),
    "E843": too_fine,
    "E844": message(-2),
    "E845": message(94),
    "E846": table("Rekapitulasi SPBE\nInstansi,Tahun,I11,I12,I12\nKota Tegal,2023,3,3,3\n"),
    "E847": table(LONG + "Dinas Pekerjaan Umum, Kota Tegal,2023,I1,3\n"),
    "E848": table("Instansi,Nilai 1,Nilai 2\nKota Tegal,3,4\n"),
    "N848": table(LONG + "Sumber: Kementerian PANRB\n"),
    "N849": table("Instansi,Tahun,Indikator,Tingkat,Nilai Mandiri\nKota Tegal,2023,I1,3,4\n"),
    "E898": table(LONG + "Indikator,Tahun,Instansi,Nilai\n"),
    "N898": table(LONG + "Instansi,Tahun,Indikator,Tingkat\nKota Tegal,2023,I2,3\n"),
    "W899": table(LONG + "Kota Tegal,2023,I1,4\n"),
    "N855": table(LONG + "Rata-rata,2023,I1,3\n"),
    "N857": table(LONG + "Kota Tegal,2023,I99,3\n"),
    "W858": table("Instansi,Tahun,Kode Indikator,Nama Indikator,Tingkat\nKota Tegal,2023,I1,Layanan Pengadaan,3\n"),
    "E850": table("Instansi,Tahun,Indikator,Tingkat\n"),
    "E851": key_like_a_result,
    "E858": lists_as_levels,
    "W859": table(LONG + ",2023,I1,3\n"),
}
