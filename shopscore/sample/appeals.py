"""The sheet of review appeals, which both platforms export alike."""

from datetime import datetime

from shopscore.sample.entities import Appeal, seen
from shopscore.sample.people import Person
from shopscore.sample.sheets import Kind, Rows, columns_of
from shopscore.sample.words import GROUNDS

APPEAL_COLUMNS = columns_of(
    {
        **dict.fromkeys(("申诉单号", "评价ID", "联系电话"), Kind.ID),
        **dict.fromkeys(("申诉时间", "结果时间"), Kind.TIME),
    },
    "申诉单号 评价ID 申诉理由 申诉时间 申诉状态 结果时间 申诉人 联系电话",
)


def appeal_row(appeal: Appeal, staff: Person, at: datetime) -> Rows:
    """Return the row of an appeal at a moment; `staff` is the made-up person of the shop whom it names."""
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
