"""The charts of the pages, in Vega-Lite; what they show is put together elsewhere.

They fit a phone: bars lie, labels are short, nothing needs a pointer to be read.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from shopscore.console.wording import points as figure
from shopscore.language import tr
from shopscore.pages.words import WEEKDAYS

BAD, GOOD, PLAIN, MUTED = "#b3423a", "#2f7d5b", "#3d5a80", "#9aa5b1"
# Behind texts.
PALE = "#b9c8da"
_BAR = 26
_LABEL = 150
_NO_TITLE = alt.Axis(title=None)
_TOTAL = "total"
# From a day that lowers the total much to one that raises it much.
_STEPS = ["#df9d97", "#f3d9d6", "#f1f3f5", "#d3eadd", "#9ccfb4"]

Rows = Sequence[Mapping[str, Any]]
# Altair's own methods do not say what they return.
Chart = Any


def _data(rows: Rows) -> alt.InlineData:
    return alt.InlineData(values=[dict(row) for row in rows])


def waterfall(before: float, steps: Sequence[tuple[str, float]], now: float) -> Chart:
    """Draw how a total came from one figure to another: bars that begin where the last one ended."""
    at = before
    rows: list[dict[str, Any]] = []
    rows.append({"label": tr("before"), "from": before, "to": before, "kind": _TOTAL, "text": figure(before), "n": 0})
    for index, (label, points) in enumerate(steps, start=1):
        kind = "down" if points < 0 else "up"
        rows.append(
            {"label": label, "from": at, "to": at + points, "kind": kind, "text": f"{points:+,.2f}", "n": index}
        )
        at += points
    rows.append({"label": tr("now"), "from": now, "to": now, "kind": _TOTAL, "text": figure(now), "n": len(rows)})
    edges = [float(row[side]) for row in rows for side in ("from", "to")]
    room = (max(edges) - min(edges) or 1) * 0.22
    scale = alt.Scale(domain=[min(edges) - room, max(edges) + room], nice=False, zero=False)
    for row in rows:
        row["edge"] = max(float(row["from"]), float(row["to"]))
        # totals are drawn from the left edge, so that they read as what the bars lead from and to
        if row["kind"] == _TOTAL:
            row["from"] = min(edges) - room
    base = alt.Chart(_data(rows)).encode(
        y=alt.Y("label:N", sort=alt.EncodingSortField("n"), axis=alt.Axis(title=None, labelLimit=_LABEL, ticks=False))
    )
    bars = base.mark_bar(cornerRadius=2, height={"band": 0.7}).encode(
        x=alt.X("from:Q", scale=scale, axis=None),
        x2="to:Q",
        color=alt.Color(
            "kind:N", scale=alt.Scale(domain=[_TOTAL, "down", "up"], range=[PLAIN, BAD, GOOD]), legend=None
        ),
    )
    texts = base.mark_text(align="left", dx=4, fontSize=12).encode(x=alt.X("edge:Q", scale=scale), text="text:N")
    return (bars + texts).properties(height=_BAR * len(rows) + 10)


def trend(scores: Rows, lines: Rows, changes: Rows) -> Chart:
    """Draw a total day by day, with lines to hold and the days on which the rule changed.

    Args:
        scores: `day`, `score`, `version` (each has a line of its own).
        lines: `limit`, `name`.
        changes: `day`, `name`.
    """
    figures = [float(row["score"]) for row in scores] + [float(row["limit"]) for row in lines]
    room = max((max(figures) - min(figures)) * 0.15, 0.05)
    scale = alt.Scale(domain=[min(figures) - room, max(figures) + room], nice=False, zero=False)
    axis = alt.Axis(title=None, format="%m-%d", labelOverlap=True, grid=False, tickCount=6)
    base = alt.Chart(_data(scores))
    layers: list[Any] = [
        base.mark_line(color=PLAIN, strokeWidth=2, point=len(scores) <= 14).encode(  # noqa: PLR2004
            x=alt.X("day:T", axis=axis),
            y=alt.Y("score:Q", scale=scale, axis=_NO_TITLE),
            detail="version:N",
            tooltip=[alt.Tooltip("day:T", format="%Y-%m-%d"), alt.Tooltip("score:Q", format=".2f")],
        )
    ]
    if lines:
        limits = alt.Chart(_data(lines))
        layers.append(limits.mark_rule(color=BAD, strokeDash=[4, 3]).encode(y=alt.Y("limit:Q", scale=scale)))
        # on the side of the line where the total is not
        is_above = float(scores[-1]["score"]) >= float(lines[0]["limit"])
        texts = limits.encode(x=alt.value(0), y=alt.Y("limit:Q", scale=scale), text="name:N")
        layers.append(
            texts.mark_text(align="left", baseline="top", dx=2, dy=3, color=BAD, fontSize=11)
            if is_above
            else texts.mark_text(align="left", baseline="bottom", dx=2, dy=-2, color=BAD, fontSize=11)
        )
    if changes:
        days = alt.Chart(_data(changes))
        layers.append(days.mark_rule(color=MUTED, strokeDash=[2, 2]).encode(x="day:T"))
        layers.append(
            days.mark_text(align="left", baseline="top", dx=3, color="#5c6773", fontSize=11).encode(
                x="day:T", y=alt.value(2), text="name:N"
            )
        )
    return alt.layer(*layers).properties(height=240)


def calendar(days: Rows, scale: float) -> Chart:
    """Draw the days to come as a calendar: what a day does to the total, and how many bad cases leave.

    Args:
        days: `weekday` (1 to 7), `week` (number), `day` (as text), `change` (or None), `text`.
        scale: from the least to the best total, which a change is large or small beside.
    """
    names = [str(day) for day in WEEKDAYS]
    rows = [{**day, "name": names[day["weekday"] - 1]} for day in days]
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("name:N", sort=names, axis=alt.Axis(title=None, orient="top", labelAngle=0, ticks=False, domain=False)),
        y=alt.Y("week:O", axis=None),
    )
    slight, strong = scale / 2000, scale / 200
    boxes = base.mark_rect(cornerRadius=3, stroke="white", strokeWidth=2).encode(
        color=alt.Color(
            "change:Q",
            scale=alt.Scale(type="threshold", domain=[-strong, -slight, slight, strong], range=_STEPS),
            legend=None,
        )
    )
    head = base.mark_text(dy=-11, fontSize=11, color="#5c6773").encode(text="day:N")
    body = base.mark_text(dy=6, fontSize=12).encode(text="text:N")
    return (boxes + head + body).properties(height=46 * len({row["week"] for row in rows}) + 24)


def bars_over_time(days: Rows) -> Chart:
    """Draw `value` by `day`."""
    return (
        alt.Chart(_data(days))
        .mark_bar(color=PLAIN)
        .encode(
            x=alt.X("day:T", axis=alt.Axis(title=None, format="%m-%d", labelOverlap=True, grid=False, tickCount=6)),
            y=alt.Y("value:Q", axis=_NO_TITLE),
            tooltip=[
                alt.Tooltip("day:T", format="%Y-%m-%d"),
                alt.Tooltip("value:Q", format=".2f"),
                alt.Tooltip("cases:Q", format=",.0f"),
            ],
        )
        .properties(height=180)
    )


def lines_over_time(days: Rows, median: float | None) -> Chart:
    """Draw `value` by `day`, a line for each `window`, with the peers' median."""
    base = alt.Chart(_data(days))
    several = len({row["window"] for row in days}) > 1
    layers: list[Any] = [
        base.mark_line(strokeWidth=2).encode(
            x=alt.X("day:T", axis=alt.Axis(title=None, format="%m-%d", labelOverlap=True, grid=False, tickCount=6)),
            y=alt.Y("value:Q", scale=alt.Scale(zero=False), axis=_NO_TITLE),
            color=alt.Color(
                "window:N",
                scale=alt.Scale(range=[PLAIN, "#d08c3a"]),
                legend=alt.Legend(title=None, orient="top") if several else None,
            ),
            tooltip=[alt.Tooltip("day:T", format="%Y-%m-%d"), alt.Tooltip("value:Q", format=".2f")],
        )
    ]
    if median is not None:
        layers.append(_mark_across([{"at": median, "name": tr("peers' median")}]))
    return alt.layer(*layers).properties(height=200)


