"""All that is measured, in one run: tests/bench/results.json, and BENCHMARKS.md from it.

`make bench` runs the whole (an hour on two cores); `python tests/bench/suite.py startup levels` runs parts, and leaves
the lines of the others as they were measured before.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from importlib import import_module, metadata

from paired import BUILD, ROOT, Row, machine, shown

#: Parts in the order of the page, with the rounds they get.
PARTS = {"startup": 15, "many": 3, "levels": 5, "reports": 5, "printing": 1, "doctor": 9, "planning": 9}
PEERS = ("python-calamine", "pandas", "openpyxl", "polars", "pyarrow", "weasyprint", "typer")
KEPT = ROOT / "tests" / "bench" / "results.json"


def main() -> None:
    """Measure, keep, print and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="parts to measure; all when none is named")
    parser.add_argument("--rounds", type=int, help="rounds of each part, in place of its own number")
    parser.add_argument("--page", action="store_true", help="only write BENCHMARKS.md from what was measured before")
    given = parser.parse_args()
    found = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    BUILD.mkdir(parents=True, exist_ok=True)
    for part in () if given.page else given.parts or PARTS:
        rounds = given.rounds or PARTS[part]
        rows = import_module(part).measure(rounds)
        print(shown(rows), flush=True)
        found[part] = {
            "on": machine(),
            "when": datetime.now(UTC).date().isoformat(),
            "rounds": rounds,
            "with": {name: metadata.version(name) for name in PEERS},
            "rows": [one._asdict() for one in rows],
        }
        KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    (ROOT / "BENCHMARKS.md").write_text(page(found), encoding="utf-8")


def page(found: dict[str, dict[str, object]]) -> str:
    """BENCHMARKS.md."""
    notes = (ROOT / "tests" / "bench" / "notes.md").read_text(encoding="utf-8")
    lines = [
        "| job | yardstick | clock | ratio (quartiles) | at most | seconds |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    measured = []
    for part in PARTS:
        if part not in found:
            continue
        of_part = found[part]
        measured.append(f"* {part}: {of_part['when']}, {of_part['rounds']} rounds, {of_part['on']}")
        for plain in of_part["rows"]:
            one = Row(**plain)
            missed = one.limit is not None and one.ratio > one.limit
            limit = "" if one.limit is None else f"{one.limit:.3g} {'✗' if missed else '✓'}"
            limit += f", missed {one.ratio / one.limit:.3g}-fold" if missed and one.limit else ""
            seconds = f"{one.ours:.3g} to {one.theirs:.3g}" + (f" ({one.note})" if one.note else "")
            ratio = f"**{one.ratio:.3g}** ({one.low:.3g}–{one.high:.3g})"
            lines.append(f"| {one.job} | {one.yardstick} | {one.clock} | {ratio} | {limit} | {seconds} |")
    versions = next(iter(found.values()))["with"] if found else {}
    peers = ", ".join(f"{name} {version}" for name, version in versions.items())
    return notes.replace("<!-- table -->", "\n".join(lines)).replace(
        "<!-- measured -->", "\n".join([*measured, f"* with {peers}"])
    )


if __name__ == "__main__":
    main()
