"""Made-up buyers: every personal detail of the sample comes from the pools here.

The pools are chosen so that they cannot be taken for a person: names of the 张三 kind, phone numbers of blocks
that are not assigned, streets called 示例路. Buying belongs elsewhere.
"""

from dataclasses import dataclass

NAMES = ("张三", "李四", "王五", "赵六", "孙七", "周八", "吴九", "郑十", "钱某某", "冯某某", "陈某某", "褚某某")
PHONE_PREFIXES = ("1990000", "1000000")
DISTRICTS = ("示例区", "样板区", "演示区")
STREETS = ("示例街道", "样板街道", "演示镇")
ROAD = "示例路"
ID_BIRTHDAY = "19000101"
NICKNAMES = ("示例用户", "路过的样本", "测试小号")
PLACES = (
    ("浙江省", "杭州市"),
    ("浙江省", "宁波市"),
    ("江苏省", "苏州市"),
    ("江苏省", "南京市"),
    ("广东省", "广州市"),
    ("广东省", "深圳市"),
    ("四川省", "成都市"),
    ("湖北省", "武汉市"),
    ("山东省", "青岛市"),
    ("河南省", "郑州市"),
    ("上海市", "上海市"),
    ("北京市", "北京市"),
    ("新疆维吾尔自治区", "乌鲁木齐市"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """A buyer who does not exist."""

    buyer_id: str
    name: str
    phone: str
    nickname: str
    province: str
    city: str
    district: str
    street: str
    address: str

    @property
    def id_number(self) -> str:
        """An id number of a district that does not exist."""
        return f"000000{ID_BIRTHDAY}{self.buyer_id[-4:]}"


def person(number: int) -> Person:
    """Make the buyer of that number; the same number is always the same buyer."""
    province, city = PLACES[number % len(PLACES)]
    return Person(
        buyer_id=f"30000{number:011d}",
        name=NAMES[number % len(NAMES)],
        phone=f"{PHONE_PREFIXES[number % len(PHONE_PREFIXES)]}{number % 10_000:04d}",
        nickname=f"{NICKNAMES[number % len(NICKNAMES)]}{number:05d}",
        province=province,
        city=city,
        district=DISTRICTS[number % len(DISTRICTS)],
        street=STREETS[number // len(DISTRICTS) % len(STREETS)],
        address=f"{ROAD}{number % 500 + 1}号",
    )
