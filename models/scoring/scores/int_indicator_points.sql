{#
    POINTS OF LIMITS AND CURVES  分档与曲线得分
    The points of an indicator that is scored by limits: those of the step that its value stands on, and the next better
    one; or by a curve that was learned from pages: those of its segment. Where few cases tell little it has fixed points instead, whatever its value and its limits, also with no case:
    with fewer valid orders than the rule says (one number for flagships and the industries of the list, another for the
    others; no number: any) and at most so many of the cases that it counts, which may be those of another indicator.
#}
with

scorings as (

    select * from {{ ref('int_score_spine') }}
    where {{ is_restated('assessment_date', 'subject_key') }}

),

rules as (

    select
        *,
        coalesce(cases_of, indicator_id) as counted,
        coalesce(half_life_days, 0) as decay,
        {{ surrogate_key(['system_id', 'rule_version', 'indicator_id']) }} as rule_key
    from {{ ref('int_indicator_rules') }}

),

small_shop_points as (

    select
        *,
        {{ surrogate_key(['system_id', 'rule_version', 'indicator_id']) }} as rule_key,
        {{ surrogate_key(['system_id', 'rule_version', 'cases_indicator_id']) }} as cases_rule_key
    from {{ ref('small_shop_points') }}

),

rules_of_subjects as (

    select
        subjects.subject_version_key, subjects.orders_window_key, subjects.is_listed,
        rules.indicator_id, rules.better, rules.valid_from, rules.valid_to,
        small_shop.points, small_shop.cases_amount, small_shop.max_cases,
        case when subjects.is_listed then small_shop.orders_below_listed else small_shop.orders_below_others end
            as orders_below,
        {{ surrogate_key([
            'subjects.subject_key', 'subjects.system_id', 'subjects.rule_version', 'rules.indicator_id'
        ]) }} as subject_rule_key,
        {{ surrogate_key([
            'subjects.subject_key', 'rules.counted', 'rules.near_days', 'rules.far_days', 'rules.decay'
        ]) }} as window_key,
        {{ surrogate_key([
            'subjects.subject_key', 'cases.counted', 'cases.near_days', 'cases.far_days', 'cases.decay'
        ]) }} as cases_window_key
    from {{ ref('int_subject_versions') }} as subjects
    inner join rules
        on
            subjects.system_id = rules.system_id
            and subjects.rule_version = rules.rule_version
    left join small_shop_points as small_shop
        on rules.rule_key = small_shop.rule_key
    left join rules as cases
        on small_shop.cases_rule_key = cases.rule_key
    where
        rules.method in ('limits', 'learned')
        and rules.dimension_id is not null

),

measured as (

    select
        scorings.assessment_date, scorings.subject_key, scorings.score_key,
        rules.indicator_id, rules.subject_rule_key, rules.points as fixed_points,
        (rules.orders_below is null or orders.denominator < rules.orders_below)
        and case rules.cases_amount when 'numerator' then cases.numerator else cases.denominator end <= rules.max_cases
            as is_small_shop,
        round(
            case when rules.better = 'up' then 1 else -1 end
            * cast(sums.numerator as double) / nullif(sums.denominator, 0), 9
        ) as rank_value
    from scorings
    inner join rules_of_subjects as rules
        on
            scorings.subject_version_key = rules.subject_version_key
            and {{ valid_on('scorings.assessment_date', 'rules') }}
    inner join {{ ref('int_window_sums') }} as sums
        on rules.window_key = sums.window_key and scorings.assessment_date = sums.assessment_date
    inner join {{ ref('int_window_sums') }} as orders
        on rules.orders_window_key = orders.window_key and scorings.assessment_date = orders.assessment_date
    left join {{ ref('int_window_sums') }} as cases
        on rules.cases_window_key = cases.window_key and scorings.assessment_date = cases.assessment_date

)

select
    measured.assessment_date, measured.subject_key, measured.score_key, measured.indicator_id,
    coalesce(measured.is_small_shop, false) as is_small_shop,
    case
        when measured.is_small_shop then measured.fixed_points
        else steps.points + coalesce(steps.slope * (measured.rank_value - steps.from_rank_value), 0)
    end as points,
    case when measured.is_small_shop then null else steps.next_limit end as next_limit,
    case when measured.is_small_shop then null else steps.next_points end as next_points
from measured
left join {{ ref('int_limit_steps') }} as steps
    on
        measured.subject_rule_key = steps.subject_rule_key
        and {{ lies_on('measured.rank_value', 'steps') }}
