"""What `spbe verify` says of sealed reports: untouched, changed in any part, and signed or marked by other programs."""

from __future__ import annotations

import json
import shutil

import pikepdf
import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from rubric_making import SMALL
from sealing import inner, replaced, report, spbe, tampered, verify, workbook

from spbe_index.load.door.refusal import RefusedError
from spbe_index.verifying import child
from spbe_index.verifying.paper import held_against
from spbe_index.write import pdf as paper

pytestmark = pytest.mark.usefixtures("near")


def test_an_untouched_report_is_the_same_in_every_part(sealed):
    said = verify(sealed)
    assert (said.code, said.verdict, said.codes) == (0, "same", ["N872"])
    states = {check["what"]: check["state"] for check in said.plain["checks"]}
    assert states == dict.fromkeys(("seal", "rubric", "figures", "workbook", "pages"), "same") | {"signature": "none"}
    assert said.plain["index"]["exact"] == "61/25"


def test_the_table_says_it_in_both_languages(sealed):
    assert "laporan.pdf: SAMA" in spbe("verify", sealed).out
    assert "laporan.pdf: SAME" in spbe("--lang", "en", "verify", sealed).out


def test_it_is_the_same_in_another_folder_under_another_name(sealed, tmp_path, monkeypatch):
    copy = tmp_path / "kiriman dari dinas.pdf"
    shutil.copy(sealed, copy)
    monkeypatch.chdir(tmp_path)
    assert verify("kiriman dari dinas.pdf").verdict == "same"


def test_the_instrument_is_held_against_the_one_given(sealed):
    assert verify(sealed, "--rubric", sealed.with_name("kecil.yaml")).codes == []
    other = sealed.with_name("lain.yaml")
    text = sealed.with_name("kecil.yaml").read_text(encoding="utf-8")
    other.write_text(text.replace("Ditinjau.", "Ditelaah.", 1), encoding="utf-8")
    said = verify(sealed, "--rubric", other)
    assert said.code == 1
    (found,) = said.of("E872")
    assert found["args"]["where"] == "tree[A1].children[I1].levels[3].criteria[1].id"
    assert (found["args"]["said"], found["args"]["known"]) == ("Ditinjau.", "Ditelaah.")


@pytest.mark.parametrize(
    ("old", "new", "where", "said", "meant"),
    [
        (b'"weight": "32"', b'"weight": "30"', "nodes[I1].weight", "30", "32"),
        (b'"answer": "3"', b'"answer": "2"', "nodes[I1].value.exact", "3", "2"),
        (b'"display": "2.44"', b'"display": "2.54"', "index.display", "2.54", "2.44"),
        (b'"name": "Cukup"', b'"name": "Baik"', "band.name", "Baik", "Cukup"),
    ],
)
def test_a_figure_changed_in_the_result_inside_is_named(sealed, old, new, where, said, meant):
    found = verify(tampered(sealed, replaced("hasil.json", old, new)))
    assert (found.code, found.verdict) == (1, "differs")
    assert [one["sheet"] for one in found.of("E871")] == ["hasil.json"]
    told = {one["args"]["where"]: one["args"] for one in found.of("E873")}
    assert (told[where]["said"], told[where]["meant"]) == (said, meant)


def test_a_level_changed_with_all_that_follows_is_named_by_cell_and_page(sealed, tmp_path):
    """The careful forger: another level, index and digest, all in order, but not the workbook and not the pages."""
    forged = report(tmp_path, name="lain.pdf", I1=2)
    with pikepdf.open(forged) as other:
        result = inner(other, "hasil.json").read_bytes()
        seal = json.loads(inner(other, "segel.json").read_bytes())
    book = verify_digest(sealed)
    result = result.replace(seal["digests"]["input"].encode(), book.encode())

    def change(pdf):
        mine = json.loads(inner(pdf, "segel.json").read_bytes())
        digest = sha256(result)
        mine["digests"]["result"] = digest
        next(one for one in mine["files"] if one["role"] == "result")["sha256"] = digest
        inner(pdf, "hasil.json").write(result)
        inner(pdf, "segel.json").write(json.dumps(mine).encode())

    said = verify(tampered(sealed, change))
    assert (said.code, said.verdict, said.state("seal"), said.state("figures")) == (1, "differs", "same", "same")
    (cell,) = said.of("E874")
    assert (cell["sheet"], cell["cell"]) == ("Penilaian", "B4")
    assert (cell["args"]["item"], cell["args"]["was"], cell["args"]["found"]) == ("I1", "2", "3")
    printed = {(one["args"]["was"], one["args"]["should"]) for one in said.of("E875")}
    assert ("2,44", "2,12") in printed


