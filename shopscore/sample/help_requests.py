"""Draws what buyers ask for help with, of the shop or of the platform."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from shopscore.sample.entities import HelpChannel, HelpClass, HelpRequest, Numbers, Order
from shopscore.sample.people import Person
from shopscore.sample.profiles import Help, Shop
from shopscore.sample.rng import happens, weighted

JOINED_SHARE = 0.12
AGAIN_SHARE = 0.15
MALICIOUS_ONE_IN = 25
MALICIOUS_FACTOR = 12
SHOP_CHANNELS: Sequence[HelpChannel] = weighted(("shop_chat", 7), ("after_sale", 3))
PLATFORM_CHANNELS: Sequence[HelpChannel] = weighted(
    ("platform_after_sale", 3), ("platform_online", 3), ("platform_hotline", 2), ("complaint", 2)
)
CLASSES: tuple[HelpClass, ...] = ("shipping", "logistics", "product", "basic_service")
TEXTS: dict[HelpClass, tuple[str, ...]] = {
    "shipping": ("怎么还不发货", "付款两天了,一直没有发货", "什么时候发\n急用"),
    "logistics": ("物流一直不动", "显示签收,没收到", "快递放哪里了,打 19900001234 联系我"),
    "product": ("收到是坏的", "和描述不符,要退", '说好的"大号",来的是小号'),
    "basic_service": ("客服不回复", "要开发票", "优惠没有给"),
}
ROUTINE_TEXTS = ("有什么颜色", "用什么快递", "保质期多久,怎么存放")


def ask_for_help(rng: Random, shop: Shop, order: Order, numbers: Numbers) -> list[HelpRequest]:
    """Draw the requests of a paid order; none where the shop's platform does not count them."""
    if (needs := shop.profile.help) is None or order.paid_at is None:
        return []
    is_malicious = needs.malicious_buyers and is_malicious_buyer(order.buyer)
    requests = []
    for classes in _draw_troubles(rng, needs, MALICIOUS_FACTOR if is_malicious else 1):
        request = _request(
            rng, order, numbers, channel=_draw_channel(rng, needs), classes=classes, paid_at=order.paid_at
        )
        request.is_malicious = is_malicious
        requests.append(request)
    if happens(rng, needs.routine):
        routine = _request(rng, order, numbers, channel="shop_chat", classes=("product",), paid_at=order.paid_at)
        routine.text = rng.choice(ROUTINE_TEXTS)
        routine.is_routine = True
        requests.append(routine)
    return requests


def is_malicious_buyer(buyer: Person) -> bool:
    """Tell whether the platform takes a buyer for a malicious one, where a shop has such."""
    return int(buyer.buyer_id) % MALICIOUS_ONE_IN == 0


def _draw_troubles(rng: Random, needs: Help, factor: int) -> list[tuple[HelpClass, ...]]:
    """Draw the classes of each request: one or two at once, and again when no help came."""
    rates = (needs.shipping, needs.logistics, needs.product, needs.basic_service)
    troubles: list[tuple[HelpClass, ...]] = []
    for first, rate in zip(CLASSES, rates, strict=True):
        if happens(rng, min(rate * factor, 1.0)):
            joined = happens(rng, JOINED_SHARE)
            second = rng.choice([other for other in CLASSES if other != first])
            troubles.append((first, second) if joined else (first,))
            if happens(rng, AGAIN_SHARE):
                troubles.append((first,))
    return troubles


def _draw_channel(rng: Random, needs: Help) -> HelpChannel:
    return rng.choice(PLATFORM_CHANNELS if happens(rng, needs.platform_share) else SHOP_CHANNELS)


def _request(
    rng: Random,
    order: Order,
    numbers: Numbers,
    *,
    channel: HelpChannel,
    classes: tuple[HelpClass, ...],
    paid_at: datetime,
) -> HelpRequest:
    waiting = timedelta(seconds=rng.randint(3600, 4 * 86400))
    starts: dict[HelpClass, datetime | None] = {"logistics": order.shipped_at, "product": order.received_at}
    return HelpRequest(
        help_id=numbers.next("85"),
        order_id=order.order_id,
        buyer=order.buyer,
        requested_at=(starts.get(classes[0]) or paid_at) + waiting,
        channel=channel,
        classes=classes,
        text=rng.choice(TEXTS[classes[0]]),
        is_routine=False,
        is_malicious=False,
    )
