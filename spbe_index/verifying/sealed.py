"""The inside of a sealed report: its seal, and the files that it names, read as what they are."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from spbe_index.assess import Assessed
from spbe_index.core.exact import parse_exact
from spbe_index.core.outlook import Case
from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.core.result import Result
from spbe_index.core.rubric import Rubric
from spbe_index.core.seal import EFFORT, INPUT, LIST, LOGO, RESULT, RUBRIC, SCHEMA, STAGE, Seal, SealedFile
from spbe_index.gather import Earlier
from spbe_index.load.result import parse_result, result_from
from spbe_index.load.rubric import rubric_from
from spbe_index.reporting import Basis
from spbe_index.wishes import Wishes
from spbe_index.write.seal import SEAL_NAME
from spbe_index.write.words import LANGUAGES

_DIGEST = re.compile("[0-9a-f]{64}")
_MAX_SEAL = 2_000_000


class Sealed(NamedTuple):
    """What lies inside a sealed report; `file` is the name of the report."""

    file: str
    seal: Seal
    files: Mapping[str, bytes]

    def place(self, inner: SealedFile) -> Place:
        """A file inside, as problems name it."""
        return Place(self.file, inner.name)

    def data(self, inner: SealedFile) -> bytes:
        """The bytes of a file inside."""
        return self.files[inner.name]

    def the(self, role: str) -> SealedFile:
        """The first file that is this to the report; for roles of which every report has one."""
        return self.seal.of_role(role)[0]

    def named(self, name: str) -> SealedFile:
        """The file inside of this name."""
        return next(inner for inner in self.seal.files if inner.name == name)

    def own_rubric(self) -> SealedFile:
        """The instrument that the result is by: the one of the digest that the seal tells."""
        rubrics = self.seal.of_role(RUBRIC)
        return next((inner for inner in rubrics if inner.sha256 == self.seal.digests.rubric), rubrics[0])

    def result(self, inner: SealedFile) -> Result:
        """A result inside.

        Raises:
            SpbeError: it is none.

        """
        place = self.place(inner)
        return result_from(parse_result(self.data(inner), place), place)

    def rubric(self, inner: SealedFile) -> Rubric:
        """An instrument inside.

        Raises:
            SpbeError: it is invalid.

        """
        return rubric_from(self.data(inner), inner.name)


def sealed_from(files: Mapping[str, bytes], file: str) -> Sealed:
    """The inside of a report from its attached files.

    Raises:
        SpbeError: E870, it has no seal, or one that cannot be used.

    """
    place = Place(file)
    if SEAL_NAME not in files:
        raise SpbeError(problem("E870", place, cause="seal"))
    seal = _seal(files[SEAL_NAME], place)
    names = [inner.name for inner in seal.files]
    if missing := next((name for name in names if name not in files), ""):
        raise SpbeError(problem("E870", place, cause="missing", name=missing[:100]))
    roles = [inner.role for inner in seal.files]
    whole = len(set(names)) == len(names) and roles.count(RESULT) == 1 and RUBRIC in roles
    inner = {name for one in seal.asked.previous for name in (one.result, one.rubric)}
    if not whole or inner - set(names) or seal.language not in LANGUAGES:
        raise SpbeError(problem("E870", place, cause="record"))
    return Sealed(file, seal, files)


def _seal(content: bytes, place: Place) -> Seal:
    from pydantic import TypeAdapter, ValidationError

    try:
        if len(content) > _MAX_SEAL:
            raise ValueError(len(content))
        seal = TypeAdapter(Seal).validate_json(content, strict=True)
        digests = (seal.digests.input, seal.digests.rubric, seal.digests.result, *(f.sha256 for f in seal.files))
        if seal.schema != SCHEMA or not all(map(_DIGEST.fullmatch, digests)):
            raise ValueError(seal.schema)
    except (ValidationError, ValueError):
        raise SpbeError(problem("E870", place, cause="record")) from None
    return seal


def broken_digests(sealed: Sealed) -> Iterator[Problem]:
    """E871 for each file inside that is not the one that was sealed, or is not sealed at all."""
    for inner in sealed.seal.files:
        found = hashlib.sha256(sealed.data(inner)).hexdigest()
        if found != inner.sha256:
            yield digest_apart(sealed.place(inner), "file", inner.sha256, found)
    for about, one, other in dict.fromkeys(_told_twice(sealed)):
        if one != other:
            yield digest_apart(Place(sealed.file, SEAL_NAME), "seal", one, other, about=about)
    for name in sorted(set(sealed.files) - {SEAL_NAME, *(inner.name for inner in sealed.seal.files)}):
        yield digest_apart(Place(sealed.file, name[:100]), "added", "-", "-", advice="added")


def _told_twice(sealed: Sealed) -> Iterator[tuple[str, str, str]]:
    """What the seal tells two digests of: what it is, and both."""
    digests = sealed.seal.digests
    yield "result", digests.result, sealed.the(RESULT).sha256
    yield "rubric", digests.rubric, sealed.own_rubric().sha256
    yield from (("input", digests.input, inner.sha256) for inner in sealed.seal.of_role(INPUT))
    with suppress(SpbeError):  # what is wrong with the result is told of its figures
        yield "input", digests.input, sealed.result(sealed.the(RESULT)).provenance.sha256


def digest_apart(
    place: Place, what: str, one: str, other: str, *, about: str = "", advice: str = "original"
) -> Problem:
    """E871: `what` does not fit, the digest recorded and the one found."""
    digests = {"sealed": one[:16], "found": other[:16]}
    return problem("E871", place, what=what, **digests, about=about, advice=advice)


def basis_from(sealed: Sealed, folder: Path) -> Basis:
    """What the report is made of, as `reporting` takes it; files that are read by path are laid into a folder.

    Raises:
        SpbeError: a file inside cannot be used.

    """
    asked = sealed.seal.asked
    plan = asked.plan
    return Basis(
        apart=tuple(sealed.result(inner) for inner in sealed.seal.of_role(STAGE)),
        cases=None
        if asked.cases is None
        else tuple(Case(code, level, _fraction(change, sealed)) for code, level, change in asked.cases),
        earlier=tuple(
            Earlier(
                Assessed(sealed.result(sealed.named(one.result)), sealed.rubric(sealed.named(one.rubric))), one.file
            )
            for one in asked.previous
        ),
        plan=plan.target if plan else None,
        wishes=Wishes(
            laid_out(sealed, EFFORT, folder),
            plan.lock,
            plan.max_raise,
            plan.only_unit,
            plan.within_targets,
            plan.horizon,
            plan.per_year,
        )
        if plan
        else Wishes(),
        standing=asked.standing is not None,
        among=laid_out(sealed, LIST, folder) if asked.standing and asked.standing.attached else None,
        group=asked.standing.group if asked.standing else None,
        logo=next((sealed.data(inner) for inner in sealed.seal.of_role(LOGO)), None),
        rubric=rubric_asked(sealed, folder),
        stage=asked.stage,
        encoding=asked.encoding,
        evidence=asked.evidence,
    )


def rubric_asked(sealed: Sealed, folder: Path) -> str | None:
    """The instrument as it was asked for: a file of one's own is laid into the folder."""
    if sealed.seal.asked.rubric != "":
        return sealed.seal.asked.rubric
    return _written(sealed.data(sealed.own_rubric()), folder / RUBRIC, "instrumen.yaml")


def laid_out(sealed: Sealed, role: str, folder: Path) -> str | None:
    """The path of a file inside, written under the name it had outside; None when there is none."""
    for inner in sealed.seal.of_role(role):
        return _written(sealed.data(inner), folder / role, inner.called or inner.name)
    return None


def _written(data: bytes, folder: Path, name: str) -> str:
    """A file in a folder of its own; only the last part of its name counts, so that it lies nowhere else.

    Raises:
        SpbeError: E109, this system takes no file of that name.

    """
    name = os.path.basename(name.replace("\\", "/"))
    folder.mkdir(exist_ok=True)
    path = folder / (name if name.strip(". ") else "berkas")
    try:
        path.write_bytes(data)
    except (OSError, ValueError) as error:
        from spbe_index.load.system_error import reason

        raise SpbeError(problem("E109", Place(name), detail=reason(error), advice="close")) from None
    return str(path)


def _fraction(text: str, sealed: Sealed) -> Fraction:
    try:
        return parse_exact(text[:60])
    except ValueError:
        raise SpbeError(problem("E870", Place(sealed.file), cause="record")) from None
