{#
    A change is against the same version on the earlier day; from before a version's first day against the one in force
    then. A what-if version is compared with itself only.
#}
{% macro same_rule_lineage(today, earlier) -%}
    {{ today }}.is_what_if = {{ earlier }}.is_what_if
        and (
            {{ today }}.rule_version = {{ earlier }}.rule_version
            or (
                not {{ today }}.is_what_if
                and {{ earlier }}.is_in_force
                and {{ earlier }}.assessment_date < {{ today }}.version_from
            )
        )
{%- endmacro %}


{#  A difference is one of points of the same scale.  #}
{% macro same_scale(today, earlier) -%}
    {{ today }}.floor = {{ earlier }}.floor and {{ today }}.ceiling = {{ earlier }}.ceiling
{%- endmacro %}
