#!/usr/bin/env python3
"""Writes the sample workbook of this folder. All names are invented.

    python3 make.py

openpyxl makes it and LibreOffice Calc opens it, computes its formulas and saves it again.
"""

import datetime
import io
import pathlib
import struct
import subprocess
import tempfile
import zlib

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

HERE = pathlib.Path(__file__).parent
THIN = Border(*[Side(style="thin")] * 4)
UNITS = ["招商促进局", "规划建设局", "商务局"]


def picture():
    """A red square of 16 by 16 as PNG."""
    raw = b"".join(b"\0" + b"\xc0\x20\x20" * 16 for _ in range(16))

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
    return io.BytesIO(png + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b""))


def heading(ws):
    ws["A1"] = "云溪经济开发区2026年重点项目进展表（截至2026年5月底）"
    ws["A1"].font = Font(size=16, bold=True)
    ws["A1"].alignment = Alignment(horizontal="center")
    ws.merge_cells("A1:M1")
    ws["M2"] = "单位：万元"
    top = ["序号", "项目编码", "项目名称", "责任单位", "总投资", "2026年计划投资", "1-5月完成投资",
           "完成率", "形象进度%", "计划开工", "计划竣工", "名次", "备注"]
    for column, text in enumerate(top, 1):
        cell = ws.cell(3, column, text)
        cell.font, cell.border = Font(bold=True), THIN
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    ws.row_dimensions[3].height = 36


def project(ws, row, number, last):
    unit = UNITS[(row // 3) % 3]
    planned = 1000 + 37 * row
    values = [
        number, f"YX-{row:03}", f"第{row}号{'厂房' if row < 12 else '道路'}项目", unit, planned * 3.5,
        planned, round(planned * 0.4, 2), f'=IF(F{row}>0,G{row}/F{row},"")', 40 + row,
        datetime.date(2025, 3, row), f"2026年{row % 6 + 6}月",
        f"=RANK(G{row},G$5:G${last})", "涉及拆迁" if row % 4 == 0 else None,
    ]
    for column, value in enumerate(values, 1):
        cell = ws.cell(row, column, value)
        cell.border = THIN
        if column in (5, 6, 7):
            cell.number_format = "#,##0.00"
        if column == 8:
            cell.number_format = "0.0%"
        if column == 10:
            cell.number_format = "yyyy/m/d"
    ws.cell(row, 13).protection = Protection(locked=False)


def total(ws, row, text, formula):
    ws.cell(row, 3, text).font = Font(bold=True)
    for letter in "EFG":
        cell = ws[f"{letter}{row}"]
        cell.value, cell.number_format = formula.replace("#", letter), "#,##0.00"
    ws[f"H{row}"] = f"=G{row}/F{row}"
    ws[f"H{row}"].number_format = "0.0%"


def furnish(ws):
    ws["D5"], ws["D8"] = UNITS[0], UNITS[1]
    ws.merge_cells("D5:D7")
    ws.merge_cells("D8:D10")
    ws["C6"].comment = Comment("省重点，每周调度", "甲")
    ws["G19"].comment = Comment("合计含续建", "乙")
    ws["C5"].hyperlink = "https://example.invalid/p/5"
    ws["C13"].hyperlink = "#'汇总'!B3"
    stages = DataValidation(type="list", formula1='"涉及拆迁,资金未到位,无"', allow_blank=True)
    stages.add("M5:M10")
    stages.add("M13:M17")
    ws.add_data_validation(stages)
    whole = DataValidation(type="decimal", operator="between", formula1="0", formula2="$E5")
    whole.add("G5:G10")
    ws.add_data_validation(whole)
    red = PatternFill("solid", bgColor="F8CBAD")
    ws.conditional_formatting.add("I5:I17", CellIsRule(operator="lessThan", formula=["50"], fill=red))
    ws.conditional_formatting.add("C13:C17", FormulaRule(formula=["$G13<$F13*0.35"], fill=red))
    ws.auto_filter.ref = "A3:M17"
    ws.freeze_panes = "D4"
    ws.row_dimensions[9].hidden = True
    ws.column_dimensions["C"].width = 28
    ws.column_dimensions["L"].hidden = True
    ws.print_area = "A1:M22"
    ws.print_title_rows = "1:3"
    ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", 8
    ws.oddFooter.center.text = "第 &P 页"
    ws.row_breaks.append(Break(id=11))
    ws.row_breaks.append(Break(id=19))
    image = Image(picture())
    image.anchor = "B22"
    ws.add_image(image)
    chart = BarChart()
    chart.add_data(Reference(ws, min_col=7, min_row=5, max_row=10))
    chart.set_categories(Reference(ws, min_col=3, min_row=5, max_row=10))
    ws.add_chart(chart, "E24")


def made():
    book = Workbook()
    ws = book.active
    ws.title = "重点项目"
    heading(ws)
    ws["B4"] = "一、产业项目"
    for row in range(5, 11):
        project(ws, row, row - 4, 10)
    total(ws, 11, "小计", "=SUM(#5:#10)")
    ws["B12"] = "二、基础设施项目"
    for row in range(13, 18):
        project(ws, row, row - 12, 17)
    total(ws, 18, "小计", "=SUM(#13:#17)")
    total(ws, 19, "合计", "=#11+#18")
    ws["A20"] = "注：完成投资为调度口径。"
    ws["A21"] = "填表人：丙"
    furnish(ws)
    sums = book.create_sheet("汇总")
    sums["A1"], sums["B1"] = "类别", "完成投资"
    sums["A2"], sums["B2"] = "产业", "=SUM(重点项目!G5:G10)"
    sums["A3"], sums["B3"] = "基础设施", "='重点项目'!G18"
    sums["A4"], sums["B4"] = "招商局项目数", '=COUNTIF(重点项目!D5:D17,"招商促进局")'
    sums["A5"], sums["B5"] = "完成合计", "=SUM(完成)"
    sums["A6"] = "加权"
    sums["B6"] = ArrayFormula("B6", "=SUM(重点项目!F5:F10*重点项目!G5:G10)")
    sums["A7"], sums["B7"] = "说明", "文字 <不变> & \"原样\""
    listed = book.create_sheet("名录")
    for row, (unit, head) in enumerate([("单位", "联系人"), ("招商促进局", "丁"), ("商务局", "戊")], 1):
        listed.cell(row, 1, unit)
        listed.cell(row, 2, head)
    listed.add_table(Table(displayName="名录表", ref="A1:B3"))
    hidden = book.create_sheet("参数")
    hidden["A1"] = "勿改"
    hidden.sheet_state = "hidden"
    book.defined_names["完成"] = DefinedName("完成", attr_text="重点项目!$G$5:$G$17")
    return book


def saved():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        made().save(folder / "libreoffice.xlsx")
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"),
             str(folder / "libreoffice.xlsx")], check=True, timeout=300)
        (HERE / "libreoffice.xlsx").write_bytes((folder / "out" / "libreoffice.xlsx").read_bytes())


saved()
