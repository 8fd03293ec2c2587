"""Draws the chat sessions of a day: a bot first, then perhaps a human, sooner or later."""

from datetime import date, timedelta
from random import Random

from shopscore.sample.entities import Numbers, Order, Session
from shopscore.sample.profiles import Profile, Shop
from shopscore.sample.rng import around, happens, moment, weighted

SESSIONS_PER_ORDER = 0.5
HANDED_OVER_SHARE = 0.8
NIGHT_UNANSWERED_SHARE = 0.7
NIGHT_REPLY_SECONDS = 1500.0
CREATOR_NAMED_SHARE = 0.6
FIRST_STAFFED_HOUR, EVENING_HOUR, LAST_STAFFED_HOUR = 8, 18, 22
CHAT_HOURS = weighted(
    (0, 1), (1, 1), (3, 1), (6, 1), (7, 2), (8, 5), (9, 8), (10, 9), (11, 8), (12, 7), (13, 7), (14, 8),
    (15, 8), (16, 8), (17, 6), (18, 6), (19, 9), (20, 11), (21, 10), (22, 6), (23, 3),
)  # fmt: skip


def chat(rng: Random, shop: Shop, day: date, orders: list[Order], numbers: Numbers) -> list[Session]:
    """Draw the sessions of a day; their buyers are those of the day's orders."""
    wanted = int(len(orders) * SESSIONS_PER_ORDER + rng.random())
    return [_draw_session(rng, shop, day, rng.choice(orders), numbers) for _ in range(wanted)]


def _draw_session(rng: Random, shop: Shop, day: date, order: Order, numbers: Numbers) -> Session:
    started_at = moment(rng, day, CHAT_HOURS)
    handed_over_at = replied_at = agent = None
    if happens(rng, HANDED_OVER_SHARE):
        handed_over_at = started_at + timedelta(seconds=rng.randrange(60))
        unanswered, seconds = _service(shop.profile, started_at.hour)
        if not happens(rng, unanswered):
            agent = rng.choice(shop.agents)
            replied_at = handed_over_at + timedelta(seconds=round(around(rng, seconds, 0.9)))
    last = replied_at or handed_over_at or started_at
    return Session(
        session_id=numbers.next("88"),
        order_id=order.order_id,
        buyer=order.buyer,
        creator=order.creator if happens(rng, CREATOR_NAMED_SHARE) else None,
        agent=agent,
        started_at=started_at,
        handed_over_at=handed_over_at,
        replied_at=replied_at,
        ended_at=last + timedelta(seconds=rng.randint(30, 1200)),
    )


def _service(profile: Profile, hour: int) -> tuple[float, float]:
    """Return the share never answered and the median seconds to the first human reply at that hour."""
    if hour < FIRST_STAFFED_HOUR or hour > LAST_STAFFED_HOUR:
        return NIGHT_UNANSWERED_SHARE, NIGHT_REPLY_SECONDS
    if hour >= EVENING_HOUR:
        return profile.evening_unanswered_share, profile.evening_reply_seconds or profile.reply_seconds
    return profile.unanswered_share, profile.reply_seconds
