"""Draws what becomes of paid goods: parcels, pickup, signature, confirmed receipt."""

from datetime import datetime, timedelta
from random import Random

from shopscore.sample.entities import Numbers, Order, Parcel
from shopscore.sample.profiles import Shop
from shopscore.sample.rng import around, happens
from shopscore.sample.span import Span

SECOND_PARCEL_SHARE = 0.02
SECOND_PARCEL_LOST_SHARE = 0.4
LOST_SHARE = 0.002
PICKED_UP_BEFORE_PAID_SHARE = 0.01
CONFIRMED_EARLY_SHARE = 0.6
PICKUP_SPREAD, DELIVERY_SPREAD = 0.5, 0.25
PROMOTION_DELAY_HOURS = 9.0
OPENING_HOUR, LAST_DELIVERY_HOUR = 8, 21
CONFIRMED_AFTER = timedelta(days=10)


def ship_basket(rng: Random, shop: Shop, orders: list[Order], span: Span, numbers: Numbers) -> list[Parcel]:
    """Send what was paid and not cancelled, mostly in one parcel, and set the times of the orders."""
    sent = tuple(
        order
        for order in orders
        if order.paid_at is not None and order.cancelled_at is None and order.product.article.needs_logistics
    )
    parcels = []
    if sent:
        parcels.append(_draw_parcel(rng, shop, sent, span, numbers))
        if happens(rng, SECOND_PARCEL_SHARE):
            second = _draw_parcel(rng, shop, sent[:1], span, numbers)
            if happens(rng, SECOND_PARCEL_LOST_SHARE):
                second.signed_at = None
            parcels.append(second)
    for order in orders:
        _set_times(rng, order, [parcel for parcel in parcels if order in parcel.orders])
    return parcels


def in_working_hours(rng: Random, moment: datetime, last_hour: int = 24) -> datetime:
    """Move a moment of the night to the next morning, as there is no work then."""
    if moment.hour < OPENING_HOUR:
        morning = moment.replace(hour=OPENING_HOUR, minute=0, second=0)
        return morning + timedelta(seconds=rng.randrange(2 * 3600))
    if moment.hour >= last_hour:
        morning = moment.replace(hour=OPENING_HOUR, minute=0, second=0) + timedelta(days=1)
        return morning + timedelta(seconds=rng.randrange(4 * 3600))
    return moment


def _draw_parcel(rng: Random, shop: Shop, orders: tuple[Order, ...], span: Span, numbers: Numbers) -> Parcel:
    paid_at = orders[0].paid_at
    if paid_at is None:
        raise ValueError("an unpaid order was to be shipped")
    hours = around(rng, shop.profile.pickup_hours, PICKUP_SPREAD)
    if span.in_promotion(paid_at.date()):
        hours += PROMOTION_DELAY_HOURS
    start = orders[0].scheduled_ship_at or paid_at
    picked_up_at = in_working_hours(rng, start + timedelta(seconds=round(hours * 3600)))
    shipped_at = start + (picked_up_at - start) * rng.uniform(0.3, 0.8)
    way = timedelta(days=around(rng, shop.profile.delivery_days, DELIVERY_SPREAD))
    signed_at = in_working_hours(rng, picked_up_at + way, LAST_DELIVERY_HOUR)
    parcel = Parcel(
        waybill_no=f"00{shop.number:04d}{numbers.next('77')[-9:]}",
        carrier=rng.choice(shop.profile.carriers),
        orders=orders,
        shipped_at=shipped_at.replace(microsecond=0),
        picked_up_at=picked_up_at.replace(microsecond=0),
        arrived_at=(picked_up_at + way * 0.7).replace(microsecond=0),
        signed_at=None if happens(rng, LOST_SHARE) else signed_at.replace(microsecond=0),
    )
    if happens(rng, PICKED_UP_BEFORE_PAID_SHARE):
        parcel.picked_up_at = paid_at - timedelta(minutes=rng.randint(10, 180))
    return parcel


def _set_times(rng: Random, order: Order, parcels: list[Parcel]) -> None:
    if parcels:
        order.shipped_at = min(parcel.shipped_at for parcel in parcels)
        order.picked_up_at = min(parcel.picked_up_at for parcel in parcels)
        signatures = [parcel.signed_at for parcel in parcels if parcel.signed_at is not None]
        if len(signatures) < len(parcels):
            return
        order.signed_at = max(signatures)
        received_at = order.signed_at
    elif order.paid_at is not None and order.cancelled_at is None:
        received_at = order.paid_at
    else:
        return
    if happens(rng, CONFIRMED_EARLY_SHARE):
        order.completed_at = received_at + timedelta(seconds=rng.randint(3600, 5 * 86400))
    else:
        order.completed_at = received_at + CONFIRMED_AFTER
