"""What `spbe verify` says, for a terminal and as plain data."""

from __future__ import annotations

from typing import Any

from spbe_index.core.result_json import problem_plain, value_plain
from spbe_index.verifying import Check, Verified
from spbe_index.write.terminal import problem_lines
from spbe_index.write.words import Words, clean

SCHEMA = "spbe-verify/1"


def verified_plain(verified: Verified, words: Words) -> dict[str, Any]:
    """Everything as plain data, for JSON."""
    result = verified.result
    return {
        "schema": SCHEMA,
        "file": verified.file,
        "kind": verified.kind,
        "verdict": verified.verdict,
        "agency": result and result.agency,
        "year": result and result.year,
        "rubric": result and result.rubric._asdict(),
        "index": result and value_plain(result.index),
        "band": result.verdict.name if result and result.verdict else None,
        "input": result and {"name": result.provenance.file, "sha256": result.provenance.sha256},
        "signature": {"state": verified.signature.state, "key": verified.signature.key or None},
        "checks": [check._asdict() for check in verified.checks],
        "problems": [problem_plain(found, words.tell) for found in verified.problems],
    }


def verified_text(verified: Verified, words: Words, *, width: int, colour: bool) -> str:
    """Everything for a terminal: the verdict, each check, and what is to be said of them."""
    lines = [f"{clean(verified.file)}: {words(f'verify.verdict.{verified.verdict}')}"]
    result = verified.result
    if result:
        year = str(result.year) if result.year is not None else words("terminal.year_unknown")
        about = f"{clean(result.agency) or words('terminal.agency_unknown')}, {year}"
        if result.verdict:
            about += f": {words.number(result.low)} {clean(result.verdict.name)}"
        lines.append(about)
    lines.append("")
    rows = [(words(f"verify.check.{check.what}"), *_state(check, verified, words)) for check in verified.checks]
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    lines += [f"  {name:<{first}}  {state:<{second}}  {detail}".rstrip() for name, state, detail in rows]
    if verified.problems:
        lines += ["", *problem_lines(verified.problems, words, colour=colour, width=width, hint_once=True)]
    return "\n".join(lines) + "\n"


def _state(check: Check, verified: Verified, words: Words) -> tuple[str, str]:
    """What a check came to, and of what."""
    state = words(f"verify.state.{check.state}")
    if check.what == "signature":
        return state, clean(verified.signature.key)
    if check.what in ("figures", "pages"):
        return state, words(f"verify.of.{check.what}", count=check.detail) if check.detail else ""
    return state, clean(check.detail)
