"""Draws what became of the cases of an indicator and where its damage comes from."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from shopscore.console.origins import Account, Origin
from shopscore.console.wording import measure, percent

BREAKDOWNS = {"agent": "service agent", "hour": "hour of the day"}

PARTS = {
    "counted_for": "counted for",
    "counted_against": "counted against",
    "excluded": "excluded",
    "not_yet_known": "not yet known",
    "out_of_window": "out of the window",
}


def show_account(account: Account, console: Console) -> None:
    """Print all cases and their parts in one line; a part without a case is none."""
    parts = ", ".join(f"{getattr(account, name):,} {words}" for name, words in PARTS.items() if getattr(account, name))
    console.print(Text(f"  {account.cases:,} cases looked at: {parts}"))


def show_origins(origins: Sequence[Origin], console: Console) -> None:
    """Print the worst item of each breakdown and the indicator without it."""
    for origin in origins:
        breakdown = BREAKDOWNS.get(origin.breakdown, origin.breakdown)
        line = f"  {breakdown} {origin.item}: {percent(origin.share_of_damage)} of the damage"
        if origin.value_without is not None:
            line += f", without it {measure(origin.value_without, origin.unit)}"
        console.print(Text(line))
