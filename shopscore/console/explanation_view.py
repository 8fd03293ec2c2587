"""Draws an explanation, readable at 80 columns.

An indicator takes two lines: the figure with its unit above, what it is made of below.
"""

from collections.abc import Sequence
from itertools import groupby

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.console.explanation import (
    LEAVING_SOON,
    Dimension,
    Evidence,
    Explanation,
    Indicator,
    SystemExplanation,
    costs_something,
)
from shopscore.console.origins_view import show_account, show_origins
from shopscore.console.outlook_view import show_outlook
from shopscore.console.tasks import Task
from shopscore.console.values_view import show_own_targets, show_values, show_ways_out
from shopscore.console.wording import (
    NOTHING,
    RULE_CHANGED,
    assumption,
    change,
    count,
    kind,
    list_title,
    measure,
    missing,
    number,
    percent,
    points,
    status,
)
from shopscore.language import pick, tr, trn
from shopscore.names import column_header, whose


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
    if explanation.tasks:
        console.print()
        _show_tasks(explanation.tasks, console)


def _show_system(system: SystemExplanation, explanation: Explanation, console: Console) -> None:
    console.print()
    console.print(Text(pick(system.name_en, system.name_zh, system.system_id), style="bold cyan"))
    console.print(_total(system))
    if system.indicators:
        console.print(_indicators(system))
        _show_missing(system, explanation.subject.platform, console)
    if system.is_assumption:
        console.print(Text(assumption(system.note), style="dim"))
    if system.rule_changed:
        console.print(Text(RULE_CHANGED.said(), style="dim"))
    if not system.is_official:
        console.print(Text(tr("The platform no longer shows this score; it is computed for comparison."), style="dim"))
    if any(costs_something(drag) for drag in system.drag):
        console.print()
        console.print(_drag(system))
    if system.evidence is not None:
        console.print()
        _show_evidence(system, system.evidence, explanation, console)
    costliest = [drag.indicator_id for drag in system.drag if costs_something(drag)]

    def name(indicator_id: str) -> str:
        return _name(system.indicators, indicator_id)

    show_outlook(system.outlook, costliest, name, console)
    if system.score is None:
        show_values(system.values, name, console)
    if system.status == "no_peers":
        show_ways_out(console)
    show_own_targets(system.values.own_targets, name, console)


def _total(system: SystemExplanation) -> Text:
    if system.score is None:
        return Text(tr("no score: {reason}", reason=_why_none(system)), style="yellow")
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
        line.append("  " + tr("estimated by curves made from assumptions, so it has no rank"), style="yellow not bold")
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


def _why_none(system: SystemExplanation) -> str:
    return status(system.status, system.valid_orders, system.minimum_orders)


def _heads() -> tuple[str, ...]:
    return (
        tr("Value"),
        tr("Time-weighted"),
        tr("Median"),
        tr("Beats"),
        tr("Weight"),
        tr("Score"),
        tr("1 day"),
    )


def _indicators(system: SystemExplanation) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=0, show_edge=False)
    table.add_column(tr("Indicator"), ratio=1, overflow="fold")
    for title in _heads():
        table.add_column(title, justify="right", no_wrap=True)
    for dimension in system.dimensions:
        table.add_section()
        table.add_row(*_dimension_cells(dimension), style="bold")
        for indicator in system.indicators:
            if indicator.dimension_id == dimension.dimension_id:
                table.add_row(*_indicator_cells(indicator))
    shown_only = [indicator for indicator in system.indicators if indicator.dimension_id is None]
    if shown_only:
        table.add_section()
        table.add_row(Text(tr("Shown only, not scored")), style="bold")
    for indicator in shown_only:
        table.add_row(*_indicator_cells(indicator))
    return table


def _dimension_cells(dimension: Dimension) -> list[Text | str]:
    return [
        Text(pick(dimension.name_en, dimension.name_zh, dimension.dimension_id)),
        "",
        "",
        "",
        "",
        percent(dimension.weight or None),
        number(dimension.score),
        change(dimension.change_1d),
    ]


def _indicator_cells(indicator: Indicator) -> list[Text | str]:
    # of an export that never came there is nothing to count, and nothing is not zero
    parts = None if indicator.value is None else f"{count(indicator.numerator)}/{count(indicator.denominator)}"
    return [
        Text(pick(indicator.name_en, indicator.name_zh, indicator.indicator_id)),
        _two_lines(tr("missing") if indicator.value is None else measure(indicator.value, indicator.unit), parts),
        measure(indicator.decayed_value, indicator.unit),
        measure(indicator.peer_median, indicator.unit),
        percent(indicator.percentile),
        percent(indicator.weight or None) if indicator.dimension_id else "",
        number(indicator.score),
        change(indicator.change_1d),
    ]


def _show_missing(system: SystemExplanation, platform: str, console: Console) -> None:
    def words_of(indicator: Indicator) -> str:
        column = indicator.missing_column
        if column and indicator.missing_export:
            column = column_header(platform, indicator.missing_export, column)
        return missing(indicator.missing_reason, indicator.missing_export, column)

    missed = [one for one in system.indicators if one.missing_reason is not None]
    for words, indicators in groupby(sorted(missed, key=words_of), words_of):
        names = tuple(_name(system.indicators, one.indicator_id) for one in indicators)
        said = tr("missing, {reason}: {indicators}", reason=words, indicators=names)
        console.print(Text(said, style="yellow"))


