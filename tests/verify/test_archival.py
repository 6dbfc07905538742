"""The structure of our PDFs: PDF/A-3 and PDF/UA-1 declared and kept to, attachments, tags, bookmarks, no blemish."""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name
from rubric_making import SMALL
from sealing import spbe, workbook
from test_pdf import png
from vera import validator

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
TEGAL = EXAMPLES / "kota-tegal-2023.xlsx"
PAPERS = ("report", "comparison", "ranking")


def made(folder, lines):
    """What these command lines write, by name."""
    (folder / "logo.png").write_bytes(png())
    papers = {}
    for name, words in lines.items():
        papers[name] = folder / f"{name}.pdf"
        said = spbe(*words, "-o", papers[name])
        assert papers[name].exists(), said.err
    return papers


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    """A report with every attachment, a comparison and a ranking, all small."""
    folder = tmp_path_factory.mktemp("arsip")
    (folder / "upaya.csv").write_text("Indikator;Upaya\nI1;2\nI3-1;3\n", encoding="utf-8")
    (folder / "kecil.yaml").write_text(SMALL, encoding="utf-8")
    listed = [f"2030;{name};Kota;kecil-2030;{index}" for name, index in (("Kota Kecil", "2,44"), ("Kota Lain", "2,50"))]
    rows = ["Tahun;Instansi;Kelompok;Rubrik;Indeks", *listed]
    (folder / "daftar.csv").write_text("\n".join(rows), encoding="utf-8")
    rubric = ["--rubric", folder / "kecil.yaml"]
    now, before = workbook(folder / "2030.xlsx"), workbook(folder / "2029.xlsx", year=2029, I1=2)
    more = ["--previous", before, "--plan", "Baik", "--effort", folder / "upaya.csv", "--logo", folder / "logo.png"]
    more += ["--among", folder / "daftar.csv", "--embed-input"]
    return made(
        folder,
        {
            "report": ["report", now, *rubric, *more],
            "comparison": ["compare", before, now, *rubric],
            "ranking": ["rank", folder / "daftar.csv", "--agency", "Kota Kecil"],
        },
    )


@pytest.fixture(scope="module")
def opened(papers):
    """The same, open."""
    return {name: pikepdf.open(path) for name, path in papers.items()}


def test_a_validator_of_both_standards_finds_nothing(papers, tmp_path):
    """In the small ones, in a report of real size with every chapter, and in one of letters that no font has."""
    more = ["--previous", EXAMPLES / "kemenko-perekonomian-2021.xlsx", "--plan", "Memuaskan", "--standing"]
    more += ["--logo", tmp_path / "logo.png", "--embed-input", "--history", TEGAL]
    whole = made(tmp_path, {"whole": ["report", TEGAL, *more]})
    text = workbook(tmp_path / "huruf.csv").read_text(encoding="utf-8")
    (tmp_path / "huruf.csv").write_text(
        text.replace("Kota Kecil", "Kota \U0001f642 \u0e01 \uf0b7 \ue000"), encoding="utf-8"
    )
    (tmp_path / "kecil.yaml").write_text(SMALL, encoding="utf-8")
    whole |= made(tmp_path, {"letters": ["report", tmp_path / "huruf.csv", "--rubric", tmp_path / "kecil.yaml"]})
    assert "Kota □ □ • □" in pypdf.PdfReader(whole["letters"]).pages[0].extract_text()
    with validator() as vera:
        for path in (*papers.values(), *whole.values()):
            assert not vera.faults(path), path


def test_the_validator_bites(papers, tmp_path):
    with pikepdf.open(papers["ranking"]) as pdf:
        del pdf.Root.OutputIntents
        del pdf.Root.StructTreeRoot
        pdf.save(tmp_path / "rusak.pdf")
    with validator() as vera:
        faults = vera.faults(tmp_path / "rusak.pdf")
    assert {fault.split()[0] for fault in faults} == {"PDFA-3A", "PDFUA-1"}


@pytest.mark.parametrize("name", PAPERS)
def test_both_standards_are_declared_once(opened, name):
    pdf = opened[name]
    text = pdf.Root.Metadata.read_bytes().decode("utf-8")
    for mark in ('pdfaid:part="3"', 'pdfaid:conformance="A"', 'pdfuaid:part="1"', "<rdf:RDF"):
        assert text.count(mark) == 1
    with pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "3A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == str(pdf.docinfo["/Title"])


@pytest.mark.parametrize("name", PAPERS)
def test_colours_language_title_and_bookmarks(opened, name):
    root = opened[name].Root
    (intent,) = root.OutputIntents
    assert intent.S == Name.GTS_PDFA1
    assert intent.DestOutputProfile.N == 3
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
    assert str(root.Lang) == "id"
    assert root.MarkInfo.Marked is True
    assert root.ViewerPreferences.DisplayDocTitle is True
    with opened[name].open_outline() as outline:
        assert len(outline.root) >= 1
        assert all(item.destination for item in outline.root)


