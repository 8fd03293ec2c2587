"""Draws which tables of the score page are missing, what pages say of limits, and what is wrong with limits."""

from itertools import groupby

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.language import Message, tr
from shopscore.score_tables import Limits, MissingTable, ScoreTables, say_bound

WHAT_TO_DO = {
    "score_limits": Message("limits, as your page shows them: shopscore limits --write FILE makes the table"),
    "score_weights": Message("weights, as your page shows them: reference/score_weights"),
    "pickup_points": Message("points of pickups by their hours, as your page shows them: reference/pickup_points"),
    "score_pages": Message("days with a score page (score_pages)"),
    "shops": Message("its industry: reference/shops"),
}


def show_score_tables(tables: ScoreTables, console: Console) -> None:
    """Print what is missing by shop and version, then the bounds of missing limits, then what is wrong."""
    if not tables.missing:
        console.print(tr("No table of the score page is missing."))
    for (shop, version), missing in groupby(
        tables.missing, key=lambda one: (one.scoring.shop_id, one.scoring.rule_version)
    ):
        _show_missing(shop, version, list(missing), console)
    _show_bounds([one for one in tables.limits if not one.rows and one.readings], console)
    for problem in tables.problems:
        console.print(Text(f"{problem.subject}: {problem.text}", style="red"))


def _show_missing(shop: str, version: str, missing: list[MissingTable], console: Console) -> None:
    scoring = missing[0].scoring
    days = (
        tr("{first} to {last}", first=scoring.valid_from, last=scoring.valid_to)
        if scoring.valid_to
        else tr("from {first} on", first=scoring.valid_from)
    )
    heading = f"{shop} {scoring.shop_name}" if scoring.shop_name != shop else shop
    console.print(Text(tr("{shop}: rule {version}, {days}", shop=heading, version=version, days=days), style="bold"))
    # what several dimensions lack alike is said once
    lacking: dict[str, list[str]] = {}
    for one in missing:
        said = tr("  missing: {what}", what=WHAT_TO_DO[one.table])
        if one.days is not None:
            said += tr(": {days} of {needed}", days=one.days, needed=one.needed_days)
        lacking.setdefault(said, []).extend(one.items)
    for said, items in lacking.items():
        console.print(said)
        console.print(Text("    " + ", ".join(items), style="dim"))


def _show_bounds(limits: list[Limits], console: Console) -> None:
    if not limits:
        return
    console.print(
        tr("What the landed pages say of missing limits. Nothing of it is used until you say so (--write FILE --use):")
    )
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=0, show_edge=False)
    table.add_column(tr("Indicator"), ratio=2, overflow="fold")
    table.add_column(tr("Points"), justify="right", no_wrap=True)
    table.add_column(tr("Limit"), ratio=3, overflow="fold")
    for one in limits:
        for place, bound in enumerate(one.bounds):
            name = f"{one.indicator_id}\n{one.rule_version}, {one.industry}, {one.shop_type}" if place == 0 else ""
            table.add_row(name, f"{bound.points:g}", say_bound(bound, one.sign) or tr("no page says"))
    console.print(table)
