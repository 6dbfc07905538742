"""Whose assessment a workbook says it is."""

from __future__ import annotations

import pytest
from book_making import Line, Value, book, full, rubric, sheet

from spbe_index.core.problem import SpbeError
from spbe_index.load.assessment import understand
from spbe_index.load.choose import choose_rubric
from spbe_index.load.claims import doubtful_claims
from spbe_index.load.identity import Identity, identify
from spbe_index.write.words import Words

HEAD = ["No", "Indikator", "Nilai"]


def who(*lines: Line, name: str = "Sheet1") -> Identity:
    return identify(book(sheet(*lines, name=name)))


def said(found: Identity) -> Identity:
    """What a workbook says, without the cells that say it."""
    return found._replace(claims={}, further=(), places={})


def cells(found: Identity) -> dict[str, str]:
    """Where it was read, by what was read."""
    return {key: place.address for key, place in found.places.items()}


def test_a_letterhead() -> None:
    found = who(
        ["PENILAIAN MANDIRI SPBE TAHUN 2021"], ["KEMENTERIAN KOORDINATOR BIDANG PEREKONOMIAN"], [], HEAD, *full()
    )
    assert said(found) == Identity("KEMENTERIAN KOORDINATOR BIDANG PEREKONOMIAN", "", 2021, "mandiri", "")
    assert cells(found) == {"agency": "Sheet1!A2", "year": "Sheet1!A1", "stage": "Sheet1!A1"}


def test_a_letterhead_in_one_cell() -> None:
    found = who(["HASIL EVALUASI SPBE\nPEMERINTAH KOTA  CONTOH\nTAHUN 2023"], HEAD, *full())
    assert (found.agency, found.year) == ("PEMERINTAH KOTA CONTOH", 2023)


def test_labels_with_the_value_beside_them_or_behind_a_colon() -> None:
    found = who(
        ["Nama Instansi", ":", "Pemerintah Kota Contoh"],
        ["Kelompok", "", "Kota"],
        ["Tahun Penilaian : 2022"],
        ["Tahap:", "Penilaian Interviu"],
        ["Instrumen", "PermenPANRB 59/2020"],
        HEAD,
        *full(),
    )
    assert said(found) == Identity("Pemerintah Kota Contoh", "Kota", 2022, "interviu", "spbe-2020")
    read = {"agency": "Sheet1!C1", "group": "Sheet1!C2", "year": "Sheet1!A3", "stage": "Sheet1!B4"}
    assert cells(found) == {**read, "rubric": "Sheet1!B5"}


def test_labels_on_a_sheet_of_their_own() -> None:
    first = sheet(
        ["Agency", "Badan Contoh"],
        ["Year", 2026],
        ["Stage", "Self-assessment"],
        ["Rubric", "pemdi-2026"],
        name="Identitas",
    )
    found = identify(book(first, sheet(HEAD, *full())))
    assert said(found) == Identity("Badan Contoh", "", 2026, "mandiri", "pemdi-2026")
    assert cells(found) == dict(
        zip(("agency", "year", "stage", "rubric"), map("Identitas!B{}".format, range(1, 5)), strict=True)
    )


def test_cells_of_what_only_columns_titles_and_names_of_sheets_tell() -> None:
    heads = ["No", "Indikator", "Nilai 2022", "Nilai 2023"]
    found = identify(
        book(sheet(["Peraturan Menteri PANRB Nomor 59 Tahun 2020"], heads, [1, "a", 2, 3], name="Mandiri"))
    )
    assert (found.year, found.stage, found.rubric) == (2023, "mandiri", "spbe-2020")
    assert cells(found) == {"year": "Mandiri!D2", "stage": "Mandiri", "rubric": "Mandiri!A1"}


def test_a_label_outdoes_a_title() -> None:
    found = who(["EVALUASI SPBE TAHUN 2020"], ["Kementerian Contoh"], ["Instansi: Badan Lain"], ["Tahun", 2021], HEAD)
    assert (found.agency, found.year) == ("Badan Lain", 2021)


