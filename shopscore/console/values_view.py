"""Draws what moved values, where they go and how far own targets are, readable at 80 columns."""

from collections.abc import Callable, Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.console.values import OwnTarget, ValueAhead, ValueMover, Values
from shopscore.console.wording import FORECAST_DAYS_SHOWN, Number, count, measure
from shopscore.direction import sign_of
from shopscore.language import Message, pick, tr

# half of the last digit that is shown: a share has two decimals of a per cent, hours and seconds have one, stars two
VISIBLE = {"ratio": 0.00005, "hours": 0.05, "seconds": 0.05}

ENTERED = Message("new {part} ({numerator}/{denominator})")
LEFT = Message("left the window {part} ({numerator}/{denominator})")
CORRECTED = Message("corrected {part}")


def show_values(values: Values, name: Callable[[str], str], console: Console) -> None:
    """Print what moved the values of a subject without a score, and where they go by themselves."""
    movers = [one for one in values.movers if _is_visible(one.change, one.unit)]
    if movers:
        console.print()
        console.print(Text(tr("What moved the values in 7 days"), style="bold"))
        for mover in movers:
            console.print(_mover(mover, name))
    if any(ahead.value is not None for ahead in values.forecast):
        console.print()
        console.print(_forecast(values.forecast, name))


def show_ways_out(console: Console) -> None:
    """Say what gives a shop without peers a line of its own, or a score."""
    console.print(
        Text(
            tr(
                "Alone in its industry: set targets of your own in landing/reference/targets, or get an estimated "
                "score from curves made from assumptions with shopscore calibrate --starter on."
            ),
            style="dim",
        )
    )


def show_own_targets(targets: Sequence[OwnTarget], name: Callable[[str], str], console: Console) -> None:
    """Print how far each indicator is from the value the shop has set itself."""
    if not targets:
        return
    console.print()
    console.print(Text(tr("Own targets"), style="bold"))
    for target in targets:
        console.print(_target(target, name))


def _is_visible(moved: Number, unit: str) -> bool:
    return moved is not None and abs(float(moved)) >= VISIBLE.get(unit, 0.005)


def _signed(moved: Number, unit: str) -> str:
    sign = "+" if float(moved or 0) > 0 else "-"
    return f"{sign}{measure(abs(float(moved or 0)), unit)}"


def _mover(mover: ValueMover, name: Callable[[str], str]) -> Text:
    is_good = sign_of(mover.better) * float(mover.change or 0) > 0
    text = Text("  ").append(_signed(mover.change, mover.unit), style="green" if is_good else "red")
    text.append(
        f"  {name(mover.indicator_id)} "
        + tr(
            "from {before} to {now}",
            before=measure(mover.value_before, mover.unit),
            now=measure(mover.value, mover.unit),
        )
    )
    causes = (
        _cause(ENTERED, mover.entered, mover.unit, mover.entered_numerator, mover.entered_denominator),
        _cause(LEFT, mover.left_window, mover.unit, mover.left_numerator, mover.left_denominator),
        _cause(CORRECTED, mover.corrected, mover.unit),
    )
    said = pick(", ", "，").join(cause for cause in causes if cause)
    return text.append(pick(": ", "：") + said if said else "")


def _cause(words: Message, moved: Number, unit: str, numerator: Number = None, denominator: Number = None) -> str:
    """Say what one cause gave to a change; nothing where a reader would see none of it."""
    if not _is_visible(moved, unit):
        return ""
    counts = {"numerator": count(numerator), "denominator": count(denominator)}
    return Message(words.template, part=_signed(moved, unit), **counts).said()


def _forecast(forecast: Sequence[ValueAhead], name: Callable[[str], str]) -> Table:
    days = sorted({ahead.target_date for ahead in forecast if ahead.days_ahead in FORECAST_DAYS_SHOWN})
    values: dict[str, dict[date, str]] = {}
    for ahead in forecast:
        values.setdefault(ahead.indicator_id, {})[ahead.target_date] = measure(ahead.value, ahead.unit)
    table = Table(
        title=Text(tr("Values if nothing new happens"), style="bold"),
        title_justify="left",
        box=None,
        padding=(0, 2, 0, 0),
    )
    table.add_column("", overflow="fold")
    for day in days:
        table.add_column(f"{day}", justify="right", no_wrap=True)
    for indicator_id, by_day in values.items():
        table.add_row(Text(name(indicator_id)), *(by_day.get(day, "") for day in days))
    return table


def _between() -> str:
    return pick("; ", "；")


def _target(target: OwnTarget, name: Callable[[str], str]) -> Text:
    figures = {
        "value": measure(target.value, target.unit),
        "target": measure(target.target_value, target.unit),
        "distance": measure(abs(float(target.distance or 0)), target.unit),
    }
    said = {
        "reached": tr("{value}, target {target}: reached", **figures),
        "short": tr("{value}, target {target}: short by {distance}", **figures),
    }.get(target.state, tr("no value yet, target {target}", **figures))
    style = {"reached": "green", "short": "yellow"}.get(target.state, "dim")
    text = Text(f"  {name(target.indicator_id)}" + pick(": ", "：")).append(said, style=style)
    if target.needed:
        event = pick(target.good_event_en or "", target.good_event_zh or "")
        text.append(_between() + tr("{needed} more {event}", needed=f"{target.needed:,}", event=event))
        if target.by_date is not None and target.needed_by_date is not None:
            by = tr("{needed} by {date}", needed=f"{target.needed_by_date:,}", date=target.by_date)
            text.append(pick(f" ({by})", f"（{by}）"), style="dim")
    if target.crosses_on is not None:
        text.append(
            _between()
            + (
                tr("reached on {date} if nothing new happens", date=target.crosses_on)
                if target.crosses_to == "reached"
                else tr("missed from {date} on if nothing new happens", date=target.crosses_on)
            )
        )
    return text
