"""Cleans a home that an older version filled: names, headers and cells that it stored in clear.

Done once, at the first landing after an upgrade: where the ledger has files from before bad cells were counted.
What is computed from the raw tables is dropped and built anew, and the warehouse is written to a new file: the old one
would keep in its free blocks what was replaced.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb

from shopscore.contracts import Column, Export, Exports
from shopscore.landing.cells import LAYERS, create_macros, layer_sql
from shopscore.landing.layout import ALL_SHOPS
from shopscore.landing.naming import Label, stored_name
from shopscore.landing.privacy import HashKey, pseudonym, safe_id
from shopscore.landing.statements import parameters_of
from shopscore.landing.unknown_words import TYPES, words_that_may_be_stored
from shopscore.landing.words import named_in_part, unknown_word
from shopscore.settings import Settings
from shopscore.warehouse import open_warehouse

IDS = ("id", "account")
READ_ANEW = (*IDS, "text", "free_text", "decimal", "number", "integer")
KEPT_SCHEMAS = ("raw", "log", "main", "information_schema", "pg_catalog")
ALERTS_SENT = "alerts_sent.json"


def clean_older_home(settings: Settings, exports: Exports, key: HashKey) -> bool:
    """Clean what an older version stored in clear; tell whether there was anything to clean.

    Files that it refused are forgotten, so that they are refused anew with a reason that quotes nothing. Backups and
    Dagster's own records are not touched: see docs/operations.md.

    Args:
        settings: the home.
        exports: the contracts; their raw tables are there.
        key: of the hash.
    """
    with open_warehouse(settings) as connection:
        old = connection.execute("select count(*) from log.landed_files where cells_dropped is null").fetchone()
        if not old or not old[0]:
            return False
        create_macros(connection)
        connection.begin()
        for export in exports.values():
            _clean_rows(connection, export, key)
        _clean_ledger(connection, exports, key)
        connection.commit()
        _drop_models(connection)
    _write_anew(settings)
    for folder in (settings.quarantine, settings.home / "logs", settings.archive):
        shutil.rmtree(folder, ignore_errors=True)
    (settings.home / ALERTS_SENT).unlink(missing_ok=True)
    return True


def _clean_rows(connection: duckdb.DuckDBPyConnection, export: Export, key: HashKey) -> None:
    for column in export.columns:
        if column.type in TYPES:
            _clean_words(connection, export, column, key)
        elif column.type in READ_ANEW:
            _read_anew(connection, export, column, key)


def _clean_words(connection: duckdb.DuckDBPyConnection, export: Export, column: Column, key: HashKey) -> None:
    name = f'"{column.name}"'
    words = connection.execute(f"select distinct {name} from {export.table} where {name} is not null").fetchall()
    known = words_that_may_be_stored(connection, export, column, [word for (word,) in words], key)
    hidden = [word for (word,) in words if word not in known]
    for word in hidden:
        connection.execute(f"update {export.table} set {name} = ? where {name} = ?", [unknown_word(key, word), word])


def _read_anew(connection: duckdb.DuckDBPyConnection, export: Export, column: Column, key: HashKey) -> None:
    """Read each value of a column as if it were a cell; an id that its type no longer takes is hashed."""
    name = f'"{column.name}"'
    source = f'(select distinct {name} as old, cast({name} as varchar) as "raw_{column.name}" from {export.table})'
    for layer in LAYERS:
        source = f'(select *, {layer_sql(column, layer)} as "{layer}_{column.name}" from {source})'
    value = f'"value_{column.name}"'
    if column.type in IDS:
        hashed = "pseudonym(old, cast($inner_block as blob), cast($outer_block as blob))"
        value = f"case when old is not null then coalesce({value}, {hashed}) end"
    sql = (
        f"update {export.table} set {name} = read.value from (select old, {value} as value from {source}) as read "
        f"where {export.table}.{name} = read.old and read.value is distinct from read.old"
    )
    connection.execute(sql, parameters_of(sql, {"inner_block": key.inner, "outer_block": key.outer}))


def _clean_ledger(connection: duckdb.DuckDBPyConnection, exports: Exports, key: HashKey) -> None:
    connection.execute(
        "delete from raw.rejected_rows where file_id in "
        "(select file_id from log.landed_files where cells_dropped is null and status = 'refused')"
    )
    connection.execute("delete from log.landed_files where cells_dropped is null and status = 'refused'")
    rows = connection.execute(
        "select file_id, platform, shop_id, export, file_name, sha256, exported_at, unknown_columns "
        "from log.landed_files where cells_dropped is null"
    ).fetchall()
    for file_id, platform, shop_id, export, file_name, sha256, exported_at, headers in rows:
        label = Label(platform, _shop(shop_id, key), export if (platform, export) in exports else None)
        suffix = Path(file_name).suffix.lower()
        name = stored_name(label, exported_at.date(), sha256, suffix if suffix in (".csv", ".xlsx") else "")
        named = ", ".join(named_in_part(key, header) for header in headers.split(", ")) if headers else None
        connection.execute(
            "update log.landed_files set shop_id = ?, export = ?, file_name = ?, unknown_columns = ?, "
            "cells_dropped = 0 where file_id = ?",
            [label.shop_id, label.export_name, name, named, file_id],
        )
        connection.execute("update raw.rejected_rows set file_name = ? where file_id = ?", [name, file_id])
    connection.execute(
        "update raw.rejected_rows set value = null, "
        "reason = case when starts_with(reason, 'Excel turned') then 'Excel rounded the id' else reason end"
    )
    connection.execute("update log.quality_results set message = null")
    connection.execute("update log.runs set message = null")


def _shop(shop_id: str | None, key: HashKey) -> str | None:
    if shop_id is None or shop_id == ALL_SHOPS:
        return shop_id
    return safe_id(key, shop_id) or pseudonym(key, shop_id)


def _drop_models(connection: duckdb.DuckDBPyConnection) -> None:
    schemas: Iterable[tuple[str]] = connection.execute(
        "select distinct schema_name from duckdb_schemas() where database_name = current_database()"
    ).fetchall()
    for (schema,) in schemas:
        if schema not in KEPT_SCHEMAS:
            connection.execute(f'drop schema "{schema}" cascade')


def _write_anew(settings: Settings) -> None:
    """Write the warehouse to a new file; a kill leaves the old one, cleaned already, in its place."""
    written = settings.warehouse.with_name(f".writing-{settings.warehouse.name}")
    written.unlink(missing_ok=True)
    with duckdb.connect(str(written), config=settings.limits.settings(settings.temporary)) as connection:
        connection.execute(f"attach '{str(settings.warehouse).replace(chr(39), chr(39) * 2)}' as older (read_only)")
        name = connection.execute("select current_database()").fetchone()
        connection.execute(f'copy from database older to "{name[0] if name else ""}"')
    written.chmod(settings.warehouse.stat().st_mode & 0o777)
    written.replace(settings.warehouse)
