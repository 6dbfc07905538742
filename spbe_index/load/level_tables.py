"""What is understood in a table of levels: its headings, and levels as text.

The patterns are read alike by every engine that has to (Python, RE2, Java,
Rust): what is a digit or a blank differs between them, so signs are written out.
"""

from __future__ import annotations

import re

from spbe_index.load.folding import phrases
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
        "nama indikator | uraian indikator | indicator name",
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
#: What stands in place of an agency in rows that sum up others: `Rata-rata Kab/Kota`, `Jumlah nilai`, `TOTAL:`,
#: `Standar Deviasi`; and the number of a column, `(2)`. No name begins with an average; of the other words none may
#: stand beside them, so that an agency is kept whatever its name begins or ends with.
SUMS = (
    r"(?i)^[ *.:(-]*(?:(?:nilai |skor |indeks |capaian )?(?:rata[ -]*rata|rata[ -]*2|rata²|rerata|rataan)(?:[^a-z].*)?"
    r"|(?:(?:sub|grand)?[ -]*total|jumlah(?: total)?|average|mean|sum|median|modus|min|minimum|minimal|maks|max"
    r"|maksimum|maksimal|maximum|std[ .]*dev|stdev|(?:standar|standard) dev?[a-z]*|deviasi standar|simpangan baku"
    r"|nasional|persentase|persen|bobot|target|standar"
    r"|(?:nilai |skor |indeks )?(?:tertinggi|terendah))"
    r"(?:[ /&-]+(?:nilai|skor|tingkat|kematangan|indeks|keseluruhan|seluruhnya|seluruh|semua|nasional|instansi"
    r"|indikator|per|kab|kabupaten|kota|provinsi|pemda|daerah|kementerian|lembaga|pusat|dan|and|of|all"
    r"|agencies|national|score|20[0-9][0-9]))*[ *.:)-]*)$|^\([0-9]{1,3}\)$"
)
#: What stands in place of an agency where the headings come again inside a table.
_HEADINGS = {phrase for lists in TABLE_HEADINGS.values() for listed in lists for phrase in phrases(listed)}
HEADS = f"(?i)^[ *]*(?:{'|'.join(sorted('[^0-9a-z]+'.join(phrase.split()) for phrase in _HEADINGS))})[ *.:]*$"

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
#: What a number that was kept as a decimal has behind it: `3.0` is indicator 3.
NOUGHTS = "[.,]0+$"
#: What joins the number of an input to that of its indicator.
JOINTS = "[._ ]"


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
