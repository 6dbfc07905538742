"""Sealed reports changed where it means something: in the files inside, in what holds them together, in any byte."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import nasty
import pikepdf
from packages import of_package
from rubric_making import SMALL
from texts import of_csv, of_json, of_yaml

_INSIDE = {".json": of_json, ".yaml": of_yaml, ".csv": of_csv, ".xlsx": of_package}


def papers(run: Callable[[list[str]], int], folder: Path) -> list[bytes]:
    """Reports of a small instrument with their workbook inside, as the program itself writes them."""
    (folder / "kecil.yaml").write_text(SMALL, encoding="utf-8")
    rows = ("Instansi;Kota Kecil", "Tahun;2030", "No;Nilai Akhir", "I1;3", "I2;2,25", "I3-1;1", "I3-2;2", "I3-3;3")
    found = []
    for name, lines in (("penuh", rows), ("sebagian", rows[:-1])):
        (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
        given = ["report", str(folder / f"{name}.csv"), "--rubric", str(folder / "kecil.yaml"), "--embed-input"]
        with contextlib.redirect_stderr(io.StringIO()):
            run([*given, "-o", str(folder / f"{name}.pdf")])
        found.append((folder / f"{name}.pdf").read_bytes())
    return found


def of_pdf(data: bytes, chance: Random) -> bytes:
    """A report with files inside, entries of its objects, or bytes changed; or something appended."""
    what = chance.randrange(8)
    if what == 0:
        return nasty.spoilt(data, chance, 4)
    if what == 1:
        return data + chance.choice((b"\n", b"x", b"%%EOF\n", data[-2_000:], b"\0" * 100))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for _ in range(chance.choice((1, 1, 1, 2, 5))):
            _inside(pdf, chance) if what <= 4 else _entry(pdf, chance)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _inside(pdf: pikepdf.Pdf, chance: Random) -> None:
    """One of the files inside changed, taken out, doubled, or under another name."""
    names = sorted(pdf.attachments)
    if not names:
        return
    name = chance.choice(names)
    content = pdf.attachments[name].get_file().read_bytes()
    what = chance.randrange(6)
    if what <= 2:
        try:
            content = _INSIDE.get(Path(name).suffix, nasty.spoilt)(content, chance)
        except (ValueError, csv.Error):  # it was spoilt before, and is no such file any more
            content = nasty.spoilt(content, chance)
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)
        return
    if what == 3:
        pdf.attachments[nasty.value(chance)[:200] or "x"] = pikepdf.AttachedFileSpec(pdf, content, filename=name)
        return
    if what == 4:
        pdf.attachments[chance.choice(names)] = pikepdf.AttachedFileSpec(pdf, content, filename=name)
        return
    del pdf.attachments[name]


def _entry(pdf: pikepdf.Pdf, chance: Random) -> None:
    """One entry of one object lost, or with another value."""
    number = chance.randrange(1, len(pdf.objects) + 1)
    found: Any = pdf.get_object((number, 0))
    if isinstance(found, pikepdf.Stream) and chance.random() < 0.5:
        with contextlib.suppress(pikepdf.PdfError):
            found.write(nasty.spoilt(found.read_bytes(), chance))
        return
    if not isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)) or not list(found.keys()):
        return
    key = chance.choice(sorted(found.keys()))
    if key in ("/Length", "/Parent"):
        return
    if chance.random() < 0.4:
        del found[key]
    else:
        found[key] = chance.choice(
            (
                *(
                    0,
                    -1,
                    10**9,
                    pikepdf.Name("/X"),
                    pikepdf.String(nasty.value(chance)),
                    pikepdf.Array(),
                    pikepdf.Dictionary(),
                ),
                pdf.get_object((chance.randrange(1, len(pdf.objects) + 1), 0)),
            )
        )
