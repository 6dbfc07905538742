"""The files that a report is made of, as they lie inside it, with the seal that names them all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from spbe_index.core.result import Result
from spbe_index.core.result_json import to_plain
from spbe_index.core.seal import (
    INPUT,
    LOGO,
    PREVIOUS,
    RESULT,
    RUBRIC,
    SCHEMA,
    STAGE,
    Asked,
    Digests,
    Seal,
    SealedFile,
    seal_plain,
)
from spbe_index.write.archive import Attached
from spbe_index.write.json_text import json_text
from spbe_index.write.words import Words, clean

#: The name of the seal itself, by which it is found.
SEAL_NAME = "segel.json"
#: What a file is to the document, by its role; see `archive.Attached`.
_RELATIONS = {RESULT: "Data", RUBRIC: "Source", INPUT: "Source", STAGE: "Data", PREVIOUS: "Data"}
_KINDS = {
    ".json": "application/json",
    ".yaml": "application/yaml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".csv": "text/csv",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".xls": "application/vnd.ms-excel",
    ".xlsb": "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_UNKNOWN = "application/octet-stream"


class Piece(NamedTuple):
    """A file to be attached: what it is to the report, its bytes, the name it should have, and its name outside."""

    role: str
    data: bytes
    name: str
    called: str = ""


def result_bytes(result: Result, words: Words) -> bytes:
    """A result as `spbe score --format json` writes it."""
    return json_text(to_plain(result, words.tell))


def pieces_of(
    result: bytes,
    rubrics: Mapping[str, bytes],
    *,
    stages: Iterable[bytes] = (),
    earlier: Iterable[bytes] = (),
    logo: bytes | None = None,
    given: Iterable[Piece] = (),
) -> tuple[Piece, ...]:
    """All files of a report, each under a name of its own; the names of our own files are the same in every report.

    Args:
        result: The result as JSON.
        rubrics: The files of the instruments by id, that of the result first.
        stages, earlier: The results of its stages, and of earlier assessments.
        logo: The picture on the cover.
        given: The user's own files, under the names they have.

    """
    pieces = [Piece(RESULT, result, "hasil.json")]
    pieces += [Piece(RUBRIC, data, f"instrumen-{name}.yaml") for name, data in rubrics.items()]
    pieces += [Piece(STAGE, data, f"hasil-tahap-{number}.json") for number, data in enumerate(stages, 1)]
    pieces += [Piece(PREVIOUS, data, f"hasil-sebelumnya-{number}.json") for number, data in enumerate(earlier, 1)]
    if logo is not None:
        pieces.append(Piece(LOGO, logo, "logo.png" if logo.startswith(b"\x89PNG") else "logo.jpg"))
    taken = {SEAL_NAME}
    named = []
    for piece in (*pieces, *given):
        stem, ending = os.path.splitext(clean(piece.name))
        name, count = stem + ending, 1
        while name.casefold() in taken:
            count += 1
            name = f"{stem}-{count}{ending}"
        taken.add(name.casefold())
        named.append(piece._replace(name=name))
    return tuple(named)


class Sealing(NamedTuple):
    """What a report is sealed with: its files, its result, what was asked for, and the language."""

    pieces: tuple[Piece, ...]
    result: Result
    asked: Asked
    words: Words


def sealed(sealing: Sealing, engine: Mapping[str, str]) -> tuple[Attached, ...]:
    """The files as they are attached, and after them the seal, which names the versions that set the pages."""
    pieces, result, asked, words = sealing
    files = tuple(
        SealedFile(piece.name, piece.role, hashlib.sha256(piece.data).hexdigest(), piece.called) for piece in pieces
    )
    own = next(file for file in files if file.role == RESULT)
    seal = Seal(
        schema=SCHEMA,
        program=result.program,
        language=words.language,
        digests=Digests(result.provenance.sha256, result.rubric.sha256, own.sha256),
        asked=asked,
        files=files,
        engine=dict(engine),
    )
    attached = [
        Attached(piece.name, piece.data, _kind(piece), _RELATIONS.get(piece.role, "Supplement"), _about(piece, words))
        for piece in pieces
    ]
    told = Attached(
        SEAL_NAME, json_text(seal_plain(seal)), _KINDS[".json"], "Supplement", words("report.attached.seal")
    )
    return (*attached, told)


def _kind(piece: Piece) -> str:
    """The media type of a file by its name; nothing of the machine is asked."""
    return _KINDS.get(os.path.splitext(piece.name)[1].lower(), _UNKNOWN)


def _about(piece: Piece, words: Words) -> str:
    return words(f"report.attached.{piece.role}")
