"""Draws an explanation, readable at 80 columns: the total of each system, and around it what the other views draw."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.console.adjustments_view import show_adjustments
from shopscore.console.evidence_view import show_evidence
from shopscore.console.explanation import Explanation, Gate, SystemExplanation, costs_something
from shopscore.console.indicators_view import name_of, show_indicators
from shopscore.console.outlook_view import show_outlook
from shopscore.console.tasks_view import show_tasks
from shopscore.console.values_view import show_own_targets, show_values, show_ways_out
from shopscore.console.wording import (
    RULE_CHANGED,
    assumption,
    change,
    how_estimated,
    line_points,
    next_step,
    not_official,
    number,
    percent,
    points,
    status,
)
from shopscore.language import pick, tr, trn
from shopscore.names import whose


def show_explanation(explanation: Explanation, console: Console) -> None:
    """Print a subject's systems in force in full, and each what-if version as one line below its system."""
    subject = explanation.subject
    title = Text(subject.subject_name or subject.subject_id, style="bold")
    if subject.subject_name:
        title.append(f"  {subject.subject_id}", style="default not bold")
    title.append(f"  {whose(subject.platform, subject.subject_type)}", style="default not bold")
    if subject.industry:
        title.append(tr(", {industry}", industry=subject.industry), style="default not bold")
    console.print(title)
    published = tr(
        "Scores of {date}, published {time:%Y-%m-%d %H:%M}",
        date=explanation.assessment_date,
        time=explanation.published_at,
    )
    console.print(Text(published, style="dim"))
    for system in explanation.systems:
        if system.is_what_if:
            console.print(_what_if(system, explanation.systems))
        else:
            _show_system(system, explanation, console)
    show_tasks(explanation.tasks, console)


def _show_system(system: SystemExplanation, explanation: Explanation, console: Console) -> None:
    console.print()
    console.print(Text(pick(system.name_en, system.name_zh, system.system_id), style="bold cyan"))
    console.print(_total(system))
    for line in grade_lines(system):
        console.print(Text(line))
    if advice := next_step(system.status, system.score):
        console.print(Text(advice, style="dim"))
    show_indicators(system, explanation.subject.platform, console)
    if system.is_assumption:
        console.print(Text(assumption(system.note, system.note_zh), style="dim"))
    if system.rule_changed:
        console.print(Text(RULE_CHANGED.said(), style="dim"))
    if not system.is_official:
        console.print(Text(not_official(never=system.is_never_official), style="dim"))
    if any(map(costs_something, system.points_lost)):
        console.print()
        console.print(_points_lost(system))
    show_adjustments(system.adjustments, console)

    def name(indicator_id: str) -> str:
        return name_of(system.indicators, indicator_id)

    if system.evidence is not None:
        console.print()
        show_evidence(system.evidence, name(system.evidence.indicator_id), explanation.assessment_date, console)
    costliest = [one.indicator_id for one in filter(costs_something, system.points_lost)]
    show_outlook(system.outlook, costliest, name, console)
    if system.score is None:
        show_values(system.values, name, console)
    if system.status == "no_peers":
        show_ways_out(console)
    show_own_targets(system.values.own_targets, name, console)


def _total(system: SystemExplanation) -> Text:
    if system.score is None:
        none = Text(tr("no score: {reason}", reason=_why_none(system)), style="yellow")
        return none.append_text(_shown_by_page(system))
    line = Text(tr("{points} of {ceiling:g}", points=points(system.score), ceiling=float(system.ceiling)), style="bold")
    if system.status == "partial":
        partial = (
            tr("partial, so it has no rank")
            if system.weight_covered is None
            else tr(
                "partial: {share} of its weight is covered, so it has no rank", share=percent(system.weight_covered)
            )
        )
        line.append(f"  {partial}", style="yellow not bold")
    elif system.status == "estimated":
        line.append(f"  {how_estimated(system.estimate_error)}", style="yellow not bold")
    line.append_text(_shown_by_page(system))
    for days, moved in ((1, system.change_1d), (7, system.change_7d), (30, system.change_30d)):
        span = trn("{count} day", "{count} days", days)
        line.append(f"  {span} ", style="default not bold").append_text(change(moved))
    if system.peer_rank:
        rank = tr("rank {rank}/{count}", rank=system.peer_rank, count=system.peer_count)
        line.append(f"  {rank}", style="default not bold")
    # the mean of ranks is the middle of the scale by construction, and tells nothing
    if system.method == "mean_of_stars" and system.peer_mean is not None:
        mean = tr("peers' mean {mean}", mean=number(system.peer_mean))
        line.append(f"  {mean}", style="default not bold")
    return line


