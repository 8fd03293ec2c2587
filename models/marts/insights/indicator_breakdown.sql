{#
    INDICATOR BREAKDOWN  指标分解
    The cases behind each indicator of the latest date by product, carrier, service agent, reason, province and hour:
    how much of the damage comes from each item, and what the indicator would be without it. Undecayed sums, the same
    cases as in the score. The items of a breakdown add up to the indicator; only the reasons do not, because a case
    that is not against the subject has none.
#}
{% set breakdowns = ['product', 'carrier', 'agent', 'reason', 'province', 'hour'] %}
with

indicator_scores as (

    select * from {{ ref('int_indicator_scores') }}

),

cases as (

    select
        *,
        damage > 0 as is_against
    from {{ ref('int_breakdown_cases') }}

),

grouped as (

    select
        score_key, indicator_id, is_against,
        {% for breakdown in breakdowns %}
            {{ breakdown }},
        {% endfor %}
        cast(sum(cases) as bigint) as cases,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        sum(damage) as damage
    from cases
    group by
        grouping sets (
            {% for breakdown in breakdowns %}
                (
                    score_key, indicator_id, {{ 'is_against, ' if breakdown == 'reason' }}{{ breakdown }}
                ){{ ',' if not loop.last }}
            {% endfor %}
        )

),

-- of the columns broken down by, a row has the one it is about; the others are null
items as (

    select
        *,
        case
            {% for breakdown in breakdowns %}
                when {{ breakdown }} is not null then '{{ breakdown }}'
            {% endfor %}
        end as breakdown,
        coalesce({{ breakdowns | join(', ') }}) as item
    from grouped
    where is_against is null or is_against

),

compared as (

    select
        *,
        sum(damage) over one_breakdown as damage_of_all,
        max(case when item <> 'unknown' then 1 else 0 end) over one_breakdown = 1 as says_something
    from items
    window one_breakdown as (
        partition by score_key, indicator_id, breakdown
    )

)

select
    scores.assessment_date, scores.system_id, scores.rule_version, scores.subject_type, scores.subject_id,
    scores.platform, scores.indicator_id,
    compared.breakdown,
    compared.item,
    compared.cases,
    cast(compared.numerator as decimal(38, 9)) as numerator,
    cast(compared.denominator as bigint) as denominator,
    cast(compared.damage as decimal(38, 9)) as damage,
    cast(compared.damage as double) / nullif(cast(compared.damage_of_all as double), 0) as share_of_damage,
    cast(compared.numerator as double) / compared.denominator as value,
    cast(scores.numerator - compared.numerator as double)
    / nullif(scores.denominator - compared.denominator, 0) as value_without,
    scores.better,
    scores.unit
from compared
inner join indicator_scores as scores
    on
        compared.score_key = scores.score_key
        and compared.indicator_id = scores.indicator_id
where compared.says_something
