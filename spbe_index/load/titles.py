"""What a line of text says of an assessment by itself: its agency, its year, the regulation it follows."""

import re
from collections.abc import Mapping

from spbe_index.load.folding import fold, one_line, phrases
from spbe_index.load.rubric.shelf import Shelved

#: How a line of a letterhead begins that is an agency's name.
AGENCY_STARTS = phrases("""
    pemerintah kota | pemerintah kabupaten | pemerintah provinsi | pemerintah daerah | pemerintah aceh | kementerian
    badan | lembaga | komisi | dewan | mahkamah | sekretariat | kejaksaan | kepolisian | pemkot | pemkab | pemprov
    arsip nasional | perpustakaan nasional | bank indonesia | majelis | ombudsman | pusat pelaporan
""")
#: Words one of which stands beside the year in a title.
_TITLE_WORDS = frozenset(phrases("tahun|spbe|penilaian|pemdi|evaluasi|pemantauan|assessment|year|indeks|index"))
_YEAR_WORDS = frozenset(("tahun", "year"))
#: Not the whole part of a decimal: 2023.5 is no year.
_YEAR = r"(?<!\d)20\d\d(?!\d)(?![.,]\d)"
#: Before a bare number, which then is no year.
_MINUS = ("-", "\u2212")
_TRAILING_YEAR = r"(?i)[\s,-]*(?:tahun\s*)?20\d\d$"
_REGULATION = r"(?i)(?<!\d)(\d{1,3})\s*(?:/|tahun|th\.?|of)\s*(20\d\d)"
#: What ids of rubrics look like; as in `load.rubric.schema`, which is heavy.
RUBRIC_ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)+$"


def agency_in(title: str) -> str:
    """The agency that a title is, without a year behind it.

    Empty for one that does not begin as agencies' names do, or that says something of an assessment.
    """
    name = re.sub(_TRAILING_YEAR, "", title)
    folded = fold(name)
    begins = any(folded.startswith(start + " ") for start in AGENCY_STARTS)
    return name if begins and not _TITLE_WORDS & set(folded.split()) else ""


def year_in(text: str) -> int | None:
    """The one year that a text names; None when it names none, or several."""
    if text[:1] in _MINUS and text[1:].isdigit():
        return None
    years = {int(year) for year in re.findall(_YEAR, text)} if "20" in text else set()
    return years.pop() if len(years) == 1 else None


def year_of_title(title: str) -> int | None:
    """The year that a title names beside a word of assessment, regulations' years left aside."""
    text = _without_regulations(title)
    return year_in(text) if _TITLE_WORDS & set(fold(text).split()) else None


def tells_years(title: str) -> bool:
    """Whether a title says outright of which year it is, or of which years."""
    text = _without_regulations(title)
    words = fold(text).split()
    return "20" in text and bool(_YEAR_WORDS & set(words)) and bool(re.search(_YEAR, text))


def instrument_in(text: str, known: Mapping[str, Shelved]) -> str:
    """The one instrument that a text names, by its id or by its regulation; empty when none or several."""
    folded = one_line(text).casefold()
    return folded if folded in known else _by_regulation(folded, known)


def instrument_of_titles(titles: str, known: Mapping[str, Shelved]) -> str:
    """The one instrument whose regulation is named where titles speak of regulations; empty when none or several."""
    return _by_regulation(titles, known) if _names_regulation(titles) else ""


def is_instrument(text: str, known: Mapping[str, Shelved]) -> bool:
    """Whether a text that names no instrument we know can mean only one that we do not: by its id or regulation."""
    numbered = set(re.findall(_REGULATION, text))
    ours = {number for shelved in known.values() for number in re.findall(_REGULATION, shelved.regulation)}
    return bool(re.fullmatch(RUBRIC_ID, text.casefold())) or (bool(numbered) and numbered.isdisjoint(ours))


def _by_regulation(text: str, known: Mapping[str, Shelved]) -> str:
    """The instrument that a text names by number and year of its regulation; empty when none or several."""
    said = set(re.findall(_REGULATION, text))
    named = [name for name, shelved in known.items() if said & set(re.findall(_REGULATION, shelved.regulation))]
    return named[0] if len(named) == 1 else ""


def _without_regulations(title: str) -> str:
    """A title without the years of regulations, also of those in the id of an instrument."""
    if re.fullmatch(RUBRIC_ID, title.casefold()):
        return ""
    return re.sub(_REGULATION, " ", title) if _names_regulation(title) else title


def _names_regulation(text: str) -> bool:
    words = set(fold(text).split())
    return bool(words & {"permenpanrb", "permenpan", "peraturan", "permen", "perpres", "regulation", "nomor", "no"})
