from datetime import datetime

import openpyxl

from .conftest import REVIEW_HEADER, Home

HEADER = REVIEW_HEADER.split(",")
AT = datetime(2021, 11, 1, 10, 0, 5)


def save(home: Home, *sheets: list[list[object]]) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, rows in enumerate(sheets):
        sheet = workbook.create_sheet(f"s{number}")
        for row in rows:
            sheet.append(row)
    workbook.save(home.put("douyin/S1/reviews/a.xlsx", b""))


def test_typed_cells_are_read_as_their_text(home: Home) -> None:
    save(home, [HEADER, [7001, 12345678.0, AT, "首评", 5, 4.0, "3", "好"]])
    outcome = home.land_one()
    assert (outcome.status, outcome.road, outcome.rows_landed) == ("landed", "xlsx", 1)
    rows = home.rows(
        "select review_id, order_id, reviewed_at, description_stars, service_stars from raw.douyin_reviews"
    )
    assert rows == [("7001", "12345678", AT, 5, 4)]


def test_a_number_that_excel_rounded_is_no_id(home: Home) -> None:
    save(home, [HEADER, ["R1", 6921234567890123456, AT, "首评", 5, 5, 5, ""]])
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (0, 1)
    ((line, column, reason),) = home.rows("select line_number, column_name, reason from raw.rejected_rows")
    assert (line, column) == (2, "子订单编号")
    assert "Excel turned the id into 6.92123456789012E+18" in reason
    assert "format the column as text" in reason


def test_the_first_sheet_with_the_header_is_read_and_line_numbers_are_its_rows(home: Home) -> None:
    bad: list[object] = ["R2", "O2", AT, "首评", 8, 5, 5, ""]
    save(
        home,
        [["说明"], ["无数据"]],
        [["导出时间"], [], HEADER, ["R1", "O1", AT, "首评", 5, 5, 5, ""], [], bad],
        [HEADER, ["R9", "O9", AT, "首评", 5, 5, 5, ""]],
    )
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (1, 1)
    assert home.rows("select review_id, _file_row from raw.douyin_reviews") == [("R1", 1)]
    assert home.rows("select line_number from raw.rejected_rows") == [(6,)]


def test_a_workbook_without_the_header_is_refused(home: Home) -> None:
    save(home, [["说明"], ["无数据"]])
    assert "no sheet has a header row" in (home.land_one().reason or "")
