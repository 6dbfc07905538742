"""Explanations in words: one view for terminal, Markdown and page; nothing that an agency wrote comes alive in any."""

from __future__ import annotations

import dataclasses
import re
from fractions import Fraction

import pytest
import small
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from outputs import ANSWERS, HOSTILE, YEARS, disputed, holed, whole
from reporting import DECIMALS, OFFICIAL, Recording, change, result_of, rubric
from test_html import HOSTILE as HOSTILE_MARKUP
from test_html import Page

from spbe_index.core.assessment import Evidence, Tick
from spbe_index.core.explain import explain
from spbe_index.core.problem import Place
from spbe_index.core.rubric import Text
from spbe_index.core.score import score
from spbe_index.write.citation import citation
from spbe_index.write.explain_text import explanation_markdown, explanation_text
from spbe_index.write.html import explanation_html, report_html
from spbe_index.write.markdown import inert
from spbe_index.write.view import report_view
from spbe_index.write.view.explanation import explanation_view
from spbe_index.write.view.scene import Scene
from spbe_index.write.words import Words

#: Texts that some renderer makes a link of though no markup says so.
ALIVE = [
    "https://evil.example/a?b=c",
    "lihat www.evil.example",
    "tulis ke a.b@evil.example",
    "javascript:alert(1)",
    "mailto:a@b.example",
    "http://x `y` ``z``",
    "` https://evil.example `",
    "&#106;avascript",
    "~~~",
    "~~dicoret~~ $x$",
    "1. satu",
    "- butir",
    "+ butir",
    "= judul",
    "# judul",
    "> kutipan",
    "![gambar](x) [a]: b <a href=x>",
    "***",
    "    kode",
]


def view_of(made, asked="index", language="id"):
    result, by = made
    words = language if isinstance(language, Words) else Words(language)
    return explanation_view(Scene(result, by, words), explain(by, result), asked)


def text_of(made, asked="index"):
    """What the terminal shows, without guides and on one line."""
    shown = explanation_text(view_of(made, asked, "id"), width=160, colour=False)
    return " ".join(shown.replace("│", " ").split())


def entries_of(made, change_entry):
    """The same result with every entry of its answers changed."""
    result, by = made
    from spbe_index.core.assessment import Assessment

    entries = tuple(change_entry(leaf.entry) for leaf in result.leaves)
    assessed = Assessment(result.agency, "", result.year, result.stages, "", entries, result.provenance)
    return score(by, assessed, result.stage, unfilled=result.unfilled), by


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))


