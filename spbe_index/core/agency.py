"""When two names mean one agency, and which names are nearest to one that means none.

Names are never guessed: they are the same when they fold to the same key, in
which only ways of writing differ (`Pemkot Tegal`, `Pemerintah Kota Tegal`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from fractions import Fraction
from functools import lru_cache

#: Words that are written in several ways, by the way that counts.
_WORDS = {
    "kab": "kabupaten",
    "pemkab": "kabupaten",
    "pemkot": "kota",
    "pemprov": "provinsi",
    "prov": "provinsi",
    "propinsi": "provinsi",
    "kep": "kepulauan",
    "kementrian": "kementerian",
    "kemenko": "kementerian koordinator",
    "setjen": "sekretariat jenderal",
    "ntb": "nusa tenggara barat",
    "ntt": "nusa tenggara timur",
    "diy": "di yogyakarta",
}
#: Phrases likewise, in the order in which they are replaced; they end at the end of a word.
_PHRASES = (
    ("d i yogyakarta", "di yogyakarta"),
    ("daerah istimewa yogyakarta", "di yogyakarta"),
    ("daerah khusus ibukota jakarta", "dki jakarta"),
    ("daerah khusus ibu kota jakarta", "dki jakarta"),
    ("daerah khusus jakarta", "dki jakarta"),
    ("kepulauan bangka belitung", "bangka belitung"),
    ("kementerian koordinator bidang", "kementerian koordinator"),
    ("badan pengusahaan badan pengusahaan", "badan pengusahaan"),
)
#: What may stand before or behind a name without changing whom it means.
_BEFORE = ("pemerintah daerah", "pemerintah", "pemda", "lembaga penyiaran publik")
_BEHIND = ("republik indonesia", "ri")
#: Provinces that need no word for province.
_PROVINCES = ("aceh", "di yogyakarta", "dki jakarta")
#: Short names in use, each with what it stands for.
_SHORT = {
    "kemendagri": "kementerian dalam negeri",
    "kemenlu": "kementerian luar negeri",
    "kemhan": "kementerian pertahanan",
    "kemenag": "kementerian agama",
    "kemenkumham": "kementerian hukum dan hak asasi manusia",
    "kemenkeu": "kementerian keuangan",
    "kementan": "kementerian pertanian",
    "kementerian esdm": "kementerian energi dan sumber daya mineral",
    "kemenhub": "kementerian perhubungan",
    "kemendikbud": "kementerian pendidikan dan kebudayaan",
    "kemenkes": "kementerian kesehatan",
    "kemnaker": "kementerian ketenagakerjaan",
    "kemensos": "kementerian sosial",
    "kementerian lhk": "kementerian lingkungan hidup dan kehutanan",
    "kementerian kp": "kementerian kelautan dan perikanan",
    "kkp": "kementerian kelautan dan perikanan",
    "kominfo": "kementerian komunikasi dan informatika",
    "kemenkominfo": "kementerian komunikasi dan informatika",
    "kementerian kominfo": "kementerian komunikasi dan informatika",
    "kemendag": "kementerian perdagangan",
    "kemenperin": "kementerian perindustrian",
    "kementerian pupr": "kementerian pekerjaan umum dan perumahan rakyat",
    "kemenparekraf": "kementerian pariwisata dan ekonomi kreatif",
    "kemensetneg": "kementerian sekretariat negara",
    "kementerian ppn": "kementerian perencanaan pembangunan nasional",
    "bappenas": "kementerian perencanaan pembangunan nasional",
    "kementerian atr": "kementerian agraria dan tata ruang",
    "kemenpanrb": "kementerian pendayagunaan aparatur negara dan reformasi birokrasi",
    "kementerian panrb": "kementerian pendayagunaan aparatur negara dan reformasi birokrasi",
    "kemenpora": "kementerian pemuda dan olahraga",
    "kementerian bumn": "kementerian badan usaha milik negara",
    "kementerian pppa": "kementerian pemberdayaan perempuan dan perlindungan anak",
    "kementerian koordinator polhukam": "kementerian koordinator politik hukum dan keamanan",
    "kementerian koordinator pmk": "kementerian koordinator pembangunan manusia dan kebudayaan",
    "bssn": "badan siber dan sandi negara",
    "bkn": "badan kepegawaian negara",
    "lan": "lembaga administrasi negara",
    "bps": "badan pusat statistik",
    "anri": "arsip nasional",
    "big": "badan informasi geospasial",
    "bkkbn": "badan kependudukan dan keluarga berencana nasional",
    "bpkp": "badan pengawasan keuangan dan pembangunan",
    "perpusnas": "perpustakaan nasional",
    "bsn": "badan standardisasi nasional",
    "bapeten": "badan pengawas tenaga nuklir",
    "bpom": "badan pengawas obat dan makanan",
    "lemhannas": "lembaga ketahanan nasional",
    "bmkg": "badan meteorologi klimatologi dan geofisika",
    "bnn": "badan narkotika nasional",
    "bnpb": "badan nasional penanggulangan bencana",
    "bakamla": "badan keamanan laut",
    "basarnas": "badan nasional pencarian dan pertolongan",
    "lkpp": "lembaga kebijakan pengadaan barang jasa pemerintah",
    "bnpt": "badan nasional penanggulangan terorisme",
    "bp2mi": "badan perlindungan pekerja migran indonesia",
    "bapanas": "badan pangan nasional",
    "brin": "badan riset dan inovasi nasional",
    "bpip": "badan pembinaan ideologi pancasila",
    "tvri": "televisi",
    "rri": "radio",
    "polri": "markas besar kepolisian",
    "kepolisian negara": "markas besar kepolisian",
    "kejagung": "kejaksaan agung",
    "bin": "badan intelijen negara",
    "setkab": "sekretariat kabinet",
    "mpr": "majelis permusyawaratan rakyat",
    "dpr": "dewan perwakilan rakyat",
    "dpd": "dewan perwakilan daerah",
    "bpk": "badan pemeriksa keuangan",
    "kpu": "komisi pemilihan umum",
    "komnas ham": "komisi nasional hak asasi manusia",
    "kpk": "komisi pemberantasan korupsi",
    "ppatk": "pusat pelaporan dan analisis transaksi keuangan",
    "bnpp": "badan nasional pengelola perbatasan",
    "kppu": "komisi pengawas persaingan usaha",
    "bawaslu": "badan pengawas pemilihan umum",
    "kasn": "komisi aparatur sipil negara",
    "djsn": "dewan jaminan sosial nasional",
    "bph migas": "badan pengatur hilir minyak dan gas bumi",
    "lpsk": "lembaga perlindungan saksi dan korban",
    "ksp": "kantor staf presiden",
}
#: Names no more alike than this, or less than two thirds as alike as the best, are not offered.
_ALIKE = Fraction(1, 2)
#: So many are offered.
_NEAREST = 5


def plain_words(text: str) -> str:
    """Only the words, in lower case, one blank between them, without what stands in brackets."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("&", " dan ")
    bare = re.sub(r"\([^()]*\)", " ", text)
    return " ".join(re.findall(r"[^\W_]+", bare) or re.findall(r"[^\W_]+", text))


