"""What the platforms' own pages showed of a few shops on the last days, copied into a table by hand.

The figures are worked out from the shop's whole history, as a platform would, and then spoiled as platforms do: a page
shows the figures of the day before, or leaves out reviews that only the platform objects to. Points of indicators come
from unpublished curves. How a file writes it belongs in `file_formats`.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from operator import mul
from random import Random

from shopscore.sample.catalogue import OrderKind
from shopscore.sample.entities import History, Review, Session, Ticket
from shopscore.sample.extracts import EVERYTHING, Extract
from shopscore.sample.platforms import DOUYIN, PINDUODUO
from shopscore.sample.profiles import Shop
from shopscore.sample.rng import happens, rng_of
from shopscore.sample.rules_of_2026.extras import Extras
from shopscore.sample.rules_of_2026.pages import pages_of_2026
from shopscore.sample.sheets import Kind, Sheet, columns_of
from shopscore.sample.span import Span

PAGE_DAYS = 40
COLUMNS = columns_of({"对象ID": Kind.ID}, "日期 对象ID 项目 分值 指标值 同行均值")

STAR_DAYS = {DOUYIN.name: 60, PINDUODUO.name: 90}
STAR_ITEMS = {
    DOUYIN.name: ("商品描述", "卖家服务", "物流服务"),
    PINDUODUO.name: ("描述相符", "服务态度", "物流服务"),
}
RATINGS_OF_A_BUYER = {PINDUODUO.name: 3}
# Pinduoduo tells no kinds of orders apart.
ABNORMAL: Mapping[str, frozenset[OrderKind]] = {DOUYIN.name: frozenset(("lucky_bag", "gift", "risk"))}

INDICATOR_DAYS = 90
HALF_LIFE_DAYS = 30
STAFFED_HOURS = range(8, 23)
REPLY_LIMIT = timedelta(seconds=180)

# Of one industry, so that what their pages say of a curve adds up.
COPYING_SHOPS = (1, 4, 7, 50_001, 50_002)
NAMES_ITSELF = 1
LAGS_BEHIND = frozenset((4, 50_002))
LAG_EVERY_DAYS = 5
LENIENT = 7
LENIENT_SHARE = 0.4
BAD_STARS = 2


@dataclass(frozen=True)
class Fact:
    """Something that a platform measures.

    Attributes:
        day: decides whether it is in the window.
        known: first day on which it is known.
        values: what is averaged: stars, 1 or 0, hours.
        gone: day on which an upheld appeal took it out; None: never.
    """

    day: date
    known: date
    values: tuple[float, ...]
    gone: date | None = None

    def counts_on(self, day: date, window: int) -> bool:
        """Tell whether it is in the figures of an assessment date, `window` days back to the day before."""
        is_known = self.known < day and (self.gone is None or day <= self.gone)
        return is_known and day - timedelta(days=window) <= self.day < day


def score_pages(
    shop: Shop, history: History, span: Span, seed: int, extras: Extras | None = None
) -> Iterator[tuple[Extract, Sheet]]:
    """Make the sheet of a shop's score pages; none where they are not copied.

    Args:
        shop: whose pages.
        history: everything that ever happens there.
        span: days of the sample; the page of its last day is not out when the last export is made.
        seed: same seed, same pages.
        extras: what exports of 2026 tell further; None: of earlier days, which have no page on a scale of 100.
    """
    rows: list[tuple[str | None, ...]] = []
    if shop.number in COPYING_SHOPS:
        rows += _rows(rng_of(seed, "score pages", shop.number), shop, history, span)
    if extras is not None:
        rows += pages_of_2026(shop, history, extras, span)
    if rows:
        extract = Extract(EVERYTHING, span.cut, is_latest=True)
        yield extract, Sheet("score_pages", "分数页", COLUMNS, rows)


def _rows(rng: Random, shop: Shop, history: History, span: Span) -> Iterator[tuple[str | None, ...]]:
    ratings = _ratings(rng, shop, history, span)
    peers = {item: round(rng.uniform(4.6, 4.9), 2) for item in STAR_ITEMS[shop.platform]}
    indicators = _indicators(shop, history) if shop.platform == DOUYIN.name else {}
    subject = shop.shop_id if shop.number == NAMES_ITSELF else None
    for days_ago in range(min(PAGE_DAYS, span.days - 1), 0, -1):
        page = span.until - timedelta(days=days_ago)
        lags = shop.number in LAGS_BEHIND and days_ago % LAG_EVERY_DAYS == 0
        shown = page - timedelta(days=1) if lags else page
        stars = _means(_counted(ratings, shown, STAR_DAYS[shop.platform]))
        for item, mean in zip(STAR_ITEMS[shop.platform], stars, strict=False):
            yield page.isoformat(), subject, item, f"{mean:.2f}", None, f"{peers[item]:.2f}"
        for item, (facts, curve, decimals) in indicators.items():
            counted = _counted(facts, shown, INDICATOR_DAYS)
            for value, decayed in zip(_means(counted), _means(counted, seen_on=shown), strict=True):
                yield page.isoformat(), subject, item, f"{curve(decayed):.2f}", f"{value:.{decimals}f}", None


def _counted(facts: Sequence[Fact], day: date, window: int) -> list[Fact]:
    """Return the facts in the figures of an assessment date."""
    return [fact for fact in facts if fact.counts_on(day, window)]


def _means(facts: Sequence[Fact], seen_on: date | None = None) -> list[float]:
    """Return the mean of each value, newer facts weighing more when it is told from when they are seen; [] of none."""
    weights = [1.0 if seen_on is None else 0.5 ** ((seen_on - fact.day).days / HALF_LIFE_DAYS) for fact in facts]
    columns = zip(*(fact.values for fact in facts), strict=True)
    return [sum(map(mul, weights, values)) / sum(weights) for values in columns]


def _ratings(rng: Random, shop: Shop, history: History, span: Span) -> list[Fact]:
    answered = {
        appeal.review_id: appeal.answered_at.date()
        for appeal in history.appeals
        if appeal.upheld and appeal.answered_at <= span.cut
    }
    abnormal = _abnormal_orders(shop, history)
    most = RATINGS_OF_A_BUYER.get(shop.platform)
    of_buyer = Counter[tuple[str, int, int]]()
    facts = []
    for review in sorted(_first_reviews(history), key=lambda review: (review.reviewed_at, review.review_id)):
        written = review.reviewed_at
        of_buyer[review.buyer.buyer_id, written.year, written.month] += 1
        is_lenient = shop.number == LENIENT and review.stars is not None and review.stars[0] <= BAD_STARS
        if (
            review.order_id in abnormal
            or (most is not None and of_buyer[review.buyer.buyer_id, written.year, written.month] > most)
            or (is_lenient and happens(rng, LENIENT_SHARE))
        ):
            continue
        facts.append(Fact(written.date(), written.date(), review.stars or (), answered.get(review.review_id)))
    return facts


def _first_reviews(history: History) -> list[Review]:
    return [review for review in history.reviews if review.kind == "first" and review.stars is not None]


def _abnormal_orders(shop: Shop, history: History) -> set[str]:
    kinds = ABNORMAL.get(shop.platform, frozenset())
    return {order.order_id for order in history.orders if order.kind in kinds}


def _indicators(shop: Shop, history: History) -> Mapping[str, tuple[list[Fact], Callable[[float], float], int]]:
    """Return facts, hidden curve from mean to points, and decimals shown, by the item's name on the page."""
    abnormal = _abnormal_orders(shop, history)
    replies = [fact for session in history.sessions for fact in _reply(session)]
    waits = [
        fact for ticket in history.tickets if ticket.order_id not in abnormal for fact in _refund_only_wait(ticket)
    ]
    return {
        "IM3分钟平均回复率": (replies, lambda rate: 3 + 2 * rate**6, 4),
        "仅退款自主完结时长": (waits, lambda hours: 3 + 2 * exp(-hours / 20), 2),
    }


def _reply(session: Session) -> Iterator[Fact]:
    if session.handed_over_at is None or session.started_at.hour not in STAFFED_HOURS:
        return
    in_time = session.replied_at is not None and session.replied_at - session.handed_over_at <= REPLY_LIMIT
    yield Fact(session.started_at.date(), session.handed_over_at.date(), (float(in_time),))


def _refund_only_wait(ticket: Ticket) -> Iterator[Fact]:
    answered_at = ticket.approved_at or ticket.refunded_at or ticket.closed_at or ticket.completed_at
    if ticket.kind != "refund_only" or ticket.completed_at is None or answered_at is None or ticket.arbitrated_at:
        return
    hours = (answered_at - ticket.applied_at) / timedelta(hours=1)
    if hours >= 0:
        completed = ticket.completed_at.date()
        yield Fact(completed, max(completed, answered_at.date()), (hours,))
