"""Reads the contracts from the sources' yml of the staging models; what is wrong is told by file, line, table, column.

What a contract says, and what one column may say, belongs in `export.py`.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from shopscore.contracts.errors import ContractError
from shopscore.contracts.export import (
    LINEAGE_COLUMNS,
    RAW_SCHEMA,
    SHOP_COLUMN,
    WORD_SEPARATOR,
    Column,
    Export,
    Exports,
)

UNITS = "vocabulary/units.csv"
# The line in which a mapping of the yml begins.
LINE = "__line__"


@dataclass(frozen=True)
class _Place:
    """Where something stands, for messages."""

    file: str
    table: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.table}"

    def of(self, column: Mapping[str, Any]) -> "_Place":
        """Return the place of a column of the table."""
        return _Place(self.file, f"{self.table}.{column.get('name')}", column[LINE])


# The parser in C takes a fifth of the time, for which every command waits; a Python built without it has the other.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _LineLoader(_SafeLoader):  # type: ignore[misc]
    """Reads yml as it is, with the line of each mapping in it."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        return {**super().construct_mapping(node, deep=deep), LINE: node.start_mark.line + 1}


def load_exports(models_dir: Path) -> Exports:
    """Read every export contract below `models_dir/staging`.

    Args:
        models_dir: dbt's folder of models; the seeds that a contract names lie in `seeds` beside it.

    Returns:
        The exports by platform and name, in the order of the files.

    Raises:
        ContractError: a yml does not parse, or a contract contradicts itself; the message names file, line, table and
            column.
    """
    exports: Exports = {}
    for path in sorted(models_dir.glob("staging/*/_*__sources.yml")):
        for export in _exports_of(path, models_dir.parent / "seeds"):
            if (export.platform, export.name) in exports:
                raise ContractError(f"{path.name}: {export.platform}/{export.name} appears twice.")
            exports[export.platform, export.name] = export
    return exports


def _exports_of(path: Path, seeds: Path) -> Iterator[Export]:
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), _LineLoader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise ContractError(f"{path.name} is not valid yaml: {error}") from error
    sources = document.get("sources") if isinstance(document, dict) else None
    for source in sources or ():
        # A table whose columns name headers is an export, and its source a platform or the reference.
        for table in source.get("tables") or ():
            if any("header" in _meta(column) for column in table.get("columns") or ()):
                place = _Place(path.name, f"{source.get('name')}/{table.get('name')}", table[LINE])
                yield _export(place, seeds, source.get("name"), table)


def _export(place: _Place, seeds: Path, platform: str | None, table: Mapping[str, Any]) -> Export:
    if not platform:
        raise ContractError(f"{place}: the source of the table has no name.")
    meta = _meta(table)
    back_office = meta.pop("back_office", None) or {}
    described = [column for column in table["columns"] if column.get("name") not in LINEAGE_COLUMNS]
    name = table.get("name")
    said: dict[str, Any] = {
        "platform": platform,
        "name": name,
        "table": f"{RAW_SCHEMA}.{table.get('identifier') or f'{platform}_{name}'}",
        "key": (),
        "columns": tuple(
            _column(place.of(one), seeds, one, is_key=one.get("name") in (meta.get("key") or ())) for one in described
        ),
        "personal_headers": (),
        "description": table.get("description") or "",
        "back_office_en": back_office.get("en", ""),
        "back_office_zh": back_office.get("zh", ""),
        "has_template": meta.pop("template", False),
    }
    try:
        export = Export(**(said | meta))
    except ValidationError as error:
        raise ContractError(f"{place}: {_said(error)}.") from None
    _check(place, export, {column.get("name"): place.of(column) for column in described})
    return export


def _column(place: _Place, seeds: Path, described: Mapping[str, Any], *, is_key: bool) -> Column:
    meta = _meta(described)
    is_needed = is_key or bool(meta.get("required", False)) or bool(meta.get("cell_required", False))
    _check_unit(place, seeds, meta)
    said: dict[str, Any] = {
        "name": described.get("name"),
        "description": described.get("description") or "",
        "type": None,
        "needed": is_needed,
    }
    try:
        return Column(**(said | meta | {"words": _words(place, seeds, meta.get("words"), described.get("name"))}))
    except ValidationError as error:
        raise ContractError(f"{place}: {_said(error)}.") from None


def _said(error: ValidationError) -> str:
    """Return what is wrong in our words: which key, and what it has to be."""
    return "; ".join(_said_of_one(one) for one in error.errors())


