"""Reads what is withheld and which words are unknown, from a warehouse after dbt or from a publication."""

from dataclasses import dataclass
from typing import Any

import duckdb

from shopscore.sql_files import statement
from shopscore.warehouse import fetch

# Columns in which several names stand, with `|` between them.
LISTED = ("shop_ids", "indicator_ids", "indicators_en", "indicators_zh")


@dataclass(frozen=True)
class WithheldShop:
    """What is withheld of one shop for one cause.

    Attributes:
        platform: its platform.
        shop_id: the shop.
        shop_name: its name, the id where there is none.
        reason: `failed_check` or `unknown_words`.
        export: the export whose rows are the cause.
        column: column of the unknown words, None for a failed check.
        vocabulary: vocabulary of the unknown words, None for a failed check.
        check_name: the failed check, None for unknown words.
        indicator_ids: what is withheld.
        indicators_en: names of it.
        indicators_zh: names of it in Chinese.
        uses: rows of the longest window that say a word; None for a failed check.
        unknown_uses: those of them whose word is unknown.
    """

    platform: str
    shop_id: str
    shop_name: str
    reason: str
    export: str
    column: str | None
    vocabulary: str | None
    check_name: str | None
    indicator_ids: tuple[str, ...]
    indicators_en: tuple[str, ...]
    indicators_zh: tuple[str, ...]
    uses: int | None
    unknown_uses: int | None


@dataclass(frozen=True)
class UnknownWord:
    """A word of a platform that its vocabulary does not know, over all shops.

    Attributes:
        platform: the platform.
        export: export whose rows say it.
        column: column it stands in, by our name.
        vocabulary: the seed it is missing from.
        word: the word; None where it may not be written out.
        words: how many words that are, where they may not be written out.
        uses: rows that say it.
        shops: shops whose rows do.
        shop_ids: those shops.
        file_name: one of the files, by the name it is stored under.
        indicator_ids: the indicators that hang on the vocabulary.
        indicators_en: names of them.
        indicators_zh: names of them in Chinese.
    """

    platform: str
    export: str
    column: str
    vocabulary: str
    word: str | None
    words: int
    uses: int
    shops: int
    shop_ids: tuple[str, ...]
    file_name: str | None
    indicator_ids: tuple[str, ...]
    indicators_en: tuple[str, ...]
    indicators_zh: tuple[str, ...]


def read_withheld(connection: duckdb.DuckDBPyConnection) -> list[WithheldShop]:
    """Return what the newest date withholds, one a shop and cause."""
    return [WithheldShop(**row) for row in _read(connection, "withheld")]


def read_unknown_words(connection: duckdb.DuckDBPyConnection) -> list[UnknownWord]:
    """Return the unknown words, the most frequent first."""
    return [UnknownWord(**row) for row in _read(connection, "unknown_words")]


def _read(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """Return the rows of a query by column name, the columns of `LISTED` as the names that are joined in them."""
    rows = fetch(connection, statement(__name__, query))
    return [{name: _listed(value) if name in LISTED else value for name, value in row.items()} for row in rows]


def _listed(joined: str | None) -> tuple[str, ...]:
    return tuple(joined.split("|")) if joined else ()