def tokens(markdown):
    """Every token that a renderer of GitHub's kind makes of a text, inner ones too."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in parser.parse(markdown):
        yield token
        yield from token.children or ()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", ANSWERS)
def test_every_figure_of_every_instrument_is_worded(name, language):
    view = view_of(whole(name), language=language)
    said = list(texts(view))
    assert not [text for text in said if re.search(r"\{\w*\}|None|Fraction\(", text)]
    assert sum(text.startswith("asal-") for text in said) == len(list(whole(name)[0].root.walk()))
    shown = squeezed(explanation_text(view, width=100, colour=False))
    unsaid = {figure.gist for figure in figures(view.whole)} | {figure.anchor for figure in figures(view.whole)}
    assert [text for text in said if text not in unsaid and squeezed(text) not in shown] == []


def test_terminal_and_markdown_and_page_say_the_same():
    made = entries_of(result_of(), lambda entry: entry._replace(evidence=(Evidence("SK 1", Place("f", "S", "F1")),)))
    view = view_of(made)
    markdown = explanation_markdown(view)
    page = Page(explanation_html(view))
    rendered = squeezed("".join(t.content for t in tokens(markdown) if t.type in ("text", "code_inline", "fence")))
    unsaid = {figure.gist for figure in figures(view.whole)} | {figure.anchor for figure in figures(view.whole)}
    on_page = squeezed(page.text)
    assert [text for text in set(texts(view)) - unsaid if squeezed(text) not in on_page] == []
    assert [text for text in set(texts(view)) - unsaid if squeezed(text) not in rendered] == []


def squeezed(text):
    """A text without blanks and guides, wherever its lines are broken."""
    return "".join(text.replace("│", "").split())


def figures(figure):
    yield figure
    for part in figure.parts:
        yield from figures(part)


def test_the_index_with_its_rounding_and_band():
    text = text_of(result_of())
    assert "Indeks SPBE = (13 × 3 + 25 × 3 + 16,5 × 1 + 45,5 × 657/182) ÷ 100" in text
    assert "= (39 + 75 + 16,5 + 164,25) ÷ 100 = 294,75 ÷ 100 = 2,9475 (1179/400)" in text
    assert "Kontribusi bagiannya: D1 0,39 + D2 0,75 + D3 0,165 + D4 1,6425 = 2,9475 (1179/400)" in text
    assert "letaknya di antara 2,94 dan 2,95, di atas titik tengahnya (2,945)." in text
    assert "- 2,6 ≤ x < 3,5: Baik ← indeks ini" in text
    assert "Menurut indeks yang dibulatkan predikatnya sama." in text
    assert "Nilai tepat: 657/182 (kira-kira 3,6099); yang ditampilkan 3,61" in text


def test_the_steps_of_rounding_in_words():
    by = small.small_rubric(scales=(small.small_rubric().scales[0]._replace(step=Fraction(1, 1000)),))
    levels = tuple(
        change(level, values=small.span(str(n), str(n + 1))) for n, level in enumerate(by.scales[0].levels, 1)
    )
    by = by._replace(scales=(by.scales[0]._replace(levels=levels),))
    for value, said in (
        (
            "2.501",
            "2,501 (2501/1000) dibulatkan setengah ke atas menjadi 2,50: letaknya di antara 2,50 dan 2,51, di bawah",
        ),
        ("2.505", "letaknya tepat di tengah antara 2,50 dan 2,51, dan setengah dibulatkan ke atas."),
        ("2.51", "2,51 tidak punya lebih dari dua desimal, sehingga tidak dibulatkan; ditampilkan 2,51."),
    ):
        assert said in text_of(result_of(by=by, values=[value] * 6, stage="mandiri"))


def test_where_the_other_rule_gives_another_band_it_is_said():
    text = text_of(disputed())
    assert "menurut nilai terbulatkan 2,95 predikatnya Sangat Baik" in text
    assert "predikatnya sama" not in text
    result, by = disputed()
    by = by._replace(decided_by="rounded")
    text = text_of(entries_of((result, by), lambda entry: entry))
    assert "Sangat Baik, karena 2,948 ≤ 2,95 < 4,2. Predikat ditentukan oleh indeks yang telah dibulatkan" in text


def test_an_index_below_all_bands_is_of_the_lowest():
    text = text_of(result_of(values=[None] * 47, unfilled="zero"))
    assert "Kurang: 0 lebih kecil daripada 1, batas bawah semua predikat, sehingga dipakai predikat terendah." in text
    assert "Kriteria tingkat" not in text
    assert "Yang diminta tingkat 1 (Rintisan)" in text


def test_what_has_no_value_is_told_with_the_reason_and_both_ends():
    text = text_of(holed())
    assert "Belum ada nilai: sel Penilaian!D12 belum diisi." in text
    assert "Nilainya masih dapat menjadi 1 sampai 5." in text
    assert re.search(r"Paling rendah: A1 = \(.*\) ÷ 13 = .* Paling tinggi: A1 = \(", text)
    assert "Predikat: Belum dapat ditetapkan; " in text
    assert "Kontribusi bagiannya: D1 0,364 sampai 0,416; D2 " in text
    missing, faulty = (
        text_of(result_of(values=[None, *OFFICIAL[1:]], reasons=(why,)), "I1") for why in ("missing", "faulty")
    )
    assert "Belum ada nilai: buku kerja tidak memuat isian untuk butir ini." in missing
    assert "isi sel Penilaian!D9 bukan jawaban yang dapat dipakai." in faulty
    nowhere = entries_of(
        result_of(values=[None, *OFFICIAL[1:]]),
        lambda e: e._replace(answers=((e.answers[0][0], e.answers[0][1]._replace(place=Place())),)),
    )
    assert "Belum ada nilai: isiannya kosong." in text_of(nowhere, "I1")


def test_a_range_of_bands_is_told():
    text = text_of(result_of(values=[None] * 20 + [3] * 27))
    assert "Belum dapat ditetapkan; masih mungkin dari Cukup sampai " in text


@pytest.mark.parametrize(
    ("unfilled", "said"), [("lowest", "dihitung sebagai 1, nilai terendah"), ("zero", "dihitung sebagai 0;")]
)
def test_what_was_counted_for_a_blank_is_said(unfilled, said):
    text = text_of(result_of(values=[None, *OFFICIAL[1:]], unfilled=unfilled), "I1")
    assert f"Atas permintaan (--unfilled {unfilled}) {said}" in text
    assert "Atas permintaan, 1 isian tanpa nilai" in text


def test_a_level_of_decimals_is_told_with_its_stretch_and_a_conversion_with_its_line():
    values = ["3.40" if i == 4 else value for i, value in enumerate(DECIMALS)]
    made = result_of("pemdi-2026", values, year=2026)
    made = entries_of(
        made,
        lambda e: (
            e._replace(answers=((e.answers[0][0], e.answers[0][1]._replace(converted_from=Fraction(60))),))
            if e.code == "I5"
            else e
        ),
    )
    text = text_of(made, "I5")
    assert "3 (Berkembang), karena 2,5 < 3,4 ≤ 3,5; skala Tingkat kematangan Pemdi, 1 sampai 5" in text
    assert "sebesar 60 dikonversi menurut garis lurus: 2,5 + (60 - 37,5) × (3,5 - 2,5) ÷ (62,5 - 37,5) = 3,4" in text
    assert "(Pasal 7 ayat (3)-(4), hlm. 5; Lampiran Bab II.A, indikator 5, hlm. 16-17, keyakinan sedang)" in text
    assert "rubrik tidak memuat cara mengonversinya" in text_of(made, "I7")
    assert "dapat dikonversi, tetapi di sini nilainya diisi langsung" in text_of(made, "I6")


def test_checklist_target_unit_words_and_documents_are_told():
    def told(entry):
        place = entry.answers[0][1].place
        return entry._replace(
            ticks=(
                Tick(3, 1, True, place),
                Tick(4, 1, False, Place("f", "K", "E2")),
                Tick(4, 2, None, Place("f", "K", "E3")),
            ),
            target=entry.answers[0][1]._replace(place=Place("f", "S", "G9")),
            unit="Diskominfo",
            explanation="Sudah ditetapkan.",
            evidence=tuple(
                Evidence(f"Dokumen {n}", Place("f", "S", f"F{n}"), number="7/2023", level=3) for n in range(70)
            ),
        )

    text = text_of(entries_of(result_of(), told), "I1")
    assert "Jawaban: 3, menurut jawaban daftar kriteria; butir tingkat itu di sel Penilaian!D9" in text
    assert "(terpenuhi, sel Penilaian!D9)" in text
    assert "(belum terpenuhi, sel K!E2)" in text
    assert "(belum dinilai, sel K!E3)" in text
    assert "Target: 3 pada sel S!G9" in text
    assert "Penanggung jawab (PIC): Diskominfo" in text
    assert "Penjelasan instansi: Sudah ditetapkan." in text
    assert "Bukti dukung: 70 dokumen: - Dokumen 0; untuk tingkat 3; nomor 7/2023; S!F0" in text
    assert "- dan 10 bukti lagi dalam buku kerja" in text
    assert "(Tingkat yang belum punya bukti: 2.)" in text


def test_the_stage_of_an_answer_is_cited_where_it_is_not_that_of_the_whole():
    assert text_of(result_of(), "I1").count("Tahap: Nilai Akhir (Lampiran Bab III.D angka 4, hlm. 87)") == 1
    assert "Tahap: Nilai Akhir Tingkat" in text_of(result_of(), "I1")
    result, by = result_of()
    mixed = text_of((result._replace(stage="terbaru"), by), "I1")
    assert "Tahap: terbaru tiap indikator Berkas" in mixed
    assert mixed.count("Tahap: Nilai Akhir (Lampiran Bab III.D angka 4, hlm. 87)") == 1
    assert "Tahap: tidak disebut Berkas" in text_of(result_of(stage=""))


def test_pages_of_one_and_of_several_places():
    words, sources = Words("en"), dict(rubric("pemdi-2026").sources)
    assert citation(sources["tabel-4"], words) == "Annex ch. II.B.2, Table 4, p. 38"
    assert citation(sources["tabel-1"], words) == "Annex ch. II.A, Table 1, pp. 10-11"
    assert citation(sources["kuesioner"], words, "23").endswith("pp. 11-36, in particular p. 23")
    assert citation(sources["indeks-luar-sdi"], words, "16-17") == (
        "Article 7 (3)-(4), p. 5; Annex ch. II.A, indicator 5, pp. 16-17, medium confidence"
    )
    assert citation(sources["indeks-luar-sdi"], words, "18").endswith(
        "pp. 16-17, in particular p. 18, medium confidence"
    )
    stage = dict(rubric("spbe-2020").sources)["pasal-mandiri"]
    assert citation(stage, words) == "Article 1 item 8, Articles 3-5; Annex ch. III, pp. 78-88"
    pageless = sources["tabel-4"]._replace(page="")
    assert citation(pageless, words) == "Annex ch. II.B.2, Table 4; page not known"
    assert citation(pageless, words, "7") == "Annex ch. II.B.2, Table 4, p. 7"
    told = sources["tabel-4"]._replace(page="", where=Text("Lampiran, hlm. 3", "Annex, p. 3"))
    assert [citation(told, Words(language)) for language in ("id", "en")] == ["Lampiran, hlm. 3", "Annex, p. 3"]
    assert citation(None, words) == "no source named in the rubric"
    assert citation(None, words, "7") == "no source named in the rubric, p. 7"


def test_a_rubric_without_sources_says_so_at_every_weight():
    def bare(item):
        return item._replace(weight_source="", criteria_source="", children=tuple(map(bare, item.children)))

    base = small.small_rubric()
    by = small.small_rubric(
        sources=(), formula_source="", bands_source="", tree=tuple(map(bare, base.tree)),
        scales=(base.scales[0]._replace(source=""),), stages=tuple(s._replace(source="") for s in base.stages),
    )  # fmt: skip
    made = result_of(by=by, values=[1, 2, 3, 4, 5, 5], stage="mandiri")
    assert text_of(made).count("Bobot: ") == text_of(made).count("dari 100 (sumber tidak disebut dalam rubrik)") == 12
    assert "Sumber tiap bagian" not in Page(report_html(report_view(*made, Words("id")))).text


def test_one_figure_leaves_out_what_is_beside_its_way():
    view = view_of(result_of(), "A4")
    assert [figure.code for figure in figures(view.whole)] == ["", "D2", "A4", "I19", "I20"]
    assert [figure.shown for figure in figures(view.whole)] == [True, True, True, False, False]
    assert view.title == "Asal-usul A4: Kota Contoh tahun 2021"


def test_colour_marks_the_titles_only():
    coloured = explanation_text(view_of(result_of(), "I1"), width=100, colour=True)
    assert coloured.count("\x1b[1m") == 5
    assert re.sub(r"\x1b\[[01]m", "", coloured) == explanation_text(view_of(result_of(), "I1"), width=100, colour=False)


@given(st.text() | st.sampled_from(ALIVE + HOSTILE + HOSTILE_MARKUP))
@example("a:// `")
@example("``@")
@example("\\")
def test_no_text_comes_alive_in_markdown(text):
    """It is one line of text or of code, and reads as it was written."""
    line = inert(text)
    for before in ("* ", "* **Bukti:** ", "# "):
        found = list(tokens(f"{before}{line}x"))
        allowed = {"bullet_list", "list_item", "paragraph", "heading", "strong", "inline", "text", "code_inline"}
        assert {token.type.removesuffix("_open").removesuffix("_close") for token in found} <= allowed
        assert sum(token.type == "list_item_open" for token in found) <= 1
        for token in found:
            if token.type == "text":
                assert not re.search(r"://|www\.|@|javascript:|mailto:", token.content, re.IGNORECASE)


@pytest.mark.parametrize("text", [*ALIVE, *HOSTILE, *HOSTILE_MARKUP])
def test_hostile_texts_of_a_workbook_stay_texts_in_markdown_and_on_the_page(text):
    def told(entry):
        answer = entry.answers[0][1]._replace(text=text)
        evidence = (Evidence(text, Place("f", text[:31], "F1"), number=text, link=text, page=text, note=text),)
        return entry._replace(unit=text, explanation=text, evidence=evidence, answers=((entry.answers[0][0], answer),))

    made = entries_of(result_of(agency=text, file=text), told)
    view = view_of(made, "I1")
    kinds = {token.type for token in tokens(explanation_markdown(view))}
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "s_open", "em_open", "hr", "blockquote_open"}
    page = Page(explanation_html(view))
    assert page.stack == []
    safe = Page(explanation_html(view_of(entries_of(result_of(), lambda e: e._replace(unit="u", explanation="x", evidence=(Evidence("x", Place("f", "s", "F1"), number="1", link="l", page="1"),))), "I1")))  # fmt: skip  # noqa: E501
    assert {tag for tag, _ in page.elements} == {tag for tag, _ in safe.elements}
    assert not [a for _, a in page.elements if any(name.startswith("on") or name == "style" for name in a)]
    shown = explanation_text(view, width=100, colour=False)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", shown)
    explanation_markdown(view).encode("utf-8", "backslashreplace")


def test_hostile_wordings_of_a_rubric_stay_texts_too():
    bad = Text("``` <script>alert(1)</script> https://evil.example", "x")
    by = small.small_rubric(index_name=bad, title=bad)
    view = view_of(result_of(by=by, values=[1, 2, 3, 4, 5, 5], stage="mandiri"))
    kinds = [token.type for token in tokens(explanation_markdown(view))]
    assert not {"link_open", "html_inline", "html_block"} & set(kinds)
    assert kinds.count("fence") == 7
    assert "script" not in {tag for tag, _ in Page(explanation_html(view)).elements}


@pytest.mark.parametrize("name", ANSWERS)
def test_its_page_is_one_file_without_script_or_reference(name):
    result, by = whole(name)
    page = Page(explanation_html(view_of((result, by))))
    assert page.stack == []
    assert not [tag for tag, _ in page.elements if tag in {"script", "link", "iframe", "form", "img", "base"}]
    (policy,) = [a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    names = [a["id"] for _, a in page.elements if "id" in a]
    assert len(names) == len(set(names))
    assert sum(tag == "details" for tag, _ in page.elements) == len(list(result.root.walk()))
    assert YEARS[name] == result.year


@pytest.mark.parametrize("made", [result_of(), holed(), holed("zero"), result_of("spbe-2018", [0] * 37, year=2019)])
def test_every_figure_of_the_report_leads_to_its_explanation(made):
    page = Page(report_html(report_view(*made, Recording("id"))))
    links = {a["href"] for tag, a in page.elements if tag == "a" and a.get("class") == "origin"}
    assert links == {
        f"#asal-{node.code}" for node in made[0].root.walk() if node.kind != "indicator" or not node.children
    }
    places = {a["id"] for _, a in page.elements if "id" in a}
    assert {link[1:] for link in links} <= places
    assert {a["href"][1:] for tag, a in page.elements if tag == "a"} <= places