def _said_of_one(error: ErrorDetails) -> str:
    key, found = error["loc"][0], error["input"]
    wrong = f"is '{found}', it has to be"
    wanted = {
        "unexpected_keyword_argument": "is not a key of a contract: remove it, or write it as it is written elsewhere",
        "tuple_type": f"{wrong} a list",
        "string_type": "is missing" if found is None else f"{wrong} a text",
        "bool_type": f"{wrong} true or false",
        "bool_parsing": f"{wrong} true or false",
        "literal_error": f"{wrong} one of {error.get('ctx', {}).get('expected', '')}",
        "value_error": error["msg"].removeprefix("Value error, "),
    }
    return f"{key} {wanted.get(error['type'], error['msg'])}"


def _check_unit(place: _Place, seeds: Path, meta: Mapping[str, Any]) -> None:
    unit: str | None = meta.get("unit")
    if unit is None:
        return
    with (seeds / UNITS).open(encoding="utf-8", newline="") as file:
        known = [row["unit"] for row in csv.DictReader(file) if row["measure"] == "time"]
    if unit not in known or meta.get("type") != "number":
        raise ContractError(f"{place}: unit is '{unit}', it has to be one of {', '.join(known)}, of a number.")


def _words(place: _Place, seeds: Path, named: str | list[str] | None, column: str | None) -> tuple[str, ...]:
    """Return the words of a column: those listed, or those of the seeds named, with `WORD_SEPARATOR` between them.

    Of a seed they stand in the column named behind a point, else in `word`, `words` or the column's namesake.

    Raises:
        ContractError: there is no such seed, or no such column in it.
    """
    if named is None or isinstance(named, list):
        return tuple(named or ())
    words: set[str] = set()
    for one in named.split(WORD_SEPARATOR):
        seed, _, own = one.partition(".")
        words |= _words_of_seed(place, seeds, seed, (own,) if own else ("word", "words", column))
    return tuple(sorted(words))


def _words_of_seed(place: _Place, seeds: Path, named: str, columns: tuple[str | None, ...]) -> set[str]:
    path = seeds / f"{named}.csv"
    if not path.is_file():
        raise ContractError(f"{place}: words names the seed '{named}', which is not there.")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    source = next((name for name in columns if rows and name in rows[0]), None)
    if source is None:
        wanted = " or ".join(filter(None, columns))
        raise ContractError(f"{place}: the seed '{named}' has no column {wanted}.")
    return {word for row in rows for word in row[source].split(WORD_SEPARATOR) if word}


def _check(place: _Place, export: Export, places: Mapping[str | None, _Place]) -> None:
    names = [column.name for column in export.columns]
    for name in names:
        if names.count(name) > 1:
            raise ContractError(f"{places[name]}: the column appears twice.")
    if not export.key or not set(export.key) <= set(names):
        raise ContractError(f"{place}: key is {list(export.key)}, it has to name columns of the table.")
    if export.has_shop_folder and SHOP_COLUMN not in names:
        raise ContractError(f"{place}: there is no column {SHOP_COLUMN}.")
    owners: dict[str, str] = {}
    for column in export.columns:
        _check_column(places[column.name], column, export)
        for header in column.headers:
            if header in owners:
                raise ContractError(f"{place}: header {header} belongs to {owners[header]} and to {column.name}.")
            if header in export.personal_headers:
                raise ContractError(f"{place}: header {header} is personal and a column.")
            owners[header] = column.name


def _check_column(place: _Place, column: Column, export: Export) -> None:
    others = {other.name for other in export.columns if not other.made_of and other.type != "flag"}
    if column.made_of and (column.type != "id" or not set(column.made_of) <= others):
        raise ContractError(f"{place}: made_of belongs to an id and has to name other columns with a header.")
    for pattern in column.patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ContractError(f"{place}: the alias /{pattern}/ is not a pattern: {error}") from error
    if column.type != "flag":
        if not column.header:
            raise ContractError(f"{place}: there is no header.")
        return
    if column.header or not column.flag:
        raise ContractError(f"{place}: a flag has no header and says which one it is.")
    texts = [other.name for other in export.columns if other.type == "free_text"]
    if column.of not in texts:
        raise ContractError(f"{place}: of is '{column.of}', it has to name a free_text column.")


def _meta(described: Mapping[str, Any]) -> dict[str, Any]:
    """Return the meta block, under `config` as dbt wants it or at the top as it was."""
    meta = (described.get("config") or {}).get("meta") or described.get("meta") or {}
    return {key: value for key, value in meta.items() if key != LINE} if isinstance(meta, dict) else {}
