select
    shop as _shop,
    appealed_at as _opened_at,
    greatest(appealed_at, seen(answered_at)) as _moved_at,
    appeal_id as 申诉单号,
    review_id as 评价id,
    order_id as 子订单编号,
    ground as 申诉理由,
    appealed_at as 申诉时间,
    case when seen(answered_at) is null then '处理中' when is_upheld then '成功' else '失败' end as 申诉状态,
    seen(answered_at) as 结果时间
from appeals
where is_douyin and appealed_at <= getvariable('cut')
