{#
    When a clock that stops at night starts for what happened at a moment: between the two hours, the first one included,
    at the next time that it is the second one; else at once, and also where no such hours are known. The first hour may
    be the later one: the night then goes over midnight.
#}
{% macro clock_start(moment, from_hour, to_hour) -%}
    case
        when
            hour({{ moment }}) < {{ to_hour }}
            and ({{ from_hour }} > {{ to_hour }} or hour({{ moment }}) >= {{ from_hour }})
            then date_trunc('day', {{ moment }}) + interval '1' hour * {{ to_hour }}
        when
            {{ from_hour }} > {{ to_hour }}
            and hour({{ moment }}) >= {{ from_hour }}
            then date_trunc('day', {{ moment }}) + interval '1' hour * (24 + {{ to_hour }})
        else {{ moment }}
    end
{%- endmacro %}
