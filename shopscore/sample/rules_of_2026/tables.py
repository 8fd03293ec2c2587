"""The reference tables that a shop of 2026 copies from its page: types, services, limits, weights, all made up."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from shopscore.sample.platforms import DOUYIN
from shopscore.sample.profiles import Shop
from shopscore.sample.span import Span

Table = list[list[str]]

MADE_UP = "示例：虚构数值，非平台公布 (made up, not the platform's)"
SYSTEM = "douyin_merchant_experience"
VERSIONS = ("2026-05-07", "2026-07-14", "2026-09-08")
# What the platform's list of industries calls ours, where it calls them otherwise.
SCORE_INDUSTRIES = {"食品生鲜": "干果肉干", "家居日用": "居家日百"}
SHOP_TYPES = {1: "flagship", 7: "旗舰店", 12: "个人店", 18: "非旗舰店"}
DIMENSION_WEIGHTS: Mapping[str, Mapping[str, int]] = {
    "女装": {"商品体验分": 45, "物流体验分": 20, "服务体验分": 35},
    "食品生鲜": {"商品体验分": 50, "物流体验分": 25, "服务体验分": 25},
    "家居日用": {"商品体验分": 45, "物流体验分": 25, "服务体验分": 30},
}
DIMENSIONS = {"商品体验分": "product", "物流体验分": "logistics", "服务体验分": "service"}
# Until the version of 2026-09-08 the indicators of a dimension have weights of their own.
INDICATOR_WEIGHTS = {
    "goods_rating": 80,
    "goods_quality_return_rate": 20,
    "pickup_points": 40,
    "delivery_on_time_rate": 40,
    "logistics_return_rate": 20,
}
POINTS = (100, 90, 80, 70, 60)
LIMITS: Mapping[str, Sequence[str]] = {
    "goods_rating": ("4.85", "4.75", "4.6", "4.4", "4.1"),
    "goods_quality_return_rate": ("0.8%", "1.5%", "2.5%", "4%", "7%"),
    "delivery_on_time_rate": ("92%", "85%", "75%", "60%", "45%"),
    "logistics_return_rate": ("0.1%", "0.3%", "0.6%", "1.2%", "2.5%"),
    "after_sale_on_time_rate": ("99%", "96%", "90%", "80%", "65%"),
    "after_sale_review_hours": ("2", "4", "8", "16", "30"),
    "im_response_seconds": ("20", "35", "60", "120", "240"),
    "im_dissatisfaction_rate": ("2%", "5%", "9%", "15%", "25%"),
    "platform_help_rate": ("1%", "2%", "4%", "7%", "12%"),
}
# A flagship of the first industry has stricter ones of the rating.
FLAGSHIP_RATINGS = ("4.9", "4.8", "4.65", "4.45", "4.15")
LIMITED = {
    "2026-05-07": (
        "goods_rating",
        "goods_quality_return_rate",
        "delivery_on_time_rate",
        "logistics_return_rate",
        "after_sale_on_time_rate",
        "im_response_seconds",
    ),
    "2026-07-14": (
        "goods_rating",
        "goods_quality_return_rate",
        "delivery_on_time_rate",
        "logistics_return_rate",
        "after_sale_review_hours",
        "im_response_seconds",
        "im_dissatisfaction_rate",
        "platform_help_rate",
    ),
}
PICKUP_POINTS = {
    "2026-05-07": ((0, 100), (12, 90), (24, 80), (36, 70), (48, 60), (72, 50)),
    "2026-07-14": ((0, 100), (10, 90), (20, 80), (30, 70), (42, 60), (60, 50)),
}
BONUS_POINTS = {"return_freight_insurance": 2, "large_item_freight_insurance": 2, "home_installation": 2}
# First and last day of a service of a shop.
SERVICES: Mapping[int, Sequence[tuple[str, date, date | None]]] = {
    1: (("return_freight_insurance", date(2026, 5, 7), None),),
    2: (("remote_area", date(2026, 5, 7), date(2026, 9, 7)),),
    3: (("home_installation", date(2026, 8, 1), None), ("large_item_freight_insurance", date(2026, 8, 1), None)),
    7: (("return_freight_insurance", date(2026, 7, 1), date(2026, 10, 15)),),
}
AFTER_SALE_HOURS = "48"
# Its category has no row, as happens: the tickets of its goods have no limit.
WITHOUT_LIMIT = "家具"


def score_industry(shop: Shop) -> str:
    """Return what the platform calls the industry of a shop where it scores it."""
    return SCORE_INDUSTRIES.get(shop.industry, shop.industry)


def services_of(shop: Shop, day: date) -> list[str]:
    """Return the services of a shop whose days touch the 30 days before a day."""
    return [
        service
        for service, first, last in SERVICES.get(shop.number, ())
        if first < day and (last is None or (day - last).days <= 30)  # noqa: PLR2004 the days of the window
    ]


def tables_of_2026(shops: Sequence[Shop], span: Span) -> dict[str, Table]:
    """Make the tables by name, each with its header line first.

    Args:
        shops: of all platforms; the tables are of Douyin's.
        span: days of the sample; a service that begins later is in no table.
    """
    douyin = [shop for shop in shops if shop.platform == DOUYIN.name]
    industries = list(dict.fromkeys((shop.industry, score_industry(shop)) for shop in douyin))
    names = [name for _, name in industries]
    return {
        "score_limits": [
            [
                "platform",
                "system_id",
                "rule_version",
                "industry",
                "shop_type",
                "indicator_id",
                "limit",
                "points",
                "note",
            ],
            *_limits(names),
        ],
        "score_weights": [
            ["platform", "system_id", "rule_version", "industry", "shop_type", "item", "weight", "note"],
            *_weights(industries),
        ],
        "pickup_points": [
            ["rule_version", "from_hours", "points", "note"],
            *(
                [version, str(hours), str(points), MADE_UP]
                for version, rows in PICKUP_POINTS.items()
                for hours, points in rows
            ),
        ],
        "shop_services": [["platform", "shop_id", "service", "from", "to"], *_services(douyin, span)],
        "after_sale_limits": [["platform", "category", "limit_hours", "note"], *_after_sale_limits(douyin)],
    }


def _limits(industries: Sequence[str]) -> Iterator[list[str]]:
    for version, indicators in LIMITED.items():
        for industry in industries:
            for indicator in indicators:
                for limit, points in zip(LIMITS[indicator], POINTS, strict=True):
                    yield [DOUYIN.name, SYSTEM, version, industry, "", indicator, limit, str(points), MADE_UP]
        for limit, points in zip(FLAGSHIP_RATINGS, POINTS, strict=True):
            yield [
                DOUYIN.name, SYSTEM, version, industries[0], "flagship", "goods_rating", limit, str(points), MADE_UP
            ]  # fmt: skip


def _weights(industries: Sequence[tuple[str, str]]) -> Iterator[list[str]]:
    for version in VERSIONS:
        for industry, name in industries:
            dimensions = {DIMENSIONS[title]: weight for title, weight in DIMENSION_WEIGHTS[industry].items()}
            indicators = {} if version == VERSIONS[-1] else INDICATOR_WEIGHTS
            for item, weight in {**dimensions, **indicators}.items():
                yield [DOUYIN.name, SYSTEM, version, name, "", item, f"{weight}%", MADE_UP]


def _services(shops: Sequence[Shop], span: Span) -> Iterator[list[str]]:
    for shop in shops:
        for service, first, last in SERVICES.get(shop.number, ()):
            if first <= span.until:
                yield [shop.platform, shop.shop_id, service, first.isoformat(), last.isoformat() if last else ""]


def _after_sale_limits(shops: Sequence[Shop]) -> Iterator[list[str]]:
    categories = dict.fromkeys(product.article.category for shop in shops for product in shop.products)
    for category in categories:
        if category != WITHOUT_LIMIT:
            yield [DOUYIN.name, category, AFTER_SALE_HOURS, MADE_UP]
