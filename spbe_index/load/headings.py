"""Every column heading that is understood, as data, and what one heading says.

To teach the program a heading: write it in `HEADINGS` under what its column
holds, in small letters without punctuation. Stage words ("mandiri", "akhir")
are not written here: they come from the rubric and may stand with any heading.
"""

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from spbe_index.load.folding import fold, phrases, visible

if TYPE_CHECKING:
    from spbe_index.core.rubric import Stage


class Role(Enum):
    """What a column holds."""

    # Asked for in every row: that of `Enum` is a function in Python.
    __hash__ = object.__hash__

    NUMBER = "number"
    NAME = "name"
    LEVEL = "level"
    TARGET = "target"
    EXPLANATION = "explanation"
    UNIT = "unit"
    EVIDENCE = "evidence"
    DOMAIN = "domain"
    ASPECT = "aspect"
    EXTERNAL = "external"
    WEIGHT = "weight"
    CRITERIA = "criteria"
    POINT = "point"
    MET = "met"
    FOR_LEVEL = "for level"
    DOCUMENT_NUMBER = "document number"
    DATE = "date"
    VALID_UNTIL = "valid until"
    PAGE = "page"
    EFFORT = "effort"
    STEP = "step"


#: Headings by what their column holds, several to a line with a bar between them.
HEADINGS: dict[Role, str] = {
    Role.NUMBER: """
        no | nomor | no indikator | nomor indikator | no urut | nomor urut | kode | kode indikator | id
        id indikator | indikator no | indikator ke | no ind | number | code | indicator no | indicator number
        indicator code | nr
    """,
    Role.NAME: """
        indikator | nama indikator | indikator penilaian | indikator evaluasi | nama | uraian | uraian indikator
        deskripsi indikator | judul indikator | pertanyaan | indikator spbe | indikator pemdi | aspek indikator
        domain aspek indikator | indikator aspek | indikator dan aspek | domain aspek dan indikator
        aspek dan indikator | komponen | unsur | parameter | indicator | indicators | indicator name | name
        description | question | item
    """,
    Role.LEVEL: """
        nilai tingkat kematangan | tingkat kematangan | nilai capaian | capaian | tingkat | level | nilai | skor
        tingkat capaian | level kematangan | nilai kematangan | kematangan | capaian tingkat kematangan
        capaian level | level capaian | nilai level | nilai tingkat | skor tingkat kematangan
        tingkat kapabilitas | level kapabilitas | nilai indikator | nilai indeks indikator | indeks indikator
        skor indikator | nilai indeks | indeks | penilaian | hasil penilaian | nilai penilaian | hasil | jawaban
        isian | tingkat yang dicapai | level yang dicapai | tingkat kematangan yang dicapai | nilai yang dicapai
        capaian tingkat | realisasi | nilai evaluasi | maturity level | maturity | score | rating
        value | answer | index | achieved level | maturity score | result | current level | level achieved
        assessment | indicator level | indicator value | indicator score
    """,
    Role.TARGET: """
        target | target level | level target | target tingkat | target tingkat kematangan | target nilai
        target capaian | nilai target | tingkat target | target kematangan | target skor | sasaran
        target indikator | target maturity level
    """,
    Role.EXPLANATION: """
        penjelasan | keterangan | uraian penjelasan | penjelasan capaian | penjelasan tingkat kematangan
        catatan | alasan | penjelasan nilai | uraian capaian | kondisi saat ini | kondisi | narasi | justifikasi
        deskripsi | analisis | penjelasan indikator | penjelasan kriteria | dasar penilaian
        penjelasan penilaian | uraian penilaian | explanation | notes | note | remarks | remark | comment
        comments | justification | rationale
    """,
    Role.UNIT: """
        pic | penanggung jawab | penanggungjawab | unit kerja | unit | opd | perangkat daerah | pengampu
        opd pengampu | unit pengampu | opd penanggung jawab | unit penanggung jawab
        perangkat daerah penanggung jawab | pd | skpd | unit organisasi | unit kerja penanggung jawab
        responsible unit | responsible | owner | person in charge
    """,
    Role.EVIDENCE: """
        bukti | bukti dukung | data dukung | eviden | evidence | evidens | bukti pendukung | data pendukung
        link | tautan | link bukti | link bukti dukung | link data dukung | link eviden | link evidence
        tautan bukti dukung | url | dokumen pendukung | dokumen bukti | nama dokumen | dokumen
        daftar bukti dukung | nama bukti dukung | file | nama file | berkas | lampiran | daftar bukti
        bukti dukung yang dilampirkan | tautan bukti | nama bukti | evidence link | evidence links
        supporting evidence | supporting documents | attachment | attachments | links | daftar data dukung
        nama data dukung | nama eviden | berkas bukti dukung | file bukti dukung | bukti fisik
        judul dokumen | berkas atau tautan | file atau tautan | tautan atau berkas
        berkas tautan | file or link | link or file | document | document name | document title
    """,
    Role.DOMAIN: "domain | nama domain | domain name",
    Role.ASPECT: "aspek | nama aspek | aspect | aspect name | domain aspek | domain dan aspek",
    Role.EXTERNAL: """
        nilai indeks asal | indeks asal | indeks luar | nilai indeks luar | nilai asal | indeks eksternal
        nilai indeks eksternal | indeks instansi lain | nilai indeks instansi lain | indeks instansi pembina
        nilai indeks instansi pembina | indeks pembina | nilai indeks pembina | external index
        external index value | source index | source index value
    """,
    Role.WEIGHT: "bobot | bobot indikator | bobot persen | bobot nilai | nilai bobot | bobot x nilai | weight",
    Role.CRITERIA: """
        kriteria | kriteria tingkat kematangan | kriteria level | kriteria penilaian | uraian kriteria
        criteria | deskripsi level | deskripsi tingkat kematangan | uraian tingkat kematangan | pilihan jawaban
        opsi | criterion | butir kriteria
    """,
    Role.POINT: "butir | nomor kriteria | no kriteria | kode kriteria | nomor butir | point | criterion number",
    Role.MET: """
        terpenuhi | terpenuhi ya tidak | ya tidak | dipenuhi | memenuhi | kriteria terpenuhi | pemenuhan
        status pemenuhan | pemenuhan kriteria | sudah terpenuhi | ceklis | checklist | met | fulfilled | yes no
        criterion met | met yes no
    """,
    Role.FOR_LEVEL: """
        untuk tingkat | untuk level | bukti untuk tingkat | bukti untuk level | mendukung tingkat
        mendukung level | tingkat yang didukung | for level | supports level | level supported
    """,
    Role.DOCUMENT_NUMBER: """
        nomor dokumen | no dokumen | nomor surat | no surat | nomor bukti dukung | nomor dan tanggal
        nomor peraturan | document number | document no | reference number
    """,
    Role.DATE: """
        tanggal | tgl | tanggal dokumen | tgl dokumen | tanggal surat | tanggal penetapan | tanggal terbit
        tanggal ditetapkan | date | document date | date of document | issued | issue date
    """,
    Role.VALID_UNTIL: """
        berlaku sampai | berlaku hingga | berlaku sampai dengan | berlaku s d | masa berlaku | kedaluwarsa
        tanggal kedaluwarsa | valid until | valid to | expires | expiry | expiry date
    """,
    Role.EFFORT: """
        upaya | effort | biaya | cost | beban | beban kerja | usaha | perkiraan upaya | perkiraan biaya
        upaya kenaikan | biaya kenaikan | upaya per tingkat | biaya per tingkat | upaya ke tingkat
        biaya ke tingkat | upaya level | biaya level | upaya tingkat | biaya tingkat | effort per level
        cost per level | effort to level | cost to level | effort level | cost level | workload
    """,
    Role.STEP: "langkah | langkah ke | kenaikan ke | step | step number",
    Role.PAGE: "halaman | hal | nomor halaman | no halaman | halaman bukti | page | pages | page number",
}
#: What else than its name a line of evidence may say of a document.
DETAILS = (Role.DOCUMENT_NUMBER, Role.DATE, Role.VALID_UNTIL, Role.PAGE, Role.FOR_LEVEL)
#: Headings that are read only where no plainer one stands for the same thing: a running number beside a code,
#: a description beside a name, a computed index beside a level.
SECOND_CHOICE = frozenset(
    phrases("""
        no | nomor | no urut | nomor urut | nr | id | uraian | deskripsi | description | pertanyaan | question
        komponen | unsur | parameter | item | indeks | index | nilai indeks | hasil | result
    """)
)
#: Words that may stand in a heading without changing what its column holds.
FILLERS = frozenset(phrases("spbe|pemdi|hasil|per|indikator|indicator|of|the|stage|tahap|saat|ini|wajib|diisi|s|d"))
#: Words in brackets behind a heading that make another column of it: `Penjelasan (tahun lalu)` is that of another year.
TURNING = frozenset(phrases("target|sasaran|bobot|gap|selisih|rata|total|jumlah|lalu|sebelumnya|x|weight|previous"))
#: What counts is read only under headings whose brackets are understood: `Nilai (harapan)` is no level column. Beside
#: numbers, years, stages and words for levels these words may stand there: how to fill the column in, and its scale.
HARMLESS = frozenset(
    phrases("""
        angka | bilangan | bulat | desimal | poin | skala | rentang | antara | sampai | dengan | hingga | dari | dan
        atau | salah | satu | isi | isikan | isilah | pilih | dipilih | pilihan | cukup | saja | harus | otomatis | oleh
        tim | tahun | ta | th | ini | berjalan | sekarang | terkini | beri | tanda | centang | dicentang | v | y | t
        number | only | scale | range | from | to | between | and | or | one | select | choose | pick | fill | filled
        in | enter | required | mandatory | automatic | by | team | year | this | tick
        rintisan | terkelola | terdefinisi | terpadu | terukur | optimum | optimalisasi
        informasi | interaksi | transaksi | kolaborasi | merintis | membangun | berkembang | unggul | melembaga
        terintegrasi | terstandardisasi
    """)
)
#: Words that say the opposite of the stage they stand before, or directly behind: `belum akhir`, `akhir belum ada`.
DENYING_BEFORE = frozenset(
    phrases("belum|bukan|sebelum|tidak|tanpa|selain|kecuali|pra|menuju|not|non|before|without|except|pre")
)
DENYING_BEHIND = frozenset(phrases("belum|bukan|tidak|not"))

