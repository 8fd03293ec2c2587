"""Cuts buyers' texts into words, as a function of the warehouse: a plugin of dbt-duckdb.

Which words mean what is a matter of seeds and models; here Chinese only gets its blanks. The segmenter is jieba's
dictionary in Rust (rjieba); it guesses no words that the dictionary does not hold, so that a text is always cut alike.
"""

import re
from contextlib import suppress
from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

RETURNED = "STRUCT(clause INTEGER, place INTEGER, word VARCHAR)[]"
CLAUSE_END = re.compile(r"[，。！？；：、,.!?;:~～…\s]+")


def cut(text: str) -> list[dict[str, Any]]:
    """Return the words of a text: `clause` and `place` in the clause from 1, and the word, in small letters."""
    import rjieba  # noqa: PLC0415 - its dictionary takes a third of a second, which only this question is worth

    clauses = [clause for clause in CLAUSE_END.split(text.lower()) if clause]
    return [
        {"clause": number, "place": place, "word": word}
        for number, clause in enumerate(clauses, start=1)
        for place, word in enumerate(rjieba.cut(clause, False), start=1)
    ]


class Plugin(BasePlugin):
    """Gives dbt's connection the function `cut_words`."""

    def configure_connection(self, conn: Any) -> None:
        """Register the function, once for each database that this process has open."""
        # a second connection to an open file finds the function of the first, and registering it again is an error
        with suppress(duckdb.CatalogException):
            conn.create_function("cut_words", cut, ["VARCHAR"], RETURNED)
