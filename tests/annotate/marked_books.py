"""Workbooks with everything that must not be lost, by each library that writes them and by hand."""
# ruff: noqa: E501

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture
from workbooks import package, saved

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Picture.new("RGB", (20, 20), "red").save(out, "PNG")
    out.seek(0)
    return out


def by_openpyxl() -> bytes:
    """Chart, image, validation, conditional formats, comments, merges, names, hidden sheets, protection."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Penilaian"
    thin = Side(style="thin", color="FF00AA00")
    for row in range(1, 21):
        for column in range(1, 6):
            cell = sheet.cell(row, column, f"=A{row}*2" if column == 5 else row * column)
            if column == 2:
                cell.number_format = "0.00"
            if column == 3:
                cell.font = Font(name="Courier New", italic=True, color="FFFFFFFF")
                cell.fill = PatternFill("solid", fgColor="FF123456")
            if column == 4:
                cell.border = Border(left=thin, bottom=thin)
                cell.alignment = Alignment(wrap_text=True, horizontal="center")
                cell.protection = Protection(locked=False)
    sheet["D3"] = "teks & <tanda>"
    sheet["D4"].comment = Comment("ini komentar orang", "Budi", height=60, width=200)
    sheet["B9"].comment = Comment("komentar lain", "Ani")
    sheet.merge_cells("A15:A17")
    sheet.merge_cells("C19:D20")
    sheet.column_dimensions["H"].width = 30
    sheet.row_dimensions[25].fill = PatternFill("solid", fgColor="FFABCDEF")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = "A1:E20"
    sheet.protection.sheet = True
    validation = DataValidation(type="list", formula1='"1,2,3,4,5"', allow_blank=True)
    validation.add("D2:D20")
    sheet.add_data_validation(validation)
    sheet.conditional_formatting.add("B1:B20", CellIsRule(operator="greaterThan", formula=["5"], font=Font(bold=True)))
    sheet.conditional_formatting.add(
        "A1:A20", ColorScaleRule(start_type="min", end_type="max", start_color="FF0000", end_color="00FF00")
    )
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=10))
    sheet.add_chart(chart, "G2")
    sheet.add_image(Image(picture()), "G20")
    sheet.print_title_rows = "1:1"
    other = book.create_sheet("Catatan Bu Ani's")
    other["B2"] = "=Penilaian!A1"
    other.sheet_state = "hidden"
    book.create_sheet("Rahasia").sheet_state = "veryHidden"
    book["Rahasia"]["A1"] = 1
    book.defined_names["Tingkat"] = DefinedName("Tingkat", attr_text="Penilaian!$D$2:$D$20")
    return saved(book)


def by_xlsxwriter(*, macros: bool = False) -> bytes:
    """Chart, text box, data bars, sparklines, a table, comments, links, header image, a chart sheet; macros."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Penilaian")
    percent = book.add_format({"num_format": "0.0%", "bold": True, "bg_color": "#FFFF00", "border": 1})
    for row in range(20):
        sheet.write_row(row, 0, [row, row * 1.5, f"butir {row}", row / 20])
        sheet.write_formula(row, 5, f"=A{row + 1}+1", None, row + 1)
    for row in range(5):
        sheet.write(row, 3, row / 7, percent)
    sheet.write_url("C25", "https://example.invalid/dokumen", string="dokumen")
    sheet.write_rich_string("C26", "biasa ", book.add_format({"bold": True}), "tebal")
    sheet.write_comment("A2", "catatan pertama", {"author": "Sari", "visible": True})
    sheet.write_comment("F3", "catatan kedua")
    sheet.conditional_format("B1:B20", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline("H1", {"range": "Penilaian!A1:A20"})
    sheet.add_table("J1:K4", {"columns": [{"header": "Satu"}, {"header": "Dua"}]})
    sheet.data_validation("A1:A20", {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 50})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Penilaian!$A$1:$A$20"})
    sheet.insert_chart("H8", chart)
    sheet.insert_textbox("H30", "Kotak teks")
    sheet.insert_image("H40", "logo.png", {"image_data": picture()})
    sheet.set_column("L:M", 12, percent)
    sheet.set_row(30, 20, percent)
    sheet.set_header("&L&G", {"image_left": "kop.png", "image_data_left": picture()})
    sheet.set_paper(9)
    page = book.add_chartsheet("Grafik")
    page_chart = book.add_chart({"type": "pie"})
    page_chart.add_series({"values": "=Penilaian!$A$1:$A$5"})
    page.set_chart(page_chart)
    book.add_worksheet("Lain").write("A1", "x")
    book.define_name("Lain!Sendiri", "=Lain!$A$1")
    if macros:
        book.add_vba_project(io.BytesIO(b"\xd0\xcf\x11\xe0 macros"), is_stream=True)
    book.close()
    return out.getvalue()


def by_hand(
    sheet: str,
    *,
    styles: str | None = None,
    root: str = f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">',
    extra: Mapping[str, str | bytes] | None = None,
    sheet_relations: str = "",
    types: str = "",
    names: tuple[str, ...] = ("Penilaian",),
    strict: bool = False,
) -> bytes:
    """A workbook whose first sheet has this XML inside its root; each further name is an empty sheet."""
    space, relations = (STRICT, STRICT_RELATIONS) if strict else (MAIN, RELATIONS)
    listed = "".join(f'<sheet name="{name}" sheetId="{n * 3}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    tied = "".join(
        f'<Relationship Id="rId{n}" Type="{relations}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    declared = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{OFFICE}.worksheet+xml"/>'
        for n in range(1, len(names) + 1)
    )
    if styles is not None:
        tied += f'<Relationship Id="rId90" Type="{relations}/styles" Target="/xl/styles.xml"/>'
        declared += f'<Override PartName="/xl/styles.xml" ContentType="{OFFICE}.styles+xml"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{OFFICE}.sheet.main+xml"/>{declared}{types}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{space}" xmlns:r="{relations}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{tied}</Relationships>',
    }
    if styles is not None:
        parts["xl/styles.xml"] = f'{HEAD}<styleSheet xmlns="{space}">{styles}</styleSheet>'
    tag = root.partition(" ")[0][1:]
    parts["xl/worksheets/sheet1.xml"] = f"{HEAD}{root}{sheet}</{tag}>"
    for n in range(2, len(names) + 1):
        parts[f"xl/worksheets/sheet{n}.xml"] = f'{HEAD}<worksheet xmlns="{space}"><sheetData/></worksheet>'
    if sheet_relations:
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{sheet_relations}</Relationships>'
        )
    return package({**parts, **(extra or {})})


