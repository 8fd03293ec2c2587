"""Renders the queries of `sql/` that are put together from a contract or from the limits.

A `.sql.jinja` file has a column or a join for each column of a contract; what is SQL as it stands is a `.sql` file, see
`shopscore.sql_files`. Values are bound when a query is run.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from shopscore.sql_files import identifier


def render(name: str, **values: Any) -> str:
    """Return the query of `sql/<name>.sql.jinja`."""
    return _TEMPLATES.get_template(f"{name}.sql.jinja").render(values)


def _columns_of(names: Iterable[str], relation: str) -> str:
    return ", ".join(f"{relation}.{identifier(name)}" for name in names)


_TEMPLATES = Environment(  # noqa: S701 - SQL is no HTML
    loader=FileSystemLoader(Path(__file__).parent / "sql"), undefined=StrictUndefined
)
_TEMPLATES.filters |= {"quoted": identifier, "columns_of": _columns_of}
