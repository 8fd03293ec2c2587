"""Who is in the sample: shops with their troubles, and creators.

A trouble is a handful of numbers that differ from an ordinary shop's; the modules that draw events know the
numbers only, never the name of the trouble.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from orchestration.sample.catalogue import ARTICLES, INDUSTRIES, WITHOUT_COURIER, Article
from orchestration.sample.chance import dice
from orchestration.sample.span import Span

FIRST_SHOP_ID = 10_000_001
FIRST_CREATOR_ID = 70_010_000_000_001
CREATORS_PER_INDUSTRY = 6
INDUSTRIES_WITH_CREATORS = INDUSTRIES[:2]
CARRIERS = ("飞鸽速递", "云驹物流", "蓝鲸快递")
SLOW_CARRIER = "蜗牛快运"


@dataclass(frozen=True)
class Profile:
    """How a shop works; the defaults are those of an ordinary good shop.

    Shares and rates are probabilities (0..1) per order unless said otherwise; hours, days and seconds are medians.

    Attributes:
        trouble: a name for people and tests.
        name: what the shop is called, without the industry.
        volume: orders compared with the sample's average.
        most_orders_per_day: upper bound that no average lifts.
        opened_days_ago: days before `until` on which the shop opened; None: long before the sample.
        good_review_share: share of first reviews with 4 or 5 stars.
        bad_service_share: share of reviews whose service stars suffer.
        bad_batch: one product is faulty for some weeks.
        merchant_fault_share: share of arbitrations the shop loses.
        evening_reply_seconds: reply time from 18:00, when the evening is staffed differently.
        unanswered_share: sessions in working hours that no human ever answers.
        evening_unanswered_share: the same from 18:00.
        odd_share: orders of a type that nobody has heard of.
    """

    trouble: str
    name: str
    volume: float = 1.0
    most_orders_per_day: float | None = None
    opened_days_ago: int | None = None
    carriers: tuple[str, ...] = CARRIERS
    pickup_hours: float = 8.0
    delivery_days: float = 2.8
    good_review_share: float = 0.95
    bad_service_share: float = 0.04
    bad_batch: bool = False
    quality_return_rate: float = 0.02
    logistics_return_rate: float = 0.006
    other_return_rate: float = 0.05
    complaint_rate: float = 0.005
    after_sale_hours: float = 5.0
    arbitration_rate: float = 0.03
    merchant_fault_share: float = 0.25
    reply_seconds: float = 30.0
    evening_reply_seconds: float | None = None
    unanswered_share: float = 0.02
    evening_unanswered_share: float = 0.03
    presale_share: float = 0.02
    giveaway_share: float = 0.01
    no_courier_share: float = 0.0
    odd_share: float = 0.0


# Shop i is in industry i % 3, so that any number of shops is spread evenly and the troubles come first.
PROFILES = (
    Profile(
        "slow_courier",
        "慢慢到",
        carriers=(SLOW_CARRIER,),
        pickup_hours=42.0,
        delivery_days=5.0,
        logistics_return_rate=0.03,
        good_review_share=0.90,
    ),
    Profile("bad_batch", "一筐鲜", volume=1.2, bad_batch=True),
    Profile(
        "understaffed_chat",
        "晚安小屋",
        reply_seconds=60.0,
        evening_reply_seconds=330.0,
        evening_unanswered_share=0.28,
        bad_service_share=0.22,
    ),
    Profile("presale", "先定后做", volume=0.9, presale_share=0.55, pickup_hours=10.0, good_review_share=0.92),
    Profile("giveaway", "天天福袋", volume=1.1, giveaway_share=0.35),
    Profile("slow_after_sales", "不急百货", after_sale_hours=42.0, complaint_rate=0.009, bad_service_share=0.12),
    Profile("none", "晴天衣橱", volume=1.3, good_review_share=0.97, quality_return_rate=0.012, odd_share=0.002),
    Profile("none", "谷仓样板", pickup_hours=6.0, delivery_days=2.2, good_review_share=0.965, quality_return_rate=0.01),
    Profile("complaint_prone", "爱信不信", complaint_rate=0.03, good_review_share=0.88, bad_service_share=0.15),
    Profile(
        "poor_quality",
        "看图下单",
        volume=0.8,
        quality_return_rate=0.08,
        good_review_share=0.85,
        merchant_fault_share=0.5,
    ),
    Profile("no_courier", "券券有礼", no_courier_share=0.45, good_review_share=0.95),
    Profile("tiny", "角落小铺", most_orders_per_day=0.2),
    Profile("new", "新芽", volume=0.7, opened_days_ago=40, pickup_hours=11.0, reply_seconds=45.0),
    Profile(
        "none",
        "小满厨房",
        volume=0.8,
        pickup_hours=12.0,
        delivery_days=3.2,
        good_review_share=0.94,
        quality_return_rate=0.016,
    ),
    Profile("none", "木木样板", volume=1.2, pickup_hours=7.0, complaint_rate=0.003, reply_seconds=22.0),
    Profile("none", "纸飞机", volume=0.9, good_review_share=0.955, after_sale_hours=3.0, quality_return_rate=0.025),
    Profile(
        "disputes",
        "据理力争",
        arbitration_rate=0.16,
        merchant_fault_share=0.6,
        after_sale_hours=14.0,
        complaint_rate=0.012,
    ),
    Profile("none", "有盖没盖", volume=0.8, pickup_hours=13.0, delivery_days=3.4, quality_return_rate=0.03),
)


@dataclass(frozen=True)
class Product:
    """A listing of one shop.

    Attributes:
        faulty_from: first pay day of the faulty batch; None: never faulty.
        faulty_to: last pay day of it.
    """

    product_id: str
    article: Article
    faulty_from: date | None = None
    faulty_to: date | None = None

    def is_faulty(self, day: date) -> bool:
        """Tell whether what was bought on that day came from the faulty batch."""
        return self.faulty_from is not None and self.faulty_to is not None and self.faulty_from <= day <= self.faulty_to


@dataclass(frozen=True)
class Creator:
    """A creator who shares goods.

    Attributes:
        disappointment: how much more often (times) buyers of this creator's shared goods are let down.
    """

    creator_id: str
    name: str
    industry: str
    disappointment: float


@dataclass(frozen=True)
class Shop:
    """A shop of the sample; `number` counts from 1."""

    number: int
    shop_id: str
    name: str
    industry: str
    opened_on: date
    profile: Profile
    products: tuple[Product, ...]
    creators: tuple[Creator, ...]
    agents: tuple[str, ...]


def make_creators() -> tuple[Creator, ...]:
    """Make the creators, enough in each of two industries to be one another's peers."""
    creators = []
    for index in range(CREATORS_PER_INDUSTRY * len(INDUSTRIES_WITH_CREATORS)):
        industry = INDUSTRIES_WITH_CREATORS[index % len(INDUSTRIES_WITH_CREATORS)]
        place = index // len(INDUSTRIES_WITH_CREATORS)
        creators.append(
            Creator(
                creator_id=str(FIRST_CREATOR_ID + index),
                name=f"样板达人{industry[0]}{place + 1}号",
                industry=industry,
                disappointment=(2.6, 1.0, 0.8, 1.3, 0.6, 1.0)[place],
            )
        )
    return tuple(creators)


