"""Draws what the doctor found: one line each, what has to be done first."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.doctor import Finding, State
from shopscore.language import Message

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


def to_document(findings: Sequence[Finding], present: datetime) -> dict[str, object]:
    """Return the findings as `doctor --json` writes them."""
    return {
        "at": present,
        "is_fine": not any(finding.state is State.BROKEN for finding in findings),
        "findings": findings,
    }
