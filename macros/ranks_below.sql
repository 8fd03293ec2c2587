{#  Of two with the same value the one with more valid orders is ahead.  #}
{% macro ranks_below(peer, subject) -%}
    ({{ peer }}.rank_value < {{ subject }}.rank_value
        or ({{ peer }}.rank_value = {{ subject }}.rank_value and {{ peer }}.valid_orders < {{ subject }}.valid_orders))
{%- endmacro %}