def make_shops(span: Span, shops: int, creators: tuple[Creator, ...], seed: int) -> tuple[Shop, ...]:
    """Make the shops, industries in turn; beyond the last profile they begin anew as branches."""
    return tuple(_make_shop(span, index, creators, dice(seed, "shop", index)) for index in range(shops))


def _make_shop(span: Span, index: int, creators: tuple[Creator, ...], random: Random) -> Shop:
    profile = PROFILES[index % len(PROFILES)]
    branch = index // len(PROFILES) + 1
    industry = INDUSTRIES[index % len(INDUSTRIES)]
    number = index + 1
    opened_days_ago = profile.opened_days_ago or span.days + random.randint(100, 1500)
    return Shop(
        number=number,
        shop_id=str(FIRST_SHOP_ID + index),
        name=f"示例{profile.name}{industry}店" + (f"({branch}店)" if branch > 1 else ""),
        industry=industry,
        opened_on=span.until - timedelta(days=opened_days_ago),
        profile=profile,
        products=_make_products(span, number, industry, profile),
        creators=tuple(creator for creator in creators if creator.industry == industry) or creators,
        agents=tuple(f"kefu{number:02d}{agent}" for agent in range(1, 5)),
    )


def _make_products(span: Span, shop_number: int, industry: str, profile: Profile) -> tuple[Product, ...]:
    articles = ARTICLES[industry] + (WITHOUT_COURIER if profile.no_courier_share else ())
    products = []
    for place, article in enumerate(articles):
        faulty = profile.bad_batch and place == 0
        products.append(
            Product(
                product_id=f"35{shop_number:05d}{place + 1:011d}",
                article=article,
                faulty_from=span.share_ago(0.45) if faulty else None,
                faulty_to=span.share_ago(0.2) if faulty else None,
            )
        )
    return tuple(products)
