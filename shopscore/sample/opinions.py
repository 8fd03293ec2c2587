"""Draws reviews and the appeals against them."""

from datetime import datetime, timedelta
from random import Random

from shopscore.sample.entities import Appeal, Ground, Numbers, Order, Review, ReviewKind
from shopscore.sample.people import person
from shopscore.sample.profiles import Shop
from shopscore.sample.rng import happens, weighted
from shopscore.sample.tickets import QUALITY_REASONS

FIRST_REVIEW_SHARE = 0.35
DEFAULT_REVIEW_AFTER = timedelta(days=15)
FOLLOW_UP_SHARE = 0.06
SECOND_THOUGHTS_SHARE = 0.3
BEFORE_SIGNING_SHARE = 0.03
OFFENDING_SHARE = 0.06
APPEAL_SHARE = 0.2
UPHELD_SHARE = 0.45
LATE_PARCEL = timedelta(days=6)
FAULTY_GOOD_SHARE = 0.55
RETURNED_GOOD_SHARE = 0.4
GOOD_STARS = weighted((5, 17), (4, 3))
BAD_STARS = weighted((1, 10), (2, 6), (3, 4))

GOOD_TEXTS = (
    "很好,和描述一样",
    "第二次买了,质量不错,物流也快",
    '客服耐心,包装完整,"样板"级体验',
    "家里人都喜欢\n会回购",
    "不错",
    "性价比可以，推荐",
)
BAD_TEXTS = (
    "和图片不一样,失望",
    "用了两天就坏了",
    '客服说"马上处理",等了三天\n没人管',
    "做工粗糙,不值这个价",
    "等太久了",
)
OFFENDING_TEXTS: tuple[tuple[Ground, str], ...] = (
    ("advertising", "别买这家,加微信 shili_yangben 有更便宜的"),
    ("advertising", "想要同款看这里 http://shili.example/abc"),
    ("privacy", "这个卖家电话 19900001234 大家去问他"),
    ("privacy", "店主住示例路12号3单元201室,自己去找"),
    ("extortion", "不给我退两百块就一直差评"),
    ("abuse", "(辱骂内容示例)"),
    ("competitor", "还是隔壁样板店好,大家去那里"),
    ("creator_fault", "主播说的和实物完全不是一回事"),
)
DEFAULT_TEXT = "系统默认好评"
FOLLOW_UP_GOOD, FOLLOW_UP_BAD = "用了一段时间,还是很好", "追评：用了一周就坏了,差评!"


def write_reviews(rng: Random, shop: Shop, order: Order, numbers: Numbers) -> tuple[list[Review], Appeal | None]:
    """Draw the reviews of an order that arrived, the first or default one first, and an appeal if there is one."""
    received_at = order.received_at
    if received_at is None:
        return [], None
    if not happens(rng, FIRST_REVIEW_SHARE):
        return [_default_review(order, numbers, received_at)], None
    is_good = happens(rng, _good_share(shop, order))
    reviewed_at = received_at + timedelta(seconds=rng.randint(3600, 9 * 86400))
    content = rng.choice(GOOD_TEXTS if is_good else BAD_TEXTS)
    ground: Ground = "baseless"
    if not is_good:
        if happens(rng, OFFENDING_SHARE):
            ground, content = rng.choice(OFFENDING_TEXTS)
        elif order.signed_at is not None and order.shipped_at is not None and happens(rng, BEFORE_SIGNING_SHARE):
            reviewed_at = order.signed_at - timedelta(seconds=rng.randint(600, 40_000))
            content = "还没收到,先给个差评"
    stars = _draw_stars(rng, shop, order, is_good)
    first = _review(order, numbers, "first", reviewed_at=reviewed_at, content=content, stars=stars)
    reviews = [first]
    if happens(rng, FOLLOW_UP_SHARE):
        later = reviewed_at + timedelta(seconds=rng.randint(2 * 86400, 20 * 86400))
        stays = not happens(rng, SECOND_THOUGHTS_SHARE)
        content = FOLLOW_UP_GOOD if is_good == stays else FOLLOW_UP_BAD
        reviews.append(_review(order, numbers, "follow_up", reviewed_at=later, content=content))
    appealed = not is_good and happens(rng, APPEAL_SHARE)
    return reviews, _appeal(rng, first, ground, numbers) if appealed else None


def review_of_a_stranger(order: Order, numbers: Numbers) -> Review:
    """Make a review like one of that order, of an order that no export holds."""
    reviewed_at = order.submitted_at + timedelta(days=6)
    stray = _review(order, numbers, "first", reviewed_at=reviewed_at, content=GOOD_TEXTS[0], stars=(5, 5, 5))
    stray.order_id = numbers.next("40")
    stray.buyer = person(0)
    return stray


def _review(
    order: Order,
    numbers: Numbers,
    kind: ReviewKind,
    *,
    reviewed_at: datetime,
    content: str,
    stars: tuple[int, int, int] | None = None,
) -> Review:
    return Review(
        review_id=numbers.next("73"),
        order_id=order.order_id,
        product_id=order.product.product_id,
        buyer=order.buyer,
        kind=kind,
        reviewed_at=reviewed_at,
        stars=stars,
        content=content,
    )


def _default_review(order: Order, numbers: Numbers, received_at: datetime) -> Review:
    reviewed_at = received_at + DEFAULT_REVIEW_AFTER
    return _review(order, numbers, "default", reviewed_at=reviewed_at, content=DEFAULT_TEXT)


def _good_share(shop: Shop, order: Order) -> float:
    if any(ticket.reason in QUALITY_REASONS for ticket in order.tickets):
        return RETURNED_GOOD_SHARE
    if order.paid_at is not None and order.product.is_faulty(order.paid_at.date()):
        return FAULTY_GOOD_SHARE
    bad_share = 1 - shop.profile.good_review_share
    return 1 - bad_share * (order.creator.disappointment if order.creator else 1.0)


def _draw_stars(rng: Random, shop: Shop, order: Order, is_good: bool) -> tuple[int, int, int]:
    description = rng.choice(GOOD_STARS if is_good else BAD_STARS)
    well_served = not happens(rng, shop.profile.bad_service_share * (1 if is_good else 3))
    service = rng.choice(GOOD_STARS if well_served else BAD_STARS)
    late = order.signed_at is not None and order.signed_at - order.submitted_at > LATE_PARCEL
    in_time = not happens(rng, 0.35 if late else 0.03)
    return description, service, rng.choice(GOOD_STARS if in_time else BAD_STARS)


def _appeal(rng: Random, review: Review, ground: Ground, numbers: Numbers) -> Appeal:
    appealed_at = review.reviewed_at + timedelta(seconds=rng.randint(3600, 25 * 86400))
    return Appeal(
        appeal_id=numbers.next("75"),
        review_id=review.review_id,
        ground=ground,
        appealed_at=appealed_at,
        answered_at=appealed_at + timedelta(seconds=rng.randint(86400, 6 * 86400)),
        upheld=happens(rng, UPHELD_SHARE),
    )
