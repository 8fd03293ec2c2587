from pathlib import Path

import pytest

from .conftest import REVIEW_HEADER, Home, review

PLACE = "douyin/S1/reviews/a.csv"
ROWS = f"{REVIEW_HEADER}\n{review(1)}\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ["empty", "export again"]),
        (b" \n\n", ["empty"]),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), ["picture"]),
        (b"\xff\xd8\xff\xe0" + bytes(200), ["picture"]),
        (b"PK\x03\x04" + bytes(200), ["rename a workbook to .xlsx", "unpack"]),
        (b"\xd0\xcf\x11\xe0" + bytes(200), ["old Excel", "save as"]),
        (b"<html><table><tr><td>1</td></tr></table></html>", ["web page", "logged in"]),
        ("\ufeff<!DOCTYPE html>\n<p>登录</p>".encode(), ["web page"]),
        (b"\x01\x02\x00\x07" * 50, ["not text"]),
        (b"\xff\xfa\xff\xfb,\x80\x80\n\xff\xff" * 9, ["neither UTF-8 nor GB18030"]),
        ("今天天气不错\n明天也好\n".encode(), ["no header row in its first 20 lines"]),
    ],
)
def test_what_is_not_a_table_is_refused_by_what_it_is(home: Home, content: bytes, said: list[str]) -> None:
    home.put(PLACE, content)
    outcome = home.land_one()
    assert outcome.status == "refused"
    assert all(words in (outcome.reason or "") for words in said), outcome.reason
    assert home.rows("select rows_read, rows_landed, rows_rejected from log.landed_files") == [(0, 0, 0)]


def test_text_named_xlsx_is_refused_with_the_remedy(home: Home) -> None:
    home.put("douyin/S1/reviews/a.xlsx", ROWS)
    assert "rename text to .csv" in (home.land_one().reason or "")


def test_a_broken_workbook_is_refused(home: Home) -> None:
    home.put("douyin/S1/reviews/a.xlsx", b"PK\x03\x04" + bytes(300))
    assert "save it again" in (home.land_one().reason or "")


def test_a_refusal_names_the_headers_it_misses_and_those_it_has(home: Home) -> None:
    home.put(PLACE, "评价ID,子订单编号,评价类型,服务评分,物流评分,备注\x1b[31m,王小明\nR1,O1,首评,5,5,,\n")
    outcome = home.land_one()
    assert (outcome.reason or "").startswith(
        "the required columns 评价时间 or 评价日期, 商品评分 or 商品评价得分 or 商品得分 are missing "
        "(it has 评价ID, 子订单编号, 评价类型, 服务评分, 物流评分 and 2 that no export has): "
    )
    # What no export has may be a name, in a row of data that was taken for the header.
    assert "王" not in (outcome.reason or "")
    assert home.rows("select count(*) from raw.douyin_reviews") == [(0,)]


def test_a_report_of_another_kind_is_told_what_it_is(home: Home) -> None:
    by_main_order = "主订单编号,订单提交时间,支付完成时间,订单完成时间,订单状态,订单类型,达人ID"
    home.put("douyin/S1/orders/a.csv", by_main_order + "\n")
    outcome = home.land_one()
    assert "子订单编号, 商品ID are missing" in (outcome.reason or "")
    assert (outcome.reason or "").endswith(
        ": this is the report by main order (订单维度), which does not tell the goods apart; "
        "export the one by goods (商品维度), with a row for each child order"
    )
    assert (outcome.reason_zh or "").endswith(
        "这是订单维度的报表，不区分商品；请改为导出商品维度报表（一行一个子订单）"
    )


def test_a_file_that_lacks_most_columns_is_not_taken_for_that_kind(home: Home) -> None:
    home.put("douyin/S1/orders/a.csv", "主订单编号,订单提交时间,支付完成时间,备注\n")
    assert "订单维度" not in (home.land_one().reason or "")


def test_headers_are_named_up_to_a_number(home: Home) -> None:
    headers = [column.header for column in home.exports["douyin", "orders"].columns if column.header][2:18]
    home.put("douyin/S1/orders/a.csv", ",".join(headers) + "\n")
    assert f" (it has {', '.join(headers[:12])} and 4 more known ones)" in (home.land_one().reason or "")


def test_without_a_header_the_headers_that_were_looked_for_are_named(home: Home) -> None:
    home.put("douyin/S1/parcels/a.csv", "SF1,O1,2021-11-01 10:00:00,\n")
    assert (home.land_one().reason or "").endswith("with the header (运单号, 子订单编号, 揽收时间, 签收时间)")


def test_a_file_in_the_wrong_folder_is_told_the_right_one(home: Home) -> None:
    home.put("douyin/S1/orders/a.csv", ROWS)
    assert "looks like douyin/reviews: move it to douyin/<shop_id>/reviews/" in (home.land_one().reason or "")


def test_a_header_that_appears_twice_is_named(home: Home) -> None:
    home.put(PLACE, f"{REVIEW_HEADER}, 评价ID \n{review(1)},R2\n")
    reason = home.land_one().reason or ""
    assert "评价ID" in reason
    assert "more than once" in reason


def test_an_unknown_header_may_appear_twice_and_is_named_in_the_ledger(home: Home) -> None:
    home.put(PLACE, f"{REVIEW_HEADER},备注,备注,买家昵称\n{review(1)},x,y,小明\n")
    assert home.land_one().rows_landed == 1
    assert home.rows("select unknown_columns from log.landed_files") == [("备注",)]


