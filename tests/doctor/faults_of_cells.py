"""Cells that hold something else than they seem to: errors, formulas, dates, words past lists, values nobody sees."""

from __future__ import annotations

from datetime import date

import openpyxl
from faults import (
    ASSESSMENT,
    CHECKLIST,
    LEDGER,
    Fault,
    Spoil,
    Where,
    both,
    drop_down,
    fault,
    hidden_column,
    hidden_row,
    hidden_sheet,
    merged,
    put,
)
from faults_of_lists import EVERYTHING, says, tick

AT = Where("spbe-2020")


def at(code: str, level: int, column: str) -> str:
    return AT.document(code, level, column)


def covered(first: str, last: str) -> Spoil:
    """A merge from one cell to another that keeps what stands under it."""
    return merged(first.split("!", maxsplit=1)[0], f"{first.split('!')[1]}:{last.split('!')[1]}", keep_hidden=True)


def listed(code: str, point: str, said: object) -> Spoil:
    """An answer past the drop-down of the form."""
    return both(tick(code, point, said), drop_down(AT.tick(code, point), '"Ya,Tidak"'))


def stated(index: object, band: object) -> Spoil:
    """A sheet that sums up says so, as values."""

    def spoil(book: openpyxl.Workbook) -> None:
        sheet = book["Ringkasan"] if "Ringkasan" in book.sheetnames else book.create_sheet("Ringkasan")
        for row, label, value in ((5, "Indeks SPBE", index), (6, "Predikat", band)):
            sheet.cell(row, 1).value, sheet.cell(row, 2).value = label, value

    return spoil


WORDS = [
    fault("a check mark past the drop-down", "I4", listed("I4", "3.1", "\u2713"), f"N290 {AT.tick('I4', '3.1')}"),
    fault("a cross past the drop-down", "I5", listed("I5", "5.1", "\u2713"), f"N290 {AT.tick('I5', '5.1')}"),
    fault("a truth value past the drop-down", "I6", listed("I6", "3.1", True), f"N290 {AT.tick('I6', '3.1')}"),
    fault("the English word past the drop-down", "I7", listed("I7", "3.1", "Yes"), f"N290 {AT.tick('I7', '3.1')}"),
    fault("a blank behind the word", "I8", listed("I8", "3.1", "Ya ")),
    fault("a sign for the answer that gives the level", "I9",
          both(put(AT.level("I9"), None), listed("I9", "3.1", "1")),
          f"N244 {AT.tick('I9', '3.1')}", f"N290 {AT.tick('I9', '3.1')}"),
    fault("a dash in a later stage", "I10", put(AT.level("I10", "J"), "\u2013")),
    fault("a target held as text", "target11", put(AT.level("I11", "K"), "4"), f"N271 {AT.level('I11', 'K')}"),
]  # fmt: skip

NO_TEXTS = [
    fault("an error for a unit", "unit12", put(AT.level("I12", "M"), "#REF!"), f"W286 {AT.level('I12', 'M')}"),
    fault("a formula for an explanation", "says13", put(AT.level("I13", "L"), "=1+1"), f"W286 {AT.level('I13', 'L')}"),
    fault("an error for a note of the checklist", "I14", put(AT.tick("I14", "1.1", "H"), "#N/A"),
          f"W286 {AT.tick('I14', '1.1', 'H')}"),
    fault("an error for the agency", "agency", put("Identitas!B4", "#N/A"), "W287 Identitas!B4"),
    fault("a formula for the kind of agency", "group", put("Identitas!B5", '="Kota"'), "W287 Identitas!B5"),
    fault("a formula for a title, with a file", "I15", says("I15", 3, "C", '="Laporan "&"2023"'),
          f"W278 {at('I15', 3, 'C')}"),
    fault("a formula for a file", "I16", says("I16", 3, "G", '=HYPERLINK("a.pdf","a")'), f"W278 {at('I16', 3, 'G')}"),
    fault("a formula for a page", "I17", says("I17", 3, "H", "=1+1"), f"W278 {at('I17', 3, 'H')}"),
    fault("a page that became a date", "I18", says("I18", 3, "H", date(2023, 4, 3)), f"W285 {at('I18', 3, 'H')}"),
    fault("a number that became a date", "I19", says("I19", 3, "D", date(2023, 4, 3)), f"W285 {at('I19', 3, 'D')}"),
]  # fmt: skip

UNSEEN = [
    fault("a hidden column of targets", "targets hidden", hidden_column(ASSESSMENT, "K"), f"W233 {ASSESSMENT}!K4"),
    fault("a hidden column of units", "units hidden", hidden_column(ASSESSMENT, "M"), f"W233 {ASSESSMENT}!M4"),
    fault("a hidden row of the identity", "year", hidden_row("Identitas!B6"), "W223 Identitas!B6"),
    fault("a hidden sheet of identity", EVERYTHING + " year stage agency group", hidden_sheet("Identitas"),
          "W225 Identitas!B4", "N213", "N288"),
    fault("a target under a merge", "target20 target21", covered(AT.level("I20", "K"), AT.level("I21", "K")),
          f"W234 {AT.level('I21', 'K')}"),
    fault("a date under a merge", "I22", covered(at("I22", 2, "E"), at("I22", 3, "E")), f"W234 {at('I22', 3, 'E')}"),
    fault("an end of validity under a merge", "I23",
          both(says("I23", 3, "F", date(2025, 1, 1)), covered(at("I23", 3, "E"), at("I23", 3, "F"))),
          f"W234 {at('I23', 3, 'F')}"),
    fault("a file under a merge", "I24", covered(at("I24", 3, "F"), at("I24", 3, "G")), f"W234 {at('I24', 3, 'G')}"),
    fault("a level for evidence under a merge", "I25", covered(at("I25", 2, "B"), at("I25", 3, "B")),
          f"W234 {at('I25', 3, 'B')}"),
]  # fmt: skip

WHOLE = [
    fault("another word over the answers", "ticks heading", put(f"{CHECKLIST}!G4", "Status")),
    fault("a word over the answers that elsewhere heads levels", "ticks heading", put(f"{CHECKLIST}!G4", "Jawaban")),
    fault("a heading over the answers that nobody knows", EVERYTHING, put(f"{CHECKLIST}!G4", "Beres?"),
          f"W289 {CHECKLIST}!G4"),
    fault("a code beside the name of another in the checklist", "I20", put(AT.tick("I20", "1.1", "A"), "I5"),
          f"W215 {AT.tick('I20', '1.1', 'B')}"),
    fault("an index overwritten where it is summed up", "summary", stated(4.99, None), "W284 Ringkasan!B5"),
    fault("a predicate overwritten where it is summed up", "summary", stated(None, "Memuaskan"), "W284 Ringkasan!B6"),
    fault("one file for a dozen indicators, its path written in two ways", "evidence",
          both(*(says(f"I{n}", 2, "G", "./Perwali 12.pdf" if n % 2 else "Perwali 12.pdf") for n in range(6, 18))),
          f"W262 {at('I6', 2, 'G')}"),
    fault("several old documents, told once", "I26 I27 old",
          both(says("I26", 3, "E", date(2020, 1, 2)), says("I27", 3, "E", date(2021, 1, 2))),
          f"N257 {LEDGER}!{at('I26', 3, 'E').split('!')[1]}"),
]  # fmt: skip

FAULTS: list[Fault] = [*WORDS, *NO_TEXTS, *UNSEEN, *WHOLE]
