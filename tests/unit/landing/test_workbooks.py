import zipfile
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pytest

from shopscore.landing import workbook_package

from .conftest import REVIEW_HEADER, Home, book

HEADER = REVIEW_HEADER.split(",")
PLACE = "douyin/S1/reviews/a.xlsx"
AT = datetime(2021, 11, 1, 10, 0, 5)


def save(home: Home, *sheets: list[list[object]], change: Callable[[openpyxl.Workbook], None] | None = None) -> None:
    home.put(PLACE, book({f"s{number}": rows for number, rows in enumerate(sheets)}, change))


def test_typed_cells_are_read_as_their_text(home: Home) -> None:
    save(home, [HEADER, [7001, 12345678.0, AT, "首评", 5, 4.0, "3", "好"]])
    outcome = home.land_one()
    assert (outcome.status, outcome.reader, outcome.rows_landed) == ("landed", "xlsx", 1)
    rows = home.rows(
        "select review_id, order_id, reviewed_at, description_stars, service_stars from raw.douyin_reviews"
    )
    assert rows == [("7001", "12345678", AT, 5, 4)]


def test_a_number_that_excel_rounded_is_not_an_id(home: Home) -> None:
    save(home, [HEADER, ["R1", 6921234567890123456, AT, "首评", 5, 5, 5, ""]])
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (0, 1)
    ((line, column, reason),) = home.rows("select line_number, column_name, reason from raw.rejected_rows")
    assert (line, column) == (2, "子订单编号")
    assert reason.startswith("Excel rounded the id: ")
    assert "format the column as text" in reason


def test_every_sheet_with_the_header_is_read_and_line_numbers_are_the_rows_of_a_sheet(home: Home) -> None:
    bad: list[object] = ["R2", "O2", AT, "首评", 8, 5, 5, ""]
    save(
        home,
        [["说明"], ["无数据"]],
        [["导出时间"], [], HEADER, ["R1", "O1", AT, "首评", 5, 5, 5, ""], [], bad],
        [HEADER[1::-1] + HEADER[2:], ["O9", "R9", AT, "首评", 5, 5, 5, ""]],
        [["合计", 3]],
    )
    outcome = home.land_one()
    # The header of the third sheet is a row that came again, in another order.
    assert (outcome.rows_landed, outcome.rows_rejected, outcome.rows_skipped) == (2, 1, 1)
    assert home.rows("select review_id, order_id from raw.douyin_reviews order by 1") == [("R1", "O1"), ("R9", "O9")]
    assert home.rows("select line_number from raw.rejected_rows") == [(6,)]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_never_wins_over_a_visible_one(home: Home, state: str) -> None:
    def hide(workbook: openpyxl.Workbook) -> None:
        workbook.worksheets[0].sheet_state = state

    old: list[object] = ["R9", "O9", AT, "首评", 1, 1, 1, ""]
    save(home, [HEADER, old], [HEADER, ["R1", "O1", AT, "首评", 5, 5, 5, ""]], change=hide)
    assert home.land_one().rows_landed == 1
    assert home.rows("select review_id from raw.douyin_reviews") == [("R1",)]


def test_a_table_on_a_hidden_sheet_only_is_refused_with_the_remedy(home: Home) -> None:
    def hide(workbook: openpyxl.Workbook) -> None:
        workbook.worksheets[0].sheet_state = "hidden"

    save(home, [HEADER, ["R9", "O9", AT, "首评", 1, 1, 1, ""]], [["说明"]], change=hide)
    assert "on a hidden sheet: unhide the sheet" in (home.land_one().reason or "")


def test_a_workbook_without_the_header_is_refused(home: Home) -> None:
    save(home, [["说明"], ["导出时间"]])
    assert "no sheet has a header row" in (home.land_one().reason or "")


