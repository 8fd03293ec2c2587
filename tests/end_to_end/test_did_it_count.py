"""`shopscore explain --case`: what becomes of each number a person may ask by, worked by hand.

Assessment date D = 2022-03-01; the windows of days before D: signatures and pickups 1..90 (2021-12-01 to 2022-02-28),
paid orders of complaints and returns 15..104 (2021-11-17 to 2022-02-14), stars 1..60.

    order  paid, picked up  signed      what it is
    O1     2022-02-09       2022-02-10  first review of 2022-02-12 with 1 5 5; a creator's
    O2     2022-02-14       2022-02-16  presale; D-15, the last pay day in
    O3     2022-02-15       2022-02-17  D-14, the first pay day not in yet; known and seen whole
    O4     never            –           of nothing
    O5     2021-10-20       2021-10-21  pickup left on 2022-01-19, 41 days before D; returns on 2022-02-02, 27 before
    O6     2021-06-01       2021-06-02  all left last year; refunded on 2021-06-05 for its quality
    O7     2022-02-27       2022-03-01  signed for on D itself
    O9     2022-02-27       –           paid, nobody has picked it up
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from filelock import FileLock

from tests.end_to_end.conftest import Home, clock
from tests.end_to_end.test_hand_worked_accounts import CHAT_HEADER, ORDER_HEADER, PARCEL_HEADER, REVIEW_HEADER

D = date(2022, 3, 1)
AFTER_SALE_HEADER = [
    "售后单号", "商品单号", "售后类型", "售后状态", "售后申请时间", "售后原因", "同意售后申请时间", "商家退款时间", "售后完结时间",
]  # fmt: skip
COMPLAINT_HEADER = ["投诉单号", "子订单编号", "投诉时间", "投诉类型", "投诉状态"]
ORDERS = {
    # paid, signed, type, creator
    "O1": ("2022-02-09", "2022-02-10", "普通订单", "K1"),
    "O2": ("2022-02-14", "2022-02-16", "预售订单", "0"),
    "O3": ("2022-02-15", "2022-02-17", "普通订单", "0"),
    "O4": ("", "", "普通订单", "0"),
    "O5": ("2021-10-20", "2021-10-21", "普通订单", "0"),
    "O6": ("2021-06-01", "2021-06-02", "普通订单", "0"),
    "O7": ("2022-02-27", "2022-03-01", "普通订单", "0"),
    "O9": ("2022-02-27", "", "普通订单", "0"),
}
KEYS = ("subject_id", "indicator_id", "case_id", "state", "reason", "enters_on", "leaves_on")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("did_it_count"))
    home.write(
        "reference/shops/shops.csv", ["platform", "shop_id", "shop_name", "industry"], [["douyin", "S1", "一号店", "女装"]]
    )  # fmt: skip
    home.write(
        "douyin/S1/orders/a.csv",
        ORDER_HEADER,
        [
            ["M" + order, order, "P1", clock(paid or "2022-02-09"), paid and clock(paid), "", "已完成", kind, creator, "浙江", "张三"]
            for order, (paid, _, kind, creator) in ORDERS.items()
        ],
    )  # fmt: skip
    home.write(
        "douyin/S1/parcels/a.csv",
        PARCEL_HEADER,
        [
            ["Y" + order, "顺丰", order, clock(paid, "12:00:00"), clock(paid, "18:00:00"), clock(signed, "18:00:00")]
            for order, (paid, signed, _, _) in ORDERS.items()
            if signed
        ],
    )
    home.write("douyin/S1/reviews/a.csv", REVIEW_HEADER, [["R1", "O1", clock("2022-02-12"), "首评", 1, 5, 5, ""]])
    home.write(
        "douyin/S1/after_sales/a.csv",
        AFTER_SALE_HEADER,
        [
            ["T6", "O6", "仅退款", "退款成功", clock("2021-06-03"), "质量问题", clock("2021-06-04"), clock("2021-06-05"), clock("2021-06-05")],
            ["T3", "O3", "仅退款", "待商家处理", clock("2022-02-28"), "不想要了", "", "", ""],
            ["T8", "O8", "仅退款", "待商家处理", clock("2022-02-28"), "不想要了", "", "", ""],
        ],
    )  # fmt: skip
    home.write(
        "douyin/S1/complaints/a.csv", COMPLAINT_HEADER, [["Z1", "O1", clock("2022-02-11"), "店铺问题", "处理中"]]
    )
    home.write(
        "douyin/S1/chats/a.csv",
        CHAT_HEADER,
        [["C1", clock("2022-02-20", "07:59:59"), clock("2022-02-20", "08:00:00"), clock("2022-02-20", "08:01:00"), "kf", "B", ""]],
    )  # fmt: skip
    outcome = home.refresh(D, history_days=20)
    assert outcome.exit_code == 0, outcome.lines
    yield home


def asked(home: Home, number: str, *options: str) -> dict[str, Any]:
    result = home.command("explain", "--case", number, "--json", *options)
    assert result.returncode == 0, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def states(answer: dict[str, Any], *indicators: str) -> list[tuple[Any, ...]]:
    return [
        tuple(state[key] for key in KEYS)
        for state in answer["states"]
        if state["indicator_id"] in indicators or not indicators
    ]


def test_an_order_is_answered_with_its_reviews_for_its_shop_and_its_creator(published: Home) -> None:
    answer = asked(published, "O1")

    # the complaint of 02-11 about the order paid on 02-09, whose window of 15..104 it entered on 02-24
    assert states(answer, "complaint_rate", "negative_review_rate", "dsr_description", "dsr_service") == [
        ("S1", "complaint_rate", "O1", "against", "店铺问题", "2022-02-24", "2022-05-25"),
        ("S1", "negative_review_rate", "O1", "against", "1 star", "2022-02-13", "2022-05-12"),
        ("S1", "dsr_description", "R1", "against", "1 star", "2022-02-13", "2022-04-14"),
        ("S1", "dsr_service", "R1", "for", None, "2022-02-13", "2022-04-14"),
        ("K1", "complaint_rate", "O1", "against", "店铺问题", "2022-02-24", "2022-05-25"),
        ("K1", "negative_review_rate", "O1", "against", "1 star", "2022-02-13", "2022-05-12"),
    ]
    assert answer["assessment_date"] == "2022-03-01"
    assert not answer["looked_in_warehouse"]


def test_one_system_can_be_asked_alone(published: Home) -> None:
    assert {state["system_id"] for state in asked(published, "O1", "--system", "douyin_dsr")["states"]} == {
        "douyin_dsr"
    }


def test_the_last_pay_day_in_the_window_counts_and_the_next_one_not_yet(published: Home) -> None:
    assert states(asked(published, "O2"), "quality_return_rate", "pickup_timeliness") == [
        ("S1", "pickup_timeliness", "O2", "excluded", "presale", "2022-02-15", "2022-05-16"),
        ("S1", "quality_return_rate", "O2", "for", None, "2022-03-01", "2022-05-30"),
    ]
    assert states(asked(published, "O3"), "quality_return_rate", "pickup_timeliness") == [
        ("S1", "pickup_timeliness", "O3", "for", None, "2022-02-16", "2022-05-17"),
        ("S1", "quality_return_rate", "O3", "out_of_window", "before_window", "2022-03-02", "2022-05-31"),
    ]


def test_what_is_of_the_day_itself_is_not_known_yet(published: Home) -> None:
    answer = asked(published, "O7")

    assert states(answer, "delivery_hours") == [
        ("S1", "delivery_hours", "O7", "not_yet_known", "known_later", "2022-03-02", "2022-05-31")
    ]
    assert answer["states"][1]["verdict"] is None


def test_a_case_that_left_long_ago_is_answered_from_the_warehouse(published: Home) -> None:
    in_the_file = published.published("select indicator_id from marts.case_states where order_id = 'O5'")
    answer = asked(published, "O5")

    assert ("pickup_timeliness",) not in in_the_file
    assert ("quality_return_rate",) in in_the_file
    assert answer["looked_in_warehouse"]
    assert states(answer, "quality_return_rate", "pickup_timeliness") == [
        ("S1", "pickup_timeliness", "O5", "out_of_window", "left_window", "2021-10-21", "2022-01-19"),
        ("S1", "quality_return_rate", "O5", "out_of_window", "left_window", "2021-11-04", "2022-02-02"),
    ]
    # refunded on 06-05, before the window of the order paid on 06-01 began
    assert states(asked(published, "O6"), "quality_return_rate") == [
        ("S1", "quality_return_rate", "O6", "out_of_window", "left_window", "2021-06-16", "2021-09-14")
    ]
    shown = published.command("explain", "--case", "T6").stdout
    assert "it counted against the shop: 质量问题" in " ".join(shown.split())


def test_while_a_refresh_runs_it_says_what_it_cannot_know(published: Home) -> None:
    with FileLock(published.path / "refresh.lock"):
        half = published.command("explain", "--case", "O5")
        nothing = published.command("explain", "--case", "O6")

    assert half.returncode == 0
    assert "Only the warehouse knows what left earlier" in half.stdout
    assert nothing.returncode == 2
    assert "a refresh is running; ask again when it has finished" in nothing.stderr


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("O4", "the order was never paid, so no indicator counts it"),
        ("MO4", "Parent order of Douyin shop S1, of order O4: the order was never paid"),
        ("T8", "After-sales ticket of Douyin shop S1, of order O8: its order has not arrived yet"),
    ],
)
def test_a_number_that_is_no_case_is_told_why(published: Home, number: str, words: str) -> None:
    result = published.command("explain", "--case", number)

    assert result.returncode == 0, result.stderr
    assert words in " ".join(result.stdout.split())
    assert "No indicator counts it, for or against." in result.stdout


def test_numbers_that_lead_to_an_order_are_answered_with_it(published: Home) -> None:
    for number in ("Z1", "MO1"):
        assert ("S1", "complaint_rate", "O1", "against", "店铺问题", "2022-02-24", "2022-05-25") in states(
            asked(published, number)
        )
    ticket = " ".join(published.command("explain", "--case", "T3").stdout.split())
    assert "the ticket is not completed yet" in ticket
    assert "order O3" in ticket


def test_what_has_not_happened_to_an_order_yet_is_named(published: Home) -> None:
    shown = " ".join(published.command("explain", "--case", "O9").stdout.split())

    assert [one["indicator_id"] for one in asked(published, "O9")["waiting"]] == [
        "delivery_hours", "negative_review_rate", "pickup_timeliness", "pickup_within_24_36h", "pickup_within_24h",
        "pickup_within_36_48h",
    ]  # fmt: skip
    assert "no case, or not yet Delivery hours" in shown
    assert asked(published, "O7")["waiting"] == []


def test_a_session_is_told_in_words_why_it_does_not_count(published: Home) -> None:
    lines = " ".join(published.command("explain", "--case", "C1").stdout.split())

    assert "does not count Reply within 3 minutes" in lines
    assert "the session started outside the hours that count" in lines
    # 2022-02-20, window 1..90
    assert "left out of the scores from 2022-02-21 to 2022-05-21" in lines


def test_an_unknown_number_is_told_what_to_check(published: Home) -> None:
    nothing = published.command("explain", "--case", "4900001000000000000")
    cut = published.command("explain", "--case", "4.90000E+18")

    assert (nothing.returncode, cut.returncode) == (2, 2)
    assert "nothing has the number '4900001000000000000' on 2022-03-01" in nothing.stderr
    assert "has its export landed? shopscore status" in nothing.stderr
    assert 'was its row rejected? shopscore sql "from ops.rejected_rows"' in nothing.stderr
    assert "Excel has cut its last digits, copy it from the platform" in cut.stderr


def test_a_case_is_asked_alone(published: Home) -> None:
    for arguments in (("explain",), ("explain", "S1", "--case", "O1"), ("explain", "--case", " ")):
        assert published.command(*arguments).returncode == 2
    assert "newest date" in published.command("explain", "--case", "O1", "--date", "2022-02-28").stderr
