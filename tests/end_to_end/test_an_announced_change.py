"""The announced text of 2026-09-08 on 2026-08-06: a what-if the same day, as CONTRIBUTING shows it, and nothing else moves.

A copy of the project is put back to the day before the announcement: it has no row of that version. It scores two shops.
Then the rows are entered as they would be on the day, and the same home is refreshed again.

Shop 500001 sells in a cross-border industry, whose weights ship with both versions. Forty orders, paid on 2026-07-20 at
10:00, picked up at 12:00, due on 2026-07-22 at 18:00:

    indicator                   value               points   weights: within 40 / 30 / 30
    goods_rating                5 stars             80       product 90, few orders and no bad case
    goods_quality_return_rate   2 of 40, 1 broken   80       product 10, few orders and two bad cases
    delivery_on_time_rate       38 of 40 = 0.95     90       logistics 70
    logistics_return_rate       0 of 40             80       logistics 30
    im_dissatisfaction_rate     0 of 1              80       service 30
    im_response_seconds         660 s / 3 = 220 s   60       service 35
    after_sale_review_hours     2 h                 100      service 20
    platform_help_rate          0 of 2              80       service 15

    80 x 0.40 + (63 + 24) x 0.30 + (24 + 21 + 20 + 12) x 0.30 = 32 + 26.1 + 23.1 = 81.2

Shop 500002 has five valid orders: the growth stage, 70 points under either version, on scales that differ.
"""

import csv
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from shopscore.settings import PROJECT_DIR
from tests.end_to_end.conftest import SHOPSCORE, Home, clock
from tests.end_to_end.test_a_third_platform import COPIED

D = date(2026, 8, 6)
SYSTEM, IN_FORCE, ANNOUNCED = "douyin_merchant_experience", "2026-07-14", "2026-09-08"
SHOP, NEW_SHOP = "500001", "500002"
# what says when a row holds; the seeds without it go by the version alone
DATED = ("systems", "dimensions", "indicators")
PAID, PICKED_UP, DUE = (
    clock("2026-07-20", "10:00:00"),
    clock("2026-07-20", "12:00:00"),
    clock("2026-07-22", "18:00:00"),
)
LIMITS: Mapping[str, Mapping[float, int]] = {
    "delivery_on_time_rate": {0.90: 70, 0.95: 90, 0.99: 100},
    "im_response_seconds": {300: 60, 60: 80, 20: 100},
    "after_sale_review_hours": {12: 80, 4: 100},
}
# every published table that has a row a version, so that the one announced can be left out
SCORED = (
    "scores", "dimension_scores", "indicator_scores", "indicator_windows", "score_drivers", "score_trend", "score_forecast",
)  # fmt: skip


