"""Draws after-sale tickets and complaints about orders that are on their way or have arrived."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from shopscore.sample.entities import Complaint, ComplaintKind, Numbers, Order, Party, Reason, Ticket, TicketKind
from shopscore.sample.profiles import Shop
from shopscore.sample.rng import around, happens, weighted
from shopscore.sample.shipping import in_working_hours

FAULTY_RETURN_RATE = 0.3
SHOP_COMPLAINT_SHARE = 0.6
WITHDRAWN_SHARE = 0.12
BUYER_GIVES_UP_SHARE = 0.06
NEVER_SENT_BACK_SHARE = 0.07
UNHEARD_OF_SHARE = 0.004
TYPING_SECONDS = 40
LAST_RECEIVING_HOUR = 20

QUALITY_REASONS: tuple[Reason, ...] = (
    "poor_quality", "poor_quality", "not_as_described", "not_as_described", "broken",
    "missing_piece", "wrong_item", "counterfeit",
)  # fmt: skip
LOGISTICS_REASONS: tuple[Reason, ...] = (
    "too_slow", "too_slow", "not_received", "lost", "parcel_damaged", "fake_shipping",
)  # fmt: skip
OTHER_REASONS: tuple[Reason, ...] = ("unwanted", "no_reason", "no_reason", "bought_by_mistake")
KINDS: Sequence[TicketKind] = weighted(("refund_only", 32), ("return_refund", 56), ("exchange", 10), ("resend", 2))
OTHER_PARTIES: tuple[Party, ...] = ("buyer", "buyer", "both", "platform", "creator")
OTHER_COMPLAINTS: tuple[ComplaintKind, ...] = ("logistics", "creator", "platform")


def raise_ticket(rng: Random, shop: Shop, order: Order, numbers: Numbers) -> Ticket | None:
    """Draw the after-sale ticket of a paid order, if it has one; sets what it means for the order."""
    if order.paid_at is None:
        return None
    if order.cancelled_at is not None:
        reason: Reason = rng.choice(("unwanted", "bought_by_mistake"))
        ticket = _new_ticket(order, numbers, "refund_only", reason, order.cancelled_at)
    else:
        drawn = _draw_reason(rng, shop, order)
        if drawn is None:
            return None
        kind, applied_at = _draw_application(rng, order, drawn)
        ticket = _new_ticket(order, numbers, kind, drawn, applied_at)
    if order.cancelled_at is None and happens(rng, shop.profile.arbitration_rate):
        _arbitrate(rng, shop, ticket)
    elif order.cancelled_at is None and happens(rng, BUYER_GIVES_UP_SHARE):
        ticket.closed_at = ticket.applied_at + timedelta(seconds=rng.randint(600, 2 * 86400))
        ticket.completed_at = ticket.closed_at
    else:
        _handle(rng, shop, ticket)
    if ticket.refunded_at is not None and (order.completed_at is None or ticket.refunded_at < order.completed_at):
        order.completed_at = None
    order.tickets.append(ticket)
    return ticket


def complain(rng: Random, shop: Shop, order: Order, numbers: Numbers) -> Complaint | None:
    """Draw the complaint about a paid order, if there is one."""
    if order.paid_at is None or not happens(rng, shop.profile.complaint_rate / SHOP_COMPLAINT_SHARE):
        return None
    complained_at = order.paid_at + timedelta(seconds=rng.randint(20 * 3600, 18 * 86400))
    withdrawn = happens(rng, WITHDRAWN_SHARE)
    return Complaint(
        complaint_id=numbers.next("81"),
        order_id=order.order_id,
        buyer=order.buyer,
        kind="shop" if happens(rng, SHOP_COMPLAINT_SHARE) else rng.choice(OTHER_COMPLAINTS),
        complained_at=complained_at,
        answered_at=complained_at + timedelta(seconds=rng.randint(7200, 5 * 86400)),
        withdrawn_at=complained_at + timedelta(seconds=rng.randint(3600, 3 * 86400)) if withdrawn else None,
    )


def _new_ticket(order: Order, numbers: Numbers, kind: TicketKind, reason: Reason, applied_at: datetime) -> Ticket:
    return Ticket(
        ticket_id=numbers.next("71"),
        parent_id=order.parent_id,
        order_id=order.order_id,
        kind=kind,
        reason=reason,
        amount=order.payable,
        applied_at=applied_at,
    )


def _draw_reason(rng: Random, shop: Shop, order: Order) -> Reason | None:
    profile = shop.profile
    quality = profile.quality_return_rate
    if order.paid_at is not None and order.product.is_faulty(order.paid_at.date()):
        quality = FAULTY_RETURN_RATE
    if order.creator is not None:
        quality *= order.creator.disappointment
    if happens(rng, quality):
        return rng.choice(QUALITY_REASONS)
    if order.product.article.needs_logistics and happens(rng, profile.logistics_return_rate):
        return rng.choice(LOGISTICS_REASONS)
    if happens(rng, profile.other_return_rate):
        return "unheard_of" if happens(rng, UNHEARD_OF_SHARE) else rng.choice(OTHER_REASONS)
    return None


def _draw_application(rng: Random, order: Order, reason: Reason) -> tuple[TicketKind, datetime]:
    needs_logistics = order.product.article.needs_logistics
    if reason in LOGISTICS_REASONS and order.shipped_at is not None:
        return "refund_only", order.shipped_at + timedelta(seconds=rng.randint(2 * 86400, 6 * 86400))
    start = order.received_at or order.shipped_at or order.paid_at or order.submitted_at
    kind = rng.choice(KINDS) if needs_logistics else "refund_only"
    return kind, start + timedelta(seconds=rng.randint(3 * 3600, 6 * 86400))


def _merchant_leg(rng: Random, shop: Shop, start: datetime) -> datetime:
    waited = timedelta(seconds=round(around(rng, shop.profile.after_sale_hours, 0.7) * 3600))
    return in_working_hours(rng, start + waited)


def _handle(rng: Random, shop: Shop, ticket: Ticket) -> None:
    ticket.approved_at = _merchant_leg(rng, shop, ticket.applied_at)
    if ticket.kind == "refund_only":
        ticket.refunded_at = ticket.approved_at + timedelta(seconds=rng.randint(1, TYPING_SECONDS))
        ticket.completed_at = ticket.refunded_at
    elif ticket.kind == "resend":
        ticket.completed_at = _merchant_leg(rng, shop, ticket.approved_at)
    elif happens(rng, NEVER_SENT_BACK_SHARE):
        ticket.closed_at = ticket.approved_at + timedelta(days=7)
        ticket.completed_at = ticket.closed_at
    else:
        ticket.sent_back_at = ticket.approved_at + timedelta(seconds=rng.randint(3600, 2 * 86400))
        way = timedelta(seconds=round(around(rng, 3.0, 0.25) * 86400))
        arrived_at = in_working_hours(rng, ticket.sent_back_at + way, LAST_RECEIVING_HOUR)
        ticket.return_signed_at = arrived_at
        ticket.completed_at = _merchant_leg(rng, shop, arrived_at)
        if ticket.kind == "return_refund":
            ticket.refunded_at = ticket.completed_at


def _arbitrate(rng: Random, shop: Shop, ticket: Ticket) -> None:
    ticket.arbitrated_at = ticket.applied_at + timedelta(seconds=rng.randint(20 * 3600, 50 * 3600))
    decided_at = ticket.arbitrated_at + timedelta(seconds=rng.randint(2 * 86400, 6 * 86400))
    ticket.liable = "merchant" if happens(rng, shop.profile.merchant_fault_share) else rng.choice(OTHER_PARTIES)
    ticket.completed_at = decided_at
    if ticket.liable == "buyer":
        ticket.closed_at = decided_at
    else:
        ticket.refunded_at = decided_at
