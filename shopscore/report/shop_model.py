"""Puts the report of a shop into words, in the language of the run; picture and page set the same ones.

No figure is computed here but distances to lines and places on a curve. Colours and sizes belong in the templates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from shopscore.console.indicators_view import name_of
from shopscore.console.outlook import DayAhead, Line, Mover
from shopscore.console.wording import (
    VISIBLE_CHANGE,
    Number,
    estimated,
    how_estimated,
    line_points,
    list_title,
    next_step,
    not_official,
    points,
    short_status,
    status,
)
from shopscore.language import pick, tr, trn
from shopscore.names import platform_name
from shopscore.report.reading import DayScore, ShopFacts, ThingToDo

Direction = Literal["up", "down", "flat"]

MOVERS_SHOWN = 3
# Of the days ahead that the forecast has; the curve shows all of the first week.
DAYS_AHEAD, WEEK = (1, 3, 7), 7
# A curve of a score that hardly moves is drawn as flat as it is: it spans this share of the scale at least.
LEAST_SPAN = 0.02
# States of lines; those of one state stay in the order of their limits.
WORST_FIRST = ("below", "near", "coming", "ok")
# Up to so many hours a thing is due soon.
SOON_HOURS = 24


@dataclass(frozen=True)
class Change:
    """A change of the score, with what it is a change over or of."""

    label: str
    text: str
    direction: Direction


@dataclass(frozen=True)
class LineRow:
    """Where the score stands to a line; `state` is `below`, `near`, `coming` (it falls below by itself) or `ok`."""

    name: str
    limit: str
    state: str
    distance: str
    coming: str
    consequence: str


@dataclass(frozen=True)
class MoverRow:
    """What an indicator gave to the change; `share` of the largest, 0 to 1, is how long its bar is."""

    name: str
    text: str
    direction: Direction
    share: float
    causes: str


@dataclass(frozen=True)
class Ahead:
    """The score on a day to come when nothing new happens."""

    label: str
    day: str
    score: str
    change: Change


@dataclass(frozen=True)
class Mark:
    """A line on the curve, at a height of 0 to 1."""

    y: float
    label: str
    state: str


@dataclass(frozen=True)
class Trend:
    """The curve: points with x and y from 0 to 1, those to come after those that were."""

    past: Sequence[tuple[float, float]]
    ahead: Sequence[tuple[float, float]]
    marks: Sequence[Mark]
    highest: str
    lowest: str
    first_day: str
    today: str
    today_x: float
    last_day: str


@dataclass(frozen=True)
class ThingRow:
    """A thing to do; `urgency` is `late`, `soon` or `later`."""

    number: int
    list_name: str
    text: str
    item: str
    points: str
    hours: str
    urgency: str
    owner: str


@dataclass(frozen=True)
class ShopReport:
    """Everything that stands in the report of a shop, as texts.

    Attributes:
        standing: `below`, `near` or `ok`, as the worst line; `none` without a score.
        words: headings, by what they are above.
    """

    kind: Literal["shop"]
    language: str
    title: str
    name: str
    about: str
    day: str
    system: str
    score: str
    ceiling: str
    standing: str
    status: str
    advice: str
    shown: str
    changes: Sequence[Change]
    trend: Trend | None
    lines: Sequence[LineRow]
    movers: Sequence[MoverRow]
    ahead: Sequence[Ahead]
    things: Sequence[ThingRow]
    notes: Sequence[str]
    made_up: str
    generation: str
    words: dict[str, str]


def compose_shop(facts: ShopFacts, language: str) -> ShopReport:
    """Say everything about a shop on one day.

    Args:
        facts: of the shop.
        language: which this run speaks; the documents name it.
    """
    explanation, system = facts.explanation, facts.system
    subject, day = explanation.subject, explanation.assessment_date
    name = clean(subject.subject_name or subject.subject_id)
    states = [line.state for line in system.outlook.lines]
    has_score = system.score is not None
    return ShopReport(
        kind="shop",
        language=language,
        title=tr("{name}: report of {date}", name=name, date=day),
        name=name,
        about=" · ".join(
            filter(None, (platform_name(subject.platform), clean(subject.industry or ""), subject.subject_id))
        ),
        day=tr("{date:%Y-%m-%d}", date=day),
        system=pick(system.name_en, system.name_zh, system.system_id),
        score=points(system.score) if has_score else "",
        ceiling=tr("of {ceiling:g}", ceiling=float(system.ceiling)),
        standing=next((one for one in ("below", "near") if one in states), "ok") if has_score else "none",
        status=_status(facts),
        advice=(next_step(system.status, system.score) or "") if not has_score else "",
        shown=_shown(facts),
        changes=[
            say_change(trn("{count} day", "{count} days", days), moved)
            for days, moved in ((1, system.change_1d), (7, system.change_7d), (30, system.change_30d))
            if moved is not None
        ],
        trend=_trend(facts),
        lines=sorted(map(_line, system.outlook.lines), key=lambda row: WORST_FIRST.index(row.state))
        if has_score
        else [],
        movers=_movers(facts),
        ahead=_ahead(system.outlook.forecast),
        things=[_thing(at, thing) for at, thing in enumerate(facts.things, start=1)],
        notes=_notes(facts),
        made_up=say_sample() if facts.is_made_up else "",
        generation=explanation.generation_id,
        words={
            "trend": tr("30 days, and 7 to come") if _week(facts) else tr("30 days"),
            "lines": tr("Lines"),
            "movers": tr("What moved it in 7 days"),
            "ahead": tr("If nothing new happens"),
            "things": tr("To do today"),
            "things_of": tr("the first {count} of {listed:,}", count=len(facts.things), listed=facts.listed)
            if facts.listed > len(facts.things)
            else "",
            "owner": tr("with"),
            "footer": tr("publication {generation}", generation=explanation.generation_id),
        },
    )


def say_sample() -> str:
    """Say that nothing of this is anybody's."""
    return tr("Made-up sample: its shops, limits, weights and score pages are invented, none is the platform's.")


