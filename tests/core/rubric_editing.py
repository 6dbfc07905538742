"""Instruments with one thing in them changed."""

from __future__ import annotations

from spbe_index.core.rubric import Item, Rubric


def with_item(rubric: Rubric, code: str, /, **changes: object) -> Rubric:
    """The instrument with something else in the item of this code."""
    return rubric._replace(tree=tuple(_changed(item, code, changes) for item in rubric.tree), sha256="e" * 64)


def item_of(rubric: Rubric, code: str) -> Item:
    """The item of this code."""
    return next(item for item, _ in rubric.items() if item.code == code)


def _changed(item: Item, code: str, changes: dict[str, object]) -> Item:
    children = tuple(_changed(child, code, changes) for child in item.children)
    kept = item._replace(children=children)
    return kept._replace(**changes) if item.code == code else kept
