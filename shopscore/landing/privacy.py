"""Keeps personal data in landing: the keyed hash, the shapes of ids that are not personal, the masks of free text.

The patterns stand here once and run in DuckDB (RE2), those of ids in Python too. Which column is hashed or masked is
said by the contract, how a type is read by `cells.py`.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shopscore.home import make_home, write_private_file
from shopscore.language import tr
from shopscore.sql_files import literal

KEY_VARIABLE = "SHOPSCORE_HASH_KEY"
KEY_FILE = ".hash_key"
HMAC_BLOCK = 64
PSEUDONYM = "hashed-"
PSEUDONYM_DIGITS = 16

# Letters of an id: at most two between digits, or the capitals before a waybill's digits, or a word that ids are made
# with. A longer run may be a nickname.
_ID_WORDS = "shop|store|order|child|main|parent|parcel|item|prod|sku|goods|chat|sess|session|review|ticket|case|kefu"
_ID_DIGITS = r"[0-9]+(?:(?:[_ -][A-Za-z]{0,2}|[A-Za-z]{1,2})[_ -]?[0-9]+)*(?:[_ -]?[A-Za-z]{1,2})?"
PLAIN_ID = (
    rf"(?:(?:(?i:{_ID_WORDS})[_ -]?)?(?:[A-Za-z]{{1,2}}[_ -]?)?{_ID_DIGITS}|(?i:{_ID_WORDS})[_ -]?[A-Za-z]{{1,2}}"
    r"|[A-Z]{3,5}[0-9]{6,}(?:[A-Za-z]{1,2})?|[0-9a-f]{16,64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    rf"|{PSEUDONYM}[0-9a-f]{{{PSEUDONYM_DIGITS}}})"
)
# What an ordinary cell holds, by one cheap test: no length that a phone, a passport or an id number has. The last two
# are waybills, and the orders of Pinduoduo.
QUICK_ID = (
    r"[1-9][0-9]{0,9}|[1-9][0-9]{11}|[1-9][0-9]{15,16}|[1-9][0-9]{18,31}|[A-Z]{1,2}[0-9]{1,6}"
    r"|[A-Z]{1,5}[0-9]{10,32}|[0-9]{6}-[0-9]{12,24}"
)
# A mobile phone with or without the country, a landline with its area, an id number by its day of birth, a passport.
_BIRTH = r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
PERSONAL_ID = (
    r"(?:(?:0|0{0,2}86)?[ _-]?1[3-9](?:[ _-]?[0-9]){9}|0[1-9][0-9]{1,2}[ _-]?[0-9]{7,8}|400[ _-]?[0-9]{3}[ _-]?[0-9]{4}"
    rf"|[1-8][0-9]{{5}}{_BIRTH}[0-9]{{3}}[0-9Xx]|[EGHMCKeg][0-9]{{8}}|[Ee][A-Za-z][0-9]{{7}}|[DSP][Ee]?[0-9]{{7,8}})"
)
ID_SHAPE = r"[0-9A-Za-z_.:#/+ -]+"
LONGEST_ID = 64

_DIGIT = "[0-9零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两①-⑨⓪➀-➈❶-❾⓿⓵-⓽㈠-㈨oOlI]"
_ONE = "[1一幺壹①➀❶⓵㈠lI]"
_THREE_TO_NINE = "[3-9三四五六七八九叁肆伍陆柒捌玖③-⑨➂-➈❸-❾⓷-⓽㈢-㈨]"
_ARABIC = "[0-9]"
_GAP = r"[\s　\-—–―－‐‑·.。•*_,，、/\\|~～+=…^]{0,3}"
_MOBILE = rf"{_ONE}{_GAP}{_THREE_TO_NINE}(?:{_GAP}{_DIGIT}){{9}}"
_LANDLINE = (
    rf"(?:[(（]?0{_ARABIC}{{2,3}}[)）]?[\s\-—·.]{{0,2}}{_ARABIC}{{3,4}}[\s\-—·.]?{_ARABIC}{{4}}"
    rf"|400[\s\-—·.]?{_ARABIC}{{3}}[\s\-—·.]?{_ARABIC}{{4}})"
)
_NAMED_LANDLINE = (
    r"(?:电话|座机|手机|致电|拨打|\b(?i:tel|phone|mobile))(?:号码|号|是|为|[:：\s.]){0,4}"
    rf"{_ARABIC}(?:[\-—·.]?{_ARABIC}){{4,}}"
)

_AT = r"\s?(?:@|[(（\[【]at[)）\]】]|\s艾特\s?)\s?"
_DOT = r"\s?(?:\.|。|[(（\[【]dot[)）\]】])\s?"
EMAIL = rf"(?i:[A-Za-z0-9._%+\-]+{_AT}[A-Za-z0-9\-]+(?:{_DOT}[A-Za-z0-9\-]+)+)"
LINK = (
    r"(?i:(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+"
    r"|[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)*\.(?:com|cn|net|org|top|shop|xyz|cc|vip|me|io|app|link|site|ltd|club)"
    r"(?:/[A-Za-z0-9\-._~:/?#@!$&()*+,;=%]*)?)"
)
_FILLER = (
    r"(?:号码|账号|帐号|昵称|名字|号|是|为|叫|搜索|搜|加我|加|找我|找|联系|群|我的|我|(?i:_?id)"
    r"|[:：;；.。\s　,，=→>»(（【\[“”\"'@~～+_*/\-]){0,8}"
)
# Where people lead each other to, and how it is written so that no filter sees it.
_NETWORK = (
    r"(?:微\s?信|薇\s?信?|[❤♥]信|威\s?信|维\s?信|徽\s?信|胃信|卫\s?星|微号|微我|加微|加薇|加卫|绿泡泡|绿色软件|绿信|"
    r"扣\s?扣|抠\s?抠|叩叩|球球|秋秋|企鹅号?|蝌蝌|➕[vVｖＶ]?|加[vVｖＶ]|[vV]\s?信|[vV]我|[qQ]\s?[qQ]|[qQ]群|"
    r"钉钉|丁丁号|微博|围脖|电报|飞机号?|纸飞机|旺旺|小红书|抖音号|快手号|支付宝|公众号|陌陌|飞书|"
    r"(?i:wechat|weixin|weibo|dingtalk|telegram|whatsapp|instagram|\b(?:wx|vx|qq|tg|ins|line)))"
)
_HANDLE_SIGNS = r"[A-Za-z0-9](?:[ ]?[A-Za-z0-9_\-]){4,}"
HANDLE = (
    rf"(?:{_NETWORK}{_FILLER}{_HANDLE_SIGNS}|{_NETWORK}(?:号|名|昵称|搜索?)?\s?[:：]\s?\p{{Han}}{{2,10}}"
    rf"|[A-Za-z0-9_\-]{{5,}}(?:是|为|[,，\s]|这个){{0,3}}(?:我的?|本人的?)(?:{_NETWORK}))"
)
# id numbers have 15 or 18 digits, the last may be an X; order numbers are masked with them: better too much
LONG_NUMBER = r"[0-9](?:[ \-.·_*]?[0-9]){13,}[ \-]?[0-9Xx]"
_PHONE = rf"(?:[+]?{_ARABIC}{{0,4}}[\s\-]?{_MOBILE}{_ARABIC}*|{_LANDLINE}|{_NAMED_LANDLINE})"
PASSPORT = (
    r"(?:(?i:护照|通行证|回乡证|台胞证|passport)(?:号码|号|是|为|no\.?|[:：\s]){0,4}[A-Za-z]{0,2}[0-9]{6,10}"
    r"|\b(?:[EGeg][0-9]{8}|[Ee][A-Za-z][0-9]{7}|[HMhm][0-9]{8,10})\b)"
)
PLATE = (
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-Za-z][·•.\s\-]?"
    r"[A-Za-z0-9]{4,5}[A-Za-z0-9挂学警港澳]"
)
NAME = r"(?:收件人|收货人|收件|联系人|姓名|我叫|名字叫)(?:是|为|叫|[:：\s]){0,3}\p{Han}{2,4}"
_HOUSE = "[0-9一二三四五六七八九十百]"
_ADDRESS = (
    rf"\p{{Han}}{{0,12}}(?:路|街|巷|弄|大道|胡同|街道)(?:[东南西北中](?:段|路|街)?|[一二三四五六七八九十]段|[甲乙丙丁附]|\s){{0,2}}"
    rf"{_HOUSE}{{1,5}}(?:[\-—]{_HOUSE}{{1,4}})?\s?(?:号|弄|栋|幢|座)"
    rf"(?:\s?{_HOUSE}{{1,4}}\s?(?:号楼|栋|幢|座|单元|层|楼|室|号|户)|院|楼){{0,4}}"
    rf"|\p{{Han}}{{0,12}}(?:小区|花园|公寓|家园|嘉园|苑|新村|大厦|广场|[村屯镇乡寨])\s?{_HOUSE}{{1,4}}\s?(?:号楼|号|栋|幢|座|单元|楼|室|组|队|社)"
    rf"(?:\s?{_HOUSE}{{1,4}}\s?(?:号楼|栋|幢|座|单元|层|楼|室|号|户)){{0,4}}"
    rf"|{_HOUSE}{{1,4}}\s?(?:号楼|栋|幢)(?:\s?{_HOUSE}{{1,4}}\s?(?:单元|层|楼|室|号|户)){{0,3}}"
    rf"|{_HOUSE}{{1,4}}\s?单元\s?{_ARABIC}{{1,4}}(?:室|号|户)?"
    rf"|{_ARABIC}{{3,4}}室"
    r"|\p{Han}{2,8}(?:市|州|盟)\p{Han}{1,8}(?:区|县|市|旗)\p{Han}{1,12}(?:路|街道|街|大道|镇|乡|村|小区|花园|公寓|苑)"
)

# A number is a phone only when no other digit touches it: a waybill holds phone numbers by chance.
FLAGS = {
    "phone": rf"(?:^|[^0-9])(?:[+]?(?:0?0?86)?[\s\-]?{_MOBILE}|{_LANDLINE})(?:$|[^0-9])|{_NAMED_LANDLINE}",
    "contact_handle": f"{HANDLE}|{LINK}|{EMAIL}",
    "address": _ADDRESS,
}

# In this order: a mail address holds a domain, a handle may be a phone number, a long number may hold a phone number.
MASKS = (
    (EMAIL, "[mail]"),
    (LINK, "[link]"),
    (HANDLE, "[contact]"),
    (LONG_NUMBER, "[number]"),
    (PASSPORT, "[passport]"),
    (PLATE, "[plate]"),
    (_PHONE, "[phone]"),
    (_ADDRESS, "[address]"),
    (NAME, "[name]"),
)

# Nothing of the above can match a text without one of these; most reviews have none and are passed on untouched.
SUSPICIOUS = (
    "[0-9A-Za-z@零〇一二三四五六七八九十百幺壹贰叁肆伍陆柒捌玖①-⑨⓪➀-➈❶-❾⓿⓵-⓽㈠-㈨]|艾特|收件|收货人|联系人|姓名|我叫|名字叫"
    r"|[:：]|[市州盟]\p{Han}{1,8}[区县市旗]"
)

# Signs that are not seen, and letters and digits in other clothes: a pattern has to see through both.
_UNSEEN = (
    r"[\x{00ad}\x{034f}\x{061c}\x{115f}\x{1160}\x{17b4}\x{17b5}\x{180e}\x{200b}-\x{200f}\x{202a}-\x{202e}"
    r"\x{2060}-\x{2064}\x{3164}\x{fe00}-\x{fe0f}\x{feff}\x{ffa0}\x{20e3}]"
)
_DISGUISES = (
    ("０", "0", 10),
    ("Ａ", "A", 26),
    ("ａ", "a", 26),
    ("𝟎", "0", 10),
    ("𝟘", "0", 10),
    ("𝟢", "0", 10),
    ("𝟬", "0", 10),
    ("𝟶", "0", 10),
    ("₀", "0", 10),
    ("⁴", "4", 6),
    ("Ⓐ", "A", 26),
    ("ⓐ", "a", 26),
)
_WORN = "".join(chr(ord(first) + at) for first, _, many in _DISGUISES for at in range(many)) + "⁰¹²³＠．＿＋"
_BARE = "".join(chr(ord(plain) + at) for _, plain, many in _DISGUISES for at in range(many)) + "0123@._+"


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
    if not path.exists():
        make_home(home)
        # Whole or not at all: a key that a full disk or a death cut off would be no key, and be taken for one.
        with write_private_file(path) as file:
            file.write(secrets.token_hex(32).encode())
    secret = path.read_text(encoding="ascii").strip()
    if not secret:
        raise PrivacyError(
            tr("{path} is empty: restore it from a backup, or delete it and run a refresh with --full", path=path)
        )
    return HashKey.from_secret(secret.encode())


def pseudonym(key: HashKey, text: str) -> str:
    """Return the keyed hash that stands for a word which may be personal; the same word gets the same one."""
    inner = hashlib.sha256(key.inner + text.encode(errors="surrogateescape")).digest()
    return PSEUDONYM + hashlib.sha256(key.outer + inner).hexdigest()[:PSEUDONYM_DIGITS]


def safe_id(key: HashKey, text: str) -> str | None:
    """Return an id as it may be stored: itself, hashed where it may be personal, None where it is not one.

    The same as what the type `id` of a column makes of it.
    """
    if re.fullmatch(PLAIN_ID, text) and not re.fullmatch(PERSONAL_ID, text):
        return text
    return pseudonym(key, text) if re.fullmatch(ID_SHAPE, text) and len(text) <= LONGEST_ID else None


def plain_id_sql(text: str) -> str:
    """Return the SQL that tells whether an id may be stored as it is.

    Args:
        text: SQL expression of the id, not null.
    """
    return f"(regexp_full_match({text}, {literal(PLAIN_ID)}) and not regexp_full_match({text}, {literal(PERSONAL_ID)}))"


def undisguised_sql(text: str) -> str:
    """Return the SQL of a text without unseen signs, and with letters and digits in their plain shape.

    Args:
        text: SQL expression of the text.
    """
    bare = f"translate(regexp_replace({text}, '{_UNSEEN}', '', 'g'), '{_WORN}', '{_BARE}')"
    return f"case when regexp_matches({text}, '{_UNSEEN}|[{_WORN}]') then {bare} else {text} end"


def masked_sql(text: str) -> str:
    """Return the SQL that masks what is personal in a text.

    Args:
        text: SQL expression of the undisguised text.
    """
    masked = text
    for pattern, mask in MASKS:
        masked = f"regexp_replace({masked}, {literal(pattern)}, '{mask}', 'g')"
    # One search for all of them costs less than a tenth of replacing each: a product's name has digits, and no phone.
    any_of_them = literal("|".join(f"(?:{pattern})" for pattern, _ in MASKS))
    return f"case when regexp_matches({text}, {any_of_them}) then {masked} else {text} end"


def flag_sql(text: str, flag: str) -> str:
    """Return the SQL that tells whether a text holds something of the kind `flag`; false for no text.

    Args:
        text: SQL expression of the undisguised, unmasked text.
        flag: a key of `FLAGS`.
    """
    suspicious = f"coalesce(regexp_matches({text}, '{SUSPICIOUS}'), false)"
    return f"case when {suspicious} then regexp_matches({text}, {literal(FLAGS[flag])}) else false end"


def kind_found_sql(text: str) -> str:
    """Return the SQL that tells what sort of thing a cell holds, and nothing of what it says; null for no text.

    Args:
        text: SQL expression of the cell, trimmed.
    """
    shapes = (
        (r"[+-]?[0-9]+(\.[0-9]+)?[eE]\+?[0-9]+", "'a number that was rounded'"),
        (
            "[0-9]+",
            f"'a number of ' || length({text}) || case when length({text}) = 1 then ' digit' else ' digits' end",
        ),
        (r"[￥¥]?[+-]?[0-9.,，]+\s*[%％元]?", "'a number with signs'"),
        (r"[0-9]{4}[-/年.][0-9]{1,2}[-/月.][0-9]{1,2}.{0,20}", "'a date or time'"),
        (r"#[A-Z/0]+[!?A]", "'an error of the spreadsheet'"),
        (r"\p{Han}+", "'a Chinese word'"),
        ("[A-Za-z]+", "'a word in Latin letters'"),
        ("[0-9A-Za-z_.:#/+-]+", "'letters and digits'"),
    )
    cases = " ".join(f"when regexp_full_match({text}, {literal(shape)}) then {kind}" for shape, kind in shapes)
    return f"case when {text} is null or {text} = '' then null {cases} else 'a text' end"
