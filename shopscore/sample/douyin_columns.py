"""The columns of Douyin's exports: headers in the order of the files, and what each holds.

The rows below them are made in `douyin`.
"""

from shopscore.sample.appeals import APPEAL_COLUMNS
from shopscore.sample.sheets import Kind, columns_of

ORDER_COLUMNS = columns_of(
    {
        **dict.fromkeys(("主订单编号", "子订单编号", "商品ID", "商家编码", "达人ID", "收件人手机号"), Kind.ID),
        **dict.fromkeys(
            ("订单提交时间", "支付完成时间", "承诺发货时间", "预约发货时间", "发货时间", "订单完成时间"), Kind.TIME
        ),
        **dict.fromkeys(
            ("商品单价", "订单应付金额", "运费", "优惠总金额", "平台优惠", "商家优惠", "达人优惠", "手续费"), Kind.MONEY
        ),
        "商品数量": Kind.COUNT,
    },
    "主订单编号 子订单编号 选购商品 商品规格 商品数量 商品ID 商家编码 商品单价 订单应付金额 运费 优惠总金额 平台优惠 "
    "商家优惠 达人优惠 商家改价 支付优惠 红包抵扣 支付方式 手续费 收件人 收件人手机号 省 市 区 街道 详细地址 "
    "是否修改过地址 买家留言 订单提交时间 旗帜颜色 商家备注 订单完成时间 支付完成时间 APP渠道 流量来源 订单状态 "
    "承诺发货时间 订单类型 达人ID 达人昵称 售后状态 取消原因 预约发货时间 仓库名称 是否安心购 广告渠道 流量体裁 "
    "发货主体 发货时间 快递信息",
)
PARCEL_COLUMNS = columns_of(
    {
        **dict.fromkeys(("运单号", "主订单编号", "子订单编号", "收件人手机号"), Kind.ID),
        **dict.fromkeys(("发货时间", "揽收时间", "签收时间", "最新物流时间"), Kind.TIME),
    },
    "运单号 快递公司 主订单编号 子订单编号 收件人 收件人手机号 收货地址 发货时间 揽收时间 签收时间 最新物流时间 "
    "最新物流状态 发货方式",
)
REVIEW_COLUMNS = columns_of(
    {**dict.fromkeys(("评价ID", "子订单编号", "商品ID"), Kind.ID), "评价时间": Kind.TIME},
    "评价ID 子订单编号 商品ID 评价类型 评价时间 商品评分 服务评分 物流评分 评价内容 买家昵称 是否精选 商家回复状态",
)
TICKET_COLUMNS = columns_of(
    {
        **dict.fromkeys(
            ("售后单号", "订单号", "商品单号", "商品ID", "商家编码", "退货物流单号", "收件人手机号"), Kind.ID
        ),
        **dict.fromkeys(
            (
                "售后申请时间",
                "同意售后申请时间",
                "退货发货时间",
                "退货签收时间",
                "商家退款时间",
                "售后关闭时间",
                "售后完结时间",
                "自动处理截止时间",
            ),
            Kind.TIME,
        ),
        **dict.fromkeys(
            ("应付金额（元）", "退商品金额（元）", "退运费金额（元）", "退优惠金额（元）", "补偿金额（元）"), Kind.MONEY
        ),
        **dict.fromkeys(("购买数量", "售后数量"), Kind.COUNT),
    },
    "售后单号 订单号 商品单号 商品名称 商品ID 商品规格 商家编码 购买数量 应付金额（元） 订单状态 售后类型 售后数量 "
    "退商品金额（元） 退运费金额（元） 退优惠金额（元） 补偿金额（元） 收件人 收件人手机号 售后状态 售后申请时间 "
    "售后原因 售后原因标签 用户售后说明 同意售后申请时间 退货物流公司 退货物流单号 退货发货时间 退货签收时间 退货地址 "
    "商家退款时间 售后关闭时间 售后完结时间 售后关闭原因 仲裁状态 纠纷责任方 是否极速退款 是否运费险 退款方式 商家备注 "
    "旗帜颜色 自动处理截止时间",
)
COMPLAINT_COLUMNS = columns_of(
    {**dict.fromkeys(("投诉单号", "子订单编号", "投诉人手机号"), Kind.ID), "投诉时间": Kind.TIME},
    "投诉单号 子订单编号 投诉类型 投诉时间 投诉状态 投诉人 投诉人手机号 投诉内容 处理方",
)
CHAT_COLUMNS = columns_of(
    {
        **dict.fromkeys(("会话ID", "买家ID", "达人ID", "客服账号"), Kind.ID),
        **dict.fromkeys(("会话开始时间", "转人工时间", "首次人工回复时间", "会话结束时间"), Kind.TIME),
    },
    "会话ID 买家ID 买家昵称 会话开始时间 转人工时间 首次人工回复时间 会话结束时间 客服账号 达人ID 会话来源",
)


COLUMNS = {
    "orders": ORDER_COLUMNS,
    "parcels": PARCEL_COLUMNS,
    "reviews": REVIEW_COLUMNS,
    "after_sales": TICKET_COLUMNS,
    "complaints": COMPLAINT_COLUMNS,
    "chats": CHAT_COLUMNS,
    "appeals": APPEAL_COLUMNS,
}
