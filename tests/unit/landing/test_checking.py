"""What landing would make of a file is said by landing itself, and nothing is kept of it."""

from pathlib import Path

import pytest

from shopscore.landing.checking import BadRows, check_file, day_column, indicators_without
from shopscore.landing.placing import Wanted, wanted_of

from .conftest import REVIEW_HEADER, Home, review

ORDER_HEADER = "主订单编号,子订单编号,商品ID,订单提交时间,支付完成时间,订单完成时间,订单状态,订单类型,达人ID"


def order(number: int, day: str = "2021-11-01", paid: str | None = None) -> str:
    time = f"{day} 10:00:00"
    return f"M{number},O{number},P1,{time},{time if paid is None else paid},,已支付,普通订单,0"


def put_aside(tmp_path: Path, name: str, *lines: str) -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_file_anywhere_is_known_by_its_header_and_named_where_it_belongs(home: Home, tmp_path: Path) -> None:
    rows = [order(1, "2021-10-31"), order(2), order(3, "2021-11-02")]
    path = put_aside(tmp_path, "下载.csv", ORDER_HEADER, *rows)

    check = check_file(path, home.settings, home.exports, Wanted())

    assert check.lands
    assert (check.export, check.is_guessed) == (home.exports["douyin", "orders"], True)
    assert (check.rows_landed, check.rows_rejected) == (3, 0)
    assert (str(check.first_day), str(check.last_day), check.day_column) == ("2021-10-31", "2021-11-02", "订单提交时间")
    assert (check.right_folder, check.shops) == (Path("douyin/SHOP_ID/orders"), ())


def test_nothing_is_written_where_the_file_lies_or_in_the_home(home: Home, tmp_path: Path) -> None:
    path = home.put_reviews(review(1), place="douyin/S1/reviews/a.csv")
    before = sorted(tmp_path.rglob("*"))

    assert check_file(path, home.settings, home.exports, Wanted()).lands
    assert sorted(tmp_path.rglob("*")) == before
    assert home.land_one().rows_landed == 1


def test_it_says_of_each_bad_row_where_and_what_as_landing_does(home: Home) -> None:
    good = [order(number) for number in range(4, 60)]
    path = home.put(
        "douyin/7001/orders/a.csv",
        "\n".join([ORDER_HEADER, order(1), order(2, paid="昨天"), *good, order(3, paid="morgen"), "合计,,,,,,,,"])
        + "\n",
    )

    check = check_file(path, home.settings, home.exports, Wanted())
    home.land()

    ((reason,),) = home.rows("select distinct reason from raw.rejected_rows")
    # one header, order 1, then the first bad one on line 3
    assert check.bad_rows == (BadRows("支付完成时间", reason, 2, 3),)
    assert home.rows("select rows_landed, rows_rejected, rows_skipped from log.landed_files") == [
        (check.rows_landed, check.rows_rejected, check.rows_skipped)
    ]
    assert (check.rows_landed, check.shops, check.right_folder) == (57, ("7001",), None)


def test_a_refusal_has_the_words_of_landing(home: Home) -> None:
    path = home.put("douyin/S1/reviews/a.csv", f"{REVIEW_HEADER.replace('评价时间', '时间')}\n{review(1)}\n")

    check = check_file(path, home.settings, home.exports, Wanted())
    assert not check.lands
    assert check.reason == home.land_one().reason
    assert "评价时间" in (check.reason or "")


def test_unknown_columns_and_missing_ones_are_named(home: Home, tmp_path: Path) -> None:
    path = put_aside(tmp_path, "a.csv", f"{ORDER_HEADER},旗帜颜色", f"{order(1)},红")
    check = check_file(path, home.settings, home.exports, Wanted())

    assert check.unknown_headers == ("旗帜颜色",)
    assert "快递" not in check.unknown_headers
    assert "promised_ship_at" in [column.name for column in check.absent]


def test_options_say_what_folders_and_header_do_not(home: Home, tmp_path: Path) -> None:
    path = put_aside(tmp_path, "a.csv", ORDER_HEADER, order(1))
    wanted = wanted_of(home.exports, "douyin", "reviews", "S9")

    check = check_file(path, home.settings, home.exports, wanted)
    assert check.right_folder == Path("douyin/S9/reviews")
    assert "douyin/orders" in (check.reason or "")


@pytest.mark.parametrize(("platform", "export"), [("taobao", None), (None, "ordrs"), ("pinduoduo", "complaints")])
def test_an_option_that_means_nothing_names_what_there_is(home: Home, platform: str | None, export: str | None) -> None:
    with pytest.raises(ValueError, match="give one of"):
        wanted_of(home.exports, platform, export, None)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "甲,乙\n1,2\n", None),
        ("a.csv", "", "the file is empty"),
        ("a.xls", "<html>", "save"),
        ("a.pdf", "%PDF-1.4", ".pdf"),
        ("a.xlsx", "PK", "save"),
    ],
)
def test_a_file_of_no_export_is_none_and_no_table_is_told_as_landing_tells_it(
    home: Home, tmp_path: Path, name: str, content: str, said: str | None
) -> None:
    path = tmp_path / name
    path.write_text(content)
    check = check_file(path, home.settings, home.exports, Wanted())
    assert (check.export, check.lands) == (None, False)
    assert check.reason is None if said is None else said in (check.reason or "")


def test_the_day_of_a_row_is_the_time_that_every_row_has(home: Home) -> None:
    column = day_column(home.exports["douyin", "orders"])
    assert column is not None
    assert column.name == "submitted_at"


def test_an_indicator_is_lost_when_every_column_that_would_do_is_absent(home: Home) -> None:
    export = home.exports["douyin", "after_sales"]
    need = {"platform": "douyin", "indicator_id": "quality_return_rate", "export": "after_sales"}
    needs = [need | {"column_name": ""}, need | {"column_name": "reason|reason_label"}]
    reason, label = export.column("reason"), export.column("reason_label")

    assert indicators_without([reason], export, needs) == {}
    assert indicators_without([reason, label], export, needs) == {
        "reason": ["quality_return_rate"],
        "reason_label": ["quality_return_rate"],
    }


def test_an_empty_template_waits_and_a_filled_one_is_a_file(home: Home) -> None:
    path = home.put("douyin/S1/reviews/reviews_template.csv", f"{REVIEW_HEADER}\n")
    assert check_file(path, home.settings, home.exports, Wanted()).is_template
    home.put_reviews(review(1), place="douyin/S1/reviews/reviews_template.csv")
    check = check_file(path, home.settings, home.exports, Wanted())
    assert (check.is_template, check.rows_landed) == (False, 1)
