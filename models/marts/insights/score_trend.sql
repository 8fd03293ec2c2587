{#
    SCORE TREND  分数趋势
    Every total, dimension and indicator of the published days as the platform's own analysis page shows it: its
    change, its distance from the peers, the best and the worst of the last days. What follows what over time: the
    versions of one scale, an indicator over one window; a what-if version only itself. Two scales have no difference.
#}
with

followed as (

    select
        assessment_date, is_published, system_id, rule_version, is_what_if, subject_type, subject_id, platform,
        'total' as item_kind,
        system_id as item,
        'points' as unit,
        'up' as better,
        concat_ws('-', floor, ceiling) as measure,
        score as value,
        peer_mean
    from {{ ref('int_scores') }}

    union all

    select
        assessment_date, is_published, system_id, rule_version, is_what_if, subject_type, subject_id, platform,
        'dimension' as item_kind,
        dimension_id as item,
        'points' as unit,
        'up' as better,
        concat_ws('-', floor, ceiling) as measure,
        score as value,
        peer_mean
    from {{ ref('int_dimension_scores') }}

    union all

    select
        assessment_date, is_published, system_id, rule_version, is_what_if, subject_type, subject_id, platform,
        'indicator' as item_kind,
        indicator_id as item,
        unit,
        better,
        concat_ws('-', unit, window_name) as measure,
        value,
        peer_mean
    from {{ ref('int_indicator_scores') }}

),

{#- The track of the macros same_rule_lineage and same_scale; it counts days, as Spark has no frames by interval. #}
{%- set one_track -%}
    partition by system_id, case when is_what_if then rule_version end, subject_id, item_kind, item, measure
    order by {{ days_between("date '1970-01-01'", 'assessment_date') }}
{%- endset %}

looked_back as (

    select
        {% for days in [1, 7, 14, 30] %}
            max(value) over (
                {{ one_track }} range between {{ days }} preceding and {{ days }} preceding
            ) as value_{{ days }}d_before,
        {% endfor %}
        {% for days in [7, 14, 30] %}
            max(value) over (
                {{ one_track }} range between {{ days - 1 }} preceding and current row
            ) as highest_{{ days }}d,
            min(value) over (
                {{ one_track }} range between {{ days - 1 }} preceding and current row
            ) as lowest_{{ days }}d,
        {% endfor %}
        *
    from followed

)

select
    assessment_date, system_id, rule_version, subject_type, subject_id, platform, item_kind, item, unit, better,
    value,
    {% for days in [1, 7, 14, 30] %}
        round(value - value_{{ days }}d_before, 9) as change_{{ days }}d,
    {% endfor %}
    {% for days in [7, 14, 30] %}
        case when better = 'up' then highest_{{ days }}d else lowest_{{ days }}d end as best_{{ days }}d,
        case when better = 'up' then lowest_{{ days }}d else highest_{{ days }}d end as worst_{{ days }}d,
    {% endfor %}
    peer_mean,
    round(value - peer_mean, 9) as distance
from looked_back
where is_published
