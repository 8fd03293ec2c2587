{#
    A score on the scale it belongs to, on the nine decimals of a score: what leads beyond an end of the scale ends there.
    Without a score it is null, and without a scale as it is.
#}
{% macro on_scale(score, scale) -%}
    case
        when {{ score }} is not null
            then round(least(greatest({{ score }}, {{ scale }}.floor), {{ scale }}.ceiling), 9)
    end
{%- endmacro %}
