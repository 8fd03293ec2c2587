"""Douyin's exports: their names, headers and words, and the row each thing makes at a moment.

What happens belongs in the simulation, how a file spells it in `noise`. A row shows only what had happened by the
moment of the export.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from shopscore.sample.catalogue import OrderKind
from shopscore.sample.descriptions import describe
from shopscore.sample.entities import (
    PAYMENT_LIMIT,
    Appeal,
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
from shopscore.sample.sheets import Kind, Rows, Sheet, columns_of
from shopscore.sample.span import Span
from shopscore.sample.words import GROUNDS, REASONS, REVIEW_KINDS, TICKET_TYPES, last_trace

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


ORDER_COLUMNS = columns_of(
    {
        **dict.fromkeys(("主订单编号", "子订单编号", "商品ID", "商家编码", "达人ID", "收件人手机号"), Kind.ID),
        **dict.fromkeys(
            ("订单提交时间", "支付完成时间", "承诺发货时间", "预约发货时间", "发货时间", "订单完成时间"), Kind.TIME
        ),
        **dict.fromkeys(
            ("商品单价", "订单应付金额", "运费", "优惠总金额", "平台优惠", "商家优惠", "达人优惠", "手续费"), Kind.MONEY
        ),
        "商品数量": Kind.COUNT,
    },
    "主订单编号 子订单编号 选购商品 商品规格 商品数量 商品ID 商家编码 商品单价 订单应付金额 运费 优惠总金额 平台优惠 "
    "商家优惠 达人优惠 商家改价 支付优惠 红包抵扣 支付方式 手续费 收件人 收件人手机号 省 市 区 街道 详细地址 "
    "是否修改过地址 买家留言 订单提交时间 旗帜颜色 商家备注 订单完成时间 支付完成时间 APP渠道 流量来源 订单状态 "
    "承诺发货时间 订单类型 达人ID 达人昵称 售后状态 取消原因 预约发货时间 仓库名称 是否安心购 广告渠道 流量体裁 "
    "发货主体 发货时间 快递信息",
)
PARCEL_COLUMNS = columns_of(
    {
        **dict.fromkeys(("运单号", "主订单编号", "子订单编号", "收件人手机号"), Kind.ID),
        **dict.fromkeys(("发货时间", "揽收时间", "签收时间", "最新物流时间"), Kind.TIME),
    },
    "运单号 快递公司 主订单编号 子订单编号 收件人 收件人手机号 收货地址 发货时间 揽收时间 签收时间 最新物流时间 "
    "最新物流状态 发货方式",
)
REVIEW_COLUMNS = columns_of(
    {**dict.fromkeys(("评价ID", "子订单编号", "商品ID"), Kind.ID), "评价时间": Kind.TIME},
    "评价ID 子订单编号 商品ID 评价类型 评价时间 商品评分 服务评分 物流评分 评价内容 买家昵称 是否精选 商家回复状态",
)
TICKET_COLUMNS = columns_of(
    {
        **dict.fromkeys(
            ("售后单号", "订单号", "商品单号", "商品ID", "商家编码", "退货物流单号", "收件人手机号"), Kind.ID
        ),
        **dict.fromkeys(
            (
                "售后申请时间",
                "同意售后申请时间",
                "退货发货时间",
                "退货签收时间",
                "商家退款时间",
                "售后关闭时间",
                "售后完结时间",
                "自动处理截止时间",
            ),
            Kind.TIME,
        ),
        **dict.fromkeys(
            ("应付金额（元）", "退商品金额（元）", "退运费金额（元）", "退优惠金额（元）", "补偿金额（元）"), Kind.MONEY
        ),
        **dict.fromkeys(("购买数量", "售后数量"), Kind.COUNT),
    },
    "售后单号 订单号 商品单号 商品名称 商品ID 商品规格 商家编码 购买数量 应付金额（元） 订单状态 售后类型 售后数量 "
    "退商品金额（元） 退运费金额（元） 退优惠金额（元） 补偿金额（元） 收件人 收件人手机号 售后状态 售后申请时间 "
    "售后原因 售后原因标签 用户售后说明 同意售后申请时间 退货物流公司 退货物流单号 退货发货时间 退货签收时间 退货地址 "
    "商家退款时间 售后关闭时间 售后完结时间 售后关闭原因 仲裁状态 纠纷责任方 是否极速退款 是否运费险 退款方式 商家备注 "
    "旗帜颜色 自动处理截止时间",
)
COMPLAINT_COLUMNS = columns_of(
    {**dict.fromkeys(("投诉单号", "子订单编号", "投诉人手机号"), Kind.ID), "投诉时间": Kind.TIME},
    "投诉单号 子订单编号 投诉类型 投诉时间 投诉状态 投诉人 投诉人手机号 投诉内容 处理方",
)
CHAT_COLUMNS = columns_of(
    {
        **dict.fromkeys(("会话ID", "买家ID", "达人ID", "客服账号"), Kind.ID),
        **dict.fromkeys(("会话开始时间", "转人工时间", "首次人工回复时间", "会话结束时间"), Kind.TIME),
    },
    "会话ID 买家ID 买家昵称 会话开始时间 转人工时间 首次人工回复时间 会话结束时间 客服账号 达人ID 会话来源",
)
APPEAL_COLUMNS = columns_of(
    {
        **dict.fromkeys(("申诉单号", "评价ID", "联系电话"), Kind.ID),
        **dict.fromkeys(("申诉时间", "结果时间"), Kind.TIME),
    },
    "申诉单号 评价ID 申诉理由 申诉时间 申诉状态 结果时间 申诉人 联系电话",
)


COLUMNS = {
    "orders": ORDER_COLUMNS,
    "parcels": PARCEL_COLUMNS,
    "reviews": REVIEW_COLUMNS,
    "after_sales": TICKET_COLUMNS,
    "complaints": COMPLAINT_COLUMNS,
    "chats": CHAT_COLUMNS,
    "appeals": APPEAL_COLUMNS,
}
ANSWER_LIMIT = timedelta(hours=48)
# Only the first shops have somebody who exports month by month.
MONTHLY_SHOPS = 4
EXPORTED_MONTHLY = ("orders",)
EXPORTED_ONCE = ("complaints", "appeals")


def sheets(shop: Shop, history: History, span: Span, staff: Person) -> Iterator[tuple[Extract, Sheet]]:
    """Make the sheets of one shop, export by export, earlier files first.

    Args:
        shop: whose sheets.
        history: what happened.
        span: the days.
        staff: the made-up person of the shop whom an appeal names.
    """
    orders = {order.order_id: order for order in history.orders}
    parcels: dict[str, list[Parcel]] = defaultdict(list)
    for parcel in history.parcels:
        for order in parcel.orders:
            parcels[order.order_id].append(parcel)
    yield from _sheets(
        "orders", shop, span, history.orders, lambda order, at: _order(order, parcels[order.order_id], at)
    )
    yield from _sheets("parcels", shop, span, history.parcels, _parcel)
    yield from _sheets("reviews", shop, span, history.reviews, _review)
    yield from _sheets("after_sales", shop, span, history.tickets, lambda ticket, at: _ticket(ticket, orders, at))
    yield from _sheets("complaints", shop, span, history.complaints, _complaint)
    yield from _sheets("chats", shop, span, history.sessions, _session)
    yield from _sheets("appeals", shop, span, history.appeals, lambda appeal, at: _appeal(appeal, staff, at))


def _sheets(
    export: str, shop: Shop, span: Span, items: list[Item], rows_of: Callable[[Item, datetime], Rows]
) -> Iterator[tuple[Extract, Sheet]]:
    total_label = "店铺汇总值" if export == "chats" else "总计"
    for extract, held in split(items, span, _rhythm(export, shop)):
        rows = [row for item in held for row in rows_of(item, extract.exported_at)]
        # The console forgets the time of export in the names of chat files that somebody makes by hand.
        is_stamped = export != "chats" or extract.is_latest
        yield extract, Sheet(export, FILE_LABELS[export], COLUMNS[export], rows, total_label, is_stamped)


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
    return _ticket_status(applied[-1], at) if applied else "无售后"


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


def _ticket_status(ticket: Ticket, at: datetime) -> str:
    if seen(ticket.closed_at, at):
        return "售后关闭"
    if seen(ticket.completed_at, at):
        return "退款成功" if ticket.refunded_at else "售后完成"
    if seen(ticket.arbitrated_at, at):
        return "平台处理中"
    if seen(ticket.return_signed_at, at):
        return "待商家收货"
    return "待买家退货" if seen(ticket.approved_at, at) else "待商家处理"


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
            _ticket_status(ticket, at),
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
            ticket.applied_at + ANSWER_LIMIT if _ticket_status(ticket, at) == "待商家处理" else None,
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
