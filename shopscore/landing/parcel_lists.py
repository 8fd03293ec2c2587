"""Reads a cell that lists parcels: `waybill-carrier,goods id,quantity;…` becomes `waybill|carrier|goods;…`.

Waybills may hold dashes, so the carrier is what stands after the last one, when it has letters. A waybill is stored as
an id is, a carrier as a word is; quantities are not kept.
"""

import re

from shopscore.landing.privacy import QUICK_ID
from shopscore.landing.words import CARRIER_SHAPE
from shopscore.sql_files import literal, statement

BETWEEN_PARCELS = ";"
BETWEEN_FIELDS = "|"
# Two letters and ten digits or more are not a passport, an id or a phone.
_WAYBILL = "[A-Z]{2,4}[0-9]{10,20}"


def parcel_list_macros() -> str:
    """Return the macros; they use those of `cells.py` for ids and unknown words."""
    return statement(__name__, "parcel_list_macros", between_fields=BETWEEN_FIELDS, between_parcels=BETWEEN_PARCELS)


def quick_parcel_list_sql(cell: str, words: tuple[str, ...]) -> str:
    """Return the SQL of an ordinary list: plain waybills, known carriers, one goods id and quantity each; else null.

    Args:
        cell: SQL expression of the cell.
        words: words of which carriers may consist.
    """
    plain = f"(?:(?:{QUICK_ID}|{_WAYBILL})-(?:{known_carriers(words)}),(?:{QUICK_ID}),[0-9]+;?)+"
    fields = "([^-,;]+)-([^,;]+),([^,;]+),[0-9]+;?"
    parcel = rf"\1{BETWEEN_FIELDS}\2{BETWEEN_FIELDS}\3{BETWEEN_PARCELS}"
    return (
        f"case when regexp_full_match({cell}, {literal(plain)}) "
        f"then rtrim(regexp_replace({cell}, '{fields}', '{parcel}', 'g'), '{BETWEEN_PARCELS}') end"
    )


def known_carriers(words: tuple[str, ...]) -> str:
    """Return the pattern of the carriers that may be stored: words of the trade, or what reads like a carrier."""
    spelled = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return rf"(?:{spelled})+|{CARRIER_SHAPE}" if spelled else CARRIER_SHAPE
