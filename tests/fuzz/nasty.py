"""Values that break things: numbers beyond every type, cells that do not exist, signs that only look like digits."""

from __future__ import annotations

from random import Random


def _listed(lines: str) -> tuple[str, ...]:
    return tuple(text.strip() for line in lines.strip().splitlines() for text in line.split("|"))


NUMBERS = (
    "9" * 400,
    "9" * 5_000,
    "0." + "3" * 300,
    *_listed("""
    0|-0|-1|1|2|3|5|6|3.5|3,5|2.9999999999|1e308|1e999|-1e999|1e-400|nan|inf|0x10|1_000|65536|2147483648|4294967296
    18446744073709551616|1/3|1/0|5%|+3|٣|፩|𐩁|②|³|Ⅴ|IV|iii|20፩፪|2023|1900|99999|2023.5
"""),
)
CELLS = _listed("|A1|A0|XFD1048576|XFE1|A1048577|a1|1A|$A$1|A1:B2|B2:A1|A:A|1:1|A1:A1048576")
#: What the reader takes for headings, labels, answers and sections.
MEANT = _listed("""
    No|Kode|Indikator|Nama Indikator|Tingkat|Nilai|Nilai Akhir|Mandiri|Penilaian Dokumen|Target|Penjelasan|PIC|Bobot
    Bukti Dukung|Dokumen|Nomor Dokumen|Tanggal|Berlaku Sampai|Halaman|Untuk Tingkat|Kriteria|Butir|Terpenuhi|Status
    Domain|Aspek|Upaya|Langkah|Nilai Indeks Asal|Nilai 2022|Nilai 2023|Nilai (harapan)|Tingkat (1-5)|Nilai (%)|Tahun
    Tahap|Nama Instansi|Instrumen|Dasar Hukum|Perhatian|spbe-2018|spbe-2030|pemdi-2026|Predikat|TOTAL|Ya|Tidak|V|-
    sudah|Level 3|3 - Terdefinisi|Optimum|I1|I12|35-1|35a|A3|D2|Domain 1|Aspek 2|I|II|1.|(1)|1-2|17 Agustus 2023
    31/02/2023|2023-13-45|#REF!|#N/A|=1+2|=A1|Tahun 2023|HASIL EVALUASI SPBE TAHUN 2021|Kota Contoh|Indikator 12
    Identitas|Ringkasan|Nilai (20፩፪)|Nilai (0-፩፪)|20፩፪-01-02
""")
TEXTS = (
    *("", " ", "\t", "\n", "a\nb", "x" * 300, "x" * 33_000, "a,b;c|d\te", '"', "'", "{}", "{a}", "{0.__class__}", "%s"),
    *("\\", "\u202eabc", "\u200b", "\u00ad", "\ufeff", "é", "📊", "İ", "ß", "ﬁ", "\u0301", "<b>&amp;</b>", "../../x"),
    *("C:\\x", "//", "http://[::1", "file:///etc/passwd", "null", "true", "\x1b[31m", "\x7f", "\u0085", "\u2028"),
    "=cmd|' /C calc'!A0",
)


def value(chance: Random) -> str:
    """One of all of these, more often one that means something."""
    return chance.choice(chance.choice((NUMBERS, CELLS, MEANT, MEANT, TEXTS)))


def spoilt(data: bytes, chance: Random, most: int = 8) -> bytes:
    """Some bytes changed, cut out, repeated or put in; or the end cut off."""
    target = bytearray(data)
    for _ in range(chance.randint(1, most)):
        at = chance.randint(0, max(0, len(target) - 1))
        size = min(chance.choice((1, 1, 1, 2, 4, 16, 200)), max(0, len(target) - at))
        what = chance.randrange(6)
        if what == 0:
            target[at : at + size] = chance.randbytes(size)
        elif what == 1:
            del target[at : at + size]
        elif what == 2:
            target[at:at] = target[at : at + size] * chance.choice((1, 3, 50))
        elif what == 3:
            target[at : at + size] = chance.choice((b"\0", b"\xff", b"\x80", b"\x7f")) * size
        elif what == 4 and target:
            target[at] ^= 1 << chance.randrange(8)
        elif what == 5 and chance.random() < 0.3:
            del target[at:]
    return bytes(target)
