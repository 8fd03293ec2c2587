"""Says that what a person looks at is the made-up sample, whose limits, weights and pages are nobody's."""

import duckdb
from rich.text import Text

from shopscore.console.terminal import Terminal
from shopscore.language import tr
from shopscore.warehouse import fetch

_SAMPLE = "select count(*) > 0 as is_sample from ops.landed_files where origin = 'sample' and status = 'landed'"


def is_made_up(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether a publication was made of the sample: a home holds the sample or real exports, never both."""
    return bool(fetch(connection, _SAMPLE)[0]["is_sample"])


def say_made_up() -> None:
    """Say so, before any score."""
    said = tr("Made-up sample: its shops, limits, weights and score pages are invented, none is the platform's.")
    Terminal().print(Text(said, style="yellow"))
