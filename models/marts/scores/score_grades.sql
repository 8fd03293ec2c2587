{#
    GATES OF GRADES  等级门槛
    What every grade of a version asks of the total and of the dimensions of a score, what is there, and whether that is
    enough: what the next grade lacks. Of the published days, where there is a total.
#}
with

scores as (

    select * from {{ ref('int_scores') }}
    where is_published

),

gates as (
    {{ grade_gates() }}
),

grades as (

    select distinct
        {{ surrogate_key(['system_id', 'rule_version', 'grade']) }} as grade_key,
        name_en,
        name_zh
    from {{ ref('grades') }}

)

select
    scores.assessment_date,
    scores.system_id,
    scores.rule_version,
    scores.subject_type,
    scores.subject_id,
    scores.platform,
    gates.grade,
    grades.name_en,
    grades.name_zh,
    gates.item,
    gates.limit_value,
    gates.value,
    gates.is_reached
from gates
inner join scores
    on gates.score_key = scores.score_key
left join grades
    on {{ surrogate_key(['scores.system_id', 'scores.rule_version', 'gates.grade']) }} = grades.grade_key
