-- The linter takes the body of a macro for a statement of its own.
-- noqa: disable=LT02
create or replace temp macro said_number(text) as
    case
        when
            ltrim(text, '{dashes}') = ''
            or contains('{nothing}', '|' || lower(text) || '|')
            or (
                contains('{dashes}', left(text, 1))
                and contains('{units}', '|' || ltrim(text, '{blank_or_dashes}') || '|')
            )
            then null
        else text
    end;
create or replace temp macro ends_in_a_digit(said) as right(said, 1) between '.' and '9';
create or replace temp macro sign_of(said) as case when starts_with(said, '-') then -1 else 1 end;
-- the digits of a number, whatever stands around it; empty for what is not a number
create or replace temp macro digits_of(said) as
    replace(
        regexp_extract(said, '{number_and_unit}', 1), ',', ''
    );
create or replace temp macro exact(said) as
    try_cast(try_cast(digits_of(said) as decimal(18, 6)) as decimal(28, 6)) * sign_of(said) * factor_of(said);
create or replace temp macro slow_decimal(said) as try_cast(exact(said) as decimal(18, 2));
create or replace temp macro slow_integer(said) as
    case when exact(said) = floor(exact(said)) then try_cast(exact(said) as bigint) end;
create or replace temp macro slow_number(said) as
    round(try_cast(digits_of(said) as double) * sign_of(said) * factor_of(said), '{decimals}');