def histogram(steps: Rows, width: float, marks: Rows) -> Chart:
    """Draw `cases` by `from_value`, in steps of a width, with limits (`at`, `name`) standing in it."""
    rows = [{**step, "to_value": float(step["from_value"]) + width} for step in steps]
    base = alt.Chart(_data(rows))
    layers: list[Any] = [
        base.mark_bar(color=PALE, stroke="white").encode(
            x=alt.X("from_value:Q", bin="binned", axis=alt.Axis(title=None, grid=False)),
            x2="to_value:Q",
            y=alt.Y("cases:Q", axis=_NO_TITLE),
            tooltip=["from_value:Q", "to_value:Q", "cases:Q"],
        )
    ]
    if marks:
        highest = max((float(row["cases"]) for row in rows), default=1)
        placed = [{**mark, "y": highest * (1 - 0.13 * index)} for index, mark in enumerate(marks)]
        limits = alt.Chart(_data(placed))
        layers.append(limits.mark_rule(color=BAD, strokeDash=[4, 3]).encode(x="at:Q"))
        layers.append(
            limits.mark_text(align="left", baseline="top", dx=3, color=BAD, fontSize=11).encode(
                x="at:Q", y="y:Q", text="name:N"
            )
        )
    return alt.layer(*layers).properties(height=220)