def sha256(data):
    import hashlib

    return hashlib.sha256(data).hexdigest()


def verify_digest(path):
    return verify(path).plain["input"]["sha256"]


def test_a_byte_changed_in_the_workbook_inside_is_noticed(sealed):
    def change(pdf):
        stream = inner(pdf, "penilaian.xlsx")
        data = bytearray(stream.read_bytes())
        data[-5] ^= 1
        stream.write(bytes(data))

    said = verify(tampered(sealed, change))
    assert (said.code, said.verdict) == (1, "differs")
    assert [one["sheet"] for one in said.of("E871")] == ["penilaian.xlsx"]


@pytest.mark.parametrize("spoil", ["weight", "yaml"])
def test_an_instrument_changed_inside_is_named(sealed, spoil):
    old, new = (b'weight: "32"', b'weight: "33"') if spoil == "weight" else (b"schema:", b"\tschema:")
    said = verify(tampered(sealed, replaced("instrumen-kecil-2030.yaml", old, new)))
    assert (said.code, said.verdict, said.state("rubric")) == (1, "differs", "differs")
    assert [one["sheet"] for one in said.of("E871")] == ["instrumen-kecil-2030.yaml"]
    assert any(code.startswith("E3") for code in said.codes)


def test_the_shipped_instrument_with_another_weight_is_named(tmp_path):
    """Of the same id as the official one, valid in itself, and not the same."""
    from spbe_index.load.rubric import shipped_files

    official = next(path for path in shipped_files() if "pemdi-2026" in path)
    with open(official, encoding="utf-8") as file:
        text = file.read()
    own = tmp_path / "pemdi-2026.yaml"
    own.write_text(text.replace("Memuaskan", "Memuaskan Sekali"), encoding="utf-8")
    made = tmp_path / "laporan.pdf"
    example = "examples/pemdi-2026-contoh-peraturan.xlsx"
    assert spbe("report", example, "--rubric", own, "-o", made).code == 0
    said = verify(made)
    assert (said.code, said.state("rubric"), said.state("pages")) == (1, "differs", "same")
    assert {one["args"]["known"] for one in said.of("E872") if one["args"]["where"].startswith("bands")} == {
        "Memuaskan"
    }
    assert verify(made, "--rubric", own).verdict == "same"


def test_a_workbook_that_is_given_counts_and_its_cells_are_named(sealed, tmp_path):
    other = workbook(tmp_path / "baru.xlsx", **{"I3-1": 3, "I2": "2,5"})
    said = verify(sealed, "--input", other)
    assert said.code == 1
    assert [one["args"]["what"] for one in said.of("E871")] == ["workbook"]
    cells = {one["args"]["item"]: (one["cell"], one["args"]["was"], one["args"]["found"]) for one in said.of("E874")}
    assert cells == {"I2": ("B5", "2.25", "2.5"), "I3-1": ("B6", "1", "3")}
    again = workbook(tmp_path / "disimpan ulang.xlsx", I2="2.25")
    saved_again = verify(sealed, "--input", again)
    assert [one["args"]["what"] for one in saved_again.of("E871")] in (["workbook"], ["resaved"])


def words_replaced(pdf):
    """The biggest figure of the cover, drawn with other glyphs."""
    page = pdf.pages[0]
    content = page.Contents.read_bytes()
    # The glyphs of one digit are put in the place of another wherever they are drawn alone.
    shown = content.rfind(b"] TJ")
    start = content.rfind(b"[", 0, shown)
    page.Contents.write(
        content[:start] + b"[" + content[start + 1 : shown] + content[start + 1 : shown] + content[shown:]
    )


def test_a_page_edited_by_hand_is_noticed_though_the_inside_is_whole(sealed):
    said = verify(tampered(sealed, words_replaced))
    assert (said.code, said.verdict, said.state("figures"), said.state("workbook")) == (1, "differs", "same", "same")
    assert {one["args"]["page"] for one in said.of("E875")} == {"1"}


def painted_over(pdf):
    page = pdf.pages[1]
    page.Contents.write(page.Contents.read_bytes() + b"\nq 1 1 1 rg 0 0 300 300 re f Q")


def other_title(pdf):
    pdf.docinfo["/Title"] = "Laporan lain"


