"""What commands say of one file must be the same, of the form they promise, and readable to themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
from watching import Ended, Line, emptied, line, run

SCORE = line("score {file} --format json")
INSPECT = line("inspect {file} --format json")
CHECK = line("check {file} --format json")
VERIFY = line("verify {file} --format json")
ANNOTATE = line("check {file} --annotate {out}.xlsx")
_CORE = Path(__file__).parents[2] / "spbe_index" / "core"
_SCHEMAS = {
    one.words: jsonschema.Draft202012Validator(json.loads((_CORE / name).read_text(encoding="utf-8")))
    for one, name in ((SCORE, "spbe-result-1.schema.json"), (INSPECT, "spbe-inspect-1.schema.json"))
}


def disagreements(one: Line, ended: Ended, file: Path, seconds: float) -> list[str]:
    """What is wrong with what a command says that has ended as documented.

    It says otherwise than `spbe score` does of the same file, its JSON is not as its schema has it, or a result is not
    read again.

    Args:
        one: The command line.
        ended: How it has ended.
        file: The file, in the folder in which it ran.
        seconds: How long scoring may take.

    """
    schema = _SCHEMAS.get(one.words)
    if schema and ended.code in (0, 1):
        found = jsonschema.exceptions.best_match(schema.iter_errors(json.loads(ended.out)))
        if found:
            return [f"not of its schema: {found.message[:200]}"]
    if one.words == SCORE.words and ended.code in (0, 1):
        return _not_read_again(ended.out, file, seconds)
    if one.words not in (INSPECT.words, CHECK.words, ANNOTATE.words):
        return []
    scored = _scored(file, seconds)
    if scored.late:
        return ["hang: spbe score"]
    done = scored.code in (0, 1)
    if one.words == INSPECT.words:
        seen = json.loads(ended.out)
        if ended.code == 0 and seen["scorable"] is not done:
            return [f"inspect says scorable: {seen['scorable']}, score exits {scored.code}"]
        if ended.code == 3 and (scored.code != 3 or _codes(seen) != _codes(json.loads(scored.out))):
            return [f"inspect says {_codes(seen)}, score says {_codes(json.loads(scored.out))}"]
        return []
    if one.words == CHECK.words and (ended.code in (0, 1)) is not done:
        return [f"check exits {ended.code}, score exits {scored.code}"]
    if ended.code not in (0, 1):  # what is damaged beside the cells hinders only who marks them
        return []
    result = json.loads(scored.out)
    if one.words == CHECK.words:
        checked = json.loads(ended.out)
        return [] if checked["index"] == result["index"] else [f"index: {checked['index']}, {result['index']}"]
    again = _scored(file.parent / ANNOTATE.output.replace("{out}", "keluar"), seconds)
    if again.code not in (0, 1):
        return [f"marked: score exits {again.code}, not {scored.code}"]
    said, was = (_answers(json.loads(text)) for text in (again.out, scored.out))
    return [] if said == was else ["marked: other answers"]


def believed(ended: Ended) -> bool:
    """Whether `spbe verify` said of a file that it is what was sealed."""
    return ended.code == 0 and json.loads(ended.out)["verdict"] == "same"


def _not_read_again(result: bytes, file: Path, seconds: float) -> list[str]:
    """Why a saved result cannot be read, where it cannot."""
    saved = file.with_name("hasil.json")
    saved.write_bytes(result)
    again = _run(["explain", saved.name, "--format", "json"], file, seconds)
    return [] if again.code in (0, 1) else [f"the result is not read again: {_codes(json.loads(again.out))}"]


def _scored(file: Path, seconds: float) -> Ended:
    """How `spbe score` ends on a file."""
    return _run([file.name if word == "{file}" else word for word in SCORE.words], file, seconds)


def _run(words: list[str], file: Path, seconds: float) -> Ended:
    """How a command ends beside a file, apart from what others have left there."""
    folder = emptied(file.parent / "lain")
    (folder / "tmp").mkdir()
    return run(words, folder, seconds, where=file.parent)


def _codes(plain: Any) -> list[str]:
    return [found["code"] for found in plain["problems"]]


def _answers(plain: Any) -> Any:
    """The index and every answer with its cell."""
    return plain["index"], [
        (node["code"], node["value"], node.get("answer"), node.get("cell")) for node in plain["nodes"]
    ]
