"""Evidence handed in, findings that stand, and the seal."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from spbe_index.core.assessment import Evidence
from spbe_index.core.ledger import ledger
from spbe_index.core.result import Node
from spbe_index.write.gathering import Gathered, gathered
from spbe_index.write.view.facts import Fact, Seal
from spbe_index.write.view.model import Document, EvidenceRow, Finding
from spbe_index.write.view.scene import Scene

#: How much a report prints before it says how much more there is; lists up to WHOLE stay on one page.
EVIDENCE_EACH = 60
WHOLE = 12
EVIDENCE_LIMIT = 400
GAPS = 60
CELL_LIMIT = 45
FINDINGS = 300
MESSAGE_LIMIT = 600
DETAIL_LIMIT = 120
#: Characters of a file's digest that are printed; the JSON has it whole.
DIGEST = 16


def evidence(scene: Scene) -> tuple[EvidenceRow, ...]:
    """The evidence of every question that has any."""
    return tuple(_evidence_row(scene, leaf) for leaf in scene.result.leaves if leaf.entry and leaf.entry.evidence)


def evidence_note(scene: Scene) -> str:
    """How much evidence there is in all."""
    counts = [len(leaf.entry.evidence) for leaf in scene.result.leaves if leaf.entry]
    if not any(counts):
        return scene.words("report.evidence.none")
    items = sum(count > 0 for count in counts)
    return scene.counted("evidence.count", sum(counts), items=items, total=len(counts))


def evidence_gaps(scene: Scene) -> str:
    """Which answers have no evidence, or none for some level, where any other has; "" when none is without."""
    found = ledger(scene.result.root)
    if not found.documents:
        return ""
    leaves = {leaf.code: leaf for leaf in scene.result.leaves}
    without = tuple(leaves[code] for code in found.without)
    said = [scene.counted("evidence.gaps", len(without), codes=scene.codes(without))] if without else []
    if partial := [leaves[code] for code in found.partial]:
        gaps = (
            scene.words("report.evidence.gap", code=leaf.code, levels=", ".join(map(str, leaf.proof.missing)))
            for leaf in partial[:GAPS]
        )
        listed = ", ".join(gaps)
        if len(partial) > GAPS:
            listed = scene.words("report.open.more", codes=listed, count=len(partial) - GAPS)
        said.append(scene.counted("evidence.partial", len(partial), gaps=listed))
    return " ".join(said)


def findings(scene: Scene) -> tuple[Finding, ...]:
    """The problems that stand, in the order they were found; those that say the same of many cells once."""
    return tuple(_finding(scene, found) for found in gathered(scene.result.problems)[:FINDINGS])


def findings_note(scene: Scene) -> str:
    """How many problems there are, and whether some are not printed."""
    count = len(scene.result.problems)
    if not count:
        return scene.words("report.findings.none")
    note = scene.counted("findings.count", count)
    unsaid = sum(1 + len(found.others) for found in gathered(scene.result.problems)[FINDINGS:])
    return f"{note} {scene.words('report.findings.more', count=unsaid)}" if unsaid else note


def seal(scene: Scene, digest: str, *, attached: bool) -> Seal:
    """Digests that tie the report to its input, instrument and result, and how to make sure of it."""
    words, result = scene.words, scene.result
    facts = (
        ("input", result.provenance.file, result.provenance.sha256),
        ("rubric", result.rubric.id, result.rubric.sha256),
        ("result", words(f"report.seal.json.{'inside' if attached else 'alone'}") if digest else "", digest),
        ("program", ", ".join(name for name in (result.program, result.provenance.reader) if name), ""),
    )
    return Seal(
        words("report.seal.attached") if attached else words("report.seal.intro"),
        tuple(
            Fact(
                words(f"report.seal.{key}"),
                scene.cut(text, EVIDENCE_LIMIT),
                words("report.seal.digest", digest=scene.cut(told, EVIDENCE_LIMIT)) if told else "",
            )
            for key, text, told in facts
            if text
        ),
    )


def _evidence_row(scene: Scene, leaf: Node) -> EvidenceRow:
    pieces = leaf.entry.evidence if leaf.entry else ()
    more = len(pieces) - EVIDENCE_EACH
    return EvidenceRow(
        anchor=f"bukti-{leaf.code}",
        number=scene.official_number(leaf),
        name=scene.short(leaf),
        pieces=tuple(
            # Pieces of one cell stand together: the last of them tells the cell.
            Document(
                title=scene.cut(piece.text, EVIDENCE_LIMIT),
                details=details(scene, piece),
                cell="" if same else scene.cut(piece.place.address, CELL_LIMIT),
            )
            for piece, same in zip(pieces[:EVIDENCE_EACH], _same_cell_as_next(pieces[:EVIDENCE_EACH]), strict=True)
        ),
        more=scene.words("report.evidence.more", count=more) if more > 0 else "",
        long=len(pieces) > WHOLE,
    )


def details(scene: Scene, piece: Evidence) -> str:
    """What the workbook says of a document beside its title, and its digest, in one line."""
    words = scene.words
    said = [words("report.evidence.level", level=piece.level)] if piece.level is not None else []
    for key, text in (
        ("number", piece.number),
        ("date", words.date(piece.date)),
        ("until", words.date(piece.valid_until)),
        ("page", piece.page),
        ("link", "" if piece.link == piece.text else piece.link),
        ("digest", piece.sha256[:DIGEST]),
    ):
        if text:
            said.append(words(f"report.evidence.{key}", text=scene.cut(text, DETAIL_LIMIT)))
    return "; ".join(said)


def _same_cell_as_next(pieces: Sequence[Evidence]) -> Iterator[bool]:
    for this, following in itertools.zip_longest(pieces, pieces[1:]):
        yield following is not None and this.place == following.place


def _finding(scene: Scene, found: Gathered) -> Finding:
    problem = found.problem
    message, hint = scene.words.tell(problem)
    message = f"{message} {found.alike(scene.words)}".rstrip()
    severity = problem.severity.value
    return Finding(
        severity=severity,
        kind=scene.words(f"report.findings.{severity}"),
        place=scene.cut(problem.place.address, CELL_LIMIT),
        message=scene.cut(message, MESSAGE_LIMIT),
        hint=scene.cut(hint, MESSAGE_LIMIT),
    )
