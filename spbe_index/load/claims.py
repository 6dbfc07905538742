"""What a workbook says of itself and cannot be used, contradicts itself, or does not fit what is filled in."""

from __future__ import annotations

from collections.abc import Iterator

from spbe_index.core.assessment import Assessment
from spbe_index.core.problem import Place, Problem, problem
from spbe_index.core.rubric import Rubric
from spbe_index.core.stage import stages_in_use
from spbe_index.load.folding import fold, phrases
from spbe_index.load.heading import stage_words
from spbe_index.load.hidden import IDENTITY, HiddenRows
from spbe_index.load.identity import IDENTITY_SHEETS, Claim, Identity, claims_away
from spbe_index.load.rubric.shelf import shelf
from spbe_index.load.sheets import Book
from spbe_index.load.titles import instrument_in, year_in

_SHOWN = 60
_LONGEST_REMARK = 400
#: Names that are read as they stand, with an example of each.
_NAMES = {"agency": "Pemerintah Kota Bandung", "group": "Pemerintah kota"}
#: How official levels are: a warning that speaks of it is printed.
_STANDING = frozenset(
    phrases("""
        resmi | sementara | simulasi | contoh | draf | draft | konsep | latihan | uji | fiktif | rekaan | final
        official | unofficial | provisional | preliminary | simulation | simulated | example | sample | fictitious
    """)
)
#: So is one that speaks of levels and figures, where it does not say how to fill the form in.
_FIGURES = frozenset(
    phrases("""
        tingkat | tingkatnya | nilai | nilainya | skor | indeks | predikat | angka | angkanya | hasil | hasilnya | level
        levels | figure | figures | score | scores | index | result | results | value | values
    """)
)
#: Whoever is told to do something with the form fills it in.
_FILLING = frozenset(
    phrases("isi|isikan|isilah|diisi|mengisi|pengisian|pilih|jangan|mohon|harap|fill|enter|choose|select|edit|please")
)
#: "Jenis Penilaian" may mean anything, except where an agency says who it is.
_VAGUE = "jenis penilaian"


def doubtful_claims(identity: Identity, rubric: Rubric, assessment: Assessment) -> Iterator[Problem]:
    """What `unread_claims` tells, and what is said of the stage.

    W275 for what names no stage that is known, or several, N274 for a stage that is not the one filled in, W282 for
    a second cell that says another stage; and N293 for what the workbook warns its readers of. Labels stand on many
    sheets; only where they are there to say it is their word taken amiss. Titles and names of sheets are asked only
    where levels stand in a column that names no stage.
    """
    yield from unread_claims(identity, rubric.id)
    yield from _remarks(identity)
    words = stage_words((one.code, (*one.headings, *one.titles)) for one in rubric.stages)
    names = {one.code: one.name.id for one in rubric.stages}
    claim = identity.claims.get("stage")
    filled = stages_in_use(rubric, assessment)
    if "" in filled:
        yield from _of_titles(identity, rubric, claim if claim and words.one_in(claim.value) else None)
    if claim is None or not claim.meant:
        return
    if not words.one_in(claim.value):
        if claim.label != _VAGUE or fold(claim.place.sheet) in IDENTITY_SHEETS:
            yield _no_one_stage(claim.place, _shown(claim), rubric)
        return
    for key, other in identity.further:
        if key == "stage" and other.meant and words.one_in(other.value) not in ("", words.one_in(claim.value)):
            yield _contradiction(other, claim)
    if identity.stage in names and filled and "" not in filled and identity.stage not in filled:
        listed = ", ".join(names.get(code, code) for code in filled)
        yield problem("N274", claim.place, claimed=names[identity.stage], filled=listed)