@pytest.mark.parametrize(
    ("text", "rubric"),
    [
        ("Peraturan Menteri PANRB Nomor 59 Tahun 2020", "spbe-2020"),
        ("PermenPANRB 5/2018", "spbe-2018"),
        ("Permen PANRB No. 8 Tahun 2026", "pemdi-2026"),
        ("spbe-2018", "spbe-2018"),
        ("instrumen-kami-2030", ""),
        ("self-assessment", ""),
        ("../../etc/passwd", ""),
        ("Peraturan 5/2018 dan 59/2020", ""),
        ("Perpres 95 Tahun 2018", ""),
        ("Kuesioner", ""),
    ],
)
def test_the_instrument(text: str, rubric: str) -> None:
    assert who(["Dasar Hukum", text], HEAD).rubric == rubric


def test_a_regulation_in_a_title_is_no_year_of_assessment() -> None:
    found = who(["Penilaian SPBE menurut Peraturan Menteri PANRB Nomor 59 Tahun 2020"], HEAD, *full())
    assert (found.year, found.rubric) == (None, "spbe-2020")
    found = who(["Evaluasi SPBE 2022 (PermenPANRB 59/2020)"], HEAD, *full())
    assert (found.year, found.rubric) == (2022, "spbe-2020")


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [["Selamat datang"]],
        [["Tahun"]],
        [["Nama Instansi", "Tahun"]],
        [["Jakarta, 3 Maret 2021"]],
        [["Badan ini menilai SPBE Kota Contoh"]],
        [["Tahun", "2021-2022"]],
        [["Tahap", "Penilaian Mandiri dan Interviu"][:1]],
        [["Nama Instansi", ("error", "#REF!")]],
    ],
)
def test_what_is_not_said_stays_empty(lines: list[Line]) -> None:
    assert said(who(*lines, HEAD, *full())) == Identity("", "", None, "", "")


def test_the_year_in_the_name_of_an_instrument_is_no_year_of_assessment() -> None:
    found = who(["Instrumen", "spbe-2020"], ["Tahun Penilaian"], HEAD, *full())
    assert (found.rubric, found.year) == ("spbe-2020", None)


def test_rows_of_the_table_say_nothing_of_the_agency() -> None:
    found = who(HEAD, *full(), ["", "Tahun", 2019], ["Kementerian Contoh"])
    assert said(found) == Identity("", "", None, "", "")


def test_hidden_sheets_and_later_cells_are_not_asked() -> None:
    hidden = sheet(["Nama Instansi", "Rahasia"], name="x", visible=False)
    found = identify(book(hidden, sheet(["Instansi", "Satu"], ["Instansi", "Dua"], HEAD)))
    assert found.agency == "Satu"


def test_the_stage_of_a_sheet_name() -> None:
    assert who(HEAD, *full(), name="Penilaian Mandiri").stage == "mandiri"
    assert who(HEAD, *full(), name="Sheet1").stage == ""


@pytest.mark.parametrize("label", ["Instrumen", "Rubrik", "Instrument", "Rubric"])
def test_an_unknown_instrument_is_named_only_behind_its_own_label(label: str) -> None:
    assert who([label, "instrumen-kami-2030"], HEAD).rubric == "instrumen-kami-2030"
    assert who([label, "PermenPANRB 59/2020"], HEAD).rubric == "spbe-2020"
    for other in ("Dasar", "Pedoman", "Peraturan", "Regulation"):
        assert who([other, "self-assessment"], HEAD).rubric == ""
        assert who([other, "pemdi-2026"], HEAD).rubric == "pemdi-2026"
        assert who([other, "PermenPANRB 59/2020"], [label, "pemdi-2026"], HEAD).rubric == "pemdi-2026"
        assert who([other, "self-assessment"], ["Dasar Hukum", "PermenPANRB 59/2020"], HEAD).rubric == "spbe-2020"


@pytest.mark.parametrize(
    ("headings", "values", "year"),
    [
        (["Nilai 2022", "Nilai 2023"], [3, 4], 2023),
        (["Nilai 2023", "Nilai 2022"], [3, 4], 2023),
        (["Nilai 2022", "Nilai 2023"], [3, ""], 2022),
        (["Tingkat 2021"], [3], 2021),
        (["Nilai 2022", "Nilai"], [3, 4], None),
        (["Nilai 2022", "Target 2025"], [3, 4], 2022),
    ],
)
def test_level_columns_tell_the_year_where_nothing_else_does(
    headings: list[str], values: list[int | str], year: int | None
) -> None:
    table: list[Line] = [["No", "Indikator", *headings], *[[*line[:2], *values] for line in full()]]
    assert who(*table).year == year
    assert who(["Tahun", 2024], *table).year == 2024
    assert who(["Evaluasi SPBE 2024"], *table).year == 2024