def grade_lines(system: SystemExplanation) -> list[str]:
    """Say which grade a score has, what the next one lacks, and what could not be judged; none where there are none."""
    if not system.gates:
        return []
    names = {gate.grade: pick(gate.name_en, gate.name_zh, f"{gate.grade:g}") for gate in system.gates}
    said = tr("no grade is reached") if system.grade is None else names[float(system.grade)]
    higher = [grade for grade in names if system.grade is None or grade > float(system.grade)]
    asked = [gate for gate in system.gates if higher and gate.grade == min(higher)]
    lacking = tuple(
        tr(
            "{item} at least {limit} (now {value})",
            item=_item(gate),
            limit=line_points(gate.limit_value),
            value=points(gate.value),
        )
        for gate in asked
        if gate.is_reached is False
    )
    if lacking:
        said = tr("{grade}; for {next}: {lacking}", grade=said, next=names[min(higher)], lacking=lacking)
    unjudged = tuple(dict.fromkeys(_item(gate) for gate in system.gates if gate.is_reached is None))
    return [said, *([tr("not judged, because it has no score: {items}", items=unjudged)] if unjudged else [])]


def _item(gate: Gate) -> str:
    return tr("the total") if gate.item == "total" else pick(gate.item_en, gate.item_zh, gate.item)


def _shown_by_page(system: SystemExplanation) -> Text:
    if system.reported_score is None:
        return Text()
    said = tr("the page of the day shows {points:g}", points=float(system.reported_score))
    return Text(f"  {said}", style="not bold default")


def _why_none(system: SystemExplanation) -> str:
    return status(system.status, system.valid_orders, system.minimum_orders)


def _points_lost(system: SystemExplanation) -> Table:
    lost = sum(float(one.points or 0) for one in system.points_lost)
    title = tr(
        "What costs points: {lost} below the best possible {ceiling:g}",
        lost=number(lost),
        ceiling=float(system.ceiling),
    )
    table = Table(title=Text(title, style="bold"), title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column(tr("Points"), justify="right", no_wrap=True)
    table.add_column(tr("Weight in the total"), justify="right", no_wrap=True)
    table.add_column(tr("Indicator"), overflow="fold")
    for one in filter(costs_something, system.points_lost):
        table.add_row(
            number(one.points),
            percent(one.weight_in_total),
            Text(name_of(system.indicators, one.indicator_id)),
            style="bold red" if one is system.points_lost[0] else "",
        )
    return table


def _what_if(system: SystemExplanation, systems: Sequence[SystemExplanation]) -> Text:
    line = Text(tr("What if {rule} were the rule: ", rule=system.rule_version), style="magenta")
    if system.score is None:
        line.append(tr("no score: {reason}", reason=_why_none(system)))
        if system.status == "needs_pages":
            own_days = tr(
                "its points are learned from pages of its own days, and none is shown before it holds; what it looks "
                "at stands in marts.indicator_scores"
            )
            line.append(f"\n{own_days}", style="dim")
        return line
    line.append(points(system.score), style="bold")
    in_force = next((one for one in systems if one.system_id == system.system_id and not one.is_what_if), None)
    if in_force is None or in_force.score is None:
        pass
    elif (in_force.floor, in_force.ceiling) == (system.floor, system.ceiling):
        line.append(" (").append_text(change(float(system.score) - float(in_force.score))).append(")")
    else:
        scale = tr(
            "on another scale ({floor:g} to {ceiling:g}), so there is no difference",
            floor=float(system.floor),
            ceiling=float(system.ceiling),
        )
        line.append(f", {scale}")
    return line.append(f"\n{assumption(system.note, system.note_zh)}", style="dim") if system.is_assumption else line
