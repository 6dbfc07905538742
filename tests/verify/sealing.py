"""Small sealed reports, and what `spbe verify` says of them, quickly: in this process, and in the program itself."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
from rubric_making import SMALL

from spbe_index.cli.run import run
from spbe_index.core.problem import SpbeError
from spbe_index.load.answer import refusal_of
from spbe_index.load.door import child as door
from spbe_index.load.door.refusal import RefusedError
from spbe_index.verifying import child, inside

#: The answers of the small instrument, by code.
ANSWERS = {"I1": 3, "I2": "2,25", "I3-1": 1, "I3-2": 2, "I3-3": 3}


@dataclass(frozen=True)
class Said:
    """What a command line came to: exit code, standard output, standard error."""

    code: int
    out: str
    err: str
    plain: dict[str, Any] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        return str(self.plain["verdict"])

    @property
    def codes(self) -> list[str]:
        return [one["code"] for one in self.plain["problems"]]

    def of(self, code: str) -> list[dict[str, Any]]:
        """The problems of one code."""
        return [one for one in self.plain["problems"] if one["code"] == code]

    def state(self, what: str) -> str:
        """What one check came to."""
        return str(next(one["state"] for one in self.plain["checks"] if one["what"] == what))


class _Output(io.TextIOWrapper):
    """Standard output that keeps what it was given."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")

    def text(self) -> str:
        self.flush()
        self.buffer.seek(0)
        return self.buffer.read().decode("utf-8")


def spbe(*words: object) -> Said:
    """A command line, run in this process."""
    with contextlib.redirect_stdout(_Output()) as out, contextlib.redirect_stderr(_Output()) as err:
        code = run([str(word) for word in words])
        said = out.text()
        plain = json.loads(said) if said.startswith("{") else {}
        return Said(code, said, err.text(), plain)


def verify(path: Path, *words: object) -> Said:
    """What is found of a file, as JSON."""
    return spbe("verify", path, "--format", "json", *words)


def workbook(path: Path, *, year: int = 2030, **changed: Any) -> Path:
    """An assessment by the small instrument; as csv it has the same bytes whenever it is written."""
    rows = [["Instansi", "Kota Kecil"], ["Tahun", year], ["No", "Nilai Akhir"], *({**ANSWERS, **changed}.items())]
    if path.suffix == ".csv":
        path.write_text("\n".join(f"{name};{'' if value is None else value}" for name, value in rows), encoding="utf-8")
        return path
    book = openpyxl.Workbook()
    book.active.title = "Penilaian"
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def report(
    folder: Path, *words: object, name: str = "laporan.pdf", book: str = "penilaian.xlsx", **changed: Any
) -> Path:
    """A sealed report by the small instrument, in an empty folder, with the workbook and the instrument beside it."""
    (folder / "kecil.yaml").write_text(SMALL, encoding="utf-8")
    made = spbe(
        "report",
        workbook(folder / book, **changed),
        "--rubric",
        folder / "kecil.yaml",
        "-o",
        folder / name,
        "--force",
        *words,
    )
    assert made.code == 0, made.err
    return folder / name


def tampered(path: Path, change: Any, name: str = "diubah.pdf") -> Path:
    """A copy that pikepdf has changed and written anew, leaving the metadata as they are."""
    with pikepdf.open(path) as pdf:
        change(pdf)
        pdf.save(path.with_name(name), fix_metadata_version=False, deterministic_id=True)
    return path.with_name(name)


def inner(pdf: pikepdf.Pdf, name: str) -> pikepdf.Stream:
    """The content of an attached file."""
    return pdf.attachments[name].obj.EF.F


def replaced(name: str, old: bytes, new: bytes) -> Any:
    """A change of one place of an attached file."""

    def change(pdf: pikepdf.Pdf) -> None:
        stream = inner(pdf, name)
        data = stream.read_bytes()
        assert old in data
        stream.write(data.replace(old, new, 1))

    return change


def nearby(file: Any, request: dict[str, Any], shown: str, _limits: Any) -> tuple[Any, bytes]:
    """As `inside._asked`, without a process of its own: a hundred of them would take their time."""
    file.seek(0)
    data = file.read()
    try:
        told, files = child._open(data) if request["do"] == "open" else child._compare(data, request)
    except RefusedError as refused:
        raise SpbeError(refusal_of(json.loads(door.refusal(refused))["refused"], shown)) from None
    return json.loads(json.dumps(told)), b"".join(files)


assert inside._asked
