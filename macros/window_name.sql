{#  30d, 90d, 15-104d: windows that end the day before are called by their length.  #}
{% macro window_name(near_days, far_days) -%}
    case when {{ near_days }} = 1 then '' else cast({{ near_days }} as string) || '-' end
        || cast({{ far_days }} as string) || 'd'
{%- endmacro %}
