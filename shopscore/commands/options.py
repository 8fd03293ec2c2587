"""What several commands take or end with: options of the same meaning, and exit codes."""

from datetime import date, datetime
from typing import Annotated

import typer

EXIT_NOT_FINE = 1
EXIT_BUSY = 1

DATE_FORMATS = ["%Y-%m-%d"]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, all figures unrounded.")]
OnDate = Annotated[
    datetime | None,
    typer.Option("--date", formats=DATE_FORMATS, help="Assessment date.", show_default="the newest published"),
]


def to_day(moment: datetime | None) -> date | None:
    """Return the day of an option that takes one; Typer knows moments only."""
    return None if moment is None else moment.date()
