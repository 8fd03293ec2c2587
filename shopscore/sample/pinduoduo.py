"""Pinduoduo's exports: their names, headers and words, and the row each thing makes at a moment.

What happens belongs in the simulation, how it is written in `file_formats`. A row shows only what had happened by the
moment of the export. The merchant chooses the columns of the order export, so every shop has others.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from operator import itemgetter
from random import Random

from shopscore.sample.appeals import APPEAL_COLUMNS, appeal_row
from shopscore.sample.entities import (
    PAYMENT_LIMIT,
    HelpChannel,
    HelpClass,
    HelpRequest,
    History,
    Order,
    Parcel,
    Review,
    Session,
    Ticket,
    seen,
)
from shopscore.sample.extracts import Extract, Item, split
from shopscore.sample.orders import SHIPPING_PROMISE
from shopscore.sample.people import Person
from shopscore.sample.pinduoduo_columns import (
    CHAT_COLUMNS,
    FIELD_SHARE,
    HELP_COLUMNS,
    NEEDED_FIELDS,
    ORDER_COLUMNS,
    PAID_HEADERS,
    PARCEL_COLUMNS,
    PRESALE_FIELDS,
    REVIEW_COLUMNS,
    TICKET_COLUMNS,
)
from shopscore.sample.profiles import Shop
from shopscore.sample.rng import happens, rng_of
from shopscore.sample.sheets import Column, Kind, Rows, Sheet, Value
from shopscore.sample.span import Span
from shopscore.sample.words import REASONS, REVIEW_KINDS, TICKET_TYPES, last_trace, ticket_status

FILE_LABELS = {
    "orders": "orders_export",
    "parcels": "包裹中心",
    "reviews": "评价管理",
    "after_sales": "售后工作台",
    "help_requests": "消费者求助",
    "chats": "客服会话",
    "appeals": "评价申诉",
}
EXPORTED_ONCE = ("appeals",)
# Two small shops whose agent exports their orders for both at once.
AGENT_SHOPS = (50_007, 50_009)
EXPORTED_TOGETHER = frozenset((number, "orders") for number in AGENT_SHOPS)

CHANNELS: dict[HelpChannel, str] = {
    "shop_chat": "商家聊天",
    "after_sale": "售后",
    "platform_after_sale": "平台介入售后",
    "platform_online": "平台在线客服",
    "platform_hotline": "平台热线",
    "complaint": "投诉",
}
CLASSES: dict[HelpClass, str] = {
    "shipping": "发货",
    "logistics": "物流",
    "product": "商品",
    "basic_service": "基础服务",
}
# An order whose group buy began the day before keeps the number of that day.
GROUP_BUY_ONE_IN = 40
# of a ticket that came to nothing
CLOSED = "售后取消"


def sheets(
    shop: Shop, history: History, span: Span, staff: Person, ratings: Mapping[str, int] | None = None
) -> Iterator[tuple[Extract, Sheet]]:
    """Make the sheets of one shop, export by export, earlier files first.

    Args:
        shop: whose sheets.
        history: what happened.
        span: the days.
        staff: the made-up person of the shop whom an appeal names.
        ratings: of sessions, where the export tells them.
    """
    orders = {order.order_id: order for order in history.orders}
    numbers = {order.order_id: _order_number(order) for order in history.orders}
    waybills = {order.order_id: parcel for parcel in reversed(history.parcels) for order in parcel.orders}
    places, columns = _chosen_fields(shop)
    chosen = itemgetter(*places)

    def order_row(order: Order, at: datetime) -> Rows:
        return [chosen(_order(order, numbers[order.order_id], waybills.get(order.order_id), at))]

    yield from _sheets("orders", columns, span, history.orders, order_row)
    yield from _sheets("parcels", PARCEL_COLUMNS, span, history.parcels, lambda it, at: _parcel(it, numbers, at))
    yield from _sheets("reviews", REVIEW_COLUMNS, span, history.reviews, lambda it, _: _review(it, numbers))
    yield from _sheets(
        "after_sales", TICKET_COLUMNS, span, history.tickets, lambda it, at: _ticket(it, orders, numbers, at)
    )
    yield from _sheets("help_requests", HELP_COLUMNS, span, history.help_requests, lambda it, _: _help(it, numbers))
    if ratings is None:
        yield from _sheets("chats", CHAT_COLUMNS, span, history.sessions, _session)
    else:
        yield from _sheets(
            "chats",
            (*CHAT_COLUMNS, Column("用户评价")),
            span,
            history.sessions,
            lambda it, at: [
                (*row, ratings.get(it.session_id) if seen(it.ended_at, at) else None) for row in _session(it, at)
            ],
        )
    yield from _sheets("appeals", APPEAL_COLUMNS, span, history.appeals, lambda it, at: appeal_row(it, staff, at))


def bulk_sheet(parts: Sequence[tuple[Shop, Sheet]]) -> Sheet:
    """Put the sheets of several shops, all with the same columns, under one another, the shop's id before each row."""
    first = parts[0][1]
    columns = (Column("店铺ID", Kind.ID), *first.columns)
    return replace(first, columns=columns, rows=[(shop.shop_id, *row) for shop, sheet in parts for row in sheet.rows])


