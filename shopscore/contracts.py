"""Reads the export contracts: which exports may land, with which columns, and the raw tables they fill.

The contract is written once, in the sources' yml of the staging models; landing, the raw tables, the quality suites
and the docs all read it there. What a cell has to look like belongs in `landing/cells.py`; no export and no column is
named here, except `shop_id`, which the folder gives where the export has none.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import yaml

REFERENCE = "reference"
SHOP_COLUMN = "shop_id"
RAW_SCHEMA = "raw"
FLAGS = ("phone", "contact_handle", "address")
WORD_SEPARATOR = "|"
PATTERN_SIGN = "/"
UNITS = "vocabulary/units.csv"
SQL_TYPES = {
    "id": "VARCHAR",
    "account": "VARCHAR",
    "term": "VARCHAR",
    "place": "VARCHAR",
    "text": "VARCHAR",
    "word": "VARCHAR",
    "free_text": "VARCHAR",
    "parcel_list": "VARCHAR",
    "flag": "BOOLEAN",
    "keyed_hash": "VARCHAR",
    "timestamp": "TIMESTAMP",
    "date": "DATE",
    "decimal": "DECIMAL(18,2)",
    "number": "DOUBLE",
    "fraction": "DOUBLE",
    "integer": "BIGINT",
    "stars": "BIGINT",
    "boolean": "BOOLEAN",
}
LINEAGE_COLUMNS = {"_file_id": "VARCHAR", "_file_row": "BIGINT", "_cells_dropped": "TINYINT"}


class ContractError(Exception):
    """A sources' yml, or a raw table made from an older one, is unusable; the message names the place."""


