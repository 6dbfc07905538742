"""Ways in which agencies lay the same answers out: rows as they stand in the sheets, with their merges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from random import Random
from typing import Any, NamedTuple

from answered import ROMAN, YEAR, Line, lines, rubric

Rows = list[list[Any]]


class Page(NamedTuple):
    """One sheet: its rows, and the cells that are merged or hidden."""

    rows: Rows
    merged: tuple[str, ...] = ()
    hidden_columns: tuple[str, ...] = ()


Layout = Callable[[], dict[str, Page]]
#: Layouts by name; those that also carry the evidence, and those whose name says the instrument, are told apart.
LAYOUTS: dict[str, Layout] = {}
WITH_EVIDENCE: set[str] = set()
OTHER_INSTRUMENT: dict[str, str] = {}


def layout(name: str, *, evidence: bool = False, by: str = "spbe-2020") -> Callable[[Layout], Layout]:
    def keep(one: Layout) -> Layout:
        LAYOUTS[name] = one
        if evidence:
            WITH_EVIDENCE.add(name)
        if by != "spbe-2020":
            OTHER_INSTRUMENT[name] = by
        return one

    return keep


def head(by: str = "spbe-2020") -> Rows:
    return [["Nama Instansi", "Pemerintah Kota Contoh"], ["Tahun", YEAR[by]], []]


def one(*rows: Sequence[Any], by: str = "spbe-2020", **more: Any) -> dict[str, Page]:
    """A single sheet with agency and year above it."""
    return {"Penilaian": Page([*head(by), *map(list, rows)], **more)}


def each(make: Callable[[Line], list[Any]], of: Iterable[Line] | None = None) -> Rows:
    return [make(line) for line in (lines() if of is None else of)]


@layout("number, name, level")
def _plain() -> dict[str, Page]:
    return one(["No", "Indikator", "Tingkat"], *each(lambda x: [x.number, x.name, x.level]))


@layout("number and level alone")
def _bare() -> dict[str, Page]:
    return one(["No", "Nilai"], *each(lambda x: [x.number, x.level]))


@layout("code and level alone")
def _codes() -> dict[str, Page]:
    return one(["Kode", "Level"], *each(lambda x: [x.code, x.level]))


@layout("a letterhead, and the table away from the edge")
def _letterhead() -> dict[str, Page]:
    above: Rows = [
        [None, None, "PEMERINTAH KOTA CONTOH"],
        [None, None, "DINAS KOMUNIKASI DAN INFORMATIKA"],
        [None, None, "Jalan Merdeka Nomor 17, Telepon (021) 555123"],
        [],
        [None, None, "LAPORAN PENILAIAN MANDIRI SPBE TAHUN 2023"],
        [],
        [],
        [None, None, "No.", "Indikator SPBE", "Nilai Tingkat Kematangan"],
    ]
    rows = each(lambda x: [None, None, x.number, x.name, x.level])
    return {"Sheet1": Page([*above, *rows], merged=("C1:E1", "C2:E2", "C3:E3", "C5:E5"))}


@layout("two heading rows, a stage each")
def _two_heads() -> dict[str, Page]:
    rows = each(lambda x: [x.number, x.name, 1, x.level, "baik"])
    return one(
        ["No", "Indikator", "Tingkat Kematangan", None, "Penjelasan"],
        [None, None, "Mandiri", "Akhir", None],
        *rows,
        merged=("A4:A5", "B4:B5", "C4:D4", "E4:E5"),
    )


@layout("several level columns, the last one counts")
def _columns() -> dict[str, Page]:
    rows = each(lambda x: [x.number, x.name, 5, 1, x.level, 5])
    return one(["No", "Indikator", "Penilaian Mandiri", "Penilaian Dokumen", "Nilai Akhir", "Target"], *rows)


@layout("columns of two years")
def _years() -> dict[str, Page]:
    return one(["No", "Indikator", "Nilai 2022", "Nilai 2023"], *each(lambda x: [x.number, x.name, 1, x.level]))


@layout("domains and aspects merged over their rows")
def _merged() -> dict[str, Page]:
    rows: Rows = []
    merged: list[str] = []
    for column, key in (("A", "domain"), ("B", "aspect")):
        first = 5
        for _, group in groupby(lines(), attrgetter(key)):
            last = first + len(list(group)) - 1
            if last > first:
                merged.append(f"{column}{first}:{column}{last}")
            first = last + 1
    seen: set[str] = set()
    for x in lines():
        domain, aspect = (None if name in seen else name for name in (x.domain, "a:" + x.aspect))
        rows.append([domain, aspect and aspect[2:], x.number, x.name, x.level])
        seen |= {x.domain, "a:" + x.aspect}
    return one(["Domain", "Aspek", "No", "Indikator", "Tingkat"], *rows, merged=tuple(merged))


@layout("rows of domains and aspects with their averages, and a total")
def _sections() -> dict[str, Page]:
    rows: Rows = []
    for number, (domain, group) in enumerate(groupby(lines(), lambda x: x.domain), start=1):
        rows.append([ROMAN[number], f"Domain {number}: {domain}", None])
        for place, (aspect, inside) in enumerate(groupby(group, lambda x: x.aspect), start=1):
            members = list(inside)
            rows.append([chr(64 + place), f"Aspek {aspect}", None])
            rows += each(lambda x: [x.number, x.name, x.level], members)
            rows.append([None, "Rata-rata aspek", round(sum(x.level for x in members) / len(members), 2)])
    rows += [[None, "TOTAL", 141], [None, "Indeks SPBE", 3.01], [None, "Predikat", "Baik"]]
    return one(["No", "Indikator", "Nilai"], *rows)


@layout("rows that only count domains and aspects, from the first on")
def _counted_sections() -> dict[str, Page]:
    rows: Rows = []
    aspects = 0
    for number, (_, group) in enumerate(groupby(lines(), lambda x: x.domain), start=1):
        rows.append([f"Domain {number}"])
        for _, inside in groupby(group, lambda x: x.aspect):
            aspects += 1
            rows.append([None, f"ASPEK {aspects}"])
            rows += each(lambda x: [x.number, x.name, x.level], inside)
    return one(["No", "Indikator", "Tingkat"], *rows)


@layout("rows that only count aspects, under the numbers")
def _counted_aspects() -> dict[str, Page]:
    rows: Rows = []
    for number, (_, group) in enumerate(groupby(lines(), lambda x: x.aspect), start=1):
        rows += [[f"Aspek {number}"], *each(lambda x: [x.number, x.level], group)]
    return one(["No", "Tingkat"], *rows)


@layout("rows in any order")
def _shuffled() -> dict[str, Page]:
    rows = each(lambda x: [x.code, x.name, x.level])
    Random(7).shuffle(rows)
    return one(["Kode", "Nama Indikator", "Capaian"], *rows)


@layout("numbers that start anew in each aspect")
def _anew() -> dict[str, Page]:
    rows: Rows = []
    for _, group in groupby(lines(), lambda x: x.aspect):
        rows += [[place, x.aspect, x.name, x.level] for place, x in enumerate(group, start=1)]
    return one(["No", "Aspek", "Indikator", "Tingkat"], *rows)


@layout("the number before the name")
def _number_in_name() -> dict[str, Page]:
    return one(["Indikator", "Skor"], *each(lambda x: [f"{x.number}. {x.name}", x.level]))


@layout("names alone, shortened")
def _short() -> dict[str, Page]:
    return one(["Indikator", "Tingkat"], *each(lambda x: [x.short, x.level]))


@layout("in capitals, with needless blanks and line breaks")
def _capitals() -> dict[str, Page]:
    rows = each(lambda x: [f" {x.number} ", x.name.upper().replace(" ", "\n ", 2) + " ", f" {x.level} "])
    return one(["NO.", "INDIKATOR\nPENILAIAN", "NILAI\nTINGKAT KEMATANGAN *)"], *rows)


@layout("in English")
def _english() -> dict[str, Page]:
    rows = each(lambda x: [x.code, x.english, x.level])
    return {
        "Sheet1": Page([["Agency", "Contoh City"], ["Year", 2023], [], ["Code", "Indicator", "Maturity Level"], *rows])
    }


@layout("Roman levels")
def _roman() -> dict[str, Page]:
    return one(["No", "Indikator", "Tingkat"], *each(lambda x: [x.number, x.name, ROMAN[x.level]]))


@layout("levels with a word before them")
def _worded() -> dict[str, Page]:
    words = ("Level {}", "Tingkat {}", "level-{}", "Lv. {}", "Tingkat Kematangan {}")
    rows = each(lambda x: [x.number, x.name, words[int(x.number) % 5].format(x.level)])
    return one(["No", "Indikator", "Tingkat"], *rows)


@layout("levels with their names")
def _named() -> dict[str, Page]:
    scales = {leaf.code: rubric().scale(leaf.scale) for leaf in rubric().leaves()}

    def level(x: Line) -> str:
        name = scales[x.code].level_of(scales[x.code].low + x.level - 1).name.id
        return (f"{x.level} - {name}", f"{x.level} ({name})", name)[int(x.number) % 3]

    return one(["No", "Indikator", "Tingkat"], *each(lambda x: [x.number, x.name, level(x)]))


@layout("numbers held as text, with and without decimals")
def _texts() -> dict[str, Page]:
    forms = ("{}", "{},0", "{}.00", "{} ")
    rows = each(lambda x: [x.number, x.name, forms[int(x.number) % 4].format(x.level)])
    return one(["No", "Indikator", "Tingkat"], *rows)


@layout("numbers that formulas left a hair off")
def _hair() -> dict[str, Page]:
    rows = each(lambda x: [float(x.number), x.name, x.level + (1e-12, -1e-12, 0.0)[int(x.number) % 3]])
    return one(["No", "Indikator", "Tingkat"], *rows)


@layout("a sheet a domain")
def _sheets() -> dict[str, Page]:
    pages = {"Sampul": Page(head())}
    for number, (domain, group) in enumerate(groupby(lines(), lambda x: x.domain), start=1):
        rows = each(lambda x: [x.number, x.name, x.level], group)
        pages[f"Domain {number}"] = Page([[domain], [], ["No", "Indikator", "Tingkat"], *rows])
    return pages


@layout("a sheet a stage")
def _stages() -> dict[str, Page]:
    def page(level: Callable[[Line], int]) -> Page:
        return Page([["No", "Indikator", "Nilai"], *each(lambda x: [x.number, x.name, level(x)])])

    return {"Sampul": Page(head()), "Mandiri": page(lambda x: 2), "Akhir": page(lambda x: x.level)}


@layout("the heading again on every page")
def _pages() -> dict[str, Page]:
    title = ["No", "Indikator", "Tingkat"]
    rows = each(lambda x: [x.number, x.name, x.level])
    return one(*(row for start in range(0, 47, 15) for row in (title, *rows[start : start + 15])))


@layout("columns counted below their headings")
def _counted() -> dict[str, Page]:
    rows = each(lambda x: [x.number, x.name, x.level, "sudah"])
    return one(["No", "Indikator", "Tingkat", "Keterangan"], ["(1)", "(2)", "(3)", "(4)"], *rows)


@layout("weights and products beside the levels")
def _weights() -> dict[str, Page]:
    weights = {leaf.code: leaf.weight for leaf in rubric().leaves()}
    rows = each(lambda x: [x.number, x.name, float(weights[x.code]), x.level, float(weights[x.code] * x.level) / 100])
    return one(["No", "Indikator", "Bobot", "Nilai", "Bobot x Nilai"], *rows)


@layout("hidden helpers beside the levels")
def _helpers() -> dict[str, Page]:
    rows = each(lambda x: [x.number, "x", x.name, x.level, 1, x.level])
    return one(["No", "Kunci", "Indikator", "Tingkat", "Nilai Bantu", "Tingkat"], *rows, hidden_columns=("B", "E", "F"))


@layout("notes, a place for a signature and a legend under the table")
def _notes() -> dict[str, Page]:
    below: Rows = [
        [],
        ["Catatan:", "diisi dengan angka 1 sampai 5"],
        ["*)", "lihat lampiran"],
        [],
        [None, None, None, "Kota Contoh, 3 Maret 2023"],
        [None, None, None, "Kepala Dinas Komunikasi dan Informatika"],
        [None, None, None, "NIP 19700101 199503 1 001"],
    ]
    rows = each(lambda x: [x.number, x.name, x.level, "; ".join(x.evidence)])
    return one(["No", "Indikator", "Tingkat", "Bukti Dukung"], *rows, *below)


@layout("the choices listed beside the table")
def _choices() -> dict[str, Page]:
    names = ["1 Rintisan", "2 Terkelola", "3 Terdefinisi", "4 Terpadu dan Terukur", "5 Optimum"]
    rows = each(lambda x: [x.number, x.name, x.level])
    for row, name in zip(rows, names, strict=False):
        row += [None, name, int(name[0])]
    return one(["No", "Indikator", "Tingkat", None, "Pilihan", "Nilai"], *rows)


@layout("criteria of every level beside the answer")
def _criteria() -> dict[str, Page]:
    texts = {leaf.code: [level.criteria[0].id for level in leaf.levels] for leaf in rubric().leaves()}
    rows = each(lambda x: [x.number, x.name, *texts[x.code], x.level])
    return one(
        ["No", "Indikator", "Kriteria", None, None, None, None, "Jawaban"],
        [None, None, *(f"Tingkat {level}" for level in range(1, 6)), None],
        *rows,
        merged=("C4:G4",),
    )


@layout("evidence in one cell", evidence=True)
def _one_cell() -> dict[str, Page]:
    rows = each(lambda x: [x.number, x.name, x.level, "\n".join(f"{n}. {e}" for n, e in enumerate(x.evidence, 1))])
    return one(["No", "Indikator", "Tingkat", "Bukti Dukung"], *rows)


@layout("evidence in several rows", evidence=True)
def _several_rows() -> dict[str, Page]:
    rows: Rows = []
    for x in lines():
        first, *others = x.evidence or (None,)
        rows.append([x.number, x.name, x.level, first])
        rows += [[None, None, None, other] for other in others]
    return one(["No", "Indikator", "Tingkat", "Data Dukung"], *rows)


@layout("evidence in several rows beside merged labels", evidence=True)
def _merged_rows() -> dict[str, Page]:
    rows: Rows = []
    merged: list[str] = []
    for x in lines():
        first, *others = x.evidence or (None,)
        top = 5 + len(rows)
        rows.append([x.number, x.name, x.level, first])
        rows += [[None, None, None, other] for other in others]
        if others:
            merged += [f"{column}{top}:{column}{top + len(others)}" for column in "ABC"]
    return one(["No", "Indikator", "Tingkat", "Bukti Dukung"], *rows, merged=tuple(merged))


@layout("evidence in two columns", evidence=True)
def _two_columns() -> dict[str, Page]:
    rows = each(lambda x: [x.number, x.name, x.level, *(*x.evidence, None, None)[:2]])
    return one(["No", "Indikator", "Tingkat", "Bukti Dukung 1", "Bukti Dukung 2"], *rows)


@layout("evidence on a sheet of its own", evidence=True)
def _own_sheet() -> dict[str, Page]:
    listed = [[x.code, e, f"{n}/2023", "17/08/2023", n] for x in lines() for n, e in enumerate(x.evidence, start=1)]
    Random(3).shuffle(listed)
    pages = one(["Kode", "Indikator", "Tingkat"], *each(lambda x: [x.code, x.name, x.level]))
    return {"Bukti": Page([["Kode", "Nama Dokumen", "Nomor Dokumen", "Tanggal", "Halaman"], *listed]), **pages}


@layout("evidence on a sheet of its own, the code once, signed", evidence=True)
def _own_sheet_signed() -> dict[str, Page]:
    listed: Rows = []
    for x in lines():
        listed += [[None if n else x.code, e, f"{n}/2023", "17/08/2023"] for n, e in enumerate(x.evidence)]
    listed += [[], [None, "Kota Contoh, 3 Maret 2023"], [None, "Kepala Dinas"]]
    pages = one(["Kode", "Indikator", "Tingkat"], *each(lambda x: [x.code, x.name, x.level]))
    return {**pages, "Bukti": Page([["Kode", "Nama Dokumen", "Nomor Dokumen", "Tanggal"], *listed])}


def _old(number: Callable[[Line], Any], *, name: bool = True) -> dict[str, Page]:
    titles = ["No", "Indikator", "Tingkat"] if name else ["No", "Tingkat"]
    rows = each(lambda x: [number(x), *([x.name] if name else []), x.level], lines("spbe-2018"))
    return one(titles, *rows, by="spbe-2018")


@layout("parts as 35-1", by="spbe-2018")
def _dashes() -> dict[str, Page]:
    return _old(lambda x: x.number, name=False)


@layout("parts as 35.1", by="spbe-2018")
def _points() -> dict[str, Page]:
    return _old(lambda x: x.number.replace("-", "."))


@layout("parts as 35a", by="spbe-2018")
def _letters() -> dict[str, Page]:
    return _old(lambda x: x.number.replace("-1", "a").replace("-2", "b").replace("-3", "c"))


@layout("decimals with commas as text", by="pemdi-2026")
def _decimals() -> dict[str, Page]:
    rows = each(lambda x: [x.code, x.name, f"{x.level},00"], lines("pemdi-2026"))
    return one(["Kode", "Indikator", "Nilai"], *rows, by="pemdi-2026")
