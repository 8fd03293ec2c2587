"""The columns that Douyin's exports have further in 2026, and the exports that are new then."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from shopscore.sample.entities import History, Order, Parcel, Session, Ticket, seen
from shopscore.sample.extracts import Extract, Life, split
from shopscore.sample.profiles import Shop
from shopscore.sample.rules_of_2026.extras import Extras, Misconduct, Request, Talk
from shopscore.sample.sheets import Kind, Sheet, Value, columns_of
from shopscore.sample.span import Span

YES, NO = "是", "否"
REPLY_LIMIT = timedelta(seconds=180)
STAFFED_HOURS = range(8, 23)
DISSATISFIED = 3
# Its tool gives no single sessions: the report by agent and day has to do.
WITHOUT_SESSIONS = 16
WITH_STAFF_DAYS = (WITHOUT_SESSIONS, 18)
FURTHER_COLUMNS = {
    "orders": columns_of({}, "欺诈发货赔付"),
    "parcels": columns_of({"预计送达时间": Kind.TIME}, "预计送达时间 轨迹异常赔付"),
    "after_sales": columns_of({}, "判责原因"),
    "chats": columns_of({"订单编号": Kind.ID}, "订单编号 对话轮次 未回复轮次 回复总时长(秒) 用户评价"),
}
HELP_COLUMNS = columns_of({"求助单号": Kind.ID, "子订单编号": Kind.ID, "求助时间": Kind.TIME},
                          "求助单号 子订单编号 求助时间 求助渠道")  # fmt: skip
VIOLATION_COLUMNS = columns_of({"违规单号": Kind.ID, "违规时间": Kind.TIME}, "违规单号 违规类型 违规时间 状态")
STAFF_COLUMNS = columns_of(
    {"客服账号": Kind.ID}, "客服账号 日期 人工会话量 对话轮次 平均响应时长(秒) 3分钟人工回复率 评价会话数 不满意会话数"
)


def further_cells(extras: Extras, item: Life, at: datetime) -> tuple[Value, ...]:
    """Return what an export of 2026 tells further of one thing at a moment, in the columns of `FURTHER_COLUMNS`."""
    match item:
        case Order():
            is_settled = any(seen(ticket.completed_at, at) for ticket in item.tickets)
            return (YES if is_settled and item.order_id in extras.fraud_compensated else NO,)
        case Parcel():
            due_at = extras.due[item.waybill_no] if seen(item.picked_up_at, at) else None
            is_over = due_at is not None and due_at < at
            return due_at, YES if is_over and item.waybill_no in extras.trace_compensated else NO
        case Ticket():
            return (extras.rulings.get(item.ticket_id) if seen(item.completed_at, at) else None,)
        case Session():
            talk = extras.talks.get(item.session_id) if seen(item.ended_at, at) else None
            if talk is None:
                return item.order_id, None, None, None, None
            return item.order_id, talk.rounds, talk.unanswered, talk.reply_seconds, talk.rating
    return ()


@dataclass
class StaffDay:
    """What the report says of one agent and day."""

    agent: str
    day: date
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def opened_at(self) -> datetime:
        """From when on an export shows it."""
        return datetime.combine(self.day, time(23, 59, 59))

    @property
    def settled_at(self) -> datetime:
        """A report of a day never changes."""
        return self.opened_at


def further_sheets(shop: Shop, history: History, extras: Extras, span: Span) -> Iterator[tuple[Extract, Sheet]]:
    """Make the sheets of the exports that are new in 2026."""
    for extract, requests in split(extras.requests, span, "twice"):
        yield extract, Sheet("help_requests", "求助平台", HELP_COLUMNS, [_request(one) for one in requests])
    for extract, cases in split(extras.misconduct, span, "once"):
        yield extract, Sheet("violations", "违规记录", VIOLATION_COLUMNS, [_misconduct(one) for one in cases])
    if shop.number in WITH_STAFF_DAYS:
        for extract, days in split(_staff_days(shop, history, extras), span, "twice"):
            yield extract, Sheet("chat_staff_days", "飞鸽客服数据", STAFF_COLUMNS, [_staff_day(one) for one in days])


def _request(request: Request) -> tuple[Value, ...]:
    return request.help_id, request.order_id, request.requested_at, request.channel


def _misconduct(case: Misconduct) -> tuple[Value, ...]:
    return case.violation_id, case.kind, case.happened_at, "已撤销" if case.is_withdrawn else "已生效"


def _staff_day(day: StaffDay) -> tuple[Value, ...]:
    counts = day.counts
    return (
        day.agent,
        day.day.isoformat(),
        counts["sessions"],
        counts["rounds"],
        round(counts["seconds"] / counts["rounds"], 1),
        f"{counts['in_time'] / counts['sessions']:.2%}",
        counts["rated"],
        counts["dissatisfied"],
    )


def _staff_days(shop: Shop, history: History, extras: Extras) -> list[StaffDay]:
    """Add the sessions of each agent and day up; what nobody answered stands with the first agent."""
    days: dict[tuple[date, str], StaffDay] = {}
    for session in history.sessions:
        talk = extras.talks.get(session.session_id)
        if talk is None or session.started_at.hour not in STAFFED_HOURS:
            continue
        key = session.started_at.date(), session.agent or shop.agents[0]
        _add(days.setdefault(key, StaffDay(key[1], key[0])).counts, session, talk)
    return [days[key] for key in sorted(days)]


def _add(counts: Counter[str], session: Session, talk: Talk) -> None:
    counts["sessions"] += 1
    counts["rounds"] += talk.rounds
    counts["seconds"] += talk.reply_seconds
    if session.replied_at is not None and session.handed_over_at is not None:
        counts["in_time"] += session.replied_at - session.handed_over_at <= REPLY_LIMIT
    if talk.rating is not None:
        counts["rated"] += 1
        counts["dissatisfied"] += talk.rating <= DISSATISFIED
