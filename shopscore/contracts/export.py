"""What a contract says: the columns of an export, their headers and types, and what tells its rows apart.

Where it is written belongs in `reading.py`.
"""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict
from pydantic.dataclasses import dataclass

REFERENCE = "reference"
SHOP_COLUMN = "shop_id"
RAW_SCHEMA = "raw"
WORD_SEPARATOR = "|"
PATTERN_SIGN = "/"

Flag = Literal["phone", "contact_handle", "address"]
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

Texts = tuple[str, ...]
_STRICT = ConfigDict(extra="forbid")


def _known_type(name: Any) -> str:
    if name not in SQL_TYPES:
        raise ValueError(f"is '{name}', it has to be one of {', '.join(SQL_TYPES)}")
    return str(name)


def _both_languages(hint: Any) -> Any:
    if isinstance(hint, dict):
        if not hint.get("en") or not hint.get("zh"):
            raise ValueError("has to have a sentence in en and one in zh")
        return hint["en"], hint["zh"]
    return hint


@dataclass(frozen=True, config=_STRICT)
class Column:
    """One column of an export.

    Attributes:
        name: name in the raw table.
        type: a key of `SQL_TYPES`.
        header: header in the file; None for a flag, which is derived.
        aliases: other headers that mean the same, in order of preference; one between slashes is a pattern.
        required: without the column the file is refused.
        cell_required: without a value the row is rejected.
        of: for a flag, the free text it is derived from.
        flag: for a flag, what it tells.
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
    type: Annotated[str, BeforeValidator(_known_type)]
    header: str | None = None
    aliases: Texts = ()
    required: bool = False
    cell_required: bool = False
    of: str | None = None
    flag: Flag | None = None
    description: str = ""
    words: Texts = ()
    needed: bool = True
    can_be_empty: bool = False
    unit: str | None = None
    hint: Annotated[tuple[str, str] | None, BeforeValidator(_both_languages)] = None
    written_in: str | None = None
    made_of: Texts = ()

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


@dataclass(frozen=True, config=_STRICT)
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
