"""Says what a total rests on: the curves of its indicators, learned, landed, or made from assumptions."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from shopscore.calibration import Coverage
from shopscore.console.wording import percent
from shopscore.language import tr


def show_coverage(coverage: Sequence[Coverage], console: Console) -> None:
    """Print, per system and industry, on how many of its indicators a total without enough peers rests."""
    for one in coverage:
        said = tr(
            "{system}, {industry}: {with_curve} of {indicators} indicators have a curve, {weight} of the total's "
            "weight; {in_use} in use. Without enough peers a total rests on those in use alone.",
            system=one.system_id,
            industry=one.industry,
            with_curve=one.with_curve,
            indicators=one.indicators,
            weight=percent(one.weight),
            in_use=one.in_use,
        )
        console.print(Text(said, style="yellow" if one.without_curve else ""))
        if one.without_curve:
            console.print(Text("  " + tr("no curve: {indicators}", indicators=", ".join(one.without_curve)), "dim"))


def show_starter(console: Console, *, is_on: bool) -> None:
    """Say from when on the starter curves count, or no more."""
    said = (
        tr(
            "The starter curves count from the next shopscore refresh on, where there are neither enough peers nor a "
            "benchmark. They are made from assumptions: a score that rests on them is marked as estimated and has no "
            "rank."
        )
        if is_on
        else tr("The starter curves count no more from the next shopscore refresh on.")
    )
    console.print(said)
