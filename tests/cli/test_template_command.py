"""`spbe template` in a process of its own."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from running import EXAMPLES, spbe

OLD = EXAMPLES / "kota-tegal-2023.xlsx"


def instrument(path: Path) -> str:
    return str(openpyxl.load_workbook(path).worksheets[1]["B8"].value)


@pytest.mark.parametrize(
    ("wishes", "chosen"),
    [
        ((), "pemdi-2026"),
        (("--year", 2019), "spbe-2018"),
        (("--year", 2026), "pemdi-2026"),
        (("--from", OLD), "spbe-2020"),
        (("--from", OLD, "--year", 2026), "pemdi-2026"),
        (("--rubric", "spbe-2018", "--year", 2024), "spbe-2018"),
        (("--rubric", "rubrics/spbe-2018.yaml"), "spbe-2018"),
    ],
)
def test_the_instrument(wishes: tuple[object, ...], chosen: str, tmp_path: Path) -> None:
    done = spbe("template", tmp_path / "new.xlsx", *wishes)
    assert (done.code, done.out) == (0, "")
    assert instrument(tmp_path / "new.xlsx") == chosen
    assert ("N601" in done.err) is (OLD in wishes and chosen != "spbe-2020")
    assert ("N603" in done.err) is (2024 in wishes)


def test_it_tells_what_it_brought_and_in_which_language_it_writes(tmp_path: Path) -> None:
    done = spbe("template", tmp_path / "a.xlsx", "--from", OLD, "--year", "2024")
    assert "47 tingkat" in done.err
    done = spbe("template", tmp_path / "b.xlsx", "--lang", "en", "--agency", "Kota X", "--group", "Kota")
    sheets = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert sheets.sheetnames == ["Guide", "Identity", "Assessment", "Criteria", "Evidence", "Summary", "Working"]
    assert (sheets["Identity"]["B4"].value, sheets["Identity"]["B5"].value) == ("Kota X", "Kota")


def test_nothing_is_overwritten_unasked_and_an_input_never(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    path.write_bytes(OLD.read_bytes())
    assert spbe("template", path).code == 3
    done = spbe("template", path, "--from", path, "--force")
    assert (done.code, "E502" in done.err) == (3, True)
    assert path.read_bytes() == OLD.read_bytes()
    assert spbe("template", path, "--force", "--quiet").err == ""
    assert instrument(path) == "pemdi-2026"


def test_a_year_of_no_instrument_is_wrong_use(tmp_path: Path) -> None:
    done = spbe("template", tmp_path / "new.xlsx", "--year", "1999")
    assert (done.code, "E602" in done.err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_workbook_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "old.xlsx").write_text("no workbook")
    assert spbe("template", tmp_path / "new.xlsx", "--from", tmp_path / "old.xlsx").code == 3


def test_the_guide_of_an_own_instrument_is_right_for_it(tmp_path: Path) -> None:
    own = tmp_path / "mutu kami.yaml"
    copied = spbe("rubric", "copy", "spbe-2018", "mutu-kami", "-o", own)
    assert copied.code == 0, copied.err
    done = spbe("template", tmp_path / "a.xlsx", "--rubric", own)
    assert done.code == 0, done.err
    told = [str(cell.value) for row in openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0] for cell in row]
    assert any('spbe report BERKAS.xlsx --rubric "mutu kami.yaml"' in text for text in told)
    spbe("template", tmp_path / "b.xlsx", "--rubric", "spbe-2018")
    told = [str(cell.value) for row in openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0] for cell in row]
    assert not any("--rubric" in text for text in told)
    assert any("kolom tahap yang sedang berjalan" in text for text in told)
