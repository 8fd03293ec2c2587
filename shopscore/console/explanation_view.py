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
from shopscore.console.values_view import show_own_targets, show_values
from shopscore.console.wording import (
    NOTHING,
    RULE_CHANGED,
    assumption,
    bilingual,
    change,
    count,
    list_title,
    measure,
    missing,
    number,
    percent,
    points,
    status,
)
from shopscore.language import tr


def show_explanation(explanation: Explanation, console: Console) -> None:
    """Print a subject's systems in force in full, and each what-if version as one line below its system."""
    subject = explanation.subject
    title = Text(subject.subject_name or subject.subject_id, style="bold")
    if subject.subject_name:
        title.append(f"  {subject.subject_id}", style="default not bold")
    title.append(f"  {subject.platform} {subject.subject_type}", style="default not bold")
    if subject.industry:
        title.append(f", {subject.industry}", style="default not bold")
    console.print(title)
    console.print(
        Text(
            f"Scores of {explanation.assessment_date}, published {explanation.published_at:%Y-%m-%d %H:%M}", style="dim"
        )
    )
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
    console.print(Text(bilingual(system.name_en, system.name_zh, system.system_id), style="bold cyan"))
    console.print(_total(system))
    if system.indicators:
        console.print(_indicators(system))
        _show_missing(system, console)
    if system.is_assumption:
        console.print(Text(assumption(system.note), style="dim"))
    if system.rule_changed:
        console.print(Text(RULE_CHANGED, style="dim"))
    if not system.is_official:
        console.print(Text("The platform no longer shows this score; it is computed for comparison.", style="dim"))
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
    show_own_targets(system.values.own_targets, name, console)


def _total(system: SystemExplanation) -> Text:
    if system.score is None:
        return Text(f"no score: {status(system.status, system.valid_orders, system.minimum_orders)}", style="yellow")
    line = Text(f"{points(system.score)} of {float(system.ceiling):g}", style="bold")
    if system.status == "partial":
        covered = (
            "" if system.weight_covered is None else f": {percent(system.weight_covered)} of its weight is covered"
        )
        line.append(f"  partial{covered}, so it has no rank", style="yellow not bold")
    elif system.status == "estimated":
        line.append("  " + tr("estimated by curves made from assumptions, so it has no rank"), style="yellow not bold")
    for days, moved in ((1, system.change_1d), (7, system.change_7d), (30, system.change_30d)):
        line.append(f"  {days} day{'' if days == 1 else 's'} ", style="default not bold").append_text(change(moved))
    if system.peer_rank:
        line.append(f"  rank {system.peer_rank}/{system.peer_count}", style="default not bold")
    # the mean of ranks is the middle of the scale by construction, and tells nothing
    if system.method == "mean_of_stars" and system.peer_mean is not None:
        line.append(f"  peers' mean {number(system.peer_mean)}", style="default not bold")
    return line


def _indicators(system: SystemExplanation) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=0, show_edge=False)
    table.add_column("Indicator", ratio=1, overflow="fold")
    for title in ("Value", "Recent", "Median", "Beats", "Weight", "Score", "1 day"):
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
        table.add_row(Text("In no score"), style="bold")
    for indicator in shown_only:
        table.add_row(*_indicator_cells(indicator))
    return table


def _dimension_cells(dimension: Dimension) -> list[Text | str]:
    return [
        _two_lines(dimension.name_en or dimension.dimension_id, dimension.name_zh),
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
        _two_lines(indicator.name_en or indicator.indicator_id, indicator.name_zh),
        _two_lines("missing" if indicator.value is None else measure(indicator.value, indicator.unit), parts),
        measure(indicator.decayed_value, indicator.unit),
        measure(indicator.peer_median, indicator.unit),
        percent(indicator.percentile),
        percent(indicator.weight or None) if indicator.dimension_id else "",
        number(indicator.score),
        change(indicator.change_1d),
    ]


def _show_missing(system: SystemExplanation, console: Console) -> None:
    missed = [one for one in system.indicators if one.missing_reason is not None]
    by_words = sorted(missed, key=_missing_words)
    for words, indicators in groupby(by_words, _missing_words):
        names = ", ".join(_name(system.indicators, one.indicator_id) for one in indicators)
        console.print(Text(f"missing, {words}: {names}", style="yellow"))


def _missing_words(indicator: Indicator) -> str:
    return missing(indicator.missing_reason, indicator.missing_export, indicator.missing_column)


