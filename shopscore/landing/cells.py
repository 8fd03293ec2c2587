"""What a cell says: how the raw text of a cell becomes the value of its type.

Every type is read in the same five layers, each a column of its own so that nothing is worked out twice:
`quick` (the value of an ordinary cell, by one cheap test), `text` (what an unusual cell holds without its wrapping),
`said` (the same, null for a null marker), `slow` (its value), `value` (accepted: in range, masked, hashed). A cell that
says something and has no value is a bad cell. Which column has which type is the contract's business, which patterns
are personal `privacy.py`'s.
"""

import duckdb

from shopscore.contracts import Column
from shopscore.landing.privacy import flag_sql, masked_sql

TOTAL_WORDS = ("总计", "合计", "店铺汇总值", "店铺平均值")
LAYERS = ("quick", "text", "said", "slow", "value")
_BLANKS = r" \t\r\n\x0b\x0c\x{00a0}\x{3000}\x{feff}\x{200b}"
_EDGES = rf"^[{_BLANKS}]+|[{_BLANKS}]+$"

_MACROS = rf"""
create or replace temp macro trimmed(cell) as regexp_replace(cell, '{_EDGES}', '', 'g');

-- ids begin with a plain sign, total words never do
create or replace temp macro is_total_word(cell) as
    case
        when cell >= '!' and cell < chr(127) then false
        else coalesce(trimmed(cell) in ({", ".join(f"'{word}'" for word in TOTAL_WORDS)}), false)
    end;

-- what Excel and the consoles put around a cell: a quote or tab before it, ="..." around it
create or replace temp macro unwrapped(cell) as
    trimmed(regexp_replace(regexp_replace(trimmed(cell), '^=\s*"(.*)"$', '\1'), '^''', ''));

create or replace temp macro text_id(cell) as regexp_replace(unwrapped(cell), '^([0-9]+)\.0+$', '\1');
create or replace temp macro text_prose(cell) as regexp_replace(trimmed(cell), '\r\n?', chr(10), 'g');
create or replace temp macro text_time(cell) as unwrapped(cell);
create or replace temp macro text_number(cell) as unwrapped(cell);

create or replace temp macro said_id(text) as case when text in ('', '-', '--', '0') then null else text end;
create or replace temp macro said_prose(text) as case when text in ('', '-', '--') then null else text end;
create or replace temp macro said_number(text) as case when text in ('', '-', '--') then null else text end;
-- zero and the zero date are how databases write no time at all
create or replace temp macro said_time(text) as
    case when regexp_full_match(text, '-{{0,2}}|0+(\.0+)?|0000-00-00( 00:00:00)?') then null else text end;

create or replace temp macro quick_id(cell) as
    case
        when regexp_full_match(cell, '[0-9A-Za-z_]+') and cell <> '0' then cell
        when regexp_full_match(cell, '''?\t?[0-9A-Za-z_]{{2,}}\t?') then replace(replace(cell, chr(9), ''), '''', '')
    end;
-- the scientific notation of a rounded number; a waybill such as SF12E3 or 12E3 is none
create or replace temp macro slow_id(said) as
    case when regexp_matches(said, '^[+-]?[0-9]+(\.[0-9]+[eE]\+?[0-9]+|[eE]\+[0-9]+)$') then null else said end;

create or replace temp macro quick_prose(cell) as
    case when regexp_matches(cell, '^[{_BLANKS}]|[{_BLANKS}]$|^--?$|\r') or cell = '' then null else cell end;
create or replace temp macro slow_prose(said) as said;

create or replace temp macro quick_timestamp(cell) as try_strptime(cell, '%Y-%m-%d %H:%M:%S');
create or replace temp macro quick_date(cell) as try_strptime(cell, '%Y-%m-%d');
create or replace temp macro plain_time(said) as
    regexp_replace(
        translate(regexp_replace(said, '日|(\d)T', '\1 '), '/年月：．', '--' || '-:.'),
        '[\s　]+', ' ', 'g'
    );
create or replace temp macro slow_time(said) as
    case
        when regexp_full_match(said, '\d{{10}}(\.0*)?')
            then epoch_ms(try_cast(left(said, 10) as bigint) * 1000) + interval 8 hours
        when regexp_full_match(said, '\d{{13}}(\.0*)?')
            then epoch_ms(try_cast(left(said, 13) as bigint)) + interval 8 hours
        when regexp_full_match(said, '[2-7]\d{{4}}(\.\d*)?')
            then timestamp '1899-12-30' + to_seconds(try_cast(round(try_cast(said as double) * 86400) as bigint))
        else try_strptime(
            rtrim(plain_time(said)),
            ['%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M', '%Y-%m-%d', '%Y-%m-%d %H:%M:%S.%f']
        )
    end;
create or replace temp macro in_range(moment) as
    case when moment >= timestamp '2000-01-01' and moment < timestamp '2101-01-01' then moment end;

create or replace temp macro is_number(text) as
    regexp_full_match(text, '-?(\d+(\.\d*)?|\.\d+)([eE]-?\d{{1,3}})?');
create or replace temp macro plain_number(said) as
    regexp_replace(
        case
            when regexp_full_match(said, '[￥¥]?\s*[+-]?\d{{1,3}}([,，]\d{{3}})+(\.\d+)?')
                then regexp_replace(said, '[,，]', '', 'g')
            else said
        end,
        '^[￥¥]?\s*\+?', ''
    );
create or replace temp macro quick_decimal(cell) as
    case when regexp_full_match(cell, '\d+(\.\d+)?') then try_cast(cell as decimal(18, 2)) end;
create or replace temp macro slow_decimal(said) as
    case when is_number(plain_number(said)) then try_cast(plain_number(said) as decimal(18, 2)) end;
create or replace temp macro quick_number(cell) as
    case when regexp_full_match(cell, '\d+(\.\d+)?') then try_cast(cell as double) end;
create or replace temp macro slow_number(said) as
    case
        when is_number(plain_number(said)) then try_cast(plain_number(said) as double)
        when is_number(plain_number(regexp_replace(said, '\s*[%％]$', '')))
            then try_cast(plain_number(regexp_replace(said, '\s*[%％]$', '')) as double) / 100
    end;
create or replace temp macro quick_integer(cell) as
    case when regexp_full_match(cell, '\d{{1,18}}') then try_cast(cell as bigint) end;
create or replace temp macro slow_integer(said) as
    case
        when regexp_full_match(plain_number(said), '-?\d{{1,18}}(\.0*)?')
            then try_cast(regexp_replace(plain_number(said), '\..*', '') as bigint)
    end;

create or replace temp macro quick_boolean(cell) as
    case when cell in ('true', '是') then true when cell in ('false', '否') then false end;
create or replace temp macro slow_boolean(said) as
    case
        when lower(said) in ('true', 't', 'yes', 'y', '1', '1.0', '是') then true
        when lower(said) in ('false', 'f', 'no', 'n', '0', '0.0', '否') then false
    end;

create or replace temp macro masked(text) as {masked_sql("text")};
create or replace temp macro holds_phone(text) as {flag_sql("text", "phone")};
create or replace temp macro holds_contact_handle(text) as {flag_sql("text", "contact_handle")};
create or replace temp macro holds_address(text) as {flag_sql("text", "address")};

create or replace temp macro hmac_hex(message, inner_block, outer_block) as
    sha256(outer_block || unhex(sha256(inner_block || encode(message))));
"""