_ROLES = {phrase: role for role, listed in HEADINGS.items() for phrase in phrases(listed)}
#: Roles whose cells are counted, so that a bracket that is not understood must not be passed over.
_COUNTED = frozenset((None, Role.LEVEL, Role.EXTERNAL, Role.MET))
_WORDS = frozenset(word for phrase in _ROLES for word in phrase.split()) | FILLERS | {"tahun", "ta", "th", "year"}
_UNCHANGING = HARMLESS | FILLERS | {word for phrase in phrases(HEADINGS[Role.LEVEL]) for word in phrase.split()}
_LONGEST = 90
_BRACKETS = r"[(\[][^()\[\]]*[)\]]"
_BRACKET = frozenset("([")
#: So many words before a stage may deny it.
_REACH = 3
#: Of levels; a stage or a year alone heads levels too.
_LEVELS = frozenset((None, Role.LEVEL, Role.TARGET))
#: No instrument has a level beyond this.
_HIGHEST = 10


class Heading(NamedTuple):
    """What one heading says.

    `role` is None where only a stage or a year is said (`Mandiri`, `2021`);
    `second` marks a heading that gives way to a plainer one; `either` marks a
    word that is a stage's and a role's at once ("Dokumen"), to be told apart by
    what stands below.
    """

    role: Role | None
    stage: str = ""
    year: int | None = None
    second: bool = False
    either: bool = False


