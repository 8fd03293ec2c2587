"""What happens in a shop, as it really was: whole lives, later than any export too.

An export sees only what had happened when it was made, see `seen`. The platforms' words for these things belong
in the platforms' modules.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from shopscore.sample.catalogue import OrderKind
from shopscore.sample.people import Person
from shopscore.sample.profiles import Creator, Product

TicketKind = Literal["refund_only", "return_refund", "exchange", "resend"]
Reason = Literal[
    "poor_quality",
    "broken",
    "not_as_described",
    "counterfeit",
    "missing_piece",
    "wrong_item",
    "too_slow",
    "lost",
    "not_received",
    "parcel_damaged",
    "fake_shipping",
    "unwanted",
    "bought_by_mistake",
    "no_reason",
    "unheard_of",
]
Party = Literal["merchant", "buyer", "both", "platform", "creator"]
ReviewKind = Literal["first", "follow_up", "default"]
ComplaintKind = Literal["shop", "logistics", "creator", "platform"]
HelpClass = Literal["shipping", "logistics", "product", "basic_service"]
HelpChannel = Literal[
    "shop_chat", "after_sale", "platform_after_sale", "platform_online", "platform_hotline", "complaint"
]
Ground = Literal["extortion", "competitor", "abuse", "baseless", "advertising", "privacy", "creator_fault"]

PAYMENT_LIMIT = timedelta(minutes=30)


def seen(moment: datetime | None, at: datetime) -> datetime | None:
    """Return the moment if it had come by `at`, else None."""
    return moment if moment is not None and moment <= at else None


def latest(*moments: datetime | None) -> datetime:
    """Return the latest of the moments that exist.

    Raises:
        ValueError: none exists.
    """
    return max(moment for moment in moments if moment is not None)


@dataclass(slots=True)
class Ticket:
    """An after-sale ticket. Times that never come are None."""

    ticket_id: str
    parent_id: str
    order_id: str
    kind: TicketKind
    reason: Reason
    amount: float
    applied_at: datetime
    approved_at: datetime | None = None
    sent_back_at: datetime | None = None
    return_signed_at: datetime | None = None
    refunded_at: datetime | None = None
    closed_at: datetime | None = None
    completed_at: datetime | None = None
    arbitrated_at: datetime | None = None
    liable: Party | None = None

    @property
    def opened_at(self) -> datetime:
        """From when on an export shows it."""
        return self.applied_at

    @property
    def settled_at(self) -> datetime:
        """The last thing that ever happens to the ticket."""
        return latest(self.applied_at, self.approved_at, self.return_signed_at, self.arbitrated_at, self.completed_at)


@dataclass(slots=True)
class Order:
    """A child order; orders of one basket share `parent_id`, buyer, creator and parcel."""

    parent_id: str
    order_id: str
    buyer: Person
    product: Product
    creator: Creator | None
    kind: OrderKind
    quantity: int
    payable: float
    discount: float
    submitted_at: datetime
    paid_at: datetime | None
    promised_ship_at: datetime | None = None
    scheduled_ship_at: datetime | None = None
    cancelled_at: datetime | None = None
    shipped_at: datetime | None = None
    picked_up_at: datetime | None = None
    signed_at: datetime | None = None
    completed_at: datetime | None = None
    tickets: list[Ticket] = field(default_factory=list)

    @property
    def received_at(self) -> datetime | None:
        """When the buyer had the goods: signed, or confirmed where no courier is involved."""
        return self.signed_at if self.product.article.needs_logistics else self.completed_at

    @property
    def opened_at(self) -> datetime:
        """From when on an export shows it."""
        return self.submitted_at

    @property
    def settled_at(self) -> datetime:
        """The last thing that ever happens to the order, its tickets included."""
        return latest(
            self.submitted_at + PAYMENT_LIMIT,
            self.paid_at,
            self.shipped_at,
            self.completed_at,
            *(ticket.settled_at for ticket in self.tickets),
        )


@dataclass(slots=True)
class Parcel:
    """A parcel with one or more orders of one basket; `signed_at` is None for a lost one."""

    waybill_no: str
    carrier: str
    orders: tuple[Order, ...]
    shipped_at: datetime
    picked_up_at: datetime
    arrived_at: datetime
    signed_at: datetime | None

    @property
    def opened_at(self) -> datetime:
        """From when on an export shows it."""
        return self.shipped_at

    @property
    def settled_at(self) -> datetime:
        """The last thing that ever happens to the parcel."""
        return latest(self.shipped_at, self.arrived_at, self.signed_at)


@dataclass(slots=True)
class Review:
    """A review; stars (description, service, logistics) are there on first reviews only."""

    review_id: str
    order_id: str
    product_id: str
    buyer: Person
    kind: ReviewKind
    reviewed_at: datetime
    stars: tuple[int, int, int] | None
    content: str

    @property
    def opened_at(self) -> datetime:
        """From when on an export shows it."""
        return self.reviewed_at

    @property
    def settled_at(self) -> datetime:
        """A review never changes."""
        return self.reviewed_at


@dataclass(slots=True)
class Appeal:
    """An appeal against a review."""

    appeal_id: str
    review_id: str
    ground: Ground
    appealed_at: datetime
    answered_at: datetime
    upheld: bool

    @property
    def opened_at(self) -> datetime:
        """From when on an export shows it."""
        return self.appealed_at

    @property
    def settled_at(self) -> datetime:
        """The platform's answer."""
        return self.answered_at


