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
    named = False
    for column in _columns(export, source):
        sql = unknown_words_sql(export, source, paths, column)
        for (word,) in connection.execute(sql, parameters_of(sql, parameters)).fetchall():
            stored = (
                word if may_be_stored(connection, export, column, word, key) else told_in_part(key, word, column.words)
            )
            if stored is not None:
                connection.execute(
                    f'update {export.table} set "{column.name}" = ? where "{column.name}" in (?, ?)',
                    [stored, *_hidden_forms(column, word, key)],
                )
                named |= stored == word
    return named


def _columns(export: Export, source: Source) -> list[Column]:
    return [column for column in export.columns if column.name in source.cells and column.type in TYPES]


def may_be_stored(
    connection: duckdb.DuckDBPyConnection, export: Export, column: Column, word: str, key: HashKey
) -> bool:
    """Tell whether a word of a column is not personal: of the trade, or in three rows or more and free of masks."""
    if word in column.words or is_plain(word, column.type):
        return True
    row_key = ", ".join(f'"{name}"' for name in export.key)
    rows = connection.execute(
        f'select count(distinct ({row_key})) from {export.table} where "{column.name}" in (?, ?, ?)',
        [word, *_hidden_forms(column, word, key)],
    ).fetchone()
    if not rows or rows[0] < ROWS_TO_BE_NAMED:
        return False
    masked = connection.execute("select masked($word) = $word", {"word": word}).fetchone()
    return bool(masked and masked[0])


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
