"""Pages of reports, written as files to be opened."""

from __future__ import annotations

from reporting import DECIMALS, OFFICIAL

from spbe_index.write.html import report_html
from spbe_index.write.view import report_view
from spbe_index.write.words import Words

FILLED = {"spbe-2020": OFFICIAL, "spbe-2018": [2] * 37, "pemdi-2026": DECIMALS}
EVIDENCE = ("Peraturan Wali Kota Nomor 12 Tahun 2023", "bukti.pdf")


def written(path, result, rubric, language="id"):
    path.write_text(report_html(report_view(result, rubric, Words(language))), encoding="utf-8")
    return path
