"""What a spreadsheet shows where it could not compute, and a character cut in two, are bad cells in any column but text."""

import pytest

from .conftest import REVIEW_HEADER, Home, review

ERRORS = [
    "#REF!",
    "#N/A",
    "#DIV/0!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#VALUE!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
]
ERRORS += ["#CONNECT!", "#UNKNOWN!", "#BUSY!", "#GETTING_DATA", "#########"]
CHATS = "会话ID,会话开始时间,转人工时间,首次人工回复时间,客服账号,买家ID\n"


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize(("position", "column"), [(0, "评价ID"), (1, "子订单编号"), (2, "评价时间"), (4, "商品评分")])
def test_an_error_in_a_cell_that_a_rule_needs_rejects_its_row(
    home: Home, error: str, position: int, column: str
) -> None:
    cells = review(2).split(",")
    cells[position] = error
    home.put_reviews(review(1), ",".join(cells))
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (1, 1)
    assert home.rows("select line_number, column_name from raw.rejected_rows") == [(3, column)]


@pytest.mark.parametrize("error", [*ERRORS, "4\ufffd7"])
def test_an_error_that_no_rule_needs_becomes_null_and_is_counted(home: Home, error: str) -> None:
    home.put(
        "douyin/S1/chats/a.csv", f"{CHATS}C1,2021-11-01 10:00:00,,,{error},{error}\nC2,2021-11-01 10:00:00,,,k1,b1\n"
    )
    assert home.land_one().rows_landed == 2
    assert home.rows("select agent_id is null, buyer_hash is null from raw.douyin_chats order by session_id") == [
        (True, True),
        (False, False),
    ]
    assert home.rows("select cells_dropped from log.landed_files") == [(2,)]


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_in_a_text_is_not_a_text_and_costs_no_review(home: Home, error: str) -> None:
    home.put_reviews(review(1, error), review(2, f"尺码 {error} 不对"), review(3, "#新款#好看"))
    assert home.land_one().rows_landed == 3
    assert home.rows("select content from raw.douyin_reviews order by review_id") == [
        (None,),
        (f"尺码 {error} 不对",),
        ("#新款#好看",),
    ]


@pytest.mark.parametrize(("position", "column"), [(0, "评价ID"), (1, "子订单编号"), (2, "评价时间"), (4, "商品评分")])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_character_cut_in_two_in_such_a_cell_rejects_its_row(
    home: Home, position: int, column: str, encoding: str
) -> None:
    cut = "好".encode(encoding)[:-1]
    cells = [cell.encode(encoding) for cell in review(2).split(",")]
    cells[position] = cells[position][:1] + cut
    content = f"{REVIEW_HEADER}\n{review(1)}\n".encode(encoding) + b",".join(cells) + b"\n"
    home.put("douyin/S1/reviews/a.csv", content)
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (1, 1)
    assert home.rows("select line_number, column_name from raw.rejected_rows") == [(3, column)]
