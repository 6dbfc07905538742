import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest
from reporting import DECIMALS, OFFICIAL, Recording, result_of

import spbe_index.write
from spbe_index.core.problem import Place, problem
from spbe_index.write import html
from spbe_index.write.html import report_html, stylesheet
from spbe_index.write.view import report_view

TEMPLATES = sorted((Path(spbe_index.write.__file__).parent / "templates").glob("*.html"))
VOID = {"meta", "img", "col", "br", "link", "input"}

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd onerror=alert(1)>",
    "<link rel=attachment href=file:///etc/passwd>",
    "</style><style>*{display:none}</style>",
    "</title><base href=//evil.example>",
    "{{ 7 * 7 }}{% include 'x' %}{# c #}",
    "{agency} {0} %s %(x)s",
    "' onmouseover='alert(1)",
    '" style="background:url(https://evil.example/x)',
    "&lt;b&gt; &amp; &#x27;",
    "javascript:alert(1)",
    "=HYPERLINK(1)",
    "مرحبا بالعالم",
    "e\u0301 ẞ 你好",
    "]]><!--",
]


class Page(HTMLParser):
    """What a browser would see: elements with attributes, and the text outside style sheets."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.words, self.stack, self.scripts = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_data(self, data):
        if "script" in self.stack:
            self.scripts.append(data)
        elif "style" not in self.stack:
            self.words.append(data)

    @property
    def text(self):
        return " ".join("".join(self.words).split())


def page_of(*made, language="id", **more):
    return Page(report_html(report_view(*made, Recording(language)), **more))


@pytest.fixture(scope="module")
def official():
    made = result_of(evidence=("https://contoh.go.id/bukti.pdf",), unit="Bappeda")
    return {language: page_of(*made, language=language) for language in ("id", "en")}


def test_it_is_one_file_without_references_and_with_a_policy(official):
    page = official["id"]
    for tag, attributes in page.elements:
        assert tag not in {"link", "iframe", "object", "embed", "base", "form", "a:href"}
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert attributes.get("href", "#").startswith("#")
        assert attributes.get("src", "data:").startswith("data:")
    policies = [a["content"] for t, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'")
    data, script = [attributes for tag, attributes in page.elements if tag == "script"]
    assert data == {"type": "application/json", "id": "simulator-data"}
    assert script == {}
    digest = base64.b64encode(hashlib.sha256(page.scripts[1].encode()).digest()).decode()
    assert policies[0].endswith(f"script-src 'sha256-{digest}'")


def test_the_style_sheet_reaches_for_nothing_outside():
    text = report_html(report_view(*result_of(), Recording("id")))
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.S)
    assert all(url.startswith('"data:font/woff2;base64,') for url in re.findall(r"url\(([^)]*)\)", style))
    assert "@import" not in style
    assert len(text) < 430_000


def test_every_link_of_the_contents_has_its_place_and_no_place_is_named_twice(official):
    page = official["id"]
    names = [a["id"] for _, a in page.elements if "id" in a]
    links = [a["href"][1:] for t, a in page.elements if t == "a"]
    assert len(names) == len(set(names))
    assert len([link for link in links if not link.startswith(("asal-", "bukti-", "naik-"))]) == 31
    assert set(links) <= set(names)
    labelled = [a["aria-labelledby"] for _, a in page.elements if "aria-labelledby" in a]
    assert set(labelled) <= set(names)


def test_language_title_and_phone_are_seen_to(official):
    for language, page in official.items():
        assert ("html", {"lang": language}) in page.elements
        assert any(a.get("name") == "viewport" for _, a in page.elements)
    assert "Laporan Hasil Evaluasi: Kota Contoh tahun 2021" in official["id"].text


def test_on_a_phone_the_bands_stand_one_above_the_other(official):
    phone = stylesheet("screen").partition("(max-width: 580px)")[2]
    assert ".chart.wide, .values figure { display: none; }" in phone
    assert ".chart.narrow { display: block;" in phone
    assert not re.search(r"\.chart[^}]*(min-width|overflow)", stylesheet("screen") + stylesheet("base"))
    assert ".chart.narrow { display: none; }" in stylesheet("base")
    kinds = [attrs.get("class") for tag, attrs in official["id"].elements if tag == "svg"]
    assert kinds.count("ladder") == kinds.count("strip") == 2


def test_a_range_among_the_strongest_has_room_on_one_line(official):
    values = [None if row in (2, 17) else value for row, value in enumerate(["1.20"] * 10 + ["4.5"] * 10)]
    ranged = page_of(*result_of("pemdi-2026", values, year=2026))
    assert ("table", {"class": "figures wide"}) in ranged.elements
    assert ("table", {"class": "figures wide"}) not in official["id"].elements


def test_numbers_have_the_marks_of_their_language(official):
    assert "2,95" in official["id"].text
    assert "2.95" not in official["id"].text
    assert "2.95" in official["en"].text
    assert "2,95" not in official["en"].text
    assert "Baik (Good)" in official["en"].text


def test_each_table_names_its_columns_and_each_chart_itself(official):
    page = official["id"]
    heads = [a for t, a in page.elements if t == "th"]
    assert heads
    assert all(a.get("scope") in {"col", "row"} for a in heads)
    pictures = [a for t, a in page.elements if t == "svg"]
    assert len(pictures) > 60
    assert all(a.get("aria-hidden") == "true" or (a["role"] == "img" and a["aria-label"]) for a in pictures)


def test_no_place_is_left_unfilled(official):
    for page in official.values():
        shown = [value for _, attributes in page.elements for name, value in attributes.items() if name != "data-shown"]
        assert not re.findall(
            r"\{\w*\}|None|Undefined|Fraction\(", " ".join([page.text, *(value or "" for value in shown)])
        )


def test_hostile_texts_are_seen_as_texts_and_do_nothing():
    problems = tuple(problem("E211", Place("f", text[:31], "D1"), name=text) for text in HOSTILE)
    agency = " ".join(HOSTILE)
    rows = len(OFFICIAL)
    made = result_of(agency=agency[:390], evidence=HOSTILE, problems=problems, file=HOSTILE[1], program=HOSTILE[0])
    page = page_of(*made)
    safe = page_of(*result_of(agency="y" * 390, evidence=["x"] * len(HOSTILE), problems=problems))
    kinds = [(tag, sorted(attributes)) for tag, attributes in page.elements]
    assert kinds == [(tag, sorted(attributes)) for tag, attributes in safe.elements]
    for text in HOSTILE:
        assert page.text.count(" ".join(text.split())) >= rows


@pytest.mark.parametrize("field", ["agency", "unit", "stage"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_in_single_fields(field, text):
    assert " ".join(text.split()) in page_of(*result_of(**{field: text})).text


def test_hostile_wordings_of_a_rubric_are_seen_as_texts():
    import small

    from spbe_index.core.rubric import Text

    bad = Text(HOSTILE[0], HOSTILE[0])
    base = small.small_rubric()
    instrument = small.small_rubric(
        title=bad, index_name=bad, defects=(bad,), scales=(base.scales[0]._replace(name=bad),)
    )
    page = page_of(*result_of(by=instrument, values=[1, 2, 3, 4, 5, 5], stage="mandiri"))
    assert page.text.count(HOSTILE[0]) >= 6
    assert len(page.scripts) == 2
    assert HOSTILE[0] not in page.scripts[0]


@pytest.mark.parametrize(("data", "kind"), [(b"\x89PNG\r\n\x1a\n..", "png"), (b"\xff\xd8\xff..", "jpeg")])
def test_the_logo_is_inside_the_file_and_named(data, kind):
    page = page_of(*result_of(), logo=data)
    (picture,) = [a for t, a in page.elements if t == "img"]
    assert picture["src"].startswith(f"data:image/{kind};base64,")
    assert picture["alt"] == "Logo Kota Contoh"


@pytest.mark.parametrize(
    "made",
    [
        result_of(values=[None] * 47),
        result_of(values=[None] * 47, unfilled="zero"),
        result_of("pemdi-2026", DECIMALS, year=2026),
        result_of("spbe-2018", [0] * 37, year=2019),
    ],
    ids=["open", "zero", "pemdi", "2018"],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_kind_of_result_is_well_formed(made, language):
    page = page_of(*made, language=language)
    assert page.stack == []
    assert "Kota Contoh" in page.text


def test_the_templates_escape_everything_and_forgive_nothing():
    environment = html._environment()
    assert environment.autoescape is True
    assert environment.undefined is jinja2.StrictUndefined
    assert environment.from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"
    with pytest.raises(jinja2.UndefinedError):
        environment.from_string("{{ nobody }}").render()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_passes_values_unescaped_or_into_style(path):
    text = path.read_text(encoding="utf-8")
    assert not re.findall(r"\|\s*safe|autoescape|style\s*=|<script|Markup", text)
    for value in re.findall(r"=\s*(\S)\{\{|=\{\{", text):
        assert value in {'"', "'"}
    outside = re.sub(r'"[^"]*"', "", re.sub(r"\{[{%#].*?[}%#]\}", "", text, flags=re.S))
    assert "http:" not in outside
    assert "https:" not in outside


def test_the_same_view_gives_the_same_page():
    made = result_of(evidence=("a", "b"))
    assert report_html(report_view(*made, Recording("id"))) == report_html(report_view(*made, Recording("id")))


def test_what_the_page_reckons_with_is_all_there_and_exact():
    made = result_of("spbe-2018", [3, None, *[2] * 35])
    data = json.loads(page_of(*made).scripts[0])
    result, instrument = made
    assert [leaf["code"] for leaf in data["leaves"]] == [leaf.code for leaf in result.leaves]
    assert [leaf["weight"] for leaf in data["leaves"]] == [str(leaf.weight) for leaf in result.leaves]
    assert [leaf["value"] for leaf in data["leaves"]][:3] == ["3", None, "2"]
    assert [band["name"] for band in data["bands"]] == [band.name.id for band in instrument.bands]
    assert data["nodes"][0] == {"code": "index", "leaves": [leaf.code for leaf in result.leaves]}


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "]]>", "\u2028", "&lt;"])
def test_nothing_in_the_data_ends_the_element_that_holds_it(text):
    page = page_of(*result_of(file=text))
    assert len(page.scripts) == 2
    assert "<" not in page.scripts[0]
    json.loads(page.scripts[0])


def test_a_file_name_that_a_shell_would_obey_is_not_put_into_a_command():
    for name, shown in (("$(rm x).xlsx", "BERKAS.xlsx"), ("-o.xlsx", "BERKAS.xlsx"), ("a b.xlsx", "a b.xlsx")):
        assert json.loads(page_of(*result_of(file=name)).scripts[0])["command"] == f'spbe simulate "{shown}"'
