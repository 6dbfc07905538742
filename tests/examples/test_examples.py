"""The example workbooks: rebuilt byte for byte, and equal to what was published (weights and formula written here)."""

import importlib.util
import re
import zipfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
import yaml
from openpyxl.workbook import Workbook

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
KEMENKO = EXAMPLES / "kemenko-perekonomian-2021.xlsx"
TEGAL = EXAMPLES / "kota-tegal-2023.xlsx"
PEMDI = EXAMPLES / "pemdi-2026-contoh-peraturan.xlsx"
FILES = (KEMENKO, TEGAL, PEMDI)

# PermenPANRB 59/2020, Annex, Tables 7-9: the aspects of each domain, and each aspect's indicators and their weight.
DOMAINS = {1: (1,), 2: (2, 3, 4), 3: (5, 6), 4: (7, 8)}
ASPECTS = {
    1: (range(1, 11), "1.30"),
    2: (range(11, 15), "2.50"),
    3: (range(15, 19), "2.50"),
    4: (range(19, 21), "2.50"),
    5: (range(21, 29), "1.50"),
    6: (range(29, 32), "1.50"),
    7: (range(32, 42), "2.75"),
    8: (range(42, 48), "3.00"),
}
WEIGHTS = {number: Fraction(weight) for numbers, weight in ASPECTS.values() for number in numbers}
# PermenPANRB 8/2026, Annex, Table 1: the weights of indicators 1-20, aspect by aspect.
PEMDI_WEIGHTS = ((5, 5), (5, 5), (5, 3, 3, 4), (4, 4, 3, 4), (5, 5), (4, 4, 4, 3), (10, 15))


def build_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_examples", Path(__file__).with_name("build.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILD = build_module()


def opened(path: Path, *, computed: bool = False) -> Workbook:
    return openpyxl.load_workbook(path, data_only=computed)


