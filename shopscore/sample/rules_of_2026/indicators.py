"""The indicators of a shop as the platform sees them on each day of 2026, from its whole history.

They follow the rules' text on their own, without a line of what the project computes: what its pages show is worked out
from them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from shopscore.sample.entities import History, Order, Session, Ticket, latest
from shopscore.sample.rules_of_2026.extras import Extras, day_of, first_asked, is_abnormal

WINDOW = 30
UNANSWERED_SECONDS = 600
STAFFED_HOURS = range(8, 23)
DISSATISFIED = 3
QUALITY = ("poor_quality", "not_as_described", "counterfeit")
BREAKAGE = ("broken", "parcel_damaged")
# A clock stands still from the first hour on and goes on at the second.
PICKUP_NIGHT, REVIEW_NIGHT = (18, 6), (23, 8)
# The day a case belongs to, the day it is known, and what it adds to numerator and denominator.
Part = tuple[date, date, float, float]


class Sums:
    """Numerators and denominators of an indicator by the day of the case and the day it is known."""

    def __init__(self, parts: Iterator[Part]) -> None:
        """Add the parts up."""
        self._days: dict[date, dict[date, list[float]]] = defaultdict(dict)
        for day, known, numerator, denominator in parts:
            sums = self._days[day].setdefault(known, [0.0, 0.0])
            sums[0] += numerator
            sums[1] += denominator

    def value(self, assessed: date) -> float | None:
        """Return the value on an assessment date, over the 30 days before it; None without a case."""
        numerator = denominator = 0.0
        for ago in range(1, WINDOW + 1):
            for known, sums in self._days.get(assessed - timedelta(days=ago), {}).items():
                if known < assessed:
                    numerator += sums[0]
                    denominator += sums[1]
        return numerator / denominator if denominator else None


def indicators_of(history: History, extras: Extras) -> Mapping[str, Sums]:
    """Return the sums of each indicator of the version 2026-09-08, by its id."""
    orders = [order for order in history.orders if order.paid_at is not None and not is_abnormal(order)]
    return {
        "goods_rating": Sums(_ratings(history, orders)),
        "goods_quality_return_rate": Sums(_quality_returns(orders)),
        "pickup_hours": Sums(_pickups(orders)),
        "delivery_on_time_rate": Sums(_deliveries(history, extras)),
        "damage_return_rate": Sums(_damages(orders)),
        "after_sale_review_hours": Sums(_reviews_of_tickets(history)),
        "im_response_seconds": Sums(_responses(history, extras)),
        "im_dissatisfaction_rate": Sums(_dissatisfied(history, extras)),
        "platform_help_rate": Sums(_helped(history, extras)),
    }


def hours_by_clock(start: datetime, end: datetime, night: tuple[int, int]) -> float:
    """Return the hours between two moments by a clock that begins no earlier than the morning after a night's start."""
    from_hour, to_hour = night
    morning = start.replace(hour=to_hour, minute=0, second=0)
    if start.hour >= from_hour:
        start = morning + timedelta(days=1)
    elif start.hour < to_hour:
        start = morning
    return max((end - start) / timedelta(hours=1), 0.0)


def _ratings(history: History, orders: list[Order]) -> Iterator[Part]:
    received = {order.order_id: order.received_at for order in orders}
    for review in history.reviews:
        signed_at = received.get(review.order_id)
        if review.kind == "first" and review.stars is not None and signed_at is not None:
            yield signed_at.date(), day_of(signed_at, review.reviewed_at), review.stars[0], 1


def _quality_returns(orders: list[Order]) -> Iterator[Part]:
    for order in orders:
        if order.received_at is None:
            continue
        day = order.received_at.date()
        yield day, day, 0, 1
        if order.tickets and order.tickets[0].reason in QUALITY:
            yield day, day_of(order.received_at, order.tickets[0].applied_at), 1, 0


