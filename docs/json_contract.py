"""Write `json.id.md` and `json.en.md`: every key of what commands say as JSON, with its type and its meaning.

Run with `make docs`. Keys and types are those of real outputs, which `tests/guide/json_outputs.py` makes by running
every command; meanings stand in `json_meanings.yaml`. `tests/guide` holds the three to each other.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from spbe_index.write.words import LANGUAGES

HERE = Path(__file__).parent
#: Where commands are run, and what that takes.
HELPERS = [str(HERE.parent / "tests" / folder) for folder in ("guide", "load", "verify")]
#: Keys that are data and no names: codes of an instrument, or anything.
_CODE = re.compile(r"index|[A-Z]+\d+(-\d+)?")
_DATA = {"{code}": _CODE, "{name}": re.compile(".*", re.DOTALL)}

#: By language: title, what the page says of itself, headings, and the words of the tables; of types one and several.
PAGE: dict[str, dict[str, Any]] = {
    "id": {
        "title": "Kunci JSON",
        "about": "Setiap kunci dari apa yang ditulis perintah dengan `--format json`, menurut nama di kunci `schema`."
        " Titik memisahkan kunci di dalam kunci, `[]` berarti isi sebuah daftar, `{code}` kode butir instrumen,"
        " `{name}` nama apa pun. *Bisa tidak ada*: kuncinya ditiadakan bila tidak ada isinya; yang lain selalu ada."
        " Program yang membaca JSON ini sebaiknya mengabaikan kunci yang tidak dikenalnya, sebab kunci baru dapat"
        " ditambahkan. Kunci dan jenisnya diambil dari keluaran program sendiri."
        " Halaman ini dibuat dengan `make docs`; jangan diubah di sini.",
        "shapes": "Bentuk yang dipakai bersama",
        "head": "| kunci | jenis | arti |",
        "text": ("teks", "teks"),
        "integer": ("bilangan bulat", "bilangan bulat"),
        "number": ("bilangan", "bilangan"),
        "boolean": ("`true`/`false`", "`true`/`false`"),
        "object": ("objek", "objek"),
        "list": ("daftar", "daftar"),
        "of": "daftar {}",
        "empty": "daftar, selalu kosong",
        "or": "atau",
        "missing": "bisa tidak ada",
        "values": "Isinya:",
    },
    "en": {
        "title": "Keys of the JSON",
        "about": "Every key of what commands write with `--format json`, by the name under the key `schema`. A dot"
        " stands between a key and one within it, `[]` for what is in a list, `{code}` for the code of an item of the"
        " instrument, `{name}` for any name. *May be missing*: the key is left out where there is nothing to say; all"
        " others are always there. A program that reads this JSON should pass over keys it does not know, for some may"
        " be added. Keys and types are those of the program's own outputs."
        " This page is made by `make docs`; do not edit it here.",
        "shapes": "Shared shapes",
        "head": "| key | type | meaning |",
        "text": ("text", "texts"),
        "integer": ("whole number", "whole numbers"),
        "number": ("number", "numbers"),
        "boolean": ("`true`/`false`", "`true`/`false`"),
        "object": ("object", "objects"),
        "list": ("list", "lists"),
        "of": "list of {}",
        "empty": "list, always empty",
        "or": "or",
        "missing": "may be missing",
        "values": "Values:",
    },
}


class Seen:
    """What was seen under one key: types of its value (or of what is in it, if a list), texts, and how often it was."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.texts: set[str] = set()
        self.times = 0
        self.is_list = False


class Table:
    """The keys of a schema or a shape by path, and how often each object in it was seen."""

    def __init__(self) -> None:
        self.keys: dict[str, Seen] = {}
        self.objects: Counter[str] = Counter()

    def may_be_missing(self, path: str) -> bool:
        """Whether a key was not in every object that could have it."""
        return not path.endswith(("}", "[][]")) and self.keys[path].times < self.objects[path.rpartition(".")[0]]

    def in_order(self, inside: str = "") -> Iterator[str]:
        """The paths as they were first seen, each before those within it."""
        for path in self.keys:
            within = path[:-2] if path.endswith("[][]") else path.rpartition(".")[0]
            if within == inside:
                yield path
                yield from self.in_order(path)


