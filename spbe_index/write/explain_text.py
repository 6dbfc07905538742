"""An explanation as plain text for a terminal, and as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from spbe_index.write.markdown import code_block, inert
from spbe_index.write.view.facts import Fact, Listing
from spbe_index.write.view.opened_model import ExplanationView, Opened

#: Stands before each line once for every figure that it is part of.
_GUIDE = "│ "
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_LEAST_WIDTH = 40


def explanation_text(view: ExplanationView, *, width: int, colour: bool) -> str:
    """How every value comes about, then the figures as a tree, each line behind as many guides as it is deep."""
    lines = [_bold(line, colour) for line in _wrapped(view.title, width)]
    lines += [*_wrapped(view.heading, width), ""]
    for sentence in view.intro:
        lines += _wrapped(sentence, width)
    lines += [line for fact in view.facts for line in _wrapped(_fact(fact), width)]
    lines += _figure(view.whole, 0, width, colour)
    return "\n".join(lines) + "\n"


def explanation_markdown(view: ExplanationView) -> str:
    """What the terminal shows, as Markdown: a heading for each figure, as deep as it stands in the tree."""
    lines = [f"# {inert(view.title)}", "", inert(view.heading), ""]
    for sentence in view.intro:
        lines += [inert(sentence), ""]
    lines += [_fact_item(fact) for fact in view.facts]
    lines += _markdown_figure(view.whole, 2)
    return "\n".join(lines) + "\n"


def _figure(figure: Opened, depth: int, width: int, colour: bool) -> Iterator[str]:
    """A figure and all below it, its own lines behind one guide more than its title."""
    outside, inside = _GUIDE * depth, _GUIDE * (depth + 1)
    yield outside.rstrip()
    for line in _wrapped(figure.title, max(_LEAST_WIDTH, width - len(outside))):
        yield outside + _bold(line, colour)
    for line in _body(figure, max(_LEAST_WIDTH, width - len(inside))):
        yield inside + line
    for part in figure.parts:
        yield from _figure(part, depth + 1, width, colour)


def _body(figure: Opened, width: int) -> Iterator[str]:
    for notice in figure.notices:
        yield from _wrapped(f"! {notice}", width)
    for line in figure.formula:
        yield from _wrapped(line, width, first="  " if line.startswith("=") else "", rest="    ")
    if figure.order:
        yield from _wrapped(figure.order, width)
    for fact in figure.facts:
        yield from _wrapped(_fact(fact), width)
    for listing in figure.listings:
        yield from _listing(listing, width)


def _listing(listing: Listing, width: int) -> Iterator[str]:
    yield from _wrapped(_heading(listing), width)
    for item in listing.items:
        yield from _wrapped(f"- {item}", width, first="  ", rest="    ")
    if listing.note:
        yield from _wrapped(f"({listing.note})", width, first="  ", rest="  ")


def _heading(listing: Listing) -> str:
    return " ".join(part for part in (f"{listing.title}:" if listing.items else listing.title, listing.lead) if part)


def _fact(fact: Fact) -> str:
    return f"{fact.label}: {fact.text}" + (f" ({fact.note})" if fact.note else "")


def _wrapped(text: str, width: int, first: str = "", rest: str = "  ") -> list[str]:
    lines = textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return lines or [""]


def _bold(line: str, colour: bool) -> str:
    return f"{_BOLD}{line}{_PLAIN}" if colour else line


def _markdown_figure(figure: Opened, level: int) -> Iterator[str]:
    yield from ("", f"{'#' * min(level, 6)} {inert(figure.title)}", "")
    for notice in figure.notices:
        yield from (f"**{inert(notice)}**", "")
    if figure.formula:
        yield from (*code_block(figure.formula), "")
    if figure.order:
        yield from (inert(figure.order), "")
    yield from map(_fact_item, figure.facts)
    for listing in figure.listings:
        lead = f" {inert(listing.lead)}" if listing.lead else ""
        note = f" ({inert(listing.note)})" if listing.note else ""
        yield f"* **{inert(listing.title)}**{note}{lead}"
        yield from (f"  * {inert(item)}" for item in listing.items)
    for part in figure.parts:
        yield from _markdown_figure(part, level + 1)


def _fact_item(fact: Fact) -> str:
    note = f" ({inert(fact.note)})" if fact.note else ""
    return f"* **{inert(fact.label)}:** {inert(fact.text)}{note}"
