"""What a page says of figures, put together by hand."""

import re
from datetime import date

import pytest

from shopscore.console.outlook import Line
from shopscore.language import speaking
from shopscore.pages import agency, indicator, my_shop, quality, today
from shopscore.pages.pickup_limits import pickup_limits
from shopscore.pages.publication import Shop

SHOP = Shop("douyin", "S1", "云朵小店", "美妆")
SCORE = {
    "name_en": "Merchant experience score",
    "name_zh": "商家体验分",
    "system_id": "douyin_merchant_experience",
    "score": 77.109,
    "ceiling": 100.0,
    "shown_score": 4.5,
    "change_7d": -1.4884,
    "status": "estimated",
}
DRIVERS = [
    {
        "indicator_id": "a",
        "indicator_name_en": "Goods rating",
        "indicator_name_zh": "商品综合评分",
        "contribution_7d": part,
    }
    for part in (0.9,)
] + [
    {"indicator_id": "b", "indicator_name_en": "Pickup", "indicator_name_zh": "揽收", "contribution_7d": -2.3},
    {"indicator_id": "c", "indicator_name_en": "Help", "indicator_name_zh": "求助", "contribution_7d": None},
]
CARD = {
    "indicator_id": "goods_rating",
    "indicator_name_en": "Goods rating",
    "indicator_name_zh": "商品综合评分",
    "value": 4.5,
    "unit": "stars",
    "better": "up",
    "peer_median": 4.68,
    "points_lost": 8.2589,
    "weight_in_total": 0.344,
    "next_limit": 4.6,
    "next_points": 80.0,
    "is_missing": False,
    "missing_reason": None,
    "missing_export": None,
    "missing_column": None,
}


def bare(text: str) -> str:
    return re.sub(r"\*\*|\\", "", text)


def test_my_shop_says_the_score_what_buyers_see_and_what_lowered_it_most():
    assert bare(my_shop.headline(SHOP, SCORE, DRIVERS)) == (
        "Merchant experience score 77.10 of 100, buyers see 4.5, -1.49 in 7 days, most of all by Pickup (-2.30)."
    )
    with speaking("zh"):
        assert bare(my_shop.headline(SHOP, SCORE, DRIVERS)) == (
            "商家体验分 77.10 分（满分 100），买家看到 4.5，7 天 -1.49，主要因为揽收（-2.30）。"
        )


def test_a_rising_score_names_what_raised_it_and_one_without_a_score_says_why():
    assert "most of all by Goods rating (+0.90)" in bare(my_shop.headline(SHOP, SCORE | {"change_7d": 1.0}, DRIVERS))
    none = SCORE | {"score": None, "status": "below_minimum_orders", "valid_orders": 12, "minimum_orders": 30}
    assert "no score today (12 valid orders, below 30)" in bare(my_shop.headline(SHOP, none, []))
    # between two scales there is no change
    assert bare(my_shop.headline(SHOP, SCORE | {"change_7d": None}, DRIVERS)).endswith("buyers see 4.5.")


def test_an_indicator_stands_beside_its_peers_with_what_it_costs_and_its_next_limit():
    assert bare(my_shop.indicator_card(CARD, None)) == (
        "Goods rating :red[4.50]  \npeers' median 4.68 · costs 8.26 points · 34% of the total  \n"
        "next limit 4.60: 80 points"
    )
    # the same figure is good where less is better
    assert ":green[4.50]" in bare(my_shop.indicator_card(CARD | {"better": "down"}, None))
    gone = CARD | {"value": None, "is_missing": True, "missing_reason": "no_export", "missing_export": "reviews"}
    assert "no reviews file ever arrived" in bare(my_shop.indicator_card(gone, None))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            Line("exit", "Exit", "清退", 70.0, "ok", "leaves", 9, "below", "清退", 72.5, crosses_on=date(2026, 12, 10)),
            ":orange-badge[falling] Exit 70.00: now 72.50, 2.50 points above it; :red[falls below in 9 days, on 2026-12-10] "
            "if nothing new happens",
        ),
        (
            Line("exit", "Exit", "清退", 70.0, "below", "Leaves", None, None, "清退", 69.999),
            ":red-badge[below] Exit 70.00: now 69.99, 0.00 points short; not crossed in the next 30 days if nothing new "
            "happens. Leaves",
        ),
    ],
)
def test_a_line_says_how_far_it_is_and_when_it_is_crossed(line, said):
    assert bare(my_shop.line_sentence(line)) == said


def test_an_indicator_says_how_many_cases_count_against_the_shop_and_what_is_behind_most():
    cases = [{"state": "against"}] * 3 + [{"state": "for"}] * 5
    behind = [{"breakdown": "product", "product_name": "Tea", "item": "P1", "share_of_damage": 0.4}]
    assert bare(indicator.headline(CARD, cases, behind)) == (
        "Goods rating 4.50, the peers' median is 4.68; 3 cases count against the shop; Tea is behind 40% of the damage."
    )


def test_the_agency_counts_shops_below_and_near_and_names_the_worst():
    shops = [
        {"platform": "pinduoduo", "shop_id": "1", "shop_name": "Last", "score": 0.5, "ceiling": 5.0},
        {"platform": "douyin", "shop_id": "2", "shop_name": "First", "score": 90.0, "ceiling": 100.0},
    ]
    alerts = [
        {"platform": "douyin", "shop_id": "2", "state": "near"},
        {"platform": "pinduoduo", "shop_id": "1", "state": "below"},
        {"platform": "pinduoduo", "shop_id": "1", "state": "near"},
    ]
    assert bare(agency.headline(shops, alerts)) == (
        "2 shops: 1 below an official line, 1 near one or about to fall below; the worst is Last with 0.50 of 5."
    )


def test_today_counts_what_is_due_at_the_edges_of_its_hours():
    rows = [{"list_name": "parcels_stuck", "hours_left": hours} for hours in (-0.01, 0, 24, 24.01, None)] + [
        {"list_name": "care_messages", "hours_left": 1}
    ]
    assert bare(today.headline(rows)) == "5 things to do today: 2 due within 24 hours, 1 overdue."
    assert [today.is_within(hours, "24") for hours in (-0.01, 0, 24, 24.01, None)] == [False, True, True, False, False]
    assert [today.is_within(hours, "overdue") for hours in (-0.01, 0, None)] == [True, False, False]
    assert today.is_within(None, None)
    assert [today.time_left(hours) for hours in (0.05, 1, 5.26)] == ["3 min left", r"1\.0 h left", r"5\.3 h left"]


def test_quality_counts_files_rows_and_indicators_once():
    exports = [
        {"files": 2, "rows_landed": 1200, "rows_rejected": 3},
        {"files": 1, "rows_landed": None, "rows_rejected": None},
    ]
    lacking = [{"platform": "douyin", "indicator_id": "a"}] * 2 + [{"platform": "pinduoduo", "indicator_id": "a"}]
    assert bare(quality.headline(exports, lacking, [{}])) == (
        "3 files with 1,200 rows landed, 3 rows could not be read, 1 files were refused; 2 indicators lack something."
    )


def test_the_limits_of_a_pickup_are_those_of_the_rules_on_the_day():
    # 24, 36 and 48 hours, by the article; Pinduoduo has none of them
    assert pickup_limits("douyin", date(2026, 12, 1)) == [24.0, 36.0, 48.0]
    assert pickup_limits("pinduoduo", date(2026, 12, 1)) == []
    assert pickup_limits("douyin", date(1999, 12, 31)) == []
