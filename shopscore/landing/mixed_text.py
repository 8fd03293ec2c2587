"""Reads the lines of a text file that is not wholly of one encoding: merged by hand, or with characters cut in two.

Each line is one encoding, and which one is decided with its neighbours in view: `联通` in GB18030 is valid UTF-8, and a
character cut in two is valid GB18030 as often as not. Whole files of one encoding are read in `text_files.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shopscore.landing.outcomes import FileRefusedError
from shopscore.landing.text_files import BLOCK, GB18030, UTF8
from shopscore.language import Message

# A longer line is one row that cannot be read; the lines after it can.
LONGEST_LINE = 1 << 24
# Stands for such a line; no text decodes to it.
OVERLONG = "\udfff"
_MARK = b"\xef\xbb\xbf"
_UNKNOWN, _UTF8, _GB18030 = 0, 1, 2
_HAN_IN_UTF8 = re.compile(rb"(?:[\xe2-\xe9\xef][\x80-\xbf]{2}){2}")
# Signs that exports are full of besides Han: punctuation, full width, arrows, circled numbers, emoji.
_COMMON = re.compile("[\u00a0\u00b0\u00b1\u00b7\u00d7\u00f7\u2010-\u203b\u20ac\u2100-\u27bf\u3000-\u303f\uff00-\uffef]")
# Of the Han in GB2312 the first 3,755 are the common ones; what is read in the wrong encoding is mostly beyond them.
_END_OF_COMMON_HAN = b"\xd8"
# A character cut in two, and a sign of an alphabet that no export is written in.
_CUT, _STRANGE = 2, 3
# So much less strange, and the encoding is certain without its neighbours: a cut character alone is not.
_CERTAIN = 2
# Nothing but a piece of UTF-16 has a NUL in every fourth byte.
_NULS_OF_UTF16 = 4
_SHORTEST_UTF16 = 8
_SURROGATES = re.compile("[\ud800-\udfff]+")


@dataclass(frozen=True)
class Lines:
    """The lines of a file, and what their encodings are called in the ledger."""

    encoding: str
    lines: Iterator[str]


def open_lines(path: Path, encoding: str, *, is_whole: bool) -> Lines:
    """Read the lines of a file, line ends kept, bytes that are not text as lone surrogates.

    Args:
        path: the file.
        encoding: encoding of its header, UTF-8 or GB18030.
        is_whole: the whole file is known to be of that encoding.

    Raises:
        FileRefusedError: it goes on in UTF-16, whose lines cannot be told from the others'.
    """
    if is_whole:
        return Lines(encoding, (_text(line, encoding) for line in _raw_lines(path)))
    for number, line in enumerate(_raw_lines(path), start=1):
        if line is not None and _is_utf16(line):
            raise FileRefusedError(
                Message("its encoding changes to UTF-16 on line {line}: save both parts as CSV UTF-8", line=number)
            )
    kinds = _kinds(path, _UTF8 if encoding == UTF8 else _GB18030)
    names = {UTF8 if kind == _UTF8 else GB18030 for kind in set(kinds)}
    lines = (
        _text(line, UTF8 if kind == _UTF8 else GB18030) for line, kind in zip(_raw_lines(path), kinds, strict=False)
    )
    return Lines(" and ".join(sorted(names or {encoding}, reverse=True)), lines)


def holds_utf8_lines(path: Path) -> bool:
    """Tell whether a file that is valid GB18030 has lines that are rather UTF-8: an even number of signs is both."""
    with path.open("rb") as file:
        before = b""
        while block := file.read(BLOCK):
            if _HAN_IN_UTF8.search(before + block):
                break
            before = block[-6:]
        else:
            return False
    return any(line is not None and _kind(line)[0] == _UTF8 for line in _raw_lines(path))


def replaced(text: str) -> str:
    """Return a text in which bytes that are not text have become one replacement character each run."""
    return _SURROGATES.sub("\ufffd", text)


def _kinds(path: Path, first: int) -> bytearray:
    """Decide the encoding of every line that has one; where neither line nor neighbours tell, the header's goes on."""
    kinds = bytearray()
    doubtful: list[int] = []
    prefers_gb18030: list[bool] = []
    before = first

    def settle(after: int) -> None:
        for at, is_likely in zip(doubtful, prefers_gb18030, strict=True):
            kinds[at] = before if before == after else (_GB18030 if is_likely else _UTF8)
        doubtful.clear()
        prefers_gb18030.clear()

    for number, line in enumerate(_raw_lines(path), start=1):
        if line is None or line.isascii():
            kinds.append(_UNKNOWN)
            continue
        kind, is_likely = _kind(line)
        kinds.append(kind)
        if kind == _UNKNOWN:
            doubtful.append(number - 1)
            prefers_gb18030.append(is_likely)
            continue
        settle(kind)
        before = kind
    settle(before)
    # Plain lines are the same in both.
    return kinds.replace(b"\0", bytes([first])) if _UNKNOWN in kinds else kinds


