"""Reads times: every spelling of a moment, the zones, and the many ways to write that something has not happened yet.

Macros for DuckDB; how a cell gets here stands in `cells.py`. A zone is turned into the time of Shanghai. Patterns are
few: DuckDB compiles each of them for every column of every file.
"""

from shopscore.landing.vocabulary import joined, nothing_words
from shopscore.sql_files import statement

DAY_LENGTH = len("YYYY-MM-DD")
# Written with these signs, as `text_time` leaves them.
_SPELLED, _PLAIN, _LEFT_OUT = "/年月：．,时点分日号", "---:..:::  ", "秒"


def time_macros() -> str:
    """Return the SQL of the macros that read a time, and of `is_calendar_zero` for a moment that is not one."""
    spelled = str.maketrans(_SPELLED, _PLAIN, _LEFT_OUT)
    words = [word.translate(spelled) for word in nothing_words("cell", "value", "moment")]
    days = [word for word in words if len(word) == DAY_LENGTH]
    return statement(
        __name__,
        "time_macros",
        spelled=_SPELLED + _LEFT_OUT,
        plain=_PLAIN,
        not_yet=joined(words),
        zero_days=joined(days),
    )