def _two_lines(above: str, below: str | None) -> Text:
    text = Text(above)
    return text.append(f"\n{below}", style="dim not bold") if below else text


def _name(indicators: Sequence[Indicator], indicator_id: str) -> str:
    names = (pick(one.name_en, one.name_zh, indicator_id) for one in indicators if one.indicator_id == indicator_id)
    return next(names, indicator_id)


def _drag(system: SystemExplanation) -> Table:
    lost = sum(float(drag.points or 0) for drag in system.drag)
    title = tr(
        "What costs points: {lost} below the best possible {ceiling:g}",
        lost=number(lost),
        ceiling=float(system.ceiling),
    )
    table = Table(title=Text(title, style="bold"), title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column(tr("Points"), justify="right", no_wrap=True)
    table.add_column(tr("Weight in the total"), justify="right", no_wrap=True)
    table.add_column(tr("Indicator"), overflow="fold")
    for drag in filter(costs_something, system.drag):
        table.add_row(
            number(drag.points),
            percent(drag.effective_weight),
            Text(_name(system.indicators, drag.indicator_id)),
            style="bold red" if drag is system.drag[0] else "",
        )
    return table


def _show_evidence(system: SystemExplanation, evidence: Evidence, explanation: Explanation, console: Console) -> None:
    console.print(
        Text(tr("Behind {indicator}", indicator=_name(system.indicators, evidence.indicator_id)), style="bold")
    )
    if evidence.account is not None:
        show_account(evidence.account, console)
    for state, cases, said in (
        ("against", evidence.against, trn("{count:,} counts against", "{count:,} count against", evidence.against)),
        ("excluded", evidence.excluded, tr("{count:,} excluded", count=evidence.excluded)),
    ):
        if not cases:
            continue
        reasons = tuple(
            tr(
                "{reason} ({count:,})",
                reason=pick(row.reason, row.reason_zh) or tr("no reason"),
                count=row.cases,
            )
            for row in evidence.reasons
            if row.state == state
        )
        console.print(Text("  " + (tr("{what}: {remedy}", what=said, remedy=reasons) if reasons else said)))
    if evidence.leaving_within_7_days:
        until = explanation.assessment_date + LEAVING_SOON
        leaving = trn(
            "{count:,} of those against leaves the score by {date}",
            "{count:,} of those against leave the score by {date}",
            evidence.leaving_within_7_days,
            date=until,
        )
        console.print(Text(f"  {leaving}"))
    show_origins(evidence.origins, console)
    if evidence.cases:
        console.print(_cases(evidence))
    if evidence.against > len(evidence.cases):
        shown = tr(
            "showing {shown} of {count:,}; all: marts.indicator_evidence",
            shown=len(evidence.cases),
            count=evidence.against,
        )
        console.print(Text(shown, style="dim"))


def _cases(evidence: Evidence) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column(tr("Case"), overflow="fold")
    table.add_column(tr("Kind"), overflow="fold")
    table.add_column(tr("Reason"), overflow="fold")
    table.add_column(tr("Date"), no_wrap=True)
    table.add_column(tr("Leaves on"), no_wrap=True)
    for case in evidence.cases:
        table.add_row(
            Text(case.case_id),
            Text(kind(case.case_kind)),
            Text(pick(case.reason, case.reason_zh, NOTHING)),
            f"{case.cohort_date}",
            f"{case.leaves_on}",
        )
    return table


def _show_tasks(tasks: Sequence[Task], console: Console) -> None:
    console.print(Text(tr("To do, as of {time:%Y-%m-%d %H:%M}", time=tasks[0].as_of), style="bold"))
    for task in tasks:
        if task.rows or task.state == "empty":
            console.print(_task(task))
    shown = [task for task in tasks if task.rows]
    if shown:
        query = f"shopscore sql \"from actions.{shown[0].name} where shop_id = '...' order by priority\""
        console.print(Text(tr("all rows: {command}", command=query), "dim"))


def _task(task: Task) -> Text:
    said = tr("{name}: {count:,}", name=list_title(task.name), count=task.rows)
    if task.overdue:
        said += tr(", {count:,} overdue", count=task.overdue)
    if task.first_due_at:
        said += tr(", first due {time:%Y-%m-%d %H:%M}", time=task.first_due_at)
    text = Text(f"  {said}", style="bold")
    if task.first_reason:
        text.append(f"\n    {pick(task.first_reason, task.first_reason_zh)}", style="default not bold")
    if task.note:
        text.append(f"\n    {pick(task.note, task.note_zh)}", style="yellow not bold")
    return text


def _what_if(system: SystemExplanation, systems: Sequence[SystemExplanation]) -> Text:
    line = Text(tr("What if {rule} were the rule: ", rule=system.rule_version), style="magenta")
    if system.score is None:
        return line.append(tr("no score: {reason}", reason=_why_none(system)))
    line.append(points(system.score), style="bold")
    in_force = [one.score for one in systems if one.system_id == system.system_id and not one.is_what_if]
    if in_force and in_force[0] is not None:
        line.append(" (").append_text(change(float(system.score) - float(in_force[0]))).append(")")
    return line.append(f"\n{assumption(system.note)}", style="dim") if system.is_assumption else line
