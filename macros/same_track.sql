{#  A change is against the version in force on the earlier day; a what-if version is compared with itself.  #}
{% macro same_track(today, earlier) -%}
    {{ today }}.is_what_if = {{ earlier }}.is_what_if
        and (not {{ today }}.is_what_if or {{ today }}.rule_version = {{ earlier }}.rule_version)
{%- endmacro %}
