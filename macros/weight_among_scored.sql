{#
    What one of a group weighs when those without a score are dropped and the others' weights scaled up to 1; 0 where it
    has none itself. `total` names the window of the group.
#}
{% macro weight_among_scored(weight, score, total) -%}
    case
        when {{ score }} is not null
            then {{ weight }}
                / cast(
                    nullif(sum(case when {{ score }} is not null then {{ weight }} end) over {{ total }}, 0) as double
                )
        else 0
    end
{%- endmacro %}
