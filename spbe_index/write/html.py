"""What is read in a browser as one HTML file each: nothing outside it is needed, and only our own script can run."""

from __future__ import annotations

import base64
import functools
import hashlib
import os
from dataclasses import dataclass, replace

import jinja2
from markupsafe import Markup

from spbe_index.write import charts
from spbe_index.write.view.comparison_model import ComparisonView, RankView
from spbe_index.write.view.model import ReportView
from spbe_index.write.view.opened_model import ExplanationView

_HERE = os.path.dirname(os.path.abspath(__file__))
TEMPLATES = os.path.join(_HERE, "templates")
FONTS = os.path.join(_HERE, "fonts")

#: Faces of the bundled family: file, weight, style.
FACES = (("regular", "400", "normal"), ("semibold", "600", "normal"), ("italic", "400", "italic"))

#: What the page may do: look as we say, and run the one script whose digest stands here. Nothing is fetched or sent.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; "
    "form-action 'none'; script-src 'sha256-{digest}'"
)


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: `key` names its heading and its template; `number` is "" for one that only a screen shows."""

    anchor: str
    key: str
    number: str = ""

    @property
    def heading(self) -> str:
        """The key of its heading."""
        return f"report.{self.key}"


SECTIONS = (
    Section("ringkasan", "summary"),
    Section("nilai", "values"),
    Section("indikator", "indicators"),
    Section("langkah", "steps"),
    Section("rencana", "plan"),
    Section("aman", "safety"),
    Section("simulator", "simulator"),
    Section("perbandingan", "comparison"),
    Section("posisi", "standing"),
    Section("tahap", "stages"),
    Section("unit", "units"),
    Section("bukti", "evidence"),
    Section("temuan", "findings"),
    Section("metode", "method"),
    Section("asal", "explanation"),
    Section("segel", "seal"),
)


#: Chapters that a report has only where there is something to tell.
OPTIONAL = ("plan", "safety", "comparison", "standing", "stages", "units")
#: The chapters that only a page can have.
ON_SCREEN = ("simulator", "explanation")


def sections(view: ReportView, *, on_screen: bool = False) -> tuple[Section, ...]:
    """The chapters of one report, in order; what can be played with or opened only in one for a screen.

    Numbers count what is printed, so that a page on screen, its print and the PDF have the same.
    """
    wanted = [section for section in SECTIONS if section.key not in OPTIONAL or getattr(view, section.key)]
    printed = [section for section in wanted if section.key not in ON_SCREEN]
    return tuple(
        replace(section, number=str(printed.index(section) + 1)) if section in printed else section
        for section in wanted
        if on_screen or section in printed
    )


def report_html(view: ReportView, *, logo: bytes | None = None) -> str:
    """The whole report as one file for a browser, a phone or a printer.

    Args:
        view: What it shows; see `report_view`.
        logo: A PNG or JPEG picture for the cover.

    """
    script = _static("page.js")
    style = _on_screen("explain")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    policy = _POLICY.format(digest=digest)
    return page(view, style=style, logo=_data_uri(logo) if logo else "", policy=policy, script=script)


def sheet_html(template: str, view: ComparisonView | RankView) -> str:
    """A comparison or a ranking as one file for a browser: `template` is its name, e.g. `compare`."""
    return sheet(template, view, style=_on_screen(), policy=_POLICY.partition("; script-src")[0])


def explanation_html(view: ExplanationView) -> str:
    """An explanation as one file for a browser, in which every figure opens; no script is needed for it."""
    return sheet("explain", view, style=_on_screen("explain"), policy=_POLICY.partition("; script-src")[0])


def sheet(template: str, view: ComparisonView | RankView | ExplanationView, *, style: str, policy: str = "") -> str:
    """The HTML of a comparison, a ranking or an explanation around a style sheet of our own."""
    made = _environment().get_template(f"{template}.html")
    looks = Markup(style)  # noqa: S704 - static text of this package
    return made.render(view=view, words=view.words, charts=charts, style=looks, policy=policy)


def page(view: ReportView, *, style: str, logo: str = "", policy: str = "", script: str = "") -> str:
    """The report's HTML around a style sheet of our own; `logo` is the address of the picture.

    With a `script` it is the page for a screen, which can be searched and played with.
    """
    template = _environment().get_template("page.html")
    return template.render(
        view=view,
        words=view.words,
        charts=charts,
        sections=sections(view, on_screen=bool(script)),
        style=Markup(style),  # noqa: S704 - static text of this package
        script=Markup(f"<script>{script}</script>") if script else "",  # noqa: S704 - likewise
        data=_inert(view.simulator.data),
        logo=logo,
        policy=policy,
    )


def _on_screen(*more: str) -> str:
    faces = (_face(name, weight, style) for name, weight, style in FACES)
    return "\n".join((*faces, *map(stylesheet, ("base", "print", "screen", *more))))


def stylesheet(name: str) -> str:
    """One of the report's style sheets; they are static, no value is ever put into them."""
    return _static(f"{name}.css")


def _static(name: str) -> str:
    with open(os.path.join(TEMPLATES, name), encoding="utf-8") as file:
        return file.read()


def _inert(data: str) -> Markup:
    """JSON in ASCII in an element that holds data and does not run: nothing in it can end the element."""
    held = "".join(f"\\u{ord(c):04x}" if c in "<>&'" else c for c in data)
    return Markup(f'<script type="application/json" id="simulator-data">{held}</script>')  # noqa: S704 - no HTML in it


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _face(name: str, weight: str, style: str) -> str:
    with open(os.path.join(FONTS, f"{name}.woff2"), "rb") as file:
        data = base64.b64encode(file.read()).decode("ascii")
    source = f'url("data:font/woff2;base64,{data}") format("woff2")'
    return f'@font-face {{ font-family: "Laporan Sans"; font-weight: {weight}; font-style: {style}; src: {source}; }}'


def _data_uri(picture: bytes) -> str:
    kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode('ascii')}"
