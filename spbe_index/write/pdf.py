"""The yearly report as PDF, typeset by WeasyPrint from the same page as the HTML.

Nothing outside the package is read while the page is set: the fetcher serves
the bundled fonts and the given logo and refuses everything else. The same
report gives the same bytes in every process.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import re
import sys
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from spbe_index.core.problem import SpbeError, problem
from spbe_index.write.archive import VARIANT, Attached, UndrawnError, finisher
from spbe_index.write.html import FACES, FONTS, page, sheet, stylesheet
from spbe_index.write.seal import Sealing, sealed
from spbe_index.write.view.comparison_model import ComparisonView, RankView
from spbe_index.write.view.model import ReportView


@contextmanager
def _by_the_loader_alone() -> Iterator[None]:
    """Shared libraries are looked for by the system's loader, as they are named, and nowhere else.

    WeasyPrint asks for each library by the names of all systems, and for each
    name that is not there Python starts a compiler and a linker to search for
    it: on Linux that takes as long as the rest of the import together.
    """
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


if sys.platform == "linux":
    # Where that finds too little, the import below looks everywhere, and says what is missing.
    with suppress(OSError), _by_the_loader_alone():
        import weasyprint.text.ffi  # noqa: F401

from weasyprint import HTML  # noqa: E402  only now, as it is here
from weasyprint.text import ffi  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402

#: The scheme of addresses that only our fetcher knows.
SCHEME = "spbe"
_LOGO = f"{SCHEME}:logo"

#: What stands for a letter that no font has, as fonts themselves draw it.
_BOX = "□"
#: Signs of no meaning but in one font, which may not be printed without their meaning (ISO 19005-3, 6.2.11.7.3).
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
#: Those that Word makes of its lists, which come along when text is pasted.
_OF_WORD = {"\uf0b7": "•", "\uf0a7": "■", "\uf0fc": "✓", "\uf0d8": "→", "\uf076": "•", "\uf02d": "-"}

#: The moment that fonts inside the file claim to be made at, whatever SOURCE_DATE_EPOCH the user has: a report that is
#: made again elsewhere must have the same bytes.
_EPOCH = "0"


class PackagedOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves the bundled fonts and the logo; refuses every other address and keeps a list of those."""

    def __init__(self, logo: bytes | None) -> None:
        super().__init__(allowed_protocols=(SCHEME,))
        self.refused: list[str] = []
        self._logo = logo

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The bytes behind one of our own addresses.

        Raises:
            ValueError: any other address.

        """
        for name, _, _ in FACES:
            if url == _font_url(name):
                with open(os.path.join(FONTS, f"{name}.woff2"), "rb") as file:
                    return URLFetcherResponse(url, file.read(), {"Content-Type": "font/woff2"})
        if url == _LOGO and self._logo is not None:
            return URLFetcherResponse(url, self._logo)
        self.refused.append(url)
        raise ValueError("not a packaged asset")


def report_pdf(view: ReportView, *, logo: bytes | None = None, sealing: Sealing | None = None) -> bytes:
    """The whole report as a tagged PDF for archives, with bookmarks.

    Args:
        view: What it shows; see `report_view`.
        logo: A PNG or JPEG picture for the cover.
        sealing: What lies inside it, with a seal that names it; None for nothing.

    Raises:
        SpbeError: E852, there is no room for temporary files; who calls knows where those are.

    """
    attached = sealed(sealing, engine()) if sealing else ()
    return render(view, PackagedOnly(logo), logo=logo, attached=attached)


def sheet_pdf(template: str, view: ComparisonView | RankView) -> bytes:
    """A comparison or a ranking as such a PDF: `template` is its name, e.g. `compare`."""
    return _typeset(sheet(template, view, style=_on_paper()), PackagedOnly(None))


def engine() -> dict[str, str]:
    """The versions of everything that the bytes of a PDF hang on; the same ones give the same bytes."""
    import cssselect2
    import PIL
    import pydyf
    import pyphen
    import tinycss2
    import tinyhtml5
    import weasyprint

    found = {
        "weasyprint": weasyprint.__version__,
        "pydyf": pydyf.__version__,
        "tinycss2": tinycss2.__version__,
        "tinyhtml5": tinyhtml5.__version__,
        "cssselect2": cssselect2.__version__,
        "pyphen": getattr(pyphen, "__version__", ""),
        "pango": _dotted(ffi.pango.pango_version()),
        "harfbuzz": _harfbuzz(),
        "subset": "harfbuzz",
        "pillow": PIL.__version__,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    if not ffi.harfbuzz_subset:
        import fontTools

        found["subset"] = f"fonttools {fontTools.version}"
    return found


def _dotted(number: int) -> str:
    """A version that is one number, e.g. 15012, as it is usually written."""
    return f"{number // 10_000}.{number // 100 % 100}.{number % 100}"


def _harfbuzz() -> str:
    """The version of HarfBuzz, which WeasyPrint lets be asked only whether it is at least some other."""
    version = [0, 0, 0]
    for place in range(3):
        while ffi.harfbuzz.hb_version_atleast(*version[:place], version[place] + 1, *[0] * (2 - place)):
            version[place] += 1
    return ".".join(map(str, version))


def render(
    view: ReportView, fetcher: PackagedOnly, *, logo: bytes | None = None, attached: Sequence[Attached] = ()
) -> bytes:
    """`report_pdf` with a fetcher whose refusals the caller can look at."""
    return _typeset(report_page(view, logo=logo), fetcher, attached)


def report_page(view: ReportView, *, logo: bytes | None = None) -> str:
    """The page that is set: HTML with the styles of paper."""
    return page(view, style=_on_paper(), logo=_LOGO if logo else "")


def _on_paper() -> str:
    faces = "\n".join(
        f'@font-face {{ font-family: "Laporan Sans"; font-weight: {weight}; font-style: {style}; '
        f'src: url("{_font_url(name)}"); }}'
        for name, weight, style in FACES
    )
    return "\n".join((faces, stylesheet("base"), stylesheet("print")))


def _typeset(text: str, fetcher: PackagedOnly, attached: Sequence[Attached] = ()) -> bytes:
    """The page as PDF; what no font can draw is drawn as a box, and is whole in the result that lies inside."""
    identifier = hashlib.sha256(text.encode("utf-8")).hexdigest()[:32].encode("ascii")
    text = _PRIVATE.sub(lambda found: _OF_WORD.get(found[0], _BOX), text)
    try:
        return _set(text, identifier, fetcher, attached)
    except UndrawnError as undrawn:
        boxes = str.maketrans(dict.fromkeys(undrawn.letters, _BOX))
        return _set(text.translate(boxes), identifier, fetcher, attached)


def _set(text: str, identifier: bytes, fetcher: PackagedOnly, attached: Sequence[Attached]) -> bytes:
    # The profile of colours is read from a file that WeasyPrint leaves to Python to close.
    with _fixed_time(), warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        document = HTML(string=text, url_fetcher=fetcher, base_url=f"{SCHEME}:")
        try:
            pdf: bytes = document.write_pdf(
                font_config=FontConfiguration(),
                pdf_identifier=identifier,
                pdf_variant=VARIANT,
                finisher=finisher(attached),
            )
        except OSError as error:
            # It keeps the fonts in a temporary folder while it works.
            raise SpbeError(problem("E852")) from error
    return pdf


def _font_url(name: str) -> str:
    return f"{SCHEME}:fonts/{name}.woff2"


@contextmanager
def _fixed_time() -> Iterator[None]:
    """SOURCE_DATE_EPOCH set to a fixed one while a file is made."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = _EPOCH
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
