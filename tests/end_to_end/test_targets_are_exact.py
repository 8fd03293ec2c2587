"""As many good events as the targets say bring the line, and one fewer does not.

Assessment date D = 2022-03-01. Every reading comes from a refresh of its own, with the genuine orders in between that
the targets asked for.

One shop, S0, alone in its industry, for the mean of stars. Its 20 ratings have five stars for service and logistics,
and 61 stars for the description: 19 threes and a four.

    total           (61 / 20 + 5 + 5) / 3 = 13.05 / 3 = 4.35, the next line is 4.5
    6 fives more    (61 + 30) / 26 = 3.5; (3.5 + 10) / 3 = 4.5 exactly, which is on the line
    5 fives more    (61 + 25) / 25 = 3.44; 13.44 / 3 = 4.48

Five shops, S1 to S5, for the score by rank. All orders of the start are signed for on D-31 and were paid the day before.

    shop   orders   negative   rate     complaints   rate
    S1     40       5          .125     1            .025
    S2     33       3          .0909    0
    S3     32       2          .0625    0
    S4     31       1          .0323    1            .0323
    S5     30       0          0        1            .0333

    S1     negative reviews the worst: 3; everything else that ties goes to S1, which has most orders: 5; complaints: two
           of four behind: 4. Total .50 x (3 + 5) / 2 + .15 x 5 + .35 x 4 = 4.15, the next line is 4.4
    line   4.4 = .50 x (4 + 5) / 2 + .15 x 5 + .35 x 4: two of four have to be passed, S2 and S3
    event  an order signed for on D-1 weighs 2 ^ (30 / 30) = 2 times one of D-31
    20     5 / (40 + 20 x 2) = .0625 ties with S3, and S1 has more orders: passed
    19     5 / (40 + 19 x 2) = .0641: only S2 is passed, 3.5 instead of 4, total 4.275

The orders that come in between were paid on D-2, too late for the complaints' window of D-15 to D-104.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from shopscore.alerts.facts import read_scores_at_limit
from shopscore.settings import Settings
from shopscore.warehouse import open_published
from tests.end_to_end.conftest import Home, clock

D = date(2022, 3, 1)
ORDERS = {"S1": 40, "S2": 33, "S3": 32, "S4": 31, "S5": 30}
NEGATIVE = {"S1": 5, "S2": 3, "S3": 2, "S4": 1}
COMPLAINED = ("S1", "S4", "S5")
ORDER_HEADER = ["主订单编号", "子订单编号", "商品ID", "订单提交时间", "支付完成时间", "发货时间", "订单完成时间", "订单状态", "订单类型", "达人ID"]  # fmt: skip
PARCEL_HEADER = ["运单号", "子订单编号", "揽收时间", "签收时间"]
REVIEW_HEADER = ["评价ID", "子订单编号", "评价时间", "评价类型", "商品评分", "服务评分", "物流评分"]
COMPLAINT_HEADER = ["投诉单号", "子订单编号", "投诉时间", "投诉类型", "投诉状态"]


@dataclass(frozen=True)
class Reading:
    """Published rows of S0 and S1, by threshold and by indicator."""

    alerts: dict[str, tuple[object, ...]]
    targets: dict[str, tuple[object, ...]]


@dataclass(frozen=True)
class Readings:
    """What was published at the start, with one event too few, and with as many as the targets said."""

    start: Reading
    one_fewer: Reading
    as_many: Reading


def orders(home: Home, shop: str, name: str, order_ids: list[str], paid: str, signed: str) -> None:
    """Write orders and their parcels: picked up 10 hours after payment, signed for 24 hours later."""
    paid_at, shipped_at = clock(paid, "08:00:00"), clock(paid, "12:00:00")
    home.write(
        f"douyin/{shop}/orders/{name}.csv",
        ORDER_HEADER,
        [
            ["M" + order_id, order_id, "P1", paid_at, paid_at, shipped_at, "", "已完成", "普通订单", "0"]
            for order_id in order_ids
        ],
    )
    home.write(
        f"douyin/{shop}/parcels/{name}.csv",
        PARCEL_HEADER,
        [["Y" + order_id, order_id, clock(paid, "18:00:00"), clock(signed, "18:00:00")] for order_id in order_ids],
    )


def reviews(home: Home, shop: str, name: str, day: str, description_stars: dict[str, int]) -> None:
    """Write first reviews with five stars for service and logistics."""
    home.write(
        f"douyin/{shop}/reviews/{name}.csv",
        REVIEW_HEADER,
        [["R" + order_id, order_id, clock(day), "首评", stars, 5, 5] for order_id, stars in description_stars.items()],
    )


def start(home: Home) -> None:
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["douyin", "S0", "独此一家", "家电"], *(["douyin", shop, f"店铺{shop}", "女装"] for shop in ORDERS)],
    )
    rated = [f"S0-{n}" for n in range(20)]
    orders(home, "S0", "start", rated, paid="2022-02-09", signed="2022-02-10")
    reviews(home, "S0", "start", "2022-02-12", dict.fromkeys(rated, 3) | {"S0-0": 4})
    for shop, count in ORDERS.items():
        orders(home, shop, "start", [f"{shop}-{n}" for n in range(count)], paid="2022-01-28", signed="2022-01-29")
        if shop in NEGATIVE:
            reviews(home, shop, "start", "2022-01-31", {f"{shop}-{n}": 1 for n in range(NEGATIVE[shop])})
        if shop in COMPLAINED:
            home.write(
                f"douyin/{shop}/complaints/start.csv",
                COMPLAINT_HEADER,
                [[f"C-{shop}", f"{shop}-0", clock("2022-01-31"), "店铺问题", "处理中"]],
            )
    home.nothing_else("douyin", "S0", *ORDERS)


def more(home: Home, name: str, fives: int, received: int) -> None:
    """Write genuine orders: some of S0 rated with fives on D-1, some of S1 received on D-1."""
    rated = [f"S0-{name}-{n}" for n in range(fives)]
    orders(home, "S0", name, rated, paid="2022-02-25", signed="2022-02-26")
    reviews(home, "S0", name, "2022-02-28", dict.fromkeys(rated, 5))
    orders(home, "S1", name, [f"S1-{name}-{n}" for n in range(received)], paid="2022-02-27", signed="2022-02-28")


def near_or_below_by_the_alerts(home: Home) -> set[tuple[object, ...]]:
    """Return what the alerts of a refresh call below or near a line, by the distance of the rules."""
    with open_published(Settings(home=home.path, as_of=D).published) as connection:
        found = read_scores_at_limit(connection, near=None, ahead=0)
    return {(one.threshold_id, one.subject_id, "below" if one.is_below else "near") for one in found}


def read(home: Home) -> Reading:
    outcome = home.refresh(D, history_days=3)
    assert outcome.exit_code == 0, outcome.lines
    alerts = home.published(
        'select threshold_id, score, "limit", state, subject_id, is_official from marts.threshold_alerts'
    )
    assert near_or_below_by_the_alerts(home) == {
        (line, shop, state) for line, _, _, state, shop, is_official in alerts if is_official and state != "ok"
    }
    targets = home.published(
        "select indicator_id, needed, target_value, measure, threshold_id, subject_id from marts.score_targets "
        "where target = 'next_threshold'"
    )
    watched = {"douyin_dsr": "S0", "douyin_experience": "S1"}

    def of_its_shop(threshold_id: object, subject_id: object) -> bool:
        return any(str(threshold_id).startswith(system) and subject_id == shop for system, shop in watched.items())

    return Reading(
        alerts={str(row[0]): row[1:4] for row in alerts if of_its_shop(row[0], row[4])},
        targets={str(row[0]): row[1:5] for row in targets if of_its_shop(row[4], row[5])},
    )


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[Readings]:
    home = Home(tmp_path_factory.mktemp("targets"))
    start(home)
    first = read(home)
    fives, received = (int(str(first.targets[name][0])) for name in ("dsr_description", "negative_review_rate"))
    more(home, "all-but-one", fives - 1, received - 1)
    one_fewer = read(home)
    more(home, "the-last", 1, 1)
    yield Readings(start=first, one_fewer=one_fewer, as_many=read(home))


def test_the_start_is_below_both_lines(readings: Readings) -> None:
    assert readings.start.alerts["douyin_dsr_selected_alliance"] == (4.35, 4.5, "below")
    assert readings.start.alerts["douyin_experience_promotions"] == (4.15, 4.4, "below")


def test_the_targets_say_what_the_arithmetic_says(readings: Readings) -> None:
    targets = readings.start.targets
    assert targets["dsr_description"] == (6, 3.5, "value", "douyin_dsr_selected_alliance")
    # the peer to pass stands at .0625, and a tie is enough
    assert targets["negative_review_rate"] == (20, 0.0625, "decayed_value", "douyin_experience_promotions")


def test_what_is_at_its_best_already_lifts_nothing(readings: Readings) -> None:
    for name in ("dsr_service", "dsr_logistics", "pickup_timeliness", "quality_return_rate"):
        needed, target_value, *_ = readings.start.targets[name]
        assert (needed, target_value) == (None, None), name


def test_one_fewer_does_not_reach_the_line(readings: Readings) -> None:
    assert readings.one_fewer.alerts["douyin_dsr_selected_alliance"] == (4.48, 4.5, "below")
    assert readings.one_fewer.alerts["douyin_experience_promotions"] == (4.275, 4.4, "below")
    assert readings.one_fewer.targets["dsr_description"][0] == 1
    assert readings.one_fewer.targets["negative_review_rate"][0] == 1


def test_exactly_as_many_reach_the_line(readings: Readings) -> None:
    # on the line is not below it: no further than threshold_near_points above
    assert readings.as_many.alerts["douyin_dsr_selected_alliance"] == (4.5, 4.5, "near")
    assert readings.as_many.alerts["douyin_experience_promotions"] == (4.4, 4.4, "near")


def test_there_is_no_line_above_the_last_one(readings: Readings) -> None:
    assert readings.as_many.targets == {}
