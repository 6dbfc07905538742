"""No float in the core: none written, none computed, none made of figures on their way out."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

CORE = Path(__file__).parents[1] / "spbe_index" / "core"
SOURCES = sorted(CORE.glob("*.py"))

#: What makes floats, by whichever way it is reached.
NAMES = {"float", "complex", "round", "pow", "eval", "exec", "getattr"}
ATTRIBUTES = {"float", "complex"} | {
    f"__{name}__" for name in ("truediv", "rtruediv", "itruediv", "float", "pow", "rpow")
}
MODULES = {"math", "cmath", "statistics", "numpy", "decimal", "operator", "builtins"}
OUTSIDE = {"os", "sys", "time", "datetime", "random", "pathlib", "io"}
#: A way to write a number that rounds it as a float: `.2f` behind a colon, `%.2f`.
FORMAT = r"[eEfFgGn%]$"
FORMATS = r"\{[^{}]*:[^{}]*[eEfFgGn%]\}|%[-+ #0-9.*]*[eEfFgG]"

#: The only divisions there may be, as functions in place of the sign.
DIVISION = """
from fractions import Fraction
from typing import overload

@overload
def divided(a: Fraction, b: Fraction | int) -> Fraction: ...
@overload
def divided(a: int, b: Fraction) -> Fraction: ...
def divided(a: Fraction | int, b: Fraction | int) -> Fraction:
    raise NotImplementedError
"""


def refuse_floats(tree):
    """No float, nothing that makes one, no library that computes with them, and nothing of the world outside."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() | complex()):
                refused = True
            case ast.Name(id=name):
                refused = name in NAMES
            case ast.Attribute(attr=name):
                refused = name in ATTRIBUTES
            case ast.BinOp(op=ast.Pow(), right=power) | ast.AugAssign(op=ast.Pow(), value=power):
                refused = isinstance(power, ast.UnaryOp | ast.BinOp)
            case ast.BinOp(op=ast.Mod(), left=ast.Constant(value=str(text))):
                refused = bool(re.search(FORMATS, text))
            case ast.FormattedValue(format_spec=ast.JoinedStr(values=parts)):
                refused = bool(
                    re.search(
                        FORMAT, "".join(getattr(part, "value", "") for part in parts if isinstance(part, ast.Constant))
                    )
                )
            case ast.Call(func=ast.Name(id="format"), args=[_, spec]):
                refused = not isinstance(spec, ast.Constant) or bool(re.search(FORMAT, spec.value))
            case ast.Call(func=ast.Attribute(attr="format", value=ast.Constant(value=str(text)))):
                refused = bool(re.search(FORMATS, text))
            case ast.Import(names=names):
                refused = bool({alias.name.partition(".")[0] for alias in names} & (MODULES | OUTSIDE))
            case ast.ImportFrom(module=module, names=names):
                whole = module == "math" and {alias.name for alias in names} <= {"gcd", "lcm"}
                refused = not whole and module in MODULES | OUTSIDE
            case _:
                refused = False
        assert not refused, getattr(node, "lineno", node)


class Spelled(ast.NodeTransformer):
    """Writes each division as a call, which a type checker can be asked about."""

    def visit_BinOp(self, node):
        self.generic_visit(node)
        return self.call(node, node.left, node.right) if isinstance(node.op, ast.Div) else node

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div):
            return node
        read = ast.parse(ast.unparse(node.target), mode="eval").body
        return ast.copy_location(ast.Assign([node.target], self.call(node, read, node.value)), node)

    def call(self, node, left, right):
        return ast.copy_location(ast.Call(ast.Name("divided", ast.Load()), [left, right], []), node)


def inexact_divisions(folder, sources):
    """What a type checker says of the divisions in these sources, by name, of which none may be of whole numbers."""
    package = folder / "spbe_index" / "core"
    package.mkdir(parents=True)
    (folder / "divisions.py").write_text(DIVISION, encoding="utf-8")
    (folder / "spbe_index" / "__init__.py").touch()
    for name, text in sources.items():
        tree = ast.parse(text)
        first = next((at for at, node in enumerate(tree.body) if not _must_be_first(node)), len(tree.body))
        tree.body.insert(first, ast.parse("from divisions import divided").body[0])
        (package / name).write_text(ast.unparse(ast.fix_missing_locations(Spelled().visit(tree))), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-error-summary", "--hide-error-context"]
    done = subprocess.run(
        [*command, "--cache-dir", str(folder / "cache"), "spbe_index"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return [line for line in done.stdout.splitlines() if '"divided"' in line or "divided(" in line]


def _must_be_first(node):
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text or (isinstance(node, ast.ImportFrom) and node.module == "__future__")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_float_in_the_core(path):
    refuse_floats(ast.parse(path.read_text(encoding="utf-8")))


def test_each_division_in_the_core_is_one_of_fractions(tmp_path):
    assert inexact_divisions(tmp_path, {path.name: path.read_text(encoding="utf-8") for path in SOURCES}) == []


@pytest.mark.parametrize(
    "source",
    [
        "x = 1.5", "float(3)", "import math", "from decimal import Decimal", "import os", "from math import lcm, sqrt",
        "x = 10**-2", "x **= -1", "x = 10 ** (a - b)", "(1).__truediv__(2)", 'f"{x:.2f}"', 'f"{x:{width}.1e}"',
        'format(x, ".2f")', '"{:.2f}".format(x)', '"%.2f" % x', "import builtins; y = builtins.float(x)",
        "import operator", "from operator import truediv", "b.float(x)", 'getattr(b, "flo" "at")', "pow(10, -2)",
    ],
)  # fmt: skip
def test_the_float_test_bites(source):
    with pytest.raises(AssertionError):
        refuse_floats(ast.parse(source))


def test_the_test_of_divisions_bites(tmp_path):
    bad = {
        "a.py": "x = 1 / 2\n",
        "b.py": "def f(a: int, b: int) -> object:\n    return a / b\n",
        "c.py": "def f(a: int) -> object:\n    a /= 2\n    return a\n",
        "d.py": "from fractions import Fraction\ndef f(a: int, b: Fraction) -> Fraction:\n    return a / b / 2\n",
    }
    found = inexact_divisions(tmp_path, bad)
    assert {Path(line.partition(":")[0]).name for line in found} == {"a.py", "b.py", "c.py"}
