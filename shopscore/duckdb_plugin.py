"""A plugin of dbt-duckdb, named in profiles.yml: gives DuckDB the functions that its SQL has not, and its limits.

The limits come by the environment of this process, as all of dbt's settings do. They do not stand in profiles.yml:
what changes there lets dbt parse the whole project anew, and another amount of space is free every day.
"""

import os
from contextlib import suppress
from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from shopscore.limits import MEMORY_LIMIT, TEMPORARY_LIMIT, Limits, in_duckdb
from shopscore.segmenter import cut

RETURNED = "STRUCT(clause INTEGER, place INTEGER, word VARCHAR)[]"


class Plugin(BasePlugin):
    """Gives dbt's connection the function `cut_words`, and the limits of the refresh or, by hand, of the machine."""

    def configure_connection(self, conn: Any) -> None:
        """Set the limits, and register the function, once for each database that this process has open."""
        memory = os.environ.get(MEMORY_LIMIT) or in_duckdb(Limits().memory_bytes)
        conn.execute(f"set memory_limit = '{memory}'")
        if TEMPORARY_LIMIT in os.environ:
            conn.execute(f"set max_temp_directory_size = '{os.environ[TEMPORARY_LIMIT]}'")
        # a second connection to an open file finds the function of the first, and registering it again is an error
        with suppress(duckdb.CatalogException):
            conn.create_function("cut_words", cut, ["VARCHAR"], RETURNED)
