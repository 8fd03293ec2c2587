"""What a shop of Pinduoduo exports and has on its page, few enough to work out its stars by hand.

All limits are made up. Ten orders, paid on 2026-09-10 08:00 and shipped four hours later; for the assessment date
2026-09-21, whose window D-1..D-30 begins on 2026-08-22. What the exports give, and the stars by the limits below:

    platform help            1 of 10 orders                            0.1       3 stars, the limit itself is enough
    reply within 3 minutes   3 of 4 sessions                           0.75      4 stars
    refund in transit        applied 09-13 08:00, refunded 14:00       6 hours   5 stars
    refund after a return    signed 09-15 08:00, refunded 20:00        12 hours  4 stars
    group to signature       nine parcels, signed on 09-12 08:00       48 hours  4 stars

Four more figures stand on the page alone: they are not judged, and the total is partial.
"""

from collections.abc import Mapping, Sequence

from tests.end_to_end.conftest import clock

# from the best down, five stars to one
LIMITS_OF_STARS: Mapping[str, tuple[float, ...]] = {
    "platform_help_rate": (0.02, 0.05, 0.1, 0.2, 0.5),
    "im_reply_3min_rate": (0.95, 0.75, 0.7, 0.6, 0.5),
    "transit_refund_hours": (6, 12, 24, 48, 96),
    "returned_refund_hours": (6, 12, 24, 48, 96),
    "group_to_signature_hours": (36, 48, 72, 96, 120),
    "positive_review_rate": (0.99, 0.98, 0.97, 0.95, 0.9),
    "serious_defect_rate": (0.001, 0.002, 0.003, 0.004, 0.005),
    "logistics_violation_rate": (0.001, 0.002, 0.003, 0.004, 0.005),
    "review_rank": (0.1, 0.2, 0.3, 0.5, 0.8),
}
STARS = {"platform_help": 3.0, "reply": 4.0, "transit_refund": 5.0, "returned_refund": 4.0, "group_to_signature": 4.0}
OF_THE_PAGE = ("positive_reviews", "serious_defects", "logistics_violations", "review_rank")

Sheet = tuple[Sequence[str], list[list[object]]]


def star_exports() -> Mapping[str, Sheet]:
    """Return header and rows of each export of the shop."""
    paid, shipped = clock("2026-09-10", "08:00:00"), clock("2026-09-10", "12:00:00")
    signed = [clock("2026-09-12", "08:00:00")] * 9 + [""]
    replies = ["10:00:09", "10:01:00", "10:03:00", "10:03:01"]
    asked, refunded, returned = (
        clock("2026-09-13", "08:00:00"), clock("2026-09-13", "14:00:00"), clock("2026-09-15", "20:00:00"),
    )  # fmt: skip
    return {
        "orders": (
            ["订单号", "商品id", "订单状态", "订单成交时间", "承诺发货时间", "发货时间"],
            [[f"Z1-{n}", "P", "已收货", paid, "", shipped] for n in range(10)],
        ),
        "parcels": (
            ["快递单号", "快递公司", "订单号", "发货时间", "揽收时间", "签收时间"],
            [[f"Y{n}", "极兔", f"Z1-{n}", shipped, clock("2026-09-10", "20:00:00"), at] for n, at in enumerate(signed)],
        ),
        "help_requests": (
            ["求助单号", "订单号", "求助时间", "求助渠道", "问题分类", "是否常规咨询", "是否恶意用户"],
            [["H1", "Z1-0", clock("2026-09-15"), "平台热线", "物流", "否", "否"]],
        ),
        "chats": (
            ["会话ID", "会话开始时间", "转人工时间", "首次人工回复时间", "客服账号"],
            [
                [f"C{n}", clock("2026-09-10"), clock("2026-09-10"), clock("2026-09-10", at), "客服1"]
                for n, at in enumerate(replies)
            ],
        ),
        "after_sales": (
            [
                "售后编号", "订单号", "售后类型", "售后状态", "售后原因", "申请时间", "同意时间", "退货签收时间",
                "退款时间", "完结时间", "平台介入",
            ],
            [
                ["S1", "Z1-1", "仅退款", "退款成功", "不想要了", asked, "", "", refunded, refunded, "否"],
                [
                    "S2", "Z1-2", "退货退款", "退款成功", "不想要了", asked, "", clock("2026-09-15", "08:00:00"),
                    returned, returned, "否",
                ],
            ],
        ),
    }  # fmt: skip
