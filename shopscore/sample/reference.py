"""The reference tables of the sample: what no export says and the user keeps by hand."""

from collections.abc import Sequence

from shopscore.sample.platforms import DOUYIN
from shopscore.sample.profiles import Creator, Shop
from shopscore.sample.rules_of_2026 import is_of_2026
from shopscore.sample.rules_of_2026.tables import SCORE_INDUSTRIES, SHOP_TYPES, tables_of_2026
from shopscore.sample.span import Span

Table = list[list[str]]

# What the owner of a platform's first shop has set as targets.
TARGETS = {
    "douyin": {"negative_review_rate": "2%", "quality_return_rate": "3%", "delivery_hours": "60"},
    "pinduoduo": {"help_rate_product": "2%", "dsr_description": "4.8"},
}


def reference_tables(shops: Sequence[Shop], creators: Sequence[Creator], span: Span) -> dict[str, Table]:
    """Make the reference tables of all platforms by name, each with its header line first."""
    return {
        "shops": _shops_of_2026(shops) if is_of_2026(span) else _shops(shops),
        "creators": [
            ["platform", "creator_id", "creator_name", "industry"],
            *([DOUYIN.name, creator.creator_id, creator.name, creator.industry] for creator in creators),
        ],
        "products": _products(shops),
        "targets": _targets(shops),
        "exemptions": [
            ["platform", "scope", "paid_from", "paid_to", "indicator_id", "shift_hours", "note"],
            [
                DOUYIN.name,
                "all",
                span.promotion_from.isoformat(),
                span.promotion_to.isoformat(),
                "pickup_timeliness",
                "24",
                "大促期间揽收时效顺延",
            ],
        ],
        **(tables_of_2026(shops, span) if is_of_2026(span) else {}),
    }


def _shops_of_2026(shops: Sequence[Shop]) -> Table:
    header, *rows = _shops(shops)
    return [
        [*header, "shop_type", "score_industry", "goods_on_sale"],
        *(
            [*row, SHOP_TYPES.get(shop.number, ""), SCORE_INDUSTRIES.get(shop.industry, ""), "true"]
            if shop.platform == DOUYIN.name
            else [*row, "", "", ""]
            for shop, row in zip(shops, rows, strict=True)
        ),
    ]


def _shops(shops: Sequence[Shop]) -> Table:
    return [
        ["platform", "shop_id", "shop_name", "industry", "opened_on"],
        *([shop.platform, shop.shop_id, shop.name, shop.industry, shop.opened_on.isoformat()] for shop in shops),
    ]


def _products(shops: Sequence[Shop]) -> Table:
    """List the first products of each shop and all that need no courier: users keep such lists half-heartedly."""
    rows = [["platform", "shop_id", "product_id", "product_name", "category", "needs_logistics"]]
    for shop in shops:
        for place, product in enumerate(shop.products):
            article = product.article
            if place < len(shop.products) // 2 or not article.needs_logistics:
                needs_logistics = "true" if article.needs_logistics else "false"
                rows.append(
                    [shop.platform, shop.shop_id, product.product_id, article.name, article.category, needs_logistics]
                )
    return rows


def _targets(shops: Sequence[Shop]) -> Table:
    """List what the first shop of each platform has set itself."""
    firsts = {shop.platform: shop for shop in reversed(shops)}
    return [
        ["platform", "shop_id", "indicator_id", "value"],
        *(
            [platform, firsts[platform].shop_id, indicator_id, value]
            for platform, targets in TARGETS.items()
            if platform in firsts
            for indicator_id, value in targets.items()
        ),
    ]
