"""Words that the platforms have in common. What only one of them says belongs in that platform's module."""

from datetime import datetime

from shopscore.sample.entities import Ground, Parcel, Reason, ReviewKind, Ticket, TicketKind, seen

TICKET_TYPES: dict[TicketKind, str] = {
    "refund_only": "仅退款",
    "return_refund": "退货退款",
    "exchange": "换货",
    "resend": "补寄",
}
REASONS: dict[Reason, str] = {
    "poor_quality": "质量问题",
    "broken": "商品破损",
    "not_as_described": "与描述不符",
    "counterfeit": "假冒商品",
    "missing_piece": "少件漏发",
    "wrong_item": "发错货",
    "too_slow": "物流太慢",
    "lost": "丢件",
    "not_received": "未收到货",
    "parcel_damaged": "包裹破损",
    "fake_shipping": "虚假发货",
    "unwanted": "不想要了",
    "bought_by_mistake": "拍错了",
    "no_reason": "七天无理由",
    "unheard_of": "与主播约定不一致",
}
REVIEW_KINDS: dict[ReviewKind, str] = {"first": "首评", "follow_up": "追评", "default": "默认评价"}
GROUNDS: dict[Ground, str] = {
    "extortion": "敲诈勒索",
    "competitor": "同行恶意评价",
    "abuse": "辱骂攻击",
    "baseless": "无事实依据",
    "advertising": "广告引流",
    "privacy": "泄露隐私",
    "creator_fault": "达人原因",
}


def last_trace(parcel: Parcel, at: datetime) -> tuple[datetime | None, str | None]:
    """Return the newest trace of a parcel at a moment, its time and its words; neither before the pickup."""
    if signed_at := seen(parcel.signed_at, at):
        return signed_at, "已签收"
    if seen(parcel.arrived_at, at):
        return parcel.arrived_at, f"到达【{parcel.orders[0].buyer.city}】转运中心"
    if picked_up_at := seen(parcel.picked_up_at, at):
        return picked_up_at, f"{parcel.carrier}已揽收"
    return None, None


def ticket_status(ticket: Ticket, at: datetime, closed: str) -> str:
    """Return the state of a ticket at a moment; `closed` is the platform's word for one that came to nothing."""
    if seen(ticket.closed_at, at):
        return closed
    if seen(ticket.completed_at, at):
        return "退款成功" if ticket.refunded_at else "售后完成"
    if seen(ticket.arbitrated_at, at):
        return "平台处理中"
    if seen(ticket.return_signed_at, at):
        return "待商家收货"
    return "待买家退货" if seen(ticket.approved_at, at) else "待商家处理"
