"""Draws the scoreboard, readable at 80 columns.

Names wrap rather than being cut; Chinese takes two cells a character, which rich counts.
"""

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.console.agency_view import show_shops
from shopscore.console.scoreboard import Scoreboard, Standing, SystemBoard
from shopscore.console.wording import (
    NOTHING,
    RULE_CHANGED,
    assumption,
    change,
    estimated,
    how_estimated,
    next_step,
    not_official,
    number,
    points,
    short_status,
    status,
)
from shopscore.language import pick, tr
from shopscore.names import platform_name, subject_name


def show_scoreboard(board: Scoreboard, console: Console) -> None:
    """Print all shops where they are on several platforms, then one table per system."""
    console.print(
        Text(tr("Scores of {date}", date=board.assessment_date), style="bold"),
        Text(tr("publication {generation}", generation=board.generation_id), "dim"),
    )
    show_shops(board.shops, console)
    if not board.systems:
        console.print(tr("No scores under a rule in force on this date."))
    for system in board.systems:
        console.print()
        console.print(_heading(system))
        console.print(_table(system))
        for note in _notes(system):
            console.print(Text(note, style="dim"))


def _heading(system: SystemBoard) -> Text:
    heading = Text(pick(system.name_en, system.name_zh, system.system_id), style="bold cyan")
    scale = tr(
        "{platform} {subject}, {floor:g} to {ceiling:g}, rule {rule}",
        platform=platform_name(system.platform),
        subject=subject_name(system.subject_type),
        floor=float(system.floor),
        ceiling=float(system.ceiling),
        rule=system.rule_version,
    )
    return heading.append(f"  {scale}", style="default not bold")


def _table(system: SystemBoard) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=0, show_edge=False)
    table.add_column("")
    table.add_column(tr("Shop") if system.subject_type == "shop" else tr("Creator"), ratio=3, overflow="fold")
    table.add_column(tr("Industry"), ratio=2, overflow="fold")
    for title in (tr("Score"), tr("1 day"), tr("7 days"), tr("Rank"), tr("Peers' mean")):
        table.add_column(title, justify="right", no_wrap=True)
    for standing in system.standings:
        table.add_row(*_cells(standing, system))
    return table


def _cells(standing: Standing, system: SystemBoard) -> list[Text | str]:
    name = Text(standing.subject_name or standing.subject_id)
    if standing.score is None:
        name.append(f"\n{status(standing.status, standing.valid_orders, system.minimum_orders)}", style="yellow")
    elif standing.status == "partial":
        name.append("\n" + tr("partial: some of its weight is missing, so it has no rank"), style="yellow")
    elif standing.status == "estimated":
        name.append(f"\n{estimated(standing.estimate_error)}", style="yellow")
    if standing.grade is not None:
        name.append(f"\n{pick(standing.grade_en, standing.grade_zh, f'{standing.grade:g}')}", style="bold")
    return [
        Text("!" if standing.subject_id == system.fell_most else "", style="bold red"),
        name,
        Text(standing.industry or NOTHING),
        Text(points(standing.score), style="bold"),
        change(standing.change_1d),
        change(standing.change_7d),
        f"{standing.peer_rank}/{standing.peer_count}" if standing.peer_rank else NOTHING,
        number(standing.peer_mean),
    ]


def _notes(system: SystemBoard) -> list[str]:
    notes = []
    if system.fell_most is not None:
        notes.append(tr("! fell most since the day before"))
    if system.is_assumption:
        notes.append(assumption(system.note, system.note_zh))
    if any(standing.rule_changed for standing in system.standings):
        notes.append(RULE_CHANGED.said())
    errors = [standing.estimate_error for standing in system.standings if standing.status == "estimated"]
    if errors:
        notes.append(how_estimated(max((error for error in errors if error is not None), default=None)))
    reasons = dict.fromkeys(standing.status for standing in system.standings if standing.score is None)
    for reason in reasons:
        if step := next_step(reason, None):
            said = tr("{status}. {step}", status=short_status(reason), step=step)
            notes.append(said[:1].upper() + said[1:])
    if not any(standing.is_official for standing in system.standings):
        notes.append(not_official(never=system.is_never_official))
    return notes
