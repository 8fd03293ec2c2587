"""Any file merged of two encodings, and any with characters cut in two, comes back as it was written."""

import random
from pathlib import Path

import pytest

from shopscore.landing.mixed_text import open_lines

from .conftest import REVIEW_HEADER, review

# 联通 and 圆通 in GB18030 are valid UTF-8, an even number of signs in UTF-8 is valid GB18030.
TEXTS = [
    "联通",
    "圆通",
    "中通快递",
    "好",
    "不好",
    "很好用",
    "质量一般，掉毛！",
    "物流太慢了",
    "尺寸偏小·",
    "5×5",
    "plain",
    "",
]


def rows_of(rng: random.Random, number: int) -> list[str]:
    return [review(at, "".join(rng.sample(TEXTS, rng.choice([1, 1, 2])))) + "\n" for at in range(number)]


@pytest.mark.parametrize("first", ["utf-8", "gb18030"])
@pytest.mark.parametrize("seed", range(40))
def test_a_file_merged_of_two_encodings_comes_back_as_it_was_written(tmp_path: Path, first: str, seed: int) -> None:
    rng = random.Random(seed)
    second = "gb18030" if first == "utf-8" else "utf-8"
    above, below = rows_of(rng, rng.randint(1, 30)), rows_of(rng, rng.randint(2, 30))
    path = tmp_path / "a.csv"
    path.write_bytes((REVIEW_HEADER + "\n" + "".join(above)).encode(first) + "".join(below).encode(second))
    read = open_lines(path, first, is_whole=False)
    assert list(read.lines)[1:] == above + below
    assert read.encoding == "utf-8 and gb18030"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("seed", range(40))
def test_characters_cut_in_two_change_nothing_but_themselves(tmp_path: Path, encoding: str, seed: int) -> None:
    rng = random.Random(seed)
    rows = rows_of(rng, 30)
    cut = {at for at, row in enumerate(rows) if rng.random() < 0.2 and ord(row[-2]) > 0x7FF}
    path = tmp_path / "a.csv"
    content = [
        row[:-1].encode(encoding)[:-1] + b"\n" if at in cut else row.encode(encoding) for at, row in enumerate(rows)
    ]
    path.write_bytes((REVIEW_HEADER + "\n").encode(encoding) + b"".join(content))
    read = list(open_lines(path, encoding, is_whole=False).lines)[1:]
    assert [line for at, line in enumerate(read) if at not in cut] == [
        row for at, row in enumerate(rows) if at not in cut
    ]
    for at in cut:
        whole = rows[at][:-2]
        rest = read[at].removeprefix(whole).removesuffix("\n")
        assert read[at].startswith(whole)
        assert all("\udc80" <= sign <= "\udcff" for sign in rest)
