"""The yearly report as one HTML file: nothing outside it is needed, and nothing in it can run."""

from __future__ import annotations

import base64
import functools
import os
from dataclasses import dataclass

import jinja2
from markupsafe import Markup

from spbe_index.write import charts
from spbe_index.write.view.model import ReportView

_HERE = os.path.dirname(os.path.abspath(__file__))
TEMPLATES = os.path.join(_HERE, "templates")
FONTS = os.path.join(_HERE, "fonts")

#: Faces of the bundled family: file, weight, style.
FACES = (("regular", "400", "normal"), ("semibold", "600", "normal"), ("italic", "400", "italic"))

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: `key` names its heading and its template."""

    anchor: str
    key: str

    @property
    def heading(self) -> str:
        """The key of its heading."""
        return f"report.{self.key}"


SECTIONS = (
    Section("ringkasan", "summary"),
    Section("nilai", "values"),
    Section("indikator", "indicators"),
    Section("langkah", "steps"),
    Section("tahap", "stages"),
    Section("unit", "units"),
    Section("bukti", "evidence"),
    Section("temuan", "findings"),
    Section("metode", "method"),
    Section("segel", "seal"),
)


#: Chapters that a report has only where there is something to tell.
OPTIONAL = ("stages", "units")


def sections(view: ReportView) -> tuple[Section, ...]:
    """The chapters of one report, in order."""
    return tuple(section for section in SECTIONS if section.key not in OPTIONAL or getattr(view, section.key))


def report_html(view: ReportView, *, logo: bytes | None = None) -> str:
    """The whole report as one file for a browser, a phone or a printer.

    Args:
        logo: A PNG or JPEG picture for the cover.

    """
    faces = "\n".join(_face(name, weight, style) for name, weight, style in FACES)
    style = "\n".join((faces, stylesheet("base"), stylesheet("print"), stylesheet("screen")))
    return page(view, style=style, logo=_data_uri(logo) if logo else "", policy=_POLICY)


def page(view: ReportView, *, style: str, logo: str = "", policy: str = "") -> str:
    """The report's HTML around a style sheet of our own; `logo` is the address of the picture."""
    template = _environment().get_template("page.html")
    sheet = Markup(style)  # noqa: S704 - static text of this package
    return template.render(
        view=view, words=view.words, charts=charts, sections=sections(view), style=sheet, logo=logo, policy=policy
    )


def stylesheet(name: str) -> str:
    """One of the report's style sheets; they are static, no value is ever put into them."""
    with open(os.path.join(TEMPLATES, f"{name}.css"), encoding="utf-8") as file:
        return file.read()


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
