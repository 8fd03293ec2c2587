"""Score pages from landing to reconciliation and calibration, few enough to work out by hand.

Assessment date 2022-03-01, three shops of one industry, so too few peers for a rank, and one shop of another. All
sessions are of one day, so decay changes no rate.

    shop   sessions answered within 3 minutes   rate    points on the pages
    S1     4 of 4                               1.0     5.0
    S2     2 of 4                               0.5     4.0
    S3     3 of 4                               0.75    no pages
    S4     4 of 4                               1.0     5.0, on 29 days only

On the scale from 3 to 5, 5.0 is its whole and 4.0 its half. So a value of 0.75, in the middle, is three quarters of
the scale: 3 + 2 * 0.75 = 4.5 points.

Stars of S1 (description, service, logistics): three reviews on 2022-02-20, 5/5/4, 5/5/4, 4/4/5, and one on 2022-02-21,
5/1/4. Means until the score of 2022-02-21: 14/3, 14/3, 13/3; from 2022-02-22 on 19/4 = 4.75, 15/4 = 3.75, 17/4 = 4.25.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Home, clock

D = date(2022, 3, 1)
ANSWERED = {"S1": 4, "S2": 2, "S3": 3, "S4": 4}
INDUSTRY = {"S1": "女装", "S2": "女装", "S3": "女装", "S4": "食品"}
PAGE_HEADER = ["日期", "对象ID", "项目", "分值", "指标值", "同行均值"]
ORDER_HEADER = [
    "主订单编号", "子订单编号", "商品ID", "订单提交时间", "支付完成时间", "订单完成时间", "订单状态", "订单类型", "达人ID",
]  # fmt: skip
CHAT_HEADER = ["会话ID", "会话开始时间", "转人工时间", "首次人工回复时间"]
REVIEW_HEADER = ["评价ID", "子订单编号", "评价时间", "评价类型", "商品评分", "服务评分", "物流评分"]
REPLIES = "IM3分钟平均回复率"


def reply_pages(points: float, days: int) -> list[list[object]]:
    return [[str(D - timedelta(days=back)), "", REPLIES, points, "", ""] for back in range(days)]


def land(home: Home) -> None:
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["douyin", shop, f"店铺{shop}", industry] for shop, industry in INDUSTRY.items()],
    )
    for shop, answered in ANSWERED.items():
        paid = clock("2022-02-01")
        home.write(
            f"douyin/{shop}/orders/a.csv",
            ORDER_HEADER,
            [["M", f"{shop}-{n}", "P1", paid, paid, "", "已完成", "普通订单", "0"] for n in range(30)],
        )
        home.write(
            f"douyin/{shop}/chats/a.csv",
            CHAT_HEADER,
            [
                [
                    f"{shop}-C{n}",
                    clock("2022-01-20"),
                    clock("2022-01-20"),
                    clock("2022-01-20", "10:03:00" if n < answered else "10:03:01"),
                ]
                for n in range(4)
            ],
        )
    stars = [("20", 5, 5, 4), ("20", 5, 5, 4), ("20", 4, 4, 5), ("21", 5, 1, 4)]
    home.write(
        "douyin/S1/reviews/a.csv",
        REVIEW_HEADER,
        [[f"R{n}", f"S1-{n}", clock(f"2022-02-{day}"), "首评", *given] for n, (day, *given) in enumerate(stars)],
    )
    home.write(
        "douyin/S1/score_pages/a.csv",
        PAGE_HEADER,
        [
            ["2022-02-21", "", "商品描述", "4.67", "", ""],
            ["2022-02-22", "", "卖家服务", "4.67", "", ""],
            ["2022-03-01", "S1", "商品描述", "4.75", "", ""],
            ["2022-03-01", "S1", "物流服务", "4.40", "", "4.90"],
            ["2022-03-01", "S1", "店铺热度", "10", "", ""],
            ["2021-12-01", "S1", "卖家服务", "4.00", "", ""],
            *reply_pages(5.0, 30),
        ],
    )
    home.write(
        "douyin/S2/score_pages/a.csv",
        PAGE_HEADER,
        [
            ["2022-03-01", "", "描述相符", "4.20", "", ""],
            ["2022-02-28", "", "3分钟平均回复率", "", "0.5", ""],
            *reply_pages(4.0, 30),
        ],
    )
    home.write("douyin/S4/score_pages/a.csv", PAGE_HEADER, reply_pages(5.0, 29))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[Home]:
    path: Path = tmp_path_factory.mktemp("pages")
    home = Home(path)
    land(home)
    outcome = home.refresh(D, history_days=20)
    assert outcome.exit_code == 0, outcome.lines
    yield home


def test_every_cell_of_a_page_is_compared_and_explained(published: Home) -> None:
    rows = published.published(
        "select subject_id, cast(assessment_date as varchar), item, measure, platform_value, round(our_value, 4), "
        "round(difference, 4), likely_reason from marts.score_reconciliation "
        "where item is distinct from 'im_reply_3min_rate' order by all"
    )
    assert rows == [
        ("S1", "2021-12-01", "service", "score", 4.0, None, None, "no_such_score"),
        ("S1", "2022-02-21", "description", "score", 4.67, 4.6667, 0.0033, "rounding"),
        ("S1", "2022-02-22", "service", "score", 4.67, 3.75, 0.92, "immature_data"),
        ("S1", "2022-03-01", "description", "score", 4.75, 4.75, 0.0, "agrees"),
        # the mean of the peers is that of S1 alone: nobody else has a rating
        # three shops are too few for a mean of ours
        ("S1", "2022-03-01", "logistics", "peer_mean", 4.9, None, None, "no_peers"),
        ("S1", "2022-03-01", "logistics", "score", 4.4, 4.25, 0.15, "platform_exclusion"),
        ("S1", "2022-03-01", None, "score", 10.0, None, None, "unknown_item"),
        ("S2", "2022-03-01", "description", "score", 4.2, None, None, "missing_export"),
    ]


def test_an_explanation_says_which_day_and_which_export(published: Home) -> None:
    [(day,)] = published.published(
        "select explanation from marts.score_reconciliation where likely_reason = 'immature_data'"
    )
    assert "2022-02-21" in str(day)
    [(export, export_zh)] = published.published(
        "select explanation, explanation_zh from marts.score_reconciliation where likely_reason = 'missing_export' "
        "and item = 'description'"
    )
    assert "reviews" in str(export)
    assert "reviews" in str(export_zh)


def test_an_alias_and_the_value_of_an_indicator_are_understood(published: Home) -> None:
    assert published.published(
        "select our_value, likely_reason from marts.score_reconciliation where word = '3分钟平均回复率'"
    ) == [(0.5, "agrees")]


def test_a_learned_curve_counts_once_it_is_put_to_use_and_refreshed(published: Home) -> None:
    scores = (
        "select subject_id, score from marts.indicator_scores where indicator_id = 'im_reply_3min_rate' "
        f"and assessment_date = '{D}' and subject_type = 'shop' order by 1"
    )
    assert published.published(scores) == [("S1", None), ("S2", None), ("S3", None), ("S4", None)]

    learning = published.command("calibrate")
    assert learning.returncode == 0, learning.stderr
    assert "60 on 30 days" in learning.stdout
    assert "29 days with a page, 30 are needed" in learning.stdout.replace("\n", "")
    listed = published.command("calibrate", "--list").stdout
    calibration_id = next(line.split()[0] for line in listed.splitlines() if "im_reply_3min_rate" in line)

    used = published.command("calibrate", "--use", calibration_id)
    assert used.returncode == 0, used.stderr
    assert published.published(scores) == [("S1", None), ("S2", None), ("S3", None), ("S4", None)]
    assert published.refresh(D, history_days=20).exit_code == 0
    assert published.published(scores) == [("S1", 5.0), ("S2", 4.0), ("S3", 4.5), ("S4", None)]
    assert published.published(
        "select calibration_id, days, pages, mean_absolute_error, worst_error, is_in_use, is_effective "
        "from dims.benchmark_versions where origin = 'learned'"
    ) == [(calibration_id, 30, 60, 0.0, 0.0, True, True)]
