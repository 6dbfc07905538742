"""Faults of checklist and list of evidence, and of whole sheets, on a workbook of spbe-2020."""

from __future__ import annotations

from datetime import date

from faults import (
    CHECKLIST,
    LEDGER,
    Fault,
    Spoil,
    Where,
    both,
    date_format,
    drop_down,
    emptied,
    fault,
    hidden_column,
    hidden_row,
    hidden_sheet,
    line,
    put,
    without_documents,
)

AT = Where("spbe-2020")


def tick(code: str, point: str, said: object) -> Spoil:
    return put(AT.tick(code, point), said)


def says(code: str, level: int, column: str, value: object) -> Spoil:
    """A line of evidence says something else in one of its columns."""
    return put(AT.document(code, level, column), value)


def dated(code: str, day: object, until: object = None) -> Spoil:
    return both(says(code, 3, "E", day), says(code, 3, "F", until))


CHECKLISTS = [
    fault("the first criterion of the level not met", "I6", tick("I6", "3.1", "Tidak"), f"W245 {AT.level('I6')}"),
    fault("a criterion of a level below not met", "I7", tick("I7", "2.1", "Tidak"), f"W245 {AT.level('I7')}"),
    fault("a criterion of the level not answered", "I9", tick("I9", "3.1", None), f"W245 {AT.level('I9')}"),
    fault("criteria of a higher level met", "I8", AT.answer_all("I8", 4, "Ya"), f"N246 {AT.level('I8')}"),
    fault("a tick that matters cannot be read", "I10", tick("I10", "3.1", "sebagian"),
          f"W241 {AT.tick('I10', '3.1')}", f"W245 {AT.level('I10')}"),
    fault("a tick above the level cannot be read", "I11", tick("I11", "4.1", "sebagian"),
          f"W241 {AT.tick('I11', '4.1')}"),
    fault("a number for a tick", "I12", tick("I12", "4.1", 5), f"W241 {AT.tick('I12', '4.1')}"),
    fault("a date for a tick", "I18", tick("I18", "4.1", date(2023, 4, 3)), f"W241 {AT.tick('I18', '4.1')}"),
    fault("an error for a tick", "I19", tick("I19", "4.1", "#REF!"), f"W241 {AT.tick('I19', '4.1')}"),
    fault("a formula for a tick", "I1", tick("I1", "4.1", "=1=1"), f"W278 {AT.tick('I1', '4.1')}"),
    fault("a hidden line of the checklist", "I4 hidden tick", hidden_row(AT.tick("I4", "2.1")),
          f"W223 {AT.tick('I4', '2.1')}"),
    fault("a hidden line of the checklist without an answer", "hidden unticked", hidden_row(AT.tick("I40", "2.1"))),
    fault("the answers of the checklist hidden", "ticks hidden", hidden_column(CHECKLIST, "G"),
          f"W233 {CHECKLIST}!G4"),
    fault("a criterion that the indicator has not", "criteria300",
          line(CHECKLIST, 300, "I13", None, "9", "9.9", None, None, "Ya"), f"W242 {CHECKLIST}!G300"),
    fault("a tick for no indicator", "criteria302", line(CHECKLIST, 302, "I99", None, "3", "3.1", None, None, "Ya"),
          f"W242 {CHECKLIST}!G302"),
    fault("a criterion answered twice, differently", "I14",
          line(CHECKLIST, 304, "I14", None, "4", "4.1", None, None, "Ya"), f"W253 {CHECKLIST}!G304"),
    fault("a criterion answered twice alike", "I15",
          line(CHECKLIST, 306, "I15", None, "4", "4.1", None, None, "Tidak")),
    fault("no level, but a checklist", "I16", put(AT.level("I16"), None), f"N244 {AT.tick('I16', '3.1')}"),
    fault("no level, and a checklist that supports the lowest", "I17",
          both(put(AT.level("I17"), None), tick("I17", "2.1", "Tidak")), f"N244 {AT.tick('I17', '1.1')}"),
    fault("no level, and a checklist that leaves it open", "I20",
          both(put(AT.level("I20"), None), tick("I20", "3.1", None)), f"E243 {AT.tick('I20', '3.1')}"),
    fault("a level that leaves out one below, as the regulation has it", "I3",
          both(put(AT.level("I3"), 4), AT.answer_all("I3", 3, "Tidak"), AT.answer_all("I3", 4, "Ya"),
               says("I3", 3, "B", 4))),
    fault("an answer that counts past its drop-down", "I21",
          both(tick("I21", "3.1", "Sudah"), drop_down(AT.tick("I21", "3.1"), '"Ya,Tidak"')),
          f"N290 {AT.tick('I21', '3.1')}"),
    fault("a note past a drop-down of another sheet", "I22",
          both(put("Identitas!H1", "Baik"), put("Identitas!H2", "Buruk"), put(AT.tick("I22", "3.1", "H"), "Bagus"),
               drop_down(AT.tick("I22", "3.1", "H"), "Identitas!$H$1:$H$2")), f"W270 {AT.tick('I22', '3.1', 'H')}"),
    fault("an answer that a drop-down of another sheet offers", "I23",
          both(put("Identitas!H4", "Ya"), put("Identitas!H5", "Tidak"),  # beside the list of the fault above
               drop_down(AT.tick("I23", "3.1"), "Identitas!$H$4:$H$5"))),
]  # fmt: skip

