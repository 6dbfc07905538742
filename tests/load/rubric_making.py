"""A small rubric that uses every part of the format, and ways to spoil it."""

# ruff: noqa: E501 (rows of YAML)

from __future__ import annotations

import tempfile
from pathlib import Path

from spbe_index.core.problem import Problem
from spbe_index.load.rubric import check_rubric

SMALL = """\
schema: spbe-rubric/1
id: kecil-2030
title: {id: Instrumen kecil, en: Small instrument}
index_name: {id: Indeks kecil, en: Small index}
regulation:
  number: {id: Peraturan 1, en: Regulation 1}
  about: {id: Percobaan, en: A trial}
  signed: "2029-12-01"
  in_force: "2030-01-01"
  notes: [{id: Catatan, en: Note}]
years: {first: 2030, last: 2031}
kinds:
  - {kind: aspect, prefix: A, name: {id: Aspek, en: Aspect}}
  - {kind: indicator, prefix: I, name: {id: Indikator, en: Indicator}}
  - {kind: input, prefix: I, name: {id: Isian, en: Input}}
sources:
  tabel-1: {where: {id: hlm. 1, en: p. 1}, sure: high}
  tabel-2: {where: {id: hlm. 2, en: p. 2}, sure: low, note: {id: Salah cetak, en: Misprint}}
scales:
  - key: bulat
    name: {id: Bulat, en: Whole}
    source: tabel-1
    from: "1"
    to: "3"
    step: "1"
    levels:
      - {level: 1, name: {id: Satu, en: One}, summary: {id: Awal, en: Start}}
      - {level: 2, name: {id: Dua, en: Two}, summary: {id: Tengah, en: Middle}}
      - {level: 3, name: {id: Tiga, en: Three}, summary: {id: Akhir, en: End}}
  - key: pecahan
    name: {id: Pecahan, en: Decimal}
    source: tabel-1
    from: "1.00"
    to: "3.00"
    levels:
      - level: 1
        name: {id: Satu, en: One}
        summary: {id: Awal, en: Start}
        values: {from: "1.00", from_included: true, to: "1.50", to_included: true}
      - level: 2
        name: {id: Dua, en: Two}
        summary: {id: Tengah, en: Middle}
        values: {from: "1.50", from_included: false, to: "2.50", to_included: true}
      - level: 3
        name: {id: Tiga, en: Three}
        summary: {id: Akhir, en: End}
        values: {from: "2.50", from_included: false, to: "3.00", to_included: true}
formula: {source: tabel-1}
bands:
  source: tabel-1
  decided_by: exact
  list:
    - {name: {id: Kurang, en: Poor}, values: {from: "1", from_included: true, to: "1.8", to_included: false}}
    - {name: {id: Cukup, en: Fair}, values: {from: "1.8", from_included: true, to: "2.6", to_included: false}}
    - {name: {id: Baik, en: Good}, alias: {id: Unggul, en: Leading},
       values: {from: "2.6", from_included: true, to: "3", to_included: true}}
stages:
  - {code: mandiri, name: {id: Mandiri, en: Self}, by: {id: Tim, en: Team}, source: tabel-1, headings: [mandiri, self]}
  - {code: akhir, name: {id: Akhir, en: Final}, by: {id: Tim, en: Team}, source: tabel-1, headings: [akhir, "nilai akhir"]}
defects: [{id: Jumlah cetakan 99, en: The printed sum is 99}]
examples:
  - name: {id: Contoh lengkap, en: Whole example}
    source: tabel-2
    given: {I1: "3", I2: "2.25", I3-1: "1", I3-2: "2", I3-3: "3"}
    expected: {A1: "2.55", I3: "2.00", index: "2.44"}
    index_exact: "2.44"
    band: Cukup
  - {name: {id: Contoh aspek, en: Aspect example}, source: tabel-2, given: {A1: "1.5", A2: "2.5"}, expected: {index: "1.70"}}
tree:
  - code: A1
    number: "1"
    name: {id: Kebijakan, en: Policy}
    weight: "80"
    weight_source: tabel-1
    children:
      - code: I1
        number: "1"
        name: {id: Kebijakan internal, en: Internal policy}
        aliases: ["Kebijakan di dalam"]
        weight: "32"
        weight_source: tabel-1
        scale: bulat
        criteria_source: tabel-1
        page: "7"
        scope: [{id: Seluruh unit, en: All units}]
        note: {id: Perhatikan, en: Take note}
        levels:
          - {level: 1, match: all, criteria: [{id: Ada., en: Exists.}], evidence: []}
          - {level: 2, builds_on: 1, match: any, criteria: [{id: Resmi., en: Official.}], evidence: [{id: SK, en: Decree}]}
          - {level: 3, builds_on: 2, match: all, criteria: [{id: Ditinjau., en: Reviewed.}], evidence: []}
      - code: I2
        number: "2"
        name: {id: Data, en: Data}
        weight: "48"
        weight_source: tabel-1
        scale: pecahan
        external:
          name: {id: Indeks Data, en: Data index}
          owner: Bappenas
          points: [["0", "1.00"], ["50", "1.50"], ["100", "3.00"]]
          source: tabel-2
          page: "9"
  - code: A2
    number: "2"
    name: {id: Layanan, en: Services}
    weight: "20"
    weight_source: tabel-1
    children:
      - code: I3
        number: "3"
        name: {id: Layanan publik, en: Public services}
        weight: "20"
        weight_source: tabel-1
        criteria_source: tabel-1
        levels:
          - {level: 1, match: all, criteria: [{id: Ada., en: Exists.}], evidence: []}
          - {level: 2, match: all, criteria: [{id: Resmi., en: Official.}], evidence: []}
          - {level: 3, match: all, criteria: [{id: Ditinjau., en: Reviewed.}], evidence: []}
        children:
          - {code: I3-1, number: 3-1, name: {id: Sektor 1, en: Sector 1}, weight: 20/3, weight_source: tabel-1, scale: bulat}
          - {code: I3-2, number: 3-2, name: {id: Sektor 2, en: Sector 2}, weight: "20/3", weight_source: tabel-1, scale: bulat}
          - {code: I3-3, number: 3-3, name: {id: Sektor 3, en: Sector 3}, weight: "20/3", weight_source: tabel-1, scale: bulat}
"""


def spoiled(*changes: tuple[str, str]) -> str:
    """The small rubric with the first occurrence of each first text, which must be there, replaced by the second."""
    text = SMALL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def problems_of(text: str | bytes) -> tuple[Problem, ...]:
    """All problems of a rubric file with this content."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rubric.yaml")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        rubric, problems = check_rubric(str(path))
    assert (rubric is None) == bool(problems)
    assert all(problem.place.file == str(path) and ":" in problem.place.cell for problem in problems)
    return problems


def line_of(text: str, part: str) -> int:
    """The line, from 1, on which `part` first stands."""
    return text[: text.index(part)].count("\n") + 1
