"""A new user's way to the first score, command by command, with the three files that a Douyin console gives.

Assessment date 2022-03-01, orders and tickets as in `test_real_orders.py`: 15 of 40 orders are quality returns. Ten orders
are reviewed, eight with 5 stars and two with 1: 42 / 10 = 4.2. By mistake a ticket file of another shop lands too, with
refunds for quality of the orders 35 to 39: 20 of 40 until it is taken back.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Home
from tests.end_to_end.real_douyin import AFTER_SALE_HEADER, ORDER_HEADER, columns, row
from tests.end_to_end.test_real_orders import ANSWERED, APPLIED, DONE, SHOP, WORN, D, order_id, order_row, ticket_rows

REVIEW_HEADER = columns(
    "用户昵称 评价日期 订单ID 商品ID 商品名称 商品规格 商品评价得分 评价等级 评价内容 追评内容 追评时间 商家是否回复 回复内容 "
    "门店ID 门店名称"
)
AS_OF = ("--as-of", f"{D}")


@dataclass
class Walk:
    """What the commands of the way said, by their names."""

    home: Home
    said: dict[str, tuple[int, str]]
    with_the_wrong_file: list[tuple[object, ...]] = field(default_factory=list)

    def go(self, step: str, *arguments: str) -> None:
        run = self.home.command(*arguments, SHOPSCORE_HISTORY_DAYS="3")
        assert "Traceback" not in run.stdout + run.stderr
        self.said[step] = run.returncode, run.stdout + run.stderr


def review_row(number: int) -> list[str]:
    cells = {
        "用户昵称": "小明妈妈",
        "评价日期": "2022年02月20日 12:30:00",
        "订单ID": order_id(number),
        "评价内容": "好",
    }
    return row(REVIEW_HEADER, cells | {"商品ID": "3456789012345678901", "商品评价得分": "1" if number < 2 else "5"})


def wrong_ticket(number: int) -> list[str]:
    cells = {"售后单号": f"72{number:017}", "订单号": order_id(number), "商品单号": order_id(number), "售后原因": WORN}
    times = {"售后申请时间": APPLIED, "同意售后申请时间": ANSWERED, "商家退款时间": ANSWERED, "售后完结时间": DONE}
    return row(AFTER_SALE_HEADER, cells | times | {"售后类型": "退货退款", "售后状态": "退款成功", "仲裁状态": "无"})


def quality_returns(home: Home) -> list[tuple[object, ...]]:
    return home.published(
        "select numerator, denominator from marts.indicator_scores where indicator_id = 'quality_return_rate' "
        f"and subject_id = '{SHOP}' and system_id = 'douyin_merchant_experience' order by assessment_date"
    )


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[Walk]:
    walk = Walk(Home(tmp_path_factory.mktemp("first") / "home"), {})
    walk.home.path.mkdir()
    landing = walk.home.path / "landing"
    shop = landing / "douyin" / SHOP
    walk.go("nothing", "refresh", *AS_OF)
    walk.go("init", "init", "--shop", f"douyin/{SHOP}")
    misplaced = walk.home.write(f"douyin/{SHOP}/订单/orders.csv", ORDER_HEADER, [order_row(n) for n in range(40)])
    walk.go("misplaced", "check", str(misplaced))
    misplaced.rename(shop / "orders" / "orders.csv")
    tickets = walk.home.write(f"douyin/{SHOP}/after_sales/售后单.csv", AFTER_SALE_HEADER, ticket_rows())
    reviews = walk.home.write(f"douyin/{SHOP}/reviews/评价.csv", REVIEW_HEADER, [review_row(n) for n in range(10)])
    walk.go("check", "check", str(shop / "orders" / "orders.csv"), str(tickets), str(reviews))
    template = landing / "reference" / "shops" / "shops_template.csv"
    with template.open("a", encoding="utf-8") as file:
        file.write(f"douyin,{SHOP},一号店,女装,\n")
    walk.home.write(f"douyin/{SHOP}/after_sales/别家.csv", AFTER_SALE_HEADER, [wrong_ticket(n) for n in range(35, 40)])
    walk.go("refresh", "refresh", *AS_OF)
    walk.go("explain", "explain", SHOP, "--lang", "zh")
    walk.with_the_wrong_file = quality_returns(walk.home)
    walk.go("sample", "sample")
    walk.go("unsure", "forget", "--file", "别家.csv")
    walk.go("forget", "forget", "--file", "别家.csv", "--yes")
    walk.go("again", "refresh", *AS_OF)
    yield walk
    shutil.rmtree(walk.home.path, ignore_errors=True)


def test_before_anything_landed_the_way_is_named(walk: Walk) -> None:
    code, said = walk.said["nothing"]
    assert code == 2
    assert "shopscore init" in said
    assert "docs/first-score.md" in said


def test_the_folders_are_made_and_a_wrong_one_is_told_the_right_path_whole(walk: Walk) -> None:
    assert walk.said["init"][0] == 0
    code, said = walk.said["misplaced"]
    assert code == 1
    assert f"put it into {walk.home.path}/landing/douyin/{SHOP}/orders/" in said


def test_a_check_says_what_would_land_and_which_columns_no_score_needs(walk: Walk) -> None:
    code, said = walk.said["check"]
    assert code == 0, said
    for rows in ("40 rows of douyin/orders, 2022-02-09 to 2022-02-09", "33 rows of douyin/after_sales", "10 rows of"):
        assert f"would land: {rows}" in said


def test_the_first_score_is_explained_in_chinese(walk: Walk) -> None:
    code, said = walk.said["refresh"]
    assert code == 0, said
    assert "README" not in said
    code, said = walk.said["explain"]
    assert code == 0, said
    assert "一号店" in said
    assert "品质退货率" in said
    assert walk.home.published(
        f"select value from marts.indicator_scores where indicator_id = 'dsr_description' and assessment_date = '{D}' "
        f"and subject_id = '{SHOP}' and system_id = 'douyin_dsr'"
    ) == [(4.2,)]


def test_no_made_up_shop_gets_into_the_home(walk: Walk) -> None:
    code, said = walk.said["sample"]
    assert code == 2
    assert "SHOPSCORE_HOME=another-folder shopscore sample" in said
    assert walk.home.published("select distinct subject_id from marts.scores where subject_type = 'shop'") == [(SHOP,)]


def test_a_file_taken_back_is_as_if_it_had_never_landed(walk: Walk) -> None:
    code, said = walk.said["unsure"]
    assert code == 2
    assert "5 rows, 2022-02-12 to 2022-02-12" in said
    assert walk.said["forget"][0] == 0
    assert walk.said["again"][0] == 0
    # every published day is restated: the orders of 2022-02-09 are in the windows of all three, 15 days later and more
    assert walk.with_the_wrong_file == [(20, 40)] * 3
    assert quality_returns(walk.home) == [(15, 40)] * 3
    assert Path(walk.home.path, "landing", "douyin", SHOP, "after_sales", "别家.csv").exists()
    assert walk.home.published("select status, rows_landed, reason_zh is not null from ops.landed_files "
                               "where forgotten_at is not null") == [("forgotten", 0, True)]  # fmt: skip
