"""One shop whose month is the same before three assessment dates, each judged by another rule version of 2026.

Every figure below is worked out by hand from rulebook-2026. Days are counted back from the assessment date D; all facts
lie in D-1..D-30. Forty valid orders (0 to 39) and a lucky bag, paid at D-20 12:00, picked up ten hours later, signed for
at D-18 12:00, the limit of their route, but for:

    0   paid 18:00:00, picked up the next day 05:59:59                        0 hours: the clock starts at 06:00
    1   paid 17:59:59, picked up the next day 05:59:59                        12 hours
    2   paid on D-19 03:00, picked up 08:00                                   2 hours: the clock starts at 06:00
    3   a presale order                                                       no pickup of the rule
    4   compensated for fraudulent shipping                                   50 points, its hours as they are
    6   signed a second after its limit                                       missed
    7   compensated for its trace                                             missed, 50 points
    8   a parcel without a limit                                              excluded
    10 to 13 rated 1, 2, 2, 1 stars, 14 to 19 rated 5                         36 stars of 10, four bad ones
    20  a ticket "do not want it", then one "quality"                         its first reason is none that counts
    21 to 24 quality, 22 without a refund; 25 broken goods                    five returns, four without the broken one
    26  too slow, ruled late; 27 too slow, no ruling; 28 not received, its parcel compensated    two of three

A second shop has the month of the first date and no services. Of its two violations of that month one arrives when
everything has long been published, and on the same day the other is taken back. On that day too a shop of Pinduoduo copies
the limits of its star rating from its page; what it exports stands in `star_rating.py`.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from tests.end_to_end.conftest import Home, clock
from tests.end_to_end.star_rating import LIMITS_OF_STARS, OF_THE_PAGE, STARS, star_exports

FIRST, SECOND, THIRD = date(2026, 5, 20), date(2026, 7, 21), date(2026, 9, 21)
VERSIONS = {FIRST: "2026-05-07", SECOND: "2026-07-14", THIRD: "2026-09-08"}
SYSTEM = "douyin_merchant_experience"
# pickup points: 0 h -> 100, 2 h -> 100, 12 h -> 80, ten hours -> 90; 4, 7 and 28 are compensated
PICKUP_POINTS = (100 + 80 + 100 + 3 * 50 + 33 * 90) / 39
PICKUP_HOURS = (0 + 12 + 2 + 36 * 10) / 39


@dataclass(frozen=True)
class Month:
    """The exports of the days before an assessment date."""

    day: date
    letter: str

    def at(self, days_before: int, time: str = "12:00:00") -> str:
        return clock((self.day - timedelta(days=days_before)).isoformat(), time)

    def order(self, number: int) -> str:
        return f"{self.letter}{number}"

    def orders(self) -> list[list[object]]:
        paid = {0: self.at(20, "18:00:00"), 1: self.at(20, "17:59:59"), 2: self.at(19, "03:00:00")}
        rows = [
            [
                f"M{self.order(n)}", self.order(n), "P1", paid.get(n, self.at(20)), paid.get(n, self.at(20)),
                self.at(20, "20:00:00"), "", "已完成", "预售订单" if n == 3 else "普通订单", "0", "是" if n == 4 else "否",
            ]
            for n in range(40)
        ]  # fmt: skip
        lucky = [
            f"M{self.letter}L", f"{self.letter}L", "P1", self.at(20), self.at(20), self.at(20, "20:00:00"), "",
            "已完成", "福袋订单", "0", "否",
        ]  # fmt: skip
        return [*rows, lucky]

    def parcels(self) -> list[list[object]]:
        picked_up = {0: self.at(19, "05:59:59"), 1: self.at(19, "05:59:59"), 2: self.at(19, "08:00:00")}
        signed = {6: self.at(18, "12:00:01")}
        return [
            [
                f"Y{self.order(n)}", "顺丰", self.order(n), self.at(20, "20:00:00"),
                picked_up.get(n, self.at(20, "22:00:00")), signed.get(n, self.at(18)),
                "" if n == 8 else self.at(18), "是" if n in (7, 28) else "否",
            ]
            for n in range(40)
        ]  # fmt: skip

    def reviews(self) -> list[list[object]]:
        stars = {10: 1, 11: 2, 12: 2, 13: 1} | dict.fromkeys(range(14, 20), 5)
        rows = [[f"R{self.order(n)}", self.order(n), self.at(15), "首评", s, 5, 5, ""] for n, s in stars.items()]
        return [*rows, [f"F{self.order(14)}", self.order(14), self.at(14), "追评", "", "", "", "坏了"]]

    def ticket(
        self,
        number: int,
        reason: str,
        kind: str = "退货退款",
        applied: str = "12:00:00",
        approved: str = "",
        refunded: str = "",
        **more: str,
    ) -> list[object]:
        """A ticket applied for on D-10; without a refund it was closed on D-9."""
        return [
            more.get("ticket", f"T{self.order(number)}"), f"M{self.order(number)}", self.order(number), kind,
            "退款成功" if refunded else "售后关闭", self.at(10, applied), reason, approved, refunded,
            "" if refunded else self.at(9), refunded or self.at(9), more.get("arbitration", "无"), "",
            more.get("ruling", ""),
        ]  # fmt: skip

    def after_sales(self) -> list[list[object]]:
        done = self.at(9, "12:00:00")
        return [
            self.ticket(20, "不想要了", ticket=f"T{self.order(20)}-1", applied="11:00:00"),
            self.ticket(20, "质量问题", ticket=f"T{self.order(20)}-2"),
            self.ticket(21, "质量问题", applied="22:59:59", approved=self.at(9, "08:00:00"), refunded=done),
            self.ticket(22, "质量问题"),
            self.ticket(23, "质量问题", applied="23:00:00", approved=self.at(9, "08:30:00"), refunded=done),
            self.ticket(
                24, "质量问题", "已发货退款", approved=self.at(10, "16:00:00"), refunded=done, arbitration="已仲裁"
            ),
            self.ticket(25, "商品破损"),
            self.ticket(26, "物流太慢", "仅退款", approved=self.at(10, "13:30:00"), refunded=done, ruling="发货超时"),
            self.ticket(27, "物流太慢", "仅退款"),
            self.ticket(28, "未收到货", "仅退款"),
        ]

    def chats(self) -> list[list[object]]:
        """s1 660 s in three rounds, s2 20 s in two; s3 starts at 23:00, s4 has no rounds, s5 met no human."""

        def chat(name: str, time: str, order: str, rounds: object, unanswered: object, seconds: object, stars: int):
            human = "" if name == "s5" else self.at(5, time)
            return [
                self.letter + name, self.at(5, time), human, human, self.at(5, "23:30:00"), "客服1", "", "0",
                order, rounds, unanswered, seconds, stars,
            ]  # fmt: skip

        return [
            chat("s1", "10:00:00", self.order(30), 3, 1, 60, 2),
            chat("s2", "22:59:59", self.order(21), 2, 0, 20, 5),
            chat("s3", "23:00:00", "", 1, 0, 900, 1),
            chat("s4", "08:00:00", "", "", "", "", 5),
            chat("s5", "12:00:00", "", 1, 0, 900, 3),
        ]

    def help_requests(self) -> list[list[object]]:
        """Order 25 goes on to the platform after its ticket; 31 never asked the shop."""
        return [
            [f"H{self.order(25)}", self.order(25), self.at(8), "平台客服"],
            [f"H{self.order(31)}", self.order(31), self.at(8), "平台投诉"],
        ]

    def violations(self) -> list[list[object]]:
        return [
            [f"V{self.letter}1", "拒开发票", self.at(12), "已生效"],
            [f"V{self.letter}2", "拒开发票", self.at(11), "已生效"],
            [f"V{self.letter}3", "刷单炒信", self.at(10), "已生效"],
            [f"V{self.letter}4", "刷单炒信", self.at(9), "已撤销"],
        ]


MONTHS = [Month(FIRST, "A"), Month(SECOND, "B"), Month(THIRD, "C")]
OF_ANOTHER_SHOP = Month(FIRST, "E")
REFUSED, FAKED = FIRST - timedelta(days=5), FIRST - timedelta(days=3)


def faked(status: str) -> list[object]:
    return ["VE2", "刷单炒信", clock(FAKED.isoformat()), status]


HEADERS = {
    "orders": [
        "主订单编号", "子订单编号", "商品ID", "订单提交时间", "支付完成时间", "发货时间", "订单完成时间", "订单状态",
        "订单类型", "达人ID", "欺诈发货赔付",
    ],
    "parcels": ["运单号", "快递公司", "子订单编号", "发货时间", "揽收时间", "签收时间", "预计送达时间", "轨迹异常赔付"],
    "reviews": ["评价ID", "子订单编号", "评价时间", "评价类型", "商品评分", "服务评分", "物流评分", "评价内容"],
    "after_sales": [
        "售后单号", "订单号", "商品单号", "售后类型", "售后状态", "售后申请时间", "售后原因", "同意售后申请时间",
        "商家退款时间", "售后关闭时间", "售后完结时间", "仲裁状态", "纠纷责任方", "判责原因",
    ],
    "chats": [
        "会话ID", "会话开始时间", "转人工时间", "首次人工回复时间", "会话结束时间", "客服账号", "买家ID", "达人ID",
        "订单编号", "对话轮次", "未回复轮次", "回复总时长(秒)", "用户评价",
    ],
    "help_requests": ["求助单号", "子订单编号", "求助时间", "求助渠道"],
    "violations": ["违规单号", "违规类型", "违规时间", "状态"],
}  # fmt: skip
LIMITS = [
    ("goods_rating", [(3.5, 60), (3.7, 70)]),
    ("goods_quality_return_rate", [(0.125, 60), (0.1, 70)]),
    ("delivery_on_time_rate", [(0.9, 80), (0.95, 90)]),
    ("after_sale_on_time_rate", [(0.4, 60), (0.6, 80)]),
    ("after_sale_review_hours", [(4, 90), (2, 100)]),
    ("im_response_seconds", [(140, 70), (100, 80)]),
    ("im_dissatisfaction_rate", [(0.6, 60), (0.3, 80)]),
]
WEIGHTS = {
    "product": 40, "logistics": 20, "service": 40, "goods_rating": 50, "goods_quality_return_rate": 50,
    "pickup_points": 30, "delivery_on_time_rate": 40, "logistics_return_rate": 30,
}  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("hand_worked_2026"))
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry", "shop_type"],
        [
            ["douyin", "S1", "手算小店", "3C数码", "non_flagship"],
            ["douyin", "S2", "迟到小店", "3C数码", "non_flagship"],
            ["pinduoduo", "Z1", "星星小店", "食品", ""],
        ],
    )
    home.write(
        "reference/products/products.csv",
        ["platform", "shop_id", "product_id", "product_name", "category", "needs_logistics"],
        [["douyin", shop, "P1", "数据线", "数码配件", "true"] for shop in ("S1", "S2")],
    )
    home.write(
        "reference/after_sale_limits/limits.csv",
        ["platform", "category", "limit_hours"],
        [["douyin", "数码配件", 9]],
    )
    home.write(
        "reference/pickup_points/points.csv",
        ["rule_version", "from_hours", "points"],
        [
            [version, hours, points]
            for version in VERSIONS.values()
            for hours, points in ((0, 100), (6, 90), (12, 80), (24, 60))
        ],
    )
    home.write(
        "reference/score_limits/limits.csv",
        ["platform", "system_id", "rule_version", "industry", "shop_type", "indicator_id", "limit", "points"],
        [
            ["douyin", SYSTEM, version, "3C数码", "", indicator_id, limit, points]
            for version in VERSIONS.values()
            for indicator_id, steps in LIMITS
            for limit, points in steps
        ],
    )
    home.write(
        "reference/score_weights/weights.csv",
        ["platform", "system_id", "rule_version", "industry", "shop_type", "item", "weight"],
        [
            ["douyin", SYSTEM, version, "3C数码", "", item, weight]
            for version in VERSIONS.values()
            for item, weight in WEIGHTS.items()
        ],
    )
    home.write(
        "reference/shop_services/services.csv",
        ["platform", "shop_id", "service", "from", "to"],
        [
            ["douyin", "S1", "remote_area", "2026-01-01", ""],
            ["douyin", "S1", "return_freight_insurance", "2026-01-01", ""],
        ],
    )
    for export, header in HEADERS.items():
        for month in MONTHS:
            home.write(f"douyin/S1/{export}/{month.letter}.csv", header, getattr(month, export)())
        rows = getattr(OF_ANOTHER_SHOP, export)() if export != "violations" else [faked("已生效")]
        home.write(f"douyin/S2/{export}/E.csv", header, rows)
    home.nothing_else("douyin", "S1", "S2")
    for export, (header, rows) in star_exports().items():
        home.write(f"pinduoduo/Z1/{export}/Z.csv", header, rows)
    home.nothing_else("pinduoduo", "Z1")
    outcome = home.refresh(THIRD, history_days=130)
    assert outcome.exit_code == 0, outcome.lines
    yield home


def score(home: Home, day: date, columns: str, version: str | None = None) -> tuple[object, ...]:
    [row] = home.published(
        f"select {columns} from marts.scores where subject_id = 'S1' and system_id = '{SYSTEM}' "
        f"and assessment_date = '{day}' and rule_version = '{version or VERSIONS[day]}'"
    )
    return row


@pytest.mark.parametrize(
    ("day", "indicator_id", "numerator", "denominator", "points"),
    [
        (FIRST, "goods_rating", 36, 10, 60),
        # broken goods are a quality return until the version of September
        (FIRST, "goods_quality_return_rate", 5, 40, 60),
        (FIRST, "pickup_points", 100 + 80 + 100 + 150 + 33 * 90, 39, PICKUP_POINTS),
        # 6 late, 7 and 28 compensated, 8 without a limit
        (FIRST, "delivery_on_time_rate", 36, 39, 80),
        # two cases of 40 orders: a small shop's 80 points, and no limits are needed
        (FIRST, "logistics_return_rate", 2, 40, 80),
        # 9 h 0 min 1 s and 9.5 h are late, without a clock that stops at night
        (FIRST, "after_sale_on_time_rate", 2, 4, 60),
        (FIRST, "im_response_seconds", 680, 5, 70),
        (SECOND, "goods_quality_return_rate", 5, 40, 60),
        # 9 h 0 min 1 s, 0.5 h by the clock that stops at night, 4 h, 1.5 h
        (SECOND, "after_sale_review_hours", 15 + 1 / 3600, 4, 90),
        (SECOND, "im_response_seconds", 680, 5, 70),
        (SECOND, "im_dissatisfaction_rate", 2, 4, 60),
        # 20 to 28 and 30 asked the shop; 24 was arbitrated, 25 went on
        (SECOND, "platform_help_rate", 2, 10, 80),
        (THIRD, "goods_quality_return_rate", 4, 40, None),
        (THIRD, "damage_return_rate", 1, 40, None),
        (THIRD, "pickup_hours", 374, 39, None),
    ],
)
def test_indicators(
    published: Home, day: date, indicator_id: str, numerator: float, denominator: int, points: float | None
) -> None:
    [row] = published.published(
        "select numerator, denominator, value, score from marts.indicator_scores where subject_id = 'S1' "
        f"and system_id = '{SYSTEM}' and rule_version = '{VERSIONS[day]}' and assessment_date = '{day}' "
        f"and indicator_id = '{indicator_id}'"
    )
    assert (float(row[0]), row[1]) == (pytest.approx(numerator), denominator)
    assert row[2] == pytest.approx(numerator / denominator)
    assert row[3] is None if points is None else row[3] == pytest.approx(points)


LOGISTICS = PICKUP_POINTS * 0.3 + 80 * 0.4 + 80 * 0.3 + 3


@pytest.mark.parametrize(
    ("day", "product", "service"), [(FIRST, 60.0, (60 + 70) / 2), (SECOND, 60.0, (90 + 70 + 60 + 80) / 4)]
)
def test_totals(published: Home, day: date, product: float, service: float) -> None:
    dimensions = dict(
        published.published(
            f"select dimension_id, score from marts.dimension_scores where subject_id = 'S1' and system_id = '{SYSTEM}' "
            f"and rule_version = '{VERSIONS[day]}' and assessment_date = '{day}'"
        )
    )
    assert dimensions == {
        "product": pytest.approx(product),
        "logistics": pytest.approx(LOGISTICS),
        "service": pytest.approx(service),
    }
    total = 0.4 * product + 0.2 * LOGISTICS + 0.4 * service - 15
    # 52 points show as 3.2, 56 as 3.6
    shown = {FIRST: 3.2, SECOND: 3.6}[day]
    found = score(published, day, "score, status, stage, valid_orders, deductions, bonus, weight_covered, shown_score")
    assert found == (pytest.approx(total), "scored", "formal", 40, 15, 0, 1, shown)


def test_without_pages_there_is_no_total_by_the_version_of_september(published: Home) -> None:
    found = score(published, THIRD, "score, status, stage, valid_orders, shown_score")
    assert found == (None, "needs_pages", "formal", 40, None)


@pytest.mark.parametrize(
    ("day", "rows"),
    [
        # 3 + 3 + 15, together at most 15: the oldest first; the remote area is a row of the logistics dimension
        (
            FIRST,
            [("faked_trade", 10, -9), ("refused_invoice", 11, -3), ("refused_invoice", 12, -3), ("remote_area", 1, 3)],
        ),
        # 2 each, and 10 once
        (
            THIRD,
            [
                ("faked_trade", 10, -10),
                ("refused_invoice", 11, -2),
                ("refused_invoice", 12, -2),
                ("return_freight_insurance", 1, 2),
            ],
        ),
    ],
)
def test_adjustments(published: Home, day: date, rows: list[tuple[str, int, float]]) -> None:
    found = published.published(
        "select kind, assessment_date - happened_on, points from marts.score_adjustments where subject_id = 'S1' "
        f"and system_id = '{SYSTEM}' and rule_version = '{VERSIONS[day]}' and assessment_date = '{day}' order by 1, 2"
    )
    assert [(kind, days, float(points)) for kind, days, points in found] == rows


def test_the_rule_of_2021_goes_on_beside_it(published: Home) -> None:
    """Forty orders and nobody to rank among: no peers, and no official score."""
    assert score(published, FIRST, "score, status, is_official", "2021-06-28") == (None, "no_peers", False)
    assert score(published, FIRST, "is_official") == (True,)


# Without the service of the first shop; 0.4 for the product, 0.2 for the logistics, 0.4 for the service.
UNPUNISHED = 0.4 * 60 + 0.2 * (PICKUP_POINTS * 0.3 + 80 * 0.4 + 80 * 0.3) + 0.4 * (60 + 70) / 2


@dataclass(frozen=True)
class Seen:
    """What is published, and what a user is told.

    Attributes:
        scores: total and deductions of the second shop by day.
        explained: its score of the first date, on one line.
        stars: total, status, grade, covered weight and whether it is official, of the shop of Pinduoduo.
    """

    scores: Mapping[date, tuple[float, float]]
    explained: str
    stars: list[tuple[object, ...]]


def look(home: Home) -> Seen:
    scores = home.published(
        "select assessment_date, score, deductions from marts.scores where subject_id = 'S2' "
        f"and rule_version = '{VERSIONS[FIRST]}' and score is not null"
    )
    return Seen(
        {day: (score, deductions) for day, score, deductions in scores},  # type: ignore[misc]
        told(home, "explain", "S2", "--date", FIRST.isoformat(), "--system", SYSTEM),
        home.published(
            "select score, status, grade, weight_covered, is_official from marts.scores "
            f"where system_id = 'pinduoduo_star_rating' and assessment_date = '{THIRD}'"
        ),
    )


def told(home: Home, *command: str, exit_code: int = 0) -> str:
    said = home.command(*command, COLUMNS="160")
    assert said.returncode == exit_code, said.stdout + said.stderr
    return " ".join(said.stdout.split())


@pytest.fixture(scope="module")
def before(published: Home) -> Seen:
    return look(published)


@pytest.fixture(scope="module")
def template(published: Home, before: Seen) -> list[dict[str, str]]:
    """The table of limits as it is written to be filled in."""
    file = published.path / "limits.csv"
    # something is missing
    told(published, "limits", "Z1", "--write", str(file), exit_code=1)
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def later(published: Home, template: list[dict[str, str]]) -> Home:
    """The home after what comes late, is taken back and is copied from a page."""
    violations = [["VE1", "拒开发票", clock(REFUSED.isoformat()), "已生效"], faked("已撤销")]
    published.write("douyin/S2/violations/late.csv", HEADERS["violations"], violations)
    filled = [row | {"limit": str(LIMITS_OF_STARS[row["indicator_id"]][5 - int(row["points"])])} for row in template]
    published.write("reference/score_limits/stars.csv", list(template[0]), [list(row.values()) for row in filled])
    outcome = published.refresh(THIRD, history_days=130)
    assert outcome.exit_code == 0, outcome.lines
    return published


@pytest.fixture(scope="module")
def after(later: Home) -> Seen:
    return look(later)


def test_a_violation_that_arrives_late_counts_on_all_days_after_the_one_it_happened_on(
    before: Seen, after: Seen
) -> None:
    for days, points in ((0, 0), (1, 3), (2, 3)):
        day = REFUSED + timedelta(days=days)
        assert (before.scores[day][1], after.scores[day][1]) == (0, points)
        assert after.scores[day][0] == pytest.approx(before.scores[day][0] - points)


def test_one_that_is_withdrawn_gives_its_points_back_on_all_its_days(before: Seen, after: Seen) -> None:
    # the 15 of the faked trade until now, the 3 of the refused invoice from now on
    for day in (FAKED + timedelta(days=1), FIRST):
        assert (before.scores[day][1], after.scores[day][1]) == (15, 3)
    assert before.scores[FIRST][0] == pytest.approx(UNPUNISHED - 15)
    assert after.scores[FIRST][0] == pytest.approx(UNPUNISHED - 3)


def test_explain_tells_what_counts_with_its_day_points_and_last_day(before: Seen, after: Seen) -> None:
    assert f"-15.00 Faked trade {FAKED} {FAKED + timedelta(days=30)} the points are back on" in before.explained
    assert "Refused invoice" not in before.explained
    assert f"-3.00 Refused invoice {REFUSED} {REFUSED + timedelta(days=30)} the points are back on" in after.explained
    assert "Faked trade" not in after.explained


def test_another_shop_is_not_moved_by_it(later: Home) -> None:
    assert score(later, FIRST, "deductions") == (15,)


def test_without_limits_there_are_no_stars_and_the_template_asks_for_each(
    before: Seen, template: list[dict[str, str]]
) -> None:
    assert before.stars == [(None, "needs_limits", None, None, False)]
    assert {(row["indicator_id"], row["points"], row["limit"]) for row in template} == {
        (indicator_id, str(stars), "") for indicator_id in LIMITS_OF_STARS for stars in range(1, 6)
    }
    assert {(row["platform"], row["system_id"], row["rule_version"], row["industry"]) for row in template} == {
        ("pinduoduo", "pinduoduo_star_rating", "assumed-equal-weights", "食品")
    }


def test_with_its_limits_each_figure_has_its_stars_and_the_shop_the_fewest_of_them(later: Home, after: Seen) -> None:
    found = later.published(
        "select dimension_id, score from marts.dimension_scores where system_id = 'pinduoduo_star_rating' "
        f"and assessment_date = '{THIRD}' and score is not null order by 1"
    )
    assert found == sorted(STARS.items())
    # (3 + 4 + 5 + 4 + 4) / 5; five of nine equal weights; a star asks as much of every figure
    assert after.stars == [(4.0, "partial", 3.0, pytest.approx(5 / 9), False)]
    assert later.published(
        "select item, limit_value, value, is_reached from marts.score_grades "
        f"where system_id = 'pinduoduo_star_rating' and assessment_date = '{THIRD}' and grade = 4 order by 1"
    ) == sorted(
        [(item, 4.0, stars, stars >= 4) for item, stars in STARS.items()]
        + [(item, 4.0, None, None) for item in OF_THE_PAGE]
    )


def test_explain_says_what_the_next_star_lacks_and_what_is_not_judged(later: Home) -> None:
    said = told(later, "explain", "Z1", "--system", "pinduoduo_star_rating")

    assert "3 stars; for 4 stars: Platform help at least 4.00 (now 3.00)" in said
    assert "not judged, because it has no score: " in said
    assert "Rank of reviews" in said


def test_the_next_limit_of_the_stars_is_reached_by_good_orders(later: Home) -> None:
    # 1 of 20 is 0.05
    assert later.published(
        "select target_value, needed from marts.score_targets where system_id = 'pinduoduo_star_rating' "
        f"and assessment_date = '{THIRD}' and indicator_id = 'platform_help_rate' and target = 'next_limit'"
    ) == [(0.05, 10)]
    # of the stars nothing is missing any more
    told(later, "limits", "Z1")
