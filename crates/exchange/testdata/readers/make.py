"""Makes uncomputed.xlsx and uncomputed.xls (Debian 12: python3-openpyxl, python3-xlwt): the sample
ledger with a merged title, a hidden row, column and sheet, colours, a note, a link, number formats
that carry a unit, dates, and formulas that neither library computes."""
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from datetime import date

book = Workbook()
sheet = book.active
sheet.title = "重点项目"
sheet["A1"] = "2026年重点项目台账"
sheet.merge_cells("A1:G1")
heads = ["序号", "项目名称", "责任单位", "总投资", "完成率", "开工时间", "备注"]
for column, head in enumerate(heads, 1):
    sheet.cell(2, column, head)
rows = [
    (1, "云溪大道", "规划建设局", 12000.5, 0.45, date(2026, 3, 1), "正常"),
    (2, "标准厂房一期", "规划建设局", 8000, 0.1, date(2025, 12, 31), "滞后\n缺用地"),
    (3, "污水处理厂", "生态环境分局", 3300, 0, date(2026, 5, 18), "０１２３"),
    (4, "隐藏的项目", "生态环境分局", 100, 1, date(2024, 2, 29), ""),
]
for at, row in enumerate(rows, 3):
    for column, value in enumerate(row, 1):
        if value != "":
            sheet.cell(at, column, value)
    sheet.cell(at, 4).number_format = '0.00"万元"'
    sheet.cell(at, 5).number_format = "0%"
    sheet.cell(at, 6).number_format = "yyyy-mm-dd"
sheet["C3"] = "规划建设局"
sheet["C4"] = None
sheet.merge_cells("C3:C4")
sheet["B4"].fill = PatternFill("solid", fgColor="FFFF0000")
sheet["G4"].font = Font(color="FFFF0000")
sheet["B3"].comment = Comment("包联领导已调整", "某某")
sheet["A7"] = "合计"
sheet["D7"] = "=SUM(D3:D6)"
sheet["E7"] = "=1/0"
sheet["B3"].hyperlink = "https://example.invalid/a"
sheet.row_dimensions[6].hidden = True
sheet.column_dimensions["A"].hidden = True
hidden = book.create_sheet("底稿")
hidden["A1"] = "不用"
hidden.sheet_state = "hidden"
book.save("uncomputed.xlsx")

import xlwt

old = xlwt.Workbook(encoding="utf-8")
sheet = old.add_sheet("重点项目")
sheet.write(0, 0, "项目名称")
sheet.write(0, 1, "总投资（万元）")
sheet.write(1, 0, "云溪大道")
sheet.write(1, 1, xlwt.Formula("1+2"))
old.save("uncomputed.xls")