def _kind(line: bytes) -> tuple[int, bool]:
    """Return the encoding of a line, unknown where it cannot be told, and then whether GB18030 is more likely."""
    if _HAN_IN_UTF8.search(line) is not None and _is_utf8(line):
        return _UTF8, False
    as_utf8, as_gb18030 = _strangeness(line, UTF8), _strangeness(line, GB18030)
    if as_gb18030 == 0 and as_utf8 >= 2 * _STRANGE:
        # 圆通 and 联通: in UTF-8 two letters of two alphabets.
        return _GB18030, True
    is_doubtful = as_utf8 > 0 and _is_utf8(line)
    if as_utf8 + _CERTAIN <= as_gb18030 and not is_doubtful:
        return _UTF8, False
    if as_gb18030 + _CERTAIN <= as_utf8 and not is_doubtful:
        return _GB18030, True
    return _UNKNOWN, as_gb18030 < as_utf8


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode(UTF8)
    except UnicodeDecodeError:
        return False
    return True


def _strangeness(line: bytes, encoding: str) -> int:
    """Tell how far a line is from what a Chinese export holds when it is read in an encoding."""
    strange = 0
    is_broken = False
    for sign in line.decode(encoding, errors="surrogateescape"):
        was_broken, is_broken = is_broken, "\udc80" <= sign <= "\udcff"
        if sign.isascii() or (is_broken and was_broken):
            continue
        strange += _CUT if is_broken else 0 if _COMMON.fullmatch(sign) else _strangeness_of(sign)
    return strange


def _strangeness_of(sign: str) -> int:
    if "\u3400" <= sign <= "\u9fff":
        try:
            return 0 if sign.encode("gb2312") < _END_OF_COMMON_HAN else 1
        except UnicodeEncodeError:
            return 1
    return 1 if sign < "\u0250" or sign >= "\U00010000" else _STRANGE


def _is_utf16(line: bytes) -> bool:
    nuls = line.count(b"\0")
    return nuls > 0 and len(line) >= _SHORTEST_UTF16 and nuls * _NULS_OF_UTF16 >= len(line)


def _text(line: bytes | None, encoding: str) -> str:
    if line is None:
        return OVERLONG
    # A mark in the middle is where two files were put together.
    return line.removeprefix(_MARK).decode(encoding, errors="surrogateescape").removeprefix("\ufeff")


def _raw_lines(path: Path) -> Iterator[bytes | None]:
    """Read lines with their ends, None for one that is too long: it is never held in memory."""
    if _has_returns_only(path):
        yield from _lines_by_returns(path)
        return
    with path.open("rb") as file:
        while line := file.readline(LONGEST_LINE):
            if len(line) < LONGEST_LINE or line.endswith(b"\n"):
                yield line
                continue
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield None


def _lines_by_returns(path: Path) -> Iterator[bytes | None]:
    """The same for a file of an old Mac."""
    rest = b""
    is_overlong = False
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            *lines, rest = (rest + block).split(b"\r")
            for line in lines:
                yield None if is_overlong else line + b"\r"
                is_overlong = False
            if len(rest) > LONGEST_LINE:
                rest, is_overlong = b"", True
    if rest or is_overlong:
        yield None if is_overlong else rest


def _has_returns_only(path: Path) -> bool:
    """Line feeds end lines, except in a file of an old Mac, which has none."""
    has_returns = False
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if b"\n" in block:
                return False
            has_returns = has_returns or b"\r" in block
    return has_returns
