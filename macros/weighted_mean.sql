{#
    The mean of those of a group that have a score, by their weights; null where none has one. Decimal addends, so that
    the order in which they come does not show.
#}
{% macro weighted_mean(weight, score) -%}
    cast(sum(cast({{ weight }} * {{ score }} as decimal(38, 12))) as double)
        / nullif(sum(case when {{ score }} is not null then {{ weight }} end), 0)
{%- endmacro %}
