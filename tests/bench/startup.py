"""How much processor time a command takes, as a ratio to an interpreter that only reads the same workbook.

Run with `make bench`. Every round runs each variant once, so that what else
the machine does falls on all alike; the ratio is taken within a round and its
median over the rounds is what counts. Seconds of one machine mean nothing on another.
"""

from __future__ import annotations

import argparse
import platform
import resource
import statistics
import subprocess
import sys
from pathlib import Path

import openpyxl

ROOT = Path(__file__).parents[2]
SPBE = Path(sys.executable).with_name("spbe")
BARE = "import sys; from python_calamine import load_workbook as w; w(sys.argv[1]).get_sheet_by_index(0).to_python()"


def processor_seconds(command: list[str]) -> float:
    """User and system time of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def wide_workbook(path: Path) -> None:
    """47 rows of 12 columns with the explanations and evidence of a real assessment, some 40 words a cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    head = ["No", "Domain", "Aspek", "Indikator", "Target", "Mandiri", "Akhir", "Penjelasan", "Bukti Dukung"]
    sheet.append(["Tahun", 2023])
    sheet.append([*head, "Unit Kerja", "Tautan", "Catatan"])
    words = "dokumen peraturan tentang arsitektur sistem pemerintahan berbasis elektronik yang telah ditetapkan"
    for number in range(1, 48):
        text = " ".join(f"{word}{number % 7}" for word in words.split() * 4)
        sheet.append([number, "D", "A", f"I{number}", 5, 2, 3, text, text, "Dinas Kominfo", "folder/berkas.pdf", text])
    book.save(path)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    example = ROOT / "examples" / "kemenko-perekonomian-2021.xlsx"
    wide = ROOT / "build" / "wide.xlsx"
    wide.parent.mkdir(exist_ok=True)
    wide_workbook(wide)
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {rounds} rounds; processor time, children included"
    )
    for name, path in (("example, 5 columns", example), ("47 rows x 12 columns with text", wide)):
        variants = {
            "bare calamine read": [sys.executable, "-c", BARE, str(path)],
            "spbe score": [str(SPBE), "score", str(path)],
            "spbe score --format json": [str(SPBE), "score", str(path), "--format", "json"],
            "spbe --help": [str(SPBE), "--help"],
            "spbe --version": [str(SPBE), "--version"],
        }
        times: dict[str, list[float]] = {key: [] for key in variants}
        for _ in range(rounds):
            for key, command in variants.items():
                times[key].append(processor_seconds(command))
        print(f"\n{name}")
        bare = times["bare calamine read"]
        for key, found in times.items():
            ratios = sorted(one / yard for one, yard in zip(found, bare, strict=True))
            low, high = ratios[len(ratios) // 4], ratios[-1 - len(ratios) // 4]
            middle = statistics.median(ratios)
            print(f"  {key:<26}{statistics.median(found) * 1000:7.1f} ms {middle:7.2f} x  ({low:.2f}-{high:.2f})")


if __name__ == "__main__":
    main()