@dataclass(slots=True)
class Complaint:
    """A complaint; `withdrawn_at` is None unless the buyer took it back."""

    complaint_id: str
    order_id: str
    buyer: Person
    kind: ComplaintKind
    complained_at: datetime
    answered_at: datetime
    withdrawn_at: datetime | None

    @property
    def opened_at(self) -> datetime:
        """From when on an export shows it."""
        return self.complained_at

    @property
    def settled_at(self) -> datetime:
        """The last thing that ever happens to the complaint."""
        return latest(self.answered_at, self.withdrawn_at)


@dataclass(slots=True)
class HelpRequest:
    """A buyer's request for help with an order, to the shop or to the platform."""

    help_id: str
    order_id: str
    buyer: Person
    requested_at: datetime
    channel: HelpChannel
    classes: tuple[HelpClass, ...]
    text: str
    is_routine: bool
    is_malicious: bool

    @property
    def opened_at(self) -> datetime:
        """From when on an export shows it."""
        return self.requested_at

    @property
    def settled_at(self) -> datetime:
        """A request never changes."""
        return self.requested_at


@dataclass(slots=True)
class Session:
    """A chat session about an order; times are None when no human was asked or none answered."""

    session_id: str
    order_id: str
    buyer: Person
    creator: Creator | None
    agent: str | None
    started_at: datetime
    handed_over_at: datetime | None
    replied_at: datetime | None
    ended_at: datetime

    @property
    def opened_at(self) -> datetime:
        """From when on an export shows it."""
        return self.started_at

    @property
    def settled_at(self) -> datetime:
        """The last thing that ever happens in the session."""
        return latest(self.ended_at, self.handed_over_at, self.replied_at)


@dataclass(slots=True)
class History:
    """Everything that happened in one shop, in the order of its days."""

    orders: list[Order] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    tickets: list[Ticket] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    appeals: list[Appeal] = field(default_factory=list)
    help_requests: list[HelpRequest] = field(default_factory=list)


class Numbers:
    """Numbers of one shop: 19-digit ids as platforms give them, unique over shops, in the order of asking."""

    def __init__(self, shop_number: int, last: int = 0) -> None:
        """Start the numbers of a shop (1 ...) after one that is given out already."""
        self._shop_number = shop_number
        self._last = last

    def next(self, prefix: str) -> str:
        """Return the next id; `prefix` is two digits that say what it numbers."""
        self._last += 1
        return f"{prefix}{self._shop_number:05d}{self._last:012d}"
