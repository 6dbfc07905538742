"""What is understood in a table of levels: its headings, names of indicators, and levels as text.

The patterns are read alike by every engine that has to (Python, RE2, Java,
Rust): what is a digit or a blank differs between them, so signs are written out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from spbe_index.load.folding import fold, phrases
from spbe_index.load.list_headings import LIST_HEADINGS

#: Headings by what their column holds, in small letters without punctuation, several to a line. Of two columns that
#: hold the same, the one whose heading stands in an earlier list is read: `Nama Instansi` rather than `Kode Instansi`.
TABLE_HEADINGS: dict[str, tuple[str, ...]] = {
    "agency": (
        LIST_HEADINGS["agency"],
        """
        pemda | k l | k l pemda | nama k l pemda | instansi pusat | instansi pusat dan pemerintah daerah
        instansi pusat dan daerah | kabupaten kota | nama kabupaten kota | provinsi kabupaten kota
        unit | unit kerja | nama unit kerja | unit organisasi | satuan kerja | nama satuan kerja | perangkat daerah
        nama perangkat daerah | opd | nama opd | institution | unit name
        """,
        """
        id instansi | kode instansi | id daerah | kode daerah | kode unit | kode satker | agency id | agency code
        """,
    ),
    "year": (LIST_HEADINGS["year"],),
    "group": (LIST_HEADINGS["group"],),
    "stage": ("tahap | tahap penilaian | tahapan | tahapan penilaian | stage",),
    "indicator": (
        """
        kode indikator | nomor indikator | no indikator | id indikator | indicator code | indicator number
        indicator no | indicator id | no ind | kode ind | indikator ke
        """,
        "indikator | indikator spbe | indikator pemdi | indikator penilaian | indikator evaluasi | indicator",
        "kode | code",
    ),
    "level": (
        """
        tingkat | level | tingkat kematangan | level kematangan | nilai tingkat kematangan | nilai kematangan
        tingkat kapabilitas | level kapabilitas | nilai tingkat kapabilitas | tingkat indikator | level indikator
        maturity | maturity level | capability level | indicator level
        """,
        """
        tingkat capaian | level capaian | capaian level | capaian tingkat kematangan | skor tingkat kematangan
        nilai indikator | skor indikator | capaian indikator | indicator score | indicator value | maturity score
        """,
        "nilai | skor | capaian | hasil penilaian | nilai penilaian | score | value",
    ),
}
#: In a workbook they head the names of indicators.
_ELSEWHERE = ("nama", "name")
#: What a heading says its column holds, and in which of the lists it stands first.
_ROLES: dict[str, tuple[str, int]] = {}
for _role_of, _lists in TABLE_HEADINGS.items():
    for _rank, _listed in enumerate(_lists):
        for _phrase in phrases(_listed):
            if _phrase not in _ELSEWHERE:
                _ROLES.setdefault(_phrase, (_role_of, _rank))
_LONGEST = 90
#: What stands in brackets in a heading, and a year: they say nothing about what its column holds.
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")
_YEARS = re.compile(r"\b(?:tahun |year )?20\d\d\b")

#: How parquet files begin.
PARQUET = b"PAR1"
_BLANKS = "[ \t\r\n\u00a0]"
#: What is cut off at both ends of a text.
EDGES = f"^{_BLANKS}+|{_BLANKS}+$"
#: A level that is not filled in.
EMPTY = "^[-_\u2010\u2011\u2012\u2013\u2014\u2015\u2212]*$"
#: A level, once its comma is a point.
NUMBER = "^[0-9]{1,9}(?:[.][0-9]{0,15})?$"
#: In place of levels in whole units: a cell that is not filled, and one that holds something that is no level.
BLANK, BAD = -2, -1
#: A binary number this near to a level is that level, as in a workbook.
NEAR = 1e-9
#: What may stand before an indicator's number.
BEFORE = "^(?:(?:INDIKATOR|INDICATOR|IND|I)[ ._-]*(?:KE)?)?[ ._-]*0*"
#: What a number that was kept as a decimal has behind it: `3.0` is indicator 3.
NOUGHTS = "[.,]0+$"
#: What joins the number of an input to that of its indicator.
JOINTS = "[._ ]"
_CODE = re.compile(r"(?i)(?:(?:i|ind|indikator|indicator)[ ._-]*(?:ke)?)?[ ._-]*[0-9]{1,3}(?:[-._ ][0-9]{1,2})?")


@lru_cache(4096)  # the same cells are asked about again and again, over all workbooks of a batch
def key_of(name: str) -> str:
    """The key of an indicator's code, number or column, e.g. `12` for `I12`, `35-1` for `i35_1`; "" for other names."""
    plain = re.sub(NOUGHTS, "", re.sub(EDGES, "", name))
    return re.sub(JOINTS, "-", re.sub(BEFORE, "", plain.upper())) if _CODE.fullmatch(plain) else ""


