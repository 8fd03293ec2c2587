"""Gives DuckDB the functions that its SQL has not: a plugin of dbt-duckdb, named in profiles.yml."""

from contextlib import suppress
from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from shopscore.segmenter import cut

RETURNED = "STRUCT(clause INTEGER, place INTEGER, word VARCHAR)[]"


class Plugin(BasePlugin):
    """Gives dbt's connection the function `cut_words`."""

    def configure_connection(self, conn: Any) -> None:
        """Register the function, once for each database that this process has open."""
        # a second connection to an open file finds the function of the first, and registering it again is an error
        with suppress(duckdb.CatalogException):
            conn.create_function("cut_words", cut, ["VARCHAR"], RETURNED)