def test_the_columns_that_a_file_lacks_are_named_in_the_ledger(home: Home) -> None:
    home.put(PLACE, f"{REVIEW_HEADER}\n{review(1)}\n")
    home.land_one()
    absent = "product_id, product_spec, follow_up_content, follow_up_at"
    assert home.rows("select absent_columns from log.landed_files") == [(absent,)]


def test_a_file_with_every_column_lacks_none_and_one_without_rows_says_what_it_lacks(home: Home) -> None:
    home.put(PLACE, f"{REVIEW_HEADER},商品ID,商品规格,追评内容,追评时间\n{review(1)},P1,,,\n")
    home.put("douyin/S1/complaints/a.csv", "投诉单号,子订单编号,投诉时间,投诉类型,投诉状态\n")
    home.land()
    assert home.rows("select export, rows_read, absent_columns from log.landed_files order by 1") == [
        ("complaints", 0, None),
        ("reviews", 1, None),
    ]


def test_the_masked_copy_has_contract_columns_only_and_the_original_stays(home: Home) -> None:
    path = home.put(
        "douyin/S1/chats/a.csv",
        "会话ID,会话开始时间,转人工时间,买家ID,买家昵称\nC1,2021/11/1 9:00,-,4711,小明\nC2,小红,-,4712,小红\n",
    )
    outcome = home.land_one()
    assert "首次人工回复时间" in (outcome.reason or "")
    assert path.exists()
    (copy,) = home.settings.quarantine.rglob("*.masked.csv")
    lines = copy.read_text().splitlines()
    assert lines[0] == "会话ID,会话开始时间,转人工时间,买家ID"
    assert lines[1].startswith("C1,2021-11-01 09:00:00,,")
    assert lines[2].startswith("C2,,,")
    hashes = [line.rsplit(",", 1)[1] for line in lines[1:]]
    assert [len(digest) for digest in hashes] == [64, 64]
    assert "小" not in copy.read_text()
    assert "471" not in lines[1].removesuffix(hashes[0])


def test_a_bad_file_does_not_stop_the_others(home: Home) -> None:
    home.put(PLACE, b"")
    home.put("douyin/S1/reviews/b.csv", ROWS)
    summary = home.land()
    assert (summary.refused, summary.landed) == (1, 1)


@pytest.mark.parametrize(
    "header",
    [
        REVIEW_HEADER,
        "\ufeff" + REVIEW_HEADER,
        " 评价id ,子订单编号\t,　评价时间,评价类型,商品评分,服务评分,物流评分,评价内容\u00a0",
        "评价ＩＤ,子订单编号,评价时间,评价类型,商品评分,服务评分,物流评分,评价内容,,",
    ],
)
def test_headers_are_known_by_name_whatever_surrounds_them(home: Home, header: str) -> None:
    home.put(PLACE, f"{header}\n{review(1)}\n")
    assert home.land_one().rows_landed == 1


def test_columns_may_stand_in_any_order(home: Home) -> None:
    home.put(
        PLACE, "物流评分,服务评分,商品评分,评价类型,评价时间,子订单编号,评价ID\n1,2,3,首评,2021-11-01 10:00:00,O1,R1\n"
    )
    home.land()
    rows = home.rows(
        "select review_id, order_id, description_stars, service_stars, logistics_stars from raw.douyin_reviews"
    )
    assert rows == [("R1", "O1", 3, 2, 1)]


@pytest.mark.parametrize("above", ["导出时间：2021-11-15\n", '"报表, ""评价"""\n\n', "\n" * 19, "店铺,1号店\n共1条\n"])
def test_note_lines_above_the_header_are_skipped(home: Home, above: str) -> None:
    home.put(PLACE, f"{above}{ROWS}{review(2, stars='9')}\n")
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (1, 1)
    header_line = above.count("\n") + 1
    assert home.rows("select line_number from raw.rejected_rows") == [(header_line + 2,)]
    assert home.rows("select _file_row from raw.douyin_reviews") == [(1,)]


def test_rows_above_the_header_are_not_notes_and_are_counted(home: Home) -> None:
    # Half of the header's eight cells make a row, three are a note.
    home.put(PLACE, f"{review(7)}\na,b,c,d\na,b,c\n{ROWS}")
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected, outcome.rows_skipped) == (1, 0, 2)


def test_a_header_below_twenty_lines_is_not_found(home: Home) -> None:
    home.put(PLACE, "\n" * 20 + ROWS)
    assert home.land_one().status == "refused"


def test_a_header_without_rows_lands_as_nothing(home: Home) -> None:
    for name, content in (("a", REVIEW_HEADER), ("b", REVIEW_HEADER + "\r\n")):
        home.put(f"douyin/S1/reviews/{name}.csv", content)
    assert [(file.status, file.rows_read) for file in home.land().files] == [("landed", 0), ("landed", 0)]


def test_a_reason_is_one_line_a_language_with_shop_export_date_and_hash_of_the_file(home: Home) -> None:
    home.put(PLACE, b"", modified="2021-11-07 10:00:00")
    home.land()
    (path,) = home.settings.quarantine.rglob("*.reason.txt")
    assert path.parent == home.settings.quarantine / Path(PLACE).parent
    # sha256 of nothing begins e3b0c442
    assert path.read_text() == (
        "S1_reviews_2021-11-07_e3b0c442.csv: the file is empty: export again\n"
        "S1_reviews_2021-11-07_e3b0c442.csv：文件是空的：请重新导出\n"
    )
