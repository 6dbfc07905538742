"""One report: beside bare WeasyPrint on the same page, and beside LibreOffice printing a workbook."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from paired import BUILD, PYTHON, ROOT, SPBE, Row, Spent, in_rounds, row, shown, spent

#: Sets a page once, or over and over, with nothing of ours but the page itself.
BARE = """import sys
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from spbe_index.write.pdf import PackagedOnly
page = open(sys.argv[1], encoding="utf-8").read()
for _ in range(int(sys.argv[2])):
    html = HTML(string=page, url_fetcher=PackagedOnly(None))
    html.write_pdf(sys.argv[3], font_config=FontConfiguration(), pdf_variant="pdf/ua-1")
"""
#: The page of the report as it is set.
PAGE = """import sys
from spbe_index.assess import assess_file
from spbe_index.load.sheets import Limits
from spbe_index.reporting import Basis, page_of, report_of
from spbe_index.write import pdf
from spbe_index.write.seal import result_bytes
from spbe_index.write.words import Words
assessed, words = assess_file(sys.argv[1]), Words("id")
report = report_of(assessed, Basis(), Limits())
view = page_of(report, words, result_bytes(assessed.result, words), attached=True)
open(sys.argv[2], "w", encoding="utf-8").write(pdf.report_page(view))
"""


def measure(rounds: int) -> list[Row]:
    """The lines on reports."""
    example = str(ROOT / "examples" / "kemenko-perekonomian-2021.xlsx")
    page, out = str(BUILD / "report.html"), str(BUILD / "report.pdf")
    spent([PYTHON, "-c", PAGE, example, page])
    variants = {
        "report": [SPBE, "report", example, "-o", out, "--force", "-q"],
        "bare": [PYTHON, "-c", BARE, page, "1", out],
    }
    found = in_rounds(variants, rounds)
    rows = [row("spbe report, 47 indicators", "bare WeasyPrint, same page", found["report"], found["bare"], limit=1.15)]
    return rows + _office(example, out, rounds)


def _office(example: str, out: str, rounds: int) -> list[Row]:
    """CPU a page, beside LibreOffice recalculating and printing a workbook with the same answers."""
    if not shutil.which("soffice"):
        return []
    from pypdf import PdfReader

    form = BUILD / "form.xlsx"
    spent([SPBE, "template", str(form), "--from", example, "--rubric", "spbe-2020", "--force", "-q"])
    pages = {"ours": 0, "office": 0}

    def report() -> Spent:
        took = spent([SPBE, "report", example, "-o", out, "--force", "-q"])
        pages["ours"] = len(PdfReader(out).pages)
        return Spent(took.wall / pages["ours"], took.cpu / pages["ours"])

    def office() -> Spent:
        with tempfile.TemporaryDirectory() as home:
            command = ["soffice", f"-env:UserInstallation=file://{home}/profile", "--headless", "--convert-to", "pdf"]
            took = spent([*command, "--outdir", home, str(form)])
            pages["office"] = len(PdfReader(Path(home) / "form.pdf").pages)
        return Spent(took.wall / pages["office"], took.cpu / pages["office"])

    found = in_rounds({"ours": report, "office": office}, rounds)
    note = f"a page; {pages['ours']} pages to {pages['office']}"
    return [
        row(
            "spbe report, CPU a page",
            "LibreOffice printing the form",
            found["ours"],
            found["office"],
            limit=1,
            note=note,
        )
    ]


if __name__ == "__main__":
    print(shown(measure(5)))
