{% macro valid_on(day, rule) -%}
    {{ day }} >= {{ rule }}.valid_from
        and ({{ rule }}.valid_to is null or {{ day }} <= {{ rule }}.valid_to)
{%- endmacro %}
