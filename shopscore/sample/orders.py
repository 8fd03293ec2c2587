"""Draws baskets: who buys what, when, through whom, and whether it is paid.

What happens to an order afterwards belongs in `shipping`, `tickets` and `opinions`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from shopscore.sample.catalogue import OrderKind
from shopscore.sample.entities import Numbers, Order
from shopscore.sample.people import Person
from shopscore.sample.profiles import Creator, Product, Shop
from shopscore.sample.rng import happens, moment, weighted
from shopscore.sample.span import Span

CREATOR_SHARE = 0.35
UNPAID_SHARE = 0.05
CANCELLED_SHARE = 0.02
SECOND_ARTICLE_SHARE = 0.1
REGULARS = 4
RISK_SHARE = 0.003
PROMOTION_FACTOR = 2.2
WEEKDAY_FACTORS = (0.9, 0.88, 0.92, 0.96, 1.08, 1.16, 1.1)
BUYING_HOURS = weighted(
    (0, 2), (1, 1), (6, 1), (7, 2), (8, 4), (9, 5), (10, 7), (11, 7), (12, 8), (13, 6), (14, 6),
    (15, 6), (16, 6), (17, 5), (18, 5), (19, 8), (20, 11), (21, 11), (22, 8), (23, 4),
)  # fmt: skip
QUANTITIES = weighted((1, 17), (2, 2), (3, 1))
DISCOUNTS = (0.0, 0.0, 0.05, 0.1)
FAULTY_EXTRA_SHARE = 0.3
GIVEAWAY_KINDS: tuple[OrderKind, ...] = ("lucky_bag", "lucky_bag", "gift")
GIVEAWAY_PRICE = 0.01
SHIPPING_PROMISE = timedelta(hours=48)


def orders_wanted(rng: Random, shop: Shop, day: date, span: Span, orders_per_day: int) -> int:
    """Draw how many orders the shop gets on that day: weekday, promotion and luck."""
    expected = orders_per_day * shop.profile.volume * WEEKDAY_FACTORS[day.weekday()] * rng.uniform(0.8, 1.2)
    if span.in_promotion(day):
        expected *= PROMOTION_FACTOR
    if shop.profile.most_orders_per_day is not None:
        expected = min(expected, shop.profile.most_orders_per_day)
    return int(expected + rng.random())


def draw_buyer(rng: Random, shop: Shop, people: Sequence[Person]) -> Person:
    """Draw who buys: anybody, or one of the shop's regulars where it has some."""
    # Drawn for a share above 0 only, so that a shop without regulars draws as if there were none anywhere.
    if shop.profile.regular_share and happens(rng, shop.profile.regular_share):
        return people[rng.randrange(min(REGULARS, len(people)))]
    return rng.choice(people)


@dataclass(frozen=True)
class Basket:
    """What the orders of one basket have in common; `without_courier` is for goods that are not sent."""

    parent_id: str
    buyer: Person
    creator: Creator | None
    kind: OrderKind
    without_courier: bool
    submitted_at: datetime
    paid_at: datetime | None


def place_basket(rng: Random, shop: Shop, day: date, buyer: Person, numbers: Numbers) -> list[Order]:
    """Draw one basket of one or two orders."""
    submitted_at = moment(rng, day, BUYING_HOURS)
    kind = _draw_kind(rng, shop)
    basket = Basket(
        parent_id=numbers.next("69"),
        buyer=buyer,
        creator=_draw_creator(rng, shop) if shop.creators and happens(rng, CREATOR_SHARE) else None,
        kind=kind,
        without_courier=kind == "ordinary" and happens(rng, shop.profile.no_courier_share),
        submitted_at=submitted_at,
        paid_at=None if happens(rng, UNPAID_SHARE) else submitted_at + timedelta(seconds=rng.randint(4, 600)),
    )
    articles = 2 if happens(rng, SECOND_ARTICLE_SHARE) else 1
    return [_place_order(rng, shop, basket, numbers) for _ in range(articles)]


def _draw_creator(rng: Random, shop: Shop) -> Creator:
    # The first creators of a shop sell most; the lower of two throws does that.
    count = len(shop.creators)
    return shop.creators[min(rng.randrange(count), rng.randrange(count))]


def _draw_kind(rng: Random, shop: Shop) -> OrderKind:
    profile = shop.profile
    if happens(rng, profile.presale_share):
        return "presale"
    if happens(rng, profile.giveaway_share):
        return rng.choice(GIVEAWAY_KINDS)
    if happens(rng, profile.odd_share):
        return "unheard_of"
    return "risk" if happens(rng, RISK_SHARE) else "ordinary"


def _draw_product(rng: Random, shop: Shop, basket: Basket) -> Product:
    choices = [product for product in shop.products if product.article.needs_logistics != basket.without_courier]
    # What has a faulty batch is the shop's best seller: that is why the batch hurts.
    if choices[0].is_faulty(basket.submitted_at.date()) and happens(rng, FAULTY_EXTRA_SHARE):
        return choices[0]
    return rng.choice(choices)


def _place_order(rng: Random, shop: Shop, basket: Basket, numbers: Numbers) -> Order:
    product = _draw_product(rng, shop, basket)
    kind, paid_at = basket.kind, basket.paid_at
    quantity = rng.choice(QUANTITIES)
    full_price = product.article.price * quantity
    discount = round(full_price * rng.choice(DISCOUNTS), 2)
    payable = GIVEAWAY_PRICE if kind in GIVEAWAY_KINDS else round(full_price - discount, 2)
    order = Order(
        parent_id=basket.parent_id,
        order_id=numbers.next("49"),
        buyer=basket.buyer,
        product=product,
        creator=basket.creator,
        kind=product.article.sold_as if basket.without_courier else kind,
        quantity=quantity,
        payable=payable,
        discount=round(full_price - payable, 2),
        submitted_at=basket.submitted_at,
        paid_at=paid_at,
    )
    if paid_at is not None:
        if kind == "presale":
            order.scheduled_ship_at = paid_at + timedelta(days=rng.randint(5, 15))
        order.promised_ship_at = order.scheduled_ship_at or paid_at + SHIPPING_PROMISE
        if product.article.needs_logistics and happens(rng, CANCELLED_SHARE):
            order.cancelled_at = paid_at + timedelta(minutes=rng.randint(5, 150))
    return order
