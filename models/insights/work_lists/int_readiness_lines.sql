{#
    READINESS LINES  大促分数线
    Each line with a number against the shop's score of the as-of day, by the versions in force. The limit itself holds the
    line. A shop without a score neither holds nor misses its lines, and neither does a partial total, which is not the
    platform's: that is said once a shop, of all its systems that have lines. A mean whose days are not all there says
    nothing.
#}
with

cutoff as (

    select * from {{ ref('int_cutoff') }}

),

systems as (

    select * from {{ ref('systems') }}
    where
        subject_type = 'shop'
        and not is_what_if

),

lines as (

    select
        scores.platform,
        scores.subject_id as shop_id,
        scores.subject_key as shop_key,
        scores.system_id,
        case when values_of_lines.doubt is null then values_of_lines.line_value end as score,
        scores.score is not null and values_of_lines.line_value is null as is_unknown,
        systems.name_en
        || case values_of_lines.doubt
            when 'partial' then ' (partial)' when 'estimated' then ' (estimated)' else ''
        end as system_en,
        systems.name_zh
        || case values_of_lines.doubt when 'partial' then '（部分）' when 'estimated' then '（估算）' else '' end
            as system_zh,
        values_of_lines.threshold_id,
        values_of_lines.name_en,
        values_of_lines.name_zh,
        values_of_lines.limit_value
    from {{ ref('int_line_values') }} as values_of_lines
    inner join {{ ref('int_scores') }} as scores
        on values_of_lines.score_key = scores.score_key
    inner join cutoff
        on
            scores.platform = cutoff.platform
            and scores.assessment_date = cutoff.as_of
    inner join systems
        on
            scores.system_id = systems.system_id
            and scores.rule_version = systems.rule_version
    where scores.is_in_force

)

select
    platform, shop_id, shop_key, threshold_id, name_en, name_zh, system_id,
    case when score >= limit_value then 'meets' else 'misses' end as state,
    score,
    limit_value
from lines
where score is not null

union all

select
    platform,
    shop_id,
    shop_key,
    'no_score' as threshold_id,
    -- a shop has no more than two systems with lines
    min(system_en) || case when max(system_en) > min(system_en) then ', ' || max(system_en) else '' end as name_en,
    min(system_zh) || case when max(system_zh) > min(system_zh) then '、' || max(system_zh) else '' end as name_zh,
    cast(null as string) as system_id,
    'no_score' as state,
    cast(null as double) as score,
    cast(null as double) as limit_value
from lines
where score is null and not is_unknown
group by 1, 2, 3
