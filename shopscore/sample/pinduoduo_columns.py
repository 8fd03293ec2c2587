"""The columns of Pinduoduo's exports: headers in the order of the files, and what each holds.

The rows below them are made in `pinduoduo`, which also chooses the fields of a shop's order export.
"""

from shopscore.sample.sheets import Kind, columns_of

PAID_HEADERS = ("支付时间", "订单成交时间")
ORDER_COLUMNS = columns_of(
    {
        **dict.fromkeys(("订单号", "商品id", "样式ID", "手机", "用户购买手机号", "身份证号码", "快递单号"), Kind.ID),
        **dict.fromkeys(
            ("支付时间", "订单确认时间", "拼单成功时间", "承诺发货时间", "发货时间", "确认收货时间"), Kind.TIME
        ),
        **dict.fromkeys(
            (
                "商品总价(元)",
                "店铺优惠折扣(元)",
                "平台优惠折扣(元)",
                "邮费(元)",
                "用户实付金额(元)",
                "商家实收金额(元)",
            ),
            Kind.MONEY,
        ),
        "商品数量(件)": Kind.COUNT,
    },
    "商品 订单号 订单状态 商品总价(元) 店铺优惠折扣(元) 平台优惠折扣(元) 邮费(元) 用户实付金额(元) 商家实收金额(元) "
    "商品数量(件) 身份证姓名 身份证号码 收货人 手机 用户购买手机号 省 市 区 街道 支付时间 订单确认时间 拼单成功时间 "
    "承诺发货时间 发货时间 确认收货时间 商品id 商品规格 样式ID 赠品id 赠品ID 是否审核中 快递单号 快递公司 是否预售 "
    "售后状态 买家ID 商家备注 买家留言",
)
NEEDED_FIELDS = frozenset(("订单号", "商品id", "订单状态", "支付时间", "发货时间"))
# Whoever sells before having the goods exports what tells a presale.
PRESALE_FIELDS = frozenset(("承诺发货时间", "是否预售"))
FIELD_SHARE = 0.55
PARCEL_COLUMNS = columns_of(
    {
        **dict.fromkeys(("快递单号", "订单号", "手机"), Kind.ID),
        **dict.fromkeys(("发货时间", "揽收时间", "签收时间", "最新物流时间"), Kind.TIME),
    },
    "快递单号 快递公司 订单号 收货人 手机 收货地址 发货时间 揽收时间 签收时间 最新物流时间 最新物流状态",
)
REVIEW_COLUMNS = columns_of(
    {**dict.fromkeys(("评价ID", "订单号", "商品id", "买家ID"), Kind.ID), "评价时间": Kind.TIME},
    "评价ID 订单号 商品id 买家ID 用户昵称 评价时间 评价类型 描述相符评分 服务态度评分 物流服务评分 评价内容 是否置顶",
)
TICKET_COLUMNS = columns_of(
    {
        **dict.fromkeys(("售后编号", "订单号", "手机"), Kind.ID),
        **dict.fromkeys(("申请时间", "同意时间", "退货签收时间", "退款时间", "完结时间"), Kind.TIME),
        "退款金额（元）": Kind.MONEY,
    },
    "售后编号 订单号 商品名称 退款金额（元） 售后类型 售后状态 售后原因 收货人 手机 申请时间 同意时间 退货签收时间 "
    "退款时间 完结时间 平台介入 发货状态",
)
HELP_COLUMNS = columns_of(
    {**dict.fromkeys(("求助单号", "订单号"), Kind.ID), "求助时间": Kind.TIME},
    "求助单号 订单号 求助时间 求助渠道 问题分类 问题描述 是否常规咨询 是否恶意用户 买家昵称",
)
CHAT_COLUMNS = columns_of(
    {
        **dict.fromkeys(("会话ID", "买家ID", "达人ID", "客服账号"), Kind.ID),
        **dict.fromkeys(("会话开始时间", "转人工时间", "首次人工回复时间", "会话结束时间"), Kind.TIME),
    },
    "会话ID 会话开始时间 转人工时间 首次人工回复时间 会话结束时间 客服账号 买家ID 买家昵称 达人ID",
)
