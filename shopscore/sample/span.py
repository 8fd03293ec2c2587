"""The days of the sample: where they begin, where they end, when the promotion was."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

PROMOTION_DAYS = 5
PROMOTION_DAYS_AGO = 45
EXPORT_HOUR = time(10, 30)


@dataclass(frozen=True)
class Span:
    """Whole days of business before `until`, and the morning of `until` up to the last export.

    Attributes:
        until: the assessment date the sample is made for.
        days: whole days of orders before it.
    """

    until: date
    days: int

    @property
    def first_day(self) -> date:
        """First day with orders."""
        return self.until - timedelta(days=self.days)

    @property
    def cut(self) -> datetime:
        """Moment of the last export; nothing later is in any file."""
        return datetime.combine(self.until, EXPORT_HOUR)

    @property
    def promotion_from(self) -> date:
        """First day of the promotion; in a short sample it is moved to the middle."""
        return self.until - timedelta(days=min(PROMOTION_DAYS_AGO, (self.days + PROMOTION_DAYS) // 2))

    @property
    def promotion_to(self) -> date:
        """Last day of the promotion."""
        return self.promotion_from + timedelta(days=PROMOTION_DAYS - 1)

    def in_promotion(self, day: date) -> bool:
        """Tell whether the promotion ran on that day."""
        return self.promotion_from <= day <= self.promotion_to

    def share_ago(self, share: float) -> date:
        """Return the day that lies a share (0..1) of the sample before `until`."""
        return self.until - timedelta(days=round(self.days * share))
