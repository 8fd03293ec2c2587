"""How a figure is written for people on a terminal, and how a score says what it lacks.

No figure is computed here. What platforms and exports are called belongs in `shopscore/names.py`, JSON in
`json_text.py`.
"""

import math
from decimal import Decimal

from rich.text import Text

from shopscore.language import Message, pick, tr
from shopscore.names import PAGE_ONLY, export_names

Number = float | Decimal | None

NOTHING = "–"

# Below it a change is shown as 0.00, and is not a change to a reader.
VISIBLE_CHANGE = 0.005

# Of the days ahead that a forecast has.
FORECAST_DAYS_SHOWN = (1, 7, 14, 30)


# From it on a decimal of a sum tells nothing.
LARGE = 1000


def number(value: float | Decimal | None, decimals: int = 2) -> str:
    """Write a figure with thousands commas, or a dash when there is none."""
    return NOTHING if value is None else f"{value:,.{decimals}f}"


def count(value: Number) -> str:
    """Write a sum of cases, hours or stars: one decimal where it is small and not whole."""
    if value is None:
        return NOTHING
    return number(value, 0 if value == int(value) or value >= LARGE else 1)


def points(value: Number) -> str:
    """Write a score with two decimals, cut and not rounded: one just below a line never reads like the line."""
    return NOTHING if value is None else number(math.floor(round(float(value) * 100, 6)) / 100)


def line_points(value: Number) -> str:
    """Write a line with as many decimals as it has, two at least."""
    if value is None:
        return NOTHING
    return number(value) if round(float(value), 2) == float(value) else f"{float(value):g}"


def change(value: Number) -> Text:
    """Write a change of a score with its sign, coloured; `0.00` without one."""
    if value is None:
        return Text(NOTHING, style="dim")
    if abs(float(value)) < VISIBLE_CHANGE:
        return Text("0.00", style="dim")
    return Text(f"{value:+,.2f}", style="green" if value > 0 else "red")


def measure(value: float | Decimal | None, unit: str) -> str:
    """Write an indicator's value in its unit: `ratio` as per cent, `hours`, `seconds`, `stars`, `points`."""
    if value is None:
        return NOTHING
    if unit == "ratio":
        return f"{number(value * 100)}%"
    if unit == "hours":
        return tr("{hours} h", hours=number(value, 1))
    return tr("{seconds} s", seconds=number(value, 1)) if unit == "seconds" else number(value)


def percent(value: Number) -> str:
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
    "needs_limits": Message("limits are missing"),
    "needs_pages": Message("too few score pages"),
    "no_rule": Message("the rules of that day are not known"),
    "growth": Message("growth stage, no score"),
    "scored": Message("scored"),
    "partial": Message("partial"),
    "estimated": Message("estimated"),
}


_NEXT_STEPS = {
    "needs_limits": Message(
        "Next: copy limits and weights of the shop's page into reference/score_limits and reference/score_weights, and "
        "refresh; shopscore limits names what is missing and writes a template."
    ),
    "needs_pages": Message(
        "Next: put the shop's pages into landing, one a day, and refresh: the platform does not say how indicators "
        "become points, so that is learned from them; shopscore limits shows how many are missing."
    ),
    "no_rule": Message("The platform's rules of these days are not known; other versions stand beside it."),
    "growth": Message(
        "Points of the growth stage: by valid orders of 30 days, never shown to buyers. The pass limits of the page "
        "are not applied."
    ),
}


def not_official(*, never: bool) -> str:
    """Say that a score is no figure of the platform: no longer, or never."""
    if never:
        return tr("This is no figure of the platform; it is computed to compare with the shop's page.")
    return tr("The platform no longer shows this score; it is computed for comparison.")


_NO_GROWTH_POINTS = Message(
    "Personal shops, shops without goods on sale, and shops opened long ago without a valid order get no points of the "
    "growth stage. Next: if that is not so, amend shop_type, goods_on_sale and opened_on in reference/shops, and "
    "refresh; with enough valid orders it is scored by itself."
)


def next_step(word: str, score: Number) -> str | None:
    """Say what to do about a status, or what it rests on; None where there is nothing to say."""
    if word == "growth" and score is None:
        return str(_NO_GROWTH_POINTS)
    return str(_NEXT_STEPS[word]) if word in _NEXT_STEPS else None


def how_estimated(error: float | Decimal | None) -> str:
    """Say what an estimate rests on: what was learned from pages, with its error, or curves made from assumptions."""
    if error is None:
        return tr("estimated by curves made from assumptions, so it has no rank")
    return tr(
        "estimated from score pages, ± {error:.1f} points on days left out; no figure of the platform, no rank",
        error=error,
    )


def estimated(error: float | Decimal | None) -> str:
    """Say in a line that a score is estimated, with the error on days left out where it was learned."""
    return tr("estimated") if error is None else tr("estimated, ± {error:.1f}", error=error)


def short_status(word: str) -> str:
    """Say why there is no score."""
    return str(_STATUSES.get(word, word.replace("_", " ")))


def missing(reason: str | None, export: str | None, column: str | None) -> str:
    """Say why an indicator is missing, and what to do about it."""
    if export == PAGE_ONLY:
        return tr("no export tells it, only the shop's page shows it")
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


def assumption(note: str | None, note_zh: str | None) -> str:
    """Say that a score uses our assumptions, and which, where the rule version notes it."""
    said = tr("This score uses our assumptions where the platform publishes nothing.")
    noted = pick(note, note_zh)
    return tr("{said} {note}.", said=said, note=noted) if noted else said