def _of_titles(identity: Identity, rubric: Rubric, label: Claim | None) -> Iterator[Problem]:
    """What is said of a stage in titles and names of sheets: not one stage, or another than is used."""
    words = stage_words((one.code, one.titles) for one in rubric.stages)
    said = [claim for kind in ("title", "sheet") for key, claim in identity.further if key == kind]
    clear = [claim for claim in said if words.one_in(claim.text)]
    used = label or next((claim for claim in clear if words.one_in(claim.text) == identity.stage), None)
    if used:
        yield from (_contradiction(claim, used) for claim in clear if words.one_in(claim.text) != identity.stage)
    elif said and not identity.stage:
        vague = [claim for claim in said if claim not in clear]
        yield from (_no_one_stage(claim.place, _shown(claim), rubric) for claim in vague)
        if not vague:
            other = next(claim for claim in said if words.one_in(claim.text) != words.one_in(said[0].text))
            yield _no_one_stage(other.place, f"{_shown(said[0])} / {_shown(other)}", rubric)


def _no_one_stage(place: Place, found: str, rubric: Rubric) -> Problem:
    return problem("W275", place, found=found, choices=", ".join(stage.name.id for stage in rubric.stages))


def _remarks(identity: Identity) -> Iterator[Problem]:
    """N293 for each warning that the workbook gives its readers, said once however many sheets repeat it."""
    said: dict[str, Claim] = {}
    for key, claim in (*identity.claims.items(), *identity.further):
        words = set(fold(claim.value).split())
        if key == "remark" and claim.meant and (words & _STANDING or (words & _FIGURES and not words & _FILLING)):
            said.setdefault(claim.value, claim)
    for text, claim in said.items():
        yield problem("N293", claim.place, remark=text[:_LONGEST_REMARK])


def unseen_claims(book: Book, identity: Identity) -> Iterator[Problem]:
    """W225 for a hidden sheet of identity, which is not read, and W223 for hidden rows of one, which are."""
    for claim in claims_away(book):
        yield problem("W225", claim.place, sheet=claim.place.sheet, what=IDENTITY)
    hidden = {sheet.name: sheet.hidden_rows for sheet in book.sheets if fold(sheet.name) in IDENTITY_SHEETS}
    rows = HiddenRows()
    for claim in identity.claims.values():
        row = int(claim.place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
        if row in hidden.get(claim.place.sheet, ()):
            rows.add(IDENTITY, row, claim.place)
    yield from rows.problems()


def unread_claims(identity: Identity, used_rubric: str = "") -> Iterator[Problem]:
    """W273 for a year that cannot be read, W283 for an instrument, W287 for an error or formula where a name should be.

    W282 is a second cell that says another year or instrument. `used_rubric` is the id of the instrument that is
    used, which the workbook may name although it does not ship with the program.
    """
    for key, example in _NAMES.items():
        claim = identity.claims.get(key)
        if claim and claim.meant and not claim.stored:
            kind = "formula" if claim.text.startswith("=") else "error"
            yield problem("W287", claim.place, kind=kind, what=key, found=_shown(claim), example=example)
    year = identity.claims.get("year")
    if year and year.meant and year_in(year.value) is None:
        yield problem("W273", year.place, found=_shown(year))
    others = [claim for key, claim in identity.further if key == "year" and claim.meant]
    if identity.year is None:
        # Only titles are left: each names several years, and nothing tells which is meant.
        yield from (problem("W273", claim.place, found=_shown(claim)) for claim in others)
    used = year if year and year_in(year.value) is not None else next((c for c in others if year_in(c.value)), None)
    for claim in others:
        said = year_in(claim.value)
        if used and used is not claim and said is not None and said != identity.year:
            yield _contradiction(claim, used)
    yield from _instruments(identity, used_rubric)


def _instruments(identity: Identity, used_rubric: str) -> Iterator[Problem]:
    known = {name: shelved for name, shelved in shelf().items() if shelved}
    claim = identity.claims.get("rubric")
    if claim is None or not claim.meant:
        return
    named = instrument_in(claim.value, known)
    taken = claim.value.casefold() in (identity.rubric, used_rubric)
    if not named and not (claim.stored and taken):
        yield problem("W283", claim.place, found=_shown(claim), choices=", ".join(known))
    for key, other in identity.further:
        if key == "rubric" and other.meant and named and instrument_in(other.value, known) not in ("", named):
            yield _contradiction(other, claim)


def _contradiction(other: Claim, used: Claim) -> Problem:
    return problem("W282", other.place, found=_shown(other), used=_shown(used), at=used.place.address)


def _shown(claim: Claim) -> str:
    return claim.text[:_SHOWN]
