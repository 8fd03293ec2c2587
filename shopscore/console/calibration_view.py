"""Draws learned curves and their errors, readable at 80 columns."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.calibration import Outcome, Use, Version
from shopscore.language import Message, tr

NO_PAGES = Message(
    "No score page shows points of an indicator that is scored by rank: add douyin/<shop>/score_pages or "
    "pinduoduo/<shop>/score_pages with {columns}, then run shopscore refresh.",
    columns=("日期", "项目", "分值"),
)
NO_VERSIONS = Message("Nothing has been learned yet: shopscore calibrate learns from the score pages in the warehouse.")


def show_outcomes(outcomes: Sequence[Outcome], console: Console) -> None:
    """Print what was learned, and why the rest was not."""
    learned = [outcome.version for outcome in outcomes if outcome.version is not None]
    if not outcomes:
        console.print(NO_PAGES.said())
    if learned:
        show_versions(learned, console)
        console.print(
            tr("None of them is applied yet: shopscore calibrate --use ID applies one from the next refresh on.")
        )
    for outcome in outcomes:
        if outcome.reason is not None:
            training_set = outcome.training_set
            subject = f"{training_set.system_id}, {training_set.industry}, {training_set.indicator_id}"
            console.print(
                Text(tr("not learned: {subject}: {reason}", subject=subject, reason=outcome.reason), style="yellow")
            )


def show_versions(versions: Sequence[Version], console: Console) -> None:
    """Print one line per version, with its error in points on days it was not learned from."""
    if not versions:
        console.print(NO_VERSIONS.said())
        return
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=0, show_edge=False)
    table.add_column(tr("Id"), no_wrap=True)
    table.add_column(tr("Indicator"), ratio=3, overflow="fold")
    table.add_column(tr("Pages"), ratio=2, overflow="fold")
    for title in (tr("Mean error"), tr("Worst")):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column(tr("In use"), no_wrap=True)
    for version in versions:
        table.add_row(
            version.calibration_id,
            f"{version.indicator_id}\n{version.system_id}, {version.industry}",
            tr(
                "{pages} on {days} days\n{first} to {last}",
                pages=version.pages,
                days=version.days,
                first=version.from_date,
                last=version.to_date,
            ),
            f"{version.mean_absolute_error:.3f}",
            f"{version.worst_error:.3f}",
            Text(tr("yes"), style="green") if version.is_in_use else tr("no"),
        )
    console.print(table)


def show_use(use: Use, console: Console) -> None:
    """Say from when on a version counts, or what keeps it from counting."""
    console.print(tr("{curve} counts from the next shopscore refresh on.", curve=_named(use.version)))
    if use.is_set_aside:
        console.print(
            Text(tr("Your own benchmark for the same takes precedence: it counts once that is gone."), "yellow")
        )


def show_stop(version: Version, console: Console) -> None:
    """Say from when on a version counts no more."""
    console.print(tr("{curve} no longer counts from the next shopscore refresh on.", curve=_named(version)))


def _named(version: Version) -> str:
    return f"{version.calibration_id} ({version.system_id}, {version.industry}, {version.indicator_id})"
