"""Where one of two exports is enough, both are named when neither came, and the nearer one when one of them stopped."""

from datetime import date, datetime

from shopscore.console.wording import missing
from shopscore.doctor.scores import Gap, Lack, Need, find_gaps
from shopscore.language import use_language

BOTH = "chats|chat_staff_days"
NEEDS = [
    Need("chats", None, BOTH),
    Need("chat_staff_days", None, BOTH),
    Need("chat_staff_days", "sessions", BOTH),
    Need("orders", None),
]
D = date(2021, 11, 15)
LACK = Lack("douyin", "S1", "im_reply_3min_rate", "Reply", ["Experience"])
ALLOWED = {("douyin", "chats"): 3, ("douyin", "chat_staff_days"): 3, ("douyin", "orders"): 1}
NEW, OLD = datetime(2021, 11, 14, 9), datetime(2021, 11, 1, 9)


def gaps(**newest: datetime) -> list[Gap]:
    return find_gaps(LACK, NEEDS, {("douyin", "S1", export): at for export, at in newest.items()}, ALLOWED, D)


def test_both_exports_are_named_in_the_language_of_the_reader() -> None:
    assert missing("no_export", BOTH, None) == "no chats or staff days file ever arrived: add one and refresh"
    use_language("zh")
    said = missing("no_export", BOTH, None)
    use_language("en")
    assert "会话" in said
    assert "客服日报" in said


def test_one_of_the_exports_is_enough() -> None:
    assert gaps(chats=NEW, orders=NEW) == []
    assert gaps(chat_staff_days=NEW, orders=NEW) == []
    assert gaps(chats=OLD, chat_staff_days=NEW, orders=NEW) == []


def test_neither_came_and_the_one_that_stopped() -> None:
    assert gaps(orders=NEW) == [Gap("douyin", "S1", BOTH, "no_export", None)]
    assert gaps(chat_staff_days=OLD, orders=NEW) == [Gap("douyin", "S1", "chat_staff_days", "stale_export", OLD)]


def test_what_has_no_alternative_is_needed_by_itself() -> None:
    assert gaps(chats=NEW) == [Gap("douyin", "S1", "orders", "no_export", None)]
