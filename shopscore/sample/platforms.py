"""Who is in the sample: the shops of each platform with their troubles, which come first.

What the numbers of a profile mean belongs in `profiles`.
"""

from shopscore.sample.catalogue import INDUSTRIES
from shopscore.sample.profiles import SLOW_CARRIER, Help, Platform, Profile

DOUYIN_PROFILES = (
    Profile(
        "slow_courier",
        "慢慢到",
        carriers=(SLOW_CARRIER,),
        pickup_hours=42.0,
        delivery_days=5.0,
        logistics_return_rate=0.03,
        good_review_share=0.90,
    ),
    Profile("bad_batch", "一筐鲜", volume=1.2, bad_batch=True),
    Profile(
        "understaffed_chat",
        "晚安小屋",
        reply_seconds=60.0,
        evening_reply_seconds=330.0,
        evening_unanswered_share=0.28,
        bad_service_share=0.22,
    ),
    Profile("presale", "先定后做", volume=0.9, presale_share=0.55, pickup_hours=10.0, good_review_share=0.92),
    Profile("giveaway", "天天福袋", volume=1.1, giveaway_share=0.35),
    Profile("slow_after_sales", "不急百货", after_sale_hours=42.0, complaint_rate=0.009, bad_service_share=0.12),
    Profile("none", "晴天衣橱", volume=1.3, good_review_share=0.97, quality_return_rate=0.012, odd_share=0.002),
    Profile("none", "谷仓样板", pickup_hours=6.0, delivery_days=2.2, good_review_share=0.965, quality_return_rate=0.01),
    Profile("complaint_prone", "爱信不信", complaint_rate=0.03, good_review_share=0.88, bad_service_share=0.15),
    Profile(
        "poor_quality",
        "看图下单",
        volume=0.8,
        quality_return_rate=0.08,
        good_review_share=0.85,
        merchant_fault_share=0.5,
    ),
    Profile("no_courier", "券券有礼", no_courier_share=0.45, good_review_share=0.95),
    Profile("tiny", "角落小铺", most_orders_per_day=0.2),
    Profile("new", "新芽", volume=0.7, opened_days_ago=40, pickup_hours=11.0, reply_seconds=45.0),
    Profile(
        "none",
        "小满厨房",
        volume=0.8,
        pickup_hours=12.0,
        delivery_days=3.2,
        good_review_share=0.94,
        quality_return_rate=0.016,
    ),
    Profile("none", "木木样板", volume=1.2, pickup_hours=7.0, complaint_rate=0.003, reply_seconds=22.0),
    Profile("none", "纸飞机", volume=0.9, good_review_share=0.955, after_sale_hours=3.0, quality_return_rate=0.025),
    Profile(
        "disputes",
        "据理力争",
        arbitration_rate=0.16,
        merchant_fault_share=0.6,
        after_sale_hours=14.0,
        complaint_rate=0.012,
    ),
    Profile("none", "有盖没盖", volume=0.8, pickup_hours=13.0, delivery_days=3.4, quality_return_rate=0.03),
)

PINDUODUO_PROFILES = (
    Profile("slow_shipper", "慢工", pickup_hours=110.0, good_review_share=0.91, help=Help(shipping=0.09)),
    Profile(
        "help_heavy",
        "样样问",
        delivery_days=4.5,
        good_review_share=0.88,
        help=Help(logistics=0.13, product=0.1, platform_share=0.15),
    ),
    Profile(
        "platform_help_heavy",
        "找平台",
        volume=0.9,
        arbitration_rate=0.14,
        bad_service_share=0.14,
        help=Help(product=0.03, basic_service=0.05, platform_share=0.65),
    ),
    Profile("malicious_buyers", "碰瓷街", volume=0.9, help=Help(routine=0.16, malicious_buyers=True)),
    Profile("regulars", "常来常往", volume=0.8, regular_share=0.12, help=Help()),
    Profile(
        "understaffed_chat",
        "打烊早",
        evening_reply_seconds=330.0,
        evening_unanswered_share=0.28,
        bad_service_share=0.2,
        help=Help(basic_service=0.03),
    ),
    Profile("tiny", "转角样板", most_orders_per_day=0.2, help=Help()),
    Profile("presale", "预定工坊", volume=0.7, presale_share=0.5, help=Help(shipping=0.02)),
    Profile("small", "小试一把", volume=0.3, pickup_hours=7.0, help=Help()),
    Profile("none", "好谷样板", volume=1.1, pickup_hours=6.0, good_review_share=0.97, help=Help(product=0.009)),
    Profile("none", "当季果铺", volume=0.8, delivery_days=2.3, good_review_share=0.96, help=Help(logistics=0.012)),
    Profile("none", "顺手日用", volume=0.9, pickup_hours=12.0, reply_seconds=22.0, help=Help(shipping=0.02)),
)

DOUYIN = Platform("douyin", 1, 10_000_001, INDUSTRIES, DOUYIN_PROFILES)
# The numbers leave room for all of Douyin's shops below them.
PINDUODUO = Platform("pinduoduo", 50_001, 60_000_001, ("食品生鲜", "家居日用"), PINDUODUO_PROFILES)
