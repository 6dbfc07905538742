"""Problems with sentences of the test's own, and the quick way to mark them."""

from __future__ import annotations

from spbe_index.annotate import annotate
from spbe_index.core.problem import Place, Problem
from spbe_index.write.words import Words

CODES = {"error": "E204", "warning": "W223", "note": "N213"}


class Sayings(Words):
    """Words whose sentences about a problem are the problem's own."""

    def tell(self, problem: Problem) -> tuple[str, str]:
        given = dict(problem.args)
        return given["message"], given["hint"]


def fault(
    sheet: str, cell: str, severity: str = "error", message: str = "Tingkat kosong.", hint: str = "Isi 1-5."
) -> Problem:
    return Problem(CODES[severity], Place("x.xlsx", sheet, cell), (("message", message), ("hint", hint)))


def marked(tmp_path, content: bytes, *faults: Problem, language: str = "id", sha256: str = "") -> bytes:
    path = tmp_path / "buku.xlsx"
    path.write_bytes(content)
    result = annotate(path, faults, Sayings(language), sha256=sha256)
    assert path.read_bytes() == content
    return result
