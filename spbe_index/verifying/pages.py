"""What the process that made a report again has found, as problems and a state."""

from __future__ import annotations

from typing import Any

from spbe_index.core.problem import Place, Problem, SpbeError, problem

_SIGNATURE = "signature"
#: What any program that writes a PDF anew writes for itself, apart from the title and its like.
_RENEWED = ("metadata", "properties")
#: What every version makes alike.
_LASTING = ("actions", "title")


def page_findings(paper: dict[str, Any], place: Place) -> tuple[list[Problem], str]:
    """Problems, and the state of the check: see `verifying`.

    Args:
        paper: What `remake.compare` gave.
        place: The report, as problems name it.

    Raises:
        SpbeError: E110, the answer is none.

    """
    try:
        if paper["same"] is True:
            return [], "same"
        return _otherwise(paper, place)
    except (LookupError, TypeError, ValueError, AttributeError):
        raise SpbeError(problem("E110", place, detail="answer")) from None


def _otherwise(paper: dict[str, Any], place: Place) -> tuple[list[Problem], str]:
    found: list[Problem] = []
    count, wanted = paper["pages"]
    if count != wanted:
        found.append(problem("E876", place, part="pages", count=count, wanted=wanted))
    for page, was, should in paper["words"]:
        found.append(problem("E875", place, page=int(page), was=was or "-", should=should or "-"))
    if paper["more"]:
        found.append(problem("N871", place, what="more", other=int(paper["more"])))
    found += [problem("E876", place, part="drawn", count=int(page), wanted="") for page in paper["drawn"]]
    signed = [one for one in paper["added"] if one[1] == _SIGNATURE]
    others = [one for one in paper["added"] if one[1] != _SIGNATURE]
    # A program that signs says in the metadata that it was there.
    parts = [part for part in paper["parts"] if not (signed or paper["engine"]) or part not in _RENEWED]
    # Of these another version makes its own; actions no version makes, and all give the same title.
    unlike = [part for part in parts if paper["engine"] and part not in _LASTING]
    parts = [part for part in parts if part not in unlike]
    found += [problem("E876", place, part=str(part), count="", wanted="") for part in parts]
    for page, kind, text, _ in others:
        found.append(problem("E877", place, page=int(page), kind=str(kind), text=text or "-"))
    for page, _, text, hidden in signed:
        about = {"page": int(page), "text": text or "-"}
        found.append(problem("E893", place, **about, hidden=hidden) if hidden else problem("W878", place, **about))
    apart = "; ".join(f"{part} {then} / {here}" for part, (then, here) in sorted(paper["engine"].items()))
    if apart:
        # Where only words can be compared, something may be painted over them: that is not the same.
        whole = paper["alike"] and not unlike
        found.append(problem("W870" if whole else "E892", place, versions=apart[:300]))
    touched = any(one.code in ("E875", "E876") for one in found)
    if touched:
        return found, "differs"
    if paper["added"]:
        return found, "added"
    if apart:
        return found, "alike"
    # Nothing that can be named differs, and still it is not the file that was sealed.
    part, state = ("appended", "added") if paper["begins"] else ("file", "differs")
    return [*found, problem("E876", place, part=part, count="", wanted="")], state
