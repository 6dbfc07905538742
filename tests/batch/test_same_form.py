"""The table of a batch has one form, whether its rows come from workbooks or from a table of levels."""

from __future__ import annotations

import csv
import io

import pytest
from test_batch_command import EXAMPLES, batch

from spbe_index import assess_file
from spbe_index.write.batch_table import COLUMNS


@pytest.fixture
def both(tmp_path):
    """The lines of csv of the same assessment, from its workbook and from a table."""
    workbook = EXAMPLES / "kota-tegal-2023.xlsx"
    result = assess_file(workbook).result
    (tmp_path / "t.csv").write_text(
        "\n".join(
            [
                "Instansi;Kelompok;Tahun;Tahap;Indikator;Tingkat",
                *(
                    f"{name};Kota;2023;akhir;{leaf.code};{leaf.answer.value}"
                    for name in (result.agency, '"Kota ""A"", Satu"', "=Kota")
                    for leaf in result.leaves
                ),
            ]
        ),
        encoding="utf-8",
    )
    return batch(workbook)[1], batch(tmp_path / "t.csv")[1]


def test_csv_has_the_same_cells_and_the_same_signs(both):
    ours, theirs = both
    assert ours.count("\r\n") == ours.count("\n") == 2
    assert theirs.count("\r\n") == theirs.count("\n") == 4
    assert '"' not in theirs.splitlines()[0] + theirs.splitlines()[1]
    one, other = (next(iter(csv.DictReader(io.StringIO(text)))) for text in both)
    shared = [name for name in one if name in other and name != "file"]
    assert {*COLUMNS[1:], "D1", "A8"} <= set(shared)
    assert {name: one[name] for name in shared} == {name: other[name] for name in shared}
    assert (other["index"], other["D1"]) == ("3.76", "4.60")


def test_csv_of_names_that_need_quotes_or_mean_formulas(both):
    rows = list(csv.DictReader(io.StringIO(both[1])))
    assert [row["agency"] for row in rows[1:]] == ['Kota "A", Satu', "'=Kota"]
