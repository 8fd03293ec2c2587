"""What a cell says: how the raw text of a cell becomes the value of its type.

Every type is read in the same five layers, each a column of its own so that nothing is worked out twice:
`quick` (the value of an ordinary cell, by one cheap test), `text` (what an unusual cell holds without its wrapping),
`said` (the same, null for a null marker), `slow` (its value), `value` (accepted: in range, masked, hashed). A cell that
says something and has no value is a bad cell. Which column has which type is the contract's business, which patterns
are personal `privacy.py`'s.
"""

import re

import duckdb

from shopscore.contracts import Column
from shopscore.landing.numbers import DASHES, duration_sql, number_macros, scaled_sql
from shopscore.landing.parcel_lists import known_carriers, parcel_list_macros, quick_parcel_list_sql
from shopscore.landing.privacy import (
    ID_SHAPE,
    LONGEST_ID,
    PSEUDONYM,
    PSEUDONYM_DIGITS,
    QUICK_ID,
    flag_sql,
    kind_found_sql,
    masked_sql,
    plain_id_sql,
    undisguised_sql,
)
from shopscore.landing.times import time_macros
from shopscore.landing.vocabulary import is_among_sql, nothing_words
from shopscore.landing.words import LONGEST_TERM, UNKNOWN_DIGITS, UNKNOWN_WORD
from shopscore.language import Language, Message

TOTAL_WORDS = ("总计", "合计", "汇总", "整体", "整体数据", "店铺汇总值", "店铺平均值")
LAYERS = ("quick", "text", "said", "slow", "value")
# Ranges: a phone number is not an amount, a quantity or a value of a page.
LONGEST_TEXT = 200
LONGEST_ACCOUNT = 64
LARGEST = 10_000_000
# #N/A, #REF!, #NAME?, #SPILL! and the like; signs only where a column was too narrow for its number.
_ERRORS = r"#+|#(?:N/A|DIV/0!|GETTING_DATA|[A-Z]+[!?])"
_BLANKS = r" \t\r\n\x0b\x0c\x{00a0}\x{3000}\x{feff}\x{200b}"
_EDGES = rf"^[{_BLANKS}]+|[{_BLANKS}]+$"
_WRAPPING = _BLANKS + "\"''`‘’“”＇"

_FULL_WIDTH, _HALF_WIDTH = "０１２３４５６７８９．：／－％，", "0123456789.:/-%,"


