"""What is particular to the other instruments: levels from 0 and parts of an indicator; decimals, any-of, external."""

from __future__ import annotations

from faults import ASSESSMENT, CHECKLIST, Fault, Spoil, Where, both, emptied, fault, line, put

OLD = Where("spbe-2018")
NEW = Where("pemdi-2026")
PARTS = ("I35-1", "I35-2", "I35-3")


def ticks(at: Where, code: str, **said: str) -> Spoil:
    """The first points of levels are answered: `l2=`"Ya Tidak"` is 2.1 Ya and 2.2 Tidak."""
    changes = []
    for level, answers in said.items():
        for number, answer in enumerate(answers.split(), start=1):
            changes.append(put(at.tick(code, f"{level[1:]}.{number}"), answer))
    return both(*changes)


def external(code: str, index: object, level: object = None) -> Spoil:
    """Another agency's index in a column of its own."""
    cell = NEW.level(code, "N")
    return both(put(f"{ASSESSMENT}!N4", "Nilai Indeks Asal"), put(cell, index), put(NEW.level(code), level))


FAULTS_2018: list[Fault] = [
    fault("level 6", "I20", put(OLD.level("I20"), 6), f"E202 {OLD.level('I20')}"),
    fault("level 0, the lowest, needs no evidence", "I21", put(OLD.level("I21"), 0)),
    fault("the name of level 0 says that nobody has filled it in", "I22", put(OLD.level("I22"), "Belum ada"),
          f"E203 {OLD.level('I22')}"),
    fault("an old code with its part", "I35-2", put(OLD.level("I35-2", "A"), "35-2")),
    fault("a part not filled in", "I35-3", put(OLD.level("I35-3"), None), f"E211 {OLD.level('I35-3')}"),
    fault("one level for an indicator in parts", " ".join(PARTS),
          both(*(emptied(OLD.level(part)) for part in PARTS),
               line(ASSESSMENT, 50, "I35", None, None, None, 3)),
          f"E231 {ASSESSMENT}!E50", f"E209 {ASSESSMENT}!A50"),
    fault("a part whose checklist does not support it", "I35-1", ticks(OLD, "I35-1", l0="Ya", l1="Ya", l2="Tidak"),
          f"W245 {OLD.level('I35-1')}"),
    fault("a part whose checklist gives its level", "I35-1",
          both(put(OLD.level("I35-1"), None), ticks(OLD, "I35-1", l0="Ya", l1="Ya", l2="Tidak")),
          f"N244 {OLD.tick('I35-1', '1.1')}"),
]  # fmt: skip

FAULTS_2026: list[Fault] = [
    fault("a decimal", "I11", put(NEW.level("I11"), 3.25)),
    fault("a decimal held as text", "I12", put(NEW.level("I12"), "3,25"), f"N271 {NEW.level('I12')}"),
    fault("a value below the scale", "I13", put(NEW.level("I13"), 0.5), f"E202 {NEW.level('I13')}"),
    fault("a value above the scale", "I14", put(NEW.level("I14"), 5.01), f"E202 {NEW.level('I14')}"),
    fault("two marks in a number", "I15", put(NEW.level("I15"), "3.2.5"), f"E203 {NEW.level('I15')}"),
    fault("the name of a level, which many values have", "I20", put(NEW.level("I20"), "Berkembang"),
          f"E203 {NEW.level('I20')}"),
    fault("any of the criteria", "I16", ticks(NEW, "I16", l1="Ya", l2="Ya", l3="Tidak Ya")),
    fault("none of the criteria of which any would do", "I16", ticks(NEW, "I16", l1="Ya", l2="Ya", l3="Tidak Tidak"),
          f"W245 {NEW.level('I16')}"),
    fault("one of several of which any will do is not met", "I4", put(NEW.tick("I4", "4.1"), "Tidak")),
    fault("none of several of which any will do is met", "I4", NEW.answer_all("I4", 4, "Tidak"),
          f"W245 {NEW.level('I4')}"),
    fault("a decimal just above the level that the checklist supports", "I6", put(NEW.level("I6"), 3.51),
          f"W245 {NEW.level('I6')}", f"W255 {NEW.level('I6')}"),
    fault("an index of another agency", "external I6", external("I6", 3.2), f"N216 {NEW.level('I6', 'N')}"),
    fault("a value that its index does not give", "external I5", external("I5", 62.5, 5), f"W219 {NEW.level('I5')}"),
    fault("an index for which the regulation has no rule", "external I11", external("I11", 90),
          f"E218 {NEW.level('I11', 'N')}"),
    fault("an index that is no number", "external I12", external("I12", "belum terbit"),
          f"E218 {NEW.level('I12', 'N')}"),
    fault("an index beyond its rule", "external I5", external("I5", 150), f"E218 {NEW.level('I5', 'N')}"),
    fault("an index for an indicator that takes none", "external I13", external("I13", 60),
          f"E218 {NEW.level('I13', 'N')}"),
    fault("a point that only another indicator has", "criteria",
          line(CHECKLIST, 290, "I16", None, 1, "1.2", None, None, "Ya"),
          f"W242 {CHECKLIST}!G290"),
]  # fmt: skip
