"""Draws what moved a score, its forecast, its lines and its targets, readable at 80 columns."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.console.outlook import DayAhead, Line, Outlook, Target
from shopscore.console.wording import (
    FORECAST_DAYS_SHOWN,
    VISIBLE_CHANGE,
    Number,
    change,
    line_points,
    measure,
    points,
    short_status,
)
from shopscore.language import Message, Told, pick, tr, trn

MOVERS_SHOWN = 5
INDICATORS_WITH_TARGETS = 3
NEXT_LIMIT = "next_limit"
# no single one of these is the measure of a day's work: beside their number stands the mean that the usual ones need
MEASURED_IN_TIME = ("hours", "seconds")
MARKS = {"peer_mean": Message("the peers' mean"), "top_tenth": Message("the best tenth of peers")}
STATES = {"below": Message("below"), "near": Message("near"), "ok": Message("ok")}


def show_outlook(outlook: Outlook, costliest: Sequence[str], name: Callable[[str], str], console: Console) -> None:
    """Print what there is of an outlook.

    Args:
        outlook: of one score.
        costliest: ids of the indicators that cost points, the costliest first; targets are shown of those.
        name: an indicator's name by its id.
        console: where to.
    """
    movers = [one for one in outlook.movers if _is_visible(one.contribution_7d)]
    if movers:
        console.print()
        console.print(Text(tr("What moved it in 7 days"), style="bold"))
        for mover in movers[:MOVERS_SHOWN]:
            line = Text("  ").append_text(change(mover.contribution_7d)).append(f"  {name(mover.indicator_id)}")
            causes = [f"{words} {part:+.2f}" for words, part in mover.causes().items() if _is_visible(part)]
            console.print(line.append(f": {', '.join(causes)}" if causes else ""))
    if any(day.score is not None for day in outlook.forecast):
        console.print()
        _show_forecast(outlook.forecast, console)
    for line_to_hold in outlook.lines:
        console.print(_line(line_to_hold))
    limits = [one for one in outlook.targets if one.target == NEXT_LIMIT and one.needed != 0]
    if limits:
        console.print()
        console.print(Text(tr("The next limits"), style="bold"))
        for limit in sorted(limits, key=_gives_most):
            console.print(_next_limit(limit, name, outlook.lines))
    targets = [
        one
        for indicator_id in costliest[:INDICATORS_WITH_TARGETS]
        for one in outlook.targets
        if one.indicator_id == indicator_id and one.needed != 0 and one.target != NEXT_LIMIT
    ]
    if targets:
        console.print()
        console.print(Text(tr("How far to go"), style="bold"))
        for target in targets:
            console.print(_target(target, name, outlook.lines))


def _is_visible(moved: Number) -> bool:
    return moved is not None and abs(float(moved)) >= VISIBLE_CHANGE


def _show_forecast(forecast: Sequence[DayAhead], console: Console) -> None:
    shown = [day for day in forecast if day.days_ahead in FORECAST_DAYS_SHOWN]
    today = forecast[0].target_date - timedelta(days=forecast[0].days_ahead)
    hangs_on_peers = any(day.basis == "peers_held_still" for day in shown)
    table = Table(
        title=Text(tr("If nothing new happens"), style="bold"), title_justify="left", box=None, padding=(0, 2, 0, 0)
    )
    if hangs_on_peers:
        table.add_column("", overflow="fold")
    for day in shown:
        table.add_column(f"{day.target_date}", justify="right", no_wrap=True)
    rows = [(tr("peers hold still"), [(day.score, day.change) for day in shown])]
    if hangs_on_peers:
        rows.append((tr("no peer moves"), [(day.idle_score, day.idle_change) for day in shown]))
    for label, figures in rows:
        head = [label] if hangs_on_peers else []
        table.add_row(
            *head,
            *(
                points(score) if score is not None else short_status(day.status)
                for (score, _), day in zip(figures, shown, strict=True)
            ),
        )
        if any(_is_visible(moved) for _, moved in figures):
            table.add_row(*([""] if hangs_on_peers else []), *(change(moved) for _, moved in figures))
    console.print(table)
    known = tr(
        "Based on what was known by {before}, and on what files exported before noon say about {today}.",
        before=today - timedelta(days=1),
        today=today,
    )
    if hangs_on_peers:
        known += tr(" Values are exact; ranks hold if the peers hold still, or if nothing new happens to them either.")
    console.print(Text(known, style="dim"))


def _line(line: Line) -> Text:
    style = {"below": "bold red", "near": "yellow"}.get(line.state, "")
    name, state = pick(line.name_en, line.name_zh), STATES.get(line.state, line.state)
    said = (
        tr("{name}, line {limit}: {state}", name=name, limit=line_points(line.limit_value), state=state)
        if line.item == "total" and line.statistic == "day"
        else tr(
            "{name} {value}, line {limit}: {state}",
            name=name,
            value=points(line.score),
            limit=line_points(line.limit_value),
            state=state,
        )
    )
    text = Text(said, style=style)
    if line.days_running > 1 and line.days_below:
        below = tr("; below on {count} of {days} days running", count=line.days_below, days=line.days_running)
        text.append(below, style="default not bold")
    if line.state == "below":
        consequence = pick(line.consequence, line.consequence_zh)
        text.append(tr(". {sentence}", sentence=consequence), style="default not bold")
    if line.days_to_cross is not None:
        crosses = (
            trn(
                "; crosses above in {count} day, on {date}",
                "; crosses above in {count} days, on {date}",
                line.days_to_cross,
                date=line.crosses_on,
            )
            if line.crosses_to == "above"
            else trn(
                "; crosses below in {count} day, on {date}",
                "; crosses below in {count} days, on {date}",
                line.days_to_cross,
                date=line.crosses_on,
            )
        )
        text.append(crosses + tr(" if nothing new happens"), style="default not bold")
    return text


def _mark(target: Target, lines: Sequence[Line]) -> Message:
    """Say which mark, so that the value an indicator needs is never taken for the line itself."""
    for line in lines:
        if line.threshold_id == target.threshold_id:
            return Message(
                "alone lifting the total to {name}, {limit}",
                name=Told(line.name_en, line.name_zh),
                limit=line_points(line.limit_value),
            )
    return MARKS.get(target.target, Message("the next line of the total"))


def _target(target: Target, name: Callable[[str], str], lines: Sequence[Line]) -> Text:
    indicator, mark = name(target.indicator_id), _mark(target, lines)
    head = (
        tr("{indicator} ({mark})", indicator=indicator, mark=mark)
        if target.target_value is None
        else tr(
            "{indicator} to {value} ({mark})",
            indicator=indicator,
            value=measure(target.target_value, target.unit),
            mark=mark,
        )
    )
    text = Text(f"  {head}")
    if target.needed is None:
        return text.append(tr(": not by this indicator alone"))
    text.append(
        tr(
            ": {count:,} more {event}",
            count=target.needed,
            event=pick(target.good_event_en, target.good_event_zh),
        )
    )
    # what reaching a line of the total gives is the line
    if target.threshold_id is None:
        text.append(_gain(target, lines))
    return text.append(_by_waiting(target), style="dim")


def _gives_most(target: Target) -> tuple[float, float, str]:
    return -float(target.total_gain or 0), -float(target.dimension_gain or 0), target.indicator_id


def _next_limit(target: Target, name: Callable[[str], str], lines: Sequence[Line]) -> Text:
    """Say how many good cases reach the next limit, what that gives, and how the days alone bring it nearer."""
    limit = measure(target.target_value, target.unit)
    text = Text("  ").append(
        tr("{indicator}: {value} is out of reach of good cases", indicator=name(target.indicator_id), value=limit)
        if target.needed is None
        else tr(
            "{indicator}: {count:,} more {event} reach {value}",
            indicator=name(target.indicator_id),
            count=target.needed,
            event=pick(target.good_event_en, target.good_event_zh),
            value=limit,
        )
    )
    if target.target_score is not None and target.score is not None:
        gained = float(target.target_score) - float(target.score)
        text.append(tr(": {points} points of the indicator", points=f"{round(gained, 2):+g}"))
    text.append(_gain(target, lines))
    if target.usual_mean is not None and target.unit in MEASURED_IN_TIME:
        usual = tr(
            "; or a mean of {value} over the usual {count:,} cases of 7 days, by {date}",
            count=target.usual_cases,
            value=measure(target.usual_mean, target.unit),
            date=target.usual_by,
        )
        text.append(usual)
    return text.append(_by_waiting(target), style="dim")


def _gain(target: Target, lines: Sequence[Line]) -> str:
    """Say what a target gives the total and which lines it crosses; nothing where that hangs on peers."""
    if not _is_visible(target.total_gain):
        return ""
    gain = f"{target.total_gain:+,.2f}"
    said = (
        tr(", about {points} of the total", points=gain)
        if target.is_estimated
        else tr(", {points} of the total", points=gain)
    )
    crossed = (target.crosses or "").split(", ")
    for line in lines:
        if line.threshold_id in crossed:
            crosses = Told(line.name_en, line.name_zh)
            said += tr(", crosses {name}, {limit}", name=crosses, limit=line_points(line.limit_value))
    return said


def _by_waiting(target: Target) -> str:
    """Say what the window's moving on takes off the number; nothing where it takes nothing off."""
    if target.by_date is None:
        return ""
    if target.needed_by_date == 0:
        return tr(" (none from {date} on, if nothing new happens)", date=target.by_date)
    return tr(" ({count:,} if you wait until {date})", count=target.needed_by_date, date=target.by_date)
