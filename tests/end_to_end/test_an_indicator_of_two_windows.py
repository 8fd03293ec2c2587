"""An indicator may be shown over further windows: a seed row each, and nothing joins on the indicator alone.

Every indicator of a 90-day version has its 30 days beside it. Further rows are added to a copy of the project, whose
refresh then builds and checks everything it publishes.
"""

import csv
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from shopscore.settings import PROJECT_DIR
from tests.end_to_end.conftest import SHOPSCORE, Home, clock
from tests.end_to_end.test_a_third_platform import COPIED

D = date(2022, 3, 1)
MERCHANT, SERVICE = (
    ("douyin_merchant_experience", "2021-06-28"),
    ("pinduoduo_service_experience", "assumed-equal-weights"),
)
# system and version, indicator, near and far days, better, unit, best value, half-life
SECOND_WINDOWS = [
    (MERCHANT, "negative_review_rate", "1", "7", "down", "ratio", "0", "30"),
    (MERCHANT, "pickup_timeliness", "1", "7", "up", "ratio", "1", ""),
    (MERCHANT, "quality_return_rate", "1", "90", "down", "ratio", "0", "30"),
    (SERVICE, "help_rate", "1", "90", "down", "ratio", "0", ""),
    (SERVICE, "help_rate_product", "1", "60", "down", "ratio", "0", ""),
]


def add_windows(seed: Path) -> None:
    with seed.open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(
            [
                *version,
                indicator,
                "",
                "industry_rank",
                "",
                near,
                far,
                better,
                unit,
                best,
                half_life,
                "2000-01-01",
                "",
                "assumption",
                "",
            ]
            for version, indicator, near, far, better, unit, best, half_life in SECOND_WINDOWS
        )


def write_exports(home: Home) -> None:
    early, late = "2022-01-10", "2022-02-20"
    home.write(
        "douyin/500001/orders/a.csv",
        ["主订单编号", "子订单编号", "商品ID", "订单提交时间", "支付完成时间", "订单完成时间", "订单状态", "订单类型", "达人ID"],
        [
            [f"7{day[5:7]}{n}", f"1{day[5:7]}{n}", "1", clock(day, "08:00:00"), clock(day, "08:00:00"), "", "已发货", "普通订单", "9"]
            for day in (early, late)
            for n in range(20)
        ],
    )  # fmt: skip
    home.write(
        "douyin/500001/parcels/a.csv",
        ["运单号", "快递公司", "子订单编号", "发货时间", "揽收时间", "签收时间", "最新物流时间", "最新物流状态"],
        [
            [f"8{day[5:7]}{n}", "中通快递", f"1{day[5:7]}{n}", *[clock(day, "18:00:00")] * 2, *[clock(day, "20:00:00")] * 2, "已签收"]
            for day in (early, late)
            for n in range(20)
        ],
    )  # fmt: skip
    home.write(
        "douyin/500001/reviews/a.csv",
        ["评价ID", "子订单编号", "评价时间", "评价类型", "商品评分", "服务评分", "物流评分", "评价内容"],
        [
            [f"6{day[5:7]}{n}", f"1{day[5:7]}{n}", clock(day, "22:00:00"), "首评", 1, 5, 5, ""]
            for day, count in ((early, 3), (late, 1))
            for n in range(count)
        ],
    )
    home.write(
        "pinduoduo/600001/orders/a.csv",
        ["订单号", "商品id", "订单状态", "订单成交时间", "发货时间"],
        [
            [f"1{day[5:7]}{n}", "1", "已收货", clock(day), clock(day, "12:00:00")]
            for day in (early, late)
            for n in range(20)
        ],
    )
    home.write(
        "pinduoduo/600001/help_requests/a.csv",
        ["求助单号", "订单号", "求助时间", "求助渠道", "问题分类", "是否常规咨询", "是否恶意用户"],
        [
            [f"5{day[5:7]}{n}", f"1{day[5:7]}{n}", clock(day, "18:00:00"), "商家聊天", "商品", "否", "否"]
            for day, count in ((early, 4), (late, 2))
            for n in range(count)
        ],
    )
    home.nothing_else("douyin", "500001")
    home.nothing_else("pinduoduo", "600001")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[Home]:
    project, home = tmp_path_factory.mktemp("project"), Home(tmp_path_factory.mktemp("home"))
    for name in COPIED:
        original = PROJECT_DIR / name
        if original.is_dir():
            shutil.copytree(original, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(original, project / name)
    add_windows(project / "seeds" / "rules" / "indicators.csv")
    write_exports(home)
    environment = {
        "PYTHONPATH": str(project),
        "SHOPSCORE_HOME": str(home.path),
        "SHOPSCORE_HISTORY_DAYS": "3",
        "DBT_TARGET_PATH": str(home.path / "dbt"),
    }
    finished = subprocess.run(
        [*SHOPSCORE, "refresh", "--as-of", D.isoformat()],
        cwd=project,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    yield home


@pytest.mark.parametrize(
    ("indicator", "windows"),
    [
        # signed on 01-10 (D-50) and 02-20 (D-9): 4 of 40 bad in 90 days, 1 of 20 in 30, none in 7
        ("negative_review_rate", [("30d", 1, 20), ("7d", 0, 0), ("90d", 4, 40)]),
        ("pickup_timeliness", [("30d", 20, 20), ("7d", 0, 0), ("90d", 40, 40)]),
        # paid on 01-10 (D-50) and 02-20 (D-9): the first only is in D-15..D-104, the second only in D-1..D-30
        ("quality_return_rate", [("15-104d", 0, 20), ("30d", 0, 20), ("90d", 0, 40)]),
        ("delivery_hours", [("30d", 40, 20), ("90d", 80, 40)]),
        ("help_rate", [("30d", 2, 20), ("90d", 6, 40)]),
        ("help_rate_product", [("30d", 2, 20), ("60d", 6, 40)]),
    ],
)
def test_every_window_is_published(published: Home, indicator: str, windows: list[tuple[str, int, int]]) -> None:
    assert (
        published.published(
            "select window_name, numerator, denominator from marts.indicator_windows "
            f"where indicator_id = '{indicator}' and subject_type = 'shop' and assessment_date = '{D}' order by 1"
        )
        == windows
    )


def test_a_score_has_one_row_of_the_indicator_over_the_window_that_scores(published: Home) -> None:
    rows = published.published(
        "select indicator_id, window_name, denominator from marts.indicator_scores where subject_type = 'shop' "
        f"and indicator_id in ('negative_review_rate', 'quality_return_rate', 'help_rate_product') "
        f"and assessment_date = '{D}' order by 1"
    )
    assert rows == [
        ("help_rate_product", "30d", 20),
        ("negative_review_rate", "90d", 40),
        ("quality_return_rate", "15-104d", 20),
    ]


def test_what_only_shows_has_the_longest_window_and_every_case_is_evidence_once(published: Home) -> None:
    assert published.published(
        "select window_name, denominator from marts.indicator_scores where indicator_id = 'help_rate' "
        f"and assessment_date = '{D}'"
    ) == [("90d", 40)]
    assert published.published(
        "select count(*), count(distinct case_id) from marts.indicator_evidence "
        "where indicator_id = 'negative_review_rate' and subject_type = 'shop' and state = 'against'"
    ) == [(4, 4)]