def _macros() -> str:
    return rf"""
-- what a spreadsheet shows where it could not compute
create or replace temp macro slow_prose(said) as case when not regexp_full_match(said, '{_ERRORS}') then said end;
-- the sign that stands for bytes that were no text: a text loses no more than that, an id or a word is another one
create or replace temp macro slow_whole(said) as case when not contains(said, chr(65533)) then slow_prose(said) end;

create or replace temp macro trimmed(cell) as regexp_replace(cell, '{_EDGES}', '', 'g');

-- ids begin with a plain sign, total words never do
create or replace temp macro is_total_word(cell) as
    case
        when cell >= '!' and cell < chr(127) then false
        else coalesce(trimmed(cell) in ({", ".join(f"'{word}'" for word in TOTAL_WORDS)}), false)
    end;

-- what Excel and the consoles put around a cell: a quote, a backquote or a tab before it, ="..." around it
create or replace temp macro unwrapped(cell) as
    regexp_replace(cell, '^[{_WRAPPING}]*(?:=[{_WRAPPING}]+)?|[{_WRAPPING}]+$', '', 'g');
create or replace temp macro half_width(text) as translate(text, '{_FULL_WIDTH}', '{_HALF_WIDTH}');

create or replace temp macro text_id(cell) as half_width(unwrapped(cell));
create or replace temp macro text_prose(cell) as regexp_replace(trimmed(cell), '\r\n?', chr(10), 'g');
create or replace temp macro text_term(cell) as text_prose(cell);
create or replace temp macro text_time(cell) as plain_time(half_width(unwrapped(cell)));
create or replace temp macro text_number(cell) as half_width(unwrapped(cell));

create or replace temp macro said_prose(text) as
    case when text = '' or text = '-' or text = '--' then null else text end;
create or replace temp macro said_term(text) as
    case when {is_among_sql("lower(text)", nothing_words("cell"))} then null else said_prose(text) end;
-- Excel shows a number with .0 or with commas, and no platform writes an id so
create or replace temp macro said_id(text) as
    case
        when ltrim(text, '{DASHES}') = '' or {is_among_sql("lower(text)", nothing_words("cell", "value"))}
            then null
        when regexp_full_match(text, '[0-9]+\.0+|[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.0+)?')
            then nullif(replace(split_part(text, '.', 1), ',', ''), '0')
        else nullif(text, '0')
    end;

create or replace temp macro quick_id(cell) as
    case
        when regexp_full_match(cell, '{QUICK_ID}') then cell
        when regexp_full_match(cell, '''?\t?(?:{QUICK_ID})\t?') then replace(replace(cell, chr(9), ''), '''', '')
    end;
-- the scientific notation of a rounded number; a waybill such as SF12E3 or 12E3 is none
create or replace temp macro is_rounded(said) as
    regexp_matches(said, '^[+-]?[0-9]+(\.[0-9]+[eE]\+?[0-9]+|[eE]\+[0-9]+)$');
create or replace temp macro slow_id(said) as
    case
        when length(said) <= {LONGEST_ID} and regexp_full_match(said, '{ID_SHAPE}') and not is_rounded(said)
            then slow_prose(said)
    end;
create or replace temp macro slow_key(said) as case when not is_rounded(said) then slow_whole(said) end;
create or replace temp macro slow_account(said) as case when length(said) <= {LONGEST_ACCOUNT} then slow_key(said) end;
create or replace temp macro is_plain_id(text) as {plain_id_sql("text")};

create or replace temp macro quick_prose(cell) as
    case when regexp_matches(cell, '^[{_BLANKS}#]|[{_BLANKS}]$|^--?$|\r') or cell = '' then null else cell end;
create or replace temp macro quick_name(cell) as case when length(cell) <= {LONGEST_TEXT} then quick_prose(cell) end;
create or replace temp macro slow_name(said) as case when length(said) <= {LONGEST_TEXT} then slow_prose(said) end;

create or replace temp macro small(amount) as case when abs(amount) < {LARGEST} then amount end;
create or replace temp macro quick_decimal(cell) as
    case when regexp_full_match(cell, '\d{{1,7}}(\.\d+)?') then try_cast(cell as decimal(18, 2)) end;
create or replace temp macro quick_number(cell) as
    case when regexp_full_match(cell, '\d{{1,7}}(\.\d+)?') then try_cast(cell as double) end;
create or replace temp macro quick_integer(cell) as
    case when regexp_full_match(cell, '\d{{1,7}}') then try_cast(cell as bigint) end;

create or replace temp macro quick_boolean(cell) as
    case when cell in ('true', '是') then true when cell in ('false', '否') then false end;
create or replace temp macro slow_boolean(said) as
    case
        when lower(said) in ('true', 't', 'yes', 'y', '1', '1.0', '是') then true
        when lower(said) in ('false', 'f', 'no', 'n', '0', '0.0', '否') then false
    end;

create or replace temp macro undisguised(text) as {undisguised_sql("text")};
create or replace temp macro masked_plain(text) as {masked_sql("text")};
create or replace temp macro masked(text) as masked_plain(undisguised(text));
create or replace temp macro flag_phone(text) as {flag_sql("text", "phone")};
create or replace temp macro flag_contact_handle(text) as {flag_sql("text", "contact_handle")};
create or replace temp macro flag_address(text) as {flag_sql("text", "address")};
create or replace temp macro holds_phone(text) as flag_phone(undisguised(text));
create or replace temp macro holds_contact_handle(text) as flag_contact_handle(undisguised(text));
create or replace temp macro holds_address(text) as flag_address(undisguised(text));
create or replace temp macro kind_found(text) as {kind_found_sql("text")};

create or replace temp macro slow_term(said) as case when length(said) <= {LONGEST_TERM} then slow_whole(said) end;
create or replace temp macro is_stand_in(text) as
    regexp_full_match(text, '{UNKNOWN_WORD}[0-9a-f]{{{UNKNOWN_DIGITS}}}');

create or replace temp macro hmac_hex(message, inner_block, outer_block) as
    sha256(outer_block || unhex(sha256(inner_block || encode(message))));
create or replace temp macro pseudonym(text, inner_block, outer_block) as
    '{PSEUDONYM}' || left(hmac_hex(text, inner_block, outer_block), {PSEUDONYM_DIGITS});
create or replace temp macro unknown_word(text, inner_block, outer_block) as
    '{UNKNOWN_WORD}' || left(hmac_hex(text, inner_block, outer_block), {UNKNOWN_DIGITS});
"""


