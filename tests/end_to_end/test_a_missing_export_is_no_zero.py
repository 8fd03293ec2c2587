"""Shops whose help requests never came are not the best of all: seen on 29 real shops that were ranked by size alone.

Pinduoduo, assessment date 2022-03-01. Six shops of an industry have their help requests, each another number of the
same 40 orders; larger shops beside them have no such file, an old one, an empty one, or the word that there was nothing.
Douyin: five shops with everything, and a sixth whose chats never came.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.end_to_end.conftest import Home, clock

D = date(2022, 3, 1)
ORDER_HEADER = ["订单号", "商品id", "订单状态", "订单成交时间", "发货时间"]
HELP_HEADER = ["求助单号", "订单号", "求助时间", "求助渠道", "问题分类", "是否常规咨询", "是否恶意用户"]
DOUYIN_ORDER_HEADER = [
    "主订单编号", "子订单编号", "商品ID", "订单提交时间", "支付完成时间", "订单完成时间", "订单状态", "订单类型", "达人ID",
]  # fmt: skip
PARCEL_HEADER = ["运单号", "快递公司", "子订单编号", "发货时间", "揽收时间", "签收时间", "最新物流时间", "最新物流状态"]
CHAT_HEADER = ["会话ID", "会话开始时间", "转人工时间", "首次人工回复时间", "客服账号"]
# shop -> orders; the first six ask for help 1 to 6 times, the others not at all
ASKING = {f"60000{n}": n for n in range(1, 7)}
NO_FILE, STALE, EMPTY_FILE, SAID_SO = "600011", "600012", "600013", "600014"
ORDERS = {**dict.fromkeys(ASKING, 40), NO_FILE: 90, STALE: 80, EMPTY_FILE: 70, SAID_SO: 60}
WITH_CHATS = [f"50000{n}" for n in range(1, 6)]
WITHOUT_CHATS = "500006"


def write_pinduoduo(home: Home) -> None:
    paid, shipped, asked = clock("2022-02-10"), clock("2022-02-10", "12:00:00"), clock("2022-02-11")
    for shop, count in ORDERS.items():
        orders = [[f"{shop}{n:03}", "1", "已收货", paid, shipped] for n in range(count)]
        home.write(f"pinduoduo/{shop}/orders/a.csv", ORDER_HEADER, orders)
        home.write(f"pinduoduo/{shop}/chats/a.csv", CHAT_HEADER, [])
        requests = [
            [f"{shop}9{n}", f"{shop}{n:03}", asked, "商家聊天", "发货|物流|商品|基础服务", "否", "否"]
            for n in range(ASKING.get(shop, 0))
        ]
        if shop in ASKING or shop == EMPTY_FILE:
            home.write(f"pinduoduo/{shop}/help_requests/a.csv", HELP_HEADER, requests)
    # covers 02-19 and what was before; may be one day late
    home.write(f"pinduoduo/{STALE}/help_requests/求助_20220220.csv", HELP_HEADER, [])


def write_douyin(home: Home) -> None:
    paid, signed = clock("2022-02-09", "08:00:00"), clock("2022-02-10", "18:00:00")
    for place, shop in enumerate([*WITH_CHATS, WITHOUT_CHATS]):
        ids = [f"{shop}{n:03}" for n in range(40 + place)]
        home.write(
            f"douyin/{shop}/orders/a.csv",
            DOUYIN_ORDER_HEADER,
            [["7" + one, one, "1", paid, paid, "", "已发货", "普通订单", "0"] for one in ids],
        )
        picked_up = clock("2022-02-09", "18:00:00")
        home.write(
            f"douyin/{shop}/parcels/a.csv",
            PARCEL_HEADER,
            [["8" + one, "中通快递", one, picked_up, picked_up, signed, signed, "已签收"] for one in ids],
        )
        if shop != WITHOUT_CHATS:
            at = clock("2022-02-10", "10:00:00")
            home.write(
                f"douyin/{shop}/chats/a.csv",
                CHAT_HEADER,
                [[f"{shop}5", at, at, clock("2022-02-10", "10:01:00"), "kf1"]],
            )
    everything_but_chats = ["reviews", "after_sales", "complaints"]
    home.write(
        "reference/nothing_to_export/a.csv",
        ["platform", "shop_id", "export", "from", "to"],
        [["pinduoduo", SAID_SO, "help_requests", "2021-01-01", ""]]
        + [
            ["douyin", shop, export, "2021-01-01", "2022-12-31"]
            for shop in [*WITH_CHATS, WITHOUT_CHATS]
            for export in everything_but_chats
        ],
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("missing_export"))
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["pinduoduo", shop, f"店铺{shop}", "食品"] for shop in ORDERS]
        + [["douyin", shop, f"店铺{shop}", "女装"] for shop in [*WITH_CHATS, WITHOUT_CHATS]],
    )
    write_pinduoduo(home)
    write_douyin(home)
    outcome = home.refresh(D, history_days=20)
    assert outcome.exit_code == 0, outcome.lines
    yield home


def help_rate(home: Home, shop: str, columns: str, day: date = D) -> tuple[object, ...]:
    [row] = home.published(
        f"select {columns} from marts.indicator_scores where subject_id = '{shop}' "
        f"and indicator_id = 'help_rate_shipping' and assessment_date = '{day}'"
    )
    return row


def total(home: Home, system: str, shop: str, columns: str) -> tuple[object, ...]:
    [row] = home.published(
        f"select {columns} from marts.scores where subject_id = '{shop}' "
        f"and system_id = '{system}' and assessment_date = '{D}'"
    )
    return row


@pytest.mark.parametrize(("shop", "reason"), [(NO_FILE, "no_export"), (STALE, "stale_export")])
def test_a_shop_without_help_requests_has_no_rate_no_score_and_no_rank(published: Home, shop: str, reason: str) -> None:
    columns = "value, decayed_value, percentile, score, is_missing, missing_reason, missing_export"
    assert help_rate(published, shop, columns) == (None, None, None, None, True, reason, "help_requests")
    assert total(published, "pinduoduo_service_experience", shop, "score, status, peer_rank, weight_covered") == (
        None,
        "no_data",
        None,
        None,
    )


@pytest.mark.parametrize(("shop", "rank"), [(EMPTY_FILE, 1), (SAID_SO, 2)])
def test_a_file_without_rows_and_the_users_word_say_that_nobody_asked(published: Home, shop: str, rank: int) -> None:
    assert help_rate(published, shop, "value, is_missing, missing_reason") == (0.0, False, None)
    # nobody asked either of them: the tie goes to the one with more orders
    assert total(published, "pinduoduo_service_experience", shop, "status, peer_rank, peer_count") == (
        "scored",
        rank,
        8,
    )


def test_the_peers_are_those_with_the_export_and_their_median_is_a_value(published: Home) -> None:
    # 0, 0, 1 .. 6 of 40: mean 21/8/40, median 2.5/40
    columns = "peer_count, peer_mean, peer_median, percentile"
    assert help_rate(published, "600006", columns) == (
        8,
        pytest.approx(21 / 8 / 40, abs=1e-9),
        pytest.approx(2.5 / 40, abs=1e-9),
        0.0,
    )


def test_the_old_file_was_new_enough_until_its_days_of_grace_were_over(published: Home) -> None:
    # covered through 02-19: D-1 less one day is 02-19 on 02-21
    assert help_rate(published, STALE, "value, missing_reason", date(2022, 2, 21)) == (0.0, None)
    assert help_rate(published, STALE, "value, missing_reason", date(2022, 2, 22)) == (None, "stale_export")


def test_a_total_without_the_chats_is_partial_and_nobodys_peer(published: Home) -> None:
    columns = "status, weight_covered, peer_rank, peer_count, score is not null"
    # 50 + 15 + 35 / 5: of five service indicators there are complaints; no ticket is no case, no chat is no export
    assert total(published, "douyin_merchant_experience", WITHOUT_CHATS, columns) == ("partial", 0.72, None, 5, True)
    # and complaints and chats
    status, covered, rank, count, has_score = total(published, "douyin_merchant_experience", WITH_CHATS[0], columns)
    assert (status, covered, count, has_score) == ("scored", 0.79, 5, True)
    assert rank in range(1, 6)
    rows = published.published(
        "select indicator_id, missing_reason, missing_export from marts.indicator_scores "
        f"where subject_id = '{WITHOUT_CHATS}' and assessment_date = '{D}' and dimension_id = 'service' "
        "and system_id = 'douyin_merchant_experience' order by 1"
    )
    assert rows == [
        ("complaint_rate", None, None),
        ("dispute_liability_rate", "no_cases", None),
        ("im_reply_3min_rate", "no_export", "chats|chat_staff_days"),
        ("refund_only_handling_hours", "no_cases", None),
        ("return_refund_handling_hours", "no_cases", None),
    ]


def test_the_days_ahead_lack_what_today_lacks_and_nothing_becomes_stale_by_waiting(published: Home) -> None:
    rows = published.published(
        "select distinct subject_id, value_missing_reason from marts.indicator_forecast "
        f"where indicator_id = 'help_rate_shipping' and subject_id in ('{NO_FILE}', '{STALE}', '600001') "
        "and days_ahead <= 11 order by 1"
    )
    assert rows == [("600001", None), (NO_FILE, "no_export"), (STALE, "stale_export")]
