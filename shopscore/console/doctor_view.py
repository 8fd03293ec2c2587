"""Draws what the doctor found, one line each, what has to be done first, and the limits of a refresh."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.doctor import Finding, State
from shopscore.language import Message, tr
from shopscore.limits import MEMORY, TEMPORARY_SPACE, THREADS, said
from shopscore.settings import HISTORY_DAYS, Settings

STYLES = {State.BROKEN: "bold red", State.MENDED: "green", State.MISSING: "yellow", State.NOTE: "dim"}
FINE = Message("all is well: home, modes, disk, warehouse, published file, today's score")
STATES = {
    State.BROKEN: Message("broken"),
    State.MENDED: Message("fixed"),
    State.MISSING: Message("missing"),
    State.NOTE: Message("note"),
}


def show_findings(findings: Sequence[Finding], console: Console) -> None:
    """Print the findings by how much they matter; what is fine is one line."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    order = list(State)
    for finding in sorted(findings, key=lambda one: order.index(one.state)):
        table.add_row(Text(STATES[finding.state].said(), style=STYLES[finding.state]), Text(finding.text))
    if findings:
        console.print(table)
    if not any(finding.state is State.BROKEN for finding in findings):
        console.print(Text(FINE.said(), style="green"))


def show_limits(settings: Settings, console: Console) -> None:
    """Print what of the machine a refresh may take, and how many days it publishes, with what sets each."""
    console.print(
        Text(
            tr(
                "limits of a refresh: {memory} of memory ({memory_set}), {threads} threads ({threads_set}), {space} of "
                "temporary space ({space_set}), {days} days of history ({days_set})",
                memory=said(settings.limits.memory_bytes),
                memory_set=MEMORY,
                threads=settings.limits.thread_count,
                threads_set=THREADS,
                space=said(settings.limits.temporary_bytes(settings.temporary)),
                space_set=TEMPORARY_SPACE,
                days=settings.history_days,
                days_set=HISTORY_DAYS,
            ),
            style="dim",
        )
    )


def to_document(findings: Sequence[Finding], present: datetime, settings: Settings) -> dict[str, object]:
    """Return the findings and the limits, in bytes, as `doctor --json` writes them."""
    return {
        "at": present,
        "limits": {
            "memory": settings.limits.memory_bytes,
            "threads": settings.limits.thread_count,
            "temporary_space": settings.limits.temporary_bytes(settings.temporary),
            "history_days": settings.history_days,
        },
        "is_fine": not any(finding.state is State.BROKEN for finding in findings),
        "findings": findings,
    }
