"""Codes of what is said of sealed reports and saved results, of signatures and keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import sealing
from raising import Raise, patched, printed, typed
from test_reports import appended, note, other_title, painted_over, signing, words_replaced

from spbe_index.core.problem import Problem
from spbe_index.signing import new_key
from spbe_index.verifying import inside
from spbe_index.write import pdf

EXAMPLE = "examples/kota-tegal-2023.xlsx"
#: A workbook whose bytes, and so its digest, are the same whenever it is written.
BOOK = "penilaian.csv"


def report(change: Callable[[Path], Path] = lambda path: path, *words: str, **told: Any) -> Raise:
    """A small sealed report, changed, is verified; `told` of its workbook."""

    def look(folder: Path) -> Iterable[Problem]:
        made = sealing.report(folder, *words, book=BOOK, **told)
        return printed("verify", str(change(made)))

    return patched(inside, "_asked", sealing.nearby, look)


def edited(change: Any) -> Raise:
    """The same, changed by another program."""
    return report(lambda path: sealing.tampered(path, change))


def other_rubric(folder: Path) -> Iterable[Problem]:
    made = sealing.report(folder, book=BOOK)
    text = (folder / "kecil.yaml").read_text(encoding="utf-8")
    (folder / "lain.yaml").write_text(text.replace("Ditinjau.", "Ditelaah.", 1), encoding="utf-8")
    return printed("verify", str(made), "--rubric", str(folder / "lain.yaml"))


def result(change: Callable[[dict[str, Any]], object] = lambda _: None, *words: str) -> Raise:
    """A saved result, changed, is verified."""

    def look(folder: Path) -> Iterable[Problem]:
        typed("score", EXAMPLE, "--format", "json", "-o", "{}/hasil.json")(folder)
        plain = json.loads((folder / "hasil.json").read_text(encoding="utf-8"))
        change(plain)
        (folder / "hasil.json").write_text(json.dumps(plain), encoding="utf-8")
        return printed("verify", str(folder / "hasil.json"), *words)

    return look


def other_workbook(folder: Path) -> Iterable[Problem]:
    made = sealing.report(folder, book=BOOK)
    return printed("verify", str(made), "--input", str(sealing.workbook(folder / "baru.csv", I1=2)))


def other_versions(folder: Path) -> Iterable[Problem]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "engine", lambda: {"weasyprint": "1"})
        made = sealing.report(folder, book=BOOK)
        patch.setattr(pdf, "engine", lambda: {"weasyprint": "2"})
        return printed("verify", str(made))


def painted_by_other_versions(folder: Path) -> Iterable[Problem]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "engine", lambda: {"weasyprint": "1"})
        made = sealing.report(folder, book=BOOK)
        patch.setattr(pdf, "engine", lambda: {"weasyprint": "2"})
        return printed("verify", str(sealing.tampered(made, painted_over)))


def unsigned(folder: Path) -> Iterable[Problem]:
    (folder / "dinas.pub.pem").write_bytes(new_key(None)[1])
    return result(lambda _: None, "--trust", str(folder / "dinas.pub.pem"))(folder)


def signed(folder: Path) -> Iterable[Problem]:
    typed("score", EXAMPLE, "--format", "json", "-o", "{}/hasil.json")(folder)
    text = f"spbe-signature/1\nsha256: {'0' * 64}\nkey: SHA256:{'A' * 43}\nsignature: {'A' * 86}==\n"
    (folder / "hasil.json.sig").write_text(text, encoding="ascii")
    return printed("verify", str(folder / "hasil.json"))


def open_to_others(folder: Path) -> Iterable[Problem]:
    (folder / "dinas.pem").write_bytes(new_key(None)[0])
    (folder / "dinas.pem").chmod(0o644)
    return typed("score", EXAMPLE, "-f", "json", "-o", "{}/hasil.json", "--sign", "{}/dinas.pem")(folder)


def none_at_all(folder: Path) -> Iterable[Problem]:
    """A PDF that nobody has sealed."""
    typed("rank", "rubrics/results/2022.csv", "-o", "{}/laporan.pdf")(folder)
    return patched(inside, "_asked", sealing.nearby, lambda _: printed("verify", str(folder / "laporan.pdf")))(folder)


RAISED: dict[str, Raise] = {
    "W870": patched(inside, "_asked", sealing.nearby, other_versions),
    "E892": patched(inside, "_asked", sealing.nearby, painted_by_other_versions),
    "E870": none_at_all,
    "E871": edited(sealing.replaced("hasil.json", b"Cukup", b"Baik")),
    "N871": report(),
    "E872": patched(inside, "_asked", sealing.nearby, other_rubric),
    "N872": report(),
    "E873": result(lambda plain: plain["nodes"][5].update(weight="3")),
    "E874": patched(inside, "_asked", sealing.nearby, other_workbook),
    "E875": edited(words_replaced),
    "E876": edited(other_title),
    "E877": report(lambda path: appended(path, note, "dicatati.pdf")),
    "W878": report(lambda path: appended(path, signing, "ditandatangani.pdf", form=True)),
    "E893": report(lambda path: appended(path, signing, "ditandatangani.pdf", place=(0, 50, 360, 300, 450), form=True)),
    "E878": unsigned,
    "N878": signed,
    "E879": typed("key", "show", EXAMPLE),
    "W879": open_to_others,
}
