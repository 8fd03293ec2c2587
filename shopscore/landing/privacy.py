"""Keeps personal data in landing: the keyed hash, and the patterns that mask free text.

The patterns stand here once and run in DuckDB (RE2). Which column is hashed or masked is said by the contract.
"""

import hashlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

KEY_VARIABLE = "SHOPSCORE_HASH_KEY"
KEY_FILE = ".hash_key"
HMAC_BLOCK = 64

_DIGIT = "[0-9０-９零〇一二三四五六七八九幺]"
_ARABIC = "[0-9０-９]"
_ONE = "[1１一幺]"
_THREE_TO_NINE = "[3-9３-９三四五六七八九]"
_GAP = r"[\s　\-—–.·*_]{0,2}"
_SPACE = r"[\s　\-—–.·*_]{1,2}"
_MOBILE = (
    rf"(?:{_ONE}{_THREE_TO_NINE}{_DIGIT}{_GAP}{_DIGIT}{{4}}{_GAP}{_DIGIT}{{4}}"
    rf"|{_ONE}{_THREE_TO_NINE}{_DIGIT}{{2}}{_SPACE}{_DIGIT}{{3}}{_SPACE}{_DIGIT}{{4}}"
    rf"|{_ONE}{_THREE_TO_NINE}{_DIGIT}{_SPACE}{_DIGIT}{{3}}{_SPACE}{_DIGIT}{{5}}"
    rf"|{_ONE}{_SPACE}{_THREE_TO_NINE}(?:{_SPACE}{_DIGIT}){{9}})"
)
_LANDLINE = (
    rf"(?:[(（]?[0０]{_ARABIC}{{2,3}}[)）]?[\s\-—]?{_ARABIC}{{7,8}}|400[\s\-—]?{_ARABIC}{{3}}[\s\-—]?{_ARABIC}{{4}})"
)
_NAMED_LANDLINE = rf"(?:电话|座机|手机|(?i:tel|phone))(?:号码|号|是|为|[:：\s]){{0,4}}{_ARABIC}{{5,}}"

EMAIL = r"[A-Za-z0-9._%+\-]+\s?[@＠]\s?[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"
LINK = (
    r"(?i:(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+"
    r"|[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)*\.(?:com|cn|net|org|top|shop|xyz|cc|vip|me|io|app|link|site|ltd|club)"
    r"(?:/[A-Za-z0-9\-._~:/?#@!$&()*+,;=%]*)?)"
)
_FILLER = r"(?:号码|账号|帐号|号|是|为|搜索|搜|加|群|(?i:_?id)|[:：\s　,，=(（【\[/\-]){0,8}"
HANDLE = (
    r"(?:微\s?信|薇\s?[信❤♥]?|威\s?信|维信|徽信|微号|微我|加微|加薇|扣扣|抠抠|企鹅号?|➕[vVｖＶ]?|加[vVｖＶ]|[vVｖＶ]信|[qQ]群"
    r"|(?i:wechat|weixin|\b(?:wx|vx|qq)))" + _FILLER + r"[A-Za-z0-9０-９][A-Za-z0-9０-９_\-]{4,}"
)
# id numbers have 15 or 18 digits, the last may be an X; order numbers are masked with them: better too much
LONG_NUMBER = r"[0-9０-９](?:[ \-]?[0-9０-９]){13,}[0-9０-９Xx]"
_PHONE = rf"(?:[+＋]?{_ARABIC}{{0,4}}[\s\-]?{_MOBILE}{_ARABIC}*|{_LANDLINE}|{_NAMED_LANDLINE})"
_HOUSE = "[0-9０-９一二三四五六七八九十百]"
_ADDRESS = (
    rf"\p{{Han}}{{0,12}}(?:路|街|巷|弄|大道|胡同|街道)(?:[东南西北中](?:段|路|街)?|[一二三四五六七八九十]段|[甲乙丙丁附]|\s){{0,2}}"
    rf"{_HOUSE}{{1,5}}(?:[\-—]{_HOUSE}{{1,4}})?\s?(?:号|弄|栋|幢|座)"
    rf"(?:\s?{_HOUSE}{{1,4}}\s?(?:号楼|栋|幢|座|单元|层|楼|室|号|户)|院|楼){{0,4}}"
    rf"|\p{{Han}}{{0,12}}(?:小区|花园|公寓|家园|嘉园|苑|新村|大厦|广场)\s?{_HOUSE}{{1,4}}\s?(?:号楼|号|栋|幢|座|单元|楼|室)"
    rf"(?:\s?{_HOUSE}{{1,4}}\s?(?:号楼|栋|幢|座|单元|层|楼|室|号|户)){{0,4}}"
    rf"|{_HOUSE}{{1,4}}\s?(?:号楼|栋|幢)(?:\s?{_HOUSE}{{1,4}}\s?(?:单元|层|楼|室|号|户)){{0,3}}"
    rf"|{_HOUSE}{{1,4}}\s?单元\s?{_ARABIC}{{1,4}}(?:室|号|户)?"
    rf"|{_ARABIC}{{3,4}}室"
)

