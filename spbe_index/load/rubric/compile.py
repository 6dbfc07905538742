"""Compile the shipped rubrics to JSON (`python -m spbe_index.load.rubric.compile`); the build does it too.

A compiled rubric holds the plain data of a YAML file that passed every check,
the hash of the bytes it was made from, and the number of the form it has; see `load_rubric` for how it is used.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from typing import Any

from spbe_index.core.problem import Problem
from spbe_index.load.rubric import shelf
from spbe_index.load.rubric.build import FORMAT, build_rubric
from spbe_index.load.rubric.check import checked_data


def compile_rubrics() -> tuple[Problem, ...]:
    """Compile every shipped rubric that is valid, remove what is left of others, and return the problems of the rest.

    Raises:
        OSError: the folder of the program cannot be written.

    """
    os.makedirs(shelf.COMPILED, exist_ok=True)
    index: dict[str, Any] = {}
    faults: list[Problem] = []
    for path in shelf.shipped_files():
        with open(path, "rb") as file:
            content = file.read()
        data, problems = checked_data(content, path)
        faults.extend(problems)
        if data is None:
            continue
        name = os.path.splitext(os.path.basename(path))[0]
        digest = hashlib.sha256(content).hexdigest()
        _write(f"{name}.json", {"format": FORMAT, "sha256": digest, "rubric": data})
        index[name] = {"sha256": digest, "shelved": shelf.of_rubric(build_rubric(data, digest))}
    _write("index.json", {"format": FORMAT, "rubrics": index})
    for name in os.listdir(shelf.COMPILED):
        if name.endswith(".json") and name != "index.json" and name[:-5] not in index:
            os.remove(os.path.join(shelf.COMPILED, name))
    return tuple(faults)


def _write(name: str, content: dict[str, Any]) -> None:
    """Write all or nothing: another process may be reading."""
    path = os.path.join(shelf.COMPILED, name)
    draft = f"{path}.{os.getpid()}"
    with open(draft, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, separators=(",", ":"))
    os.replace(draft, path)


def main() -> int:
    """Compile, name what is wrong on standard error, and return 0 or, with problems, 4."""
    problems = compile_rubrics()
    for found in problems:
        particulars = " ".join(f"{name}={value}" for name, value in found.args)
        sys.stderr.write(f"{found.place.file}:{found.place.cell}: {found.code} {particulars}\n")
    return 4 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
