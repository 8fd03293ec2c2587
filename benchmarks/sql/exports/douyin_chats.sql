select
    shop as _shop,
    started_at as _opened_at,
    greatest(started_at, seen(handed_over_at), seen(replied_at), seen(ended_at)) as _moved_at,
    session_id as 会话id,
    started_at as 会话开始时间,
    seen(handed_over_at) as 转人工时间,
    seen(replied_at) as 首次人工回复时间,
    seen(ended_at) as 会话结束时间,
    case when seen(replied_at) is not null then agent_id end as 客服账号,
    'b' || buyer as 买家id,
    buyer_name(buyer) as 买家昵称,
    creator_number(creator) as 达人id
from sessions
where is_douyin and started_at <= getvariable('cut')