DOCUMENTS = [
    fault("a level without evidence", "I24", without_documents(AT, "I24", 2, 3), f"W254 {AT.level('I24')}"),
    fault("a level whose lower one has no evidence", "I25", without_documents(AT, "I25", 2), f"W255 {AT.level('I25')}"),
    fault("evidence for a level far above", "I26", says("I26", 3, "B", 5), f"W255 {AT.level('I26')}"),
    fault("evidence for no level in particular", "I36", says("I36", 3, "B", None)),
    fault("a level for evidence that is none", "I35", says("I35", 3, "B", 9), f"W252 {AT.document('I35', 3, 'B')}"),
    fault("a document of next year", "I27", dated("I27", date(2024, 2, 1)), f"W256 {AT.document('I27', 3, 'E')}"),
    fault("a document of the future", "I28", dated("I28", date(2025, 1, 1)), f"W260 {AT.document('I28', 3, 'E')}"),
    fault("an old document", "I29 old", dated("I29", date(2021, 1, 1)), f"N257 {AT.document('I29', 3, 'E')}"),
    fault("an old document still valid", "I29", dated("I29", date(2021, 1, 1), date(2025, 1, 1))),
    fault("an expired document", "I30", dated("I30", date(2020, 1, 1), date(2022, 12, 31)),
          f"W258 {AT.document('I30', 3, 'F')}"),
    fault("a document that expires", "I31", dated("I31", date(2022, 1, 1), date(2023, 10, 1)),
          f"N259 {AT.document('I31', 3, 'F')}"),
    fault("a document that ends before it begins", "I32", dated("I32", "17 Agustus 2023", "17/08/2022"),
          f"W261 {AT.document('I32', 3, 'F')}"),
    fault("a date in words nobody knows", "I33", dated("I33", "kemarin dulu"),
          f"W251 {AT.document('I33', 3, 'E')}"),
    fault("a day that no month has", "I34", dated("I34", date(2023, 1, 1), "31/02/2024"),
          f"W251 {AT.document('I34', 3, 'F')}"),
    fault("a year for a date", "I37", both(dated("I37", 2023), date_format(AT.document("I37", 3, "E"), "General")),
          f"W251 {AT.document('I37', 3, 'E')}"),
    fault("a document without end", "I38 old", dated("I38", date(2021, 1, 1), "seterusnya"),
          f"N257 {AT.document('I38', 3, 'E')}"),
    fault("evidence for no indicator", "evidence", line(LEDGER, 200, "I99", 3, "Surat Edaran"), f"W250 {LEDGER}!A200"),
    fault("a first line without a code", "I2", put(f"{LEDGER}!A5", None), f"W250 {LEDGER}!C5",
          f"W254 {AT.level('I2')}"),
    fault("one file for a dozen indicators", "evidence",
          both(*(says(f"I{number}", 2, "G", "Perwali 12.pdf") for number in range(6, 18))),
          f"W262 {AT.document('I6', 2, 'G')}"),
    fault("one file for eleven indicators", "evidence",
          both(*(says(f"I{number}", 2, "G", "Perwali 12.pdf") for number in range(6, 17)))),
    fault("one title for a dozen indicators", "evidence",
          both(*(both(says(f"I{n}", 2, "G", None), says(f"I{n}", 2, "C", "PERWALI  12")) for n in range(6, 18))),
          f"W262 {AT.document('I6', 2, 'C')}"),
    fault("a code past its drop-down", "I39",
          both(drop_down(AT.document("I39", 3, "A"), "'Penilaian'!$A$5:$A$51"),
               put(AT.document("I39", 3, "A"), "Indikator 39"))),
    fault("a code whose drop-down was changed", "I40", drop_down(AT.document("I40", 3, "A"), '"I1,I2,I3"')),
    fault("a level in words past its drop-down", "I41",
          both(drop_down(AT.document("I41", 3, "B"), '"1,2,3,4,5"'), says("I41", 3, "B", "Level 3"))),
    fault("a line about no document", "evidence202",
          line(LEDGER, 202, "I6", 3, None, "12/SK/2023", date(2023, 5, 5)), f"W276 {LEDGER}!C202"),
    fault("a line still to be filled in", "evidence204", line(LEDGER, 204, "I6", 3)),
    fault("an error for a number", "I42", says("I42", 3, "D", "#REF!"), f"W277 {AT.document('I42', 3, 'D')}"),
    fault("an error for a title, with a file", "I43", says("I43", 3, "C", "#N/A"),
          f"W277 {AT.document('I43', 3, 'C')}"),
    fault("an error for a date", "I44", dated("I44", "#VALUE!"), f"W277 {AT.document('I44', 3, 'E')}"),
    fault("a formula for a date", "I45", dated("I45", "=TODAY()"), f"W278 {AT.document('I45', 3, 'E')}"),
    fault("a title without anything at the head of the list", "I2",
          both(line(LEDGER, 5, None, None, "Dokumen nyasar"), says("I2", 2, "A", None)), f"W250 {LEDGER}!C5",
          f"W254 {AT.level('I2')}"),
    fault("a hidden line", "I46 hidden evidence", hidden_row(AT.document("I46", 3, "C")),
          f"W223 {AT.document('I46', 3, 'A')}"),
    fault("a hidden column of dates", "dates hidden", hidden_column(LEDGER, "E"), f"W233 {LEDGER}!E4"),
    fault("a hidden column of levels", "levels hidden", hidden_column(LEDGER, "B"), f"W233 {LEDGER}!B4"),
    fault("a hidden column of remarks", "remarks hidden", hidden_column(LEDGER, "I")),
]  # fmt: skip

