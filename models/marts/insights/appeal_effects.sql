{#
    APPEAL EFFECTS  申诉影响
    What an appeal that waits for its answer would give back to each indicator, and what an upheld one has given back:
    the indicator of the latest scores with the review in it and without it. Of several appeals of a review one is
    here, an upheld one first. An upheld appeal whose answer has no date takes nothing out of any score.
#}
with

appeals as (

    select
        *,
        case when appeal_status = 'upheld' then cast(answered_at as date) end as upheld_on
    from {{ ref('int_appeals_at_cutoff') }}
    where
        appeal_status = 'pending'
        or (appeal_status = 'upheld' and answered_at is not null)

),

ranked as (

    select
        *,
        row_number() over (
            partition by shop_key, review_id
            order by upheld_on nulls last, appealed_at, appeal_id
        ) as place
    from appeals

),

effects as (

    select * from {{ ref('int_review_effects') }}
    where is_in_window

)

select
    effects.assessment_date,
    effects.system_id,
    effects.rule_version,
    effects.subject_type,
    effects.subject_id,
    effects.platform,
    effects.indicator_id,
    appeals.shop_id,
    appeals.appeal_id,
    appeals.review_id,
    effects.order_id,
    case when appeals.upheld_on is not null then 'given_back' else 'possible' end as state,
    effects.unit,
    effects.better,
    effects.value_now,
    effects.value_with as value_if_rejected,
    effects.value_without as value_if_upheld,
    effects.gives_back,
    {{ add_days('coalesce(appeals.upheld_on, appeals.as_of)', '1') }} as counts_from
from ranked as appeals
inner join effects
    on
        appeals.shop_key = effects.shop_key
        and appeals.review_id = effects.review_id
where appeals.place = 1