STYLES = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="0.000"/></numFmts>'
    '<fonts count="2"><font><sz val="10"/><name val="Arial"/></font><font><b/><sz val="12"/><name val="Arial"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"><alignment horizontal="right"/>'
    '<protection locked="0"/></xf><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    '<dxfs count="0"/>'
)
CELLS = (
    '<sheetData><row r="2" spans="2:4"><c r="B2" s="1"><v>3</v></c><c r="D2" t="inlineStr"><is><t>Ya</t></is></c></row>'
    '<row r="4" s="1" customFormat="1"/><row r="6"><c r="C6" s="2"><f>B2+1</f><v>4</v></c></row></sheetData>'
)
THREAD = '<comment ref="B2" authorId="0" shapeId="0"><text><t>[Threaded comment] lihat</t></text></comment>'


def as_excel_writes() -> bytes:
    """What Excel puts in: prefixes it ignores, alternate content, form controls, threads, printer settings, custom XML."""
    compatible = (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
    )
    after = (
        '<sheetProtection sheet="1" objects="1"/><pageMargins left="0.7" right="0.7" top="0.7" bottom="0.7" header="0.3" '
        'footer="0.3"/><pageSetup paperSize="9" r:id="rId1"/><legacyDrawing r:id="rId2"/><mc:AlternateContent>'
        '<mc:Choice xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" Requires="x14"><controls/>'
        "</mc:Choice></mc:AlternateContent><extLst><ext uri='{x}'/></extLst>"
    )
    vml = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1025" type="#_x0000_t202"><v:textbox>'
        "<div>Tombol<br>dua baris</div></v:textbox><x:ClientData ObjectType='Button'><x:Row>1</x:Row><x:Column>1</x:Column>"
        '</x:ClientData></v:shape><v:shape id="_x0000_s1030" type="#_x0000_t202"><x:ClientData ObjectType="Note"><x:Row>1'
        "</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>"
    )
    threads = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    relations = (
        f'<Relationship Id="rId1" Type="{RELATIONS}/printerSettings" Target="../printerSettings/printerSettings1.bin"/>'
        f'<Relationship Id="rId2" Type="{RELATIONS}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/>'
        f'<Relationship Id="rId3" Type="{RELATIONS}/comments" Target="../comments1.xml"/>'
        f'<Relationship Id="rId4" Type="{threads}" Target="../threadedComments/threadedComment1.xml"/>'
    )
    extra: dict[str, str | bytes] = {
        "xl/printerSettings/printerSettings1.bin": b"\0\1\2",
        "xl/drawings/vmlDrawing1.vml": vml,
        "xl/comments1.xml": f'{HEAD}<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author></authors><commentList>'
        f"{THREAD}</commentList></comments>",
        "xl/threadedComments/threadedComment1.xml": f"{HEAD}<ThreadedComments/>",
        "customXml/item1.xml": f"{HEAD}<milik-kantor/>",
        "docProps/app.xml": f"{HEAD}<Properties/>",
        "xl/calcChain.xml": f'{HEAD}<calcChain xmlns="{MAIN}"><c r="C6" i="1"/></calcChain>',
    }
    types = (
        '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/>'
        '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        f'<Override PartName="/xl/comments1.xml" ContentType="{OFFICE}.comments+xml"/>'
    )
    sheet = '<dimension ref="B2:D6"/>' + CELLS.replace('<row r="2"', '<row x14ac:dyDescent="0.25" r="2"') + after
    return by_hand(sheet, styles=STYLES, root=compatible, sheet_relations=relations, extra=extra, types=types)