def clean(text: str) -> str:
    """Return a text of a merchant on one line."""
    return " ".join(text.split())


def direction_of(moved: Number) -> Direction:
    """Tell which way a change goes to a reader."""
    if moved is None or abs(float(moved)) < VISIBLE_CHANGE:
        return "flat"
    return "up" if moved > 0 else "down"


def say_change(label: str, moved: Number) -> Change:
    """Write a change with its sign; what would read as 0.00 has none."""
    way = direction_of(moved)
    return Change(label, "0.00" if way == "flat" else f"{float(moved or 0):+,.2f}".replace("-", "−"), way)


def _status(facts: ShopFacts) -> str:
    system = facts.system
    if system.score is None:
        return status(system.status, system.valid_orders, system.minimum_orders)
    if system.status == "estimated":
        return estimated(system.estimate_error)
    if system.status != "scored":
        return short_status(system.status)
    if system.peer_rank:
        return tr("rank {rank}/{count}", rank=system.peer_rank, count=system.peer_count)
    return ""


def _shown(facts: ShopFacts) -> str:
    today = [one for one in facts.days if one.assessment_date == facts.explanation.assessment_date]
    seen = today[0].shown_score if today else None
    return tr("buyers see {score:g}", score=float(seen)) if seen is not None else ""


def _line(line: Line) -> LineRow:
    away = float(line.score or 0) - float(line.limit_value or 0)
    # cut and not rounded, as the score is: what is 0.004 above a line is not 0.01 above it
    distance = tr("{points} to go", points=_up(-away)) if away < 0 else tr("{points} above it", points=points(away))
    coming = ""
    if line.days_to_cross is not None:
        values = {"date": f"{line.crosses_on:%m-%d}" if line.crosses_on else ""}
        coming = (
            trn("reached in {count} day ({date})", "reached in {count} days ({date})", line.days_to_cross, **values)
            if line.crosses_to == "above"
            else trn("lost in {count} day ({date})", "lost in {count} days ({date})", line.days_to_cross, **values)
        )
    return LineRow(
        name=pick(line.name_en, line.name_zh),
        limit=line_points(line.limit_value),
        state="coming" if line.state == "ok" and line.crosses_to == "below" else line.state,
        distance=distance,
        coming=coming,
        consequence=pick(line.consequence, line.consequence_zh) if line.state != "ok" or coming else "",
    )


def _up(missing: float) -> str:
    """Write what is missing to a line, rounded up: with less of it the line is not reached."""
    return f"{-(-round(missing * 100, 6) // 1) / 100:,.2f}"


def _movers(facts: ShopFacts) -> list[MoverRow]:
    movers = [one for one in facts.system.outlook.movers if direction_of(one.contribution_7d) != "flat"]
    largest = max((abs(float(one.contribution_7d or 0)) for one in movers), default=1.0)
    rows = []
    for way in ("down", "up"):
        rows += [one for one in movers if direction_of(one.contribution_7d) == way][:MOVERS_SHOWN]
    return [_mover(one, largest, facts) for one in rows]