def read_text(text: str, per: int) -> int | None:
    """A level in units of one over `per`; None for a blank, -1 for what is no number or has too many decimals."""
    plain = re.sub(EDGES, "", text).replace(",", ".")
    if re.search(EMPTY, plain):
        return None
    if not re.search(NUMBER, plain):
        return -1
    number = float(plain)
    units = round(number * per)
    return units if number < 1000 and abs(units - number * per) <= NEAR * per else -1


class Columns(NamedTuple):
    """The columns of a table of levels that are read, by their places (from 0).

    `roles` by what they hold: a key of `TABLE_HEADINGS`. `keys` are those of a
    wide table, by the key of their indicator. `twice` has two places of each
    pair that holds the same, and what that is: a role or a key.
    """

    roles: dict[str, int]
    keys: dict[str, int]
    twice: tuple[tuple[int, int, str], ...]

    @property
    def lacks(self) -> str:
        """What a table needs and this one does not have: `agency`, `indicator` or `level`; "" when it has all."""
        if "agency" not in self.roles:
            return "agency"
        if self.keys or {"indicator", "level"} <= self.roles.keys():
            return ""
        return "level" if "indicator" in self.roles else "indicator"

    @property
    def is_of_levels(self) -> bool:
        """Whether the columns are those of a table of many agencies' levels, if perhaps without the levels."""
        return "agency" in self.roles and ("indicator" in self.roles or len(self.keys) > 1)


def columns_of(headings: Sequence[str]) -> Columns:
    """What the columns of these headings hold."""
    ranked: dict[str, list[tuple[int, int]]] = {}
    named: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        if said := _role(heading):
            ranked.setdefault(said[0], []).append((said[1], place))
        elif key := key_of(heading):
            named.setdefault(key, []).append(place)
    found = {role: [place for rank, place in all_ if rank == min(all_)[0]] for role, all_ in ranked.items()}
    if len(named) > 1 or not {"indicator", "level"} <= found.keys():
        # Beside a column for each indicator, `Kode` is that of the agency, and `Nilai` what all came to.
        found = {role: places for role, places in found.items() if not named or role not in ("indicator", "level")}
    else:
        named = {}
    twice = tuple((places[0], places[1], what) for what, places in (found | named).items() if len(places) > 1)
    return Columns(
        {role: places[0] for role, places in found.items()}, {key: places[0] for key, places in named.items()}, twice
    )


@lru_cache(4096)
def _role(heading: str) -> tuple[str, int] | None:
    """What the column of a heading holds, and how well the heading says so; years fall away."""
    if len(heading) > _LONGEST:
        return None
    folded = fold(heading)
    return _ROLES.get(folded) or _ROLES.get(" ".join(_YEARS.sub(" ", fold(_ASIDE.sub(" ", heading))).split()))


def twice_told(headings: Sequence[str], first: int, second: int, what: str) -> dict[str, Any]:
    """The particulars of E846: two columns (their places) that hold the same, a role or the key of an indicator."""
    named = {"first": headings[first][:60], "second": headings[second][:60]}
    what = what if what in TABLE_HEADINGS else f"I{what}"
    return {"one": str(first + 1), "two": str(second + 1), "what": what, **named}
