"""Files of a Douyin shop in the shape of real ones: all headers and words of the console, every value made up."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl


def columns(text: str) -> list[str]:
    """Return the headers that a text names, one after the other."""
    return text.split()


# The order report by goods (商品维度): one row per child order. 75 columns, no pickup and no sign time.
ORDER_HEADER = columns(
    "主订单编号 子订单编号 选购商品 商品规格 商品数量 商品ID 商家编码 商品单价 订单应付金额 运费 优惠总金额 平台优惠 "
    "商家优惠 达人优惠 商家改价 支付优惠 红包抵扣 支付方式 手续费 收件人 收件人手机号 省 市 区 街道 详细地址 "
    "是否修改过地址 买家留言 订单提交时间 旗帜颜色 商家备注 订单完成时间 支付完成时间 APP渠道 流量来源 订单状态 "
    "承诺发货时间 订单类型 鲁班落地页ID 达人ID 达人昵称 所属门店ID 售后状态 取消原因 预约发货时间 仓库ID 仓库名称 "
    "是否安心购 广告渠道 流量类型 流量体裁 流量渠道 发货主体 发货主体明细 发货时间 降价类优惠 平台实际承担优惠金额 "
    "商家实际承担优惠金额 达人实际承担优惠金额 预计送达时间 是否平台仓自流转 车型 快递信息 是否礼品单 礼品单状态 "
    "赠品类型 商品类目 商品条码 供应商ID 供应商名称 订单标签 支付渠道 买家会员等级 发票状态 备注标签"
)
# The order report by orders (订单维度): one row per main order.
MAIN_ORDER_HEADER = columns(
    "主订单编号 商品数量合计 订单应付金额 运费 优惠总金额 支付方式 收件人 收件人手机号 省 市 区 街道 详细地址 买家留言 "
    "订单提交时间 商家备注 订单完成时间 支付完成时间 APP渠道 订单状态 承诺发货时间 订单类型 达人ID 达人昵称 售后状态 "
    "取消原因 发货时间 快递信息"
)
# After-sale tickets: 50 columns.
AFTER_SALE_HEADER = columns(
    "售后单号 订单号 商品单号 商品名称 商品ID 商品规格 商家编码 购买数量 商品单价 应付金额（元） 实付金额（元） 订单状态 "
    "支付方式 售后类型 售后数量 退款方式 申请退款金额（元） 退商品金额（元） 退运费金额（元） 退优惠金额（元） 补偿金额（元） "
    "收件人 收件人手机号 售后状态 售后申请时间 售后原因 售后原因标签 用户售后说明 自动处理截止时间 同意售后申请时间 "
    "退货物流公司 退货物流单号 退货发货时间 退货物流状态 退货签收时间 退货地址 商家退款时间 售后关闭时间 售后完结时间 "
    "售后关闭原因 仲裁状态 纠纷责任方 是否极速退款 是否有运费险 发货物流公司 发货物流单号 达人ID 达人昵称 商家备注 "
    "旗帜颜色"
)
STAFF_HEADER = columns("日期 客服账号 人工会话量 3分钟人工回复率 平均响应时长(秒) 满意率")
STAFF_TOTAL_HEADER = columns("日期 人工会话量 3分钟人工回复率 平均响应时长(秒) 满意率")


def row(header: Sequence[str], cells: Mapping[str, str]) -> list[str]:
    """Return a row of a report: the cells that are named, a dash or nothing in the others, as the console has it."""
    unknown = set(cells) - set(header)
    assert not unknown, unknown
    return [cells.get(name, "-" if at % 3 else "") for at, name in enumerate(header)]


def save_book(path: Path, **sheets: Sequence[Sequence[object]]) -> None:
    """Write a workbook with these sheets, in this order."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for cells in rows:
            sheet.append(list(cells))
    book.save(path)
