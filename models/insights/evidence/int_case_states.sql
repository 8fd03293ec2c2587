{#
    CASE STATES  案例状态
    Where every case stands on the newest date, in each system that looks at it, under the version in force. The verdict
    is what the case is inside its window: of a case that left, on its last day there; of one still to come, as far as
    is known today. A result or a withdrawal of tomorrow is none today.
#}
{{ config(materialized='view') }}

with

dates as (

    select * from {{ ref('int_assessment_dates') }}
    where is_latest

),

-- of the versions that score a day the newest is in force, as in int_score_spine
versions as (

    select
        systems.system_id,
        systems.rule_version,
        row_number() over (
            partition by systems.system_id order by systems.valid_from desc, systems.rule_version desc
        ) as age
    from {{ ref('systems') }} as systems
    inner join dates
        on {{ valid_on('dates.assessment_date', 'systems') }}
    where not systems.is_what_if

),

dated as (

    select
        cases.*,
        dates.assessment_date,
        {{ add_days('cases.cohort_date', 'cases.near_days') }} as reached_on,
        {{ add_days('cases.cohort_date', 'cases.far_days + 1') }} as left_on,
        {{ enters_on('cases.cohort_date', 'cases.near_days', 'cases.known_date') }} as first_on,
        least(dates.assessment_date, {{ add_days('cases.cohort_date', 'cases.far_days') }}) as judged_on,
        {{ add_days('cases.withdrawn_date', '1') }} as withdrawn_from,
        {{ add_days('cases.result_known_date', '1') }} as result_from,
        {{ add_days('cases.result_withdrawn_date', '1') }} as result_until
    from {{ ref('int_judged_cases') }} as cases
    inner join dates
        on cases.last_date = dates.assessment_date
    inner join versions
        on
            cases.system_id = versions.system_id
            and cases.rule_version = versions.rule_version
            and versions.age = 1

),

judged as (

    select
        *,
        first_on < left_on as is_ever_in,
        case
            when exclusion is not null or withdrawn_from <= judged_on then 'excluded'
            when result_until <= judged_on and falls_short_before then 'against'
            when result_until <= judged_on then 'for'
            when result_from <= judged_on and falls_short_with then 'against'
            when result_from <= judged_on then 'for'
            when falls_short_before then 'against'
            else 'for'
        end as verdict,
        case
            when exclusion is not null then first_on
            when withdrawn_from <= judged_on then greatest(first_on, withdrawn_from)
            when result_until <= judged_on then greatest(first_on, result_until)
            when result_from <= judged_on then greatest(first_on, result_from)
            else first_on
        end as verdict_from
    from dated

),

explained as (

    select
        *, {{ each_case() }} as case_number,
        is_ever_in and known_date < assessment_date as has_verdict,
        case verdict when 'excluded' then coalesce(exclusion, 'withdrawn') when 'against' then reason end
            as verdict_reason,
        case
            when verdict = 'excluded' or numerator_withdrawn_date < judged_on then 0
            when numerator_known_date < judged_on then {{ part_of_case('numerator') }}
            else 0
        end as effect
    from judged

)

select
    platform, subject_type, subject_id, subject_key, system_id, rule_version, indicator_id,
    case_kind, {{ id_of_case('case_number') }} as case_id, shop_id, order_id, order_key, cohort_date, known_date,
    case
        when known_date >= assessment_date then 'not_yet_known'
        when assessment_date < reached_on or assessment_date >= left_on then 'out_of_window'
        else verdict
    end as state,
    case
        when not is_ever_in then 'known_too_late'
        when known_date >= assessment_date then 'known_later'
        when assessment_date < reached_on then 'before_window'
        when assessment_date >= left_on then 'left_window'
        else verdict_reason
    end as reason,
    case when has_verdict then verdict_from when is_ever_in then first_on end as enters_on,
    case when is_ever_in then left_on end as leaves_on,
    case when has_verdict then verdict end as verdict,
    case when has_verdict then verdict_reason end as verdict_reason,
    case when has_verdict then cast(effect as decimal(28, 9)) end as effect,
    left_on as window_left_on,
    assessment_date
from explained
