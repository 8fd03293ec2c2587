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
from shopscore.landing.vocabulary import joined, nothing_words
from shopscore.landing.words import LONGEST_TERM, UNKNOWN_DIGITS, UNKNOWN_WORD
from shopscore.language import Language, Message
from shopscore.sql_files import literal, statement

TOTAL_WORDS = ("总计", "合计", "汇总", "整体", "整体数据", "店铺汇总值", "店铺平均值")
LAYERS = ("quick", "text", "said", "slow", "value")
# Ranges: a phone number is not an amount, a quantity or a value of a page.
LONGEST_TEXT = 200
LONGEST_ACCOUNT = 64
LARGEST = 10_000_000
# As many words of a closed list are told to whoever wrote another one.
LISTED_WORDS = 16
# #N/A, #REF!, #NAME?, #SPILL! and the like; signs only where a column was too narrow for its number.
_ERRORS = r"#+|#(?:N/A|DIV/0!|GETTING_DATA|[A-Z]+[!?])"
_BLANKS = r" \t\r\n\x0b\x0c\x{00a0}\x{3000}\x{feff}\x{200b}"
_EDGES = rf"^[{_BLANKS}]+|[{_BLANKS}]+$"
_WRAPPING = _BLANKS + "\"'`‘’“”＇"

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FULL_WIDTH, _HALF_WIDTH = "０１２３４５６７８９．：／－％，", "0123456789.:/-%,"


def _macros() -> str:
    """Return the SQL of the macros of every type; what privacy writes comes first, the others use it."""
    written = {
        "is_plain_id(text)": plain_id_sql("text"),
        "undisguised(text)": undisguised_sql("text"),
        "masked_plain(text)": masked_sql("text"),
        "flag_phone(text)": flag_sql("text", "phone"),
        "flag_contact_handle(text)": flag_sql("text", "contact_handle"),
        "flag_address(text)": flag_sql("text", "address"),
        "kind_found(text)": kind_found_sql("text"),
    }
    of_privacy = [f"create or replace temp macro {macro} as {sql};\n" for macro, sql in written.items()]
    return "".join(of_privacy) + statement(
        __name__,
        "cell_macros",
        errors=_ERRORS,
        edges=_EDGES,
        total_words=TOTAL_WORDS,
        wrapping=f"^[{_WRAPPING}]*(?:=[{_WRAPPING}]+)?|[{_WRAPPING}]+$",
        full_width=_FULL_WIDTH,
        half_width=_HALF_WIDTH,
        nothing=joined(nothing_words("cell")),
        no_value=joined(nothing_words("cell", "value")),
        dashes=DASHES,
        quick_id=QUICK_ID,
        wrapped_id=rf"'?\t?(?:{QUICK_ID})\t?",
        longest_id=LONGEST_ID,
        id_shape=ID_SHAPE,
        longest_account=LONGEST_ACCOUNT,
        unusual=rf"^[{_BLANKS}#]|[{_BLANKS}]$|^--?$|\r",
        longest_text=LONGEST_TEXT,
        largest=LARGEST,
        longest_term=LONGEST_TERM,
        stand_in=f"{UNKNOWN_WORD}[0-9a-f]{{{UNKNOWN_DIGITS}}}",
        pseudonym=PSEUDONYM,
        pseudonym_digits=PSEUDONYM_DIGITS,
        unknown_word=UNKNOWN_WORD,
        unknown_digits=UNKNOWN_DIGITS,
    )


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
    "word": ("prose", "prose", "prose", "case when {known} then lower({cell}) {dated} end"),
    "term": ("term", "term", "term", _TERM),
    "place": ("term", "term", "term", _TERM),
    "free_text": ("prose", "prose", "prose", "masked({cell})"),
    "parcel_list": (
        "parcel_list",
        "prose",
        "prose",
        f"coalesce({{quick}}, parcel_list({{slow}}, {{carriers}}, {_KEY}))",
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
            carriers=literal(known_carriers(column.words)) if column.type == "parcel_list" else "",
            quick=f'"quick_{name}"',
            slow=f'"slow_{name}"',
            known=_is_among(f"lower({either})" if column.type == "word" else f'"slow_{name}"', column.words),
            dated=_dated_sql(either, column.words),
        ),
    }[layer]


def _dated_sql(cell: str, words: tuple[str, ...]) -> str:
    """Return the branch of a word that is a day, such as a rule version: Excel writes 2026-05-07 as 2026/5/7."""
    days = tuple(word for word in words if _DAY.fullmatch(word))
    if not days:
        return ""
    day = f"cast(cast(in_range(slow_time(said_time(text_time({cell})))) as date) as varchar)"
    return f"when {_is_among(day, days)} then {day}"


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
    known = literal("|".join(re.escape(word) for word in words))
    return f"coalesce(regexp_full_match({text}, {known}), false)" if words else "false"


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
    reason = reason_sql(_reason(column), language)
    if column.type in ("id", "account", "keyed_hash"):
        return f"""case when is_rounded("said_{column.name}") then {reason_sql(_ROUNDED, language)} else {reason} end"""
    return reason


def _reason(column: Column) -> Message:
    if column.type == "word" and 0 < len(column.words) <= LISTED_WORDS:
        return Message("the cell is none of the known words: {words}", words=", ".join(column.words))
    return _REASONS[column.type]


def reason_sql(reason: Message, language: Language) -> str:
    """Return a reason as a text of SQL."""
    return literal(reason.in_language(language))
