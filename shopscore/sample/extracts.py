"""Decides which export files a shop makes and which rows are in which.

Someone in the shop exports what there is, in one file or month by month, and the last 30 days on the morning of
`until`. That last file restates what changed since the earlier ones, so that files overlap and later states win. What
is rare is exported only once, on that morning. The file of that morning is there even when it has no row: an export of
nothing says that there was nothing, none at all says nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, Protocol, TypeVar

from shopscore.sample.span import Span

RECENT_DAYS = 30
MONTH_EXPORTED_AFTER = timedelta(days=35)
LAST_ROUTINE_EXPORT = timedelta(days=5)
ROUTINE_HOUR = time(18, 0)
EVERYTHING = "全部"

Rhythm = Literal["monthly", "twice", "once"]


class Life(Protocol):
    """Anything that begins some day and changes no more from another."""

    @property
    def opened_at(self) -> datetime:
        """From when on an export shows it."""

    @property
    def settled_at(self) -> datetime:
        """The last thing that ever happens to it."""


Item = TypeVar("Item", bound=Life)


@dataclass(frozen=True)
class Extract:
    """One export file: what it covers in words, when it was made, and whether it is the last one."""

    label: str
    exported_at: datetime
    is_latest: bool = False

    @property
    def stamp(self) -> str:
        """The time of export as file names carry it: the day, and for the last file the second."""
        return f"{self.exported_at:%Y%m%d%H%M%S}" if self.is_latest else f"{self.exported_at:%Y%m%d}"


def split(items: Iterable[Item], span: Span, rhythm: Rhythm) -> list[tuple[Extract, list[Item]]]:
    """Put each item into the files that hold it; of the files without items only the last one is made.

    Args:
        items: lives, in the order in which they are to be written.
        span: days of the sample.
        rhythm: before the last file one file per month of opening (`monthly`) or one for everything (`twice`), or
            everything in the last file (`once`).
    """
    if rhythm == "once":
        everything = [item for item in items if item.opened_at <= span.cut]
        return [(Extract(EVERYTHING, span.cut, is_latest=True), everything)]
    latest = Extract("近30天", span.cut, is_latest=True)
    recent_from = datetime.combine(span.until - timedelta(days=RECENT_DAYS), time())
    earlier: dict[tuple[int, int], Extract] = {}
    held: dict[Extract, list[Item]] = {}
    restated: list[Item] = []
    for item in items:
        opened = item.opened_at
        if opened > span.cut:
            continue
        month = (opened.year, opened.month) if rhythm == "monthly" else (0, 0)
        if month not in earlier:
            earlier[month] = _routine_extract(opened.date(), span, rhythm)
        extract = earlier[month]
        if opened <= extract.exported_at:
            held.setdefault(extract, []).append(item)
        if opened >= recent_from or item.settled_at > extract.exported_at:
            restated.append(item)
    files = sorted(held.items(), key=lambda file: file[0].label)
    return [*files, (latest, restated)]


def _routine_extract(day: date, span: Span, rhythm: Rhythm) -> Extract:
    last = datetime.combine(span.until, ROUTINE_HOUR) - LAST_ROUTINE_EXPORT
    if rhythm != "monthly":
        return Extract(EVERYTHING, last)
    next_month = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    routine = datetime.combine(next_month, ROUTINE_HOUR) + MONTH_EXPORTED_AFTER
    return Extract(f"{day.year}年{day.month:02d}月", min(routine, last))
