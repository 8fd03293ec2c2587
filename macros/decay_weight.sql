{#  What a fact weighs on a day: half of it for each half-life since its cohort, all of it where nothing decays.  #}
{% macro decay_weight(cohort_date, day, half_life_days) -%}
    case
        when {{ half_life_days }} is null then 1
        else power(
            cast(2 as double), {{ days_between(day, cohort_date) }} / cast({{ half_life_days }} as double)
        )
    end
{%- endmacro %}
