"""`spbe batch`: the table in its forms, what goes wrong, and a run that is stopped and gone on with."""

import csv
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest
from batch_making import csv_text, fill

from spbe_index.load.list_headings import read_list_heading
from spbe_index.load.rubric import load_rubric
from spbe_index.write.batch_table import COLUMNS

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
#: How often a run is stopped; by hand more often.
ROUNDS = int(os.environ.get("SPBE_INTERRUPTIONS", "5"))


def started(*arguments, **more):
    return subprocess.Popen(
        [sys.executable, "-m", "spbe_index", "batch", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        **more,
    )


def batch(*arguments):
    process = started(*arguments)
    out, err = process.communicate()
    return process.returncode, out.decode(), err.decode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("penilaian")
    fill(where, 40, broken_each=8)
    return where


@pytest.fixture(scope="module")
def rows(folder):
    code, out, err = batch(folder)
    assert code == 1
    assert "40 berkas: 31 terhitung lengkap, 4 belum lengkap, 5 gagal" in err
    assert "Gagal menurut sebab: 1 E101 (Berkas bukan lembar kerja); 2 E103 (Berkas rusak); 1 E106 (" in err
    assert "; 1 E107 (Berkas kosong)." in err
    return list(csv.DictReader(io.StringIO(out)))


def test_a_row_for_each_file_in_their_order(folder, rows):
    assert [row["file"] for row in rows] == [str(path) for path in sorted(folder.iterdir())]
    assert [row["status"] for row in rows].count("failed") == 5
    assert all(row["message"] for row in rows if row["status"] != "scored")
    assert tuple(rows[0])[: len(COLUMNS)] == COLUMNS
    assert [name for name in rows[0] if name.startswith("D")] == ["D1", "D2", "D3", "D4"]


def test_what_one_row_says():
    code, out, _ = batch(EXAMPLES / "kemenko-perekonomian-2021.xlsx", EXAMPLES / "pemdi-2026-contoh-peraturan.xlsx")
    first, second = csv.DictReader(io.StringIO(out))
    assert code == 0
    assert (first["index"], first["index_exact"], first["band"]) == ("2.95", "1179/400", "Baik")
    assert (first["rubric"], first["year"], first["complete"], first["I12"]) == ("spbe-2020", "2021", "true", "2.00")
    assert (second["rubric"], second["index_exact"], second["I40"]) == ("pemdi-2026", "14/5", "")


def same(cell):
    return "" if cell is None else {True: "true", False: "false"}.get(cell, cell) if isinstance(cell, bool) else cell


def test_every_form_says_the_same(folder, rows, tmp_path):
    for form in ("xlsx", "parquet", "json", "csv"):
        code, out, _ = batch(folder, "-o", tmp_path / f"hasil.{form}")
        assert (code, out) == (1, "")
    with open(tmp_path / "hasil.csv", encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == rows
    plain = json.loads((tmp_path / "hasil.json").read_text(encoding="utf-8"))
    assert plain["schema"] == "spbe-batch/1"
    sheet = openpyxl.load_workbook(tmp_path / "hasil.xlsx").active
    head, *lines = sheet.iter_rows(values_only=True)
    from pyarrow import parquet

    tables = {
        "json": plain["rows"],
        "xlsx": [dict(zip(head, line, strict=True)) for line in lines],
        "parquet": parquet.read_table(tmp_path / "hasil.parquet").to_pylist(),
    }
    for form, table in tables.items():
        assert len(table) == len(rows)
        for one, row in zip(table, rows, strict=True):
            assert list(one) == list(row), form
            for name, cell in row.items():
                found = same(one[name])
                # A workbook knows no difference between 3 and 3.00.
                figure = found != "" and (name == "index" or name not in COLUMNS)
                assert (f"{found:.2f}" if figure else str(found)) == cell, (form, name)


def test_figures_of_a_workbook_are_numbers_and_text_is_no_formula(tmp_path):
    (tmp_path / "a.csv").write_text(csv_text(1).replace("Kota 1", "=1+1"), encoding="utf-8")
    batch(tmp_path / "a.csv", "-o", tmp_path / "h.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "h.xlsx").active
    by_name = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, by_name["agency"]).data_type == "s"
    assert sheet.cell(2, by_name["index"]).data_type == "n"
    _, out, _ = batch(tmp_path / "a.csv")
    assert next(csv.DictReader(io.StringIO(out)))["agency"] == "'=1+1"


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_what_comes_out_can_be_ranked_and_every_heading_is_understood(folder, tmp_path, form):
    (tmp_path / "tingkat.csv").write_text(level_table(), encoding="utf-8")
    for source, count in ((folder, 31), (tmp_path / "tingkat.csv", 2)):
        batch(source, "-o", tmp_path / f"hasil.{form}", "--force")
        ranked = [sys.executable, "-m", "spbe_index", "rank", str(tmp_path / f"hasil.{form}"), "--format"]
        done = subprocess.run([*ranked, "json"], capture_output=True, cwd=ROOT, check=False)
        assert json.loads(done.stdout)["count"] == count
        assert "N816" not in [one["code"] for one in json.loads(done.stdout)["problems"]]
    done = subprocess.run([*ranked, "csv"], capture_output=True, cwd=ROOT, check=False)
    heads = done.stdout.decode().splitlines()[0].split(",")
    assert all(read_list_heading(head) for head in heads), heads


def level_table():
    """Two agencies with all levels, of instruments that have different nodes."""
    lines = ["Instansi,Kelompok,Tahun,Indikator,Tingkat"]
    for rubric, year in (("spbe-2020", 2023), ("spbe-2018", 2019)):
        lines += [f"Kota {name},Kota,{year},{leaf.code},3" for leaf in load_rubric(rubric).leaves() for name in "AB"]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("{}/kosong",), 3, "E860"),
        (("{}/*.ods",), 3, "E860"),
        (("{}/a.csv", "--resume"), 2, "E862"),
        (("{}/a.csv", "-o", "{}/ada.csv"), 3, "E501"),
        (("{}/a.csv", "-o", "{}/a.csv", "--force"), 3, "E502"),
        (("{}/a.csv", "--rubric", "spbe-1999"), 3, "E313"),
        (("{}/a.csv", "--jobs", "0"), 2, "E4"),
        (("{}/a.csv", "-o", "{}/h.csv", "--reports", "{}/ada.csv/x"), 3, "E503"),
    ],
)
def test_wrong_use(tmp_path, words, code, said):
    (tmp_path / "kosong").mkdir()
    (tmp_path / "a.csv").write_text(csv_text(1), encoding="utf-8")
    (tmp_path / "ada.csv").write_text("punya orang", encoding="utf-8")
    done = batch(*(word.replace("{}", str(tmp_path)) for word in words))
    assert (done[0], done[1]) == (code, "")
    assert said in done[2]
    assert (tmp_path / "ada.csv").read_text(encoding="utf-8") == "punya orang"
    assert not list(tmp_path.glob("*.resume"))