def _sheets(
    export: str,
    columns: Sequence[Column],
    span: Span,
    items: list[Item],
    rows_of: Callable[[Item, datetime], Rows],
) -> Iterator[tuple[Extract, Sheet]]:
    for extract, held in split(items, span, "once" if export in EXPORTED_ONCE else "twice"):
        rows = [row for item in held for row in rows_of(item, extract.exported_at)]
        yield extract, Sheet(export, FILE_LABELS[export], tuple(columns), rows)


def _chosen_fields(shop: Shop) -> tuple[list[int], list[Column]]:
    """Choose the fields of a shop's order export and their order; return their places and columns."""
    chooser = AGENT_SHOPS[0] if shop.number in AGENT_SHOPS else shop.number
    rng = rng_of("fields", chooser)
    needed = NEEDED_FIELDS | PRESALE_FIELDS if shop.profile.presale_share > FIELD_SHARE / 2 else NEEDED_FIELDS
    places = [
        place for place, column in enumerate(ORDER_COLUMNS) if column.header in needed or happens(rng, FIELD_SHARE)
    ]
    rng.shuffle(places)
    paid_header = PAID_HEADERS[chooser % len(PAID_HEADERS)]
    return places, [_formatted_column(rng, ORDER_COLUMNS[place], paid_header) for place in places]


def _formatted_column(rng: Random, column: Column, paid_header: str) -> Column:
    """Write a header as one of the console's versions does: the field of the payment, the kind of brackets."""
    header = paid_header if column.header == "支付时间" else column.header
    if happens(rng, 0.5):
        header = header.replace("(", "（").replace(")", "）")
    return Column(header, column.kind)


def _order_number(order: Order) -> str:
    """Number an order as the platform does: the day of the order or of its group buy, and 15 digits."""
    number = int(order.order_id[-6:])
    day = order.submitted_at - timedelta(days=number % GROUP_BUY_ONE_IN == 0)
    return f"{day:%y%m%d}-{order.order_id[2:7]}{order.order_id[-10:]}"


def _order_status(order: Order, at: datetime) -> str:
    if seen(order.paid_at, at) is None:
        return "待支付" if at < order.submitted_at + PAYMENT_LIMIT else "已取消"
    is_shipped = seen(order.shipped_at, at) is not None
    if any(seen(ticket.refunded_at, at) for ticket in order.tickets):
        return "已发货，退款成功" if is_shipped else "未发货，退款成功"
    if seen(order.completed_at, at):
        return "已收货"
    return "已发货，待收货" if is_shipped else "待发货"


def _after_sale_status(order: Order, at: datetime) -> str:
    applied = [ticket for ticket in order.tickets if ticket.applied_at <= at]
    if not applied or seen(applied[-1].closed_at, at):
        return "无售后或售后取消"
    return "退款成功" if seen(applied[-1].refunded_at, at) else "售后处理中"


def _promised_ship_at(order: Order) -> datetime | None:
    """Return the platform's promise: 48 hours, for presales after the day on which the goods are there."""
    if order.scheduled_ship_at is not None:
        return order.scheduled_ship_at + SHIPPING_PROMISE
    return order.promised_ship_at


