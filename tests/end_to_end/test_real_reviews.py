"""One shop with the review export of the console: no ids, no kinds, follow-ups in columns; and one with both kinds.

Assessment date 2022-03-01: the DSR holds reviews of 2021-12-31..2022-02-28. The orders O1..O5 are paid, picked up and
signed for in February. M1 is the parent of O1 and O2, of the products GA and GB, M2 of O3 alone; M3 is not landed.

The console's rows of S1: the order as the export names it, product, stars:

    M1  GA  5   the order O1                        M3  GA  3   waits for its order; counts for the shop's DSR
    M1  GB  1   the order O2, followed up           M3  GB  4   the same: another product, another review
    M2  GC  2   the order O3, the only one of M2    O4  GA  5   "系统默认好评": a default review, no rating
                                                    O4  GA  4   of the order O4, two days after its default review

    description of S1: (5 + 1 + 2 + 3 + 4 + 4) / 6 = 19/6; service and logistics: not in the export
    negative reviews of S1: O2 and O3, of the signed orders O1 O2 O3 O4: 2/4
    appeal of the order O3 upheld on 02-27: it leaves both: DSR (5 + 1 + 3 + 4 + 4) / 5 = 17/5, negative 1/4

S2 has the review of its order O5 in both kinds of export: one review of 2 stars under its id R1, with the stars for
service and logistics that only the tool's file has. O6 is not signed for yet, its review is in the console's file alone.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.end_to_end.conftest import Home, clock

D = date(2022, 3, 1)
ORDERS = [
    "主订单编号",
    "子订单编号",
    "商品ID",
    "订单提交时间",
    "支付完成时间",
    "订单完成时间",
    "订单状态",
    "订单类型",
    "达人ID",
]
PARCELS = ["运单号", "子订单编号", "揽收时间", "签收时间"]
CONSOLE = [
    "用户昵称",
    "评价日期",
    "订单ID",
    "商品ID",
    "商品评价得分",
    "评价等级",
    "评价内容",
    "追评内容",
    "追评时间",
    "商家是否回复",
]
TOOL = ["评价ID", "子订单编号", "评价时间", "评价类型", "商品评分", "服务评分", "物流评分", "评价内容"]
PAID, PICKED_UP, SIGNED = clock("2022-02-08", "08:00:00"), clock("2022-02-08", "18:00:00"), clock("2022-02-10")


def said(moment: str) -> str:
    return moment.replace("-", "年", 1).replace("-", "月", 1).replace(" ", "日 ", 1)


def row(
    order: str, product: str, stars: int, at: str, text: str = "", follow_up: tuple[str, str] = ("", "")
) -> list[object]:
    return ["小明妈妈", said(at), order, product, stars, "", text, follow_up[0], said(follow_up[1]), "否"]


def orders(*numbers: tuple[str, str, str]) -> list[list[str]]:
    return [[parent, order, product, PAID, PAID, "", "已发货", "普通订单", "0"] for parent, order, product in numbers]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("real_reviews"))
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["douyin", "S1", "店铺一", "女装"], ["douyin", "S2", "店铺二", "女装"]],
    )
    s1 = orders(("M1", "O1", "GA"), ("M1", "O2", "GB"), ("M2", "O3", "GC"), ("O4", "O4", "GA"))
    home.write("douyin/S1/orders/a.csv", ORDERS, s1)
    home.write(
        "douyin/S1/parcels/a.csv", PARCELS, [[f"Y{number}", f"O{number}", PICKED_UP, SIGNED] for number in range(1, 5)]
    )
    morning = clock("2022-02-12", "09:00:00")
    home.write(
        "douyin/S1/reviews/评价管理.csv",
        CONSOLE,
        [
            row("M1", "GA", 5, morning, "很好"),
            row("M1", "GB", 1, morning, "坏了", ("换了一件还是坏", clock("2022-02-20", "09:00:00"))),
            row("M2", "GC", 2, clock("2022-02-13"), "色差大，加微信 shili_yangben 看图"),
            row("M3", "GA", 3, morning, "一般"),
            row("M3", "GB", 4, morning, "还行"),
            row("O4", "GA", 5, clock("2022-02-14"), "系统默认好评！"),
            row("O4", "GA", 4, clock("2022-02-16"), "合身"),
        ],
    )
    home.write(
        "douyin/S1/appeals/a.csv",
        ["申诉单号", "订单ID", "申诉理由", "申诉时间", "申诉状态", "结果时间"],
        [["A1", "M2", "广告引流", clock("2022-02-20"), "成功", clock("2022-02-27")]],
    )
    home.write("douyin/S2/orders/a.csv", ORDERS, orders(("M5", "O5", "GE"), ("M6", "O6", "GF")))
    home.write("douyin/S2/parcels/a.csv", PARCELS, [["Y5", "O5", PICKED_UP, SIGNED]])
    home.write(
        "douyin/S2/reviews/评价管理.csv", CONSOLE, [row("M5", "GE", 2, morning, "小了"), row("O6", "GF", 5, morning)]
    )
    home.write("douyin/S2/reviews/工具.csv", TOOL, [["R1", "O5", morning, "首评", 2, 4, 5, "小了"]])
    home.nothing_else("douyin", "S1", "S2")
    outcome = home.refresh(D, history_days=4)
    assert outcome.exit_code == 0, outcome.lines
    yield home


def figures(home: Home, shop: str, day: date = D) -> dict[object, tuple[object, ...]]:
    """Return numerator, denominator and missing reason by indicator."""
    rows = home.published(
        "select indicator_id, numerator::double, denominator, missing_reason from marts.indicator_scores "
        f"where assessment_date = date '{day}' and subject_id = '{shop}' and subject_type = 'shop' "
        "and (indicator_id like 'dsr%' or indicator_id = 'negative_review_rate')"
    )
    return {row[0]: row[1:] for row in rows}


def test_stars_are_those_of_the_orders_the_rows_are_about(published: Home) -> None:
    before = figures(published, "S1", date(2022, 2, 27))
    assert before["dsr_description"] == (19.0, 6, None)
    assert before["negative_review_rate"] == (2.0, 4, None)


def test_an_appeal_that_names_the_order_alone_takes_its_review_out(published: Home) -> None:
    after = figures(published, "S1", date(2022, 2, 28))
    assert after["dsr_description"] == (17.0, 5, None)
    assert after["negative_review_rate"] == (1.0, 4, None)
    assert published.published("select matched_by, order_id from marts.appeals") == [("order", "O3")]


def test_stars_that_are_not_in_the_export_are_missing_and_the_total_is_partial(published: Home) -> None:
    found = figures(published, "S1")
    assert [found[name][2] for name in ("dsr_service", "dsr_logistics")] == ["not_in_export", "not_in_export"]
    scores = "select score, status from marts.scores where system_id = 'douyin_dsr' and assessment_date = current_date"
    scores = scores.replace("current_date", f"date '{D}' and subject_id = 'S1'")
    assert published.published(scores) == [(pytest.approx(17 / 5), "partial")]


def test_every_rating_that_counts_against_the_shop_or_is_left_out_says_which_order(published: Home) -> None:
    evidence = published.published(
        "select order_id, state, reason from marts.indicator_evidence where indicator_id = 'dsr_description' "
        "and subject_id = 'S1' and subject_type = 'shop' order by 1, 3"
    )
    assert ("O2", "against") in {row[:2] for row in evidence}
    assert ("O2", "excluded", "not_first_review") in evidence
    assert ("O4", "excluded", "default_review") in evidence
    assert {row[0] for row in evidence} <= {"O1", "O2", "O3", "O4", "M3"}


def test_a_review_in_both_kinds_of_export_is_one_with_the_stars_of_either(published: Home) -> None:
    found = figures(published, "S2")
    assert found["dsr_description"][:2] == (7.0, 2)  # O5 2, O6 5
    assert found["negative_review_rate"] == (1.0, 1, None)
    assert published.published(
        "select case_id from marts.indicator_evidence where subject_id = 'S2' and indicator_id = 'dsr_description' "
        "and state = 'against'"
    ) == [("R1",)]


def test_a_review_without_an_id_can_be_asked_for_by_the_order_of_the_export(published: Home) -> None:
    answer = published.command("--lang", "en", "explain", "--case", "M1")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "order O2" in answer.stdout
    assert "against" in answer.stdout


def test_the_list_of_appeals_names_a_made_id_its_order_and_ground(published: Home) -> None:
    listed = published.published(
        "select order_id, review_id, description_stars from actions.reviews_to_appeal where shop_id = 'S1'"
    )
    ((order, review_id, stars),) = [row for row in listed if row[0] == "O2"]
    assert (order, stars) == ("O2", 1)
    assert str(review_id).startswith("M1@")