def test_a_word_means_the_stage_that_the_instrument_calls_so() -> None:
    assert who(["Hasil Interviu SPBE Tahun 2019"], HEAD, *full()).stage == "eksternal"
    assert who(["Hasil Interviu SPBE Tahun 2022"], HEAD, *full()).stage == "interviu"
    assert who(["Hasil Interviu SPBE"], HEAD, *full()).stage == "interviu"


def test_plain_words_name_a_stage_behind_its_label_only() -> None:
    assert who(["Tahap", "Dokumen"], HEAD, *full()).stage == "dokumen"
    assert who(["Dokumen SPBE Kota Contoh"], HEAD, *full()).stage == ""


def test_the_sheet_of_identity_outdoes_a_guide_before_it() -> None:
    guide = sheet(["Instrumen: Peraturan Menteri PANRB Nomor 59 Tahun 2020"], ["Tahun", 2021], name="Petunjuk")
    own = sheet(["Tahun Penilaian", 2026], ["Instrumen", "pemdi-2026"], name="Identitas")
    found = identify(book(guide, own, sheet(HEAD, *full())))
    assert (found.year, found.rubric) == (2026, "pemdi-2026")
    assert found.claims["rubric"].place.address == "Identitas!B2"


def test_a_year_that_can_be_read_outdoes_one_that_cannot() -> None:
    own = sheet(["Tahun Penilaian", "dua ribu"], name="Identitas")
    assert identify(book(own, sheet(["Tahun", 2023], HEAD, *full()))).year == 2023
    alone = identify(book(own, sheet(HEAD, *full())))
    assert (alone.year, alone.claims["year"].place.address) == (None, "Identitas!B1")


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([["Tahun", "dua ribu"]], ["W273 Identitas!B1"]),
        ([["Tahun", "2023/2024"]], ["W273 Identitas!B1"]),
        ([["Tahun", 2023], ["Tahap", "Ngawur"]], ["W275 Identitas!B2"]),
        ([["Tahun", 2023], ["Tahap", "Nilai Akhir"]], ["N274 Identitas!B2"]),
        ([["Tahun", 2023], ["Tahap", "Penilaian Mandiri"]], []),
        ([["Tahun", 2023], ["Tahap"]], []),
    ],
)
def test_what_is_said_and_cannot_be_used_is_told_at_its_cell(lines: list[Line], found: list[str]) -> None:
    table = sheet(["No", "Indikator", "Mandiri", "Akhir"], *(row[:3] for row in full()))
    whole = book(sheet(*lines, name="Identitas"), table)
    identity = identify(whole)
    assessment, _ = understand(whole, rubric(), identity)
    told = doubtful_claims(identity, rubric(), assessment)
    assert [f"{one.code} {one.place.address}" for one in told] == found


def told(*lines: Line, **more: list[Line]) -> list[str]:
    """What is said of claims in a workbook of one level column, whose further sheets come first."""
    others = [sheet(*of_sheet, name=name) for name, of_sheet in more.items()]
    whole = book(*others, sheet(*lines, HEAD, *full()))
    identity = identify(whole)
    assessment, _ = understand(whole, rubric(), identity)
    return [f"{one.code} {one.place.address}" for one in doubtful_claims(identity, rubric(), assessment)]


@pytest.mark.parametrize(
    ("value", "year"),
    [
        (2023.5, None),
        ("2023,5", None),
        (1999, None),
        ("dua ribu", None),
        ("2022 dan 2023", None),
        (("formula", "=2020+3"), None),
        (("formula", ""), None),
        (("error", "#REF!"), None),
        (("date", "2023-01-01"), 2023),
        ("T.A. 2023.", 2023),
        ("2023, triwulan 4", 2023),
    ],
)
def test_a_year_that_is_no_year_is_told_and_never_guessed(value: Value, year: int | None) -> None:
    lines: list[Line] = [["Tahun", value]]
    assert who(*lines, HEAD, *full()).year == year
    assert told(*lines) == ([] if year else ["W273 Penilaian!B1"])


