"""Faults of the sheet of levels, on a workbook of spbe-2020."""

from __future__ import annotations

from datetime import date, time

from faults import (
    ASSESSMENT,
    Fault,
    Where,
    both,
    drop_down,
    emptied,
    fault,
    hidden_column,
    hidden_row,
    line,
    merged,
    put,
)
from faults import filled_column as column

AT = Where("spbe-2020")


def typed(code: str, value: object, problem: str, what: str = "") -> Fault:
    """Something else than the level stands in its cell."""
    return fault(f"level {what or value!r}", code, put(AT.level(code), value), f"{problem} {AT.level(code)}")


TYPED = [
    typed("I6", 6, "E202"),
    typed("I7", 0, "E202"),
    typed("I8", "3,5", "E202"),
    typed("I9", 2.5, "E202"),
    typed("I36", -1, "E202"),
    typed("I37", 1000000, "E202"),
    typed("I41", "Level 6", "E202"),
    typed("I28", "baik sekali", "E203"),
    typed("I29", "3-4", "E203"),
    typed("I30", "4/5", "E203"),
    typed("I34", "v", "E203"),
    typed("I35", "N/A", "E203"),
    typed("I40", "3 4", "E203"),
    typed("I43", "belum ada", "E203"),
    typed("I10", "#REF!", "E204"),
    typed("I38", "#DIV/0!", "E204"),
    typed("I25", date(2023, 4, 3), "E205", "of 3-4 made a date"),
    typed("I26", time(3, 4), "E205", "of 3:04 made a time"),
    typed("I46", "2023-04-03", "E205"),
    typed("I24", True, "E206"),
    typed("I42", "TRUE", "E206"),
    typed("I27", "=C31", "E207", "by a formula that was never calculated"),
    typed("I31", None, "E211"),
    typed("I32", "-", "E211"),
    typed("I44", "   ", "E211"),
    typed("I33", "3", "N271", "held as text"),
    typed("I45", "Tiga", "N271", "in a word that the drop-down does not offer"),
    typed("I5", "Level 5", "N271", "with a word before it"),
    typed("I4", "IV", "N271", "as a Roman numeral"),
]

ROWS = [
    fault("a second row with the same level", "I11", line(ASSESSMENT, 53, "I11", None, None, None, 3),
          f"W220 {ASSESSMENT}!A53"),
    fault("a second row with another level", "I12", line(ASSESSMENT, 55, "I12", None, None, None, 4),
          f"E208 {ASSESSMENT}!E55"),
    fault("a second row whose level is faulty", "I13", line(ASSESSMENT, 57, "I13", None, None, None, 7),
          f"E202 {ASSESSMENT}!E57", f"E208 {ASSESSMENT}!E57"),
    fault("an indicator that no instrument has", "row59", line(ASSESSMENT, 59, "I48", None, None, "Kedai Kopi", 3),
          f"E210 {ASSESSMENT}!D59"),
    fault("a code that is none", "row61", line(ASSESSMENT, 61, "X9", None, None, None, 3), f"E210 {ASSESSMENT}!A61"),
    fault("a level without code and name", "row63", line(ASSESSMENT, 63, None, None, None, None, 3),
          f"E210 {ASSESSMENT}!E63"),
    fault("a name not quite the official one", "I14",
          put(AT.level("I14", "D"), "Tingkat Kematangan Inovasi Prosses Bisnis SPBE"), f"W224 {AT.level('I14', 'D')}"),
    fault("code and name of two indicators", "I15", put(AT.level("I15", "A"), "I22"), f"W215 {AT.level('I15', 'D')}"),
    fault("no row, but a checklist", "I16", emptied(AT.level("I16")), f"N244 {AT.tick('I16', '3.1')}"),
    fault("no row", "I47", emptied(AT.level("I47")), f"E209 {ASSESSMENT}!D4"),
    fault("one level merged over two rows", "I17 I18", merged(ASSESSMENT, "E21:E22"), f"E222 {ASSESSMENT}!E22"),
    fault("a level hidden under a merge", "I19 I20", merged(ASSESSMENT, "E23:E24", keep_hidden=True),
          f"W234 {ASSESSMENT}!E24"),
    fault("a level hidden under a merge from the left", "I21",
          merged(ASSESSMENT, "D25:E25", keep_hidden=True), f"W234 {ASSESSMENT}!E25"),
    fault("a hidden row", "I22 hidden", hidden_row(AT.level("I22")), f"W223 {AT.level('I22', 'D')}"),
    fault("two hidden rows, told once", "I23 I24 hidden",
          both(hidden_row(AT.level("I23")), hidden_row(AT.level("I24"))), f"W223 {AT.level('I23', 'D')}"),
]  # fmt: skip

