"""Pinduoduo's exports: their names, headers and words, and the row each thing makes at a moment.

What happens belongs in the simulation, how a file spells it in `noise`. A row shows only what had happened by the
moment of the export. The merchant chooses the columns of the order export, so every shop has others.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from operator import itemgetter
from random import Random

from shopscore.sample.chance import dice, happens
from shopscore.sample.entities import (
    PAYMENT_LIMIT,
    Appeal,
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
from shopscore.sample.profiles import Shop
from shopscore.sample.sheets import Column, Kind, Rows, Sheet, Value, columns_of
from shopscore.sample.span import Span
from shopscore.sample.words import GROUNDS, REASONS, REVIEW_KINDS, TICKET_TYPES, last_trace

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

PAID_HEADERS = ("支付时间", "订单成交时间")
ORDER_COLUMNS = columns_of(
    {
        **dict.fromkeys(("订单号", "商品id", "样式ID", "手机", "用户购买手机号", "身份证号码", "快递单号"), Kind.ID),
        **dict.fromkeys(
            ("支付时间", "订单确认时间", "拼单成功时间", "承诺发货时间", "发货时间", "确认收货时间"), Kind.TIME
        ),
        **dict.fromkeys(
            (
                "商品总价(元)",
                "店铺优惠折扣(元)",
                "平台优惠折扣(元)",
                "邮费(元)",
                "用户实付金额(元)",
                "商家实收金额(元)",
            ),
            Kind.MONEY,
        ),
        "商品数量(件)": Kind.COUNT,
    },
    "商品 订单号 订单状态 商品总价(元) 店铺优惠折扣(元) 平台优惠折扣(元) 邮费(元) 用户实付金额(元) 商家实收金额(元) "
    "商品数量(件) 身份证姓名 身份证号码 收货人 手机 用户购买手机号 省 市 区 街道 支付时间 订单确认时间 拼单成功时间 "
    "承诺发货时间 发货时间 确认收货时间 商品id 商品规格 样式ID 赠品id 赠品ID 是否审核中 快递单号 快递公司 是否预售 "
    "售后状态 买家ID 商家备注 买家留言",
)
NEEDED_FIELDS = frozenset(("订单号", "商品id", "订单状态", "支付时间", "发货时间"))
# Whoever sells before having the goods exports what tells a presale.
PRESALE_FIELDS = frozenset(("承诺发货时间", "是否预售"))
FIELD_SHARE = 0.55
PARCEL_COLUMNS = columns_of(
    {
        **dict.fromkeys(("快递单号", "订单号", "手机"), Kind.ID),
        **dict.fromkeys(("发货时间", "揽收时间", "签收时间", "最新物流时间"), Kind.TIME),
    },
    "快递单号 快递公司 订单号 收货人 手机 收货地址 发货时间 揽收时间 签收时间 最新物流时间 最新物流状态",
)
REVIEW_COLUMNS = columns_of(
    {**dict.fromkeys(("评价ID", "订单号", "商品id", "买家ID"), Kind.ID), "评价时间": Kind.TIME},
    "评价ID 订单号 商品id 买家ID 用户昵称 评价时间 评价类型 描述相符评分 服务态度评分 物流服务评分 评价内容 是否置顶",
)
TICKET_COLUMNS = columns_of(
    {
        **dict.fromkeys(("售后编号", "订单号", "手机"), Kind.ID),
        **dict.fromkeys(("申请时间", "同意时间", "退货签收时间", "退款时间", "完结时间"), Kind.TIME),
        "退款金额（元）": Kind.MONEY,
    },
    "售后编号 订单号 商品名称 退款金额（元） 售后类型 售后状态 售后原因 收货人 手机 申请时间 同意时间 退货签收时间 "
    "退款时间 完结时间 平台介入 发货状态",
)
HELP_COLUMNS = columns_of(
    {**dict.fromkeys(("求助单号", "订单号"), Kind.ID), "求助时间": Kind.TIME},
    "求助单号 订单号 求助时间 求助渠道 问题分类 问题描述 是否常规咨询 是否恶意用户 买家昵称",
)
CHAT_COLUMNS = columns_of(
    {
        **dict.fromkeys(("会话ID", "买家ID", "达人ID", "客服账号"), Kind.ID),
        **dict.fromkeys(("会话开始时间", "转人工时间", "首次人工回复时间", "会话结束时间"), Kind.TIME),
    },
    "会话ID 会话开始时间 转人工时间 首次人工回复时间 会话结束时间 客服账号 买家ID 买家昵称 达人ID",
)
APPEAL_COLUMNS = columns_of(
    {
        **dict.fromkeys(("申诉单号", "评价ID", "联系电话"), Kind.ID),
        **dict.fromkeys(("申诉时间", "结果时间"), Kind.TIME),
    },
    "申诉单号 评价ID 申诉理由 申诉时间 申诉状态 结果时间 申诉人 联系电话",
)


def sheets(shop: Shop, history: History, span: Span, staff: Person) -> Iterator[tuple[Extract, Sheet]]:
    """Make the sheets of one shop, export by export, earlier files first.

    Args:
        shop: whose sheets.
        history: what happened.
        span: the days.
        staff: the made-up person of the shop whom an appeal names.
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
    yield from _sheets("chats", CHAT_COLUMNS, span, history.sessions, _session)
    yield from _sheets("appeals", APPEAL_COLUMNS, span, history.appeals, lambda it, at: _appeal(it, staff, at))


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
    random = dice("fields", chooser)
    needed = NEEDED_FIELDS | PRESALE_FIELDS if shop.profile.presale_share > FIELD_SHARE / 2 else NEEDED_FIELDS
    places = [
        place for place, column in enumerate(ORDER_COLUMNS) if column.header in needed or happens(random, FIELD_SHARE)
    ]
    random.shuffle(places)
    paid_header = PAID_HEADERS[chooser % len(PAID_HEADERS)]
    return places, [_spelled_column(random, ORDER_COLUMNS[place], paid_header) for place in places]


def _spelled_column(random: Random, column: Column, paid_header: str) -> Column:
    """Spell a header as one of the console's versions did: the field of the payment, the kind of brackets."""
    header = paid_header if column.header == "支付时间" else column.header
    if happens(random, 0.5):
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


def _ticket_status(ticket: Ticket, at: datetime) -> str:
    if seen(ticket.closed_at, at):
        return "售后取消"
    if seen(ticket.completed_at, at):
        return "退款成功" if ticket.refunded_at else "售后完成"
    if seen(ticket.arbitrated_at, at):
        return "平台处理中"
    if seen(ticket.return_signed_at, at):
        return "待商家收货"
    return "待买家退货" if seen(ticket.approved_at, at) else "待商家处理"


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
            _ticket_status(ticket, at),
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


def _appeal(appeal: Appeal, staff: Person, at: datetime) -> Rows:
    answered_at = seen(appeal.answered_at, at)
    verdict = "成功" if appeal.upheld else "失败"
    return [
        (
            appeal.appeal_id,
            appeal.review_id,
            GROUNDS[appeal.ground],
            appeal.appealed_at,
            verdict if answered_at else "处理中",
            answered_at,
            staff.name,
            staff.phone,
        )
    ]