@pytest.mark.parametrize(
    ("lines", "year", "found"),
    [
        ([["Tahun", 2023], ["Tahun", 2022]], 2023, ["W282 Penilaian!B2"]),
        ([["Tahun", 2023], ["Periode", 2023]], 2023, []),
        ([["EVALUASI SPBE TAHUN 2022"], ["Tahun", 2023]], 2023, ["W282 Penilaian!A1"]),
        ([["EVALUASI SPBE TAHUN 2022"], ["Hasil tahun 2021"]], 2022, ["W282 Penilaian!A2"]),
        ([["Laporan Tahun 2023 (dibandingkan 2022)"]], None, ["W273 Penilaian!A1"]),
        ([["Laporan Tahun 2023 (dibandingkan 2022)"], ["Tahun: 2023"]], 2023, []),
        ([["Perpres Nomor 95 Tahun 2018"], ["Tahun", 2023]], 2023, []),
        ([["PermenPANRB 59/2020"], ["EVALUASI TAHUN 2022"]], 2022, []),
        ([["Dicetak 2024"], ["Tahun", 2023]], 2023, []),
    ],
)
def test_two_years_are_told_with_both_cells(lines: list[Line], year: int | None, found: list[str]) -> None:
    assert who(*lines, HEAD, *full()).year == year
    assert told(*lines) == found


def test_the_sheets_that_say_who_it_is_must_agree() -> None:
    own: list[Line] = [["Tahun", 2023], ["Tahap", "Mandiri"], ["Instrumen", "spbe-2020"]]
    other: list[Line] = [["Tahun", 2022], ["Tahap", "Nilai Akhir"], ["Instrumen", "spbe-2018"]]
    expected = ["W282 Penilaian!B1", "W282 Penilaian!B3", "W282 Penilaian!B2"]
    assert told(*other, Identitas=own) == expected
    assert told(*own, Identitas=own) == []
    assert told(Petunjuk=own, Identitas=other) == []  # a guide is an example
    whole = book(sheet(*own, name="Identitas"), sheet(*other, HEAD, *full()))
    identity = identify(whole)
    first = next(doubtful_claims(identity, rubric(), understand(whole, rubric(), identity)[0]))
    assert Words("id").tell(first)[0] == (
        'Di sini tertulis "2022", sedangkan di Identitas!B1 "2023"; yang dipakai Identitas!B1.'
    )


@pytest.mark.parametrize("value", ["foo", "SPBE 2020", "PermenPANRB 59/2020 dan 5/2018", ("formula", "=A1")])
def test_an_instrument_that_is_none_is_told(value: Value) -> None:
    assert who(["Instrumen", value], HEAD, *full()).rubric == ""
    assert told(["Instrumen", value]) == ["W283 Penilaian!B1"]


@pytest.mark.parametrize("value", ["spbe-2019", "PermenPANRB 99/2030", "Peraturan Menteri Nomor 7 Tahun 2031"])
def test_an_instrument_that_does_not_exist_is_not_replaced(value: str) -> None:
    whole = book(sheet(["Instrumen", value], ["Tahun", 2023], HEAD, *full()))
    with pytest.raises(SpbeError) as caught:
        choose_rubric(whole, identify(whole), None)
    (found,) = caught.value.problems
    assert (found.code, found.place.address, dict(found.args)["found"]) == ("E214", "Penilaian!B1", value)


@pytest.mark.parametrize(
    ("label", "value", "found"),
    [
        ("Tahap", "Foo", ["W275 Penilaian!B2"]),
        ("Tahap Penilaian", ("formula", "=X1"), ["W275 Penilaian!B2"]),
        ("Jenis Penilaian", "SPBE", []),
        ("Tahap", "Evaluasi Mandiri", []),
    ],
)
def test_a_stage_is_told_also_above_the_table(label: str, value: Value, found: list[str]) -> None:
    assert told(["PENILAIAN MANDIRI"], [label, value]) == found


def test_a_note_does_not_deny_what_is_written_and_cannot_be_used() -> None:
    for value, claimed in [("dua ribu", "unusable"), ("", "none")]:
        whole = book(sheet(["Tahun", value], HEAD, *full()))
        _, (note,) = choose_rubric(whole, identify(whole), None)
        assert (note.code, dict(note.args)["said"]) == ("N213", claimed)
    numbers: list[Line] = [["Tahun", "dua ribu"], ["No", "Tingkat"], *([number, 3] for number in range(1, 31))]
    with pytest.raises(SpbeError) as caught:
        choose_rubric(book(sheet(*numbers)), identify(book(sheet(*numbers))), None)
    assert [f"{one.code} {one.place.cell}" for one in caught.value.problems] == ["E214 ", "W273 B1"]