def test_reports(tmp_path):
    paths = fill(tmp_path / "in" / "kota", 3) + fill(tmp_path / "in" / "desa", 1)
    paths[1].write_bytes(b"")
    code, _, _ = batch(tmp_path / "in", "-o", tmp_path / "h.csv", "--reports", tmp_path / "laporan")
    assert code == 1
    made = sorted(str(path.relative_to(tmp_path / "laporan")) for path in (tmp_path / "laporan").rglob("*.pdf"))
    assert made == ["desa/0000.pdf", "kota/0000.pdf", "kota/0002.pdf"]
    alone = tmp_path / "satu.pdf"
    report = [sys.executable, "-m", "spbe_index", "report", str(paths[2]), "-o", str(alone)]
    subprocess.run(report, cwd=ROOT, capture_output=True, check=False)
    assert (tmp_path / "laporan" / "kota" / "0002.pdf").read_bytes() == alone.read_bytes()
    assert batch(tmp_path / "in", "-o", tmp_path / "g.csv", "--reports", tmp_path / "laporan")[0] == 3


def session_of(pid):
    """All processes that descend from one started in a session of its own."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            fields = stat.rpartition(")")[2].split()
            if int(fields[3]) == pid and fields[0] != "Z":
                found.append(int(entry.name))
    return found


@pytest.mark.skipif(not Path("/proc").is_dir() or os.name == "nt", reason="processes are looked for in /proc")
def test_a_run_that_is_stopped_goes_on_to_the_same_bytes(tmp_path):
    folder = tmp_path / "in"
    fill(folder, 300, broken_each=20)
    whole = tmp_path / "utuh.csv"
    began = time.monotonic()
    assert batch(folder, "-o", whole)[0] == 1
    span = time.monotonic() - began
    chance = random.Random(7)
    stopped = 0
    for number in range(ROUNDS):
        out = tmp_path / f"hasil-{number}.csv"
        process = started(folder, "-o", out, start_new_session=True)
        time.sleep(chance.random() * span)
        process.send_signal(chance.choice([signal.SIGINT, signal.SIGTERM]))
        asked = time.monotonic()
        process.communicate(timeout=30)
        took = time.monotonic() - asked
        assert session_of(process.pid) == []
        assert not list(tmp_path.glob(".spbe-*"))
        journal = Path(f"{out}.resume")
        if out.exists():
            with open(out, encoding="utf-8", newline="") as file:
                partial = list(csv.reader(file))
            with open(whole, encoding="utf-8", newline="") as file:
                every = list(csv.reader(file))
            assert [line[:14] for line in partial] == [line[:14] for line in every[: len(partial)]]
            stopped += len(partial) < len(every)
            assert process.returncode == (130 if journal.exists() else 1)
        if journal.exists() or not out.exists():
            assert took < 15  # within two seconds on a machine that does nothing else
            code, _, _ = batch(folder, "-o", out, "--resume")
            assert code == 1
        assert out.read_bytes() == whole.read_bytes()
        assert not journal.exists()
    assert stopped


def test_what_is_finished_is_not_done_again_and_what_changed_is(tmp_path):
    paths = fill(tmp_path / "in", 8)
    out, journal = tmp_path / "h.csv", tmp_path / "h.csv.resume"
    process = started(tmp_path / "in", "-o", out, "--jobs", "1")
    process.communicate()
    whole = out.read_bytes()
    # A journal of the first five files, as a run leaves it that was stopped; their outcomes are marked.
    from spbe_index.batch.journal import Finished, new_journal
    from spbe_index.batch.keeper import Job
    from spbe_index.batch.pool import Pool
    from spbe_index.batch.run import asked_of
    from spbe_index.batch.worker import Task

    with open(journal, "w+b", buffering=0) as file, Pool(Task(), [Job(str(path)) for path in paths[:5]], 1) as pool:
        kept = new_journal(file, asked_of(Task(), reports=False), "")
        for answer in pool.answers():
            kept.add(Finished(answer.sha256, answer.outcome._replace(group="dari catatan")))
        file.write(b'{"sha256": "terpotong')
    torn = journal.read_bytes()
    paths[2].write_text(csv_text(99), encoding="utf-8")
    assert batch(tmp_path / "in", "-o", out, "--resume", "--unfilled", "zero")[0] == 3
    assert journal.read_bytes() == torn
    assert batch(tmp_path / "in", "-o", out, "--resume")[0] == 1
    with open(out, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    marked = [row["group"] == "dari catatan" for row in rows]
    assert marked == [True, True, False, True, True, False, False, False]
    assert rows[2]["agency"] == "Kota 99"
    assert not journal.exists()
    assert whole != out.read_bytes()


def test_a_file_that_is_no_journal_is_left_alone(tmp_path):
    (tmp_path / "a.csv").write_text(csv_text(1), encoding="utf-8")
    journal = tmp_path / "h.csv.resume"
    journal.write_bytes(b"punya orang\n")
    code, _, err = batch(tmp_path / "a.csv", "-o", tmp_path / "h.csv", "--resume")
    assert code == 3
    assert "E863" in err
    assert journal.read_bytes() == b"punya orang\n"


def test_one_table_of_levels(tmp_path):
    leaves = load_rubric("spbe-2020").leaves()
    lines = [
        "Instansi,Tahun,Indikator,Tingkat",
        *(f"=Kota A,2023,{leaf.code},3" for leaf in leaves),
        "Kota B,2023,I1,x",
    ]
    source = tmp_path / "tingkat.csv"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, out, err = batch(source)
    first, second = csv.DictReader(io.StringIO(out))
    assert (code, first["agency"], first["index"], first["index_exact"], first["band"]) == (
        1,
        "'=Kota A",
        "3.00",
        "3",
        "Baik",
    )
    assert (second["status"], second["unfilled"], second["invalid"]) == ("incomplete", "46", "1")
    assert "2 penilaian: 1 terhitung lengkap, 1 belum lengkap" in err
    for form in ("xlsx", "json", "parquet"):
        assert batch(source, "-o", tmp_path / f"h.{form}")[0] == 1
    sheet = openpyxl.load_workbook(tmp_path / "h.xlsx").active
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=Kota A", "s")
    assert len(json.loads((tmp_path / "h.json").read_text(encoding="utf-8"))["rows"]) == 2
    code, _, err = batch(source, "--stage", "akhir")
    assert (code, "E865" in err) == (2, True)


def test_two_runs_at_one_output(tmp_path):
    fill(tmp_path / "in", 60)
    out = tmp_path / "h.csv"
    runs = [started(tmp_path / "in", "-o", out, "--force") for _ in range(4)]
    codes = []
    for run in runs:
        _, err = run.communicate()
        codes.append(run.returncode)
        assert run.returncode == 1 or "E866" in err.decode()
    assert 1 in codes
    assert not (tmp_path / "h.csv.resume").exists()
    assert batch(tmp_path / "in", "-o", tmp_path / "utuh.csv")[0] == 1
    assert out.read_bytes() == (tmp_path / "utuh.csv").read_bytes()


def test_what_was_stopped_is_neither_lost_nor_mixed_in(tmp_path):
    fill(tmp_path / "in", 3)
    journal = tmp_path / "h.csv.resume"
    journal.write_bytes(b"catatan lama\n")
    code, _, err = batch(tmp_path / "in", "-o", tmp_path / "h.csv")
    assert (code, "E866" in err, journal.read_bytes()) == (3, True, b"catatan lama\n")
    code, _, err = batch(tmp_path / "in", "-o", tmp_path / "h.csv", "--force")
    assert (code, "E863" in err, journal.read_bytes()) == (3, True, b"catatan lama\n")
    journal.write_bytes(b"")
    assert batch(tmp_path / "in", "-o", tmp_path / "h.csv", "--force")[0] == 0
    assert not journal.exists()
    journal.symlink_to(tmp_path / "milik-orang")
    assert batch(tmp_path / "in", "-o", tmp_path / "h.csv", "--force")[0] == 3
    assert not (tmp_path / "milik-orang").exists()


def test_a_run_that_was_killed_is_told_before_its_reports(tmp_path):
    fill(tmp_path / "in", 2)
    arguments = (tmp_path / "in", "-o", tmp_path / "h.csv", "--reports", tmp_path / "laporan")
    assert batch(*arguments)[0] == 0
    (tmp_path / "h.csv").unlink()
    (tmp_path / "h.csv.resume").write_bytes(b"")
    code, _, err = batch(*arguments)
    assert (code, "E866" in err, "E501" in err) == (3, True, False)
    (tmp_path / "h.csv.resume").unlink()
    code, _, err = batch(*arguments)
    assert (code, "E501" in err, (tmp_path / "h.csv.resume").exists()) == (3, True, False)


def test_an_input_is_never_the_output(tmp_path):
    paths = fill(tmp_path / "in", 3)
    before = paths[1].read_bytes()
    for source in (tmp_path / "in", paths[1], tmp_path / "in" / "*.csv"):
        code, _, err = batch(source, "-o", paths[1], "--force")
        assert (code, "E502" in err, paths[1].read_bytes()) == (3, True, before)


def test_a_table_among_workbooks_is_no_agency(tmp_path):
    fill(tmp_path / "in", 1)
    (tmp_path / "in" / "tingkat.csv").write_text("Rekap\n\nagency,indicator,level\nA,I1,3\nB,I1,3\n", encoding="utf-8")
    for name, rows in (
        ("lebar", [["Instansi", "I1", "I2"], ["Kota A", 3, 3], ["Kota B", 4, 4]]),
        (
            "panjang",
            [["Instansi", "Indikator", "Tingkat"], *([f"Kota {k}", f"I{n}", 3] for k in "AB" for n in range(1, 48))],
        ),
    ):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / "in" / f"{name}.xlsx")
    code, out, err = batch(tmp_path / "in")
    assert (code, "Gagal menurut sebab: 3 E867 (" in err) == (1, True)
    assert [row["status"] for row in csv.DictReader(io.StringIO(out))] == ["scored", "failed", "failed", "failed"]
    code, out, _ = batch(tmp_path / "in" / "panjang.xlsx", "--rubric", "spbe-2020")
    assert (code, [row["index_exact"] for row in csv.DictReader(io.StringIO(out))]) == (0, ["3", "3"])


@pytest.mark.parametrize(
    ("content", "options", "code", "said"),
    [
        ("Instansi;Tahun;Indikator;Tingkat\n", [], 3, "E850"),
        ("Instansi;Indikator;Tingkat\nKota Solo;I1;3;4\n", [], 3, "E847 t.csv: Baris 2"),
        ('Instansi;Indikator;Tingkat\n"Kota Solo;I1;3\n', [], 3, "E119 t.csv: Tanda kutip yang dibuka pada baris 2"),
        ("Instansi;Indikator;Tingkat\nKota Tégal;I1;3\n", ["--encoding", "utf-8"], 3, "(baris 2)"),
        ("Instansi;Indikator;Tingkat\nKota Tégal;I1;3\n", ["--encoding", "cp1252"], 1, "1 penilaian"),
        ("Instansi;Indikator;Tingkat\nKota Tégal;I1;3\n", [], 1, "W114 t.csv"),
    ],
)
def test_what_is_told_of_a_table(tmp_path, content, options, code, said):
    (tmp_path / "t.csv").write_text(content, encoding="cp1252")
    found, out, err = batch(tmp_path / "t.csv", *options, "--format", "json")
    assert (found, said in err) == (code, True)
    assert json.loads(out)["schema"] == ("spbe-problems/1" if code == 3 else "spbe-batch/1")
    told = json.loads(out)["problems"]
    assert all(one["code"] in err for one in told)
    assert bool(told) is (code == 3 or "W114" in said)


@pytest.mark.parametrize("kind", ["workbook", "table"])
def test_too_little_memory_for_the_reader_is_not_the_files_fault(tmp_path, kind):
    fill(tmp_path, 1)
    (tmp_path / "t.csv").write_text("Instansi;Tahun;I1;I2\nKota Solo;2023;3;3\n", encoding="utf-8")
    source = tmp_path / "t.csv" if kind == "table" else next(tmp_path.glob("*.xlsx"))
    code, out, err = batch(source, "--reader-memory", "64", "--lang", "en")
    assert (code, out) == (2, "")
    assert "E849: The limit of 64 MB is too small for the reader itself" in err
    least = err.partition("--reader-memory ")[2].partition(";")[0]
    assert batch(source, "--reader-memory", least)[2].count("E1") == 0


@pytest.mark.parametrize("option", ["--reports", "-o"])
def test_an_option_without_its_value_is_a_fault_of_use(folder, option):
    code, out, err = batch(folder, option, "")
    assert (code, out, "E408" in err) == (2, "", True)
    assert {"-o": "--output"}.get(option, option) in err


def with_small_files(most, *arguments):
    """A batch on a system that lets no file grow beyond so many bytes, as one whose disk is full."""
    code = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}));"
        f"sys.argv = ['spbe', 'batch', *{[str(one) for one in arguments]!r}];"
        "from spbe_index.cli.main import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "E901" not in done.stderr
    assert "E110" not in done.stderr
    return done.returncode, done.stderr


def files_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return [os.path.basename(row["file"]) for row in csv.DictReader(file)]


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_disk_that_is_full_leaves_what_is_finished_complete_and_listed(tmp_path):
    paths = [path.name for path in fill(tmp_path / "in", 9)]
    out = tmp_path / "h.csv"
    code, err = with_small_files(6000, tmp_path / "in", "-o", out)
    assert (code, "E503" in err, "h.csv.resume" in err) == (3, True, True)
    assert 0 < len(files_of(out)) < 9
    assert files_of(out) == paths[: len(files_of(out))]
    assert f"Dihentikan: {len(files_of(out))} dari 9" in err
    assert batch(tmp_path / "in", "-o", out, "--resume")[0] == 1
    assert files_of(out) == paths
    told = tmp_path / "h.json"
    code, err = with_small_files(9000, tmp_path / "in", "-o", told)
    table = json.loads(told.read_text())
    assert (code, [found["code"] for found in table["problems"]]) == (3, ["E503"])
    assert 0 < len(table["rows"]) < 9
    code, err = with_small_files(100, tmp_path / "in", "-o", tmp_path / "g.csv")
    assert (code, err.count("E503"), list(tmp_path.glob("g.csv*"))) == (3, 1, [])


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_reports_that_the_disk_does_not_take(tmp_path):
    paths = [path.name for path in fill(tmp_path / "in", 3)]
    out, reports = tmp_path / "h.csv", tmp_path / "laporan"
    code, err = with_small_files(60_000, tmp_path / "in", "-o", out, "--reports", reports)
    assert (code, "E852" in err, list(tmp_path.glob("h.csv*"))) == (3, True, [])
    code, err = with_small_files(200_000, tmp_path / "in", "-o", out, "--reports", reports, "--resume")
    assert (code, "E503" in err, "0000.pdf" in err, list(tmp_path.glob("h.csv*"))) == (3, True, True, [])
    assert list(reports.iterdir()) == []
    assert batch(tmp_path / "in", "-o", out, "--reports", reports, "--resume")[0] == 0
    assert files_of(out) == paths
    assert sorted(path.name for path in reports.iterdir()) == ["0000.pdf", "0001.pdf", "0002.pdf"]


@pytest.mark.skipif(os.name == "nt", reason="names of POSIX")
def test_reports_of_files_with_the_longest_names(tmp_path):
    """A name of 255 bytes has no room for a longer ending; two that are cut are still two."""
    (tmp_path / "in").mkdir()
    names = [f"{'Dinas Komunikasi ' * 14}{end}" for end in ("Tegal 1.csv", "Tegal 2.csv", "Tegal.ods.csv")]
    names += ["é" * 125 + ".csv", "é" * 125 + ".tsv"]
    for name in names:
        assert len(name.encode()) > 248
        (tmp_path / "in" / name).write_text(csv_text(1), encoding="utf-8")
    code, _, err = batch(tmp_path / "in", "-o", tmp_path / "h.csv", "--reports", tmp_path / "laporan")
    assert (code, err.count("E5")) == (0, 0)
    made = [path.name for path in (tmp_path / "laporan").iterdir()]
    assert len(made) == len(names)
    assert all(len(name.encode()) <= 255 for name in made)


@pytest.mark.skipif(os.name == "nt", reason="names of POSIX")
def test_names_that_are_no_text(tmp_path):
    odd = os.fsencode(tmp_path) + b"/odd"
    os.mkdir(odd)
    with open(odd + b"/\xff.csv", "w", encoding="utf-8") as file:
        file.write(csv_text(1))
    assert batch(tmp_path / "odd", "-o", tmp_path / "odd.parquet")[0] == 0


def test_a_pipe_that_closes_ends_quietly(tmp_path):
    fill(tmp_path / "in", 30)
    process = started(tmp_path / "in", "-q")
    process.stdout.close()
    with process.stderr as stream:
        err = stream.read().decode()
    process.wait()
    assert "Traceback" not in err
    assert "E901" not in err


@pytest.mark.skipif(os.name == "nt", reason="a shell closes it there in no such way")
def test_without_any_standard_input(tmp_path):
    fill(tmp_path / "in", 3)
    command = [sys.executable, "-m", "spbe_index", "batch", str(tmp_path / "in"), "-o", str(tmp_path / "out.csv")]
    run = subprocess.run(
        ["/bin/sh", "-c", '"$@" <&-', "sh", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr.partition(":")[0]) == (0, "3 berkas")
    assert len((tmp_path / "out.csv").read_bytes().splitlines()) == 4