TARGETS = [
    fault("a target beyond the scale", "target39", put(AT.level("I39", "K"), 9), f"W217 {AT.level('I39', 'K')}"),
    fault("a target in words", "target40", put(AT.level("I40", "K"), "naik"), f"W217 {AT.level('I40', 'K')}"),
    fault("a target that became a date", "target41", put(AT.level("I41", "K"), date(2023, 5, 4)),
          f"W217 {AT.level('I41', 'K')}"),
    fault("a target by an uncalculated formula", "target42", put(AT.level("I42", "K"), "=E46+1"),
          f"W217 {AT.level('I42', 'K')}"),
    fault("an error for a target", "target43", put(AT.level("I43", "K"), "#N/A"), f"W217 {AT.level('I43', 'K')}"),
]  # fmt: skip


def same(row: int) -> int:
    return min(row - 4, 5) if row < 10 else 3


ALL = "stages " + " ".join(f"I{number}" for number in range(1, 48))
COLUMNS = [
    fault("one level in a later stage", "stages I43", put(AT.level("I43", "J"), 2), f"N240 {ASSESSMENT}!J4"),
    fault("the whole last stage", ALL, column(AT, "J", None, same), f"N212 {ASSESSMENT}!J4"),
    fault("a faulty level alone in a later stage", "stages I44", put(AT.level("I44", "J"), 6), f"N212 {ASSESSMENT}!E4",
          f"W235 {AT.level('I44', 'J')}"),
    fault("a faulty level in a later stage that counts", "stages I45 I46",
          both(put(AT.level("I45", "F"), 6), put(AT.level("I46", "F"), 3)), f"N240 {ASSESSMENT}!F4",
          f"E202 {AT.level('I45', 'F')}"),
    fault("a faulty level in an earlier stage, replaced since", ALL,
          both(column(AT, "J", None, same), put(AT.level("I45"), "baik")), f"N212 {ASSESSMENT}!J4",
          f"W235 {AT.level('I45')}"),
    fault("the only column of levels hidden", "column hidden stages", hidden_column(ASSESSMENT, "E"),
          f"W233 {ASSESSMENT}!E4"),
    fault("two columns for one stage that differ in one row", ALL,
          both(column(AT, "N", "Penilaian Mandiri", same), put(AT.level("I45", "N"), 4)),
          f"E221 {AT.level('I45', 'N')}"),
    fault("a second column for the stage, hidden", ALL,
          both(column(AT, "N", "Penilaian Mandiri", lambda row: 1), hidden_column(ASSESSMENT, "N")),
          f"N228 {ASSESSMENT}!N4"),
    fault("a column of last year", ALL, column(AT, "N", "Penilaian Mandiri 2022", lambda row: 1),
          f"N229 {ASSESSMENT}!N4"),
    fault("a column for a stage that has another name here", ALL, column(AT, "J", "Nilai Final Sekali", same),
          f"N281 {ASSESSMENT}!J4"),
]  # fmt: skip

OFFERS = [
    fault("a unit that the list beside the table has not", "unit11", put(AT.level("I11", "M"), "Dinas Baru"),
          f"W270 {AT.level('I11', 'M')}"),
    fault("a sound level whose drop-down was changed", "I12", drop_down(AT.level("I12"), '"1,2"')),
    fault("a sound target whose drop-down was changed", "target44", drop_down(AT.level("I44", "K"), '"1,2"')),
    fault("a drop-down of formulas offers what nobody knows", "I13",
          drop_down(AT.level("I13"), 'INDIRECT("T5:T8")')),
]  # fmt: skip

FAULTS: list[Fault] = [*TYPED, *ROWS, *TARGETS, *COLUMNS, *OFFERS]