def test_a_label_on_any_other_sheet_is_not_taken_at_its_word() -> None:
    other = sheet(["Tahun", "Keterangan"], ["Jenis Penilaian", "Internal"], name="Referensi")
    whole = book(other, sheet(["Jenis Penilaian", "SPBE"], HEAD, *full()))
    identity = identify(whole)
    assessment, _ = understand(whole, rubric(), identity)
    assert list(doubtful_claims(identity, rubric(), assessment)) == []


@pytest.mark.parametrize(
    ("lines", "name", "stage", "found"),
    [
        ([["Bukan nilai akhir, Tahun 2023"]], "Sheet1", "", ["W275 Sheet1!A1"]),
        ([["HASIL PENILAIAN MANDIRI DAN EKSTERNAL"]], "Sheet1", "", ["W275 Sheet1!A1"]),
        ([["Verifikasi atas Penilaian Mandiri"]], "Sheet1", "", ["W275 Sheet1!A1"]),
        ([["Penilaian Eksternal belum dilakukan"]], "Sheet1", "", ["W275 Sheet1!A1"]),
        ([["Penilaian Mandiri"], ["Penilaian Eksternal"]], "Sheet1", "", ["W275 Sheet1!A2"]),
        ([["Tahap: Mandiri dan Eksternal"]], "Sheet1", "", ["W275 Sheet1!A1"]),
        ([["Tahap", "Mandiri dan Eksternal"]], "Sheet1", "", ["W275 Sheet1!B1"]),
        ([], "Mandiri dan Eksternal", "", ["W275 Mandiri dan Eksternal"]),
        ([], "Nilai Akhir Mandiri", "", ["W275 Nilai Akhir Mandiri"]),
        ([["Penilaian Eksternal"]], "Mandiri", "eksternal", ["W282 Mandiri"]),
        ([["Tahap", "Mandiri"]], "Penilaian Eksternal", "mandiri", ["W282 Penilaian Eksternal"]),
        ([["Penilaian Mandiri"], ["Belum melalui penilaian eksternal"]], "Sheet1", "mandiri", []),
        ([["Hasil Evaluasi Mandiri"]], "Sheet1", "mandiri", []),
    ],
)
def test_a_stage_is_never_taken_from_words_that_name_two_or_deny_one(
    lines: list[Line], name: str, stage: str, found: list[str]
) -> None:
    whole = book(sheet(*lines, ["Tahun", 2023], HEAD, *full(), name=name))
    identity = identify(whole)
    assessment, _ = understand(whole, rubric(), identity)
    assert identity.stage == stage
    told = [one for one in doubtful_claims(identity, rubric(), assessment) if one.code in ("W275", "W282")]
    assert [f"{one.code} {one.place.address}" for one in told] == found


def test_what_the_workbook_warns_of_is_told_once() -> None:
    lines: list[Line] = [["Perhatian: bukan tingkat resmi."], ["Peringatan", "angka sementara"]]
    again: list[Line] = [["Identitas"], ["Perhatian", "bukan tingkat resmi."]]
    assert told(*lines, Identitas=again) == ["N293 Identitas!B2", "N293 Penilaian!B2"]


@pytest.mark.parametrize(
    "remark",
    [
        "Perhatian: jangan mengubah kolom ini", "Warning: do not edit", "Peringatan: file ini dilindungi",
        "Attention: fill in yellow cells", "Perhatian: isi kolom Tingkat dengan angka 1 sampai 5",
    ],
)  # fmt: skip
def test_how_to_fill_the_form_in_is_no_warning_to_readers(remark: str) -> None:
    assert told([remark]) == []


def test_what_speaks_of_figures_is_a_warning_to_readers() -> None:
    for remark in (
        "Perhatian: angka sementara",
        "Warning: provisional, not official",
        "Peringatan: nilai contoh, jangan dikutip",
    ):
        assert told([remark]) == ["N293 Penilaian!A1"]


def test_a_number_below_nothing_is_no_year() -> None:
    for typed in (-2023, "-2023", "\u22122023"):
        found = who(["Tahun", typed], HEAD, *full())
        assert (found.year, found.claims["year"].text) == (None, str(typed))
    assert who(["Tahun", "SPBE-2023"], HEAD, *full()).year == 2023
