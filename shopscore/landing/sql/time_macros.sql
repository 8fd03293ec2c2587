-- The linter takes the body of a macro for a statement of its own.
-- noqa: disable=LT02
create or replace temp macro in_range(moment) as
    case when moment >= timestamp '2000-01-01' and moment < timestamp '2101-01-01' then moment end;
-- out of range the cell may be a calendar's zero, which is looked at among the unusual ones
create or replace temp macro quick_timestamp(cell) as in_range(try_strptime(cell, '%Y-%m-%d %H:%M:%S'));
create or replace temp macro quick_date(cell) as in_range(try_strptime(cell, '%Y-%m-%d'));

-- one spelling for all: no signs but - : . and one blank, no day of the week, at most six digits of a second
create or replace temp macro plain_time(text) as
    rtrim(
        replace(
            replace(
                regexp_replace(
                    translate(
                        regexp_replace(
                            text,
                            '(?:星期|周)[一-日]|([0-9])T|([.,][0-9]{6})[0-9]+|([+-][0-9]{4}) [A-Z]{3}$',
                            '\1\2\3 ',
                            'g'
                        ),
                        '{spelled}',
                        '{plain}'
                    ),
                    '[\s　]+', ' ', 'g'
                ),
                ' +', '+'
            ),
            ' -', '-'
        ),
        ' :'
    );
create or replace temp macro said_time(text) as
    case
        when ltrim(text, '-–—―_\.:0 ') = '' or contains('{not_yet}', '|' || lower(text) || '|') then null
        else text
    end;

create or replace temp macro has_zone(said) as
    contains(said, '+') or right(said, 1) = 'Z' or right(said, 3) = 'UTC' or contains(substr(said, 12), '-');
create or replace temp macro time_of_number(number) as
    case
        when number >= 1e9 and number < 1e10 then make_timestamp(cast(number * 1e6 as bigint)) + interval 8 hours
        when number >= 1e12 and number < 1e13 then make_timestamp(cast(number * 1e3 as bigint)) + interval 8 hours
        when number >= 20000 and number < 80000
            then timestamp '1899-12-30' + to_seconds(cast(round(number * 86400) as bigint))
    end;
create or replace temp macro slow_time(said) as
    case
        when length(said) in (8, 14) and try_cast(said as bigint) is not null
            then try_strptime(said, ['%Y%m%d', '%Y%m%d%H%M%S'])
        when try_cast(said as double) is not null then time_of_number(try_cast(said as double))
        when has_zone(said)
            then make_timestamp(epoch_us(try_cast(said as timestamptz))) + interval 8 hours
        else try_strptime(
            case when substr(said, 5, 1) = '.' then replace(left(said, 10), '.', '-') || substr(said, 11) else said end,
            ['%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M', '%Y-%m-%d', '%Y-%m-%d %H:%M:%S.%f']
        )
    end;
create or replace temp macro is_calendar_zero(moment) as
    coalesce(contains('{zero_days}', '|' || left(cast(moment as varchar), 10) || '|'), false);