_KEY = "cast($inner_block as blob), cast($outer_block as blob)"
_ID = (
    "case when {quick} is not null then {quick} when is_plain_id({slow}) then {slow} "
    f"else pseudonym({{slow}}, {_KEY}) end"
)
_TERM = (
    "case when {quick} is not null then {quick} when {known} or is_stand_in({slow}) then {slow} "
    f"else unknown_word({{slow}}, {_KEY}) end"
)

# The macros of each type: quick, text and said, slow; then the accepted value.
_MACROS_OF = {
    "id": ("id", "id", "id", _ID),
    "account": ("id", "id", "account", _ID),
    "keyed_hash": ("id", "id", "key", f"hmac_hex({{cell}}, {_KEY})"),
    "text": ("name", "prose", "name", "masked({cell})"),
    "word": ("prose", "prose", "prose", "case when {known} then lower({cell}) end"),
    "term": ("term", "term", "term", _TERM),
    "place": ("term", "term", "term", _TERM),
    "free_text": ("prose", "prose", "prose", "masked({cell})"),
    "parcel_list": (
        "parcel_list",
        "prose",
        "prose",
        f"coalesce({{quick}}, parcel_list({{slow}}, '{{carriers}}', {_KEY}))",
    ),
    "timestamp": ("timestamp", "time", "time", "in_range({cell})"),
    "date": ("date", "time", "time", "cast(in_range({cell}) as date)"),
    "decimal": ("decimal", "number", "decimal", "small({cell})"),
    "number": ("number", "number", "number", "small({cell})"),
    "fraction": ("number", "number", "number", "case when {cell} between 0 and 1 then {cell} end"),
    "integer": ("integer", "number", "integer", "small({cell})"),
    "stars": ("integer", "number", "integer", "case when {cell} between 1 and 5 then {cell} end"),
    "boolean": ("boolean", "number", "boolean", "{cell}"),
}

