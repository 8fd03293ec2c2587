"""Draws learned curves and their errors, readable at 80 columns."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.calibration import Outcome, Use, Version

NO_PAGES = (
    "No score page shows points of an indicator that is scored by rank: land douyin/<shop>/score_pages or "
    "pinduoduo/<shop>/score_pages with 日期, 项目 and 分值, then run shopscore refresh."
)
NO_VERSIONS = "Nothing has been learned yet: shopscore calibrate learns from the pages that landed."


def show_outcomes(outcomes: Sequence[Outcome], console: Console) -> None:
    """Print what was learned, and why the rest was not."""
    learned = [outcome.version for outcome in outcomes if outcome.version is not None]
    if not outcomes:
        console.print(NO_PAGES)
    if learned:
        show_versions(learned, console)
        console.print("None of them counts yet: shopscore calibrate --use ID does it, from the next refresh on.")
    for outcome in outcomes:
        if outcome.reason is not None:
            lessons = outcome.lessons
            subject = f"{lessons.system_id}, {lessons.industry}, {lessons.indicator_id}"
            console.print(Text(f"not learned: {subject}: {outcome.reason}", style="yellow"))


def show_versions(versions: Sequence[Version], console: Console) -> None:
    """Print one line per version, with its error in points on days it was not learned from."""
    if not versions:
        console.print(NO_VERSIONS)
        return
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=0, show_edge=False)
    table.add_column("Id", no_wrap=True)
    table.add_column("Indicator", ratio=3, overflow="fold")
    table.add_column("Pages", ratio=2, overflow="fold")
    for title in ("Mean error", "Worst"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("In use", no_wrap=True)
    for version in versions:
        table.add_row(
            version.calibration_id,
            f"{version.indicator_id}\n{version.system_id}, {version.industry}",
            f"{version.pages} on {version.days} days\n{version.from_date} to {version.to_date}",
            f"{version.mean_absolute_error:.3f}",
            f"{version.worst_error:.3f}",
            Text("yes", style="green") if version.is_in_use else "no",
        )
    console.print(table)


def show_use(use: Use, console: Console) -> None:
    """Say from when on a version counts, or what keeps it from counting."""
    console.print(f"{_named(use.version)} counts from the next shopscore refresh on.")
    if use.is_set_aside:
        console.print(
            Text("A benchmark you landed for the same goes before it: it counts once that is gone.", "yellow")
        )


def show_stop(version: Version, console: Console) -> None:
    """Say from when on a version counts no more."""
    console.print(f"{_named(version)} counts no more from the next shopscore refresh on.")


def _named(version: Version) -> str:
    return f"{version.calibration_id} ({version.system_id}, {version.industry}, {version.indicator_id})"