def _mover(mover: Mover, largest: float, facts: ShopFacts) -> MoverRow:
    moved = say_change("", mover.contribution_7d)
    parts = sorted(mover.causes().items(), key=lambda pair: -abs(float(pair[1] or 0)))
    causes = [f"{words} {say_change('', part).text}" for words, part in parts if direction_of(part) != "flat"]
    return MoverRow(
        name=name_of(facts.system.indicators, mover.indicator_id),
        text=moved.text,
        direction=moved.direction,
        share=abs(float(mover.contribution_7d or 0)) / largest,
        causes=" · ".join(causes[:2]),
    )


def _ahead(forecast: Sequence[DayAhead]) -> list[Ahead]:
    return [
        Ahead(
            label=tr("tomorrow") if day.days_ahead == 1 else tr("in {count} days", count=day.days_ahead),
            day=f"{day.target_date:%m-%d}",
            score=points(day.score),
            change=say_change("", day.change),
        )
        for day in forecast
        if day.days_ahead in DAYS_AHEAD and day.score is not None
    ]


def _week(facts: ShopFacts) -> list[DayAhead]:
    return [one for one in facts.system.outlook.forecast if one.days_ahead <= WEEK and one.score is not None]


def _trend(facts: ShopFacts) -> Trend | None:
    """Return the curve of the days that have a score; None where two of them would not make one."""
    today = facts.explanation.assessment_date
    days = [one for one in facts.days if one.score is not None]
    if len(days) < 2:  # noqa: PLR2004 - a curve has two ends
        return None
    coming = _week(facts)
    first, last = days[0].assessment_date, today + timedelta(days=WEEK if coming else 0)
    values = [float(one.score or 0) for one in days] + [float(one.score or 0) for one in coming]
    scale = float(facts.system.ceiling) - float(facts.system.floor)
    low, high = min(values), max(values)
    widening = max(0.0, scale * LEAST_SPAN - (high - low)) / 2
    low, high = low - widening, high + widening
    span, length = high - low, (last - first).days

    def at(day: DayScore | DayAhead) -> tuple[float, float]:
        date_of = day.assessment_date if isinstance(day, DayScore) else day.target_date
        return (date_of - first).days / length, (float(day.score or 0) - low) / span

    past = [at(one) for one in days]
    marks = [
        Mark((float(line.limit_value or 0) - low) / span, line_points(line.limit_value), line.state)
        for line in facts.system.outlook.lines
        if line.item == "total" and line.statistic == "day" and low <= float(line.limit_value or 0) <= high
    ]
    return Trend(
        past=past,
        ahead=[past[-1], *(at(one) for one in coming)] if coming else [],
        marks=marks,
        highest=points(max(values)),
        lowest=points(min(values)),
        first_day=f"{first:%m-%d}",
        today=tr("today"),
        today_x=(today - first).days / length,
        last_day=f"{last:%m-%d}" if coming else "",
    )


def _thing(number: int, thing: ThingToDo) -> ThingRow:
    hours, urgency = _hours(thing.hours_left)
    return ThingRow(
        number=number,
        list_name=list_title(thing.list_name),
        text=clean(pick(thing.reason, thing.reason_zh)).rstrip(".。"),
        item=thing.item or "",
        points=_at_stake(thing.score_cost),
        hours=hours,
        urgency=urgency,
        owner=clean(thing.owner or ""),
    )


def _at_stake(cost: Number) -> str:
    if not cost or cost < 0:
        return ""
    if cost < VISIBLE_CHANGE:
        return tr("under 0.01 points")
    return tr("{points:.2f} points", points=float(cost))


def _hours(left: float | None) -> tuple[str, str]:
    if left is None:
        return "", "later"
    if left < 0:
        return tr("overdue"), "late"
    if left < 1:
        return tr("{count:.0f} min left", count=left * 60), "late"
    if left <= SOON_HOURS:
        return tr("{count:.0f} h left", count=left), "soon"
    return trn("{count} day left", "{count} days left", int(left // 24)), "later"


def _notes(facts: ShopFacts) -> list[str]:
    system = facts.system
    notes = []
    if system.status == "estimated":
        notes.append(how_estimated(system.estimate_error))
    if not system.is_official:
        notes.append(not_official(never=system.is_never_official))
    if any(thing.score_cost for thing in facts.things):
        notes.append(tr("Points of a thing to do are those of the total that it puts at stake, an estimate."))
    return notes