EMPTY_REASON = Message("the cell is empty but must be filled")
_ROUNDED = Message("Excel rounded the id: export again as .csv, or format the column as text before saving")
_REASONS = {
    "id": Message("the cell is not an id of letters and digits"),
    "account": Message("the cell is not an account of at most {length} characters", length=LONGEST_ACCOUNT),
    "keyed_hash": Message("the cell is not an id"),
    "text": Message("the cell is not a text of at most {length} characters", length=LONGEST_TEXT),
    "word": Message("the cell is not a known word"),
    "term": Message("the cell is not a word of at most {length} characters", length=LONGEST_TERM),
    "place": Message("the cell is not a place of at most {length} characters", length=LONGEST_TERM),
    "free_text": Message("the cell is a spreadsheet error"),
    "parcel_list": Message("the cell is not a list of waybills"),
    "timestamp": Message("the cell is not a time between 2000 and 2100"),
    "date": Message("the cell is not a date between 2000 and 2100"),
    "decimal": Message("the cell is not an amount below {largest:,}", largest=LARGEST),
    "number": Message("the cell is not a number below {largest:,}", largest=LARGEST),
    "fraction": Message("the cell is not a number from 0 to 1"),
    "integer": Message("the cell is not a whole number below {largest:,}", largest=LARGEST),
    "stars": Message("the cell is not a whole number of stars from 1 to 5"),
    "boolean": Message("the cell is neither true nor false"),
}


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the macros for this connection; they leave nothing in the warehouse."""
    connection.execute(time_macros() + number_macros() + _macros() + parcel_list_macros())


def layer_sql(column: Column, layer: str) -> str:
    """Return the SQL of one layer of a column.

    A layer reads the columns `"raw_<name>"` and `"<earlier layer>_<name>"`; `value` of a type that hashes also the
    parameters $inner_block and $outer_block. A flag has a value only, from the layers of the text it is derived from.

    Args:
        column: the column.
        layer: one of `LAYERS`.
    """
    name = column.of or column.name
    either = f'coalesce("quick_{name}", "slow_{name}")'
    if column.type == "flag":
        return f"holds_{column.flag}({either})"
    quick, text, slow, value = _MACROS_OF[column.type]
    return {
        "quick": _quick_sql(column, quick),
        "text": f'case when "quick_{name}" is null then text_{text}("raw_{name}") end',
        "said": f'said_{text}("text_{name}")',
        "slow": _slow_sql(column, slow),
        "value": value.format(
            cell=either,
            carriers=known_carriers(column.words).replace("'", "''") if column.type == "parcel_list" else "",
            quick=f'"quick_{name}"',
            slow=f'"slow_{name}"',
            known=_is_among(f"lower({either})" if column.type == "word" else f'"slow_{name}"', column.words),
        ),
    }[layer]


def _quick_sql(column: Column, quick: str) -> str:
    cell = f'"raw_{column.name}"'
    if column.type == "parcel_list":
        return quick_parcel_list_sql(cell, column.words)
    if quick == "term":
        return f"case when {_is_among(cell, column.words)} then {cell} end"
    if column.type == "id" and column.words:
        return f"case when {_is_among(cell, column.words)} then {cell} else quick_{quick}({cell}) end"
    return scaled_sql(f"quick_{quick}({cell})", column.written_in, column.unit)


def _slow_sql(column: Column, slow: str) -> str:
    said = f'"said_{column.name}"'
    if column.unit is not None:
        return duration_sql(said, column.unit, column.written_in or column.unit)
    number = f"slow_{slow}({said})"
    scaled = scaled_sql(number, column.written_in, None)
    return number if scaled == number else f"case when ends_in_a_digit({said}) then {scaled} else {number} end"


def _is_among(text: str, words: tuple[str, ...]) -> str:
    # No list: DuckDB makes a join of a long one, and a pipeline of every column that has one.
    known = "|".join(re.escape(word) for word in words).replace("'", "''")
    return f"coalesce(regexp_full_match({text}, '{known}'), false)" if words else "false"


def says_sql(column: Column) -> str:
    """Return the SQL that tells whether a cell says anything, from its layers."""
    said = f'"said_{column.name}" is not null'
    if column.type in ("timestamp", "date"):
        said = f'({said} and not is_calendar_zero("slow_{column.name}"))'
    return f'("quick_{column.name}" is not null or {said})'


def is_filled_sql(column: Column, cell: str) -> str:
    """Return the SQL that tells whether a raw cell says anything, be it bad; a time that is not yet says nothing.

    Args:
        column: the column.
        cell: SQL of the raw cell.
    """
    _, text, slow, _ = _MACROS_OF[column.type]
    said = f"said_{text}(text_{text}({cell}))"
    if column.type in ("timestamp", "date"):
        zero = f"is_calendar_zero(slow_{slow}({said}))"
        return f"(quick_{column.type}({cell}) is not null or ({said} is not null and not {zero}))"
    return f"({said} is not null)"


def can_be_bad(column: Column) -> bool:
    """Tell whether a cell that says something may have no value."""
    return column.type != "flag"


def bad_cell_reason_sql(column: Column, language: Language) -> str:
    """Return the SQL of the reason why a cell that says something has no value; what it says is never quoted."""
    reason = reason_sql(_REASONS[column.type], language)
    if column.type in ("id", "account", "keyed_hash"):
        return f"""case when is_rounded("said_{column.name}") then {reason_sql(_ROUNDED, language)} else {reason} end"""
    return reason


def reason_sql(reason: Message, language: Language) -> str:
    """Return a reason as a text of SQL."""
    return "'" + reason.in_language(language).replace("'", "''") + "'"