def other_alternative(pdf):
    found = next(one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one)
    found.Alt = "Nilai 5,00"


def one_page_less(pdf):
    del pdf.pages[1]


def script(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def link(pdf):
    page = next(page for page in pdf.pages if "/Annots" in page)
    page.Annots[0].Rect = [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (painted_over, "drawn"),
        (other_title, "properties"),
        (other_alternative, "tags"),
        (one_page_less, "pages"),
        (script, "actions"),
        (link, "links"),
        (lambda pdf: None, "file"),
    ],
)
def test_any_other_part_that_differs_is_named(sealed, change, part):
    said = verify(tampered(sealed, change))
    assert (said.code, said.verdict) == (1, "differs")
    assert part in [one["args"]["part"] for one in said.of("E876")]


def test_the_pages_that_were_made_again_are_counted_not_those_that_are_left(sealed):
    with pikepdf.open(sealed) as pdf:
        whole = len(pdf.pages)
    said = spbe("verify", tampered(sealed, one_page_less))
    assert f"{whole} halaman dibuat ulang" in said.out


def test_a_file_put_in_besides_is_named(sealed):
    def change(pdf):
        pdf.attachments["catatan.txt"] = b"x"

    said = verify(tampered(sealed, change))
    assert said.code == 1
    assert [(one["sheet"], one["args"]["what"]) for one in said.of("E871")] == [("catatan.txt", "added")]


def appended(path, mark, name, *, place=(-1, 50, 50, 200, 100), **root):
    """What another program appends to a file: a mark on its last page, after all that was there."""
    writer = pypdf.PdfWriter(path, incremental=True)
    number, *corners = place
    page = writer.pages[number]
    held = {NameObject(f"/{key}"): value for key, value in mark(writer, page).items()}
    held[NameObject("/Rect")] = ArrayObject(FloatObject(corner) for corner in corners)
    held[NameObject("/Type")] = NameObject("/Annot")
    reference = writer._add_object(DictionaryObject(held))
    page[NameObject("/Annots")] = ArrayObject([*page.get("/Annots", ()), reference])
    if root:
        form = DictionaryObject(
            {NameObject("/Fields"): ArrayObject([reference]), NameObject("/SigFlags"): NumberObject(3)}
        )
        writer.root_object[NameObject("/AcroForm")] = form
    out = path.with_name(name)
    writer.write(out)
    assert out.read_bytes().startswith(path.read_bytes())
    return out


def signing(writer, page):
    value = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Sig"),
            NameObject("/Filter"): NameObject("/Adobe.PPKLite"),
            NameObject("/Name"): TextStringObject("Kepala Dinas Kominfo"),
            NameObject("/ByteRange"): ArrayObject([NumberObject(0)] * 4),
            NameObject("/Contents"): ByteStringObject(b"\0" * 64),
        }
    )
    return {
        "Subtype": NameObject("/Widget"),
        "FT": NameObject("/Sig"),
        "T": TextStringObject("Signature1"),
        "V": writer._add_object(value),
        "P": page.indirect_reference,
    }


def note(_writer, _page):
    return {"Subtype": NameObject("/FreeText"), "Contents": TextStringObject("Indeks 4,95")}


def test_an_electronic_signature_put_on_later_is_told_and_the_content_is_the_same(sealed):
    said = verify(appended(sealed, signing, "ditandatangani.pdf", form=True))
    assert (said.code, said.verdict, said.state("pages")) == (0, "added", "added")
    (found,) = said.of("W878")
    assert found["args"]["text"] == "Kepala Dinas Kominfo"
    assert "ISI SAMA" in spbe("verify", sealed.with_name("ditandatangani.pdf")).out


def test_a_signature_by_a_program_that_writes_the_file_anew_is_told_too(sealed):
    signed = appended(sealed, signing, "ditandatangani.pdf", form=True)

    def change(pdf):
        pdf.docinfo["/Producer"] = "Penyelenggara Sertifikat"

    said = verify(tampered(signed, change, "ditulis ulang.pdf"))
    assert (said.code, said.verdict) == (0, "added")


