{#
    OUR FIGURES FOR SCORE PAGES  我方对应数字
    Our own figures of the subjects that have pages, in the words of the pages: one row per day, rule version, item and
    measure. The value of a system or dimension is its score: it has no other figure. Where a score is missing although
    there are cases, it says why; points have a scale, values have none.
#}
with

subjects as (

    select distinct subject_key
    from {{ ref('int_platform_reports') }}

),

as_of as (

    select assessment_date from {{ ref('int_assessment_dates') }}
    where is_latest

),

measured as (

    select
        score_key, dimension_id,
        max(case when reaches_minimum then 1 else 0 end) = 1 as reaches_minimum,
        max(case when value is not null then 1 else 0 end) = 1 as has_cases
    from {{ ref('int_indicator_scores') }}
    group by 1, 2

),

figures as (

    select
        assessment_date, is_published, system_id, rule_version, is_what_if, subject_key,
        'system' as item_kind, system_id as item, cast(null as string) as method, 'up' as better,
        score, score as value, peer_mean,
        reaches_minimum, status in ('no_peers', 'needs_limits', 'needs_pages') as has_cases
    from {{ ref('int_scores') }}

    union all

    select
        dimensions.assessment_date, dimensions.is_published, dimensions.system_id, dimensions.rule_version,
        dimensions.is_what_if, dimensions.subject_key,
        'dimension' as item_kind, dimensions.dimension_id as item, cast(null as string) as method, 'up' as better,
        dimensions.score, dimensions.score as value,
        case when dimensions.is_published then dimensions.peer_mean end as peer_mean,
        measured.reaches_minimum, measured.has_cases
    from {{ ref('int_dimension_scores') }} as dimensions
    left join measured
        on
            dimensions.score_key = measured.score_key
            and dimensions.dimension_id = measured.dimension_id

    union all

    select
        assessment_date, is_published, system_id, rule_version, is_what_if, subject_key,
        'indicator' as item_kind, indicator_id as item, method, better,
        score, value, peer_mean,
        reaches_minimum, value is not null as has_cases
    from {{ ref('int_indicator_scores') }}

),

wanted as (

    select
        figures.*,
        coalesce(figures.method, methods.method) as scored_by,
        systems.floor,
        systems.ceiling
    from figures
    inner join {{ ref('systems') }} as systems
        on
            figures.system_id = systems.system_id
            and figures.rule_version = systems.rule_version
    left join {{ ref('int_version_methods') }} as methods
        on
            figures.system_id = methods.system_id
            and figures.rule_version = methods.rule_version
    inner join subjects
        on figures.subject_key = subjects.subject_key
    -- days ahead are no figures yet
    inner join as_of
        on figures.assessment_date <= as_of.assessment_date

)

{% for measure in ['score', 'value', 'peer_mean'] %}
    select
        {{ surrogate_key(['subject_key', 'system_id', 'item_kind', 'item', "'" ~ measure ~ "'"]) }} as figure_key,
        assessment_date, is_published, rule_version, is_what_if, subject_key, item_kind, item, scored_by as method,
        case when '{{ measure }}' = 'value' then better else 'up' end as better,
        '{{ measure }}' as measure,
        {{ measure }} as figure,
        case
            when {{ measure }} is not null or (item_kind = 'indicator' and '{{ measure }}' = 'value') then null
            when '{{ measure }}' = 'peer_mean' then 'no_peers'
            when not reaches_minimum then 'below_minimum_orders'
            when has_cases and scored_by = 'learned' then 'needs_pages'
            when has_cases and scored_by in ('limits', 'points', 'mixed') then 'needs_limits'
            when has_cases then 'no_peers'
        end as why_none,
        case when item_kind <> 'indicator' or '{{ measure }}' = 'score' then floor end as floor,
        case when item_kind <> 'indicator' or '{{ measure }}' = 'score' then ceiling end as ceiling
    from wanted
    {% if not loop.last %}union all{% endif %}
{% endfor %}