@dataclass(frozen=True)
class Column:
    """One column of an export.

    Attributes:
        name: name in the raw table.
        header: header in the file; None for a flag, which is derived.
        aliases: other headers that mean the same, in order of preference; one between slashes is a pattern.
        type: a key of `SQL_TYPES`.
        required: without the column the file is refused.
        cell_required: without a value the row is rejected.
        of: for a flag, the free text it is derived from.
        flag: for a flag, which of `FLAGS` it tells.
        description: for people.
        words: for a term, the words that are known; for a word, all there are; for an id, words that are none and stay.
        needed: a rule reads the cell: a bad one rejects its row. Another bad cell becomes null.
        can_be_empty: a whole file may have no cell filled, such as the creators of a shop without any.
        unit: for a number that is a duration, the unit it is kept in, of those of time in the seed `units`.
        hint: what a file without the column is and what to export instead, in English and in Chinese; None: not known.
        written_in: the unit that the header of the file at hand names in brackets; never in a contract.
        made_of: for an id, the columns that a missing one is made of; the first stands in it as it is.
    """

    name: str
    header: str | None
    aliases: tuple[str, ...]
    type: str
    required: bool
    cell_required: bool
    of: str | None
    flag: str | None
    description: str
    words: tuple[str, ...] = ()
    needed: bool = True
    can_be_empty: bool = False
    unit: str | None = None
    hint: tuple[str, str] | None = None
    written_in: str | None = None
    made_of: tuple[str, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header that means this column, the preferred one first; patterns left out."""
        plain = (alias for alias in self.aliases if not _is_pattern(alias))
        return (self.header, *plain) if self.header else ()

    @property
    def patterns(self) -> tuple[str, ...]:
        """Patterns of further headers, for the form in which landing compares them: half-width, small, no blanks."""
        return tuple(alias[1:-1] for alias in self.aliases if _is_pattern(alias))

    @property
    def sql_type(self) -> str:
        """DuckDB type of the column in the raw table."""
        return SQL_TYPES[self.type]


@dataclass(frozen=True)
class Export:
    """One export of a platform, or one reference table (then `platform` is `reference`).

    Attributes:
        platform: name of the source, and of the folder.
        name: name of the export, and of the folder.
        table: raw table with its schema.
        key: columns that tell rows apart.
        columns: columns in the order of the raw table, lineage columns left out.
        personal_headers: headers known to hold personal data; never read.
        description: for people.
        back_office_en: where the back office exports it, or whose file it is, in English.
        back_office_zh: the same in Chinese.
        folders: other names that people give its folder.
        has_template: it is filled in by hand or by a tool, so that `shopscore init` writes its header down.
    """

    platform: str
    name: str
    table: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    personal_headers: tuple[str, ...]
    description: str = ""
    back_office_en: str = ""
    back_office_zh: str = ""
    folders: tuple[str, ...] = ()
    has_template: bool = False

    @property
    def has_shop_folder(self) -> bool:
        """Whether a folder between platform and export names the shop."""
        return self.platform != REFERENCE

    def column(self, name: str) -> Column:
        """Return the column of that name.

        Raises:
            KeyError: there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def _is_pattern(alias: str) -> bool:
    return len(alias) > 2 and alias[0] == alias[-1] == PATTERN_SIGN  # noqa: PLR2004 the two signs


Exports = dict[tuple[str, str], Export]


def load_exports(models_dir: Path) -> Exports:
    """Read every export contract below `models_dir/staging`.

    Args:
        models_dir: dbt's folder of models; the seeds that a contract names lie in `seeds` beside it.

    Returns:
        The exports by platform and name, in the order of the files.

    Raises:
        ContractError: a yml does not parse, or a contract contradicts itself; the message names file, table and column.
    """
    exports: Exports = {}
    for path in sorted(models_dir.glob("staging/*/_*__sources.yml")):
        for export in _exports_of(path, models_dir.parent / "seeds"):
            if (export.platform, export.name) in exports:
                raise ContractError(f"{path.name}: {export.platform}/{export.name} stands twice.")
            exports[export.platform, export.name] = export
    return exports


def header_of(exports: Exports, platform: str, export: str, column: str) -> str:
    """Return what a column is called in the files of an export, for people; the column's own name where nothing tells.

    Args:
        exports: the contracts.
        platform: of the export.
        export: its name, or several of which one is enough, with `WORD_SEPARATOR` between.
        column: its name, or several that say the same, with `WORD_SEPARATOR` between.
    """
    contracts = [exports[platform, name] for name in export.split(WORD_SEPARATOR) if (platform, name) in exports]
    headers = {column.name: column.header for contract in contracts for column in contract.columns if column.header}
    return " / ".join(headers.get(name) or name for name in column.split(WORD_SEPARATOR))


def create_raw_tables(connection: duckdb.DuckDBPyConnection, exports: Exports) -> None:
    """Create the raw tables that are missing, and the columns that a contract gained since.

    Raises:
        ContractError: a column of the table has another type than the contract now says.
    """
    connection.execute(f"create schema if not exists {RAW_SCHEMA}")
    for export in exports.values():
        wanted = {column.name: column.sql_type for column in export.columns} | LINEAGE_COLUMNS
        columns = ", ".join(f'"{name}" {sql_type}' for name, sql_type in wanted.items())
        connection.execute(f"create table if not exists {export.table} ({columns})")
        described = connection.execute(f"describe {export.table}").fetchall()
        present = {row[0]: row[1] for row in described}
        for name, sql_type in wanted.items():
            if name not in present:
                connection.execute(f'alter table {export.table} add column "{name}" {sql_type}')
            elif present[name] != sql_type:
                raise ContractError(
                    f"{export.table}.{name} is {present[name]} in the warehouse and {sql_type} in the contract: "
                    "drop the table and run the refresh with --full."
                )


def _exports_of(path: Path, seeds: Path) -> Iterator[Export]:
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ContractError(f"{path.name} is no valid yaml: {error}") from error
    sources = document.get("sources") if isinstance(document, dict) else None
    for source in sources or ():
        # A table whose columns name headers is an export, and its source a platform or the reference.
        for table in source.get("tables") or ():
            if any("header" in _meta(column) for column in table.get("columns") or ()):
                yield _export(path, seeds, source.get("name"), table)


def _export(path: Path, seeds: Path, platform: str | None, table: Mapping[str, Any]) -> Export:
    name = table.get("name")
    if not platform:
        raise ContractError(f"{path.name}: the source of table {name} has no name.")
    if not name:
        raise ContractError(f"{path.name}: a table of {platform} has no name.")
    place = f"{path.name}: {platform}/{name}"
    described = [column for column in table["columns"] if column.get("name") not in LINEAGE_COLUMNS]
    meta = _meta(table)
    key = tuple(meta.get("key") or ())
    columns = tuple(_column(place, seeds, column, is_key=column.get("name") in key) for column in described)
    export = Export(
        platform=platform,
        name=name,
        table=f"{RAW_SCHEMA}.{table.get('identifier') or f'{platform}_{name}'}",
        key=key,
        columns=columns,
        personal_headers=tuple(meta.get("personal_headers") or ()),
        description=table.get("description") or "",
        back_office_en=(meta.get("back_office") or {}).get("en", ""),
        back_office_zh=(meta.get("back_office") or {}).get("zh", ""),
        folders=tuple(meta.get("folders") or ()),
        has_template=bool(meta.get("template", False)),
    )
    _check(place, export)
    return export


def _column(place: str, seeds: Path, described: Mapping[str, Any], *, is_key: bool) -> Column:
    name = described.get("name")
    if not name:
        raise ContractError(f"{place}: a column has no name.")
    meta = _meta(described)
    if meta.get("type") not in SQL_TYPES:
        raise ContractError(
            f"{place}.{name}: type is '{meta.get('type')}', it has to be one of {', '.join(SQL_TYPES)}."
        )
    aliases = meta.get("aliases") or ()
    if isinstance(aliases, str):
        raise ContractError(f"{place}.{name}: aliases has to be a list of headers.")
    is_needed = is_key or bool(meta.get("required", False)) or bool(meta.get("cell_required", False))
    return Column(
        name=name,
        header=meta.get("header"),
        aliases=tuple(aliases),
        type=meta["type"],
        required=bool(meta.get("required", False)),
        cell_required=bool(meta.get("cell_required", False)),
        of=meta.get("of"),
        flag=meta.get("flag"),
        description=described.get("description") or "",
        words=_words(f"{place}.{name}", seeds, meta.get("words"), name),
        needed=bool(meta.get("needed", is_needed)),
        can_be_empty=bool(meta.get("can_be_empty", False)),
        unit=_unit(f"{place}.{name}", seeds, meta),
        made_of=tuple(meta.get("made_of") or ()),
        hint=_hint(f"{place}.{name}", meta),
    )


def _unit(place: str, seeds: Path, meta: Mapping[str, Any]) -> str | None:
    unit: str | None = meta.get("unit")
    if unit is None:
        return None
    with (seeds / UNITS).open(encoding="utf-8", newline="") as file:
        known = [row["unit"] for row in csv.DictReader(file) if row["measure"] == "time"]
    if unit not in known or meta.get("type") != "number":
        raise ContractError(f"{place}: unit is '{unit}', it has to be one of {', '.join(known)}, of a number.")
    return unit


def _hint(place: str, meta: Mapping[str, Any]) -> tuple[str, str] | None:
    hint = meta.get("hint")
    if hint is None:
        return None
    if not isinstance(hint, dict) or not hint.get("en") or not hint.get("zh"):
        raise ContractError(f"{place}: hint has to have a sentence in en and one in zh.")
    return str(hint["en"]), str(hint["zh"])


def _words(place: str, seeds: Path, named: str | list[str] | None, column: str) -> tuple[str, ...]:
    """Return the words of a column: those listed, or those of a seed, in its column `word`, `words` or its namesake.

    Raises:
        ContractError: there is no such seed, or no such column in it.
    """
    if named is None or isinstance(named, list):
        return tuple(named or ())
    path = seeds / f"{named}.csv"
    if not path.is_file():
        raise ContractError(f"{place}: words names the seed '{named}', which is not there.")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    source = next((name for name in ("word", "words", column) if rows and name in rows[0]), None)
    if source is None:
        raise ContractError(f"{place}: the seed '{named}' has no column word, words or {column}.")
    return tuple(sorted({word for row in rows for word in row[source].split(WORD_SEPARATOR) if word}))


def _check(place: str, export: Export) -> None:
    names = [column.name for column in export.columns]
    for name in names:
        if names.count(name) > 1:
            raise ContractError(f"{place}.{name}: the column stands twice.")
    if not export.key or not set(export.key) <= set(names):
        raise ContractError(f"{place}: key is {list(export.key)}, it has to name columns of the table.")
    if export.has_shop_folder and SHOP_COLUMN not in names:
        raise ContractError(f"{place}: there is no column {SHOP_COLUMN}.")
    owners: dict[str, str] = {}
    for column in export.columns:
        _check_column(f"{place}.{column.name}", column, export)
        for header in column.headers:
            if header in owners:
                raise ContractError(f"{place}: header {header} belongs to {owners[header]} and to {column.name}.")
            if header in export.personal_headers:
                raise ContractError(f"{place}: header {header} is personal and a column.")
            owners[header] = column.name


def _check_column(place: str, column: Column, export: Export) -> None:
    others = {other.name for other in export.columns if not other.made_of and other.type != "flag"}
    if column.made_of and (column.type != "id" or not set(column.made_of) <= others):
        raise ContractError(f"{place}: made_of belongs to an id and has to name other columns with a header.")
    for pattern in column.patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ContractError(f"{place}: the alias /{pattern}/ is no pattern: {error}") from error
    if column.type != "flag":
        if not column.header:
            raise ContractError(f"{place}: there is no header.")
        return
    if column.header or column.flag not in FLAGS:
        raise ContractError(f"{place}: a flag has no header and its flag is one of {', '.join(FLAGS)}.")
    texts = [other.name for other in export.columns if other.type == "free_text"]
    if column.of not in texts:
        raise ContractError(f"{place}: of is '{column.of}', it has to name a free_text column.")


def _meta(described: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the meta block, under `config` as dbt wants it or at the top as it was."""
    meta = (described.get("config") or {}).get("meta") or described.get("meta") or {}
    return meta if isinstance(meta, dict) else {}
