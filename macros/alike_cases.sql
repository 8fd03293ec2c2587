{#
    A row of int_cases may stand for several cases that are alike in all but the number that their id ends with: those from
    first_case to last_case, under the id of the first, numerator and denominator of all together. Both are null where a
    row is one case.
#}
{% macro alike_cases(cases=none) -%}
    {%- set of = cases ~ '.' if cases else '' -%}
    coalesce({{ of }}last_case - {{ of }}first_case + 1, 1)
{%- endmacro %}

{#  One of them after the other: its number, its id and its own part of an amount.  #}
{% macro each_case() -%}
    {{ each_number('coalesce(first_case, 1)', 'coalesce(last_case, 1)') }}
{%- endmacro %}

{% macro id_of_case(case_number) -%}
    case
        when first_case is null then case_id
        else
            left(case_id, length(case_id) - length(cast(first_case as string)))
            || cast({{ case_number }} as string)
    end
{%- endmacro %}

{% macro part_of_case(amount) -%}
    case
        when first_case is null then {{ amount }}
        else cast({{ amount }} / {{ alike_cases() }} as decimal(28, 9))
    end
{%- endmacro %}