def test_a_signature_excuses_no_other_title(sealed):
    signed = appended(sealed, signing, "ditandatangani.pdf", form=True)
    said = verify(tampered(signed, other_title, "ditulis ulang.pdf"))
    assert (said.code, said.verdict, [one["args"]["part"] for one in said.of("E876")]) == (1, "differs", ["title"])

    def described(pdf):
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = "Laporan lain"

    said = verify(tampered(signed, described, "ditulis ulang.pdf"))
    assert [one["args"]["part"] for one in said.of("E876")] == ["title"]

    def spoiled(pdf):
        pdf.Root.Metadata = pdf.make_stream(b"<x:xmpmeta")

    assert verify(tampered(signed, spoiled, "ditulis ulang.pdf")).verdict == "differs"


@pytest.mark.parametrize(
    ("place", "hidden"),
    [
        ((0, 50, 360, 300, 450), "Indeks kecil 2,44"),  # over the index on the cover
        ((0, 300, 450, 50, 360), "Indeks kecil 2,44"),  # its corners the other way round
        ((0, 372, 300, 430, 330), "2,44"),  # over a figure of the chart
        ((0, 50, 460, 500, 560), ""),
    ],
)
def test_a_signature_over_words_of_the_report_is_no_mere_signature(sealed, place, hidden):
    said = verify(appended(sealed, signing, "ditandatangani.pdf", place=place, form=True))
    assert (said.code, said.verdict, len(said.of("W878"))) == (int(bool(hidden)), "added", int(not hidden))
    assert [one["args"]["hidden"] for one in said.of("E893")] == [hidden] * bool(hidden)


@pytest.mark.parametrize(("where", "about"), [("input", "input"), ("result", "result"), ("rubric", "rubric")])
def test_a_digest_changed_in_the_seal_is_told_of_the_seal_not_of_the_file(sealed, where, about):
    def change(pdf):
        seal = json.loads(inner(pdf, "segel.json").read_bytes())
        seal["digests"][where] = "0" * 64
        inner(pdf, "segel.json").write(json.dumps(seal).encode())

    said = verify(tampered(sealed, change))
    assert (said.code, said.verdict, said.state("seal"), said.state("workbook")) == (1, "differs", "differs", "same")
    (found,) = said.of("E871")
    assert (found["sheet"], found["args"]["what"], found["args"]["about"]) == ("segel.json", "seal", about)


def test_a_digest_of_the_workbook_in_the_seal_counts_where_no_workbook_is_inside(tmp_path):
    made = report(tmp_path)

    def change(pdf):
        seal = json.loads(inner(pdf, "segel.json").read_bytes())
        seal["digests"]["input"] = "0" * 64
        inner(pdf, "segel.json").write(json.dumps(seal).encode())

    said = verify(tampered(made, change))
    assert [(one["sheet"], one["args"]["about"]) for one in said.of("E871")] == [("segel.json", "input")]


def test_a_signature_excuses_no_change_of_a_page(sealed):
    signed = appended(sealed, signing, "ditandatangani.pdf", form=True)
    said = verify(tampered(signed, painted_over, "ditulis ulang.pdf"))
    assert (said.code, said.verdict) == (1, "differs")


def test_a_form_field_that_only_claims_to_sign_is_a_mark_like_any_other(sealed):
    def unsigned(writer, page):
        return {key: value for key, value in signing(writer, page).items() if key != "V"}

    said = verify(appended(sealed, unsigned, "palsu.pdf", form=True))
    assert (said.code, [one["args"]["kind"] for one in said.of("E877")]) == (1, ["Widget"])


@pytest.mark.parametrize(
    "more",
    [
        {"Subtype": NameObject("/FreeText"), "Contents": TextStringObject("Indeks 4,95")},
        {
            "A": DictionaryObject(
                {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("http://a")}
            )
        },
    ],
)
def test_what_calls_itself_a_signature_and_is_a_note_or_leads_elsewhere_is_a_mark(sealed, more):
    said = verify(appended(sealed, lambda *given: signing(*given) | more, "palsu.pdf", form=True))
    assert (said.code, said.of("W878"), len(said.of("E877"))) == (1, [], 1)


def test_a_signature_excuses_no_form_that_draws_the_pages_itself(sealed):
    signed = appended(sealed, signing, "ditandatangani.pdf", form=True)

    def change(pdf):
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")

    said = verify(tampered(signed, change, "ditulis ulang.pdf"))
    assert (said.code, [one["args"]["part"] for one in said.of("E876")]) == (1, ["actions"])