#: So many cells are remembered; a workbook asks of the same ones again and again, and so does a folder of workbooks.
_REMEMBERED = 20_000


class StageWords:
    """The phrases that mean a stage with its code, longest first, and all words that occur in them."""

    def __init__(self, phrases: tuple[tuple[str, str], ...] = (), words: frozenset[str] = frozenset()) -> None:
        self.phrases = phrases
        self.words = words
        self._headings: dict[str, Heading | None] = {}

    def heading(self, text: str) -> Heading | None:
        """What a cell with this text says as a heading; see `read_heading`."""
        if len(text) > _LONGEST:
            return None
        known = self._headings
        if text not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[text] = read_heading(text, self)
        return known[text]

    def find(self, folded: str) -> tuple[str, str]:
        """The code of the longest phrase in folded words, and the words without it; ("", words) if there is none.

        What to make of the words that are left is the caller's: another stage may be among them, or a word that
        denies the one found.
        """
        if self.words.isdisjoint(folded.split()):
            return "", folded
        padded = f" {folded} "
        for phrase, code in self.phrases:
            if f" {phrase} " in padded:
                return code, padded.replace(f" {phrase} ", " ", 1).strip()
        return "", folded

    def named(self, text: str) -> tuple[str, ...]:
        """The codes of the stages that a text names, in no order; "" among them where it denies one.

        Only a text that names one, and nothing else, can be taken at its word.
        """
        folded = fold(text)
        if self.words.isdisjoint(folded.split()):
            return ()
        padded = f" {folded} "
        codes: dict[str, None] = {}
        for phrase, code in self.phrases:
            while f" {phrase} " in padded:
                before, _, behind = padded.partition(f" {phrase} ")
                denied = not DENYING_BEFORE.isdisjoint(before.split()[-_REACH:])
                denied |= not DENYING_BEHIND.isdisjoint(behind.split()[:1])
                codes["" if denied else code] = None
                padded = f"{before} | {behind}"
        return tuple(codes)

    def one_in(self, text: str) -> str:
        """The code of the one stage that a text names; empty when it names none, several, or denies one."""
        codes = self.named(text)
        return codes[0] if len(codes) == 1 else ""


