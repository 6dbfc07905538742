"""A report made again from what lies inside it, and held against the one at hand. Runs in a limited process."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from spbe_index.assess import Assessed
from spbe_index.core.rubric import Rubric
from spbe_index.core.seal import INPUT, RESULT, RUBRIC
from spbe_index.load.sheets import Limits
from spbe_index.reporting import printed, report_of
from spbe_index.verifying.attachments import attached_files, opened
from spbe_index.verifying.paper import held_against, machine_fonts
from spbe_index.verifying.sealed import Sealed, basis_from, sealed_from
from spbe_index.write import pdf
from spbe_index.write.seal import Piece
from spbe_index.write.words import Words


def compare(data: bytes, asked: dict[str, Any]) -> dict[str, Any]:
    """How a report differs from the one that its inside makes.

    Args:
        data: The report.
        asked: `file`, its name; `memory_mb` and `seconds`, what reading each file inside may use.

    Returns:
        What `paper.held_against` found; `engine`: by part the version it was set with and the one here, where these
        differ; `length`: of the one that was made; `count`: pages of the one at hand.

    Raises:
        RefusedError: E870, it cannot be read or has no seal.
        SpbeError: something inside cannot be used.

    """
    reader = opened(data)
    sealed = sealed_from(attached_files(reader), asked["file"])
    here, then = pdf.engine(), sealed.seal.engine
    apart = {part: [then.get(part, "-"), here.get(part, "-")] for part in sorted({*here, *then})}
    apart = {part: both for part, both in apart.items() if both[0] != both[1]}
    with TemporaryDirectory(prefix="spbe-") as folder:
        meant = made_anew(sealed, Path(folder), Limits(asked["memory_mb"], asked["seconds"]))
    # Letters that our own fonts lack are drawn with those of the machine.
    if data != meant and (fonts := machine_fonts(meant)):
        apart["fonts"] = [", ".join(machine_fonts(data)) or "-", ", ".join(fonts)]
    found = held_against(data, meant, same_engine=not apart)
    return {**found, "engine": apart, "length": len(meant), "count": len(reader.pages)}


def made_anew(sealed: Sealed, folder: Path, limits: Limits) -> bytes:
    """The report that the inside of a report makes.

    Args:
        sealed: The inside.
        folder: An empty folder for files that are read by path.
        limits: What reading each of them may use.

    Raises:
        SpbeError: something inside cannot be used.

    """
    rubrics = {inner.sha256: sealed.data(inner) for inner in sealed.seal.of_role(RUBRIC)}

    def source(rubric: Rubric) -> bytes:
        return rubrics[rubric.sha256]

    assessed = Assessed(sealed.result(sealed.the(RESULT)), sealed.rubric(sealed.own_rubric()))
    report = report_of(assessed, basis_from(sealed, folder), limits)
    workbook = next(
        (Piece(INPUT, sealed.data(inner), inner.called, inner.called) for inner in sealed.seal.of_role(INPUT)), None
    )
    return printed(report, Words(sealed.seal.language), pdf.report_pdf, workbook=workbook, source=source)
