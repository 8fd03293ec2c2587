-- The linter takes the body of a macro for a statement of its own.
-- noqa: disable=LT02
-- what a spreadsheet shows where it could not compute
create or replace temp macro slow_prose(said) as case when not regexp_full_match(said, '{errors}') then said end;
-- the sign that stands for bytes that were no text: a text loses no more than that, an id or a word is another one
create or replace temp macro slow_whole(said) as case when not contains(said, chr(65533)) then slow_prose(said) end;

create or replace temp macro trimmed(cell) as regexp_replace(cell, '{edges}', '', 'g');

-- ids begin with a plain sign, total words never do
create or replace temp macro is_total_word(cell) as
    case
        when cell >= '!' and cell < chr(127) then false
        else coalesce(trimmed(cell) in ('{total_words}'), false)
    end;

-- what Excel and the consoles put around a cell: a quote, a backquote or a tab before it, ="..." around it
create or replace temp macro unwrapped(cell) as
    regexp_replace(cell, '{wrapping}', '', 'g');
create or replace temp macro half_width(text) as translate(text, '{full_width}', '{half_width}');

create or replace temp macro text_id(cell) as half_width(unwrapped(cell));
create or replace temp macro text_prose(cell) as regexp_replace(trimmed(cell), '\r\n?', chr(10), 'g');
create or replace temp macro text_term(cell) as text_prose(cell);
create or replace temp macro text_time(cell) as plain_time(half_width(unwrapped(cell)));
create or replace temp macro text_number(cell) as half_width(unwrapped(cell));

create or replace temp macro said_prose(text) as
    case when text = '' or text = '-' or text = '--' then null else text end;
create or replace temp macro said_term(text) as
    case when contains('{nothing}', '|' || lower(text) || '|') then null else said_prose(text) end;
-- Excel shows a number with .0 or with commas, and no platform writes an id so
create or replace temp macro said_id(text) as
    case
        when ltrim(text, '{dashes}') = '' or contains('{no_value}', '|' || lower(text) || '|')
            then null
        when regexp_full_match(text, '[0-9]+\.0+|[0-9]{1,3}(?:,[0-9]{3})+(?:\.0+)?')
            then nullif(replace(split_part(text, '.', 1), ',', ''), '0')
        else nullif(text, '0')
    end;

create or replace temp macro quick_id(cell) as
    case
        when regexp_full_match(cell, '{quick_id}') then cell
        when regexp_full_match(cell, '{wrapped_id}') then replace(replace(cell, chr(9), ''), '''', '')
    end;
-- the scientific notation of a rounded number; a waybill such as SF12E3 or 12E3 is none
create or replace temp macro is_rounded(said) as
    regexp_matches(said, '^[+-]?[0-9]+(\.[0-9]+[eE]\+?[0-9]+|[eE]\+[0-9]+)$');
create or replace temp macro slow_id(said) as
    case
        when length(said) <= '{longest_id}' and regexp_full_match(said, '{id_shape}') and not is_rounded(said)
            then slow_prose(said)
    end;
create or replace temp macro slow_key(said) as case when not is_rounded(said) then slow_whole(said) end;
create or replace temp macro slow_account(said) as
    case when length(said) <= '{longest_account}' then slow_key(said) end;

create or replace temp macro quick_prose(cell) as
    case when regexp_matches(cell, '{unusual}') or cell = '' then null else cell end;
create or replace temp macro quick_name(cell) as case when length(cell) <= '{longest_text}' then quick_prose(cell) end;
create or replace temp macro slow_name(said) as case when length(said) <= '{longest_text}' then slow_prose(said) end;

create or replace temp macro small(amount) as case when abs(amount) < '{largest}' then amount end;
create or replace temp macro quick_decimal(cell) as
    case when regexp_full_match(cell, '\d{1,7}(\.\d+)?') then try_cast(cell as decimal(18, 2)) end;
create or replace temp macro quick_number(cell) as
    case when regexp_full_match(cell, '\d{1,7}(\.\d+)?') then try_cast(cell as double) end;
create or replace temp macro quick_integer(cell) as
    case when regexp_full_match(cell, '\d{1,7}') then try_cast(cell as bigint) end;

create or replace temp macro quick_boolean(cell) as
    case when cell in ('true', '是') then true when cell in ('false', '否') then false end;
create or replace temp macro slow_boolean(said) as
    case
        when lower(said) in ('true', 't', 'yes', 'y', '1', '1.0', '是') then true
        when lower(said) in ('false', 'f', 'no', 'n', '0', '0.0', '否') then false
    end;

create or replace temp macro masked(text) as masked_plain(undisguised(text));
create or replace temp macro holds_phone(text) as flag_phone(undisguised(text));
create or replace temp macro holds_contact_handle(text) as flag_contact_handle(undisguised(text));
create or replace temp macro holds_address(text) as flag_address(undisguised(text));

create or replace temp macro slow_term(said) as case when length(said) <= '{longest_term}' then slow_whole(said) end;
create or replace temp macro is_stand_in(text) as
    regexp_full_match(text, '{stand_in}');

create or replace temp macro hmac_hex(message, inner_block, outer_block) as
    sha256(outer_block || unhex(sha256(inner_block || encode(message))));
create or replace temp macro pseudonym(text, inner_block, outer_block) as
    '{pseudonym}' || left(hmac_hex(text, inner_block, outer_block), '{pseudonym_digits}');
create or replace temp macro unknown_word(text, inner_block, outer_block) as
    '{unknown_word}' || left(hmac_hex(text, inner_block, outer_block), '{unknown_digits}');