@lru_cache(8192)
def agency_words(name: str) -> str:
    """An agency's name as it counts in comparing: `kota tegal` for `Pemkot Tegal`."""
    head, slash, _ = name.partition("/")
    # A ministry is often named together with the body that it heads: `Kementerian PPN/Bappenas`.
    words = plain_words(head if slash and head.strip().casefold().startswith("kemen") else name)
    words = " ".join(_WORDS.get(word, word) for word in words.split())
    for written, meant in _PHRASES:
        words = re.sub(rf"\b{written}\b", meant, words)
    for phrase in _BEFORE:
        words = words.removeprefix(phrase + " ")
    rest = words.removeprefix("sekretariat jenderal ")
    if not rest.startswith("kementerian"):  # which is a part of a ministry, not the ministry
        words = rest
    for phrase in _BEHIND:
        words = words.removesuffix(" " + phrase)
    words = _SHORT.get(words, words)
    return f"provinsi {words}" if words in _PROVINCES else words


def agency_key(name: str) -> str:
    """What two names share when they mean one agency; blanks do not count (`Padang Sidimpuan`)."""
    return agency_words(name).replace(" ", "")


def nearest_names(name: str, names: Collection[str]) -> tuple[str, ...]:
    """Those few of the names that are most like this one, most alike first; none that is hardly alike.

    A name that stands whole in this one (`Dinas Kominfo Kota Tegal`) is meant before all that are only alike.
    """
    asked = agency_words(name)
    within = [other for other in names if " " in agency_words(other) and f" {agency_words(other)} " in f" {asked} "]
    if within:
        return tuple(within[:_NEAREST])
    likeness = {other: _likeness(asked, agency_words(other)) for other in names}
    least = max((bare for bare, _ in likeness.values()), default=_ALIKE) * 2 / 3
    alike = [other for other, (bare, _) in likeness.items() if bare > _ALIKE and bare >= least]
    return tuple(sorted(alike, key=lambda other: (-likeness[other][0], -likeness[other][1], other))[:_NEAREST])


def _likeness(one: str, other: str) -> tuple[Fraction, Fraction]:
    """How alike two folded names are without their word for the kind, which many share, and how alike as they are."""
    return _shared(_bare(one), _bare(other)), _shared(one, other)


def _bare(words: str) -> str:
    kind, _, rest = words.partition(" ")
    return rest if rest and kind in ("kabupaten", "kota", "provinsi", "kementerian") else words


def _shared(one: str, other: str) -> Fraction:
    """Dice's coefficient of the pairs of neighbouring letters: 0 nothing in common, 1 all."""
    pairs, others = _pairs(one.replace(" ", "")), _pairs(other.replace(" ", ""))
    return Fraction(2 * len(pairs & others), len(pairs) + len(others))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(max(1, len(text) - 1)))
