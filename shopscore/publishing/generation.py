"""Writes one generation: a DuckDB file with every published table of the warehouse, described and sorted.

Where the file lives, and how it replaces the last one, belongs in `publication.py`; reading it back in `audit.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from shopscore.landing.privacy import HashKey
from shopscore.language import tr
from shopscore.publishing.errors import PublicationError
from shopscore.publishing.presentation import Naming, Relation, names_of, presented_sql
from shopscore.sql_files import identifier, literal, statement

PUBLISHED_SCHEMAS = ("marts", "dims", "ops", "actions")

# Clients of DuckDB 1.5 (most BI drivers) refuse the format that DuckDB 2.0 writes by default.
STORAGE_VERSION = "v1.5.0"

GENERATION_COLUMN = "generation_id"
GENERATION_COMMENT = "Publication the row belongs to. 本行所属的发布批次。"

# The file's own label: what it is called and when it was made, readable even when every mart is empty.
LABEL_TABLE = "ops.publication"
LABEL_COMMENT = "The publication this file is, one row. 本文件的发布批次，仅一行。"
PUBLISHED_AT_COMMENT = "When the publication was made, Asia/Shanghai. 发布时间（北京时间）。"


@dataclass(frozen=True)
class TableDescription:
    """What a published table says about itself.

    Attributes:
        text: what one row is.
        columns: text of each column, by column name.
        namings: what its ids are called.
        hashed: columns that leave the warehouse as a keyed hash.
    """

    text: str
    columns: Mapping[str, str]
    namings: Sequence[Naming] = ()
    hashed: frozenset[str] = frozenset()


def list_relations(connection: duckdb.DuckDBPyConnection) -> list[Relation]:
    """Return the tables and views of the published schemas in the connection's own database, by name."""
    rows = connection.execute(statement(__name__, "relations"), {"schemas": list(PUBLISHED_SCHEMAS)}).fetchall()
    return [Relation(schema, name, types) for schema, name, types in rows]


def find_undescribed(relations: list[Relation], descriptions: Mapping[str, TableDescription]) -> list[str]:
    """Return `schema.table` and `schema.table.column` of everything that has no description, or an empty one."""
    missing = []
    for relation in relations:
        description = descriptions.get(relation.full_name, TableDescription("", {}))
        if not description.text.strip():
            missing.append(relation.full_name)
        missing += [
            f"{relation.full_name}.{column}"
            for column in relation.columns
            if not description.columns.get(column, "").strip()
        ]
    return missing


def write_generation(
    connection: duckdb.DuckDBPyConnection,
    file: Path,
    descriptions: Mapping[str, TableDescription],
    generation_id: str,
    published_at: datetime,
    *,
    key: HashKey,
) -> dict[str, int]:
    """Copy the published schemas of the connection's database into a new file.

    Views become tables. Each table ends with `generation_id`; one that has such a column of its own (a history over
    publications) keeps it as it is. Rows are in the order of all columns from the first on, so that the same marts
    give the same file and a range of the key is a range of the file. Names stand beside ids, see `presentation.py`.

    Args:
        connection: the warehouse.
        file: path of the new file; must not exist.
        descriptions: by `schema.table`.
        generation_id: name of the publication.
        published_at: local time in Asia/Shanghai, naive.
        key: of the columns that leave as a keyed hash.

    Returns:
        Rows of each warehouse table by `schema.table`, counted in the warehouse.

    Raises:
        PublicationError: there is nothing to publish, or something of it has no description.
        duckdb.Error: the file cannot be written, or a view cannot be computed.
    """
    relations = list_relations(connection)
    if not any(relation.schema == "marts" for relation in relations):
        raise PublicationError(tr("the warehouse has no marts: nothing to publish"))
    missing = find_undescribed(relations, descriptions)
    if missing:
        raise PublicationError(tr("no description, so not published: {tables}", tables=tuple(missing)))

    rows = {}
    with _attached(connection, file) as catalog:
        for schema in PUBLISHED_SCHEMAS:
            connection.execute(f"create schema {catalog}.{schema}")
        for relation in relations:
            _copy_table(connection, catalog, relation, descriptions[relation.full_name], generation_id, key=key)
            rows[relation.full_name] = _count(connection, relation)
        _write_label(connection, catalog, generation_id, published_at)
        connection.execute(f"checkpoint {catalog}")
    return rows


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, file: Path) -> Iterator[str]:
    """Attach a new file for writing and release it at the end; yields its catalog name."""
    catalog = "new_generation"
    connection.execute(f"attach {literal(str(file))} as {catalog} (storage_version '{STORAGE_VERSION}')")
    try:
        yield catalog
    finally:
        connection.execute(f"detach {catalog}")


def _copy_table(
    connection: duckdb.DuckDBPyConnection,
    catalog: str,
    relation: Relation,
    description: TableDescription,
    generation_id: str,
    *,
    key: HashKey,
) -> None:
    own = GENERATION_COLUMN in relation.columns
    stamp = [] if own else [f"{literal(generation_id)} as {GENERATION_COLUMN}"]
    target = f"{catalog}.{relation.quoted}"
    namings = names_of(relation.full_name, relation.columns, description.namings)
    rows = presented_sql(relation, namings, description.hashed, stamp)
    blocks = {"inner_block": key.inner, "outer_block": key.outer} if description.hashed else {}
    connection.execute(f"create table {target} as {rows}", blocks)
    comments = {column: description.columns[column] for column in relation.columns}
    for naming in namings:
        comments |= naming.texts
    # A comment is a commit of its own to the disk otherwise, and a publication has a thousand of them.
    connection.begin()
    _comment(connection, target, description.text, comments if own else comments | _STANDARD_COMMENTS)
    connection.commit()


def _write_label(
    connection: duckdb.DuckDBPyConnection, catalog: str, generation_id: str, published_at: datetime
) -> None:
    target = f"{catalog}.{LABEL_TABLE}"
    connection.execute(
        f"create table {target} as select ?::timestamp as published_at, ?::varchar as {GENERATION_COLUMN}",
        [published_at, generation_id],
    )
    _comment(connection, target, LABEL_COMMENT, {"published_at": PUBLISHED_AT_COMMENT} | _STANDARD_COMMENTS)


_STANDARD_COMMENTS = {GENERATION_COLUMN: GENERATION_COMMENT}


def _comment(connection: duckdb.DuckDBPyConnection, target: str, text: str, columns: Mapping[str, str]) -> None:
    connection.execute(f"comment on table {target} is {literal(text)}")
    for column, comment in columns.items():
        connection.execute(f"comment on column {target}.{identifier(column)} is {literal(comment)}")


def _count(connection: duckdb.DuckDBPyConnection, relation: Relation) -> int:
    row = connection.execute(f"select count(*) from {relation.quoted}").fetchone()
    assert row is not None  # noqa: S101 - a count always has a row
    return int(row[0])
