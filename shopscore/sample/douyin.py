"""Douyin's exports: their names, headers and words, and the row each thing makes at a moment.

What happens belongs in the simulation, how it is written in `file_formats`. A row shows only what had happened by the
moment of the export.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from shopscore.sample.appeals import appeal_row
from shopscore.sample.catalogue import OrderKind
from shopscore.sample.descriptions import describe
from shopscore.sample.douyin_columns import COLUMNS
from shopscore.sample.entities import (
    PAYMENT_LIMIT,
    Complaint,
    ComplaintKind,
    History,
    Order,
    Parcel,
    Party,
    Review,
    Session,
    Ticket,
    seen,
)
from shopscore.sample.extracts import Extract, Item, Rhythm, split
from shopscore.sample.people import Person
from shopscore.sample.profiles import Shop
from shopscore.sample.rules_of_2026.exports import FURTHER_COLUMNS, WITHOUT_SESSIONS, further_cells, further_sheets
from shopscore.sample.rules_of_2026.extras import Extras
from shopscore.sample.sheets import Rows, Sheet
from shopscore.sample.span import Span
from shopscore.sample.words import REASONS, REVIEW_KINDS, TICKET_TYPES, last_trace, ticket_status

FILE_LABELS = {
    "orders": "订单导出",
    "parcels": "包裹明细",
    "reviews": "评价列表",
    "after_sales": "售后单导出",
    "complaints": "投诉单",
    "chats": "客服会话",
    "appeals": "评价申诉",
}

ORDER_TYPES: dict[OrderKind, str] = {
    "ordinary": "普通订单",
    "presale": "预售订单",
    "lucky_bag": "福袋订单",
    "gift": "赠品订单",
    "risk": "风控订单",
    "virtual": "虚拟订单",
    "coupon": "电子券订单",
    "unheard_of": "预约到店订单",
}
PARTIES: dict[Party, str] = {
    "merchant": "商家",
    "buyer": "买家",
    "both": "双方",
    "platform": "平台",
    "creator": "达人",
}
COMPLAINT_TYPES: dict[ComplaintKind, str] = {
    "shop": "店铺问题",
    "logistics": "物流问题",
    "creator": "达人问题",
    "platform": "平台问题",
}
COMPLAINT_TEXTS: dict[ComplaintKind, str] = {
    "shop": "商家不处理,一直拖",
    "logistics": "快递不送上门",
    "creator": "主播说有赠品,没有",
    "platform": "优惠没有到账",
}
TRAFFIC = ("短视频", "直播", "商品卡", "橱窗")
PAYMENT_WAYS = ("支付宝", "微信", "银行卡", "抖音月付")
APP_CHANNELS = ("抖音", "抖音极速版", "抖音火山版")
# of a ticket that came to nothing
CLOSED = "售后关闭"
ANSWER_LIMIT = timedelta(hours=48)
# Only the first shops export month by month.
MONTHLY_SHOPS = 4
EXPORTED_MONTHLY = ("orders",)
EXPORTED_ONCE = ("complaints", "appeals")


def sheets(
    shop: Shop, history: History, span: Span, staff: Person, extras: Extras | None = None
) -> Iterator[tuple[Extract, Sheet]]:
    """Make the sheets of one shop, export by export, earlier files first.

    Args:
        shop: whose sheets.
        history: what happened.
        span: the days.
        staff: the made-up person of the shop whom an appeal names.
        extras: what exports of 2026 tell further; None: of earlier days.
    """
    orders = {order.order_id: order for order in history.orders}
    parcels: dict[str, list[Parcel]] = defaultdict(list)
    for parcel in history.parcels:
        for order in parcel.orders:
            parcels[order.order_id].append(parcel)
    yield from _sheets(
        "orders",
        shop,
        span,
        history.orders,
        lambda order, at: _order(order, parcels[order.order_id], at),
        extras=extras,
    )
    yield from _sheets("parcels", shop, span, history.parcels, _parcel, extras=extras)
    yield from _sheets("reviews", shop, span, history.reviews, _review)
    yield from _sheets(
        "after_sales", shop, span, history.tickets, lambda ticket, at: _ticket(ticket, orders, at), extras=extras
    )
    yield from _sheets("complaints", shop, span, history.complaints, _complaint)
    if extras is None or shop.number != WITHOUT_SESSIONS:
        yield from _sheets("chats", shop, span, history.sessions, _session, extras=extras)
    yield from _sheets("appeals", shop, span, history.appeals, lambda appeal, at: appeal_row(appeal, staff, at))
    if extras is not None:
        yield from further_sheets(shop, history, extras, span)


def _sheets(
    export: str,
    shop: Shop,
    span: Span,
    items: list[Item],
    rows_of: Callable[[Item, datetime], Rows],
    *,
    extras: Extras | None = None,
) -> Iterator[tuple[Extract, Sheet]]:
    columns = COLUMNS[export] + (() if extras is None else FURTHER_COLUMNS[export])
    total_label = "店铺汇总值" if export == "chats" else "总计"
    for extract, held in split(items, span, _rhythm(export, shop)):
        at = extract.exported_at
        if extras is None:
            rows = [row for item in held for row in rows_of(item, at)]
        else:
            rows = [row + further_cells(extras, item, at) for item in held for row in rows_of(item, at)]
        # The console forgets the time of export in the names of chat files that are made by hand.
        is_stamped = export != "chats" or extract.is_latest
        yield extract, Sheet(export, FILE_LABELS[export], columns, rows, total_label, is_stamped)


def _rhythm(export: str, shop: Shop) -> Rhythm:
    if export in EXPORTED_ONCE:
        return "once"
    return "monthly" if export in EXPORTED_MONTHLY and shop.number <= MONTHLY_SHOPS else "twice"


def _order_status(order: Order, at: datetime) -> str:
    if seen(order.paid_at, at) is None:
        return "待支付" if at < order.submitted_at + PAYMENT_LIMIT else "已关闭"
    if any(seen(ticket.refunded_at, at) for ticket in order.tickets):
        return "已关闭"
    if seen(order.completed_at, at):
        return "已完成"
    return "已发货" if seen(order.shipped_at, at) else "待发货"


def _after_sale_status(order: Order, at: datetime) -> str:
    applied = [ticket for ticket in order.tickets if ticket.applied_at <= at]
    return ticket_status(applied[-1], at, CLOSED) if applied else "无售后"


def _parcels_named(order: Order, parcels: list[Parcel], at: datetime) -> str | None:
    sent = [parcel for parcel in parcels if parcel.shipped_at <= at]
    goods = f"{order.product.product_id},{order.quantity}"
    return ";".join(f"{parcel.waybill_no}-{parcel.carrier},{goods}" for parcel in sent) or None


def _order(order: Order, parcels: list[Parcel], at: datetime) -> Rows:
    buyer, product, creator = order.buyer, order.product, order.creator
    status = _order_status(order, at)
    number = int(order.order_id[-4:])
    paid_at = seen(order.paid_at, at)
    return [
        (
            order.parent_id,
            order.order_id,
            product.article.name,
            "均码",
            order.quantity,
            product.product_id,
            f"SP{product.product_id[-4:]}",
            product.article.price,
            order.payable,
            0.0,
            order.discount,
            0.0,
            order.discount,
            0.0,
            "0.00",
            "0.00",
            "0.00",
            PAYMENT_WAYS[number % len(PAYMENT_WAYS)] if paid_at else None,
            0.0,
            buyer.name,
            buyer.phone,
            buyer.province,
            buyer.city,
            buyer.district,
            buyer.street,
            buyer.address,
            "否",
            "请尽快发货" if number % 40 == 1 else None,
            order.submitted_at,
            "灰",
            None,
            seen(order.completed_at, at),
            paid_at,
            APP_CHANNELS[number % len(APP_CHANNELS)],
            "达人带货" if creator else "自营",
            status,
            order.promised_ship_at if paid_at else None,
            ORDER_TYPES[order.kind],
            creator.creator_id if creator else None,
            creator.name if creator else None,
            _after_sale_status(order, at),
            "超时未支付" if status == "已关闭" and paid_at is None else None,
            order.scheduled_ship_at if paid_at else None,
            "默认仓",
            "是",
            "非广告",
            TRAFFIC[number % len(TRAFFIC)],
            "商家",
            seen(order.shipped_at, at),
            _parcels_named(order, parcels, at),
        )
    ]


def _parcel(parcel: Parcel, at: datetime) -> Rows:
    picked_up_at, signed_at = seen(parcel.picked_up_at, at), seen(parcel.signed_at, at)
    buyer = parcel.orders[0].buyer
    return [
        (
            parcel.waybill_no,
            parcel.carrier,
            order.parent_id,
            order.order_id,
            buyer.name,
            buyer.phone,
            f"{buyer.province}{buyer.city}{buyer.district}{buyer.street}{buyer.address}",
            parcel.shipped_at,
            picked_up_at,
            signed_at,
            *last_trace(parcel, at),
            "自行联系快递",
        )
        for order in parcel.orders
    ]


def _review(review: Review, _at: datetime) -> Rows:
    return [
        (
            review.review_id,
            review.order_id,
            review.product_id,
            REVIEW_KINDS[review.kind],
            review.reviewed_at,
            *(review.stars or (None, None, None)),
            review.content,
            review.buyer.nickname,
            "否",
            "未回复",
        )
    ]


def _ticket(ticket: Ticket, orders: Mapping[str, Order], at: datetime) -> Rows:
    order = orders[ticket.order_id]
    refunded_at, closed_at = seen(ticket.refunded_at, at), seen(ticket.closed_at, at)
    completed_at, returned_at = seen(ticket.completed_at, at), seen(ticket.return_signed_at, at)
    sent_back_at = seen(ticket.sent_back_at, at)
    arbitration = None
    if seen(ticket.arbitrated_at, at):
        arbitration = "仲裁完成" if completed_at else "仲裁中"
    return [
        (
            ticket.ticket_id,
            ticket.parent_id,
            ticket.order_id,
            order.product.article.name,
            order.product.product_id,
            "均码",
            f"SP{order.product.product_id[-4:]}",
            order.quantity,
            ticket.amount,
            _order_status(order, at),
            TICKET_TYPES[ticket.kind],
            order.quantity,
            ticket.amount if refunded_at else 0.0,
            0.0,
            0.0,
            0.0,
            order.buyer.name,
            order.buyer.phone,
            ticket_status(ticket, at, CLOSED),
            ticket.applied_at,
            REASONS[ticket.reason],
            None,
            describe(ticket),
            seen(ticket.approved_at, at),
            "飞鸽速递" if sent_back_at else None,
            f"99{ticket.ticket_id[-11:]}" if sent_back_at else None,
            sent_back_at,
            returned_at,
            f"{order.buyer.district}{order.buyer.address}" if sent_back_at else None,
            refunded_at,
            closed_at,
            completed_at,
            "买家撤销或超时" if closed_at else None,
            arbitration or "无",
            PARTIES[ticket.liable] if ticket.liable and completed_at else None,
            "否",
            "是",
            "原路退回",
            None,
            "灰",
            ticket.applied_at + ANSWER_LIMIT if ticket_status(ticket, at, CLOSED) == "待商家处理" else None,
        )
    ]


def _complaint(complaint: Complaint, at: datetime) -> Rows:
    status = "已完结" if seen(complaint.answered_at, at) else "处理中"
    if seen(complaint.withdrawn_at, at):
        status = "已撤销"
    return [
        (
            complaint.complaint_id,
            complaint.order_id,
            COMPLAINT_TYPES[complaint.kind],
            complaint.complained_at,
            status,
            complaint.buyer.name,
            complaint.buyer.phone,
            COMPLAINT_TEXTS[complaint.kind],
            "商家",
        )
    ]


def _session(session: Session, at: datetime) -> Rows:
    replied_at = seen(session.replied_at, at)
    return [
        (
            session.session_id,
            session.buyer.buyer_id,
            session.buyer.nickname,
            session.started_at,
            seen(session.handed_over_at, at),
            replied_at,
            seen(session.ended_at, at),
            session.agent if replied_at else None,
            session.creator.creator_id if session.creator else None,
            "商品详情页",
        )
    ]