def rewrite(home: Home, *changes: tuple[str, str], part: str = "xl/worksheets/sheet1.xml") -> None:
    """Change the XML of a part of the saved workbook."""
    path = home.settings.landing / PLACE
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for old, new in changes:
        assert old.encode() in parts[part]
        parts[part] = parts[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


ROW: list[object] = ["R1", "O1", AT, "首评", 5, 5, 5, ""]
STRAY = '<row r="{1}"><c r="{0}{1}"><v>1</v></c></row></sheetData>'


# The most that is read is 16,000,000 cells: 1,000,000 rows of 16 columns, the sixteenth being P.
@pytest.mark.parametrize(
    ("stray", "said"),
    [
        (("XFD", "1048576"), "1,048,576 rows and 16,384 columns"),
        (("Q", "1000000"), "1,000,000 rows and 17 columns"),
        (("P", "1000001"), "1,000,001 rows and 16 columns"),
        (("AAAAAAAAAA", "3"), "claims to be at AAAAAAAAAA3"),
        (("A", "99999999999999"), "claims to be at A99999999999999"),
    ],
)
def test_a_stray_cell_refuses_its_file_before_the_reader_sees_it(home: Home, stray: tuple[str, str], said: str) -> None:
    save(home, [HEADER, ROW])
    rewrite(home, ("</sheetData>", STRAY.format(*stray)))
    outcome = home.land_one()
    assert outcome.status == "refused"
    assert said in (outcome.reason or "")


def test_a_sheet_of_the_size_that_can_be_held_lands(home: Home) -> None:
    save(home, [HEADER, ROW])
    rewrite(home, ("</sheetData>", STRAY.format("P", "1000000")))
    outcome = home.land_one()
    # The stray cell stands beyond the header's eight columns.
    assert (outcome.status, outcome.rows_landed, outcome.rows_rejected) == ("landed", 1, 1)
    assert home.rows("select line_number from raw.rejected_rows") == [(1_000_000,)]


@pytest.mark.parametrize("cell", ['<c r="XFD1048576" s="0"/>', '<c r="XFD1048576" s="0"></c>'])
def test_an_empty_cell_far_away_that_only_has_a_format_makes_no_sheet_large(home: Home, cell: str) -> None:
    save(home, [HEADER, ROW])
    rewrite(home, ("</sheetData>", f'<row r="1048576">{cell}</row></sheetData>'))
    assert home.land_one().rows_landed == 1


def test_cells_that_do_not_say_their_place_are_counted(home: Home) -> None:
    save(home, [HEADER, ROW])
    rows = "".join(f'<row r="{line}"><c><v>1</v></c></row>' for line in (3, 9_000_000))
    rewrite(home, ("</sheetData>", f"{rows}</sheetData>"))
    assert "9,000,000 rows and 8 columns" in (home.land_one().reason or "")


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#SPILL!"])
def test_the_error_of_a_formula_is_a_bad_cell_and_no_empty_one(home: Home, error: str) -> None:
    # Stars may be empty, so that an error read as nothing would land.
    save(home, [HEADER, ROW, ["R2", "O2", AT, "首评", error, 5, 5, ""]])
    if error == "#SPILL!":
        rewrite(home, (f'<c r="E3" t="inlineStr"><is><t>{error}</t></is></c>', f'<c r="E3" t="e"><v>{error}</v></c>'))
    outcome = home.land_one()
    assert (outcome.status, outcome.rows_landed, outcome.rows_rejected) == ("landed", 1, 1)
    assert home.rows("select line_number, column_name from raw.rejected_rows") == [(3, "商品评分")]


def test_a_cell_with_a_sign_that_no_text_holds_lands_without_it(home: Home) -> None:
    save(home, [HEADER, ["R1", "O1", AT, "首评", 5, 5, 5, "好的"]])
    rewrite(home, ("好的", "好_x0000_的"))
    assert home.land_one().rows_landed == 1
    assert home.rows("select content from raw.douyin_reviews") == [("好的",)]


def test_a_shared_text_that_many_cells_repeat_is_added_up(home: Home) -> None:
    rows = "".join(f'<row r="{line}"><c r="A{line}" t="s"><v>0</v></c></row>' for line in range(3, 1100))
    shared = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"x" * (1 << 20)}</t></si></sst>'
    save(home, [HEADER, ROW])
    rewrite(home, ("</sheetData>", f"{rows}</sheetData>"))
    with zipfile.ZipFile(home.settings.landing / PLACE, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/sharedStrings.xml", shared)
    assert "larger than 1 GB" in (home.land_one().reason or "")


@pytest.mark.parametrize(
    ("limit", "most", "piece", "said"),
    [
        ("MOST_BYTES", 1 << 22, b"<x/>", "unpacked, the workbook is larger"),
        ("LONGEST_TEXT", 1 << 22, b"    ", "of text: clear it"),
        ("MOST_CELLS", 1 << 18, b"<c/>", "a sheet holds more than 262,144 cells"),
    ],
)
def test_a_bomb_is_refused(
    home: Home, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, piece: bytes, said: str
) -> None:
    monkeypatch.setattr(workbook_package, limit, most)
    save(home, [HEADER, ROW])
    with zipfile.ZipFile(home.settings.landing / PLACE, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/1.xml", piece * (5 << 18))
    assert said in (home.land_one().reason or "")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["orders.csv"], "zip archive, not a workbook"),
        (["word/document.xml"], "zip archive, not a workbook"),
        (["xl/workbook.bin"], ".xlsb"),
    ],
)
def test_a_zip_of_something_else_is_refused_by_what_it_is(home: Home, names: list[str], said: str) -> None:
    with zipfile.ZipFile(home.put(PLACE, b""), "w") as package:
        for name in names:
            package.writestr(name, "x")
    assert said in (home.land_one().reason or "")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old Excel file (.xls), though named .xlsx"),
        (b"<html><table></table></html>", "web page, though named .xlsx"),
    ],
)
def test_what_is_not_a_zip_is_refused_by_what_it_is(home: Home, content: bytes, said: str) -> None:
    home.put(PLACE, content)
    assert said in (home.land_one().reason or "")