def hours_of_week(cells: Rows, *, higher_is_worse: bool) -> Chart:
    """Draw `value` by `hour` and `weekday` (1 to 7)."""
    names = [str(day) for day in WEEKDAYS]
    rows = [{**cell, "name": names[cell["weekday"] - 1]} for cell in cells]
    colours = ["#f1f3f5", BAD] if higher_is_worse else [BAD, "#f1f3f5"]
    return (
        alt.Chart(_data(rows))
        .mark_rect(stroke="white")
        .encode(
            x=alt.X("hour:O", axis=alt.Axis(title=None, labelAngle=0, labelOverlap=True, ticks=False)),
            y=alt.Y("name:N", sort=names, axis=alt.Axis(title=None, ticks=False)),
            color=alt.Color(
                "value:Q",
                scale=alt.Scale(range=colours, interpolate="rgb"),
                legend=alt.Legend(title=None, orient="bottom", format=".2~f"),
            ),
            tooltip=["name:N", "hour:O", alt.Tooltip("value:Q", format=".2f"), "cases:Q"],
        )
        .properties(height=230)
    )


def shares(items: Rows) -> Chart:
    """Draw `share` of the damage by `item`, as lying bars in the order given."""
    rows = [{**item, "n": index} for index, item in enumerate(items)]
    base = alt.Chart(_data(rows)).encode(
        y=alt.Y("item:N", sort=alt.EncodingSortField("n"), axis=alt.Axis(title=None, labelLimit=_LABEL, ticks=False))
    )
    scale = alt.Scale(domain=[0, 1.8 * max((float(row["share"]) for row in rows), default=1)])
    bars = base.mark_bar(color=PLAIN, cornerRadius=2, height={"band": 0.7}).encode(
        x=alt.X("share:Q", scale=scale, axis=None)
    )
    texts = base.mark_text(align="left", dx=4, fontSize=12).encode(x=alt.X("share:Q", scale=scale), text="text:N")
    return (bars + texts).properties(height=_BAR * len(rows) + 10)


def _mark_across(marks: Rows) -> Chart:
    base = alt.Chart(_data(marks))
    rules = base.mark_rule(color=MUTED, strokeDash=[4, 3]).encode(y="at:Q")
    texts = base.mark_text(align="left", baseline="bottom", dx=2, dy=-2, color="#5c6773", fontSize=11).encode(
        x=alt.value(0), y="at:Q", text="name:N"
    )
    return rules + texts