def _two_lines(above: str, below: str | None) -> Text:
    text = Text(above)
    return text.append(f"\n{below}", style="dim not bold") if below else text


def _name(indicators: Sequence[Indicator], indicator_id: str) -> str:
    names = (
        bilingual(one.name_en, one.name_zh, indicator_id) for one in indicators if one.indicator_id == indicator_id
    )
    return next(names, indicator_id)


def _drag(system: SystemExplanation) -> Table:
    lost = sum(float(drag.points or 0) for drag in system.drag)
    title = f"What costs points: {number(lost)} below the best possible {float(system.ceiling):g}"
    table = Table(title=Text(title, style="bold"), title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column("Points", justify="right", no_wrap=True)
    table.add_column("Weight in the total", justify="right", no_wrap=True)
    table.add_column("Indicator", overflow="fold")
    for drag in filter(costs_something, system.drag):
        table.add_row(
            number(drag.points),
            percent(drag.effective_weight),
            Text(_name(system.indicators, drag.indicator_id)),
            style="bold red" if drag is system.drag[0] else "",
        )
    return table


def _show_evidence(system: SystemExplanation, evidence: Evidence, explanation: Explanation, console: Console) -> None:
    console.print(Text(f"Behind {_name(system.indicators, evidence.indicator_id)}", style="bold"))
    if evidence.account is not None:
        show_account(evidence.account, console)
    for state, cases, meaning in (
        ("against", evidence.against, "count against"),
        ("excluded", evidence.excluded, "excluded"),
    ):
        if not cases:
            continue
        reasons = ", ".join(
            f"{row.reason or 'no reason'} ({row.cases:,})" for row in evidence.reasons if row.state == state
        )
        console.print(Text(f"  {cases:,} {meaning}" + (f": {reasons}" if reasons else "")))
    if evidence.leaving_within_7_days:
        until = explanation.assessment_date + LEAVING_SOON
        console.print(Text(f"  {evidence.leaving_within_7_days:,} of those against leave the score by {until}"))
    show_origins(evidence.origins, console)
    if evidence.cases:
        console.print(_cases(evidence))
    if evidence.against > len(evidence.cases):
        console.print(
            Text(f"showing {len(evidence.cases)} of {evidence.against:,}; all: marts.indicator_evidence", style="dim")
        )


def _cases(evidence: Evidence) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column("Case", overflow="fold")
    table.add_column("Kind", overflow="fold")
    table.add_column("Reason", overflow="fold")
    table.add_column("Date", no_wrap=True)
    table.add_column("Leaves on", no_wrap=True)
    for case in evidence.cases:
        table.add_row(
            Text(case.case_id),
            Text(case.case_kind.replace("_", " ")),
            Text(case.reason or NOTHING),
            f"{case.cohort_date}",
            f"{case.leaves_on}",
        )
    return table


def _show_tasks(tasks: Sequence[Task], console: Console) -> None:
    console.print(Text(f"To do, as of {tasks[0].as_of:%Y-%m-%d %H:%M}", style="bold"))
    for task in tasks:
        if task.rows or task.state == "empty":
            console.print(_task(task))
    shown = [task for task in tasks if task.rows]
    if shown:
        console.print(
            Text(
                f"all rows: shopscore sql \"from actions.{shown[0].name} where shop_id = '...' order by priority\"",
                "dim",
            )
        )


def _task(task: Task) -> Text:
    late = f", {task.overdue:,} past their time" if task.overdue else ""
    due = f", first due {task.first_due_at:%Y-%m-%d %H:%M}" if task.first_due_at else ""
    text = Text(f"  {list_title(task.name)}: {task.rows:,}{late}{due}", style="bold")
    if task.first_reason:
        text.append(f"\n    {task.first_reason}", style="default not bold")
    if task.note:
        text.append(f"\n    {task.note}", style="yellow not bold")
    return text


def _what_if(system: SystemExplanation, systems: Sequence[SystemExplanation]) -> Text:
    line = Text(f"What if {system.rule_version} were the rule: ", style="magenta")
    if system.score is None:
        return line.append(f"no score, {status(system.status, system.valid_orders, system.minimum_orders)}")
    line.append(points(system.score), style="bold")
    in_force = [one.score for one in systems if one.system_id == system.system_id and not one.is_what_if]
    if in_force and in_force[0] is not None:
        line.append(" (").append_text(change(float(system.score) - float(in_force[0]))).append(")")
    return line.append(f"\n{assumption(system.note)}", style="dim") if system.is_assumption else line