class Contract:
    """All outputs taken together, beside the meanings."""

    def __init__(self, meanings: dict[str, Any]) -> None:
        self.schemas: dict[str, dict[str, Any]] = meanings["schemas"]
        self.shapes: dict[str, dict[str, Any]] = meanings["shapes"]
        self.common: dict[str, dict[str, Any]] = meanings["common"]
        self.tables: dict[str, Table] = {}
        self._used: set[tuple[str, str]] = set()

    def add(self, plain: dict[str, Any]) -> None:
        """Take in one output."""
        self._object(plain["schema"], "", plain)

    def paths(self) -> Iterator[tuple[str, str, Seen]]:
        """Every key of every table."""
        for name, table in self.tables.items():
            for path, seen in table.keys.items():
                yield name, path, seen

    def told(self, name: str, path: str) -> dict[str, Any]:
        """The meaning of a key: its own, that of the shape its table is like, or the common one; {} where none is."""
        for where, keys in self._own(name):
            if path in keys:
                self._used.add((where, path))
                return keys[path]
        parts = path.split(".")
        for start in range(len(parts)):
            ending = ".".join(parts[start:])
            if ending in self.common:
                self._used.add(("common", ending))
                return self.common[ending]
        return {}

    def idle(self) -> list[tuple[str, str]]:
        """The meanings and shapes that no output has had need of."""
        for name, path, _ in self.paths():
            self.told(name, path)
        written = [("common", path) for path in self.common]
        for name, own in (self.schemas | self.shapes).items():
            written += [(name, path) for path in own.get("keys", {})]
        unseen = [(name, "") for name in self.schemas | self.shapes if name not in self.tables]
        return unseen + [one for one in written if one not in self._used]

    def _own(self, name: str) -> Iterator[tuple[str, dict[str, dict[str, Any]]]]:
        """The meanings written for a schema or a shape, and then for the shape that it is like."""
        every = self.schemas | self.shapes
        own = every.get(name, {})
        for where in (name, own["like"]) if "like" in own else (name,):
            yield where, every.get(where, {}).get("keys", {})

    def _object(self, name: str, path: str, value: dict[str, Any]) -> None:
        table = self.tables.setdefault(name, Table())
        table.objects[path] += 1
        for key, inner in value.items():
            self._value(name, self._path(name, path, key), inner)

    def _path(self, name: str, path: str, key: str) -> str:
        """The path of a key, which stands as `{code}` or `{name}` where it is data."""
        start = f"{path}." if path else ""
        known = {one for _, keys in self._own(name) for one in keys}
        if start + key not in known:
            for sign, pattern in _DATA.items():
                if start + sign in known and pattern.fullmatch(key):
                    return start + sign
        return start + key

    def _value(self, name: str, path: str, value: Any, *, is_key: bool = True) -> None:
        """Note a value under its path; `is_key` is false for what stands in a list."""
        table, listed = self.tables[name], f"{path}[]"
        if isinstance(value, list):
            if is_key and path in table.keys:  # it was null until now
                table.keys = {listed if one == path else one: seen for one, seen in table.keys.items()}
            elif not is_key:
                table.keys[path].kinds.add("list")
            seen = table.keys.setdefault(listed, Seen())
            seen.is_list = True
            seen.times += is_key
            for one in value:
                self._value(name, listed, one, is_key=False)
            return
        seen = table.keys.setdefault(listed if listed in table.keys and value is None else path, Seen())
        seen.times += is_key
        if isinstance(value, dict):
            other = value.get("schema") or self._shape_of(value)
            seen.kinds.add(other or "object")
            self._object(other or name, "" if other else path, value)
        else:
            seen.kinds.add(_kind(value))
            if isinstance(value, str):
                seen.texts.add(value)

    def _shape_of(self, value: dict[str, Any]) -> str:
        """The shape that an object has; "" for none."""
        for name, shape in self.shapes.items():
            least = set(shape["of"])
            whole = all(isinstance(inner, dict) for inner in value.values())
            fits = least <= set(value) <= least | set(shape.get("maybe", ()))
            if fits and shape.get("holds_objects", whole) == whole:
                return name
        return ""


def _kind(value: object) -> str:
    if value is None:
        return "null"
    return {bool: "boolean", int: "integer", float: "number", str: "text"}[type(value)]


def contract(outputs: Iterable[dict[str, Any]]) -> Contract:
    """The contract that these outputs keep to."""
    found = Contract(yaml.safe_load((HERE / "json_meanings.yaml").read_text(encoding="utf-8")))
    for plain in outputs:
        found.add(plain)
    return found


def page(language: str, found: Contract) -> str:
    """The document in one language."""
    own = PAGE[language]
    lines = [f"# {own['title']}", "", own["about"]]
    for name, about in found.schemas.items():
        lines += ["", f"## {name}", "", about[language], "", *_rows(name, found, language)]
    lines += ["", f"## {own['shapes']}"]
    for name, about in found.shapes.items():
        lines += ["", f"### {about['name'][language]}", "", about[language], "", *_rows(name, found, language)]
    return "\n".join([*lines, ""])


def _rows(name: str, found: Contract, language: str) -> Iterator[str]:
    own, table = PAGE[language], found.tables[name]
    yield from (own["head"], "| --- | --- | --- |")
    for path in table.in_order():
        told, seen = found.told(name, path), table.keys[path]
        meaning = told.get(language, "")
        if "values" in told:
            meaning += f". {own['values']} " + ", ".join(f"`{value}`" for value in told["values"])
        said = _types(seen, found, language)
        if table.may_be_missing(path):
            said += f"; {own['missing']}"
        yield f"| `{path}` | {said} | {meaning} |"


def _types(seen: Seen, found: Contract, language: str) -> str:
    """What may stand under a key."""
    own = PAGE[language]
    kinds = [_type(kind, found, language, many=seen.is_list) for kind in sorted(seen.kinds - {"null"})]
    if seen.is_list:
        kinds = [own["of"].format(f" {own['or']} ".join(kinds)) if kinds else own["empty"]]
    return f" {own['or']} ".join([*kinds, "`null`"] if "null" in seen.kinds else kinds)


def _type(kind: str, found: Contract, language: str, *, many: bool) -> str:
    """One type; a link where it is told of elsewhere on the page."""
    if kind in found.schemas:
        return f"[{kind}](#{kind.replace('/', '')})"
    if kind in found.shapes:
        name = found.shapes[kind]["name"][language]
        return f"[{name}](#{name.replace(' ', '-')})"
    return str(PAGE[language][kind][many])


def main() -> None:
    """Write both."""
    sys.path[:0] = HELPERS
    from json_outputs import outputs

    found = contract(plain for _, plain in outputs())
    for language in LANGUAGES:
        (HERE / f"json.{language}.md").write_text(page(language, found), encoding="utf-8")


if __name__ == "__main__":
    main()
