"""One query on the published database, in the form and place that was asked for."""

import sys
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from shopscore.commands.output import warn_of_late_score, whole_file, write_lines
from shopscore.console.errors import CommandError
from shopscore.console.query import Bounds, answer, csv_lines, json_lines, parquet_file
from shopscore.console.query_view import show_answer
from shopscore.console.terminal import Terminal
from shopscore.language import tr
from shopscore.settings import load_settings


class Format(StrEnum):
    """Forms in which `sql` writes rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def sql(
    query: Annotated[str, typer.Argument(help="One SELECT, WITH, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN.")],
    form: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.TABLE,
    output: Annotated[
        Path | None,
        typer.Option(help="File to write to; required for Parquet on a terminal.", show_default="standard output"),
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds the query may take, not counting the output.")] = 60,
    memory: Annotated[str, typer.Option(help="Memory the query may use, such as 500MB or 8GB.")] = "2GB",
) -> None:
    """Query the published database, read-only; `show all tables` lists its tables."""
    bounds = Bounds(timeout, memory)
    warn_of_late_score(err=True)
    published = load_settings().published
    if output is not None and not output.absolute().parent.is_dir():
        raise CommandError(tr("there is no folder {path}", path=output.absolute().parent))
    if form is Format.PARQUET:
        _write_parquet(published, query, output, bounds)
        return
    with answer(published, query, bounds) as found:
        if form is Format.CSV:
            write_lines(csv_lines(found), output)
        elif form is Format.JSON:
            write_lines(json_lines(found), output, is_json=True)
        elif output is None:
            show_answer(found, Terminal())
        else:
            with whole_file(output) as file:
                text = TextIOWrapper(file, encoding="utf-8")
                show_answer(found, Terminal(text))
                # It would close the file with itself.
                text.flush()
                text.detach()


def _write_parquet(published: Path, query: str, output: Path | None, bounds: Bounds) -> None:
    if output is None and sys.stdout.isatty():
        raise CommandError(tr("Parquet is not for a terminal: give --output FILE, or redirect"))
    with parquet_file(published, query, bounds) as file:
        if output is None:
            sys.stdout.buffer.write(file.read_bytes())
        else:
            with whole_file(output) as target:
                target.write(file.read_bytes())
