"""Cell formats: for each format a marked cell has, one more that differs in fill and border only."""

from __future__ import annotations

from spbe_index.marking.looks import LOOKS, Look, is_light, is_mark
from spbe_index.marking.markup import Edits, Element, escape, parse

#: What a workbook without formats gets before anything is added.
EMPTY = (
    '<styleSheet xmlns="{space}"><fonts><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    "<borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_SECTIONS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")


#: What a section starts with when the part has none: what every program takes for granted.
_USUAL = {
    "fonts": ('<{p}font><{p}sz val="11"/><{p}name val="Calibri"/></{p}font>',),
    "fills": (
        '<{p}fill><{p}patternFill patternType="none"/></{p}fill>',
        '<{p}fill><{p}patternFill patternType="gray125"/></{p}fill>',
    ),
    "borders": ("<{p}border><{p}left/><{p}right/><{p}top/><{p}bottom/><{p}diagonal/></{p}border>",),
    "cellXfs": ('<{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}


class Styles:
    """The formats of a workbook, with those that marks and the list of findings need."""

    def __init__(self, data: bytes, part: str) -> None:
        self._data = data
        self._root = parse(data, part)
        self._present = {child.local: child for child in self._root.children}
        self._added: dict[str, list[bytes]] = {name: [] for name in _USUAL}
        self._numbers: dict[tuple[str, bytes], int] = {}
        for name in _USUAL:
            for number, found in enumerate(self._elements(name)):
                self._numbers.setdefault((name, data[found.start : found.end]), number)

    def marked(self, base: int, severity: str) -> int:
        """The number of the format that shows this severity and is otherwise the format `base`."""
        look = LOOKS[severity]
        fill = self._fill(look.dark if is_light(self._of(base, "font")) else look.light)
        return self._derive(base, fillId=fill, borderId=self._border(look), applyFill=1, applyBorder=1)

    def unmarked(self, base: int) -> int:
        """The format without fill and border: for a mark of which nobody knows what it covered."""
        return self._derive(base, fillId=0, borderId=0)

    def marks(self) -> set[int]:
        """The formats that `marked` gave when the file was here before."""
        numbers = range(len(self._elements("cellXfs")))
        return {number for number in numbers if is_mark(self._of(number, "fill"), self._of(number, "border"))}

    def own(self, font: str, *, fill: str = "", line: str = "", alignment: str = "", quoted: bool = False) -> int:
        """The number of a format of our own.

        Args:
            font: Markup of a font; see `font`.
            fill: A colour, or "" for none.
            line: The colour of a thin line below, or "" for none.
            alignment: Attributes besides the vertical one.
            quoted: The text stays text also when somebody edits it.

        """
        numbers = f'fontId="{self._add("fonts", font)}" fillId="{self._fill(fill) if fill else 0}"'
        quote = ' quotePrefix="1"' if quoted else ""
        numbers += f' borderId="{self._line_below(line) if line else 0}"'
        applied = 'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        start = f'<{{p}}xf numFmtId="0" {numbers}{quote} {applied}>'
        return self._add("cellXfs", f'{start}<{{p}}alignment vertical="top"{alignment}/></{{p}}xf>')

    def font(self, *, before: str = "", size: str = "", colour: str = "") -> str:
        """Markup of a font like the workbook's usual one; `before` is what stands first, e.g. bold."""
        usual = next(iter(self._elements("fonts")), None)
        given = {child.local: child.get("val") for child in usual.children} if usual else {}
        sz = given.get("sz", "")
        size = size or (sz if sz.replace(".", "", 1).isdecimal() and len(sz) < 6 else "11")
        name = escape(given.get("name", "") or "Calibri").decode("ascii")
        painted = f'<{{p}}color rgb="{colour}"/>' if colour else ""
        return f'<{{p}}font>{before}<{{p}}sz val="{size}"/>{painted}<{{p}}name val="{name}"/></{{p}}font>'

    def result(self) -> bytes:
        """The part with what was added; a missing section is put where the order of sections wants it."""
        edits = Edits(self._data)
        new: dict[int, bytes] = {}
        at = self._root.inside
        for name in _SECTIONS:
            section = self._present.get(name)
            at = section.end if section else at
            added = b"".join(self._added.get(name, ()))
            if not added:
                continue
            if not self._elements(name):
                added = self._markup("".join(_USUAL[name])) + added
            if section is None:
                new[at] = new.get(at, b"") + self._markup(f"<{{p}}{name}>") + added + self._markup(f"</{{p}}{name}>")
                continue
            edits.append(section, added)
            if section.get("count"):
                edits.set(section.start, "count", str(self._count(name) + len(self._added[name])))
        for place, markup in new.items():
            if self._root.empty:
                edits.append(self._root, markup)
            else:
                edits.insert(place, markup)
        return edits.result()

    def _markup(self, text: str) -> bytes:
        return text.replace("{p}", self._root.prefix).encode("utf-8")

    def _elements(self, section: str) -> list[Element]:
        return self._present[section].children if section in self._present else []

    def _count(self, section: str) -> int:
        return len(self._elements(section)) or len(_USUAL[section])

    def _add(self, section: str, markup: str | bytes) -> int:
        """The number of an element that is added to a section, once."""
        ready = self._markup(markup) if isinstance(markup, str) else markup
        added = self._added[section]
        if (section, ready) not in self._numbers:
            self._numbers[section, ready] = self._count(section) + len(added)
            added.append(ready)
        return self._numbers[section, ready]

    def _fill(self, colour: str) -> int:
        start = f'<{{p}}fill><{{p}}patternFill patternType="solid"><{{p}}fgColor rgb="{colour}"/>'
        return self._add("fills", start + '<{p}bgColor indexed="64"/></{p}patternFill></{p}fill>')

    def _border(self, look: Look) -> int:
        def side(name: str) -> str:
            return f'<{{p}}{name} style="{look.border}"><{{p}}color rgb="{look.line}"/></{{p}}{name}>'

        sides = "".join(map(side, ("left", "right", "top", "bottom")))
        return self._add("borders", f"<{{p}}border>{sides}<{{p}}diagonal/></{{p}}border>")

    def _line_below(self, colour: str) -> int:
        bottom = f'<{{p}}bottom style="thin"><{{p}}color rgb="{colour}"/></{{p}}bottom>'
        return self._add(
            "borders", f"<{{p}}border><{{p}}left/><{{p}}right/><{{p}}top/>{bottom}<{{p}}diagonal/></{{p}}border>"
        )

    def _derive(self, base: int, **attributes: int) -> int:
        """The number of a format that is another one but for these attributes."""
        formats = self._elements("cellXfs")
        if 0 <= base < len(formats):
            markup = self._data[formats[base].start : formats[base].end]
        else:  # the workbook has no formats; or a cell names one that does not exist
            markup = self._markup(_USUAL["cellXfs"][0])
        for name, value in attributes.items():
            edits = Edits(markup)
            edits.set(0, name, str(value))
            markup = edits.result()
        return self._add("cellXfs", markup)

    def _of(self, number: int, what: str) -> Element | None:
        """The font, fill or border of a format."""
        formats, found = self._elements("cellXfs"), self._elements(f"{what}s")
        if not 0 <= number < len(formats):
            return None
        index = formats[number].get(f"{what}Id")
        return found[int(index)] if index.isdecimal() and len(index) < 7 and int(index) < len(found) else None