@dataclass(frozen=True)
class Announcement:
    """A copy of the project, the home it scores, and the rows of the version that the copy does not have yet."""

    project: Path
    home: Home
    rows: Mapping[Path, Sequence[Mapping[str, str]]]

    def run(self, *command: str) -> str:
        """Run the console script of the copy in a process of its own; it has to succeed."""
        environment = {
            "PYTHONPATH": str(self.project),
            "SHOPSCORE_HOME": str(self.home.path),
            "SHOPSCORE_HISTORY_DAYS": "2",
            "DBT_TARGET_PATH": str(self.home.path / "dbt"),
            "COLUMNS": "80",
        }
        finished = subprocess.run(
            [*SHOPSCORE, *command],
            cwd=self.project,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert finished.returncode == 0, finished.stdout + finished.stderr
        return " ".join(finished.stdout.split())

    def enter(self) -> None:
        """Enter the announced text as CONTRIBUTING shows: the system's row as a what-if, every row from today on."""
        for seed, rows in self.rows.items():
            header, kept = read(seed)
            entered = [dict(row, valid_from=D.isoformat()) if seed.stem in DATED else dict(row) for row in rows]
            if seed.stem == "systems":
                [system] = entered
                system.update(is_what_if="true", checked_on=D.isoformat())
            write(seed, header, [*kept, *entered])

    def scores(self) -> Mapping[str, Sequence[tuple[object, ...]]]:
        """Return what is published of every version but the announced one."""
        return {
            table: self.home.published(
                f"select * exclude (generation_id) from marts.{table} where rule_version <> '{ANNOUNCED}' order by all"
            )
            for table in SCORED
        }


def read(seed: Path) -> tuple[list[str], list[dict[str, str]]]:
    with seed.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = list(reader)
        return list(reader.fieldnames or ()), rows


def write(seed: Path, header: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    with seed.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def take_back(seeds: Path) -> Mapping[Path, Sequence[Mapping[str, str]]]:
    """Put the seeds back to the day before: without any row of the version, the one before it open. Return the rows."""
    taken = {}
    for seed in sorted(seeds.glob("rules/*.csv")):
        header, rows = read(seed)
        of_version = [row for row in rows if (row.get("system_id"), row.get("rule_version")) == (SYSTEM, ANNOUNCED)]
        if of_version:
            kept = [row for row in rows if row not in of_version]
            for row in kept:
                if (row["system_id"], row["rule_version"]) == (SYSTEM, IN_FORCE) and seed.stem == "systems":
                    row.update(valid_to="", checked_on=D.isoformat())
            write(seed, header, kept)
            taken[seed] = of_version
    return taken


def write_exports(home: Home) -> None:
    for shop, orders in ((SHOP, 40), (NEW_SHOP, 5)):
        ids = [f"{shop}{n}" for n in range(orders)]
        home.write(
            f"douyin/{shop}/orders/a.csv",
            [
                "主订单编号",
                "子订单编号",
                "商品ID",
                "订单提交时间",
                "支付完成时间",
                "发货时间",
                "订单完成时间",
                "订单状态",
                "订单类型",
                "达人ID",
            ],
            [[f"M{order}", order, "1", PAID, PAID, PICKED_UP, "", "已发货", "普通订单", "0"] for order in ids],
        )
        signed = [DUE] * (orders - 2) + [clock("2026-07-22", "18:00:01")] * 2
        home.write(
            f"douyin/{shop}/parcels/a.csv",
            ["运单号", "快递公司", "子订单编号", "发货时间", "揽收时间", "签收时间", "预计送达时间"],
            [
                [f"Y{order}", "顺丰", order, PICKED_UP, PICKED_UP, at, DUE]
                for order, at in zip(ids, signed, strict=True)
            ],
        )
    home.write(
        f"douyin/{SHOP}/reviews/a.csv",
        ["评价ID", "子订单编号", "评价时间", "评价类型", "商品评分"],
        [[f"R{n}", f"{SHOP}{n}", clock("2026-07-25"), "首评", 5] for n in range(10)],
    )
    home.write(
        f"douyin/{SHOP}/after_sales/a.csv",
        ["售后单号", "商品单号", "售后类型", "售后状态", "售后申请时间", "售后原因", "同意售后申请时间", "退货签收时间",
         "商家退款时间", "售后关闭时间", "售后完结时间", "判责原因"],
        [
            [f"A{n}", f"{SHOP}{n}", "已发货退款", "退款成功", clock("2026-07-24", "09:00:00"), reason,
             clock("2026-07-24", "11:00:00"), "", clock("2026-07-24", "11:00:00"), "", clock("2026-07-24", "12:00:00"), ""]
            for n, reason in enumerate(["质量问题", "商品破损"])
        ],
    )  # fmt: skip
    home.write(
        f"douyin/{SHOP}/chats/a.csv",
        [
            "会话ID",
            "会话开始时间",
            "转人工时间",
            "首次人工回复时间",
            "对话轮次",
            "未回复轮次",
            "回复总时长(秒)",
            "用户评价",
        ],
        [["C1", *[clock("2026-07-25", "10:00:00")] * 2, clock("2026-07-25", "10:00:10"), 3, 1, 60, 5]],
    )
    home.write(
        "reference/shops/a.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["douyin", SHOP, "跨境健康店", "跨境大健康"], ["douyin", NEW_SHOP, "新开的店", "跨境大健康"]],
    )
    home.write(
        "reference/score_limits/a.csv",
        ["platform", "system_id", "rule_version", "industry", "indicator_id", "limit", "points"],
        [
            ["douyin", SYSTEM, IN_FORCE, "跨境大健康", indicator, limit, points]
            for indicator, limits in LIMITS.items()
            for limit, points in limits.items()
        ],
    )
    home.nothing_else("douyin", SHOP, NEW_SHOP)


@pytest.fixture(scope="module")
def announced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Announcement]:
    project, path = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("home")
    for name in COPIED:
        original = PROJECT_DIR / name
        if original.is_dir():
            shutil.copytree(original, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(original, project / name)
    home = Home(path)
    write_exports(home)
    yield Announcement(project, home, take_back(project / "seeds"))


def test_an_announced_text_stands_beside_the_rule_in_force_the_day_it_is_read(announced: Announcement) -> None:
    announced.run("refresh", "--as-of", D.isoformat())
    before = announced.scores()
    assert announced.home.published(
        "select subject_id, rule_version, score, status, is_official from marts.scores "
        f"where assessment_date = date '{D}' and system_id = '{SYSTEM}' and rule_version > '2026' order by 1"
    ) == [
        (SHOP, IN_FORCE, pytest.approx(81.2), "scored", True),
        (NEW_SHOP, IN_FORCE, 70.0, "growth", True),
    ]

    announced.enter()
    announced.run("refresh", "--as-of", D.isoformat())

    # not a figure of the versions there were has moved
    assert announced.scores() == before
    # the day before nobody had read it
    assert announced.home.published(
        "select assessment_date, subject_id, score, status, is_official from marts.scores "
        f"where rule_version = '{ANNOUNCED}' order by 1, 2"
    ) == [(D, SHOP, None, "needs_pages", False), (D, NEW_SHOP, 70.0, "growth", False)]
    # no page of its days can have been seen, so no points; but what it will look at is there:
    # of the two returns the broken goods are none of the goods any more
    assert announced.home.published(
        "select indicator_id, value, score, missing_reason from marts.indicator_scores "
        f"where rule_version = '{ANNOUNCED}' and subject_id = '{SHOP}' and dimension_id is not null order by 1"
    ) == [
        ("after_sale_review_hours", 2.0, None, None),
        ("damage_return_rate", 0.025, None, None),
        ("delivery_on_time_rate", 0.95, None, None),
        ("goods_quality_return_rate", 0.025, None, None),
        ("goods_rating", 5.0, None, None),
        ("im_dissatisfaction_rate", 0.0, None, None),
        ("im_response_seconds", 220.0, None, None),
        ("pickup_hours", 2.0, None, None),
        ("platform_help_rate", 0.0, None, None),
    ]
    assert announced.home.published(
        "select rule_version, value from marts.indicator_scores where indicator_id = 'goods_quality_return_rate' "
        f"and subject_id = '{SHOP}' and assessment_date = date '{D}' order by 1"
    ) == [(IN_FORCE, 0.05), (ANNOUNCED, 0.025)]


def test_the_terminal_says_that_it_is_a_what_if_and_why_it_has_no_total(announced: Announcement) -> None:
    rules, shop, new_shop = (
        announced.run("rules"),
        announced.run("explain", SHOP),
        announced.run("explain", NEW_SHOP),
    )
    assert f"{ANNOUNCED} {D} published {D} what if" in rules.replace(" – ", " ")
    assert "81.20 of 100" in shop
    assert "taken as none, because the exports lack the column 轨迹异常赔付 (parcels)" in shop
    assert f"What if {ANNOUNCED} were the rule: no score: too few score pages" in shop
    assert "its points are learned from pages of its own days, and none is shown before it holds" in shop
    assert (
        f"What if {ANNOUNCED} were the rule: 70.00, on another scale (0 to 100), so there is no difference" in new_shop
    )


def test_the_guide_names_every_seed_that_a_version_has_rows_in(announced: Announcement) -> None:
    guide = (PROJECT_DIR / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = guide.partition("### An announced change, the same day")[2].partition("\n## ")[0]

    for seed in announced.rows:
        assert f"{seed.stem}.csv" in section, seed.stem
    assert "shopscore refresh" in section
