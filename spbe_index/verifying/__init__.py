"""A sealed report or a saved result checked against itself, its instrument, its workbook and a key.

Nothing that lies in a file is believed: figures are reckoned anew from the
answers, answers read anew from the workbook, and the whole report is made again
and held against the one at hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, NamedTuple

from spbe_index.core.problem import Place, Problem, Severity, SpbeError, problem
from spbe_index.core.result import Result
from spbe_index.core.rubric import Rubric
from spbe_index.core.seal import INPUT, PREVIOUS, RESULT, RUBRIC, STAGE
from spbe_index.load.result import MAX_BYTES, figures_apart, parse_result, result_from
from spbe_index.load.rubric import is_shipped, load_rubric
from spbe_index.load.sheets import Limits, open_file, shown_name
from spbe_index.printing import SECONDS as PRINTING
from spbe_index.signing import Public
from spbe_index.verifying.figures import reckoned
from spbe_index.verifying.inside import files_inside, made_again
from spbe_index.verifying.instruments import rubric_differences
from spbe_index.verifying.pages import page_findings
from spbe_index.verifying.sealed import Sealed, broken_digests, digest_apart, laid_out, rubric_asked, sealed_from
from spbe_index.verifying.signatures import SignatureFound, check_signature
from spbe_index.verifying.workbook import Way, held_against_workbook, ways_of

#: So many differences of one kind are told.
_TOLD = 20
#: What a check came to: the same; another; the same, with something added since; the same as far as it can be compared;
#: not looked at; a signature that is none of those asked for.
SAME, DIFFERS, ADDED, ALIKE, SKIPPED, INVALID = "same", "differs", "added", "alike", "skipped", "invalid"


class Given(NamedTuple):
    """What is at hand to check a file with."""

    workbook: str | None = None
    rubric: str | None = None
    trusted: tuple[Public, ...] = ()
    encoding: str | None = None
    evidence_dir: str | None = None
    limits: Limits = Limits()


class Check(NamedTuple):
    """One check: `what` is "seal", "rubric", "figures", "workbook", "pages" or "signature"; `state` as above.

    That of a signature is the one of `SignatureFound`: "valid", "invalid", "none" or "unchecked".
    """

    what: str
    state: str
    detail: str = ""


class Verified(NamedTuple):
    """What is to be said of a file: `kind` is "report" or "result"."""

    file: str
    kind: str
    result: Result | None
    checks: tuple[Check, ...]
    problems: tuple[Problem, ...]
    signature: SignatureFound

    @property
    def verdict(self) -> str:
        """`differs` as soon as one check does; `invalid` without a signature asked for; else the least they came to."""
        states = [check.state for check in self.checks]
        return next((state for state in (DIFFERS, INVALID, ADDED, ALIKE) if state in states), SAME)

    def has_errors(self) -> bool:
        """Whether anything differs, or was asked for and cannot be said."""
        return any(found.severity is Severity.ERROR for found in self.problems)


class _Findings:
    """Checks and problems as they come."""

    def __init__(self) -> None:
        self.checks: list[Check] = []
        self.problems: list[Problem] = []

    def add(self, what: str, found: Sequence[Problem], state: str = "", detail: str = "") -> None:
        """A check; without a `state` it differs as soon as there is an error among its problems."""
        self.problems += found[:_TOLD]
        if len(found) > _TOLD:
            self.problems.append(problem("N871", found[0].place, what="more", other=len(found) - _TOLD))
        wrong = any(one.severity is Severity.ERROR for one in found)
        self.checks.append(Check(what, state or (DIFFERS if wrong else SAME), detail))


def verify(path: str, given: Given) -> Verified:
    """Check a sealed report (PDF) or a saved result (JSON).

    Raises:
        SpbeError: E108, E109, E127 a file cannot be opened; E870 it is neither, or cannot be read; E104, E105, E110
            reading it takes more than the limits allow, or ends the reader; E801, E802, E804 it is no result; E878
            what lies beside it as its signature is none; or the workbook or instrument that was given cannot be used.

    """
    shown = shown_name(path)
    with open_file(path, shown) as file:
        head = file.read(1024)
        file.seek(0)
        if b"%PDF-" in head:
            return _report(path, file, shown, given)
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            raise SpbeError(problem("E870", Place(shown), cause="kind"))
        return _result(path, file.read(MAX_BYTES + 1), shown, given)


def _state(found: _Findings, what: str) -> str:
    """What a check came to; "" where it was not made."""
    return next((check.state for check in found.checks if check.what == what), "")


def _result(path: str, content: bytes, shown: str, given: Given) -> Verified:
    place, found = Place(shown), _Findings()
    plain = parse_result(content, place)
    result: Result | None = None
    rubric: Rubric | None = None
    try:
        result = result_from(plain, place)
    except SpbeError as error:
        found.add("figures", error.problems)
    if result is not None:
        rubric, said = _known_rubric(result, given.rubric, place)
        found.add("rubric", said, "" if rubric else SKIPPED, result.rubric.id)
    if result is not None and rubric is not None:
        came = reckoned(plain, result, rubric, place, limits=given.limits)
        found.add("figures", came.faults, detail=str(len(result.leaves)))
        found.problems += came.left
        ways = ways_of(result, given.rubric or rubric.id, encoding=given.encoding, evidence_dir=given.evidence_dir)
        _workbook(found, given.workbook, result, ways, given, place)
    elif result is not None:
        # Without the instrument the figures can still be held against each other.
        apart = figures_apart(result, plain, place)
        found.add("figures", apart, DIFFERS if apart else ALIKE)
    signature = check_signature(path, content, len(content), given.trusted)
    found.add("signature", signature.problems, signature.state)
    return Verified(shown, "result", result, tuple(found.checks), tuple(found.problems), signature)


def _known_rubric(result: Result, wanted: str | None, place: Place) -> tuple[Rubric | None, list[Problem]]:
    """The instrument to reckon a saved result by: the one given, else the shipped one of its id."""
    name = wanted or (result.rubric.id if is_shipped(result.rubric.id) else None)
    if name is None:
        return None, [problem("N871", place, what="rubric", other=result.rubric.id[:60])]
    rubric = load_rubric(name)
    if rubric.sha256 == result.rubric.sha256:
        return rubric, []
    return rubric, [digest_apart(place, "rubric", result.rubric.sha256, rubric.sha256, advice="rubric")]


def _workbook(
    found: _Findings, workbook: str | None, result: Result, ways: Sequence[Way], given: Given, place: Place
) -> None:
    """The workbook scored anew, where there is one."""
    if workbook is None:
        found.add("workbook", [problem("N871", place, what="workbook", other="")], SKIPPED)
        return
    faults, digest = held_against_workbook(workbook, result, ways, given.limits)
    said = list(faults)
    # That an attached one is another, the seal has told.
    if workbook == given.workbook and digest != result.provenance.sha256:
        what = "workbook" if faults else "resaved"
        place_of = Place(shown_name(workbook))
        said.insert(0, digest_apart(place_of, what, result.provenance.sha256, digest, advice="workbook"))
    if any(way.evidence and way.evidence_dir is None for way in ways):
        said.append(problem("N871", place, what="evidence", other=""))
    found.add("workbook", said, detail=shown_name(workbook))


def _report(path: str, file: IO[bytes], shown: str, given: Given) -> Verified:
    found = _Findings()
    sealed = sealed_from(files_inside(file, shown, given.limits), shown)
    digests = list(broken_digests(sealed))
    found.add("seal", digests)
    result = _inside(sealed, given, found)
    # A file that somebody put in besides leaves everything else as it was.
    whole = all(dict(one.args)["what"] == "added" for one in digests) and _state(found, "figures") == SAME
    file.seek(0)
    content = file.read()
    sealed_length = len(content)
    if result is not None and whole:
        sealed_length = _pages(file, shown, given, found) or sealed_length
    else:
        found.add("pages", [problem("N871", Place(shown), what="pages", other="")], SKIPPED)
    signature = check_signature(path, content, sealed_length, given.trusted)
    found.add("signature", signature.problems, signature.state)
    return Verified(shown, "report", result, tuple(found.checks), tuple(found.problems), signature)


def _pages(file: IO[bytes], shown: str, given: Given, found: _Findings) -> int:
    """The report made again and held against the one at hand; how long it was, if something was appended since."""
    request = {"file": shown, "memory_mb": given.limits.memory_mb, "seconds": given.limits.seconds}
    patient = given.limits._replace(seconds=given.limits.seconds + PRINTING)
    try:
        paper = made_again(file, request, shown, patient)
    except SpbeError as error:
        code = error.problems[0].code
        if code.startswith("E1") or code == "E870":
            raise
        # The inside asks for what there is not; or nothing can be drawn on this machine, where all else is compared.
        found.add("pages", error.problems, ALIKE if code == "E504" else "")
        return 0
    told, state = page_findings(paper, Place(shown))
    made = paper["count"] if paper["same"] else paper["pages"][1]
    found.add("pages", told, state, str(made))
    return int(paper["length"]) if paper.get("begins") else 0


def _inside(sealed: Sealed, given: Given, found: _Findings) -> Result | None:
    """Instruments, figures and workbook of a report; its result, where there is a whole one."""
    with TemporaryDirectory(prefix="spbe-") as name:
        folder = Path(name)
        rubrics: dict[str, Rubric] = {}
        said: list[Problem] = []
        for inner in sealed.seal.of_role(RUBRIC):
            try:
                rubrics[inner.name] = sealed.rubric(inner)
            except SpbeError as error:
                found.add("rubric", error.problems)
                return None
            wanted = given.rubric if inner == sealed.own_rubric() else None
            said += rubric_differences(sealed.data(inner), rubrics[inner.name], wanted, sealed.place(inner))
        own = rubrics[sealed.own_rubric().name]
        found.add("rubric", said, detail=own.id)
        result = _figures(sealed, rubrics, given, found)
        if result is None:
            return None
        asked = sealed.seal.asked
        way = Way(
            rubric_asked(sealed, folder),
            asked.stage,
            given.encoding or asked.encoding,
            given.evidence_dir,
            asked.evidence,
            asked.plan is not None,
        )
        try:
            workbook = given.workbook or laid_out(sealed, INPUT, folder)
            _workbook(found, workbook, result, [way], given, Place(sealed.file))
        except SpbeError as error:
            if given.workbook:
                raise
            found.add("workbook", error.problems)
        if asked.cases is not None:
            found.problems.append(problem("N871", Place(sealed.file), what="history", other=""))
        return result


def _figures(sealed: Sealed, rubrics: dict[str, Rubric], given: Given, found: _Findings) -> Result | None:
    """Every result inside reckoned anew; the report's own, where it is whole."""
    by_name = {one.result: rubrics[one.rubric] for one in sealed.seal.asked.previous if one.rubric in rubrics}
    own = rubrics[sealed.own_rubric().name]
    faults: list[Problem] = []
    left: list[Problem] = []
    result: Result | None = None
    for inner in (inner for role in (RESULT, STAGE, PREVIOUS) for inner in sealed.seal.of_role(role)):
        place = sealed.place(inner)
        try:
            plain = parse_result(sealed.data(inner), place)
            one = result_from(plain, place)
        except SpbeError as error:
            faults += error.problems
            continue
        rubric = by_name.get(inner.name, own)
        if inner.role == PREVIOUS and one.rubric.sha256 != rubric.sha256:
            # Saved by an earlier version of its instrument, as the report says; it is still held against itself.
            faults += figures_apart(one, plain, place)
            continue
        came = reckoned(plain, one, rubric, place, language=sealed.seal.language, limits=given.limits)
        if one.rubric.sha256 != rubric.sha256:
            faults.append(digest_apart(place, "rubric", one.rubric.sha256, rubric.sha256))
        faults += came.faults
        left += came.left
        result = one if inner.role == RESULT else result
    found.add("figures", faults, detail=str(len(result.leaves)) if result else "")
    found.problems += islice(dict.fromkeys(left), _TOLD)
    return result
