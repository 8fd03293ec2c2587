"""Workbooks of several sheets, reports that say that there is nothing, and tables that were merged by hand."""

from collections.abc import Callable

import openpyxl
import pytest

from shopscore.console.check_view import check_lines
from shopscore.landing.checking import check_file
from shopscore.landing.nothing import is_note, is_phrase_of_nothing, says_nothing
from shopscore.landing.placing import Wanted
from shopscore.settings import PROJECT_DIR

from .conftest import REVIEW_HEADER, Home, book, review

HEADER = REVIEW_HEADER.split(",")
CSV = "douyin/S1/reviews/a.csv"
XLSX = "douyin/S1/reviews/a.xlsx"
SHEETS = "select sheets_read, sheets_of_notes, sheets_of_tables, sheets_hidden from log.landed_files"
EMPTY = "select status, road, rows_read, rows_skipped, reason, absent_columns from log.landed_files"


def save(
    home: Home, sheets: dict[str, list[list[object]]], change: Callable[[openpyxl.Workbook], None] | None = None
) -> None:
    home.put(XLSX, book(sheets, change))


def row(number: int) -> list[object]:
    return list(review(number).split(","))


def test_sheets_that_go_on_are_read_and_every_other_one_is_named(home: Home) -> None:
    def hide(workbook: openpyxl.Workbook) -> None:
        workbook["订单"].sheet_state = "hidden"

    save(
        home,
        {
            "评价1": [HEADER, row(1), row(2)],
            "说明": [["导出说明"], ["共3条"]],
            "汇总": [["商品ID", "数量", "金额"], [77, 3, 9]],
            "评价2": [["评价明细"], HEADER, row(3)],
            "Sheet9": [],
            "订单": [HEADER, row(4)],
            "张三": [["客户"]],
        },
        hide,
    )
    assert home.land_one().rows_landed == 3
    ((read, notes, tables, hidden),) = home.rows(SHEETS)
    assert (read, tables, hidden) == (2, "汇总", "订单")
    # A name that is not a word of the trade may be personal, and stands as a hash.
    assert notes.startswith("说明, ")
    assert "张三" not in notes
    assert notes.count(", ") == 2


def test_a_check_names_the_sheets_that_would_not_be_read(home: Home) -> None:
    save(home, {"评价": [HEADER, row(1)], "说明": [["导出说明"]], "汇总": [["商品ID", "数量", "金额"], [77, 3, 9]]})

    check = check_file(home.settings.landing / XLSX, home.settings, home.exports, Wanted())

    assert (check.rows_landed, check.sheets_left) == (1, "说明, 汇总")
    assert "  sheets without these columns, or hidden, are not read: 说明, 汇总" in check_lines(
        check, home.settings.landing, PROJECT_DIR / "seeds"
    )


def test_a_workbook_of_one_sheet_leaves_none_out_and_a_text_has_none(home: Home) -> None:
    save(home, {"评价": [HEADER, row(1)]})
    home.land()
    assert home.rows(SHEETS) == [(1, None, None, None)]
    home.put("douyin/S1/reviews/b.csv", f"{REVIEW_HEADER}\n{review(2)}\n")
    home.land()
    assert home.rows(f"{SHEETS} where road <> 'xlsx'") == [(None, None, None, None)]


