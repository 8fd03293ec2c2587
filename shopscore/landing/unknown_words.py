"""Names the unknown words of a file that stand in so many rows that they are nobody's slip.

Before that they have a stand-in, see the types `term` and `place` in `cells.py`.
"""

from collections.abc import Mapping

import duckdb

from shopscore.contracts import Export
from shopscore.landing.privacy import HashKey
from shopscore.landing.statements import Source, parameters_of, unknown_words_sql
from shopscore.landing.words import ROWS_TO_BE_NAMED, UNKNOWN_WORD, unknown_word

TYPES = ("term", "place")


def name_frequent_words(
    connection: duckdb.DuckDBPyConnection,
    export: Export,
    source: Source,
    key: HashKey,
    parameters: Mapping[str, str | bytes | None],
) -> None:
    """Put the words that just landed in place of their stand-ins where they stand in three rows or more.

    Rows are told apart by their key, over all files: a row that comes three times is one. The words of the file are
    read once more, and only when there are stand-ins at all. The caller owns the transaction.

    Args:
        connection: the warehouse, after the file's rows were inserted.
        export: the contract.
        source: the file's cells.
        key: of the hash.
        parameters: of the file's statements, `file_id` and `shop_id` among them.
    """
    columns = [column.name for column in export.columns if column.name in source.cells and column.type in TYPES]
    if not columns:
        return
    counts = ", ".join(f"count(*) filter (starts_with(\"{name}\", '{UNKNOWN_WORD}'))" for name in columns)
    found = connection.execute(
        f"select {counts} from {export.table} where _file_id = ?", [parameters["file_id"]]
    ).fetchone()
    row_key = ", ".join(f'"{name}"' for name in export.key)
    for name, many in zip(columns, found or (), strict=True):
        if not many:
            continue
        sql = unknown_words_sql(export, source, export.column(name))
        for (word,) in connection.execute(sql, parameters_of(sql, parameters)).fetchall():
            spellings = [word, unknown_word(key, word)]
            rows = connection.execute(
                f'select count(distinct ({row_key})) from {export.table} where "{name}" in (?, ?)', spellings
            ).fetchone()
            if rows and rows[0] >= ROWS_TO_BE_NAMED:
                connection.execute(f'update {export.table} set "{name}" = ? where "{name}" = ?', spellings)
