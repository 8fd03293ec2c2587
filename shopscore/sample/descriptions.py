"""What buyers write into their tickets: little, and now and then something else than the reason they chose."""

from shopscore.sample.entities import Ticket
from shopscore.sample.rng import happens, rng_of
from shopscore.sample.tickets import LOGISTICS_REASONS, QUALITY_REASONS

WRITTEN_SHARE = 0.4
CONTRADICTING_SHARE = 0.2

AT_FAULT = (
    "质量太差，用了就坏",
    "有瑕疵，和图片不一样",
    "收到就是破损的",
    "没有异味，但是掉色严重",
    "不是不喜欢，是开线了",
)
LATE = ("一直没收到", "等太久了，物流没有更新", "快递太慢")
UNWANTED = ("不想要了", "拍错了，重新下单", "不喜欢这个颜色", "7天无理由退货", "买错了，质量没问题")


def describe(ticket: Ticket) -> str | None:
    """Return what the buyer of a ticket wrote, the same in every export of it; None: nothing."""
    # a generator of its own: what is drawn elsewhere stays what it was
    rng = rng_of("description", ticket.ticket_id)
    if not happens(rng, WRITTEN_SHARE):
        return None
    if ticket.reason not in (*QUALITY_REASONS, *LOGISTICS_REASONS) or happens(rng, CONTRADICTING_SHARE):
        return rng.choice(UNWANTED)
    return rng.choice(LATE if ticket.reason in LOGISTICS_REASONS else AT_FAULT)
