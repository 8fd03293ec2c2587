"""What the made-up shops sell, by industry. Who sells it and how well belongs in `profiles`."""

from dataclasses import dataclass
from typing import Literal

OrderKind = Literal["ordinary", "presale", "lucky_bag", "gift", "risk", "virtual", "coupon", "unheard_of"]

INDUSTRIES = ("女装", "食品生鲜", "家居日用")


@dataclass(frozen=True)
class Article:
    """Something a shop may list.

    Attributes:
        name: as listed; some hold commas, quotes or line breaks, as real listings do.
        category: third-level category.
        price: yuan.
        needs_logistics: False for what is never sent by courier.
        sold_as: the kind of order it makes, promotions and presales aside.
    """

    name: str
    category: str
    price: float
    needs_logistics: bool = True
    sold_as: OrderKind = "ordinary"


ARTICLES: dict[str, tuple[Article, ...]] = {
    "女装": (
        Article("示例款针织开衫", "针织衫", 129.0),
        Article("示例款高腰半身裙,显瘦百搭", "半身裙", 99.0),
        Article('示例款"云感"衬衫', "衬衫", 159.0),
        Article("示例款羊毛大衣", "毛呢外套", 1280.0),
        Article("示例款阔腿裤\n加长版", "休闲裤", 118.0),
        Article("示例款打底衫", "T恤", 59.0),
    ),
    "食品生鲜": (
        Article("示例牌燕麦片 500g", "冲饮麦片", 39.9),
        Article("示例牌坚果礼盒,每日装", "坚果炒货", 88.0),
        Article("样板果园苹果\n5斤装", "新鲜水果", 45.8),
        Article("示例牌牛肉干", "肉干肉脯", 69.0),
        Article("示例牌挂面 10把", "米面粮油", 29.9),
        Article("样板牧场牛排整箱", "生鲜牛肉", 1099.0),
    ),
    "家居日用": (
        Article("示例收纳箱\n大号", "收纳整理", 49.0),
        Article("示例四件套,纯棉", "床上用品", 239.0),
        Article("示例垃圾袋 300只", "清洁用品", 19.9),
        Article('示例"静音"台灯', "灯具", 139.0),
        Article("示例不粘锅 28cm", "厨房用品", 168.0),
        Article("示例人体工学椅", "家具", 1399.0),
    ),
}

WITHOUT_COURIER = (
    Article("样板餐厅双人套餐兑换券", "餐饮券", 128.0, needs_logistics=False, sold_as="coupon"),
    Article("示例会员月卡", "虚拟会员", 25.0, needs_logistics=False, sold_as="virtual"),
    # An ordinary order by its type: only the product list says that no courier is involved.
    Article("样板果园门店自提苹果", "新鲜水果", 36.0, needs_logistics=False),
)
