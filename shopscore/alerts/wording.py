"""Says events in Chinese and English, the way somebody reads them who was woken at noon.

What, which shop, since when, what to do. How long a channel lets a message be is told by `delivery.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from shopscore.alerts.config import Language
from shopscore.alerts.events import ClosedBy, Event, Kind, RefusedFile, ScoreAtLimit
from shopscore.freshness import LateExport
from shopscore.vocabulary import UnknownWord, WithheldShop, say_unknown_word, say_withheld

BULLET = "• "
SHOPS_NAMED = 3
TEXT_LIMIT = 300

HEADINGS: dict[Kind, dict[Language, str]] = {
    "refresh_failed": {"zh": "刷新失败", "en": "The refresh failed"},
    "gate_closed": {"zh": "质检未通过，未发布", "en": "The quality gate is closed: nothing was published"},
    "file_refused": {"zh": "文件被拒收", "en": "Files were refused"},
    "shop_withheld": {"zh": "部分店铺的指标暂不提供", "en": "Indicators of shops are withheld"},
    "words_unknown": {"zh": "出现未知用词", "en": "Words that no list knows"},
    "score_below": {"zh": "低于分数线", "en": "Below a threshold"},
    "score_near": {"zh": "接近分数线", "en": "Near a threshold"},
    "export_late": {"zh": "数据未按时到达", "en": "Exports are late"},
}

REMEDIES: dict[Kind, dict[Language, str]] = {
    "refresh_failed": {
        "zh": "处理：运行 shopscore status 查看原因，修复后运行 shopscore refresh。此前发布的数据仍可使用。",
        "en": "To do: see the reason with shopscore status, mend it, run shopscore refresh. "
        "The last publication stays in place.",
    },
    "gate_closed": {
        "zh": "处理：运行 shopscore status 查看涉及的行，更正导出文件后运行 shopscore refresh。"
        "此前发布的数据仍可使用。",
        "en": "To do: see the rows with shopscore status, correct the export, run shopscore refresh. "
        "The last publication stays in place.",
    },
    "file_refused": {
        "zh": "处理：按原因更正文件，重新放入 landing 目录后运行 shopscore refresh。其余文件已入库。",
        "en": "To do: correct the file as the reason says, put it into landing again, run shopscore refresh. "
        "All other files have landed.",
    },
    "shop_withheld": {
        "zh": "处理：按原因归类用词或重新导出，再运行 shopscore refresh。其余店铺已照常发布。",
        "en": "To do: give the words their meaning or export again, then shopscore refresh. "
        "All other shops are published.",
    },
    "words_unknown": {
        "zh": "处理：运行 shopscore words --write，填写含义后运行 shopscore refresh。",
        "en": "To do: shopscore words --write, fill in their meaning, then shopscore refresh.",
    },
    "score_below": {
        "zh": "处理：运行 shopscore explain 店铺ID，查看拖分指标和对应订单。",
        "en": "To do: shopscore explain SHOP_ID shows which indicator costs the points, and the orders behind it.",
    },
    "score_near": {
        "zh": "处理：趁还未跌破，运行 shopscore explain 店铺ID，先处理拖分最多的指标。",
        "en": "To do, while there is time: shopscore explain SHOP_ID shows which indicator to treat first.",
    },
    "export_late": {
        "zh": "处理：在商家后台重新导出并放入 landing 目录；此前的得分按已到数据计算，补齐后会自动更正。",
        "en": "To do: export again and put the file into landing. Scores rest on what is there, and are corrected "
        "once the file has come.",
    },
}

EXPORTS_ZH = {
    "orders": "订单",
    "parcels": "包裹",
    "reviews": "评价",
    "after_sales": "售后单",
    "complaints": "投诉单",
    "chats": "客服会话",
    "chat_staff_days": "客服日报",
    "appeals": "申诉",
    "help_requests": "消费者求助",
    "score_pages": "平台分数页",
}
PLATFORMS: dict[str, dict[Language, str]] = {
    "douyin": {"zh": "抖音", "en": "Douyin"},
    "pinduoduo": {"zh": "拼多多", "en": "Pinduoduo"},
}
ALL_SHOPS: dict[Language, str] = {"zh": "批量文件", "en": "bulk files of all shops"}


@dataclass(frozen=True)
class Notice:
    """What one channel gets for one refresh: a line and a text."""

    title: str
    body: str


def compose(events: Sequence[Event], as_of: date, language: Language, max_bytes: int) -> Notice:
    """Say all events in one message.

    What does not fit is counted, not said: a channel that cuts by itself cuts in the middle of a word, or refuses.

    Args:
        events: most urgent first; not empty.
        as_of: assessment date of the refresh.
        language: of the texts.
        max_bytes: of title and body together, in UTF-8.
    """
    blocks = [(kind, _lines(list(group), language)) for kind, group in groupby(events, key=lambda event: event.kind)]
    count = sum(len(lines) for _, lines in blocks)
    title = _title(count, as_of, language)
    room = max_bytes - len(title.encode()) - 2
    said: list[str] = []
    left = count
    for kind, lines in blocks:
        heading, remedy = HEADINGS[kind][language], REMEDIES[kind][language]
        fitting = _fitting(lines, room - _size([*said, heading, remedy, "", _rest(count, language)]))
        if fitting:
            said += [heading, *fitting, remedy, ""]
            left -= len(fitting)
        if len(fitting) < len(lines):
            break
    if left:
        said.append(_rest(left, language))
    return Notice(title, "\n".join(said).strip())


def compose_test(language: Language) -> Notice:
    """Say that this is a test."""
    if language == "zh":
        return Notice("shopscore 测试消息", "收到本条消息，说明该通道可用。无需处理。")
    return Notice("shopscore test message", "This channel works. There is nothing to do.")


def _title(count: int, as_of: date, language: Language) -> str:
    if language == "zh":
        return f"shopscore {as_of}：{count} 项需要处理"
    return f"shopscore {as_of}: {count} {'thing needs' if count == 1 else 'things need'} attention"


def _rest(count: int, language: Language) -> str:
    return (
        f"另有 {count} 项：shopscore status、shopscore scoreboard"
        if language == "zh"
        else (f"and {count} more: shopscore status, shopscore scoreboard")
    )


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def _fitting(lines: Sequence[str], room: int) -> list[str]:
    fitting: list[str] = []
    for line in lines:
        if _size([*fitting, line]) > room:
            break
        fitting.append(line)
    return fitting


def _lines(events: Sequence[Event], language: Language) -> list[str]:
    """Return the lines of one kind; shops that are late alike share a line, and so do their exports."""
    lates = [event.about for event in events if isinstance(event.about, LateExport)]
    if lates:
        return [BULLET + _say_late(alike, language) for alike in _alike(lates)]
    return [BULLET + line for event in events for line in _say(event, language)]


def _alike(lates: Sequence[LateExport]) -> list[list[LateExport]]:
    """Group late exports: of one platform, one limit and one newest day, with the same shops."""
    shops: dict[tuple[str, int, date, str], list[LateExport]] = {}
    for late in lates:
        key = (late.platform, late.late_after_days, late.newest_at.date(), late.export)
        shops.setdefault(key, []).append(late)
    groups: dict[tuple[str, int, date, tuple[str, ...]], list[LateExport]] = {}
    for (platform, days, day, _), of_export in shops.items():
        who = tuple(sorted(late.shop_id for late in of_export))
        groups.setdefault((platform, days, day, who), []).extend(of_export)
    return list(groups.values())


def _say(event: Event, language: Language) -> list[str]:
    about, since = event.about, _since(event.since, language)
    if isinstance(about, ScoreAtLimit):
        return [_say_score(about, since, language)]
    if isinstance(about, RefusedFile):
        reason = about.reason_zh if language == "zh" and about.reason_zh else about.reason
        return [f"{about.name}{'：' if language == 'zh' else ': '}{_shorten(reason)}"]
    if isinstance(about, LateExport):
        return [_say_late([about], language)]
    if isinstance(about, WithheldShop):
        return [say_withheld(about).in_language(language)]
    if isinstance(about, UnknownWord):
        return [say_unknown_word(about).in_language(language)]
    if isinstance(about, str):
        reasons = [_shorten(about) or ("原因不明" if language == "zh" else "no reason given")]
    else:
        reasons = [_say_check(check, language) for check in about]
    return [f"{reason}（{since}）" if language == "zh" else f"{reason} ({since})" for reason in reasons]


def _say_check(check: ClosedBy, language: Language) -> str:
    if check.failing_rows is None:
        found = "检查未能运行" if language == "zh" else "it could not run"
    else:
        found = f"{check.failing_rows} 行" if language == "zh" else f"{check.failing_rows} rows"
    return f"{check.name}{f': {_shorten(check.text)}' if check.text else ''}{'，' if language == 'zh' else ', '}{found}"


def _say_score(one: ScoreAtLimit, since: str, language: Language) -> str:
    # Adding zero turns a fall of nothing, -0.00, into +0.00.
    change = "" if one.change_7d is None else f"{round(one.change_7d, 2) + 0.0:+.2f}"
    # 4.4961 below 4.50 would otherwise read as 4.50 below 4.50.
    digits = 4 if one.is_below and round(one.score, 2) >= one.limit else 2
    falls = one.falls_in_days
    if language == "zh":
        subject = f"{one.subject_name}（{one.subject_id}）" if one.subject_name else one.subject_id
        trend = f"，7 天 {change}" if change else ""
        ahead = f"，若无新增 {falls} 天后跌破" if falls is not None else ""
        return (
            f"{subject} {one.system_zh} {one.score:.{digits}f}{trend}，{one.threshold_zh} {one.limit:.2f}{ahead}；"
            f"{since}；{one.consequence_zh}"
        )
    subject = f"{one.subject_name} ({one.subject_id})" if one.subject_name else one.subject_id
    trend = f", {change} in 7 days" if change else ""
    days = f"{falls} day{'' if falls == 1 else 's'}"
    ahead = f", below it in {days} when nothing new happens" if falls is not None else ""
    return (
        f"{subject}: {one.system_en} {one.score:.{digits}f}{trend}, {one.threshold_en} {one.limit:.2f}{ahead}; "
        f"{since}; {one.consequence_en}"
    )


def _say_late(lates: Sequence[LateExport], language: Language) -> str:
    newest = max(late.newest_at for late in lates)
    names = [ALL_SHOPS[language] if shop == "_all" else shop for shop in sorted({late.shop_id for late in lates})]
    exports = sorted({late.export for late in lates})
    platform = PLATFORMS.get(lates[0].platform, {}).get(language, lates[0].platform)
    days, since = lates[0].late_after_days, _since(lates[0].late_since, language)
    if language == "zh":
        what = "、".join(f"{EXPORTS_ZH.get(export, '')} {export}".strip() for export in exports)
        shops = "、".join(names[:SHOPS_NAMED]) + (f" 等 {len(names)} 家" if len(names) > SHOPS_NAMED else "")
        return f"{platform} {what}：店铺 {shops}；最近一份导出于 {newest:%Y-%m-%d %H:%M}，允许 {days} 天；{since}"
    what = ", ".join(exports)
    others = f" and {len(names) - SHOPS_NAMED} more" if len(names) > SHOPS_NAMED else ""
    return (
        f"{platform} {what}: shop {', '.join(names[:SHOPS_NAMED])}{others}; newest export of "
        f"{newest:%Y-%m-%d %H:%M}, {days} {'day' if days == 1 else 'days'} allowed; {since}"
    )


def _since(moment: datetime | date, language: Language) -> str:
    text = f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}"
    return f"自 {text}" if language == "zh" else f"since {text}"


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TEXT_LIMIT else f"{line[:TEXT_LIMIT]}…"
