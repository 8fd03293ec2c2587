"""Draws what became of the cases of an indicator and where its damage comes from."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from shopscore.console.origins import CaseCounts, Origin
from shopscore.console.wording import measure, percent
from shopscore.language import Message, pick, tr

BREAKDOWNS = {
    "agent": Message("service agent"),
    "hour": Message("hour of the day"),
    "carrier": Message("carrier"),
    "product": Message("product"),
    "province": Message("province"),
    "reason": Message("reason"),
}

PARTS = {
    "counted_for": Message("{count:,} counted for"),
    "counted_against": Message("{count:,} counted against"),
    "excluded": Message("{count:,} excluded"),
    "not_yet_known": Message("{count:,} not yet known"),
    "out_of_window": Message("{count:,} outside the window"),
}


def show_case_counts(counts: CaseCounts, console: Console) -> None:
    """Print all cases and their parts in one line; a part without a case is none."""
    parts = tuple(
        Message(words.template, count=getattr(counts, name)) for name, words in PARTS.items() if getattr(counts, name)
    )
    console.print(Text("  " + tr("{count:,} cases examined: {parts}", count=counts.cases, parts=parts)))


def show_origins(origins: Sequence[Origin], console: Console) -> None:
    """Print the worst item of each breakdown and the indicator without it."""
    for origin in origins:
        breakdown = BREAKDOWNS.get(origin.breakdown, origin.breakdown)
        line = tr(
            "{breakdown} {item}: {share} of the damage",
            breakdown=breakdown,
            item=pick(origin.item, origin.item_zh),
            share=percent(origin.share_of_damage),
        )
        if origin.value_without is not None:
            line = tr("{line}, without it {value}", line=line, value=measure(origin.value_without, origin.unit))
        console.print(Text(f"  {line}"))
