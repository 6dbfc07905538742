"""Lines of a csv with another number of columns: told where an answer is read from them, and only there."""

from __future__ import annotations

from pathlib import Path

from book_making import Value, args, codes, full, rubric
from reading import read

from spbe_index.core.problem import Problem
from spbe_index.load.ragged import without_idle_lines

HEAD: list[Value] = ["No", "Indikator", "Tingkat", "Bukti"]


def told(folder: Path, *lines: list[Value]) -> tuple[Problem, ...]:
    content = "\n".join(";".join(map(str, line)) for line in lines) + "\n"
    return without_idle_lines(read(folder, "a.csv", content), rubric())


def table() -> list[list[Value]]:
    return [HEAD, *([*line, "SK"] for line in full())]


def test_titles_notes_and_signatures_are_no_matter(tmp_path: Path) -> None:
    above: list[list[Value]] = [["PENILAIAN SPBE"], ["Tahun", 2023], []]
    below: list[list[Value]] = [["Catatan: selesai"], ["", "TOTAL"], ["Tegal, 5 Mei 2023"], ["Sekretaris Daerah"]]
    assert told(tmp_path, *above, *table(), *below) == ()


def test_a_line_of_an_indicator_is_told_with_its_cell(tmp_path: Path) -> None:
    lines = table()
    lines[3].append("lampiran")  # an unquoted separator
    lines[5] = lines[5][:3]
    lines.append(["48", "Layanan lain", 3])
    found = told(tmp_path, ["PENILAIAN SPBE"], *lines)
    assert [(problem.code, problem.place.cell, args(problem)["line"]) for problem in found] == [
        ("W117", "A5", "5"),
        ("W117", "A7", "7"),
        ("W117", "A50", "50"),
    ]


def test_many_are_counted(tmp_path: Path) -> None:
    lines = table()
    found = told(tmp_path, *lines[:8], *([*line, "lebih"] for line in lines[8:31]), *lines[31:])
    assert codes(found) == ["W117"] * 20 + ["W123"]
    assert args(found[-1]) == {"count": "3"}
