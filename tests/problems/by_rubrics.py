"""Codes of rubric files."""

from __future__ import annotations

from pathlib import Path

from raising import Raise, found_in, rubric
from rubric_making import SMALL, spoiled

EXAMPLE = "examples/kemenko-perekonomian-2021.xlsx"

RAISED: dict[str, Raise] = {
    "E301": rubric("a: [1"),
    "E302": rubric(spoiled(("years:", "id: lain\nyears:"))),
    "E303": rubric(spoiled(('page: "7"', 'pages: "7"'))),
    "E304": rubric(spoiled(('signed: "2029-12-01"', 'signed: "2029-13-01"'))),
    "E305": rubric(spoiled(("years: {first: 2030, last: 2031}\n", ""))),
    "E306": rubric(spoiled(('weight: "48"', 'weight: "47"'))),
    "E307": rubric(spoiled(('to: "3"\n', 'to: "4"\n'))),
    "E308": rubric(spoiled(("formula: {source: tabel-1}", "formula: {source: tabel-9}"))),
    "E309": rubric(spoiled(("code: akhir", "code: mandiri"))),
    "E310": rubric(spoiled(("years:", "extensions: {gate: {min: 2}}\nyears:"))),
    "E311": rubric(spoiled(('A1: "2.55"', 'A1: "2.56"'))),
    "E312": rubric(SMALL + "#" * 1_000_000),
    "E313": lambda _: found_in(EXAMPLE, rubric="tidak-ada-2030"),
    "E314": rubric(spoiled(('to: "1.8", to_included: false', 'to: "1.8", to_included: true'))),
    "E315": rubric(spoiled(('from: "1"\n', 'from: "2"\n'))),
    "E316": lambda folder: (folder / "rubrik.yaml").mkdir() or found_in(EXAMPLE, rubric=f"{folder}/rubrik.yaml"),
    "E317": rubric(spoiled(("years: {", "years: !!map {"))),
    "E897": rubric(spoiled(("kind: indicator, prefix: I", "kind: indicator, prefix: A"))),
    "W896": rubric(Path("rubrics/spbe-2020.yaml").read_text("utf-8") + "# lain\n"),
    "E318": rubric(spoiled(('page: "9"', "page: 9"))),
}