@pytest.mark.parametrize(
    "content",
    [
        "暂无数据\n",
        "评价列表\n导出时间：2021-11-15 10:30:00\n\n没有符合条件的数据\n",
        "2021-11-01至2021-11-15没有符合条件的数据。\n",
        "抱歉，没有找到符合条件的数据！\n",
        ",,,\n,（无数据）,,\n",
        "No data available\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_report_that_says_that_it_is_empty_lands_without_rows(home: Home, content: str, encoding: str) -> None:
    home.put(CSV, content.encode(encoding))
    outcome = home.land_one()
    assert (outcome.status, outcome.rows_landed) == ("landed", 0)
    assert home.rows(EMPTY) == [("landed", "nothing", 0, 0, None, None)]
    assert home.land_one().status == "known"


def test_a_workbook_that_says_that_it_is_empty_lands_without_rows(home: Home) -> None:
    save(home, {"评价": [["评价列表"], ["暂无数据"]], "说明": [["口径"]]})
    assert (home.land_one().status, home.rows("select road from log.landed_files")) == ("landed", [("nothing",)])


@pytest.mark.parametrize("below", ["", "暂无数据\n", "暂无数据,,,,,,,\n", ",,,,,,,\n", "合计,0,,,,,,\n"])
def test_a_header_alone_and_a_header_with_a_phrase_land_without_rows(home: Home, below: str) -> None:
    home.put(CSV, f"{REVIEW_HEADER}\n{below}")
    outcome = home.land_one()
    assert (outcome.status, outcome.rows_landed, outcome.rows_rejected) == ("landed", 0, 0)
    assert outcome.rows_skipped == bool(below)


@pytest.mark.parametrize(
    "content",
    [
        "无数据线充电宝\n",
        "本店无数据\n",
        "今天天气不错\n",
        "SF1,O1,2021-11-01 10:00:00,暂无数据,1,2\n",
        "\n".join(["暂无数据"] * 11),
    ],
)
def test_a_text_without_header_that_does_not_say_so_is_refused(home: Home, content: str) -> None:
    home.put(CSV, content)
    assert home.land_one().status == "refused"


def test_two_exports_pasted_one_under_the_other_are_read_with_notes_and_blank_rows_between(home: Home) -> None:
    turned = ",".join(HEADER[1::-1] + HEADER[2:])
    blank = "," * (len(HEADER) - 1)
    home.put(
        CSV,
        f"{REVIEW_HEADER}\n{review(1)}\n{review(2)}\n\n{blank}\n以下为11月导出{blank}\n"
        f"{turned}\nO9,R9,2021-11-01 10:00:00,首评,5,5,5,好\n{review(3).replace('R3,O3', 'O3,R3')}\n小结：共4条\n",
    )
    outcome = home.land_one()
    # The blank row with commas, the note, the second header and the remark at the end are no rows.
    assert (outcome.rows_landed, outcome.rows_rejected, outcome.rows_skipped) == (4, 0, 4)
    assert home.rows("select review_id, order_id from raw.douyin_reviews order by 1") == [
        ("R1", "O1"),
        ("R2", "O2"),
        ("R3", "O3"),
        ("R9", "O9"),
    ]


def test_a_book_merged_by_hand_has_notes_between_its_parts(home: Home) -> None:
    save(home, {"评价": [["10月"], HEADER, row(1), [], ["11月评价"], HEADER, row(2), [None, "以上"]]})
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected, outcome.rows_skipped) == (2, 0, 3)


def test_a_row_of_one_cell_that_is_not_a_note_is_rejected_and_so_is_one_of_two_cells(home: Home) -> None:
    home.put(CSV, f"{REVIEW_HEADER}\n{review(1)}\nR2,,,,,,,\n合并,O3,,,,,,\n")
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected, outcome.rows_skipped) == (1, 2, 0)


@pytest.mark.parametrize(
    ("cells", "width", "note"),
    [
        (["说明", "", " "], 3, True),
        (["", "11月", ""], 3, True),
        (["", " ", ""], 3, True),
        (["no data"], 3, True),
        (["说明", "1", ""], 3, False),
        (["4711", "", ""], 3, False),
        (["2021-11-01"], 3, False),
        (["小明", ""], 2, False),
    ],
)
def test_a_note_is_one_cell_of_words_in_a_table_of_three_columns_or_more(
    cells: list[str], width: int, note: bool
) -> None:
    assert is_note(cells, width) == note


@pytest.mark.parametrize("text", ["暂无数据", " 暂无数据。", "抱歉，暂无数据", "（无数据）", "No Data"])
def test_a_phrase_of_nothing_may_stand_in_a_sentence(text: str) -> None:
    assert is_phrase_of_nothing(text)


@pytest.mark.parametrize("text", ["无数据线充电宝", "本店无数据", "数据", ""])
def test_a_word_that_holds_a_phrase_is_none(text: str) -> None:
    assert not is_phrase_of_nothing(text)


def test_an_empty_report_has_few_narrow_rows() -> None:
    assert says_nothing([["暂无数据"]] * 10)
    assert not says_nothing([["暂无数据"]] * 11)
    assert says_nothing([["店铺", "小店", "时间", "11月"], ["暂无数据"]])
    assert not says_nothing([["a", "b", "c", "d", "e"], ["暂无数据"]])
    assert not says_nothing([])
