"""What a shop, its goods and a creator are, and how they are made from a profile.

A trouble is a handful of numbers that differ from an ordinary shop's; the modules that draw events know the
numbers only, never the name of the trouble. Which shops there are belongs in `platforms`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from shopscore.sample.catalogue import ARTICLES, INDUSTRIES, WITHOUT_COURIER, Article
from shopscore.sample.rng import rng_of
from shopscore.sample.span import Span

FIRST_CREATOR_ID = 70_010_000_000_001
CREATORS_PER_INDUSTRY = 6
INDUSTRIES_WITH_CREATORS = INDUSTRIES[:2]
CARRIERS = ("飞鸽速递", "云驹物流", "蓝鲸快递")
SLOW_CARRIER = "蜗牛快运"


@dataclass(frozen=True)
class Help:
    """How often buyers ask for help, where a platform counts that; the defaults are those of an ordinary good shop.

    Attributes:
        shipping: probability (0..1) per paid order of a request about shipping; likewise the next three.
        platform_share: share of requests that go to the platform and not to the shop.
        routine: probability per paid order of a routine enquiry.
        malicious_buyers: some buyers, known to the platform, ask about nearly everything.
    """

    shipping: float = 0.012
    logistics: float = 0.018
    product: float = 0.014
    basic_service: float = 0.008
    platform_share: float = 0.1
    routine: float = 0.01
    malicious_buyers: bool = False


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
        odd_share: orders of an unknown type.
        regular_share: baskets bought by a handful of regulars, who come again and again.
        help: how often buyers ask for help; None where that is not counted.
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
    regular_share: float = 0.0
    help: Help | None = None


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
class Platform:
    """The shops that a platform of the sample may have.

    Attributes:
        name: as folders and tables carry it.
        first_number: number of the first shop.
        first_shop_id: id of the first shop; both count up from there.
        industries: in turn, so that any number of shops is spread evenly over them.
        profiles: in turn; beyond the last they begin anew as branches.
    """

    name: str
    first_number: int
    first_shop_id: int
    industries: tuple[str, ...]
    profiles: tuple[Profile, ...]


@dataclass(frozen=True)
class Shop:
    """A shop of the sample; `number` is another one for each shop of all platforms."""

    platform: str
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


def make_shops(
    span: Span, platform: Platform, shops: int, creators: tuple[Creator, ...], seed: int
) -> tuple[Shop, ...]:
    """Make the first shops of a platform.

    Args:
        span: the days.
        platform: with its shops.
        shops: how many, 0 or more.
        creators: who shares their goods; empty where there are none.
        seed: same seed, same shops.
    """
    return tuple(_make_shop(span, platform, index, creators, seed) for index in range(shops))


def _make_shop(span: Span, platform: Platform, index: int, creators: tuple[Creator, ...], seed: int) -> Shop:
    number = platform.first_number + index
    profile = platform.profiles[index % len(platform.profiles)]
    branch = index // len(platform.profiles) + 1
    industry = platform.industries[index % len(platform.industries)]
    opened_days_ago = profile.opened_days_ago or span.days + rng_of(seed, "shop", number - 1).randint(100, 1500)
    return Shop(
        platform=platform.name,
        number=number,
        shop_id=str(platform.first_shop_id + index),
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
