create schema if not exists log;
create schema if not exists raw;

create table if not exists log.landed_files (
    file_id varchar not null,
    platform varchar,
    shop_id varchar,
    export varchar,
    file_name varchar not null,
    sha256 varchar not null,
    bytes bigint not null,
    exported_at timestamp not null,
    exported_at_source varchar not null,
    landed_at timestamp not null,
    run_id varchar not null,
    status varchar not null,
    reason varchar,
    road varchar,
    encoding varchar,
    rows_read bigint not null,
    rows_landed bigint not null,
    rows_rejected bigint not null,
    rows_skipped bigint not null,
    unknown_columns varchar,
    absent_columns varchar,
    cells_dropped bigint,
    origin varchar,
    forgotten_at timestamp,
    deleted_at timestamp,
    reason_zh varchar,
    sheets_read bigint,
    sheets_of_notes varchar,
    sheets_of_tables varchar,
    sheets_hidden varchar
);

-- a ledger begun before the columns were
alter table log.landed_files add column if not exists absent_columns varchar;
alter table log.landed_files add column if not exists cells_dropped bigint;
alter table log.landed_files add column if not exists origin varchar;
alter table log.landed_files add column if not exists forgotten_at timestamp;
alter table log.landed_files add column if not exists deleted_at timestamp;
alter table log.landed_files add column if not exists reason_zh varchar;
alter table log.landed_files add column if not exists sheets_read bigint;
alter table log.landed_files add column if not exists sheets_of_notes varchar;
alter table log.landed_files add column if not exists sheets_of_tables varchar;
alter table log.landed_files add column if not exists sheets_hidden varchar;

create table if not exists log.forgotten_rows (
    file_id varchar not null,
    platform varchar not null,
    shop_id varchar not null,
    rows_forgotten bigint not null,
    forgotten_at timestamp not null
);

create table if not exists raw.rejected_rows (
    file_id varchar not null,
    file_name varchar not null,
    line_number bigint not null,
    column_name varchar,
    value varchar,
    reason varchar not null,
    reason_zh varchar
);

alter table raw.rejected_rows add column if not exists reason_zh varchar;

create table if not exists log.runs (
    run_id varchar not null,
    started_at timestamp not null,
    finished_at timestamp,
    as_of date not null,
    status varchar not null,
    message varchar,
    source_commit varchar,
    generation_id varchar,
    files_landed bigint,
    files_refused bigint,
    rows_landed bigint,
    rows_rejected bigint,
    rows_published bigint
);

-- what each run computed with, see shopscore/fingerprint.py
create table if not exists log.fingerprints (
    run_id varchar not null,
    taken_at timestamp not null,
    models varchar not null,
    seeds varchar not null,
    code varchar not null,
    packages varchar not null,
    settings varchar not null
);

-- what the published file was made of, one row, see shopscore/nothing_new.py
create table if not exists log.published_from (
    run_id varchar not null,
    generation_id varchar not null,
    first_date date not null,
    last_date date not null,
    half_day varchar not null,
    alerts varchar not null,
    home varchar not null,
    ledger varchar not null,
    published_file varchar not null,
    landing_marks blob
);

create table if not exists log.quality_results (
    run_id varchar not null,
    check_name varchar not null,
    checked_table varchar,
    severity varchar not null,
    result varchar not null,
    failing_rows bigint,
    description varchar,
    message varchar,
    description_zh varchar,
    message_zh varchar
);

-- results begun before they were said in two languages
alter table log.quality_results add column if not exists description_zh varchar;
alter table log.quality_results add column if not exists message_zh varchar;

-- whose rows of an export failed a check when they arrived; rewritten by every check of what arrived
create table if not exists log.withheld_exports (
    run_id varchar not null,
    platform varchar not null,
    shop_id varchar not null,
    export varchar not null,
    check_name varchar not null,
    first_day date,
    file_id varchar not null
);

create table if not exists log.score_history (
    assessment_date date not null,
    system_id varchar not null,
    rule_version varchar not null,
    subject_type varchar not null,
    subject_id varchar not null,
    platform varchar not null,
    score double,
    status varchar not null,
    generation_id varchar not null,
    published_at timestamp not null
);

create table if not exists log.calibrations (
    calibration_id varchar not null,
    system_id varchar not null,
    industry varchar not null,
    indicator_id varchar not null,
    learned_at timestamp not null,
    from_date date not null,
    to_date date not null,
    days integer not null,
    pages integer not null,
    mean_absolute_error double not null,
    worst_error double not null,
    is_in_use boolean not null
);

-- the newest row holds; none: off
create table if not exists log.starter_switches (
    switched_at timestamp not null,
    is_on boolean not null
);

create table if not exists log.calibration_points (
    calibration_id varchar not null,
    percentile double not null,
    value double not null
);

-- dimensions that the platform does not explain, as learned from pages; see shopscore/calibration/dimensions.py
create table if not exists log.learned_dimensions (
    learned_id varchar not null,
    system_id varchar not null,
    rule_version varchar not null,
    industry varchar not null,
    dimension_id varchar not null,
    learned_at timestamp not null,
    from_date date not null,
    to_date date not null,
    days integer not null,
    pages integer not null,
    mean_absolute_error double not null,
    worst_error double not null,
    is_in_use boolean not null
);

-- without an indicator: the constant of the dimension
create table if not exists log.learned_points (
    learned_id varchar not null,
    indicator_id varchar,
    value double,
    points double not null
);

-- what the last learning found, one row: another learning of the same is spared
create table if not exists log.learned_from (
    digest varchar not null
);

-- what the scores in the tables of the models were computed from, by date or by subject; without a checksum: some of
-- the tables may have been computed from something else since
create table if not exists log.computed_inputs (
    assessment_date date,
    subject_key bigint,
    is_published boolean,
    checksum decimal(38, 0)
);