def prefixed() -> bytes:
    inside = CELLS
    for tag in ("sheetData", "row", "c", "v", "f", "is", "t"):
        inside = (
            inside.replace(f"<{tag}>", f"<x:{tag}>")
            .replace(f"<{tag} ", f"<x:{tag} ")
            .replace(f"</{tag}>", f"</x:{tag}>")
        )
    return by_hand(inside, styles=STYLES, root=f'<x:worksheet xmlns:x="{MAIN}">')


def without_styles() -> bytes:
    return by_hand(CELLS.replace(' s="1"', "").replace(' s="2"', ""))


def strict() -> bytes:
    return by_hand(CELLS, styles=STYLES, root=f'<worksheet xmlns="{STRICT}">', strict=True)


def in_utf16() -> bytes:
    content = by_hand(CELLS, styles=STYLES)
    sheet = unzipped(content)["xl/worksheets/sheet1.xml"].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    return package({**unzipped(content), "xl/worksheets/sheet1.xml": sheet})


BOOKS: dict[str, Callable[[], bytes]] = {
    "openpyxl": by_openpyxl,
    "xlsxwriter": by_xlsxwriter,
    "macros": lambda: by_xlsxwriter(macros=True),
    "excel": as_excel_writes,
    "prefixed": prefixed,
    "no styles": without_styles,
    "strict": strict,
    "utf-16": in_utf16,
    "empty sheet": lambda: by_hand("<sheetData/>", styles=STYLES),
    "no numbers": lambda: by_hand(
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
    ),
}
