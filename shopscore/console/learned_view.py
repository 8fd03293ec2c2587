"""Draws what was learned of dimensions that the platform does not explain, and why the rest was not."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.calibration import LearnedDimension, LearningOutcome
from shopscore.language import tr


def show_learning(outcomes: Sequence[LearningOutcome], console: Console) -> None:
    """Print what is in use of every dimension that pages show, and why nothing is."""
    show_learned([outcome.learned for outcome in outcomes if outcome.learned is not None], console)
    for outcome in outcomes:
        if outcome.reason is not None:
            said = tr("not learned: {subject}: {reason}", subject=outcome.pages.name, reason=outcome.reason)
            console.print(Text(said, style="yellow"))


def show_learned(learned: Sequence[LearnedDimension], console: Console) -> None:
    """Print one line per dimension that is in use, with its error in points on days it was not learned from."""
    in_use = [one for one in learned if one.is_in_use]
    if not in_use:
        return
    console.print(
        tr(
            "Dimensions that the platform does not explain, learned from score pages by each refresh that needs it. A "
            "score made of them is an estimate:"
        )
    )
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=0, show_edge=False)
    table.add_column(tr("Dimension"), ratio=3, overflow="fold")
    table.add_column(tr("Pages"), ratio=2, overflow="fold")
    for title in (tr("Mean error"), tr("Worst")):
        table.add_column(title, justify="right", no_wrap=True)
    for one in in_use:
        table.add_row(
            f"{one.dimension_id}\n{one.system_id}, {one.rule_version}, {one.industry}",
            tr(
                "{pages} on {days} days\n{first} to {last}",
                pages=one.pages,
                days=one.days,
                first=one.from_date,
                last=one.to_date,
            ),
            f"{one.mean_absolute_error:.2f}",
            f"{one.worst_error:.2f}",
        )
    console.print(table)
