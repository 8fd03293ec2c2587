-- Counted orders by the hours from payment to pickup, in steps of a width; the last step holds all that take longer.
select
    least(floor(date_diff('second', orders.paid_at, orders.picked_up_at) / 3600.0 / $width), $steps - 1) * $width
        as from_value,
    count(*) as cases
from marts.case_states as cases
inner join marts.orders
    on
        cases.platform = orders.platform and coalesce(cases.shop_id, cases.subject_id) = orders.shop_id
        and cases.order_id = orders.order_id
where
    cases.system_id = $system_id and cases.rule_version = $rule_version and cases.platform = $platform
    and cases.subject_type = $subject_type and cases.subject_id = $subject_id
    and cases.indicator_id = $indicator_id and cases.state in ('for', 'against')
    and orders.picked_up_at >= orders.paid_at
group by from_value
order by from_value