def _pickups(orders: list[Order]) -> Iterator[Part]:
    for order in orders:
        paid_at, picked_up_at = order.paid_at, order.picked_up_at
        if paid_at is not None and picked_up_at is not None and picked_up_at >= paid_at and order.kind != "presale":
            day = picked_up_at.date()
            yield day, day, hours_by_clock(paid_at, picked_up_at, PICKUP_NIGHT), 1


def _deliveries(history: History, extras: Extras) -> Iterator[Part]:
    for parcel in history.parcels:
        if all(is_abnormal(order) for order in parcel.orders):
            continue
        due_at = extras.due[parcel.waybill_no]
        in_time = parcel.signed_at is not None and parcel.signed_at <= due_at
        yield due_at.date(), due_at.date(), float(in_time and parcel.waybill_no not in extras.trace_compensated), 1


def _damages(orders: list[Order]) -> Iterator[Part]:
    for order in orders:
        if order.paid_at is None:
            continue
        day = order.paid_at.date()
        yield day, day, 0, 1
        if order.tickets and order.tickets[0].reason in BREAKAGE:
            yield day, day_of(order.paid_at, order.tickets[0].applied_at), 1, 0


def _is_of_shipped_goods(ticket: Ticket, orders: Mapping[str, Order]) -> bool:
    shipped_at = orders[ticket.order_id].shipped_at
    is_shipped = shipped_at is not None and shipped_at <= ticket.applied_at
    return ticket.kind == "return_refund" or (ticket.kind == "refund_only" and is_shipped)


def _reviews_of_tickets(history: History) -> Iterator[Part]:
    orders = {order.order_id: order for order in history.orders}
    for ticket in history.tickets:
        if ticket.refunded_at is None or ticket.approved_at is None or ticket.completed_at is None:
            continue
        if ticket.approved_at >= ticket.applied_at and _is_of_shipped_goods(ticket, orders):
            known = latest(ticket.refunded_at, ticket.approved_at, ticket.completed_at).date()
            hours = hours_by_clock(ticket.applied_at, ticket.approved_at, REVIEW_NIGHT)
            yield ticket.completed_at.date(), known, hours, 1


def _in_hours(history: History, extras: Extras) -> Iterator[Session]:
    for session in history.sessions:
        if session.session_id in extras.talks and session.started_at.hour in STAFFED_HOURS:
            yield session


def _responses(history: History, extras: Extras) -> Iterator[Part]:
    for session in _in_hours(history, extras):
        talk = extras.talks[session.session_id]
        seconds = talk.reply_seconds + UNANSWERED_SECONDS * talk.unanswered
        yield session.started_at.date(), session.ended_at.date(), seconds, talk.rounds


def _dissatisfied(history: History, extras: Extras) -> Iterator[Part]:
    for session in _in_hours(history, extras):
        rating = extras.talks[session.session_id].rating
        if rating is not None:
            yield session.started_at.date(), session.ended_at.date(), float(rating <= DISSATISFIED), 1


def _helped(history: History, extras: Extras) -> Iterator[Part]:
    asked = first_asked(history, extras.talks)
    went_on: dict[str, list[date]] = defaultdict(list)
    for ticket in history.tickets:
        if ticket.arbitrated_at is not None and ticket.completed_at is not None:
            went_on[ticket.order_id].append(ticket.completed_at.date())
    for request in extras.requests:
        if request.requested_at > asked[request.order_id]:
            went_on[request.order_id].append(request.requested_at.date())
    for complaint in history.complaints:
        asked_at = asked.get(complaint.order_id)
        is_about_shop = complaint.kind == "shop" and complaint.withdrawn_at is None
        if is_about_shop and asked_at is not None and complaint.complained_at > asked_at:
            went_on[complaint.order_id].append(complaint.complained_at.date())
    for order_id, asked_at in asked.items():
        day = asked_at.date()
        yield day, day, 0, 1
        if order_id in went_on:
            yield day, min(went_on[order_id]), 1, 0
