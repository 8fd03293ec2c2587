"""Names words that landed under a stand-in: those of the trade, and those that stand in too many rows to be a slip.

No list has every carrier, city and status. A word of the types `term` and `place` is stored as it stands when the
contract or the rows that landed before know it; any other lands as a stand-in, and is looked at here: as far as the
vocabulary knows a part of it, that part is stored, because it tells what the word means.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from shopscore.contracts import Column, Export
from shopscore.landing.privacy import HashKey
from shopscore.landing.statements import Source, parameters_of, unknown_words_sql
from shopscore.landing.words import ROWS_TO_BE_NAMED, UNKNOWN_WORD, is_plain, told_in_part, unknown_word
from shopscore.sql_files import statement

TYPES = ("term", "place")
# More words in one column are not a vocabulary.
WORDS_KNOWN = 500


def with_words_that_landed(connection: duckdb.DuckDBPyConnection, export: Export) -> Export:
    """Return the contract with the words of its columns that stand in the raw table, beside those it lists.

    Args:
        connection: the warehouse.
        export: the contract.
    """
    return replace(export, columns=tuple(_with_words(connection, export, column) for column in export.columns))


def stand_ins_sql(export: Export, source: Source) -> list[str]:
    """Return, for each column that may have stand-ins, the SQL that counts them in rows of the raw table."""
    return [
        f"count(*) filter (starts_with(\"{column.name}\", '{UNKNOWN_WORD}'))" for column in _columns(export, source)
    ]


def name_words(
    connection: duckdb.DuckDBPyConnection,
    export: Export,
    source: Source,
    paths: Sequence[Path],
    *,
    key: HashKey,
    parameters: Mapping[str, Any],
) -> bool:
    """Put words that just landed in place of their stand-ins, where they may be stored; tell whether any was.

    A word may be stored when it consists of words of the trade, or stands in three rows or more and no mask touches it;
    of another one the parts that the vocabulary knows are.
    Rows are told apart by their key, over all files: a row that comes three times is one. The words of the files are
    read once more. The caller owns the transaction.

    Args:
        connection: the warehouse, after the files' rows were inserted.
        export: the contract.
        source: the files' cells.
        paths: the files that have stand-ins, by `stand_ins_sql`.
        key: of the hash.
        parameters: of the files' statements.
    """
    columns = _columns(export, source)
    sql = unknown_words_sql(export, source, paths, columns)
    found: dict[str, list[str]] = {}
    for name, word in connection.execute(sql, parameters_of(sql, parameters)).fetchall():
        found.setdefault(name, []).append(word)
    named = False
    for column in columns:
        words = found.get(column.name, [])
        storable = words_that_may_be_stored(connection, export, column, words, key)
        stored: dict[str, str] = {}
        for word in words:
            told = word if word in storable else told_in_part(key, word, column.words)
            if told is not None:
                stored |= dict.fromkeys(_hidden_forms(column, word, key), told)
        if stored:
            sql = statement(__name__, "name_words", table=export.table, column=column.name)
            connection.execute(sql, {"hidden": list(stored), "told": list(stored.values())})
        named |= bool(storable)
    return named


def _columns(export: Export, source: Source) -> list[Column]:
    return [column for column in export.columns if column.name in source.cells and column.type in TYPES]


def words_that_may_be_stored(
    connection: duckdb.DuckDBPyConnection, export: Export, column: Column, words: Sequence[str], key: HashKey
) -> set[str]:
    """Return the words of a column that are not personal: of the trade, or in three rows or more and free of masks."""
    storable = {word for word in words if word in column.words or is_plain(word, column.type)}
    forms = [
        (form, word) for word in words if word not in storable for form in (word, *_hidden_forms(column, word, key))
    ]
    if forms:
        sql = statement(__name__, "frequent_words", table=export.table, column=column.name, key=export.key)
        shown, meant = zip(*dict(forms).items(), strict=True)
        frequent = connection.execute(sql, {"shown": shown, "meant": meant, "rows_to_be_named": ROWS_TO_BE_NAMED})
        storable |= {word for (word,) in frequent.fetchall()}
    return storable


def _hidden_forms(column: Column, word: str, key: HashKey) -> tuple[str, str]:
    """Return how a word lands that may not be stored: as a stand-in, and as far as the vocabulary knows it."""
    stand_in = unknown_word(key, word)
    return stand_in, told_in_part(key, word, column.words) or stand_in


def _with_words(connection: duckdb.DuckDBPyConnection, export: Export, column: Column) -> Column:
    if column.type not in TYPES:
        return column
    rows = connection.execute(
        f'select distinct "{column.name}" from {export.table} '
        f"where not starts_with(\"{column.name}\", '{UNKNOWN_WORD}') order by all limit {WORDS_KNOWN}"
    ).fetchall()
    return replace(column, words=tuple(sorted({*column.words, *(row[0] for row in rows)})))
