"""Builders of workbooks in the format of Excel 97-2003."""

import datetime

import xlwt
from workbooks import saved


def xls(calendar_1904=False):
    workbook = xlwt.Workbook()
    workbook.dates_1904 = calendar_1904
    sheet = workbook.add_sheet("Penilaian")
    sheet.write(2, 2, " teks ")
    sheet.write(2, 3, 3)
    sheet.write(2, 4, 3.75)
    sheet.write(2, 5, True)
    for column, form in ((6, "yyyy-mm-dd"), (7, "yyyy-mm-dd hh:mm"), (8, "hh:mm")):
        base = datetime.date(1904, 1, 1) if calendar_1904 else datetime.date(1899, 12, 30)
        serial = (datetime.date(2026, 4, 3) - base).days
        value = {6: serial, 7: serial + 0.4375, 8: 0.4375}[column]
        sheet.write(2, column, value, xlwt.easyxf(num_format_str=form))
    sheet.row(3).set_cell_error(2, 0x17)
    sheet.row(3).set_cell_error(3, 0x2A)
    sheet.write_merge(5, 6, 2, 4, "m")
    sheet.row(3).hidden = True
    sheet.col(5).hidden = True
    workbook.add_sheet("Rahasia").visibility = 1
    workbook.add_sheet("Sangat").visibility = 2
    return saved(workbook)
