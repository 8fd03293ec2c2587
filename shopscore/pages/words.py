"""Figures and data as they stand in a sentence of a page.

Nothing that came from an export is ever markup: `plain` takes from it every sign that the pages would read as such.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from shopscore.console.wording import NOTHING, Number, number
from shopscore.language import Message, tr
from shopscore.names import platform_name

# What Markdown, its directives, formulas and HTML begin with; a backslash before any of them is that sign itself.
_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&\"'=@/])")
_WHITE = re.compile(r"\s+")
# Points below it are not nothing, and read as 0.00.
_LEAST = 0.005


def plain(value: object) -> str:
    """Return a text of the data so that a page shows it as it is, on one line."""
    return _SIGNS.sub(r"\\\1", _WHITE.sub(" ", str(value)).strip())


def change(value: Number) -> str:
    """Write a change with its sign; `0.00` without one."""
    if value is None:
        return NOTHING
    return "0.00" if abs(float(value)) < _LEAST else f"{float(value):+,.2f}"


def worth(value: Number) -> str:
    """Write what something is worth in points."""
    if value is None:
        return NOTHING
    if abs(float(value)) < _LEAST:
        return tr("less than 0.01 points")
    return tr("about {points} points", points=number(abs(float(value))))


def shop_title(name: str | None, shop_id: str, platform: str) -> str:
    """Write a shop as people call it, with its platform."""
    return tr("{name} ({platform})", name=name or shop_id, platform=platform_name(platform))


STATES = {
    "for": Message("for the shop"),
    "against": Message("against the shop"),
    "excluded": Message("excluded"),
    "not_yet_known": Message("not yet known"),
    "out_of_window": Message("out of the window"),
}
LINE_STATES = {"below": Message("below"), "near": Message("near"), "ok": Message("ok")}
BREAKDOWNS = {
    "product": Message("Products"),
    "carrier": Message("Carriers"),
    "agent": Message("Agents"),
    "reason": Message("Reasons"),
    "province": Message("Provinces"),
    "hour": Message("Hours of the day"),
}
WEEKDAYS = (
    Message("Mon"),
    Message("Tue"),
    Message("Wed"),
    Message("Thu"),
    Message("Fri"),
    Message("Sat"),
    Message("Sun"),
)


def said(words: dict[str, Message], name: str) -> str:
    """Return a word of the marts as people say it."""
    return str(words.get(name, name.replace("_", " ")))


def as_number(value: Decimal | float | int | None) -> float | None:
    """Return a figure as charts take it."""
    return None if value is None else float(value)


def total(rows: Sequence[dict[str, Any]], column: str) -> float:
    """Return the sum of a column."""
    return sum(float(row[column] or 0) for row in rows)
