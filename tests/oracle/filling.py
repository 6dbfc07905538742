"""Filling a template as somebody would, without a spreadsheet: values put into its empty cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from fractions import Fraction
from html import escape

from spbe_index.core.exact import decimal_text
from spbe_index.core.rubric import Rubric
from spbe_index.write.template.layout import Layout, lay_out
from spbe_index.write.words import Words

#: A value to be typed; text is typed as text.
Typed = int | Fraction | str


class Form:
    """A template taken apart once, to be filled many times."""

    def __init__(self, content: bytes, rubric: Rubric, language: str) -> None:
        self.layout: Layout = lay_out(rubric, Words(language))
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        book = self.parts["xl/workbook.xml"].decode()
        self.sheets = {
            name: f"xl/worksheets/sheet{number}.xml"
            for number, name in enumerate(re.findall(r'<sheet [^>]*name="([^"]+)"', book), 1)
        }

    def filled(self, cells: Mapping[str, Mapping[str, Typed]]) -> bytes:
        """The workbook with these values, by sheet (as in the catalogue) and address."""
        parts = dict(self.parts)
        for sheet, values in cells.items():
            name = self.sheets[self.layout.title(sheet)]
            text = parts[name].decode()
            for address, value in values.items():
                empty = re.compile(rf'<c r="{address}"( s="\d+")?(?: t="n")? ?/>')
                text, count = empty.subn(lambda found, a=address, v=value: _cell(a, found[1] or "", v), text)
                assert count == 1, (sheet, address, count)
            parts[name] = text.encode()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, data in parts.items():
                package.writestr(name, data)
        return out.getvalue()


def _cell(address: str, style: str, value: Typed) -> str:
    if isinstance(value, str):
        return f'<c r="{address}"{style} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{address}"{style}><v>{decimal_text(Fraction(value))}</v></c>'
