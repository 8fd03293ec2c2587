"""Draws the cases behind an indicator, readable at 80 columns."""

from datetime import date

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.console.evidence import LEAVING_SOON, Evidence
from shopscore.console.origins_view import show_case_counts, show_origins
from shopscore.console.wording import NOTHING, kind
from shopscore.language import pick, tr, trn


def show_evidence(evidence: Evidence, indicator: str, assessment_date: date, console: Console) -> None:
    """Print what became of the cases of an indicator, and the ones that weigh most.

    Args:
        evidence: of the indicator.
        indicator: its name.
        assessment_date: of the score.
        console: where to.
    """
    console.print(Text(tr("Behind {indicator}", indicator=indicator), style="bold"))
    if evidence.case_counts is not None:
        show_case_counts(evidence.case_counts, console)
    for state, cases, said in (
        ("against", evidence.against, trn("{count:,} counts against", "{count:,} count against", evidence.against)),
        ("excluded", evidence.excluded, tr("{count:,} excluded", count=evidence.excluded)),
    ):
        if not cases:
            continue
        reasons = tuple(
            tr(
                "{reason} ({count:,})",
                reason=pick(row.reason, row.reason_zh) or tr("no reason"),
                count=row.cases,
            )
            for row in evidence.reasons
            if row.state == state
        )
        console.print(Text("  " + (tr("{what}: {remedy}", what=said, remedy=reasons) if reasons else said)))
    if evidence.leaving_within_7_days:
        until = assessment_date + LEAVING_SOON
        leaving = trn(
            "{count:,} of those against leaves the score by {date}",
            "{count:,} of those against leave the score by {date}",
            evidence.leaving_within_7_days,
            date=until,
        )
        console.print(Text(f"  {leaving}"))
    show_origins(evidence.origins, console)
    if evidence.cases:
        console.print(_cases(evidence))
    if evidence.against > len(evidence.cases):
        shown = tr(
            "showing {shown} of {count:,}; all: marts.indicator_evidence",
            shown=len(evidence.cases),
            count=evidence.against,
        )
        console.print(Text(shown, style="dim"))


def _cases(evidence: Evidence) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column(tr("Case"), overflow="fold")
    table.add_column(tr("Kind"), overflow="fold")
    table.add_column(tr("Reason"), overflow="fold")
    table.add_column(tr("Date"), no_wrap=True)
    table.add_column(tr("Leaves on"), no_wrap=True)
    for case in evidence.cases:
        table.add_row(
            Text(case.case_id),
            Text(kind(case.case_kind)),
            Text(pick(case.reason, case.reason_zh, NOTHING)),
            f"{case.cohort_date}",
            f"{case.leaves_on}",
        )
    return table
