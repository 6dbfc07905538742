"""Labelled facts and titled lists, as reports and explanations show them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what it says; `note` may be empty."""

    label: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A titled list: criteria of a level, documents, bands.

    `lead` says how its items are to be taken, `note` what else is to be said;
    with a `link` the items stand elsewhere on the same page, under that anchor.
    """

    title: str
    items: tuple[str, ...]
    lead: str = ""
    note: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Seal:
    """What ties the report to what it was made of: how to make sure of it, and the digests."""

    intro: str
    facts: tuple[Fact, ...]
