"""Every column heading that is understood, as data; what one heading says, `heading` finds out.

To teach the program a heading: write it in `HEADINGS` under what its column
holds, in small letters without punctuation. Stage words ("mandiri", "akhir")
and names of levels are not written here: they come from the rubric and may stand with any heading.
"""

from enum import Enum

from spbe_index.load.folding import phrases


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
    """)
)
#: Words that say the opposite of the stage they stand before, or directly behind: `belum akhir`, `akhir belum ada`.
DENYING_BEFORE = frozenset(
    phrases("belum|bukan|sebelum|tidak|tanpa|selain|kecuali|pra|menuju|not|non|before|without|except|pre")
)
DENYING_BEHIND = frozenset(phrases("belum|bukan|tidak|not"))
