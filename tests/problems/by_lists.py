"""Codes of lists of published results and of what is asked about them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from raising import Raise, Row, saved, typed

from spbe_index.core.problem import Problem

HEAD = ["Tahun", "Instansi", "Kelompok", "D1", "Indeks", "Indeks tepat"]
FINE = [2023, "Kota Fiktif", "Kota", 3, 3]
EXAMPLE = "examples/kemenko-perekonomian-2021.xlsx"


def ranked(*rows: Row, asked: tuple[str, ...] = ()) -> Raise:
    """These rows are ranked, after one that is right."""
    return lambda folder: typed("rank", str(saved(folder / "daftar.xlsx", HEAD, FINE, *rows)), *asked)(folder)


def of_two_scales(folder: Path) -> Iterable[Problem]:
    rows = [[*FINE, "", "spbe-2020"], [2023, "Kantor B", "", 3, 3.5, "", "mutu-layanan"]]
    return typed("rank", str(saved(folder / "daftar.xlsx", [*HEAD, "Rubrik"], *rows)))(folder)


def among_others(folder: Path) -> Iterable[Problem]:
    path = saved(folder / "daftar.xlsx", [*HEAD, "Rubrik"], [*FINE, "", "mutu-layanan"])
    return typed("score", EXAMPLE, "--among", str(path))(folder)


RAISED: dict[str, Raise] = {
    "E810": typed("rank", EXAMPLE),
    "E811": ranked([2023, "Kota B", "Kota", 3, "baik"]),
    "W811": ranked([2023, "Kota B", "Kota", 3]),
    "E812": ranked(["kapan", "Kota B", "Kota", 3, 3]),
    "E813": ranked([2023, "Pemkot Fiktif", "Kota", 3, 3]),
    "E814": ranked([2023, "", "Kota", 3, 3]),
    "W814": ranked([2023, "Kota B", "Kota", 3, 3, "7/2"]),
    "E815": lambda folder: typed("rank", str(saved(folder / "daftar.xlsx", [*HEAD, "Nilai"], [*FINE, "", 3])))(folder),
    "W815": ranked([2023, "Perkumpulan", "", 3, 3]),
    "E816": typed("score", EXAMPLE, "--standing", "--group", "partai"),
    "N816": lambda folder: typed("rank", str(saved(folder / "daftar.xlsx", [*HEAD, "Warna"], FINE)))(folder),
    "W817": ranked([2023, "Kota B", "Kota", "tiga", 3]),
    "E818": ranked(asked=("--agency", "Kota Fiktip")),
    "E894": of_two_scales,
    "E895": among_others,
    "E817": lambda folder: typed("rank", str(saved(folder / "a.xlsx", HEAD, FINE)), str(folder / "a.xlsx"))(folder),
    "W818": typed("score", EXAMPLE, "--among", "rubrics/results/2022.csv", "--quiet"),
    "E819": typed("score", EXAMPLE, "--standing", "--stage", "akhir,target"),
    "N819": ranked([2022, "Kota Fiktif", "Kota", 3, 3]),
}