EVERYTHING = "hidden unticked evidence evidence202 evidence204 criteria300 criteria302 "
EVERYTHING += " ".join(f"I{number}" for number in range(1, 48))
SHEETS = [
    fault("a hidden sheet of levels", "sheet", hidden_sheet("Arsip", copy_of="Penilaian"), "W225 Arsip!E4"),
    fault("the checklist hidden", EVERYTHING, hidden_sheet(CHECKLIST), f"W225 {CHECKLIST}!G4"),
    fault("the evidence hidden", EVERYTHING, hidden_sheet(LEDGER), f"W225 {LEDGER}!C4", "N263"),
    fault("no sheet of evidence", EVERYTHING, lambda book: book.remove(book[LEDGER]), "N263"),
    fault("a list of documents without any", EVERYTHING,
          both(*(emptied(f"{LEDGER}!A{row}") for row in range(5, 130))), f"N263 {LEDGER}!C4"),
    fault("a year before the instrument", EVERYTHING + " year",
          both(put("Identitas!B6", 2019), lambda book: book.remove(book[LEDGER])), "N263", "W226 Identitas!B6"),
    fault("a year in words", EVERYTHING + " year", put("Identitas!B6", "dua ribu"), "W273 Identitas!B6", "N288"),
    fault("a stage that nobody knows", EVERYTHING + " stage", put("Identitas!B7", "Ngawur"), "W275 Identitas!B7"),
    fault("another stage than the one filled in", EVERYTHING + " stage", put("Identitas!B7", "Nilai Akhir"),
          "N274 Identitas!B7"),
    fault("neither year nor instrument", EVERYTHING + " year",
          both(put("Identitas!B6", None), put("Identitas!B8", None)), "N213", "N288"),
]  # fmt: skip

FAULTS: list[Fault] = [*CHECKLISTS, *DOCUMENTS, *SHEETS]
