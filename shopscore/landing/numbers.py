"""Reads numbers: amounts with their sign of money and commas, and the units that tools write behind a number.

Macros for DuckDB and the SQL of a column; which column is kept in which unit is the contract's business, which units
there are the seed's (`seeds/vocabulary/units.csv`).
"""

import re
from decimal import Decimal
from fractions import Fraction

from shopscore.landing.vocabulary import TIME, factor_between, joined, nothing_words, units
from shopscore.sql_files import statement

_NUMBER = r"[+-]?(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE]-?[0-9]{1,3})?"
DECIMALS = 12
DASHES = "-–—―/"
_CLOCK = r"(?:([0-9]+) days?, )?([0-9]+):([0-9]{2}):([0-9]{2}(?:\.[0-9]+)?)"


def number_macros() -> str:
    """Return the SQL of the macros that read a number and the unit behind it."""
    macros = statement(
        __name__,
        "number_macros",
        dashes=DASHES,
        blank_or_dashes=f" {DASHES}",
        nothing=joined(nothing_words("cell", "value")),
        units=joined(unit.word for unit in units()),
        number_and_unit=rf"^[+-]?\s*(?:[¥￥]|(?i:RMB|CNY))?\s*({_NUMBER})\s*(?i:{_any_unit()})?$",
        decimals=DECIMALS,
    )
    # a share, and ten thousand, are numbers; how much a unit of time is, is the column's business
    factor_of = f"create or replace temp macro factor_of(said) as case {_factors()} else 1 end"
    return f"{factor_of};\n{macros}"


def duration_sql(said: str, unit: str, bare_unit: str) -> str:
    """Return the SQL of a duration in a unit, however it is written: 1小时30分, 90分钟, 1:30:00, 90.

    Args:
        said: SQL of the text.
        unit: the unit the column is kept in.
        bare_unit: what a number without unit counts.
    """
    by_factor: dict[Fraction, list[str]] = {}
    for one in units():
        if one.measure == TIME:
            by_factor.setdefault(one.factor, []).append(re.escape(one.word))
    factors = sorted(by_factor, reverse=True)
    pieces = "".join(rf"(?:({_NUMBER})\s*(?:{'|'.join(by_factor[factor])})\s*)?" for factor in factors)
    seconds = _seconds(said, pieces, factors)
    clock = _seconds(said, _CLOCK, [Fraction(86400), Fraction(3600), Fraction(60), Fraction(1)])
    return (
        f"case when regexp_full_match({said}, '{_NUMBER}') then {_scaled(f'slow_number({said})', bare_unit, unit)} "
        f"when regexp_full_match({said}, '{_CLOCK}') then ({clock}) / {_seconds_of(unit)} "
        f"when regexp_full_match({said}, '(?i){pieces}') then ({seconds}) / {_seconds_of(unit)} end"
    )


def scaled_sql(number: str, written_in: str | None, unit: str | None) -> str:
    """Return the SQL of a number without unit, which counts what the header says in brackets.

    Args:
        number: SQL of the number.
        written_in: the unit of the header, None when it names none.
        unit: the unit of time the column is kept in, None for any other column.
    """
    if written_in is None:
        return number
    if unit is not None:
        return _scaled(number, written_in, unit)
    factor = next((one.factor for one in units() if one.word == written_in and one.measure != TIME), Fraction(1))
    return _times(number, factor)


def _any_unit() -> str:
    return "|".join(dict.fromkeys(re.escape(unit.word) for unit in units()))


def _factors() -> str:
    """Return the cases of the units that are no more than a factor, the longer word first."""
    factors = [one for one in units() if one.measure != TIME and one.factor != 1]
    return " ".join(f"when ends_with(said, '{one.word}') then {_decimal(one.factor)}" for one in factors)


def _decimal(factor: Fraction) -> str:
    return f"{Decimal(factor.numerator) / Decimal(factor.denominator):f}"


def _seconds(said: str, pattern: str, factors: list[Fraction]) -> str:
    return " + ".join(
        _times(f"coalesce(try_cast(nullif(regexp_extract({said}, '(?i)^{pattern}$', {at}), '') as double), 0)", factor)
        for at, factor in enumerate(factors, start=1)
    )


def _scaled(number: str, from_unit: str, unit: str) -> str:
    factor = factor_between(from_unit, unit)
    return number if factor is None else _times(number, factor)


def _times(number: str, factor: Fraction) -> str:
    if factor == 1:
        return number
    # DuckDB multiplies by 0.01 where it is asked to divide by 100, and that is another double.
    return f"round({number} * {factor.numerator}.0 / {factor.denominator}.0, {DECIMALS})"


def _seconds_of(unit: str) -> str:
    factor = next(one.factor for one in units() if one.measure == TIME and one.word == unit)
    return _times("1.0", factor)
