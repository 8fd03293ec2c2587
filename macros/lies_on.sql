{#  Whether a value lies on a step or segment: from where it begins to below where the next one does.  #}
{% macro lies_on(rank_value, steps) -%}
    {{ rank_value }} >= {{ steps }}.from_rank_value and {{ rank_value }} < {{ steps }}.below_rank_value
{%- endmacro %}
