{#
    LIVES OF ADJUSTMENTS  加减分存续
    From when to when a misconduct or a service may be in a score, as dated numbers: one when it enters and its negative
    when it has left. It counts from its next day on, and until the longest of its days is over.
#}
with

lives as (

    select
        {{ add_days('misconduct.happened_on', '1') }} as enters_on,
        {{ add_days('misconduct.happened_on', 'max(rules.days) + 1') }} as leaves_on,
        {{ checksum([
            'misconduct.subject_key', 'misconduct.violation_id', 'misconduct.kind', 'misconduct.happened_at'
        ]) }} as checksum
    from {{ ref('int_misconduct') }} as misconduct
    inner join {{ ref('misconduct_points') }} as rules
        on misconduct.kind = rules.kind
    group by
        misconduct.subject_key, misconduct.violation_id, misconduct.kind, misconduct.happened_at, misconduct.happened_on

    union all

    select
        {{ add_days('services.from_date', '1') }} as enters_on,
        {{ add_days('services.to_date', 'max(rules.days) + 1') }} as leaves_on,
        {{ checksum(['services.shop_key', 'services.service', 'services.from_date', 'services.to_date']) }} as checksum
    from {{ ref('stg_reference__shop_services') }} as services
    inner join {{ ref('bonus_points') }} as rules
        on services.service = rules.service
    group by services.shop_key, services.service, services.from_date, services.to_date

),

changes as (

    select enters_on as from_date, checksum from lives

    union all

    -- without an end it stays
    select leaves_on as from_date, -checksum as checksum from lives
    where leaves_on is not null

)

select
    from_date,
    sum(checksum) as checksum
from changes
group by from_date