def test_an_object_that_is_drawn_twice_is_not_taken_for_another(sealed):
    """A drawing within a page that uses one letter-set for another, both of which the page uses too."""

    def drawn(pdf, which):
        page = pdf.pages[0]
        fonts = list(page.Resources.Font.values())
        form = pdf.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=fonts[which]))
        page.Resources.XObject = pikepdf.Dictionary(x1=form)

    one, other = (tampered(sealed, lambda pdf, n=n: drawn(pdf, n), f"{n}.pdf").read_bytes() for n in (0, 1))
    assert not held_against(one, other, same_engine=True)["alike"]


def test_a_note_stuck_onto_a_page_is_told_with_what_it_says(sealed):
    said = verify(appended(sealed, note, "dicatati.pdf"))
    assert (said.code, said.verdict) == (1, "added")
    (found,) = said.of("E877")
    assert (found["args"]["kind"], found["args"]["text"]) == ("FreeText", "Indeks 4,95")


def test_bytes_that_only_follow_are_told_as_such(sealed):
    longer = sealed.with_name("lebih.pdf")
    longer.write_bytes(sealed.read_bytes() + b"% apa saja\n")
    said = verify(longer)
    assert (said.code, said.verdict, [one["args"]["part"] for one in said.of("E876")]) == (1, "added", ["appended"])


def test_other_versions_let_figures_and_text_be_compared_and_say_so(sealed, monkeypatch, tmp_path):
    here = paper.engine()
    monkeypatch.setattr(paper, "engine", lambda: here | {"weasyprint": "69.0"})
    older = report(tmp_path, "--embed-input")
    monkeypatch.setattr(paper, "engine", lambda: here)
    said = verify(older)
    assert (said.code, said.verdict) == (0, "alike")
    (found,) = said.of("W870")
    assert found["args"]["versions"] == f"weasyprint 69.0 / {here['weasyprint']}"
    edited = verify(tampered(older, words_replaced))
    assert (edited.code, edited.verdict) == (1, "differs")
    assert {one["args"]["page"] for one in edited.of("E875")} == {"1"}


def other_engine(pdf):
    """The seal claims that other versions drew the pages."""
    stream = inner(pdf, "segel.json")
    plain = json.loads(stream.read_bytes())
    plain["engine"]["weasyprint"] = "99"
    stream.write(json.dumps(plain).encode())


def other_bookmark(pdf):
    pdf.Root.Outlines.First.Title = pikepdf.String("Memuaskan")


@pytest.mark.parametrize("change", [painted_over, other_bookmark])
def test_claiming_other_versions_excuses_no_drawing_that_cannot_be_compared(sealed, change):
    def both(pdf):
        other_engine(pdf)
        change(pdf)

    said = verify(tampered(sealed, both))
    assert (said.code, said.verdict) == (1, "alike")
    assert len(said.of("E892")) == 1


def test_claiming_other_versions_excuses_no_script(sealed):
    def both(pdf):
        other_engine(pdf)
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")

    said = verify(tampered(sealed, both))
    assert (said.code, said.verdict, [one["args"]["part"] for one in said.of("E876")]) == (1, "differs", ["actions"])


def test_stages_side_by_side_are_made_again_and_each_is_reckoned_anew(tmp_path):
    (tmp_path / "kecil.yaml").write_text(SMALL, encoding="utf-8")
    rows = ["Tahun;2030", "No;Mandiri;Akhir", "I1;2;3", "I2;2,00;2,25", "I3-1;1;1", "I3-2;1;2", "I3-3;3;3"]
    (tmp_path / "penilaian.csv").write_text("\n".join(rows), encoding="utf-8")
    made = tmp_path / "laporan.pdf"
    words = ["report", tmp_path / "penilaian.csv", "--rubric", tmp_path / "kecil.yaml", "-o", made, "--embed-input"]
    assert spbe(*words).code == 0
    assert verify(made).verdict == "same"
    said = verify(tampered(made, replaced("hasil-tahap-1.json", b'"answer": "1"', b'"answer": "2"')))
    assert {one["sheet"] for one in said.of("E873")} == {"hasil-tahap-1.json"}


