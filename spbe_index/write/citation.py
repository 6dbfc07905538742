"""Where a fact stands in the regulation, in the same words wherever it is cited."""

from __future__ import annotations

import re

from spbe_index.core.rubric import Source
from spbe_index.write.words import Words

#: A page within the words for the place, as a rubric of one's own may have it.
_TOLD = re.compile(r"\b(?:hlm|hal|halaman|pp?|pages?)\b\.? *[0-9]", re.IGNORECASE)
#: Stands between several places, and between their pages.
_NEXT = "; "


def citation(source: Source | None, words: Words, page: str = "") -> str:
    """Article, annex, table and page of a source, and how sure it is where it is not quite.

    Args:
        source: None where the rubric names none, which is said.
        words: The language.
        page: The page of one item, which narrows those of the source.

    """
    said = place(source, words, page)
    return said if source is None or source.sure == "high" else f"{said}, {words(f'terminal.source.{source.sure}')}"


def place(source: Source | None, words: Words, page: str = "") -> str:
    """Article, annex, table and page of a source; that no page is known, or no source, where that is so."""
    if source is None:
        return words("terminal.source.none") + (f", {_pages(page, words)}" if page else "")
    where = source.where.of(words.language)
    if not (known := source.page or page):
        return where if _TOLD.search(where) else f"{where}; {words('terminal.source.no_page')}"
    said = _paged(where, known, words)
    if page in ("", *known.split(_NEXT)):
        return said
    return words("terminal.source.narrowed", place=said, page=_pages(page, words))


def _paged(where: str, pages: str, words: Words) -> str:
    """The place with its pages; of several places, each with its own where each has some."""
    places, each = where.split(_NEXT), pages.split(_NEXT)
    if len(places) != len(each):
        places, each = [where], [pages]
    return _NEXT.join(f"{one}, {_pages(page, words)}" for one, page in zip(places, each, strict=True))


def _pages(page: str, words: Words) -> str:
    """One page or several: `hlm. 17`; in English `p. 17` and `pp. 17-18`."""
    return words(f"terminal.source.{'one' if page.isdigit() else 'more'}", page=page)
