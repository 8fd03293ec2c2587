"""Plays the days of one shop, from orders to appeals. Nothing here knows a platform or a file."""

from collections.abc import Sequence
from datetime import timedelta

from shopscore.sample.chats import chat
from shopscore.sample.entities import History, Numbers
from shopscore.sample.help_requests import ask_for_help
from shopscore.sample.opinions import review_of_a_stranger, write_reviews
from shopscore.sample.orders import draw_buyer, orders_wanted, place_basket
from shopscore.sample.people import Person
from shopscore.sample.profiles import Shop
from shopscore.sample.rng import rng_of
from shopscore.sample.shipping import ship_basket
from shopscore.sample.span import Span
from shopscore.sample.tickets import complain, raise_ticket


def simulate(shop: Shop, span: Span, people: Sequence[Person], *, orders_per_day: int, seed: int) -> History:
    """Play all days of a shop, `until` included; lives begun in the span are followed to their end.

    Args:
        shop: who is played.
        span: the days; a shop that opened later begins later.
        people: the buyers there are.
        orders_per_day: average over the shops.
        seed: same seed, same history.
    """
    rng = rng_of(seed, "history", shop.number)
    numbers = Numbers(shop.number)
    history = History()
    day = max(span.first_day, shop.opened_on)
    while day <= span.until:
        wanted = orders_wanted(rng, shop, day, span, orders_per_day)
        before = len(history.orders)
        while len(history.orders) - before < wanted:
            basket = place_basket(rng, shop, day, draw_buyer(rng, shop, people), numbers)
            history.parcels += ship_basket(rng, shop, basket, span, numbers)
            for order in basket:
                history.orders.append(order)
                if (ticket := raise_ticket(rng, shop, order, numbers)) is not None:
                    history.tickets.append(ticket)
                if (complaint := complain(rng, shop, order, numbers)) is not None:
                    history.complaints.append(complaint)
                reviews, appeal = write_reviews(rng, shop, order, numbers)
                history.reviews += reviews
                if appeal is not None:
                    history.appeals.append(appeal)
                history.help_requests += ask_for_help(rng, shop, order, numbers)
        if bought := history.orders[before:]:
            history.sessions += chat(rng, shop, day, bought, numbers)
        day += timedelta(days=1)
    # One shop's export names an order that is in no file: it must wait, not vanish.
    if shop.number == 1 and history.orders:
        history.reviews.append(review_of_a_stranger(history.orders[0], numbers))
    return history
