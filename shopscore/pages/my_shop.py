"""My shop: where the score stands, why it moved, what is ahead, and what to do today."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import streamlit as st

from shopscore.console.explanation import SystemExplanation, read_explanation
from shopscore.console.outlook import Line, Target
from shopscore.console.tasks import Task
from shopscore.console.wording import (
    FORECAST_DAYS_SHOWN,
    RULE_CHANGED,
    VISIBLE_CHANGE,
    assumption,
    how_estimated,
    line_points,
    list_title,
    measure,
    missing,
    next_step,
    not_official,
    number,
    percent,
    points,
    short_status,
    status,
)
from shopscore.language import pick, tr, trn
from shopscore.pages import charts
from shopscore.pages.frame import GO_TO, Page, answer, choose_shop, in_words
from shopscore.pages.publication import Shop
from shopscore.pages.words import LINE_STATES, change, plain, said, total, worth

STEPS_SHOWN = 6
# Three of them stand beside one another on a phone.
FIGURE = 108
TO_DO_SHOWN = 10
TARGETS_SHOWN = 3
GROWTH = "growth"
TREND_DAYS = (7, 14, 30, 90)
MOVED_DAYS = (1, 7)
# Lists of cases that cost points or are about to; the others are service, or a summary of the rest.
NOT_CASES = ("care_messages", "promotion_readiness")
_LINE_COLOURS = {"below": "red", "near": "orange", "ok": "green"}


def show(page: Page) -> None:
    """Show the page of one shop."""
    left, right = st.columns(2)
    with left:
        shop = choose_shop(page)
    with right:
        chosen = _choose_score(page.read("score_choices", platform=shop.platform, subject_id=shop.shop_id))
    key = {
        "platform": shop.platform,
        "subject_type": "shop",
        "subject_id": shop.shop_id,
        "system_id": chosen["system_id"],
        "rule_version": chosen["rule_version"],
    }
    explanation = read_explanation(page.publication.connection, shop.shop_id, chosen["system_id"], None)
    system = next(one for one in explanation.systems if one.rule_version == chosen["rule_version"])
    drivers = page.read("score_drivers", **key)
    indicators = page.read("shop_indicators", **key)

    answer(headline(shop, chosen, drivers))
    _show_figures(chosen, system)
    # beside one another on a desktop, one after the other on a phone
    left, right = st.columns(2, gap="large")
    with left:
        _show_to_do(page, shop, system, explanation.tasks)
    with right:
        _show_lines(system)
    left, right = st.columns(2, gap="large")
    with left:
        _show_changes(chosen, system, drivers)
    with right:
        _show_trend(page, key, chosen, system.outlook.lines)
    left, right = st.columns(2, gap="large")
    with left:
        _show_leaving(page, key, float(chosen["ceiling"]) - float(chosen["floor"]))
    with right:
        _show_ahead(system)
    _show_indicators(system, indicators)


def headline(shop: Shop, chosen: Mapping[str, Any], drivers: Sequence[Mapping[str, Any]]) -> str:
    """Return the sentence that the page is there for: the score, as buyers see it, its week, and what moved it most."""
    system = plain(pick(chosen["name_en"], chosen["name_zh"], chosen["system_id"]))
    if chosen["score"] is None:
        why = status(chosen["status"], chosen.get("valid_orders"), chosen.get("minimum_orders"))
        return tr("{system}: no score today ({why}).", system=system, why=why)
    sentence = tr(
        "{system} **{score}** of {ceiling}",
        system=system,
        score=points(chosen["score"]),
        ceiling=f"{chosen['ceiling']:g}",
    )
    if chosen["shown_score"] is not None:
        sentence += tr(", buyers see **{shown:.1f}**", shown=chosen["shown_score"])
    if chosen["change_7d"] is None:
        return sentence + tr(".")
    sentence += tr(", {change} in 7 days", change=change(chosen["change_7d"]))
    moved = [row for row in drivers if _is_visible(row["contribution_7d"])]
    if moved and abs(float(chosen["change_7d"])) >= VISIBLE_CHANGE:
        falling = float(chosen["change_7d"]) < 0
        most = (min if falling else max)(moved, key=lambda row: float(row["contribution_7d"]))
        sentence += tr(
            ", most of all by {indicator} ({points})",
            indicator=plain(pick(most["indicator_name_en"], most["indicator_name_zh"], most["indicator_id"])),
            points=change(most["contribution_7d"]),
        )
    return sentence + tr(".")


def _choose_score(choices: Sequence[dict[str, Any]]) -> dict[str, Any]:
    if len(choices) == 1:
        return choices[0]

    systems = [one["system_id"] for one in choices]

    def title(index: int) -> str:
        one = choices[index]
        name = pick(one["name_en"], one["name_zh"], one["system_id"])
        if one["is_official"] or systems.count(one["system_id"]) == 1:
            return name
        return tr("{system}, rule {version}", system=name, version=one["rule_version"])

    numbers = range(len(choices))
    return choices[st.selectbox(tr("Score"), numbers, format_func=in_words(numbers, title))]


def _show_figures(chosen: Mapping[str, Any], system: SystemExplanation) -> None:
    if chosen["score"] is not None:
        _show_metrics(chosen, system)
    notes = []
    if chosen["score"] is None or system.status == "growth":
        notes.append(status(system.status, system.valid_orders, system.minimum_orders) + tr("."))
    if system.status == "estimated":
        notes.append(how_estimated(system.estimate_error) + tr("."))
    if (step := next_step(system.status, system.score)) is not None:
        notes.append(step)
    if not system.is_official:
        notes.append(not_official(never=system.is_never_official))
    if system.is_assumption:
        notes.append(assumption(system.note, system.note_zh))
    if system.rule_changed:
        notes.append(str(RULE_CHANGED))
    if notes:
        st.caption(plain(" ".join(notes)))


def _show_metrics(chosen: Mapping[str, Any], system: SystemExplanation) -> None:
    with st.container(horizontal=True):
        st.metric(tr("Score"), points(chosen["score"]), border=True, width=FIGURE)
        if chosen["shown_score"] is not None:
            st.metric(tr("Buyers see"), f"{chosen['shown_score']:.1f}", border=True, width=FIGURE)
        for days, column in ((1, "change_1d"), (7, "change_7d"), (30, "change_30d")):
            label = trn("{count} day", "{count} days", days)
            st.metric(label, change(chosen[column]), border=True, width=FIGURE)
        if system.peer_rank is not None:
            st.metric(tr("Rank"), f"{system.peer_rank}/{system.peer_count}", border=True, width=FIGURE)


def _show_to_do(page: Page, shop: Shop, system: SystemExplanation, tasks: Sequence[Task]) -> None:
    st.subheader(tr("What to do today"))
    work = page.read("work_of_shop", platform=shop.platform, subject_id=shop.shop_id)
    cases = [(float(row["worth"] or 0), _task(row)) for row in work if row["list_name"] not in NOT_CASES]
    marks = [(float(target.total_gain or 0), _target(system, target)) for target in best_targets(system)]
    lines = [line for _, line in sorted([*cases, *marks], key=lambda one: -one[0])]
    lines += [_task(row) for row in work if row["list_name"] in NOT_CASES]
    if not lines:
        st.markdown(tr("Nothing is on any list today."))
    st.markdown("\n".join(f"{index}. {line}" for index, line in enumerate(lines[:TO_DO_SHOWN], start=1)))
    for task in tasks:
        if task.note is not None:
            st.caption(plain(f"{list_title(task.name)}: {pick(task.note, task.note_zh)}"))


def _task(row: Mapping[str, Any]) -> str:
    text = tr("**{name}**: {count:,}", name=list_title(row["list_name"]), count=row["row_count"])
    if row["due_soon"]:
        text += tr(", :orange[{count:,} due within 24 hours]", count=row["due_soon"])
    if row["overdue"]:
        text += tr(", {count:,} overdue", count=row["overdue"])
    if row["worth"] and row["list_name"] not in NOT_CASES:
        text += tr(" – worth {points}", points=worth(row["worth"]))
    return text


def best_targets(system: SystemExplanation) -> list[Target]:
    """Return the nearest mark of each indicator that gives the total something, the most per good event first."""
    nearest: dict[str, Target] = {}
    for target in system.outlook.targets:
        gives = target.needed and target.total_gain is not None and float(target.total_gain) >= VISIBLE_CHANGE
        if not gives:
            continue
        known = nearest.get(target.indicator_id)
        if known is None or (target.needed or 0) < (known.needed or 0):
            nearest[target.indicator_id] = target
    by_gain = sorted(
        nearest.values(), key=lambda one: (-float(one.total_gain or 0) / (one.needed or 1), one.indicator_id)
    )
    return by_gain[:TARGETS_SHOWN]


def _target(system: SystemExplanation, target: Target) -> str:
    name = next((one for one in system.indicators if one.indicator_id == target.indicator_id), None)
    indicator = pick(name.name_en, name.name_zh, target.indicator_id) if name else target.indicator_id
    return tr(
        "**{indicator}**: {count:,} more {event} bring it to {value} – worth {points}",
        indicator=plain(indicator),
        count=target.needed,
        event=plain(pick(target.good_event_en, target.good_event_zh)),
        value=plain(measure(target.target_value, target.unit)),
        points=worth(target.total_gain),
    )


def _show_lines(system: SystemExplanation) -> None:
    if not system.outlook.lines:
        return
    st.subheader(tr("Lines to hold"))
    for line in system.outlook.lines:
        st.markdown(line_sentence(line))


def line_sentence(line: Line) -> str:
    """Return where a score stands to a line, how far, and when it crosses it."""
    falls = line.state == "ok" and line.days_to_cross is not None and line.crosses_to == "below"
    colour = "orange" if falls else _LINE_COLOURS.get(line.state, "gray")
    state = tr("falling") if falls else said(LINE_STATES, line.state)
    name = plain(pick(line.name_en, line.name_zh))
    text = f":{colour}-badge[{state}] **{name} {plain(line_points(line.limit_value))}**"
    if line.score is not None and line.limit_value is not None:
        distance = float(line.score) - float(line.limit_value)
        figures = {"value": plain(points(line.score)), "distance": plain(number(abs(distance)))}
        text += (
            tr(": now {value}, {distance} points above it", **figures)
            if distance >= 0
            else tr(": now {value}, {distance} points short", **figures)
        )
    if line.days_running > 1 and line.days_below:
        text += tr("; below on {count} of {days} days running", count=line.days_below, days=line.days_running)
    if line.days_to_cross is not None and line.crosses_on is not None:
        text += (
            tr("; :green[back above in {count} days, on {date}]", count=line.days_to_cross, date=plain(line.crosses_on))
            if line.crosses_to == "above"
            else tr(
                "; :red[falls below in {count} days, on {date}]", count=line.days_to_cross, date=plain(line.crosses_on)
            )
        )
        text += tr(" if nothing new happens")
    else:
        text += tr("; not crossed in the next 30 days if nothing new happens")
    if line.state == "below":
        text += tr(". {sentence}", sentence=plain(pick(line.consequence, line.consequence_zh)))
    return text


def _show_changes(chosen: Mapping[str, Any], system: SystemExplanation, drivers: Sequence[Mapping[str, Any]]) -> None:
    if chosen["score"] is None or not drivers:
        return
    st.subheader(tr("What moved it"))
    days = st.segmented_control(
        tr("In the last"),
        MOVED_DAYS,
        default=7,
        required=True,
        format_func=in_words(MOVED_DAYS, _days),
        key="moved_in",
        label_visibility="collapsed",
    )
    column, moved = f"contribution_{days}d", chosen[f"change_{days}d"]
    if moved is None:
        st.markdown(tr("There is no score to compare with on that day."))
        return
    shown = [row for row in drivers if _is_visible(row[column])]
    if not shown:
        st.markdown(tr("Nothing moved it by as much as 0.01 points."))
        return
    shown.sort(key=lambda row: -abs(float(row[column])))
    steps = [
        (pick(row["indicator_name_en"], row["indicator_name_zh"], row["indicator_id"]), float(row[column]))
        for row in shown[:STEPS_SHOWN]
    ]
    rest = float(moved) - sum(amount for _, amount in steps)
    if abs(rest) >= VISIBLE_CHANGE:
        steps.append((tr("everything else"), rest))
    now = float(chosen["score"])
    st.altair_chart(charts.waterfall(now - float(moved), steps, now))
    causes = {name: part for name, part in _causes(drivers).items() if _is_visible(part)}
    if days == 7 and causes:  # noqa: PLR2004
        said_causes = tr("; ").join(f"{name} {change(part)}" for name, part in causes.items())
        st.caption(plain(tr("By cause: {causes}.", causes=said_causes)))


def _causes(drivers: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    columns = {
        tr("new cases"): "entered_7d",
        tr("cases that left the window"): "left_window_7d",
        tr("corrections"): "corrected_7d",
        tr("time-weighting"): "decayed_7d",
        tr("the rule changed"): "rule_changed_7d",
        tr("peers moved"): "peers_moved_7d",
        tr("weights"): "reweighted_7d",
        tr("deductions and bonus"): "adjusted_7d",
    }
    return {name: total([dict(row) for row in drivers], column) for name, column in columns.items()}


def _show_trend(page: Page, key: Mapping[str, Any], chosen: Mapping[str, Any], lines: Sequence[Line]) -> None:
    st.subheader(tr("Trend"))
    days = st.segmented_control(
        tr("Days"),
        TREND_DAYS,
        default=30,
        required=True,
        format_func=in_words(TREND_DAYS, _days),
        key="trend_days",
        label_visibility="collapsed",
    )
    scores = page.read("score_trend", **key, days=days, is_official=chosen["is_official"])
    if not scores:
        st.markdown(tr("There is no score on these days."))
        return
    changes = page.read("rule_changes", system_id=key["system_id"], days=days) if chosen["is_official"] else []
    limits: dict[float, str] = {}
    for line in lines:
        if line.item == "total" and line.limit_value is not None:
            limits.setdefault(float(line.limit_value), pick(line.name_en, line.name_zh))
    st.altair_chart(
        charts.trend(
            [
                {"day": f"{row['assessment_date']}", "score": row["score"], "version": row["rule_version"]}
                for row in scores
            ],
            [{"limit": limit, "name": f"{name} {line_points(limit)}"} for limit, name in limits.items()],
            [{"day": f"{row['valid_from']}", "name": tr("new rule")} for row in changes],
        )
    )
    best = max(float(row["score"]) for row in scores)
    worst = min(float(row["score"]) for row in scores)
    st.caption(
        plain(
            tr(
                "Best {best}, worst {worst} in these {days} days.",
                best=points(best),
                worst=points(worst),
                days=days,
            )
        )
    )


def _show_leaving(page: Page, key: Mapping[str, Any], scale: float) -> None:
    ahead = page.read("leaving", **key)
    if not any(row["cases"] or row["score"] is not None for row in ahead):
        return
    st.subheader(tr("What leaves the window"))
    week = [row for row in ahead if row["day"] <= page.publication.day + timedelta(days=7)]
    sentence = tr("In the next 7 days {count:,} bad cases leave their window", count=sum(row["cases"] for row in week))
    if week and week[-1]["score"] is not None:
        sentence += tr("; if nothing new happens the score is then {score}", score=points(week[-1]["score"]))
    st.markdown(plain(sentence + tr(".")))
    first = ahead[0]["day"].isocalendar()
    monday = ahead[0]["day"] - timedelta(days=first.weekday - 1)
    st.altair_chart(
        charts.calendar(
            [
                {
                    "weekday": row["day"].isoweekday(),
                    "week": (row["day"] - monday).days // 7,
                    "day": f"{row['day']:%m-%d}",
                    "change": row["change"],
                    "text": tr("{count} out", count=row["cases"]) if row["cases"] else "",
                }
                for row in ahead
            ],
            scale,
        )
    )
    st.caption(tr("Each day: how many bad cases leave. Green days raise the score by themselves, red days lower it."))


def _show_ahead(system: SystemExplanation) -> None:
    ahead = [day for day in system.outlook.forecast if day.days_ahead in FORECAST_DAYS_SHOWN]
    # points of the growth stage are no score to look forward to
    days = [day for day in ahead if day.score is not None and (day.status != GROWTH or system.status == GROWTH)]
    if not days:
        return
    st.subheader(tr("If nothing new happens"))
    with st.container(horizontal=True):
        for day in days:
            st.metric(f"{day.target_date:%m-%d}", points(day.score), border=True, width=FIGURE)
    for day in ahead:
        if day.status != system.status:
            what = tr("{date}: {status}", date=f"{day.target_date:%m-%d}", status=short_status(day.status))
            st.caption(plain(what))
    st.caption(
        tr("With peers that hold still.")
        if any(day.basis == "peers_held_still" for day in days)
        else tr("From the cases that are known, as they leave the window.")
    )


def _show_indicators(system: SystemExplanation, rows: Sequence[Mapping[str, Any]]) -> None:
    st.subheader(tr("Indicators"))
    scored = [row for row in rows if row["dimension_id"] is not None]
    shown_only = [row for row in rows if row["dimension_id"] is None]
    st.caption(tr("What costs most comes first."))
    targets = {one.indicator_id: one for one in best_targets(system)}
    columns = st.columns(2)
    for index, row in enumerate(scored):
        with columns[index % 2].container(border=True):
            st.markdown(indicator_card(row, targets.get(row["indicator_id"])))
            if st.button(
                tr("See its cases"), key=f"see-{row['indicator_id']}", type="tertiary", icon=":material/arrow_forward:"
            ):
                st.session_state["indicator"] = row["indicator_id"]
                st.session_state[GO_TO] = "indicator"
                st.rerun()
    if shown_only:
        with st.expander(tr("Shown only, not scored")):
            for row in shown_only:
                st.markdown(indicator_card(row, None))


def indicator_card(row: Mapping[str, Any], target: Target | None) -> str:
    """Return an indicator in three lines: value beside the peers', what it costs, and what comes next."""
    name = plain(pick(row["indicator_name_en"], row["indicator_name_zh"], row["indicator_id"]))
    if row["is_missing"] and row["value"] is None:
        why = missing(row["missing_reason"], row["missing_export"], row["missing_column"])
        return f"**{name}**  \n:gray[{plain(why)}]"
    lines = [f"**{name}** {_coloured(row)}"]
    facts = []
    if row["peer_median"] is not None:
        facts.append(tr("peers' median {value}", value=plain(measure(row["peer_median"], row["unit"]))))
    if row["points_lost"] is not None:
        facts.append(tr("costs {points} points", points=plain(number(row["points_lost"]))))
    if row["weight_in_total"] is not None:
        facts.append(tr("{share} of the total", share=plain(percent(row["weight_in_total"]))))
    if facts:
        lines.append(" · ".join(facts))
    if row["next_limit"] is not None:
        lines.append(
            tr(
                "next limit {value}: {points} points",
                value=plain(measure(row["next_limit"], row["unit"])),
                points=plain(f"{row['next_points']:g}"),
            )
        )
    elif target is not None:
        lines.append(
            tr(
                "next mark {value}: worth {points}",
                value=plain(measure(target.target_value, target.unit)),
                points=worth(target.total_gain),
            )
        )
    return "  \n".join(lines)


def _coloured(row: Mapping[str, Any]) -> str:
    value = plain(measure(row["value"], row["unit"]))
    if row["value"] is None or row["peer_median"] is None or row["value"] == row["peer_median"]:
        return f"**{value}**"
    better = (float(row["value"]) > float(row["peer_median"])) == (row["better"] == "up")
    return f":{'green' if better else 'red'}[**{value}**]"


def _days(count: int) -> str:
    return trn("{count} day", "{count} days", count)


def _is_visible(moved: Any) -> bool:
    return moved is not None and abs(float(moved)) >= VISIBLE_CHANGE