def half_up(value: Fraction) -> str:
    hundredths = int(value * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def mean(values: dict[int, Fraction], numbers: list[int]) -> Fraction:
    weight = sum(WEIGHTS[number] for number in numbers)
    return sum(values[number] * WEIGHTS[number] for number in numbers) / weight


def aspects_of(levels: dict[int, Fraction]) -> dict[int, str]:
    return {aspect: half_up(mean(levels, list(numbers))) for aspect, (numbers, _) in ASPECTS.items()}


def domains_of(levels: dict[int, Fraction]) -> dict[int, str]:
    numbers = {domain: [n for aspect in aspects for n in ASPECTS[aspect][0]] for domain, aspects in DOMAINS.items()}
    return {domain: half_up(mean(levels, numbers[domain])) for domain in DOMAINS}


def index_of(levels: dict[int, Fraction]) -> Fraction:
    return mean(levels, sorted(levels))


def level(cell: object) -> Fraction:
    if isinstance(cell, str):
        found = re.fullmatch(r"(?:Level |Tingkat )?([1-5])(?:,00)?(?: - [A-Z].+)?", cell)
        assert found, cell
        return Fraction(found[1])
    assert type(cell) is int
    return Fraction(cell)


def kemenko_levels() -> dict[int, Fraction]:
    sheet = opened(KEMENKO)["Penilaian"]
    return {row[0]: level(row[4]) for row in sheet.iter_rows(min_row=9, values_only=True) if isinstance(row[0], int)}


def tegal_levels() -> dict[int, Fraction]:
    book = opened(TEGAL)
    rows = [row for n in DOMAINS for row in book[f"Domain {n}"].iter_rows(min_row=7, values_only=True)]
    return {row[1]: level(row[3]) for row in rows if isinstance(row[1], int)}


def pemdi_rows() -> list[tuple[object, ...]]:
    return list(opened(PEMDI)["Penilaian Pemdi"].iter_rows(min_row=7, values_only=True))


def pemdi_values() -> dict[int, Fraction]:
    values = {row[0]: str(row[3]).replace(",", ".") for row in pemdi_rows() if isinstance(row[0], int)}
    return {int(str(number)): Fraction(Decimal(value)) for number, value in values.items()}


def identity(path: Path) -> dict[str, object]:
    rows = opened(path)["Identitas"].iter_rows(min_row=2, max_col=2, values_only=True)
    return {str(label): value for label, value in rows if label}


def text_of(path: Path) -> dict[str, str]:
    return {
        sheet.title: "\n".join(str(v) for row in sheet.iter_rows(values_only=True) for v in row if v is not None)
        for sheet in opened(path)
    }


# Rebuilding


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_committed_cells_are_what_the_builder_writes(path: Path, tmp_path: Path) -> None:
    BUILD.build(tmp_path)
    fresh, committed = opened(tmp_path / path.name), opened(path)
    assert fresh.sheetnames == committed.sheetnames
    for name in fresh.sheetnames:
        new, old = fresh[name], committed[name]
        assert new.dimensions == old.dimensions
        assert sorted(map(str, new.merged_cells.ranges)) == sorted(map(str, old.merged_cells.ranges))
        for new_row, old_row in zip(new.iter_rows(), old.iter_rows(), strict=True):
            for a, b in zip(new_row, old_row, strict=True):
                assert (a.value, a.data_type, a.number_format) == (b.value, b.data_type, b.number_format), a.coordinate


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_committed_bytes_are_what_the_builder_writes(path: Path, tmp_path: Path) -> None:
    BUILD.build(tmp_path)
    assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_the_builder_names_every_workbook_of_the_folder() -> None:
    assert sorted(BUILD.BOOKS) == sorted(path.name for path in FILES)
    assert all(path.is_file() for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_in_the_file_tells_when_or_where_it_was_made(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2026-01-01T00:00:00Z"}
    assert re.findall(r"<dc:creator>(.*?)</dc:creator>", core) == ["spbe"]


# Kementerian Koordinator Bidang Perekonomian, 2021


def test_kemenko_levels_give_every_published_index() -> None:
    levels = kemenko_levels()
    assert sorted(levels) == list(range(1, 48))
    assert aspects_of(levels) == {
        1: "3.00",
        2: "3.25",
        3: "3.00",
        4: "2.50",
        5: "1.00",
        6: "1.00",
        7: "3.90",
        8: "3.17",
    }
    assert domains_of(levels) == {1: "3.00", 2: "3.00", 3: "1.00", 4: "3.61"}
    assert index_of(levels) == Fraction("2.9475")
    assert half_up(index_of(levels)) == "2.95"


def test_kemenko_total_is_a_formula_with_the_stored_sum() -> None:
    total = opened(KEMENKO)["Penilaian"]["E56"].value
    stored = opened(KEMENKO, computed=True)["Penilaian"]["E56"].value
    assert total == "=SUM(E9:E55)"
    assert stored == sum(kemenko_levels().values())


def test_kemenko_says_who_when_and_that_no_evidence_was_published() -> None:
    who = identity(KEMENKO)
    assert who["Nama Instansi"] == "Kementerian Koordinator Bidang Perekonomian"
    assert (who["Kelompok"], who["Tahun"], who["Tahap"]) == ("Kementerian", 2021, "Akhir")
    assert who["Instrumen"] == "PermenPANRB 59/2020"
    assert all("Bukti dukung tidak diterbitkan" in text for text in text_of(KEMENKO).values())


# Kota Tegal, 2023


def test_tegal_levels_fit_the_published_domains_and_index() -> None:
    levels = tegal_levels()
    assert sorted(levels) == list(range(1, 48))
    assert domains_of(levels) == {1: "4.60", 2: "3.60", 3: "2.64", 4: "4.02"}
    assert index_of(levels) == Fraction("3.7605")
    assert half_up(index_of(levels)) == "3.76"


def test_tegal_prints_the_published_domain_under_each_table() -> None:
    book = opened(TEGAL)
    printed = {n: f"{book[f'Domain {n}'].cell(book[f'Domain {n}'].max_row, 4).value:.2f}" for n in DOMAINS}
    assert printed == domains_of(tegal_levels())


def test_tegal_says_on_every_sheet_that_levels_are_not_official() -> None:
    assert set(text_of(TEGAL)) == {"Identitas", *(f"Domain {n}" for n in DOMAINS)}
    assert all("bukan tingkat resmi" in text for text in text_of(TEGAL).values())
    assert identity(TEGAL)["Nama Instansi"] == "Pemerintah Kota Tegal"
    assert (identity(TEGAL)["Tahun"], identity(TEGAL)["Indeks yang terbit"]) == (2023, "3,76 (Sangat Baik)")


# PermenPANRB 8/2026, Table 3


def test_pemdi_values_give_table_3_exactly() -> None:
    values = iter(sorted(pemdi_values().items()))
    aspects = []
    total = Fraction(0)
    for weights in PEMDI_WEIGHTS:
        weighted = sum(next(values)[1] * weight for weight in weights)
        aspects.append(weighted / sum(weights))
        total += weighted
    assert aspects == [Fraction(text) for text in ("2.60", "3.50", "1.20", "3.50", "2.50", "2.40", "3.50")]
    assert total / 100 == Fraction("2.80")
    assert sorted(pemdi_values()) == list(range(1, 21))
    assert all(1 <= value <= 5 for value in pemdi_values().values())


def test_pemdi_prints_the_weights_and_aspects_of_the_regulation() -> None:
    rows = pemdi_rows()
    assert [row[2] for row in rows if isinstance(row[0], int)] == [w for weights in PEMDI_WEIGHTS for w in weights]
    heads = [row for row in rows if str(row[0]).startswith("Aspek ")]
    assert [row[2] for row in heads] == [sum(weights) for weights in PEMDI_WEIGHTS]
    assert [row[4] for row in heads] == [2.6, 3.5, 1.2, 3.5, 2.5, 2.4, 3.5]
    assert rows[-1][2:] == (100, None, 2.8)


def test_pemdi_has_numbers_and_decimal_comma_texts_and_says_values_are_chosen() -> None:
    values = [row[3] for row in pemdi_rows() if isinstance(row[0], int)]
    assert any(isinstance(value, str) and "," in value for value in values)
    assert any(isinstance(value, float) for value in values)
    assert all("Nilai tiap indikator dipilih" in text for text in text_of(PEMDI).values())
    assert identity(PEMDI)["Nama Instansi"] == "Contoh dalam PermenPANRB 8/2026 (bukan instansi)"


# Names


def names_of(rubric: str) -> dict[str, str]:
    found: dict[str, str] = {}

    def walk(nodes: list[dict]) -> None:
        for node in nodes:
            found[node["code"]] = node["name"]["id"]
            walk(node.get("children", []))

    walk(yaml.safe_load((ROOT / "rubrics" / rubric).read_text(encoding="utf-8"))["tree"])
    return found


def test_names_of_59_2020_are_those_of_the_rubric() -> None:
    names = names_of("spbe-2020.yaml")
    for domain, domain_name, aspects in BUILD.by_domain():
        assert domain_name == names[f"D{domain}"]
        for aspect, aspect_name, indicators in aspects:
            assert aspect_name == names[f"A{aspect}"]
            for number, name in indicators:
                assert name == names[f"I{number}"].removeprefix("Tingkat Kematangan ")


def test_names_of_8_2026_are_those_of_the_rubric() -> None:
    names = names_of("pemdi-2026.yaml")
    written = [name for _, _, _, indicators in BUILD.PEMDI for name, _, _ in indicators]
    assert [name for name, _, _, _ in BUILD.PEMDI] == [names[f"A{n}"] for n in range(1, 8)]
    assert written == [names[f"I{n}"] for n in range(1, 21)]


# What README.md promises


def test_readme_tells_the_aspects_and_exact_indices_in_both_languages() -> None:
    text = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    for levels in (kemenko_levels(), tegal_levels()):
        exact = f"{float(index_of(levels)):.4f}"
        told = [exact, *(f"A{aspect} {value}" for aspect, value in aspects_of(levels).items())]
        for item in told:
            assert item in text
            assert item.replace(".", ",") in text
