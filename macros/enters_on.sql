{#  The near edge of its window, but never before the day after it was known: the rule of the point in time.  #}
{% macro enters_on(cohort_date, near_days, known_date) -%}
    greatest({{ add_days(cohort_date, near_days) }}, {{ add_days(known_date, '1') }})
{%- endmacro %}