# A number is a phone only when no other digit touches it: a waybill holds phone numbers by chance.
FLAGS = {
    "phone": rf"(?:^|[^0-9０-９])(?:[+＋]?(?:0?0?86)?[\s\-]?{_MOBILE}|{_LANDLINE})(?:$|[^0-9０-９])|{_NAMED_LANDLINE}",
    "contact_handle": f"{HANDLE}|{LINK}|{EMAIL}",
    "address": _ADDRESS,
}

# In this order: a mail address holds a domain, a handle may be a phone number, a long number may hold a phone number.
MASKS = (
    (EMAIL, "[mail]"),
    (LINK, "[link]"),
    (HANDLE, "[contact]"),
    (LONG_NUMBER, "[number]"),
    (_PHONE, "[phone]"),
    (_ADDRESS, "[address]"),
)

# Nothing of the above can match a text without one of these; most reviews have none and are passed on untouched.
SUSPICIOUS = "[0-9０-９A-Za-z@＠零〇一二三四五六七八九十百幺]"


class PrivacyError(Exception):
    """The key of the hash is unusable; the message says what to do and never quotes the key."""


@dataclass(frozen=True, repr=False)
class HashKey:
    """The key of the keyed hash, as the two blocks of HMAC-SHA256; it has no repr, so that no log can hold it.

    Attributes:
        inner: 64 bytes, hashed before the message.
        outer: 64 bytes, hashed before the inner digest.
    """

    inner: bytes
    outer: bytes

    @classmethod
    def from_secret(cls, secret: bytes) -> "HashKey":
        """Derive the blocks of RFC 2104 from a secret of any length."""
        padded = (hashlib.sha256(secret).digest() if len(secret) > HMAC_BLOCK else secret).ljust(HMAC_BLOCK, b"\0")
        return cls(inner=bytes(byte ^ 0x36 for byte in padded), outer=bytes(byte ^ 0x5C for byte in padded))


def load_hash_key(home: Path, environment: Mapping[str, str] = os.environ) -> HashKey:
    """Return the key from `SHOPSCORE_HASH_KEY`, else from `<home>/.hash_key`, which is made at first use.

    Whoever changes the key cuts the new hashes off from the old ones.

    Raises:
        PrivacyError: the key file is empty.
    """
    if secret := environment.get(KEY_VARIABLE):
        return HashKey.from_secret(secret.encode())
    path = home / KEY_FILE
    home.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
    secret = path.read_text(encoding="ascii").strip()
    if not secret:
        raise PrivacyError(f"{path} is empty: restore it from a backup, or delete it and run a refresh with --full.")
    return HashKey.from_secret(secret.encode())


def masked_sql(text: str) -> str:
    """Return the SQL that masks what is personal in a text.

    Args:
        text: SQL expression of the text.
    """
    masked = text
    for pattern, mask in MASKS:
        masked = f"regexp_replace({masked}, {_literal(pattern)}, '{mask}', 'g')"
    return f"case when regexp_matches({text}, '{SUSPICIOUS}') then {masked} else {text} end"


def flag_sql(text: str, flag: str) -> str:
    """Return the SQL that tells whether a text holds something of the kind `flag`; false for no text.

    Args:
        text: SQL expression of the unmasked text.
        flag: a key of `FLAGS`.
    """
    suspicious = f"coalesce(regexp_matches({text}, '{SUSPICIOUS}'), false)"
    return f"case when {suspicious} then regexp_matches({text}, {_literal(FLAGS[flag])}) else false end"


def rejected_value_sql(text: str) -> str:
    """Return the SQL of a rejected cell that may be stored: masked, no Chinese word but its first sign, 60 signs.

    In a row whose cells slipped, a column of times may hold a name.

    Args:
        text: SQL expression of the cell.
    """
    return rf"left(regexp_replace({masked_sql(text)}, '(\p{{Han}})\p{{Han}}+', '\1*', 'g'), 60)"


def _literal(pattern: str) -> str:
    return "'" + pattern.replace("'", "''") + "'"