def _order(order: Order, number: str, parcel: Parcel | None, at: datetime) -> tuple[Value, ...]:
    buyer, product = order.buyer, order.product
    paid_at, shipped_at = seen(order.paid_at, at), seen(order.shipped_at, at)
    sent = parcel if shipped_at else None
    is_gift = int(order.order_id[-2:]) == 0
    return (
        product.article.name,
        number,
        _order_status(order, at),
        round(product.article.price * order.quantity, 2),
        order.discount,
        0.0,
        0.0,
        order.payable,
        order.payable,
        order.quantity,
        buyer.name,
        buyer.id_number,
        buyer.name,
        buyer.phone,
        buyer.phone,
        buyer.province,
        buyer.city,
        buyer.district,
        buyer.street,
        paid_at,
        paid_at,
        paid_at,
        _promised_ship_at(order) if paid_at else None,
        shipped_at,
        seen(order.completed_at, at),
        product.product_id,
        "默认款",
        f"66{product.product_id[-9:]}",
        f"G{product.product_id[-6:]}" if is_gift else None,
        None,
        "否",
        sent.waybill_no if sent else None,
        sent.carrier if sent else None,
        "是" if order.kind == "presale" else "否",
        _after_sale_status(order, at),
        buyer.buyer_id,
        None,
        "请尽快发货" if is_gift else None,
    )


def _parcel(parcel: Parcel, numbers: Mapping[str, str], at: datetime) -> Rows:
    buyer = parcel.orders[0].buyer
    return [
        (
            parcel.waybill_no,
            parcel.carrier,
            numbers[order.order_id],
            buyer.name,
            buyer.phone,
            f"{buyer.province}{buyer.city}{buyer.district}{buyer.street}{buyer.address}",
            parcel.shipped_at,
            seen(parcel.picked_up_at, at),
            seen(parcel.signed_at, at),
            *last_trace(parcel, at),
        )
        for order in parcel.orders
    ]


def _review(review: Review, numbers: Mapping[str, str]) -> Rows:
    return [
        (
            review.review_id,
            numbers[review.order_id],
            review.product_id,
            review.buyer.buyer_id,
            review.buyer.nickname,
            review.reviewed_at,
            REVIEW_KINDS[review.kind],
            *(review.stars or (None, None, None)),
            review.content,
            "否",
        )
    ]


def _ticket(ticket: Ticket, orders: Mapping[str, Order], numbers: Mapping[str, str], at: datetime) -> Rows:
    order = orders[ticket.order_id]
    refunded_at = seen(ticket.refunded_at, at)
    return [
        (
            ticket.ticket_id,
            numbers[ticket.order_id],
            order.product.article.name,
            ticket.amount if refunded_at else 0.0,
            TICKET_TYPES[ticket.kind],
            ticket_status(ticket, at, CLOSED),
            REASONS[ticket.reason],
            order.buyer.name,
            order.buyer.phone,
            ticket.applied_at,
            seen(ticket.approved_at, at),
            seen(ticket.return_signed_at, at),
            refunded_at,
            seen(ticket.completed_at, at),
            "是" if seen(ticket.arbitrated_at, at) else "否",
            "已发货" if seen(order.shipped_at, at) else "未发货",
        )
    ]


def _help(request: HelpRequest, numbers: Mapping[str, str]) -> Rows:
    return [
        (
            request.help_id,
            numbers[request.order_id],
            request.requested_at,
            CHANNELS[request.channel],
            "|".join(CLASSES[one] for one in request.classes),
            request.text,
            "是" if request.is_routine else "否",
            "是" if request.is_malicious else "否",
            request.buyer.nickname,
        )
    ]


def _session(session: Session, at: datetime) -> Rows:
    replied_at = seen(session.replied_at, at)
    return [
        (
            session.session_id,
            session.started_at,
            seen(session.handed_over_at, at),
            replied_at,
            seen(session.ended_at, at),
            session.agent if replied_at else None,
            session.buyer.buyer_id,
            session.buyer.nickname,
            None,
        )
    ]
