"""`--resume` after a run that was finished: there is nothing to do, unless something has changed."""

from __future__ import annotations

import os

import pytest
from batch_making import fill
from test_batch_command import batch


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "json"])
def test_a_finished_run_has_nothing_left(tmp_path, form):
    paths = fill(tmp_path / "in", 4, broken_each=2 if form == "csv" else 0)
    out = tmp_path / "in" / f"hasil.{form}"
    first = batch(tmp_path / "in", "-o", out)[0]
    before = out.read_bytes()
    code, said, err = batch(tmp_path / "in", "-o", out, "--resume")
    assert (code, said, "Sudah selesai: 4 berkas" in err) == (first, "", True)
    assert out.read_bytes() == before
    os.utime(paths[0], ns=(2**62, 2**62))
    code, _, err = batch(tmp_path / "in", "-o", out, "--resume")
    assert (code, "E501" in err, "--force" in err) == (3, True, True)
    assert out.read_bytes() == before


def test_what_lacks_a_report_or_a_row_is_not_finished(tmp_path):
    fill(tmp_path / "in", 2)
    out = tmp_path / "hasil.csv"
    batch(tmp_path / "in", "-o", out)
    assert batch(tmp_path / "in", "-o", out, "--resume", "--reports", tmp_path / "laporan")[0] == 3
    fill(tmp_path / "in", 3)
    assert batch(tmp_path / "in", "-o", out, "--resume")[0] == 3
    out.write_text("bukan tabel", encoding="utf-8")
    code, _, err = batch(tmp_path / "in", "-o", out, "--resume")
    assert (code, "E501" in err) == (3, True)
