"""The pages of the JSON contract are those of the program's own outputs, and every key of those has its meaning."""

from __future__ import annotations

import copy
import json
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from json_outputs import Output, outputs

from spbe_index.cli.options import Group
from spbe_index.cli.run import COMMANDS, command_named
from spbe_index.write.words import LANGUAGES

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "spbe_index"
#: Forms that are read only, are no JSON, or are nobody else's business: what a run of many files has finished.
OTHERS = {"spbe-rubric/1", "spbe-crosswalk/1", "spbe-signature/1", "spbe-batch-journal/1"}
#: Where a schema file and its page differ: what the file leaves open; targets, which have the form of answers; and what
#: the page tells of rows and standings wherever they occur.
APART = re.compile(r"robust\.|.*\.target\.between\.|standing\.(own|nearest)\.(rank|shared|self)$|standing\.problems$")


@pytest.fixture(scope="module")
def said() -> list[Output]:
    return outputs()


@pytest.fixture(scope="module")
def module() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "docs" / "json_contract.py"))


@pytest.fixture(scope="module")
def contract(said: list[Output], module: dict[str, Any]) -> Any:
    return module["contract"](plain for _, plain in said)


def faults(contract: Any) -> list[tuple[str, str]]:
    """The keys without a meaning in both languages, and those that say something else than may stand there."""
    found = []
    for name, path, seen in contract.paths():
        told = contract.told(name, path)
        if not told.get("id") or not told.get("en") or not seen.texts <= set(told.get("values", seen.texts)):
            found.append((name, path))
    return found


def test_the_pages_are_fresh(contract: Any, module: dict[str, Any]) -> None:
    for language in LANGUAGES:
        written = (ROOT / "docs" / f"json.{language}.md").read_text(encoding="utf-8")
        assert written == module["page"](language, contract), "run: make docs"


def test_every_key_has_a_meaning_and_every_meaning_a_key(contract: Any) -> None:
    assert faults(contract) == []
    assert contract.idle() == []


def test_a_new_key_a_key_gone_and_a_new_value_are_noticed(said: list[Output], module: dict[str, Any]) -> None:
    changed = copy.deepcopy([plain for _, plain in said])
    for plain in changed:
        if plain["schema"] == "spbe-check/1":
            plain["units"][0]["kelak"] = 1
            plain["problems"].append(plain["problems"][0] | {"severity": "fatal"})
            plain["rubric"]["kelak"] = 1
            del plain["counts"]
    found = module["contract"](changed)
    shape = {("spbe-check/1", f"rubric.{key}") for key in ("id", "title", "kelak")}
    assert set(faults(found)) == {("spbe-check/1", "units[].kelak"), ("problem", "severity")} | shape
    assert ("spbe-check/1", "counts.error") in found.idle()


def test_every_command_and_every_form_is_there(said: list[Output], contract: Any) -> None:
    commands = set()
    for name in COMMANDS:
        command = command_named(name)
        inner = command.commands if isinstance(command, Group) else {"": command}
        for word, one in inner.items():
            if any("--format" in option.flags and "json" in option.choices for option in one.options.values()):
                commands.add(f"spbe {name} {word}".strip())
    assert commands
    assert commands <= {command for command, _ in said}
    sources = (path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    forms = {form for source in sources for form in re.findall(r"\"(spbe-[a-z-]+/\d+)\"", source)}
    assert forms - OTHERS == set(contract.schemas)


@pytest.mark.parametrize("guide", ["panduan.md", "guide.md"])
def test_the_guides_name_the_form_of_every_command(guide: str, said: list[Output]) -> None:
    rows = [
        row for row in (ROOT / "docs" / guide).read_text(encoding="utf-8").splitlines() if row.startswith("| `spbe ")
    ]
    for command, plain in said:
        if plain["schema"] != "spbe-problems/1" and command != "spbe report":
            assert any(f"`{command}`" in row and f"`{plain['schema']}`" in row for row in rows), command


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("core/*.schema.json")), ids=lambda path: path.name)
def test_schema_files_say_the_same(path: Path, contract: Any) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    theirs: dict[str, set[str]] = {}
    for key, told in allowed(schema, schema, ""):
        theirs.setdefault(key, set()).update(told)
    ours = dict(shown(contract, schema["title"], ""))
    assert len(ours) > 50
    for known in (ours, theirs):
        for key in [key for key in known if APART.match(key)]:
            del known[key]
    assert ours == theirs


def allowed(schema: dict[str, Any], part: dict[str, Any], path: str, *tags: str) -> Iterator[tuple[str, set[str]]]:
    """Every key that a schema file allows: which texts alone it may be, and whether it may be null or missing."""
    if "$ref" in part:
        yield from allowed(schema, schema["$defs"][part["$ref"].rpartition("/")[2]], path)
    for one in (*part.get("oneOf", ()), *part.get("anyOf", ())):
        yield from allowed(schema, one, path)
    texts = [*part.get("enum", ()), *([part["const"]] if "const" in part and path != "schema" else ())]
    null = None in texts or "null" in part.get("type", ())
    if path:
        yield path, {text for text in texts if text is not None} | ({"?null"} if null else set()) | set(tags)
    for key, inner in part.get("properties", {}).items():
        missing = () if key in part["required"] else ("?missing",)
        yield from allowed(schema, inner, f"{path}.{key}" if path else key, *missing)
    more, items = part.get("additionalProperties"), part.get("items")
    if isinstance(more, dict):
        yield from allowed(schema, more, f"{path}.{{name}}")
    if isinstance(items, dict):
        yield from allowed(schema, items, path)


def shown(contract: Any, name: str, path: str) -> Iterator[tuple[str, set[str]]]:
    """The same of the page: every key of a table, and of the shapes in it."""
    table = contract.tables[name]
    for key, seen in table.keys.items():
        at = f"{path}.{key}" if path else key
        at = at.replace("[]", "").replace("{code}", "{name}")
        tags = {"?missing"} if table.may_be_missing(key) else set()
        tags |= {"?null"} if "null" in seen.kinds else set()
        yield at, set(contract.told(name, key).get("values", ())) | tags
        for kind in seen.kinds & contract.shapes.keys():
            yield from shown(contract, kind, at)
