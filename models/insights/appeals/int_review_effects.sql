{#
    REVIEW EFFECTS  评价影响
    Each indicator of the latest scores with a review in it and without it. A review that an upheld appeal took out is
    put back in for the comparison; so is a rating of the as-of day itself, which counts from tomorrow.
#}
with

latest_scores as (

    select indicator_scores.*
    from {{ ref('int_indicator_scores') }} as indicator_scores
    inner join {{ ref('int_assessment_dates') }} as dates
        on indicator_scores.assessment_date = dates.assessment_date
    where
        dates.is_latest
        and not indicator_scores.is_what_if

),

contributions as (

    select * from {{ ref('int_review_contributions') }}

),

placed as (

    select
        contributions.*,
        latest_scores.score_key,
        latest_scores.assessment_date,
        latest_scores.system_id,
        latest_scores.rule_version,
        latest_scores.unit,
        latest_scores.better,
        latest_scores.value as value_now,
        latest_scores.numerator as numerator_now,
        latest_scores.denominator as denominator_now,
        contributions.cohort_date <= latest_scores.window_end
        and contributions.known_date < latest_scores.assessment_date as is_in_window,
        coalesce(contributions.taken_back_on < latest_scores.assessment_date, false) as is_taken_back
    from contributions
    inner join latest_scores
        on
            contributions.subject_key = latest_scores.subject_key
            and contributions.indicator_id = latest_scores.indicator_id
            and contributions.cohort_date >= latest_scores.window_start
    where
        (contributions.cohort_date <= latest_scores.window_end or contributions.denominator > 0)
        -- what a later parcel opened again is no case any more
        and (
            contributions.reopened_on is null
            or contributions.reopened_on >= latest_scores.assessment_date
        )

),

put_in as (

    select
        *,
        numerator_now + case when is_in_window and not is_taken_back then 0 else numerator end as numerator_with,
        denominator_now + case when is_in_window and not is_taken_back then 0 else denominator end as denominator_with
    from placed

),

compared as (

    select
        *,
        cast(numerator_with as double) / nullif(denominator_with, 0) as value_with,
        cast(numerator_with - numerator as double) / nullif(denominator_with - denominator, 0) as value_without
    from put_in

)

select
    platform, shop_id, shop_key, review_id, order_id,
    score_key, assessment_date, system_id, rule_version, subject_type, subject_id, indicator_id, unit, better,
    is_in_window, is_taken_back,
    value_now,
    round(value_with, 9) as value_with,
    round(value_without, 9) as value_without,
    (value_without - value_with) * case when better = 'up' then 1 else -1 end as exact_gain,
    round((value_without - value_with) * case when better = 'up' then 1 else -1 end, 9) as gives_back
from compared