NO_STAGES = StageWords()


@lru_cache(32)
def words_of(stages: "tuple[Stage, ...]") -> StageWords:
    """The words that head the columns of an instrument's stages."""
    return stage_words((stage.code, stage.headings) for stage in stages)


def stage_words(stages: Iterable[tuple[str, Iterable[str]]]) -> StageWords:
    """Stage words from stages' codes and the phrases that headings have for them."""
    pairs = {(fold(phrase), code) for code, phrases_of in stages for phrase in phrases_of}
    in_order = sorted(pairs, key=lambda pair: (-len(pair[0]), pair))
    return StageWords(tuple(in_order), frozenset(word for phrase, _ in pairs for word in phrase.split()))


def read_heading(text: str, stages: StageWords = NO_STAGES) -> Heading | None:
    """What a cell says as a heading, or None when it is none that is understood.

    Args:
        text: The cell's text, with line breaks, brackets and signs as typed.
        stages: Stage words with their codes, from `stage_words`.

    """
    if len(text) > _LONGEST:
        return None
    first = text.split(maxsplit=1)[:1]
    if first and first[0].isascii() and first[0].isalpha() and not _BRACKET & set(text):
        # Most cells that are asked about are names and documents: their first word says that they are no heading.
        word = first[0].lower()
        if word not in _WORDS and word not in stages.words:
            return None
    found = _understood(text, stages)
    return None if found and found.role in _LEVELS and _is_of_a_hundred(text) else found


def _is_of_a_hundred(text: str) -> bool:
    """Whether a heading says that its column has percents or points, which are no levels: `Nilai (%)`, `Skor (0-100)`.

    In brackets that speak of indicators the numbers are theirs.
    """
    if text.isascii() and "%" not in text and not any(sign.isdigit() for sign in text):
        return False
    seen = visible(text)
    if "%" in seen:
        return True
    asides = (fold(aside).split() for aside in re.findall(_BRACKETS, seen))
    return any(
        word.isdigit() and not _is_year(word) and int(word) > _HIGHEST
        for words in asides
        if not {"indikator", "indicator"} & set(words)
        for word in words
    )


def _understood(text: str, stages: StageWords) -> Heading | None:
    """What a heading says, whatever its column is counted in."""
    whole = fold(text)
    if not whole:
        return None
    for word in whole.split():
        if word not in _WORDS and word not in stages.words and not word.isdigit():
            if not re.search(_BRACKETS, visible(text)):
                return None
            break
    role = _ROLES.get(whole)
    stage, rest = stages.find(whole)
    if role is not None:
        both = bool(stage) and not rest
        return Heading(role, stage if both else "", second=whole in SECOND_CHOICE, either=both)
    found = _read_rest(rest, stage)
    if found is None and (bare := re.sub(_BRACKETS, " ", visible(text))) != text:
        asides = [fold(aside) for aside in re.findall(_BRACKETS, visible(text))]
        said = _read_rest(stages.find(fold(bare))[1], stage)
        if said and all(_is_harmless(aside, said.role, stages) for aside in asides):
            years = [int(word) for aside in asides for word in aside.split() if _is_year(word)]
            found = said._replace(year=said.year or next(iter(years), None))
    return found


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.startswith("20") and word.isdigit()


def _is_harmless(aside: str, role: Role | None, stages: StageWords) -> bool:
    """Whether words in brackets leave a column what it is without them."""
    if not TURNING.isdisjoint(aside.split()):
        return False
    if role not in _COUNTED:
        return True
    if len(stages.named(aside)) > 1 or "" in stages.named(aside):
        return False
    rest = stages.find(aside)[1]
    if rest in _ROLES:
        return _ROLES[rest] in (role, Role.LEVEL)
    return all(word in _UNCHANGING or word.isdigit() for word in rest.split())


def _read_rest(rest: str, stage: str) -> Heading | None:
    """What is said once the stage is known: year and filling words fall away one after the other."""
    words = rest.split()
    year = next((int(word) for word in words if _is_year(word)), None)
    words = [word for word in words if not _is_year(word) and word not in ("tahun", "ta", "th", "year")]
    phrase = " ".join(words)
    role = _ROLES.get(phrase)
    if role is None:
        words = [word for word in words if word not in FILLERS and not word.isdigit()]
        phrase = " ".join(words)
        role = _ROLES.get(phrase)
    if role is None and ("target" in words or "sasaran" in words):
        others = " ".join(word for word in words if word not in ("target", "sasaran"))
        role = Role.TARGET if not others or _ROLES.get(others) is Role.LEVEL else None
    if role is None and (words or (not stage and year is None)):
        return None
    return Heading(role, stage, year, phrase in SECOND_CHOICE)
