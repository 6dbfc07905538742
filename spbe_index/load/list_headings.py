"""Every column heading of a list of results that is understood, as data.

To teach the program a heading: write it under what its column holds, in small
letters without punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spbe_index.load.folding import fold, one_line, phrases

#: Headings by what their column holds, several to a line with a bar between them. What stands under "other" is known
#: and of no use for a ranking: running numbers, what `spbe batch` tells of its files, what `spbe rank` has computed.
LIST_HEADINGS: dict[str, str] = {
    "agency": """
        instansi | nama instansi | nama | agency | agency name | name | nama lembaga | kementerian lembaga
        nama kementerian lembaga | nama k l d | k l d | nama k l | pemerintah daerah | nama pemerintah daerah
        nama daerah | nama pemda | instansi pemerintah | nama instansi pemerintah | nama ippd | ippd | organization
        instansi pusat pemerintah daerah | nama instansi pusat pemerintah daerah | kementerian lembaga daerah
        kementerian lembaga pemerintah daerah
    """,
    "year": """
        tahun | thn | tahun penilaian | tahun evaluasi | tahun pelaksanaan | tahun pengukuran | year | assessment year
    """,
    "rubric": "rubrik | instrumen | instrumen penilaian | rubric | instrument",
    "group": "kelompok | kelompok instansi | kategori instansi | group | agency group",
    "kind": "jenis | jenis instansi | kind | agency kind",
    "region": "wilayah | provinsi | daerah | nama provinsi | region | province",
    "index": """
        indeks | indeks spbe | indeks pemdi | nilai indeks | nilai indeks spbe | indeks akhir | nilai spbe | nilai
        indeks nasional | index | spbe index | pemdi index | skor | score
    """,
    "index_exact": "indeks tepat | indeks eksak | nilai tepat | index exact | exact index",
    "band": "predikat | predicate | band | rating | predikat spbe",
    "other": """
        no | nomor | nr | number | no urut | rank | peringkat | ranking | urutan | section | part | bagian | tied
        shared | rank nation | national rank | rank kind | file | berkas | stage | tahap | complete | errors | warnings
        status | message | pesan | earlier year | earlier index | difference | difference exact | tahun sebelumnya
        indeks sebelumnya | selisih | sumber | source | catatan | note | notes | keterangan | peringkat nasional
        percentile | persentil | answered | unfilled | invalid | repeated | unknown
    """,
}
_ROLES = {phrase: role for role, listed in LIST_HEADINGS.items() for phrase in phrases(listed)}
_NODE = r"(?:indeks |nilai |index )?(?:(domain|aspek|aspect|d|a) ?)(\d{1,2})"
_ITEM = r"i ?\d{1,3}(?: \d{1,2})?"
#: What codes of nodes look like in any instrument; as in `load.rubric.schema`, which is heavy.
NODE_CODE = r"^[A-Z]{1,3}[0-9]{1,4}(-[0-9]{1,4})*$"
_LONGEST = 60
#: In a title, the year of a regulation or a decree is not the year assessed.
_REGULATION = r"(?i)\b(?:nomor|no\.?|number)\s*\S+\s+(?:tahun|of)\s+20\d\d|\d+\s*/\s*20\d\d"


def read_list_heading(text: str) -> str | None:
    """What a column of this heading holds: a key of `LIST_HEADINGS`, a node's code such as `D1`, or None.

    Years and the name of the assessment fall away: `Indeks SPBE Tahun 2023` is an index.
    """
    if len(text) > _LONGEST:
        return None
    folded = fold(text)
    if folded in _ROLES:
        return _ROLES[folded]
    if found := re.fullmatch(_NODE, folded):
        return found[1][0].upper() + found[2].lstrip("0")
    if re.fullmatch(_ITEM, folded):
        return "other"
    bare = " ".join(word for word in re.sub(r"\b(?:tahun )?20\d\d\b", " ", folded).split())
    return _ROLES.get(bare)


def title_year(texts: Iterable[str]) -> int | None:
    """The one year that the lines above a table name, regulations aside; None when they name none or several."""
    years: set[str] = set()
    for text in texts:
        years |= set(re.findall(r"(?<!\d)20\d\d(?!\d)", re.sub(_REGULATION, " ", one_line(text))))
    return int(years.pop()) if len(years) == 1 else None
