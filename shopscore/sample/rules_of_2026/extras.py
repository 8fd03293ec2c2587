"""Draws what the exports of 2026 tell further of a shop's history: rounds, limits of routes, rulings, misconduct."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from shopscore.sample.entities import History, Numbers, Order, Parcel, Reason, Session, Ticket, latest
from shopscore.sample.profiles import Shop
from shopscore.sample.rng import around, happens, rng_of, weighted
from shopscore.sample.span import Span

FURTHER_ROUNDS = weighted((0, 3), (1, 4), (2, 3), (4, 2), (7, 1))
UNANSWERED_ROUND_SHARE = 0.03
LATER_ROUNDS_FACTOR = 0.7
RATED_SHARE = 0.35
ROUTE_HOURS = weighted((72, 2), (96, 5), (120, 2))
TRACE_COMPENSATED_SHARE = 0.15
RULED_SHARE = 0.6
FRAUD_SHARE = 0.5
ON_TO_THE_PLATFORM_SHARE = 0.02
UNSATISFIED_FACTOR = 6
# Of the ids that the history gives out none ends as high.
FIRST_OF_ITS_OWN = 700_000_000_000
RULINGS: Mapping[Reason, Sequence[str]] = {
    "missing_piece": ("漏发",),
    "wrong_item": ("错发",),
    "too_slow": ("发货超时", "物流轨迹超时"),
    "lost": ("物流轨迹异常",),
    "not_received": ("物流轨迹异常", "物流轨迹超时"),
    "fake_shipping": ("欺诈发货", "虚假宣传物流信息"),
}
# Misconduct of a shop: days before the end of the sample, kind, and whether it was withdrawn.
MISCONDUCT: Mapping[int, Sequence[tuple[int, str, bool]]] = {
    4: ((41, "拒开发票", False), (19, "拒开发票", False), (9, "拒开发票", True)),
    9: ((24, "刷单炒信", False), (6, "虚假宣传", False)),
    17: ((35, "异常售后地址", False), (16, "异常售后地址", False), (3, "异常售后地址", False)),
}


@dataclass(frozen=True, slots=True)
class Talk:
    """The rounds of a session with a human.

    Attributes:
        rounds: questions, the unanswered included.
        unanswered: those that nobody answered.
        reply_seconds: seconds until the replies of the others, added up.
        rating: 1 to 5; None: not rated.
    """

    rounds: int
    unanswered: int
    reply_seconds: int
    rating: int | None


@dataclass(frozen=True, slots=True)
class Request:
    """A request to the platform about an order."""

    help_id: str
    order_id: str
    requested_at: datetime
    channel: str

    @property
    def opened_at(self) -> datetime:
        """From when on an export shows it."""
        return self.requested_at

    @property
    def settled_at(self) -> datetime:
        """A request never changes."""
        return self.requested_at


@dataclass(frozen=True, slots=True)
class Misconduct:
    """A case of misconduct."""

    violation_id: str
    kind: str
    happened_at: datetime
    is_withdrawn: bool

    @property
    def opened_at(self) -> datetime:
        """From when on an export shows it."""
        return self.happened_at

    @property
    def settled_at(self) -> datetime:
        """It is copied once, as it stands then."""
        return self.happened_at


@dataclass(frozen=True)
class Extras:
    """What the exports of a shop tell further.

    Attributes:
        talks: by session; sessions without a human have none.
        due: limit of the route, by waybill.
        trace_compensated: waybills whose trace the platform had compensated.
        fraud_compensated: orders whose shipping the platform had compensated as fraudulent.
        rulings: what the platform ruled, by ticket.
        requests: to the platform.
        misconduct: of the shop.
    """

    talks: Mapping[str, Talk]
    due: Mapping[str, datetime]
    trace_compensated: frozenset[str]
    fraud_compensated: frozenset[str]
    rulings: Mapping[str, str]
    requests: Sequence[Request]
    misconduct: Sequence[Misconduct]


def draw_extras(shop: Shop, history: History, span: Span, seed: int) -> Extras:
    """Draw them for one shop.

    Args:
        shop: whose.
        history: everything that ever happens there; it stays as it is.
        span: days of the sample.
        seed: same seed, same extras.
    """
    rng = rng_of(seed, "rules of 2026", shop.number)
    talks = {
        session.session_id: _talk(rng, shop, session)
        for session in history.sessions
        if session.handed_over_at is not None
    }
    due = {
        parcel.waybill_no: parcel.picked_up_at + timedelta(hours=rng.choice(ROUTE_HOURS)) for parcel in history.parcels
    }
    late = [parcel for parcel in history.parcels if _is_late(parcel, due[parcel.waybill_no])]
    rulings = _rulings(rng, history.tickets)
    return Extras(
        talks=talks,
        due=due,
        trace_compensated=frozenset(one.waybill_no for one in late if happens(rng, TRACE_COMPENSATED_SHARE)),
        fraud_compensated=frozenset(
            ticket.order_id
            for ticket in history.tickets
            if ticket.ticket_id in rulings and ticket.reason == "fake_shipping" and happens(rng, FRAUD_SHARE)
        ),
        rulings=rulings,
        requests=_requests(rng, shop, history, talks),
        misconduct=_misconduct(shop, span),
    )


def _talk(rng: Random, shop: Shop, session: Session) -> Talk:
    rounds = 1 + rng.choice(FURTHER_ROUNDS)
    if session.replied_at is None or session.handed_over_at is None:
        return Talk(rounds, rounds, 0, None)
    unanswered = sum(happens(rng, UNANSWERED_ROUND_SHARE) for _ in range(rounds - 1))
    seconds = float((session.replied_at - session.handed_over_at).seconds)
    for _ in range(rounds - 1 - unanswered):
        seconds += around(rng, shop.profile.reply_seconds * LATER_ROUNDS_FACTOR, 0.6)
    return Talk(rounds, unanswered, round(seconds), _rating(rng, shop))


def draw_ratings(shop: Shop, history: History, seed: int) -> Mapping[str, int]:
    """Draw how buyers rated sessions that a human answered, where the platform tells nothing further; by session."""
    rng = rng_of(seed, "ratings of 2026", shop.number)
    answered = [one for one in history.sessions if one.replied_at is not None and one.handed_over_at is not None]
    ratings = {session.session_id: _rating(rng, shop) for session in answered}
    return {session_id: rating for session_id, rating in ratings.items() if rating is not None}


def _rating(rng: Random, shop: Shop) -> int | None:
    if not happens(rng, RATED_SHARE):
        return None
    return rng.choice((1, 2, 3)) if happens(rng, shop.profile.bad_service_share) else rng.choice((4, 5, 5, 5))


def _is_late(parcel: Parcel, due_at: datetime) -> bool:
    return parcel.signed_at is None or parcel.signed_at > due_at


def _rulings(rng: Random, tickets: Sequence[Ticket]) -> dict[str, str]:
    return {
        ticket.ticket_id: rng.choice(RULINGS[ticket.reason])
        for ticket in tickets
        if ticket.reason in RULINGS and ticket.completed_at is not None and happens(rng, RULED_SHARE)
    }


def _requests(rng: Random, shop: Shop, history: History, talks: Mapping[str, Talk]) -> list[Request]:
    """Let some of those who asked the shop go on to the platform, the more the worse the shop answered."""
    numbers = Numbers(shop.number, FIRST_OF_ITS_OWN)
    asked = first_asked(history, talks)
    requests = []
    for order_id, asked_at in asked.items():
        dissatisfied = shop.profile.bad_service_share * UNSATISFIED_FACTOR
        if happens(rng, ON_TO_THE_PLATFORM_SHARE * (1 + dissatisfied)):
            requests.append(
                Request(
                    help_id=numbers.next("85"),
                    order_id=order_id,
                    requested_at=asked_at + timedelta(seconds=rng.randint(3600, 3 * 86400)),
                    channel=rng.choice(("平台客服", "平台客服", "平台投诉")),
                )
            )
    return sorted(requests, key=lambda request: request.requested_at)


def first_asked(history: History, talks: Mapping[str, Talk]) -> dict[str, datetime]:
    """Return when the shop was first asked about each order: an after-sale applied for, or a session with a human."""
    moments: dict[str, list[datetime]] = defaultdict(list)
    for ticket in history.tickets:
        moments[ticket.order_id].append(ticket.applied_at)
    for session in history.sessions:
        if session.session_id in talks:
            moments[session.order_id].append(session.started_at)
    return {order_id: min(of_order) for order_id, of_order in moments.items()}


def _misconduct(shop: Shop, span: Span) -> list[Misconduct]:
    numbers = Numbers(shop.number, FIRST_OF_ITS_OWN)
    return [
        Misconduct(numbers.next("86"), kind, datetime.combine(span.until - timedelta(days=ago), time(9, 30)), withdrawn)
        for ago, kind, withdrawn in MISCONDUCT.get(shop.number, ())
        if ago <= span.days
    ]


def is_abnormal(order: Order) -> bool:
    """Tell whether the platform leaves the order out."""
    return order.kind in ("lucky_bag", "gift", "risk")


def day_of(*moments: datetime | None) -> date:
    """Return the day of the latest of the moments that exist."""
    return latest(*moments).date()
