-- The linter takes the body of a macro for a statement of its own.
-- noqa: disable=LT02
-- what follows the last dash, when it has letters
create or replace temp macro carrier_in(first_field) as
    regexp_extract(first_field, '^.+-([^-]*[A-Za-z\p{Han}][^-]*)$', 1);
-- a list of fields for each parcel; full-width signs between parcels and fields are the same signs
create or replace temp macro parcel_fields(said) as
    list_transform(
        regexp_split_to_array(replace(replace(said, '；', ';'), '，', ','), '[;\n]'),
        lambda part: list_transform(string_split(part, ','), lambda field: trimmed(field))
    );
create or replace temp macro said_as_id(said) as
    list_transform(
        list_transform([text_id(said)], lambda text: said_id(text)), lambda id_said: slow_id(id_said)
    )[1];
create or replace temp macro stored_id(id, inner_block, outer_block) as
    case when is_plain_id(id) then id else pseudonym(id, inner_block, outer_block) end;
create or replace temp macro stored_carrier(carrier, known, inner_block, outer_block) as
    case
        when carrier = '' or regexp_full_match(carrier, known) then carrier
        else unknown_word(carrier, inner_block, outer_block)
    end;
-- one step after the other: DuckDB works out anew whatever a macro names twice
create or replace temp macro with_carrier(parcels) as
    list_transform(parcels, lambda fields: [fields[1], carrier_in(fields[1]), fields[2], len(fields)::varchar]);
create or replace temp macro with_waybill(parcels) as
    list_transform(
        -- goods that go on without a waybill have two fields: their id and how many
        list_filter(parcels, lambda fields: fields[1] <> '' and (fields[2] <> '' or fields[4] <> '2')),
        lambda fields: [
            said_as_id(
                case
                    when fields[2] = '' then rtrim(fields[1], '-')
                    else left(fields[1], length(fields[1]) - length(fields[2]) - 1)
                end
            ),
            fields[2],
            said_as_id(fields[3])
        ]
    );
create or replace temp macro parcel_list(said, known, inner_block, outer_block) as
    nullif(
        array_to_string(
            list_transform(
                list_filter(with_waybill(with_carrier(parcel_fields(said))), lambda fields: fields[1] is not null),
                lambda fields: stored_id(fields[1], inner_block, outer_block)
                    || '{between_fields}'
                    || stored_carrier(fields[2], known, inner_block, outer_block)
                    || '{between_fields}'
                    || coalesce(stored_id(fields[3], inner_block, outer_block), '')
            ),
            '{between_parcels}'
        ),
        ''
    );
