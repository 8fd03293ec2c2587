{#  Of two with the same value the one with more valid orders is ahead.  #}
{% macro stands_behind(peer, subject) -%}
    ({{ peer }}.goodness < {{ subject }}.goodness
        or ({{ peer }}.goodness = {{ subject }}.goodness and {{ peer }}.valid_orders < {{ subject }}.valid_orders))
{%- endmacro %}
