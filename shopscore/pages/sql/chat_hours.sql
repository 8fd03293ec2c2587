-- Counted sessions by weekday and hour of their beginning: how many, how many against the shop, what they measure.
select
    isodow(sessions.started_at) as weekday, hour(sessions.started_at) as hour, count(*) as cases,
    count(*) filter (where cases.state = 'against') as against, avg(cases.effect) as mean_effect
from marts.case_states as cases
inner join marts.chat_sessions as sessions
    on
        cases.platform = sessions.platform and coalesce(cases.shop_id, cases.subject_id) = sessions.shop_id
        and cases.case_id = sessions.session_id
where
    cases.system_id = $system_id and cases.rule_version = $rule_version and cases.platform = $platform
    and cases.subject_type = $subject_type and cases.subject_id = $subject_id
    and cases.indicator_id = $indicator_id and cases.case_kind = 'session' and cases.state in ('for', 'against')
group by all
order by all
