"""Tables of text, rubrics and saved results, changed where it means something."""

from __future__ import annotations

import copy
import csv
import io
import json
import re
from random import Random
from typing import Any

import nasty

_SCALARS = (
    *("~", "null", "true", "yes", "no", ".inf", "-.nan", "!!python/object/apply:os.system [a]", "!!binary aGk=", "*a"),
    *("&a x", "<<: {a: 1}", "? x", "|", ">-", "[", "{", "]", "}", "- -", "%YAML 1.1", "---", "...", "'", '"', "`", "@"),
    *("0o17", "1:30", "2024-01-01", "1e3", "0.1", "1/3", "100", "-5", "33.333", "{id: a, en: b}", "{id: a}", "[a, b]"),
    *("[]", "{}", "a: b: c"),
)
_KEYS = ("id", "en", "kind", "level", "x")
_LINES = ("  " * 200 + "a: 1", "a: &a [*a]", "[" * 200, "\t", "id: dua")


def of_csv(data: bytes, chance: Random) -> bytes:
    """A table with cells, rows or columns changed; or its text, its quotes, its encoding."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"))))
    for _ in range(chance.choice((1, 2, 4, 8))):
        rows = _table(rows, chance)
    out = io.StringIO()
    style: Any = {
        "delimiter": chance.choice(",,,;\t|"),
        "quoting": chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONE)),
        "lineterminator": chance.choice(("\n", "\r\n", "\r")),
    }
    csv.writer(out, escapechar="\\", **style).writerows([] if row == [""] else row for row in rows)
    text = out.getvalue()
    if chance.random() < 0.1:
        text = chance.choice(("sep=;\n", "sep=\n", "sep=;;\n", "\n\n", "\ufeff", '"')) + text
    encoding = chance.choices(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"), (12, 2, 2, 1, 2, 1))[0]
    made = text.encode(encoding, "replace")
    return nasty.spoilt(made, chance, 4) if chance.random() < 0.15 else made


def _table(rows: list[list[str]], chance: Random) -> list[list[str]]:
    if not rows:
        return [[nasty.value(chance)]]
    at = chance.randrange(len(rows))
    width = max(map(len, rows))
    column = chance.randrange(max(1, width))
    what = chance.randrange(11)
    if what <= 2:
        rows = [list(row) for row in rows]
        rows[at] += [""] * (column + 1 - len(rows[at]))
        rows[at][column] = nasty.value(chance)
    elif what == 3:
        del rows[at]
    elif what == 4:
        rows = [*rows[:at], *[rows[chance.randrange(len(rows))]] * chance.choice((1, 2, 40)), *rows[at:]]
    elif what == 5:
        rows = [[*row[:column], *row[column + 1 :]] for row in rows]
    elif what == 6:
        other = chance.randrange(max(1, width))
        rows = [[*row[:other], *row[column : column + 1], *row[other:]] for row in rows]
    elif what == 7:
        new = nasty.value(chance)
        rows = [[*row[:column], new, *row[column + 1 :]] if chance.random() < 0.5 else row for row in rows]
    elif what == 8:
        other = chance.randrange(len(rows))
        rows = [*rows]
        rows[at], rows[other] = rows[other], rows[at]
    elif what == 9:
        rows = [*rows[:at], [nasty.value(chance) for _ in range(chance.randint(0, 12))], *rows[at:]]
    elif chance.random() < 0.3:
        rows = [list(row) for row in zip(*[[*row, *[""] * (width - len(row))] for row in rows], strict=True)]
    return rows


def of_yaml(data: bytes, chance: Random) -> bytes:
    """A rubric with lines lost, doubled, moved, shifted, or with other keys and values."""
    lines = data.decode("utf-8").splitlines()
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(lines)) if lines else 0
        line = lines[at] if lines else ""
        what = chance.randrange(9)
        if what == 0 and lines:
            del lines[at : at + chance.choice((1, 1, 5, 40))]
        elif what == 1:
            lines[at:at] = lines[at : at + chance.choice((1, 4, 30))] * chance.choice((1, 2, 20))
        elif what == 2 and lines:
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
        elif what == 3:
            lines[at : at + 1] = [" " * chance.choice((1, 2, 4)) + line]
        elif what == 4:
            lines[at : at + 1] = [line.removeprefix(" " * chance.choice((1, 2)))]
        elif what == 5:
            lines[at : at + 1] = [re.sub(r":.*", lambda _: ": " + _scalar(chance), line, count=1)]
        elif what == 6:
            lines[at : at + 1] = [re.sub(r"[\w.-]+", lambda _: _scalar(chance), line, count=chance.choice((1, 2)))]
        elif what == 7:
            lines[at : at + 1] = [re.sub(r"\w+", lambda _: chance.choice(_KEYS), line, count=1)]
        else:
            lines.insert(at, chance.choice((*_LINES, _scalar(chance))))
    made = "\n".join(lines).encode("utf-8", "replace")
    return nasty.spoilt(made, chance, 3) if chance.random() < 0.1 else made


def _scalar(chance: Random) -> str:
    return chance.choice(_SCALARS) if chance.random() < 0.5 else nasty.value(chance)


def of_json(data: bytes, chance: Random) -> bytes:
    """A saved result with values, keys or whole branches changed; or its text."""
    plain = copy.deepcopy(json.loads(data))
    for _ in range(chance.choice((1, 1, 2, 3))):
        holders = list(_holders(plain))
        holder = chance.choice(holders)
        key = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        what = chance.randrange(6)
        if what == 0:
            del holder[key]
        elif what == 1:
            holder[key] = _plain(chance)
        elif what == 2 and isinstance(holder, dict):
            holder[nasty.value(chance)] = holder.pop(key)
        elif what == 3:
            other = chance.choice(holders)
            if other:
                holder[key] = copy.deepcopy(chance.choice(list(other.values()) if isinstance(other, dict) else other))
        elif what == 4 and isinstance(holder, list):
            holder *= chance.choice((2, 30))
        elif isinstance(holder[key], str):
            holder[key] = nasty.value(chance)
    text = json.dumps(plain, ensure_ascii=chance.random() < 0.5)
    if chance.random() < 0.1:
        text = chance.choice(("\ufeff", "[", "{", '{"a":1}', "// x\n")) + text
    made = text.encode(chance.choices(("utf-8", "utf-16", "utf-32", "cp1252"), (9, 1, 1, 1))[0], "replace")
    return nasty.spoilt(made, chance, 3) if chance.random() < 0.15 else made


def _holders(plain: Any) -> Any:
    """Every object and list that holds anything."""
    if isinstance(plain, dict | list) and plain:
        yield plain
        for one in plain.values() if isinstance(plain, dict) else plain:
            yield from _holders(one)


def _plain(chance: Random) -> Any:
    deep: Any = 1
    for _ in range(chance.choice((5, 30, 500))):
        deep = [deep]
    numbers = (0, -1, 5, 3.5, 10**400, 1e308, -0.0, True, False, None, "1/0", "10/3", "1179/400", "3")
    return chance.choice((*numbers, [], {}, [1, 2], {"exact": "1/3"}, {"low": None}, deep, nasty.value(chance)))
