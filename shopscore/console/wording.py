"""How a figure is written: for people on a terminal, for programs in JSON.

No figure is computed here.
"""

import dataclasses
import json
import math
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from rich.text import Text

Figure = float | Decimal | None

NOTHING = "–"

# Below it a change is shown as 0.00, and is no change to a reader.
VISIBLE_CHANGE = 0.005


# From it on a decimal of a sum tells nothing.
LARGE = 1000


def number(value: float | Decimal | None, decimals: int = 2) -> str:
    """Write a figure with thousands commas, or a dash when there is none."""
    return NOTHING if value is None else f"{value:,.{decimals}f}"


def count(value: Figure) -> str:
    """Write a sum of cases, hours or stars: one decimal where it is small and not whole."""
    if value is None:
        return NOTHING
    return number(value, 0 if value == int(value) or value >= LARGE else 1)


def points(value: Figure) -> str:
    """Write a score with two decimals, cut and not rounded: one just below a line never reads like the line."""
    return NOTHING if value is None else number(math.floor(round(float(value) * 100, 6)) / 100)


def line_points(value: Figure) -> str:
    """Write a line with as many decimals as it has, two at least."""
    if value is None:
        return NOTHING
    return number(value) if round(float(value), 2) == float(value) else f"{float(value):g}"


def change(value: Figure) -> Text:
    """Write a change of a score with its sign, coloured; `0.00` without one."""
    if value is None:
        return Text(NOTHING, style="dim")
    if abs(float(value)) < VISIBLE_CHANGE:
        return Text("0.00", style="dim")
    return Text(f"{value:+,.2f}", style="green" if value > 0 else "red")


def measure(value: float | Decimal | None, unit: str) -> str:
    """Write an indicator's value in its unit: `ratio` as per cent, `hours`, `stars`."""
    if value is None:
        return NOTHING
    if unit == "ratio":
        return f"{number(value * 100)}%"
    return f"{number(value, 1)} h" if unit == "hours" else number(value)


def percent(value: Figure) -> str:
    """Write a share of one as whole per cent."""
    return NOTHING if value is None else f"{value * 100:.0f}%"


def status(word: str, valid_orders: int | None, minimum_orders: int | None) -> str:
    """Say why there is no score, with the figures."""
    if word == "below_minimum_orders":
        return f"{valid_orders or 0} orders, below {minimum_orders}"
    return short_status(word)


RULE_CHANGED = (
    "The rules changed within the days that a change looks back to: "
    "where the scale is another one there is no change, else it is partly the rule's."
)


def short_status(word: str) -> str:
    """Say why there is no score."""
    words = {
        "below_minimum_orders": "too few orders",
        "no_peers": "too few peers",
        "no_data": "no data",
        "needs_limits": "the limits of its page are missing",
        "needs_pages": "its own pages are missing",
        "no_rule": "the rules of that day are not known",
        "growth": "growth stage, no score yet",
    }
    return words.get(word, word.replace("_", " "))


def missing(reason: str | None, export: str | None, column: str | None) -> str:
    """Say why an indicator is missing, and what to do about it."""
    named = (export or "an export").replace("_", " ").replace("|", " or ")
    words = {
        "no_export": f"no file of {named} ever came: land one and refresh",
        "stale_export": f"{named} ends too early: land a newer file and refresh",
        "not_in_export": f"{named} has no column {column or 'for it'}: export it with that column and refresh",
        "no_cases": "there are no such cases in the window",
        "too_few_peers": "too few peers have it: add shops of its industry to reference/shops, or give a benchmark",
        "no_limits": "its limits are missing: copy them from the page into reference/score_limits",
        "unknown_words": "it hangs on words that are not in the vocabulary: shopscore words names them",
    }
    return words.get(reason or "", (reason or "no figure").replace("_", " "))


def list_title(name: str) -> str:
    """Write the name of a list as words."""
    return name.replace("_", " ").capitalize()


def assumption(note: str | None) -> str:
    """Say that a score rests on assumptions, and on which where the rule version notes it."""
    return "This score rests on assumptions that the platform does not publish." + (f" {note}." if note else "")


def bilingual(english: str | None, chinese: str | None, otherwise: str) -> str:
    """Join a name in two languages; the id where there is no name."""
    return " ".join(name for name in (english, chinese) if name) or otherwise


def plain(value: Any) -> Any:  # noqa: PLR0911 - one line per kind of value
    """Turn a value into what JSON has: decimals as numbers, dates as ISO text, what is no number as null."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(plain(key)): plain(content) for key, content in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return plain(float(value))
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    return value.hex() if isinstance(value, bytes) else str(value)


def to_json(value: Any, indent: int | None = 2) -> str:
    """Write a value as JSON, Chinese as it is."""
    return json.dumps(plain(value), ensure_ascii=False, indent=indent, allow_nan=False)
