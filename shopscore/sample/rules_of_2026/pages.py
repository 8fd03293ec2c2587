"""What the page of the merchant experience score showed from 2026-09-08 on, on a scale of 100.

A dimension is a hidden function of its indicators that never falls when one of them gets better, one for all shops:
what pages of several shops teach. The curves are made up.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from math import exp

from shopscore.sample.entities import History
from shopscore.sample.profiles import Shop
from shopscore.sample.rules_of_2026.extras import Extras
from shopscore.sample.rules_of_2026.indicators import indicators_of
from shopscore.sample.rules_of_2026.tables import BONUS_POINTS, DIMENSION_WEIGHTS, services_of
from shopscore.sample.span import Span

FIRST_PAGE = date(2026, 9, 8)
PAGE_DAYS = 84
FLOOR, CEILING = 50.0, 100.0
# Five shops of each of two industries copy their pages; the third industry has none.
COPYING_SHOPS = (1, 4, 7, 10, 13, 2, 5, 8, 11, 14)
# Counted on the page: a refused invoice or a wrong address again and again, the others once a kind.
DEDUCTED: Mapping[str, tuple[float, float]] = {
    "拒开发票": (2, 10),
    "异常售后地址": (2, 10),
    "刷单炒信": (10, 10),
    "虚假宣传": (10, 10),
}
EXPIRES_AFTER = 30
Curve = Callable[[float], float]
Row = tuple[str | None, ...]


def _rising(most: float, worst: float, best: float, power: float) -> Curve:
    return lambda value: most * min(max((value - worst) / (best - worst), 0.0), 1.0) ** power


def _falling(most: float, scale: float) -> Curve:
    return lambda value: most * exp(-value / scale)


CURVES: Mapping[str, Mapping[str, Curve]] = {
    "商品体验分": {"goods_rating": _rising(40, 3.5, 5, 1.6), "goods_quality_return_rate": _falling(12, 0.03)},
    "物流体验分": {
        "pickup_hours": _falling(24, 16),
        "delivery_on_time_rate": _rising(24, 0.3, 1, 1.4),
        "damage_return_rate": _falling(8, 0.01),
    },
    "服务体验分": {
        "after_sale_review_hours": _falling(14, 12),
        "im_response_seconds": _falling(16, 120),
        "im_dissatisfaction_rate": _falling(12, 0.12),
        "platform_help_rate": _falling(12, 0.08),
    },
}
# What the page calls an indicator, and how it writes the value.
TITLES: Mapping[str, tuple[str, str]] = {
    "goods_rating": ("商品综合评分", "{:.4f}"),
    "goods_quality_return_rate": ("商品品质退货率", "{:.4%}"),
    "pickup_hours": ("平均揽收时长", "{:.3f}小时"),
    "delivery_on_time_rate": ("运单配送时效达成率", "{:.4%}"),
    "damage_return_rate": ("商品/包装破损退货率", "{:.4%}"),
    "after_sale_review_hours": ("售后平均审核时长", "{:.3f}小时"),
    "im_response_seconds": ("飞鸽平均响应时长", "{:.3f}秒"),
    "im_dissatisfaction_rate": ("飞鸽会话不满意率", "{:.4%}"),
    "platform_help_rate": ("平台求助率", "{:.4%}"),
}


def pages_of_2026(shop: Shop, history: History, extras: Extras, span: Span) -> Iterator[Row]:
    """Make the rows of a shop's pages, in the columns of the export; none for a shop that copies none.

    A page without the value of an indicator is not copied: its dimension cannot be told.

    Args:
        shop: whose pages.
        history: everything that ever happens there.
        extras: what the exports tell further of it.
        span: days of the sample; the page of its last day is not out when the last export is made.
    """
    if shop.number not in COPYING_SHOPS:
        return
    indicators = indicators_of(history, extras)
    for days_ago in range(min(PAGE_DAYS, span.days - 1), 0, -1):
        page = span.until - timedelta(days=days_ago)
        if page < FIRST_PAGE:
            continue
        values = {name: sums.value(page) for name, sums in indicators.items()}
        known = {name: value for name, value in values.items() if value is not None}
        if len(known) < len(values):
            continue
        yield from _page(shop, page, known, extras)


def _page(shop: Shop, page: date, values: Mapping[str, float], extras: Extras) -> Iterator[Row]:
    day = page.isoformat()
    dimensions = {title: round(points_of(curves, values), 2) for title, curves in CURVES.items()}
    weights = DIMENSION_WEIGHTS[shop.industry]
    bonus = sum(BONUS_POINTS.get(service, 0) for service in services_of(shop, page))
    deductions = _deductions(page, extras)
    weighed = sum(weights[title] * points for title, points in dimensions.items()) / 100
    total = min(max(weighed + bonus - deductions, 0), CEILING)
    yield day, None, "商家体验分", f"{total:.2f}", None, None
    for title, points in dimensions.items():
        yield day, None, title, f"{points:.2f}", None, None
    for name, value in values.items():
        title, form = TITLES[name]
        yield day, None, title, None, form.format(value), None
    yield day, None, "加分项", f"{bonus:.0f}", None, None
    yield day, None, "扣分项", f"{deductions:.0f}", None, None


def points_of(curves: Mapping[str, Curve], values: Mapping[str, float]) -> float:
    """Return the points of a dimension of these values."""
    return min(FLOOR + sum(curve(values[name]) for name, curve in curves.items()), CEILING)


def _deductions(page: date, extras: Extras) -> float:
    total = 0.0
    for kind, (points, most) in DEDUCTED.items():
        cases = [
            case
            for case in extras.misconduct
            if case.kind == kind
            and not case.is_withdrawn
            and page - timedelta(days=EXPIRES_AFTER) <= case.happened_at.date() < page
        ]
        total += min(points * len(cases), most)
    return total
