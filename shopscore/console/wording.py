"""How a figure is written: for people on a terminal, for programs in JSON.

No figure is computed here.
"""

import dataclasses
import json
import math
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rich.text import Text

from shopscore.language import Message, current_language, tr
from shopscore.settings import PROJECT_DIR

if TYPE_CHECKING:
    from shopscore.contracts import Exports

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
    return tr("{hours} h", hours=number(value, 1)) if unit == "hours" else number(value)


def percent(value: Figure) -> str:
    """Write a share of one as whole per cent."""
    return NOTHING if value is None else f"{value * 100:.0f}%"


def status(word: str, valid_orders: int | None, minimum_orders: int | None) -> str:
    """Say why there is no score, with the figures."""
    if word == "below_minimum_orders":
        return tr("{orders} valid orders, below {minimum}", orders=valid_orders or 0, minimum=minimum_orders)
    return short_status(word)


RULE_CHANGED = Message(
    "The rules changed within the days these changes look back on: between two scales there is no change, otherwise "
    "part of it is due to the rules."
)
_STATUSES = {
    "below_minimum_orders": Message("too few orders"),
    "no_peers": Message("too few peers"),
    "no_data": Message("no data"),
    "needs_limits": Message("the limits of its page are missing"),
    "needs_pages": Message("its own pages are missing"),
    "no_rule": Message("the rules of that day are not known"),
    "growth": Message("growth stage, no score yet"),
    "scored": Message("scored"),
    "partial": Message("partial"),
    "estimated": Message("estimated"),
}


def short_status(word: str) -> str:
    """Say why there is no score."""
    return str(_STATUSES.get(word, word.replace("_", " ")))


def missing(reason: str | None, export: str | None, column: str | None) -> str:
    """Say why an indicator is missing, and what to do about it."""
    named = export_names(export)
    words = {
        "no_export": Message("no {export} file ever arrived: add one and refresh", export=named),
        "stale_export": Message("{export} ends too early: add a newer file and refresh", export=named),
        "not_in_export": Message(
            "{export} has no column {column}: export it with that column where the platform offers it, and refresh",
            export=named,
            column=column or "",
        ),
        "no_cases": Message("there are no such cases in the window"),
        "too_few_peers": Message(
            "too few peers have it: add shops of its industry to reference/shops, or provide a benchmark"
        ),
        "no_limits": Message("its limits are missing: copy them from the page into reference/score_limits"),
        "failed_check": Message(
            "too many rows of {export} fail a check: shopscore quality names them; export again and refresh",
            export=named,
        ),
        "unknown_words": Message("it depends on words that are not in the vocabulary: shopscore words lists them"),
    }
    return str(words.get(reason or "", (reason or tr("no figure")).replace("_", " ")))


def column_header(platform: str, export: str, column: str) -> str:
    """Write a column, or several that say the same, as the files of an export call it."""
    from shopscore.contracts import header_of  # noqa: PLC0415

    return header_of(_contracts(), platform, export, column)


@lru_cache(maxsize=1)
def _contracts() -> "Exports":
    # A quarter of a second to read, which only whoever lacks a column waits for.
    from shopscore.contracts import load_exports  # noqa: PLC0415

    return load_exports(PROJECT_DIR / "models")


_EXPORTS = {
    "orders": Message("orders"),
    "parcels": Message("parcels"),
    "reviews": Message("reviews"),
    "after_sales": Message("after-sales"),
    "complaints": Message("complaints"),
    "chats": Message("chats"),
    "appeals": Message("appeals"),
    "score_pages": Message("score pages"),
    "help_requests": Message("help requests"),
    "chat_staff_days": Message("staff days"),
}


def export_names(export: str | None) -> Message | str:
    """Write the name of an export, or of several of which one is enough."""
    if not export:
        return Message("the export")
    first, _, others = export.partition("|")
    name = _EXPORTS.get(first, first.replace("_", " "))
    return Message("{one} or {other}", one=name, other=export_names(others)) if others else name


_LISTS = {
    "pickups_to_chase": Message("Pickups to chase"),
    "parcels_stuck": Message("Parcels stuck"),
    "after_sales_waiting": Message("After-sales waiting"),
    "sessions_unanswered": Message("Sessions unanswered"),
    "reviews_to_appeal": Message("Reviews to appeal"),
    "refunds_to_appeal": Message("Refunds to appeal"),
    "care_messages": Message("Care messages"),
    "promotion_readiness": Message("Promotion readiness"),
}


def list_title(name: str) -> str:
    """Write the name of a list as words."""
    return str(_LISTS.get(name, name.replace("_", " ").capitalize()))


_KINDS = {
    "order": Message("order"),
    "parent_order": Message("parent order"),
    "session": Message("session"),
    "staff_session": Message("session (staff report)"),
    "review": Message("review"),
    "after_sale": Message("after-sales ticket"),
    "help_request": Message("help request"),
    "complaint": Message("complaint"),
    "appeal": Message("appeal"),
    "parcel": Message("parcel"),
    "rating": Message("rating"),
}


def kind(name: str) -> str:
    """Write the kind of a case."""
    return str(_KINDS.get(name, name.replace("_", " ")))


_PLATFORMS = {
    "douyin": Message("Douyin"),
    "pinduoduo": Message("Pinduoduo"),
    "reference": Message("reference tables"),
}


def platform_name(name: str) -> str:
    """Write the name of a platform."""
    return str(platform_message(name))


def platform_message(name: str) -> Message | str:
    """Return the name of a platform, to be said later."""
    return _PLATFORMS.get(name, name)


_SUBJECTS = {"shop": Message("shop"), "creator": Message("creator")}


def subject_name(name: str) -> str:
    """Write whether a subject is a shop or a creator."""
    return str(_SUBJECTS.get(name, name))


def whose(platform: str, subject_type: str) -> str:
    """Write of what kind a subject is, and on which platform."""
    return tr("{platform} {subject}", platform=platform_name(platform), subject=subject_name(subject_type))


_SEVERITIES = {"warn": Message("warning"), "error": Message("error"), "withhold": Message("withheld")}


def severity(name: str) -> str:
    """Write how much a check matters."""
    return str(_SEVERITIES.get(name, name))


def assumption(note: str | None) -> str:
    """Say that a score uses our assumptions, and in English which, where the rule version notes it."""
    said = tr("This score uses our assumptions where the platform publishes nothing.")
    return said if note is None or current_language() != "en" else f"{said} {note}."


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