def test_evidence_files_are_looked_at_again_where_their_folder_is_given(tmp_path):
    (tmp_path / "kecil.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "bukti").mkdir()
    (tmp_path / "bukti" / "sk.pdf").write_bytes(b"%PDF-1.7 keputusan")
    rows = ["Tahun;2030", "No;Nilai Akhir;Bukti Dukung", "I1;3;sk.pdf", "I2;2,25;", "I3-1;1;", "I3-2;2;", "I3-3;3;"]
    book, made = tmp_path / "penilaian.csv", tmp_path / "laporan.pdf"
    book.write_text("\n".join(rows), encoding="utf-8")
    words = ["report", book, "--rubric", tmp_path / "kecil.yaml", "--evidence-dir", tmp_path / "bukti", "-o", made]
    assert spbe(*words).code == 0
    without = verify(made, "--input", book)
    assert (without.verdict, [one["args"]["what"] for one in without.of("N871")]) == ("same", ["evidence"])
    beside = verify(made, "--input", book, "--evidence-dir", tmp_path / "bukti")
    assert (beside.verdict, beside.of("N871")) == ("same", [])
    (tmp_path / "bukti" / "sk.pdf").write_bytes(b"%PDF-1.7 keputusan lain")
    changed = verify(made, "--input", book, "--evidence-dir", tmp_path / "bukti")
    assert (changed.code, [one["args"]["field"] for one in changed.of("E874")]) == (1, ["evidence"])


def test_a_report_of_a_batch_is_sealed_like_any_other(tmp_path):
    (tmp_path / "kecil.yaml").write_text(SMALL, encoding="utf-8")
    workbook(tmp_path / "penilaian.csv")
    rubric = ["--rubric", tmp_path / "kecil.yaml"]
    done = spbe(
        "batch", tmp_path / "penilaian.csv", "-o", tmp_path / "t.csv", "--reports", tmp_path / "laporan", *rubric
    )
    assert done.code == 0, done.err
    spbe("report", tmp_path / "penilaian.csv", *rubric, "-o", tmp_path / "sendiri.pdf")
    (made,) = (tmp_path / "laporan").glob("*.pdf")
    assert made.read_bytes() == (tmp_path / "sendiri.pdf").read_bytes()
    assert verify(made).verdict == "same"


def test_an_incomplete_report_with_a_plan_and_letters_of_the_machine_is_the_same(tmp_path):
    (tmp_path / "kecil.yaml").write_text(SMALL, encoding="utf-8")
    book = workbook(tmp_path / "penilaian.csv", I1=None)
    book.write_text(book.read_text(encoding="utf-8").replace("Kota Kecil", "Kota مدينة 小"), encoding="utf-8")
    made = tmp_path / "laporan.pdf"
    words = ["report", book, "--rubric", tmp_path / "kecil.yaml", "--plan", "Baik", "--embed-input", "-o", made]
    assert spbe(*words).code == 1
    said = verify(made)
    assert (said.code, said.verdict, said.codes) == (0, "same", ["N872"])
    edited = verify(tampered(made, words_replaced))
    assert (edited.code, edited.verdict) == (1, "differs")


def test_a_workbook_from_standard_input_cannot_lie_inside(tmp_path):
    said = spbe("report", "-", "--embed-input", "-o", tmp_path / "laporan.pdf")
    assert said.code in (2, 3)
    assert not (tmp_path / "laporan.pdf").exists()


@pytest.mark.parametrize("option", ["--embed-input", "--sign"])
def test_a_page_for_the_browser_holds_and_signs_nothing(option, tmp_path):
    words = [option] if option == "--embed-input" else [option, tmp_path / "kunci.pem"]
    said = spbe("report", "examples/kota-tegal-2023.xlsx", "--format", "html", "-o", tmp_path / "l.html", *words)
    assert (said.code, "E829" in said.err) == (2, True)


def test_where_nothing_can_be_drawn_all_else_is_compared_and_that_is_said(sealed, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(child, "_compare", without_pango)
        said = verify(sealed)
    assert (said.code, said.verdict, said.state("figures"), said.state("pages")) == (1, "alike", "same", "alike")
    assert "E504" in said.codes
    (hint,) = (one["hint"] for one in said.of("E504"))
    assert "lalu periksa lagi" in hint
    assert "--format" not in hint


def without_pango(_data, _asked):
    raise RefusedError("E504", advice="verify")


def test_an_inside_that_asks_for_what_there_is_not_differs(sealed):
    def change(pdf):
        seal = json.loads(inner(pdf, "segel.json").read_bytes())
        seal["asked"]["plan"] = (
            {"target": "Tidak Ada"}
            | dict.fromkeys(("max_raise", "only_unit", "horizon", "per_year"), None)
            | {"lock": [], "within_targets": False}
        )
        inner(pdf, "segel.json").write(json.dumps(seal).encode())

    said = verify(tampered(sealed, change))
    assert (said.code, said.verdict, said.state("pages")) == (1, "differs", "differs")
    assert "E820" in said.codes
