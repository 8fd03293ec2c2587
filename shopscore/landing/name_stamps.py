"""Finds the moment of its export in the name of a file, in whatever form a program or a person wrote it.

Pure: names in, moments out. Whether the name or the file system is believed is decided in `identity.py`.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shopscore.settings import TIME_ZONE

FIRST_YEAR = 2000
LAST_YEAR = 2099
# Clocks differ, and a name may be in another zone than the disk.
AHEAD_OF_DISK = timedelta(days=1)
# A number is seconds since 1970 only near the time of the disk: a shop's id has ten digits too.
EPOCH_BEFORE_DISK = timedelta(days=730)

_DAY = r"(?<!\d)(20\d\d)(?:(\d\d)(\d\d)|\s*[-_./年]\s*(\d{1,2})\s*[-_./月]\s*(\d{1,2})\s*[日号]?)"
_BETWEEN = r"[\sT_\-.,]*"
_DIGITS = r"(\d\d)(\d\d)(?:(\d\d)(?:\d{3})?)?(?!\d)(?![-_./年]\d{1,2}[-_./月])"
_SIGNS = r"(\d{1,2})[:\-_.时点](\d{1,2})(?:[:\-_.分](\d{1,2}))?[分秒]?(?!\d)(?![-_.]\d\d(?!\d))"
_MOMENT = re.compile(rf"{_DAY}(?:({_BETWEEN})(?:{_DIGITS}|{_SIGNS})|(?!\d))")
_EPOCH = re.compile(r"(?<!\d)(1\d{9})(?:\d{3})?(?!\d)")


@dataclass(frozen=True, order=True)
class _Stamp:
    at: datetime
    has_time: bool


def stamp_in(name: str, modified: datetime | None = None, shop_id: str | None = None) -> datetime | None:
    """Return when a file was exported as its name tells it, None when the name does not.

    A stamp with a time of day goes before days alone, which are mostly the range of the rows; of several the latest
    counts, since a range was exported on its last day or after it. A stamp more than a day after the file was written
    is the end of a range that was not over; what then is left, if it is but the range's beginning, says nothing.

    Args:
        name: of the file, without its ending.
        modified: when the file was last written, local time; None when the file system does not know.
        shop_id: of the folder, a number that is not a time.
    """
    plain = unicodedata.normalize("NFKC", name)
    stamps = _stamps(plain)
    if not stamps:
        return _epoch(plain, modified, shop_id)
    timed = sorted(stamp.at for stamp in stamps if stamp.has_time)
    for moments in (timed, sorted(stamp.at for stamp in stamps if not stamp.has_time)):
        past = [at for at in moments if modified is None or at <= modified + AHEAD_OF_DISK]
        if past and (len(past) == len(moments) or len(past) > 1):
            return past[-1]
    return None


def _stamps(name: str) -> list[_Stamp]:
    stamps = []
    for match in _MOMENT.finditer(name):
        year, *groups = match.groups()
        compact, spelled, between, digits, signs = groups[:2], groups[2:4], groups[4], groups[5:8], groups[8:11]
        month, day = compact if compact[0] else spelled
        time = digits if digits[0] else signs if signs[0] else None
        whole_day = _moment(year, month, day)
        if time is None:
            stamps.append(_Stamp(whole_day, False) if whole_day else None)
        elif (
            digits[0] and not digits[2] and between and (end := _moment(year, *digits[:2])) and end > (whole_day or end)
        ):
            # 20211001-1031 is a range
            stamps.append(_Stamp(end, False))
        elif moment := _moment(year, month, day, *time):
            stamps.append(_Stamp(moment, True))
        elif between and whole_day:
            stamps.append(_Stamp(whole_day, False))
    return [stamp for stamp in stamps if stamp is not None]


def _epoch(name: str, modified: datetime | None, shop_id: str | None) -> datetime | None:
    """Return the latest number that is seconds or milliseconds since 1970 and fits the time of the disk."""
    if modified is None:
        return None
    moments = [
        datetime.fromtimestamp(int(match.group(1)), ZoneInfo(TIME_ZONE)).replace(tzinfo=None)
        for match in _EPOCH.finditer(name)
        if match.group(0) != shop_id
    ]
    near = [at for at in moments if modified - EPOCH_BEFORE_DISK <= at <= modified + AHEAD_OF_DISK]
    return max(near, default=None)


def _moment(*parts: str | None) -> datetime | None:
    try:
        year, month, day, *time = (int(part) for part in parts if part is not None)
        hour, minute, second = (*time, 0, 0, 0)[:3]
        moment = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 local time, naive
    except ValueError:
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None
