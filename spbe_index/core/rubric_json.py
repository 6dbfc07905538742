"""Parts of a rubric as plain data for JSON, the same wherever they are written."""

from __future__ import annotations

from typing import Any

from spbe_index.core.rubric import Interval, Source, Text


def text_plain(text: Text) -> dict[str, str]:
    """A wording in both languages."""
    return {"id": text.id, "en": text.en}


def source_plain(source: Source | None) -> dict[str, Any] | None:
    """A source; null where the rubric cites none, and `page` null where it is not known."""
    return source and {
        "where": text_plain(source.where),
        "page": source.page or None,
        "sure": source.sure,
        "note": text_plain(source.note) if source.note.id else None,
    }


def interval_plain(values: Interval) -> dict[str, Any]:
    """A stretch of values with its edges, exact."""
    return {
        "from": str(values.low),
        "from_included": values.low_included,
        "to": str(values.high),
        "to_included": values.high_included,
    }