def test_the_files_inside_are_named_once_each_and_told_what_they_are(opened, papers):
    pdf = opened["report"]
    names = pdf.Root.Names.EmbeddedFiles.Names
    listed = {str(name): entry for name, entry in zip(list(names)[::2], list(names)[1::2], strict=True)}
    assert list(listed) == sorted(listed)
    assert [entry.objgen for entry in pdf.Root.AF] == [entry.objgen for entry in listed.values()]
    assert len({entry.objgen for entry in pdf.Root.AF}) == len(listed)
    kinds = {
        "2030.xlsx": ("/Source", "/application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        "daftar.csv": ("/Supplement", "/text/csv"),
        "hasil-sebelumnya-1.json": ("/Data", "/application/json"),
        "hasil.json": ("/Data", "/application/json"),
        "instrumen-kecil-2030.yaml": ("/Source", "/application/yaml"),
        "logo.png": ("/Supplement", "/image/png"),
        "segel.json": ("/Supplement", "/application/json"),
        "upaya.csv": ("/Supplement", "/text/csv"),
    }
    assert {name: (str(one.AFRelationship), str(one.EF.F.Subtype)) for name, one in listed.items()} == kinds
    for name, entry in listed.items():
        data = entry.EF.F.read_bytes()
        assert str(entry.UF) == str(entry.F) == name
        assert str(entry.Desc)
        assert set(entry.EF.F.Params.keys()) == {"/Size", "/CheckSum"}
        assert int(entry.EF.F.Params.Size) == len(data)
        assert bytes(entry.EF.F.Params.CheckSum) == hashlib.md5(data).digest()
    assert listed["2030.xlsx"].EF.F.read_bytes() == papers["report"].with_name("2030.xlsx").read_bytes()
    assert "/AF" not in opened["ranking"].Root
    assert "/EmbeddedFiles" not in opened["ranking"].Root.get("/Names", Dictionary())


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_tells_the_time_the_machine_or_whom_it_was_made_by(papers, opened, name):
    data = papers[name].read_bytes()
    pdf = opened[name]
    assert set(pdf.docinfo.keys()) == {"/Producer", "/Title"}
    for one in pdf.objects:
        if isinstance(one, Dictionary):
            assert not {"/CreationDate", "/ModDate", "/JS", "/Launch"} & set(one.keys())
    assert b"/tmp/" not in data
    assert str(ROOT).encode() not in data


def walked(node, path=()):
    """Every tag with those above it, in reading order."""
    if isinstance(node, Array):
        for one in node:
            yield from walked(one, path)
    elif isinstance(node, Dictionary) and "/S" in node:
        yield node, path
        yield from walked(node.get("/K", Array()), (*path, str(node.S)))


@pytest.mark.parametrize("name", PAPERS)
def test_headings_tables_pictures_and_links_are_tagged(opened, name):
    pdf = opened[name]
    tags = list(walked(pdf.Root.StructTreeRoot.K))
    kinds = [str(tag.S) for tag, _ in tags]
    assert {"/Document", "/H1", "/H2", "/Table", "/TR", "/TH", "/TD"} <= set(kinds)
    levels = [int(kind[2]) for kind in kinds if re.fullmatch("/H[1-6]", kind)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    cells = [tag for tag, _ in tags if tag.S == Name.TD]
    headed = [cell for cell in cells if len(cell.A.get("/Headers", Array()))]
    assert len(headed) > len(cells) / 3
    for tag, path in tags:
        if Name.Figure == tag.S:
            assert str(tag.Alt).strip()
        if tag.S in (Name.TH, Name.TD):
            assert path[-1] == "/TR"
        if tag.S == Name.LI:
            assert next(kind for kind in reversed(path) if kind != "/Div") == "/L"
    if name != "ranking":
        assert "/Figure" in kinds
    marks = [mark for page in pdf.pages for mark in page.get("/Annots", ())]
    linked = [tag for tag, _ in tags if Name.Link == tag.S]
    assert len(marks) == len(linked)
    assert all(str(mark.Contents) for mark in marks)


def test_a_line_of_the_contents_is_one_link(opened):
    page = opened["report"].pages[1]
    targets = [str(mark.Dest) for mark in page.Annots]
    assert len(targets) == len(set(targets))
    assert len(targets) > 8


def test_tags_come_in_the_order_of_the_pages(opened):
    pdf = opened["report"]
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    order = [numbers[tag.Pg.objgen] for tag, _ in walked(pdf.Root.StructTreeRoot.K) if tag.S in (Name.H2, Name.H3)]
    assert order == sorted(order)