# The macros of each type: quick, text and said, slow; then the accepted value.
_MACROS_OF = {
    "id": ("id", "id", "id", "{}"),
    "keyed_hash": ("id", "id", "id", "hmac_hex({}, cast($inner_block as blob), cast($outer_block as blob))"),
    "text": ("prose", "prose", "prose", "{}"),
    "word": ("prose", "prose", "prose", "lower({})"),
    "free_text": ("prose", "prose", "prose", "masked({})"),
    "timestamp": ("timestamp", "time", "time", "in_range({})"),
    "date": ("date", "time", "time", "cast(in_range({}) as date)"),
    "decimal": ("decimal", "number", "decimal", "{}"),
    "number": ("number", "number", "number", "{}"),
    "fraction": ("number", "number", "number", "case when {} between 0 and 1 then {} end"),
    "integer": ("integer", "number", "integer", "{}"),
    "stars": ("integer", "number", "integer", "case when {} between 1 and 5 then {} end"),
    "boolean": ("boolean", "number", "boolean", "{}"),
}

EMPTY_REASON = "the cell is empty and has to be filled"
_ROUNDED_BEFORE = "Excel turned the id into "
_ROUNDED_AFTER = ": export again as csv, or format the column as text before saving"
_REASONS = {
    "timestamp": "the cell is no time between 2000 and 2100",
    "date": "the cell is no date between 2000 and 2100",
    "decimal": "the cell is no amount",
    "number": "the cell is no number",
    "fraction": "the cell is no number from 0 to 1",
    "integer": "the cell is no whole number",
    "stars": "the cell is no whole number of stars from 1 to 5",
    "boolean": "the cell is neither true nor false",
}


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the macros for this connection; they leave nothing in the warehouse."""
    connection.execute(_MACROS)


def layer_sql(column: Column, layer: str) -> str:
    """Return the SQL of one layer of a column.

    A layer reads the columns `"raw_<name>"` and `"<earlier layer>_<name>"`; `value` of a hashed column also the
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
        "quick": f'quick_{quick}("raw_{name}")',
        "text": f'case when "quick_{name}" is null then text_{text}("raw_{name}") end',
        "said": f'said_{text}("text_{name}")',
        "slow": f'slow_{slow}("said_{name}")',
        "value": value.replace("{}", either),
    }[layer]


def says_sql(column: Column) -> str:
    """Return the SQL that tells whether a cell says anything, from its layers."""
    return f'("quick_{column.name}" is not null or "said_{column.name}" is not null)'


def can_be_bad(column: Column) -> bool:
    """Tell whether a cell that says something may have no value: every text is a good text."""
    return column.type not in ("text", "word", "free_text", "flag")


def bad_cell_reason_sql(column: Column) -> str:
    """Return the SQL of the reason why a cell that says something has no value; a hashed id is not quoted."""
    if column.type == "id":
        return f"""'{_ROUNDED_BEFORE}' || "said_{column.name}" || '{_ROUNDED_AFTER}'"""
    if column.type == "keyed_hash":
        return f"'{_ROUNDED_BEFORE}a rounded number{_ROUNDED_AFTER}'"
    return f"'{_REASONS[column.type]}'"
